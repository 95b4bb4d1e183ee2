"""Undo: another entry that takes back what an entry did, as far as the stock has not moved on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.codes import folded
from wms_tui.domain.genealogy import worst
from wms_tui.domain.rights import RIGHTS
from wms_tui.domain.rotation import BIN_HELD
from wms_tui.domain.types import PlaceKind, Status
from wms_tui.errors import BadInput, Refused
from wms_tui.ledger import Move, StatusMove
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.carrying import goes_to_the_cage
from wms_tui.operations.hold_things import end, let_go_where_held
from wms_tui.operations.reserving import let_go
from wms_tui.operations.undo_runs import links_follow, refuse_of_run
from wms_tui.queries import stock
from wms_tui.queries.entries import EntryRow, the_entry
from wms_tui.queries.holds import (
    Case,
    case_ended_by,
    case_of_place,
    case_of_plate,
    case_opened_by,
    note_of_lot,
    plate_is_held,
)
from wms_tui.queries.items import item_by_id
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.orders import CUSTOMER, STAGE, find_order, kept_of_lot, open_order, order_lines, the_order
from wms_tui.queries.places import place_by_id
from wms_tui.queries.recalls import holding_case
from wms_tui.queries.runs import statuses_brought
from wms_tui.queries.serials import serials_at
from wms_tui.queries.shipments import shipped_of_lot
from wms_tui.queries.waiting import picked_for_line
from wms_tui.storage.hold_rows import reopen_case
from wms_tui.storage.level_rows import forget_drop, forget_pull
from wms_tui.storage.lot_rows import place_serials
from wms_tui.storage.order_state import reopen_order
from wms_tui.storage.reservation_rows import add_reservation, shrink_reservation
from wms_tui.storage.tables import NO_PLATE

_INSTEAD = {
    "allocate": "Use wms unallocate.",
    "unallocate": "Use wms allocate.",
    "add-order": "Use wms order cancel.",
    "inspect": "Test it again: the last result counts.",
    "retest": "Use wms retest with the date it had.",
    "add-certificate": "Add the right one.",
    "open-recall": "Use wms recall close.",
    "widen-recall": "Use wms recall scope --remove.",
    "narrow-recall": "Use wms recall scope --add.",
    "hold-recall": "Use wms recall scope --remove.",
    "close-recall": "Open a new one.",
    "book-reply": "Book it again: the last answer counts.",
    "note-check": "Note it again: the last check counts.",
    "make-notices": "Make another version: wms recall notices.",
    "approve-notices": "Make another version: wms recall notices.",
    "note-letters": "Note what is right: wms recall letters.",
}


@dataclass(frozen=True, slots=True)
class Undo:
    """An entry that was a mistake, and why."""

    entry: int
    reason: str


@dataclass(frozen=True)
class Undone(Done):
    """The entry that was undone; ``entry`` is the one that does it."""

    undone: int


@operation("undo")
def undo(slip: Undo, deed: Deed) -> Undone:
    """Take back the moves and status changes of an entry by an entry of the opposite.

    Raises:
        NotFound: ``unknown-entry``.
        BadInput: ``reason-needed``.
        Refused: ``not-allowed`` for who might not do it either; ``two-people`` where the lot would be released;
            ``already-undone``, ``cannot-undo``; ``not-enough-stock`` or ``reserved`` where the stock has moved on;
            ``given-back`` where a run gave it back or threw it away since; ``nothing-consumed``; ``status-changed``;
            ``lot-recalled``, ``lot-on-hold`` where goods were stopped since; ``bin-on-hold``, ``plate-on-hold`` where
            they would come free of a hold; ``before-entry``.
    """
    if not slip.reason.strip():
        raise BadInput("reason-needed", "Undoing needs a reason.", "Say why, in a few words.")
    entry = the_entry(slip.entry)
    _refuse_what_stays(entry)
    _refuse_too_early(entry, deed)
    _need_the_right(entry, deed)
    moves = [_opposite(one) for one in reversed(entry.moves)]
    changes = [StatusMove(one.lot, one.after, one.before) for one in entry.changes if one.before is not None]
    _refuse_where_it_went_on(entry, moves)
    _refuse_later_status(entry)
    _refuse_what_came_to_it(entry)
    refuse_of_run(entry, moves)
    _refuse_what_is_held(moves)
    for one in moves:
        _units_follow(one)
    _reservations_follow(moves)
    if any(one.source == CUSTOMER and one.target == STAGE for one in moves):
        _reopen(entry.reference)
    _refills_follow(entry)
    deed.post(
        moves,
        changes,
        reason=slip.reason.strip()[:64],
        reference=entry.reference,
        partner=entry.partner,
        undoes=entry.id,
    )
    for one in changes:
        if one.after is not Status.RELEASED:
            let_go(kept_of_lot(one.lot))
    _hold_follows(entry, deed)
    links_follow(entry, deed.entry)
    return Undone(undone=entry.id)


def _hold_follows(entry: EntryRow, deed: Deed) -> None:
    """End the hold of a plate, a bin or many lots that an entry began, or let one that it ended be open again.

    Raises:
        Refused: ``not-on-hold`` where it has ended since; ``past-hold`` where it had not begun by then;
            ``plate-on-hold``, ``bin-on-hold`` where another one began.
    """
    began, ended = case_opened_by(entry.id), case_ended_by(entry.id)
    if began is not None:
        if began.ended is not None:
            raise Refused("not-on-hold", f"The hold of {began.words} is over.", "Nothing to do.")
        end(began, deed)
    if ended is not None:
        if _is_held(ended):
            raise Refused(f"{ended.scope}-on-hold", f"{ended.words} is on hold again.", "Nothing to do.")
        reopen_case(ended.entry, plate=ended.plate, place=ended.place)
        let_go_where_held(ended.plate, ended.place)


def _is_held(case: Case) -> bool:
    other = case_of_plate(case.plate) if case.plate else case_of_place(case.place) if case.place else None
    return other is not None


def _refuse_what_stays(entry: EntryRow) -> None:
    if entry.undone_by is not None:
        raise Refused(
            "already-undone",
            f"Entry {entry.id} was undone by {entry.undone_by}.",
            "Nothing to do.",
            by=entry.undone_by,
        )
    if entry.undoes is not None:
        raise Refused("cannot-undo", f"Entry {entry.id} is itself an undo.", "Do the act again.", entry=entry.id)
    if entry.kind == "import":
        # It may have added items, bins, lots and orders with the stock, and they are in use by now.
        raise Refused(
            "cannot-undo", f"Entry {entry.id} is an import: it added more than stock.",
            "Use wms adjust for its stock, or restore a backup.", entry=entry.id,
        )  # fmt: skip
    did = entry.moves or any(one.before for one in entry.changes)
    if entry.kind in _INSTEAD or not (did or case_opened_by(entry.id) or case_ended_by(entry.id)):
        hint = _INSTEAD.get(entry.kind, "Change it by its own command.")
        raise Refused("cannot-undo", f"Entry {entry.id} ({entry.kind}) moved nothing.", hint, entry=entry.id)


def _refuse_too_early(entry: EntryRow, deed: Deed) -> None:
    """Refuse to take something back before it was: the books of the time between would be wrong.

    Raises:
        Refused: ``before-entry``.
    """
    if deed.at < entry.at:
        raise Refused(
            "before-entry", f"Entry {entry.id} was {entry.at.astimezone(deed.at.tzinfo):%Y-%m-%d %H:%M}.",
            "Give the moment it was undone, or none.",
        )  # fmt: skip


def _need_the_right(entry: EntryRow, deed: Deed) -> None:
    """Go on only for who might have done it. To take back another's hold is a release, by one person or by two."""
    if entry.kind in RIGHTS:
        deed.require(entry.kind)
    freed = [one.lot for one in entry.changes if one.before is Status.RELEASED and one.after is not Status.RELEASED]
    held = bool(freed) or entry.kind == "hold" or case_opened_by(entry.id) is not None
    if not held or folded(entry.by) == folded(deed.by):
        return
    deed.require("release")
    for lot in map(lot_by_id, freed):
        if item_by_id(lot.item_id).release_people > 1:
            raise Refused("two-people", f"Two people release {lot.number}.", "Use wms release, one after the other.")


def _refuse_where_it_went_on(entry: EntryRow, moves: Sequence[Move]) -> None:
    """Refuse goods that the customer has sent back since, and goods that their line has no use for any more."""
    left, needed = Counter[tuple[int, int]](), Counter[int]()
    for one in moves:
        if one.order_line is not None and one.source == CUSTOMER:
            left[one.order_line, one.lot] += one.quantity
        elif one.order_line is not None and one.target == STAGE:
            needed[one.order_line] += one.quantity
    if not left and not needed:
        return
    head = open_order(entry.reference) if needed else the_order(entry.reference)
    for (line, lot), quantity in left.items():
        if dict(shipped_of_lot(head.id, lot)).get(line, 0) < quantity:
            raise Refused("stock-moved-on", "The customer has sent some of it back.", "Undo the return first.")
    for line in order_lines(head.id):
        if line.short < needed[line.id]:
            raise Refused(
                "stock-moved-on", f"{head.code} line {line.line} has other goods now.", "Pick what it still needs.",
                order=head.code, line=line.line,
            )  # fmt: skip


def _refuse_later_status(entry: EntryRow) -> None:
    """Refuse a status that a later act gave again: a hold that was released and put anew is another's."""
    for one in entry.changes:
        given = note_of_lot(one.lot) if one.before not in (None, one.after) else None
        if given is not None and given.entry != entry.id:
            raise Refused("status-changed", "The lot's status has changed since.", "Look again, then decide.")


def _refuse_what_came_to_it(entry: EntryRow) -> None:
    """Refuse to free a lot that a recall has held since, or that worse goods were put into: both left its status.

    Raises:
        Refused: ``lot-recalled``, ``status-changed``.
    """
    for one in entry.changes:
        if one.before in (None, one.after):
            continue
        number = lot_by_id(one.lot).number
        case = holding_case(one.lot) if one.after is Status.RECALLED else None
        if case is not None:
            raise Refused(
                "lot-recalled", f"Lot {number} is in recall {case}.", "Let it leave that recall first.", lot=number
            )
        if worst((one.before, *statuses_brought(one.lot, entry.id + 1))) is not one.before:
            raise Refused(
                "status-changed", f"Goods were put into {number} since that may not leave.", "Undo that first."
            )


def _refuse_what_is_held(moves: Sequence[Move]) -> None:
    """Refuse goods that would leave a bin or a plate on hold for a place in the house that is not the cage."""
    for one in moves:
        target = place_by_id(one.target).kind
        if not target.in_house or target is PlaceKind.CAGE:
            continue
        for there in stock.of_lot_at(one.lot, one.source):
            leaves = there.held >= BIN_HELD or (there.held and one.target_plate != one.source_plate)
            if there.plate_id == one.source_plate and leaves:
                raise goes_to_the_cage(there)


def _opposite(one: Move) -> Move:
    """Return the move back, with what it lets go of and keeps for an order on its way."""
    back = replace(
        one,
        source=one.target,
        target=one.source,
        source_plate=one.target_plate,
        target_plate=one.source_plate,
    )
    if one.order_line is None:
        return back
    promised = one.source != CUSTOMER and _may_leave(one.lot) and not _is_stopped(one.source, one.source_plate)
    release = one.quantity if back.source == STAGE else 0
    if back.source != STAGE and back.target == STAGE:
        # An unpicked line comes back to the stage from a bin, a shipped one from the customer.
        return replace(back, reserve=one.quantity)
    keep = one.quantity if back.source == STAGE and back.target != CUSTOMER and promised else 0
    return replace(back, release=release, reserve=keep)


def _may_leave(lot: int) -> bool:
    return lot_by_id(lot).status is Status.RELEASED


def _is_stopped(place: int, plate: int) -> bool:
    """Return whether what goes back there is on hold with its bin or its plate."""
    return plate_is_held(plate) or place_by_id(place).held


def _reservations_follow(moves: Sequence[Move]) -> None:
    """Let what is kept for orders follow the goods that go back."""
    for one in moves:
        if one.order_line is None:
            continue
        if one.release:
            _no_longer_waiting(one)
        if one.reserve:
            add_reservation(
                one.order_line, one.lot, one.target, one.target_plate, one.reserve, picked=one.target == STAGE
            )


def _no_longer_waiting(one: Move) -> None:
    """Take the goods of a line off what waits for it at the stage."""
    waiting = picked_for_line(one.order_line or 0, one.lot, one.source, one.source_plate)
    if waiting is None or waiting[1] < one.quantity:
        raise Refused("stock-moved-on", "It has left the stage since.", "Undo what came after it first.")
    shrink_reservation(waiting[0], one.quantity)


def _refills_follow(entry: EntryRow) -> None:
    """Let what is on its way to a bin be what it was before the entry."""
    if entry.kind == "pull-refill" and not forget_pull(entry.id):
        raise Refused("stock-moved-on", "It was put down since.", "Undo what came after it first.")
    if entry.kind == "drop-refill":
        forget_drop(entry.id)


def _units_follow(one: Move) -> None:
    """Let the units of a move go back, each of which must still be where it was put."""
    if not one.serials:
        return
    # Units that left for a customer are written down without the carton they left in.
    plate = NO_PLATE if one.source == CUSTOMER else one.source_plate
    there = {text: number for number, text in serials_at(one.lot, one.source, plate)}
    missing = [text for text in one.serials.split(" ") if text not in there]
    if missing:
        raise Refused(
            "stock-moved-on",
            f"Unit {missing[0]} has moved on.",
            "Undo what came after it first.",
            serial=missing[0],
        )
    place_serials((there[text] for text in one.serials.split(" ")), one.target, one.target_plate, one.order_line)


def _reopen(reference: str) -> None:
    head = find_order(reference)
    if head is not None:
        reopen_order(head.id)
