"""Hold and release: what quality says of a lot, and what follows for what was promised of it."""

from dataclasses import dataclass, replace
from datetime import date

from wms_tui.domain.codes import clean_code
from wms_tui.domain.rows import Item, Lot
from wms_tui.domain.types import PlaceKind, Status, Tracking
from wms_tui.errors import BadInput, Refused
from wms_tui.ledger import Move, StatusMove
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.carrying import Spot, carry_part, named_units
from wms_tui.operations.quantities import units
from wms_tui.operations.reserving import let_go
from wms_tui.operations.signing import SECOND_PERSON, is_complete
from wms_tui.queries import stock
from wms_tui.queries.holds import StagedLine, staged_of_lots
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import kept_of_lot
from wms_tui.queries.places import place_of_kind, the_bin
from wms_tui.queries.signatures import first_signature
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class Hold:
    """A lot that may not leave; or a part of it in a bin, which goes to the cage.

    ``serials`` name the units of the part where the item has such; their number is the quantity if none is given.
    """

    item: str
    lot: str
    reason: str
    bin: str = ""
    quantity: int | str | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatusSet(Done):
    """The lot's status now, how many reservations were given up for it, and what of it waits at the stage."""

    status: Status
    reservations_dropped: int
    waiting_for: str = ""
    """``second person`` after the first of two signatures that a release takes."""
    staged: tuple[StagedLine, ...] = ()


@operation("hold")
def hold(slip: Hold, deed: Deed) -> StatusSet:
    """Put a lot on hold and let go of what is kept of it; a part of a lot is moved to the cage.

    Where the first of two people has signed for its release, another hold takes that away.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        BadInput: ``reason-needed``.
        Refused: ``lot-on-hold``, ``lot-recalled``, ``lot-rejected`` where it may not leave anyway;
            ``not-enough-stock``, ``same-place``, ``serials-needed`` for a part.
    """
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    reason = clean_reason(slip.reason)
    if slip.bin or slip.quantity is not None or slip.serials:
        return _hold_part(slip, deed, item, lot, reason)
    if lot.status not in (Status.RELEASED, Status.QUARANTINE) and first_signature(lot.id) is None:
        raise Refused(
            f"lot-{_word(lot.status)}",
            f"Lot {lot.number} is {_word(lot.status)} already.",
            "Nothing to do.",
            lot=lot.number,
        )
    return stop_lot(lot, Status.HOLD, deed, reason)


def stop_lot(lot: Lot, status: Status, deed: Deed, reason: str) -> StatusSet:
    """Post that a lot may not leave any more, and let go of what is kept of it: the one way there for every verb."""
    deed.post(changes=[StatusMove(lot.id, lot.status, status)], reason=reason)
    return StatusSet(status=status, reservations_dropped=let_go(kept_of_lot(lot.id)), staged=staged_of_lots((lot.id,)))


def _hold_part(slip: Hold, deed: Deed, item: Item, lot: Lot, reason: str) -> StatusSet:
    """Move a part of a lot to the cage; what was promised of it is given up, the newest promise first."""
    if not slip.bin or (slip.quantity is None and not slip.serials):
        raise BadInput("bad-quantity", "A part needs both a bin and a quantity.", "Use --bin and --quantity.")
    if slip.serials and item.tracking is not Tracking.SERIAL:
        raise BadInput("no-serials", f"{item.code} is not tracked by serial.", "Leave the serials out.")
    place, cage = the_bin(slip.bin), place_of_kind(PlaceKind.CAGE)
    if place.id == cage.id:
        raise Refused("same-place", f"It is in {cage.code} already.", "Nothing to do.", bin=cage.code)
    quantity = len(slip.serials) if slip.quantity is None else units(slip.quantity, item)
    there = stock.of_lot_at(lot.id, place.id)
    total = sum(one.quantity for one in there)
    if quantity > total:
        raise Refused(
            "not-enough-stock",
            f"{item.code} {lot.number}: only {total} in {place.code}.",
            "Hold what is there.",
            there=total,
        )
    named = named_units(slip.serials, quantity, there)
    dropped = _make_room(lot.id, place.id, quantity, named)
    moves: list[Move] = []
    left = quantity
    for found in stock.of_lot_at(lot.id, place.id):
        own = named.get((place.id, found.plate_id), ())
        taken = min(len(own) if named else left, found.available)
        if taken:
            moves.append(carry_part(item, found, taken, cage.id, NO_PLATE, own))
            left -= taken
    if left:
        raise Refused("reserved", f"{left} of it are picked already.", "Unpick them first.", left=left)
    deed.post(moves, reason=reason)
    return StatusSet(status=lot.status, reservations_dropped=dropped)


def _make_room(lot_id: int, place_id: int, quantity: int, named: dict[Spot, list[str]]) -> int:
    """Let go of as much as is needed of what is kept of a lot at a place, the newest first; return of how many rows."""
    dropped = 0
    for one in kept_of_lot(lot_id, place_id):
        there = stock.of_lot_at(lot_id, place_id)
        if named:
            lacking = sum(max(0, len(named.get((place_id, found.plate_id), ())) - found.available)
                          for found in there if found.plate_id == one.plate_id)  # fmt: skip
        else:
            lacking = quantity - sum(found.available for found in there)
        if lacking > 0:
            dropped += let_go([replace(one, quantity=min(lacking, one.quantity))])
    return dropped


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
    return release_lot(item, the_lot(item, slip.lot), deed, clean_reason(slip.reason))


def release_lot(item: Item, lot: Lot, deed: Deed, reason: str) -> StatusSet:
    """Post that a lot of an item may leave again: the one way there for every verb.

    Where the item asks for two people, the first one's release changes nothing but is kept as a signature.

    Raises:
        Refused: ``lot-released``, ``lot-rejected``, ``lot-recalled``, ``lot-expired``; ``second-person``.
    """
    if lot.status not in (Status.HOLD, Status.QUARANTINE):
        word = _word(lot.status)
        raise Refused(
            f"lot-{word}",
            f"Lot {lot.number} is {word}.",
            "Only hold and quarantine are released.",
            lot=lot.number,
        )
    refuse_expired(lot, deed.on)
    after = Status.RELEASED if is_complete(item, lot, deed) else lot.status
    deed.post(changes=[StatusMove(lot.id, lot.status, after)], reason=reason)
    return StatusSet(
        status=after, reservations_dropped=0, waiting_for="" if after is Status.RELEASED else SECOND_PERSON
    )  # fmt: skip


def refuse_expired(lot: Lot, on: date) -> None:
    """Refuse a lot whose last day is over: nothing releases it.

    Raises:
        Refused: ``lot-expired``.
    """
    if lot.expires_on is not None and lot.expires_on < on:
        raise Refused(
            "lot-expired",
            f"Lot {lot.number} expired on {lot.expires_on}.",
            "Take it out of stock.",
            lot=lot.number,
        )


def _word(status: Status) -> str:
    return "on-hold" if status is Status.HOLD else status.value


def clean_reason(text: str) -> str:
    """Return a reason as it is kept: one line of at most 64 characters.

    Raises:
        BadInput: ``reason-needed``.
    """
    if not text.strip():
        raise BadInput("reason-needed", "A reason is needed.", "Say why, in a few words.")
    return clean_code(text.strip()[:64].strip(), "reason")
