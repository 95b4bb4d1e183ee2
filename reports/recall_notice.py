"""The recall notice to one consignee, and its response form on a page of its own (21 CFR 7.49).

It is brief, says what the goods are, why, what to do and how to answer, and lists this consignee's own deliveries. Who
was told before, and has nothing in the recall any more, reads just that, and has nothing to answer.
"""

from collections.abc import Iterator
from datetime import date

from reports import barcodes
from reports.page import A4, Book, Box, Heading, Paper, Rendered, body
from reports.sections import Piece, fact, paragraph, render_pages, rows, space, title
from reports.table import Column
from wms_tui.domain.letter_words.languages import spelled_day, words_of
from wms_tui.domain.letter_words.mail_text import deadline_words, kind_words, update_lines
from wms_tui.domain.letter_words.words import Words
from wms_tui.domain.recall import RecallClass
from wms_tui.domain.recall_letters import Letter, LetterDelivery, LetterLot, Print

_CODE = 44.0
_LINE = 20.0
_WRITE = 25.0


def render(document: Print, paper: Paper = A4) -> Rendered:
    """Return the notice and its response form as a PDF."""
    letter = document.letter
    words = words_of(letter.to.language)
    across = body(paper).width
    heading = _heading(document, words)
    if letter.cancels:
        return render_pages(paper, heading, (list(_cancellation(document, words, across)),))
    notice, form = list(_notice(document, words, across)), list(_form(letter, words, across))
    return render_pages(paper, heading, (notice, form))


def _heading(document: Print, words: Words) -> Heading:
    letter = document.letter
    urgent = f"{words.letter.urgent}: " if letter.urgent else ""
    urgent = f"{words.letter.cancelled}: " if letter.cancels else urgent
    return Heading(
        title=letter.recall,
        house=letter.firm.name,
        subject=f"{urgent}{kind_words(letter, words)}",
        printed=words.letter.written.format(at=f"{letter.made_at:%Y-%m-%d %H:%M}", by=letter.made_by),
        partner=f"{class_words(letter.recall_class, words)}   {words.letter.depths[letter.depth]}",
        facts=(
            (words.heads.date, spelled_day(letter.made_at.date(), words)),
            (words.letter.version, str(letter.version)),
            (words.letter.account, letter.to.code),
        ),
        warning=_warning(document, words),
        seal=document.seal,
        page=words.letter.page,
    )


def _warning(document: Print, words: Words) -> str:
    if document.letter.drill:
        return words.letter.test
    return words.letter.draft if document.draft else ""


def class_words(recall_class: RecallClass, words: Words) -> str:
    """Return the class as it stands in a letter."""
    named = recall_class.value or words.letter.not_classified
    return f"{words.letter.class_word} {named}" if recall_class.value else f"{words.letter.class_word}: {named}"


def _beginning(letter: Letter, words: Words, across: float) -> Iterator[Piece]:
    """Yield whom it is for, and what is new."""
    to = "\n".join(part for part in (letter.to.name or letter.to.code, *letter.to.address.splitlines()) if part)
    yield from fact(words.letter.to, to, across)
    if letter.changes:
        yield title(words.letter.update.format(date=spelled_day(letter.made_at.date(), words)))
        for line in update_lines(letter, words):
            yield from paragraph(f"\u2022 {line}", across, bold=True)


def _end(document: Print, words: Words, across: float) -> Iterator[Piece]:
    """Yield whom to ask, and who approved it."""
    yield from fact(words.letter.contact, _contact(document.letter), across)
    if approval := _approval(document, words):
        yield from paragraph(approval, across, bold=True)


def _cancellation(document: Print, words: Words, across: float) -> Iterator[Piece]:
    yield from _beginning(document.letter, words, across)
    yield space(6)
    yield from paragraph(words.letter.may_use, across, size=10.5, bold=True)
    yield space(6)
    yield from _end(document, words, across)


def _notice(document: Print, words: Words, across: float) -> Iterator[Piece]:
    letter = document.letter
    said = words.letter
    yield from _beginning(letter, words, across)
    yield title(said.what)
    yield from rows(_lot_columns(words), [_lot_row(one, words) for one in letter.lots], height=_LINE)
    yield space(3)
    yield from paragraph(said.only_these, across, bold=True)
    yield title(said.received)
    yield from rows(_delivery_columns(words), [_delivery_row(one, words) for one in letter.deliveries], height=_LINE)
    yield space(3)
    first, last = (spelled_day(on, words) for on in letter.period)
    yield from paragraph(said.received_between.format(first=first, last=last), across)
    yield from _serials(letter, words, across)
    yield from fact(said.why, letter.reason, across)
    yield from fact(said.hazard, letter.hazard or said.no_hazard, across)
    for label, known in ((said.complaints, letter.complaints), (said.authority, letter.authority)):
        if known:
            yield from fact(label, known, across)
    yield title(said.do)
    for number, step in enumerate(said.steps, start=1):
        yield from paragraph(f"{number}.  {step}", across, size=10.5, bold=True)
    yield space(2)
    yield from paragraph(letter.instructions or said.usual_instructions, across, size=10)
    yield from paragraph(said.pass_on, across, size=10)
    yield from paragraph(f"{said.none_left} {deadline_words(letter, words)}", across, size=10, bold=True)
    yield space(4)
    yield from _end(document, words, across)


def _serials(letter: Letter, words: Words, across: float) -> Iterator[Piece]:
    """Yield the serials and the pallets that were delivered, where there are such."""
    serials = sorted({one for line in letter.deliveries for one in line.serials})
    plates = sorted({one for line in letter.deliveries for one in line.plates})
    if serials:
        yield from fact("S/N", ", ".join(serials), across)
    if plates:
        yield from fact(words.heads.pallets, ", ".join(plates), across)


def _contact(letter: Letter) -> str:
    firm = letter.firm
    reach = "   ".join(part for part in (firm.phone, firm.email, firm.hours) if part)
    return "\n".join(part for part in (firm.name, *firm.address.splitlines(), reach) if part)


def _approval(document: Print, words: Words) -> str:
    if document.approved_at is None:
        return words.letter.draft if document.draft and not document.letter.drill else ""
    moment = f"{spelled_day(document.approved_at.date(), words)} {document.approved_at:%H:%M} UTC"
    said = words.letter.signed if document.signed else words.letter.approved
    return said.format(name=document.approved_by, date=moment)


def _lot_columns(words: Words) -> tuple[Column, ...]:
    heads = words.heads
    return (
        Column(heads.item, 31, size=9.5),
        Column("GTIN", 14, size=7.5),
        Column(heads.lot, 18, size=11, bold=True),
        Column(heads.made, 14, size=8),
        Column(heads.expires, 14, size=9, bold=True),
        Column(heads.quantity, 20, size=9.5, bold=True, align="right"),
    )


def _lot_row(one: LetterLot, words: Words) -> tuple[str, ...]:
    product = "  ".join(part for part in (one.item, one.brand, one.name, one.size) if part)
    theirs = f"{one.lot}  ({words.heads.their_lot} {one.supplier_lot})" if one.supplier_lot else one.lot
    return product, one.gtin or "-", theirs, _day(one.made_on, words), _day(one.expires_on, words), _amount(one)


def _amount(one: LetterLot | LetterDelivery) -> str:
    plain = f"{one.quantity} {one.unit}"
    return plain if one.packs in ("", plain) else f"{plain} ({one.packs})"


def _day(on: date | None, words: Words) -> str:
    return spelled_day(on, words) if on else "-"


def _delivery_columns(words: Words) -> tuple[Column, ...]:
    heads = words.heads
    return (
        Column(heads.date, 15, size=10, bold=True),
        Column(heads.document, 22, size=10),
        Column(heads.item, 20, size=9.5),
        Column(heads.lot, 20, size=10.5, bold=True),
        Column(heads.quantity, 20, size=10, bold=True, align="right"),
        Column(heads.returned, 11, size=9, align="right"),
    )


def _delivery_row(one: LetterDelivery, words: Words) -> tuple[str, ...]:
    returned = str(one.returned) if one.returned else ""
    return spelled_day(one.on, words), one.document, one.item, one.lot, _amount(one), returned


def _form(letter: Letter, words: Words, across: float) -> Iterator[Piece]:
    """Yield the response form: what came is filled in, what became of it is to be written."""
    said = words.form
    yield Piece(_CODE + 12, lambda book, box: _draw_code(book, box, letter, words))
    yield title(f"{said.title}   {letter.recall}")
    yield from fact(words.letter.account, f"{letter.to.code}   {letter.to.name}", across)
    yield from fact(said.send_back, _contact(letter), across)
    yield space(4)
    yield _blanks((said.read, 0.62), (said.read_by, 0.38))
    yield _boxes(said.found, (said.yes, said.no))
    yield space(4)
    yield from rows(_answer_columns(words), [_answer_row(one) for one in letter.lots], height=28)
    yield space(6)
    for blanks in (
        ((said.destroyed_how, 0.5), (said.witness, 0.28), (said.on, 0.22)),
        ((said.told, 0.4), (said.told_how, 0.6)),
        ((said.complaints, 1.0),),
        ((said.remarks, 1.0),),
        ((said.name, 0.55), (said.position, 0.45)),
        ((said.phone, 0.45), (said.email, 0.55)),
        ((said.signature, 0.65), (said.on, 0.35)),
    ):
        yield _blanks(*blanks)


def _draw_code(book: Book, box: Box, letter: Letter, words: Words) -> None:
    barcodes.draw(book.canvas, letter.code, (box.x + box.width / 2, box.y + 12, box.width / 2, _CODE))
    book.text(letter.code, Box(box.x + box.width / 2, box.y, box.width / 2, 11), 9, bold=True, align="right")
    book.text(words.form.scan, Box(box.x, box.y + 18, box.width / 2 - 20, 30), 10)


def _blanks(*labels: tuple[str, float]) -> Piece:
    """Return labelled lines to write on, side by side."""

    def draw(book: Book, box: Box) -> None:
        left = box.x
        for label, share in labels:
            book.blank(label, Box(left, box.y + 6, box.width * share - 10, 14))
            left += box.width * share

    return Piece(_WRITE, draw)


def _boxes(question: str, answers: tuple[str, ...]) -> Piece:
    """Return a question with boxes to tick."""

    def draw(book: Book, box: Box) -> None:
        book.text(question, Box(box.x, box.y + 4, box.width * 0.5, 14), 10, bold=True)
        for place, answer in enumerate(answers):
            left = box.x + box.width * (0.52 + 0.2 * place)
            book.frame(Box(left, box.y + 5, 11, 11))
            book.text(answer, Box(left + 16, box.y + 4, box.width * 0.2 - 18 + 60 * place, 14), 10)

    return Piece(_WRITE, draw)


def _answer_columns(words: Words) -> tuple[Column, ...]:
    heads = words.heads
    written = (heads.on_hand, heads.sent_back, heads.destroyed, heads.used, heads.sold_on, heads.not_found)
    return (
        Column(heads.lot, 22, size=9.5, bold=True),
        Column(heads.delivered, 14, size=9.5, bold=True, align="right"),
        *(Column(head, 11, box=True) for head in written),
    )


def _answer_row(one: LetterLot) -> tuple[str, ...]:
    return f"{one.item}  {one.lot}", f"{one.quantity} {one.unit}", *("",) * 6
