"""What is kept of a person's work between two steps, and saved after each."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from wms_tui import clock
from wms_tui.tasks.adjusting import Adjusting
from wms_tui.tasks.booking import Pending, read_pending
from wms_tui.tasks.counting import Counting
from wms_tui.tasks.finding import Finding
from wms_tui.tasks.holding import Holding
from wms_tui.tasks.home import Home
from wms_tui.tasks.inspecting import Inspecting
from wms_tui.tasks.moving import Moving
from wms_tui.tasks.picking import Picking
from wms_tui.tasks.producing import Producing
from wms_tui.tasks.pulling import Pulling
from wms_tui.tasks.putting_away import PuttingAway
from wms_tui.tasks.receiving import Receiving
from wms_tui.tasks.replenishing import Replenishing
from wms_tui.tasks.replying import Replying
from wms_tui.tasks.shipping import Shipping
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.unknown_codes import UnknownCodes
from wms_tui.tasks.wording import LONGEST_NUMBER

TASKS: Mapping[str, type[Stepping[Any]]] = {
    task.kind: task
    for task in (
        Home,
        Receiving,
        PuttingAway,
        Picking,
        Shipping,
        Moving,
        Finding,
        Counting,
        Holding,
        Inspecting,
        Replenishing,
        Adjusting,
        Replying,
        Pulling,
        Producing,
        UnknownCodes,
    )
}
UNDO_DEPTH = 5
UNDO_TIME = timedelta(minutes=10)
"""So long F2 offers what was done in a task that has been left since."""
MOST_UNKNOWN = 50


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was booked, as F2 offers it."""

    entry: int
    """Its entry in the ledger; 0 where nothing moved, so that nothing can be taken back."""
    words: str
    """What it did, and no more."""
    at: str
    """When, as an ISO moment in UTC."""
    rest: str = ""
    """What stays as it is when it is taken back."""


@dataclass(slots=True)
class Sitting:
    """The task at work, what was last saved, what F2 can take back, and codes nobody knew."""

    task: Stepping[Any]
    saved: str = ""
    undoable: list[Deed] = field(default_factory=list)
    """What was done, the last one last."""
    pending: Pending | None = None
    unknown: list[str] = field(default_factory=list)
    opened: str = ""
    """When the task at work was opened, as an ISO moment in UTC."""

    def state(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "task": self.task.kind,
            "state": self.task.state(),
            "saved": self.saved,
            "undoable": [asdict(one) for one in self.undoable],
            "pending": self.pending.state() if self.pending else None,
            "unknown": self.unknown,
            "opened": self.opened,
        }

    def put_to_work(self, task: Stepping[Any]) -> None:
        """Put another task to work."""
        self.task, self.opened = task, _moment(clock.now())

    def note_done(self, entry: int, words: str, rest: str = "") -> None:
        """Remember what was booked for F2; of deeds in a row that moved nothing, the last one."""
        before = self.undoable[:-1] if not entry and self.undoable and not self.undoable[-1].entry else self.undoable
        self.undoable = [*before, Deed(entry, words, _moment(clock.now()), rest)][-UNDO_DEPTH:]

    @property
    def last(self) -> Deed | None:
        """Return what F2 is for now: the last deed of the task at work, or of the last minutes."""
        if not self.undoable:
            return None
        deed = self.undoable[-1]
        recent = _moment(clock.now() - UNDO_TIME)
        return deed if deed.at >= min(self.opened, recent) else None

    def note_unknown(self, code: str) -> None:
        """Remember a code that nobody knew, once.

        A few digits are none: a quantity, a number of the menu, or a PIN that was typed too early and is kept nowhere.
        """
        if code.isdecimal() and len(code) <= LONGEST_NUMBER:
            return
        self.unknown = [*(one for one in self.unknown if one != code), code][-MOST_UNKNOWN:]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def new_task(kind: str, by: str, state: Mapping[str, Any] | None = None) -> Stepping[Any]:
    """Return a task at its first step, or as it was in a state that it returned."""
    return TASKS[kind](by, state)


def new_sitting(by: str) -> Sitting:
    """Return a sitting at home, with nothing done."""
    return Sitting(Home(by), opened=_moment(clock.now()))


def read_sitting(by: str, state: Mapping[str, Any]) -> Sitting:
    """Return the sitting whose state was saved.

    Raises:
        KeyError, TypeError, ValueError: where another version of the program saved it in another form.
    """
    return Sitting(
        task=TASKS[state["task"]](by, state["state"]),
        saved=state["saved"],
        undoable=[Deed(**one) for one in state["undoable"]],
        pending=read_pending(state["pending"]) if state["pending"] else None,
        unknown=list(state["unknown"]),
        opened=state["opened"],
    )
