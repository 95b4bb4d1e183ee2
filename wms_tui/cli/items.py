"""Items: what is stocked."""

from collections.abc import Callable
from typing import Any

import click

from wms_tui.cli.arguments import DAYS, NUMBER, Word
from wms_tui.cli.running import Act, Family, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.master_data import parse_pack
from wms_tui.domain.types import Rotation, Status, Tracking
from wms_tui.operations.add_item import AddItem, add_item
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.queries.all_records import all_items
from wms_tui.queries.items import gtins, the_item

_OPTIONS = (
    click.option("--name", metavar="TEXT", help="What it is called."),
    click.option("--rotation", type=Word(Rotation), help="Which lot leaves first: first expired, first in, last in."),
    click.option("--tracking", type=Word(Tracking), help="What is known of each unit: its lot, its serial, nothing."),
    click.option("--unit", metavar="UNIT", help="The smallest unit that is ever handled, such as EA or g."),
    click.option("--pack", "packs", multiple=True, metavar="CS=12[:GTIN]", help="A pack and the units in it."),
    click.option("--gtin", metavar="GTIN", help="Of one unit."),
    click.option("--shelf-life", metavar="18m|90d", help="How long it keeps from the day it is made."),
    click.option("--removal-days", type=DAYS, metavar="N", help="Days before expiry to take it out of stock."),
    click.option("--alert-days", type=DAYS, metavar="N", help="Days before expiry to give notice."),
    click.option("--min-receipt-days", type=DAYS, metavar="N", help="Days that must be left when it comes in."),
    click.option("--lot-template", metavar="T", help="How its lots are numbered, such as L{yymmdd}-{seq:3:daily}."),
    click.option("--lot-pattern", metavar="REGEX", help="The form of lot numbers that come from outside."),
    click.option("--lot-sample", metavar="LOT", help="A lot number of that form, shown where one is refused."),
    click.option("--temperature", metavar="CLIMATE", help="The climate it needs; its bins have the same."),
    click.option("--fixed-bin", metavar="BIN", help="The bin that is kept for it."),
    click.option("--receipt-status", type=Word(Status), help="The status of new lots: released or quarantine."),
    click.option("--min", "minimum", type=NUMBER, metavar="N", help="Units to keep at least."),
    click.option("--max", "maximum", type=NUMBER, metavar="N", help="Units to keep at most."),
    click.option("--release-people", type=click.IntRange(1, 2), metavar="N", help="People who release a lot: 1 or 2."),
    click.option("--reorder-point", type=NUMBER, metavar="N", help="Order more once no more than N units are left."),
    click.option("--brand", metavar="TEXT", help="The brand, on letters and in records of others."),
    click.option("--commodity", metavar="TEXT", help="What food it is, as the Food Traceability List names it."),
    click.option("--variety", metavar="TEXT", help="Its variety."),
    click.option("--packaging-size", metavar="TEXT", help="Such as 25 lb or 1 L."),
    click.option("--packaging-style", metavar="TEXT", help="Such as carton or bag."),
    click.option("--listed/--not-listed", default=None, help="Whether it is on the Food Traceability List."),
)


def _item_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command everything that may be said of an item."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """Return what was said, with packs read."""
    said = {name: value for name, value in given.items() if value is not None}
    return {**said, "packs": tuple(map(parse_pack, given["packs"]))}


@click.group("item", cls=Family)
def item() -> None:
    """Add, change and show items: what is stocked, and in which packs."""


@item.command("add")
@click.argument("code")
@_item_options
@writes
def add(act: Act, code: str, **given: Any) -> dict[str, Any]:
    """Add an item; what is left out is usual: lots, first expired first out, counted in EA, released at receipt.

    Refused: a code or a GTIN that another item has; packs, a template or a pattern that cannot be read.

    \b
    Example:
      wms item add 4799 --name "OAT BAR 40G" --pack CS=24 --shelf-life 9m --removal-days 7 --min-receipt-days 14
    """
    return act.do(add_item, AddItem(code, **_said(given), reason=act.reason))


@item.command("change")
@click.argument("code")
@click.option("--code", "new_code", metavar="CODE", help="Its new code.")
@click.option("--no-min", is_flag=True, help="Keep no minimum any more.")
@click.option("--no-max", is_flag=True, help="Keep no maximum any more.")
@click.option("--no-reorder-point", is_flag=True, help="Keep no reorder point any more.")
@_item_options
@writes
def change(
    act: Act, code: str, new_code: str | None, no_min: bool, no_max: bool, no_reorder_point: bool, **given: Any
) -> dict[str, Any]:  # fmt: skip
    """Change an item; what is left out stays as it is, and --pack adds a pack or gives it another size or GTIN.

    Refused: another tracking while it has lots, another unit while it is in stock, a code that another item has.

    \b
    Example:
      wms item change 4711 --name "OAT DRINK 1L" --alert-days 45
    """
    flags = (("minimum", no_min), ("maximum", no_max), ("reorder_point", no_reorder_point))
    clear = tuple(name for name, said in flags if said)
    slip = ChangeItem(code, code=new_code, **_said(given), clear=clear, reason=act.reason)
    return act.do(change_item, slip)


@item.command("list")
@reads
def list_items() -> list[dict[str, Any]]:
    """Show all items by code.

    \b
    Example:
      wms item list
    """
    return [
        {"item": one.code, "name": one.name, "tracking": one.tracking, "rotation": one.rotation, "unit": one.unit,
         "packs": [f"{pack.name}={pack.quantity}" for pack in one.packs], "min": one.minimum, "max": one.maximum,
         "reorder_point": one.reorder_point, "release_people": one.release_people}
        for one in all_items()
    ]  # fmt: skip


@item.command("show")
@click.argument("code")
@reads
def show(code: str) -> dict[str, Any]:
    """Show everything that is known of an item.

    Refused: an item that there is not.

    \b
    Example:
      wms item show 4711
    """
    found = the_item(code)
    known = gtins(found.id)
    names = {"code": "item", "minimum": "min", "maximum": "max"}
    values = {str(names.get(name, name)): value for name, value in to_json(found).items() if name != "id"}
    packs = [{"pack": one.name, "quantity": one.quantity, "gtin": known.get(one.name, "")} for one in found.packs]
    return {**values, "packs": packs}


COMMANDS: tuple[click.Command, ...] = (item,)
