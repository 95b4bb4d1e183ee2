"""Counting: scan the bin, then each lot in it and how many there are; what the books say is never shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from wms_tui import clock
from wms_tui.domain.counting import AGREED
from wms_tui.domain.quantity import Pack
from wms_tui.domain.rows import Item, spelled
from wms_tui.domain.types import Tracking
from wms_tui.errors import BadInput, NotFound, Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.begin_count import BeginBin, BinBegun, BinFinished, FinishBin, leave_bin
from wms_tui.operations.count_locks import BEAT, beat_count
from wms_tui.operations.plan_count import CountPlanned, PlanCount
from wms_tui.operations.record_count import CountRecorded, RecordCount
from wms_tui.queries.counts import line_of_code, not_counted, the_count
from wms_tui.queries.items import item_by_id, the_item
from wms_tui.queries.lots import find_lot, lots_anywhere
from wms_tui.queries.places import find_place, the_bin
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.bin_proof import is_proof
from wms_tui.tasks.count_list import Stop, counted_here, next_stop, stop_at, stop_choices, stops_of, to_look_again
from wms_tui.tasks.label_checks import read_lot
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.serials import read_serial
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import how_many, item_fact, lot_fact, ok, pack_for, read_quantity, unit_fact


@dataclass(frozen=True, slots=True)
class Counted:
    """Where somebody counts, and what is in hand."""

    count: str = ""
    bin: str = ""
    """The bin that is begun."""
    item: str = ""
    lot: str = ""
    lot_said: bool = False
    pack: str = ""
    serials: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    """Bins to come back to."""
    line: bool = False
    """Whether it is one line of a sheet that is written down, and not a bin."""
    stands_at: str = ""
    """The bin that somebody scanned and then said yes to: ENTER alone begins it."""

    def put_down(self) -> "Counted":
        """Return this without what was in hand."""
        return Counted(self.count, "" if self.line else self.bin, skipped=self.skipped)


class Counting(Stepping[Counted]):
    """Say what is there, bin by bin."""

    kind = "count"
    title = "COUNT"
    notes_type = Counted
    stays = "It stays counted. Tell a lead"
    _heard_at: datetime | None = None

    def answer(self, text: str) -> Reply:
        """Take an answer; in a bin it is also a sign of life, so that a long row of serials does not free the bin."""
        if self.notes.bin and not self.notes.line:
            now = clock.now()
            if self._heard_at is None or now - self._heard_at >= BEAT:
                beat_count(by=self.by)
                self._heard_at = now
        return super().answer(text)

    def asks(self) -> Ask:
        """Ask for the bin, then for each lot and how many, until the bin is done."""
        known = self.notes
        if not known.bin:
            return self._ask_bin()
        if not known.item:
            return self._ask_label()
        item = the_item(known.item)
        if item.tracking is not Tracking.NONE and not known.lot_said:
            return Ask(
                "TYPE OR SCAN THE LOT", "LOT", lambda text: self._take_lot(text, item),
                help=("The label names no lot. Type the number that stands on the goods.",),
            )  # fmt: skip
        if item.tracking is Tracking.SERIAL:
            return self._ask_unit(item)
        return self._ask_quantity(item)

    def heading(self) -> str:
        """Return the bin at work."""
        return f"{self.title} {self.notes.bin or self.notes.count}".rstrip()

    def progress(self) -> str:
        """Return how many bins of the count are done, and of how many."""
        if not self.notes.count:
            return ""
        every = stops_of(self.notes.count)
        done = sum(one.state == "counted" for one in every)
        return f"{min(done + 1, len(every))}/{len(every)}"

    def facts(self) -> tuple[Fact, ...]:
        """Return where to go and why, or what is in hand and what was counted here."""
        known = self.notes
        if not known.bin:
            stop = next_stop(self.by, known.count, known.skipped)
            return (Fact("GO TO", stop.bin), Fact("WHY", stop.why, stop.why)) if stop else ()
        facts = [Fact("BIN", known.bin)]
        if known.item:
            item = the_item(known.item)
            facts.append(item_fact(item))
            lot = find_lot(item.id, known.lot) if known.lot else None
            if known.lot:
                facts.append(lot_fact(known.lot, lot.expires_on if lot else None))
            if item.tracking is not Tracking.SERIAL:
                facts += unit_fact(self._pack(item), item)
            else:
                facts.append(Fact("COUNTED", f"{len(known.serials)} {item.unit}"))
            return tuple(facts)
        for label, told in (
            ("AGAIN", to_look_again(self.by, known.count, known.bin)),
            ("COUNTED", counted_here(self.by, known.count, known.bin)),
        ):
            facts += [Fact(label, one.whole, one.short) for one in told]
        return tuple(facts)

    def back(self) -> Counted | None:
        """Put down what is in hand; then leave the bin, which others may handle again."""
        known = self.notes
        if known.item:
            return known.put_down()
        if known.bin:
            leave_bin(by=self.by, bin=known.bin)
            return Counted(known.count, skipped=known.skipped)
        return None

    def undone(self) -> None:
        """Put down what is in hand: the books have changed."""
        self.notes = self.notes.put_down()

    # The bin.

    def _ask_bin(self) -> Ask:
        return Ask(
            "SCAN BIN, ENTER = NEXT", "BIN", self._take_bin, enter=self._take_next,
            listed=lambda: stop_choices(self.by, self.notes.count), problems=self._skip(),
            help=(
                "Scan the bin you stand at. One that is in no count is counted too.",
                "ENTER goes to the next bin of the plan, F4 lists them. The code of a line on a count sheet works too.",
            ),
        )  # fmt: skip

    def _take_next(self) -> Reply:
        known = self.notes
        if known.stands_at:
            return self._begin(known.count, known.stands_at)
        stop = next_stop(self.by, known.count, known.skipped)
        if stop is None and known.count:
            return self._count_is_done()
        if stop is None:
            raise Refused("nothing-to-count", "No count is planned", "Scan a bin, or F3")
        if known.count == stop.count:
            raise Refused("scan-it", f"Go to {stop.bin} and scan it", "Its label, or its check digits")
        self.notes = replace(known, count=stop.count)
        return NOTHING

    def _count_is_done(self) -> Reply:
        count = self.notes.count
        self.notes = Counted()
        return ok(f"Nothing is left of {count} for you", "A lead closes and approves it")

    def _take_bin(self, text: str) -> Reply:
        stop = next_stop(self.by, self.notes.count, self.notes.skipped)
        if stop is not None and find_place(text) is None and is_proof(text, the_bin(stop.bin)):
            return self._begin(stop.count, stop.bin)
        line = line_of_code(text)
        if line is not None and find_place(text) is None:
            head, row = line
            item = item_by_id(row.item_id)
            self.notes = Counted(head.code, row.bin, item.code, row.lot, True, line=True)
            return NOTHING
        place = self.look(text, {What.BIN}, "Scan the bin you stand at").place
        code = place.code if place else ""
        planned = stop_at(self.by, code, self.notes.count)
        if planned is None:
            self.confirm("unplanned", f"{code} is in no count", "Y = count it all the same")
            return Submit((Act("plan-count", PlanCount(bins=(code,))),))
        return self._begin(planned.count, code)

    def _begin(self, count: str, code: str) -> Reply:
        return Submit((Act("begin-count", BeginBin(count, code, accept=self.accepted)),))

    def _skip(self) -> tuple[Problem, ...]:
        stop = next_stop(self.by, self.notes.count, self.notes.skipped)
        if stop is None:
            return ()
        return (Problem("Skip, do later", "SKIP", lambda _: self._skip_it(stop), 5),)

    def _skip_it(self, stop: Stop) -> Reply:
        self.notes = replace(self.notes, count=stop.count, skipped=(*self.notes.skipped, stop.bin))
        return ok(f"{stop.bin} comes later")

    # What is in it.

    def _ask_label(self) -> Ask:
        known = self.notes
        empty = not (counted_here(self.by, known.count, known.bin) or to_look_again(self.by, known.count, known.bin))
        return Ask(
            "SCAN LABEL, F6 = EMPTY" if empty else "SCAN LABEL, F6 = DONE", "LABEL", self._take_label,
            done=self._finish, done_label="Empty" if empty else "BinDone", listed=self._counted,
            help=(
                "Scan one label of each lot in the bin, then say how many there are. What nobody expected counts too.",
                "F6 when the bin is done, or if it is empty. F4 lists what you have counted here.",
            ),
        )  # fmt: skip

    def _take_label(self, text: str) -> Reply:
        expects = {What.LOT, What.ITEM, What.BIN}
        found = self.look(text, expects, "Scan the label of the goods")
        if found.what is What.BIN and found.place:
            if found.place.code == self.notes.bin:
                raise Refused("same-bin", f"You count {found.place.code} already", "Scan a label, or F6")
            raise Refused("bin-not-done", f"{self.notes.bin} is not done", "F6 ends it, then scan the next")
        return self._in_hand(found)

    def _in_hand(self, found: Found) -> Reply:
        if found.item is None:
            raise RuntimeError("a label has an item")
        lots = self._lots_here(found.item) if found.what is What.ITEM and found.item.tracking is Tracking.LOT else []
        lot = found.lot or (lots[0] if len(lots) == 1 else "")
        self.notes = replace(
            self.notes, item=found.item.code, lot=lot, lot_said=bool(lot), pack=found.pack_name, serials=found.serials
        )
        return NOTHING

    def _take_the_only_lot(self) -> None:
        """Take the lot in hand that the books have here, where it is the only one: it need not be scanned."""
        left = not_counted(the_count(self.notes.count), the_bin(self.notes.bin).id)
        if len(left) == 1 and the_item(left[0].item).tracking is not Tracking.SERIAL:
            self.notes = replace(self.notes, item=left[0].item, lot=left[0].lot, lot_said=True)

    def _lots_here(self, item: Item) -> list[str]:
        """Return the lots of an item that the books have here and nobody has counted: a single one need not be said."""
        head = the_count(self.notes.count)
        left = not_counted(head, the_bin(self.notes.bin).id)
        return [one.lot for one in left if one.item == item.code]

    def _take_lot(self, text: str, item: Item) -> Reply:
        mine = [one.number for one in lots_anywhere(text.strip()) if one.item_id == item.id]
        lot = mine[0] if len(mine) == 1 else read_lot(self, text, item)[0]
        self.notes = replace(self.notes, lot=lot, lot_said=True)
        return NOTHING

    def _pack(self, item: Item) -> Pack:
        return pack_for(item, 0, self.notes.pack)

    def _ask_quantity(self, item: Item) -> Ask:
        return Ask(
            *how_many(self._pack(item)), lambda text: self._take_quantity(text, item),
            help=("How many there are in all: 36, 3CS or 2CS+4EA. 0 where there is none.",),
        )  # fmt: skip

    def _take_quantity(self, text: str, item: Item) -> Reply:
        try:
            quantity = read_quantity(text, self._pack(item), item, zero=True)
        except BadInput as no_quantity:
            return self._take_other_label(text, no_quantity)
        return self._record(quantity, ())

    def _take_other_label(self, text: str, no_quantity: BadInput) -> Reply:
        """Take another label in hand: the one that went without saying was not meant."""
        try:
            return self._take_label(text)
        except NotFound:
            raise no_quantity from None

    def _ask_unit(self, item: Item) -> Ask:
        number = len(self.notes.serials) + 1
        return Ask(
            f"SCAN UNIT {number}, F6 = ALL", f"UNIT {number}", lambda text: self._take_unit(text, item),
            done=lambda: self._record(len(self.notes.serials), self.notes.serials), done_label="All",
            help=("Scan the serial of each unit that is there, then F6.",),
        )  # fmt: skip

    def _take_unit(self, text: str, item: Item) -> Reply:
        unit = read_serial(text, self.notes.serials, item)
        self.notes = replace(self.notes, serials=(*self.notes.serials, unit))
        return NOTHING

    def _record(self, quantity: int, serials: tuple[str, ...]) -> Reply:
        known = self.notes
        slip = RecordCount(
            quantity, known.count, known.bin, known.item, known.lot, serials=serials, accept=self.accepted
        )
        return Submit((Act("record-count", slip),))

    def _finish(self) -> Reply:
        slip = FinishBin(self.notes.count, self.notes.bin, accept=self.accepted)
        return Submit((Act("finish-count", slip),))

    def _counted(self) -> tuple[Choice, ...]:
        done = counted_here(self.by, self.notes.count, self.notes.bin)
        return tuple(Choice(one.name, one.lot or one.item, one.words) for one in done)

    # What came of it.

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what was written down; blind as it is, never what was expected."""
        done = results[-1]
        if isinstance(done, CountPlanned):
            self.notes = Counted(done.count, stands_at=done.bins[0])
            return ok(f"{done.count} counts {done.bins[0]}", "ENTER begins, or scan it once more")
        if isinstance(done, BinBegun):
            count = self._count_of(done.bin)
            self.notes = Counted(count, done.bin, skipped=self.notes.skipped)
            self._take_the_only_lot()
            return ok(f"counting {done.bin}")
        if isinstance(done, CountRecorded):
            return self._recorded(done)
        if not isinstance(done, BinFinished):
            raise RuntimeError("counting counts")
        self.notes = Counted(self.notes.count, skipped=self.notes.skipped)
        if next_stop(self.by, self.notes.count, ()) is None:
            self.notes = Counted()
            return ok(f"{done.bin} is counted", "That was the last bin for you")
        return ok(f"{done.bin} is counted")

    def words_of(self, results: Sequence[Done]) -> Mapping[int, str]:
        """Return what was written down of a lot: F2 must not reach past it to what was done before."""
        return {one.entry: _words(one) for one in results if isinstance(one, CountRecorded)}

    def _count_of(self, code: str) -> str:
        stop = stop_at(self.by, code, self.notes.count)
        return stop.count if stop else self.notes.count

    def _recorded(self, done: CountRecorded) -> Feedback:
        what = _words(done)
        self.notes = self.notes.put_down()
        if self.notes.bin == "" and next_stop(self.by, self.notes.count, ()) is None:
            self.notes = Counted()
        if done.new_lot:
            return ok(what, "A new lot: it is in quarantine")
        return ok(what, "" if done.state == AGREED else "Somebody else counts it again")


def _words(done: CountRecorded) -> str:
    item = the_item(done.item)
    return f"counted {spelled(done.counted, item)} {done.lot or item.code}"
