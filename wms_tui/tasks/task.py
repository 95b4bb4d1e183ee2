"""What a task may answer with: how it was taken, what is to be booked, or another task to open.

Function keys reach a task as command codes: F5 and a scan of ``%PROBLEM`` are the same answer. What was typed
before F5 follows its code: ``4`` and F5 is ``%PROBLEM 4``, four found and no more. ENTER alone is the empty answer.
"""

from dataclasses import dataclass
from typing import Any

from wms_tui.tasks.prompt import Feedback


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
