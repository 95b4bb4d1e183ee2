"""Adjust: book what is really there, with the reason why the books were wrong."""

from dataclasses import dataclass

from wms_tui.domain.codes import clean_code
from wms_tui.domain.quantity import LARGEST, parse_change, parse_quantity
from wms_tui.domain.rows import Item
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.correcting import found_there, missing_there
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import the_bin
from wms_tui.storage.stock_rows import mark_doubted

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
    if difference > 0:
        moves = found_there(item, lot.id, place.id, difference, slip.serials)
    else:
        target = PlaceKind.DESTROYED if slip.reason in DESTROYING else PlaceKind.LOSS
        what = f"{item.code} {slip.lot}".strip()
        moves = missing_there(item, what, place.code, there, -difference, slip.serials, target)
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
