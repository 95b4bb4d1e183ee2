"""Add an order: what a customer asked for."""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.codes import clean_code
from wms_tui.domain.line_numbers import NewOrderLine, number_lines
from wms_tui.domain.types import Role
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.quantities import units
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import find_order
from wms_tui.queries.partners import the_partner
from wms_tui.storage.order_rows import add_order_lines, add_order_row


@dataclass(frozen=True, slots=True)
class AddOrder:
    """A new order; without a ship date it leaves as soon as it can."""

    order: str
    customer: str
    lines: tuple[NewOrderLine, ...]
    ship_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class OrderAdded(Done):
    """The order, and how many lines it has."""

    order: str
    lines: int


@operation("add-order")
def add_order(slip: AddOrder, deed: Deed) -> OrderAdded:
    """Add an order. Nothing is kept for it yet: allocate does that.

    Raises:
        BadInput: ``bad-code``, ``no-lines``, ``line-twice``, ``bad-quantity``, ``unknown-pack``.
        NotFound: ``unknown-customer``, ``unknown-item``; ``unknown-lot`` or ``lot-of-other-item`` where a
            lot is asked for.
        Refused: ``order-exists``.
    """
    code = clean_code(slip.order, "order")
    known = find_order(code)
    if known is not None:
        raise Refused(
            "order-exists",
            f"There is an order {known.code} already.",
            "Choose another number.",
            order=known.code,
        )
    customer = the_partner(slip.customer, Role.CUSTOMER)
    if not slip.lines:
        raise BadInput("no-lines", f"Order {code} has no lines.", "Give at least one ITEM=QUANTITY.")
    numbers = number_lines([line.line for line in slip.lines])
    lines = [(number, *_wanted(line)) for number, line in zip(numbers, slip.lines, strict=True)]
    deed.post(reference=code, reason=slip.reason, partner=customer.id)
    add_order_lines(add_order_row(code, customer.id, slip.ship_on), lines)
    return OrderAdded(order=code, lines=len(lines))


def _wanted(line: NewOrderLine) -> tuple[int, int, int | None]:
    """Return item, base units and lot of a line, by the numbers of their rows."""
    item = the_item(line.item)
    lot = the_lot(item, line.lot).id if line.lot else None
    return item.id, units(line.quantity, item), lot
