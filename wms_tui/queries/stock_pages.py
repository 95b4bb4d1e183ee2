"""The balances of the house as a list for a desk: in four orders, narrowed by what is typed, page by page."""

import json
from collections.abc import Sequence

from wms_tui.domain.codes import folded
from wms_tui.domain.rows import StockRow
from wms_tui.queries.paging import EVERYTHING, LAST, Key, Listing, Narrow, Part, Way, page
from wms_tui.queries.search import few_lots, lots_matching, match_text
from wms_tui.queries.stock import ROW_COLUMNS, stock_row
from wms_tui.storage.statements import rows

FEW_LOTS = 1000
"""Up to so many lots are looked up one by one; what more of them bear is looked for along the list."""

FEW_BINS = 2000
"""The same of bins whose codes begin with what is typed."""

_LISTING = Listing(
    ROW_COLUMNS,
    "stock.place_id = place.id AND stock.lot_id = lot.id AND item.id = lot.item_id AND plate.id = stock.plate_id"
    " AND stock.quantity > 0",
)
_BY_STOCK = "stock CROSS JOIN lot CROSS JOIN place CROSS JOIN item CROSS JOIN plate"
_IN_LOT = ("stock.place_id", "stock.plate_id")
_FROM_LOT = "lot CROSS JOIN stock CROSS JOIN place CROSS JOIN item CROSS JOIN plate"
_DATED, _UNDATED = "lot.expires_on IS NOT NULL", "lot.expires_on IS NULL"
WAYS = {
    "bin": Way(
        "place CROSS JOIN stock CROSS JOIN lot CROSS JOIN item CROSS JOIN plate",
        (Part((("place.sort_key",), ("stock.lot_id", "stock.plate_id"))),),
    ),
    "item": Way(
        "item CROSS JOIN lot CROSS JOIN stock CROSS JOIN place CROSS JOIN plate",
        (Part((("item.folded",), ("lot.removal_on", "lot.received_on", "lot.sort_key", "lot.id"), _IN_LOT)),),
    ),
    "lot": Way(_FROM_LOT, (Part((("lot.sort_key",), ("lot.id",), _IN_LOT)),)),
    "expires": Way(
        _FROM_LOT,
        (Part((("lot.expires_on",), ("lot.id",), _IN_LOT), _DATED), Part((("lot.id",), _IN_LOT), _UNDATED)),
    ),
}
"""The orders there are. Within an item lots come in the order in which they should leave."""

_BINS = "SELECT id FROM place WHERE folded >= ? AND folded < ? LIMIT ?"
_LOT_IN = "stock.lot_id IN (SELECT value FROM json_each(?))"
_BIN_IN = "stock.place_id IN (SELECT value FROM json_each(?))"
_LOT_BEARS = "+stock.lot_id IN (SELECT rowid FROM lot_search WHERE lot_search MATCH ?)"
# The plus signs keep SQLite on the way of the list: another index would find more and have to sort it.
_BIN_BEGINS = "+place.folded >= ? AND +place.folded < ?"
_FROM_THE_FIRST = "place.sort_key >= (SELECT min(sort_key) FROM place WHERE folded >= ? AND folded < ?)"


def stock_page(
    sort: str, *, search: str = "", beside: Key | None = None, limit: int = 50, backwards: bool = False
) -> list[tuple[Key, StockRow]]:
    """Return balances that follow a row of the list sorted by ``bin``, ``item``, ``lot`` or ``expires``.

    Without ``beside`` they are the first; ``backwards`` they precede it, the nearest first. ``search`` wants
    every word to begin a word of the lot, the supplier's lot or the item, or the whole to begin the bin.
    """
    narrow = narrowed(search)
    if narrow is None:
        return []
    found = page(_LISTING, WAYS[sort], narrow, beside=beside, limit=limit, backwards=backwards)
    return [(key, stock_row(one)) for key, one in found]


def narrowed(text: str) -> Narrow | None:
    """Return which balances a text asks for; None where there cannot be any. A list along other ways asks it too."""
    text = text.strip()
    if not text:
        return EVERYTHING
    begin = folded(text)
    few = few_lots(FEW_LOTS)
    lots = lots_matching(text, few + 1)
    bins = [number for (number,) in rows(_BINS, begin, begin + LAST, FEW_BINS + 1)]
    if not lots and not bins:
        return None
    if len(lots) <= few and len(bins) <= FEW_BINS:
        return _few(lots, bins)
    bound = (begin, begin + LAST)
    if not lots:
        return Narrow(f"{_BIN_BEGINS} AND {_FROM_THE_FIRST}", (*bound, *bound))
    return Narrow(f"{_LOT_BEARS} OR ({_BIN_BEGINS})", (match_text(text), *bound))


def _few(lots: Sequence[int], bins: Sequence[int]) -> Narrow:
    """Return the way straight to a few lots and bins."""
    known = [(_LOT_IN, lots), (_BIN_IN, bins)]
    wanted = [(condition, json.dumps(numbers)) for condition, numbers in known if numbers]
    return Narrow(
        " OR ".join(condition for condition, _ in wanted), tuple(numbers for _, numbers in wanted), _BY_STOCK
    )  # fmt: skip
