"""Replenishing: pull many lots from the reserve onto a cart, then put them down where they are picked from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item, spelled
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.refill import PullRefill, RefillDropped, RefillPulled, RefillShort, ShortRefill
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot, the_lot
from wms_tui.queries.places import find_place, the_bin
from wms_tui.queries.stops import Stopped
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.bin_proof import is_proof
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.refill_dropping import RefillDropping
from wms_tui.tasks.refill_list import KIND, Leg, Trip, cart_of, leg_choices, next_legs, on_cart
from wms_tui.tasks.refill_words import refuse_wrong_label, words_of
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.serials import read_serial, units_named
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.stopping import About, in_hand
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import (
    how_many,
    in_pack,
    item_fact,
    lot_fact,
    ok,
    pack_for,
    quantity_fact,
    read_quantity,
    unit_fact,
)

_GONE = frozenset({
    "not-needed", "no-level", "not-enough-stock", "reserved", "being-counted", "bin-blocked", "bin-full", "lot-on-hold",
    "lot-quarantined", "lot-rejected", "lot-recalled", "lot-expired", "mixing-lot", "mixing-item",
})  # fmt: skip
"""Refusals after which there is nothing to do any more where the person stands: the list is made anew."""


class Replenishing(Stepping[Trip]):
    """Fill up the bins that are picked from."""

    kind = KIND
    title = "REPLENISH"
    notes_type = Trip

    def asks(self) -> Ask:
        """Ask for bin, label and quantity of what is to be pulled, or for the bin to put it down in."""
        trip = self.notes
        if trip.dropping:
            return RefillDropping(self).asks()
        if not trip.legs:
            return self._ask_begin()
        leg, item = trip.legs[0], the_item(trip.legs[0].item)
        if trip.problem:
            pack = pack_for(item, leg.quantity, trip.pack)
            return Ask(f"HOW MANY {pack.name} ARE THERE", f"{pack.name[:6]} THERE", self._take_short)
        if trip.bin != leg.source:
            return self._ask_bin(leg)
        if not trip.proved:
            return self._ask_label(leg)
        if not trip.quantity:
            return self._ask_quantity(leg, item)
        number = f"{len(trip.serials) + 1} OF {trip.quantity}"
        return Ask(f"SCAN UNIT {number}", number, lambda text: self._take_serial(text, leg, item))

    def heading(self) -> str:
        """Return whether goods are pulled or put down."""
        return "REPLENISH: DROP" if self.notes.dropping else self.title

    def progress(self) -> str:
        """Return which of the pulls at hand it is."""
        trip = self.notes
        if trip.dropping or not trip.legs:
            return ""
        return f"{trip.done + 1}/{trip.done + len(trip.legs)}"

    def facts(self) -> tuple[Fact, ...]:
        """Return where to go, and what to take there for which bin."""
        trip = self.notes
        if trip.dropping:
            return RefillDropping(self).facts()
        if not trip.legs:
            waiting = on_cart(trip, self.by)
            count = f"{len(waiting)} to put down" if waiting else "empty"
            return (Fact("CART", f"{cart_of(trip, self.by)}: {count}"),)
        leg = trip.legs[0]
        item = the_item(leg.item)
        lot = find_lot(item.id, leg.lot)
        facts = [Fact("GO TO", leg.source), item_fact(item)]
        if leg.lot:
            facts.append(lot_fact(leg.lot, lot.expires_on if lot else None))
        facts += [replace(quantity_fact("TAKE", leg.quantity, item), vital=True), Fact("FOR", leg.target)]
        if trip.problem or (trip.proved and not trip.quantity):
            facts += unit_fact(pack_for(item, leg.quantity, trip.pack), item)
        return tuple(facts)

    def back(self) -> Trip | None:
        """Leave a problem, take back a proof, or go home; what is on the cart stays there."""
        trip = self.notes
        if trip.problem or trip.bin:
            return trip.unproved()
        return Trip(cart=trip.cart) if trip.dropping and not trip.legs else None

    def undone(self) -> None:
        """Look anew at what is to be brought."""
        self.notes = Trip(cart=self.notes.cart)

    def about(self) -> About:
        """Return what is on the cart, and what is to be pulled or put down now, where it is and where it goes."""
        trip = self.notes
        carried = About(frozenset(one.lot_id for one in on_cart(trip, self.by)))
        if trip.dropping:
            return replace(carried, places=RefillDropping(self).places())
        if not trip.legs:
            return carried
        leg = trip.legs[0]
        mine = in_hand(leg.item, leg.lot, "", leg.source, leg.target)
        return replace(mine, lots=mine.lots | carried.lots)

    def after_stop(self, one: Stopped) -> str:
        """Make the list anew, and say what to do with the goods: they are in the bin still, or on the cart."""
        trip = self.notes
        carried = any(mine.lot_id == one.lot_id for mine in on_cart(trip, self.by))
        if trip.dropping:
            self.notes = trip.unproved()
            return super().after_stop(one) if carried else "Take what is for it back: F5 1"
        more = self.load()
        if carried:
            return super().after_stop(one)
        return "Leave it. The list is made anew" if more else "Leave it. Nothing else is to be brought"

    def load(self) -> bool:
        """Make the list of what to pull anew; return whether anything is on it."""
        trip = self.notes
        legs = next_legs(self.by, trip.skipped)
        self.notes = replace(trip.unproved(), legs=legs, dropping=False)
        return bool(legs)

    def _ask_begin(self) -> Ask:
        return Ask(
            "SCAN BIN, ENTER = NEXT", "ENTER = NEXT", self._take_first, enter=self._begin, done=self.drop,
            done_label="Drop",
            help=("ENTER names the next bin to take from. Scan another cart to use that one.",
                  "F6 puts down what is on the cart."),
        )  # fmt: skip

    def _begin(self) -> Reply:
        if self.load():
            return NOTHING
        if on_cart(self.notes, self.by):
            return self.drop()
        raise Refused("nothing-to-bring", "No bin has to be filled now", "Come back later, or F3")

    def _take_first(self, text: str) -> Reply:
        """Take a cart, a bin to pull from, or one that something on the cart is for."""
        found = self.look(text, {What.BIN}, "Scan a bin, or your cart")
        if found.place is None:
            raise RuntimeError("a bin has a place")
        if found.place.kind is PlaceKind.CART:
            self.notes = replace(self.notes, cart=found.place.code)
            return ok(f"Using {found.place.code}")
        if any(one.target == found.place.code for one in on_cart(self.notes, self.by)):
            self.notes = replace(self.notes, dropping=True)
            return RefillDropping(self).take_bin(text)
        self.load()
        if not self._put_first(found.place.code):
            raise Refused("not-on-list", f"Nothing to bring from {found.place.code}", "ENTER names the next bin")
        self.notes = replace(self.notes, bin=found.place.code)
        return NOTHING

    def drop(self) -> Reply:
        """Put down what is on the cart."""
        if not on_cart(self.notes, self.by):
            raise Refused("cart-empty", f"Nothing is on {cart_of(self.notes, self.by)}", "Pull something first")
        self.notes = replace(self.notes.unproved(), legs=(), dropping=True, done=0)
        return NOTHING

    def _put_first(self, source: str) -> bool:
        """Go to another bin of the list; return whether it is on it."""
        legs = self.notes.legs
        first = [one for one in legs if one.source == source]
        self.notes = replace(self.notes, legs=(*first, *(one for one in legs if one.source != source)))
        return bool(first)

    def _ask_bin(self, leg: Leg) -> Ask:
        return Ask(
            "SCAN BIN OR CHECK DIGITS", "BIN", lambda text: self._take_bin(text, leg), listed=self._list,
            problems=(self._empty(leg), *self._skip()), done=self.drop, done_label="Drop",
            help=("Scan the label of the bin, or type its digits. The cart is full: F6 puts down what is on it.",),
        )  # fmt: skip

    def _take_bin(self, text: str, leg: Leg) -> Reply:
        if find_place(text) is None and is_proof(text, the_bin(leg.source)):
            self.notes = replace(self.notes, bin=leg.source)
            return NOTHING
        found = self.look(text, {What.BIN}, f"Scan {leg.source}")
        code = found.place.code if found.place else ""
        if code != leg.source:
            if all(one.source != code for one in self.notes.legs):
                raise Refused("not-on-list", f"Nothing to bring from {code}", f"Go to {leg.source}")
            self.confirm(f"bin-{code}", f"{leg.source} comes first", f"Y = take from {code} now")
            self._put_first(code)
        self.notes = replace(self.notes, bin=code)
        return NOTHING

    def _ask_label(self, leg: Leg) -> Ask:
        return Ask(
            "SCAN LABEL OR TYPE LOT" if leg.lot else "SCAN LABEL", "LABEL", lambda text: self._take_label(text, leg),
            problems=(self._empty(leg), *self._skip()),
            help=("Scan the label with item and lot. It is not there: F5 2.",),
        )  # fmt: skip

    def _take_label(self, text: str, leg: Leg) -> Reply:
        found = self.look(text, {What.LOT, What.ITEM, What.PLATE}, "Scan the label of the goods", _is_of(leg))
        leg = self._leg_of(found, leg)
        refuse_wrong_label(found, leg, self._here(leg))
        self.notes = replace(self.notes, proved=True, pack=found.pack_name, serials=found.serials)
        if leg.quantity in (1, found.labelled):
            self.notes = replace(self.notes, quantity=leg.quantity)
            return self._submit_or_ask(leg, the_item(leg.item))
        return NOTHING

    def _leg_of(self, found: Found, leg: Leg) -> Leg:
        """Return the way that a label belongs to, which goes first: the one at hand, or another from the same bin."""
        same = [one for one in self.notes.legs if one.source == leg.source]
        mine = [one for one in same if found.item and (found.item.code, found.lot) == (one.item, one.lot)]
        if leg not in mine and mine:
            leg = mine[0]
            self.notes = replace(self.notes, legs=(leg, *(one for one in self.notes.legs if one != leg)))
        return leg

    def _ask_quantity(self, leg: Leg, item: Item) -> Ask:
        pack = pack_for(item, leg.quantity, self.notes.pack)
        return Ask(
            *how_many(pack), lambda text: self._take_quantity(text, leg, item),
            default=in_pack(leg.quantity, pack, item),
            problems=(self._short(), self._empty(leg), *self._skip()), done=self.drop, done_label="Drop",
            help=("How many you take. Fewer are there: type how many, then F5 1.",),
        )  # fmt: skip

    def _take_quantity(self, text: str, leg: Leg, item: Item) -> Reply:
        quantity = read_quantity(text, pack_for(item, leg.quantity, self.notes.pack), item)
        if quantity > leg.quantity:
            raise Refused("too-many", f"{leg.target} takes {spelled(leg.quantity, item)}", "Leave the rest")
        self.notes = replace(self.notes, quantity=quantity)
        return self._submit_or_ask(leg, item)

    def _take_serial(self, text: str, leg: Leg, item: Item) -> Reply:
        self.notes = replace(self.notes, serials=(*self.notes.serials, read_serial(text, self.notes.serials, item)))
        return self._submit_or_ask(leg, item)

    def _submit_or_ask(self, leg: Leg, item: Item) -> Reply:
        named = units_named(item, self.notes.quantity, self._here(leg), self.notes.serials)
        if named is None:
            return NOTHING
        self.notes = replace(self.notes, serials=named)
        return Submit((self._pull(leg, self.notes.quantity),))

    def _pull(self, leg: Leg, quantity: int) -> Act:
        cart = cart_of(self.notes, self.by)
        slip = PullRefill(leg.item, leg.lot, quantity, leg.source, leg.target, cart, self.notes.serials)
        return Act("pull-refill", slip)

    def _short(self) -> Problem:
        return Problem("Not enough here", "SHORT", self._begin_short, 1)

    def _empty(self, leg: Leg) -> Problem:
        slip = ShortRefill(leg.item, leg.lot, leg.source, "empty")
        return Problem("Bin empty", "EMPTY", lambda _: Submit((Act("short-refill", slip),)), 2)

    def _skip(self) -> tuple[Problem, ...]:
        if len(self.notes.legs) < 2:
            return ()
        return (Problem("Skip, do later", "SKIP", lambda _: self._skip_it(), 5),)

    def _skip_it(self) -> Reply:
        first, *rest = self.notes.legs
        self.notes = replace(self.notes.unproved(), legs=(*rest, first), skipped=(*self.notes.skipped, first))
        return ok(f"{first.source} comes later")

    def _begin_short(self, typed: str) -> Reply:
        if typed:
            return self._take_short(typed)
        self.notes = replace(self.notes, problem="short")
        return NOTHING

    def _take_short(self, text: str) -> Reply:
        """Take what is there, and report that it is less than the books say."""
        leg = self.notes.legs[0]
        item = the_item(leg.item)
        quantity = read_quantity(text, pack_for(item, leg.quantity, self.notes.pack), item, zero=True)
        if quantity >= leg.quantity:
            raise Refused("not-short", f"{spelled(quantity, item)} is all that is wanted", "ENTER takes it")
        if quantity and item.tracking is Tracking.SERIAL:
            raise Refused("units-first", f"Take the {quantity} first, unit by unit", "Then F5, bin empty")
        pull = (self._pull(leg, quantity),) if quantity else ()
        slip = ShortRefill(leg.item, leg.lot, leg.source)
        return Submit((*pull, Act("short-refill", slip)))

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what was done, and go on with the next one; where nothing is left to pull, with putting down."""
        what = ", ".join(words_of(one) for one in results)
        if isinstance(results[-1], RefillDropped):
            return RefillDropping(self).dropped(results[-1], what)
        trip = self.notes
        short = any(isinstance(one, RefillShort) for one in results)
        done = trip.done + sum(isinstance(one, RefillPulled) for one in results)
        self.notes = replace(trip.unproved(), legs=trip.legs[1:], done=done)
        if (short or not self.notes.legs) and not self.load():
            if on_cart(self.notes, self.by):
                self.notes = replace(self.notes, dropping=True, done=0)
                return ok(what, "Nothing more to pull. Put it down")
            self.notes = Trip(cart=trip.cart)
            return ok(what, "Nothing more to bring")
        return ok(what)

    def words_of(self, results: Sequence[Done]) -> Mapping[int, str]:
        """Return what each act did: what was reported short stays reported."""
        return {one.entry: words_of(one) for one in results}

    def refused(self, refusal: Refused) -> Feedback:
        """Stay at the step whose act was refused, or look anew where there is nothing to do here any more."""
        feedback = super().refused(refusal)
        if refusal.code in _GONE and self.notes.legs and not self.notes.dropping:
            self.load()
        return feedback

    def _list(self) -> tuple[Choice, ...]:
        return leg_choices(self.notes.legs)

    def _here(self, leg: Leg) -> list[Candidate]:
        return stock.of_lot_at(the_lot(the_item(leg.item), leg.lot).id, the_bin(leg.source).id)


def _is_of(leg: Leg) -> Callable[[Found], bool]:
    """Return what says whether a meaning of a scan has to do with what is to be pulled."""

    def fits(found: Found) -> bool:
        if found.what is What.PLATE:
            return True
        return found.item is not None and found.item.code == leg.item and found.lot in ("", leg.lot)

    return fits
