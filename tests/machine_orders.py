"""Orders that come, and goods that leave for them and come back."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.machine_base import Desk, lies_at, promises, work
from tests.model import (
    CAGE,
    CUSTOMER,
    DOCK,
    MIN_DAYS,
    PICKED_FROM,
    STAGE,
    Balance,
    Line,
    Order,
    Promise,
    Step,
)
from wms_tui.domain.line_numbers import NewOrderLine
from wms_tui.domain.types import Status
from wms_tui.operations.add_order import AddOrder, add_order
from wms_tui.operations.allocate import Allocate, Unallocate, allocate, unallocate
from wms_tui.operations.cancel_order import CancelOrder, cancel_order
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.ship import Return, Ship, return_goods, ship
from wms_tui.operations.short_pick import ShortPick, short_pick
from wms_tui.operations.unpick import Unpick, unpick
from wms_tui.queries.orders import kept_for_order, the_order
from wms_tui.queries.suggestions import suggest
from wms_tui.storage.statements import rows

_SENT = (
    "SELECT serial.number FROM serial JOIN lot ON lot.id = serial.lot_id JOIN orderline ON orderline.id = order_line"
    " JOIN customer_order ON customer_order.id = order_id WHERE lot.number = ? AND customer_order.code = ?"
    " AND place_id = 2 ORDER BY serial.number"
)


class OrderWork(Desk):
    """What is done for customers."""

    @work(
        "order",
        lambda self: len(self.open_orders()) < 4 and self.books.lots,
        weight=2,
        customer=st.sampled_from(list(MIN_DAYS)),
        ship_in=st.sampled_from((None, 0, 1, 3)),
    )
    def an_order_comes(self, data: st.DataObject, customer: str, ship_in: int | None) -> None:
        code, lines = f"O{self.number()}", []
        stocked = [
            (item, lot) for item, lot in self.books.lots if any(one[1:3] == (item, lot) for one in self.books.stock)
        ]
        for item, lot in data.draw(st.lists(st.sampled_from(stocked or list(self.books.lots)), min_size=1, max_size=3)):
            asked = lot if lot and not data.draw(st.integers(0, 4)) else None
            lines.append(NewOrderLine(item, data.draw(st.integers(1, 15)), asked))
        ship_on = None if ship_in is None else self.today + timedelta(days=ship_in)
        if self.act("add order", add_order, AddOrder(code, customer, tuple(lines), ship_on)) is not None:
            wanted = {n: Line(one.item, int(one.quantity), one.lot) for n, one in enumerate(lines, 1)}
            self.books.orders[code] = Order(customer, ship_on, wanted)

    @work("order", lambda self: self.open_orders(), weight=3, partial=st.sampled_from((True, True, False)))
    def stock_is_kept_for_an_order(self, data: st.DataObject, partial: bool) -> None:
        code = data.draw(st.sampled_from(self.open_orders()))
        today = (self.now + timedelta(hours=1)).date()
        before = _picks(code, today)
        unfit = self.books.unfit(code, today)
        for promise in unfit:
            del self.books.promises[promise]
        expected = self.books.choose(code, today)
        result = self.act("allocate", allocate, Allocate((code,), partial))
        lacking = sum(self.books.short(code, line) for line in expected) - sum(
            n for one in expected.values() for _, n in one
        )
        if result is None:
            assert self.refused == "not-enough-stock"
            assert lacking > 0
            self.books.promises.update(unfit)
            return
        for line, parts in expected.items():
            for balance, quantity in parts:
                self.books.promise(Promise(code, line, balance, False), quantity)
        assert result.orders[0].short == lacking
        kept = Counter({(one.line, *one.balance): n for one, n in self.books.kept(code)})
        assert before == kept, f"what was suggested is not what was kept: {before - kept} and {kept - before}"

    @work("order", lambda self: len(self.open_orders()) > 1, weight=2)
    def stock_is_kept_for_all_orders_at_once(self, data: st.DataObject) -> None:
        orders = data.draw(st.permutations(self.open_orders()))
        today = (self.now + timedelta(hours=1)).date()
        for promise in [one for code in orders for one in self.books.unfit(code, today)]:
            del self.books.promises[promise]
        least = self._one_after_the_other(orders, today)
        free = {one: self.books.free(one) for one in self.books.stock}
        slip = Allocate(tuple(orders), partial=True, look_ahead=True)
        assert self.act("allocate at once", allocate, slip) is not None
        given: Counter[tuple[str, int]] = Counter()
        for code in orders:
            was = dict(self.books.kept(code))
            for promise, quantity in _kept(code).items():
                more = quantity - was.pop(promise, 0)
                assert more >= 0, "what was kept and sound did not stay"
                if more:
                    line = self.books.orders[code].lines[promise.line]
                    assert self.books.fit(promise.balance, code, today)
                    assert line.item == promise.balance.item
                    assert line.lot in (None, promise.balance.lot)
                    free[promise.balance] -= more
                    given[code, promise.line] += more
                    self.books.promise(promise, more)
            assert not was, "what was kept and sound did not stay"
        # Which promise is the newest is for the warehouse to say: it chose for all of them together.
        self.books.promises = {one: self.books.promises[one] for one in promises()}
        assert all(left >= 0 for left in free.values())
        assert all(given[line] >= quantity for line, quantity in least.items())

    def _one_after_the_other(self, orders: list[str], today: date) -> Counter[tuple[str, int]]:
        """Return how much each line would be given in turn; nothing is promised."""
        before = dict(self.books.promises)
        found: Counter[tuple[str, int]] = Counter()
        for code in orders:
            for line, parts in self.books.choose(code, today).items():
                for balance, quantity in parts:
                    found[code, line] += quantity
                    self.books.promise(Promise(code, line, balance, False), quantity)
        self.books.promises.clear()
        self.books.promises.update(before)
        return found

    @work("order", lambda self: any(not one.picked for one in self.books.promises))
    def stock_is_let_go(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from([one.order for one in self.books.promises if not one.picked]))
        result = self.act("unallocate", unallocate, Unallocate(code))
        assert result is not None
        gone = list(self.books.kept(code))
        assert (result.reservations_dropped, result.quantity) == (len(gone), sum(n for _, n in gone))
        for promise, _ in gone:
            del self.books.promises[promise]

    def _may_leave(self, balance: Balance, order: str, ships: date) -> None:
        goods = self.books.lots[balance.item, balance.lot]
        assert goods.status is Status.RELEASED, f"{balance} left though it is {goods.status}"
        least = ships + timedelta(days=MIN_DAYS[self.books.orders[order].customer])
        assert goods.expires_on is None or goods.expires_on >= least, f"{balance} left too old"

    def _picked(self, balance: Balance, order: str) -> None:
        ship_on = self.books.orders[order].ship_on
        self._may_leave(balance, order, max(ship_on or self.today, self.today))
        assert balance.place in PICKED_FROM

    @work("order", lambda self: self._pickable(), weight=3)
    def goods_are_picked(self, data: st.DataObject) -> None:
        code, number, one = data.draw(st.sampled_from(self._pickable()))
        line = self.books.orders[code].lines[number]
        left = line.wanted - line.shipped - self.books.held(code, number, picked=True)
        quantity = data.draw(st.integers(1, left))
        slip = Pick(code, number, one.place, one.lot, quantity, self.units(*one[1:3], one.place, quantity), "closer")
        result = self.act("pick", pick, slip)
        if result is None:
            return
        self._picked(one, code)
        parts, left = [], quantity
        there = [balance for balance in self.books.balances(**lies_at(one)) if balance not in self.books.doubted]
        mine = {balance: self.books.promises.get(Promise(code, number, balance, False), 0) for balance in there}
        for balance in sorted(there, key=lambda balance: not mine[balance]):
            taken = min(left, self.books.free(balance) + mine[balance])
            if taken > 0:
                parts.append((balance, taken))
                left -= taken
        assert left == 0, "more was picked than is there for this order"
        self.book(self.books.taken(code, number, parts), result, "pick", code)
        self.books.give_up_surplus(code, number)

    def _pickable(self) -> list[tuple[str, int, Balance]]:
        """Return lines that need more, each with stock of its item that could be picked."""
        found = []
        for code in self.open_orders():
            for number, line in self.books.orders[code].lines.items():
                if line.wanted > line.shipped + self.books.held(code, number, picked=True):
                    found += [(code, number, one) for one in self.there(places=PICKED_FROM) if one.item == line.item]
        return found

    @work("order", lambda self: self.open_orders())
    def an_order_is_picked_as_suggested(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(self.open_orders()))
        today = (self.now + timedelta(hours=1)).date()
        unfit = self.books.unfit(code, today)
        for promise in unfit:
            del self.books.promises[promise]
        chosen = self.books.choose(code, today)
        result = self.act("pick as suggested", pick_suggested, PickSuggested(code))
        if result is None:
            self.books.promises.update(unfit)
            return
        steps = []
        for number, free in chosen.items():
            kept = [(one.balance, n) for one, n in self.books.kept(code) if one.line == number]
            for balance, _ in (*kept, *free):
                self._picked(balance, code)
                assert balance not in self.books.doubted, "what was reported short was picked"
            steps += self.books.taken(code, number, (*kept, *free))
        assert sum(one.quantity for one in steps) == sum(one.quantity for one in result.picked)
        self.book(steps, result, "pick", code)

    @work(
        "order",
        lambda self: any(one.picked for one in self.books.promises),
        to=st.sampled_from((*PICKED_FROM, "B-01", DOCK, STAGE)),
    )
    def goods_are_put_back(self, data: st.DataObject, to: str) -> None:
        one = data.draw(st.sampled_from([one for one in self.books.promises if one.picked]))
        result = self.act("unpick", unpick, Unpick(one.order, one.line, to))
        if result is None:
            return
        steps = []
        for promise, quantity in self.books.kept(one.order, picked=True):
            if promise.line == one.line:
                goes = promise.balance._replace(place=to, plate="")
                steps.append(Step(promise.balance, goes, quantity, (one.order, one.line)))
                del self.books.promises[promise]
        self.book(steps, result, "unpick", one.order)
        assert to != STAGE
        assert self.books.fits(to)

    @work("order", lambda self: any(not one.picked for one in self.books.promises))
    def a_bin_is_short(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from([one for one in self.books.promises if not one.picked]))
        slip = ShortPick(one.order, one.line, one.balance.place, one.balance.lot)
        result = self.act("short pick", short_pick, slip)
        assert result is not None
        for promise, _ in self.books.kept(one.order):
            if promise.line == one.line and promise.balance[:3] == one.balance[:3]:
                del self.books.promises[promise]
        self.books.doubted |= set(self.books.balances(**lies_at(one.balance)))
        parts = self.books.choose(one.order, self.today, one.line)[one.line]
        assert [n.quantity for n in result.instead] == [quantity for _, quantity in parts]
        for balance, quantity in parts:
            self.books.promise(Promise(one.order, one.line, balance, False), quantity)
        assert result.short == self.books.short(one.order, one.line)

    @work("order", lambda self: any(one.picked for one in self.books.promises), weight=5, partial=st.booleans())
    def an_order_leaves(self, data: st.DataObject, partial: bool) -> None:
        code = data.draw(st.sampled_from([one.order for one in self.books.promises if one.picked]))
        today = (self.now + timedelta(hours=1)).date()
        more = any(self.books.choose(code, today).values()) or any(self.books.kept(code))
        result = self.act("ship", ship, Ship(code, partial))
        if result is None:
            assert self.refused != "order-not-picked" or (more and not partial)
            return
        assert partial or not more, "goods were left behind"
        steps = []
        for promise, quantity in self.books.kept(code, picked=True):
            self._may_leave(promise.balance, code, self.today)
            goes = promise.balance._replace(place=CUSTOMER)
            steps.append(Step(promise.balance, goes, quantity, (code, promise.line)))
            self.outside[promise.balance.item] -= quantity
            del self.books.promises[promise]
            self.books.ship(steps[-1])
        self.book(steps, result, "ship", code)
        order = self.books.orders[code]
        order.closed = all(line.shipped == line.wanted for line in order.lines.values())

    @work(
        "order",
        lambda self: any(self.books.sent.values()),
        weight=3,
        to=st.sampled_from((CAGE, CAGE, "A-01", DOCK, STAGE)),
    )
    def goods_come_back(self, data: st.DataObject, to: str) -> None:
        order, line, lot = data.draw(st.sampled_from([key for key, n in self.books.sent.items() if n]))
        item = self.books.orders[order].lines[line].item
        out = {n: q for (of, n, lot_of), q in self.books.sent.items()
               if of == order and lot_of == lot and self.books.orders[order].lines[n].item == item and q}  # fmt: skip
        quantity = data.draw(st.integers(1, sum(out.values()) + 1))
        serials = tuple(one for (one,) in rows(_SENT, lot, order))[:quantity] if item == "DRILL" else ()
        slip = Return(order, item, lot, quantity, to, serials=serials)
        result = self.act("return", return_goods, slip)
        if result is None:
            return
        assert quantity <= sum(out.values()), "more came back than was sent"
        self.outside[item] += quantity
        steps = []
        for number in sorted(out):
            taken = min(quantity, out[number])
            if taken:
                steps.append(Step(Balance(CUSTOMER, item, lot), Balance(to, item, lot), taken, (order, number)))
                self.books.send_back(steps[-1])
                quantity -= taken
        self.book(steps, result, "return", order)

    @work("order", lambda self: self.open_orders())
    def an_order_is_cancelled(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(self.open_orders()))
        result = self.act("cancel order", cancel_order, CancelOrder(code))
        if result is None:
            return
        assert not list(self.books.kept(code, picked=True))
        for promise, _ in self.books.kept(code):
            del self.books.promises[promise]
        order = self.books.orders[code]
        order.closed = any(line.shipped for line in order.lines.values())
        order.cancelled = not order.closed


def _kept(order: str) -> Counter[Promise]:
    """Return what is kept for an order and not picked, as the books tell it."""
    found: Counter[Promise] = Counter()
    for one in kept_for_order(the_order(order).id, picked=False):
        found[Promise(order, one.line, Balance(one.bin, one.item, one.lot, one.plate), False)] += one.quantity
    return found


def _picks(order: str, today: date) -> Counter[tuple[Any, ...]]:
    """Return what is suggested for an order, by line and balance."""
    found: Counter[tuple[Any, ...]] = Counter()
    for line in suggest(order, today).lines:
        for one in line.picks:
            found[line.line, one.bin, line.item, one.lot, one.plate] += one.quantity
    return found
