"""The desk screen ``orders``: who wants what when, how far it is, and what is short."""

from functools import partial
from typing import Any

from screens.desk import DeskScreen
from screens.keyed_rows import KeyedRows
from screens.row_window import Column, Row
from screens.sitting import Sitting
from wms_tui.domain.dates import show_date, show_date_short
from wms_tui.domain.rows import OrderRow
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.queries.order_pages import order_page
from wms_tui.queries.outlook import Saved, outlook
from wms_tui.tasks.prompt import Feedback, Key, Outcome

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


def _saves(saved: Saved) -> str:
    """Return what is won against one order after the other, in a line of a handheld."""
    won = [f"{saved.served} more served"] if saved.served else []
    won += [f"{saved.expiring} fewer expire"] if saved.expiring else []
    return f"At once: {', '.join(won)}" if won else "As many as one after the other"


class OrdersScreen(DeskScreen):
    """Every order; ENTER opens its lines."""

    words = (
        "Type or scan the beginning of an order, a part of the customer's code or name, or a state: the list narrows.",
        "States are open, allocated, picking, picked, shipped and cancelled.",
        "Short counts the units that no stock is kept for yet.",
        "F5 chooses stock for all open orders at once, by ship date: no line gets less than one order after the other,"
        " all together the most, and what expires first is used first. It shows what that saves, and asks.",
    )
    own_keys = (Key("f5", "KeepAll", "PROBLEM"),)
    own_help = {"PROBLEM": "Keep stock for all open orders at once, after showing what it saves"}

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

    def command(self, command: str) -> Feedback | None:
        """Show what choosing for all open orders at once would keep and save, and ask whether to."""
        found = outlook((), self._sitting.today())
        sought, served = (sum(one.sought for one in found.orders), sum(one.served for one in found.orders))
        if not sought:
            return Feedback(Outcome.OK, "Nothing is short", "All open orders have what they want")
        if not served:
            return Feedback(Outcome.REFUSED, f"No stock for {sought} units", "ENTER on an order says why")
        self.ask_whether("KEEP IT FOR ALL OPEN ORDERS", "KEEP? 1=YES", partial(self._keep_all, sought))
        return Feedback(Outcome.ASK, f"{served} of {sought} units can be kept", _saves(found.saved))

    def _keep_all(self, sought: int) -> Feedback:
        done = self._sitting.do(allocate, Allocate((), partial=True, look_ahead=True)).orders
        short = sum(one.short for one in done)
        return Feedback(
            Outcome.OK,
            f"{sought - short} of {sought} units are kept",
            f"{short} are missing" if short else "",
        )

    def target(self, row: Row) -> str:
        """Return the address of the order."""
        one: OrderRow = row.about
        return f"order:{one.order}"
