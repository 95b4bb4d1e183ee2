"""What allocating with look-ahead would keep for orders, beside allocating them one after the other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wms_tui.domain.look_ahead import LeftBehind, Take, left_behind
from wms_tui.domain.rotation import Candidate, kept_reason
from wms_tui.domain.rows import OrderLineRow, ReservationRow
from wms_tui.domain.types import Rotation
from wms_tui.queries import stock
from wms_tui.queries.look_ahead import (
    ItemPlans,
    Sought,
    StockKey,
    bound_to_keep,
    orders_in_sequence,
    plan_items,
    sought,
)
from wms_tui.queries.orders import OrderHead, kept_for_order, order_lines


@dataclass(frozen=True, slots=True)
class OrderOutlook:
    """What an order seeks and gets, one order after the other (``plain``) and with look-ahead (``served``)."""

    order: str
    ship_on: date
    sought: int
    plain: int
    served: int
    short: int


@dataclass(frozen=True, slots=True)
class ItemOutlook:
    """The same for an item, with what stays of lots to be removed until the day at which both ways differ most."""

    item: str
    sought: int
    plain: int
    served: int
    short: int
    plain_expiring: int
    expiring: int
    expiring_until: date | None


@dataclass(frozen=True, slots=True)
class ForeseenPick:
    """So much of a lot in a bin."""

    bin: str
    lot: str
    plate: str
    quantity: int
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class LeftLot:
    """What a line would take in its turn, and leaves: to the orders named, or where nobody takes it to none."""

    lot: str
    bin: str
    quantity: int
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineOutlook:
    """The same for a line, and what it takes with look-ahead."""

    order: str
    line: int
    item: str
    sought: int
    plain: int
    served: int
    short: int
    picks: tuple[ForeseenPick, ...]
    leaves: tuple[LeftLot, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What look-ahead saves: units served more, units that stay to expire less, and lots."""

    served: int
    expiring: int
    lots: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What allocation with look-ahead would keep, beside plain allocation of the same orders; nothing is changed."""

    orders: tuple[OrderOutlook, ...]
    saved: Saved
    items: tuple[ItemOutlook, ...]
    lines: tuple[LineOutlook, ...]


def outlook(codes: Sequence[str], today: date, *, anew: bool = False) -> Outlook:
    """Return what look-ahead would keep for orders, and what it saves; all open ones where none is named.

    What is kept and sound stays kept, as in allocating; ``anew`` looks at it as free, but for orders that somebody
    may be on the way for.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``order-cancelled`` or ``order-shipped``.
    """
    wanted: list[Sought] = []
    freed: dict[StockKey, int] = {}
    for head in orders_in_sequence(codes):
        lines = order_lines(head.id)
        loose = _let_go(head, lines, today, anew, freed)
        lines = [line._replace(reserved=line.reserved - loose.get(line.id, 0)) for line in lines]
        wanted += sought(head, lines, today)
    return _outlook(wanted, plan_items(wanted, freed))


def _let_go(
    head: OrderHead, lines: Sequence[OrderLineRow], today: date, anew: bool, freed: dict[StockKey, int]
) -> dict[int, int]:
    """Note what allocating would let go of first, and return how much of it was for each line."""
    loose: dict[int, int] = {}
    if not any(line.reserved for line in lines):
        return loose
    every = anew and not bound_to_keep(head, lines)
    need = head.need(today)
    for one in kept_for_order(head.id, picked=False):
        if every or kept_reason(stock.balance_of(*_key(one)), need):
            freed[_key(one)] = freed.get(_key(one), 0) + one.quantity
            loose[one.order_line] = loose.get(one.order_line, 0) + one.quantity
    return loose


def _outlook(wanted: Sequence[Sought], planned: Sequence[ItemPlans]) -> Outlook:
    found = {line: one for item in planned for line, one in _lines(item).items()}
    lines = [found[one.line.id] for one in wanted]
    items = [_item(item, found) for item in planned]
    orders: dict[str, OrderOutlook] = {}
    for one, line in zip(wanted, lines, strict=True):
        code = one.head.code
        before = orders.get(code, OrderOutlook(code, one.need.on, 0, 0, 0, 0))
        orders[code] = OrderOutlook(
            code, one.need.on, before.sought + line.sought, before.plain + line.plain, before.served + line.served,
            before.short + line.short,
        )  # fmt: skip
    saved = Saved(
        sum(line.served - line.plain for line in lines),
        sum(one.plain_expiring - one.expiring for one, _ in items),
        sum(lots for _, lots in items),
    )
    return Outlook(tuple(orders.values()), saved, tuple(one for one, _ in items), tuple(lines))


def _item(item: ItemPlans, found: dict[int, LineOutlook]) -> tuple[ItemOutlook, int]:
    """Return what an item gets, and by how many lots less is left behind.

    Where another rotation than FEFO was chosen for it, dates do not decide, and none are counted.
    """
    lines = [found[one.line.id] for one in item.lines]
    left = left_behind(item.plans) if item.rotation is Rotation.FEFO else LeftBehind(None, {}, {})
    outlook = ItemOutlook(
        item.item, sum(one.sought for one in lines), sum(one.plain for one in lines),
        sum(one.served for one in lines), sum(one.short for one in lines),
        sum(left.in_turn.values()), sum(left.ahead.values()), left.until,
    )  # fmt: skip
    return outlook, len(left.in_turn) - len(left.ahead)


def _lines(item: ItemPlans) -> dict[int, LineOutlook]:
    order_of = {one.line.id: one.head.code for one in item.lines}
    takers: dict[StockKey, list[str]] = {}
    for take in item.plans.ahead:
        takers.setdefault(_key(take.stock), []).append(order_of[take.line])
    plain, ahead = _by_line(item.plans.in_turn), _by_line(item.plans.ahead)
    return {one.line.id: _line(one, plain[one.line.id], ahead[one.line.id], takers) for one in item.lines}


def _by_line(takes: Sequence[Take]) -> defaultdict[int, list[Take]]:
    found: defaultdict[int, list[Take]] = defaultdict(list)
    for take in takes:
        found[take.line].append(take)
    return found


def _line(one: Sought, plain: Sequence[Take], ahead: Sequence[Take], takers: dict[StockKey, list[str]]) -> LineOutlook:
    served = sum(take.quantity for take in ahead)
    taken = {_key(take.stock): take.quantity for take in ahead}
    leaves: list[LeftLot] = []
    for take in plain:
        left = take.quantity - taken.get(_key(take.stock), 0)
        if left > 0:
            to = dict.fromkeys(order for order in takers.get(_key(take.stock), []) if order != one.head.code)
            leaves.append(LeftLot(take.stock.lot, take.stock.bin, left, tuple(to)))
    return LineOutlook(
        one.head.code, one.line.line, one.line.item, one.quantity, sum(take.quantity for take in plain), served,
        one.quantity - served, tuple(_pick(take) for take in ahead), tuple(leaves),
    )  # fmt: skip


def _pick(take: Take) -> ForeseenPick:
    found = take.stock
    return ForeseenPick(found.bin, found.lot, found.plate, take.quantity, found.expires_on)


def _key(one: Candidate | ReservationRow) -> StockKey:
    return (one.place_id, one.lot_id, one.plate_id)
