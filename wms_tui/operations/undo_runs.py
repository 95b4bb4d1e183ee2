"""What undo refuses of the acts of runs, splits, merges and relabels; part of undo."""

from collections import Counter
from collections.abc import Sequence

from wms_tui.domain.genealogy import Act, worst
from wms_tui.domain.types import Status
from wms_tui.errors import Refused
from wms_tui.ledger import Move
from wms_tui.operations.run_goods import follow_links, refuse_made_of_nothing, refuse_own_ancestor
from wms_tui.queries.crossings import PRODUCTION
from wms_tui.queries.entries import EntryRow
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.runs import RunHead, act_of_entry, in_production, lots_of_run, run_of_entry, status_at


def refuse_of_run(entry: EntryRow, moves: Sequence[Move]) -> None:
    """Refuse what would bring goods out of a run, or into it, that have been given back or stopped since.

    Raises:
        Refused: ``given-back``; ``lot-recalled``, ``lot-on-hold``; ``own-ancestor``.
    """
    run = run_of_entry(entry.id)
    if run is None:
        return
    _refuse_what_left_production(run, moves)
    if act_of_entry(entry.id) is Act.GIVE_BACK:
        _refuse_to_take_again(run, moves)
    else:
        _refuse_to_free_what_was_stopped(run, entry, moves)


def links_follow(entry: EntryRow, deed_entry: int) -> None:
    """End the links between lots that an act of a run made, as far as its moves are undone.

    Raises:
        Refused: ``nothing-consumed`` where the run would have made goods of nothing.
    """
    run = run_of_entry(entry.id)
    if run is not None:
        follow_links(run.id, deed_entry)
        refuse_made_of_nothing(run)


def _refuse_what_left_production(run: RunHead, moves: Sequence[Move]) -> None:
    """Refuse to bring goods back out of a run that were given back or thrown away already: they would be there twice.

    Raises:
        Refused: ``given-back``.
    """
    wanted: Counter[int] = Counter()
    for one in moves:
        if one.source == PRODUCTION:
            wanted[one.lot] += one.quantity
    for lot, quantity in wanted.items():
        left = in_production(run.id, lot)
        if left < quantity:
            number = lot_by_id(lot).number
            raise Refused(
                "given-back", f"{run.code} has {left} of {number} left, not {quantity}.",
                "Undo what was given back or thrown away first.", left=left,
            )  # fmt: skip


def _refuse_to_take_again(run: RunHead, moves: Sequence[Move]) -> None:
    """Refuse to let a run use goods after all that may not be used any more, or that its products went into."""
    lots = [one.lot for one in moves if one.target == PRODUCTION]
    for lot in map(lot_by_id, lots):
        if lot.status is not Status.RELEASED:
            raise _stopped(lot.number, lot.status)
    refuse_own_ancestor(lots, (one.lot_id for one in lots_of_run(run.id) if one.came_out > 0))


def _refuse_to_free_what_was_stopped(run: RunHead, entry: EntryRow, moves: Sequence[Move]) -> None:
    """Refuse goods that would come free under the number they had before: they were stopped under the one they have."""
    before = [one.lot for one in moves if one.source == PRODUCTION]
    before = before or [one.lot_id for one in lots_of_run(run.id) if one.went_in > 0]
    for made in map(lot_by_id, dict.fromkeys(one.lot for one in moves if one.target == PRODUCTION)):
        then = status_at(made.id, entry.id)
        if worst((then, made.status)) is then:
            continue
        if any(worst((lot.status, made.status)) is not lot.status for lot in map(lot_by_id, before)):
            raise _stopped(made.number, made.status)


def _stopped(number: str, status: Status) -> Refused:
    if status is Status.RECALLED:
        return Refused("lot-recalled", f"Lot {number} is recalled.", "Let it leave that recall first.", lot=number)
    return Refused("lot-on-hold", f"Lot {number} is on hold or rejected.", "Release it first.", lot=number)
