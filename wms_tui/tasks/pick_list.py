"""What is to be picked: the stops of an order in walk order, and the order that comes next; part of picking."""

from collections.abc import Collection
from datetime import date, timedelta

from wms_tui import clock
from wms_tui.domain.dates import show_date_short
from wms_tui.domain.rotation import Candidate, Need, lot_reason, usable
from wms_tui.domain.rows import Item, Lot, OrderRow, ReservationRow, spelled
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot
from wms_tui.queries.orders import find_order, kept_for_order, orders
from wms_tui.queries.saved_tasks import tasks_since
from wms_tui.queries.suggestions import suggest
from wms_tui.tasks.prompt import Choice

LEASE = timedelta(minutes=15)
"""So long an order stays with the person whose terminal has gone silent."""

Stop = ReservationRow
"""So much of a lot in a bin, kept for a line of the order."""


def stops(order: str) -> list[Stop]:
    """Return what is still to be picked for an order, in walk order."""
    head = find_order(order)
    return kept_for_order(head.id, picked=False) if head else []


def next_stop(there: Collection[Stop], first: int, skipped: Collection[int]) -> Stop | None:
    """Return the stop to go to: the one that was chosen, else the next on the way; skipped ones come last."""
    for one in there:
        if one.id == first:
            return one
    for one in there:
        if one.id not in skipped:
            return one
    return next(iter(there), None)


def stop_choices(there: Collection[Stop]) -> tuple[Choice, ...]:
    """Return the stops as a list to choose from."""
    return tuple(
        Choice(f"{one.bin} {one.item} {one.lot}".rstrip(), f"%STOP {one.id}", spelled(one.quantity, the_item(one.item)))
        for one in there
    )


def order_choices(by: str) -> tuple[Choice, ...]:
    """Return the orders that wait to be picked, the one that is due first at the top, and who has begun one."""
    working = dict(at_work(by))
    return tuple(
        Choice(
            f"{one.order} {one.customer_name or one.customer}", one.order,
            f"{working[one.order]} is at it" if one.order in working else _due(one),
        )
        for one in _open_orders()
    )  # fmt: skip


def _due(one: OrderRow) -> str:
    return f"{one.state} {show_date_short(one.ship_on) if one.ship_on else ''}".rstrip()


def lots_instead(stop: Stop, need: Need) -> list[Candidate]:
    """Return the balances of other lots that may be taken in place of a stop's, in rotation."""
    item = the_item(stop.item)
    there = stock.in_rotation(item.id, item.rotation)
    return [one for one in there if one.lot_id != stop.lot_id and usable(one, need)]


def lot_choices(there: Collection[Candidate], item: Item) -> tuple[Choice, ...]:
    """Return balances of lots to choose from."""
    return tuple(
        Choice(
            f"{one.lot} {one.bin}", f"%GOTO {one.lot_id} {one.place_id}",
            f"{show_date_short(one.expires_on) if one.expires_on else ''} {spelled(one.available, item)}".strip(),
        )
        for one in there
    )  # fmt: skip


def expiry_of(stop: Stop) -> date | None:
    """Return the expiry of the lot of a stop."""
    lot = lot_of(stop)
    return lot.expires_on if lot else None


def lot_of(stop: Stop) -> Lot | None:
    """Return the lot of a stop."""
    return find_lot(the_item(stop.item).id, stop.lot)


def balances(stop: Stop) -> list[Candidate]:
    """Return the balances of the stop's lot in its bin."""
    return stock.of_lot_at(stop.lot_id, stop.place_id)


def why_unfit(lot: Lot, need: Need) -> str | None:
    """Return why a lot may not leave, in a word or two, or None where it may."""
    reason = lot_reason(lot.status, lot.expires_on, lot.made_on, lot.received_on or clock.today(), need)
    return reason.partition(":")[0].replace("-", " ") if reason else None


def next_order(by: str) -> str | None:
    """Return the order to pick next: allocated ones first, then by ship date; none that somebody else works on."""
    today = clock.today()
    taken = {order for order, _ in at_work(by)}
    for one in _open_orders():
        if one.order not in taken and (one.reserved or _can_be_picked(one, today)):
            return one.order
    return None


def _open_orders() -> list[OrderRow]:
    """Return the orders that are not picked yet: allocated ones first, then by ship date."""
    found = [one for one in orders(open_only=True) if one.state not in ("picked", "shipped", "cancelled")]
    return sorted(found, key=lambda one: (one.reserved == 0, one.ship_on or date.max))


def _can_be_picked(order: OrderRow, today: date) -> bool:
    return any(line.picks for line in suggest(order.order, today).lines)


def at_work(by: str) -> list[tuple[str, str]]:
    """Return the orders that others are picking, with their badges."""
    found = []
    for saved in tasks_since(clock.now() - LEASE):
        if saved.by != by and saved.state.get("task") == "pick":
            order = saved.state.get("state", {}).get("notes", {}).get("order", "")
            if order:
                found.append((order, saved.by))
    return found


def why_nothing(order: str) -> str:
    """Return the first reason why nothing can be picked for an order."""
    for line in suggest(order, clock.today()).lines:
        for one in line.passed_over:
            code, _, detail = one.reason.partition(": ")
            return f"{one.lot or line.item}: {code.replace('-', ' ')} {detail}".rstrip()
        if line.short:
            return f"There is no {line.item}"
    return "It is picked"
