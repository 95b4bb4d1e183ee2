"""Taking stock to the stage for lines of orders; part of every kind of pick."""

from dataclasses import dataclass

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.errors import BadInput, NotFound, Refused
from wms_tui.ledger import Move
from wms_tui.queries import stock
from wms_tui.queries.places import place_of_kind
from wms_tui.queries.serials import chosen_serials, serials_at
from wms_tui.storage.lot_rows import place_serials
from wms_tui.storage.reservation_rows import add_reservation, shrink_reservation
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class Part:
    """A quantity of one balance for a line, and how much of it a reservation of the line held."""

    line: int
    stock: Candidate
    quantity: int
    kept: int
    reservation: int | None


def to_stage(parts: list[Part], item: Item, named: list[str] | None) -> list[Move]:
    """Return the moves that bring parts of an item to the stage, and write who they wait for.

    ``named`` are the serials that were scanned; each is used once and taken off the list. Where nobody
    scanned any (None), the first units of each part are taken.
    """
    stage = place_of_kind(PlaceKind.STAGE)
    _refuse_other_units(parts, named or [])
    moves: list[Move] = []
    for part in parts:
        plate = _plate_that_goes_along(part)
        serials = _serials(item, part, named)
        moves.append(
            Move(
                part.stock.lot_id, part.stock.place_id, stage.id, part.quantity, part.stock.plate_id, plate,
                release=part.kept, reserve=part.quantity, order_line=part.line,
                serials=" ".join(text for _, text in serials),
            )
        )  # fmt: skip
        place_serials((number for number, _ in serials), stage.id, plate, part.line)
        if part.reservation is not None:
            shrink_reservation(part.reservation, part.kept)
        add_reservation(part.line, part.stock.lot_id, stage.id, plate, part.quantity, picked=True)
    return moves


def _refuse_other_units(parts: list[Part], named: list[str]) -> None:
    """Refuse serials that are not there, and more of them than are taken.

    Raises:
        NotFound: ``unknown-serial``.
        Refused: ``serials-needed``.
    """
    if not named:
        return
    balances = {(part.stock.lot_id, part.stock.place_id, part.stock.plate_id) for part in parts}
    known = {text for balance in balances for _, text in serials_at(*balance)}
    unknown = next((text for text in named if text not in known), None)
    if known and unknown is not None:
        raise NotFound(
            "unknown-serial", f"Serial {unknown} is not there.", "Scan the unit in your hand.", serial=unknown
        )
    quantity = sum(part.quantity for part in parts)
    if known and len(named) > quantity:
        raise Refused("serials-needed", f"{quantity} serials are needed, {len(named)} given.", "Scan each unit once.")


def _plate_that_goes_along(part: Part) -> int:
    """Return the plate where all that is on it is taken; else the goods leave it."""
    if part.stock.plate_id == NO_PLATE or part.quantity < part.stock.quantity:
        return NO_PLATE
    return part.stock.plate_id if len(stock.on_plate(part.stock.plate_id)) == 1 else NO_PLATE


def _serials(item: Item, part: Part, named: list[str] | None) -> list[tuple[int, str]]:
    """Return the units of a part: those that were named and are there, or all where all are taken."""
    if item.tracking != Tracking.SERIAL:
        if named:
            raise BadInput("no-serials", f"{item.code} is not tracked by serial.", "Leave the serials out.")
        return []
    units = serials_at(part.stock.lot_id, part.stock.place_id, part.stock.plate_id)
    if named is None:
        return units[: part.quantity]
    there = {text for _, text in units}
    mine = [text for text in named if text in there][: part.quantity] or named[: part.quantity]
    for text in mine:
        named.remove(text)
    return chosen_serials(part.stock.lot_id, part.stock.place_id, part.stock.plate_id, mine, part.quantity)
