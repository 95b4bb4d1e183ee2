"""Finding lots by the beginnings of words: of their number, the supplier's number, the item's code or name."""

import re

from wms_tui.domain.rows import StockRow
from wms_tui.queries.stock import stock_row
from wms_tui.storage.statements import rows

MOST_LOTS = 500
"""Up to so many lots are looked up by number; a word that more of them bear is looked for along the bins."""

_WORD = re.compile(r"\w+")
_LOTS = "SELECT rowid FROM lot_search WHERE lot_search MATCH ? LIMIT ?"
_ROW = """
SELECT item.code, item.name, lot.number, place.code, plate.code, stock.quantity, stock.reserved,
       stock.quantity - stock.reserved, item.unit, lot.expires_on, lot.received_on, lot.status
"""
_OF_LOTS = (
    _ROW
    + """
FROM lot CROSS JOIN stock CROSS JOIN place CROSS JOIN item CROSS JOIN plate
WHERE stock.lot_id = lot.id AND place.id = stock.place_id AND item.id = lot.item_id AND plate.id = stock.plate_id
  AND lot.id IN ({marks}) AND stock.quantity > 0 ORDER BY place.sort_key, stock.lot_id, stock.plate_id LIMIT ?
"""
)
_ALONG_THE_BINS = (
    _ROW
    + """
FROM place CROSS JOIN stock CROSS JOIN lot CROSS JOIN item CROSS JOIN plate
WHERE stock.place_id = place.id AND lot.id = stock.lot_id AND item.id = lot.item_id AND plate.id = stock.plate_id
  AND stock.quantity > 0 AND +stock.lot_id IN (SELECT rowid FROM lot_search WHERE lot_search MATCH ?)
ORDER BY place.sort_key, stock.lot_id, stock.plate_id LIMIT ?
"""
)


def match_text(text: str) -> str:
    """Return what a person typed as a question to the index: each word, as a beginning; empty where there is none.

    Every word is quoted, so that nothing typed is read as an operator.
    """
    return " ".join(f'"{word}"*' for word in _WORD.findall(text))


def lots_matching(text: str, limit: int = MOST_LOTS) -> list[int]:
    """Return the row numbers of lots that bear every word of a text."""
    question = match_text(text)
    return [number for (number,) in rows(_LOTS, question, limit)] if question else []


def stock_matching(text: str, limit: int = 50) -> list[StockRow]:
    """Return the first balances by bin whose lot or item bears every word of a text."""
    found = lots_matching(text, MOST_LOTS + 1)
    if not found:
        return []
    if len(found) > MOST_LOTS:
        return [stock_row(one) for one in rows(_ALONG_THE_BINS, match_text(text), limit)]
    marks = ", ".join("?" * len(found))
    return [stock_row(one) for one in rows(_OF_LOTS.format(marks=marks), *found, limit)]
