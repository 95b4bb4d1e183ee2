"""Measure a recall from one lot to printed notices for 200 consignees, each step beside the same done by hand."""

import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from reports.page import A4
from reports.recall_notice import render
from wms_tui import clock
from wms_tui.bench.genealogy import CUSTOMERS, LEVELS, build, give_everybody_some, level_size
from wms_tui.bench.ledger import Figure
from wms_tui.bench.paper_floor import letter as letter_by_hand
from wms_tui.bench.recall_floor import RecallFloor, Written
from wms_tui.domain.recall_letters import Letter, Print
from wms_tui.domain.tracing import Way
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.make_notices import MakeNotices, make_notices
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.queries.lot_balance import balances_of
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.recall_letters import last_version, letters_of
from wms_tui.queries.recalls import scope_of, the_recall
from wms_tui.queries.trace import reached, trace
from wms_tui.storage.connection import close_database, open_database

RUNS = 5
CASE = "B1"
LIMITS = {"open": 6.0, "hold": 4.0, "trace": 1.3, "balance": 1.5, "notices": 6.0, "print": 25.0, "the whole case": 20.0}
"""Of trace and balance those of ``wms bench trace``; the others are chosen here.

By hand nobody asks whether the case is too wide, and the letters are laid out in no font of their own.
"""
_TRIED = 20
"""So many lots are looked at for the one of which most was made."""


@dataclass(slots=True)
class _Times:
    """How long each step took in each run, in seconds."""

    ours: dict[str, list[float]]
    floor: dict[str, list[float]]

    def figures(self, moves: int) -> Iterator[Figure]:
        """Yield the medians of each step, and of the whole case."""
        for steps in (self.ours, self.floor):
            steps["the whole case"] = [sum(each) for each in zip(*steps.values(), strict=True)]
        for step, limit in LIMITS.items():
            ours, floor = self.ours[step], self.floor[step]
            ratio = statistics.median(a / b for a, b in zip(ours, floor, strict=True))
            yield Figure(
                step, moves, statistics.median(ours) * 1e6, statistics.median(floor) * 1e6, ratio, limit, len(ours)
            )


def measure(sizes: tuple[int, ...], progress: Callable[[str], None]) -> list[Figure]:
    """Measure at each size (moves), in a folder of its own that is removed afterwards."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="wms-bench-") as name:
        folder = Path(name)
        for moves in sizes:
            progress(f"building a warehouse of {moves:,} moves with genealogy of depth {LEVELS - 1}")
            template = folder / f"{moves}.db"
            start = _furnished(template, moves)
            times = _Times({step: [] for step in LIMITS if step != "the whole case"}, {})
            times.floor = {step: [] for step in times.ours}
            for run in range(RUNS + 1):
                progress(f"{moves:,} moves: a case from one lot to {CUSTOMERS} notices, {run or 'to warm up'}")
                _run(folder, template, start, times, kept=run > 0)
            figures += times.figures(moves)
            template.unlink()
    return figures


def _furnished(path: Path, moves: int) -> int:
    """Make the warehouse, and return the lot that is recalled: every customer got some of what was made of it."""
    shape = build(path, moves)
    open_database(path, by="BENCH")
    chance = random.Random(11)
    tried = [chance.randint(1, level_size(shape.lots)) for _ in range(_TRIED)]
    start = max(tried, key=lambda lot: len(reached((lot,), Way.FORWARD)[0]))
    give_everybody_some(start)
    close_database()
    return start


def _run(folder: Path, template: Path, start: int, times: _Times, *, kept: bool) -> None:
    """Run a case by us and then by hand, each on a copy of its own."""
    ours, by_hand = folder / "ours.db", folder / "floor.db"
    for copy in (ours, by_hand):
        shutil.copyfile(template, copy)
    steps, letters = _case(ours, start)
    written = Written(template, ours)
    floor = RecallFloor(by_hand)
    with_floor = _by_hand(floor, start, written, letters)
    floor.connection.close()
    for name in steps if kept else ():
        times.ours[name].append(steps[name])
        times.floor[name].append(with_floor[name])
    _remove(ours, by_hand)


def _case(path: Path, start: int) -> tuple[dict[str, float], list[Letter]]:
    """Recall a lot, and return how long each step took, with the letters."""
    open_database(path, by="BENCH")
    lot = lot_by_id(start)
    do = partial(_do, path)
    taken: dict[str, float] = {}
    accept = ("recall-too-wide", "lot-in-recall")
    slip = OpenRecall(CASE, ((lot.item, lot.number),), "bench", accept=accept)
    _timed(taken, "open", lambda: do(open_recall, slip))
    _timed(taken, "hold", lambda: do(hold_recall, HoldRecall(CASE)))
    case = the_recall(CASE)
    scope = [one.lot_id for one in scope_of(case.id)]
    _timed(taken, "trace", lambda: trace((start,), Way.FORWARD))
    _timed(taken, "balance", lambda: balances_of(scope))
    _timed(taken, "notices", lambda: do(make_notices, MakeNotices(CASE)))
    version = last_version(case.id)
    letters = [one.letter for one in letters_of(version.id)] if version else []
    if len(letters) != CUSTOMERS:
        raise RuntimeError(f"{len(letters)} consignees, not {CUSTOMERS}")
    _timed(taken, "print", lambda: [render(Print(one), A4) for one in letters])
    close_database()
    return taken, letters


def _do(path: Path, verb: Callable[..., object], slip: object) -> None:
    verb(slip, by="BENCH", at=clock.now(), key=f"{path.name}-{type(slip).__name__}")


def _by_hand(floor: RecallFloor, start: int, written: Written, letters: list[Letter]) -> dict[str, float]:
    """Do the same by hand, and return how long each step took; stop where it does not find the same lots."""
    taken: dict[str, float] = {}
    found: list[Any] = []
    _timed(taken, "open", lambda: found.extend(floor.open(start, written)))
    if sorted(found) != sorted(written.scope):
        raise RuntimeError(f"the case has {len(written.scope)} lots, by hand {len(found)}")
    _timed(taken, "hold", lambda: floor.hold(found, written))
    _timed(taken, "trace", lambda: floor.everything(start, Way.FORWARD))
    _timed(taken, "balance", lambda: floor.balances(found))
    _timed(taken, "notices", lambda: floor.notices(found, written))
    _timed(taken, "print", lambda: [letter_by_hand(one) for one in letters])
    floor.compare(written)
    return taken


def _timed(taken: dict[str, float], step: str, work: Callable[[], object]) -> None:
    begin = time.perf_counter()
    work()
    taken[step] = time.perf_counter() - begin


def _remove(*paths: Path) -> None:
    for path in paths:
        for one in path.parent.glob(f"{path.name}*"):
            one.unlink()
