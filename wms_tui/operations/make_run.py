"""Make: a whole production run in one act, with what went in and what came out."""

from dataclasses import dataclass

from wms_tui.domain.genealogy import Act, RunKind
from wms_tui.errors import BadInput
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.run_goods import (
    Ingredient,
    RunQuantity,
    TakenLot,
    begin_run,
    refuse_own_ancestor,
    take,
    write_act,
    write_run,
)
from wms_tui.operations.run_products import Made, MadeLot, Origin, Product, let_go_of_stopped, produce
from wms_tui.storage.run_rows import close_run_row


@dataclass(frozen=True, slots=True)
class MakeRun:
    """A run that is done: its number, the lots that went in, and what came out, at a place."""

    run: str
    consume: tuple[Ingredient, ...]
    produce: tuple[Product, ...]
    target: str = "DOCK"
    kind: RunKind = RunKind.MAKE
    line: str = ""
    shift: str = ""
    accept: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class RunMade(Done):
    """The run, what went into it, and what it made."""

    run: str
    consumed: tuple[RunQuantity, ...]
    produced: tuple[MadeLot, ...]
    cautions: tuple[str, ...] = ()
    """What was odd about dates but not grave, one sentence each."""


@operation("make-run")
def make_run(slip: MakeRun, deed: Deed) -> RunMade:
    """Take what a run consumes out of the house, and put down what it makes.

    Everything that went in counts as parent of everything that came out. What is made has the worst status of its
    parents, and at least that which a receipt of the item would have.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``, ``unknown-serial``.
        BadInput: ``nothing-consumed``, ``nothing-produced``; what ``run_products.produce`` calls bad.
        NeedsConfirmation: ``being-counted``, ``lot-similar``, dates that cannot be right.
        Refused: ``run-exists``, ``own-ancestor``; what ``run_goods.take`` and ``run_products.produce`` refuse.
    """
    if not slip.consume:
        raise BadInput("nothing-consumed", "A run makes nothing of nothing.", "Name a lot with --consume.")
    if not slip.produce:
        raise BadInput("nothing-produced", "The run makes nothing.", "Name it with --produce, or use wms adjust.")
    code, known = begin_run(slip.run, slip.kind)
    taken = take_all(slip.consume, deed, slip.accept)
    made = produce(
        slip.produce, deed,
        Origin(slip.target, tuple(one.lot for one in taken), slip.line, slip.shift, slip.accept),
    )  # fmt: skip
    post_run(deed, code, taken, made, slip.reason)
    run = write_run(code, slip.kind, deed.entry, known)
    write_act(run, deed.entry, Act.MAKE)
    close_run_row(run, deed.entry)
    let_go_of_stopped([change for one in made for change in one.changes])
    return RunMade(
        run=code, consumed=tuple(one.told for one in taken), produced=tuple(one.told for one in made),
        cautions=tuple(words for one in made for words in one.cautions),
    )  # fmt: skip


def take_all(ingredients: tuple[Ingredient, ...], deed: Deed, accept: tuple[str, ...]) -> list[TakenLot]:
    """Find all ingredients of a run.

    Raises:
        BadInput: ``twice`` where one is named twice out of the same place; what ``run_goods.take`` refuses.
    """
    named = [(one.item.casefold(), one.lot, one.bin.casefold()) for one in ingredients]
    if len(set(named)) < len(named):
        raise BadInput("twice", "A lot is named twice.", "Name each lot once, with all that is used of it.")
    return [take(one, deed.on, accept=accept) for one in ingredients]


def post_run(deed: Deed, code: str, taken: list[TakenLot], made: list[Made], reason: str) -> int:
    """Write the entry of a run's act, once no lot would be made of itself.

    Raises:
        Refused: ``own-ancestor``; what ``ledger.post`` refuses.
    """
    refuse_own_ancestor((one.lot.id for one in taken), (one.lot.id for one in made))
    moves = [*(move for one in taken for move in one.moves), *(one.move for one in made)]
    changes = [change for one in made for change in one.changes]
    return deed.post(moves, changes, reference=code, reason=reason)
