"""Bins, and the other places of the house."""

from typing import Any

import click

from wms_tui.cli.arguments import NUMBER, Word
from wms_tui.cli.running import Act, Family, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.rows import Place
from wms_tui.domain.types import Mixing
from wms_tui.operations.add_bins import AddBin, AddBinRange, add_bin, add_bin_range
from wms_tui.operations.change_bin import ChangeBin, change_bin
from wms_tui.operations.set_level import SetLevel, set_level
from wms_tui.queries.all_records import all_places
from wms_tui.queries.items import the_item
from wms_tui.queries.levels import bin_levels

ZONE = click.option("--zone", metavar="ZONE", help="The part of the house it is in.")
AISLE = click.option("--aisle", metavar="AISLE", help="The aisle it is in.")
LEVEL = click.option("--level", metavar="LEVEL", help="How high it is.")
CAPACITY = click.option("--capacity", type=NUMBER, metavar="N", help="How many units it takes; no limit if left out.")
MIXING = click.option("--mixing", type=Word(Mixing), help="What it may hold side by side.")
CLIMATE = click.option("--temperature", metavar="CLIMATE", help="Its climate.")


def _said(**given: Any) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


@click.group("bin", cls=Family)
def bins() -> None:
    """Add, change and show bins."""


@bins.command("add")
@click.argument("code")
@ZONE
@AISLE
@LEVEL
@click.option("--walk", type=NUMBER, metavar="N", help="Where it is on the way; at the end if left out.")
@CAPACITY
@MIXING
@CLIMATE
@click.option("--not-pickable", is_flag=True, help="Nothing is picked from it.")
@writes
def add(act: Act, code: str, not_pickable: bool, **given: Any) -> dict[str, Any]:
    """Add a bin.

    Refused: a code that another place has.

    \b
    Example:
      wms bin add A-07-01-A --zone A --capacity 2000 --mixing same-item
    """
    return act.do(add_bin, AddBin(code, **_said(**given), pickable=not not_pickable, reason=act.reason))


@bins.command("range")
@click.argument("first")
@click.argument("last")
@ZONE
@CAPACITY
@MIXING
@CLIMATE
@click.option("--not-pickable", is_flag=True, help="Nothing is picked from them.")
@writes
def add_range(act: Act, first: str, last: str, not_pickable: bool, **given: Any) -> dict[str, Any]:
    """Add all bins from one code to another, up one aisle and down the next; all or none.

    Refused: two codes of different form, and a bin among them that is there already.

    \b
    Example:
      wms bin range D-01-01-A D-04-10-C --zone D
    """
    slip = AddBinRange(first, last, **_said(**given), pickable=not not_pickable, reason=act.reason)
    return act.do(add_bin_range, slip)


@bins.command("change")
@click.argument("code")
@ZONE
@AISLE
@LEVEL
@click.option("--walk", type=NUMBER, metavar="N", help="Where it is on the way.")
@CAPACITY
@click.option("--no-capacity", is_flag=True, help="Take away the limit.")
@MIXING
@CLIMATE
@click.option("--blocked/--open", default=None, help="Close it for all goods, or open it again.")
@click.option("--pickable/--not-pickable", default=None, help="Whether anything is picked from it.")
@click.option("--new-check-digits", is_flag=True, help="Draw other check digits; print its label anew.")
@writes
def change(act: Act, code: str, no_capacity: bool, new_check_digits: bool, **given: Any) -> dict[str, Any]:
    """Change a bin; what is left out stays as it is, and so does what is in it.

    Refused: to block it without a --reason; to make a dock, a stage or a cage pickable.

    \b
    Example:
      wms bin change OVF1 --blocked --reason "shelf damaged"
    """
    slip = ChangeBin(
        code, **_said(**given), no_capacity=no_capacity, rotate_check_digits=new_check_digits, reason=act.reason
    )  # fmt: skip
    return act.do(change_bin, slip)


@bins.command("list")
@reads
def list_bins() -> list[dict[str, Any]]:
    """Show all places in the house: bins, docks, stages, cages and carts.

    \b
    Example:
      wms bin list
    """
    return [_shown(one) for one in all_places()]


@bins.command("level")
@click.argument("bin_", metavar="BIN")
@click.argument("item")
@click.option("--min", "minimum", metavar="QTY", help="It is filled up when less than this can be picked there.")
@click.option("--max", "maximum", metavar="QTY", help="It is filled up to this.")
@click.option("--none", "remove", is_flag=True, help="Keep no level of the item in this bin any more.")
@writes
def level(act: Act, bin_: str, item: str, **given: Any) -> dict[str, Any]:
    """Say how much of an item is to be in a bin it is picked from; units (72) or packs (6CS).

    A bin has a level for each item that is picked from it. With a minimum of 1 it is filled when it is empty, with
    0 only for orders. What is left out stays as it is.
    Refused: a bin that nothing is picked from, a minimum above the maximum, more than the bin takes.

    \b
    Examples:
      wms bin level A-01-01-A 4711 --min 2CS --max 20CS
      wms bin level A-01-01-A 4711 --none
    """
    return act.do(set_level, SetLevel(bin_, item, **given, reason=act.reason))


@bins.command("levels")
@click.option("--item", metavar="ITEM", help="Of this item.")
@reads
def levels(item: str | None) -> list[dict[str, Any]]:
    """Show how much of each item is to be in the bins it is picked from, in units.

    \b
    Example:
      wms bin levels --item 4711
    """
    wanted = the_item(item).id if item is not None else None
    return [
        {"bin": one.bin, "item": one.item, "min": one.minimum, "max": one.maximum}
        for one in bin_levels(wanted)
    ]  # fmt: skip


def _shown(place: Place) -> dict[str, Any]:
    values = {name: value for name, value in to_json(place).items() if name != "id"}
    return {"bin": values.pop("code"), **values}


COMMANDS: tuple[click.Command, ...] = (bins,)
