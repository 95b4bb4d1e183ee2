"""Which stock serves the open lines of many orders at once, and which one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

from wms_tui.domain.look_ahead import Demand, Plans, plan
from wms_tui.domain.rotation import Candidate, Need
from wms_tui.domain.rows import OrderLineRow
from wms_tui.domain.types import Rotation
from wms_tui.queries import stock
from wms_tui.queries.orders import OrderHead, heads_of_open_orders, open_order

StockKey = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Sought:
    """A line of an open order that stock is sought for, and how much, in base units."""

    head: OrderHead
    line: OrderLineRow
    need: Need
    quantity: int


@dataclass(frozen=True, slots=True)
class ItemPlans:
    """The lines of one item in the sequence of their orders, and both ways to serve them."""

    item: str
    rotation: Rotation
    lines: tuple[Sought, ...]
    plans: Plans


def orders_in_sequence(codes: Sequence[str]) -> list[OrderHead]:
    """Return the open orders named, each once and in that sequence; all there are, by ship date, where none is.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``order-cancelled`` or ``order-shipped``.
    """
    if not codes:
        return heads_of_open_orders()
    return list({head.id: head for head in map(open_order, codes)}.values())


def bound_to_keep(head: OrderHead, lines: Sequence[OrderLineRow]) -> bool:
    """Return whether somebody may be on the way for what is kept: it was printed, or a part of it is picked."""
    return bool(head.printed) or any(line.picked for line in lines)


def sought(head: OrderHead, lines: Sequence[OrderLineRow], today: date) -> list[Sought]:
    """Return the lines of an order that nothing, or not all, is kept for."""
    need = head.need(today)
    return [
        Sought(head, line, need if line.lot_id is None else replace(need, lot_id=line.lot_id), line.short)
        for line in lines
        if line.short
    ]


def plan_items(wanted: Sequence[Sought], freed: Mapping[StockKey, int] | None = None) -> list[ItemPlans]:
    """Return for each item how its lines are served; ``freed`` units of balances count as not reserved."""
    by_item: dict[int, list[Sought]] = {}
    for one in wanted:
        by_item.setdefault(one.line.item_id, []).append(one)
    found: list[ItemPlans] = []
    for item_id, lines in by_item.items():
        first = lines[0].line
        demands = [Demand(one.line.id, one.need, one.quantity) for one in lines]
        if freed:
            plans = plan(demands, _as_if_free(item_id, first.rotation, freed))
        else:
            with closing(stock.free_in_rotation(item_id, first.rotation)) as free:
                plans = plan(demands, free)
        found.append(ItemPlans(first.item, first.rotation, tuple(lines), plans))
    return found


def _as_if_free(item_id: int, rotation: Rotation, freed: Mapping[StockKey, int]) -> Iterator[Candidate]:
    for one in stock.in_rotation(item_id, rotation):
        free = freed.get((one.place_id, one.lot_id, one.plate_id), 0)
        yield one._replace(reserved=one.reserved - free) if free else one
