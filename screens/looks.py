"""Looks as a terminal shows them, and the widget that draws lines."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.lines import EMPTY, Line, Look

STYLES = {
    Look.NORMAL: Style(),
    Look.BIG: Style(bold=True),
    Look.DIM: Style(),
    Look.REVERSE: Style(reverse=True),
    Look.OK: Style(color="green", bold=True),
    Look.ASK: Style(color="yellow", reverse=True),
    Look.REFUSED: Style(color="red", bold=True, reverse=True),
}
"""Eight colours, bold and reverse: every terminal has them. Dim is plain: half-bright is lost in the sun."""


def strip(line: Line, width: int) -> Strip:
    """Return a line as Textual draws it, filled up to ``width`` cells."""
    segments = [Segment(span.text, STYLES[span.look]) for span in line.spans if span.text]
    return Strip(segments).adjust_cell_length(width)


class Lines(Widget):
    """Draws lines as they are, and draws again only those that changed."""

    DEFAULT_CSS = "Lines { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines from now on."""
        before, self._lines = self._lines, tuple(lines)
        rows = max(len(before), len(self._lines))
        changed = [row for row in range(rows) if before[row : row + 1] != self._lines[row : row + 1]]
        if changed:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in changed))

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        return strip(self._lines[y] if y < len(self._lines) else EMPTY, self.size.width)
