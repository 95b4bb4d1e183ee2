"""The application on a line: what every screen of ours runs in, with nothing that reaches out of it.

What Textual offers at a desk is closed here, since a session on a handheld is all that its user may do
on the server: no palette, no screenshots, no files, no browser, no shell, no clipboard, no mouse. No
key ends the session by itself: bar codes may hold control characters, and Ctrl+Q is one of them.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from rich.text import Text
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.reactive import Reactive
from textual.theme import Theme
from textual.widget import Widget

from screens.line import crash
from screens.line.driver import RuggedDriver
from screens.line.environment import LineProfile, profile_of
from screens.line.output import ChangedCells
from screens.line.safe import SafeFilter
from wms_tui.errors import Refused

Result = TypeVar("Result")

BELL_PAUSE = 0.25
"""Seconds between two bells: closer together they are heard as one."""

THEME = Theme(
    name="line",
    ansi=True,
    dark=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "block-cursor-text-style": "none",
        "block-hover-background": "ansi_default",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-background": "ansi_white",
        "input-selection-foreground": "ansi_black",
        "input-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
    },
)
"""Eight colours, and the terminal's own for nearly everything."""


class LineApp(ChangedCells[Result], App[Result], inherit_bindings=False):
    """An app for a terminal at the far end of a line. Start it with ``run_on_line``."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+l", "redraw", show=False, priority=True)]

    def __init__(self, profile: LineProfile | None = None, incident_folder: Path | None = None) -> None:
        """Make the app for a terminal such as ``profile`` (what ``prepare`` returned).

        Crashes are recorded in ``incident_folder``; without one, only their number is shown.
        """
        self.profile = profile or profile_of(os.environ)
        self._safe_filter = SafeFilter()
        super().__init__(driver_class=RuggedDriver, ansi_color=True)
        self._incident_folder = incident_folder
        self.incident: crash.Incident | None = None
        self.animation_level = "none"
        self.register_theme(THEME)
        self.theme = THEME.name

    def run_on_line(self) -> int:
        """Run until the session is over and return its exit status.

        0 when the app ended by itself, 70 after a crash, 129 when the line was lost, 128 and the
        signal's number when one ended it. Raises ``Refused`` where there is no terminal.
        """
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise Refused("no-terminal", "This needs a terminal.", "Use a command, or ssh -t.")
        self.run(mouse=False)
        if isinstance(self._driver, RuggedDriver):
            self._driver.release()
        return crash.EXIT_STATUS if self.incident else self.return_code or 0

    def ring(self, times: int = 1) -> None:
        """Ring the terminal's bell so many times, far enough apart to be counted."""
        self.bell()
        for number in range(1, times):
            self.set_timer(BELL_PAUSE * number, self.bell)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters and, as the last of all, the one that makes text harmless."""
        return [*super().get_line_filters(), self._safe_filter]

    def _register(
        self,
        parent: DOMNode,
        *widgets: Widget,
        before: int | None = None,
        after: int | None = None,
        cache: dict[tuple[Any, ...], Any] | None = None,
    ) -> list[Widget]:
        """Keep every cursor still. Each blink is a repaint, and there is no setting for all widgets."""
        for widget in widgets:
            blink = getattr(type(widget), "cursor_blink", None)
            if isinstance(blink, Reactive):
                widget.set_reactive(blink, False)
        return super()._register(parent, *widgets, before=before, after=after, cache=cache)

    # The program's own faults.

    def _handle_exception(self, error: Exception) -> None:
        """Record the first fault and end with a notice, instead of printing every local variable.

        Private, because Textual asks nobody else: it is the one place where all faults arrive.
        """
        if self._exception is not None:
            return
        self._exception = error
        self._exception_event.set()
        self.incident = crash.record(error, self._incident_folder)
        self._return_code = crash.EXIT_STATUS
        self._exit_renderables[:] = [Text(self.incident.notice)]
        self._close_messages_no_wait()

    # What is closed.

    def action_redraw(self) -> None:
        """Draw the screen anew, for a terminal that shows something else."""
        self.redraw()

    async def action_quit(self) -> None:
        """Do nothing: a bar code may hold the key that calls this."""

    def action_help_quit(self) -> None:
        """Do nothing."""

    def action_suspend_process(self) -> None:
        """Do nothing: the terminal is never handed over."""

    def action_command_palette(self) -> None:
        """Do nothing: there is no palette."""

    def action_change_theme(self) -> None:
        """Do nothing: that would open the palette."""

    def action_toggle_dark(self) -> None:
        """Do nothing: the terminal's own colours are used."""

    def action_show_help_panel(self) -> None:
        """Do nothing: help is a screen of ours."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Do nothing: no file is written."""

    def deliver_screenshot(
        self,
        filename: str | None = None,
        path: str | None = None,
        time_format: str | None = None,
    ) -> str | None:
        """Deliver nothing: no file is written."""
        return None

    def deliver_text(self, path_or_file: str | Path | IO[str], **options: Any) -> str | None:
        """Deliver nothing: no file is written."""
        return None

    def deliver_binary(self, path_or_file: str | Path | IO[bytes], **options: Any) -> str | None:
        """Deliver nothing: no file is written."""
        return None

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Do nothing: a browser would open on the server."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Go on as if nothing had been asked: the terminal is never handed over."""
        yield

    def copy_to_clipboard(self, text: str) -> None:
        """Keep the copy within the app: the terminal's clipboard is not ours."""
        self._clipboard = text

    def _set_pointer_shape(self, shape: str) -> None:
        """Send nothing: there is no mouse, and some terminals would print the sequence."""
