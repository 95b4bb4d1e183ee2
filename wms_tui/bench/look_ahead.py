"""Measure allocation with look-ahead against plain allocation of the same orders, and against SQL by hand."""

import random
import shutil
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wms_tui import clock
from wms_tui.bench.dataset import Shape, build_shape
from wms_tui.bench.floor import Floor
from wms_tui.bench.timing import median_ms, median_ratio, timed
from wms_tui.operations.allocate import Allocate, Unallocate, allocate, unallocate
from wms_tui.queries.outlook import outlook
from wms_tui.storage.connection import close_database, open_database, transaction
from wms_tui.storage.statements import add_all, change, moment_text

SIZES = ((20, 500), (200, 5000))
"""Orders and lots: the smaller is there to see how the work grows."""

LINES = 10
RUNS = 7
SHIP_ON = "2027-06-01"
CUSTOMERS = ((2, "TOLERANT", 0, 0, 0), (3, "HALF", 0, 50, 3), (4, "MOST", 0, 60, 1), (5, "DAYS", 400, 0, 2))
"""Row, code, days, percent of life and days on the road: of the life of most lots 35 to 70 percent are left."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What so many orders cost: medians in milliseconds, and the medians of paired ratios."""

    orders: int
    lots: int
    lines: int
    look_ahead_ms: float
    plain_ms: float
    floor_ms: float
    to_plain: float
    to_floor: float
    limit_to_plain: float
    served_more: int
    expiring_less: int
    items_otherwise: int
    """Items for which something else is taken than in turn: for the rest taking in turn is seen to be the best."""
    runs: int


def measure(progress: Callable[[str], None]) -> list[Figure]:
    """Measure both sizes, in a folder of its own that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="wms-bench-") as folder:
        return [_measured(Path(folder), orders, lots, progress) for orders, lots in SIZES]


def _measured(folder: Path, orders: int, lots: int, progress: Callable[[str], None]) -> Figure:
    progress(f"{orders} orders over {lots:,} lots")
    path, copy = folder / f"{lots}.db", folder / f"{lots}-floor.db"
    shape = build_shape(path, Shape.of_lots(lots))
    open_database(path, by="BENCH")
    codes = _add_orders(orders, shape)
    close_database()
    shutil.copyfile(path, copy)
    open_database(path, by="BENCH")
    floor = Floor(copy)
    found = outlook(codes, clock.today())
    ahead, plain, by_hand = _runs(codes, floor, sum(one.plain for one in found.orders))
    floor.connection.close()
    close_database()
    return Figure(
        orders, lots, len(found.lines), median_ms(ahead), median_ms(plain), median_ms(by_hand),
        median_ratio(ahead, plain), median_ratio(ahead, by_hand), 3.0, found.saved.served, found.saved.expiring,
        len({line.item for line in found.lines if line.leaves or line.served > line.plain}), len(ahead),
    )  # fmt: skip


def _runs(codes: tuple[str, ...], floor: Floor, units: int) -> tuple[list[float], list[float], list[float]]:
    """Run all three in turn, after a warm-up of each; what was kept is let go of between, and not measured."""
    times: tuple[list[float], list[float], list[float]] = ([], [], [])
    for number in range(-1, RUNS):
        ahead = timed(lambda: _allocate(codes, look_ahead=True))
        _free(codes)
        plain = timed(lambda: _allocate(codes, look_ahead=False))
        _free(codes)
        by_hand = timed(lambda: _allocate_by_hand(floor, codes, units))
        floor.free_all()
        if number >= 0:
            for one, all_of_it in zip((ahead, plain, by_hand), times, strict=True):
                all_of_it.append(one)
    return times


def _add_orders(count: int, shape: Shape) -> tuple[str, ...]:
    """Add orders of customers of every kind, each for parts of several lots of some items."""
    chance = random.Random(7)
    with transaction():
        # A third of the lots came aged: no customer that wants half of the life left takes them.
        change("UPDATE lot SET made_on = date(received_on, '-4 years') WHERE id % 3 = 0")
        add_all(
            "INSERT INTO partner (id, code, folded, role, name, address, email, phone, min_days, min_percent,"
            " transit_days) VALUES (?, ?, lower(?2), 'customer', '', '', '', '', ?, ?, ?)",
            CUSTOMERS,
        )
        first = 10_001
        add_all(
            "INSERT INTO customer_order (id, code, folded, customer_id, ship_on, cancelled, closed, printed)"
            " VALUES (?, ?, lower(?2), ?, ?, 0, 0, 0)",
            ((first + n, f"LA{n}", chance.choice(CUSTOMERS)[0], SHIP_ON) for n in range(count)),
        )
        add_all(
            "INSERT INTO orderline (order_id, line, item_id, wanted) VALUES (?, ?, ?, ?)",
            (
                (first + n, line, item, chance.randint(500, 8000))
                for n in range(count)
                for line, item in enumerate(chance.sample(range(1, shape.items + 1), LINES), 1)
            ),
        )
    return tuple(f"LA{n}" for n in range(count))


def _allocate(codes: tuple[str, ...], *, look_ahead: bool) -> None:
    slip = Allocate(codes, partial=True, look_ahead=look_ahead)
    allocate(slip, by="BENCH", at=clock.now(), key=uuid.uuid4().hex)


def _allocate_by_hand(floor: Floor, codes: tuple[str, ...], units: int) -> None:
    if floor.allocate_all(uuid.uuid4().hex, moment_text(clock.now()), codes) != units:
        raise RuntimeError("what is measured by hand is not the same work")


def _free(codes: tuple[str, ...]) -> None:
    for code in codes:
        unallocate(Unallocate(code), by="BENCH", at=clock.now(), key=uuid.uuid4().hex)


def growth(figures: list[Figure]) -> float:
    """Return how many times longer the larger size takes than the smaller one."""
    return round(figures[-1].look_ahead_ms / figures[0].look_ahead_ms, 2)
