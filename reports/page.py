"""The page all documents share: paper, header, footer, "page x of y", and text that stays in its box.

A document decides what stands in the body, and how many pages that takes, before it draws the first;
nothing is laid out twice. The same document gives the same bytes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from reports import barcodes, fonts

MARGIN = 20.0
HEADER = 92.0
FOOTER = 20.0
SMALL = 6.5
"""The smallest size that is set, in points: below it, text is wrapped or cut."""

# Streams are kept as bytes: spelled in letters they are a quarter longer, and take longer to make.
rl_config.useA85 = 0

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, in points."""

    name: str
    width: float
    height: float

    def on_its_side(self) -> "Paper":
        """Return the same paper, wider than high."""
        return Paper(self.name, self.height, self.width)


A4 = Paper("A4", 595.276, 841.890)
LETTER = Paper("Letter", 612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document: a PDF and how many pages it has."""

    data: bytes
    pages: int


class Box(NamedTuple):
    """A rectangle on the page: left and bottom edge, width and height, in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above and below every page of a document."""

    title: str
    house: str
    subject: str
    """What the document is about, in large letters: an order, a receipt."""
    printed: str
    partner: str = ""
    """Whom it is for or from, under the subject."""
    facts: tuple[tuple[str, str], ...] = ()
    """Labels and values; a value that is empty becomes a line to write on."""
    warning: str = ""
    """One line that must not be missed."""
    code: str = ""
    """What the bar code in the header says."""
    copy_number: int = 1
    seal: str = ""
    page: str = "page {page} of {pages}"
    """How pages are counted."""


def printed(at: datetime, by: str) -> str:
    """Say when and by whom a page was printed."""
    return f"printed {at.isoformat(sep=' ', timespec='minutes')} by {by}"


def day(on: date | None, missing: str = "") -> str:
    """Return a date as ``14 MAR 2027``: no reader takes the month for the day."""
    return f"{on.day:02d} {_MONTHS[on.month - 1]} {on.year:04d}" if on else missing


def amount(quantity: int, unit: str, packs: str) -> tuple[str, str]:
    """Return a quantity in base units and its breakdown in packs, which is empty where it says the same.

    Where the unit is not known, the packs lead, because a bare number could be cases or pieces.
    """
    if not unit:
        return (packs, f"= {quantity}") if packs and packs != str(quantity) else (str(quantity), "")
    plain = f"{quantity} {unit}"
    return plain, "" if packs in {"", plain} else packs


class Book:
    """The pages of one document, drawn one after the other."""

    def __init__(self, paper: Paper, heading: Heading | None, pages: int, title: str = "") -> None:
        """Open a document of so many pages; without a heading its pages are bare, as sheets of labels are."""
        self._buffer = BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=(paper.width, paper.height), invariant=1, pageCompression=1)
        if heading:
            title = f"{heading.title} {heading.subject}"
        self.canvas.setTitle(fonts.visible(title.strip()))
        self.canvas.setCreator("wms-tui")
        self._paper = paper
        self._heading = heading
        self._pages = pages
        self._number = 0

    def begin(self) -> Box:
        """Start a page, with its header and footer, and return the room that is left."""
        if self._number:
            self.canvas.showPage()
        self._number += 1
        if self._heading is None:
            return Box(0, 0, self._paper.width, self._paper.height)
        # What stands on every page alike is kept once.
        self.stamp("sheet", Box(0, 0, self._paper.width, self._paper.height), self._draw_sheet)
        _draw_number(self, self._paper, self._heading, self._heading.page.format(page=self._number, pages=self._pages))
        return body(self._paper)

    def _draw_sheet(self, _book: "Book", _box: Box) -> None:
        if self._heading is not None:
            _draw_header(self, self._paper, self._heading)
            _draw_footer(self, self._paper, self._heading)

    def finish(self) -> Rendered:
        """Close the document."""
        self.canvas.showPage()
        self.canvas.save()
        return Rendered(self._buffer.getvalue(), self._number)

    def text(
        self,
        text: str,
        box: Box,
        size: float,
        *,
        smallest: float = SMALL,
        bold: bool = False,
        align: str = "left",
        middle: bool = False,
    ) -> None:
        """Set text at the top (or middle) of a box, smaller or on more lines where it must, never outside.

        A text of one line stands on the same baseline whatever its size, so that a row reads as a row.
        """
        if not text:
            return
        fitted, lines = fonts.fit(text, (box.width, box.height), (size, smallest), bold)
        down = (size if len(lines) == 1 else fitted) * 0.86
        if middle:
            down = (box.height - (len(lines) - 1) * fitted * fonts.LEADING) / 2 + fitted * 0.36
        baseline = box.y + box.height - down
        for line in lines:
            spare = 0.0 if align == "left" else box.width - fonts.width(line, fitted, bold)
            left = box.x + (spare / 2 if align == "centre" else spare)
            fonts.draw(self.canvas, left, baseline, line, fitted, bold)
            baseline -= fitted * fonts.LEADING

    def stamp(self, name: str, box: Box, draw: Callable[["Book", Box], None]) -> None:
        """Draw what looks the same in many boxes of one size; the document keeps it once."""
        if not self.canvas.hasForm(name):
            self.canvas.beginForm(name, -2, -2, box.width + 2, box.height + 2)
            draw(self, Box(0, 0, box.width, box.height))
            self.canvas.endForm()
        self.canvas.addLiteral(f"q 1 0 0 1 {box.x:.2f} {box.y:.2f} cm")
        self.canvas.doForm(name)
        self.canvas.addLiteral("Q")

    def label(self, text: str, x: float, y: float, *, align: str = "left") -> None:
        """Set a small grey word that names what stands beside it."""
        self.canvas.addLiteral("0.35 g")
        left = x if align == "left" else x - fonts.width(text, SMALL)
        fonts.draw(self.canvas, left, y, text, SMALL)
        self.canvas.addLiteral("0 g")

    def mark(self, text: str, box: Box, size: float = 7.5) -> None:
        """Set white words on black: what must not be overlooked."""
        self.canvas.addLiteral(f"0 g {_outline(box)} f 1 g")
        inner = Box(box.x + 3, box.y, box.width - 6, box.height)
        self.text(text, inner, size, smallest=5, bold=True, align="centre", middle=True)
        self.canvas.addLiteral("0 g")

    def shade(self, box: Box) -> None:
        """Lay a light grey under a box, as every second line of a list has it."""
        self.canvas.addLiteral(f"0.93 g {_outline(box)} f 0 g")

    def frame(self, box: Box, weight: float = 0.7) -> None:
        """Draw an empty white box to write in."""
        self.canvas.addLiteral(f"{weight:.2f} w 1 g {_outline(box)} B 0 g")

    def rule(self, x: float, y: float, across: float, weight: float = 0.5) -> None:
        """Draw a line from x, y to the right."""
        self.canvas.addLiteral(f"{weight:.2f} w {x:.2f} {y:.2f} m {x + across:.2f} {y:.2f} l S")

    def blank(self, label: str, box: Box) -> None:
        """Draw a labelled line to write on."""
        self.label(label, box.x, box.y + 2)
        start = fonts.width(label, SMALL) + 4
        self.rule(box.x + start, box.y, box.width - start)


def _outline(box: Box) -> str:
    """Return a box as the path of a page: the canvas would take four times as long to write it."""
    return f"{box.x:.2f} {box.y:.2f} {box.width:.2f} {box.height:.2f} re"


def body(paper: Paper) -> Box:
    """Return the room between header and footer."""
    height = paper.height - 2 * MARGIN - HEADER - FOOTER
    return Box(MARGIN, MARGIN + FOOTER, paper.width - 2 * MARGIN, height)


def column_boxes(x: float, y: float, height: float, widths: Iterable[float], gap: float = 8) -> list[Box]:
    """Return boxes side by side; each leaves a gap at its right."""
    boxes: list[Box] = []
    for across in widths:
        boxes.append(Box(x, y, across - gap, height))
        x += across
    return boxes


def _draw_header(book: Book, paper: Paper, heading: Heading) -> None:
    top = paper.height - MARGIN
    across = paper.width - 2 * MARGIN
    codes = 190.0 if heading.code else 0.0
    copies = 84.0 if heading.copy_number > 1 else 0.0
    words = across - codes - copies
    if copies:
        book.mark(f"COPY {heading.copy_number}", Box(MARGIN + words, top - 30, copies - 6, 26), 18)
    book.text(f"{heading.title}   {heading.house}", Box(MARGIN, top - 13, words - 8, 13), 10)
    book.text(heading.subject, Box(MARGIN, top - 37, words - 8, 23), 20, bold=True)
    book.text(heading.partner, Box(MARGIN, top - 53, across - codes - 8, 15), 12, bold=True)
    _draw_facts(book, Box(MARGIN, top - 69, across, 13), heading.facts)
    if heading.warning:
        book.mark(heading.warning, Box(MARGIN, top - 86, across, 13), 10)
    if heading.code:
        left = paper.width - MARGIN - codes
        barcodes.draw(book.canvas, heading.code, (left, top - 42, codes, 42))
        book.text(heading.code, Box(left, top - 53, codes, 10), 8, align="right")
    book.rule(MARGIN, top - HEADER + 3, across, 1.2)


def _draw_facts(book: Book, box: Box, facts: tuple[tuple[str, str], ...]) -> None:
    """Set labels and values side by side; a value that is empty is a line to write on."""
    across = box.width / max(1, len(facts))
    for place, (label, value) in enumerate(facts):
        cell = Box(box.x + place * across, box.y, across - 8, box.height)
        if not value:
            book.blank(label, cell)
            continue
        book.label(label, cell.x, cell.y + 2)
        start = fonts.width(label, SMALL) + 4
        book.text(value, Box(cell.x + start, cell.y - 1, cell.width - start, 14), 11, bold=True)


def _foot(paper: Paper) -> list[Box]:
    """Return the two boxes of the footer: who printed it, and the number of the page."""
    across = paper.width - 2 * MARGIN
    return column_boxes(MARGIN, MARGIN - 2, 11, (across - 110, 110), gap=0)


def _draw_number(book: Book, paper: Paper, heading: Heading, page: str) -> None:
    if heading.copy_number > 1:
        page = f"COPY {heading.copy_number}   {page}"
    book.text(page, _foot(paper)[1], 8.5, bold=True, align="right")


def _draw_footer(book: Book, paper: Paper, heading: Heading) -> None:
    across = paper.width - 2 * MARGIN
    book.rule(MARGIN, MARGIN + 12, across, 0.4)
    book.text(f"{heading.house}   {heading.printed}", _foot(paper)[0], 7.5, smallest=5)
    if heading.seal:
        book.text(
            f"seal of the books when printed, in the chain that wms doctor checks: {heading.seal}",
            Box(MARGIN, MARGIN - 11, across, 8),
            5.5,
            smallest=4,
        )
