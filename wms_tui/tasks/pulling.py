"""Pulling: recalled goods are walked to the cage, bin by bin, and what is found is held against the books."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.rows import Item, spelled
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.move import MovePlate, MoveStock
from wms_tui.operations.unpick import Unpick
from wms_tui.queries import stock
from wms_tui.queries.holds import staged_of_lots
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import place_of_kind, the_bin
from wms_tui.queries.recalls import Pull, cases_at_large, pulls_of, the_recall
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.bin_proof import is_proof
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.serials import read_serial, units_to_scan
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import how_many, in_pack, item_fact, lot_fact, ok, pack_for, read_quantity

FEWER = "fewer"


@dataclass(frozen=True, slots=True)
class Walk:
    """Which case is pulled, what was passed over, and what is known of the present stop."""

    recall: str = ""
    skipped: tuple[str, ...] = ()
    at_bin: bool = False
    whole_plate: bool = False
    proved: bool = False
    quantity: int = 0
    serials: tuple[str, ...] = ()


class Pulling(Stepping[Walk]):
    """From bin to bin: the bin, the label, how many, and the cage."""

    kind = "pull"
    title = "PULL"
    notes_type = Walk

    def asks(self) -> Ask:
        """Ask which recall, then for the bin, the label, how many there are, and the cage."""
        if not self.notes.recall:
            return self._ask_recall()
        stop = self._stop()
        if stop is None:
            return Ask("ALL IS IN THE CAGE", "DONE", self._take_end, default="done", finished=True)
        problems = (Problem("It is not there", "SKIP", lambda _typed: self._skip(stop), number=1),)
        if not self.notes.at_bin:
            return Ask(
                f"GO TO {stop.bin}, SCAN BIN", "SCAN BIN", lambda text: self._take_bin(text, stop), problems=problems,
                help=("Recalled goods go to the cage. Go to the bin that is shown and scan its label.",),
            )  # fmt: skip
        if not self.notes.proved:
            return Ask(
                "SCAN LABEL OR PALLET", "LABEL", lambda text: self._take_label(text, stop), problems=problems,
                help=("Scan the label of the lot that is shown. A pallet with nothing else on it goes whole.",),
            )  # fmt: skip
        if not self.notes.quantity:
            return self._ask_quantity(stop)
        if len(self.notes.serials) < self._units(stop):
            number = f"{len(self.notes.serials) + 1} OF {self.notes.quantity}"
            return Ask(f"SCAN UNIT {number}", number, lambda text: self._take_serial(text, stop))
        cage = place_of_kind(PlaceKind.CAGE).code
        return Ask(f"BRING IT TO {cage}, SCAN {cage}", cage[:12], lambda text: self._take_cage(text, stop))

    def _ask_recall(self) -> Ask:
        cases = cases_at_large()
        if not cases:
            return Ask("NO RECALLED GOODS TO PULL", "NONE TO PULL", self._take_end, default="done", finished=True)
        return Ask(
            "WHICH RECALL", "RECALL", self._take_recall,
            choices=tuple(Choice(case.code, case.code, case.reason[:20]) for case, _ in cases),
            help=("Recalled goods are pulled into the cage, bin by bin. Choose the recall.",),
        )  # fmt: skip

    def _ask_quantity(self, stop: Pull) -> Ask:
        item = the_item(stop.item)
        pack = pack_for(item, stop.quantity)
        return Ask(
            *how_many(pack), lambda text: self._take_quantity(text, stop), default=in_pack(stop.quantity, pack, item),
            help=("How many are there. ENTER alone is what the books say. Fewer is asked about, and noted.",),
        )  # fmt: skip

    def heading(self) -> str:
        """Return which recall is pulled."""
        return f"RECALL {self.notes.recall}" if self.notes.recall else self.title

    def progress(self) -> str:
        """Return how many stops are left."""
        left = len(self._stops()) if self.notes.recall else 0
        return f"{left} LEFT" if left else ""

    def facts(self) -> tuple[Fact, ...]:
        """Return what is to be pulled at this stop, and what was passed over."""
        if not self.notes.recall:
            return ()
        stop = self._stop()
        if stop is None:
            skipped = len(self.notes.skipped)
            return (Fact("SKIPPED", f"{skipped} not found: tell your lead"),) if skipped else ()
        item = the_item(stop.item)
        bin_words = f"{stop.bin}  PICKED, AT THE STAGE" if stop.staged else stop.bin
        facts = [Fact("BIN", bin_words, stop.bin, vital=True), lot_fact(stop.lot, the_lot(item, stop.lot).expires_on)]
        facts += [Fact("PULL", spelled(self.notes.quantity or stop.quantity, item)), item_fact(item)]
        return (*facts, Fact("PALLET", stop.plate)) if stop.plate else tuple(facts)

    def back(self) -> Walk | None:
        """Return to the bin, then to the choice of the recall, then home."""
        known = self.notes
        if known.at_bin:
            return Walk(known.recall, known.skipped)
        return Walk() if known.recall and len(cases_at_large()) > 1 else None

    def _take_recall(self, text: str) -> Reply:
        case = the_recall(text)
        if case.drill or (case.closed and not pulls_of(case)):
            raise Refused("no-such-recall", f"Nothing is to be pulled for {case.code}", "Choose one that is listed")
        self.notes = Walk(case.code)
        return NOTHING

    def _take_end(self, _text: str) -> Reply:
        if not self.notes.recall:
            return ok("Nothing is to be pulled", "F3 goes back")
        self.notes = Walk()
        return ok("All that was found is in the cage")

    def _take_bin(self, text: str, stop: Pull) -> Reply:
        place = the_bin(stop.bin)
        if not is_proof(text, place):
            found = self.look(text, {What.BIN}, f"Go to {stop.bin} and scan it")
            if found.place is None or found.place.id != place.id:
                raise Refused("wrong-bin", f"{found.name} is not {stop.bin}", f"Go to {stop.bin}")
        self.notes = replace(self.notes, at_bin=True)
        return NOTHING

    def _take_label(self, text: str, stop: Pull) -> Reply:
        found = self.look(text, {What.LOT, What.ITEM, What.PLATE}, f"Scan the label of {stop.lot}")
        if found.what is What.PLATE:
            return self._take_plate(found, stop)
        lot = found.known.number if found.known else None
        if found.item is None or found.item.code != stop.item or (lot is not None and lot != stop.lot):
            raise Refused("wrong-label", f"{found.name} is not {stop.lot}", f"Find lot {stop.lot} in this bin")
        self.notes = replace(self.notes, proved=True)
        return NOTHING

    def _take_plate(self, found: Found, stop: Pull) -> Reply:
        if not stop.plate or found.plate != stop.plate:
            raise Refused("wrong-label", f"Pallet {found.plate[-6:]} is not this one", f"Find lot {stop.lot}")
        number = stock.plate_id(stop.plate)
        alone = number is not None and len(stock.on_plate(number)) == 1 and not stop.staged
        self.notes = replace(self.notes, proved=True, whole_plate=alone, quantity=stop.quantity if alone else 0)
        return NOTHING

    def _take_quantity(self, text: str, stop: Pull) -> Reply:
        item = the_item(stop.item)
        quantity = read_quantity(text, pack_for(item, stop.quantity), item)
        if quantity > stop.quantity:
            raise Refused("too-many", f"The books say {spelled(stop.quantity, item)}", "Count again, or tell your lead")
        if quantity < stop.quantity:
            if stop.staged:
                raise Refused("all-of-it", "All that was picked goes to the cage", "Count again, or F5: not there")
            missing = spelled(stop.quantity - quantity, item)
            self.confirm(FEWER, f"{missing} missing. Is that so?", "Again or Y: they stay on the list")
        self.notes = replace(self.notes, quantity=quantity)
        return NOTHING

    def _take_serial(self, text: str, stop: Pull) -> Reply:
        read = read_serial(text, self.notes.serials, the_item(stop.item))
        self.notes = replace(self.notes, serials=(*self.notes.serials, read))
        return NOTHING

    def _take_cage(self, text: str, stop: Pull) -> Reply:
        cage = place_of_kind(PlaceKind.CAGE)
        if not is_proof(text, cage):
            found = self.look(text, {What.BIN}, f"Bring it to {cage.code} and scan it")
            if found.place is None or found.place.kind is not PlaceKind.CAGE:
                raise Refused("not-the-cage", f"{found.name} is not the cage", f"Bring it to {cage.code}")
            cage = found.place
        return Submit(self._acts(stop, cage.code))

    def _acts(self, stop: Pull, cage: str) -> tuple[Act, ...]:
        why = f"recall {self.notes.recall}"
        if stop.staged:
            lot = the_lot(the_item(stop.item), stop.lot)
            lines = dict.fromkeys((one.order, one.line) for one in staged_of_lots((lot.id,)))
            return tuple(Act("unpick", Unpick(order, line, cage, why, stop.lot)) for order, line in lines)
        if self.notes.whole_plate:
            return (Act("move-plate", MovePlate(stop.plate, cage, reason=why)),)
        known = self.notes
        slip = MoveStock(
            stop.item, stop.lot, known.quantity, stop.bin, cage, serials=known.serials, reason=why, accept=self.accepted
        )  # fmt: skip
        return (Act("move", slip),)

    def _skip(self, stop: Pull) -> Reply:
        self.notes = Walk(self.notes.recall, (*self.notes.skipped, _name(stop)))
        return ok(f"{stop.lot} in {stop.bin} is left", "Tell your lead: it is on the list")

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what is in the cage, and go to the next stop; what was missing is passed over."""
        known = self.notes
        stop = self._stop()
        short = stop is not None and FEWER in self.said and not known.whole_plate
        skipped = (*known.skipped, _name(stop)) if stop is not None and short else known.skipped
        self.notes = Walk(known.recall, skipped)
        return ok("It is in the cage", f"{len(self._stops())} left")

    def undone(self) -> None:
        """Go to the stop again that was taken back."""
        self.notes = Walk(self.notes.recall)

    def _units(self, stop: Pull) -> int:
        item: Item = the_item(stop.item)
        if stop.staged or self.notes.whole_plate:
            return 0
        here = stock.of_lot_at(the_lot(item, stop.lot).id, the_bin(stop.bin).id)
        return units_to_scan(item, self.notes.quantity, here)

    def _stop(self) -> Pull | None:
        return next(iter(self._stops()), None)

    def _stops(self) -> list[Pull]:
        case = the_recall(self.notes.recall)
        return [one for one in pulls_of(case) if _name(one) not in self.notes.skipped]


def _name(stop: Pull) -> str:
    return f"{stop.bin}/{stop.item}/{stop.lot}/{stop.plate}"
