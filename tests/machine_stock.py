"""Goods that come, are put away, moved and counted."""

from datetime import timedelta

from hypothesis import strategies as st

from tests.machine_base import Desk, lies_at, work
from tests.model import CAGE, CAPACITY, DOCK, ELSEWHERE, ONE_LOT_ONLY, PICKED_FROM, ROTATION, Balance, Goods, Step
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.move import MoveBin, MovePlate, MoveStock, move, move_bin, move_plate
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import Receive, receive


class StockWork(Desk):
    """What is done at the dock and among the bins."""

    @work("stock", lambda self: True, item=st.sampled_from([*ROTATION, "MILK"]), quantity=st.integers(1, 30))
    def goods_come(self, data: st.DataObject, item: str, quantity: int) -> None:
        self._receive(data, item, quantity, data.draw(st.sampled_from((DOCK, DOCK, *PICKED_FROM))))

    def _receive(self, data: st.DataObject, item: str, quantity: int, place: str) -> None:
        known = [lot for of, lot in self.books.lots if of == item]
        lot = data.draw(st.sampled_from([f"L{self.number()}", *known])) if item != "BAG" else ""
        at, expires_on, serials, plate = self.moment(data), None, (), ""
        if lot not in known and item in ("MILK", "RICE", "DRILL"):
            life = data.draw(st.sampled_from((None, 0, 1, 2, 7, 20, 60)))
            expires_on = self.today + timedelta(days=life) if life is not None else None
        if item == "DRILL":
            quantity = min(quantity, 3)
            serials = tuple(f"S{self.number()}" for _ in range(quantity))
        elif not data.draw(st.integers(0, 2)):
            plate = data.draw(st.sampled_from(("new", "new", *self.books.plates[1:])))
        slip = Receive(item, quantity, None if item == "BAG" else lot, expires_on, bin=place, plate=plate,
                       serials=serials, accept=("accept-short", "accept-similar"))  # fmt: skip
        result = self.act("receive", receive, slip, at=at)
        if result is None:
            return
        on = self.now_or_then.date()
        goods = self.books.lots.setdefault((item, lot), Goods(result.status, expires_on, on))
        goods.received_on = min(goods.received_on, on)
        if result.plate and result.plate not in self.books.plates:
            self.books.plates.append(result.plate)
        target = Balance(place, item, lot, result.plate)
        assert goods.status is result.status
        self.outside[item] += quantity
        self.book([Step(Balance(ELSEWHERE, item, lot), target, quantity)], result, "receive")
        assert self.books.fits(place) or place not in (*CAPACITY, *ONE_LOT_ONLY)

    @work("stock", lambda self: self.there(free=True, places=(DOCK,)), weight=4)
    def goods_are_put_away(self, data: st.DataObject) -> None:
        one = self.a_balance(data, free=True, places=(DOCK,))
        quantity = data.draw(st.integers(1, self.books.free(one)))
        target = data.draw(st.sampled_from(("", "", *PICKED_FROM, "B-01")))
        slip = PutAway(one.item, one.lot, quantity, target=target, serials=self.units(*one[1:3], DOCK, quantity))
        result = self.act("put away", put_away, slip)
        if result is None:
            return
        assert sum(down.quantity for down in result.to) + result.unassigned == quantity
        parts = self.books.spread(DOCK, one.item, one.lot, quantity - result.unassigned)
        steps = []
        for down in result.to:
            left = down.quantity
            while left:
                balance, available = parts.pop(0)
                taken = min(left, available)
                steps.append(Step(balance, Balance(down.bin, one.item, one.lot), taken))
                left -= taken
                if available > taken:
                    parts.insert(0, (balance, available - taken))
        self.book(steps, result, "putaway")
        assert all(self.books.fits(down.bin) for down in result.to)

    @work("stock", lambda self: self.there(free=True), weight=2, to=st.sampled_from((*PICKED_FROM, "B-01", CAGE)))
    def a_part_is_moved(self, data: st.DataObject, to: str) -> None:
        one = self.a_balance(data, free=True)
        quantity = data.draw(st.integers(1, self.books.free(one)))
        plate = ""
        if one.item != "DRILL" and not data.draw(st.integers(0, 3)):
            plate = data.draw(st.sampled_from(self.books.plates))
        slip = MoveStock(one.item, one.lot, quantity, one.place, to, plate,
                         self.units(*one[1:3], one.place, quantity))  # fmt: skip
        at, goes = self.moment(data), Balance(to, one.item, one.lot, plate)
        # What stands on the plate already is not put onto it.
        if goes.place == one.place and self.books.free_beside(goes) < quantity:
            assert self.act("move", move, slip, at=at) is None
            return
        parts = self.books.spread(*one[:3], quantity, beside=goes)
        past = [self.books.past(balance, at) >= taken for balance, taken in parts] if at else [True]
        result = self.act("move", move, slip, at=at)
        if result is None:
            assert self.refused != "past-balance" or not all(past)
            return
        assert all(past), "goods left a place before they came"
        self.book([Step(balance, goes, taken) for balance, taken in parts], result, "move")
        assert self.books.fits(to)

    @work(
        "stock",
        lambda self: any(one.plate for one in self.books.stock),
        to=st.sampled_from((*PICKED_FROM, *PICKED_FROM, "B-01", CAGE)),
    )
    def a_plate_is_moved(self, data: st.DataObject, to: str) -> None:
        plate = data.draw(st.sampled_from([one.plate for one in self.books.stock if one.plate]))
        result = self.act("move plate", move_plate, MovePlate(plate, to))
        if result is not None:
            self.book(
                self.books.carried([one for one in self.books.balances(plate=plate) if one.place != to], to),
                result,
                "move",
            )
            assert self.books.fits(to)

    @work("stock", lambda self: self.books.stock, to=st.sampled_from(PICKED_FROM))
    def a_bin_is_emptied(self, data: st.DataObject, to: str) -> None:
        source = self.a_balance(data).place
        result = self.act("move bin", move_bin, MoveBin(source, to))
        if result is not None:
            self.book(self.books.carried(self.books.balances(place=source), to), result, "move")
            assert self.books.fits(to)

    @work("stock", lambda self: self.books.stock, by=st.integers(-5, 8).filter(bool))
    def a_difference_is_booked(self, data: st.DataObject, by: int) -> None:
        one = self.a_balance(data)
        serials = self.units(*one[1:3], one.place, -by) if by < 0 else ()
        if one.item == "DRILL" and by > 0:
            serials = tuple(f"S{self.number()}" for _ in range(by))
        slip = Adjust(one.item, one.lot, one.place, "miscount", by=by, serials=serials)
        at = self.moment(data)
        result = self.act("adjust", adjust, slip, at=at)
        if result is None:
            return
        outside = Balance(ELSEWHERE, one.item, one.lot)
        if by > 0:
            steps = [Step(outside, one._replace(plate=""), by)]
        else:
            steps = [Step(balance, outside, taken) for balance, taken in self.books.spread(*one[:3], -by)]
        assert all(at is None or self.books.past(step.source, at) >= step.quantity for step in steps if by < 0)
        self.outside[one.item] += by
        self.book(steps, result, "adjust")
        self.books.doubted -= set(self.books.balances(**lies_at(one)))
        assert result.quantity == sum(self.books.stock[left] for left in self.books.balances(**lies_at(one)))

    @work("order", lambda self: self.books.doubted, weight=2)
    def a_doubt_was_wrong(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(sorted(self.books.doubted)))
        there = self.books.balances(**lies_at(one))
        slip = Adjust(one.item, one.lot, one.place, "counted", to=sum(self.books.stock[left] for left in there))
        result = self.act("count what is doubted", adjust, slip)
        assert result is not None
        self.book([], result, "adjust")
        self.books.doubted -= set(there)
        assert result.difference == 0
