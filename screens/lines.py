"""Styled lines of text: what every screen is made of before the terminal is involved."""

from dataclasses import dataclass
from enum import StrEnum

from rich.cells import cell_len

from screens.fit import pad


class Look(StrEnum):
    """How a piece of text looks. None says anything that the text does not say too."""

    NORMAL = "normal"
    BIG = "big"
    """The one thing to read from afar."""
    DIM = "dim"
    REVERSE = "reverse"
    OK = "ok"
    ASK = "ask"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line in one look."""

    text: str
    look: Look = Look.NORMAL


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a screen, made of visible text."""

    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The line without its looks, and without the spaces at its end."""
        return "".join(span.text for span in self.spans).rstrip()

    @property
    def width(self) -> int:
        """How many cells the line takes, spaces at its end included."""
        return sum(cell_len(span.text) for span in self.spans)


EMPTY = Line()


def line(text: str, look: Look = Look.NORMAL) -> Line:
    """Return a line in one look."""
    return Line((Span(text, look),))


def bar(text: str, width: int, look: Look) -> Line:
    """Return a line that fills the whole width with one look."""
    return line(pad(text, width), look)


def rule(width: int, words: str = "") -> Line:
    """Return a ruled line, with a few words in its middle where there are any."""
    label = f" {words} " if words and cell_len(words) + 6 <= width else ""
    return line(label.center(width, "-"), Look.DIM)
