"""Writing rows as spreadsheets that other systems, and `wms_tui.exchange.reading`, can read.

Text is written so that no spreadsheet runs it: in CSV behind an apostrophe, in workbooks in cells of text.
"""

import csv
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from wms_tui.domain.fields import Value, yes_or_no
from wms_tui.domain.layouts import LAYOUTS, row_of
from wms_tui.domain.records import Kind, Record
from wms_tui.errors import BadInput
from wms_tui.exchange.sheet_files import FIRST_DAY, write_sheets
from wms_tui.exchange.text_files import guarded
from wms_tui.exchange.workbooks import LAST_ROW, MOST_DIGITS

LONGEST_CELL = 32_767
"""The most characters of a cell in a workbook."""

# What XML cannot hold or would lose, and what looks as if it were escaped already (ECMA-376, ST_Xstring).
_TO_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def write_records(path: Path, kind: Kind, records: Iterable[Record], *, replace: bool = False) -> int:
    """Write records so that they can be imported again, as CSV or xlsx by the file's ending; return how many.

    Raises:
        BadInput: as `write_rows`.
    """
    columns = tuple(column.name for column in LAYOUTS[kind].columns)
    return write_rows(path, kind, columns, (row_of(kind, record) for record in records), replace=replace)


def write_rows(
    path: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, replace: bool = False
) -> int:
    """Write rows of any sort, such as moves or reservations, under a sheet of that name; return how many.

    Values are text, whole numbers, days, moments, yes or no, or None. The file appears whole or not at all.

    Raises:
        BadInput: ``file-exists`` unless it may be replaced, ``bad-ending``, ``file-unwritable``,
            ``file-too-large`` for more than a workbook holds.
    """
    writer = _writer(path)
    return write_beside(path, lambda beside: writer(beside, name, columns, rows), replace=replace)


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet of a workbook: its name, its columns, and its rows, of values as `write_rows` takes them."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


def write_workbook(path: Path, sheets: Sequence[SheetRows], *, replace: bool = False) -> int:
    """Write a workbook of several sheets; return how many rows the first has. Nothing in it is ever evaluated.

    Raises:
        BadInput: as `write_rows`; ``bad-ending`` for any other than ``.xlsx``.
    """
    if path.suffix.lower() != ".xlsx":
        raise BadInput("bad-ending", f"Cannot write {path.name}", "Name it .xlsx")
    return write_beside(path, lambda beside: _write_sheets(beside, sheets), replace=replace)


def write_beside(path: Path, write: Callable[[Path], int], *, replace: bool) -> int:
    """Write a file beside its place, and put it there when it is whole; return what ``write`` counted.

    Raises:
        BadInput: ``file-exists`` unless it may be replaced, ``file-unwritable``.
    """
    refuse_existing(path, replace=replace)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        count = write(beside)
        _put_in_place(beside, path, replace=replace)
    except OSError as error:
        raise BadInput("file-unwritable", f"{path.name}: {error.strerror}", "Check its folder") from error
    finally:
        with suppress(OSError):
            beside.unlink()
    return count


def refuse_existing(path: Path, *, replace: bool) -> None:
    """Refuse to write where there is something already, before any work is done.

    Raises:
        BadInput: ``file-exists`` unless it is a file that may be replaced.
    """
    if path.exists() and not (replace and path.is_file()):
        raise _exists(path)


def print_records(stream: TextIO, kind: Kind, records: Iterable[Record]) -> int:
    """Print records as CSV, such as on the standard output; return how many."""
    columns = tuple(column.name for column in LAYOUTS[kind].columns)
    return print_rows(stream, columns, (row_of(kind, record) for record in records))


def print_rows(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Print rows as CSV (RFC 4180: lines end in CR LF, whatever the stream makes of it); return how many."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([guarded(column) for column in columns])
    count = 0
    for row in rows:
        writer.writerow([_text(value) for value in row])
        count += 1
    return count


def _writer(path: Path) -> Callable[[Path, str, Sequence[str], Iterable[Sequence[Any]]], int]:
    """Return what writes files of that ending."""
    writers = {".csv": _write_text_file, ".xlsx": _write_workbook}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise BadInput("bad-ending", f"Cannot write {path.name}", "Name it .csv or .xlsx")
    return writer


def _put_in_place(beside: Path, path: Path, *, replace: bool) -> None:
    """Give a finished file its name, without ever taking another's unasked."""
    if replace:
        beside.replace(path)
        return
    try:
        # A link fails where the name is taken, also by someone who was faster; a rename would not.
        os.link(beside, path)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError:
        # Some file systems have no links: claim the name first.
        path.touch(exist_ok=False)
        beside.replace(path)


def _exists(path: Path) -> BadInput:
    return BadInput("file-exists", f"{path.name} exists already", "Use another name or --force")


def _write_text_file(path: Path, _name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    with path.open("x", encoding="utf-8", newline="") as file:
        return print_rows(file, columns, rows)


def _text(value: Any) -> str:
    """Return a value as it stands in a text file."""
    if type(value) is str:
        return guarded(value) if value else ""
    cell = _plain(value)
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _plain(value: Any) -> Value:
    """Return a value as text, a whole number, a day or None."""
    if value is None or isinstance(value, bool):
        return None if value is None else yes_or_no(value)
    if isinstance(value, datetime):
        # Workbooks know no time zones, so a moment is text with its offset everywhere.
        return value.isoformat()
    if isinstance(value, int | date):
        return value
    return str(value)


def _write_workbook(path: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    return _write_sheets(path, [SheetRows(name, columns, rows)])


def _write_sheets(path: Path, sheets: Sequence[SheetRows]) -> int:
    return write_sheets(path, [(one.name, one.columns, _cells(one)) for one in sheets], _text_of_cell)


def _cells(sheet: SheetRows) -> Iterator[list[Value]]:
    """Yield the rows of a sheet as its cells hold them."""
    for count, row in enumerate(sheet.rows, 1):
        if count >= LAST_ROW:
            raise BadInput("file-too-large", f"{sheet.name}: over a million rows", "Write it as .csv")
        yield [value if type(value) is str else _cell(_plain(value)) for value in row]


def _cell(value: Value) -> Value:
    """Return a value as a cell holds it: a real day or number where a spreadsheet holds it exactly, else text."""
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        return str(value)
    return value


def _text_of_cell(text: str) -> str:
    """Return a text as a cell holds it."""
    escaped = _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    if len(escaped) > LONGEST_CELL:
        raise BadInput("file-too-large", f"A cell of {len(text)} characters", "Write it as .csv")
    return escaped
