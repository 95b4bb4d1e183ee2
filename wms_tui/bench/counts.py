"""Measure the choice of bins for a count, beside the same question asked by hand."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wms_tui import clock
from wms_tui.bench.dataset import FIRST_BIN, Shape, build_shape
from wms_tui.bench.timing import median_ms, median_ratio, timed
from wms_tui.domain.counting import why_count
from wms_tui.operations.plan_count import PlanCount, plan_count
from wms_tui.queries.count_plans import count_intervals, next_bins
from wms_tui.storage.connection import close_database, open_database, transaction
from wms_tui.storage.statements import change, moment_text

SIZES = (5_000, 50_000)
BINS = 50
RUNS = 9
LIMIT = 1.5
"""How many times the time of the question by hand it may take to choose the bins and say why."""

_BY_HAND = """
SELECT place.id, place.code, place.counted_at, due.reason, held.class
FROM place LEFT JOIN countdue AS due ON due.place_id = place.id
LEFT JOIN (
    SELECT stock.place_id, min(coalesce(item.abc, 'C')) AS class, max(stock.doubted) AS doubted
    FROM stock CROSS JOIN lot CROSS JOIN item WHERE lot.id = stock.lot_id AND item.id = lot.item_id
    GROUP BY +stock.place_id
) AS held ON held.place_id = place.id
WHERE place.kind = 'bin'
ORDER BY max(coalesce(due.weight, 0), coalesce(held.doubted, 0) * 60) DESC,
    place.counted_at IS NOT NULL AND place.counted_at > ?, coalesce(held.class, 'C'),
    coalesce(place.counted_at, ''), place.walk
LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class CountFigure:
    """What a plan costs in a house of so many bins: medians in milliseconds, and the median of paired ratios.

    ``plan_ms`` is the whole act: choice, entry, count and its bins, on disk.
    """

    bins: int
    choose_ms: float
    floor_ms: float
    ratio: float
    limit: float
    plan_ms: float


def measure(progress: Callable[[str], None]) -> list[CountFigure]:
    """Measure at each size, in a folder of its own that is removed afterwards."""
    figures: list[CountFigure] = []
    with tempfile.TemporaryDirectory(prefix="wms-bench-") as folder:
        for bins in SIZES:
            progress(f"building a warehouse of {bins:,} bins")
            path = Path(folder, f"{bins}.db")
            build_shape(path, Shape.of_lots(2 * bins))
            open_database(path, by="BENCH")
            _have_counted(bins)
            close_database()
            copy = Path(shutil.copyfile(path, path.with_suffix(".floor")))
            open_database(path, by="BENCH")
            figures.append(_figure(copy, bins))
            close_database()
    return figures


def growth(figures: list[CountFigure]) -> float:
    """Return how many times longer the choice takes in the largest house than in the smallest."""
    return round(figures[-1].choose_ms / figures[0].choose_ms, 2)


def _have_counted(bins: int) -> None:
    """Let most bins have been counted once, item by item of another class, and a few be raised."""
    with transaction():
        change(
            "UPDATE place SET counted_at = date('2026-06-01', '-' || (id * 37 % 400) || ' days')"
            " || 'T00:00:00.000000+00:00' WHERE id >= ? AND id % 10 > 0",
            FIRST_BIN,
        )
        change("UPDATE item SET abc = substr('ABBCCCCCCC', id % 10 + 1, 1)")
        change(
            "INSERT INTO countdue (place_id, reason, weight, since)"
            " SELECT id, 'short-pick', 100, '2026-06-01T00:00:00.000000+00:00' FROM place WHERE id >= ? AND id % ? = 0",
            FIRST_BIN, bins // 20,
        )  # fmt: skip


def _figure(copy: Path, bins: int) -> CountFigure:
    """Choose by both in turn, after a warm-up of each, then make a few plans."""
    by_hand = sqlite3.connect(copy)
    limit = moment_text(clock.now())

    def ours() -> None:
        every = count_intervals()
        for one in next_bins(BINS, clock.now(), every):
            why_count(one, clock.today(), every)

    def floor() -> None:
        by_hand.execute(_BY_HAND, (limit, BINS)).fetchall()

    pairs = [(timed(ours), timed(floor)) for _ in range(RUNS + 1)][1:]
    by_hand.close()
    plans = [timed(lambda number=number: _plan(number)) for number in range(3)]
    choose, by_hand_took = ([one[place] for one in pairs] for place in (0, 1))
    return CountFigure(
        bins, median_ms(choose), median_ms(by_hand_took), median_ratio(choose, by_hand_took),
        LIMIT, median_ms(plans),
    )  # fmt: skip


def _plan(number: int) -> None:
    plan_count(PlanCount(number=BINS), by="BENCH", at=clock.now(), key=f"plan-{number}")
