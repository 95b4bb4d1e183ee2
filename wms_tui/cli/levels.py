"""What is to be brought to the bins that are picked from, and what there is too little or too much of."""

from collections import Counter
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.output import Answer
from wms_tui.cli.running import command, reads
from wms_tui.domain.replenishment import Refill, Unfilled
from wms_tui.queries.orders import order_lines, the_order
from wms_tui.queries.replenishing import replenishment


@command("replenish")
@click.option("--zone", metavar="ZONE", help="To bins of this zone only.")
@click.option("--for", "orders", multiple=True, metavar="ORDER", help="And what this order lacks; may be repeated.")
@click.option("--short", is_flag=True, help="Show the bins that stay below their minimum instead, and why.")
@reads
def replenish(zone: str | None, orders: tuple[str, ...], short: bool) -> Answer:
    """Show what is to be brought to the bins that are picked from, in walk order of where it is; nothing is changed.

    A bin is filled up to its maximum (wms bin level) once less than its minimum can be picked there; what somebody
    is bringing counts. What expires first comes first, and a later lot never overtakes it: where it cannot go in,
    nothing is brought and --short says why. Whole packs, as long as one fits. What is held, expired, in quarantine,
    reserved or being counted is not brought. With --for, bins are filled as well where orders lack more than is in
    them. Clerks do it at the terminal (home, 11).
    Refused: an order that there is not.

    \b
    Examples:
      wms replenish --zone A
      wms replenish --for SO1 --for SO2
      wms replenish --short
    """
    found = replenishment(clock.today(), zone=zone, needed=_lacking(orders))
    if short:
        return Answer([_unfilled(one) for one in found.unfilled])
    notes = [f"{one.bin} stays {one.short} of {one.item} short: {one.why}." for one in found.unfilled]
    return Answer([_refill(one) for one in found.refills], notes=notes)


def _lacking(orders: tuple[str, ...]) -> dict[int, int]:
    """Return what no stock is kept for yet on the lines of orders, by item."""
    lacking: Counter[int] = Counter()
    for code in orders:
        for line in order_lines(the_order(code).id):
            lacking[line.item_id] += line.short
    return {item: quantity for item, quantity in lacking.items() if quantity}


def _refill(one: Refill) -> dict[str, Any]:
    return {
        "item": one.item, "lot": one.lot, "from": one.source, "to": one.target, "quantity": one.quantity,
        "plate": one.plate, "behind": one.behind,
    }  # fmt: skip


def _unfilled(one: Unfilled) -> dict[str, Any]:
    return {"item": one.item, "bin": one.bin, "short": one.short, "why": one.why}


COMMANDS: tuple[click.Command, ...] = (replenish,)
