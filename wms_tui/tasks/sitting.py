"""What is kept of a person's work between two steps, and saved after each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wms_tui.tasks.booking import Pending, read_pending
from wms_tui.tasks.finding import Finding
from wms_tui.tasks.home import Home
from wms_tui.tasks.moving import Moving
from wms_tui.tasks.picking import Picking
from wms_tui.tasks.putting_away import PuttingAway
from wms_tui.tasks.receiving import Receiving
from wms_tui.tasks.shipping import Shipping
from wms_tui.tasks.stepping import Stepping

TASKS: Mapping[str, type[Stepping[Any]]] = {
    task.kind: task for task in (Home, Receiving, PuttingAway, Picking, Shipping, Moving, Finding)
}
UNDO_DEPTH = 5
MOST_UNKNOWN = 50


@dataclass(slots=True)
class Sitting:
    """The task at work, what was last saved, what F2 can take back, and codes nobody knew."""

    task: Stepping[Any]
    saved: str = ""
    undoable: list[tuple[int, str]] = field(default_factory=list)
    """Entries of the ledger and what they did, the last one last."""
    pending: Pending | None = None
    unknown: list[str] = field(default_factory=list)

    def state(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "task": self.task.kind,
            "state": self.task.state(),
            "saved": self.saved,
            "undoable": [list(one) for one in self.undoable],
            "pending": self.pending.state() if self.pending else None,
            "unknown": self.unknown,
        }

    def note_undoable(self, entry: int, words: str) -> None:
        """Remember an entry that F2 can take back."""
        self.undoable = [*self.undoable, (entry, words)][-UNDO_DEPTH:]

    def note_unknown(self, code: str) -> None:
        """Remember a code that nobody knew, once."""
        self.unknown = [*(one for one in self.unknown if one != code), code][-MOST_UNKNOWN:]


def new_task(kind: str, by: str) -> Stepping[Any]:
    """Return a task at its first step."""
    return TASKS[kind](by)


def new_sitting(by: str) -> Sitting:
    """Return a sitting at home, with nothing done."""
    return Sitting(Home(by))


def read_sitting(by: str, state: Mapping[str, Any]) -> Sitting:
    """Return the sitting whose state was saved.

    Raises:
        KeyError, TypeError, ValueError: where another version of the program saved it in another form.
    """
    return Sitting(
        task=TASKS[state["task"]](by, state["state"]),
        saved=state["saved"],
        undoable=[(entry, words) for entry, words in state["undoable"]],
        pending=read_pending(state["pending"]) if state["pending"] else None,
        unknown=list(state["unknown"]),
    )
