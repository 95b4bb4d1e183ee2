"""Noticing that somebody else has changed what is to be picked, before an answer is taken for another stop."""

from dataclasses import replace

from wms_tui.domain.rows import Lot
from wms_tui.errors import Refused
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot
from wms_tui.queries.orders import kept_for_order, the_order
from wms_tui.queries.places import find_place
from wms_tui.queries.stops import Stopped
from wms_tui.tasks import pick_words
from wms_tui.tasks.pick_list import Stop, next_stop, stops
from wms_tui.tasks.pick_progress import Progress
from wms_tui.tasks.prompt import Feedback
from wms_tui.tasks.stepping import CAGE, Stepping
from wms_tui.tasks.stopping import NOTHING_AT_ALL, About
from wms_tui.tasks.task import Reply, Submit


class PickWatch(Stepping[Progress]):
    """A picking that knows which stop it has shown last."""

    notes_type = Progress

    def answer(self, text: str) -> Reply:
        """Take an answer, unless somebody has meanwhile changed what is to be picked."""
        stop, known = self.stop() if self.notes.order else None, self.notes
        changed = known.shown and known.shown != (stop.id if stop else 0)
        if changed and text not in ("%BACK", "%CANCEL"):
            self.notes = known.unproved()
            self.note_shown()
            return pick_words.list_changed(known.shown_item, known.shown_lot, stop, known.order)
        reply = super().answer(text)
        if not isinstance(reply, Submit):
            self.note_shown()
        return reply

    def refused(self, refusal: Refused) -> Feedback:
        """Stay at the step whose act was refused."""
        feedback = super().refused(refusal)
        self.note_shown()
        return feedback

    def note_shown(self) -> None:
        """Remember the stop that the person sees now."""
        there = stops(self.notes.order) if self.notes.order else []
        stop = next_stop(there, self.notes.first, self.notes.skipped)
        shown = (stop.id, stop.item, stop.lot, stop.bin, stop.plate) if stop else (0, "", "", "", "")
        self.notes = replace(
            self.notes, shown=shown[0], shown_item=shown[1], shown_lot=shown[2], shown_bin=shown[3],
            shown_plate=shown[4], left=len(there),
        )  # fmt: skip

    def about(self) -> About:
        """Return the lot, the pallet and the bin of the stop that is shown, and the lots that are picked already."""
        known = self.notes
        if not known.order:
            return NOTHING_AT_ALL
        picked = {one.lot_id for one in kept_for_order(the_order(known.order).id, picked=True)}
        lots = {lot.id for lot in self._lots_at_work() if lot}
        plates = {stock.plate_id(one) for one in (known.shown_plate, known.plate)}
        bins = {find_place(one) for one in (known.shown_bin, known.other_bin) if one}
        return About(
            frozenset(picked | lots), frozenset(one for one in plates if one),
            frozenset(one.id for one in bins if one),
        )  # fmt: skip

    def _lots_at_work(self) -> tuple[Lot | None, ...]:
        known = self.notes
        if not known.shown_item:
            return ()
        item = the_item(known.shown_item)
        return (find_lot(item.id, known.shown_lot), find_lot(item.id, known.other_lot) if known.other_lot else None)

    def after_stop(self, one: Stopped) -> str:
        """Go to the next stop, and say what is to be done with the goods: they are still in the bin, or picked."""
        order = self.notes.order
        waits = [mine for mine in kept_for_order(the_order(order).id, picked=True) if mine.lot_id == one.lot_id]
        self.notes = self.notes.unproved()
        self.note_shown()
        if waits and one.scope == "lot":
            return f"Picked already: F5 6, then scan {CAGE}"
        return f"Leave it. Go to {self.notes.shown_bin}" if self.notes.shown_bin else "Leave it. Nothing is left"

    def note_done(self) -> None:
        """Count the stop that was shown as done once nothing is to be taken there any more."""
        known = self.notes
        still = any(
            one.id == known.shown or (one.bin, one.item, one.lot) == (known.bin, known.shown_item, known.shown_lot)
            for one in stops(known.order)
        )
        self.notes = known if still or not known.shown else replace(known, done=known.done + 1)

    def undone(self) -> None:
        """Prove again: what is to be picked has changed."""
        if self.notes.order:
            before = self.notes
            self.notes = before.unproved()
            self.note_shown()
            come_back = max(self.notes.left - before.left, 0)
            self.notes = replace(self.notes, done=max(before.done - come_back, 0))

    def stop(self) -> Stop | None:
        """Return the stop at work."""
        return next_stop(stops(self.notes.order), self.notes.first, self.notes.skipped)
