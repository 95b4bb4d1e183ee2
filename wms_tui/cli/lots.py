"""Lots: what is known of one, and the numbers that come next."""

from datetime import date
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli import lot_shapes
from wms_tui.cli.arguments import DAY
from wms_tui.cli.running import Family, reads
from wms_tui.domain.frozen import to_json
from wms_tui.domain.types import Tracking
from wms_tui.errors import BadInput
from wms_tui.queries.inspections import dates_before
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import lots_anywhere, the_lot
from wms_tui.queries.numbers import preview as next_numbers
from wms_tui.queries.runs import children_of, parents_of
from wms_tui.queries.shipments import shipped_in_all
from wms_tui.queries.stock import StockFilter, stock

_HEAD = ("status", "made_on", "received_on", "expires_on", "best_before_on", "removal_on", "alert_on")


@click.group("lot", cls=Family)
def lot() -> None:
    """Show a lot, and the lot numbers that come next."""


@lot.command("show")
@click.argument("item")
@click.argument("lot_number", metavar="LOT", required=False)
@reads
def show(item: str, lot_number: str | None) -> dict[str, Any]:
    """Show everything that is known of a lot: its dates, its status, where it is and how much of it has left.

    Refused: an item that there is not, a lot that the item does not have.

    \b
    Example:
      wms lot show 4711 L27001
    """
    if lot_number is None:
        known = lots_anywhere(item)
        raise click.UsageError(f"The item comes first: wms lot show {known[0].item if known else 'ITEM'} {item}.")
    found_item = the_item(item)
    found = the_lot(found_item, lot_number)
    rows = stock(StockFilter(item_id=found_item.id, lot_number=found.number))
    values = to_json(found)
    return {
        "item": found_item.code, "lot": found.number, "supplier_lot": found.supplier_lot,
        **{name: values[name] for name in _HEAD},
        "parents": _lots(parents_of(found.id)), "children": _lots(children_of(found.id)), "stock": to_json(rows),
        "on_hand": sum(row.quantity for row in rows), "reserved": sum(row.reserved for row in rows),
        "shipped": shipped_in_all(found.id), "dates_before": to_json(dates_before(found.id)),
    }  # fmt: skip


def _lots(found: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"item": item, "lot": number} for item, number in found]


@lot.command("preview")
@click.argument("item")
@click.option("--count", type=click.IntRange(1, 1000), default=1, metavar="N", help="How many numbers.")
@click.option("--line", default="", metavar="LINE", help="The production line, where the template asks for it.")
@click.option("--shift", default="", metavar="SHIFT", help="The shift, where the template asks for it.")
@click.option("--supplier", default="", metavar="SUPPLIER", help="The supplier, where the template asks for it.")
@click.option("--made", type=DAY, help="The day it is made; today if left out.")
@reads
def preview(item: str, count: int, line: str, shift: str, supplier: str, made: date | None) -> dict[str, Any]:
    """Show the lot numbers that an item would get next; none is used up.

    Refused: an item without lots, a template that needs a value which is not given.

    \b
    Example:
      wms lot preview 4711 --count 3
    """
    found = the_item(item)
    if found.tracking is Tracking.NONE:
        raise BadInput("no-lots", f"{found.code} is not tracked by lot.", "Name another item.")
    made_on = made or clock.today()
    return {"lots": list(next_numbers(found, count, made_on=made_on, line=line, shift=shift, supplier=supplier))}


for _command in lot_shapes.COMMANDS:
    lot.add_command(_command)

COMMANDS: tuple[click.Command, ...] = (lot,)
