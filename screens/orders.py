"""The desk screen ``orders``: who wants what when, how far it is, and what is short."""

from typing import Any

from screens.desk import DeskScreen
from screens.keyed_rows import KeyedRows
from screens.row_window import Column, Row
from screens.sitting import Sitting
from wms_tui.domain.dates import show_date, show_date_short
from wms_tui.domain.rows import OrderRow
from wms_tui.queries.order_pages import order_page

_WIDE = 60
"""From this width on the list itself shows what matters most, and the line below it the rest."""


class Orders(KeyedRows):
    """The orders, a row each: what is open first, by the day it ships."""

    order = "state"
    columns = (
        Column("order", "ORDER", 9, 1, grows=True),
        Column("state", "STATE", 9, 2, sortable=False),
        Column("ships", "SHIPS", 7, 4),
        Column("customer", "CUSTOMER", 9, 5, sortable=False),
        Column("name", "NAME", 30, 8, sortable=False),
        Column("lines", "LINES", 5, 7, right=True, sortable=False),
        Column("short", "SHORT", 5, 3, right=True, sortable=False),
    )

    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return orders from a key on, nearest first."""
        found = order_page(order, search=search, beside=beside, limit=limit, backwards=backwards)
        return [Row(key, _cells(one), about=one) for key, one in found]


def _cells(one: OrderRow) -> tuple[str, ...]:
    ships = show_date_short(one.ship_on) if one.ship_on else "-"
    return (
        one.order, one.state, ships, one.customer, one.customer_name, str(one.lines), str(_short(one) or "-"),
    )  # fmt: skip


def _short(one: OrderRow) -> int:
    """Return the units an order is short of; one that nobody works on any more is short of nothing."""
    return 0 if one.state in ("shipped", "cancelled") else one.short


class OrdersScreen(DeskScreen):
    """Every order; ENTER opens its lines."""

    words = (
        "Type or scan the beginning of an order, a part of the customer's code or name, or a state: the list narrows.",
        "States are open, allocated, picking, picked, shipped and cancelled.",
        "Short counts the units that no stock is kept for yet.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show the orders."""
        self._sitting = sitting
        super().__init__("ORDERS", Orders())

    def detail(self, row: Row) -> str:
        """Return what the list has no room for."""
        one: OrderRow = row.about
        today = self._sitting.today()
        late = ""
        if one.ship_on and one.ship_on < today and one.state not in ("shipped", "cancelled"):
            late = f"{(today - one.ship_on).days} days LATE"
        short = f"short {_short(one)} units" if _short(one) else ""
        lines = f"{one.lines} {'line' if one.lines == 1 else 'lines'}"
        parts = [f"{one.customer} {one.customer_name}", late, short]
        if self.size.width < _WIDE:
            ships = f"ships {show_date(one.ship_on)}" if one.ship_on else ""
            parts = [one.order, one.state, ships, late, f"{one.customer} {one.customer_name}", lines, short]
        return "  ".join(part for part in parts if part)

    def target(self, row: Row) -> str:
        """Return the address of the order."""
        one: OrderRow = row.about
        return f"order:{one.order}"
