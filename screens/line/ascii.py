"""Characters for a terminal that has only ASCII.

One cell stays one cell, so that nothing moves. Letters lose their accents; lines and signs become the
character that looks like them; what has no likeness becomes a question mark.
"""

import unicodedata
from functools import lru_cache

_UNKNOWN = "?"

_LOOKS_LIKE = {
    " ": "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000",
    "-": "─━┄┅┈┉╌╍═╴╶╸╺‐‑‒–—―−¯­",
    "|": "│┃┆┇┊┋╎╏║╵╷╹╻▏▕¦",
    "/": "╱⁄",
    "\\": "╲",
    "X": "╳✗✘",
    "x": "×",
    "#": "█▉▊▋▌▍▎▐▀▄▅▆▇▓■▪",
    ":": "▒░",
    "_": "▁▂▃",
    "<": "←◀◂‹«≤",
    ">": "→▶▸›»≥",
    "^": "↑▲▴",
    "v": "↓▼▾✓✔",
    "*": "•●○◆◇★☆◦⬤",
    ".": "·…",
    ",": "‚",
    "'": "‘’´ʼ′",
    '"': "“”„″",
    "~": "≈∼",
    "=": "≡",
    "!": "¡",
    "+": "±†‡",
    "c": "¢©",
    "o": "°º",
    "a": "ª",
    "R": "®",
    "E": "€",
    "L": "£",
    "Y": "¥",
    "u": "µμ",
    "D": "ĐÐ",
    "d": "đð",
    "O": "Ø",
    "A": "Æ",
    "e": "œ",
    "T": "Þ",
    "t": "þ",
    "l": "ł",
    "s": "ß",
    "i": "ı",
    "f": "ƒ",
}

_TABLE = {character: plain for plain, alike in _LOOKS_LIKE.items() for character in alike} | {
    "Ł": "L",
    "ø": "o",
    "æ": "a",
    "Œ": "O",
}


@lru_cache(maxsize=4096)
def ascii_for(text: str, cells: int) -> str:
    """Return exactly ``cells`` printable ASCII characters for one sign that is so many cells wide."""
    first = text[:1]
    plain = _TABLE.get(first) or _in_a_range(first) or _without_accents(first)
    return plain[:cells].ljust(cells, _UNKNOWN if plain == _UNKNOWN else " ")


def _in_a_range(character: str) -> str:
    """Return the likeness of the signs that come in rows: corners and crossings, control pictures."""
    if "\u2500" <= character <= "\u257f":
        return "+"
    if "\u2400" <= character <= "\u2426":
        return "^"
    return ""


def _without_accents(character: str) -> str:
    letters = "".join(part for part in unicodedata.normalize("NFKD", character) if " " <= part <= "~")
    return letters or _UNKNOWN
