"""Who counts in a bin now: asked before goods are taken from there or put there; part of several verbs.

The lock is soft (users.md 2.3): somebody else is asked, and may go on. It lapses when its counter has not been heard
of for five minutes, and whoever writes next frees the bin.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from wms_tui import clock
from wms_tui.domain.codes import folded
from wms_tui.domain.rows import Place
from wms_tui.errors import NeedsConfirmation
from wms_tui.queries.counts import CountLockRow, any_lapsed, count_lock
from wms_tui.storage.connection import transaction
from wms_tui.storage.count_rows import beat_locks, free_lapsed

LAPSES_AFTER = timedelta(minutes=5)
BEAT = timedelta(minutes=1)
"""How often a terminal says that its counter is still there (users.md 2.3)."""
ACCEPT_COUNTING = "accept-counting"
"""The word that says: I know that somebody counts there, and go on."""


def free_lapsed_bins() -> None:
    """Free the bins whose counter has left without a word. Must be inside a transaction.

    Where nobody counts, this costs one look into an empty index.
    """
    before = clock.now() - LAPSES_AFTER
    if any_lapsed(before):
        free_lapsed(before)


def beat_count(*, by: str) -> int:
    """Say that somebody is still counting; return how many bins that keeps. No act upon stock, and no entry.

    0 says that the lock has lapsed, or somebody has taken it over: the bin is to be scanned again.
    """
    with transaction():
        free_lapsed_bins()
        return beat_locks(by, clock.now())


def is_counted_now(place: Place) -> bool:
    """Return whether somebody counts at a place, as it was read; a lock that has lapsed is none."""
    if not place.counting:
        return False
    free_lapsed_bins()
    return count_lock(place.id) is not None


def not_being_counted(place: Place, by: str, accept: Collection[str]) -> Place:
    """Return a place as one that nobody counts in, where that is so or whoever asks may go on.

    Raises:
        NeedsConfirmation: ``being-counted`` where somebody else counts there and it was not accepted.
    """
    if not place.counting:
        return place
    lock = count_lock(place.id)
    if lock is not None and folded(lock.by) != folded(by) and ACCEPT_COUNTING not in accept:
        raise being_counted(lock)
    return replace(place, counting=False)


def being_counted(lock: CountLockRow) -> NeedsConfirmation:
    """Return the question that somebody is asked who comes to a bin that is being counted."""
    return NeedsConfirmation(
        "being-counted", f"{lock.bin} is being counted by {lock.by}.", "Wait, or go on all the same.",
        accept=ACCEPT_COUNTING, bin=lock.bin, by=lock.by,
    )  # fmt: skip
