"""What a task says to the person doing it, and what it says back to an answer.

These values are all that a screen knows of a task, and all that a task knows of a screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count


class Outcome(StrEnum):
    """How an answer was taken."""

    OK = "ok"
    ASK = "ask"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know now. The first fact of a prompt is the one to read from afar."""

    label: str
    value: str
    short: str = ""
    """The value for a line of 24 columns, where the full one would not fit."""
    vital: bool = False
    """Whether it is to be seen on every page of a small screen, beside the first fact."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that does something now.

    ``name`` is the key of the keyboard (``f5``); ``command`` is what the same act is called on a
    printed command bar code, after the ``%``.
    """

    name: str
    label: str
    command: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A numbered line to choose from; ``answer`` is what is handed to the task when it is chosen."""

    label: str
    answer: str
    detail: str = ""
    number: int = 0
    """Its digit wherever it stands; 0 where it takes the next one that is free on its page."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One step of a task: where the person is, what to know, and the one question."""

    title: str
    question: str
    short: str = ""
    """The question in at most 12 letters, for 24 columns."""
    progress: str = ""
    facts: tuple[Fact, ...] = ()
    default: str = ""
    """What ENTER alone would answer; empty where ENTER alone says nothing."""
    choices: tuple[Choice, ...] = ()
    keys: tuple[Key, ...] = ()
    saved: str = ""
    """What was last saved, such as ``10:41 took 2 CS L2588C``."""
    undoes: bool = False
    """Whether F2 takes back just what ``saved`` says."""
    repeats: bool = False
    """Whether the same scan twice in a row means two, as where pieces are counted by scanning each."""
    secret: bool = False
    """Whether what is typed must not be shown."""
    finished: bool = False
    """Whether the task is over and the next answer belongs to the home screen."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """How the last answer was taken: what happened, and what to do now, a line each."""

    outcome: Outcome
    what: str
    do: str = ""
    opens: str = ""
    """The desk screen to show now, with what to show in it after a colon (``stock``, ``lot:4711/L7``)."""
    stops: bool = False
    """Whether it stops the person in the middle of a step, whatever they are about to do."""


NOTHING = Feedback(Outcome.OK, "")


def numbered(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return choices each with its digit: fixed ones keep theirs, the others take the free ones from 1."""
    fixed = {one.number for one in choices}
    free = (number for number in count(1) if number not in fixed)
    return tuple(one if one.number else replace(one, number=next(free)) for one in choices)
