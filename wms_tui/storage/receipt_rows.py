"""Writing what suppliers have announced."""

from collections.abc import Iterable
from datetime import date

from wms_tui.domain.codes import folded
from wms_tui.storage.statements import add, add_all, change, day_text

_ADD = "INSERT INTO receipt (code, folded, supplier_id, due_on, closed, printed) VALUES (?, ?, ?, ?, 0, 0)"
_ADD_LINE = """
INSERT INTO receiptline (receipt_id, line, item_id, lot, expires_on, quantity) VALUES (?, ?, ?, ?, ?, ?)
"""


def add_receipt_row(code: str, supplier: int | None, due_on: date | None) -> int:
    """Write a new receipt without its lines and return its row number."""
    return add(_ADD, code, folded(code), supplier, day_text(due_on))


def add_receipt_lines(receipt: int, lines: Iterable[tuple[int, int, str, date | None, int]]) -> None:
    """Write the lines of a receipt: (line, item, lot, expires on, quantity)."""
    add_all(
        _ADD_LINE,
        [(receipt, line, item, lot, day_text(expires), quantity) for line, item, lot, expires, quantity in lines],
    )


def mark_receipt_closed(receipt: int) -> None:
    """Write that no more is to come of a receipt."""
    change("UPDATE receipt SET closed = 1 WHERE id = ?", receipt)
