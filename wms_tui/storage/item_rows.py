"""Writing items and their packs."""

from collections.abc import Iterable
from datetime import date

from wms_tui.domain.codes import folded
from wms_tui.domain.rows import Item
from wms_tui.storage.statements import add, add_all, change, day_text
from wms_tui.storage.tables import NEVER

_ADD = """
INSERT INTO item (code, folded, name, tracking, rotation, unit, shelf_life, removal_days, alert_days,
                  min_receipt_days, lot_template, lot_pattern, lot_sample, temperature, fixed_bin,
                  receipt_status, minimum, maximum, reorder_point, release_people,
                  brand, commodity, variety, packaging_size, packaging_style, listed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_WRITE = """
UPDATE item SET code = ?, folded = ?, name = ?, tracking = ?, rotation = ?, unit = ?, shelf_life = ?,
    removal_days = ?, alert_days = ?, min_receipt_days = ?, lot_template = ?, lot_pattern = ?, lot_sample = ?,
    temperature = ?, fixed_bin = ?, receipt_status = ?, minimum = ?, maximum = ?,
    reorder_point = ?, release_people = ?, brand = ?, commodity = ?, variety = ?, packaging_size = ?,
    packaging_style = ?, listed = ?
WHERE id = ?
"""
_ADD_PACK = "INSERT INTO pack (item_id, name, quantity, gtin) VALUES (?, ?, ?, ?)"
_WRITE_PACK = "UPDATE pack SET quantity = ?, gtin = ? WHERE item_id = ? AND name = ?"
_RENAME_PACK = "UPDATE pack SET name = ? WHERE item_id = ? AND name = ?"


def _columns(item: Item) -> tuple[object, ...]:
    return (
        item.code, folded(item.code), item.name, item.tracking, item.rotation, item.unit, item.shelf_life,
        item.removal_days, item.alert_days, item.min_receipt_days, item.lot_template, item.lot_pattern,
        item.lot_sample, item.temperature, item.fixed_bin, item.receipt_status, item.minimum, item.maximum,
        item.reorder_point, item.release_people, item.brand, item.commodity, item.variety, item.packaging_size,
        item.packaging_style, int(item.listed),
    )  # fmt: skip


def add_item_row(item: Item) -> int:
    """Write a new item without its packs and return its row number; the number it carries is not used."""
    return add(_ADD, *_columns(item))


def write_item_row(item: Item) -> None:
    """Write what an item is now; its packs stay."""
    change(_WRITE, *_columns(item), item.id)


def add_pack_row(item: int, name: str, quantity: int, gtin: str) -> int:
    """Write a new pack and return its row number."""
    return add(_ADD_PACK, item, name, quantity, gtin or None)


def write_pack_row(item: int, name: str, quantity: int, gtin: str) -> None:
    """Write what a pack is now."""
    change(_WRITE_PACK, quantity, gtin or None, item, name)


def rename_pack_row(item: int, before: str, after: str) -> None:
    """Give a pack of an item another name."""
    change(_RENAME_PACK, after, item, before)


def write_watch_dates(dates: Iterable[tuple[int, date | None, date | None]]) -> None:
    """Write when lots are to leave the stock and when to warn of it: (lot, removal, alert)."""
    add_all(
        "UPDATE lot SET removal_on = ?, alert_on = ? WHERE id = ?",
        [(day_text(removal) or NEVER, day_text(alert), lot) for lot, removal, alert in dates],
    )
