"""What is known of goods that are being received, and which receipts are open; part of receiving."""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.rows import spelled
from wms_tui.queries.items import the_item
from wms_tui.queries.receipts import receipt_lines, receipts, the_receipt
from wms_tui.tasks.prompt import Choice, Fact

MOST_OPEN = 5
"""So many lines of a receipt are shown at once; F4 lists them all."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known of the goods in hand, and the receipt they come with."""

    receipt: str = ""
    """The receipt that was scanned."""
    against: str = ""
    """The receipt this item is booked to."""
    item: str = ""
    pack: str = ""
    count: int = 0
    """Base units the label says there are; 0 where it does not."""
    lot: str = ""
    numbered: bool = False
    """Whether the warehouse numbers the lot."""
    expires_on: date | None = None
    expiry_said: bool = False
    made_on: date | None = None
    best_before_on: date | None = None
    plate: str = ""
    quantity: int = 0
    serials: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()


def open_receipts() -> tuple[Choice, ...]:
    """Return the receipts of which something is still to come."""
    return tuple(
        Choice(f"{one.receipt} {one.supplier_name or one.supplier}".rstrip(), one.receipt)
        for one in receipts()
        if not one.closed and one.received < one.quantity
    )


def open_lines(receipt: str) -> tuple[Choice, ...]:
    """Return the lines of a receipt of which something is still to come, to choose from."""
    return tuple(
        Choice(f"{line.item} {line.name}", line.item, spelled(line.open, the_item(line.item)))
        for line in receipt_lines(the_receipt(receipt).id)
        if line.open
    )


def open_facts(receipt: str) -> tuple[Fact, ...]:
    """Return what of a receipt is still to come."""
    lines = open_lines(receipt)
    if not lines:
        return (Fact("OPEN", "nothing: all of it came"),)
    # Five lines and a sixth are as many rows as five and where to see the others.
    shown = lines if len(lines) == MOST_OPEN + 1 else lines[:MOST_OPEN]
    facts = tuple(Fact(one.answer, f"{one.detail} open", f"{one.answer} {one.detail}") for one in shown)
    left = len(lines) - len(shown)
    return (*facts, Fact("MORE", f"{left} more: F4", f"{left} more: F4")) if left else facts
