"""The input line of a desk screen: a search, a scan, or the answer to a question that a key has asked."""

from collections.abc import Callable
from dataclasses import dataclass

from screens.fit import cut, tail
from screens.lines import Line, Look, Span
from wms_tui.tasks.prompt import Feedback

_NARROW = 40
_FIELD = 40
"""The field is at most this wide; longer input shows its end."""


def is_yes(answer: str) -> bool:
    """Return whether an answer at a desk says yes: 1, or as at the tasks Y."""
    return answer.strip().upper() in ("1", "Y", "YES")


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be answered on one line: what is asked, for narrow screens in a word, and what follows."""

    text: str
    short: str
    answer: Callable[[str], Feedback]
    secret: bool = False
    """Whether what is typed is shown as stars."""
    optional: bool = False
    """Whether ENTER alone is an answer; else it takes the question away."""


class DeskLine:
    """What is typed, and whether it answers a question."""

    def __init__(self) -> None:
        """Begin empty."""
        self.text = ""
        self.question: Question | None = None
        self._searched = ""
        self._answered = False

    def ask(self, question: Question | None) -> None:
        """Ask something, or nothing any more: then what was searched before stands there again."""
        if self.question is None:
            self._searched = self.text
        self.question = question
        self.text = "" if question else self._searched
        self._answered = question is None

    def ended(self) -> None:
        """Note that ENTER was pressed: what is typed next is something new."""
        self._answered = True

    def add(self, character: str) -> str:
        """Take a character and return what is typed now; after ENTER it begins something new."""
        self.text = character if self._answered else self.text + character
        self._answered = False
        return self.text

    def change(self, text: str) -> None:
        """Put another text there, to go on with."""
        self.text = text
        self._answered = False

    def again(self, question: Question, text: str) -> None:
        """Ask once more what could not be read: what was typed stands there, to be put right or typed anew."""
        self.ask(question)
        self.text = text
        self._answered = True

    def label(self, searches: bool) -> str:
        """Return what the line is for."""
        if self.question:
            return self.question.text
        return "SEARCH" if searches else "SCAN LOT, ITEM OR BIN"

    def shows_label(self, width: int, searches: bool) -> bool:
        """Return whether what the line is for stands on it whole."""
        return width >= _NARROW and len(self.label(searches)) <= width - 12

    def line(self, width: int, searches: bool) -> Line:
        """Return the line as it is shown."""
        label = self.label(searches)
        if not self.shows_label(width, searches):
            label = self.question.short if self.question else ""
        start = f"> {cut(label, width - 12)} " if label else "> "
        room = max(min(width - len(start) - 2, _FIELD), 2)
        secret = self.question is not None and self.question.secret
        shown = tail("*" * len(self.text) if secret else self.text, room - 1)
        return Line((Span(start, Look.BIG), Span(shown), Span("_" * (room - len(shown)))))
