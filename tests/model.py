"""The books as they must be: plain dictionaries that know nothing of the database.

The machine tells them what was done and they tell what must follow. What may not be done they refuse with an
``AssertionError``: the warehouse has let it through.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from wms_tui.domain.types import Rotation, Status

STAGE, CAGE, DOCK = "STAGE", "HOLD", "DOCK"
CUSTOMER, ELSEWHERE = "CUSTOMER", "ELSEWHERE"
PRODUCTION, DESTROYED = "PRODUCTION", "DESTROYED"
OUTSIDE = (CUSTOMER, ELSEWHERE, PRODUCTION, DESTROYED)
ROTATION = {"MILK": Rotation.FEFO, "RICE": Rotation.FIFO, "NAIL": Rotation.LIFO, "BAG": Rotation.FIFO,
            "DRILL": Rotation.FEFO}  # fmt: skip
PICKED_FROM = ("A-01", "A-02", "A-03", "A-04", "A-05")
"""The bins that are picked from, in walk order."""
PLACES = (*PICKED_FROM, "B-01", DOCK, STAGE, CAGE)
CAPACITY = {"A-05": 40}
ONE_LOT_ONLY = ("A-04",)
MIN_DAYS = {"SHOP": 0, "FUSSY": 6}
"""Days of life that must be left on the day of shipping, transit included."""


class Balance(NamedTuple):
    """Where a lot lies; in no place of the house it is not counted."""

    place: str
    item: str
    lot: str
    plate: str = ""


class Promise(NamedTuple):
    """What a balance is kept for; picked goods wait at the stage."""

    order: str
    line: int
    balance: Balance
    picked: bool


class Step(NamedTuple):
    """A quantity that went from one balance to another, for a line of an order or for none."""

    source: Balance
    target: Balance
    quantity: int
    line: tuple[str, int] | None = None


class Change(NamedTuple):
    """A lot that went from one status to another."""

    item: str
    lot: str
    before: Status
    after: Status


@dataclass
class Goods:
    """A lot."""

    status: Status
    expires_on: date | None
    received_on: date


@dataclass
class Line:
    """A line of an order."""

    item: str
    wanted: int
    lot: str | None
    shipped: int = 0


@dataclass
class Order:
    """What a customer asked for."""

    customer: str
    ship_on: date | None
    lines: dict[int, Line]
    cancelled: bool = False
    closed: bool = False


@dataclass
class Written:
    """An entry that may be undone."""

    kind: str
    steps: list[Step]
    at: datetime
    changes: tuple[Change, ...] = ()
    order: str = ""
    run: str = ""
    brought: dict[tuple[str, str], list[Status]] = field(default_factory=dict)
    """What status the lots had that went into each lot which a run made."""
    undone: bool = False
    undone_at: datetime | None = None


def _place_of(lot: str) -> int:
    """Return where a lot stands among its equals: by the number in its name, and not by when it was written."""
    return int(lot[1:] or 0)


@dataclass
class Books:
    """Balances, promises, lots, orders and entries."""

    stock: dict[Balance, int] = field(default_factory=dict)
    promises: dict[Promise, int] = field(default_factory=dict)
    lots: dict[tuple[str, str], Goods] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    plates: list[str] = field(default_factory=lambda: [""])
    entries: dict[int, Written] = field(default_factory=dict)
    sent: dict[tuple[str, int, str], int] = field(default_factory=dict)
    happened: list[tuple[datetime, Balance, int]] = field(default_factory=list)
    doubted: set[Balance] = field(default_factory=set)
    """What was reported short and not counted since; a doubt ends with the balance it is about."""
    held_bins: set[str] = field(default_factory=set)

    def reserved(self, balance: Balance) -> int:
        return sum(quantity for promise, quantity in self.promises.items() if promise.balance == balance)

    def free(self, balance: Balance) -> int:
        return self.stock.get(balance, 0) - self.reserved(balance)

    def balances(self, **which: str) -> list[Balance]:
        """Return balances of these fields, loose ones first, then by the age of the plate."""
        found = [one for one in self.stock if all(getattr(one, name) == value for name, value in which.items())]
        return sorted(found, key=lambda one: self.plates.index(one.plate))

    def kept(self, order: str, *, picked: bool = False) -> Iterator[tuple[Promise, int]]:
        for promise, quantity in list(self.promises.items()):
            if promise.order == order and promise.picked == picked:
                yield promise, quantity

    def held(self, order: str, line: int, *, picked: bool) -> int:
        return sum(quantity for promise, quantity in self.kept(order, picked=picked) if promise.line == line)

    def short(self, order: str, line: int) -> int:
        asked = self.orders[order].lines[line]
        both = self.held(order, line, picked=False) + self.held(order, line, picked=True)
        return asked.wanted - asked.shipped - both

    def book(self, steps: Iterable[Step], at: datetime, entry: int, kind: str, order: str = "") -> None:
        """Move goods, and remember the entry that did."""
        steps = list(steps)
        for source, target, quantity, _ in steps:
            assert quantity > 0
            self._add(source, -quantity, at)
            self._add(target, quantity, at)
        self.doubted &= self.stock.keys()
        self.entries[entry] = Written(kind, steps, at, order=order)

    def _add(self, balance: Balance, quantity: int, at: datetime) -> None:
        if balance.place in OUTSIDE:
            return
        left = self.stock.get(balance, 0) + quantity
        assert left >= 0, f"{balance} would be {left}"
        self.happened.append((at, balance, quantity))
        self.stock[balance] = left
        if not left:
            del self.stock[balance]

    def past(self, balance: Balance, since: datetime) -> int:
        """Return the least there was of a balance since a moment."""
        moments = {since} | {at for at, one, _ in self.happened if one == balance and at > since}
        return min(sum(n for at, one, n in self.happened if one == balance and at <= then) for then in moments)

    def promise(self, promise: Promise, quantity: int) -> None:
        left = self.promises.get(promise, 0) + quantity
        assert left >= 0, f"{promise} would be {left}"
        self.promises[promise] = left
        if not left:
            del self.promises[promise]

    def unfit(self, order: str, on: date) -> dict[Promise, int]:
        """Return what is kept for an order and may not be taken for it any more."""
        return {one: n for one, n in self.kept(order) if not self.fit(one.balance, order, on)}

    def usable(self, balance: Balance, order: str, on: date, lot: str | None) -> bool:
        """Return whether a balance may be promised: what the house promises its customers, told once more."""
        return self.fit(balance, order, on) and self.free(balance) > 0 and lot in (None, balance.lot)

    def fit(self, balance: Balance, order: str, on: date) -> bool:
        """Return whether a balance may be taken for an order where it is kept for it."""
        asked, goods = self.orders[order], self.lots[balance.item, balance.lot]
        ships = max(asked.ship_on or on, on)
        least = ships + timedelta(days=MIN_DAYS[asked.customer])
        return (
            balance.place in PICKED_FROM
            and balance not in self.doubted
            and balance.place not in self.held_bins
            and goods.status is Status.RELEASED
            and (goods.expires_on is None or goods.expires_on >= least)
        )

    def in_turn(self, item: str) -> list[Balance]:
        """Return the balances of an item in the order in which they should leave."""
        return sorted(self.balances(item=item), key=self._turn)

    def _turn(self, balance: Balance) -> tuple[object, ...]:
        goods = self.lots[balance.item, balance.lot]
        removal, received = (goods.expires_on or date.max).toordinal(), goods.received_on.toordinal()
        keys = {
            Rotation.FEFO: (removal, received, _place_of(balance.lot)),
            Rotation.FIFO: (received, removal, _place_of(balance.lot)),
            Rotation.LIFO: (-received, -_place_of(balance.lot)),
        }
        walk = PICKED_FROM.index(balance.place) if balance.place in PICKED_FROM else -1
        last = (walk, self.stock[balance], self.plates.index(balance.plate))
        return (*keys[ROTATION[balance.item]], *last)

    def choose(self, order: str, on: date, only: int | None = None) -> dict[int, list[tuple[Balance, int]]]:
        """Return what every line of an order, or only one of them, would be given of what is free."""
        promised: dict[Balance, int] = {}
        found: dict[int, list[tuple[Balance, int]]] = {}
        lines = self.orders[order].lines
        for number, line in lines.items() if only is None else [(only, lines[only])]:
            left, parts = self.short(order, number), found.setdefault(number, [])
            for one in self.in_turn(line.item):
                if left <= 0 or not self.usable(one, order, on, line.lot):
                    continue
                taken = min(left, self.free(one) - promised.get(one, 0))
                if taken > 0:
                    promised[one] = promised.get(one, 0) + taken
                    parts.append((one, taken))
                    left -= taken
        return found

    def free_beside(self, balance: Balance) -> int:
        """Return how much of a lot is free in the place of a balance, but not of that balance."""
        there = self.balances(place=balance.place, item=balance.item, lot=balance.lot)
        return sum(self.free(one) for one in there if one != balance)

    def spread(
        self, place: str, item: str, lot: str, quantity: int, *, beside: Balance | None = None
    ) -> list[tuple[Balance, int]]:
        """Return the free parts of a lot at a place, beside a balance, that make up a quantity, loose ones first."""
        parts = []
        for one in self.balances(place=place, item=item, lot=lot):
            if one == beside:
                continue
            taken = min(quantity, self.free(one))
            if taken > 0:
                parts.append((one, taken))
                quantity -= taken
        assert quantity == 0, f"{quantity} more than free were taken from {place}"
        return parts

    def drop(self, item: str, lot: str) -> int:
        """Give up every promise of a lot that is not picked, and return how many they were."""
        gone = [one for one in self.promises if not one.picked and (one.balance.item, one.balance.lot) == (item, lot)]
        for one in gone:
            del self.promises[one]
        return len(gone)

    def fits(self, place: str) -> bool:
        """Return whether a bin holds what its rules let in."""
        there = self.balances(place=place)
        few = place not in ONE_LOT_ONLY or len({(one.item, one.lot) for one in there}) <= 1
        return few and sum(self.stock[one] for one in there) <= CAPACITY.get(place, 10**9)

    def total(self, item: str) -> int:
        return sum(quantity for balance, quantity in self.stock.items() if balance.item == item)

    def carried(self, there: Iterable[Balance], target: str) -> list[Step]:
        """Let whole balances go to another place with their plates, and what is kept of them along."""
        steps = []
        for one in there:
            goes = one._replace(place=target)
            steps.append(Step(one, goes, self.stock[one]))
            for promise in [kept for kept in self.promises if kept.balance == one]:
                self.promise(promise._replace(balance=goes), self.promises.pop(promise))
        return steps

    def taken(self, order: str, line: int, parts: Iterable[tuple[Balance, int]]) -> list[Step]:
        """Bring parts to the stage for a line: what was kept of them is not kept there any more."""
        joined: dict[Balance, int] = {}
        for balance, quantity in parts:
            joined[balance] = joined.get(balance, 0) + quantity
        steps = []
        for balance, quantity in joined.items():
            whole = quantity == self.stock[balance] and len(self.balances(plate=balance.plate)) == 1
            goes = balance._replace(place=STAGE, plate=balance.plate if balance.plate and whole else "")
            kept = Promise(order, line, balance, False)
            if kept in self.promises:
                self.promise(kept, -min(quantity, self.promises[kept]))
            self.promise(Promise(order, line, goes, True), quantity)
            steps.append(Step(balance, goes, quantity, (order, line)))
        return steps

    def give_up_surplus(self, order: str, line: int) -> None:
        """Let go of what is kept for a line beyond what it needs, the last on the way first."""
        mine = [one for one, _ in self.kept(order) if one.line == line]
        mine.sort(key=lambda one: (PICKED_FROM.index(one.balance.place), _place_of(one.balance.lot)))
        while (surplus := -self.short(order, line)) > 0:
            last = mine.pop()
            self.promise(last, -min(surplus, self.promises[last]))

    def make_room(self, place: str, item: str, lot: str, quantity: int) -> int:
        """Give up promises of a lot at a place, the newest first, until so much is free; return how many."""
        there, dropped = self.balances(place=place, item=item, lot=lot), 0
        for promise in [one for one in reversed(self.promises) if one.balance in there and not one.picked]:
            lacking = quantity - sum(self.free(one) for one in there)
            if lacking > 0:
                self.promise(promise, -min(lacking, self.promises[promise]))
                dropped += 1
        return dropped

    def drop_bin(self, place: str) -> int:
        """Give up every promise of what is in a bin, and return how many they were."""
        gone = [one for one in self.promises if not one.picked and one.balance.place == place]
        for one in gone:
            del self.promises[one]
        return len(gone)

    def _may_be_kept(self, balance: Balance) -> bool:
        return self._of(balance).status is Status.RELEASED and balance.place not in self.held_bins

    def _of(self, balance: Balance) -> Goods:
        return self.lots[balance.item, balance.lot]

    def undo(self, number: int) -> list[Step]:
        """Return the steps back of an entry, after what was kept for orders has followed them."""
        written = self.entries[number]
        back = [Step(one.target, one.source, one.quantity, one.line) for one in reversed(written.steps)]
        for one in back:
            if one.line is None:
                continue
            order, line = one.line
            if one.source.place == STAGE:
                self.promise(Promise(order, line, one.source, True), -one.quantity)
            if one.target.place == STAGE:
                assert self.short(order, line) >= one.quantity or one.source.place == CUSTOMER
                self.promise(Promise(order, line, one.target, True), one.quantity)
            elif one.source.place == STAGE and self._may_be_kept(one.target):
                self.promise(Promise(order, line, one.target, False), one.quantity)
            if one.source.place == CUSTOMER:
                self.ship(one, -1)
                self.orders[order].closed = False
            elif one.target.place == CUSTOMER:
                self.send_back(one._replace(source=one.target, target=one.source), -1)
        written.undone = True
        return back

    def ship(self, step: Step, sign: int = 1) -> None:
        """Note what left for a line, or (-1) came back because it was undone."""
        order, line = step.line or ("", 0)
        self.orders[order].lines[line].shipped += sign * step.quantity
        self.send_back(step, -sign)

    def send_back(self, step: Step, sign: int = 1) -> None:
        """Note what of a lot is no longer with the customer, or (-1) is again."""
        order, line = step.line or ("", 0)
        key = (order, line, step.source.lot)
        self.sent[key] = self.sent.get(key, 0) - sign * step.quantity
        assert self.sent[key] >= 0, f"{key}: more came back than was sent"
