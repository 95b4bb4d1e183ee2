"""Which bins fit goods that stand at the dock: the best one and the next two; part of putting away."""

from collections.abc import Sequence

from wms_tui.domain.putaway import BinChoice, Goods, Part, propose, refusal
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item
from wms_tui.queries import stock
from wms_tui.queries.items import item_by_id, the_item
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.putaway import choices_for

SUGGESTED = 3
"""How many bins are proposed: the best one, and two behind F4."""


def best_bins(contents: Sequence[Goods], source: str, *, whole: bool) -> list[Part]:
    """Return the bins for goods in the order of preference; ``whole`` goods are not divided."""
    first = contents[0]
    choices = [one for one in choices_for(the_item(first.item)) if one.code != source]
    found: list[Part] = []
    while len(found) < SUGGESTED:
        proposal = propose(first, choices)
        if not proposal.parts:
            return found
        best = proposal.parts[0]
        choice = next(one for one in choices if one.code == best.bin)
        choices.remove(choice)
        if not whole or _takes_all(contents, choice):
            found.append(best)
    return found


def _takes_all(contents: Sequence[Goods], choice: BinChoice) -> bool:
    total = sum(one.quantity for one in contents)
    if choice.room is not None and choice.room < total:
        return False
    return all(refusal(one, choice) is None for one in contents)


def goods_of(item: Item, lot: str, quantity: int) -> Goods:
    """Return a quantity of a lot as goods that need a bin."""
    return Goods(item.code, lot, quantity, item.temperature, item.fixed_bin)


def goods_on(plate: str) -> list[Goods]:
    """Return what is on a pallet as goods that need a bin, a lot each."""
    found = []
    for one in on_plate(plate):
        lot = lot_by_id(one.lot_id)
        found.append(goods_of(item_by_id(lot.item_id), lot.number, one.quantity))
    return found


def on_plate(plate: str) -> list[Candidate]:
    """Return the balances on a pallet."""
    number = stock.plate_id(plate)
    return stock.on_plate(number) if number else []
