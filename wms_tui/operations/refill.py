"""Refill: goods go from the reserve onto a cart, and from the cart into the bins that are picked from."""

from collections.abc import Sequence
from dataclasses import dataclass

from wms_tui.domain.replenishment import own_cart
from wms_tui.domain.rotation import Need
from wms_tui.domain.rows import Item, Place, spelled
from wms_tui.domain.types import Mixing, PlaceKind
from wms_tui.errors import Refused
from wms_tui.ledger import Move
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.carrying import carry_free, carry_part, free_parts
from wms_tui.operations.count_locks import free_lapsed_bins
from wms_tui.operations.fitting import refuse_all_goods, refuse_goods
from wms_tui.operations.gates import refuse_brought, refuse_lot
from wms_tui.operations.quantities import units
from wms_tui.queries import stock
from wms_tui.queries.items import item_by_id, the_item
from wms_tui.queries.levels import bin_level
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import find_place, the_bin
from wms_tui.queries.replenishing import OnTheWay, has_or_gets, on_the_way
from wms_tui.storage.level_rows import add_refill, drop_refill
from wms_tui.storage.place_rows import add_place_rows
from wms_tui.storage.stock_rows import mark_doubted
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class PullRefill:
    """So much of a lot from a bin onto a cart, for a bin that it is picked from."""

    item: str
    lot: str
    quantity: int | str
    source: str
    target: str
    cart: str = ""
    """The cart of whoever pulls it, where none is named; it is made where it is not there yet."""
    serials: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class RefillPulled(Done):
    """What is on which cart now, for which bin."""

    item: str
    lot: str
    quantity: int
    source: str
    target: str
    cart: str


@operation("pull-refill")
def pull_refill(slip: PullRefill, deed: Deed) -> RefillPulled:
    """Take goods onto a cart for a bin that has a level of them; from now on they count as on their way.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        Refused: ``no-level``; ``not-needed`` where the bin has or gets enough of it already; ``not-a-cart``; what
            may not be brought (held, expired, being counted ...); ``reserved``, ``not-enough-stock``; what the bin
            refuses.
    """
    free_lapsed_bins()
    item, source, target = the_item(slip.item), the_bin(slip.source), the_bin(slip.target)
    lot = the_lot(item, slip.lot)
    quantity = units(slip.quantity, item)
    _refuse_needless(item, target, quantity, deed)
    there = stock.of_lot_at(lot.id, source.id)
    # What stands beside it on a pallet on hold stays; where nothing else is there, it is named.
    loose = [one for one in there if not one.held] or there
    for one in loose:
        refuse_brought(one, Need(deed.on), item.code)
    refuse_goods(target, item, lot.number, quantity)
    cart = _cart(slip.cart or own_cart(deed.by))
    moves = carry_free(
        item, loose, quantity, what=f"{item.code} {lot.number}".strip(), bin_code=source.code, target=cart.id,
        plate=NO_PLATE, named=slip.serials,
    )  # fmt: skip
    deed.post(moves, reference=target.code, reason=slip.reason)
    add_refill(item.id, lot.id, source.id, target.id, cart.id, quantity, deed.entry)
    return RefillPulled(
        item=item.code, lot=lot.number, quantity=quantity, source=source.code, target=target.code, cart=cart.code
    )  # fmt: skip


def _refuse_needless(item: Item, target: Place, quantity: int, deed: Deed) -> None:
    """Refuse more than a bin is to hold, what others bring to it counted in."""
    level = bin_level(target.id, item.id)
    if level is None:
        raise Refused(
            "no-level", f"{target.code} has no level of {item.code}.", f"wms bin level {target.code} {item.code}, or"
            " wms move.", bin=target.code,
        )  # fmt: skip
    more = level.maximum - has_or_gets(target.id, item.id, deed.on)
    if quantity > more:
        what = f"only {spelled(more, item)} more" if more > 0 else "no more"
        raise Refused(
            "not-needed", f"{target.code} needs {what} of {item.code}.", "Somebody brings it, or it is full. Go on.",
            bin=target.code, more=max(0, more),
        )  # fmt: skip


def _cart(code: str) -> Place:
    """Return a cart by its code; it is made where no place has that code."""
    found = find_place(code)
    if found is None:
        cart = Place(
            id=0, code=code, kind=PlaceKind.CART, zone="", aisle="", level="", walk=0, check_digits="", capacity=None,
            mixing=Mixing.ANY, temperature="", pickable=False, blocked=False, counting=False,
        )  # fmt: skip
        add_place_rows([cart])
        return the_bin(code)
    if found.kind is not PlaceKind.CART:
        raise Refused("not-a-cart", f"{found.code} is a {found.kind.value}.", "Scan a cart.", bin=found.code)
    return found


@dataclass(frozen=True, slots=True)
class DropRefill:
    """What is on a cart for a bin goes into it."""

    cart: str
    bin: str
    quantity: int | None = None
    """Base units, where not all of it goes in; the rest stays on the cart."""
    back: bool = False
    """Whether it goes back to the bin it came from."""
    serials: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PutIn:
    """So much of a lot that was put down."""

    item: str
    lot: str
    quantity: int


@dataclass(frozen=True)
class RefillDropped(Done):
    """What was put down, and where."""

    bin: str
    cart: str
    dropped: tuple[PutIn, ...]


@operation("drop-refill")
def drop_refills(slip: DropRefill, deed: Deed) -> RefillDropped:
    """Put down what is on a cart for a bin, or what came from it.

    Raises:
        NotFound: ``unknown-bin``.
        Refused: ``nothing-for-bin``; ``lot-on-hold`` and the like for a lot that may not be picked any more;
            ``not-free``; what the bin refuses.
    """
    cart, target = the_bin(slip.cart), the_bin(slip.bin)
    for_it = [one for one in on_the_way(cart.id) if (one.source if slip.back else one.target) == target.code]
    if not for_it:
        raise Refused("nothing-for-bin", f"Nothing on {cart.code} is for {target.code}.", "Scan the bin it is for.")
    amounts = _amounts(for_it, slip.quantity)
    goods = [(item_by_id(one.item_id), one.lot, quantity) for one, quantity in amounts]
    refuse_all_goods(target, goods)
    named, moves = list(slip.serials), list[Move]()
    for (one, quantity), (item, _, _) in zip(amounts, goods, strict=True):
        there = [row for row in stock.of_lot_at(one.lot_id, cart.id) if row.plate_id == NO_PLATE]
        for row, taken in free_parts(there, quantity, f"{one.item} {one.lot}".strip(), cart.code):
            if not slip.back:
                refuse_lot(row, Need(deed.on), item.code)
            own, named = named[:taken], named[taken:]
            moves.append(carry_part(item, row, taken, target.id, NO_PLATE, own))
    deed.post(moves, reference=target.code, reason=slip.reason or ("brought back" if slip.back else ""))
    for one, quantity in amounts:
        drop_refill(one.id, quantity, deed.entry)
    dropped = tuple(PutIn(one.item, one.lot, quantity) for one, quantity in amounts)
    return RefillDropped(bin=target.code, cart=cart.code, dropped=dropped)


def _amounts(for_it: Sequence[OnTheWay], most: int | None) -> list[tuple[OnTheWay, int]]:
    """Return how much of each is put down, the first ones first."""
    left = sum(one.quantity for one in for_it) if most is None else most
    amounts: list[tuple[OnTheWay, int]] = []
    for one in for_it:
        quantity = min(left, one.quantity)
        if quantity > 0:
            amounts.append((one, quantity))
            left -= quantity
    if not amounts or left > 0:
        total = sum(one.quantity for one in for_it)
        raise Refused("not-there", f"{total} of it are on the cart.", "Give 1 or more, and no more than that.")
    return amounts


@dataclass(frozen=True, slots=True)
class ShortRefill:
    """Less of a lot is in a bin of the reserve than the books say."""

    item: str
    lot: str
    bin: str
    reason: str = "short"


@dataclass(frozen=True)
class RefillShort(Done):
    """What is doubted from now on."""

    item: str
    lot: str
    bin: str


@operation("short-refill")
def short_refill(slip: ShortRefill, deed: Deed) -> RefillShort:
    """Doubt a lot in a bin: nobody is sent to it again until an adjustment has booked what is there.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        Refused: ``nothing-there`` where the books have none of it there.
    """
    item, place = the_item(slip.item), the_bin(slip.bin)
    lot = the_lot(item, slip.lot)
    if not stock.of_lot_at(lot.id, place.id):
        raise Refused("nothing-there", f"No {item.code} {lot.number} is in {place.code}.", "Nothing is to be counted.")
    deed.post(reference=place.code, reason=f"{slip.reason}: {item.code} {lot.number} in {place.code}"[:200])
    mark_doubted(lot.id, place.id, doubted=True)
    return RefillShort(item=item.code, lot=lot.number, bin=place.code)
