"""Begin to count a bin, finish it, or leave it: the soft lock, and what has not been looked at."""

from dataclasses import dataclass

from wms_tui import clock
from wms_tui.domain.codes import folded
from wms_tui.domain.counting import several
from wms_tui.errors import NeedsConfirmation
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.count_locks import ACCEPT_COUNTING, being_counted, free_lapsed_bins
from wms_tui.operations.looking import Seen, end_bin, look_at
from wms_tui.queries.counts import count_lock, not_counted, open_count, the_count_bin
from wms_tui.queries.places import the_bin
from wms_tui.storage.connection import transaction
from wms_tui.storage.count_rows import begin_count_bin, lock_place, unlock_place

ACCEPT_NOTHING = "accept-nothing"
"""The word that says: what I have not named is not there."""


@dataclass(frozen=True, slots=True)
class BeginBin:
    """Somebody stands before a bin of a count and begins; ``accept`` may hold ``accept-counting``."""

    count: str
    bin: str
    accept: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class BinBegun(Done):
    """The bin, and how many lots the books have there; what they are is for the counter to say."""

    bin: str
    lots: int


@operation("begin-count")
def begin_bin(slip: BeginBin, deed: Deed) -> BinBegun:
    """Lock a bin softly for whoever counts there; from now on moves there are held against what is entered.

    Raises:
        NotFound: ``unknown-count``, ``unknown-bin``, ``bin-not-in-count``.
        Refused: ``count-closed``, ``count-cancelled``.
        NeedsConfirmation: ``being-counted`` where somebody else counts there.
    """
    free_lapsed_bins()
    head = open_count(slip.count)
    one = the_count_bin(head, slip.bin)
    lock = count_lock(one.place_id)
    if lock is not None and folded(lock.by) != folded(deed.by) and ACCEPT_COUNTING not in slip.accept:
        raise being_counted(lock)
    entry = deed.post(reference=head.code, reason=slip.reason)
    begin_count_bin(head.id, one.place_id, by=deed.by, entry=entry)
    lock_place(one.place_id, head.id, by=deed.by, at=clock.now())
    return BinBegun(bin=one.bin, lots=len(not_counted(head, one.place_id)))


def leave_bin(*, by: str, bin: str) -> None:
    """Stop counting in a bin without finishing it: what was entered stays. No act upon stock, and no entry."""
    with transaction():
        place = the_bin(bin).id
        lock = count_lock(place)
        if lock is not None and folded(lock.by) == folded(by):
            unlock_place(place)


@dataclass(frozen=True, slots=True)
class FinishBin:
    """A bin of a count is counted; ``accept-nothing`` says that lots nobody named are not there."""

    count: str
    bin: str
    accept: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class BinFinished(Done):
    """The bin, and of how many lots nothing was there."""

    bin: str
    nothing_of: int


@operation("finish-count")
def finish_bin(slip: FinishBin, deed: Deed) -> BinFinished:
    """Say that a bin is counted. What the books have there and nobody has named is counted as nothing.

    Raises:
        NotFound: ``unknown-count``, ``unknown-bin``, ``bin-not-in-count``.
        Refused: ``count-closed``, ``count-cancelled``.
        NeedsConfirmation: ``not-counted`` where there are such lots; ``accept-nothing`` is the way through.
    """
    free_lapsed_bins()
    head = open_count(slip.count)
    one = the_count_bin(head, slip.bin)
    left = not_counted(head, one.place_id)
    if left and ACCEPT_NOTHING not in slip.accept:
        names = several(f"{lot.item} {lot.lot}".strip() for lot in left)
        raise NeedsConfirmation(
            "not-counted", f"Not counted in {one.bin}: {names}.", "Count it, or say that none is there.",
            accept=ACCEPT_NOTHING, lots=[{"item": lot.item, "lot": lot.lot} for lot in left],
        )  # fmt: skip
    entry = deed.post(reference=head.code, reason=slip.reason)
    for lot in left:
        look_at(head, one, lot.lot_id, Seen(0, ()), deed, entry)
    end_bin(head, one.place_id, deed)
    return BinFinished(bin=one.bin, nothing_of=len(left))
