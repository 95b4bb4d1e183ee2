"""Booking what a task asks for: each act under a key that is saved before it is sent.

A terminal may die at any moment. Whoever takes the task up again sends the same slips under the same
keys: what was booked gives its first answer, what was not is booked now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from wms_tui import clock
from wms_tui.domain.frozen import from_json, to_json
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.begin_count import BeginBin, FinishBin, begin_bin, finish_bin
from wms_tui.operations.book_reply import BookReply, book_reply
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.hold_things import (
    HoldBin,
    HoldPlate,
    ReleaseBin,
    ReleasePlate,
    hold_bin,
    hold_plate,
    release_bin,
    release_plate,
)
from wms_tui.operations.inspect import Inspect, Judge, inspect, judge
from wms_tui.operations.move import MoveBin, MovePlate, MoveStock, move, move_bin, move_plate
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.plan_count import PlanCount, plan_count
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.record_count import RecordCount, record_count
from wms_tui.operations.refill import DropRefill, PullRefill, ShortRefill, drop_refills, pull_refill, short_refill
from wms_tui.operations.run_acts import (
    CloseRun,
    ConsumeRun,
    GiveBack,
    OpenRun,
    ProduceRun,
    ScrapRun,
    close_run,
    consume_run,
    give_back,
    open_run,
    produce_run,
    scrap_run,
)
from wms_tui.operations.ship import Ship, ship
from wms_tui.operations.short_pick import ShortPick, short_pick
from wms_tui.operations.undo import Undo, undo
from wms_tui.operations.unpick import Unpick, unpick
from wms_tui.operations.zero_check import ZeroCheck, zero_check
from wms_tui.tasks.task import Act

VERBS: Mapping[str, tuple[Callable[..., Done], type[Any]]] = {
    "receive": (receive, Receive),
    "put-away": (put_away, PutAway),
    "move": (move, MoveStock),
    "move-plate": (move_plate, MovePlate),
    "move-bin": (move_bin, MoveBin),
    "allocate": (allocate, Allocate),
    "pick": (pick, Pick),
    "short-pick": (short_pick, ShortPick),
    "unpick": (unpick, Unpick),
    "hold": (hold, Hold),
    "hold-plate": (hold_plate, HoldPlate),
    "hold-bin": (hold_bin, HoldBin),
    "release": (release, Release),
    "release-plate": (release_plate, ReleasePlate),
    "release-bin": (release_bin, ReleaseBin),
    "ship": (ship, Ship),
    "inspect": (inspect, Inspect),
    "judge": (judge, Judge),
    "undo": (undo, Undo),
    "adjust": (adjust, Adjust),
    "pull-refill": (pull_refill, PullRefill),
    "drop-refill": (drop_refills, DropRefill),
    "short-refill": (short_refill, ShortRefill),
    "plan-count": (plan_count, PlanCount),
    "begin-count": (begin_bin, BeginBin),
    "record-count": (record_count, RecordCount),
    "finish-count": (finish_bin, FinishBin),
    "zero-check": (zero_check, ZeroCheck),
    "book-reply": (book_reply, BookReply),
    "open-run": (open_run, OpenRun),
    "consume-run": (consume_run, ConsumeRun),
    "produce-run": (produce_run, ProduceRun),
    "give-back": (give_back, GiveBack),
    "scrap-run": (scrap_run, ScrapRun),
    "close-run": (close_run, CloseRun),
}
"""What a task may ask for, by the name under which it is saved."""

UNDONE_BY_UNDO = frozenset({
    "receive", "put-away", "move", "move-plate", "move-bin", "pick", "unpick", "hold", "hold-plate", "hold-bin",
    "release", "release-plate", "release-bin", "ship", "pull-refill", "drop-refill", "adjust",
    "consume-run", "produce-run", "give-back", "scrap-run",
    "judge",
})  # fmt: skip
"""Acts that moved something, so that F2 takes them back."""


@dataclass(frozen=True, slots=True)
class Pending:
    """Acts that are about to be sent, each with its key, and when they happened."""

    acts: tuple[tuple[str, Act], ...]
    at: datetime

    def state(self) -> dict[str, Any]:
        """Return it as JSON values."""
        acts = [[key, act.verb, to_json(act.slip)] for key, act in self.acts]
        return {"at": self.at.isoformat(), "acts": acts}


def pending(acts: Sequence[Act]) -> Pending:
    """Return acts with new keys, as of now."""
    return Pending(tuple((uuid4().hex, act) for act in acts), clock.now())


def read_pending(state: Mapping[str, Any]) -> Pending:
    """Return what ``Pending.state`` was made of."""
    acts = tuple((key, Act(verb, from_json(VERBS[verb][1], slip))) for key, verb, slip in state["acts"])
    return Pending(acts, datetime.fromisoformat(state["at"]))


@dataclass(slots=True)
class Booking:
    """What came of pending acts: the answers up to the first refusal, and that refusal."""

    results: list[Done] = field(default_factory=list)
    undoable: list[int] = field(default_factory=list)
    """The entries that F2 can take back."""
    refusal: Refused | None = None


def book(acts: Pending, *, by: str) -> Booking:
    """Send acts one after the other, up to the first that is refused.

    Raises:
        Unavailable: where the database is busy or away; the same acts may be sent again.
    """
    found = Booking()
    for key, act in acts.acts:
        verb, _ = VERBS[act.verb]
        try:
            result = verb(act.slip, by=by, at=acts.at, key=key)
        except Refused as refusal:
            found.refusal = refusal
            return found
        found.results.append(result)
        if act.verb in UNDONE_BY_UNDO:
            found.undoable.append(result.entry)
    return found
