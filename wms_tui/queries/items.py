# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about items and their packs."""

import json
from collections.abc import Collection

from wms_tui.domain.codes import folded
from wms_tui.domain.quantity import Pack
from wms_tui.domain.rows import Item
from wms_tui.domain.types import Rotation, Status, Tracking
from wms_tui.errors import NotFound
from wms_tui.storage.statements import Row, row, rows

_COLUMNS = """
SELECT item.id, item.code, item.name, tracking, rotation, unit, shelf_life, removal_days, alert_days, min_receipt_days,
       lot_template, lot_pattern, lot_sample, temperature, fixed_bin, receipt_status, minimum, maximum,
       reorder_point, release_people, brand, commodity, variety, packaging_size, packaging_style, listed
FROM item
"""
_BY_CODE = _COLUMNS + "WHERE folded = ?"
_BY_ID = _COLUMNS + "WHERE id = ?"
_ALL = _COLUMNS + "WHERE folded > ? ORDER BY folded LIMIT ?"
_PACKS = "SELECT name, quantity, gtin FROM pack WHERE item_id = ? ORDER BY quantity, name"
_BY_IDS = _COLUMNS + "JOIN json_each(?) AS wanted ON wanted.value = item.id"
_PACKS_OF = """
SELECT item_id, name, quantity FROM json_each(?) AS wanted CROSS JOIN pack
WHERE pack.item_id = wanted.value ORDER BY item_id, quantity, name
"""
_BY_GTIN = "SELECT item_id, name, quantity FROM pack WHERE gtin = ?"


def _item(found: Row) -> Item:
    return _with_packs(found, tuple(Pack(name, quantity) for name, quantity, _ in rows(_PACKS, found[0])))


def _with_packs(found: Row, packs: tuple[Pack, ...]) -> Item:
    return Item(
        *found[:3],
        Tracking(found[3]),
        Rotation(found[4]),
        *found[5:15],
        Status(found[15]),
        *found[16:19],
        packs,
        *found[19:25],
        bool(found[25]),
    )


def find_item(code: str) -> Item | None:
    """Return the item of a code, regardless of case, or None."""
    found = row(_BY_CODE, folded(code))
    return _item(found) if found else None


def the_item(code: str) -> Item:
    """Return the item of a code, regardless of case.

    Raises:
        NotFound: ``unknown-item``.
    """
    found = find_item(code)
    if found is None:
        raise NotFound(
            "unknown-item", f"There is no item {code}.", "Check the code, or add it: wms item add.", item=code
        )
    return found


def item_by_id(number: int) -> Item:
    """Return the item of a row number that another row refers to."""
    found = row(_BY_ID, number)
    if found is None:
        raise RuntimeError(f"no item row {number}")
    return _item(found)


def items_by_id(numbers: Collection[int]) -> dict[int, Item]:
    """Return the items of row numbers, by those, in two questions however many they are."""
    wanted = json.dumps(sorted(numbers))
    packs: dict[int, list[Pack]] = {}
    for number, name, quantity in rows(_PACKS_OF, wanted):
        packs.setdefault(number, []).append(Pack(name, quantity))
    return {found[0]: _with_packs(found, tuple(packs.get(found[0], ()))) for found in rows(_BY_IDS, wanted)}


def item_by_gtin(gtin: str) -> tuple[Item, Pack] | None:
    """Return the item and pack that carry a GTIN, or None; shorter forms match with leading zeros."""
    found = row(_BY_GTIN, gtin.zfill(14))
    if found is None:
        return None
    return item_by_id(found[0]), Pack(found[1], found[2])


def items(*, after: str = "", limit: int = 1000) -> list[Item]:
    """Return items by code, those behind a code, so many of them."""
    return [_item(found) for found in rows(_ALL, folded(after), limit)]


def pack_values(item_id: int) -> dict[str, dict[str, object]]:
    """Return of each pack of an item, by its name, how many base units it has and its GTIN."""
    return {name: {"quantity": quantity, "gtin": gtin} for name, quantity, gtin in rows(_PACKS, item_id)}


def gtins(item_id: int) -> dict[str, str]:
    """Return the GTIN of each pack of an item that has one, by the pack's name."""
    return {name: gtin for name, _, gtin in rows(_PACKS, item_id) if gtin}
