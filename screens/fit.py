"""Text measured in terminal cells: cut with a mark, folded at spaces, padded.

A cell is one column of the terminal; an ideograph takes two. Everything that comes out of these
functions is visible text on one line, so nothing that data holds can move what stands beside it.
"""

from rich.cells import cell_len, chop_cells

from screens.line.safe import visible

CUT = "~"
"""Stands at the end of text that did not fit: the reader knows that there is more."""

MORE = "<"
"""Stands before the tail of text whose beginning did not fit."""


def cut(text: str, width: int) -> str:
    """Return ``text`` in at most ``width`` cells, ending in ``CUT`` where it was longer."""
    text = visible(text)
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    return _first(text, width - 1) + CUT


def tail(text: str, width: int) -> str:
    """Return the end of ``text`` in at most ``width`` cells, beginning with ``MORE`` where it was longer."""
    text = visible(text)
    if cell_len(text) <= width:
        return text
    kept = text
    while kept and cell_len(kept) > width - 1:
        kept = kept[1:]
    return MORE + kept if width > 0 else ""


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return ``text`` in exactly ``width`` cells: cut with a mark, or filled with spaces, at the left if ``right``."""
    text = cut(text, width)
    spaces = " " * (width - cell_len(text))
    return spaces + text if right else text + spaces


def fold(text: str, width: int, rows: int) -> list[str]:
    """Return ``text`` on at most ``rows`` lines of ``width`` cells, broken at spaces where there are any.

    What does not fit on the last line is cut with a mark. Without room there are no lines.
    """
    text = visible(text).strip()
    lines: list[str] = []
    while text and width > 1 and len(lines) < rows:
        if len(lines) == rows - 1 or cell_len(text) <= width:
            lines.append(cut(text, width))
            break
        line, text = _break(text, width)
        lines.append(line)
    return lines


def _break(text: str, width: int) -> tuple[str, str]:
    """Divide ``text`` behind the last word that fits, or inside a word that is longer than a line."""
    first = _first(text, width) or text[0]
    if not text[len(first) :].startswith(" ") and " " in first:
        start = first.rindex(" ") + 1
        word = text[start:].split(" ", 1)[0]
        if cell_len(word) <= width:
            first = first[:start]
    return first.rstrip(), text[len(first) :].lstrip()


def _first(text: str, width: int) -> str:
    """Return as many whole characters of ``text`` as fit ``width`` cells."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    first = chop_cells(text, width)[0]
    return first if cell_len(first) <= width else ""
