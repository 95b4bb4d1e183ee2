"""Pick: prove bin and lot, and bring the goods to the stage."""

from dataclasses import dataclass, replace

from wms_tui.domain.rotation import Candidate, Need, kept_reason, usable
from wms_tui.domain.rows import Item, OrderLineRow, Place, ReservationRow
from wms_tui.errors import NeedsConfirmation, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.count_locks import free_lapsed_bins, not_being_counted
from wms_tui.operations.gates import refuse_lot, refuse_place
from wms_tui.operations.quantities import units
from wms_tui.operations.raising import raise_due, raise_emptied
from wms_tui.operations.reserving import let_go
from wms_tui.operations.taking import Part, to_stage
from wms_tui.queries import stock
from wms_tui.queries.items import item_by_id
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import OrderHead, kept_for_order, open_order, the_line
from wms_tui.queries.places import the_bin


@dataclass(frozen=True, slots=True)
class Pick:
    """So much of a lot, taken from a bin for a line of an order.

    ``override_reason`` says why another lot than the proposed one is taken. ``plate`` names the
    plate it was taken from; without it what is kept for the line goes first, then loose stock.
    """

    order: str
    line: int
    bin: str
    lot: str
    quantity: int | str
    serials: tuple[str, ...] = ()
    override_reason: str = ""
    plate: str = ""
    reason: str = ""
    accept: tuple[str, ...] = ()
    """``accept-counting`` where somebody counts in the bin."""


@dataclass(frozen=True, slots=True)
class PickedLine:
    """What was taken for a line."""

    line: int
    bin: str
    lot: str
    quantity: int


@dataclass(frozen=True)
class Picked(Done):
    """What was taken, bin by bin; it is at the stage now."""

    picked: tuple[PickedLine, ...]


@operation("pick")
def pick(slip: Pick, deed: Deed) -> Picked:
    """Take a lot from a bin for a line, to the stage.

    Raises:
        NotFound: ``unknown-order``, ``unknown-line``, ``unknown-bin``, ``unknown-lot``, ``lot-of-other-item``.
        BadInput: a quantity that is none.
        NeedsConfirmation: ``other-lot`` where an older usable lot, or the lot asked for, is left
            behind; ``override_reason`` is the way through. ``being-counted`` where somebody else counts there.
        Refused: what ``gates`` refuse; ``more-than-wanted``, ``not-in-bin``, ``not-enough-stock``, ``reserved``.
    """
    head = open_order(slip.order)
    line = the_line(head, slip.line)
    item = item_by_id(line.item_id)
    free_lapsed_bins()
    place = the_bin(slip.bin)
    lot = the_lot(item, slip.lot)
    quantity = units(slip.quantity, item)
    _refuse_too_much(line, quantity, head)
    counting = not_being_counted(place, deed.by, slip.accept).counting
    there = [one._replace(counting=int(counting)) for one in _there(slip, item, place, lot.id)]
    need = head.need(deed.on)
    refuse_place(there[0], item.code)
    refuse_lot(there[0], need, item.code)
    own = [one for one in kept_for_order(head.id, picked=False) if one.order_line == line.id]
    if not slip.override_reason:
        _ask_about_other_lot(line, item, there[0], quantity, own, need)
    parts = _parts(line, there, own, quantity, item)
    moves = to_stage(parts, item, list(slip.serials))
    deed.post(moves, reference=head.code, reason=slip.override_reason or slip.reason)
    raise_emptied([place.id], deed)
    if slip.override_reason:
        raise_due(place.id, "override", deed)
    _give_up_surplus(head, line, quantity)
    return Picked(picked=(PickedLine(line.line, place.code, slip.lot, quantity),))


def _refuse_too_much(line: OrderLineRow, quantity: int, head: OrderHead) -> None:
    left = line.wanted - line.picked - line.shipped
    if quantity > left:
        raise Refused(
            "more-than-wanted", f"{head.code} line {line.line} needs {left} more, not {quantity}.",
            "Take what is needed and leave the rest.", wanted=line.wanted, left=left,
        )  # fmt: skip


def _there(slip: Pick, item: Item, place: Place, lot_id: int) -> list[Candidate]:
    """Return the balances of the lot in the bin that may be picked, those on the named plate where one is named.

    Where all of them are doubted or on hold, they are returned for the refusal.
    """
    there = stock.of_lot_at(lot_id, place.id)
    if slip.plate:
        there = [one for one in there if one.plate == slip.plate]
    if not there:
        raise Refused(
            "not-in-bin", f"{item.code} {slip.lot} is not in {place.code}.", "Check bin and label.",
            bin=place.code, lot=slip.lot,
        )  # fmt: skip
    return [one for one in there if not one.doubted and not one.held] or there


def _ask_about_other_lot(
    line: OrderLineRow, item: Item, taken: Candidate, quantity: int, own: list[ReservationRow], need: Need
) -> None:
    """Ask for a reason where a lot is taken that is not its turn."""
    if line.lot_id is not None and taken.lot_id != line.lot_id:
        raise _other_lot(f"The customer asked for lot {line.lot}.", line.lot or "", taken)
    if quantity <= sum(one.quantity for one in own if one.lot_id == taken.lot_id):
        return
    kept = {one.lot_id for one in own}
    for earlier in stock.in_rotation(item.id, item.rotation):
        if earlier.lot_id == taken.lot_id:
            return
        if usable(earlier, need) or (earlier.lot_id in kept and kept_reason(earlier, need) is None):
            raise _other_lot(f"Lot {earlier.lot} in {earlier.bin} goes first.", earlier.lot, taken)


def _other_lot(message: str, lot: str, taken: Candidate) -> NeedsConfirmation:
    return NeedsConfirmation(
        "other-lot",
        message,
        f"Take {lot}, or give a reason for {taken.lot}.",
        accept="override-reason",
        lot=lot,
    )


def _parts(
    line: OrderLineRow, there: list[Candidate], own: list[ReservationRow], quantity: int, item: Item
) -> list[Part]:
    """Spread a quantity over the balances of a lot in a bin: what is kept for the line first, then what is free."""
    kept = {(one.place_id, one.lot_id, one.plate_id): one for one in own}
    parts: list[Part] = []
    left = quantity
    mine_first = sorted(there, key=lambda one: (one.place_id, one.lot_id, one.plate_id) not in kept)
    for one in mine_first:
        mine = kept.get((one.place_id, one.lot_id, one.plate_id))
        held = mine.quantity if mine else 0
        taken = min(left, one.available + held)
        if taken > 0:
            parts.append(Part(line.id, one, taken, min(taken, held), mine.id if mine else None))
            left -= taken
    if left:
        free = quantity - left
        total = sum(one.quantity for one in there)
        code = "reserved" if total >= quantity else "not-enough-stock"
        what = (
            f"{free} of {total} {item.unit} are free" if code == "reserved" else f"only {total} {item.unit} are there"
        )
        raise Refused(
            code, f"{item.code} {there[0].lot} in {there[0].bin}: {what}.", "Take less, or report it short.",
            there=total, free=free,
        )  # fmt: skip
    return parts


def _give_up_surplus(head: OrderHead, line: OrderLineRow, taken: int) -> None:
    """Let go of what is kept for the line beyond what it still needs, the last in the way first."""
    own = [one for one in kept_for_order(head.id, picked=False) if one.order_line == line.id]
    surplus = sum(one.quantity for one in own) + line.picked + line.shipped + taken - line.wanted
    for one in reversed(own):
        if surplus <= 0:
            return
        dropped = min(surplus, one.quantity)
        let_go([replace(one, quantity=dropped)])
        surplus -= dropped
