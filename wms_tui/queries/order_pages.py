"""Orders as a list for a desk: what is open first, by code or by day, narrowed by what is typed, page by page.

What is open stands in the order in which it ships; what has left or was cancelled, newest first.
"""

import json
from collections.abc import Sequence

from wms_tui.domain.codes import folded
from wms_tui.domain.rows import OrderRow
from wms_tui.domain.types import Role
from wms_tui.queries.orders import order_row, orders, the_order
from wms_tui.queries.paging import EVERYTHING, LAST, Key, Listing, Narrow, Part, Way, page
from wms_tui.queries.partners import partners_named
from wms_tui.storage.statements import rows

STATES = ("open", "allocated", "picking", "picked", "shipped", "cancelled")
"""How far an order can be."""

_SHORTEST_STATE = 3
"""So many letters begin the name of a state, so that the beginning of a code is not taken for one."""

_MOST_OPEN = 10_000
"""So many open orders are looked at for those that are in a state."""

FEW = 1000
"""Up to so many orders or customers are looked up one by one."""

_LISTING = Listing("customer_order.code", "1")
_TABLE = "customer_order"
_BY_DAY = (("customer_order.ship_on",), ("customer_order.folded",))
_BY_CODE = (("customer_order.folded",),)
_DATED = "customer_order.ship_on IS NOT NULL"
_UNDATED = "customer_order.ship_on IS NULL"
_STATES = tuple(f"closed = {closed} AND cancelled = {cancelled}" for cancelled in (0, 1) for closed in (0, 1))
"""What is open, what has left, and what was cancelled before it left or after."""

WAYS = {
    "state": Way(
        _TABLE,
        tuple(
            part
            for place, state in enumerate(_STATES)
            for part in (
                Part(_BY_DAY, f"{state} AND {_DATED}", descending=place > 0),
                Part(_BY_CODE, f"{state} AND {_UNDATED}", descending=place > 0),
            )
        ),
    ),
    "order": Way(_TABLE, (Part(_BY_CODE),)),
    "ships": Way(_TABLE, (Part(_BY_DAY, _DATED), Part(_BY_CODE, _UNDATED))),
}
"""The orders there are: what is open by day, then what is not, newest first; by code; by day. No day comes last."""

_CODES = "SELECT id FROM customer_order WHERE folded >= ? AND folded < ? LIMIT ?"
_BEGINS = "+customer_order.folded >= ? AND +customer_order.folded < ?"
_FOR = "+customer_order.customer_id IN (SELECT value FROM json_each(?))"
_NAMED = "+customer_order.code IN (SELECT value FROM json_each(?))"
_ENDED = {"shipped": "+closed = 1", "cancelled": "+closed = 0 AND +cancelled = 1"}


def order_page(
    sort: str, *, search: str = "", beside: Key | None = None, limit: int = 50, backwards: bool = False
) -> list[tuple[Key, OrderRow]]:
    """Return orders that follow a row of the list sorted by ``state``, ``order`` or ``ships``.

    Without ``beside`` they are the first; ``backwards`` they precede it, the nearest first. ``search`` begins
    the code or a state, or is a part of the customer's code or name.
    """
    narrow = _narrowed(search)
    if narrow is None:
        return []
    found = page(_LISTING, WAYS[sort], narrow, beside=beside, limit=limit, backwards=backwards)
    return [(key, order_row(the_order(code))) for key, (code,) in found]


def _narrowed(text: str) -> Narrow | None:
    """Return which orders a text asks for; None where there cannot be any."""
    begin = folded(text.strip())
    if not begin:
        return EVERYTHING
    bound = (begin, begin + LAST)
    codes = _numbers(_CODES, *bound, FEW + 1)
    customers = partners_named(text, Role.CUSTOMER, FEW)
    states = _in_states(begin)
    if not codes and not customers and not states:
        return None
    if len(codes) <= FEW and not customers and not states:
        return Narrow("customer_order.id IN (SELECT value FROM json_each(?))", (json.dumps(codes),))
    wanted = [(_BEGINS, bound), (_FOR, (json.dumps(customers),)), *states]
    return Narrow(
        " OR ".join(f"({condition})" for condition, _ in wanted), tuple(one for _, values in wanted for one in values)
    )


def _in_states(begin: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the conditions, with their values, for orders in the states whose names begin so."""
    named = {state for state in STATES if len(begin) >= _SHORTEST_STATE and state.startswith(begin)}
    found: list[tuple[str, tuple[str, ...]]] = [(_ENDED[state], ()) for state in STATES if state in named & {*_ENDED}]
    if named - {*_ENDED}:
        codes = [one.order for one in orders(limit=_MOST_OPEN, open_only=True) if one.state in named]
        found.append((_NAMED, (json.dumps(codes),)))
    return found


def _numbers(text: str, *values: object) -> Sequence[int]:
    return [number for (number,) in rows(text, *values)]
