"""The paper a picker carries: where to go, which lot to take, how much, and room to say what was taken.

Only what the picker needs, in the order in which the eye needs it; no prices and no addresses. Ten lines
fill a page, so that each can be read at arm's length. The bar codes at the right let the pick be entered
by scans afterwards.
"""

from dataclasses import dataclass

from reports import barcodes
from reports.page import A4, Book, Box, Heading, Paper, Rendered, amount, day, printed
from wms_tui.domain.documents import PickList, PickListLine

LINES_ON_A_PAGE = 10
SHORTS_IN_A_SLOT = 4
LAST_LINE = 12.0
"""The height of the strip that says that no line follows."""

_EXCEPTIONS = 46.0
_CODES = 178.0
_TICK = 26.0
_AMOUNT = 124.0
_TAKEN = 46.0
_EXPIRY = 104.0
_WORD = 16.0
"""Room for the word that says what a bar code is."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A line with what its neighbours make of it."""

    line: PickListLine
    shaded: bool
    other_lot: bool
    """Whether a neighbour asks for another lot of the same item."""
    ends_aisle: bool
    last: bool


def render(document: PickList, paper: Paper = A4) -> Rendered:
    """Return the pick list as a PDF."""
    slots = (*_stops(document.lines), *_groups(document.short))
    pages = [slots[start : start + LINES_ON_A_PAGE] for start in range(0, len(slots), LINES_ON_A_PAGE)] or [()]
    book = Book(paper, _heading(document), len(pages))
    for page in pages:
        room = book.begin()
        height = (room.height - _EXCEPTIONS - LAST_LINE) / LINES_ON_A_PAGE
        top = room.y + room.height
        for slot in page:
            box = Box(room.x, top - height, room.width, height)
            top -= height
            if not isinstance(slot, Stop):
                _draw_shorts(book, slot, box)
                continue
            _draw_stop(book, slot, box)
            if slot.last:
                top -= LAST_LINE
                words = f"LAST LINE  -  {len(document.lines)} in all"
                book.mark(words, Box(room.x, top + 1, room.width, LAST_LINE - 2), 9)
        book.stamp("exceptions", Box(room.x, room.y, room.width, _EXCEPTIONS), _draw_exceptions)
    return book.finish()


def _heading(document: PickList) -> Heading:
    warning = ""
    if document.minimum_expiry:
        warning = f"MINIMUM EXPIRY FOR THIS CUSTOMER  {day(document.minimum_expiry)}"
    return Heading(
        title="PICK LIST",
        house=document.house,
        subject=document.order,
        printed=printed(document.printed_at, document.printed_by),
        partner=f"{document.customer} {document.customer_name}".strip(),
        facts=(
            ("ship", day(document.ship_on, "no date")),
            ("lines", str(len(document.lines))),
            ("picker", ""),
            ("start", ""),
            ("finish", ""),
        ),
        warning=warning,
        code=document.order,
        copy_number=document.copy_number,
        seal=document.seal,
    )


def _stops(lines: tuple[PickListLine, ...]) -> tuple[Stop, ...]:
    """Look at each line together with the one before and the one after it."""
    stops: list[Stop] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        after = lines[place + 1] if place + 1 < len(lines) else None
        stops.append(
            Stop(
                line=line,
                shaded=place % 2 == 1,
                other_lot=any(near and near.item == line.item and near.lot != line.lot for near in (before, after)),
                ends_aisle=after is None or after.aisle != line.aisle,
                last=after is None,
            )
        )
    return tuple(stops)


def _groups(short: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Put the sentences on what is short together, so many to the height of a line."""
    starts = range(0, len(short), SHORTS_IN_A_SLOT)
    return tuple(short[start : start + SHORTS_IN_A_SLOT] for start in starts)


def _draw_stop(book: Book, stop: Stop, box: Box) -> None:
    if stop.shaded:
        book.shade(box)
    book.stamp("form", box, _draw_form)
    _draw_where(book, stop.line, box)
    _draw_what(book, stop, box)
    _draw_lot(book, stop.line, box)
    _draw_codes(book, stop.line, Box(box.x + box.width - _CODES, box.y, _CODES, box.height))
    book.rule(box.x, box.y, box.width, 2.0 if stop.ends_aisle else 0.3)


def _draw_form(book: Book, box: Box) -> None:
    """Draw what every line has: the box to tick, blanks for the check digits and for what was picked."""
    top = box.y + box.height
    book.frame(Box(box.x + 2, top - 21, 16, 16), 1)
    check = Box(_amount_left(box) - 38, top - 22, 32, 19)
    book.frame(check)
    book.label("check", check.x + 2, top - 10)
    for digit in (0, 1):
        book.rule(check.x + 4 + 13 * digit, check.y + 3, 11, 0.9)
    taken = _amount_left(box) + _AMOUNT - _TAKEN - 4
    book.label("picked", taken, top - 9)
    book.rule(taken, top - 23, _TAKEN, 0.7)
    book.label("LOT", box.x + _TICK, box.y + 5)
    book.label("EXP", _expiry_left(box) - 18, box.y + 5)


def _amount_left(box: Box) -> float:
    return box.x + box.width - _CODES - _AMOUNT


def _expiry_left(box: Box) -> float:
    return box.x + box.width - _CODES - 6 - _EXPIRY


def _draw_where(book: Book, line: PickListLine, box: Box) -> None:
    """Set the bin in the largest letters; the number and the aisle stand under the box to tick."""
    top = box.y + box.height
    book.text(str(line.number), Box(box.x + 1, top - 32.5, _TICK - 4, 10), 8, smallest=5)
    book.text(line.aisle, Box(box.x + 1, box.y + 2, _TICK - 4, box.height - 34), 7, smallest=4)
    across = _amount_left(box) - box.x - _TICK
    book.text(line.bin, Box(box.x + _TICK, top - 23, across - 44, 21), 20, bold=True)
    plate = f"  plate {line.plate}" if line.plate else ""
    name = Box(box.x + _TICK, box.y + 18, across - 6, box.height - 42)
    book.text(f"{line.item}{plate}  {line.name}", name, 10, smallest=5)


def _draw_what(book: Book, stop: Stop, box: Box) -> None:
    """Set how much, in base units and in packs."""
    line = stop.line
    quantity, packs = amount(line.quantity, line.unit, line.packs)
    left = _amount_left(box)
    top = box.y + box.height
    book.text(quantity, Box(left, top - 23, _AMOUNT - _TAKEN - 6, 21), 20, bold=True)
    marked = 70.0 if stop.other_lot else 0.0
    book.text(packs, Box(left, box.y + 18, _AMOUNT - marked - 10, box.height - 42), 10, smallest=5)
    if stop.other_lot:
        book.mark("SAME ITEM, OTHER LOT", Box(left + _AMOUNT - marked - 4, top - 35, marked, 10), 6)


def _draw_lot(book: Book, line: PickListLine, box: Box) -> None:
    """Set lot and expiry on one line, in the same size: the picker compares both with the label."""
    until = _expiry_left(box)
    lot = Box(box.x + _TICK + 17, box.y + 1, until - box.x - _TICK - 42, 17)
    if line.requested:
        book.mark("AS ORDERED", Box(lot.x + lot.width - 52, lot.y + 2, 52, 11), 7)
        lot = Box(lot.x, lot.y, lot.width - 56, lot.height)
    book.text(line.lot or "no lot", lot, 14, bold=True)
    book.text(day(line.expires_on, "none"), Box(until, lot.y, _EXPIRY, 17), 14, bold=True)


def _draw_codes(book: Book, line: PickListLine, box: Box) -> None:
    """Stand the bin's code above the line's; side by side where one of them needs a square."""
    codes = [(text, word) for text, word in ((line.bin, "bin"), (line.line_code, "line")) if text]
    stacked = all(barcodes.fits_bars(text, box.width - _WORD) for text, _ in codes)
    for (text, _), place in zip(codes, _code_places(len(codes), stacked, box), strict=True):
        barcodes.draw(book.canvas, text, (place.x, place.y + 3, place.width, place.height - 6))
    words = [word for _, word in codes]

    def draw_words(book: Book, box: Box) -> None:
        for word, place in zip(words, _code_places(len(words), stacked, box), strict=True):
            book.label(word, place.x - _WORD + 2, place.y + place.height / 2 - 2)

    book.stamp(f"words {words} {stacked}", box, draw_words)


def _code_places(count: int, stacked: bool, box: Box) -> list[Box]:
    """Return where so many codes stand in a box, each with room for a word at its left."""
    if stacked:
        height = box.height / max(1, count)
        across = box.width - _WORD
        return [Box(box.x + _WORD, box.y + height * (count - 1 - place), across, height) for place in range(count)]
    part = box.width / count
    return [Box(box.x + part * place + _WORD, box.y, part - _WORD, box.height) for place in range(count)]


def _draw_shorts(book: Book, sentences: tuple[str, ...], box: Box) -> None:
    """Say what the list does not cover, so that the picker does not look for it."""
    book.mark("SHORT", Box(box.x, box.y + box.height - 14, 44, 11), 8)
    height = box.height / SHORTS_IN_A_SLOT
    for place, sentence in enumerate(sentences):
        row = Box(box.x + 52, box.y + box.height - (place + 1) * height, box.width - 52, height - 1)
        book.text(sentence, row, 9.5, smallest=5)


def _draw_exceptions(book: Book, box: Box) -> None:
    """Leave room for what went otherwise than printed, and for a name under it."""
    signed = 170.0
    frame = Box(box.x, box.y + 4, box.width - signed - 10, box.height - 8)
    book.frame(frame)
    book.label("exceptions: line, what was wrong, what was taken instead", frame.x + 4, frame.y + frame.height - 8)
    left = box.x + box.width - signed
    book.blank("signature", Box(left, box.y + 8, signed, 12))
    book.blank("name, date", Box(left, box.y + 30, signed, 12))
