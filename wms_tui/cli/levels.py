"""What is to be brought to the bins that are picked from, and what there is too little or too much of."""

from collections import Counter
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.arguments import DAYS, Word
from wms_tui.cli.output import Answer
from wms_tui.cli.running import command, reads
from wms_tui.domain.levels import LevelState
from wms_tui.domain.replenishment import Refill, Unfilled
from wms_tui.queries.item_levels import ItemLevel, item_levels
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


@command("levels")
@click.option("--state", "states", type=Word(LevelState), multiple=True, help="Only items in this state; repeatable.")
@click.option("--reorder", is_flag=True, help="Only items that are down to their reorder point.")
@click.option("--days", type=DAYS, metavar="N", help="How far back the use is looked at, instead of as set.")
@reads
def levels(states: tuple[LevelState, ...], reorder: bool, days: int | None) -> list[dict[str, Any]]:
    """Show how items stand: out (none is there), under the minimum, over the maximum, or ok, both levels included.

    Usable is what is released and not expired, wherever it is in the house. It lasts cover days at the use of the
    last weeks (wms setting list: use_days). Reorder says that what is usable and what suppliers announced together
    are down to the reorder point (wms item change --reorder-point).
    Refused: the use of 0 days.

    \b
    Examples:
      wms levels --state out --state under
      wms levels --reorder
    """
    found = item_levels(clock.today(), days=days)
    return [
        _level(one) for one in found if (not states or one.state in states) and (one.order or not reorder)
    ]  # fmt: skip


def _level(one: ItemLevel) -> dict[str, Any]:
    return {
        "item": one.item, "name": one.name, "on_hand": one.on_hand, "usable": one.usable, "min": one.minimum,
        "max": one.maximum, "state": one.state, "unit": one.unit, "per_day": str(one.rate), "cover": one.cover,
        "reorder_point": one.reorder_point, "on_order": one.on_order, "reorder": one.order,
    }  # fmt: skip


COMMANDS: tuple[click.Command, ...] = (levels, replenish)
