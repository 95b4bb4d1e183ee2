"""Finding lots by the beginnings of words: of their number, the supplier's number, the item's code or name."""

import re
from math import isqrt

from wms_tui.storage.statements import rows, value

_WORD = re.compile(r"\w+")
_LOTS = "SELECT rowid FROM lot_search WHERE lot_search MATCH ? LIMIT ?"


_A_PAGE = 50


def few_lots(most: int) -> int:
    """Return up to how many lots, at most so many, are better looked up one by one than met along a list.

    Along the list a page takes ``page * all / matching`` steps, one by one ``matching`` steps: they are equal
    at the square root of ``page * all``.
    """
    return min(most, isqrt(_A_PAGE * (value("SELECT max(id) FROM lot") or 0)))


def match_text(text: str) -> str:
    """Return what a person typed as a question to the index: each word, as a beginning; empty where there is none.

    Every word is quoted, so that nothing typed is read as an operator.
    """
    return " ".join(f'"{word}"*' for word in _WORD.findall(text))


def lots_matching(text: str, limit: int) -> list[int]:
    """Return the row numbers of lots that bear every word of a text."""
    question = match_text(text)
    return [number for (number,) in rows(_LOTS, question, limit)] if question else []
