"""The screen as a grid of cells, and the fewest bytes that bring a terminal from one grid to the next.

This is what curses and tmux do, in the half that concerns writing. The grid is kept twice: what the
terminal shows, and what it should show. ``Grid.changes`` compares the two and returns the bytes.
Whatever the terminal's state is not sure of is set anew: after the last column, and after a sign that
terminals disagree about, the cursor is placed absolutely.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style

from screens.line.ascii import ascii_for
from screens.line.environment import LineProfile

Pen = tuple[str, ...]
"""The SGR parameters in force, in ascending order; empty is the terminal's own default."""

_PLAIN_PEN: Pen = ()
_BOLD, _UNDERLINE, _REVERSE = "1", "4", "7"
_WORTH_ERASING = 4
"""Erasing costs three bytes, and may cost a change of pen."""


class Cell(NamedTuple):
    """One cell. The right half of a wide sign holds an empty text."""

    text: str
    pen: Pen


BLANK = Cell(" ", _PLAIN_PEN)


class Place(NamedTuple):
    """Where the cursor stands, from 0."""

    row: int
    column: int


@lru_cache(maxsize=4096)
def pen_for(style: Style | None, colours: int) -> Pen:
    """Return how a style is written on a terminal of so many colours (0, 8 or 16).

    Only bold, underlined and reversed are used; a VT220 has no other. Without colours, a coloured
    background becomes reversed, so that a chosen line can still be told from its neighbours.
    """
    if style is None:
        return _PLAIN_PEN
    front, back = _code(style.color, colours or 8), _code(style.bgcolor, colours or 8)
    reverse = bool(style.reverse)
    if not colours:
        reverse, front, back = reverse != (back is not None), None, None
    attributes = [
        *([_BOLD] if style.bold else []),
        *([_UNDERLINE] if style.underline else []),
        *([_REVERSE] if reverse else []),
    ]
    return (
        *attributes,
        *([] if front is None else [str(front + (30 if front < 8 else 82))]),
        *([] if back is None else [str(back + (40 if back < 8 else 92))]),
    )


def _code(color: Color | None, colours: int) -> int | None:
    """Return the number of a colour among the first eight or sixteen; ``None`` is the terminal's default."""
    if color is None or color.is_default:
        return None
    number = color.downgrade(ColorSystem.STANDARD).number
    if number is None or colours >= 16 or number < 8:
        return number
    # Bright black is the grey of things of less weight: plain is nearer to it than invisible.
    return None if number == 8 else number - 8


@lru_cache(maxsize=4096)
def change_pen(old: Pen, new: Pen) -> str:
    """Return the shortest sequence that takes the terminal from one pen to another."""
    if old == new:
        return ""
    if not new:
        return "\x1b[m"
    anew = "\x1b[" + ";".join(("0", *new) if old else new) + "m"
    if not _attributes(old) <= _attributes(new):
        return anew
    added = [code for code in new if code not in old]
    added += [default for default in ("39", "49") if _has(old, default) and not _has(new, default)]
    return min(f"\x1b[{';'.join(added)}m", anew, key=len)


def _attributes(pen: Pen) -> set[str]:
    return {code for code in pen if len(code) == 1}


def _has(pen: Pen, default: str) -> bool:
    """Return whether a pen sets the colour that ``default`` resets: 39 of the letters, 49 behind them."""
    groups = ("3", "9") if default == "39" else ("4", "10")
    return any(len(code) > 1 and code.startswith(groups) for code in pen)


def move(old: Place | None, new: Place) -> str:
    """Return the shortest sequence that takes the cursor from ``old`` (``None``: anywhere) to ``new``."""
    row, column = new
    straight = f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1}H" if row else "\x1b[H"
    if old is None:
        return straight
    if old == new:
        return ""
    ways = [straight]
    down = row - old.row
    if down >= 0:
        # A line feed never scrolls here: the row it goes to is on the screen.
        feed = "\n" * down if down < 4 else f"\x1b[{down}B"
        ways.append(feed + _sideways(old.column, column))
        ways.append("\r" + feed + _sideways(0, column))
    elif column == old.column:
        ways.append(_repeated("A", -down))
    return min(ways, key=len)


def _sideways(old: int, new: int) -> str:
    """Return how the cursor gets from one column to another of the same row."""
    if new >= old:
        return _repeated("C", new - old)
    return min("\b" * (old - new), _repeated("D", old - new), key=len)


def _repeated(final: str, times: int) -> str:
    return "" if times == 0 else f"\x1b[{final}" if times == 1 else f"\x1b[{times}{final}"


class Grid:
    """What a terminal shows and what it should show. A new grid clears the terminal first."""

    def __init__(self, width: int, height: int, profile: LineProfile) -> None:
        """Make a grid of so many cells; nothing is known of the terminal's state."""
        self.width, self.height = width, height
        self._profile = profile
        self._shown = [[BLANK] * width for _ in range(height)]
        self._wanted = [[BLANK] * width for _ in range(height)]
        self._touched: set[int] = set()
        self._pen: Pen = _PLAIN_PEN
        self._place: Place | None = None
        self._cleared = False
        self._out: list[str] = []

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all should be shown."""
        return all(cell == BLANK for line in self._wanted for cell in line)

    def write(self, row: int, column: int, segments: Iterable[Segment]) -> None:
        """Say what a stretch of a row should show. What lies outside the grid is left out."""
        if not 0 <= row < self.height:
            return
        line = self._wanted[row]
        self._touched.add(row)
        for text, style, control in segments:
            if control:
                continue
            pen = pen_for(style, self._profile.colours)
            if text.isascii() and text.isprintable():
                column = self._write_plain(line, column, text, pen)
            else:
                column = self._write_signs(line, column, text, pen)

    def _write_plain(self, line: list[Cell], column: int, text: str, pen: Pen) -> int:
        end = column + len(text)
        first, last = max(column, 0), min(end, self.width)
        if first < last:
            line[first:last] = [Cell(character, pen) for character in text[first - column : last - column]]
        return end

    def _write_signs(self, line: list[Cell], column: int, text: str, pen: Pen) -> int:
        """Write text that is not plain: a sign may take two cells, or be made of several characters."""
        for start, end, cells in split_graphemes(text)[0]:
            sign = text[start:end]
            if not cells:
                # A mark without a letter, or a control character that no filter stopped: it is not sent.
                continue
            if self._profile.ascii_only and not (sign.isascii() and sign.isprintable()):
                column = self._write_plain(line, column, ascii_for(sign, cells), pen)
                continue
            if not sign.isprintable():
                sign = sign[0]
                if not sign.isprintable():
                    column = self._write_plain(line, column, " " * cells, pen)
                    continue
            if column >= 0 and column + cells <= self.width:
                line[column] = Cell(sign, pen)
                line[column + 1 : column + cells] = [Cell("", pen)] * (cells - 1)
            elif column < self.width:
                column = self._write_plain(line, column, " " * cells, pen)
                continue
            column += cells
        return column

    def changes(self, cursor: Place | None) -> str:
        """Return what to send so that the terminal shows what it should, and puts its cursor there."""
        self._out.clear()
        if not self._cleared:
            self._out.append("\x1b[m\x1b[H\x1b[2J")
            self._cleared, self._pen, self._place = True, _PLAIN_PEN, Place(0, 0)
        for row in sorted(self._touched):
            if self._shown[row] != self._wanted[row]:
                self._change_row(row)
                self._shown[row] = self._wanted[row].copy()
        self._touched.clear()
        if cursor is not None:
            self._go_to(cursor)
        return "".join(self._out)

    def _change_row(self, row: int) -> None:
        shown, wanted = self._shown[row], self._wanted[row]
        erased_from = self._erasable_tail(shown, wanted)
        column = 0
        while column < erased_from:
            if shown[column] == wanted[column] or not wanted[column].text:
                column += 1
                continue
            self._approach(row, column)
            self._put(wanted, row, column)
            column += 1
        if erased_from < self.width:
            self._go_to(Place(row, erased_from))
            self._set_pen(wanted[erased_from].pen)
            self._out.append("\x1b[K")

    def _erasable_tail(self, shown: list[Cell], wanted: list[Cell]) -> int:
        """Return the column from which erasing does the rest of the row; the width where it does not pay."""
        blank = wanted[-1]
        if blank.text != " " or not self._erases(blank.pen):
            return self.width
        start = self.width
        while start and wanted[start - 1] == blank:
            start -= 1
        changed = [column for column in range(start, self.width) if shown[column] != wanted[column]]
        if not changed or changed[-1] - changed[0] < _WORTH_ERASING:
            return self.width
        return changed[0]

    def _erases(self, pen: Pen) -> bool:
        """Return whether erased cells look as blanks of this pen do."""
        return not pen or (self._profile.erase_to_end and not _attributes(pen))

    def _approach(self, row: int, column: int) -> None:
        """Bring the cursor to a cell; where it is shorter, by writing again what stands before it."""
        place = self._place
        way = move(place, Place(row, column))
        if place is not None and place.row == row and place.column < column:
            between = self._wanted[row][place.column : column]
            passed = "".join(cell.text for cell in between)
            alike = all(cell.pen == self._pen for cell in between)
            if alike and passed.isascii() and len(passed) == len(between) <= len(way):
                way = passed
        self._out.append(way)
        self._place = Place(row, column)

    def _put(self, line: list[Cell], row: int, column: int) -> None:
        """Write one sign where the cursor stands."""
        text, pen = line[column]
        self._set_pen(pen)
        self._out.append(text)
        cells = 2 if column + 1 < self.width and not line[column + 1].text else 1
        beyond = column + cells
        # The last column may or may not keep the cursor, and joined signs have no agreed width.
        sure = beyond < self.width and len(text) == 1
        self._place = Place(row, beyond) if sure else None

    def _go_to(self, place: Place) -> None:
        self._out.append(move(self._place, place))
        self._place = place

    def _set_pen(self, pen: Pen) -> None:
        self._out.append(change_pen(self._pen, pen))
        self._pen = pen
