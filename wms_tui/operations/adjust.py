"""Adjust: book what is really there, with the reason why the books were wrong."""

from dataclasses import dataclass

from wms_tui.domain.codes import clean_code
from wms_tui.domain.quantity import LARGEST, parse_change, parse_quantity
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item, Lot, Place
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.errors import BadInput, Refused
from wms_tui.ledger import Move
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.carrying import free_parts, part_of
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import place_of_kind, the_bin
from wms_tui.queries.serials import serial_exists
from wms_tui.storage.lot_rows import add_serial, place_serials
from wms_tui.storage.stock_rows import mark_doubted
from wms_tui.storage.tables import NO_PLATE

REASONS = {
    "miscount": "counted wrong before",
    "found": "found",
    "lost": "cannot be found",
    "damage": "damaged",
    "expired": "taken out because it expired",
    "mis-pick": "picked wrong",
    "wrong-lot": "wrong lot picked or labelled",
    "receiving-error": "received wrong",
    "sample": "taken as a sample",
    "theft": "stolen",
    "scrap": "thrown away",
}
"""The usual reasons; a sentence of one's own is as good."""
DESTROYING = frozenset({"damage", "expired", "sample", "scrap"})


@dataclass(frozen=True, slots=True)
class Adjust:
    """A lot in a bin is so many more or fewer (``by``, signed), or so many in all (``to``)."""

    item: str
    lot: str
    bin: str
    reason: str
    by: int | str | None = None
    to: int | str | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class Adjusted(Done):
    """How much is there now, and how much more (or less) that is than before."""

    quantity: int
    difference: int


@operation("adjust")
def adjust(slip: Adjust, deed: Deed) -> Adjusted:
    """Book a difference between the books and the bin; what is missing goes to loss, or was destroyed.

    What was doubted there is counted with it. Where a doubt turns out wrong, ``to`` says what the books say:
    that is an entry without moves.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        BadInput: ``reason-needed``; ``by`` and ``to`` together or neither; a quantity that is none.
        Refused: ``no-difference``, ``reserved``, ``not-enough-stock``.
    """
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    place = the_bin(slip.bin)
    reason = _reason(slip)
    there = stock.of_lot_at(lot.id, place.id)
    before = sum(one.quantity for one in there)
    doubted = any(one.doubted for one in there)
    difference = _difference(slip, item, before, confirms=doubted and slip.to is not None)
    moves = (
        _more(slip, item, lot, place, difference) if difference > 0 else _less(slip, item, place, there, -difference)
    )
    deed.post(moves, reason=reason)
    if doubted:
        mark_doubted(lot.id, place.id, doubted=False)
    return Adjusted(quantity=before + difference, difference=difference)


def _reason(slip: Adjust) -> str:
    if not slip.reason.strip():
        raise BadInput("reason-needed", "An adjustment needs a reason.", f"For example {', '.join(list(REASONS)[:4])}.")
    return clean_code(slip.reason.strip()[:64].strip(), "reason")


def _difference(slip: Adjust, item: Item, before: int, *, confirms: bool) -> int:
    if (slip.by is None) == (slip.to is None):
        raise BadInput("bad-quantity", "Say either by how much or to how many.", "Use --by or --to.")
    if slip.by is not None:
        difference = slip.by if isinstance(slip.by, int) else parse_change(slip.by, item.packs, item.unit)
    else:
        difference = _total(slip.to, item) - before
    if difference == 0 and not confirms:
        raise Refused("no-difference", "That is what the books say.", "Nothing to do.", quantity=before)
    if abs(difference) > LARGEST:
        raise BadInput("bad-quantity", f"{difference} cannot be a quantity.", "Give a smaller one.")
    return difference


def _total(to: int | str | None, item: Item) -> int:
    if isinstance(to, str):
        return 0 if to.strip() in ("0", "") else parse_quantity(to, item.packs, item.unit)
    if to is None or not 0 <= to <= LARGEST:
        raise BadInput("bad-quantity", f"{to} cannot be a quantity.", "Give 0 or more.")
    return to


def _more(slip: Adjust, item: Item, lot: Lot, place: Place, quantity: int) -> list[Move]:
    found = place_of_kind(PlaceKind.FOUND)
    if item.tracking is Tracking.SERIAL:
        if len(set(slip.serials)) != quantity:
            raise Refused("serials-needed", f"{quantity} serials are needed.", "Scan each unit once.")
        for one in slip.serials:
            if serial_exists(item.id, one):
                raise Refused(
                    "serial-exists",
                    f"{item.code} has a unit {one} already.",
                    "Move it from where it is.",
                    serial=one,
                )
            add_serial(item.id, lot.id, one, place.id, NO_PLATE)
    return [Move(lot.id, found.id, place.id, quantity, serials=" ".join(slip.serials))]


def _less(slip: Adjust, item: Item, place: Place, there: list[Candidate], quantity: int) -> list[Move]:
    target = place_of_kind(PlaceKind.DESTROYED if slip.reason in DESTROYING else PlaceKind.LOSS)
    moves: list[Move] = []
    for one, taken in free_parts(there, quantity, f"{item.code} {slip.lot}".strip(), place.code):
        serials = part_of(item, one, taken, slip.serials)
        place_serials((number for number, _ in serials), target.id, NO_PLATE, None)
        moves.append(
            Move(
                one.lot_id,
                one.place_id,
                target.id,
                taken,
                one.plate_id,
                serials=" ".join(text for _, text in serials),
            )
        )
    return moves
