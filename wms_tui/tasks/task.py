"""What every task is: something that can be asked, answered, saved and taken up again elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.tasks.prompt import Feedback, Prompt


@dataclass(frozen=True, slots=True)
class Act:
    """An operation to be done: its name in ``booking.VERBS``, and its slip."""

    verb: str
    slip: Any


@dataclass(frozen=True, slots=True)
class Submit:
    """Acts that a step asks for, done one after the other; the first refusal ends them."""

    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Another task is to be opened in place of this one, home where none is named."""

    task: str = ""
    text: str = ""
    """Its first answer."""
    said: tuple[str, ...] = ()
    """Which of several things that answer means."""


Reply = Feedback | Submit | Open


class Task(Protocol):
    """A state machine for one kind of work, without a screen.

    Function keys reach it as command codes: F5 and a scan of ``%PROBLEM`` are the same answer.
    What was typed before F5 follows its code: ``4`` and F5 is ``%PROBLEM 4``, four found and no more.
    ENTER alone is the empty answer.
    """

    def prompt(self) -> Prompt:
        """Return what to show now. Asking twice changes nothing."""
        ...

    def answer(self, text: str) -> Reply:
        """Take what was scanned or typed: say how it was taken, or what is to be booked or opened."""
        ...

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Go on after what was asked for is booked, and say so."""
        ...

    def refused(self, refusal: Refused) -> Feedback:
        """Stay at the step whose act was refused, or ask whether it is meant."""
        ...

    def state(self) -> dict[str, Any]:
        """Return all that is needed to take the task up again, as JSON values."""
        ...
