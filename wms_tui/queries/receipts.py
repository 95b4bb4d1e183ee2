# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about what suppliers announced, and how much of it came."""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.codes import folded
from wms_tui.domain.rows import ReceiptLineRow, ReceiptRow
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import NotFound
from wms_tui.storage.schema import OUTSIDE_PLACES
from wms_tui.storage.statements import Row, day, row, rows

SUPPLIER = OUTSIDE_PLACES[PlaceKind.SUPPLIER]

# What goes back to the supplier under the same line is a receipt undone.
_RECEIVED = f"""coalesce((SELECT sum(CASE WHEN source_id = {SUPPLIER} THEN quantity ELSE -quantity END)
    FROM move WHERE receipt_line = line.id), 0)"""
_LINE = f"""
SELECT line.id, receipt.code, receipt.supplier_id, line.line, line.item_id, item.code, item.name, line.lot,
       line.expires_on, line.quantity, {_RECEIVED}
FROM receiptline AS line JOIN receipt ON receipt.id = line.receipt_id JOIN item ON item.id = line.item_id
"""
_OF_RECEIPT = _LINE + "WHERE line.receipt_id = ? ORDER BY line.line"
_OPEN_OF_ITEM = _LINE + (
    "WHERE line.item_id = ? AND receipt.closed = 0"
    " ORDER BY coalesce(receipt.due_on, '9999-12-31'), receipt.id, line.line"
)
OPEN_BY_ITEM = f"""
SELECT line.item_id, sum(max(0, line.quantity - {_RECEIVED}))
FROM receiptline AS line JOIN receipt ON receipt.id = line.receipt_id WHERE receipt.closed = 0 GROUP BY line.item_id
"""
_HEAD = "SELECT id, code, supplier_id, due_on, closed, printed FROM receipt WHERE folded = ?"
_LIST = f"""
SELECT receipt.code, coalesce(supplier.code, ''), coalesce(supplier.name, ''), receipt.due_on, receipt.closed,
       count(line.id), coalesce(sum(line.quantity), 0), coalesce(sum(line.received), 0)
FROM receipt LEFT JOIN partner AS supplier ON supplier.id = receipt.supplier_id
LEFT JOIN (SELECT line.id, line.receipt_id, line.quantity, {_RECEIVED} AS received FROM receiptline AS line) AS line
    ON line.receipt_id = receipt.id
WHERE receipt.{{which}} ?
GROUP BY receipt.code, supplier.code, supplier.name, receipt.due_on, receipt.closed, receipt.folded
ORDER BY receipt.folded LIMIT ?
"""
_BEHIND, _BY_ID = _LIST.format(which="folded >"), _LIST.format(which="id =")


@dataclass(frozen=True, slots=True)
class ReceiptHead:
    """A receipt by itself."""

    id: int
    code: str
    supplier_id: int | None
    due_on: date | None
    closed: bool
    printed: int


def find_receipt(code: str) -> ReceiptHead | None:
    """Return a receipt by its code, regardless of case, or None."""
    found = row(_HEAD, folded(code))
    return ReceiptHead(found[0], found[1], found[2], day(found[3]), bool(found[4]), found[5]) if found else None


def the_receipt(code: str) -> ReceiptHead:
    """Return a receipt by its code, regardless of case.

    Raises:
        NotFound: ``unknown-receipt``.
    """
    found = find_receipt(code)
    if found is None:
        raise NotFound(
            "unknown-receipt",
            f"There is no receipt {code}.",
            "Check the paper, or receive without.",
            receipt=code,
        )
    return found


def _line(found: Row) -> ReceiptLineRow:
    return ReceiptLineRow(*found[:8], day(found[8]), *found[9:])


def receipt_lines(receipt_id: int) -> list[ReceiptLineRow]:
    """Return the lines of a receipt with how much of each came."""
    return [_line(found) for found in rows(_OF_RECEIPT, receipt_id)]


def announced_of_item(item_id: int) -> list[ReceiptLineRow]:
    """Return the lines of open receipts that announce an item and are not full, earliest due first."""
    return [line for line in map(_line, rows(_OPEN_OF_ITEM, item_id)) if line.open]


def full_of_item(item_id: int) -> list[ReceiptLineRow]:
    """Return the lines of open receipts that announced an item of which all has come, earliest due first."""
    return [line for line in map(_line, rows(_OPEN_OF_ITEM, item_id)) if not line.open]


def receipts(*, after: str = "", limit: int = 1000) -> list[ReceiptRow]:
    """Return receipts by code behind a code, so many of them."""
    return [_receipt(found) for found in rows(_BEHIND, folded(after), limit)]


def receipt_row(number: int) -> ReceiptRow:
    """Return the receipt of a row number, with how much of it came."""
    return _receipt(rows(_BY_ID, number, 1)[0])


def _receipt(found: Row) -> ReceiptRow:
    return ReceiptRow(*found[:3], day(found[3]), bool(found[4]), *found[5:])
