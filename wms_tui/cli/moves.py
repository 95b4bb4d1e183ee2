"""Work with stock: in, away, about, corrected, undone, returned."""

from typing import Any

import click

from wms_tui.cli.arguments import COUNTING, DAY, NUMBER, SERIALS, Word, accepting_all
from wms_tui.cli.output import Answer
from wms_tui.cli.running import Act, command, writes
from wms_tui.domain.types import Status
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.move import MoveBin, MovePlate, MoveStock, move, move_bin, move_plate
from wms_tui.operations.new_lots import ACCEPT_DATE, ACCEPT_SIMILAR
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import ACCEPT_OVER, ACCEPT_SHORT, Receive, receive
from wms_tui.operations.send_back import SendBack, send_back
from wms_tui.operations.ship import Return, return_goods
from wms_tui.operations.undo import Undo, undo

LOT = click.option("--lot", default="", metavar="LOT", help="The lot, exactly as its label says.")
_QUESTIONS = {
    ACCEPT_SHORT: "Take what is expired or too short-dated, into quarantine.",
    ACCEPT_SIMILAR: "It is a new lot, though one looks like it.",
    ACCEPT_OVER: "More came than was announced.",
    ACCEPT_DATE: "The odd date is right.",
}


@command("receive")
@click.argument("item")
@click.argument("quantity", metavar="QTY")
@click.option("--lot", metavar="LOT", help="The lot as its label says; numbered by the template if left out.")
@click.option("--expires", "expires_on", type=DAY, help="Its expiry: the last day of use.")
@click.option("--best-before", "best_before_on", type=DAY, help="Its best-before day; it is no expiry.")
@click.option("--made", "made_on", type=DAY, help="The day it was made; the expiry follows from it.")
@click.option("--bin", default="DOCK", metavar="BIN", help="Where it is put; the dock if left out.")
@click.option("--supplier", default="", metavar="SUPPLIER", help="Who sent it.")
@click.option("--supplier-lot", default="", metavar="LOT", help="The supplier's own number of the lot.")
@click.option("--receipt", default="", metavar="RECEIPT", help="The announcement it belongs to.")
@click.option("--status", type=Word(Status), help="The status of a new lot; that of the rules if left out.")
@click.option("--plate", default="", metavar="SSCC|new", help="The licence plate it stands on.")
@SERIALS
@click.option("--line", default="", metavar="LINE", help="The production line, where the template asks for it.")
@click.option("--shift", default="", metavar="SHIFT", help="The shift, where the template asks for it.")
@click.option("--origin", default="", metavar="XX", help="The country a new lot comes from, two letters of ISO 3166.")
@click.option("--source-reference", default="", metavar="TEXT", help="What leads to where a new lot's code was given.")
@writes
@accepting_all(_QUESTIONS)
def receive_goods(act: Act, item: str, quantity: str, **given: Any) -> Answer:
    """Book goods in, as a new lot or more of a known one, which keeps its dates and its status.

    Refused: another expiry than the known lot has; without --accept-short what is expired or too short-dated,
    without --accept-similar a lot that looks like another one, without --accept-over more than was announced.

    An item or a supplier may have the rule that new lots come into quarantine. Only who may release a lot overrides
    it, with --status released; a stricter status may be given by anybody.

    Of a known lot only the day of receipt can change: received_on is that of its earliest receipt.

    \b
    Examples:
      wms receive 4711 3CS --lot L27001 --expires 2029-06-30 --supplier NORDIC
      wms receive 4711 40CS --lot L27001 --plate new
    """
    done = act.do(receive, Receive(item, quantity, **given, reason=act.reason))
    return Answer(
        done, shown={name: one for name, one in done.items() if name != "cautions"}, notes=done["cautions"]
    )  # fmt: skip


@command("putaway")
@click.argument("item")
@click.argument("quantity", metavar="QTY")
@LOT
@click.option("--from", "source", default="DOCK", metavar="BIN", help="Where it is; the dock if left out.")
@click.option("--to", "target", default="", metavar="BIN", help="Where it goes; the rules choose if left out.")
@SERIALS
@COUNTING
@writes
def put_goods_away(
    act: Act,
    item: str,
    quantity: str,
    lot: str,
    source: str,
    target: str,
    serials: tuple[str, ...],
    accept: tuple[str, ...],
) -> dict[str, Any]:
    """Put goods into a bin, or into the bins that the rules choose.

    Refused: more than is free there; a bin that is closed, full, of another climate, or holds what may not
    stand beside it; without --accept-counting a bin that somebody counts.

    \b
    Example:
      wms putaway 4711 3CS --lot L27001
    """
    return act.do(put_away, PutAway(item, lot, quantity, source, target, serials, act.reason, accept))


@command("move")
@click.argument("item", required=False)
@click.argument("quantity", required=False, metavar="[QTY]")
@LOT
@click.option("--from", "source", metavar="BIN", help="Where it is.")
@click.option("--to", "target", required=True, metavar="BIN", help="Where it goes.")
@click.option("--plate", default="", metavar="SSCC", help="The plate that moves; of an item, the one it is put on.")
@SERIALS
@COUNTING
@writes
def move_goods(
    act: Act, item: str | None, quantity: str | None, lot: str, source: str | None, target: str, plate: str,
    serials: tuple[str, ...], accept: tuple[str, ...],
) -> dict[str, Any]:  # fmt: skip
    """Move so much of a lot, a whole plate, or everything in a bin to another place in the house.

    What is kept for orders goes along with a plate and with a bin, and stays where only a part moves.
    Refused: more than is free there, and what the place does not take; without --accept-counting a bin that
    somebody counts.

    \b
    Examples:
      wms move 4711 --lot L27001 6 --from DOCK --to OVF1
      wms move --plate 004000000000000015 --to OVF1
      wms move --from OVF1 --to A-01-01-A
    """
    if item is not None:
        if quantity is None or source is None:
            raise click.UsageError("To move an item, say how many and from where: ITEM QTY --from BIN --to BIN.")
        result = act.do(move, MoveStock(item, lot, quantity, source, target, plate, serials, act.reason, accept))
    elif plate:
        result = act.do(move_plate, MovePlate(plate, target, act.reason, accept))
    elif source is not None:
        result = act.do(move_bin, MoveBin(source, target, act.reason, accept))
    else:
        raise click.UsageError("Say what moves: an item, a --plate, or all that is in --from.")
    result["from"], result["to"] = result.pop("source"), result.pop("target")
    return result


@command("adjust")
@click.argument("item")
@LOT
@click.option("--bin", required=True, metavar="BIN", help="Where it is.")
@click.option("--by", metavar="N", help="How many more (6, +6) or fewer (-2).")
@click.option("--to", metavar="N", help="How many there are.")
@SERIALS
@writes
def adjust_stock(
    act: Act, item: str, lot: str, bin: str, by: str | None, to: str | None, serials: tuple[str, ...]
) -> dict[str, Any]:
    """Book what is really there, by how many or to how many; it needs a --reason.

    Usual reasons: miscount, found, lost, damage, expired, mis-pick, wrong-lot, receiving-error, sample, theft,
    scrap. What is damaged, expired, a sample or scrap was destroyed; the rest is lost or found.
    A bin that was reported short is not picked from until this is done there; --to with what the books say
    does it as well. Refused: below what is reserved, and else where the books say so already.

    \b
    Example:
      wms adjust 4711 --lot L27001 --bin DOCK --by -1 --reason damage
    """
    if (by is None) == (to is None):
        raise click.UsageError("Say either by how many (--by) or to how many (--to).")
    return act.do(adjust, Adjust(item, lot, bin, act.reason, by, to, serials))


@command("undo")
@click.argument("entry", type=NUMBER)
@writes
def undo_entry(act: Act, entry: int) -> dict[str, Any]:
    """Take back an entry by another one of the opposite; it needs a --reason.

    Refused: an entry that was undone, that moved nothing, or whose goods have moved on since; an import, whose
    stock is corrected by wms adjust.

    \b
    Example:
      wms undo 1 --reason "wrong pallet"
    """
    return act.do(undo, Undo(entry, act.reason))


@command("return")
@click.argument("order")
@click.argument("item")
@click.argument("lot")
@click.argument("quantity", metavar="QTY")
@click.option("--bin", default="", metavar="BIN", help="Where it is put; the cage if left out.")
@click.option("--serial", "serials", multiple=True, metavar="S", help="A unit that comes back; once for each.")
@writes
def return_from_customer(
    act: Act, order: str, item: str, lot: str, quantity: str, bin: str, serials: tuple[str, ...]
) -> dict[str, Any]:
    """Take back what a customer returns.

    Refused: more than the order was sent of that lot.

    \b
    Example:
      wms return SO10000 4711 L27001 2 --reason "box crushed"
    """
    return act.do(return_goods, Return(order, item, lot, quantity, bin, act.reason, serials))


@command("send-back")
@click.argument("item")
@click.argument("lot")
@click.argument("quantity", metavar="QTY")
@click.option("--from", "source", required=True, metavar="BIN", help="Where it is.")
@click.option("--supplier", default="", metavar="SUPPLIER", help="Who gets it; who sent the lot, if left out.")
@SERIALS
@COUNTING
@writes
def send_back_to_supplier(
    act: Act, item: str, lot: str, quantity: str, source: str, supplier: str, serials: tuple[str, ...],
    accept: tuple[str, ...],
) -> dict[str, Any]:  # fmt: skip
    """Send goods back to a supplier: expired, rejected or on hold, as well as good ones.

    Refused: more than is free there; where nobody is named and the lot's supplier is not known; without
    --accept-counting a bin that somebody counts; what stands in a bin or on a pallet on hold (bring it to HOLD first).

    \b
    Example:
      wms send-back 4711 L27001 2CS --from HOLD --supplier NORDIC --reason expired
    """
    result = act.do(send_back, SendBack(item, lot, quantity, source, supplier, serials, act.reason, accept))
    result["from"] = result.pop("source")
    return result


COMMANDS: tuple[click.Command, ...] = (
    receive_goods, put_goods_away, move_goods, adjust_stock, undo_entry, return_from_customer, send_back_to_supplier,
)  # fmt: skip
