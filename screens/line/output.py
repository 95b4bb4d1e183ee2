"""A mixin that sends only the cells that changed.

Textual 8.2.8 repaints whole stretches, each piece with its own colours: 0.9 to 1.7 KB for a typed
character, 9 to 15 KB for a change of screen. Over a slow line that is what a clerk waits for. The mixin
stands where Textual hands a finished update to the driver, and writes it into a ``Grid`` instead.

It overrides ``App._display`` and reads ``LayoutUpdate`` and ``ChopsUpdate``, which are private: there is
no public place between the compositor and the driver. Textual is pinned, and a test compares every
cell with what Textual itself would have shown.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from screens.line.cells import Grid, Place
from screens.line.environment import PLAIN, LineProfile

Result = TypeVar("Result")

Stretch = tuple[int, int, Iterable[Segment]]
"""A row, a column and what stands there."""


class ChangedCells(App[Result]):
    """Mix in before ``App``: what reaches the terminal is the difference to what it shows."""

    profile: LineProfile = PLAIN
    _grid: Grid | None = None

    def redraw(self) -> None:
        """Clear the terminal and draw everything anew, whatever is on it now."""
        self._grid = None
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Forget what the terminal shows: it may have moved its lines about when its size changed."""
        self._grid = None

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        driver = self._driver
        if (
            driver is None
            or driver.is_headless
            or driver.is_inline
            or not isinstance(renderable, LayoutUpdate | ChopsUpdate)
        ):
            super()._display(screen, renderable)
            return
        if self._running and not self._closed and not self._batch_count:
            self._send_changes(driver, screen, renderable)
        self.post_display_hook()

    def _send_changes(self, driver: Driver, screen: Screen[Any], update: LayoutUpdate | ChopsUpdate) -> None:
        width, height = self.size
        grid = self._grid
        if grid is None or (grid.width, grid.height) != (width, height):
            grid = self._grid = Grid(width, height, self.profile)
            whole = screen._compositor.render_update(full=True, screen_stack=self._background_screens)
            if isinstance(whole, LayoutUpdate):
                update = whole
        for row, column, segments in _stretches(update):
            grid.write(row, column, segments)
        if grid.is_blank:
            # A screen that was put up and is about to be drawn: what it shares with the one before stays.
            return
        if sequence := grid.changes(self._cursor_in(screen)):
            driver.write(sequence)
            driver.flush()

    def _cursor_in(self, screen: Screen[Any]) -> Place | None:
        """Return where a widget put the terminal's cursor; ``None`` if none did: it is hidden then."""
        if not self.cursor_position:
            return None
        column, row = screen.outer_size.clamp_offset(self.cursor_position)
        return Place(row, column)


def _stretches(update: LayoutUpdate | ChopsUpdate) -> Iterator[Stretch]:
    """Return what an update paints, stretch by stretch."""
    if isinstance(update, LayoutUpdate):
        for row, strips in enumerate(update.strips, update.region.y):
            column = update.region.x
            for strip in strips:
                yield row, column, strip
                column += strip.cell_length
        return
    for row, first, last in update.spans:
        for end, (column, strip) in zip(update.chop_ends[row], update.chops[row].items(), strict=False):
            # The bounds are Textual's own: a stretch is repainted from its beginning, and cut at the end.
            if strip is None or column > last or end <= first:
                continue
            yield row, column, strip.crop(0, min(end, last) - column)
