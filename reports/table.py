"""Rows under column heads, a fixed height each, over as many pages as they take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.page import Book, Box, Heading, Paper, Rendered, body, column_boxes

_HEAD = 16.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its part of the width, and how its cells are set."""

    head: str
    share: float
    size: float = 10.0
    bold: bool = False
    align: str = "left"
    box: bool = False
    """An empty box to write in, instead of text."""


@dataclass(frozen=True, slots=True)
class Band:
    """A row across all columns that heads those below it: a title at the left, a few words at the right."""

    title: str
    note: str = ""


TableRow = tuple[str, ...] | Band


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stands above the first row or below the last one, so high (points)."""

    height: float
    draw: Callable[[Book, Box], None]


NOTHING = Block(0.0, lambda book, box: None)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, their rows, and how high a row is."""

    columns: tuple[Column, ...]
    rows: Sequence[TableRow]
    row_height: float
    above: Block = NOTHING
    below: Block = NOTHING


def render_table(paper: Paper, heading: Heading, table: Table) -> Rendered:
    """Return a document that is one table."""
    pages = _pages(table, body(paper).height - _HEAD)
    book = Book(paper, heading, len(pages))
    shaded = False
    for number, rows in enumerate(pages):
        room = book.begin()
        top = room.y + room.height
        if number == 0:
            top -= table.above.height
            table.above.draw(book, Box(room.x, top, room.width, table.above.height))
        top -= _HEAD
        draw_heads(book, table.columns, Box(room.x, top, room.width, _HEAD))
        for row in rows:
            top -= table.row_height
            draw_row(book, table.columns, row, Box(room.x, top, room.width, table.row_height), shaded)
            shaded = not shaded
        if number == len(pages) - 1:
            top -= table.below.height
            table.below.draw(book, Box(room.x, top, room.width, table.below.height))
    return book.finish()


def _pages(table: Table, height: float) -> list[Sequence[TableRow]]:
    """Deal the rows onto pages; the first has less room for what stands above, the last for what is below."""
    pages: list[Sequence[TableRow]] = []
    start = 0
    room = height - table.above.height
    while True:
        fits = max(1, int(room / table.row_height + 1e-6))
        pages.append(_without_lone_band(table.rows[start : start + fits], last=start + fits >= len(table.rows)))
        start += len(pages[-1])
        used = len(pages[-1]) * table.row_height
        if start >= len(table.rows) and used + table.below.height <= room + 1e-6:
            return pages
        room = height


def _without_lone_band(rows: Sequence[TableRow], *, last: bool) -> Sequence[TableRow]:
    """Return the rows of a page without a band at its end: it belongs above the rows that it heads."""
    lone = not last and len(rows) > 1 and isinstance(rows[-1], Band)
    return rows[:-1] if lone else rows


def draw_heads(book: Book, columns: tuple[Column, ...], box: Box) -> None:
    """Draw the heads of columns, ruled off below."""
    for column, place in zip(columns, _places(columns, box), strict=True):
        book.text(column.head, place, 8, smallest=5, bold=True, align=column.align, middle=True)
    book.rule(box.x, box.y, box.width, 0.9)


def _draw_band(book: Book, band: Band, box: Box) -> None:
    half = box.width / 2
    book.text(band.title, Box(box.x, box.y, half - 8, box.height), 11, smallest=6, bold=True, middle=True)
    note = Box(box.x + half, box.y, half - 8, box.height)
    book.text(band.note, note, 9.5, smallest=5, bold=True, align="right", middle=True)
    book.rule(box.x, box.y, box.width, 0.9)


def draw_row(book: Book, columns: tuple[Column, ...], row: TableRow, box: Box, shaded: bool) -> None:
    """Draw a row under its heads; every second one is shaded."""
    if isinstance(row, Band):
        _draw_band(book, row, box)
        return
    if shaded:
        book.shade(box)
    for column, cell, place in zip(columns, row, _places(columns, box), strict=True):
        if column.box:
            book.frame(Box(place.x, place.y + 3, place.width, place.height - 6))
        else:
            book.text(cell, place, column.size, smallest=5, bold=column.bold, align=column.align, middle=True)
    book.rule(box.x, box.y, box.width, 0.25)


def _places(columns: tuple[Column, ...], box: Box) -> list[Box]:
    whole = sum(column.share for column in columns)
    return column_boxes(box.x, box.y, box.height, (box.width * column.share / whole for column in columns))
