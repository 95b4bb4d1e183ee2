"""Choosing stock for many orders at once, so that none takes what only another could have used."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from wms_tui.domain.rows import OrderLineRow
from wms_tui.operations.reserving import Choice, let_go, let_go_of_unfit
from wms_tui.queries.look_ahead import bound_to_keep, plan_items, sought
from wms_tui.queries.orders import OrderHead, kept_for_order, order_lines


class Served(NamedTuple):
    """An order with its lines as they were before anything was chosen for them, and what each is short of then."""

    head: OrderHead
    lines: list[OrderLineRow]
    short: dict[int, int]


def serve_at_once(choice: Choice, heads: Iterable[OrderHead], on: date, *, anew: bool) -> list[Served]:
    """Choose stock for all lines of the orders that none is kept for, after letting go of what may not stay.

    ``anew`` lets go of all that is kept, but for orders whose pick list was printed or that are being picked.
    """
    served = [Served(head, freed_lines(head, on, anew=anew), {}) for head in heads]
    wanted = [line for one in served for line in sought(one.head, one.lines, on)]
    left = {one.line.id: one.quantity for one in wanted}
    for item in plan_items(wanted):
        choice.add(item.plans.ahead)
        for take in item.plans.ahead:
            left[take.line] -= take.quantity
    for one in served:
        one.short.update({line.id: left[line.id] for line in one.lines if line.short})
    return served


def freed_lines(head: OrderHead, on: date, *, anew: bool = False) -> list[OrderLineRow]:
    """Let go of what may not be taken any more, or of everything, and return the lines as they are then."""
    lines = order_lines(head.id)
    if not any(line.reserved for line in lines):
        return lines
    if anew and not bound_to_keep(head, lines):
        let_go(kept_for_order(head.id, picked=False))
    else:
        let_go_of_unfit(head, on)
    return order_lines(head.id)
