"""Put away: goods go from the dock to a bin, one that was chosen or those the rules choose."""

from dataclasses import dataclass

from wms_tui.domain.putaway import Goods, propose
from wms_tui.domain.rows import Item, Place
from wms_tui.errors import Refused
from wms_tui.ledger import Move
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.carrying import carry_part, free_parts
from wms_tui.operations.count_locks import free_lapsed_bins, not_being_counted
from wms_tui.operations.fitting import refuse_goods
from wms_tui.operations.quantities import units
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import the_bin
from wms_tui.queries.putaway import choices_for
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class PutAway:
    """So much of a lot from a place to a bin; without a bin the rules choose."""

    item: str
    lot: str
    quantity: int | str
    source: str = "DOCK"
    target: str = ""
    serials: tuple[str, ...] = ()
    reason: str = ""
    accept: tuple[str, ...] = ()
    """``accept-counting`` where somebody counts in one of the bins."""


@dataclass(frozen=True, slots=True)
class PutDown:
    """So much into one bin, and why there."""

    bin: str
    quantity: int
    why: str


@dataclass(frozen=True)
class PutAwayDone(Done):
    """Where the goods are now, and how much found no bin and stays where it was."""

    to: tuple[PutDown, ...]
    unassigned: int


@operation("putaway")
def put_away(slip: PutAway, deed: Deed) -> PutAwayDone:
    """Put free goods of a lot into bins.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        NeedsConfirmation: ``being-counted`` where somebody else counts in a bin that was named.
        Refused: ``no-bin-fits``, ``same-place``, ``reserved``, ``not-enough-stock``; what a chosen bin refuses.
    """
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    free_lapsed_bins()
    source = not_being_counted(the_bin(slip.source), deed.by, slip.accept)
    quantity = units(slip.quantity, item)
    what = f"{item.code} {lot.number}".strip()
    there = stock.of_lot_at(lot.id, source.id)
    free_parts(there, quantity, what, source.code)
    downs, unassigned = _where(slip, deed, item, lot.number, quantity, source)
    free = free_parts(there, quantity - unassigned, what, source.code)
    deed.post(_moves(item, free, downs, slip.serials), reason=slip.reason)
    return PutAwayDone(to=tuple(downs), unassigned=unassigned)


def _where(slip: PutAway, deed: Deed, item: Item, lot: str, quantity: int, source: Place) -> tuple[list[PutDown], int]:
    if slip.target:
        target = the_bin(slip.target)
        if target.id == source.id:
            raise Refused("same-place", f"It is in {source.code} already.", "Scan where it goes.", bin=source.code)
        refuse_goods(not_being_counted(target, deed.by, slip.accept), item, lot, quantity)
        return [PutDown(target.code, quantity, "chosen")], 0
    proposal = suggest_bins(item, lot, quantity)
    downs = [one for one in proposal[0] if one.bin != source.code]
    if not downs:
        raise Refused(
            "no-bin-fits", f"No bin fits {item.code} {lot}.".replace(" .", "."), "Choose one by hand, or make room.",
            item=item.code,
        )  # fmt: skip
    return downs, quantity - sum(one.quantity for one in downs)


def suggest_bins(item: Item, lot: str, quantity: int) -> tuple[tuple[PutDown, ...], int]:
    """Return the bins the rules would choose, and what would find none; nothing is changed."""
    goods = Goods(item.code, lot, quantity, item.temperature, item.fixed_bin)
    proposal = propose(goods, choices_for(item))
    return tuple(PutDown(one.bin, one.quantity, one.why) for one in proposal.parts), proposal.unassigned


def _moves(
    item: Item, free: list[tuple[stock.Candidate, int]], downs: list[PutDown], serials: tuple[str, ...]
) -> list[Move]:
    """Pair what is taken with where it is put down."""
    moves: list[Move] = []
    left = list(free)
    named = list(serials)
    for down in downs:
        target = the_bin(down.bin)
        wanted = down.quantity
        while wanted and left:
            one, available = left.pop(0)
            taken = min(wanted, available)
            own, named = named[:taken], named[taken:]
            moves.append(carry_part(item, one, taken, target.id, NO_PLATE, own))
            wanted -= taken
            if available > taken:
                left.insert(0, (one, available - taken))
    return moves
