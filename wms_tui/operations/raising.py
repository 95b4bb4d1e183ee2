"""Raising a bin: something has happened to it that a count should look at before its turn; part of several verbs."""

from collections.abc import Iterable

from wms_tui.operations.acting import Deed
from wms_tui.queries.counts import zero_is_booked
from wms_tui.storage.count_rows import raise_place


def raise_due(place: int, reason: str, deed: Deed) -> None:
    """Let a bin be counted sooner; ``reason`` is a word of ``domain.counting.CAUSES``. Inside an operation only."""
    raise_place(place, reason, deed.at)


def raise_emptied(places: Iterable[int], deed: Deed) -> None:
    """Let the bins be counted sooner that a pick has emptied by the books: a look at them is the cheapest count.

    Whoever says that such a bin is empty has counted it. Inside an operation only, after what it moves is booked.
    """
    for place in dict.fromkeys(places):
        if zero_is_booked(place):
            raise_due(place, "emptied", deed)
