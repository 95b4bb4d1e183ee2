"""What the warehouse says of where lots came from and went to, held against the model after every step."""

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant

from tests.machine_base import BEGAN, SUCCESSES, Desk, work
from tests.model_runs import Key, Lineage
from wms_tui.domain.mass_balance import LotBalance
from wms_tui.domain.tracing import Trace, Way
from wms_tui.queries.crossings import CAME_IN, CONSUMED, LOST, SAMPLED, SENT_BACK, SHIPPED, WAS_DESTROYED
from wms_tui.queries.lot_balance import balances_of
from wms_tui.queries.trace import trace
from wms_tui.storage.statements import day, rows

HEADINGS = (*CAME_IN, SHIPPED, CONSUMED, WAS_DESTROYED, LOST, SAMPLED, SENT_BACK)
_DATES = "SELECT item.code, lot.number, expires_on, received_on FROM lot JOIN item ON item.id = lot.item_id"
_LOTS = "SELECT item.code, lot.number, lot.id FROM lot JOIN item ON item.id = lot.item_id"


class TraceWork(Desk):
    """What auditors ask."""

    def lot_numbers(self) -> dict[Key, int]:
        return {(item, lot): number for item, lot, number in rows(_LOTS)}

    @invariant()
    def every_balance_closes(self) -> None:
        self._balances(None)

    @invariant()
    def the_dates_of_lots_are_those_of_the_model(self) -> None:
        known = {key: (goods.expires_on, goods.received_on) for key, goods in self.books.lots.items()}
        found = {(item, lot): (day(expires), day(received)) for item, lot, expires, received in rows(_DATES)}
        assert {key: found[key] for key in known} == known

    @invariant()
    def the_genealogy_is_that_of_the_model(self) -> None:
        numbers = self.lot_numbers()
        books = Lineage(self.books)
        self._same_trace(trace(list(numbers.values()), Way.FORWARD), books, numbers)
        # Each lot has its turn.
        some = sorted(numbers)[self.numbers % len(numbers) :][:1] if numbers else []
        for way in Way:
            self._same_reach(trace([numbers[key] for key in some], way), books, some, way)

    @work("ask", lambda self: self.books.lots, hours=st.integers(0, 100))
    def somebody_asks_how_it_was(self, data: st.DataObject, hours: int) -> None:
        at = max(BEGAN, self.now - timedelta(hours=hours))
        self._balances(at)
        numbers, books = self.lot_numbers(), Lineage(self.books, at)
        some = data.draw(st.lists(st.sampled_from(sorted(numbers)), min_size=1, max_size=2, unique=True))
        for way in Way:
            self._same_reach(trace([numbers[key] for key in some], way, at=at), books, some, way)
        SUCCESSES["ask of the past"] += 1

    def _balances(self, at: datetime | None) -> None:
        numbers, books = self.lot_numbers(), Lineage(self.books, at)
        for key, found in zip(numbers, balances_of(numbers.values(), at), strict=True):
            assert found.difference == 0, f"{key}: {found.difference} are missing"
            assert (found.leaks, found.percent) == ((), 100.0)
            assert found.on_hand == books.on_hand(key)
            told = {heading: getattr(found, heading) for heading in HEADINGS}
            assert told == dict.fromkeys(HEADINGS, 0) | books.headings(key), key
            assert min(told[heading] for heading in HEADINGS if heading != "lost") >= 0, key
            if at is None:
                self._kept(key, found)

    def _kept(self, key: Key, found: LotBalance) -> None:
        kept = [(one.picked, n) for one, n in self.books.promises.items() if one.balance[1:3] == key]
        assert found.reserved == sum(n for picked, n in kept if not picked)
        assert found.staged == sum(n for picked, n in kept if picked)
        assert found.status is self.books.lots[key].status, key
        explained = sum(one.quantity for one in found.gap)
        assert explained == found.found - found.lost

    def _same_trace(self, told: Trace, books: Lineage, numbers: dict[Key, int]) -> None:
        """Compare all edges, and all that lies, came and left."""
        names = {number: key for key, number in numbers.items()}
        edges = {
            (names[one.parent_id], names[one.child_id], one.run): (one.quantity_in, one.quantity_out)
            for one in told.edges
        }
        assert edges == books.edges()
        assert len(told.edges) == len(edges)
        places = {(one.bin, one.item, one.lot, one.plate): one.quantity for one in told.places}
        assert places == {tuple(one): quantity for one, quantity in self.books.stock.items()}
        self._same_ends(told, books)

    def _same_ends(self, told: Trace, books: Lineage) -> None:
        reached = {(one.item, one.lot) for one in told.lots}
        left = {(one.entry, one.order, one.line, (one.item, one.lot)): one for one in told.customers}
        assert {key: (one.quantity, one.returned) for key, one in left.items()} == {
            key: quantities for key, quantities in books.shipments().items() if key[3] in reached
        }
        assert {(one.entry, (one.item, one.lot)): one.quantity for one in told.suppliers} == {
            key: quantity for key, quantity in books.receipts().items() if key[1] in reached
        }

    def _same_reach(self, told: Trace, books: Lineage, starts: list[Key], way: Way) -> None:
        """Compare which lots were reached, over how many runs, and how much of each the trace is about."""
        depths = books.reach(starts, forward=way is Way.FORWARD)
        assert {(one.item, one.lot): one.depth for one in told.lots} == depths
        end, once = (1 if way is Way.FORWARD else 0), {}
        for edge, quantities in books.edges().items():
            if edge[0] in depths and edge[1] in depths:
                once[edge[end], edge[2]] = quantities[end]
        for one in told.lots:
            key = (one.item, one.lot)
            expected = sum(quantity for (lot, _), quantity in once.items() if lot == key)
            if key in starts:
                headings = books.headings(key)
                expected = sum(headings[heading] for heading in CAME_IN)
            assert one.quantity == expected, key
        self._same_ends(told, books)
