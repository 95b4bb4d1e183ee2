"""Writing inspection plans, what was found of lots, their papers, and dates that were set anew."""

from collections.abc import Iterable
from datetime import date

from wms_tui.domain.codes import folded
from wms_tui.domain.inspection import PlannedTest, Result
from wms_tui.storage.statements import add, add_all, change, day_text
from wms_tui.storage.tables import NEVER

_ADD_TEST = (
    "INSERT INTO itemtest (item_id, name, folded, unit, low, high, words, sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_WRITE_TEST = """
UPDATE itemtest SET name = ?, folded = ?, unit = ?, low = ?, high = ?, words = ?, sample = ? WHERE id = ?
"""
_INSPECTION = "INSERT INTO inspection (entry_id, lot_id, verdict, note) VALUES (?, ?, ?, ?)"
_RESULT = """
INSERT INTO testresult (inspection_id, name, value, unit, low, high, words, within) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_CERTIFICATE = "INSERT INTO certificate (entry_id, lot_id, name, sha256, content) VALUES (?, ?, ?, ?, ?)"
_DATE = "INSERT INTO datechange (entry_id, lot_id, field, before, after) VALUES (?, ?, ?, ?, ?)"


def _columns(test: PlannedTest) -> tuple[object, ...]:
    return (test.name, folded(test.name), test.unit, test.low, test.high, "\n".join(test.words), test.sample)


def add_test_row(item: int, test: PlannedTest) -> int:
    """Write a new test of an item and return its row number; the number it carries is not used."""
    return add(_ADD_TEST, item, *_columns(test))


def write_test_row(test: PlannedTest) -> None:
    """Write what a test is now; results that were taken keep the limits of their day."""
    change(_WRITE_TEST, *_columns(test), test.id)


def remove_test_row(test: int) -> None:
    """Take a test out of its plan; results of it stay."""
    change("DELETE FROM itemtest WHERE id = ?", test)


def add_inspection(
    entry: int, lot: int, verdict: str | None, note: str, found: Iterable[tuple[PlannedTest, Result]]
) -> int:
    """Write an inspection with its results and the limits of the day, and return its row number."""
    number = add(_INSPECTION, entry, lot, verdict, note)
    add_all(
        _RESULT,
        [
            (number, one.test, one.value, test.unit, test.low, test.high, "\n".join(test.words), _truth(one.within))
            for test, one in found
        ],
    )
    return number


def _truth(within: bool | None) -> int | None:
    return None if within is None else int(within)


def add_certificate_row(entry: int, lot: int, name: str, sha256: str, content: bytes) -> int:
    """Write a paper about a lot, whole, and return its row number."""
    return add(_CERTIFICATE, entry, lot, name, sha256, content)


def set_lot_dates(
    lot: int,
    *,
    expires_on: date | None,
    best_before_on: date | None,
    removal_on: date | None,
    alert_on: date | None,
) -> None:
    """Write the dates of a lot that hang on its expiry, instead of those it had."""
    change(
        "UPDATE lot SET expires_on = ?, best_before_on = ?, removal_on = ?, alert_on = ? WHERE id = ?",
        day_text(expires_on), day_text(best_before_on), day_text(removal_on) or NEVER, day_text(alert_on), lot,
    )  # fmt: skip


def add_date_changes(entry: int, lot: int, dates: Iterable[tuple[str, date | None, date | None]]) -> None:
    """Write which dates of a lot an entry changed: (field, before, after)."""
    add_all(_DATE, [(entry, lot, field, day_text(before), day_text(after)) for field, before, after in dates])
