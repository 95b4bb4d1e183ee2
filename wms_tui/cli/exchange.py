"""Other systems' files: in, and out."""

import importlib
import io
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, TextIO

import click

from wms_tui.cli.arguments import END_OF_DAY, MOMENT, Word
from wms_tui.cli.others_records import records_of_others
from wms_tui.cli.output import Answer, history_value
from wms_tui.cli.running import Act, command, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.layouts import LAYOUTS, row_of
from wms_tui.domain.records import Kind
from wms_tui.domain.types import Mixing, Role, Rotation, Status, Tracking
from wms_tui.errors import Refused
from wms_tui.operations.load import LoadRecords, check_records, load_records
from wms_tui.operations.loading import RecordError
from wms_tui.queries.all_records import records
from wms_tui.queries.history import history
from wms_tui.queries.orders import reservations
from wms_tui.storage.connection import reading

if TYPE_CHECKING:
    from wms_tui.exchange.reading import Reading
    from wms_tui.exchange.sheets import Sheet

MOVES, RESERVATIONS = "moves", "reservations"
FSMA204, EPCIS = "fsma204", "epcis"
EXPORTS = click.Choice([*(kind.value for kind in Kind), MOVES, RESERVATIONS, FSMA204, EPCIS])
WHOLE = 10**9

_DEFINED_BY = {
    "item": Kind.ITEMS, "quantity": Kind.PACKS, "bin": Kind.BINS, "supplier": Kind.PARTNERS,
    "customer": Kind.PARTNERS, "lot": Kind.LOTS,
}  # fmt: skip
"""The kind of file in which what a column names may be defined."""
_WORDS = {
    "tracking": Tracking, "rotation": Rotation, "mixing": Mixing, "role": Role, "status": Status,
    "pickable": ("yes", "no"), "quantity": ("36", "3CS", "2CS+4EA"), "..._on": ("2027-03-14",),
    "shelf_life": ("18m", "90d"), "..._days": ("30",), "low": ("3.5",), "words": ("fresh | neutral",),
}  # fmt: skip
"""The words, or examples of what may stand, in columns that do not take just anything."""


def _columns() -> str:
    """Return the columns of every kind of file, for the help page."""
    lines = [
        fill(
            ", ".join(f"{column.name}{'*' if column.required else ''}" for column in layout.columns),
            width=78, initial_indent=f"  {kind.value:<9} ", subsequent_indent=" " * 12,
        )
        for kind, layout in LAYOUTS.items()
    ]  # fmt: skip
    words = [f"  {name:<10} {', '.join(meant)}" for name, meant in _WORDS.items()]
    return "\n".join(
        ["\b", "Columns, in any order; those with * must be there:", *lines, "", "\b", "What they say:", *words]
    )  # fmt: skip


@command("import", epilog=_columns())
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--kind", type=Word(Kind), help="What the files hold, where their names do not say it.")
@click.option("--map", "map_file", type=click.Path(path_type=Path), metavar="FILE", help="How to read foreign sheets.")
@click.option("--dry-run", is_flag=True, help="Say what would be wrong, and import nothing.")
@writes
def import_files(act: Act, paths: Sequence[Path], kind: Kind | None, map_file: Path | None, dry_run: bool) -> Answer:
    """Import spreadsheets and folders of them (.csv, .tsv, .xlsx), all of them or, with any error, nothing.

    Every cell that is wrong is told by file, row and column; exit status 1 then. What the warehouse knows
    already is passed over where the file says the same, and an error where it says something else. What a file
    holds is said by its name (items.csv), or by --kind, or by a map, which README explains by an example.

    \b
    Examples:
      wms import items.csv bins.csv stock.csv --dry-run
      wms import export.xlsx --map erp.toml
    """
    # Spreadsheets take longer to load than most commands to run.
    exchange = importlib.import_module("wms_tui.exchange.reading")
    maps = importlib.import_module("wms_tui.exchange.mapping")
    sheet_map = maps.read_map(map_file) if map_file else exchange.NO_MAP
    found: Reading = exchange.read_sheets(paths, kind=kind, sheet_map=sheet_map)
    slip = LoadRecords(tuple(record for sheet in found.sheets for record in sheet.records), act.reason)
    done: dict[str, Any] = {}
    if dry_run or not found.good:
        errors = check_records(slip, on=act.at.date())
    else:
        done, errors = _loaded(act, slip)
    sheets = _with_errors(found.sheets, errors)
    wrong = sum(sheet.error_count for sheet in sheets)
    cautions = done.pop("cautions", ())
    answer = {
        **done, "files": [_told(sheet, imported=bool(done)) for sheet in sheets], "imported": bool(done),
        "warnings": [*found.warnings, *cautions],
    }  # fmt: skip
    return Answer(answer, exit_status=1 if wrong else 0, notes=_outcome(wrong, dry_run=dry_run))


def _outcome(wrong: int, *, dry_run: bool) -> list[str]:
    """Return what people are told of an import that left nothing behind."""
    if wrong:
        return [f"{wrong} {'cell is' if wrong == 1 else 'cells are'} wrong. Nothing was imported."]
    return ["Nothing is wrong. Nothing was imported yet: do it again without --dry-run."] if dry_run else []


def _loaded(act: Act, slip: LoadRecords) -> tuple[dict[str, Any], tuple[RecordError, ...]]:
    """Load all records, and return what that gave, or what was wrong."""
    try:
        return act.do(load_records, slip), ()
    except Refused as refusal:
        if refusal.code != "import-errors":
            raise
        return {}, refusal.details["errors"]


def _with_errors(sheets: Sequence["Sheet"], errors: Iterable[RecordError]) -> list["Sheet"]:
    """Return the sheets with what the warehouse found wrong beside what reading them did."""
    # What names a row that could not even be read is no error of its own.
    unread = {sheet.kind for sheet in sheets if sheet.errors}
    of_record: dict[int, list[RecordError]] = {}
    for one in errors:
        if _DEFINED_BY.get(one.column) not in unread:
            of_record.setdefault(id(one.record), []).append(one)
    return [_with_own(sheet, of_record) for sheet in sheets]


def _with_own(sheet: "Sheet", of_record: dict[int, list[RecordError]]) -> "Sheet":
    own = [one for record in sheet.records for one in of_record.get(id(record), ())]
    if not own:
        return sheet
    return sheet.refused(sheet.error(one.record, one.column, one.value, one.reason) for one in own)


def _told(sheet: "Sheet", *, imported: bool) -> dict[str, Any]:
    return {
        "path": str(sheet.path), "sheet": sheet.sheet, "kind": sheet.kind.value, "rows": sheet.rows,
        "imported": sheet.rows if imported else 0, "errors": to_json(sheet.errors),
    }  # fmt: skip


@command("export")
@click.argument("kind", type=EXPORTS, metavar="KIND")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), help="The .csv or .xlsx file to write.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--from", "since", type=MOMENT, metavar="DAY", help="Records of others: from that day on.")
@click.option("--to", "until", type=END_OF_DAY, metavar="DAY", help="Records of others: up to that day.")
@click.option("--item", default="", metavar="ITEM", help="Records of others: of this item only.")
@click.option("--lot", default="", metavar="LOT", help="Records of others: of this lot only.")
@click.option("--listed-only", is_flag=True, help="Records of others: only items on the Food Traceability List.")
@reads
def export(kind: str, file: Path | None, force: bool, **which: Any) -> Answer:
    """Write what is known as a spreadsheet: items, packs, bins, partners, lots, stock, receipts, orders, levels, tests.

    All of these can be imported again; moves and reservations are for reading. Without -o it is printed as CSV.
    Of orders and receipts that is what is still to be done: open ones, each line less what has shipped or came.

    fsma204 is the sortable spreadsheet of 21 CFR 1.1455 for a range of days, .xlsx or .csv, with a sheet of what is
    missing; epcis is all that happened as events of EPCIS 2.0 (JSON-LD). Both need -o; what was undone is not shown as
    done.

    Refused: a file that is there, unless --force.

    \b
    Examples:
      wms export stock -o stock.xlsx
      wms export orders
      wms export fsma204 --from 2029-01-01 --to 2029-03-31 -o records.xlsx
      wms export epcis --from 2029-01-01 -o events.json
    """
    if kind in (FSMA204, EPCIS):
        return records_of_others(kind, file, force=force, **which)
    with reading():
        columns, rows = _rows(kind)
    if file is None:
        values = [dict(zip(columns, row, strict=True)) for row in rows]
        return Answer(values, write=partial(_print_csv, columns, rows))
    writing = importlib.import_module("wms_tui.exchange.writing")
    count = writing.write_rows(file, kind, columns, rows, replace=force)
    return Answer({"file": str(file), "rows": count})


def _print_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]], stream: TextIO) -> None:
    """Print rows as CSV in UTF-8, which is what imports read, whatever the terminal takes."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="")
    importlib.import_module("wms_tui.exchange.writing").print_rows(stream, columns, rows)


def _rows(kind: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns and rows of a kind."""
    if kind == MOVES:
        found = [history_value(row) for row in history(limit=WHOLE) if row.source is not None]
        names = ["entry", "key", "kind", "at", "recorded_at", "by", "item", "lot", "from", "to", "quantity"]
        names += ["reference", "reason"]
        return names, [tuple(row[name] for name in names) for row in found]
    if kind == RESERVATIONS:
        names = ["order", "line", "item", "lot", "bin", "plate", "quantity", "picked"]
        return names, [tuple(getattr(row, name) for name in names) for row in reservations()]
    meant = Kind(kind)
    rows = [row_of(meant, record) for record in records(meant)]
    return [column.name for column in LAYOUTS[meant].columns], rows


COMMANDS: tuple[click.Command, ...] = (import_files, export)
