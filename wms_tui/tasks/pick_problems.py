"""What may go wrong at a stop, and what is done about it; part of picking."""

from dataclasses import replace
from typing import TYPE_CHECKING

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.errors import Refused
from wms_tui.operations.allocate import Allocate
from wms_tui.operations.hold import Hold
from wms_tui.operations.pick import Pick
from wms_tui.operations.short_pick import ShortPick
from wms_tui.operations.unpick import Unpick
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import order_lines, the_order
from wms_tui.queries.places import find_place, the_bin
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.bin_proof import is_proof
from wms_tui.tasks.pick_list import Stop, stops, why_unfit
from wms_tui.tasks.prompt import NOTHING, Choice
from wms_tui.tasks.resolving import What
from wms_tui.tasks.serials import read_serial, units_to_scan
from wms_tui.tasks.stepping import HOME
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import in_pack, ok, pack_for, read_quantity, spelled

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
        return (self._empty(stop), self._other(), self._skip(stop), self._put_back())

    def at_label(self, stop: Stop) -> tuple[Problem, ...]:
        """Return what may be wrong at the bin."""
        return (
            self._short(stop), self._empty(stop), self._other(), self._damaged(stop), self._skip(stop),
            self._put_back(),
        )  # fmt: skip

    def at_quantity(self, stop: Stop) -> tuple[Problem, ...]:
        """Return what may be wrong with the goods in hand: the same, under the same digits."""
        return self.at_label(stop)

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
            return Ask(f"HOW MANY {pack.name} ARE THERE", "THERE", lambda text: self._take_short(text, stop))
        if known.problem == DAMAGED:
            return Ask(f"HOW MANY {pack.name} ARE BROKEN", "BROKEN", lambda text: self._take_damaged(text, stop))
        if known.problem == OTHER:
            return Ask("SCAN THE OTHER LOT", "OTHER", lambda text: self._take_other(text, stop))
        if known.problem == OTHER_BIN:
            return Ask(f"SCAN ITS BIN {known.other_bin}", "ITS BIN", lambda text: self._take_other_bin(text, item))
        if known.problem == REASON:
            choices = tuple(Choice(one.capitalize(), one) for one in REASONS)
            return Ask("WHY NOT THE OTHER", "WHY", self._take_reason, choices=choices)
        return self._ask_other_quantity(stop, item)

    def _short(self, stop: Stop) -> Problem:
        return Problem("Not enough here (short)", "SHORT", lambda typed: self._begin(SHORT, typed, stop))

    def _empty(self, stop: Stop) -> Problem:
        return Problem("Bin empty", "EMPTY", lambda _: self._submit_short(stop, 0, "empty"))

    def _other(self) -> Problem:
        return Problem("Take another lot", "OTHERLOT", lambda _: self._set(problem=OTHER))

    def _damaged(self, stop: Stop) -> Problem:
        return Problem("Damaged", "DAMAGED", lambda typed: self._begin(DAMAGED, typed, stop))

    def _skip(self, stop: Stop) -> Problem:
        return Problem("Skip, do later", "SKIP", lambda _: self._skip_it(stop))

    def _put_back(self) -> Problem:
        return Problem("Stop, put it back", "PUTBACK", lambda _: self._begin_put_back())

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
        known = self._task.notes
        if quantity and (known.bin, known.item, known.lot) != (stop.bin, stop.item, stop.lot):
            raise Refused("label-first", "The label is not scanned yet", "F3, scan it, then say how many")
        if quantity and item.tracking is Tracking.SERIAL:
            raise Refused("units-first", f"Take the {quantity} first, unit by unit", "F3, type it; then F5, bin empty")
        return self._submit_short(stop, quantity, "short")

    def _submit_short(self, stop: Stop, quantity: int, reason: str) -> Reply:
        """Take what is there, give up the rest here, and look for it elsewhere."""
        order = self._task.notes.order
        acts = [Act("short-pick", ShortPick(order, stop.line, stop.bin, stop.lot, reason))]
        if quantity:
            slip = Pick(order, stop.line, stop.bin, stop.lot, quantity, plate=self._task.notes.plate)
            acts.insert(0, Act("pick", slip))
        return Submit(tuple(acts))

    def _take_damaged(self, text: str, stop: Stop) -> Reply:
        quantity = self._quantity(text, stop)
        if not quantity:
            raise Refused("bad-quantity", "None is damaged", "F3 goes back")
        slip = Hold(stop.item, stop.lot, "damaged", bin=stop.bin, quantity=quantity)
        again = Allocate((self._task.notes.order,), partial=True)
        return Submit((Act("hold", slip), Act("allocate", again)))

    def _skip_it(self, stop: Stop) -> Reply:
        task = self._task
        if len(stops(task.notes.order)) == 1:
            raise Refused("last-stop", "It is the last one", "Take it, or F5: bin empty")
        others = [one for one in task.notes.skipped if one != stop.id]
        task.notes = replace(task.notes.unproved(), first=0, skipped=(*others, stop.id))
        return ok(f"{stop.bin} comes later")

    def _begin_put_back(self) -> Reply:
        lines = order_lines(the_order(self._task.notes.order).id)
        return self._set(problem=PUT_BACK) if any(line.picked for line in lines) else HOME

    def _take_back_bin(self, text: str) -> Reply:
        place = self._task.look(text, {What.BIN}, "Scan the bin it goes to").place
        order = self._task.notes.order
        lines = [line.line for line in order_lines(the_order(order).id) if line.picked]
        target = place.code if place else ""
        return Submit(tuple(Act("unpick", Unpick(order, line, target)) for line in lines))

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
            raise Refused("not-free", f"Nothing of {found.lot} is free", "Scan another lot, or F3")
        here = self._task.notes.bin
        if here in bins:
            return self._set(other_lot=found.lot, other_bin=here, problem=REASON)
        return self._set(other_lot=found.lot, other_bin=bins[0], problem=OTHER_BIN)

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
        free = sum(one.available for one in self._there(item, self._task.notes.other_bin))
        most = min(stop.quantity, free)
        known = self._task.notes
        if known.quantity:
            number = f"{len(known.serials) + 1} OF {known.quantity}"
            return Ask(f"SCAN UNIT {number}", number, lambda text: self._take_other_unit(text, stop, item))
        pack = pack_for(item, most, known.pack)
        return Ask(
            f"HOW MANY {pack.name}", f"MANY {pack.name}",
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
            override_reason=known.reason,
        )  # fmt: skip
        return Submit((Act("pick", slip),))

    def _there(self, item: Item, code: str) -> list[Candidate]:
        lot = the_lot(item, self._task.notes.other_lot)
        return stock.of_lot_at(lot.id, the_bin(code).id)
