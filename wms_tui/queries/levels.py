"""Questions about how much of an item is to be in a bin."""

from typing import NamedTuple

from wms_tui.storage.statements import row, rows


class BinLevel(NamedTuple):
    """How much of an item is to be in a bin, in base units."""

    place_id: int
    item_id: int
    bin: str
    item: str
    minimum: int
    maximum: int


_COLUMNS = """
SELECT binlevel.place_id, binlevel.item_id, place.code, item.code, binlevel.minimum, binlevel.maximum
FROM binlevel JOIN place ON place.id = binlevel.place_id JOIN item ON item.id = binlevel.item_id
"""
_ORDER = " ORDER BY place.sort_key, item.folded"


def bin_levels(item_id: int | None = None) -> list[BinLevel]:
    """Return the levels of all bins, or of those of one item, by bin and item."""
    if item_id is None:
        return [BinLevel._make(found) for found in rows(_COLUMNS + _ORDER)]
    return [BinLevel._make(found) for found in rows(f"{_COLUMNS} WHERE binlevel.item_id = ?{_ORDER}", item_id)]


def bin_level(place_id: int, item_id: int) -> BinLevel | None:
    """Return how much of an item is to be in a bin, or None where that is not said."""
    found = row(f"{_COLUMNS} WHERE binlevel.place_id = ? AND binlevel.item_id = ?", place_id, item_id)
    return BinLevel._make(found) if found else None
