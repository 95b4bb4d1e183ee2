"""Moving: a whole bin, a part of what is in it, or a pallet goes to another place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item, spelled
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.move import MoveBin, Moved, MovePlate, MoveStock
from wms_tui.queries import stock
from wms_tui.queries.items import item_by_id, the_item
from wms_tui.queries.lots import find_lot, lot_by_id
from wms_tui.queries.orders import kept_of_lot
from wms_tui.queries.places import the_bin
from wms_tui.tasks.asking import Ask
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.serials import read_serial, units_to_scan
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.stopping import About, in_hand
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


@dataclass(frozen=True, slots=True)
class Carried:
    """What is being moved, as far as it is known."""

    source: str = ""
    plate: str = ""
    item: str = ""
    lot: str = ""
    pack: str = ""
    quantity: int = 0
    serials: tuple[str, ...] = ()


class Moving(Stepping[Carried]):
    """From one place to another."""

    kind = "move"
    title = "MOVE"
    notes_type = Carried

    def asks(self) -> Ask:
        """Ask where from, what, how many and where to; a bin behind a bin means all of it."""
        known = self.notes
        if known.plate:
            return Ask("SCAN NEW BIN", "NEW BIN", self._take_target)
        if not known.source:
            return Ask(
                "SCAN BIN, LABEL OR PALLET", "FROM", self._take_source,
                help=("Scan the bin the goods are in, then its label, or the new bin to move all of it.",),
            )  # fmt: skip
        if not known.item:
            return Ask(
                "SCAN LABEL, OR NEW BIN FOR ALL", "WHAT", self._take_what, listed=self._contents,
                help=("Scan a label to move a part; scan the new bin to move everything.",),
            )  # fmt: skip
        item = the_item(known.item)
        if not known.quantity:
            return self._ask_quantity(item)
        if len(known.serials) < self._units(item):
            number = f"{len(known.serials) + 1} OF {known.quantity}"
            return Ask(f"SCAN UNIT {number}", number, self._take_serial)
        return Ask("SCAN NEW BIN", "NEW BIN", self._take_target)

    def facts(self) -> tuple[Fact, ...]:
        """Return what is known of what is moved."""
        known = self.notes
        if known.plate:
            return (Fact("PALLET", known.plate), Fact("FROM", known.source))
        if not known.item:
            return (Fact("FROM", known.source), Fact("HOLDS", self._summary())) if known.source else ()
        item = the_item(known.item)
        lot = find_lot(item.id, known.lot)
        facts = [Fact("FROM", known.source), item_fact(item)]
        if known.lot:
            facts.append(lot_fact(known.lot, lot.expires_on if lot else None))
        facts.append(quantity_fact("MOVE" if known.quantity else "FREE", known.quantity or self._free(item), item))
        if not known.quantity:
            facts += [*self._kept(item), *unit_fact(pack_for(item, self._free(item), known.pack), item)]
        return tuple(facts)

    def back(self) -> Carried | None:
        """Return to the label, then to the first scan, then home."""
        if self.notes.item and self.notes.source:
            return Carried(source=self.notes.source)
        return None if self.idle else Carried()

    def undone(self) -> None:
        """Begin again: what is where has changed."""
        self.notes = Carried()

    def about(self) -> About:
        """Return the goods in hand, and where they come from."""
        known = self.notes
        return in_hand(known.item, known.lot, known.plate, known.source)

    def _take_source(self, text: str) -> Reply:
        found = self.look(text, {What.BIN, What.LOT, What.ITEM, What.PLATE}, "Scan the bin the goods are in", _is_here)
        if found.what is What.BIN and found.place:
            if not stock.at_place(found.place.id):
                raise Refused("bin-empty", f"{found.place.code} is empty", "Scan the bin the goods are in")
            self.notes = Carried(source=found.place.code)
            return NOTHING
        there = _where(found)
        if not there:
            raise Refused("not-in-house", f"{found.name} is not in the house", "Scan the bin the goods are in")
        if found.what is What.PLATE:
            self.notes = Carried(plate=found.plate, source=there[0].bin)
            return NOTHING
        bins = list(dict.fromkeys(one.bin for one in there))
        self.notes = Carried(source=bins[0] if len(bins) == 1 else self.choose(text, "From which bin", bins))
        return self._take_label(found, text)

    def _take_what(self, text: str) -> Reply:
        expects = {What.BIN, What.LOT, What.ITEM, What.PLATE}
        found = self.look(text, expects, "Scan a label or the new bin", self._is_in_source)
        if found.what is What.BIN and found.place:
            slip = MoveBin(self.notes.source, found.place.code, accept=self.accepted)
            return Submit((Act("move-bin", slip),))
        if found.what is What.PLATE:
            if not self._is_in_source(found):
                raise Refused("not-in-bin", f"{found.plate} is not in {self.notes.source}", "Scan what is there")
            self.notes = Carried(plate=found.plate, source=self.notes.source)
            return NOTHING
        return self._take_label(found, text)

    def _take_label(self, found: Found, text: str) -> Reply:
        here = [one for one in _where(found) if one.bin == self.notes.source]
        if not here or found.item is None:
            raise Refused("not-in-bin", f"{found.name} is not in {self.notes.source}", "Scan a label that is there")
        lots = list(dict.fromkeys(one.lot for one in here))
        lot = lots[0] if len(lots) == 1 else self.choose(text, f"{found.name}: several lots", lots)
        _refuse_kept(found.item, [one for one in here if one.lot == lot])
        self.notes = Carried(self.notes.source, "", found.item.code, lot, found.pack_name)
        return NOTHING

    def _kept(self, item: Item) -> tuple[Fact, ...]:
        """Return what of the lot is kept here, and for which orders."""
        here = self._here(item)
        kept = sum(one.reserved for one in here)
        if not kept:
            return ()
        orders = orders_words(kept_of_lot(here[0].lot_id, here[0].place_id))
        words = f"{spelled(kept, item)} for {orders}"
        return (Fact("KEPT", words, f"KEPT {words}"),)

    def _ask_quantity(self, item: Item) -> Ask:
        free = self._free(item)
        pack = pack_for(item, free, self.notes.pack)
        return Ask(
            *how_many(pack), lambda text: self._take_quantity(text, item),
            default=in_pack(free, pack, item) if free else "",
            help=("How many to move. What is kept for orders stays.",),
        )  # fmt: skip

    def _take_quantity(self, text: str, item: Item) -> Reply:
        free = self._free(item)
        quantity = read_quantity(text, pack_for(item, free, self.notes.pack), item)
        if quantity > free:
            there = f"Only {spelled(free, item)} are free" if free else "None of it is free"
            kept = any(one.reserved for one in self._here(item))
            raise Refused("not-free", there, "The rest is kept for orders" if kept else "Type that or less, or F3")
        self.notes = replace(self.notes, quantity=quantity)
        return NOTHING

    def _take_serial(self, text: str) -> Reply:
        self.notes = replace(
            self.notes, serials=(*self.notes.serials, read_serial(text, self.notes.serials, the_item(self.notes.item)))
        )
        return NOTHING

    def _take_target(self, text: str) -> Reply:
        found = self.look(text, {What.BIN}, "Scan the bin it goes to")
        if found.place is None:
            raise RuntimeError("a bin has a place")
        known, target = self.notes, found.place.code
        if known.plate:
            return Submit((Act("move-plate", MovePlate(known.plate, target, accept=self.accepted)),))
        slip = MoveStock(
            known.item, known.lot, known.quantity, known.source, target, serials=known.serials, accept=self.accepted
        )  # fmt: skip
        return Submit((Act("move", slip),))

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what went where."""
        done, known = results[-1], self.notes
        if not isinstance(done, Moved):
            raise RuntimeError("moving moves")
        self.notes = Carried()
        if known.plate:
            return ok(f"moved {known.plate[-6:]} to {done.target}")
        if not known.item:
            return ok(f"moved all of {done.source} to {done.target}")
        item = the_item(known.item)
        return ok(f"moved {spelled(done.quantity, item)} {known.lot or item.code} to {done.target}")

    def _free(self, item: Item) -> int:
        return sum(one.available for one in self._here(item))

    def _here(self, item: Item) -> list[Candidate]:
        lot = find_lot(item.id, self.notes.lot)
        return stock.of_lot_at(lot.id, the_bin(self.notes.source).id) if lot else []

    def _units(self, item: Item) -> int:
        return units_to_scan(item, self.notes.quantity, self._here(item))

    def _is_in_source(self, found: Found) -> bool:
        return found.what is What.BIN or any(one.bin == self.notes.source for one in _where(found))

    def _summary(self) -> str:
        there = stock.at_place(the_bin(self.notes.source).id)
        lots = {one.lot_id for one in there}
        return f"{len(lots)} {'lot' if len(lots) == 1 else 'lots'}"

    def _contents(self) -> tuple[Choice, ...]:
        found = []
        for one in stock.at_place(the_bin(self.notes.source).id):
            lot = lot_by_id(one.lot_id)
            item = item_by_id(lot.item_id)
            label = f"{item.code} {lot.number}".strip()
            found.append(Choice(label, one.plate or lot.number or item.code, spelled(one.quantity, item)))
        return tuple(found)


def _refuse_kept(item: Item, here: Sequence[Candidate]) -> None:
    """Refuse a lot of which nothing is free in its bin, by the orders it is kept for.

    Raises:
        Refused: ``not-free``.
    """
    if any(one.available > 0 for one in here):
        return
    total = sum(one.quantity for one in here)
    orders = orders_words(kept_of_lot(here[0].lot_id, here[0].place_id)) or "orders"
    what = f"All {spelled(total, item)} of {here[0].lot or item.code} are kept for {orders}"
    raise Refused("not-free", what, "Pick it, or move the bin as a whole")


def _where(found: Found) -> list[Candidate]:
    """Return the balances of what was scanned."""
    if found.what is What.PLATE:
        number = stock.plate_id(found.plate)
        return stock.on_plate(number) if number else []
    if found.item is None or (found.what is What.LOT and found.known is None):
        return []
    return stock.of_lot(found.known.id) if found.known else stock.in_rotation(found.item.id, found.item.rotation)


def _is_here(found: Found) -> bool:
    return found.what is What.BIN or bool(_where(found))
