"""What the file of a lot shows of quality: tests, verdicts, papers, and the dates it had before."""

from collections.abc import Sequence
from datetime import datetime

from screens.lot_views import LotFile
from screens.row_window import Row
from screens.wording import clock_time, day_or_dash
from wms_tui.domain.inspection import PlannedTest, limits, missing
from wms_tui.domain.types import Status
from wms_tui.queries.certificates import CertificateRow, certificates_of
from wms_tui.queries.inspections import (
    InspectionRow,
    ResultRow,
    dates_before,
    inspections_of,
    plan_of,
    results_that_count,
)

_FIELDS = {
    "expires_on": "EXPIRY", "removal_on": "REMOVAL", "alert_on": "ALERT", "best_before_on": "BEST BEFORE",
}  # fmt: skip


def quality_rows(file: LotFile) -> list[Row]:
    """Return what quality knows of a lot: looks at it, the newest first, then what is to test, then its papers."""
    told: list[tuple[str, ...]] = []
    for one in reversed(inspections_of(file.lot.id)):
        told += _inspection(one)
    plan = plan_of(file.item.id)
    waits = file.lot.status in (Status.QUARANTINE, Status.HOLD)
    absent = set(missing(plan, results_that_count(file.lot.id))) if waits else set[str]()
    told += [(test.name, "to test", limits(test), "", "") for test in plan if test.name in absent]
    told += [_paper(one) for one in certificates_of(file.lot.id)]
    return [Row(place, cells) for place, cells in enumerate(told)]


def _inspection(one: InspectionRow) -> list[tuple[str, ...]]:
    verdict = one.verdict.upper() if one.verdict else "tested"
    undone = f" undone by {one.undone_by}" if one.undone_by else ""
    head = (f"{verdict}{undone}", one.note, "", one.by, clock_time(one.at))
    return [head, *(_result(result, one.by, one.at) for result in one.results)]


def _result(one: ResultRow, by: str, at: datetime) -> tuple[str, ...]:
    right = limits(PlannedTest(0, one.test, one.unit, one.low, one.high, one.words))
    return (f" {one.test}", f"{one.value} OUTSIDE" if one.within is False else one.value, right, by, clock_time(at))


def _paper(one: CertificateRow) -> tuple[str, ...]:
    return (f"PAPER {one.number} {one.name}", f"{-(-one.size // 1000)} kB", "", one.by, clock_time(one.at))


def date_changes(file: LotFile, first: int) -> Sequence[Row]:
    """Return the dates a lot had before it was retested, the newest change first, as rows from a place on."""
    told = [
        (
            f"{_FIELDS.get(one.field, one.field)} WAS",
            f"{day_or_dash(one.before)}  until {clock_time(one.at)} {one.by}: {one.reason}",
        )
        for one in sorted(dates_before(file.lot.id), key=lambda one: -one.entry)
    ]
    return [Row(place, cells) for place, cells in enumerate(told, first)]
