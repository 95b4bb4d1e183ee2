"""What every desk screen is: a title, a search, a list, a line on the row, and the keys."""

from typing import Protocol, cast

from textual.app import ComposeResult
from textual.events import Key as KeyEvent
from textual.events import Paste, Resize
from textual.screen import Screen

from screens.conversation import RINGS
from screens.fit import cut, tail
from screens.keys import (
    BACK,
    CANCEL,
    CLEAR_KEY,
    DONE,
    LIST,
    PAGE_DOWN,
    PAGE_UP,
    UNDO,
    FunctionKey,
    function_key,
    pressed,
    spelled,
)
from screens.layout import feedback_lines, key_line, title_line
from screens.lazy_list import LazyList
from screens.lines import EMPTY, Line, Look, Span, line, rule
from screens.looks import Lines
from screens.row_window import Pages, Row
from screens.scan_line import TERMINATORS
from wms_tui.tasks.prompt import NOTHING, Feedback, Key, Outcome

_ROOMY = 20
"""So many rows are needed for ruled lines."""

_MOVES = {PAGE_UP: "pageup", PAGE_DOWN: "pagedown"}


class DeskKeeper(Protocol):
    """The application, as far as a desk screen knows it."""

    def open_desk(self, address: str) -> None:
        """Show the desk screen at an address."""
        ...

    def close_desk(self) -> None:
        """Go back to what was shown before."""
        ...

    def ring(self, times: int = 1) -> None:
        """Ring the bell."""
        ...


class DeskScreen(Screen[None]):
    """A list over a question to the warehouse. What is typed or scanned narrows it; ENTER opens a row.

    Those who derive from it say where the rows come from, what is said about the row under the cursor
    (``detail``), what ENTER opens (``target``) and what further keys do (``own_keys``, ``command``).
    """

    DEFAULT_CSS = "DeskScreen { overflow: hidden; layout: vertical; }"

    own_keys: tuple[Key, ...] = ()
    """Keys beside those every list has."""

    def __init__(self, heading: str, pages: Pages) -> None:
        """Show ``pages`` under ``heading``."""
        super().__init__()
        self.heading = heading
        self.subject = ""
        self.feedback = NOTHING
        self.rows = LazyList(pages)
        self._above, self._below = Lines(), Lines()
        self._answered = False
        self._draws = False

    def detail(self, row: Row) -> str:
        """Return what is said about the row under the cursor, on one line."""
        return ""

    def target(self, row: Row) -> str:
        """Return the address of what ENTER opens for this row; empty where there is nothing more to see."""
        return ""

    def command(self, command: str) -> Feedback | None:
        """Act on a key of ``own_keys``; ``None`` says that it means nothing here."""
        return None

    def aim(self, subject: str) -> None:
        """Show what the address says behind the colon: here, the rows that match it."""
        self.subject = subject
        self.rows.window.find(subject)
        self._answered = True
        self.feedback = NOTHING
        self.draw_soon()

    def compose(self) -> ComposeResult:
        """Put the list between the lines above and below it."""
        yield self._above
        yield self.rows
        yield self._below

    def on_resize(self, event: Resize) -> None:
        """Share out the rows of the new size."""
        roomy = event.size.height >= _ROOMY
        self._above.styles.height = 3 if roomy else 2
        self._below.styles.height = 5 if roomy else 4
        self.draw_soon()

    def on_screen_resume(self) -> None:
        """Come back into sight: others may have worked meanwhile."""
        self.rows.window.reload()
        self.draw_soon()

    def take(self, event: KeyEvent | Paste) -> None:
        """Act on what arrived from the keyboard."""
        if isinstance(event, Paste):
            for character in event.text.rstrip("\r\n\t"):
                self._type(character)
        elif event.key in TERMINATORS:
            self._open()
        elif event.is_printable and event.character:
            self._type(event.character)
        else:
            self._edit_or_move(event.key)
        self.draw_soon()

    def refuse(self, what: str, do: str = "") -> None:
        """Say that something cannot be done here."""
        self.tell(Feedback(Outcome.REFUSED, what, do))

    def tell(self, feedback: Feedback) -> None:
        """Show how something was taken, make it heard, and go where it leads."""
        self.feedback = feedback
        keeper = cast(DeskKeeper, self.app)
        if rings := RINGS[feedback.outcome]:
            keeper.ring(rings)
        if feedback.opens:
            keeper.open_desk(feedback.opens)
        self.draw_soon()

    def draw_soon(self) -> None:
        """Draw once, after what is being done now."""
        if not self._draws:
            self._draws = self.call_later(self._draw)

    def live_keys(self) -> tuple[Key, ...]:
        """Return the keys that do something, in the order of the key line."""
        window = self.rows.window
        keys = [Key("enter", "Open", "")] if window.current and self.target(window.current) else []
        keys += [Key(UNDO.name, "Clear", UNDO.command)] if window.search else []
        keys += [BACK.as_key(), Key(LIST.name, "Sort", LIST.command)]
        keys += [Key(DONE.name, "Turn", DONE.command)] if window.sort else []
        keys += [PAGE_UP.as_key(), PAGE_DOWN.as_key()]
        own = {key.name for key in self.own_keys}
        return (*(key for key in keys if key.name not in own), *self.own_keys)

    def _type(self, character: str) -> None:
        """Narrow the list. What is typed after ENTER is a new search: scan follows scan."""
        search = "" if self._answered else self.rows.window.search
        self._answered = False
        self.feedback = NOTHING
        self.rows.window.find(search + character)

    def _open(self) -> None:
        self._answered = True
        row = self.rows.window.current
        target = self.target(row) if row else ""
        if target:
            cast(DeskKeeper, self.app).open_desk(target)
        elif row is None:
            self.refuse(f"Nothing matches {self.rows.window.search}", "F2 clears the search")

    def _edit_or_move(self, name: str) -> None:
        search = self.rows.window.search
        row = function_key(name)
        if name in ("backspace", "ctrl+h", "delete"):
            self._answered = False
            self.rows.window.find(search[:-1])
        elif name == CLEAR_KEY or (search and row in (UNDO, CANCEL)):
            self.rows.window.find("")
        elif row in (BACK, CANCEL):
            cast(DeskKeeper, self.app).close_desk()
        elif not self.rows.key(_MOVES.get(row, name) if row else name):
            self._press(row, name)

    def _press(self, row: FunctionKey | None, name: str) -> None:
        own = pressed(row, self.own_keys) if row else None
        told = self.command(own.command) if own else None
        if told is not None:
            self.tell(told)
        elif row is LIST:
            self.rows.sort_by_next()
        elif row is not None and not (row is DONE and self.rows.turn_round()):
            self.refuse(f"{spelled(name)} does nothing here", "Live keys stand below")

    def _draw(self) -> None:
        self._draws = False
        width = self.size.width
        if not width:
            return
        roomy = self.size.height >= _ROOMY
        above = [title_line(self.heading, "", "", "", width), self._search_line(width)]
        self._above.show([above[0], rule(width), above[1]] if roomy else above)
        self.rows.draw()
        row = self.rows.window.current
        told = feedback_lines(self.feedback, width, 2)
        below = [line(cut(self.detail(row), width) if row else ""), *told, *[EMPTY] * (2 - len(told))]
        below += [rule(width)] if roomy else []
        self._below.show([*below, key_line(self.live_keys(), width)])

    def _search_line(self, width: int) -> Line:
        start = "> SEARCH " if width >= 40 else "> "
        room = min(width - len(start) - 2, 40)
        shown = tail(self.rows.window.search, room - 1)
        return Line((Span(start, Look.BIG), Span(shown), Span("_" * (room - len(shown)))))
