"""Short pick: what was promised is not in the bin; look for it elsewhere, and say so."""

from dataclasses import dataclass

from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.raising import raise_due
from wms_tui.operations.reserving import Choice, let_go
from wms_tui.queries.items import item_by_id
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import kept_for_order, open_order, the_line
from wms_tui.queries.places import the_bin
from wms_tui.storage.stock_rows import mark_doubted


@dataclass(frozen=True, slots=True)
class ShortPick:
    """A line that found less of a lot in a bin than was kept there for it."""

    order: str
    line: int
    bin: str
    lot: str
    reason: str = "short"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Where the rest is taken from now."""

    bin: str
    lot: str
    quantity: int


@dataclass(frozen=True)
class ShortPicked(Done):
    """What was given up, where the rest was found, and what is still short."""

    dropped: int
    instead: tuple[Replacement, ...]
    short: int


@operation("short-pick")
def short_pick(slip: ShortPick, deed: Deed) -> ShortPicked:
    """Give up what is kept for a line of a lot in a bin, and keep usable stock elsewhere for it.

    The books are not changed, but doubted: nothing of the lot in that bin is suggested, kept or picked any more
    until a count or an adjustment has booked what is there. The bin is counted before its turn.

    Raises:
        NotFound: ``unknown-order``, ``unknown-line``, ``unknown-bin``, ``unknown-lot``.
        Refused: ``nothing-allocated`` where nothing of that lot is kept there for the line.
    """
    head = open_order(slip.order)
    line = the_line(head, slip.line)
    item = item_by_id(line.item_id)
    place = the_bin(slip.bin)
    lot = the_lot(item, slip.lot)
    here = [
        one
        for one in kept_for_order(head.id, picked=False)
        if (one.order_line, one.place_id, one.lot_id) == (line.id, place.id, lot.id)
    ]
    if not here:
        raise Refused("nothing-allocated", f"Nothing of {slip.lot} in {place.code} is kept for it.", "See the order.")
    dropped = sum(one.quantity for one in here)
    deed.post(reference=head.code, reason=f"{slip.reason}: {item.code} {slip.lot} in {place.code}"[:200])
    let_go(here)
    mark_doubted(lot.id, place.id, doubted=True)
    raise_due(place.id, "short-pick", deed)
    choice = Choice()
    need = head.need(deed.on, line.lot_id)
    short = choice.cover(line.id, item.id, item.rotation, need, line.short + dropped)
    choice.keep()
    instead = tuple(Replacement(one.stock.bin, one.stock.lot, one.quantity) for one in choice.takes)
    return ShortPicked(dropped=dropped, instead=instead, short=short)
