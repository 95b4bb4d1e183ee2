"""Workbooks (xlsx) as tables. Nothing in them is ever evaluated: a formula is a flaw of its cell."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from wms_tui.domain.codes import excerpt
from wms_tui.errors import BadInput
from wms_tui.exchange.tables import MOST_BYTES, Cell, Flaw, Row, Table

MOST_ENTRIES = 200
"""The most parts of a workbook; an honest one has a few for each sheet."""
MOST_CELLS = 10_000_000
"""The most cells, the empty ones between others included: a far column makes every row that wide."""
MOST_RATIO = 100
"""How many times larger its content may be than the file: 20,000 equal rows pack 15 times."""
LAST_ROW = 1_048_576
"""The last row that a spreadsheet can have."""
MOST_DIGITS = 15
"""Spreadsheets keep that many digits of a number; of longer ones the rest is lost."""

# What openpyxl raises on a file that is not what it says it is.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OSError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
# Control characters in the text of a workbook (ECMA-376 part 1, ST_Xstring), and the underscore itself.
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005F|FFFE|FFFF)_")
_ZEROS = re.compile("0+")


def read_workbook(path: Path) -> tuple[Table, ...]:
    """Return the tables of a workbook, sheet by sheet.

    Raises:
        BadInput: ``file-too-large`` for a bomb or a file beyond what is read, ``not-a-workbook``.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(path, archive)
        return tuple(_sheets(path))
    except _UNREADABLE as error:
        hint = "Is it protected by a password?" if _is_compound(path) else "Save it again as .xlsx"
        raise BadInput("not-a-workbook", f"{path.name} is not a workbook", hint) from error


def unescaped(text: str) -> str:
    """Return the text of a cell; ``_x000D_`` in a workbook is a carriage return."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a small file with a huge content before any of it is unpacked."""
    entries = archive.infolist()
    content = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if content > MOST_BYTES or len(entries) > MOST_ENTRIES or content > packed * MOST_RATIO:
        message = f"{path.name}: {len(entries)} parts, {content // 10**6} MB"
        raise BadInput("file-too-large", message, "Split it, or save it as CSV")


def _is_compound(path: Path) -> bool:
    """Return whether a file has the form of old Office files, which encrypted new ones are wrapped in too."""
    with path.open("rb") as file:
        return file.read(8) == bytes.fromhex("D0CF11E0A1B11AE1")


def _sheets(path: Path) -> Iterator[Table]:
    """Read all sheets."""
    with warnings.catch_warnings():
        # openpyxl warns of styles and validations it drops; they are nothing to us.
        warnings.simplefilter("ignore")
        book = load_workbook(path, read_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                yield _table(path, sheet)
        finally:
            book.close()


def _table(path: Path, sheet: Any) -> Table:
    """Read one sheet."""
    # The size a sheet says it has is often wrong, and openpyxl would leave out all that is beyond.
    sheet.reset_dimensions()
    header: tuple[Cell, ...] = ()
    rows = []
    count = 0
    for number, cells in enumerate(sheet.iter_rows(max_row=LAST_ROW), 1):
        count += len(cells)
        if count > MOST_CELLS:
            raise BadInput("file-too-large", f"{path.name} has too many cells", "Delete empty columns")
        texts = _without_end([_cell(cell) for cell in cells])
        if number == 1:
            header = texts
        elif texts:
            rows.append(Row(number, texts))
    return Table(path, sheet.title, header, tuple(rows))


def _without_end(cells: list[Cell]) -> tuple[Cell, ...]:
    """Return the cells up to the last that says something."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _cell(cell: Any) -> Cell:
    """Return what a cell says, as text."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Flaw(f"formula: {cell.coordinate} holds a formula, not a value", _formula(value))
    if cell.data_type == "e":
        return Flaw(f"error: {cell.coordinate} holds {value}", str(value))
    if isinstance(value, str):
        return unescaped(value).strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(cell, value)
    return _moment(value)


def _formula(value: Any) -> str:
    """Return the text of a formula, of whatever sort."""
    return excerpt(str(getattr(value, "text", value)), 60)


def _number(cell: Any, value: int | float) -> Cell:
    """Return the digits of a number: 12.0 is 12, and 12 shown as 00012 is 00012."""
    if isinstance(value, float):
        # Not-a-number and infinity are no numbers of a spreadsheet; their text is refused later.
        if not value.is_integer():
            return repr(value)
        if abs(value) >= 10**MOST_DIGITS:
            return Flaw(
                f"digits lost: {cell.coordinate} has more than {MOST_DIGITS} digits; format it as text",
                f"{value:.0f}",
            )
        value = int(value)
    form = cell.number_format
    return str(value).zfill(len(form)) if _ZEROS.fullmatch(form) else str(value)


def _moment(value: date | time | timedelta) -> str:
    """Return a date as ISO text; a time of day only where there is one."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)
