"""Questions about what refers to an item, before its meaning is changed."""

from datetime import date

from wms_tui.storage.statements import day, row, rows

_STOCK = """
SELECT 1 FROM lot JOIN stock ON stock.lot_id = lot.id WHERE lot.item_id = ? AND stock.quantity > 0 LIMIT 1
"""
_LOTS = "SELECT 1 FROM lot WHERE item_id = ? LIMIT 1"
_ORDERED = """
SELECT customer_order.code FROM orderline JOIN customer_order ON customer_order.id = orderline.order_id
WHERE orderline.item_id = ? AND customer_order.cancelled = 0 AND customer_order.closed = 0 LIMIT 1
"""
_ANNOUNCED = """
SELECT receipt.code FROM receiptline JOIN receipt ON receipt.id = receiptline.receipt_id
WHERE receiptline.item_id = ? AND receipt.closed = 0 LIMIT 1
"""
_EXPIRIES = "SELECT id, expires_on FROM lot WHERE item_id = ? AND expires_on IS NOT NULL"


def has_stock(item_id: int) -> bool:
    """Return whether any of an item is in the house."""
    return row(_STOCK, item_id) is not None


def has_lots(item_id: int) -> bool:
    """Return whether there is, or was, a lot of an item."""
    return row(_LOTS, item_id) is not None


def open_document(item_id: int) -> str | None:
    """Return an open order, or else an open receipt, that names an item, or None."""
    found = row(_ORDERED, item_id) or row(_ANNOUNCED, item_id)
    return found[0] if found else None


def expiries(item_id: int) -> list[tuple[int, date]]:
    """Return the lots of an item that expire, as (row number, day)."""
    return [(number, on) for number, text in rows(_EXPIRIES, item_id) if (on := day(text))]
