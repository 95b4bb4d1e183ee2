"""What is said while picking: why a label is the wrong one, what was taken, where the rest is."""

from collections.abc import Sequence

from wms_tui import clock
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item, spelled
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.hold import StatusSet
from wms_tui.operations.pick import Picked
from wms_tui.operations.short_pick import ShortPicked
from wms_tui.operations.unpick import Unpicked
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot, lot_by_id
from wms_tui.queries.orders import OrderHead, order_lines, the_order
from wms_tui.tasks.pick_list import Stop, stops, why_unfit
from wms_tui.tasks.pick_progress import Progress
from wms_tui.tasks.prompt import Fact, Feedback, Outcome
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.wording import ok
from wms_tui.tasks.wrong_labels import other_lot_of, out_of_turn

READY = "READY TO SHIP"


def is_of(found: Found, stop: Stop) -> bool:
    """Return whether a meaning of a scan has to do with a stop."""
    if found.what is What.BIN:
        return found.name == stop.bin
    if found.what is What.PLATE:
        return found.plate == stop.plate or found.message is not None
    return found.item is not None and found.item.code == stop.item and found.lot in ("", stop.lot)


def refuse_wrong_label(found: Found, stop: Stop, head: OrderHead) -> None:
    """Refuse a label that is not of the lot to be taken, saying what it is and what goes first.

    Raises:
        Refused: ``wrong-item``, ``lot-needed``, ``unknown-lot`` or ``wrong-lot``.
    """
    other = other_lot_of(found, stop.item, stop.lot, stop.bin)
    if other is None:
        return
    why = why_unfit(other, head.need(clock.today()))
    if why is not None:
        raise Refused("wrong-lot", f"Lot {other.number} is {why}", f"Leave it. Take {stop.lot}")
    what = out_of_turn(other, stop.item, stop.lot)
    raise Refused("wrong-lot", what, f"Take {stop.lot} first, or F5: another lot")


def list_changed(item: str, lot: str, stop: Stop | None, order: str) -> Feedback:
    """Refuse to take what is not to be picked any more: it was put on hold, taken, or given to another order."""
    known = find_lot(the_item(item).id, lot)
    why = why_unfit(known, the_order(order).need(clock.today())) if known else None
    what = f"Lot {lot} is {why}" if why else f"{item} {lot} is not wanted any more".replace("  ", " ")
    return Feedback(Outcome.REFUSED, what, f"Leave it. Go to {stop.bin}" if stop else "Leave it. Nothing is left")


def the_plate(plate: str, stop: Stop) -> Candidate:
    """Return what of the stop's lot is on a pallet that was scanned.

    Raises:
        Refused: ``wrong-plate`` where there is none of it, or more than one kind of goods.
    """
    number = stock.plate_id(plate)
    there = stock.on_plate(number) if number else []
    mine = [one for one in there if one.lot_id == stop.lot_id]
    if not mine:
        raise Refused("wrong-plate", f"That pallet holds {_contents(there)}", f"Take {stop.item} {stop.lot}".rstrip())
    if len(there) > 1:
        raise Refused("wrong-plate", f"That pallet holds {len(there)} lots", "Scan the label of the goods")
    return mine[0]


def _contents(there: Sequence[Candidate]) -> str:
    if not there:
        return "nothing"
    lot = lot_by_id(there[0].lot_id)
    return f"{lot.item} {lot.number}".strip()


def end_facts(order: str) -> tuple[Fact, ...]:
    """Return how an order stands when nothing is left to pick."""
    lines = order_lines(the_order(order).id)
    short = [line for line in lines if line.short]
    if not any(line.picked for line in lines):
        return (Fact("ORDER", "NOTHING LEFT TO PICK"),)
    if not short:
        return (Fact("ORDER", READY), Fact("LINES", f"{len(lines)} of {len(lines)} picked"))
    missing = [Fact("SHORT", f"{spelled(line.short, the_item(line.item))} {line.item}") for line in short]
    return (Fact("ORDER", "PICKED, BUT SHORT"), *missing)


def told(known: Progress, results: Sequence[Done]) -> Feedback:
    """Return what was booked while a picking stood so, and what follows from it."""
    order = known.order
    words = list(dict.fromkeys(text for one in results if (text := words_of(known, one))))
    after = [text for one in results if isinstance(one, ShortPicked) and (text := _instead(known, one))]
    if not after and not stops(order) and words:
        facts = end_facts(order)
        after = [READY if facts[0].value == READY else facts[0].value.capitalize()]
    return ok(", ".join(words), ". ".join(after))


def words_of(known: Progress, done: Done) -> str:
    """Return what one act did while a picking stood so; empty where nobody needs to know."""
    if isinstance(done, Picked):
        one = done.picked[0]
        item = _item(known.order, one.line)
        return f"took {spelled(one.quantity, item)} {one.lot or item.code}"
    if isinstance(done, ShortPicked):
        return f"{spelled(done.dropped, the_item(known.shown_item))} short here"
    if isinstance(done, StatusSet):
        damaged = spelled(known.quantity, the_item(known.shown_item))
        return f"{damaged} {known.shown_lot or known.shown_item} damaged, to HOLD"
    if isinstance(done, Unpicked):
        return f"put back {known.order}"
    return ""


def _item(order: str, number: int) -> Item:
    line = next(one for one in order_lines(the_order(order).id) if one.line == number)
    return the_item(line.item)


def _instead(known: Progress, done: ShortPicked) -> str:
    """Return where the rest of a short line is taken from now, and what nobody has."""
    item = the_item(known.shown_item)
    said = [f"{spelled(one.quantity, item)} more at {one.bin}" for one in done.instead]
    if done.short:
        said.append(f"{spelled(done.short, item)} short: none left")
    return ", ".join(said)
