"""No character from data steers the terminal.

A lot number, a supplier's name or a scan may hold anything: control characters that move the cursor or
write the clipboard (OSC 52), characters that turn the reading direction round, characters nobody sees.
``visible`` is what screens use to show such text; ``SafeFilter`` is the last gate, and holds even where
a screen forgot.
"""

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

ODD = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that must not be shown: one cell, and known to every font."""

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS_ON_A_LETTER = 2
"""So many marks may stand on one letter (Vietnamese needs two); a tower of them would leave its line."""


def visible(text: str) -> str:
    """Return ``text`` on one line with nothing hidden in it.

    Control characters become their one-cell picture (GS is ``\u241d``), what turns the reading direction
    becomes ``ODD``, and what has no width is dropped. Plain text comes back as it is.
    """
    return text if text.isascii() and text.isprintable() else _shown(text)


@lru_cache(maxsize=2048)
def _shown(text: str) -> str:
    shown: list[str] = []
    marks = 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            if marks <= _MARKS_ON_A_LETTER and shown and not _selects_a_variant(character):
                shown.append(character)
            continue
        marks = 0
        shown.append(_picture(character))
    return "".join(shown)


def _selects_a_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef" or character == "\u034f"


def _picture(character: str) -> str:
    """Return what stands for one character: itself, a picture of it, or nothing."""
    match unicodedata.category(character):
        case "Cc":
            code = ord(character)
            return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else ODD
        case "Cf":
            if character == "\N{SOFT HYPHEN}":
                return "-"
            return ODD if character in _DIRECTIONS else ""
        case "Cs" | "Zl" | "Zp" | "Co" | "Cn":
            return ODD
        case "Zs":
            return character if character == "\N{IDEOGRAPHIC SPACE}" else " "
        case _:
            return character


class SafeFilter(LineFilter):
    """Makes whatever leaves a widget harmless: text as ``visible`` shows it, no links, no control codes.

    Textual measured the line before it came here, and what has become visible needs room: it is taken
    from the spaces that follow, and at the end the line is cut to the width it had.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of one line, made harmless and as wide as before."""
        if all(_is_harmless(segment) for segment in segments):
            return segments
        safe: list[Segment] = []
        owed = 0
        for text, style, control in segments:
            if control:
                continue
            shown = visible(text)
            owed += cell_len(shown) - cell_len(text)
            if owed > 0:
                shown, owed = _give_back(shown, owed)
            elif owed < 0:
                shown, owed = shown + " " * -owed, 0
            safe.append(Segment(shown, style.update_link(None) if style and style.link else style))
        return _without_the_last(safe, owed)


def _is_harmless(segment: Segment) -> bool:
    text, style, control = segment
    return not control and (style is None or not style.link) and visible(text) == text


def _give_back(text: str, owed: int) -> tuple[str, int]:
    """Take ``owed`` cells out of runs of spaces, leaving one of each run; return what is still owed."""
    while owed and "  " in text:
        text = text.replace("  ", " ", 1)
        owed -= 1
    return text, owed


def _without_the_last(segments: list[Segment], cells: int) -> list[Segment]:
    """Cut so many cells off the end of a line."""
    while cells > 0 and segments:
        text, style, _ = segments.pop()
        length = cell_len(text)
        if length > cells:
            segments.append(Segment(set_cell_size(text, length - cells), style))
        cells -= min(length, cells)
    return segments
