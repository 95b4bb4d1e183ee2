"""Hold and release: what quality says of a lot, and what follows for what was promised of it."""

from dataclasses import dataclass

from wms_tui.domain.codes import clean_code
from wms_tui.domain.rows import Item, Lot
from wms_tui.domain.types import PlaceKind, Status
from wms_tui.errors import BadInput, Refused
from wms_tui.ledger import Move, StatusMove
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.carrying import carry_part
from wms_tui.operations.quantities import units
from wms_tui.operations.reserving import let_go
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import kept_of_lot
from wms_tui.queries.places import place_of_kind, the_bin
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class Hold:
    """A lot that may not leave; or a part of it in a bin, which goes to the cage."""

    item: str
    lot: str
    reason: str
    bin: str = ""
    quantity: int | str | None = None


@dataclass(frozen=True)
class StatusSet(Done):
    """The lot's status now, and how many reservations were given up for it."""

    status: Status
    reservations_dropped: int


@operation("hold")
def hold(slip: Hold, deed: Deed) -> StatusSet:
    """Put a lot on hold and let go of what is kept of it; a part of a lot is moved to the cage.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        BadInput: ``reason-needed``.
        Refused: ``lot-on-hold``, ``lot-recalled``, ``lot-rejected`` where it may not leave anyway;
            ``not-enough-stock``, ``same-place`` for a part.
    """
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    reason = _reason(slip.reason)
    if slip.bin or slip.quantity is not None:
        return _hold_part(slip, deed, item, lot, reason)
    if lot.status not in (Status.RELEASED, Status.QUARANTINE):
        raise Refused(
            f"lot-{_word(lot.status)}",
            f"Lot {lot.number} is {_word(lot.status)} already.",
            "Nothing to do.",
            lot=lot.number,
        )
    deed.post(changes=[StatusMove(lot.id, lot.status, Status.HOLD)], reason=reason)
    return StatusSet(status=Status.HOLD, reservations_dropped=let_go(kept_of_lot(lot.id)))


def _hold_part(slip: Hold, deed: Deed, item: Item, lot: Lot, reason: str) -> StatusSet:
    """Move a part of a lot to the cage; what was promised of it is given up, the newest promise first."""
    if not slip.bin or slip.quantity is None:
        raise BadInput("bad-quantity", "A part needs both a bin and a quantity.", "Use --bin and --quantity.")
    place, cage = the_bin(slip.bin), place_of_kind(PlaceKind.CAGE)
    if place.id == cage.id:
        raise Refused("same-place", f"It is in {cage.code} already.", "Nothing to do.", bin=cage.code)
    quantity = units(slip.quantity, item)
    there = stock.of_lot_at(lot.id, place.id)
    total = sum(one.quantity for one in there)
    if quantity > total:
        raise Refused(
            "not-enough-stock",
            f"{item.code} {lot.number}: only {total} in {place.code}.",
            "Hold what is there.",
            there=total,
        )
    dropped = 0
    for one in kept_of_lot(lot.id, place.id):
        if sum(found.available for found in stock.of_lot_at(lot.id, place.id)) >= quantity:
            break
        dropped += let_go([one])
    moves: list[Move] = []
    left = quantity
    for found in stock.of_lot_at(lot.id, place.id):
        taken = min(left, found.available)
        if taken:
            moves.append(carry_part(item, found, taken, cage.id, NO_PLATE, ()))
            left -= taken
    if left:
        raise Refused("reserved", f"{left} of it are picked already.", "Unpick them first.", left=left)
    deed.post(moves, reason=reason)
    return StatusSet(status=lot.status, reservations_dropped=dropped)


@dataclass(frozen=True, slots=True)
class Release:
    """A lot that may leave again."""

    item: str
    lot: str
    reason: str


@operation("release")
def release(slip: Release, deed: Deed) -> StatusSet:
    """Release a lot from hold or quarantine.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
        BadInput: ``reason-needed``.
        Refused: ``lot-released``, ``lot-rejected``, ``lot-recalled``, ``lot-expired``.
    """
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    reason = _reason(slip.reason)
    if lot.status not in (Status.HOLD, Status.QUARANTINE):
        word = _word(lot.status)
        raise Refused(
            f"lot-{word}",
            f"Lot {lot.number} is {word}.",
            "Only hold and quarantine are released.",
            lot=lot.number,
        )
    if lot.expires_on is not None and lot.expires_on < deed.on:
        raise Refused(
            "lot-expired",
            f"Lot {lot.number} expired on {lot.expires_on}.",
            "Take it out of stock.",
            lot=lot.number,
        )
    deed.post(changes=[StatusMove(lot.id, lot.status, Status.RELEASED)], reason=reason)
    return StatusSet(status=Status.RELEASED, reservations_dropped=0)


def _word(status: Status) -> str:
    return "on-hold" if status is Status.HOLD else status.value


def _reason(text: str) -> str:
    if not text.strip():
        raise BadInput("reason-needed", "A reason is needed.", "Say why, in a few words.")
    return clean_code(text.strip()[:64].strip(), "reason")
