"""Asking whether a bin is empty that the last take has emptied by the books: the cheapest count there is.

The question holds nobody up: whatever is scanned next instead of an answer goes on with the work (users.md 9.4,
rules.md 2.13).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wms_tui.domain.types import PlaceKind
from wms_tui.operations.acting import Done
from wms_tui.operations.pick import Picked
from wms_tui.operations.zero_check import ZeroCheck, ZeroChecked
from wms_tui.queries.counts import zero_is_booked
from wms_tui.queries.places import find_place
from wms_tui.tasks.asking import YES, Ask
from wms_tui.tasks.prompt import Feedback
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import ok

if TYPE_CHECKING:
    from wms_tui.tasks.picking import Picking

_NO = frozenset({"0", "N", "NO", "%NO"})


def emptied_by(results: Sequence[Done]) -> str:
    """Return the bin that what was taken last has emptied by the books; nothing where something is left."""
    done = results[-1]
    taken = done.picked[-1].bin if isinstance(done, Picked) and done.picked else ""
    place = find_place(taken) if taken else None
    return taken if place is not None and place.kind is PlaceKind.BIN and zero_is_booked(place.id) else ""


def ask_whether_empty(task: "Picking", ask: Ask) -> Ask:
    """Return a step that asks for the emptied bin as well; ENTER is a yes, and any other scan goes on."""
    emptied = task.notes.emptied
    return replace(
        ask, question=f"{emptied} EMPTY? ENTER=YES 0=NO", short="EMPTY? 0=NO", finished=False,
        take=lambda text: _take(task, text), enter=lambda: _say(task, empty=True),
        help=("ENTER if nothing is left in the bin, 0 if something is: then it is counted soon.", *ask.help),
    )  # fmt: skip


def _take(task: "Picking", text: str) -> Reply:
    if text.upper() in _NO:
        return _say(task, empty=False)
    if text.upper() in YES:
        return _say(task, empty=True)
    task.notes = replace(task.notes, emptied="")
    return task.asks().take(text)


def _say(task: "Picking", *, empty: bool) -> Reply:
    return Submit((Act("zero-check", ZeroCheck(task.notes.emptied, empty)),))


def told_of_check(done: ZeroChecked) -> Feedback:
    """Say what became of the answer."""
    return ok(f"{done.bin} is to be counted") if done.raised else ok(f"{done.bin} is empty")
