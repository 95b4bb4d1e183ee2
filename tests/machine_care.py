"""Holding, releasing, undoing, and answers that were lost."""

import contextlib
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tests.machine_base import SUCCESSES, Desk, lies_at, work
from tests.model import (
    CAGE,
    PICKED_FROM,
    PLACES,
    Balance,
    Change,
    Goods,
    Step,
)
from tests.model_runs import Lineage, worst
from wms_tui import clock
from wms_tui.domain.types import Status
from wms_tui.errors import Refused
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.hold_things import HoldBin, ReleaseBin, hold_bin, release_bin
from wms_tui.operations.undo import Undo, undo


class CareWork(Desk):
    """What is done by the office."""

    @work("care", lambda self: self.books.stock and len(self.held_lots()) < 3)
    def a_lot_is_held(self, data: st.DataObject) -> None:
        one = self.a_balance(data)
        goods = self.books.lots[one.item, one.lot]
        result = self.act("hold", hold, Hold(one.item, one.lot, "leaks"))
        if result is None:
            assert goods.status in (Status.HOLD, Status.RECALLED)
            return
        self._set(one, goods, Status.HOLD, result)

    def held_lots(self) -> list[tuple[str, str]]:
        return [key for key, goods in self.books.lots.items() if goods.status is Status.HOLD]

    @work("care", lambda self: self.held_lots(), weight=2)
    def a_lot_is_released(self, data: st.DataObject) -> None:
        item, lot = data.draw(st.sampled_from(self.held_lots()))
        goods = self.books.lots[item, lot]
        result = self.act("release", release, Release(item, lot, "good"))
        if result is None:
            assert goods.expires_on is not None
            assert goods.expires_on < self.today
            return
        self._set(Balance("", item, lot), goods, Status.RELEASED, result)

    def _set(self, one: Balance, goods: Goods, status: Status, result: Any) -> None:
        self.book([], result, "status")
        self.books.entries[result.entry].changes = (Change(one.item, one.lot, goods.status, status),)
        goods.status = status
        if status is not Status.RELEASED:
            assert result.reservations_dropped == self.books.drop(one.item, one.lot)

    @work(
        "care", lambda self: self.there(places=PICKED_FROM), places=st.sampled_from((PICKED_FROM, PICKED_FROM, PLACES))
    )
    def a_part_is_held(self, data: st.DataObject, places: tuple[str, ...]) -> None:
        one = self.a_balance(data, places=places)
        there = self.books.balances(**lies_at(one))
        quantity = data.draw(st.integers(1, sum(self.books.stock[balance] for balance in there)))
        slip = Hold(one.item, one.lot, "dented", bin=one.place, quantity=quantity)
        result = self.act("hold part", hold, slip)
        if result is None:
            return
        assert result.reservations_dropped == self.books.make_room(*one[:3], quantity)
        parts = self.books.spread(*one[:3], quantity)
        goes = Balance(CAGE, one.item, one.lot)
        self.book([Step(balance, goes, taken) for balance, taken in parts], result, "hold")

    @work("care", lambda self: len(self.books.held_bins) < 2, place=st.sampled_from(PICKED_FROM))
    def a_bin_is_held(self, data: st.DataObject, place: str) -> None:
        result = self.act("hold bin", hold_bin, HoldBin(place, "glass"))
        if result is None:
            assert place in self.books.held_bins
            return
        assert result.quantity == sum(self.books.stock[one] for one in self.books.balances(place=place))
        self.book([], result, "hold bin", place)
        self._stop_bin(place, result)

    @work("care", lambda self: self.books.held_bins, weight=2)
    def a_bin_is_released(self, data: st.DataObject) -> None:
        place = data.draw(st.sampled_from(sorted(self.books.held_bins)))
        result = self.act("release bin", release_bin, ReleaseBin(place, "swept"))
        assert result is not None
        self.book([], result, "release bin", place)
        self.books.held_bins.discard(place)

    def _stop_bin(self, place: str, result: Any) -> None:
        self.books.held_bins.add(place)
        dropped = self.books.drop_bin(place)
        assert getattr(result, "reservations_dropped", dropped) == dropped

    @work("care", lambda self: any(not one.undone for one in self.books.entries.values()), weight=4)
    def a_mistake_is_undone(self, data: st.DataObject) -> None:
        entries = [number for number, one in self.books.entries.items() if not one.undone]
        self._undo(data.draw(st.sampled_from([*entries, *entries[-3:]])))

    def taken_and_given_back(self) -> list[int]:
        """Return what was taken for runs that have given something back since."""
        entries = self.books.entries.items()
        back = {one.run for _, one in entries if one.kind == "give back" and not one.undone}
        return [number for number, one in entries if one.kind == "consume" and one.run in back and not one.undone]

    @work("run", lambda self: self.taken_and_given_back(), weight=4)
    def what_was_taken_for_a_run_is_undone(self, data: st.DataObject) -> None:
        self._undo(data.draw(st.sampled_from(self.taken_and_given_back())))

    def done_in_runs(self) -> list[int]:
        return [number for number, one in self.books.entries.items() if one.run and not one.undone]

    @work("run", lambda self: self.done_in_runs(), weight=2)
    def what_a_run_did_is_undone(self, data: st.DataObject) -> None:
        self._undo(data.draw(st.sampled_from(self.done_in_runs()[-6:])))

    def _undo(self, number: int) -> None:
        written = self.books.entries[number]
        result = self.act(f"undo {written.kind}", undo, Undo(number, "mistake"))
        if result is None:
            return
        if written.kind == "hold bin":
            self.books.held_bins.discard(written.order)
            written.undone = True
            return
        if written.kind == "release bin":
            self._stop_bin(written.order, result)
            written.undone = True
            return
        for item, lot, before, after in written.changes:
            goods = self.books.lots[item, lot]
            assert goods.status is after
            since = Lineage(self.books).brought((item, lot), number)
            assert worst(before, *since) is before, f"{lot} has worse goods in it than its status says"
            goods.status, written.undone = before, True
            if before is not Status.RELEASED:
                self.books.drop(item, lot)
        if not written.steps:
            return
        steps = self.books.undo(number)
        self.crosses(steps)
        self.book(steps, result, "undo")
        self.books.entries[result.entry].undone = True
        written.undone_at = self.now_or_then

    @work("care", lambda self: self.done, other=st.booleans())
    def an_answer_was_lost_and_the_key_comes_again(self, data: st.DataObject, other: bool) -> None:
        verb, slip, at, key, result = data.draw(st.sampled_from(self.done))
        with clock.pretend(self.now):
            if other:
                with contextlib.suppress(Refused):
                    adjust(Adjust("MILK", "L1", "A-01", "again", by=1), by="ANNA", at=at, key=key)
                    raise AssertionError("a key was used for something else")
            try:
                assert verb(slip, by="ANNA", at=at, key=key) == replace(result, repeated=True)
            except Refused as refusal:
                raise AssertionError("a key that was answered is refused") from refusal
        SUCCESSES["repeat"] += 1
