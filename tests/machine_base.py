"""The warehouse at work under hypothesis: what all its work has in common, and what must hold after each step."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from typing import Any

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from tests.builders import a_bin, a_customer, an_item
from tests.model import (
    CAPACITY,
    MIN_DAYS,
    ONE_LOT_ONLY,
    OUTSIDE,
    PICKED_FROM,
    PLACES,
    ROTATION,
    Balance,
    Books,
    Promise,
    Step,
)
from wms_tui import clock
from wms_tui.domain.types import Mixing, Status, Tracking
from wms_tui.errors import Refused
from wms_tui.queries.health import examine
from wms_tui.storage import connection, schema
from wms_tui.storage.statements import rows

SUCCESSES: Counter[str] = Counter()
REFUSALS: Counter[str] = Counter()
BEGAN = datetime(2027, 1, 4, 6).astimezone()
TRACKING = {"BAG": Tracking.NONE, "DRILL": Tracking.SERIAL}
_MEMORY = Path("/dev/shm")
_STOCK = (
    "SELECT place.code, item.code, lot.number, plate.code, stock.quantity, stock.reserved, doubted FROM stock"
    " JOIN place ON place.id = place_id JOIN lot ON lot.id = lot_id JOIN item ON item.id = item_id"
    " JOIN plate ON plate.id = plate_id WHERE stock.quantity > 0"
)
_PROMISES = (
    "SELECT customer_order.code, line.line, place.code, item.code, lot.number, plate.code, picked,"
    " reservation.quantity FROM reservation JOIN orderline AS line ON line.id = order_line_id"
    " JOIN customer_order ON customer_order.id = line.order_id JOIN place ON place.id = place_id"
    " JOIN lot ON lot.id = reservation.lot_id JOIN item ON item.id = lot.item_id JOIN plate ON plate.id = plate_id"
    " ORDER BY reservation.id"
)
_UNITS = (
    "SELECT serial.number FROM serial JOIN lot ON lot.id = lot_id JOIN place ON place.id = place_id"
    " WHERE lot.number = ? AND place.code = ? ORDER BY serial.number"
)


def scratch() -> Path:
    """Return a new folder, in memory where the machine has such a one: every act waits for the disk."""
    return Path(mkdtemp(prefix="wms-test-", dir=_MEMORY if _MEMORY.is_dir() else None))


def furnished(path: Path) -> None:
    """Make a warehouse with items, bins and customers, and close it."""
    schema.create(path, name="Machine", by="TEST")
    with clock.pretend(BEGAN):
        for code, rotation in ROTATION.items():
            an_item(code, rotation=rotation, tracking=TRACKING.get(code, Tracking.LOT))
        for code in PICKED_FROM:
            mixing = Mixing.SAME_LOT if code in ONE_LOT_ONLY else Mixing.ANY
            a_bin(code, mixing=mixing, capacity=CAPACITY.get(code))
        a_bin("B-01", pickable=False)
        a_customer("SHOP")
        a_customer("FUSSY", min_days=5, transit_days=MIN_DAYS["FUSSY"] - 5)
    connection.close_database()


def promises() -> dict[Promise, int]:
    """Return what the warehouse has promised, the oldest promise first."""
    return {
        Promise(one[0], one[1], Balance(one[2], one[3], one[4], one[5]), bool(one[6])): one[7]
        for one in rows(_PROMISES)
    }


WORK: dict[str, list[tuple[str, Callable[..., bool], dict[str, st.SearchStrategy[Any]]]]] = {}


def work(kind: str, when: Callable[[Any], bool], weight: int = 1, **drawn: Any) -> Callable[[Any], Any]:
    """Make a method something that can be done in a kind of work, where there is anything to do it to."""

    def enter(method: Callable[..., None]) -> Callable[..., None]:
        WORK.setdefault(kind, []).extend([(method.__name__, when, drawn)] * weight)
        return method

    return enter


class Desk(RuleBasedStateMachine):
    """A warehouse and its model, side by side."""

    template = Path()

    def __init__(self) -> None:
        super().__init__()
        self.folder = scratch()
        copyfile(self.template, self.folder / "w.db")
        connection.open_database(self.folder / "w.db", terminal="T1", by="TEST")
        self.books = Books()
        self.now = BEGAN + timedelta(hours=1)
        self.done: list[tuple[Callable[..., Any], Any, datetime, str, Any]] = []
        self.outside: Counter[str] = Counter()
        self.numbers = 0

    def teardown(self) -> None:
        connection.close_database()
        rmtree(self.folder)

    @property
    def today(self) -> date:
        return self.now.date()

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    def act(
        self, name: str, verb: Callable[..., Any], slip: object, *, at: datetime | None = None, by: str = "ANNA"
    ) -> Any:
        """Do something an hour later; return what it gave back, or None where it was refused."""
        self.now += timedelta(hours=1)
        at, key = at or self.now, f"act-{self.number()}"
        with clock.pretend(self.now):
            try:
                result = verb(slip, by=by, at=at, key=key)
            except Refused as refusal:
                REFUSALS[f"{name}: {refusal.code}"] += 1
                self.refused = refusal.code
                return None
        SUCCESSES[name] += 1
        event(name)
        self.done.append((verb, slip, at, key, result))
        self.now_or_then = at
        return result

    def book(self, steps: list[Step], result: Any, kind: str, order: str = "") -> None:
        self.books.book(steps, self.now_or_then, result.entry, kind, order)

    def crosses(self, steps: list[Step]) -> None:
        """Note what of the steps comes into the house, and what leaves it."""
        for step in steps:
            self.outside[step.source.item] += step.quantity * (step.source.place in OUTSIDE)
            self.outside[step.source.item] -= step.quantity * (step.target.place in OUTSIDE)

    def moment(self, data: st.DataObject) -> datetime | None:
        """Return now, or once in a while a moment of the past days."""
        if data.draw(st.integers(0, 5)):
            return None
        return max(BEGAN, self.now - timedelta(hours=data.draw(st.integers(1, 48))))

    def a_balance(self, data: st.DataObject, *, free: bool = False, places: tuple[str, ...] = PLACES) -> Balance:
        return data.draw(st.sampled_from(self.there(free=free, places=places)))

    def there(self, *, free: bool = False, places: tuple[str, ...] = PLACES) -> list[Balance]:
        found = [one for one in self.books.stock if one.place in places]
        return [one for one in found if self.books.free(one) > 0] if free else found

    def units(self, item: str, lot: str, place: str, quantity: int) -> tuple[str, ...]:
        """Return serials of units that are there, for an item that has them."""
        return tuple(one for (one,) in rows(_UNITS, lot, place))[:quantity] if item == "DRILL" else ()

    def open_orders(self) -> list[str]:
        return [code for code, order in self.books.orders.items() if not (order.cancelled or order.closed)]

    @invariant()
    def the_balances_are_those_of_the_model(self) -> None:
        found = {Balance(one[0], one[1], one[2], one[3]): one[4:] for one in rows(_STOCK)}
        assert found == {
            one: (quantity, self.books.reserved(one), one in self.books.doubted)
            for one, quantity in self.books.stock.items()
        }

    @invariant()
    def the_promises_are_those_of_the_model(self) -> None:
        assert promises() == self.books.promises

    @invariant()
    def the_doctor_finds_nothing(self) -> None:
        assert examine().differences == ()

    @invariant()
    def no_unit_is_lost_or_doubled(self) -> None:
        assert {item: self.books.total(item) for item in ROTATION} == {item: self.outside[item] for item in ROTATION}

    @invariant()
    def nothing_that_may_not_leave_is_promised(self) -> None:
        kept = [one.balance for one in self.books.promises if not one.picked]
        assert all(self.books.lots[one.item, one.lot].status is Status.RELEASED for one in kept)
        assert not any(one.place in self.books.held_bins for one in kept)


def lies_at(one: Balance) -> dict[str, str]:
    return {"place": one.place, "item": one.item, "lot": one.lot}
