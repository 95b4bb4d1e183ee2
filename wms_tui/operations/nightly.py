"""The nightly work of the house: what nobody should have to remember.

Each step may be repeated, killed in the middle, or never run: it finds by itself what is to be done, and does it
once. Nothing that the terminals show or suggest waits for it; expired goods are never suggested, because their date
says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wms_tui import clock
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.classify import Classified, Classify, classify
from wms_tui.operations.raise_alerts import raise_alerts
from wms_tui.operations.reserving import let_go
from wms_tui.operations.seal import seal_now
from wms_tui.queries.orders import kept_of_expired


@dataclass(frozen=True, slots=True)
class Night:
    """Who does the work of which night; ``key`` begins the keys of all that is booked in it."""

    by: str
    at: datetime
    key: str
    reason: str = ""

    @property
    def on(self) -> date:
        """The day that begins with it."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class FreeExpired:
    """A day: whose last one was before it is expired."""

    on: date
    reason: str = ""


@dataclass(frozen=True)
class Freed(Done):
    """What is not kept any more: rows, base units, and the orders that need other stock now."""

    reservations_dropped: int
    quantity: int
    orders: tuple[str, ...]


@operation("nightly")
def free_expired(slip: FreeExpired, deed: Deed) -> Freed:
    """Let go of what is kept of expired lots for orders, so that other stock can be kept for them.

    The entry stands for the night, also where there is nothing to let go. Nothing of the stock moves. What waits
    at the stage stays there: only who unpicks it can say where it goes.
    """
    kept = kept_of_expired(slip.on, picked=False)
    deed.post(reference=slip.on.isoformat(), reason=slip.reason or "expired")
    dropped = let_go(kept)
    orders = tuple(dict.fromkeys(one.order for one in kept))
    return Freed(reservations_dropped=dropped, quantity=sum(one.quantity for one in kept), orders=orders)


def _free_expired(night: Night) -> Freed:
    return free_expired(FreeExpired(night.on, night.reason), by=night.by, at=night.at, key=night.key)


def _classify(night: Night) -> Classified:
    return classify(Classify(night.reason), by=night.by, at=night.at, key=f"{night.key}/classes")


def _raise_alerts(_night: Night) -> dict[str, int]:
    """Note since when things need somebody: what is so now counts, whichever night is made up for."""
    return {"not_mailed": len(raise_alerts(clock.now()))}


Step = Callable[[Night], Any]

STEPS: Mapping[str, Step] = {
    "freed": _free_expired,
    "classes": _classify,
    "alerts": _raise_alerts,
}
"""Name of a step, under which it is answered -> what it does. What it books has a key that begins with the night's."""


@dataclass(frozen=True, slots=True)
class NightDone:
    """What each step gave, by name; what refused, with its reason; the head of the chain over it all."""

    steps: Mapping[str, Any]
    failed: Mapping[str, Refused]
    seal: str


def run_night(night: Night, steps: Mapping[str, Step] = STEPS) -> NightDone:
    """Do the work of a night, the seal over all of it last. A step that is refused does not stop the others.

    Raises:
        Unavailable: where the warehouse is busy or away; run it again.
    """
    done: dict[str, Any] = {}
    failed: dict[str, Refused] = {}
    for name, step in steps.items():
        try:
            done[name] = step(night)
        except Refused as refusal:
            failed[name] = refusal
    return NightDone(done, failed, seal_now())
