"""A warehouse at work under hypothesis: everything that can be done, in any order, beside the model of the books.

Rules draw from what is really in stock, so that most of what they try succeeds; a machine that is mostly refused
finds nothing. ``SUCCESSES`` counts what was done over all runs.
"""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.machine_base import WORK
from tests.machine_care import CareWork
from tests.machine_counts import CountWork
from tests.machine_orders import OrderWork
from tests.machine_recalls import RecallWork
from tests.machine_runs import RunWork
from tests.machine_stock import StockWork
from tests.machine_trace import TraceWork
from tests.model import PICKED_FROM


class Warehouse(StockWork, OrderWork, CareWork, CountWork):
    """All of it."""

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        for item in ("MILK", "MILK", "RICE", "NAIL"):
            self._receive(data, item, data.draw(st.integers(5, 30)), data.draw(st.sampled_from(PICKED_FROM[:3])))

    def _work(self, kind: str, data: st.DataObject) -> None:
        can = {name: drawn for name, when, drawn in WORK[kind] if when(self)}
        names = [name for name, _, _ in WORK[kind] if name in can]
        if names:
            name = data.draw(st.sampled_from(names))
            getattr(self, name)(data, **{one: data.draw(strategy) for one, strategy in can[name].items()})

    @rule(data=st.data())
    def the_dock_works(self, data: st.DataObject) -> None:
        self._work("stock", data)

    # More than half of what is done is for customers: that is where goods can be promised and taken twice.

    @rule(data=st.data())
    def orders_are_worked_on(self, data: st.DataObject) -> None:
        self._work("order", data)

    @rule(data=st.data())
    def more_orders_are_worked_on(self, data: st.DataObject) -> None:
        self._work("order", data)

    @rule(data=st.data())
    def orders_go_on(self, data: st.DataObject) -> None:
        self._work("order", data)

    @rule(data=st.data())
    def the_office_works(self, data: st.DataObject) -> None:
        self._work("care", data)

    @rule(data=st.data())
    def the_bins_are_counted(self, data: st.DataObject) -> None:
        self._work("count", data)

    @rule(days=st.integers(1, 2))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)


class Works(Warehouse, RunWork, RecallWork, TraceWork):
    """All of it, in a house that makes lots of others and recalls them."""

    @rule(data=st.data())
    def production_works(self, data: st.DataObject) -> None:
        self._work("run", data)

    @rule(data=st.data())
    def production_goes_on(self, data: st.DataObject) -> None:
        self._work("run", data)

    @rule(data=st.data())
    def lots_get_other_numbers(self, data: st.DataObject) -> None:
        self._work("reshape", data)

    @rule(data=st.data())
    def a_recall_goes_on(self, data: st.DataObject) -> None:
        self._work("recall", data)

    @rule(data=st.data())
    def an_auditor_asks(self, data: st.DataObject) -> None:
        self._work("ask", data)
