"""Lots under other numbers: split, merged and relabelled, with their parents kept."""

from typing import Any

import click

from wms_tui.cli.arguments import SERIALS, accepting_all
from wms_tui.cli.running import Act, command, writes
from wms_tui.operations.count_locks import ACCEPT_COUNTING
from wms_tui.operations.new_lots import ACCEPT_SIMILAR
from wms_tui.operations.reshape_lots import (
    LotPart,
    MergeLots,
    RelabelLot,
    SplitLot,
    merge_lots,
    relabel_lot,
    split_lot,
)

_QUESTIONS = {
    ACCEPT_SIMILAR: "It is a new lot, though one looks like it.",
    ACCEPT_COUNTING: "Go on though somebody is counting there.",
}


def _part(text: str) -> LotPart:
    """Read ``LOT=QTY``, ``LOT`` for all of it, or ``=QTY`` for a number of the template's."""
    lot, sign, quantity = text.rpartition("=")
    return LotPart(lot or None, quantity) if sign else LotPart(quantity)


@command("split")
@click.argument("item")
@click.argument("lot_number", metavar="LOT")
@click.argument("parts", metavar="NEW=QTY...", nargs=-1, required=True)
@click.option("--bin", default="", metavar="BIN", help="Where it is; may be left out where it is in one bin only.")
@click.option("--to", "target", default="", metavar="BIN", help="Where the parts are put; the same bin if left out.")
@writes
@accepting_all(_QUESTIONS)
def split(act: Act, item: str, lot_number: str, parts: tuple[str, ...], **given: Any) -> dict[str, Any]:
    """Let parts of a lot become lots of their own, with its dates and its status; =QTY takes the next number.

    Nothing is deleted: the parts have the lot as parent. Refused: more than is free, units with serials, a number that
    is the lot's own.

    \b
    Example:
      wms lot split 4711 L27001 L27001-A=12 L27001-B=24 --bin A-01
    """
    return act.do(split_lot, SplitLot(item, lot_number, tuple(map(_part, parts)), reason=act.reason, **given))


@command("merge")
@click.argument("item")
@click.argument("lots", metavar="LOT[=QTY]...", nargs=-1, required=True)
@click.option("--into", metavar="LOT", help="The number of the merged lot; the next of the template if left out.")
@click.option("--to", "target", default="", metavar="BIN", help="Where it is put; where the first lot is if left out.")
@writes
@accepting_all(_QUESTIONS)
def merge(act: Act, item: str, lots: tuple[str, ...], **given: Any) -> dict[str, Any]:
    """Let lots of an item become one, with the earliest of their dates and the worst of their statuses.

    Refused: fewer than two lots, one of them as the merged one, more than is free, units with serials. What is in the
    cage stays there, unless there is nothing else.

    \b
    Example:
      wms lot merge 4711 L27001 L27002=12 --into M1
    """
    return act.do(merge_lots, MergeLots(item, tuple(map(_part, lots)), reason=act.reason, **given))


@command("relabel")
@click.argument("item")
@click.argument("lot_number", metavar="LOT")
@click.argument("new", metavar="NEW")
@click.option("--quantity", metavar="QTY", help="How much of it; all that is free if left out.")
@click.option("--bin", default="", metavar="BIN", help="Where it is; may be left out where it is in one bin only.")
@SERIALS
@writes
@accepting_all(_QUESTIONS)
def relabel(act: Act, item: str, lot_number: str, new: str, **given: Any) -> dict[str, Any]:
    """Let a lot, or a part of it, bear another number; it keeps its dates and its status, and its old lot as parent.

    Refused: more than is free, its own number, units with serials.

    \b
    Example:
      wms lot relabel 4711 L27001 L27001-R --bin A-01
    """
    return act.do(relabel_lot, RelabelLot(item, lot_number, new, reason=act.reason, **given))


COMMANDS: tuple[click.Command, ...] = (split, merge, relabel)
