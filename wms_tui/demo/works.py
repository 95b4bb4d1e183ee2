"""What the sample house makes and drills: chocolate of cocoa every second week, and once the recall of a lot of cocoa.

Nothing here asks chance for anything, so that what else happens in the house does not hang on it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from wms_tui.domain.recall import RecallClass, ReportKind, Step
from wms_tui.domain.recall_reports import Told
from wms_tui.errors import Refused
from wms_tui.operations.book_reply import BookReply, LotAnswer, book_reply
from wms_tui.operations.close_recall import CloseRecall, close_recall
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.make_notices import MakeNotices, make_notices
from wms_tui.operations.make_run import MakeRun, make_run
from wms_tui.operations.note_step import NoteStep, note_step
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.recipes import AddRecipe, Part, add_recipe
from wms_tui.operations.report_recall import ReportRecall, report_recall
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.queries import stock
from wms_tui.queries.deliveries import deliveries
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import lot_by_id, the_lot
from wms_tui.queries.recalls import the_recall
from wms_tui.queries.replies import replies_of

Act = Callable[[Callable[..., Any], object], Any]
"""Does something at the next moment of the story."""

COCOA, CHOCOLATE = "R010", "4750"
BATCH, GRAMS = 480, 24_000
"""Bars that a batch gives, and the grams of cocoa in them."""
DRILL = "DRILL-1"


class Batch(NamedTuple):
    """A batch of chocolate: its run, its lot, and the lot of cocoa that went in."""

    run: str
    lot: str
    cocoa: str


def write_recipe(act: Act) -> None:
    """Write down how chocolate is made."""
    act(add_recipe, AddRecipe("CHOCOLATE", Part(CHOCOLATE, BATCH), (Part(COCOA, GRAMS),)))


def make_batch(act: Act, number: int) -> Batch | None:
    """Make a batch of the oldest cocoa there is, and put it away; nothing where there is none."""
    item = the_item(COCOA)
    there = (one for one in stock.in_rotation(item.id, item.rotation) if one.available >= GRAMS)
    first = next(there, None)
    if first is None:
        return None
    batch = Batch(f"RUN-{number:02d}", f"CH{number:04d}", lot_by_id(first.lot_id).number)
    taken = Ingredient(COCOA, batch.cocoa, GRAMS, first.bin)
    act(make_run, MakeRun(batch.run, (taken,), (Product(CHOCOLATE, BATCH, batch.lot),)))
    try:
        act(put_away, PutAway(CHOCOLATE, batch.lot, BATCH))
    except Refused:
        # No bin had room: the goods wait at the dock, as they would.
        return batch
    return batch


def is_sold(batch: Batch) -> bool:
    """Return whether customers have got some of a batch."""
    return bool(deliveries([the_lot(the_item(CHOCOLATE), batch.lot).id]))


def hold_drill(act: Act, cocoa: str) -> None:
    """Drill the recall of a lot of cocoa, from its opening to its certificate; nothing is held and no letter leaves."""
    act(open_recall, OpenRecall(
        DRILL, ((COCOA, cocoa),), "yearly drill: salmonella in cocoa", RecallClass.ONE, drill=True,
        hazard="Fever, stomach pain",
    ))  # fmt: skip
    act(hold_recall, HoldRecall(DRILL))
    act(note_step, NoteStep(DRILL, Step.TRACE))
    act(note_step, NoteStep(DRILL, Step.BALANCE, "all of it is found"))
    if _consignees():
        act(make_notices, MakeNotices(DRILL))
        _answer(act)
    act(
        report_recall, ReportRecall(DRILL, ReportKind.DRILL, Told(corrective_action="Verify the contacts of customers"))
    )
    act(close_recall, CloseRecall(DRILL, "the drill is over", ("accept-open",)))


def _consignees() -> dict[str, list[LotAnswer]]:
    """Return what each consignee would answer: half of what they got is there, the rest is used."""
    answers: dict[str, list[LotAnswer]] = {}
    for one in replies_of(the_recall(DRILL).id):
        half = one.delivered // 2
        answers.setdefault(one.customer, []).append(
            LotAnswer(f"{one.item}:{one.lot}", on_hand=half, used=one.delivered - half)
        )
    return answers


def _answer(act: Act) -> None:
    """Book the answers of all consignees but the last: somebody never answers."""
    for customer, answers in list(_consignees().items())[:-1]:
        act(book_reply, BookReply(DRILL, customer, tuple(answers), person="store manager"))
