"""Recalls beside a model of them: what is in the scope, what is held, and what is free again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant

from tests.machine_base import Desk, work
from tests.model import Change
from tests.model_runs import Key, Lineage
from wms_tui.domain.types import Status
from wms_tui.operations.close_recall import CloseRecall, close_recall
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.operations.recall_scope import NarrowRecall, WidenRecall, narrow_recall, widen_recall
from wms_tui.queries.recalls import scope_of, the_recall
from wms_tui.queries.replies import reply_figures

ACCEPT = ("accept-wide", "accept-twice")
CLOSING = ("accept-open", "accept-outside")


@dataclass
class Case:
    """A recall as it must stand."""

    drill: bool
    only_named: bool
    opened: int
    """The entry that opened it."""
    scope: set[Key]
    ever: set[Key] = field(default_factory=set)
    """All that was in the scope once; what has left it comes back only by name."""
    held: bool = False


class RecallWork(Desk):
    """What a recall coordinator does."""

    def __init__(self) -> None:
        super().__init__()
        self.cases: dict[str, Case] = {}
        self.closed: dict[str, Case] = {}

    def below(self, lots: set[Key]) -> set[Key]:
        return set(Lineage(self.books).reach(lots, forward=True))

    def _some_lots(self, data: st.DataObject) -> tuple[Key, ...]:
        known = sorted(self.books.lots)
        return tuple(data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True)))

    @work("recall", lambda self: len(self.cases) < 2 and self.books.lots, weight=2, drill=st.integers(0, 4),
          only_named=st.integers(0, 3))  # fmt: skip
    def a_recall_is_opened(self, data: st.DataObject, drill: int, only_named: int) -> None:
        lots, code = self._some_lots(data), f"RC{self.number()}"
        slip = OpenRecall(code, lots, "salmonella", drill=not drill, only_named=not only_named, accept=ACCEPT)
        result = self.act("open recall", open_recall, slip)
        assert result is not None
        scope = set(lots) if not only_named else self.below(set(lots))
        assert (result.named, result.lots) == (len(lots), len(scope))
        self.cases[code] = Case(not drill, not only_named, result.entry, scope, set(scope))
        self._noted(result)

    def _noted(self, result: Any, changes: Iterable[Change] = ()) -> None:
        """Book an entry that undo refuses."""
        self.book([], result, "recall")
        self.books.entries[result.entry].undone = True
        self.books.entries[result.entry].changes = tuple(changes)

    @work("recall", lambda self: any(not one.held for one in self.cases.values()), again=st.booleans())
    def a_recall_holds(self, data: st.DataObject, again: bool) -> None:
        code = data.draw(st.sampled_from([code for code, one in self.cases.items() if again or not one.held]))
        case = self.cases[code]
        result = self.act("hold recall", hold_recall, HoldRecall(code, ACCEPT))
        assert result is not None
        if not case.only_named:
            case.scope |= self.below(case.scope) - case.ever
        case.ever |= case.scope
        case.held = not case.drill
        changes, dropped = self._stop(case.scope) if case.held else ([], 0)
        there = sum(n for one, n in self.books.stock.items() if one[1:3] in case.scope)
        assert (result.lots, result.held, result.reservations_dropped) == (len(case.scope), there, dropped)
        self._noted(result, changes)

    def _stop(self, lots: set[Key]) -> tuple[list[Change], int]:
        """Recall lots, and return what changes by that and how many promises are given up."""
        changes = []
        for key in sorted(lots):
            goods = self.books.lots[key]
            if goods.status is not Status.RECALLED:
                changes.append(Change(*key, goods.status, Status.RECALLED))
                goods.status = Status.RECALLED
        return changes, sum(self.books.drop(*key) for key in lots)

    @work("recall", lambda self: self.cases, named=st.booleans())
    def a_scope_grows(self, data: st.DataObject, named: bool) -> None:
        code = data.draw(st.sampled_from(sorted(self.cases)))
        case, lots = self.cases[code], self._some_lots(data) if named else ()
        result = self.act("widen recall", widen_recall, WidenRecall(code, lots, "more of it", accept=ACCEPT))
        new = set(lots) | (set() if case.only_named else self.below(set(lots) or case.scope))
        new -= case.scope if named else case.scope | case.ever
        if result is None:
            assert self.refused == "no-difference"
            assert not new
            return
        case.scope |= new
        case.ever |= new
        changes, dropped = self._stop(new) if case.held else ([], 0)
        assert (result.changed, result.lots, result.reservations_dropped) == (len(new), len(case.scope), dropped)
        self._noted(result, changes)

    def may_shrink(self) -> dict[str, Case]:
        """Return the cases that a lot may leave: those that go on, and closed ones that stopped it."""
        return {
            **{code: one for code, one in self.cases.items() if one.scope},
            **{code: one for code, one in self.closed.items() if one.scope and one.held},
        }

    @work("recall", lambda self: self.may_shrink(), weight=2)
    def a_scope_shrinks(self, data: st.DataObject) -> None:
        code, case = data.draw(st.sampled_from(sorted(self.may_shrink().items(), key=lambda one: one[0])))
        scope, books = sorted(case.scope), Lineage(self.books)
        lot = data.draw(st.sampled_from([*scope, *(lot for lot in scope if books.brought(lot, 0))]))
        result = self.act("narrow recall", narrow_recall, NarrowRecall(code, (lot,), "not of it"))
        if result is None:
            assert self.refused == "recall-of-nothing"
            assert len(case.scope) == 1
            slip = NarrowRecall(code, (), "a false alarm", ("accept-empty",))
            result = self.act("narrow recall to nothing", narrow_recall, slip)
        case.scope.discard(lot)
        closed = [one for one in self.closed.values() if one.held]
        others = [*(one for one in self.cases.values() if not one.drill), *closed]
        freed = case.held or Lineage(self.books).what_stopped(lot)[2]
        if not case.drill and freed and not any(lot in one.scope for one in others):
            self._free(lot)
        assert (result.changed, result.lots) == (1, len(case.scope))
        self._noted(result)

    def _free(self, lot: Key) -> None:
        goods = self.books.lots[lot]
        if goods.status is not Status.RECALLED:
            return
        goods.status = Lineage(self.books).had_no_case_held(lot)
        if goods.status is Status.RELEASED and goods.expires_on and goods.expires_on < self.now_or_then.date():
            goods.status = Status.HOLD

    @work("recall", lambda self: len(self.cases) > 1)
    def a_recall_is_closed(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(sorted(self.cases)))
        result = self.act("close recall", close_recall, CloseRecall(code, "done", CLOSING))
        assert result is not None
        self.closed[code] = self.cases.pop(code)
        self._noted(result)

    @invariant()
    def what_a_recall_holds_stays_where_it_is(self) -> None:
        for case in [*self.cases.values(), *self.closed.values()]:
            if case.held:
                assert {self.books.lots[key].status for key in case.scope} <= {Status.RECALLED}

    @invariant()
    def the_cases_are_those_of_the_model(self) -> None:
        for code, case in self.cases.items():
            known = the_recall(code)
            scope = scope_of(known.id)
            assert {(one.item, one.lot) for one in scope} == case.scope
            assert {one.status for one in scope} <= {self.books.lots[key].status for key in case.scope}
            assert reply_figures(known.id).distributed == self._distributed(case)

    def _distributed(self, case: Case) -> int:
        """Return what customers had of a case's lots when it began, and got since."""
        total = dict[tuple[str, Key], int]()
        for entry, written in Lineage(self.books).written():
            for step in written.steps:
                if step.line is None or step.source[1:3] not in case.scope:
                    continue
                key = (self.books.orders[step.line[0]].customer, step.source[1:3])
                if step.target.place == "CUSTOMER":
                    total[key] = total.get(key, 0) + step.quantity
                elif step.source.place == "CUSTOMER" and entry <= case.opened:
                    total[key] = total.get(key, 0) - step.quantity
        return sum(quantity for quantity in total.values() if quantity > 0)
