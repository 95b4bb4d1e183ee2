"""From the bin to the truck: pick, unpick, ship."""

from typing import Any

import click

from wms_tui.cli.arguments import COUNTING, NUMBER, SERIALS
from wms_tui.cli.running import Act, command, writes
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.ship import Ship, ship
from wms_tui.operations.unpick import Unpick, unpick


@command("pick")
@click.argument("order")
@click.option("--as-suggested", is_flag=True, help="All that is kept for it, and what is suggested for the rest.")
@click.option("--line", type=NUMBER, metavar="N", help="Of one line: its number.")
@click.option("--bin", metavar="BIN", help="Of one line: where it was taken from.")
@click.option("--lot", default="", metavar="LOT", help="Of one line: the lot, exactly as its label says.")
@click.option("--quantity", metavar="QTY", help="Of one line: how much was taken.")
@click.option("--plate", default="", metavar="SSCC", help="Of one line: the plate it was taken from.")
@SERIALS
@click.option("--override-reason", default="", metavar="TEXT", help="Why another lot than the suggested one is taken.")
@COUNTING
@writes
def pick_goods(
    act: Act, order: str, as_suggested: bool, line: int | None, bin: str | None, lot: str, quantity: str | None,
    plate: str, serials: tuple[str, ...], override_reason: str, accept: tuple[str, ...],
) -> dict[str, Any]:  # fmt: skip
    """Take goods for an order to the stage, all as suggested or one line at a time.

    Refused: a lot that may not leave, a bin that nothing is picked from, more than is wanted; without an
    --override-reason a lot whose turn it is not; without --accept-counting a bin that somebody counts.

    \b
    Examples:
      wms pick SO10000 --as-suggested
      wms pick SO10000 --line 1 --bin A-01-01-A --lot L27001 --quantity 2CS
    """
    if as_suggested:
        if line is not None or bin is not None or lot or quantity is not None:
            raise click.UsageError("Pick either --as-suggested, or one line by --line, --bin, --lot and --quantity.")
        return act.do(pick_suggested, PickSuggested(order, act.reason))
    if line is None or bin is None or quantity is None:
        raise click.UsageError("Say --as-suggested, or --line, --bin, --lot and --quantity.")
    return act.do(pick, Pick(order, line, bin, lot, quantity, serials, override_reason, plate, act.reason, accept))


@command("unpick")
@click.argument("order")
@click.option("--line", type=NUMBER, required=True, metavar="N", help="The line whose goods go back.")
@click.option("--to", required=True, metavar="BIN", help="Where they go.")
@writes
def put_back(act: Act, order: str, line: int, to: str) -> dict[str, Any]:
    """Bring the picked goods of a line back from the stage to a bin; nothing is kept of them any more.

    Refused: a line of which nothing is at the stage, and what the bin does not take.

    \b
    Example:
      wms unpick SO10000 --line 1 --to OVF1
    """
    return act.do(unpick, Unpick(order, line, to, act.reason))


@command("ship")
@click.argument("order")
@click.option("--partial", is_flag=True, help="Let what is picked go; the rest stays open.")
@writes
def ship_order(act: Act, order: str, partial: bool) -> dict[str, Any]:
    """Let the picked goods of an order leave, after a last look at status and dates of each lot.

    Refused: an order of which more could be picked now, unless --partial; a lot that was put on hold, expired or
    became too old for the customer since it was picked.

    \b
    Example:
      wms ship SO10000
    """
    return act.do(ship, Ship(order, partial, act.reason))


COMMANDS: tuple[click.Command, ...] = (pick_goods, put_back, ship_order)
