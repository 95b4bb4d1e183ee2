"""Approve a count: book what was counted twice and differs, by somebody who did not count it; resolve what moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.codes import folded
from wms_tui.domain.counting import APPROVE, MOVED, POSTED, RECOUNT, Keep, Pair
from wms_tui.domain.types import Tracking
from wms_tui.errors import NotFound, Refused
from wms_tui.ledger import Move
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.close_count import MISCOUNT
from wms_tui.operations.count_locks import free_lapsed_bins
from wms_tui.operations.looking import balance_moved
from wms_tui.operations.settling import (
    AsMove,
    Change,
    LineAnswer,
    NotBooked,
    answer_of,
    as_moves,
    book,
    carry,
    change_to,
    close_if_done,
    pairs_of,
)
from wms_tui.queries.counts import (
    CountLineRow,
    balance_of,
    count_lines,
    find_count_line,
    happened_after,
    looks,
    open_count,
)
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import the_bin
from wms_tui.storage.connection import transaction
from wms_tui.storage.count_rows import write_line_state
from wms_tui.storage.stock_rows import mark_doubted


@dataclass(frozen=True, slots=True)
class ApproveCount:
    """All lines of a count that wait for approval; ``as_move`` books as moves what is missing here and extra there."""

    count: str
    as_move: bool = False
    reason: str = ""


@dataclass(frozen=True)
class CountApproved(Done):
    """How many lines were booked, how every line stands, what was or could be a move, and what was not booked."""

    posted: int
    lines: tuple[LineAnswer, ...]
    as_move: tuple[AsMove, ...]
    refused: tuple[NotBooked, ...]
    state: str


@operation("approve-count")
def approve_count(slip: ApproveCount, deed: Deed) -> CountApproved:
    """Book all differences that wait for approval, in one entry with a reason.

    A line whose balance has moved since it was counted is not booked but becomes ``moved``. A line that would leave
    less than is kept for orders is named in ``refused`` and stays; the others are booked.

    Raises:
        NotFound: ``unknown-count``.
        Refused: ``count-closed``, ``count-cancelled``, ``nothing-to-approve``; ``own-count`` where the same person
            counted one of the lines; the reason of the first line where none could be booked.
    """
    free_lapsed_bins()
    head = open_count(slip.count)
    waiting = [one for one in count_lines(head.id) if one.state == APPROVE]
    if not waiting:
        raise Refused("nothing-to-approve", f"Nothing of {head.code} waits for approval.", "See wms count show.")
    for one in waiting:
        refuse_own_count(one, deed.by)
    gone_on = [one for one in waiting if balance_moved(one)]
    sound = [one for one in waiting if one not in gone_on]
    pairs = pairs_of(sound)
    told = as_moves(sound, pairs)
    carried, left = _carried(sound, pairs if slip.as_move else [])
    moves, booked, refused = book(left)
    if refused and not booked and not gone_on:
        raise Refused(refused[0].code, refused[0].message, "Unallocate what is kept, or count again.")
    entry = deed.post([*carried, *moves], reference=head.code, reason=slip.reason or MISCOUNT)
    for one in gone_on:
        write_line_state(one.id, MOVED)
    for change in booked:
        write_line_state(change.line.id, POSTED, entry)
        mark_doubted(change.line.lot_id, change.line.place_id, doubted=False)
    closed = close_if_done(head, deed)
    return CountApproved(
        posted=len(booked), lines=tuple(map(answer_of, count_lines(head.id))), as_move=told, refused=tuple(refused),
        state="closed" if closed else "open",
    )  # fmt: skip


def refuse_own_count(line: CountLineRow, by: str) -> None:
    """Refuse that somebody decides what they have counted themselves.

    Raises:
        Refused: ``own-count``.
    """
    if any(folded(one.by) == folded(by) for one in looks(line.id)):
        raise Refused(
            "own-count", f"{by} counted {line.item} {line.lot} in {line.bin}.", "Somebody else must approve it.",
            bin=line.bin, item=line.item, lot=line.lot,
        )  # fmt: skip


def _carried(lines: Sequence[CountLineRow], pairs: Sequence[Pair]) -> tuple[list[Move], list[Change]]:
    """Return the moves of what was carried unbooked, and what is left to be found or lost then.

    Where goods are kept for an order, the pair is left alone: they are then refused by name as a loss.
    """
    by_id = {line.id: line for line in lines}
    changes = {line.id: change_to(line, line.counted) for line in lines}
    moves: list[Move] = []
    for pair in pairs:
        source, target = by_id[pair.missing], by_id[pair.extra]
        try:
            with transaction():
                brought = carry(source, target, pair.quantity)
        except Refused:
            continue
        moves += brought
        units = [unit for move in brought for unit in move.serials.split()]
        changes[source.id] = _less(changes[source.id], pair.quantity, units)
        changes[target.id] = _less(changes[target.id], -pair.quantity, units)
    return moves, list(changes.values())


def _less(change: Change, quantity: int, units: Iterable[str]) -> Change:
    """Return what is left of a change after so much was carried away (or, below zero, has come)."""
    gone = set(units)
    return replace(
        change,
        difference=change.difference + quantity,
        missing=tuple(one for one in change.missing if one not in gone),
        extra=tuple(one for one in change.extra if one not in gone),
    )


@dataclass(frozen=True, slots=True)
class ResolveCount:
    """A line whose goods moved while it was counted or since, and what counts there."""

    count: str
    bin: str
    item: str
    lot: str
    keep: Keep
    reason: str = ""


@dataclass(frozen=True)
class CountResolved(Done):
    """How much is there now, and how much more (or less) that is than before."""

    quantity: int
    difference: int
    lines: tuple[LineAnswer, ...]
    state: str


@operation("resolve-count")
def resolve_count(slip: ResolveCount, deed: Deed) -> CountResolved:
    """Decide what counts where goods moved: what was counted, the difference seen then, or both with the moves since.

    ``counted`` makes the balance what was counted. ``difference`` books the difference that was seen then on the
    balance of today. ``replay`` takes what was counted and adds every move of that lot in that bin that happened
    after it was counted.

    Raises:
        NotFound: ``unknown-count``, ``unknown-bin``, ``unknown-item``, ``unknown-lot``, ``unknown-line``.
        Refused: ``count-closed``, ``count-cancelled``; ``not-moved``; ``own-count`` where the same person counted it
            and the change is beyond the tolerance; ``serials-differ``; ``below-zero``, ``reserved``.
    """
    free_lapsed_bins()
    head = open_count(slip.count)
    line = _the_line(head.id, slip)
    before = balance_of(line.lot_id, line.place_id)
    change = change_to(line, _kept(line, slip.keep, before))
    if change.item.tracking is Tracking.SERIAL and slip.keep is not Keep.COUNTED:
        raise Refused("serials-differ", "Units are known one by one.", "Keep what was counted, or count again.")
    if not head.tolerance.allows(before, before + change.difference):
        refuse_own_count(line, deed.by)
    moves, _, refused = book([change])
    if refused:
        raise Refused(refused[0].code, refused[0].message, "Unallocate what is kept, or count again.")
    entry = deed.post(moves, reference=head.code, reason=slip.reason or MISCOUNT)
    write_line_state(line.id, POSTED, entry)
    mark_doubted(line.lot_id, line.place_id, doubted=False)
    closed = close_if_done(head, deed)
    return CountResolved(
        quantity=before + change.difference, difference=change.difference,
        lines=tuple(map(answer_of, count_lines(head.id))), state="closed" if closed else "open",
    )  # fmt: skip


def _the_line(count: int, slip: ResolveCount) -> CountLineRow:
    """Return the line that is meant, where there is something to resolve.

    Raises:
        NotFound: ``unknown-line``.
        Refused: ``not-moved``.
    """
    place = the_bin(slip.bin)
    lot = the_lot(the_item(slip.item), slip.lot)
    line = find_count_line(count, place.id, lot.id)
    if line is None or not looks(line.id):
        raise NotFound("unknown-line", f"{slip.item} {slip.lot} was not counted in {place.code}.", "Count it first.")
    if line.state in (MOVED, APPROVE) or (line.state == RECOUNT and (looks(line.id)[-1].moved or balance_moved(line))):
        return line
    raise Refused("not-moved", f"Nothing moved there since: {line.state}.", "Recount it, or close the count.")


def _kept(line: CountLineRow, keep: Keep, before: int) -> int:
    """Return how many there are to be.

    Raises:
        Refused: ``below-zero``.
    """
    quantity = {
        Keep.COUNTED: lambda: line.counted,
        Keep.DIFFERENCE: lambda: before + line.difference,
        Keep.REPLAY: lambda: line.counted + _since(line),
    }[keep]()
    if quantity < 0:
        raise Refused("below-zero", f"That would leave {quantity} in {line.bin}.", "Count it again.", quantity=quantity)
    return quantity


def _since(line: CountLineRow) -> int:
    """Return by how much what happened after a line was counted has changed its balance."""
    return happened_after(line.lot_id, line.place_id, line.counted_at)[0] if line.counted_at else 0
