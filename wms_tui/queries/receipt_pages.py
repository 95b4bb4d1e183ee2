"""Receipts as a list for a desk: what is open by the day it is due, then what is closed, newest first, page by page."""

import json

from wms_tui.domain.codes import folded
from wms_tui.domain.rows import ReceiptRow
from wms_tui.domain.types import Role
from wms_tui.queries.paging import EVERYTHING, LAST, Key, Listing, Narrow, Part, Way, page
from wms_tui.queries.partners import partners_named
from wms_tui.queries.receipts import receipt_row
from wms_tui.storage.statements import rows

FEW = 1000
"""Up to so many receipts or suppliers are looked up one by one."""

_LISTING = Listing("receipt.id", "1")
_BY_DAY = (("receipt.due_on",), ("receipt.folded",))
_BY_CODE = (("receipt.folded",),)
_OPEN, _CLOSED = "receipt.closed = 0", "receipt.closed = 1"
_DATED, _UNDATED = "receipt.due_on IS NOT NULL", "receipt.due_on IS NULL"
WAYS = {
    "state": Way(
        "receipt",
        (
            Part(_BY_DAY, f"{_OPEN} AND {_DATED}"),
            Part(_BY_CODE, f"{_OPEN} AND {_UNDATED}"),
            Part(_BY_DAY, f"{_CLOSED} AND {_DATED}", descending=True),
            Part(_BY_CODE, f"{_CLOSED} AND {_UNDATED}", descending=True),
        ),
    ),
    "receipt": Way("receipt", (Part(_BY_CODE),)),
}
"""The orders there are: what is open first, or by code."""

_CODES = "SELECT id FROM receipt WHERE folded >= ? AND folded < ? LIMIT ?"


def receipt_page(
    sort: str, *, search: str = "", beside: Key | None = None, limit: int = 50, backwards: bool = False
) -> list[tuple[Key, ReceiptRow]]:
    """Return receipts that follow a row of the list sorted by ``state`` or ``receipt``.

    Without ``beside`` they are the first; ``backwards`` they precede it, the nearest first. ``search`` begins the
    code, or is a part of the supplier's code or name.
    """
    narrow = _narrowed(search)
    if narrow is None:
        return []
    found = page(_LISTING, WAYS[sort], narrow, beside=beside, limit=limit, backwards=backwards)
    return [(key, receipt_row(number)) for key, (number,) in found]


def _narrowed(text: str) -> Narrow | None:
    """Return which receipts a text asks for; None where there cannot be any."""
    begin = folded(text.strip())
    if not begin:
        return EVERYTHING
    bound = (begin, begin + LAST)
    codes = [number for (number,) in rows(_CODES, *bound, FEW + 1)]
    suppliers = partners_named(text, Role.SUPPLIER, FEW)
    if not codes and not suppliers:
        return None
    if len(codes) <= FEW and not suppliers:
        return Narrow("receipt.id IN (SELECT value FROM json_each(?))", (json.dumps(codes),))
    wanted = (
        "(+receipt.folded >= ? AND +receipt.folded < ?) OR +receipt.supplier_id IN (SELECT value FROM json_each(?))"
    )
    return Narrow(wanted, (*bound, json.dumps(suppliers)))
