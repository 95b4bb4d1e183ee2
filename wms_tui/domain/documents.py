"""Frozen documents: all that a printed page says, with no database and no layout in it.

Quantities are base units; ``packs`` is the same quantity spelled in packs (``3 CS 4 EA``).
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PickListLine:
    """One stop on the way: a bin, a lot and how much to take."""

    number: int
    bin: str
    aisle: str
    item: str
    name: str
    lot: str
    expires_on: date | None
    quantity: int
    packs: str
    plate: str = ""
    requested: bool = False
    """Whether the customer asked for this very lot."""
    line_code: str = ""
    """What the bar code of the line says, for entering a paper pick by scans."""
    unit: str = ""
    """The name of the base unit, spelled beside the quantity."""


@dataclass(frozen=True, slots=True)
class PickList:
    """What one person takes for one order, in walk order."""

    house: str
    order: str
    customer: str
    customer_name: str
    ship_on: date | None
    minimum_expiry: date | None
    """The earliest expiry this customer takes, where it asks for one."""
    printed_at: datetime
    printed_by: str
    copy_number: int
    """1 for the first print; later ones are marked as copies."""
    lines: tuple[PickListLine, ...]
    short: tuple[str, ...] = ()
    """One sentence for each line that could not be covered in full."""
    seal: str = ""
    """The head of the ledger's chain when it was printed."""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A line of a packing slip."""

    number: int
    item: str
    name: str
    lot: str
    expires_on: date | None
    quantity: int
    packs: str
    unit: str = ""
    """The name of the base unit."""


@dataclass(frozen=True, slots=True)
class ReceivingSlipLine:
    """A line of a receiving slip: what was announced, and what of it came or is open, in base units."""

    number: int
    item: str
    name: str
    lot: str
    expires_on: date | None
    announced: int
    announced_packs: str
    came: int = 0
    open: int = 0
    unit: str = ""
    """The name of the base unit."""


@dataclass(frozen=True, slots=True)
class PackingSlip:
    """What leaves for a customer, lot by lot."""

    house: str
    order: str
    customer: str
    customer_name: str
    address: str
    ship_on: date | None
    shipped: bool
    """Whether the goods have left; before that the page says so."""
    printed_at: datetime
    printed_by: str
    copy_number: int
    lines: tuple[SlipLine, ...]
    seal: str = ""


@dataclass(frozen=True, slots=True)
class ReceivingSlip:
    """What a supplier announced, what came and what is open."""

    house: str
    receipt: str
    supplier: str
    supplier_name: str
    due_on: date | None
    printed_at: datetime
    printed_by: str
    copy_number: int
    lines: tuple[ReceivingSlipLine, ...]
    seal: str = ""


@dataclass(frozen=True, slots=True)
class StockListLine:
    """A balance: so much of a lot in a bin."""

    bin: str
    item: str
    name: str
    lot: str
    plate: str
    quantity: int
    reserved: int
    packs: str
    expires_on: date | None
    status: str
    state: str = ""
    """How old it is on the day of the list: ok, short, removal-due, expired; and how many days are left."""
    days_left: int | None = None
    unit: str = ""
    """The name of the base unit."""
    held: str = ""
    """``bin`` or ``plate`` where that is on hold, whatever the status of the lot."""


@dataclass(frozen=True, slots=True)
class StockList:
    """Balances at one moment, and which of them."""

    house: str
    title: str
    printed_at: datetime
    printed_by: str
    lines: tuple[StockListLine, ...]
    seal: str = ""


@dataclass(frozen=True, slots=True)
class CountSheetLine:
    """A lot to be looked at in a bin, without what is expected; without an item it is room for another lot."""

    bin: str
    why: str
    item: str = ""
    name: str = ""
    lot: str = ""
    expires_on: date | None = None
    unit: str = ""
    line_code: str = ""
    """What the bar code of the line says, for entering the count by scans."""


@dataclass(frozen=True, slots=True)
class CountSheet:
    """What one person counts, bin by bin in walk order, with room to write."""

    house: str
    count: str
    printed_at: datetime
    printed_by: str
    lines: tuple[CountSheetLine, ...]
    seal: str = ""


@dataclass(frozen=True, slots=True)
class BinLabel:
    """The label on a bin: its code, as text and bar code, and the check digits to speak or type."""

    bin: str
    zone: str
    check_digits: str


@dataclass(frozen=True, slots=True)
class BinLabels:
    """A sheet of bin labels."""

    house: str
    labels: tuple[BinLabel, ...]
