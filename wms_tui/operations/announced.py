"""Booking what came against the lines of a receipt; part of receiving."""

from dataclasses import dataclass

from wms_tui.domain.rows import Item, ReceiptLineRow
from wms_tui.errors import NeedsConfirmation, Refused
from wms_tui.queries.receipts import ReceiptHead, receipt_lines
from wms_tui.queries.settings import over_receipt_percent


@dataclass(frozen=True, slots=True)
class Share:
    """So much of what came for one line of a receipt, or for none."""

    line: int | None
    quantity: int


def shares(receipt: ReceiptHead, item: Item, lot: str | None, quantity: int, *, accept_over: bool) -> tuple[Share, ...]:
    """Spread what came over the open lines of an item, those of the same lot first.

    What is above all that was announced goes to the last line, up to the tolerance of the house.

    Raises:
        Refused: ``receipt-closed``, ``not-announced`` where no line announces the item.
        NeedsConfirmation: ``over-receipt`` where more came than the tolerance lets through.
    """
    if receipt.closed:
        raise Refused(
            "receipt-closed",
            f"Receipt {receipt.code} is closed.",
            "Receive without it.",
            receipt=receipt.code,
        )
    lines = [line for line in receipt_lines(receipt.id) if line.item_id == item.id]
    lines.sort(key=lambda line: (line.lot != (lot or ""), line.line))
    if not lines:
        raise Refused(
            "not-announced", f"Receipt {receipt.code} does not have {item.code}.", "Receive it without the receipt.",
            receipt=receipt.code, item=item.code,
        )  # fmt: skip
    over = quantity - sum(line.open for line in lines)
    if over > 0 and not accept_over:
        _refuse_over(receipt, item, lines, over)
    return _spread(lines, quantity)


def _refuse_over(receipt: ReceiptHead, item: Item, lines: list[ReceiptLineRow], over: int) -> None:
    announced = sum(line.quantity for line in lines)
    extra = sum(max(0, line.received - line.quantity) for line in lines)
    if (over + extra) * 100 > announced * over_receipt_percent():
        raise NeedsConfirmation(
            "over-receipt", f"{over} {item.unit} more than {receipt.code} has open.",
            "Count again. If it is so: --accept-over.", accept="accept-over", over=over,
        )  # fmt: skip


def _spread(lines: list[ReceiptLineRow], quantity: int) -> tuple[Share, ...]:
    found: list[Share] = []
    left = quantity
    for line in lines:
        taken = min(line.open, left)
        if taken:
            found.append(Share(line.id, taken))
            left -= taken
    if left and found:
        found[-1] = Share(found[-1].line, found[-1].quantity + left)
    elif left:
        found.append(Share(lines[-1].id, left))
    return tuple(found)
