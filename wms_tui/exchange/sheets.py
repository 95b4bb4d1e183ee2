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
    """In the order of rows; the last one says how many more there are, if any."""
    headings: Mapping[str, str]
    """What the file calls each of our columns that it has."""

    def error(self, record: Record, column: str, value: str, reason: str) -> RowError:
        """Return the error that a record of this sheet is wrong in one of our columns."""
        return row_error(record.source.row, self.headings.get(column, column), value, reason)

    def refused(self, errors: Iterable[RowError]) -> "Sheet":
        """Return the sheet with more errors."""
        return replace(self, errors=capped([*self.errors, *errors]))


def row_error(row: int, column: str, value: str, reason: str) -> RowError:
    """Return an error with no more of the value than a message can carry."""
    short = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
    return RowError(row, column, short, reason)


def capped(errors: list[RowError]) -> tuple[RowError, ...]:
    """Return the first thousand errors in the order of rows, and one that says how many more there are."""
    errors = sorted(errors, key=lambda error: error.row)
    if len(errors) <= MOST_ERRORS:
        return tuple(errors)
    last = errors[-1].row
    more = RowError(last, "", "", f"and {len(errors) - MOST_ERRORS:,} more errors up to this row")
    return (*errors[:MOST_ERRORS], more)
