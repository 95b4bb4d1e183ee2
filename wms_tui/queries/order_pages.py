"""Orders as a list for a desk: what is open first, by code or by day, narrowed by what is typed, page by page."""

import json
from collections.abc import Sequence

from wms_tui.domain.codes import folded
from wms_tui.domain.rows import OrderRow
from wms_tui.domain.types import Role
from wms_tui.queries.orders import order_row, the_order
from wms_tui.queries.paging import EVERYTHING, Key, Listing, Narrow, Part, Way, page
from wms_tui.storage.statements import rows

FEW = 1000
"""Up to so many orders or customers are looked up one by one."""

LAST = "\U0010ffff"
"""Behind every text that begins with another one."""

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
            for state in _STATES
            for part in (Part(_BY_DAY, f"{state} AND {_DATED}"), Part(_BY_CODE, f"{state} AND {_UNDATED}"))
        ),
    ),
    "order": Way(_TABLE, (Part(_BY_CODE),)),
    "ships": Way(_TABLE, (Part(_BY_DAY, _DATED), Part(_BY_CODE, _UNDATED))),
}
"""The orders there are: what is open first, each by day; by code; by day alone. Without a day comes last."""

_CODES = "SELECT id FROM customer_order WHERE folded >= ? AND folded < ? LIMIT ?"
_CUSTOMERS = r"""
SELECT id FROM partner WHERE role = ? AND (folded LIKE ? ESCAPE '\' OR name LIKE ? ESCAPE '\') LIMIT ?
"""
_BEGINS = "+customer_order.folded >= ? AND +customer_order.folded < ?"
_FOR = "+customer_order.customer_id IN (SELECT value FROM json_each(?))"


def order_page(
    sort: str, *, search: str = "", beside: Key | None = None, limit: int = 50, backwards: bool = False
) -> list[tuple[Key, OrderRow]]:
    """Return orders that follow a row of the list sorted by ``state``, ``order`` or ``ships``.

    Without ``beside`` they are the first; ``backwards`` they precede it, the nearest first. ``search`` begins
    the code, or is a part of the customer's code or name.
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
    customers = _numbers(_CUSTOMERS, Role.CUSTOMER, f"%{_literal(begin)}%", f"%{_literal(text.strip())}%", FEW)
    if not codes and not customers:
        return None
    if len(codes) <= FEW and not customers:
        return Narrow("customer_order.id IN (SELECT value FROM json_each(?))", (json.dumps(codes),))
    return Narrow(f"({_BEGINS}) OR {_FOR}", (*bound, json.dumps(customers)))


def _numbers(text: str, *values: object) -> Sequence[int]:
    return [number for (number,) in rows(text, *values)]


def _literal(text: str) -> str:
    """Return a text in which no character stands for others."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
