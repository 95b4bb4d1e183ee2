"""Genealogy: what kind of run turns lots into others, what an act of it does, and what a lot has from its parents."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from wms_tui.domain.types import Status


class RunKind(StrEnum):
    """Why lots become other lots."""

    MAKE = "make"
    """Production by a recipe or without one."""
    REWORK = "rework"
    """What was made goes back into making."""
    REPACK = "repack"
    """The same goods in other packs, which may be another item."""
    RELABEL = "relabel"
    """The same goods under another lot number."""
    SPLIT = "split"
    """One lot becomes several of the same item."""
    MERGE = "merge"
    """Several lots of an item become one."""


class Act(StrEnum):
    """What an entry does in a run."""

    MAKE = "make"
    """Consumes and produces at once."""
    CONSUME = "consume"
    PRODUCE = "produce"
    GIVE_BACK = "give-back"
    """What was taken and not used goes back to a bin."""
    SCRAP = "scrap"
    """What was taken or made for the run is thrown away."""
    CLOSE = "close"


KEEPS_LOT = frozenset({RunKind.SPLIT, RunKind.MERGE, RunKind.RELABEL})
"""Runs in which nothing is made: the goods are the same before and after, and may be such as may not leave."""

_FROM_BEST = (Status.RELEASED, Status.QUARANTINE, Status.HOLD, Status.REJECTED, Status.RECALLED)


def worst(statuses: Iterable[Status]) -> Status:
    """Return the status a lot has from its parents: that of the worst of them."""
    return max(statuses, key=_FROM_BEST.index, default=Status.RELEASED)


def earliest(days: Iterable[date | None]) -> date | None:
    """Return the expiry a lot has from its parents: the earliest of those that have one."""
    return min((day for day in days if day is not None), default=None)
