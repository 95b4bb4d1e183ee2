# pyright: reportCallIssue=false, reportArgumentType=false
"""Lots as a list for a desk: in three orders, narrowed by what is typed, page by page."""

import json
from datetime import date
from typing import NamedTuple

from wms_tui.domain.types import Status
from wms_tui.queries.paging import EVERYTHING, Key, Listing, Narrow, Part, Way, page
from wms_tui.queries.search import few_lots, lots_matching, match_text
from wms_tui.storage.statements import day, rows
from wms_tui.storage.tables import NEVER

FEW_IN_HOUSE = 5000
"""Up to so many lots in the house are sorted; more of them are looked for along the list."""

FEW_LOTS = 1000
"""Up to so many lots are looked up one by one; what more of them bear is looked for along the list."""


class LotRow(NamedTuple):
    """A lot, as lists show it; ``quantity`` is what is in the house, in base units."""

    item: str
    name: str
    lot: str
    supplier_lot: str
    status: Status
    received_on: date | None
    expires_on: date | None
    quantity: int
    unit: str


_LISTING = Listing(
    "item.code, item.name, lot.number, lot.supplier_lot, lot.status, lot.received_on, lot.expires_on,"
    " (SELECT coalesce(sum(quantity), 0) FROM stock WHERE stock.lot_id = lot.id), item.unit",
    "item.id = lot.item_id",
)
_FROM_LOT = "lot CROSS JOIN item"
WAYS = {
    "lot": Way(_FROM_LOT, (Part((("lot.sort_key",), ("lot.id",))),)),
    "item": Way(
        "item CROSS JOIN lot",
        (Part((("item.folded",), ("lot.removal_on", "lot.received_on", "lot.sort_key", "lot.id"))),),
    ),
    "expires": Way(
        _FROM_LOT,
        (
            Part((("lot.expires_on",), ("lot.id",)), "lot.expires_on IS NOT NULL"),
            Part((("lot.id",),), "lot.expires_on IS NULL"),
        ),
    ),
}
"""The orders there are. Within an item lots come in the order in which they should leave."""


_HOUSED = "SELECT DISTINCT lot_id FROM stock WHERE quantity > 0 LIMIT ?"
_ONE_OF = "lot.id IN (SELECT value FROM json_each(?))"
_IN_HOUSE = "EXISTS (SELECT 1 FROM stock WHERE stock.lot_id = lot.id AND stock.quantity > 0)"


def lot_page(
    sort: str,
    *,
    search: str = "",
    in_house: bool = False,
    beside: Key | None = None,
    limit: int = 50,
    backwards: bool = False,
) -> list[tuple[Key, LotRow]]:
    """Return lots that follow a row of the list sorted by ``lot``, ``item`` or ``expires``.

    Without ``beside`` they are the first; ``backwards`` they precede it, the nearest first. ``search`` wants
    every word to begin a word of the lot, the supplier's lot or the item; ``in_house`` leaves out lots of
    which there is nothing.
    """
    narrow = _housed(_narrowed(search)) if in_house else _narrowed(search)
    if narrow is None:
        return []
    found = page(_LISTING, WAYS[sort], narrow, beside=beside, limit=limit, backwards=backwards)
    return [
        (key, LotRow(*one[:4], Status(one[4]), None if one[5] == NEVER else day(one[5]), day(one[6]), *one[7:]))
        for key, one in found
    ]


def _narrowed(text: str) -> Narrow | None:
    """Return which lots a text asks for; None where there cannot be any."""
    if not text.strip():
        return EVERYTHING
    few = few_lots(FEW_LOTS)
    lots = lots_matching(text, few + 1)
    if not lots:
        return None
    if len(lots) <= few:
        return Narrow(_ONE_OF, (json.dumps(lots),), _FROM_LOT)
    return Narrow("+lot.id IN (SELECT rowid FROM lot_search WHERE lot_search MATCH ?)", (match_text(text),))


def _housed(narrow: Narrow | None) -> Narrow | None:
    """Return which of those lots there is something of in the house."""
    if narrow is None:
        return None
    if narrow is not EVERYTHING:
        return Narrow(f"({narrow.condition}) AND {_IN_HOUSE}", narrow.values, narrow.tables)
    there = [number for (number,) in rows(_HOUSED, FEW_IN_HOUSE + 1)]
    return Narrow(_ONE_OF, (json.dumps(there),), _FROM_LOT) if len(there) <= FEW_IN_HOUSE else Narrow(_IN_HOUSE)
