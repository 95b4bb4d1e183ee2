"""Questions about inspection plans, what was found of lots, and dates that were set anew."""

from dataclasses import dataclass
from datetime import date, datetime

from wms_tui.domain.inspection import PlannedTest, Result, Verdict
from wms_tui.storage.statements import Row, day, moment, moment_text, row, rows

_TESTS = "SELECT id, name, unit, low, high, words, sample FROM itemtest WHERE item_id = ? ORDER BY id"
_PLANNED = """
SELECT item.code, itemtest.id, itemtest.name, itemtest.unit, low, high, words, sample
FROM itemtest JOIN item ON item.id = itemtest.item_id ORDER BY item.folded, itemtest.id
"""
_INSPECTIONS = """
SELECT inspection.id, entry.id, entry.happened_at, entry.by, inspection.verdict, inspection.note, later.id
FROM inspection JOIN entry ON entry.id = inspection.entry_id LEFT JOIN entry AS later ON later.undoes = entry.id
WHERE inspection.lot_id = ? ORDER BY inspection.id
"""
_RESULTS = """
SELECT testresult.inspection_id, testresult.name, value, unit, low, high, words, within
FROM testresult JOIN inspection ON inspection.id = testresult.inspection_id
WHERE inspection.lot_id = ? AND inspection.entry_id > ? ORDER BY testresult.id
"""
# What was found before a lot was last judged, or last released, speaks of another day.
_LAST_SETTLED = """
SELECT coalesce(max(entry_id), 0) FROM statuschange AS settled
WHERE lot_id = ? AND before IS NOT NULL AND after IN ('released', 'rejected')
  AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.undoes = settled.entry_id)
"""
_SET_SINCE = """
SELECT 1 FROM datechange JOIN entry ON entry.id = datechange.entry_id
WHERE datechange.lot_id = ? AND entry.happened_at > ? LIMIT 1
"""
_HAD = "SELECT 1 FROM datechange WHERE lot_id = ? AND field = 'expires_on' AND before = ? LIMIT 1"
_DATES = """
SELECT entry.id, entry.happened_at, entry.by, entry.reason, field, before, after
FROM datechange JOIN entry ON entry.id = datechange.entry_id WHERE datechange.lot_id = ? ORDER BY datechange.id
"""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What a test gave, with the limits of that day."""

    test: str
    value: str
    unit: str
    low: str | None
    high: str | None
    words: tuple[str, ...]
    within: bool | None


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """A look at a lot: who, when, what was found, and the verdict if there was one."""

    entry: int
    at: datetime
    by: str
    verdict: Verdict | None
    note: str
    undone_by: int | None
    """The entry that took the verdict back."""
    results: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class DatesBefore:
    """The dates a lot had before an entry set them anew; those that stayed are not said."""

    entry: int
    at: datetime
    by: str
    reason: str
    field: str
    before: date | None
    after: date | None


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _test(found: Row) -> PlannedTest:
    number, name, unit, low, high, words, sample = found
    return PlannedTest(number, name, unit, low, high, _words(words), sample)


def plan_of(item_id: int) -> list[PlannedTest]:
    """Return what is tested of an item, in the order it was planned."""
    return [_test(found) for found in rows(_TESTS, item_id)]


def planned_tests() -> list[tuple[str, PlannedTest]]:
    """Return every test of every item, with the item's code; plans are few, so they come at once."""
    return [(found[0], _test(found[1:])) for found in rows(_PLANNED)]


def inspections_of(lot_id: int) -> list[InspectionRow]:
    """Return every look at a lot, the oldest first."""
    results: dict[int, list[ResultRow]] = {}
    for number, name, value, unit, low, high, words, within in rows(_RESULTS, lot_id, 0):
        found = ResultRow(name, value, unit, low, high, _words(words), None if within is None else bool(within))
        results.setdefault(number, []).append(found)
    return [
        InspectionRow(
            entry, moment(at), by, Verdict(verdict) if verdict else None, note, undone, tuple(results.get(number, ()))
        )
        for number, entry, at, by, verdict, note, undone in rows(_INSPECTIONS, lot_id)
    ]  # fmt: skip


def results_that_count(lot_id: int) -> list[Result]:
    """Return what was found since a lot was last judged or released: of each test, the last look at it."""
    settled = row(_LAST_SETTLED, lot_id)
    counted: dict[str, tuple[int, list[Result]]] = {}
    for number, name, value, *_, within in rows(_RESULTS, lot_id, settled[0] if settled else 0):
        found = Result(name, value, None if within is None else bool(within))
        looks, results = counted.get(name, (number, []))
        counted[name] = (number, [*results, found] if looks == number else [found])
    return [one for _, results in counted.values() for one in results]


def dates_before(lot_id: int) -> list[DatesBefore]:
    """Return the dates a lot had, each with who set it anew, the oldest first."""
    return [
        DatesBefore(entry, moment(at), by, reason, field, day(before), day(after))
        for entry, at, by, reason, field, before, after in rows(_DATES, lot_id)
    ]


def had_expiry(lot_id: int, on: date) -> bool:
    """Return whether a lot once expired on a day: labels that were printed before a retest still say so."""
    return row(_HAD, lot_id, on.isoformat()) is not None


def dates_set_since(lot_id: int, at: datetime) -> bool:
    """Return whether the dates of a lot were set anew after a moment."""
    return row(_SET_SINCE, lot_id, moment_text(at)) is not None
