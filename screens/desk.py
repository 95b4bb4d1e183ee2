"""What every desk screen is: a title, facts, an input line, a list, a line on the row, and the keys."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol, TypeVar, cast

from textual.app import ComposeResult
from textual.events import Key as KeyEvent
from textual.events import Paste
from textual.screen import Screen

from screens.conversation import RINGS
from screens.desk_keys import NARROW, key_lines, place
from screens.desk_line import DeskLine, Question, is_yes
from screens.fit import fold
from screens.help_page import lay_out_help
from screens.keys import (
    BACK,
    CANCEL,
    CLEAR_KEY,
    DONE,
    HELP,
    LIST,
    PAGE_DOWN,
    PAGE_UP,
    UNDO,
    FunctionKey,
    command_key,
    function_key,
    pressed,
    spelled,
)
from screens.layout import Picture, feedback_lines, title_line
from screens.lazy_list import LazyList
from screens.lines import EMPTY, Line, line, rule
from screens.looks import Lines
from screens.row_window import Pages, Row
from screens.scan_line import TERMINATORS
from screens.second_person import SecondPerson, ask_to_sign
from screens.sitting import NeedsSecond, NeedsSignature
from wms_tui.errors import BadInput, NotFound, WmsError
from wms_tui.tasks.prompt import NOTHING, Feedback, Key, Outcome, Prompt

_ROOMY = 20
"""So many rows are needed for ruled lines."""

_SAID = 3
"""Rows below the list: how something was taken, and what is to be said about the row."""

_MOST_SAID = 6
"""The same where more is to be told than fits, such as where a paper lies."""

_NOTHING_CHANGED = Feedback(Outcome.ASK, "Nothing was changed")

Told = TypeVar("Told", Feedback, Feedback | None)

_MOVES = {PAGE_UP: "pageup", PAGE_DOWN: "pagedown"}
_ERASERS = frozenset({"backspace", "ctrl+h", "delete"})
_SORTING = {LIST.command: "Sort by the next column", DONE.command: "Turn the order round", UNDO.command: "Clear it"}


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
    (``detail``), what ENTER opens (``target``) and what further keys do (``own_keys``, ``command``). A list
    that does not search says what becomes of a scan (``scanned``).
    """

    DEFAULT_CSS = "DeskScreen { overflow: hidden; layout: vertical; }"

    own_keys: tuple[Key, ...] = ()
    """Keys beside those every list has."""

    own_help: Mapping[str, str] = MappingProxyType({})
    """What the keys of ``own_keys`` do, by their commands."""

    words: tuple[str, ...] = ()
    """What the help says of this screen."""

    searches = True
    """Whether what is typed narrows the list; else ENTER hands it to ``scanned``."""

    def __init__(self, heading: str, pages: Pages) -> None:
        """Show ``pages`` under ``heading``."""
        super().__init__()
        self.heading = heading
        self.corner = ""
        self.subject = ""
        self.feedback = NOTHING
        self.rows = LazyList(pages)
        self._above, self._below, self._help = Lines(), Lines(), Lines()
        self._line = DeskLine()
        self._help_page = -1
        self._draws = False

    # What derived screens say.

    def facts(self, width: int, rows: int) -> Sequence[Line]:
        """Return what stands between the title and the input line, on at most so many rows."""
        return ()

    def detail(self, row: Row) -> str:
        """Return what is said about the row under the cursor."""
        return ""

    def empty(self) -> str:
        """Return what is said where there is no row."""
        return "Nothing matches" if self.searches and self.rows.window.search else "Nothing to show"

    def target(self, row: Row) -> str:
        """Return the address of what ENTER opens for this row; empty where there is nothing more to see."""
        return ""

    def command(self, command: str) -> Feedback | None:
        """Act on a key of ``own_keys``; ``None`` says that it means nothing here."""
        return None

    def scanned(self, text: str) -> Feedback:
        """Take what was scanned or typed on a screen that does not search."""
        return NOTHING

    def reread(self) -> None:
        """Read again what others may have changed."""
        self.rows.window.reload()

    def aim(self, subject: str) -> None:
        """Show what the address says behind the colon: here, the rows that match it."""
        self.subject = subject
        self._line = DeskLine()
        if self.searches:
            self._line.text = subject
            self._line.ended()
            self.rows.window.find(subject)
        self._help_page = -1
        self.feedback = NOTHING
        self.draw_soon()

    def ask(self, question: Question) -> Feedback:
        """Put a question on the input line; the next ENTER answers it, Back takes it away."""
        self._line.ask(question)
        return Feedback(Outcome.OK, "")

    def ask_whether(self, text: str, short: str, work: Callable[[], Feedback]) -> Feedback:
        """Put a question that takes a yes, and then do something."""
        question = f"{text}? 1 = YES"
        return self.ask(Question(question, short, lambda answer: work() if is_yes(answer) else _NOTHING_CHANGED))

    # What Textual asks.

    def compose(self) -> ComposeResult:
        """Put the list between the lines above and below it; the help takes the place of all."""
        self._help.display = False
        yield self._above
        yield self.rows
        yield self._below
        yield self._help

    def on_resize(self) -> None:
        """Share out the rows of the new size."""
        self.draw_soon()

    def on_screen_resume(self) -> None:
        """Come back into sight: others may have worked meanwhile."""
        self._guarded(self.reread)
        self.draw_soon()

    def take(self, event: KeyEvent | Paste) -> None:
        """Act on what arrived from the keyboard."""
        if isinstance(event, Paste):
            for character in event.text.rstrip("\r\n\t"):
                self._type(character)
        elif self._help_page >= 0 and self._take_in_help(event):
            pass
        elif event.key in TERMINATORS:
            self._guarded(self._end)
        elif event.is_printable and event.character:
            self._type(event.character)
        else:
            self._guarded(lambda: self._edit_or_move(event.key))
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
        if self._line.question:
            return (Key("enter", "OK", ""), Key(BACK.name, "Cancel", BACK.command))
        keys = [Key("enter", "Open", "")] if window.current and self.target(window.current) else []
        keys += [HELP.as_key()]
        typed = window.search if self.searches else self._line.text
        keys += [Key(UNDO.name, "Clear", UNDO.command)] if typed else []
        keys += [BACK.as_key()]
        keys += [Key(LIST.name, "Sort", LIST.command)] if self.searches else []
        keys += [Key(DONE.name, "Turn", DONE.command)] if window.sort else []
        keys += [PAGE_UP.as_key()] if window.more_above else []
        keys += [PAGE_DOWN.as_key()] if window.more_below else []
        own = [key for key in self.own_keys if not (typed and key.command == UNDO.command)]
        taken = {key.name for key in own}
        return tuple(sorted([key for key in keys if key.name not in taken] + own, key=place))

    # The input line.

    def _type(self, character: str) -> None:
        """Take a character. In a list that searches, what is typed after ENTER is a new search."""
        self._leave_help()
        self.feedback = NOTHING
        typed = self._line.add(character)
        if self.searches and not self._line.question:
            self.rows.window.find(typed)

    def _change(self, text: str) -> None:
        """Put another text on the input line."""
        self._line.change(text)
        if self.searches and not self._line.question:
            self.rows.window.find(text)

    def _end(self) -> None:
        """Take ENTER: the answer to a question, a scan, or the wish to see more of a row."""
        question, text = self._line.question, self._line.text.strip()
        if question is not None:
            self._line.ask(None)
            answers = text or question.optional
            self.tell(self._answer(question, text) if answers else _NOTHING_CHANGED)
            self.reread()
        elif text.startswith("%") and (row := command_key(text[1:])):
            self._change("")
            self._edit_or_move(row.name)
        elif text and not self.searches:
            self._line.text = ""
            self.tell(self._with_second(lambda: self.scanned(text)))
        else:
            self._line.ended()
            self._open()

    def _answer(self, question: Question, text: str) -> Feedback:
        """Answer a question; where the answer cannot be read, or names nothing there is, it stays, to be put right."""
        try:
            return self._with_second(lambda: question.answer(text))
        except (BadInput, NotFound):
            if self._line.question is None:
                self._line.again(question, text)
            raise

    def _open(self) -> None:
        row = self.rows.window.current
        target = self.target(row) if row else ""
        if target:
            cast(DeskKeeper, self.app).open_desk(target)
        elif row is None and self.searches and self.rows.window.search:
            self.refuse(f"Nothing matches {self.rows.window.search}", "F2 clears the search")

    def _edit_or_move(self, name: str) -> None:
        row = function_key(name)
        if name in _ERASERS:
            self._change(self._line.text[:-1])
        elif name == CLEAR_KEY or (self._line.text and row in (UNDO, CANCEL)):
            self._change("")
        elif self._line.question and row in (BACK, CANCEL):
            self._line.ask(None)
            self.feedback = _NOTHING_CHANGED
        elif row in (BACK, CANCEL):
            cast(DeskKeeper, self.app).close_desk()
        elif not self.rows.key(_MOVES.get(row, name) if row else name):
            self._press(row, name)

    def _press(self, row: FunctionKey | None, name: str) -> None:
        own = pressed(row, self.own_keys) if row else None
        command = own.command if own and not self._line.question else ""
        told = self._with_second(lambda: self.command(command)) if command else None
        if told is not None:
            self.tell(told)
        elif row is HELP:
            self._help_page = 0
        elif row is LIST and self.searches and not self._line.question:
            self.rows.sort_by_next()
        elif row is not None and not (row is DONE and self.rows.turn_round()):
            self.refuse(f"{spelled(name)} does nothing here", "Live keys stand below")

    def _with_second(self, work: Callable[[], Told]) -> Told | Feedback:
        """Do something; where it takes a second person or a signature, ask for it, and then do it again."""
        again = lambda: self._with_second(work) or NOTHING  # noqa: E731 - only to be handed on
        try:
            return work()
        except NeedsSecond as needs:
            return SecondPerson(needs, self.ask, again).ask_for_badge()
        except NeedsSignature as needs:
            return ask_to_sign(needs, self.ask, again)

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do something; a refusal is told and not raised."""
        try:
            work()
        except WmsError as refusal:
            self.refuse(refusal.message, refusal.hint)

    # The help.

    def _take_in_help(self, event: KeyEvent) -> bool:
        """Turn the pages of the help, or leave it; return whether that is all the key does."""
        row = function_key(event.key)
        if row in (PAGE_UP, PAGE_DOWN) or event.key in ("up", "down"):
            pages = self._help_picture().pages
            self._help_page = (self._help_page + (-1 if row is PAGE_UP or event.key == "up" else 1)) % pages
            return True
        if event.is_printable:
            return False
        self._leave_help()
        return True

    def _leave_help(self) -> None:
        self._help_page = -1

    def _help_picture(self) -> Picture:
        keys = tuple(key for key in self.live_keys() if key.command)
        prompt = Prompt(self.heading, self._line.label(self.searches), keys=keys)
        words = (*self.words, "Up, Down, Home and End move in the list. ENTER opens the row, F3 comes back.")
        does = {**_SORTING, **self.own_help} if self.searches else self.own_help
        return lay_out_help(prompt, words, *self.size, max(self._help_page, 0), does)

    # What is seen.

    def _draw(self) -> None:
        self._draws = False
        if not self.size.width:
            return
        helping = self._help_page >= 0
        self._help.display = helping
        for widget in (self._above, self.rows, self._below):
            widget.display = not helping
        if helping:
            self._help.show(self._help_picture().lines)
        else:
            self._guarded(self._draw_list)

    def _draw_list(self) -> None:
        width, height = self.size
        roomy = height >= _ROOMY
        facts = list(self.facts(width, 4 if roomy else 3 if height >= 16 else 1))
        ruled = [rule(width)] if roomy else []
        title = title_line(self.heading, self.corner, "", "", width)
        self._show(self._above, [title, *ruled, *facts, self._line.line(width, self.searches)])
        self.rows.draw()
        told = feedback_lines(self.feedback, width, _MOST_SAID)
        rows = max(_SAID, len(told) if width < NARROW else len(told) + 1)
        said = [line(text) for text in fold(self._to_say(width, bool(told)), width, rows - len(told))]
        filling = [EMPTY] * (rows - len(said) - len(told))
        self._show(self._below, [*said, *filling, *told, *ruled, *key_lines(self.live_keys(), width)])

    def _to_say(self, width: int, told: bool) -> str:
        """Return what is said below the list: of the row, or all of a question that does not fit on its line."""
        question = self._line.question
        if question and not told and not self._line.shows_label(width, self.searches):
            return question.text
        row = self.rows.window.current
        return self.detail(row) if row else self.empty()

    @staticmethod
    def _show(widget: Lines, lines: Sequence[Line]) -> None:
        """Show lines in a widget that is as high as they are many."""
        if widget.styles.height is None or widget.styles.height.value != len(lines):
            widget.styles.height = len(lines)
        widget.show(lines)
