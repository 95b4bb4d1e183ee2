"""Sections of text, facts and rows, one below the other, over as many pages as they take.

A heading stays with what follows it, and a table begins again with its heads on each page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports import fonts
from reports.page import Book, Box, Heading, Paper, Rendered, body
from reports.table import Column, draw_heads, draw_row

_LINE = 9.0
_TITLE = 25.0
_ROW = 17.0
_HEAD = 14.0
_LABEL = 118.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Something of a height (points) that is drawn on one page."""

    height: float
    draw: Callable[[Book, Box], None]
    with_next: bool = False
    """Whether it must not stand alone at the foot of a page."""
    again: "Piece | None" = None
    """What is drawn once more above it where it comes first on a page: the heads of its table."""


def title(text: str) -> Piece:
    """Return the title of a section."""

    def draw(book: Book, box: Box) -> None:
        book.text(text, Box(box.x, box.y + 4, box.width, 15), 11.5, bold=True)
        book.rule(box.x, box.y + 5, box.width, 0.9)

    return Piece(_TITLE, draw, with_next=True)


def paragraph(text: str, across: float, *, size: float = _LINE, bold: bool = False) -> list[Piece]:
    """Return text on lines as wide as the page, each of which may stand on another page."""
    lines = [line for part in text.split("\n") for line in fonts.wrap(fonts.visible(part), across, size, bold)]

    def piece(line: str) -> Piece:
        return Piece(size * 1.35, lambda book, box: book.text(line, box, size, bold=bold))

    return [piece(line) for line in lines]


def fact(label: str, value: str, across: float) -> list[Piece]:
    """Return a label with what stands beside it, on as many lines as it takes; nothing known is a dash."""
    room = across - _LABEL
    parts = (value or "-").split("\n")
    lines = [line for part in parts for line in fonts.wrap(fonts.visible(part), room, _LINE, False)]

    def piece(number: int, line: str) -> Piece:
        def draw(book: Book, box: Box) -> None:
            if number == 0:
                book.text(label, Box(box.x, box.y, _LABEL - 6, box.height), 7.5)
            book.text(line, Box(box.x + _LABEL, box.y, room, box.height), _LINE)

        return Piece(12.5, draw)

    return [piece(number, line) for number, line in enumerate(lines)]


def rows(columns: tuple[Column, ...], lines: Sequence[tuple[str, ...]], *, height: float = _ROW) -> list[Piece]:
    """Return a table; its heads are drawn again on each page."""
    heads = Piece(_HEAD, lambda book, box: draw_heads(book, columns, box), with_next=True)

    def piece(number: int, line: tuple[str, ...]) -> Piece:
        return Piece(height, lambda book, box: draw_row(book, columns, line, box, number % 2 == 1), again=heads)

    return [heads, *(piece(number, line) for number, line in enumerate(lines))]


def space(height: float) -> Piece:
    """Return room that nothing stands in."""
    return Piece(height, lambda book, box: None)


def render_sections(
    paper: Paper, heading: Heading, pieces: Iterable[Piece], *, over: Callable[[Book, Box], None] | None = None
) -> Rendered:
    """Return a document made of pieces; ``over`` is drawn upon each page, last."""
    return render_pages(paper, heading, (pieces,), over=over)


def render_pages(
    paper: Paper,
    heading: Heading,
    parts: Iterable[Iterable[Piece]],
    *,
    over: Callable[[Book, Box], None] | None = None,
) -> Rendered:
    """Return a document of several parts, each of which begins on a page of its own."""
    height = body(paper).height
    pages = [page for part in parts for page in _pages(list(part), height)]
    book = Book(paper, heading, len(pages))
    for page in pages:
        room = book.begin()
        top = room.y + room.height
        for one in page:
            top -= one.height
            one.draw(book, Box(room.x, top, room.width, one.height))
        if over is not None:
            over(book, room)
    return book.finish()


def _pages(pieces: Sequence[Piece], height: float) -> Iterator[list[Piece]]:
    """Deal the pieces onto pages."""
    page: list[Piece] = []
    left = height
    for number, one in enumerate(pieces):
        if page and sum(piece.height for piece in _kept_together(pieces[number:])) > left + 1e-6:
            yield page
            page = [one.again] if one.again is not None else []
            left = height - sum(piece.height for piece in page)
        page.append(one)
        left -= one.height
    yield page


def _kept_together(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield a piece with those that must follow it on the same page."""
    for one in pieces:
        yield one
        if not one.with_next:
            return
