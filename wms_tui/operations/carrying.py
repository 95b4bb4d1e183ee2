"""Carrying balances from one place to another with what is kept of them; part of several verbs."""

from collections.abc import Sequence
from dataclasses import dataclass

from wms_tui.domain.rotation import BIN_HELD, Candidate
from wms_tui.domain.rows import Item, Place
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.errors import BadInput, NotFound, Refused
from wms_tui.ledger import Move
from wms_tui.operations.fitting import refuse_goods
from wms_tui.queries import stock
from wms_tui.queries.items import item_by_id
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.orders import kept_of_stock
from wms_tui.queries.places import place_by_id
from wms_tui.queries.serials import chosen_serials, serials_at
from wms_tui.storage.lot_rows import place_serials
from wms_tui.storage.reservation_rows import move_reservations


def free_parts(there: Sequence[Candidate], quantity: int, what: str, bin_code: str) -> list[tuple[Candidate, int]]:
    """Spread a quantity over balances by what nobody has been promised of them.

    Raises:
        Refused: ``reserved`` or ``not-enough-stock``.
    """
    parts: list[tuple[Candidate, int]] = []
    left = quantity
    # A part does not leave a plate that is on hold: that is taken last, and refused where it is carried.
    for one in sorted(there, key=lambda one: one.held):
        taken = min(left, one.available)
        if taken > 0:
            parts.append((one, taken))
            left -= taken
    if left:
        total = sum(one.quantity for one in there)
        if total >= quantity:
            raise Refused(
                "reserved", f"{what} in {bin_code}: {quantity - left} free, the rest is kept for orders.",
                "Take what is free, or unallocate first.", free=quantity - left,
            )  # fmt: skip
        raise Refused(
            "not-enough-stock", f"{what}: only {total} in {bin_code}, {quantity} wanted.",
            "Count the bin, or take less.", there=total,
        )  # fmt: skip
    return parts


def part_of(item: Item, one: Candidate, quantity: int, named: Sequence[str]) -> list[tuple[int, str]]:
    """Return the units that go along with a part of a balance; none where the item has no serials.

    Raises:
        BadInput: ``no-serials``.
        NotFound: ``unknown-serial``.
        Refused: ``serials-needed``.
    """
    if item.tracking is not Tracking.SERIAL:
        if named:
            raise BadInput("no-serials", f"{item.code} is not tracked by serial.", "Leave the serials out.")
        return []
    return chosen_serials(one.lot_id, one.place_id, one.plate_id, named, quantity)


def carry_free(
    item: Item, there: Sequence[Candidate], quantity: int, *, what: str, bin_code: str, target: int, plate: int,
    named: Sequence[str],
) -> list[Move]:  # fmt: skip
    """Return the moves of a free quantity of balances, units with serials from where each of them stands.

    Raises:
        NotFound: ``unknown-serial``.
        BadInput: ``no-serials``.
        Refused: ``reserved``, ``not-enough-stock``, ``serials-needed``; what ``carry_part`` refuses.
    """
    units = named_units(named, quantity, there) if item.tracking is Tracking.SERIAL else {}
    if not units:
        parts = free_parts(there, quantity, what, bin_code)
        return [carry_part(item, one, taken, target, plate, named) for one, taken in parts]
    moves: list[Move] = []
    for one in there:
        own = units.get((one.place_id, one.plate_id), ())
        if own:
            free_parts([one], len(own), what, bin_code)
            moves.append(carry_part(item, one, len(own), target, plate, own))
    return moves


Spot = tuple[int, int]
"""A place and a plate, by the numbers of their rows."""


def named_units(serials: Sequence[str], quantity: int, there: Sequence[Candidate]) -> dict[Spot, list[str]]:
    """Return the units that were named, by place and plate; nothing where none was named.

    Raises:
        NotFound: ``unknown-serial``.
        Refused: ``serials-needed`` where their number is not the quantity.
    """
    if not serials:
        return {}
    if len(set(serials)) != quantity:
        raise Refused(
            "serials-needed", f"{quantity} serials are needed, {len(set(serials))} given.", "Scan each unit once."
        )
    spots = {
        text: (one.place_id, one.plate_id)
        for one in there
        for _, text in serials_at(one.lot_id, one.place_id, one.plate_id)
    }
    named: dict[Spot, list[str]] = {}
    for text in serials:
        if text not in spots:
            raise NotFound("unknown-serial", f"Serial {text} is not there.", "Scan the unit in your hand.", serial=text)
        named.setdefault(spots[text], []).append(text)
    return named


def carry_part(item: Item, one: Candidate, quantity: int, target: int, plate: int, named: Sequence[str]) -> Move:
    """Return the move of a free part of a balance, and let its units follow.

    Raises:
        Refused: ``plate-on-hold``, ``bin-on-hold`` where the part would be free of a hold elsewhere than in the cage.
    """
    if one.held and place_by_id(target).kind is not PlaceKind.CAGE:
        raise goes_to_the_cage(one)
    serials = part_of(item, one, quantity, named)
    place_serials((number for number, _ in serials), target, plate, None)
    return Move(
        one.lot_id,
        one.place_id,
        target,
        quantity,
        one.plate_id,
        plate,
        serials=" ".join(text for _, text in serials),
    )


@dataclass(frozen=True, slots=True)
class Carried:
    """A whole balance that goes elsewhere with everything that is kept of it."""

    stock: Candidate
    move: Move


def carry_whole(one: Candidate, target: Place, plate: int) -> Carried:
    """Return the move of a whole balance; reservations and units follow it.

    Raises:
        Refused: ``reserved`` where something is kept of it and the target is not picked from; what the
            target refuses; ``bin-on-hold`` where it comes out of such a bin and goes elsewhere than to the cage.
    """
    lot = lot_by_id(one.lot_id)
    item = item_by_id(lot.item_id)
    refuse_goods(target, item, lot.number, one.quantity)
    if one.held >= BIN_HELD and target.kind is not PlaceKind.CAGE:
        raise goes_to_the_cage(one)
    if one.reserved and not _keeps_promises(one, target):
        holders = ", ".join(sorted({kept.order for kept in kept_of_stock(one.place_id, one.lot_id, one.plate_id)}))
        raise Refused(
            "reserved", f"{one.reserved} of {item.code} {lot.number} are kept for {holders}.",
            "Move it to a bin that is picked from.", orders=holders,
        )  # fmt: skip
    serials = serials_at(one.lot_id, one.place_id, one.plate_id)
    place_serials((number for number, _ in serials), target.id, plate, None)
    move_reservations(one.lot_id, one.place_id, one.plate_id, target.id, plate)
    return Carried(
        one,
        Move(one.lot_id, one.place_id, target.id, one.quantity, one.plate_id, plate, release=one.reserved,
             reserve=one.reserved, serials=" ".join(text for _, text in serials)),
    )  # fmt: skip


def goes_to_the_cage(one: Candidate) -> Refused:
    """Return the refusal of goods that would be free of the hold of their bin or their plate elsewhere."""
    if one.held >= BIN_HELD:
        return Refused("bin-on-hold", f"{one.bin} is on hold.", "Its goods may go to the cage only.", bin=one.bin)
    return Refused(
        "plate-on-hold", f"Pallet {one.plate} is on hold.", "Move it whole, or a part to the cage.", plate=one.plate
    )


def _keeps_promises(one: Candidate, target: Place) -> bool:
    """Return whether what is kept of a balance can still be picked where it goes."""
    return one.kind == PlaceKind.BIN and target.kind is PlaceKind.BIN and target.pickable and not target.closed


def balances_at(place: Place) -> list[Candidate]:
    """Return all balances at a place.

    Raises:
        Refused: ``bin-empty``.
    """
    found = stock.at_place(place.id)
    if not found:
        raise Refused("bin-empty", f"{place.code} is empty.", "Scan the bin the goods are in.", bin=place.code)
    return found
