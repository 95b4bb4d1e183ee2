"""Measure the ledger, allocation, pages and search against the floor, at two sizes."""

import random
import shutil
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wms_tui import clock, ledger
from wms_tui.bench.dataset import Shape, build
from wms_tui.bench.floor import Floor
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.move import MoveStock, move
from wms_tui.queries.search import match_text, stock_matching
from wms_tui.queries.stock import page_by_bin
from wms_tui.storage.connection import close_database, open_database, transaction
from wms_tui.storage.statements import moment_text, rows


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
            for work in _works(shape, floor):
                progress(f"{moves:,} moves: {work.name}")
                figures.append(_figure(work, moves))
            floor.connection.close()
            close_database()
    return figures


def _figure(work: Work, moves: int) -> Figure:
    """Run both in turn, after a warm-up of each, and keep the medians."""
    ours: list[float] = []
    floor: list[float] = []
    for number in range(-2, work.runs):
        first = _timed(work.ours, number + 2)
        second = _timed(work.floor, number + 2)
        if number >= 0:
            ours.append(first)
            floor.append(second)
    ratios = [a / b for a, b in zip(ours, floor, strict=True)]
    return Figure(
        work.name, moves, statistics.median(ours) * 1e6, statistics.median(floor) * 1e6, statistics.median(ratios),
        work.limit, work.runs,
    )  # fmt: skip


def _timed(function: Callable[[int], object], number: int) -> float:
    begin = time.perf_counter()
    function(number)
    return time.perf_counter() - begin


def _works(shape: Shape, floor: Floor) -> list[Work]:
    """Return the kinds of work on a warehouse; each run of one takes other stock than the run before."""
    chance = random.Random(7)
    found = rows(
        "SELECT stock.lot_id, stock.place_id, item.code, lot.number, place.code, place.sort_key FROM stock"
        " JOIN lot ON lot.id = stock.lot_id JOIN item ON item.id = lot.item_id JOIN place ON place.id = stock.place_id"
        " WHERE stock.quantity > 20 ORDER BY stock.lot_id, stock.place_id"
    )
    chosen = chance.sample(found, min(1200, len(found)))
    targets = chance.sample(range(101, 101 + shape.bins), min(1200, shape.bins))
    codes = dict(rows("SELECT id, code FROM place"))
    at = moment_text(clock.now())

    def post(number: int) -> None:
        lot, place, *_ = chosen[number]
        act = ledger.Act("move", "BENCH", clock.now(), uuid.uuid4().hex, "0" * 64, clock.now())
        with transaction():
            entry = ledger.post(act, [ledger.Move(lot, place, _other(targets, number, place), 1)])
            ledger.keep_answer(entry, '{"entry": 0}')

    def post_floor(number: int) -> None:
        lot, place, *_ = chosen[number]
        floor.post(uuid.uuid4().hex, moment_text(clock.now()), lot, place, _other(targets, number, place), 1)

    def whole(number: int) -> None:
        _, place, item, lot, code, _ = chosen[number + 300]
        target = codes[_other(targets, number, place)]
        move(MoveStock(item, lot, 1, code, target), by="BENCH", at=clock.now(), key=uuid.uuid4().hex)

    def whole_floor(number: int) -> None:
        lot, place, *_ = chosen[number + 300]
        floor.post(uuid.uuid4().hex, at, lot, place, _other(targets, number, place), 1)

    def one_line(number: int) -> None:
        order = f"SO{shape.waves + 1 + number}"
        allocate(Allocate((order,), partial=True), by="BENCH", at=clock.now(), key=uuid.uuid4().hex)

    def wave(number: int) -> None:
        allocate(Allocate((f"SO{number + 1}",), partial=True), by="BENCH", at=clock.now(), key=uuid.uuid4().hex)

    runs = min(300, len(chosen) // 3)

    def ask(number: int) -> str:
        """Return the beginning of a lot's number."""
        return chosen[number][3][:7]

    def one_line_floor(number: int) -> None:
        floor.allocate(uuid.uuid4().hex, at, f"SO{shape.waves + 1 + number}")

    def wave_floor(number: int) -> None:
        floor.allocate(uuid.uuid4().hex, at, f"SO{number + 1}")

    def search_number(number: int) -> object:
        return stock_matching(ask(number))

    def search_number_floor(number: int) -> object:
        return floor.search(match_text(ask(number)))

    def page(number: int) -> object:
        return page_by_bin((chosen[number][5], 0, -1))

    def page_floor(number: int) -> object:
        return floor.page(chosen[number][5])

    def search_common(number: int) -> object:
        return stock_matching("product")

    def search_common_floor(number: int) -> object:
        return floor.search_common(match_text("product"))

    return [
        Work("post a move, durable", 1.25, runs, post, post_floor),
        Work("the whole operation move", 3.0, runs, whole, whole_floor),
        Work("allocate an order of 1 line", 1.3, 300, one_line, one_line_floor),
        Work(f"allocate a wave of {shape.lines} lines", 1.25, shape.waves - 2, wave, wave_floor),
        Work("a page of 50 balances", 1.3, 300, page, page_floor),
        Work("search: a lot's number", 1.5, 300, search_number, search_number_floor),
        Work("search: a common word", 1.5, 50, search_common, search_common_floor),
    ]  # fmt: skip


def _other(targets: list[int], number: int, place: int) -> int:
    """Return a bin that is not the one the goods are in."""
    target = targets[number % len(targets)]
    return target if target != place else targets[(number + 1) % len(targets)]


def growth(figures: list[Figure]) -> dict[str, float]:
    """Return, for each kind of work, how many times longer it takes at the largest size than at the smallest."""
    by_work: dict[str, list[Figure]] = {}
    for figure in figures:
        by_work.setdefault(figure.work.split(" of ")[0], []).append(figure)
    return {work: same[-1].ours / same[0].ours for work, same in by_work.items() if len(same) > 1}
