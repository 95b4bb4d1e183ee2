"""What a trace is answered with: lots and the edges between them, where they are, who sent them, who has them.

Quantities are base units of the item of the lot they stand beside.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from wms_tui.domain.genealogy import RunKind
from wms_tui.domain.types import Status


class Way(StrEnum):
    """Which way the links between lots are followed."""

    FORWARD = "forward"
    """To what was made of a lot."""
    BACKWARD = "backward"
    """To what a lot was made of."""


class TracedLot(NamedTuple):
    """A lot that a trace reached, and how much of it the trace is about."""

    lot_id: int
    item: str
    lot: str
    depth: int
    """Over how many runs the shortest way leads to it; 0 where the trace starts."""
    quantity: int
    """Of a start: what came in in all. Forward: what the traced runs made of it; backward: what they took of it."""
    name: str
    unit: str
    status: Status
    expires_on: date | None
    supplier_lot: str
    sibling: bool = False
    """Whether it is only here because it came out of the same lots as a start."""


class TraceEdge(NamedTuple):
    """A lot that came out of a run into which another went."""

    parent_id: int
    child_id: int
    run_id: int
    run: str
    kind: RunKind
    quantity_in: int
    """How much of the parent went into the run, net of what was given back or undone."""
    quantity_out: int
    """How much of the child came out of it, net of what was undone."""


class TracedPlace(NamedTuple):
    """So much of a traced lot that is in the house."""

    lot_id: int
    item: str
    lot: str
    bin: str
    quantity: int
    plate: str
    status: Status


class Delivery(NamedTuple):
    """So much of a lot that left for a customer by one shipment, and what of it came back."""

    partner_id: int | None
    customer: str
    customer_name: str
    order: str
    line: int | None
    shipped_at: datetime
    lot_id: int
    item: str
    lot: str
    quantity: int
    returned: int
    entry: int

    @property
    def kept(self) -> int:
        """What did not come back."""
        return self.quantity - self.returned


class Supply(NamedTuple):
    """So much of a lot that came from a supplier by one receipt."""

    partner_id: int | None
    supplier: str
    supplier_name: str
    receipt: str
    received_at: datetime
    lot_id: int
    item: str
    lot: str
    supplier_lot: str
    quantity: int
    entry: int


@dataclass(frozen=True, slots=True)
class Trace:
    """All that a trace found. Lots stand by depth, then by item and number."""

    way: Way
    at: datetime | None
    """The past moment it is as of; None where it is of now."""
    lots: tuple[TracedLot, ...]
    edges: tuple[TraceEdge, ...]
    places: tuple[TracedPlace, ...]
    customers: tuple[Delivery, ...]
    suppliers: tuple[Supply, ...]

    @property
    def depth(self) -> int:
        """How many runs the farthest lot is away."""
        return max((one.depth for one in self.lots), default=0)
