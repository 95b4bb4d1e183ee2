"""Bringing goods to the bins that are picked from: onto a cart, and off it."""

from typing import Any

import click

from wms_tui.cli.running import Act, Family, reads, writes
from wms_tui.domain.quantity import parse_quantity
from wms_tui.domain.replenishment import own_cart
from wms_tui.operations.refill import DropRefill, PullRefill, ShortRefill, drop_refills, pull_refill, short_refill
from wms_tui.queries.replenishing import on_the_way

CART = click.option("--cart", metavar="CART", default="", help="The cart; your own if left out.")

SERIALS = click.option("--serial", "serials", multiple=True, metavar="S", help="A unit, where only some of them go.")


@click.group("refill", cls=Family)
def refill() -> None:
    """Bring goods to the bins that are picked from: onto a cart, and off it."""


@refill.command("pull")
@click.argument("item")
@click.argument("quantity", metavar="QTY")
@click.option("--lot", default="", metavar="LOT", help="Its lot.")
@click.option("--from", "source", required=True, metavar="BIN", help="Where it is.")
@click.option("--to", "target", required=True, metavar="BIN", help="The bin it is for.")
@CART
@SERIALS
@writes
def pull(act: Act, item: str, quantity: str, **given: Any) -> dict[str, Any]:
    """Take goods onto a cart for a bin that is picked from; from now on they count as on their way.

    Refused: more than the bin is to hold with what others bring, a bin without a level of the item, goods that may
    not be brought (held, expired, being counted), what the bin does not take.

    \b
    Example:
      wms refill pull 4711 12 --lot L1 --from OVF1 --to A-01-01-A
    """
    return act.do(pull_refill, PullRefill(item, quantity=quantity, **given, reason=act.reason))


@refill.command("drop")
@click.argument("bin_", metavar="BIN")
@CART
@click.option("--quantity", metavar="QTY", help="Only so much, in units; the rest stays on the cart.")
@click.option("--back", is_flag=True, help="BIN is where it came from: it goes back.")
@SERIALS
@writes
def drop(act: Act, bin_: str, cart: str, quantity: str | None, back: bool, serials: tuple[str, ...]) -> dict[str, Any]:
    """Put down what is on a cart for a bin.

    Refused: a bin that nothing on the cart is for, a lot that was put on hold meanwhile, what the bin does not take.

    \b
    Example:
      wms refill drop A-01-01-A
    """
    units = None if quantity is None else parse_quantity(quantity, (), "EA")
    slip = DropRefill(cart or own_cart(act.by), bin_, units, back, serials, act.reason)
    return act.do(drop_refills, slip)


@refill.command("short")
@click.argument("item")
@click.option("--lot", default="", metavar="LOT", help="Its lot.")
@click.option("--bin", "bin_", required=True, metavar="BIN", help="Where less is than the books say.")
@writes
def short(act: Act, item: str, lot: str, bin_: str) -> dict[str, Any]:
    """Report that less of a lot is in a bin than the books say: nobody is sent to it until wms adjust has booked it.

    Refused: a bin in which the books have none of it.

    \b
    Example:
      wms refill short 4711 --lot L1 --bin OVF1
    """
    return act.do(short_refill, ShortRefill(item, lot, bin_, act.reason or "short"))


@refill.command("list")
@reads
def list_refills() -> list[dict[str, Any]]:
    """Show what is on its way to bins that are picked from: who has it, on which cart, and since when.

    \b
    Example:
      wms refill list
    """
    return [
        {"item": one.item, "lot": one.lot, "from": one.source, "to": one.target, "quantity": one.quantity,
         "cart": one.cart, "by": one.by, "since": one.pulled_at}
        for one in on_the_way()
    ]  # fmt: skip


COMMANDS: tuple[click.Command, ...] = (refill,)
