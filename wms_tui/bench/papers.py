"""Measure how long a pick list takes to become a PDF, beside the same written by hand."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from reports import pick_list
from wms_tui.bench import paper_floor
from wms_tui.bench.timing import median_ms, median_ratio
from wms_tui.domain.documents import PickList, PickListLine

LENGTHS = (20, 200, 2000)
LIMIT = 4.0
_RUNS = {20: 60, 200: 20, 2000: 5}


@dataclass(frozen=True, slots=True)
class Print:
    """What a pick list of so many lines costs: medians in milliseconds, and the median of paired ratios."""

    lines: int
    ours_ms: float
    floor_ms: float
    ratio: float
    limit: float
    ours_bytes: int
    floor_bytes: int
    runs: int


def measure(progress: Callable[[str], None]) -> list[Print]:
    """Lay out pick lists of every length, each in turn with the floor, once both are warm."""
    figures: list[Print] = []
    for lines in LENGTHS:
        progress(f"a pick list of {lines:,} lines")
        document = sample(lines)
        pick_list.render(document)
        # Every run prints another order: no list has the codes of one before it.
        pairs = [
            (_timed(pick_list.render, sample(lines, run)), _timed(paper_floor.pick_list, sample(lines, run)))
            for run in range(1, _RUNS[lines] + 1)
        ]
        figures.append(
            Print(
                lines,
                median_ms(ours for ours, _ in pairs),
                median_ms(floor for _, floor in pairs),
                median_ratio(*zip(*pairs, strict=True)),
                LIMIT,
                len(pick_list.render(document).data),
                len(paper_floor.pick_list(document)),
                len(pairs),
            )
        )
    return figures


def sample(lines: int, number: int = 0) -> PickList:
    """Return a pick list of so many lines that all differ; another number gives one of another order."""
    order = f"SO-{10000 + number}"
    return PickList(
        house="Bench", order=order, customer="CITYMART", customer_name="City Mart", ship_on=date(2026, 11, 25),
        minimum_expiry=date(2026, 12, 25), printed_at=datetime(2026, 11, 20, 13, 45, tzinfo=UTC), printed_by="BENCH",
        copy_number=1, lines=tuple(_line(order, line, number) for line in range(1, lines + 1)),
    )  # fmt: skip


def _line(order: str, line: int, number: int) -> PickListLine:
    aisle = f"{'ABCDEFGH'[number % 8]}-{line // 120 + 1:02d}"
    cases, loose = divmod(17 * line % 100 + 1, 12)
    return PickListLine(
        number=line, bin=f"{aisle}-{line // 3 % 40:02d}-{line % 3}", aisle=aisle, item=f"SKU-{1000 + line % 700}",
        name="Oat drink, organic, 1 l", lot=f"L{number:02d}{line:05d}", expires_on=date(2027, 3, 14),
        quantity=12 * cases + loose, packs=f"{cases} CS {loose} EA", unit="EA", line_code=f"{order}.{line}",
    )  # fmt: skip


def _timed(function: Callable[[PickList], object], document: PickList) -> float:
    """Return the time of the processor: nothing waits for a disk here, and others may be at work beside us."""
    begin = time.process_time()
    function(document)
    return time.process_time() - begin
