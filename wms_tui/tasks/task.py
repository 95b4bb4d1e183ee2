"""What every task is: something that can be asked, answered, saved and taken up again elsewhere."""

from typing import Any, Protocol

from wms_tui.tasks.prompt import Feedback, Prompt


class Task(Protocol):
    """A state machine for one kind of work, without a screen.

    Function keys reach it as command codes: F5 and a scan of ``%PROBLEM`` are the same answer.
    What was typed before F5 follows its code: ``4`` and F5 is ``%PROBLEM 4``, four found and no more.
    ENTER alone is the empty answer.
    """

    def prompt(self) -> Prompt:
        """Return what to show now. Asking twice changes nothing."""
        ...

    def answer(self, text: str) -> Feedback:
        """Take what was scanned or typed, and say how it was taken."""
        ...

    def state(self) -> dict[str, Any]:
        """Return all that is needed to take the task up again, as JSON values."""
        ...
