"""Labels for bins: the code large enough to read from the aisle, its bar code, and the check digits.

Fourteen labels a sheet, two across and seven down, as ready-made sheets have them: 99.1 x 38.1 mm on A4,
4 x 1 1/3 inches on Letter.
"""

from dataclasses import dataclass

from reports import barcodes
from reports.page import A4, LETTER, Book, Box, Paper, Rendered
from wms_tui.domain.documents import BinLabel, BinLabels

ACROSS = 2
DOWN = 7
_MILLIMETRE = 72 / 25.4
_INSET = 9.0
_WIDEST = 8
"""Dots a module: a bin is scanned from farther away than paper."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the labels lie on a sheet, in points."""

    left: float
    top: float
    width: float
    height: float
    pitch: float
    """From the left edge of one label to that of its neighbour."""


_ON_A4 = Sheet(4.65 * _MILLIMETRE, 15.1 * _MILLIMETRE, 99.1 * _MILLIMETRE, 38.1 * _MILLIMETRE, 101.6 * _MILLIMETRE)
_ON_LETTER = Sheet(11.25, 60.0, 288.0, 96.0, 301.5)


def render(document: BinLabels, paper: Paper = A4) -> Rendered:
    """Return the labels as a PDF, in the order in which they stand in the document."""
    sheet = _ON_LETTER if paper == LETTER else _ON_A4
    labels = document.labels
    whole = ACROSS * DOWN
    sheets = [labels[start : start + whole] for start in range(0, len(labels), whole)] or [()]
    book = Book(paper, None, len(sheets), title=f"Bin labels {document.house}")
    for on_sheet in sheets:
        book.begin()
        for place, label in enumerate(on_sheet):
            row, column = divmod(place, ACROSS)
            foot = paper.height - sheet.top - (row + 1) * sheet.height
            box = Box(sheet.left + column * sheet.pitch, foot, sheet.width, sheet.height)
            _draw_label(book, document.house, label, box)
    return book.finish()


def _draw_label(book: Book, house: str, label: BinLabel, box: Box) -> None:
    inner = Box(box.x + _INSET, box.y + _INSET, box.width - 2 * _INSET, box.height - 2 * _INSET)
    check = 62.0 if label.check_digits else 0.0
    top = inner.y + inner.height
    words = "   ".join(part for part in (label.zone, house) if part)
    book.text(words, Box(inner.x, top - 9, inner.width - check - 6, 9), 7.5, smallest=5)
    book.text(label.bin, Box(inner.x, top - 44, inner.width - check - 6, 34), 30, bold=True, middle=True)
    if check:
        frame = Box(inner.x + inner.width - check, top - 43, check, 43)
        book.frame(frame, 1.2)
        digits = Box(frame.x + 2, frame.y, frame.width - 4, frame.height)
        book.text(label.check_digits, digits, 30, bold=True, align="centre", middle=True)
    code = (inner.x, inner.y, inner.width, inner.height - 47)
    barcodes.draw(book.canvas, label.bin, code, widest=_WIDEST, align="left")
