"""Writing orders and their lines."""

from collections.abc import Iterable
from datetime import date

from wms_tui.domain.codes import folded
from wms_tui.storage.statements import add, add_all, change, day_text

_ADD = """
INSERT INTO customer_order (code, folded, customer_id, ship_on, cancelled, closed, printed)
VALUES (?, ?, ?, ?, 0, 0, 0)
"""
_ADD_LINE = "INSERT INTO orderline (order_id, line, item_id, wanted, lot_id) VALUES (?, ?, ?, ?, ?)"


def add_order_row(code: str, customer: int, ship_on: date | None) -> int:
    """Write a new order without its lines and return its row number."""
    return add(_ADD, code, folded(code), customer, day_text(ship_on))


def add_order_lines(order: int, lines: Iterable[tuple[int, int, int, int | None]]) -> None:
    """Write the lines of an order: (line, item, wanted, lot)."""
    add_all(_ADD_LINE, [(order, *one) for one in lines])


def mark_order_cancelled(order: int) -> None:
    """Write that an order is not to be fulfilled any more."""
    change("UPDATE customer_order SET cancelled = 1 WHERE id = ?", order)
