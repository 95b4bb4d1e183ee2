"""Frozen rows: what questions to the database are answered with.

The names of the fields are those of the tables and of the JSON of the command line. Rows that
operations decide by carry the numbers of their database rows (``id``); rows that are shown do not.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from wms_tui.domain.quantity import Pack, spell_quantity
from wms_tui.domain.types import Mixing, PlaceKind, Role, Rotation, Status, Tracking


@dataclass(frozen=True, slots=True)
class Item:
    """An item with its packs, the largest last."""

    id: int
    code: str
    name: str
    tracking: Tracking
    rotation: Rotation
    unit: str
    shelf_life: str | None
    removal_days: int
    alert_days: int
    min_receipt_days: int
    lot_template: str | None
    lot_pattern: str | None
    lot_sample: str | None
    temperature: str
    fixed_bin: str
    receipt_status: Status
    minimum: int | None
    maximum: int | None
    reorder_point: int | None = None
    packs: tuple[Pack, ...] = ()
    release_people: int = 1
    """How many people it takes to release a lot of it: 1 or 2."""
    brand: str = ""
    commodity: str = ""
    variety: str = ""
    packaging_size: str = ""
    packaging_style: str = ""
    listed: bool = False
    """Whether it is on the Food Traceability List (21 CFR 1.1305)."""


def spelled(quantity: int, item: Item) -> str:
    """Return base units of an item as a person says them, in packs: ``3 CS 4 EA``."""
    return spell_quantity(quantity, item.packs, item.unit)


@dataclass(frozen=True, slots=True)
class Place:
    """A bin, another place in the house, or one outside it."""

    id: int
    code: str
    kind: PlaceKind
    zone: str
    aisle: str
    level: str
    walk: int
    check_digits: str
    capacity: int | None
    mixing: Mixing
    temperature: str
    pickable: bool
    blocked: bool
    counting: bool
    held: bool = False
    """Whether somebody has put all that is in it on hold."""

    @property
    def closed(self) -> bool:
        """Whether nothing may be put down there: somebody has closed it, or it is on hold."""
        return self.blocked or self.held


@dataclass(frozen=True, slots=True)
class Partner:
    """A supplier or a customer."""

    id: int
    code: str
    role: Role
    name: str
    address: str
    email: str
    phone: str
    min_days: int
    min_percent: int
    transit_days: int
    lot_pattern: str | None
    lot_sample: str | None
    receipt_status: Status | None = None
    """Of a supplier: the first status of its lots, where it has a rule of its own."""
    contact: str = ""
    """The person to call."""
    after_hours: str = ""
    """The number for nights and weekends."""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    """Two letters of ISO 3166."""
    gln: str = ""
    source_reference: str = ""
    """What leads to the place lot codes of theirs come from (21 CFR 1.1310): a registration, a web address, a GLN."""
    language: str = ""
    """That of their letters; empty is that of the house."""
    verified_on: date | None = None
    """The day on which somebody last made sure that the contact is right."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot, by itself."""

    id: int
    item_id: int
    item: str
    number: str
    supplier_lot: str
    status: Status
    made_on: date | None
    received_on: date | None
    expires_on: date | None
    best_before_on: date | None
    removal_on: date | None
    alert_on: date | None
    origin: str = ""
    """The country it comes from, two letters of ISO 3166."""
    source_reference: str = ""
    """What leads to the place where its code was given."""


class StockRow(NamedTuple):
    """A balance, as lists show it."""

    item: str
    name: str
    lot: str
    bin: str
    plate: str
    quantity: int
    reserved: int
    available: int
    unit: str
    expires_on: date | None
    received_on: date | None
    status: Status
    doubted: bool = False
    """Whether a pick found less there, and nobody has adjusted it since."""
    held: str = ""
    """What of it is on hold beside its lot: ``plate``, ``bin``, or nothing."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A move, or a change of a lot's status, as the history shows it."""

    entry: int
    key: str
    kind: str
    at: datetime
    recorded_at: datetime
    by: str
    item: str
    lot: str
    source: str | None
    target: str | None
    quantity: int
    reference: str
    reason: str
    late: bool
    undoes: int | None
    terminal: str
    approved_by: str
    """The badges of who stood by it; empty where nobody had to."""
    approval_reason: str
    signed_by: str
    """Who signed it, badge and name, where the house wanted that."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order, as lists show it. ``state``: open allocated picking picked shipped cancelled."""

    order: str
    customer: str
    customer_name: str
    ship_on: date | None
    state: str
    lines: int
    wanted: int
    reserved: int
    picked: int
    shipped: int
    short: int


class OrderLineRow(NamedTuple):
    """A line of an order: what is wanted, and how far it is. ``short`` is neither kept, picked nor shipped."""

    id: int
    line: int
    item_id: int
    item: str
    name: str
    wanted: int
    lot: str | None
    lot_id: int | None
    reserved: int
    picked: int
    shipped: int
    rotation: Rotation

    @property
    def short(self) -> int:
        """What no stock is kept for yet."""
        return max(0, self.wanted - self.reserved - self.picked - self.shipped)


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """Stock that is kept for a line of an order, or waits at the stage for it."""

    id: int
    order: str
    order_line: int
    line: int
    item: str
    lot: str
    lot_id: int
    bin: str
    place_id: int
    plate: str
    plate_id: int
    quantity: int
    picked: bool
    walk: int


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """What a supplier announced, as lists show it."""

    receipt: str
    supplier: str
    supplier_name: str
    due_on: date | None
    closed: bool
    lines: int
    quantity: int
    received: int


@dataclass(frozen=True, slots=True)
class ReceiptLineRow:
    """A line of a receipt: what was announced, and how much of it came."""

    id: int
    receipt: str
    supplier_id: int | None
    line: int
    item_id: int
    item: str
    name: str
    lot: str
    expires_on: date | None
    quantity: int
    received: int

    @property
    def open(self) -> int:
        """What has not come yet."""
        return max(0, self.quantity - self.received)
