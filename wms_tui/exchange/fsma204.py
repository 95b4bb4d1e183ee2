"""Writing the sortable spreadsheet of 21 CFR 1.1455(c)(3)(ii), with what is missing and what explains it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wms_tui.domain.traceability import (
    COLUMNS,
    GLOSSARY,
    GLOSSARY_COLUMNS,
    MISSING_COLUMNS,
    EventRow,
    cells,
    missing,
)
from wms_tui.errors import BadInput
from wms_tui.exchange.writing import SheetRows, refuse_existing, write_rows, write_workbook


def write_fsma204(path: Path, events: Iterator[EventRow], *, replace: bool = False) -> tuple[int, int]:
    """Write events as a workbook of three sheets, or as three text files.

    Return how many rows there are, and how many events lack something.
    A text file ``records.csv`` has ``records-missing.csv`` and ``records-glossary.csv`` beside it.

    Raises:
        BadInput: ``file-exists`` unless it may be replaced, ``bad-ending``, ``file-unwritable``, ``file-too-large``.
    """
    if not path.name:
        raise BadInput("bad-ending", f"{path} is no name of a file.", "Name it, such as events.xlsx.")
    lacking: list[tuple[Any, ...]] = []
    rows = _noting(events, lacking)
    if path.suffix.lower() == ".xlsx":
        # Sheets are written in their order: when the second one is, all rows of the first have been read.
        sheets = (
            SheetRows("events", COLUMNS, rows),
            SheetRows("missing", MISSING_COLUMNS, _later(lacking)),
            SheetRows("glossary", GLOSSARY_COLUMNS, GLOSSARY),
        )
        count = write_workbook(path, sheets, replace=replace)
        return count, len(lacking)
    beside = {name: path.with_name(f"{path.stem}-{name}{path.suffix}") for name in ("missing", "glossary")}
    for other in beside.values():
        refuse_existing(other, replace=replace)
    count = write_rows(path, "events", COLUMNS, rows, replace=replace)
    write_rows(beside["missing"], "missing", MISSING_COLUMNS, lacking, replace=replace)
    write_rows(beside["glossary"], "glossary", GLOSSARY_COLUMNS, GLOSSARY, replace=replace)
    return count, len(lacking)


def _noting(events: Iterator[EventRow], lacking: list[tuple[Any, ...]]) -> Iterator[tuple[object, ...]]:
    """Yield the cells of events, noting what each lacks; rows are numbered as a spreadsheet shows them."""
    for number, one in enumerate(events, start=2):
        if lacks := missing(one):
            # One row an event, so that the sheet holds whatever the first one holds.
            told = ("; ".join(words) for words in zip(*lacks, strict=True))
            lacking.append((number, one.event.value, one.on, one.tlc, one.lot, one.number, *told))
        yield cells(one)


def _later(found: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    yield from found
