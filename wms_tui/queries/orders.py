# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about orders: their lines, how far they are, and what is kept for them."""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.codes import folded
from wms_tui.domain.rotation import Need
from wms_tui.domain.rows import OrderLineRow, OrderRow, Partner, ReservationRow
from wms_tui.domain.types import PlaceKind, Rotation
from wms_tui.errors import NotFound, Refused
from wms_tui.queries.partners import PARTNER_COLUMNS, partner_of
from wms_tui.storage.schema import HOUSE_PLACES, OUTSIDE_PLACES
from wms_tui.storage.statements import Row, day, row, rows

CUSTOMER = OUTSIDE_PLACES[PlaceKind.CUSTOMER]
STAGE = HOUSE_PLACES["STAGE"][0]
_ROTATION = {rotation.value: rotation for rotation in Rotation}

_KEPT = "coalesce((SELECT sum(quantity) FROM reservation WHERE order_line_id = line.id AND picked = {picked}), 0)"
# What comes back to the stage is a shipment undone; what comes back elsewhere is a return, and a return undone
# leaves from there.
_SHIPPED = f"""coalesce((SELECT sum(CASE WHEN source_id = {STAGE} AND target_id = {CUSTOMER} THEN quantity
    WHEN source_id = {CUSTOMER} AND target_id = {STAGE} THEN -quantity ELSE 0 END)
    FROM move WHERE order_line = line.id), 0)"""
_LINE = f"""
SELECT line.id, line.line, line.item_id, item.code, item.name, line.wanted, lot.number, line.lot_id,
       {_KEPT.format(picked=0)}, {_KEPT.format(picked=1)}, {_SHIPPED}, item.rotation
FROM orderline AS line JOIN item ON item.id = line.item_id LEFT JOIN lot ON lot.id = line.lot_id
"""
_LINES = _LINE + "WHERE line.order_id = ? ORDER BY line.line"
_HEAD = f"""
SELECT o.id, o.code, o.ship_on, o.cancelled, o.closed, o.printed, {PARTNER_COLUMNS}
FROM customer_order AS o JOIN partner ON partner.id = o.customer_id WHERE
"""
_HEAD_BY_CODE = _HEAD + "o.folded = ?"
_OPEN_HEADS = _HEAD + "o.cancelled = 0 AND o.closed = 0 ORDER BY o.ship_on IS NULL, o.ship_on, o.folded"
_KEPT_ROWS = """
SELECT reservation.id, customer_order.code, reservation.order_line_id, line.line, item.code, lot.number,
       reservation.lot_id, place.code, reservation.place_id, plate.code, reservation.plate_id, reservation.quantity,
       reservation.picked, place.walk
FROM reservation JOIN orderline AS line ON line.id = reservation.order_line_id
JOIN customer_order ON customer_order.id = line.order_id JOIN lot ON lot.id = reservation.lot_id
JOIN item ON item.id = lot.item_id JOIN place ON place.id = reservation.place_id
JOIN plate ON plate.id = reservation.plate_id
"""


@dataclass(frozen=True, slots=True)
class OrderHead:
    """An order by itself."""

    id: int
    code: str
    customer: Partner
    ship_on: date | None
    cancelled: bool
    closed: bool
    printed: int

    def need(self, today: date, lot_id: int | None = None) -> Need:
        """Return what stock must satisfy for this order; a ship date that is past means today."""
        on = max(self.ship_on or today, today)
        who = self.customer
        return Need(on, who.transit_days, who.min_days, who.min_percent, lot_id)


def find_order(code: str) -> OrderHead | None:
    """Return an order by its code, regardless of case, or None."""
    found = row(_HEAD_BY_CODE, folded(code))
    return None if found is None else _order_head(found)


def _order_head(found: Row) -> OrderHead:
    number, code, ship_on, cancelled, closed, printed = found[:6]
    return OrderHead(number, code, partner_of(found[6:]), day(ship_on), bool(cancelled), bool(closed), printed)


def heads_of_open_orders() -> list[OrderHead]:
    """Return the orders that work may still be done for, in the order in which they ship; no day comes last."""
    return [_order_head(found) for found in rows(_OPEN_HEADS)]


def the_order(code: str) -> OrderHead:
    """Return an order by its code, regardless of case.

    Raises:
        NotFound: ``unknown-order``.
    """
    found = find_order(code)
    if found is None:
        raise NotFound("unknown-order", f"There is no order {code}.", "Check the code, or wms order list.", order=code)
    return found


def open_order(code: str) -> OrderHead:
    """Return an order that work may still be done for.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``order-cancelled`` or ``order-shipped``.
    """
    head = the_order(code)
    if head.cancelled:
        raise Refused("order-cancelled", f"Order {head.code} is cancelled.", "Leave it.", order=head.code)
    if head.closed:
        raise Refused(
            "order-shipped",
            f"Order {head.code} has left.",
            "Use wms return for what comes back.",
            order=head.code,
        )
    return head


def order_lines(order_id: int) -> list[OrderLineRow]:
    """Return the lines of an order with how far each is."""
    return [OrderLineRow(*found[:11], _ROTATION[found[11]]) for found in rows(_LINES, order_id)]


def the_line(head: OrderHead, number: int) -> OrderLineRow:
    """Return a line of an order by its number.

    Raises:
        NotFound: ``unknown-line``.
    """
    for line in order_lines(head.id):
        if line.line == number:
            return line
    raise NotFound("unknown-line", f"Order {head.code} has no line {number}.", "See wms order show.", line=number)


def _reservation(found: Row) -> ReservationRow:
    return ReservationRow(*found[:12], bool(found[12]), found[13])


def kept_for_order(order_id: int, *, picked: bool) -> list[ReservationRow]:
    """Return what is kept for an order in walk order, or what of it waits at the stage."""
    text = _KEPT_ROWS + (
        "WHERE line.order_id = ? AND reservation.picked = ?"
        " ORDER BY place.walk, place.sort_key, line.line, lot.sort_key, reservation.id"
    )
    return [_reservation(found) for found in rows(text, order_id, int(picked))]


def kept_of_lot(lot_id: int, place_id: int | None = None) -> list[ReservationRow]:
    """Return what of a lot is kept for orders and not picked yet, newest first."""
    text = _KEPT_ROWS + "WHERE reservation.lot_id = ? AND reservation.picked = 0"
    text += " AND (? IS NULL OR reservation.place_id = ?) ORDER BY reservation.id DESC"
    return [_reservation(found) for found in rows(text, lot_id, place_id, place_id)]


def kept_of_expired(on: date, *, picked: bool) -> list[ReservationRow]:
    """Return what is kept for orders, or waits for them at the stage, of lots whose last day was before a day."""
    text = _KEPT_ROWS + "WHERE reservation.picked = ? AND lot.expires_on < ? ORDER BY reservation.id"
    return [_reservation(found) for found in rows(text, int(picked), on.isoformat())]


def reservations() -> list[ReservationRow]:
    """Return everything that is kept for orders, and what of it waits at the stage, in the order it was kept."""
    return [_reservation(found) for found in rows(_KEPT_ROWS + "ORDER BY reservation.id")]


def kept_of_stock(place_id: int, lot_id: int, plate_id: int) -> list[ReservationRow]:
    """Return who holds a balance: everything that is kept of it."""
    text = _KEPT_ROWS + "WHERE reservation.lot_id = ? AND reservation.place_id = ? AND reservation.plate_id = ?"
    return [_reservation(found) for found in rows(text + " ORDER BY reservation.id", lot_id, place_id, plate_id)]


def state_of(head_cancelled: bool, lines: list[OrderLineRow]) -> str:
    """Return how far an order is: open, allocated, picking, picked, shipped or cancelled."""
    if head_cancelled:
        return "cancelled"
    wanted = sum(line.wanted for line in lines)
    shipped = sum(line.shipped for line in lines)
    picked = sum(line.picked for line in lines)
    reserved = sum(line.reserved for line in lines)
    if shipped >= wanted and shipped:
        return "shipped"
    if picked and picked + shipped >= wanted:
        return "picked"
    if picked:
        return "picking"
    if reserved and reserved + shipped >= wanted:
        return "allocated"
    return "open"


def order_row(head: OrderHead) -> OrderRow:
    """Return an order as lists show it."""
    lines = order_lines(head.id)
    return OrderRow(
        head.code, head.customer.code, head.customer.name, head.ship_on,
        "shipped" if head.closed else state_of(head.cancelled, lines), len(lines),
        sum(line.wanted for line in lines), sum(line.reserved for line in lines),
        sum(line.picked for line in lines), sum(line.shipped for line in lines),
        sum(line.short for line in lines),
    )  # fmt: skip


_LIST = """
SELECT o.code, customer.code, customer.name, o.ship_on, o.cancelled, o.closed,
       count(line.id), coalesce(sum(line.wanted), 0),
       coalesce(sum(line.kept), 0), coalesce(sum(line.picked), 0), coalesce(sum(line.shipped), 0),
       coalesce(sum(CASE WHEN line.wanted > line.kept + line.picked + line.shipped
                         THEN line.wanted - line.kept - line.picked - line.shipped ELSE 0 END), 0)
FROM (SELECT * FROM customer_order WHERE folded > ? {only} ORDER BY folded LIMIT ?) AS o
JOIN partner AS customer ON customer.id = o.customer_id
LEFT JOIN (SELECT line.id, line.order_id, line.wanted, {kept} AS kept, {picked} AS picked, {shipped} AS shipped
           FROM orderline AS line) AS line ON line.order_id = o.id
GROUP BY o.code, customer.code, customer.name, o.ship_on, o.cancelled, o.closed, o.folded ORDER BY o.folded
"""


def orders(*, after: str = "", limit: int = 1000, open_only: bool = False) -> list[OrderRow]:
    """Return orders by code behind a code, so many of them; ``open_only`` leaves out what has left or is cancelled."""
    text = _LIST.format(
        only="AND cancelled = 0 AND closed = 0" if open_only else "",
        kept=_KEPT.format(picked=0), picked=_KEPT.format(picked=1), shipped=_SHIPPED,
    )  # fmt: skip
    return [_listed(found) for found in rows(text, folded(after), limit)]


def _listed(found: Row) -> OrderRow:
    wanted, reserved, picked, shipped, short = found[7:12]
    line = OrderLineRow(0, 0, 0, "", "", wanted, None, None, reserved, picked, shipped, Rotation.FEFO)
    state = "shipped" if found[5] else state_of(bool(found[4]), [line])
    return OrderRow(*found[:3], day(found[3]), state, found[6], wanted, reserved, picked, shipped, short)
