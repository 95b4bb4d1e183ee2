"""What is known of goods that are being received, and which receipts are open; part of receiving."""

from dataclasses import dataclass
from datetime import date

from wms_tui.queries.receipts import receipts
from wms_tui.tasks.prompt import Choice


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
