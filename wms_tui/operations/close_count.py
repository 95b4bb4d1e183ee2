"""Close a count as far as it goes: book what is within tolerance, and say what still needs a person. Or cancel it."""

from dataclasses import dataclass

from wms_tui.domain.counting import AGREED, APPROVE, MOVED, POSTED, RECOUNT
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.count_locks import free_lapsed_bins
from wms_tui.operations.looking import balance_moved
from wms_tui.operations.settling import (
    AsMove,
    LineAnswer,
    NotBooked,
    answer_of,
    as_moves,
    book,
    change_to,
    close_if_done,
    differs,
    pairs_of,
)
from wms_tui.queries.counts import count_lines, open_count, the_count
from wms_tui.storage.count_rows import unlock_count, write_count_state, write_line_state
from wms_tui.storage.stock_rows import mark_doubted

MISCOUNT = "miscount"


@dataclass(frozen=True, slots=True)
class CloseCount:
    """A count to be closed as far as it goes; this may be repeated."""

    count: str
    reason: str = ""


@dataclass(frozen=True)
class CountClosed(Done):
    """How every line stands, what may have been carried unbooked, what could not be booked, and the count's state."""

    lines: tuple[LineAnswer, ...]
    as_move: tuple[AsMove, ...]
    refused: tuple[NotBooked, ...]
    state: str


@operation("close-count")
def close_count(slip: CloseCount, deed: Deed) -> CountClosed:
    """Book the lines that differ by no more than the tolerance, and find those whose balance has moved since.

    A moved line is never booked by itself: ``resolve_count`` says what counts there, or somebody counts again. A line
    that would leave less than is kept for orders waits for approval. Bins of which every lot was counted are done.
    When nothing is left to do, the count is closed. Of a count that is closed already it books nothing, and says how
    its lines ended.

    Raises:
        NotFound: ``unknown-count``.
        Refused: ``count-cancelled``.
    """
    free_lapsed_bins()
    head = the_count(slip.count)
    if head.state == "closed":
        deed.post(reference=head.code, reason=slip.reason)
        return CountClosed(lines=tuple(map(answer_of, count_lines(head.id))), as_move=(), refused=(), state=head.state)
    head = open_count(slip.count)
    lines = count_lines(head.id)
    waiting = [one for one in lines if one.state in (APPROVE, RECOUNT) or (one.state == AGREED and differs(one))]
    gone_on = [one for one in waiting if balance_moved(one)]
    agreed = [one for one in waiting if one.state == AGREED and one not in gone_on]
    moves, booked, refused = book(change_to(one, one.counted) for one in agreed)
    entry = deed.post(moves, reference=head.code, reason=slip.reason or MISCOUNT)
    for one in gone_on:
        write_line_state(one.id, MOVED)
    done = {change.line.id for change in booked}
    for one in agreed:
        write_line_state(one.id, POSTED if one.id in done else APPROVE, entry if one.id in done else None)
        if one.id in done:
            mark_doubted(one.lot_id, one.place_id, doubted=False)
    closed = close_if_done(head, deed)
    after = count_lines(head.id)
    approve = [one for one in after if one.state == APPROVE]
    return CountClosed(
        lines=tuple(map(answer_of, after)), as_move=as_moves(approve, pairs_of(approve)), refused=tuple(refused),
        state="closed" if closed else "open",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CancelCount:
    """A count that is not wanted any more; what it has booked stays."""

    count: str
    reason: str = ""


@dataclass(frozen=True)
class CountCancelled(Done):
    """The count."""

    count: str


@operation("cancel-count")
def cancel_count(slip: CancelCount, deed: Deed) -> CountCancelled:
    """Give up a count: nothing more of it is booked, and its bins are free.

    Raises:
        NotFound: ``unknown-count``.
        Refused: ``count-closed``, ``count-cancelled``.
    """
    head = open_count(slip.count)
    deed.post(reference=head.code, reason=slip.reason)
    write_count_state(head.id, "cancelled")
    unlock_count(head.id)
    return CountCancelled(count=head.code)
