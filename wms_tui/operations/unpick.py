"""Unpick: bring picked goods of a line back from the stage to a bin."""

from dataclasses import dataclass

from wms_tui.domain.rotation import BIN_HELD
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import Refused
from wms_tui.ledger import Move
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.carrying import goes_to_the_cage
from wms_tui.operations.fitting import refuse_all_goods
from wms_tui.queries.holds import plate_is_held
from wms_tui.queries.items import item_by_id
from wms_tui.queries.orders import kept_for_order, open_order, the_line
from wms_tui.queries.places import the_bin
from wms_tui.queries.serials import serials_for_line
from wms_tui.queries.stock import balance_of
from wms_tui.storage.lot_rows import place_serials
from wms_tui.storage.reservation_rows import shrink_reservation
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class Unpick:
    """A line of an order whose picked goods go back to a bin."""

    order: str
    line: int
    to: str
    reason: str = ""
    lot: str = ""
    """Only this lot of what was picked for the line; empty for all of it."""


@dataclass(frozen=True)
class Unpicked(Done):
    """How much went back."""

    quantity: int


@operation("unpick")
def unpick(slip: Unpick, deed: Deed) -> Unpicked:
    """Move what was picked for a line to a bin; nothing is kept of it any more. A plate on hold stays a plate.

    Raises:
        NotFound: ``unknown-order``, ``unknown-line``, ``unknown-bin``.
        Refused: ``nothing-picked``, ``same-place``; ``bin-on-hold`` where it waits at a place on hold and would go
            elsewhere than to the cage; what the bin refuses.
    """
    head = open_order(slip.order)
    line = the_line(head, slip.line)
    target = the_bin(slip.to)
    waiting = [one for one in kept_for_order(head.id, picked=True) if one.order_line == line.id]
    waiting = [one for one in waiting if slip.lot in ("", one.lot)]
    if not waiting:
        raise Refused("nothing-picked", f"Nothing of line {line.line} is at the stage.", "Nothing to put back.")
    if target.id == waiting[0].place_id:
        raise Refused("same-place", f"It is in {target.code} already.", "Scan where it goes.", bin=target.code)
    there = balance_of(waiting[0].place_id, waiting[0].lot_id, waiting[0].plate_id)
    if there.held >= BIN_HELD and target.kind is not PlaceKind.CAGE:
        raise goes_to_the_cage(there)
    item = item_by_id(line.item_id)
    refuse_all_goods(target, [(item, one.lot, one.quantity) for one in waiting])
    moves: list[Move] = []
    for one in waiting:
        plate = one.plate_id if plate_is_held(one.plate_id) else NO_PLATE
        serials = serials_for_line(one.lot_id, one.place_id, one.plate_id, line.id)
        moves.append(
            Move(
                one.lot_id, one.place_id, target.id, one.quantity, one.plate_id, plate, release=one.quantity,
                order_line=line.id, serials=" ".join(text for _, text in serials),
            )
        )  # fmt: skip
        shrink_reservation(one.id, one.quantity)
        place_serials((number for number, _ in serials), target.id, plate, None)
    deed.post(moves, reference=head.code, reason=slip.reason)
    return Unpicked(quantity=sum(one.quantity for one in waiting))
