"""Counts, beside a model of them: seen against the balance of one moment, and booked on that of another."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from tests.machine_base import Desk, work
from tests.model import ELSEWHERE, PICKED_FROM, Balance, Step
from wms_tui.domain.counting import Keep
from wms_tui.operations.approve_count import ApproveCount, ResolveCount, approve_count, resolve_count
from wms_tui.operations.close_count import CancelCount, CloseCount, cancel_count, close_count
from wms_tui.operations.plan_count import PlanCount, plan_count
from wms_tui.operations.record_count import RecordCount, record_count

COUNTERS = ("ANNA", "BERT", "CARL")
Spot = tuple[str, str, str]
"""Bin, item and lot."""


@dataclass
class Line:
    """A line of a count as it must stand."""

    expected: int
    counted: int
    at: datetime
    state: str
    by: str

    @property
    def difference(self) -> int:
        return self.counted - self.expected


@dataclass
class Counted:
    """A count as it must stand."""

    bins: tuple[str, ...]
    tolerance: int
    lines: dict[Spot, Line] = field(default_factory=dict)


class CountWork(Desk):
    """What is done by who counts, and by who approves it."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, Counted] = {}
        self.newly_booked: list[Spot] = []

    def here(self, spot: Spot) -> int:
        bin, item, lot = spot
        return sum(self.books.stock[one] for one in self.books.balances(place=bin, item=item, lot=lot))

    def free_here(self, spot: Spot) -> int:
        bin, item, lot = spot
        return sum(self.books.free(one) for one in self.books.balances(place=bin, item=item, lot=lot))

    def in_state(self, *states: str) -> list[tuple[str, Spot]]:
        return [
            (code, spot)
            for code, one in self.counts.items()
            for spot, line in one.lines.items()
            if line.state in states
        ]

    @work("count", lambda self: len(self.counts) < 3, bins=st.sets(st.sampled_from(PICKED_FROM), min_size=2))
    def a_count_is_planned(self, data: st.DataObject, bins: set[str]) -> None:
        tolerance = data.draw(st.integers(0, 3))
        result = self.act("plan count", plan_count, PlanCount(tuple(sorted(bins)), tolerance_units=tolerance))
        assert result.bins == tuple(one for one in PICKED_FROM if one in bins)
        self.counts[result.count] = Counted(result.bins, tolerance)

    def spots(self) -> list[tuple[str, Spot]]:
        """Return what may be looked at: what is there, and lots that are known elsewhere."""
        lots = [key for key in self.books.lots if key[0] != "DRILL"]
        return [(code, (bin, *lot)) for code, one in self.counts.items() for bin in one.bins for lot in lots]

    @work("count", lambda self: self.spots(), weight=3, off=st.sampled_from((0, -1, 1, -4, 5)))
    def somebody_counts(self, data: st.DataObject, off: int) -> None:
        there = [one for one in self.spots() if self.here(one[1])]
        self._look(data, *data.draw(st.sampled_from(there or self.spots())), off)

    @work("count", lambda self: self.spots(), off=st.sampled_from((0, 2)))
    def somebody_looks_for_what_is_not_there(self, data: st.DataObject, off: int) -> None:
        self._look(data, *data.draw(st.sampled_from(self.spots())), off)

    @work("count", lambda self: self.in_state("recount", "moved"), weight=4, off=st.sampled_from((-2, 3, 0)))
    def somebody_else_counts_again(self, data: st.DataObject, off: int) -> None:
        code, spot = data.draw(st.sampled_from(self.in_state("recount", "moved")))
        self._look(data, code, spot, off)

    def _look(self, data: st.DataObject, code: str, spot: Spot, off: int) -> None:
        count, before = self.counts[code], self.counts[code].lines.get(spot)
        expected, by = self.here(spot), data.draw(st.sampled_from(COUNTERS))
        seen = max(0, expected + off)
        slip = RecordCount(seen, code, *spot)
        result = self.act("count" if before is None else "recount", record_count, slip, by=by)
        if result is None:
            assert before is not None
            assert self.refused == ("already-counted" if before.state in ("agreed", "posted") else "same-counter")
            assert before.state in ("agreed", "posted") or before.by == by
            return
        assert before is None or (before.by != by and before.state not in ("agreed", "posted"))
        within = abs(seen - expected) <= count.tolerance and expected > 0
        state = (
            "agreed" if seen == expected or (before is None and within) else "recount" if before is None else "approve"
        )
        assert (result.state, result.moved) == (state, False)
        count.lines[spot] = Line(expected, seen, self.now_or_then, state, by)
        self.book([], result, "record-count")
        self.books.entries[result.entry].undone = True
        if seen == expected:
            self.sure_of(spot)

    def sure_of(self, spot: Spot) -> None:
        bin, item, lot = spot
        self.books.doubted -= set(self.books.balances(place=bin, item=item, lot=lot))

    @work("count", lambda self: self.in_state("agreed", "approve"), weight=2)
    def a_count_is_closed(self, data: st.DataObject) -> None:
        code, _ = data.draw(st.sampled_from(self.in_state("agreed", "approve")))
        count = self.counts[code]
        result = self.act("close count", close_count, CloseCount(code), by="ANNA")
        assert result is not None
        steps = []
        for spot, line in count.lines.items():
            if line.state not in ("agreed", "approve", "recount") or (line.state == "agreed" and not line.difference):
                continue
            if self.here(spot) != line.expected:
                line.state = "moved"
            elif line.state == "agreed":
                steps += self._booked(spot, line, line.difference)
        self._told(code, steps, result)

    def _booked(self, spot: Spot, line: Line, difference: int) -> list[Step]:
        """Return the steps of a difference; where it is kept for orders, it waits for approval."""
        bin, item, lot = spot
        if difference < 0 and self.free_here(spot) < -difference:
            line.state = "approve"
            return []
        line.state = "posted"
        self.newly_booked.append(spot)
        outside, loose = Balance(ELSEWHERE, item, lot), Balance(bin, item, lot)
        self.outside[item] += difference
        if difference >= 0:
            return [Step(outside, loose, difference)] if difference else []
        return [Step(one, outside, taken) for one, taken in self.books.spread(bin, item, lot, -difference)]

    def _told(self, code: str, steps: list[Step], result: Any) -> None:
        """Book the steps, and see that the warehouse says of every line what must be so."""
        self.book(steps, result, "count")
        self.books.entries[result.entry].undone = not steps
        while self.newly_booked:
            self.sure_of(self.newly_booked.pop())
        count = self.counts[code]
        told = {(one.bin, one.item, one.lot): (one.expected, one.counted, one.state) for one in result.lines}
        assert told == {spot: (line.expected, line.counted, line.state) for spot, line in count.lines.items()}
        if result.state == "closed":
            assert not [line for line in count.lines.values() if line.state not in ("agreed", "posted")]
            del self.counts[code]

    @work("count", lambda self: self.in_state("approve"), weight=4)
    def a_lead_approves(self, data: st.DataObject) -> None:
        code, _ = data.draw(st.sampled_from(self.in_state("approve")))
        count = self.counts[code]
        waiting = {spot: line for spot, line in count.lines.items() if line.state == "approve"}
        result = self.act("approve count", approve_count, ApproveCount(code), by="CHEF")
        if result is None:
            assert self.refused == "reserved"
            assert all(self.free_here(spot) < -line.difference for spot, line in waiting.items())
            return
        steps = []
        for spot, line in waiting.items():
            if self.here(spot) != line.expected:
                line.state = "moved"
            else:
                steps += self._booked(spot, line, line.difference)
        self._told(code, steps, result)

    @work("count", lambda self: self.in_state("moved", "approve"), weight=4, keep=st.sampled_from(Keep))
    def a_lead_decides(self, data: st.DataObject, keep: Keep) -> None:
        code, spot = data.draw(st.sampled_from(self.in_state("moved") or self.in_state("approve")))
        line, here = self.counts[code].lines[spot], self.here(spot)
        since = sum(n for at, one, n in self.books.happened if one[:3] == spot and at > line.at)
        then = {Keep.COUNTED: line.counted, Keep.DIFFERENCE: here + line.difference, Keep.REPLAY: line.counted + since}
        result = self.act("resolve count", resolve_count, ResolveCount(code, *spot, keep), by="CHEF")
        if result is None:
            assert self.refused == ("below-zero" if then[keep] < 0 else "reserved")
            assert then[keep] < 0 or self.free_here(spot) < here - then[keep]
            return
        assert (result.quantity, result.difference) == (then[keep], then[keep] - here)
        self._told(code, self._booked(spot, line, then[keep] - here), result)

    @work("count", lambda self: len(self.counts) > 1)
    def a_count_is_given_up(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(sorted(self.counts)))
        assert self.act("cancel count", cancel_count, CancelCount(code)) is not None
        del self.counts[code]
