"""Putting down what is on the cart, bin by bin in walk order; part of replenishing."""

from dataclasses import replace
from typing import TYPE_CHECKING

from wms_tui import clock
from wms_tui.domain.replenishment import older_in_front
from wms_tui.domain.rows import spelled
from wms_tui.errors import Refused
from wms_tui.operations.refill import DropRefill, RefillDropped
from wms_tui.queries import stock
from wms_tui.queries.items import item_by_id, the_item
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.places import find_place, the_bin
from wms_tui.queries.replenishing import OnTheWay, usable_in_face
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.bin_proof import is_proof
from wms_tui.tasks.prompt import NOTHING, Fact, Feedback
from wms_tui.tasks.refill_list import Trip, cart_of, drop_choices, goes_to, on_cart
from wms_tui.tasks.resolving import What
from wms_tui.tasks.serials import read_serial, units_to_scan
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import item_fact, lot_fact, ok, pack_for, quantity_fact, read_quantity

if TYPE_CHECKING:
    from wms_tui.tasks.replenishing import Replenishing

PART = "part"
_MOST_SHOWN = 2


class RefillDropping:
    """The half of a replenishing in which the cart is emptied."""

    def __init__(self, task: "Replenishing") -> None:
        """Look at a replenishing as it stands."""
        self._task = task
        self._there = on_cart(task.notes, task.by)

    def asks(self) -> Ask:
        """Ask for the next bin, or whether more is to be pulled where the cart is empty."""
        trip = self._task.notes
        if not self._there:
            return Ask(
                "ALL PUT DOWN, ENTER = NEXT", "ENTER = NEXT", self._next, enter=lambda: self._next(""),
                help=("The cart is empty. ENTER looks for more to bring.",),
            )  # fmt: skip
        if trip.problem == PART:
            one = self._here()[0]
            pack = pack_for(the_item(one.item), one.quantity, trip.pack)
            return Ask(f"HOW MANY {pack.name} FIT", f"{pack.name[:8]} FIT", self._take_part)
        if trip.bin:
            number = f"{len(trip.serials) + 1} OF {self._units()}"
            return Ask(f"SCAN UNIT {number}", number, self._take_serial)
        return Ask(
            "SCAN BIN OR CHECK DIGITS", "BIN", self.take_bin, listed=lambda: drop_choices(self._there, trip),
            commands={"STOP": self._go_first}, problems=self._problems(), done=self._pull_more, done_label="Pull",
            help=("Put the goods into the bin and scan it. There is no room: F5. F6 goes on pulling.",),
        )  # fmt: skip

    def facts(self) -> tuple[Fact, ...]:
        """Return where to go, and what to put there."""
        if not self._there:
            return (Fact("CART", f"{cart_of(self._task.notes, self._task.by)}: empty"),)
        here = self._here()
        facts = [Fact("GO TO", self._bin())]
        for one in here[:_MOST_SHOWN]:
            item = the_item(one.item)
            facts += [item_fact(item), *((lot_fact(one.lot, lot_by_id(one.lot_id).expires_on),) if one.lot else ())]
            facts.append(replace(quantity_fact("PUT", one.quantity, item), vital=one is here[0]))
        if len(here) > _MOST_SHOWN:
            facts.append(Fact("AND", f"{len(here) - _MOST_SHOWN} more"))
        left = len({goes_to(one, self._task.notes) for one in self._there}) - 1
        facts.append(Fact("THEN", f"{left} more {'bin' if left == 1 else 'bins'}" if left else "the cart is empty"))
        return tuple(facts)

    def places(self) -> frozenset[int]:
        """Return the bin that is next, by the number of its row; nothing where the cart is empty."""
        return frozenset((the_bin(self._bin()).id,)) if self._there else frozenset()

    def take_bin(self, text: str) -> Reply:
        """Put down what is for a bin that was scanned, or the digits of which were typed."""
        trip = self._task.notes
        if find_place(text) is None and is_proof(text, the_bin(self._bin())):
            code = self._bin()
        else:
            found = self._task.look(text, {What.BIN}, f"Scan {self._bin()}")
            code = found.place.code if found.place else ""
        if all(goes_to(one, trip) != code for one in self._there):
            raise Refused("not-on-list", f"Nothing on the cart is for {code}", f"Go to {self._bin()}")
        self._go_first(code)
        self._doubt_order(code)
        if self._units():
            self._task.notes = replace(self._task.notes, bin=code)
            return NOTHING
        return Submit((self._act(),))

    def dropped(self, done: RefillDropped, what: str) -> Feedback:
        """Go on with the next bin; what had no room goes back."""
        trip = self._task.notes
        rest = [one for one in self._there if one.target == done.bin]
        back = (*trip.back, done.bin) if rest and trip.problem == PART else trip.back
        self._task.notes = replace(trip.unproved(), back=back)
        if not self._there:
            self._task.notes = Trip(cart=trip.cart, dropping=True)
            return ok(what, "The cart is empty")
        return ok(what, "The rest goes back" if rest else "")

    def _doubt_order(self, code: str) -> None:
        """Ask where a lot whose turn is earlier is in the bin already: the later one is put behind it."""
        place = the_bin(code)
        for one in self._here():
            if one.target in self._task.notes.back:
                continue
            item = item_by_id(one.item_id)
            mine = stock.of_lot(one.lot_id)
            front = older_in_front(mine[0], usable_in_face(place.id, item.id, clock.today()), item)
            if front is not None:
                what = f"Older lot {front.lot} is in front"
                self._task.confirm(f"behind-{code}", what, "Put it behind? Scan again")

    def _act(self, quantity: int | None = None) -> Act:
        trip = self._task.notes
        bin_, back = self._bin(), self._here()[0].target in trip.back
        return Act("drop-refill", DropRefill(cart_of(trip, self._task.by), bin_, quantity, back, trip.serials))

    def _problems(self) -> tuple[Problem, ...]:
        if self._here()[0].target in self._task.notes.back:
            return ()
        return (
            Problem("No room: take it back", "NOROOM", lambda _: self._take_back(), 1),
            Problem("Only a part fits", "PART", self._begin_part, 2),
        )

    def _take_back(self) -> Reply:
        trip, bin_ = self._task.notes, self._bin()
        self._task.notes = replace(trip.unproved(), back=(*trip.back, bin_))
        return ok(f"{bin_} has no room", f"Take it back to {self._here()[0].source}")

    def _begin_part(self, typed: str) -> Reply:
        self._task.notes = replace(self._task.notes, problem=PART)
        return self._take_part(typed) if typed else NOTHING

    def _take_part(self, text: str) -> Reply:
        here = self._here()
        item = the_item(here[0].item)
        quantity = read_quantity(text, pack_for(item, here[0].quantity), item)
        total = sum(one.quantity for one in here)
        if quantity >= total:
            raise Refused("not-a-part", f"Only {spelled(total, item)} are for {self._bin()}", "F3, then scan the bin")
        return Submit((self._act(quantity),))

    def _take_serial(self, text: str) -> Reply:
        trip = self._task.notes
        item = the_item(self._here()[0].item)
        self._task.notes = replace(trip, serials=(*trip.serials, read_serial(text, trip.serials, item)))
        return NOTHING if len(self._task.notes.serials) < self._units() else Submit((self._act(),))

    def _units(self) -> int:
        """Return how many units must be named: some of a lot go here, and some elsewhere."""
        cart = the_bin(cart_of(self._task.notes, self._task.by)).id
        return sum(
            units_to_scan(the_item(one.item), one.quantity, stock.of_lot_at(one.lot_id, cart)) for one in self._here()
        )

    def _go_first(self, code: str) -> Reply:
        trip = self._task.notes
        self._task.notes = replace(trip, first=code)
        return NOTHING

    def _next(self, text: str) -> Reply:
        self._task.notes = Trip(cart=self._task.notes.cart)
        ask = self._task.asks()
        return ask.take(text) if text else ask.enter() if ask.enter else NOTHING

    def _pull_more(self) -> Reply:
        if not self._task.load():
            raise Refused("nothing-to-bring", "Nothing more is to be pulled", "Put down what is on the cart")
        return NOTHING

    def _bin(self) -> str:
        """Return the bin to go to: the one that was chosen, else the next on the way; those to go back come last."""
        trip = self._task.notes
        bins = [goes_to(one, trip) for one in sorted(self._there, key=lambda one: one.target in trip.back)]
        return trip.first if trip.first in bins else bins[0]

    def _here(self) -> list[OnTheWay]:
        bin_ = self._bin()
        return [one for one in self._there if goes_to(one, self._task.notes) == bin_]
