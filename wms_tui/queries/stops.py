"""What has been stopped since an entry: the lots, plates and bins that somebody has put on hold."""

from datetime import datetime
from typing import NamedTuple

from wms_tui.storage.statements import moment, rows, value

# Each part begins behind an entry in an index: what came since is little, and mostly nothing. Undoing a release leaves
# the hold open that there was.
_SINCE = """
SELECT change.entry_id, 'lot', lot.number, item.code, lot.status, change.lot_id, NULL, NULL, 0
FROM statuschange AS change CROSS JOIN lot CROSS JOIN item
WHERE change.entry_id > ?1 AND change.before IS NOT NULL AND change.before <> change.after
  AND change.after IN ('hold', 'rejected', 'recalled')
  AND lot.id = change.lot_id AND lot.status = change.after AND item.id = lot.item_id
UNION ALL
SELECT entry_id, scope, words, '', 'hold', NULL, plate_id, place_id, 0
FROM holdcase WHERE entry_id > ?1 AND ended_id IS NULL AND scope <> 'lots'
UNION ALL
SELECT undoing.id, scope, words, '', 'hold', NULL, plate_id, place_id, 0
FROM entry AS undoing CROSS JOIN entry AS release CROSS JOIN holdcase
WHERE undoing.id > ?1 AND release.id = undoing.undoes AND release.kind = 'release' AND holdcase.entry_id < release.id
  AND holdcase.words = release.reference AND ended_id IS NULL AND scope <> 'lots'
UNION ALL
SELECT move.entry_id, 'part', lot.number, item.code, 'hold', move.lot_id, NULL, move.source_id, move.quantity
FROM move CROSS JOIN entry CROSS JOIN lot CROSS JOIN item
WHERE move.entry_id > ?1 AND entry.id = move.entry_id AND entry.kind = 'hold'
  AND lot.id = move.lot_id AND item.id = lot.item_id
"""
_WHO = """
SELECT happened_at, by, reason, CASE WHEN kind IN ('hold-recall', 'widen-recall') THEN reference ELSE '' END
FROM entry WHERE id = ?
"""


class Stopped(NamedTuple):
    """A lot, a plate or a bin that may not be used any more, or a part of a lot that went to the cage."""

    entry: int
    scope: str
    """``lot``, ``plate``, ``bin`` or ``part``."""
    name: str
    item: str
    status: str
    lot_id: int | None
    plate_id: int | None
    place_id: int | None
    """Of a bin its own, of a part where it was."""
    quantity: int


class Who(NamedTuple):
    """Who stopped something, when and why."""

    at: datetime
    by: str
    reason: str
    recall: str
    """The number of the recall that did it; empty where it was none."""


def last_entry() -> int:
    """Return the number of the last entry of the ledger, 0 where there is none."""
    return value("SELECT coalesce(max(id), 0) FROM entry")


def stopped_since(entry: int) -> list[Stopped]:
    """Return what was stopped behind an entry and is so still, in the order in which it was."""
    found = [Stopped(*one) for one in rows(_SINCE, entry)]
    return sorted(found, key=lambda one: one.entry)


def who_stopped(entry: int) -> Who:
    """Return who wrote an entry, when it happened and why."""
    (found,) = rows(_WHO, entry)
    return Who(moment(found[0]), *found[1:])
