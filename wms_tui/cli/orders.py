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
from wms_tui.queries.outlook import Outlook, outlook
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
@click.argument("order_codes", nargs=-1, metavar="ORDER...")
@click.option("--look-ahead", is_flag=True, help="For many orders at once, and what that saves; all open ones if none.")
@click.option("--anew", is_flag=True, help="With --look-ahead: as if nothing were kept for them yet.")
@reads
def show_suggestion(order_codes: tuple[str, ...], look_ahead: bool, anew: bool) -> Suggestion | Answer:
    """Show what to take for an order, from where, why this lot and why not another; nothing is changed.

    With --look-ahead it shows what wms allocate --look-ahead would keep for many orders, and what that saves
    against taking what is first in turn, order by order: units that are served more, and units and lots that stay
    to expire less. Sought is what nothing is kept for yet; plain is what each gets in turn. Expiring is what stays of
    usable lots that have to be removed until the day at which both ways differ most. Leaves names what a line would
    take in its turn and leaves to others.

    Refused: an order that there is not; with --look-ahead one that has left or is cancelled.

    \b
    Examples:
      wms suggest SO10000
      wms suggest --look-ahead
      wms suggest --look-ahead SO10000 SO10001 --anew
    """
    _refuse_anew_alone(look_ahead, anew)
    if look_ahead:
        return _outlook_answer(outlook(order_codes, clock.today(), anew=anew))
    if len(order_codes) != 1:
        raise click.UsageError("Name one order, or say --look-ahead.")
    return suggest(order_codes[0], clock.today())


def _refuse_anew_alone(look_ahead: bool, anew: bool) -> None:
    if anew and not look_ahead:
        raise click.UsageError("--anew goes with --look-ahead; wms unallocate lets go of what one order has.")


def _outlook_answer(found: Outlook) -> Answer:
    """Return an outlook; people see of its lines those that take something else than in turn."""
    other = [
        {
            "order": one.order, "line": one.line, "item": one.item, "plain": one.plain, "served": one.served,
            "takes": [f"{pick.quantity} {pick.lot} in {pick.bin}" for pick in one.picks],
            "leaves": [f"{left.quantity} {left.lot} to {' '.join(left.to) or 'none'}" for left in one.leaves],
        }
        for one in found.lines
        if one.leaves or one.served > one.plain
    ]  # fmt: skip
    shown = {"saved": found.saved, "orders": found.orders, "items": found.items, "taken otherwise": other}
    return Answer(found, shown=to_json(shown) if found.lines else "Nothing is sought: all that is open is kept.")


@command("allocate")
@click.argument("order_codes", nargs=-1, metavar="ORDER...")
@click.option("--partial", is_flag=True, help="Keep what there is where it is not enough.")
@click.option("--look-ahead", is_flag=True, help="Choose for all of them at once; for all open ones if none is named.")
@click.option("--anew", is_flag=True, help="With --look-ahead: let go first of what is kept for them.")
@writes
def keep(
    act: Act, order_codes: tuple[str, ...], partial: bool, look_ahead: bool, anew: bool
) -> dict[str, Any]:  # fmt: skip
    """Keep stock for orders, so that nobody else takes it; all of them or none.

    One order after the other takes what is first in turn. So an early one may take the only stock that a later one
    could have used: a customer wants half of the life left, or asked for that lot. With --look-ahead stock is chosen
    for all of them at once: no line gets less than in turn, all together get the most there can be, and what
    expires first is used first. Without an ORDER these are all open orders, by ship date. What is kept already
    stays; --anew lets go of it first, but for orders whose pick list was printed or that are being picked, and
    may give an order less than it had. wms suggest --look-ahead shows it before.

    Refused: an order that stock is missing for, unless --partial.

    \b
    Examples:
      wms allocate SO10000 SO10001 --partial
      wms allocate --look-ahead --partial
    """
    _refuse_anew_alone(look_ahead, anew)
    if not order_codes and not look_ahead:
        raise click.UsageError("Missing argument 'ORDER...'.")
    return act.do(allocate, Allocate(order_codes, partial, act.reason, look_ahead, anew))


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
