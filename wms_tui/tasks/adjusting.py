"""Adjusting: what is really in a bin, with the reason; the bin, the label, how many, a digit (users.md 9.7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.quantity import Pack
from wms_tui.domain.rows import Item, spelled
from wms_tui.domain.types import Tracking
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.adjust import REASONS, Adjust, Adjusted
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot
from wms_tui.queries.places import the_bin
from wms_tui.tasks.asking import Ask
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.reasons import refuse_no_reason
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.serials import read_serial
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.stopping import About, in_hand
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import item_fact, lot_fact, ok, pack_for, quantity_fact, read_quantity, unit_fact

_FEWER = ("damage", "expired", "lost", "miscount", "sample", "theft", "scrap", "mis-pick", "wrong-lot")
_MORE = ("found", "miscount", "receiving-error", "mis-pick", "wrong-lot")


@dataclass(frozen=True, slots=True)
class Correction:
    """What is corrected, as far as it is known."""

    bin: str = ""
    item: str = ""
    lot: str = ""
    pack: str = ""
    difference: int | None = None
    serials: tuple[str, ...] = ()


class Adjusting(Stepping[Correction]):
    """Say what is really there."""

    kind = "adjust"
    title = "ADJUST"
    notes_type = Correction

    def asks(self) -> Ask:
        """Ask where, what, how many, which units, and why."""
        known = self.notes
        if not known.bin:
            return Ask(
                "SCAN BIN", "BIN", self._take_bin,
                help=("Scan the bin in which something else is than the books say.",),
            )  # fmt: skip
        if not known.item:
            return Ask("SCAN LABEL", "LABEL", self._take_label, help=("Scan the label of the goods.",))
        item = the_item(known.item)
        if known.difference is None:
            return Ask(
                "TOTAL THERE, OR -2, +6", "TOTAL -2 +6", lambda text: self._take_total(text, item),
                help=("How many there are in all; or so many fewer (-2) or more (+6). 0 where none is left.",),
            )  # fmt: skip
        if len(known.serials) < self._units(item):
            number = f"{len(known.serials) + 1} OF {self._units(item)}"
            return Ask(f"SCAN UNIT {number}", number, self._take_unit, help=("Scan each unit that is gone, or new.",))
        choices = tuple(Choice(REASONS[one].capitalize(), one) for one in self._why())
        return Ask(
            "WHY", "WHY", self._take_reason, choices=choices,
            help=("Choose the reason by its digit, or type one.",),
        )  # fmt: skip

    def facts(self) -> tuple[Fact, ...]:
        """Return what the books say, and what is to be booked."""
        known = self.notes
        if not known.bin:
            return ()
        if not known.item:
            return (Fact("BIN", known.bin),)
        item = the_item(known.item)
        lot = find_lot(item.id, known.lot)
        facts = [Fact("BIN", known.bin), item_fact(item)]
        facts += [lot_fact(known.lot, lot.expires_on if lot else None)] if known.lot else []
        facts.append(quantity_fact("BOOKS", self._booked(item), item))
        if known.difference is None:
            return (*facts, *unit_fact(self._pack(item), item))
        word = "FEWER" if known.difference < 0 else "MORE"
        return (*facts, replace(quantity_fact(word, abs(known.difference), item), vital=True))

    def about(self) -> About:
        """Return the goods in hand and where they are."""
        return in_hand(self.notes.item, self.notes.lot, "", self.notes.bin)

    def back(self) -> Correction | None:
        """Return to the quantity, then to the label, then home."""
        known = self.notes
        if known.difference is not None:
            return replace(known, difference=None, serials=())
        if known.item:
            return Correction(known.bin)
        return None if self.idle else Correction()

    def undone(self) -> None:
        """Begin again: what is where has changed."""
        self.notes = Correction()

    def _take_bin(self, text: str) -> Reply:
        place = self.look(text, {What.BIN}, "Scan the bin").place
        self.notes = Correction(place.code if place else "")
        return NOTHING

    def _take_label(self, text: str) -> Reply:
        found = self.look(text, {What.LOT, What.ITEM}, "Scan the label of the goods", self._is_here)
        if found.item is None or (found.what is What.LOT and found.known is None):
            raise Refused("unknown-lot", f"Lot {found.lot} is not known here", "Receive it, or count the bin")
        lots = [found.lot] if found.what is What.LOT else self._lots_here(found.item)
        if not lots:
            raise Refused("not-in-bin", f"{found.name} is not in {self.notes.bin}", "Scan a label with a lot")
        lot = lots[0] if len(lots) == 1 else self.choose(text, f"{found.name}: several lots", lots)
        self.notes = Correction(self.notes.bin, found.item.code, lot, found.pack_name)
        return NOTHING

    def _is_here(self, found: Found) -> bool:
        there = stock.at_place(the_bin(self.notes.bin).id)
        return found.known is not None and any(one.lot_id == found.known.id for one in there)

    def _lots_here(self, item: Item) -> list[str]:
        there = {one.lot_id: one.lot for one in stock.at_place(the_bin(self.notes.bin).id)}
        return [
            number for lot_id, number in there.items() if (known := find_lot(item.id, number)) and known.id == lot_id
        ]

    def _take_total(self, text: str, item: Item) -> Reply:
        difference = self._difference(text.strip(), item)
        if difference == 0 and not self._doubted(item):
            raise Refused("no-difference", "That is what the books say", "Nothing to do. F3 goes back")
        self.notes = replace(self.notes, difference=difference)
        return NOTHING

    def _difference(self, typed: str, item: Item) -> int:
        """Return by how many it is more or fewer; a bare number is all that is there.

        Raises:
            BadInput: where it is no quantity.
        """
        pack = self._pack(item)
        if typed[:1] in ("-", "+") and len(typed) > 1:
            quantity = read_quantity(typed[1:], pack, item)
            return -quantity if typed[0] == "-" else quantity
        if typed[:1] in ("-", "+"):
            raise BadInput("bad-quantity", f"{typed} what?", "Type -2 for two fewer, or the total")
        return read_quantity(typed, pack, item, zero=True) - self._booked(item)

    def _take_unit(self, text: str) -> Reply:
        unit = read_serial(text, self.notes.serials, the_item(self.notes.item))
        self.notes = replace(self.notes, serials=(*self.notes.serials, unit))
        return NOTHING

    def _take_reason(self, text: str) -> Reply:
        refuse_no_reason(text, REASONS)
        known = self.notes
        # What was seen is booked, whatever is moved meanwhile: by how many, except where the books were right.
        total = self._booked(the_item(known.item)) if known.difference == 0 else None
        slip = Adjust(
            known.item, known.lot, known.bin, text, by=known.difference or None, to=total, serials=known.serials
        )
        return Submit((Act("adjust", slip),))

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what was booked, and how much is there now."""
        done, known = results[-1], self.notes
        if not isinstance(done, Adjusted):
            raise RuntimeError("adjusting adjusts")
        self.notes = Correction()
        item = the_item(known.item)
        what = f"{known.lot or item.code} in {known.bin}"
        if done.difference == 0:
            return ok(f"{what} is as the books say")
        sign = "-" if done.difference < 0 else "+"
        left = f"{spelled(done.quantity, item)} are there now" if done.quantity else "None is left there"
        return ok(f"{sign}{spelled(abs(done.difference), item)} {what}", left)

    def _why(self) -> tuple[str, ...]:
        return _MORE if (self.notes.difference or 0) > 0 else _FEWER

    def _pack(self, item: Item) -> Pack:
        return pack_for(item, 0, self.notes.pack)

    def _units(self, item: Item) -> int:
        return abs(self.notes.difference or 0) if item.tracking is Tracking.SERIAL else 0

    def _booked(self, item: Item) -> int:
        lot = find_lot(item.id, self.notes.lot)
        return sum(one.quantity for one in stock.of_lot_at(lot.id, the_bin(self.notes.bin).id)) if lot else 0

    def _doubted(self, item: Item) -> bool:
        lot = find_lot(item.id, self.notes.lot)
        return lot is not None and any(one.doubted for one in stock.of_lot_at(lot.id, the_bin(self.notes.bin).id))
