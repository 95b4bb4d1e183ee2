"""Orders: what customers asked for, what to take for it, and what is kept for it."""

from datetime import date
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.arguments import DAY
from wms_tui.cli.output import Answer
from wms_tui.cli.running import Act, Family, command, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.line_numbers import parse_order_line
from wms_tui.domain.rows import OrderRow
from wms_tui.operations.add_order import AddOrder, add_order
from wms_tui.operations.allocate import Allocate, Unallocate, allocate, unallocate
from wms_tui.operations.cancel_order import CancelOrder, cancel_order
from wms_tui.queries.orders import order_lines, order_row, orders, the_order
from wms_tui.queries.suggestions import Suggestion, suggest

PAGE = 1000
STATES = ("open", "allocated", "picking", "picked", "shipped", "cancelled")

_LINE_FIELDS = ("line", "item", "name", "wanted", "lot", "reserved", "picked", "shipped", "short")


@click.group("order", cls=Family)
def order() -> None:
    """Add, show and cancel orders."""


@order.command("add")
@click.argument("order_code", metavar="ORDER")
@click.argument("lines", nargs=-1, metavar="ITEM=QTY[@LOT]...")
@click.option("--customer", required=True, metavar="CUSTOMER", help="Who asked for it.")
@click.option("--ship-on", type=DAY, help="When it leaves; as soon as it can if left out.")
@writes
def add(act: Act, order_code: str, lines: tuple[str, ...], customer: str, ship_on: date | None) -> dict[str, Any]:
    """Add an order; nothing is kept for it yet, wms allocate does that.

    Refused: a number that another order has, an order without lines, a customer, an item or a lot that there
    is not.

    \b
    Example:
      wms order add SO-9001 --customer CITYMART --ship-on 2027-03-20 4711=2CS 4720=6
    """
    slip = AddOrder(order_code, customer, tuple(map(parse_order_line, lines)), ship_on, act.reason)
    return act.do(add_order, slip)


@order.command("list")
@click.option("--open", "open_only", is_flag=True, help="Leave out what has left or is cancelled.")
@click.option("--state", type=click.Choice(STATES), help="Only those in this state.")
@reads
def list_orders(open_only: bool, state: str | None) -> Answer:
    """Show all orders, and how far each is.

    \b
    Examples:
      wms order list --open
      wms order list --state picked
    """
    found: list[OrderRow] = []
    page = orders(limit=PAGE, open_only=open_only)
    while page:
        found += page
        page = orders(after=page[-1].order, limit=PAGE, open_only=open_only)
    wanted = [one for one in found if state in (None, one.state)]
    return Answer([_shown(one) for one in wanted], shown=wanted)


@order.command("show")
@click.argument("order_code", metavar="ORDER")
@reads
def show(order_code: str) -> dict[str, Any]:
    """Show an order line by line: wanted, reserved, picked, shipped and short.

    Refused: an order that there is not.

    \b
    Example:
      wms order show SO10000
    """
    return _shown(order_row(the_order(order_code)))


def _shown(row: OrderRow) -> dict[str, Any]:
    """Return an order with its lines."""
    lines = order_lines(the_order(row.order).id)
    return {
        "order": row.order, "customer": row.customer, "customer_name": row.customer_name,
        "ship_on": to_json(row.ship_on), "state": row.state,
        "lines": [{name: getattr(line, name) for name in _LINE_FIELDS} for line in lines],
    }  # fmt: skip


@order.command("cancel")
@click.argument("order_code", metavar="ORDER")
@writes
def cancel(act: Act, order_code: str) -> dict[str, Any]:
    """Cancel an order; what is kept for it is free again.

    Refused: an order of which anything is picked or has left.

    \b
    Example:
      wms order cancel SO10000 --reason "customer changed his mind"
    """
    return act.do(cancel_order, CancelOrder(order_code, act.reason))


@command("suggest")
@click.argument("order_code", metavar="ORDER")
@reads
def show_suggestion(order_code: str) -> Suggestion:
    """Show what to take for an order, from where, why this lot and why not another; nothing is changed.

    Refused: an order that there is not.

    \b
    Example:
      wms suggest SO10000
    """
    return suggest(order_code, clock.today())


@command("allocate")
@click.argument("order_codes", nargs=-1, required=True, metavar="ORDER...")
@click.option("--partial", is_flag=True, help="Keep what there is where it is not enough.")
@writes
def keep(act: Act, order_codes: tuple[str, ...], partial: bool) -> dict[str, Any]:
    """Keep stock for orders, so that nobody else takes it; all of them or none.

    Refused: an order that stock is missing for, unless --partial.

    \b
    Example:
      wms allocate SO10000 SO10001 --partial
    """
    return act.do(allocate, Allocate(order_codes, partial, act.reason))


@command("unallocate")
@click.argument("order_code", metavar="ORDER")
@writes
def let_go(act: Act, order_code: str) -> dict[str, Any]:
    """Let go of everything that is kept for an order and not picked yet.

    Refused: an order that nothing is kept for.

    \b
    Example:
      wms unallocate SO10000
    """
    return act.do(unallocate, Unallocate(order_code, act.reason))


COMMANDS: tuple[click.Command, ...] = (order, show_suggestion, keep, let_go)
