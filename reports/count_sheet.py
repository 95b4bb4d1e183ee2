"""The sheet a counter carries: which bin, which lots to look for, and room to write how many there are.

It is blind: nothing on it says what the books have. Every bin has a line for what nobody expects there. The bar code
at the right brings a line back by a scan.
"""

from reports import barcodes
from reports.page import A4, Book, Box, Heading, Paper, Rendered, body, day, printed
from wms_tui.domain.documents import CountSheet, CountSheetLine

_ROW = 38.0
_SIGNED = 30.0
_BIN = 0.20
_GOODS = 0.31
_SEEN = 0.18
_GAP = 8.0


def render(document: CountSheet, paper: Paper = A4) -> Rendered:
    """Return the count sheet as a PDF."""
    on_a_page = int((body(paper).height - _SIGNED) / _ROW)
    starts = range(0, len(document.lines), on_a_page)
    pages = [document.lines[start : start + on_a_page] for start in starts] or [()]
    book = Book(paper, _heading(document), len(pages))
    for page in pages:
        room = book.begin()
        top = room.y + room.height
        before = ""
        for line in page:
            top -= _ROW
            _draw_line(book, line, Box(room.x, top, room.width, _ROW), begins=line.bin != before)
            before = line.bin
        book.blank("counted by, date and time", Box(room.x, room.y + 6, room.width / 2, 12))
    return book.finish()


def _heading(document: CountSheet) -> Heading:
    return Heading(
        title="COUNT SHEET",
        house=document.house,
        subject=document.count,
        printed=printed(document.printed_at, document.printed_by),
        facts=(
            ("bins", str(len({line.bin for line in document.lines}))),
            ("lines", str(sum(1 for line in document.lines if line.item))),
            ("counter", ""),
            ("start", ""),
            ("finish", ""),
        ),
        warning="WRITE WHAT YOU SEE, 0 FOR NOTHING, IN BASE UNITS",
        code=document.count,
        seal=document.seal,
    )


def _draw_line(book: Book, line: CountSheetLine, box: Box, *, begins: bool) -> None:
    """Draw a lot with its blank, or the room for another one; a new bin is parted from the last by a thick rule."""
    book.rule(box.x, box.y + box.height, box.width, 1.6 if begins else 0.3)
    top = box.y + box.height
    across = box.width * _BIN
    if begins:
        book.text(line.bin, Box(box.x, top - 22, across - _GAP, 20), 16, bold=True)
        book.text(line.why, Box(box.x, box.y + 2, across - _GAP, 14), 6.5, smallest=5)
    if line.item:
        _draw_goods(book, line, Box(box.x + across, box.y, box.width * _GOODS, box.height))
    else:
        _draw_room(book, Box(box.x + across, box.y, box.width * _GOODS, box.height))
    left = box.x + across + box.width * _GOODS
    seen = Box(left, box.y + 6, box.width * _SEEN, box.height - 12)
    book.frame(seen, 0.9)
    book.label(line.unit, seen.x + 3, seen.y + 3)
    right = left + seen.width + _GAP
    codes = Box(right, box.y, box.x + box.width - right, box.height)
    if line.line_code:
        barcodes.draw(book.canvas, line.line_code, (codes.x, codes.y + 12, codes.width, codes.height - 15))
        book.text(line.line_code, Box(codes.x, codes.y + 2, codes.width, 9), 7.5, align="right")


def _draw_goods(book: Book, line: CountSheetLine, box: Box) -> None:
    book.text(f"{line.item}  {line.name}", Box(box.x, box.y + 19, box.width - _GAP, 16), 9.5, smallest=5)
    expiry = 78.0 if line.expires_on else 0.0
    lot = Box(box.x, box.y + 3, box.width - expiry - _GAP, 15)
    book.text(line.lot or "no lot", lot, 12, bold=True, smallest=5)
    if line.expires_on:
        book.text(day(line.expires_on), Box(box.x + box.width - expiry, lot.y, expiry - _GAP, 15), 10, smallest=6)


def _draw_room(book: Book, box: Box) -> None:
    """Leave room for a lot that is not on the sheet."""
    book.blank("other item", Box(box.x, box.y + 21, box.width - _GAP, 12))
    book.blank("lot", Box(box.x, box.y + 6, box.width - _GAP, 12))
