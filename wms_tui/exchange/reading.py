"""Reading other systems' spreadsheets: files in, clean records and all errors out.

Formats: CSV and its kin (``.csv``, ``.tsv``) and workbooks (``.xlsx``), single or a folder of them. Row 1
names the columns. A formula is refused and never evaluated, as a file from elsewhere must not decide by a sum
that nobody has seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wms_tui.domain.records import LOAD_ORDER, Kind
from wms_tui.errors import BadInput, NotFound
from wms_tui.exchange.agreement import in_agreement
from wms_tui.exchange.conversion import convert
from wms_tui.exchange.mapping import Map, SheetMap, guess_kind
from wms_tui.exchange.sheets import Sheet
from wms_tui.exchange.tables import Table
from wms_tui.exchange.text_files import read_text_file
from wms_tui.exchange.workbooks import read_workbook

ENDINGS = (".csv", ".tsv", ".xlsx")
OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
NO_MAP = Map()


@dataclass(frozen=True, slots=True)
class Reading:
    """What all the files said."""

    sheets: tuple[Sheet, ...]
    """In the order in which they must be loaded."""
    warnings: tuple[str, ...] = ()
    """Sentences about the files, to be shown, that keep nothing from being imported."""

    @property
    def good(self) -> bool:
        """Whether there is no error in any sheet."""
        return not any(sheet.errors for sheet in self.sheets)


def read_sheets(paths: Iterable[Path], *, kind: Kind | None = None, sheet_map: Map = NO_MAP) -> Reading:
    """Return what the files and folders say, sheet by sheet.

    What a sheet holds is said by the map, else by `kind`, else by its own name, else by the name of the file
    whose only sheet it is.

    Raises:
        NotFound: ``file-not-found``.
        BadInput: ``nothing-to-import`` for a folder without spreadsheets and where a map skips every sheet,
            ``not-a-spreadsheet``, ``unknown-sheet`` where nothing says what is in one, and what the readers of files
            raise.
    """
    tables: list[Table] = []
    warnings: list[str] = []
    for path in _files(paths):
        found, said = _tables(path)
        tables += found
        warnings += said
    sheets = []
    for table, meant, table_map in _assigned(tables, kind, sheet_map):
        sheets.append(convert(table, meant, table_map, _Finder(tables)))
    if not sheets:
        raise BadInput("nothing-to-import", "Every sheet is skipped.", "Look into the map.")
    sheets.sort(key=lambda sheet: LOAD_ORDER.index(sheet.kind))
    return Reading(in_agreement(sheets), tuple(warnings))


def _files(paths: Iterable[Path]) -> list[Path]:
    """Return all files meant, those of folders by name."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += _files_within(path)
        elif path.is_file():
            files.append(path)
        else:
            raise NotFound("file-not-found", f"There is no file {path.name}", "Check its path")
    return list(dict.fromkeys(files))


def _files_within(folder: Path) -> list[Path]:
    """Return the spreadsheets of a folder."""
    # Hidden files, and the locks that Excel leaves beside an open workbook, are no data.
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith((".", "~$"))]
    files = [path for path in files if path.suffix.lower() in ENDINGS + OTHER_SPREADSHEETS]
    if not files:
        raise BadInput("nothing-to-import", f"No spreadsheets in {folder.name}", "It takes .csv, .tsv and .xlsx")
    return files


def _tables(path: Path) -> tuple[Sequence[Table], tuple[str, ...]]:
    """Return the tables of a file, and what to tell about it."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        hint = "Save it as .xlsx" if ending in OTHER_SPREADSHEETS else "It takes .csv, .tsv and .xlsx"
        raise BadInput("not-a-spreadsheet", f"Cannot read {path.name}", hint)
    try:
        path.open("rb").close()
    except OSError as error:
        raise BadInput("file-unreadable", f"{path.name}: {error.strerror}", "Check who may read it") from error
    if ending != ".xlsx":
        table, warnings = read_text_file(path)
        return [table], warnings
    tables = read_workbook(path)
    # New workbooks come with blank sheets that nobody asked for.
    return [table for table in tables if not table.empty] or tables[:1], ()


def _assigned(tables: list[Table], kind: Kind | None, sheet_map: Map) -> list[tuple[Table, Kind, SheetMap]]:
    """Return each table with what it holds and how it is read; it may be read in several ways, or in none."""
    found: list[tuple[Table, Kind, SheetMap]] = []
    unknown: list[str] = []
    for table in tables:
        names = _names(table, tables)
        maps = sheet_map.of(names)
        found += [(table, table_map.kind, table_map) for table_map in maps if table_map.kind]
        if maps or sheet_map.joins(names):
            continue
        meant = kind or next(filter(None, map(guess_kind, names)), None)
        if meant is None:
            unknown.append(table.name)
        else:
            found.append((table, meant, SheetMap(table.name, meant)))
    if unknown:
        hint = "Give --kind, or a map that says skip = true"
        raise BadInput("unknown-sheet", f"What is in {', '.join(unknown[:3])}?", hint, sheets=tuple(unknown))
    return found


def _names(table: Table, tables: Iterable[Table]) -> tuple[str, ...]:
    """Return what a table is called: its sheet, and its file where there is no other sheet in it."""
    alone = sum(other.path == table.path for other in tables) == 1
    return tuple(dict.fromkeys((table.name, table.path.stem))) if alone else (table.name,)


class _Finder:
    """Finds header sheets by name: first in the same file, then in all that are read."""

    def __init__(self, tables: list[Table]) -> None:
        self._tables = tables

    def __call__(self, table: Table, name: str) -> Table | None:
        """Return the only sheet of that name, in any case; None where there is none or more than one."""
        known = [
            other
            for other in self._tables
            if name.casefold() in [its.casefold() for its in _names(other, self._tables)]
        ]
        near = [other for other in known if other.path == table.path]
        found = near or known
        return found[0] if len(found) == 1 else None
