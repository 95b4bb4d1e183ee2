"""Questions about bins that goods might go to: what they hold and what room is left."""

from wms_tui.domain.putaway import BinChoice
from wms_tui.domain.rows import Item, Place
from wms_tui.domain.types import Mixing, PlaceKind
from wms_tui.storage.statements import Row, rows

NEAREST_EMPTY = 200
"""How many empty bins are looked at, nearest on the way first."""

_BIN = """
SELECT place.id, place.code, place.walk, place.zone, place.temperature, place.capacity, place.mixing, place.blocked,
       place.pickable
FROM place
"""
_WITH_ITEM = _BIN + (
    "WHERE place.kind = ? AND place.id IN"
    " (SELECT stock.place_id FROM lot JOIN stock ON stock.lot_id = lot.id WHERE lot.item_id = ?)"
)
_FIXED = _BIN + "WHERE place.kind = ? AND place.folded = ?"
_EMPTY = _BIN + (
    "WHERE place.kind = ? AND place.temperature = ? AND place.blocked = 0 AND place.pickable = 1"
    " AND NOT EXISTS (SELECT 1 FROM stock WHERE stock.place_id = place.id)"
    " ORDER BY place.walk, place.sort_key LIMIT ?"
)
_HOLDS = """
SELECT item.code, lot.number, sum(stock.quantity) FROM stock
JOIN lot ON lot.id = stock.lot_id JOIN item ON item.id = lot.item_id
WHERE stock.place_id = ? GROUP BY item.code, lot.number
"""
_FIXED_FOR = "SELECT code FROM item WHERE fixed_bin <> '' AND fixed_bin = ? ORDER BY id LIMIT 1"


def choice_of(place: Place) -> BinChoice:
    """Return a bin as a choice for goods: what it is and what it holds."""
    return _choice(
        (place.id, place.code, place.walk, place.zone, place.temperature, place.capacity, place.mixing, place.blocked,
         place.pickable)
    )  # fmt: skip


def choices_for(item: Item) -> list[BinChoice]:
    """Return the bins that goods of an item might go to: its own, those that hold it, the nearest empty ones."""
    found = rows(_WITH_ITEM, PlaceKind.BIN, item.id)
    if item.fixed_bin:
        found += rows(_FIXED, PlaceKind.BIN, item.fixed_bin.casefold())
    found += rows(_EMPTY, PlaceKind.BIN, item.temperature, NEAREST_EMPTY)
    return [_choice(one) for one in {one[0]: one for one in found}.values()]


def _choice(found: Row) -> BinChoice:
    number, code, walk, zone, temperature, capacity, mixing, blocked, pickable = found
    held = rows(_HOLDS, number)
    own = rows(_FIXED_FOR, code)
    return BinChoice(
        code=code, walk=walk, zone=zone, temperature=temperature, fixed_item=own[0][0] if own else "",
        holds=tuple((item, lot) for item, lot, _ in held), quantity=sum(quantity for _, _, quantity in held),
        capacity=capacity, mixing=Mixing(mixing), blocked=bool(blocked), pickable=bool(pickable),
    )  # fmt: skip
