# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about holds of pallets and bins: which entries began or ended one, and what was there at that moment."""

import json
from collections.abc import Collection
from typing import NamedTuple

from wms_tui.storage.statements import rows


class HeldGoods(NamedTuple):
    """A pallet or a bin that an entry held or let go, and what was on it or in it then."""

    ended: bool
    bin: str
    """Where it was; of a pallet, where most of it was."""
    plate: str
    lots: tuple[tuple[int, int], ...]
    """Row number of each lot, and how much of it."""


# A release that was undone ended nothing, and what undid it began no hold: which one it was is told by its words.
_OF_ENTRIES = """
WITH undone AS (
    SELECT asked.id AS entry_id, asked.undoes IS NULL AS ended,
           (SELECT max(entry_id) FROM holdcase
            WHERE words = release.reference AND scope IN ('plate', 'bin') AND entry_id < release.id) AS case_id
    FROM json_each(?1) AS wanted CROSS JOIN entry AS asked CROSS JOIN entry AS release
    WHERE asked.id = wanted.value AND release.id = coalesce(asked.undoes, asked.id) AND release.kind = 'release'
      AND (asked.undoes IS NOT NULL
           OR EXISTS (SELECT 1 FROM entry AS undoing INDEXED BY entry_undoes WHERE undoing.undoes = asked.id))
      AND NOT EXISTS (SELECT 1 FROM statuschange WHERE statuschange.entry_id = release.id)
)
SELECT entry_id, 0, coalesce(place_id, 0), coalesce(plate_id, 0) FROM holdcase
WHERE entry_id IN (SELECT value FROM json_each(?1)) AND scope IN ('plate', 'bin')
UNION ALL
SELECT ended_id, 1, coalesce(place_id, 0), coalesce(plate_id, 0) FROM holdcase
WHERE ended_id IN (SELECT value FROM json_each(?1)) AND scope IN ('plate', 'bin')
UNION ALL
SELECT undone.entry_id, ended, coalesce(place_id, 0), coalesce(plate_id, 0)
FROM undone CROSS JOIN holdcase WHERE holdcase.entry_id = case_id
ORDER BY 1, 2
"""
_IN_BIN = """
SELECT lot_id, ?1, sum(quantity) FROM (
    SELECT lot_id, quantity FROM move WHERE target_id = ?1 AND entry_id <= ?2
    UNION ALL SELECT lot_id, -quantity FROM move WHERE source_id = ?1 AND entry_id <= ?2
) GROUP BY lot_id HAVING sum(quantity) > 0 ORDER BY lot_id
"""
# Every lot on a pallet was once put onto it, which an index finds; places outside are no place of a pallet any more.
_ON_PLATE = """
WITH own AS (SELECT DISTINCT lot_id FROM move WHERE target_plate_id = ?1 AND target_plate_id > 0)
SELECT lot_id, place_id, sum(quantity) FROM (
    SELECT move.lot_id, target_id AS place_id, quantity FROM own CROSS JOIN move
    WHERE move.lot_id = own.lot_id AND target_plate_id = ?1 AND entry_id <= ?2
    UNION ALL
    SELECT move.lot_id, source_id, -quantity FROM own CROSS JOIN move
    WHERE move.lot_id = own.lot_id AND source_plate_id = ?1 AND entry_id <= ?2
) GROUP BY lot_id, place_id HAVING sum(quantity) > 0 AND place_id >= 10 ORDER BY lot_id, place_id
"""


def held_goods(entries: Collection[int]) -> dict[int, list[HeldGoods]]:
    """Return of some entries the holds of pallets and bins that they began or ended."""
    found: dict[int, list[HeldGoods]] = {}
    for entry, ended, place, plate in rows(_OF_ENTRIES, json.dumps(list(entries))):
        there = rows(_ON_PLATE, plate, entry) if plate else rows(_IN_BIN, place, entry)
        if not there:
            continue
        most = max(there, key=lambda one: one[2])[1]
        lots = tuple((lot, quantity) for lot, _, quantity in there)
        found.setdefault(entry, []).append(HeldGoods(bool(ended), _bin(most), _plate(plate), lots))
    return found


def _bin(number: int) -> str:
    return rows("SELECT code FROM place WHERE id = ?", number)[0][0]


def _plate(number: int) -> str:
    return rows("SELECT code FROM plate WHERE id = ?", number)[0][0] if number else ""
