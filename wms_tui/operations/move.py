"""Move: a part of a lot, a whole plate or a whole bin goes to another place in the house."""

from dataclasses import dataclass

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item, Place
from wms_tui.errors import NotFound, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.carrying import balances_at, carry_free, carry_whole
from wms_tui.operations.count_locks import free_lapsed_bins, not_being_counted
from wms_tui.operations.fitting import refuse_all_goods, refuse_goods
from wms_tui.operations.plates import plate_at, plate_for
from wms_tui.operations.quantities import units
from wms_tui.queries import stock
from wms_tui.queries.items import item_by_id, the_item
from wms_tui.queries.lots import lot_by_id, the_lot
from wms_tui.queries.places import the_bin
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class MoveStock:
    """So much of a lot from one place to another; ``plate`` is where it is put down on, if on any."""

    item: str
    lot: str
    quantity: int | str
    source: str
    target: str
    plate: str = ""
    serials: tuple[str, ...] = ()
    reason: str = ""
    accept: tuple[str, ...] = ()
    """``accept-counting`` where somebody counts at one of the ends."""


@dataclass(frozen=True, slots=True)
class MovePlate:
    """A plate with everything on it to another place."""

    plate: str
    target: str
    reason: str = ""
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveBin:
    """Everything in a bin to another place."""

    source: str
    target: str
    reason: str = ""
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moved(Done):
    """How much went, in base units over all lots, and where it is."""

    quantity: int
    source: str
    target: str


@operation("move")
def move(slip: MoveStock, deed: Deed) -> Moved:
    """Move a free quantity of a lot; what is kept for orders stays where it is.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        NeedsConfirmation: ``being-counted`` where somebody else counts at one of the ends.
        Refused: ``same-place``, ``reserved``, ``not-enough-stock``, ``plate-elsewhere``; what the target refuses.
    """
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    source, target = _ends(slip, deed, slip.source, onto_plate=bool(slip.plate))
    quantity = units(slip.quantity, item)
    if source.id != target.id:
        refuse_goods(target, item, lot.number, quantity)
    plate, _ = plate_at(slip.plate, target)
    there = [one for one in stock.of_lot_at(lot.id, source.id) if (one.place_id, one.plate_id) != (target.id, plate)]
    moves = carry_free(
        item, there, quantity, what=f"{item.code} {lot.number}".strip(), bin_code=source.code, target=target.id,
        plate=plate, named=slip.serials,
    )  # fmt: skip
    deed.post(moves, reason=slip.reason)
    return Moved(quantity=quantity, source=source.code, target=target.code)


@operation("move")
def move_plate(slip: MovePlate, deed: Deed) -> Moved:
    """Move a plate with all that is on it; what is kept of it for orders goes along.

    Raises:
        NotFound: ``unknown-plate``, ``unknown-bin``.
        Refused: ``same-place``, ``reserved``; what the target refuses.
    """
    _, code = plate_for(slip.plate)
    number = stock.plate_id(code)
    there = stock.on_plate(number) if number else []
    if not there:
        raise NotFound("unknown-plate", f"Nothing is on plate {code}.", "Scan the plate again.", plate=code)
    # Undoing what was taken off a plate that has moved on leaves it in two places; it comes together again here.
    goes = [one for one in there if one.place_id != the_bin(slip.target).id] or there
    source, target = _ends(slip, deed, goes[0].bin)
    return _move_all(deed, goes, source, target, slip.reason)


@operation("move")
def move_bin(slip: MoveBin, deed: Deed) -> Moved:
    """Move everything in a bin; plates stay plates, and what is kept for orders goes along.

    Raises:
        NotFound: ``unknown-bin``.
        Refused: ``same-place``, ``bin-empty``, ``reserved``; what the target refuses.
    """
    source, target = _ends(slip, deed, slip.source)
    return _move_all(deed, balances_at(source), source, target, slip.reason)


def _ends(
    slip: MoveStock | MovePlate | MoveBin, deed: Deed, source_code: str, *, onto_plate: bool = False
) -> tuple[Place, Place]:
    """Return where it goes from and to; the same place only where goods are put onto a plate there."""
    free_lapsed_bins()
    source, target = (not_being_counted(the_bin(code), deed.by, slip.accept) for code in (source_code, slip.target))
    if source.id == target.id and not onto_plate:
        raise Refused("same-place", f"It is in {source.code} already.", "Scan where it goes.", bin=source.code)
    return source, target


def _move_all(deed: Deed, there: list[Candidate], source: Place, target: Place, reason: str) -> Moved:
    _refuse_together(there, target)
    refuse_all_goods(target, [_goods(one) for one in there])
    carried = [carry_whole(one, target, one.plate_id or NO_PLATE) for one in there]
    deed.post([one.move for one in carried], reason=reason)
    return Moved(quantity=sum(one.stock.quantity for one in carried), source=source.code, target=target.code)


def _goods(one: Candidate) -> tuple[Item, str, int]:
    lot = lot_by_id(one.lot_id)
    return item_by_id(lot.item_id), lot.number, one.quantity


def _refuse_together(there: list[Candidate], target: Place) -> None:
    """Refuse a bin that could take each balance alone but not all of them."""
    total = sum(one.quantity for one in there)
    held = sum(one.quantity for one in stock.at_place(target.id))
    if target.capacity is not None and held + total > target.capacity:
        room = max(0, target.capacity - held)
        raise Refused(
            "bin-full",
            f"{target.code} takes {room} more, not {total}.",
            "Use another bin.",
            bin=target.code,
            room=room,
        )
