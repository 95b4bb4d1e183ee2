"""Workbooks as files (ECMA-376, SpreadsheetML), written row by row.

A spreadsheet of 100,000 rows that somebody asks for must be there in seconds. openpyxl, which reads ours, takes about
a millisecond a row of text to write one, thirty times as long as this; what there is to write is cells of text,
numbers and days.
"""

import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from wms_tui.domain.fields import Value

FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets believe in 29 February 1900; from the next day on all calendars agree."""

_DAY_BEFORE_ALL = date(1899, 12, 30).toordinal()
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_AT_ONCE = 512
"""So many rows are handed to the file together."""

# The first style is plain, the second a day, the third bold.
_STYLES = (
    f"{_HEAD}<styleSheet {_MAIN}>"
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_SHEET = (
    f'{_HEAD}<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)

Rows = Iterable[Sequence[Value]]


def write_sheets(path: Path, sheets: Sequence[tuple[str, Sequence[str], Rows]], text_of: Callable[[str], str]) -> int:
    """Write a new workbook of sheets (name, columns, rows); return how many rows the first has.

    Text is never evaluated: its cells are of text, whatever it looks like. ``text_of`` returns a text as its cell may
    hold it. The same sheets give the same bytes.
    """
    fragment = lru_cache(maxsize=65_536)(lambda text: _text(text_of(text)))
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in _parts([name for name, _, _ in sheets]):
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
        counts: list[int] = []
        for number, (_, columns, rows) in enumerate(sheets, 1):
            part = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml")
            part.compress_type = zipfile.ZIP_DEFLATED
            with closing(package.open(part, "w", force_zip64=True)) as file:
                counts.append(_write_sheet(file, columns, rows, fragment))
    return counts[0]


def _write_sheet(file: IO[bytes], columns: Sequence[str], rows: Rows, fragment: Callable[[str], str]) -> int:
    heads = "".join(fragment(column).replace("<c ", '<c s="2" ', 1) for column in columns)
    file.write(f"{_SHEET}<row>{heads}</row>".encode())
    waiting: list[str] = []
    count = 0
    for row in rows:
        cells = "".join([fragment(value) if type(value) is str else _cell(value) for value in row])
        waiting.append(f"<row>{cells}</row>")
        count += 1
        if len(waiting) == _AT_ONCE:
            file.write("".join(waiting).encode())
            waiting.clear()
    file.write(("".join(waiting) + "</sheetData></worksheet>").encode())
    return count


def _text(text: str) -> str:
    if not text:
        return "<c/>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _cell(value: Value) -> str:
    """Return the cell of anything but text: a number or a day."""
    if isinstance(value, date):
        return f'<c s="1"><v>{value.toordinal() - _DAY_BEFORE_ALL}</v></c>'
    return "<c/>" if value is None else f"<c><v>{value}</v></c>"


def _parts(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return the parts of a workbook beside its sheets, as (name, text)."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for number in numbers
    )
    relations = "".join(_relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers)
    return [
        (
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{overrides}</Types>',
        ),
        ("_rels/.rels", _relations(_relation("rId1", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            f'{_HEAD}<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        ),
        ("xl/_rels/workbook.xml.rels", _relations(relations + _relation("rIdS", "styles", "styles.xml"))),
        ("xl/styles.xml", _STYLES),
    ]


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _relations(text: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{text}</Relationships>'
