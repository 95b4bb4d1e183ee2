"""Sheets: what reading a table gave, good rows as records and bad cells as errors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wms_tui.domain.records import Kind, Record

MOST_ERRORS = 1000
"""How many errors of a sheet are told one by one."""
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a cell cannot be taken."""

    row: int
    """As the spreadsheet shows it; the header is row 1."""
    column: str
    """By the file's own name; empty where it is about the whole row."""
    value: str
    """What the cell says, at most 200 characters of it."""
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that has been read as records of a kind."""

    path: Path
    sheet: str
    """The name of the sheet in a workbook; empty for a text file."""
    kind: Kind
    rows: int
    """Rows that said something and were meant; those with errors and repetitions included."""
    records: tuple[Record, ...]
    """One for each good row, in their order; what an earlier row says in the same words is left out."""
    errors: tuple[RowError, ...]
    """The first thousand, in the order of rows; where there are more, a last one says how many."""
    error_count: int
    """How many errors there are, told or not."""
    headings: Mapping[str, str]
    """What the file calls each of our columns that it has."""

    def error(self, record: Record, column: str, value: str, reason: str) -> RowError:
        """Return the error that a record of this sheet is wrong in one of our columns."""
        return row_error(record.source.row, self.headings.get(column, column), value, reason)

    def refused(self, errors: Iterable[RowError]) -> "Sheet":
        """Return the sheet with more errors."""
        more = list(errors)
        count = self.error_count + len(more)
        return replace(self, errors=told([*self.errors[:MOST_ERRORS], *more], count), error_count=count)


def row_error(row: int, column: str, value: str, reason: str) -> RowError:
    """Return an error with no more of the value than a message can carry."""
    short = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
    return RowError(row, column, short, reason)


def told(errors: list[RowError], count: int) -> tuple[RowError, ...]:
    """Return the first thousand of `count` errors in the order of rows, and one that says how many more."""
    first = sorted(errors, key=lambda error: error.row)[:MOST_ERRORS]
    if count <= MOST_ERRORS:
        return tuple(first)
    return (*first, RowError(first[-1].row, "", "", f"and {count - MOST_ERRORS:,} more errors"))
