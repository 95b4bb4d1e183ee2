"""Ship: what waits at the stage for an order leaves for the customer; and comes back."""

from dataclasses import dataclass
from datetime import datetime

from wms_tui.domain.rotation import Need
from wms_tui.domain.rows import OrderLineRow, ReservationRow
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.errors import NotFound, Refused
from wms_tui.ledger import Move
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.fitting import refuse_place_for
from wms_tui.operations.gates import refuse_held, refuse_lot
from wms_tui.operations.quantities import units
from wms_tui.operations.reserving import Choice
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import CUSTOMER, OrderHead, kept_for_order, open_order, order_lines, the_order
from wms_tui.queries.places import place_of_kind, the_bin
from wms_tui.queries.serials import serials_for_line, serials_with_customer
from wms_tui.queries.shipments import shipped_of_lot, shipped_since
from wms_tui.storage.lot_rows import place_serials
from wms_tui.storage.order_state import close_order
from wms_tui.storage.reservation_rows import shrink_reservation
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class Ship:
    """An order that leaves; ``partial`` lets what is picked go while the rest stays open."""

    order: str
    partial: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ShippedLot:
    """So much of a lot that left."""

    item: str
    lot: str
    quantity: int


@dataclass(frozen=True)
class Shipped(Done):
    """What left."""

    shipped: tuple[ShippedLot, ...]


@operation("ship")
def ship(slip: Ship, deed: Deed) -> Shipped:
    """Let the picked goods of an order leave, after a last look at status and dates.

    What the house does not have stays open on the order; only what could be picked now asks first.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``nothing-picked``; ``order-not-picked`` where more of it could be picked now and
            ``partial`` was not asked for; what ``gates`` refuse of a lot.
    """
    head = open_order(slip.order)
    waiting = kept_for_order(head.id, picked=True)
    if not waiting:
        raise Refused("nothing-picked", f"Nothing of {head.code} is at the stage.", "Pick it first.", order=head.code)
    lines = order_lines(head.id)
    left = sum(line.wanted - line.picked - line.shipped for line in lines)
    could = [] if slip.partial else [line for line in lines if _could_be_picked(head, line, deed)]
    if could:
        raise _not_picked(head, could)
    _look_again(waiting, Need(deed.on, head.customer.transit_days, head.customer.min_days, head.customer.min_percent))
    deed.post([_leave(one) for one in waiting], reference=head.code, partner=head.customer.id, reason=slip.reason)
    for one in waiting:
        shrink_reservation(one.id, one.quantity)
    if not left:
        close_order(head.id)
    return Shipped(shipped=_by_lot(waiting))


def _could_be_picked(head: OrderHead, line: OrderLineRow, deed: Deed) -> bool:
    """Return whether something is kept for a line that nobody picked, or could be taken for it now."""
    if line.reserved or not line.short:
        return bool(line.reserved)
    return (
        Choice().cover(line.id, line.item_id, line.rotation, head.need(deed.on, line.lot_id), line.short) < line.short
    )


def _not_picked(head: OrderHead, lines: list[OrderLineRow]) -> Refused:
    names = ", ".join(str(line.line) for line in lines[:5])
    return Refused(
        "order-not-picked", f"{head.code}: line {names} is not picked in full.", "Pick it, or ship with --partial.",
        order=head.code, lines=[line.line for line in lines],
    )  # fmt: skip


def _look_again(waiting: list[ReservationRow], need: Need) -> None:
    """Refuse what was put on hold, expired or became too old for the customer since it was picked.

    Raises:
        Refused: ``lot-on-hold``, ``plate-on-hold``, ``bin-on-hold``, saying since when, by whom and why; what
            ``gates.refuse_lot`` refuses.
    """
    for one in waiting:
        for found in stock.of_lot_at(one.lot_id, one.place_id):
            refuse_held(found, one)
            refuse_lot(found, need, one.item)


def _leave(one: ReservationRow) -> Move:
    serials = serials_for_line(one.lot_id, one.place_id, one.plate_id, one.order_line)
    place_serials((number for number, _ in serials), CUSTOMER, NO_PLATE, one.order_line)
    return Move(
        one.lot_id, one.place_id, CUSTOMER, one.quantity, one.plate_id, one.plate_id, release=one.quantity,
        order_line=one.order_line, serials=" ".join(text for _, text in serials),
    )  # fmt: skip


def _by_lot(waiting: list[ReservationRow]) -> tuple[ShippedLot, ...]:
    total: dict[tuple[str, str], int] = {}
    for one in waiting:
        total[one.item, one.lot] = total.get((one.item, one.lot), 0) + one.quantity
    return tuple(ShippedLot(item, lot, quantity) for (item, lot), quantity in total.items())


@dataclass(frozen=True, slots=True)
class Return:
    """So much of a lot that a customer sends back from an order; it goes to the cage unless a bin is named."""

    order: str
    item: str
    lot: str
    quantity: int | str
    bin: str = ""
    reason: str = ""
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class Returned(Done):
    """What came back, and where it is."""

    item: str
    lot: str
    quantity: int
    bin: str


@operation("return")
def return_goods(slip: Return, deed: Deed) -> Returned:
    """Take back what a customer returns, not more than it was sent.

    Raises:
        NotFound: ``unknown-order``, ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        Refused: ``more-than-shipped``, ``before-entry``; what the bin refuses; ``not-here`` for the stage;
            ``serials-needed``, ``unknown-serial`` where units are not named as they left.
    """
    head = the_order(slip.order)
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    quantity = units(slip.quantity, item)
    place = the_bin(slip.bin) if slip.bin else place_of_kind(PlaceKind.CAGE)
    if place.kind is PlaceKind.STAGE:
        raise Refused("not-here", "Returns do not go to the stage.", "Use HOLD, or a bin.")
    lines = shipped_of_lot(head.id, lot.id)
    out = sum(left for _, left in lines)
    if quantity > out:
        raise Refused(
            "more-than-shipped", f"{head.code} was sent {out} of {item.code} {slip.lot}, not {quantity}.",
            "Check the lot on the label.", shipped=out,
        )  # fmt: skip
    _refuse_too_early(lot.number, shipped_since(head.id, lot.id), deed)
    refuse_place_for(place, item, lot.id, quantity)
    if item.tracking is Tracking.SERIAL:
        shares = _units_back(lot.id, [line for line, _ in lines], quantity, slip.serials)
    else:
        shares = _quantities_back(lines, quantity)
    moves: list[Move] = []
    for line, taken, serials in shares:
        place_serials((number for number, _ in serials), place.id, NO_PLATE, None)
        texts = " ".join(text for _, text in serials)
        moves.append(Move(lot.id, CUSTOMER, place.id, taken, order_line=line, serials=texts))
    deed.post(moves, reference=head.code, reason=slip.reason, partner=head.customer.id)
    return Returned(item=item.code, lot=lot.number, quantity=quantity, bin=place.code)


def _refuse_too_early(number: str, since: datetime | None, deed: Deed) -> None:
    """Refuse what would come back before it left."""
    if since is not None and deed.at < since:
        raise Refused(
            "before-entry", f"{number} left {since.astimezone(deed.at.tzinfo):%Y-%m-%d %H:%M}.",
            "Give the moment it came back, or none.",
        )  # fmt: skip


_Share = tuple[int, int, list[tuple[int, str]]]
"""A line, how much of what comes back left for it, and the units."""


def _quantities_back(lines: list[tuple[int, int]], quantity: int) -> list[_Share]:
    """Spread what comes back over the lines it left for."""
    shares: list[_Share] = []
    for line, sent in lines:
        taken = min(sent, quantity)
        if taken:
            shares.append((line, taken, []))
            quantity -= taken
    return shares


def _units_back(lot: int, lines: list[int], quantity: int, named: tuple[str, ...]) -> list[_Share]:
    """Return the units that come back, line by line; all that left need no naming."""
    out = [(line, serials_with_customer(lot, line)) for line in lines]
    known = {text for _, units in out for _, text in units}
    wanted = set(named) or (known if len(known) == quantity else set())
    if len(wanted) != quantity:
        raise Refused("serials-needed", f"{quantity} serials are needed, {len(wanted)} given.", "Scan each unit once.")
    for one in wanted - known:
        raise NotFound("unknown-serial", f"Serial {one} was not sent.", "Scan the unit in your hand.", serial=one)
    shares = [(line, [one for one in units if one[1] in wanted]) for line, units in out]
    return [(line, len(units), units) for line, units in shares if units]
