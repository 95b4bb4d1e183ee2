"""Text files (CSV, TSV and their kin) as tables."""

import codecs
import csv
import re
from collections.abc import Iterable
from io import StringIO
from itertools import islice
from pathlib import Path

from wms_tui.errors import BadInput
from wms_tui.exchange.tables import MOST_BYTES, Row, Table

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 50
"""How many rows are looked at to tell the delimiter."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Excel writes its delimiter into a line of its own, and does not count that line.
_DECLARED = re.compile(r"sep=(.)\n", re.IGNORECASE)
# What a spreadsheet might run, behind any number of the apostrophes that keep it from doing so.
_GUARDED = re.compile(r"'*[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """Return `text` led by an apostrophe where a spreadsheet would take it for a formula.

    Text that already looks guarded gets another apostrophe: `unguarded` gives back every text exactly.
    """
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def read_text_file(path: Path) -> tuple[Table, tuple[str, ...]]:
    """Return the table of a text file, and what to tell the person about the file.

    Encodings: by byte order mark UTF-8 or UTF-16, else UTF-8, else Windows 1252 or Latin-1 with a warning.

    Raises:
        BadInput: ``file-too-large``, ``not-text`` also for a NUL character, which no text has, ``bad-csv`` when
            its quotes do not match; both name the row.
    """
    if path.stat().st_size > MOST_BYTES:
        raise BadInput("file-too-large", f"{path.name} is over {MOST_BYTES // 10**6} MB", "Split it")
    text, warnings = _decoded(path)
    # A record may be ended by any of the line ends there are; inside quotes all of them become one.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    declared = _DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    delimiter = declared[1] if declared else _delimiter(text, path)
    header, *rows = _rows(text, delimiter, path) or [Row(1, ())]
    return Table(path, "", header.cells, tuple(row for row in rows if row.cells)), warnings


def _decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and a warning where its encoding is a guess."""
    data = path.read_bytes()
    declared = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    warnings: tuple[str, ...] = ()
    try:
        text = data.decode(declared or "utf-8")
    except UnicodeDecodeError as error:
        if declared:
            message = f"{path.name} is not the {declared} it says"
            raise BadInput("not-text", message, "Save it as CSV UTF-8") from error
        text, guess = _guessed(data)
        warnings = (f"{path.name} is not UTF-8; it was read as {guess}. Look at letters with accents.",)
    return text, warnings


def _guessed(data: bytes) -> tuple[str, str]:
    """Return the text of old files: nearly all are Windows 1252, and Latin-1 fits any bytes."""
    try:
        return data.decode("cp1252"), "Windows 1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1"


def _delimiter(text: str, path: Path) -> str:
    """Return the delimiter under which most rows are as wide as the header; tabs for a TSV file."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    scores = {delimiter: _score(text, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > (0, 0) else DELIMITERS[0]


def _score(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many rows are as wide as the header, and how wide it is; nothing for a single column."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(cells) for cells in islice(reader, SAMPLE)]
    except csv.Error:
        return 0, 0
    if not widths or widths[0] < 2:
        return 0, 0
    return widths.count(widths[0]), widths[0]


def _rows(text: str, delimiter: str, path: Path) -> list[Row]:
    """Return all rows, blank ones without cells."""
    # Strict, or a quote that is never closed would swallow the rest of the file without a word.
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    clean = "\0" not in text
    try:
        for number, cells in enumerate(reader, 1):
            if not clean and any("\0" in cell for cell in cells):
                raise _not_text(path, number)
            rows.append(Row(number, _cells(cells)))
    except csv.Error as error:
        if not clean:
            raise _not_text(path, len(rows) + 1) from error
        message = f"{path.name} row {len(rows) + 1}: {error}"
        raise BadInput("bad-csv", message, 'Check its quotes: "a ""word"" in it"') from error
    return rows


def _not_text(path: Path, row: int) -> BadInput:
    hint = "Delete it, or save the file as CSV UTF-8 or .xlsx"
    return BadInput("not-text", f"{path.name} row {row}: a NUL character is no text", hint)


def _cells(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the cells without space at their ends; none where all are blank."""
    clean = tuple(unguarded(cell).strip() for cell in cells)
    return clean if any(clean) else ()
