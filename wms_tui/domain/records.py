"""Records: what other systems' files say, a row each, before the warehouse has looked at it.

How they are read and written is in `wms_tui.domain.layouts`.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from wms_tui.domain.shelf_life import ShelfLife
from wms_tui.domain.types import Mixing, PlaceKind, Role, Rotation, Status, Tracking


class Kind(StrEnum):
    """What the rows of a file are, in the order of loading: each refers only to earlier ones."""

    ITEMS = "items"
    PACKS = "packs"
    BINS = "bins"
    PARTNERS = "partners"
    LOTS = "lots"
    STOCK = "stock"
    RECEIPTS = "receipts"
    ORDERS = "orders"
    LEVELS = "levels"
    TESTS = "tests"


LOAD_ORDER = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was read."""

    file: str
    sheet: str
    """The sheet of a workbook; empty for a text file."""
    row: int
    """As a spreadsheet numbers its rows; the header is row 1."""

    def __str__(self) -> str:
        """Return ``stock.xlsx Sheet1 row 7``."""
        return " ".join(part for part in (self.file, self.sheet, f"row {self.row}") if part)


NOWHERE = Source("", "", 0)
"""The source of a record that comes from no file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sourced:
    """Records with the same content are equal, wherever they were read."""

    source: Source = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ItemRecord(_Sourced):
    """An item. ``minimum``, ``maximum`` and ``reorder_point`` are base units."""

    item: str
    name: str = ""
    unit: str = "EA"
    tracking: Tracking = Tracking.LOT
    rotation: Rotation = Rotation.FEFO
    shelf_life: ShelfLife | None = None
    removal_days: int = 0
    alert_days: int = 0
    min_receipt_days: int = 0
    lot_template: str = ""
    lot_pattern: str = ""
    minimum: int | None = None
    maximum: int | None = None
    gtin: str = ""
    """Of one base unit."""
    lot_sample: str = ""
    temperature: str = ""
    fixed_bin: str = ""
    """A bin that may come in a later file."""
    receipt_status: Status = Status.RELEASED
    reorder_point: int | None = None
    release_people: int = 1
    brand: str = ""
    commodity: str = ""
    variety: str = ""
    packaging_size: str = ""
    packaging_style: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class PackRecord(_Sourced):
    """A pack of an item; ``quantity`` is the base units in it."""

    item: str
    pack: str
    quantity: int
    gtin: str = ""


@dataclass(frozen=True, slots=True)
class BinRecord(_Sourced):
    """A bin, or another place in the house."""

    bin: str
    zone: str = ""
    walk: int | None = None
    """Its place on the way through the house; None where the file does not say."""
    capacity: int | None = None
    mixing: Mixing = Mixing.ANY
    pickable: bool = True
    kind: PlaceKind = PlaceKind.BIN
    aisle: str = ""
    level: str = ""
    temperature: str = ""
    check_digits: str = ""
    """As on its label; drawn where the file gives none."""
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class PartnerRecord(_Sourced):
    """A supplier or a customer. The address may go over several lines."""

    partner: str
    role: Role
    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    min_days: int = 0
    min_percent: int = 0
    transit_days: int = 0
    lot_pattern: str = ""
    lot_sample: str = ""
    receipt_status: Status | None = None
    """Of a supplier."""
    contact: str = ""
    after_hours: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    gln: str = ""
    source_reference: str = ""
    language: str = ""
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class LotRecord(_Sourced):
    """A lot of an item; without a status it gets the one that a receipt of the item would give."""

    item: str
    lot: str
    supplier_lot: str = ""
    made_on: date | None = None
    received_on: date | None = None
    expires_on: date | None = None
    status: Status | None = None
    best_before_on: date | None = None
    supplier: str = ""
    origin: str = ""
    source_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quantified(_Sourced):
    """A record that counts something, in base units or in packs of the item."""

    quantity_text: str
    """Digits alone (``36``) or packs (``2CS+4EA``), which only the item's packs can tell."""

    @property
    def quantity(self) -> int | None:
        """Base units, or None where it takes the item's packs to tell."""
        return int(self.quantity_text) if self.quantity_text.isdecimal() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRecord(_Quantified):
    """So much of an item, of a lot where it has one, in a bin; of an item tracked by serial one unit."""

    item: str
    bin: str
    lot: str = ""
    expires_on: date | None = None
    received_on: date | None = None
    plate: str = ""
    serial: str = ""
    status: Status | None = None
    """Of the lot; goods without a lot have no other row to say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLineRecord(_Quantified):
    """A line of a receipt, with what the file says of the receipt itself."""

    receipt: str
    item: str
    supplier: str = ""
    due_on: date | None = None
    line: int | None = None
    """None where lines are to be numbered as they come."""
    lot: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineRecord(_Quantified):
    """A line of an order, with what the file says of the order itself."""

    order: str
    customer: str
    item: str
    ship_on: date | None = None
    line: int | None = None
    """None where lines are to be numbered as they come."""
    lot: str = ""
    """The lot that the customer asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRecord(_Sourced):
    """How much of an item is to be in a bin, at least and at most, in base units."""

    bin: str
    item: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord(_Sourced):
    """A test of the inspection plan of an item; limits are decimal numbers as text."""

    item: str
    test: str
    unit: str = ""
    low: str | None = None
    high: str | None = None
    words: tuple[str, ...] = ()
    sample: int = 0


Record = (
    ItemRecord
    | PackRecord
    | BinRecord
    | PartnerRecord
    | LotRecord
    | StockRecord
    | ReceiptLineRecord
    | OrderLineRecord
    | LevelRecord
    | PlanRecord
)
