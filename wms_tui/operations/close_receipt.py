"""Close a receipt: no more is to come of it."""

from dataclasses import dataclass

from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.receipts import receipt_lines, the_receipt
from wms_tui.storage.receipt_rows import mark_receipt_closed


@dataclass(frozen=True, slots=True)
class CloseReceipt:
    """A receipt that is done with, complete or not."""

    receipt: str
    reason: str = ""


@dataclass(frozen=True)
class ReceiptClosed(Done):
    """What was announced and never came, in base units over all lines."""

    receipt: str
    short: int


@operation("close-receipt")
def close_receipt(slip: CloseReceipt, deed: Deed) -> ReceiptClosed:
    """Close a receipt, whatever of it came.

    Raises:
        NotFound: ``unknown-receipt``.
        Refused: ``receipt-closed``.
    """
    head = the_receipt(slip.receipt)
    if head.closed:
        raise Refused("receipt-closed", f"Receipt {head.code} is closed.", "Leave it.", receipt=head.code)
    short = sum(line.open for line in receipt_lines(head.id))
    deed.post(reference=head.code, reason=slip.reason, partner=head.supplier_id)
    mark_receipt_closed(head.id)
    return ReceiptClosed(receipt=head.code, short=short)
