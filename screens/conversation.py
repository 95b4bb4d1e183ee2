"""The talk between the keyboard and a session, without a terminal.

Keys go in with the moment they arrived; whole answers go to the session one by one, and what it says
back becomes the next picture. Nothing here waits: a burst of twenty scans is twenty answers, in order.
"""

from collections.abc import Callable
from typing import Protocol

from screens.help_page import lay_out_help
from screens.keys import (
    BACK,
    CANCEL,
    CARRYING,
    CLEAR_KEY,
    CLEARING,
    HELP,
    PAGE_DOWN,
    PAGE_UP,
    FunctionKey,
    function_key,
    live_keys,
    pressed,
    spelled,
)
from screens.layout import Picture, Scene, lay_out
from screens.scan_line import TERMINATORS, Discard, ScanLine
from wms_tui.errors import WmsError
from wms_tui.tasks.prompt import NOTHING, Feedback, Outcome, Prompt

RINGS = {Outcome.OK: 0, Outcome.ASK: 2, Outcome.REFUSED: 3}
"""How often the bell rings: nobody looks at the screen while all goes well."""

_ERASERS = frozenset({"backspace", "ctrl+h", "delete"})

_IN_A_SCAN = {
    "ctrl+d": "\x04",
    "ctrl+right_square_bracket": "\x1d",
    "ctrl+circumflex_accent": "\x1e",
    "ctrl+underscore": "\x1f",
}
"""The keys whose codes bar codes hold: EOT, GS, RS and US (GS1; ISO/IEC 15434). They are kept."""

_PASTED = {"\r": "enter", "\n": "ctrl+j", "\t": "tab", **{code: name for name, code in _IN_A_SCAN.items()}}


class Session(Protocol):
    """A person's whole sitting at the terminal: sign-in, home and every task, one behind the other."""

    @property
    def who(self) -> str:
        """Return the badge of the person, for the first line; empty before sign-in."""
        ...

    def prompt(self) -> Prompt:
        """Return what to show now."""
        ...

    def answer(self, text: str) -> Feedback:
        """Take an answer or a command code, and say how it was taken."""
        ...

    def help(self) -> tuple[str, ...]:
        """Return a few sentences on the present step."""
        ...

    def stopped(self) -> Feedback | None:
        """Return what stops the person now, whatever they are about to do; asked at every key."""
        ...


class Conversation:
    """Holds what is typed, shown and answered."""

    def __init__(self, session: Session, *, ring: Callable[[int], None], opens: Callable[[str], None]) -> None:
        """Begin with the session's first prompt; ``ring`` sounds the bell, ``opens`` shows a desk screen."""
        self._session = session
        self._ring = ring
        self._opens = opens
        self._line = ScanLine()
        self._discard = Discard()
        self._prompt = session.prompt()
        self._feedback = NOTHING
        self._page = 0
        self._helping = False
        self._size = (80, 24)
        self.clock = ""
        self.notices = ""
        self.unseen = False
        """Whether a refusal waits to be drawn."""

    @property
    def typed(self) -> str:
        """What is on the input line."""
        return self._line.text

    @property
    def feedback(self) -> Feedback:
        """How the last answer was taken."""
        return self._feedback

    def resize(self, width: int, height: int) -> None:
        """Take the size of the terminal."""
        self._size = (width, height)

    def reread(self) -> None:
        """Ask the session again what to show, after something else may have changed it."""
        self._prompt = self._session.prompt()

    def picture(self) -> Picture:
        """Return what is to be seen now."""
        if self._helping:
            return lay_out_help(self._prompt, self._session.help(), *self._size, self._page)
        scene = Scene(
            self._prompt, self._feedback, self._session.who, self.clock, self._line.text, self._page, self.notices
        )  # fmt: skip
        return lay_out(scene, *self._size)

    def drawn(self, at: float) -> None:
        """Note that the picture is on the terminal since ``at``."""
        if self.unseen:
            self.unseen = False
            self._discard.drawn(at)

    def paste(self, text: str, at: float) -> None:
        """Take text that arrived at once: each of its lines is an answer."""
        for character in text:
            self.key(_PASTED.get(character, character), character, at)

    def key(self, name: str, character: str | None, at: float) -> None:
        """Take one key, by Textual's name for it, with the character it types, if any."""
        if self._is_stopped():
            return
        terminator = TERMINATORS.get(name)
        typed = _typed(name, character)
        if self._discard.drops(at, text=bool(typed), ends=bool(terminator)):
            if terminator:
                self._line.skip(terminator, at)
        elif terminator:
            self._end(terminator, at)
        elif typed:
            self._leave_help()
            self._line.add(typed, at)
        elif name in _ERASERS:
            self._line.erase()
        elif name == CLEAR_KEY:
            self._line.clear()
        else:
            self._function(name)

    def _is_stopped(self) -> bool:
        """Stop the person where something at their step was put on hold; the key and what was typed are forgotten."""
        stop = self._session.stopped()
        if stop is None:
            return False
        self._leave_help()
        self._take(stop)
        return True

    def refuse(self, what: str, do: str = "") -> None:
        """Say that something cannot be done here, and stay at the step."""
        self._take(Feedback(Outcome.REFUSED, what, do))

    def _end(self, terminator: str, at: float) -> None:
        answer = self._line.end(terminator, at, repeats=self._prompt.repeats)
        if answer is None:
            return
        if self._helping and not answer.text:
            self._leave_help()
        elif answer.too_long:
            self.refuse("That code is too long", "Scan one label, once")
        else:
            self._answer(answer.text)

    def _function(self, name: str) -> None:
        row = function_key(name)
        if row is None:
            if name.startswith("f") and name[1:].isdigit():
                self._dead(name)
        elif self._helping and self._function_in_help(row):
            return
        elif self._line.text and row in CLEARING:
            self._line.clear()
        else:
            self._press(row, name)

    def _function_in_help(self, row: FunctionKey) -> bool:
        """Turn the pages of the help, or leave it; return whether that is all the key does."""
        if row in (PAGE_UP, PAGE_DOWN):
            self._turn(row)
            return True
        self._leave_help()
        return row in (HELP, BACK, CANCEL)

    def _press(self, row: FunctionKey, name: str) -> None:
        key = pressed(row, live_keys(self._prompt, self._pages_for(row)))
        if key is None:
            self._dead(name)
            return
        carried = f" {self._line.text}" if row in CARRYING and self._line.text else ""
        self._line.clear()
        self._answer(f"%{key.command}{carried}")

    def _pages_for(self, row: FunctionKey) -> int:
        return self.picture().pages if row in (PAGE_UP, PAGE_DOWN) else 1

    def _dead(self, name: str) -> None:
        self.refuse(f"{spelled(name)} does nothing here", "Live keys stand below")

    def _leave_help(self) -> None:
        if self._helping:
            self._helping, self._page = False, 0

    def _answer(self, text: str) -> None:
        """Hand an answer to the session, unless it is for the screen itself."""
        self._leave_help()
        if text == f"%{HELP.command}":
            self._helping, self._page = True, 0
            return
        picture = self.picture() if self._is_for_the_page(text) else None
        if picture and text.isdecimal():
            # A choice that has a number of its own can be named from any page.
            near = (*picture.choices, *self._prompt.choices)
            chosen = next((one for one in near if one.number == int(text)), None)
            if chosen is None and picture.pages > 1 and not any(one.number for one in self._prompt.choices):
                self.refuse(f"{text} is not on this page", "F8 shows the next one")
                return
            text = chosen.answer if chosen else text
        elif picture and picture.pages > 1 and text.startswith("%"):
            self._turn(PAGE_UP if text == f"%{PAGE_UP.command}" else PAGE_DOWN)
            return
        self._take(self._ask_session(text))

    def _is_for_the_page(self, text: str) -> bool:
        if len(text) == 1 and text in "123456789":
            return bool(self._prompt.choices)
        if len(text) == 2 and text.isdecimal() and text.isascii():
            return any(one.number == int(text) for one in self._prompt.choices)
        return text in (f"%{PAGE_UP.command}", f"%{PAGE_DOWN.command}")

    def _turn(self, row: FunctionKey) -> None:
        """Show the next page or the one before; the first follows the last."""
        picture = self.picture()
        step = 1 if row is PAGE_DOWN else -1
        self._page = (picture.page + step) % picture.pages

    def _ask_session(self, text: str) -> Feedback:
        try:
            return self._session.answer(text)
        except WmsError as refusal:
            return Feedback(Outcome.REFUSED, refusal.message, refusal.hint)

    def _take(self, feedback: Feedback) -> None:
        """Show how an answer was taken, make it heard, and go where it leads."""
        before, self._prompt = self._prompt, self._session.prompt()
        if self._prompt != before:
            self._page = 0
        self._feedback = feedback
        rings = RINGS[feedback.outcome]
        if rings:
            self._ring(rings)
        if feedback.outcome is Outcome.REFUSED:
            self._line.clear()
            self._discard.refuse()
            self.unseen = True
        if feedback.opens:
            self._opens(feedback.opens)


def _typed(name: str, character: str | None) -> str:
    """Return the character a key adds to the input line, if any."""
    if character and character.isprintable():
        return character
    return _IN_A_SCAN.get(name, "")
