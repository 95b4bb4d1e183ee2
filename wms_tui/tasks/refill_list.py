"""What one person takes onto a cart at a time, in walk order; part of replenishing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from wms_tui import clock
from wms_tui.domain.replenishment import Refill, own_cart
from wms_tui.domain.rows import spelled
from wms_tui.queries.items import the_item
from wms_tui.queries.places import find_place
from wms_tui.queries.replenishing import OnTheWay, on_the_way, replenishment
from wms_tui.queries.saved_tasks import tasks_since
from wms_tui.tasks.pick_list import LEASE
from wms_tui.tasks.prompt import Choice

KIND = "replenish"
BATCH = 8
"""So many ways from a bin of the reserve one person has at a time: about what a cart holds."""


@dataclass(frozen=True, slots=True)
class Leg:
    """So much of a lot from where it is to the bin it is for."""

    item: str
    lot: str
    source: str
    target: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Trip:
    """How far a replenishing is, beyond what the books say."""

    legs: tuple[Leg, ...] = ()
    """What is still to be pulled, in walk order; the first one is at hand."""
    cart: str = ""
    """The cart that was scanned; else it is one's own."""
    bin: str = ""
    """The bin that is proved."""
    proved: bool = False
    """Whether the label is."""
    pack: str = ""
    quantity: int = 0
    serials: tuple[str, ...] = ()
    dropping: bool = False
    back: tuple[str, ...] = ()
    """Bins that have no room: what is for them goes back to where it was."""
    problem: str = ""
    first: str = ""
    """The bin on the way of putting down that was chosen to be next."""
    skipped: tuple[Leg, ...] = ()
    """What comes last, as somebody put it off."""
    done: int = 0

    def unproved(self) -> "Trip":
        """Return this without what was proved at a bin."""
        return Trip(
            self.legs, self.cart, dropping=self.dropping, back=self.back, skipped=self.skipped, done=self.done
        )  # fmt: skip


def next_legs(by: str, skipped: Collection[Leg]) -> tuple[Leg, ...]:
    """Return what to pull next: nothing that somebody else is about to pull, and last what was put off."""
    taken = _taken_by_others(by)
    found = [leg_of(one) for one in replenishment(clock.today()).refills if (one.item, one.target) not in taken]
    put_off = {(one.source, one.item, one.lot, one.target) for one in skipped}
    first = [one for one in found if (one.source, one.item, one.lot, one.target) not in put_off]
    return tuple((first or found)[:BATCH])


def leg_of(one: Refill) -> Leg:
    """Return a line of the plan as a task keeps it."""
    return Leg(one.item, one.lot, one.source, one.target, one.quantity)


def _taken_by_others(by: str) -> set[tuple[str, str]]:
    """Return the items and bins that others are about to serve."""
    taken: set[tuple[str, str]] = set()
    for saved in tasks_since(clock.now() - LEASE):
        if saved.by != by and saved.state.get("task") == KIND:
            notes: dict[str, Any] = saved.state.get("state", {}).get("notes", {})
            taken |= {(leg["item"], leg["target"]) for leg in notes.get("legs", ())}
    return taken


def cart_of(trip: Trip, by: str) -> str:
    """Return the code of the cart that is used."""
    return trip.cart or own_cart(by)


def on_cart(trip: Trip, by: str) -> list[OnTheWay]:
    """Return what is on the cart for bins, in walk order of where it goes."""
    cart = find_place(cart_of(trip, by))
    return on_the_way(cart.id) if cart else []


def goes_to(one: OnTheWay, trip: Trip) -> str:
    """Return the bin that something on the cart goes to: the one it came from, where the other has no room."""
    return one.source if one.target in trip.back else one.target


def leg_choices(legs: Collection[Leg]) -> tuple[Choice, ...]:
    """Return what is to be pulled as a list to choose from."""
    return tuple(
        Choice(f"{one.source} {one.item} {one.lot}".rstrip(), one.source, spelled(one.quantity, the_item(one.item)))
        for one in legs
    )  # fmt: skip


def drop_choices(there: Collection[OnTheWay], trip: Trip) -> tuple[Choice, ...]:
    """Return what is on the cart as a list to choose from."""
    return tuple(
        Choice(f"{goes_to(one, trip)} {one.item} {one.lot}".rstrip(), f"%STOP {goes_to(one, trip)}",
               spelled(one.quantity, the_item(one.item)))
        for one in there
    )  # fmt: skip
