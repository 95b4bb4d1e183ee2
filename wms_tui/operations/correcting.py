"""Booking what is there and the books have not, and what the books have and is not there; part of several verbs."""

from collections.abc import Sequence

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.errors import Refused
from wms_tui.ledger import Move
from wms_tui.operations.carrying import free_parts, part_of
from wms_tui.queries.places import place_of_kind
from wms_tui.queries.serials import serial_exists
from wms_tui.storage.lot_rows import add_serial, place_serials
from wms_tui.storage.tables import NO_PLATE


def found_there(item: Item, lot: int, place: int, quantity: int, serials: Sequence[str]) -> list[Move]:
    """Return the move of goods that were found, and write the units that an item with serials has more.

    Raises:
        Refused: ``serials-needed``; ``serial-exists`` where a unit is known to be somewhere else.
    """
    found = place_of_kind(PlaceKind.FOUND)
    if item.tracking is Tracking.SERIAL:
        if len(set(serials)) != quantity:
            raise Refused("serials-needed", f"{quantity} serials are needed.", "Scan each unit once.")
        for one in serials:
            if serial_exists(item.id, one):
                raise Refused(
                    "serial-exists",
                    f"{item.code} has a unit {one} already.",
                    "Move it from where it is.",
                    serial=one,
                )
            add_serial(item.id, lot, one, place, NO_PLATE)
    return [Move(lot, found.id, place, quantity, serials=" ".join(serials))]


def missing_there(
    item: Item, what: str, bin_code: str, there: Sequence[Candidate], quantity: int, serials: Sequence[str],
    target: PlaceKind = PlaceKind.LOSS,
) -> list[Move]:  # fmt: skip
    """Return the moves of goods that are not there, out of the house, and let their units follow.

    Raises:
        Refused: ``reserved``, ``not-enough-stock``; ``serials-needed``.
        NotFound: ``unknown-serial``.
    """
    gone = place_of_kind(target)
    moves: list[Move] = []
    for one, taken in free_parts(there, quantity, what, bin_code):
        units = part_of(item, one, taken, serials)
        place_serials((number for number, _ in units), gone.id, NO_PLATE, None)
        moves.append(
            Move(
                one.lot_id, one.place_id, gone.id, taken, one.plate_id, serials=" ".join(text for _, text in units)
            )
        )  # fmt: skip
    return moves
