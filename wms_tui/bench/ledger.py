"""Measure the ledger, allocation, pages and search against the floor, at two sizes."""

import random
import shutil
import statistics
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wms_tui import clock, ledger
from wms_tui.bench.dataset import FIRST_BIN, Shape, build
from wms_tui.bench.floor import Floor
from wms_tui.bench.timing import timed
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.move import MoveStock, move
from wms_tui.queries.search import match_text
from wms_tui.queries.stock_pages import stock_page
from wms_tui.storage.connection import close_database, open_database, transaction
from wms_tui.storage.statements import moment_text, rows

_STOCK = """
SELECT stock.lot_id, stock.place_id, item.code, lot.number, place.code, place.sort_key FROM stock
JOIN lot ON lot.id = stock.lot_id JOIN item ON item.id = lot.item_id JOIN place ON place.id = stock.place_id
WHERE stock.quantity > 20 ORDER BY stock.lot_id, stock.place_id
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one kind of work costs at a size: medians in microseconds, and the median of paired ratios."""

    work: str
    moves: int
    ours: float
    floor: float
    ratio: float
    limit: float
    runs: int


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work done by both, one run at a time, in turn."""

    name: str
    limit: float
    runs: int
    ours: Callable[[int], object]
    floor: Callable[[int], object]


def measure(sizes: tuple[int, ...], progress: Callable[[str], None]) -> list[Figure]:
    """Measure every kind of work at each size, in a folder of its own that is removed afterwards."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="wms-bench-") as folder:
        for moves in sizes:
            progress(f"building a warehouse of {moves:,} moves")
            path, copy = Path(folder, f"{moves}.db"), Path(folder, f"{moves}-floor.db")
            shape = build(path, moves)
            shutil.copyfile(path, copy)
            open_database(path, by="BENCH")
            floor = Floor(copy)
            for work in _Pairs(shape, floor).works():
                progress(f"{moves:,} moves: {work.name}")
                figures.append(figure(work, moves))
            floor.connection.close()
            close_database()
    return figures


def figure(work: Work, moves: int) -> Figure:
    """Run both ways of a kind of work in turn, after a warm-up of each, and return the medians."""
    ours: list[float] = []
    floor: list[float] = []
    for number in range(-2, work.runs):
        first = timed(work.ours, number + 2)
        second = timed(work.floor, number + 2)
        if number >= 0:
            ours.append(first)
            floor.append(second)
    ratios = [a / b for a, b in zip(ours, floor, strict=True)]
    return Figure(
        work.name, moves, statistics.median(ours) * 1e6, statistics.median(floor) * 1e6, statistics.median(ratios),
        work.limit, work.runs,
    )  # fmt: skip


class _Pairs:
    """Each kind of work, done by us and by hand; each run of one takes other stock than the run before."""

    def __init__(self, shape: Shape, floor: Floor) -> None:
        """Choose the stock and the bins that the runs will use."""
        chance = random.Random(7)
        found = rows(_STOCK)
        self.shape, self.floor = shape, floor
        self.chosen = chance.sample(found, min(1200, len(found)))
        self.targets = chance.sample(range(FIRST_BIN, FIRST_BIN + shape.bins), min(1200, shape.bins))
        self.codes = dict(rows("SELECT id, code FROM place"))
        self.at = moment_text(clock.now())
        self.runs = min(300, len(self.chosen) // 3)

    def works(self) -> list[Work]:
        """Return the kinds of work with their limits, the ones that change nothing last."""
        return [
            Work("post a move, durable", 1.25, self.runs, self.post, self.post_by_hand),
            Work("the whole operation move", 3.0, self.runs, self.move, self.move_by_hand),
            Work("allocate an order of 1 line", 1.3, 300, self.one_line, self.one_line_by_hand),
            Work(
                f"allocate a wave of {self.shape.lines} lines", 1.25, self.shape.waves - 2, self.wave, self.wave_by_hand
            ),
            Work("a page of 50 balances", 1.3, 300, self.page, self.page_by_hand),
            Work("search: a lot's number", 1.5, 300, self.search, self.search_by_hand),
            Work("search: a common word", 1.5, 50, self.common, self.common_by_hand),
        ]

    def post(self, number: int) -> None:
        """Post one move of one unit, durably."""
        lot, place, *_ = self.chosen[number]
        act = ledger.Act("move", "BENCH", clock.now(), uuid.uuid4().hex, "0" * 64, clock.now())
        with transaction():
            entry = ledger.post(act, [ledger.Move(lot, place, self._target(number), 1)])
            ledger.keep_answer(entry, '{"entry": 0}')

    def post_by_hand(self, number: int) -> None:
        """Post the same by hand."""
        lot, place, *_ = self.chosen[number]
        self.floor.post(uuid.uuid4().hex, moment_text(clock.now()), lot, place, self._target(number), 1)

    def move(self, number: int) -> None:
        """Run the operation that clerks and scripts use, with all it looks at."""
        _, _, item, lot, code, _ = self.chosen[number + self.runs]
        slip = MoveStock(item, lot, 1, code, self.codes[self._target(number + self.runs)])
        move(slip, by="BENCH", at=clock.now(), key=uuid.uuid4().hex)

    def move_by_hand(self, number: int) -> None:
        """Post what that operation posts by hand, without looking at anything."""
        self.post_by_hand(number + self.runs)

    def one_line(self, number: int) -> None:
        """Allocate an order of one line."""
        self._allocate(self.shape.waves + 1 + number)

    def one_line_by_hand(self, number: int) -> None:
        """Allocate the same order by hand."""
        self.floor.allocate(uuid.uuid4().hex, self.at, f"SO{self.shape.waves + 1 + number}")

    def wave(self, number: int) -> None:
        """Allocate an order of many lines."""
        self._allocate(number + 1)

    def wave_by_hand(self, number: int) -> None:
        """Allocate the same order by hand."""
        self.floor.allocate(uuid.uuid4().hex, self.at, f"SO{number + 1}")

    def page(self, number: int) -> None:
        """Read fifty balances from somewhere in the list."""
        stock_page("bin", beside=(0, self.chosen[number][5], 0, -1))

    def page_by_hand(self, number: int) -> None:
        """Read the same fifty by hand."""
        self.floor.page(self.chosen[number][5])

    def search(self, number: int) -> None:
        """Find stock by the beginning of a lot's number."""
        stock_page("bin", search=self._asked(number))

    def search_by_hand(self, number: int) -> None:
        """Find the same by hand."""
        self.floor.search(match_text(self._asked(number)))

    def common(self, number: int) -> None:
        """Find stock by a word that many items bear."""
        stock_page("bin", search="product")

    def common_by_hand(self, number: int) -> None:
        """Find the same by hand."""
        self.floor.search_common(match_text("product"))

    def _allocate(self, number: int) -> None:
        allocate(Allocate((f"SO{number}",), partial=True), by="BENCH", at=clock.now(), key=uuid.uuid4().hex)

    def _asked(self, number: int) -> str:
        return self.chosen[number][3][:7]

    def _target(self, number: int) -> int:
        """Return a bin that is not the one the goods are in."""
        target = self.targets[number % len(self.targets)]
        other = self.targets[(number + 1) % len(self.targets)]
        return other if target == self.chosen[number][1] else target


def growth(figures: list[Figure]) -> dict[str, float]:
    """Return, for each kind of work, how many times longer it takes at the largest size than at the smallest."""
    by_work: dict[str, list[Figure]] = {}
    for one in figures:
        by_work.setdefault(one.work.split(" of ")[0], []).append(one)
    return {work: same[-1].ours / same[0].ours for work, same in by_work.items() if len(same) > 1}
