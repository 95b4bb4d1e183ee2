"""Picking: go to the bin, prove it, prove the lot, take the quantity; nothing is asked that a scan has said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from wms_tui import clock
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item, spelled
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.allocate import Allocate
from wms_tui.operations.pick import Pick
from wms_tui.operations.zero_check import ZeroChecked
from wms_tui.queries.items import the_item
from wms_tui.queries.orders import OrderHead, kept_for_order, open_order, order_lines, state_of
from wms_tui.queries.places import find_place, the_bin
from wms_tui.tasks import pick_words
from wms_tui.tasks.asking import Ask
from wms_tui.tasks.bin_proof import is_proof
from wms_tui.tasks.pick_list import (
    Stop,
    at_work,
    balances,
    expiry_of,
    next_order,
    order_choices,
    stop_choices,
    stops,
    why_nothing,
)
from wms_tui.tasks.pick_problems import PickProblems
from wms_tui.tasks.pick_progress import Progress
from wms_tui.tasks.pick_watch import PickWatch
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback, Outcome
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.serials import read_serial, units_named
from wms_tui.tasks.task import Act, Open, Reply, Submit
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
from wms_tui.tasks.zero_checking import ask_whether_empty, emptied_by, told_of_check


class Picking(PickWatch):
    """Take what an order needs, bin by bin."""

    kind = "pick"
    title = "PICK"

    def asks(self) -> Ask:
        """Ask for the order, then at each stop for the bin, the label and the quantity."""
        known = self.notes
        if not known.order:
            return Ask(
                "SCAN ORDER, ENTER = NEXT", "ORDER", self._take_order, enter=self._take_next,
                listed=lambda: order_choices(self.by),
                help=("Scan the order on the paper. ENTER takes the one that is due next, F4 lists what waits.",),
            )  # fmt: skip
        if known.problem:
            return PickProblems(self).asks()
        stop = self.stop()
        if stop is None or known.bin != stop.bin:
            ask = self._ask_bin(stop) if stop else self._ask_next()
            return ask_whether_empty(self, ask) if known.emptied else ask
        item = the_item(stop.item)
        if (known.item, known.lot) != (stop.item, stop.lot):
            return self._ask_label(stop)
        if not known.quantity:
            return self._ask_quantity(stop, item)
        number = f"{len(known.serials) + 1} OF {known.quantity}"
        return Ask(f"SCAN UNIT {number}", number, lambda text: self._take_serial(text, stop, item))

    def heading(self) -> str:
        """Return which order it is."""
        return f"{self.title} {self.notes.order}".rstrip()

    def progress(self) -> str:
        """Return which stop it is of how many: those that are done, and this one, of all."""
        if not self.notes.order:
            return ""
        done, left = self.notes.done, len(stops(self.notes.order))
        return f"{done + min(left, 1)}/{done + left}"

    def facts(self) -> tuple[Fact, ...]:
        """Return where to go and what to take there."""
        if not self.notes.order:
            return ()
        stop = self.stop()
        if stop is None:
            return pick_words.end_facts(self.notes.order)
        if self.notes.other_lot:
            return PickProblems(self).facts(stop)
        item = the_item(stop.item)
        facts = [Fact("GO TO", stop.bin), item_fact(item)]
        if stop.lot:
            facts.append(lot_fact(stop.lot, expiry_of(stop)))
        facts.append(replace(quantity_fact("TAKE", stop.quantity, item), vital=True))
        if stop.plate:
            facts.append(Fact("PALLET", stop.plate))
        if self.notes.problem in ("short", "damaged") or self._asks_quantity(stop):
            facts += unit_fact(pack_for(item, stop.quantity, self.notes.pack), item)
        return tuple(facts)

    def _asks_quantity(self, stop: Stop) -> bool:
        known = self.notes
        proved = (known.bin, known.item, known.lot) == (stop.bin, stop.item, stop.lot)
        return proved and not known.quantity and not known.problem

    def back(self) -> Progress | None:
        """Leave a problem, or take back a proof, or go home; the order stays as far as it is."""
        known = self.notes
        if known.emptied:
            return replace(known, emptied="")
        if known.problem or known.quantity or known.plate:
            return known.afresh()
        if known.lot is not None and self.stop() is not None:
            return replace(known, item="", lot=None)
        return None

    def _take_order(self, text: str) -> Reply:
        return self._begin(self.look(text, {What.ORDER}, "Scan the order").code)

    def _take_next(self) -> Reply:
        order = next_order(self.by)
        if order is None:
            raise Refused("no-orders", "No order waits to be picked", "Scan one, or F3")
        return self._begin(order)

    def _begin(self, code: str) -> Reply:
        head = open_order(code)
        lines = order_lines(head.id)
        if state_of(head.cancelled, lines) == "picked":
            return Open("ship", head.code)
        others = [who for order, who in at_work(self.by) if order == head.code]
        if others:
            are = f"{others[0]} is" if len(others) == 1 else f"{others[0]} and {len(others) - 1} more are"
            self.confirm("join", f"{are} picking {head.code}", "Y = join in")
        self.notes = Progress(order=head.code, done=len(kept_for_order(head.id, picked=True)))
        if any(line.short for line in lines):
            return Submit((Act("allocate", Allocate((head.code,), partial=True)),))
        return ok(f"{head.code} for {head.customer.name or head.customer.code}")

    def _ask_next(self) -> Ask:
        return Ask(
            "SCAN NEXT ORDER OR ENTER", "NEXT", lambda text: Open(text=text), enter=self._take_next, finished=True,
            help=("Nothing is left to pick. Scan the order to ship it, or ENTER for the next one.",),
        )  # fmt: skip

    def _ask_bin(self, stop: Stop) -> Ask:
        return Ask(
            "SCAN BIN OR CHECK DIGITS", "BIN", lambda text: self._take_bin(text, stop), listed=self._stop_list,
            problems=PickProblems(self).at_bin(stop), commands={"STOP": self._go_to},
            help=("Scan the label of the bin, or type its digits. The number of a pallet proves all at once.",),
        )  # fmt: skip

    def _take_bin(self, text: str, stop: Stop) -> Reply:
        if find_place(text) is None and is_proof(text, the_bin(stop.bin)):
            return self._at_bin(stop)
        expects = {What.BIN, What.LOT, What.ITEM, What.PLATE}
        found = self.look(text, expects, f"Scan {stop.bin}", lambda one: pick_words.is_of(one, stop))
        if found.what is What.PLATE:
            return self._take_plate(found, stop)
        if found.what is not What.BIN or found.place is None:
            self._prove(found, stop)
            return ok("The label is right", f"Now scan {stop.bin}")
        if found.place.code == stop.bin:
            return self._at_bin(stop)
        there = next((one for one in stops(self.notes.order) if one.bin == found.place.code), None)
        if there is None:
            raise Refused("not-on-list", f"Nothing to pick in {found.place.code}", f"Go to {stop.bin}")
        self.confirm(f"bin-{there.bin}", f"{stop.bin} comes first", f"Y = pick {there.bin} now")
        self.notes = replace(self.notes.unproved(), first=there.id)
        return self._at_bin(there)

    def _at_bin(self, stop: Stop) -> Reply:
        self.notes = replace(self.notes, bin=stop.bin)
        if (self.notes.item, self.notes.lot) == (stop.item, stop.lot):
            return self._take_labelled(stop)
        return NOTHING

    def _ask_label(self, stop: Stop) -> Ask:
        what = "SCAN LABEL OR TYPE LOT" if stop.lot else "SCAN LABEL"
        return Ask(
            what, "LABEL", lambda text: self._take_label(text, stop), listed=self._stop_list,
            problems=PickProblems(self).at_label(stop), commands={"STOP": self._go_to},
            help=("Scan the label with item and lot. Too few are there: scan one, then F5 1. Another lot: F5 3.",),
        )  # fmt: skip

    def _take_label(self, text: str, stop: Stop) -> Reply:
        expects = {What.LOT, What.ITEM, What.PLATE}
        found = self.look(text, expects, "Scan the label of the goods", lambda one: pick_words.is_of(one, stop))
        if found.what is What.PLATE:
            return self._take_plate(found, stop)
        here = [one for one in stops(self.notes.order) if one.bin == stop.bin]
        for one in here:
            if found.item and (found.item.code, found.lot) == (one.item, one.lot):
                self.notes = replace(self.notes, first=one.id)
                stop = one
                break
        self._prove(found, stop)
        return self._take_labelled(stop)

    def _prove(self, found: Found, stop: Stop) -> None:
        """Note what a label has proved, or say what it is and what goes first."""
        pick_words.refuse_wrong_label(found, stop, self._head())
        self.notes = replace(
            self.notes, item=stop.item, lot=stop.lot, pack=found.pack_name, labelled=found.labelled,
            serials=found.serials,
        )  # fmt: skip

    def _take_labelled(self, stop: Stop) -> Reply:
        """Take the quantity at once where the label is on just as much as is wanted."""
        if stop.quantity in (1, self.notes.labelled):
            self.notes = replace(self.notes, quantity=stop.quantity)
            return self._submit_or_ask(stop, the_item(stop.item))
        return NOTHING

    def _take_plate(self, found: Found, stop: Stop) -> Reply:
        """Take a whole pallet by its number alone, or prove bin and lot by it."""
        on = pick_words.the_plate(found.plate, stop)
        self.notes = replace(self.notes, plate=found.plate, item=stop.item, lot=stop.lot)
        if on.quantity <= stop.quantity:
            return Submit((self._act(stop, on.quantity, on),))
        self.notes = replace(self.notes, bin=stop.bin)
        return NOTHING

    def _ask_quantity(self, stop: Stop, item: Item) -> Ask:
        pack = pack_for(item, stop.quantity, self.notes.pack)
        return Ask(
            *how_many(pack), lambda text: self._take_quantity(text, stop, item),
            default=in_pack(stop.quantity, pack, item), listed=self._stop_list, commands={"STOP": self._go_to},
            problems=PickProblems(self).at_quantity(stop),
            help=("How many you take. Fewer are there: type how many, then F5 1.",),
        )  # fmt: skip

    def _take_quantity(self, text: str, stop: Stop, item: Item) -> Reply:
        quantity = read_quantity(text, pack_for(item, stop.quantity, self.notes.pack), item)
        if quantity > stop.quantity:
            raise Refused("too-many", f"Take {spelled(stop.quantity, item)} here, no more", "Leave the rest")
        self.notes = replace(self.notes, quantity=quantity)
        return self._submit_or_ask(stop, item)

    def _take_serial(self, text: str, stop: Stop, item: Item) -> Reply:
        self.notes = replace(self.notes, serials=(*self.notes.serials, read_serial(text, self.notes.serials, item)))
        return self._submit_or_ask(stop, item)

    def _submit_or_ask(self, stop: Stop, item: Item) -> Reply:
        named = units_named(item, self.notes.quantity, balances(stop), self.notes.serials)
        if named is None:
            return NOTHING
        self.notes = replace(self.notes, serials=named)
        return Submit((self._act(stop, self.notes.quantity),))

    def _act(self, stop: Stop, quantity: int, on: Candidate | None = None) -> Act:
        place = on.bin if on else stop.bin
        slip = Pick(
            self.notes.order, stop.line, place, stop.lot, quantity, serials=self.notes.serials, plate=self.notes.plate,
            accept=self.accepted,
        )  # fmt: skip
        return Act("pick", slip)

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what was taken, and where to go on."""
        before = self.notes
        if isinstance(results[-1], ZeroChecked):
            self.notes = replace(before, emptied="")
            self.note_shown()
            return told_of_check(results[-1])
        self.note_done()
        self.notes = self.notes.afresh()
        if before.problem == "put-back":
            self.notes = Progress()
        self.notes = replace(self.notes, emptied=emptied_by(results))
        self.note_shown()
        feedback = pick_words.told(before, results)
        if not feedback.what and not stops(before.order):
            self.notes = Progress()
            return Feedback(Outcome.REFUSED, f"Nothing can be picked for {before.order}", why_nothing(before.order))
        return feedback

    def words_of(self, results: Sequence[Done]) -> Mapping[int, str]:
        """Return what each act did: of a short pick only what was taken can be taken back."""
        return {one.entry: words for one in results if (words := pick_words.words_of(self.notes, one))}

    def today(self) -> date:
        """Return the day the goods are taken."""
        return clock.today()

    def _stop_list(self) -> tuple[Choice, ...]:
        return stop_choices(stops(self.notes.order))

    def _go_to(self, number: str) -> Reply:
        """Go to a stop that was chosen from the list."""
        if number not in {str(one.id) for one in stops(self.notes.order)}:
            raise Refused("not-on-list", "That is not on the list any more", "F4 shows what is left")
        self.notes = replace(self.notes.unproved(), first=int(number))
        return NOTHING

    def _head(self) -> OrderHead:
        return open_order(self.notes.order)
