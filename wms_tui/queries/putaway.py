"""Questions about bins that goods might go to: what they hold and what room is left."""

from wms_tui.domain.codes import folded
from wms_tui.domain.putaway import BinChoice
from wms_tui.domain.rows import Item, Place
from wms_tui.domain.types import Mixing, PlaceKind
from wms_tui.storage.statements import Row, rows

NEAREST_EMPTY = 200
"""How many empty bins are looked at, nearest on the way first."""

_BIN = """
SELECT place.id, place.code, place.walk, place.zone, place.temperature, place.capacity, place.mixing,
       place.blocked OR place.held, place.pickable
FROM place
"""
_WITH_ITEM = _BIN + (
    "WHERE place.kind = ? AND place.counting = 0 AND place.id IN"
    " (SELECT stock.place_id FROM lot JOIN stock ON stock.lot_id = lot.id WHERE lot.item_id = ?)"
)
_FIXED = _BIN + "WHERE place.kind = ? AND place.counting = 0 AND place.folded = ?"
_EMPTY = _BIN + (
    "WHERE place.kind = ? AND place.temperature = ? AND place.blocked = 0 AND place.held = 0 AND place.pickable = 1"
    " AND place.counting = 0"
    " AND NOT EXISTS (SELECT 1 FROM stock WHERE stock.place_id = place.id)"
    " ORDER BY place.walk, place.sort_key LIMIT ?"
)
_HOLDS = """
SELECT item.code, lot.number, sum(stock.quantity) FROM stock
JOIN lot ON lot.id = stock.lot_id JOIN item ON item.id = lot.item_id
WHERE stock.place_id = ? GROUP BY item.code, lot.number
"""
_FIXED_FOR = "SELECT fixed_bin, code FROM item WHERE fixed_bin <> '' ORDER BY id DESC"


def choice_of(place: Place) -> BinChoice:
    """Return a bin as a choice for goods: what it is and what it holds."""
    found = (place.id, place.code, place.walk, place.zone, place.temperature, place.capacity, place.mixing,
             place.closed, place.pickable)  # fmt: skip
    return _choice(found, rows(_HOLDS, place.id), _owners())


def choices_for(item: Item) -> list[BinChoice]:
    """Return the bins that goods of an item might go to: its own, those that hold it, the nearest empty ones.

    A bin that is being counted is none of them.
    """
    held = rows(_WITH_ITEM, PlaceKind.BIN, item.id)
    if item.fixed_bin:
        held += rows(_FIXED, PlaceKind.BIN, folded(item.fixed_bin))
    empty = rows(_EMPTY, PlaceKind.BIN, item.temperature, NEAREST_EMPTY)
    owners = _owners()
    choices = {one[0]: _choice(one, [], owners) for one in empty}
    choices |= {one[0]: _choice(one, rows(_HOLDS, one[0]), owners) for one in held}
    return list(choices.values())


def _owners() -> dict[str, str]:
    """Return the item that each fixed bin is kept for."""
    return {folded(bin_code): item for bin_code, item in rows(_FIXED_FOR)}


def _choice(found: Row, held: list[Row], owners: dict[str, str]) -> BinChoice:
    _, code, walk, zone, temperature, capacity, mixing, blocked, pickable = found
    return BinChoice(
        code=code, walk=walk, zone=zone, temperature=temperature, fixed_item=owners.get(folded(code), ""),
        holds=tuple((item, lot) for item, lot, _ in held), quantity=sum(quantity for _, _, quantity in held),
        capacity=capacity, mixing=Mixing(mixing), blocked=bool(blocked), pickable=bool(pickable),
    )  # fmt: skip
