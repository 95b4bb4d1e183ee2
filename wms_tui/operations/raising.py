"""Raising a bin: something has happened to it that a count should look at before its turn; part of several verbs."""

from wms_tui.operations.acting import Deed
from wms_tui.storage.count_rows import raise_place


def raise_due(place: int, reason: str, deed: Deed) -> None:
    """Let a bin be counted sooner; ``reason`` is a word of ``domain.counting.CAUSES``. Inside an operation only."""
    raise_place(place, reason, deed.at)
