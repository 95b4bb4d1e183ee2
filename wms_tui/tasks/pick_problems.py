"""What may go wrong at a stop, and what is done about it; part of picking."""

from dataclasses import replace
from typing import TYPE_CHECKING

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item, Lot, spelled
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.errors import Refused
from wms_tui.operations.allocate import Allocate
from wms_tui.operations.hold import Hold
from wms_tui.operations.pick import Pick
from wms_tui.operations.short_pick import ShortPick
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import kept_of_lot, order_lines, the_order
from wms_tui.queries.places import find_place, the_bin
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.bin_proof import is_proof
from wms_tui.tasks.pick_list import Stop, lot_choices, lots_instead, stops, why_unfit
from wms_tui.tasks.prompt import NOTHING, Choice, Fact
from wms_tui.tasks.putting_back import acts_to_put_back, stopped_at_stage
from wms_tui.tasks.resolving import What
from wms_tui.tasks.serials import read_serial, units_to_scan
from wms_tui.tasks.stepping import HOME
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import (
    how_many,
    in_pack,
    item_fact,
    lot_fact,
    ok,
    orders_words,
    pack_for,
    quantity_fact,
    read_quantity,
    unit_fact,
)

if TYPE_CHECKING:
    from wms_tui.tasks.picking import Picking

SHORT, DAMAGED, OTHER, OTHER_BIN, REASON, OTHER_QUANTITY, PUT_BACK = (
    "short", "damaged", "other", "other-bin", "reason", "other-quantity", "put-back",
)  # fmt: skip
REASONS = ("not found", "cannot be reached", "damaged", "customer asked")


class PickProblems:
    """The problems of one step of a picking, and the questions they lead to."""

    def __init__(self, task: "Picking") -> None:
        """Look at a picking as it stands."""
        self._task = task

    def at_bin(self, stop: Stop) -> tuple[Problem, ...]:
        """Return what may be wrong before the bin is proved."""
        return (self._empty(stop), self._other(), *self._skip(stop), self._put_back())

    def at_label(self, stop: Stop) -> tuple[Problem, ...]:
        """Return what may be wrong at the bin: how many are there is said once the label is proved."""
        return (self._empty(stop), self._other(), self._damaged(stop), *self._skip(stop), self._put_back())

    def at_quantity(self, stop: Stop) -> tuple[Problem, ...]:
        """Return what may be wrong with the goods in hand."""
        return (self._short(stop), *self.at_label(stop))

    def facts(self, stop: Stop) -> tuple[Fact, ...]:
        """Return where the other lot is, which it is, and how much of it may be taken in place of the first."""
        known, item = self._task.notes, the_item(stop.item)
        lot = the_lot(item, known.other_lot)
        facts = [Fact("GO TO", known.other_bin), item_fact(item), lot_fact(lot.number, lot.expires_on)]
        facts.append(replace(quantity_fact("TAKE", self._most(stop, item), item), vital=True))
        facts.append(Fact("NOT", f"{stop.lot} in {stop.bin}", f"NOT {stop.lot} in {stop.bin}"))
        if known.problem == OTHER_QUANTITY and not known.quantity:
            facts += unit_fact(pack_for(item, self._most(stop, item), known.pack), item)
        return tuple(facts)

    def asks(self) -> Ask:
        """Return the question that the problem at hand leads to."""
        task, known = self._task, self._task.notes
        if known.problem == PUT_BACK:
            return Ask("SCAN BIN TO PUT IT BACK", "BIN", self._take_back_bin)
        stop = task.stop()
        if stop is None:
            return Ask("NOTHING LEFT HERE, F3", "F3", lambda _: NOTHING)
        item = the_item(stop.item)
        pack = pack_for(item, stop.quantity, known.pack)
        if known.problem == SHORT:
            return Ask(
                f"HOW MANY {pack.name} ARE THERE", f"{pack.name[:6]} THERE", lambda text: self._take_short(text, stop)
            )
        if known.problem == DAMAGED:
            return Ask(
                f"HOW MANY {pack.name} ARE BROKEN",
                f"{pack.name[:5]} BROKEN",
                lambda text: self._take_damaged(text, stop),
            )
        if known.problem == OTHER:
            return Ask(
                "SCAN THE OTHER LOT", "OTHER LOT", lambda text: self._take_other(text, stop),
                listed=lambda: lot_choices(self._instead(stop), item),
                commands={"GOTO": lambda numbers: self._go_to_other(numbers, stop)},
                help=("Scan the lot you would take. F4 lists the lots that would do.",),
            )  # fmt: skip
        if known.problem == OTHER_BIN:
            return Ask(f"SCAN ITS BIN {known.other_bin}", "ITS BIN", lambda text: self._take_other_bin(text, item))
        if known.problem == REASON:
            choices = tuple(Choice(one.capitalize(), one) for one in REASONS)
            return Ask(f"WHY NOT {stop.lot or item.code}", "WHY", self._take_reason, choices=choices)
        return self._ask_other_quantity(stop, item)

    def _short(self, stop: Stop) -> Problem:
        return Problem("Not enough here", "SHORT", lambda typed: self._begin(SHORT, typed, stop), 1)

    def _empty(self, stop: Stop) -> Problem:
        return Problem("Bin empty", "EMPTY", lambda _: self._submit_short(stop, 0, "empty"), 2)

    def _other(self) -> Problem:
        return Problem("Take another lot", "OTHERLOT", lambda _: self._set(problem=OTHER), 3)

    def _damaged(self, stop: Stop) -> Problem:
        return Problem("Damaged", "DAMAGED", lambda typed: self._begin(DAMAGED, typed, stop), 4)

    def _skip(self, stop: Stop) -> tuple[Problem, ...]:
        """Return how to put a stop off, where there is another one to go to."""
        if len(stops(self._task.notes.order)) == 1:
            return ()
        return (Problem("Skip, do later", "SKIP", lambda _: self._skip_it(stop), 5),)

    def _put_back(self) -> Problem:
        return Problem("Stop, put it back", "PUTBACK", lambda _: self._begin_put_back(), 6)

    def _set(self, **fields: object) -> Reply:
        self._task.notes = replace(self._task.notes, **fields)  # type: ignore[arg-type]
        return NOTHING

    def _begin(self, problem: str, typed: str, stop: Stop) -> Reply:
        """Ask how many, unless it was typed before F5."""
        if not typed:
            return self._set(problem=problem)
        return self._take_short(typed, stop) if problem == SHORT else self._take_damaged(typed, stop)

    def _quantity(self, text: str, stop: Stop) -> int:
        item = the_item(stop.item)
        return read_quantity(text, pack_for(item, stop.quantity, self._task.notes.pack), item, zero=True)

    def _take_short(self, text: str, stop: Stop) -> Reply:
        quantity = self._quantity(text, stop)
        item = the_item(stop.item)
        if quantity >= stop.quantity:
            raise Refused("not-short", f"{spelled(quantity, item)} is all that is wanted", "ENTER takes it")
        if quantity and item.tracking is Tracking.SERIAL:
            raise Refused("units-first", f"Take the {quantity} first, unit by unit", "F3, type it; then F5, bin empty")
        return self._submit_short(stop, quantity, "short")

    def _submit_short(self, stop: Stop, quantity: int, reason: str) -> Reply:
        """Take what is there, give up the rest here, and look for it elsewhere."""
        order = self._task.notes.order
        acts = [Act("short-pick", ShortPick(order, stop.line, stop.bin, stop.lot, reason))]
        if quantity:
            slip = Pick(
                order, stop.line, stop.bin, stop.lot, quantity, plate=self._task.notes.plate, accept=self._task.accepted
            )
            acts.insert(0, Act("pick", slip))
        return Submit(tuple(acts))

    def _take_damaged(self, text: str, stop: Stop) -> Reply:
        quantity = self._quantity(text, stop)
        if not quantity:
            raise Refused("bad-quantity", "None is damaged", "F3 goes back")
        self._set(quantity=quantity)
        slip = Hold(stop.item, stop.lot, "damaged", bin=stop.bin, quantity=quantity)
        again = Allocate((self._task.notes.order,), partial=True)
        return Submit((Act("hold", slip), Act("allocate", again)))

    def _skip_it(self, stop: Stop) -> Reply:
        task = self._task
        others = [one for one in task.notes.skipped if one != stop.id]
        task.notes = replace(task.notes.unproved(), first=0, skipped=(*others, stop.id))
        return ok(f"{stop.bin} comes later")

    def _begin_put_back(self) -> Reply:
        lines = order_lines(the_order(self._task.notes.order).id)
        return self._set(problem=PUT_BACK) if any(line.picked for line in lines) else HOME

    def _take_back_bin(self, text: str) -> Reply:
        place = self._task.look(text, {What.BIN}, "Scan the bin it goes to").place
        order = self._task.notes.order
        acts = acts_to_put_back(order, place)
        if stopped_at_stage(order) and all(act.slip.lot for act in acts):
            # Only what is on hold goes to the cage: the order itself goes on.
            self._set(problem="")
        return Submit(acts)

    def _take_other(self, text: str, stop: Stop) -> Reply:
        """Take note of another lot of the item, and of the bin it is in."""
        found = self._task.look(
            text, {What.LOT}, "Scan the lot you want", lambda one: bool(one.item and one.item.code == stop.item)
        )
        if found.item is None or found.item.code != stop.item or found.known is None:
            raise Refused("wrong-item", f"{found.name} will not do", f"Scan another lot of {stop.item}")
        if found.lot == stop.lot:
            raise Refused("same-lot", f"{found.lot} is the lot asked for", "F3 goes back to it")
        head = the_order(self._task.notes.order)
        why = why_unfit(found.known, head.need(self._task.today()))
        if why is not None:
            raise Refused("wrong-lot", f"Lot {found.lot} is {why}", "Leave it. Scan another, or F3")
        bins = [one.bin for one in stock.of_lot(found.known.id) if one.kind == PlaceKind.BIN and one.available > 0]
        if not bins:
            return self._go_to_kept(found.known)
        here = self._task.notes.bin
        if here in bins:
            return self._set(other_lot=found.lot, other_bin=here, problem=REASON)
        chosen = self._task.notes.other_bin
        return self._set(other_lot=found.lot, other_bin=chosen if chosen in bins else bins[0], problem=OTHER_BIN)

    def _go_to_kept(self, lot: Lot) -> Reply:
        """Go to the stop of this order that a lot is kept for, or say which other order it is kept for.

        Raises:
            Refused: ``not-free``.
        """
        task, kept = self._task, kept_of_lot(lot.id)
        mine = [one for one in stops(task.notes.order) if one.lot_id == lot.id]
        if not mine:
            whose = f"is kept for {orders_words(kept)}" if kept else "is free in no bin"
            raise Refused("not-free", f"{lot.number} {whose}", "Scan another lot, or F3")
        here = task.notes.bin
        one = next((one for one in mine if one.bin == here), mine[0])
        task.notes = replace(task.notes.unproved(), first=one.id, bin=here if one.bin == here else "")
        return ok(f"{lot.number} is a stop of this order", f"It comes now: {one.bin}")

    def _instead(self, stop: Stop) -> list[Candidate]:
        return lots_instead(stop, the_order(self._task.notes.order).need(self._task.today()))

    def _go_to_other(self, numbers: str, stop: Stop) -> Reply:
        """Show the way to a lot that was chosen from the list; its label proves it there."""
        for one in self._instead(stop):
            if f"{one.lot_id} {one.place_id}" == numbers:
                self._set(other_lot=one.lot, other_bin=one.bin)
                return ok(f"{one.lot} is in {one.bin}", "Scan its label there")
        raise Refused("not-on-list", "That is not on the list any more", "F4 shows what would do")

    def _take_other_bin(self, text: str, item: Item) -> Reply:
        named = the_bin(self._task.notes.other_bin)
        if find_place(text) is None and is_proof(text, named):
            return self._set(problem=REASON)
        place = self._task.look(text, {What.BIN}, f"Scan {named.code}").place
        code = place.code if place else ""
        if not self._there(item, code):
            raise Refused("not-in-bin", f"{self._task.notes.other_lot} is not in {code}", f"Go to {named.code}")
        return self._set(other_bin=code, problem=REASON)

    def _take_reason(self, text: str) -> Reply:
        if text not in REASONS:
            raise Refused("bad-reason", "That is no reason", "Choose one by its number")
        return self._set(reason=text, problem=OTHER_QUANTITY)

    def _ask_other_quantity(self, stop: Stop, item: Item) -> Ask:
        most = self._most(stop, item)
        known = self._task.notes
        if known.quantity:
            number = f"{len(known.serials) + 1} OF {known.quantity}"
            return Ask(f"SCAN UNIT {number}", number, lambda text: self._take_other_unit(text, stop, item))
        pack = pack_for(item, most, known.pack)
        return Ask(
            *how_many(pack),
            lambda text: self._take_other_quantity(text, stop, item, most),
            default=in_pack(most, pack, item) if most else "",
        )  # fmt: skip

    def _take_other_quantity(self, text: str, stop: Stop, item: Item, most: int) -> Reply:
        quantity = read_quantity(text, pack_for(item, most, self._task.notes.pack), item)
        if quantity > most:
            raise Refused("too-many", f"Take {spelled(most, item)} of it, no more", "Leave the rest")
        self._set(quantity=quantity, serials=())
        return self._submit_other(stop, item)

    def _take_other_unit(self, text: str, stop: Stop, item: Item) -> Reply:
        before = self._task.notes.serials
        self._set(serials=(*before, read_serial(text, before, item)))
        return self._submit_other(stop, item)

    def _submit_other(self, stop: Stop, item: Item) -> Reply:
        known = self._task.notes
        if len(known.serials) < units_to_scan(item, known.quantity, self._there(item, known.other_bin)):
            return NOTHING
        slip = Pick(
            known.order, stop.line, known.other_bin, known.other_lot, known.quantity, known.serials,
            override_reason=known.reason, accept=self._task.accepted,
        )  # fmt: skip
        return Submit((Act("pick", slip),))

    def _most(self, stop: Stop, item: Item) -> int:
        """Return how much of the other lot may be taken: what is free of it, and no more than is wanted."""
        free = sum(one.available for one in self._there(item, self._task.notes.other_bin))
        return min(stop.quantity, free)

    def _there(self, item: Item, code: str) -> list[Candidate]:
        lot = the_lot(item, self._task.notes.other_lot)
        return stock.of_lot_at(lot.id, the_bin(code).id)
