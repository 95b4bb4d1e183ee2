"""Add a receipt: what a supplier announced."""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.codes import clean_code
from wms_tui.domain.line_numbers import number_lines
from wms_tui.domain.lot_numbers import clean_lot
from wms_tui.domain.types import Role, Tracking
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.quantities import units
from wms_tui.queries.items import the_item
from wms_tui.queries.partners import the_partner
from wms_tui.queries.receipts import find_receipt
from wms_tui.storage.receipt_rows import add_receipt_lines, add_receipt_row


@dataclass(frozen=True, slots=True)
class NewReceiptLine:
    """So much of an item that is to come, of one lot where the supplier says which."""

    item: str
    quantity: int | str
    """Base units, or text that may name packs."""
    lot: str = ""
    expires_on: date | None = None
    line: int | None = None
    """Its number; None takes the next one that is free."""


@dataclass(frozen=True, slots=True)
class AddReceipt:
    """A new receipt."""

    receipt: str
    lines: tuple[NewReceiptLine, ...]
    supplier: str = ""
    due_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class ReceiptAdded(Done):
    """The receipt, and how many lines it has."""

    receipt: str
    lines: int


@operation("add-receipt")
def add_receipt(slip: AddReceipt, deed: Deed) -> ReceiptAdded:
    """Add what a supplier announced. Nothing is booked: receive does that.

    Raises:
        BadInput: ``bad-code``, ``no-lines``, ``line-twice``, ``bad-quantity``, ``unknown-pack``,
            ``not-tracked`` for a lot of an item that has none.
        NotFound: ``unknown-supplier``, ``unknown-item``.
        Refused: ``receipt-exists``.
    """
    code = clean_code(slip.receipt, "receipt")
    known = find_receipt(code)
    if known is not None:
        raise Refused(
            "receipt-exists", f"There is a receipt {known.code} already.", "Choose another number.",
            receipt=known.code,
        )  # fmt: skip
    supplier = the_partner(slip.supplier, Role.SUPPLIER).id if slip.supplier else None
    if not slip.lines:
        raise BadInput("no-lines", f"Receipt {code} has no lines.", "Give at least one.")
    numbers = number_lines([line.line for line in slip.lines])
    lines = [(number, *_announced(line)) for number, line in zip(numbers, slip.lines, strict=True)]
    deed.post(reference=code, reason=slip.reason, partner=supplier)
    add_receipt_lines(add_receipt_row(code, supplier, slip.due_on), lines)
    return ReceiptAdded(receipt=code, lines=len(lines))


def _announced(line: NewReceiptLine) -> tuple[int, str, date | None, int]:
    """Return item, lot, expiry and base units of a line."""
    item = the_item(line.item)
    if line.lot and item.tracking == Tracking.NONE:
        raise BadInput("not-tracked", f"{item.code} has no lots.", "Leave the lot out.", item=item.code)
    return item.id, clean_lot(line.lot) if line.lot else "", line.expires_on, units(line.quantity, item)
