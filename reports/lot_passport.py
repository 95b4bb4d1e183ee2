"""The passport of a lot on paper, with a code that leads to more of it."""

from collections.abc import Iterator

from reports import barcodes
from reports.page import A4, Book, Box, Heading, Paper, Rendered, body
from reports.sections import Piece, fact, paragraph, render_sections, rows, space, title
from reports.table import Column
from wms_tui.domain.passport import LotPassport, facts, reach, recall_lines

_CODE = 120.0


def render(document: LotPassport, paper: Paper = A4) -> Rendered:
    """Return the passport of a lot as a PDF."""
    heading = Heading(
        title=document.words.title,
        house=document.firm.name,
        subject=document.lot,
        printed=f"{document.words.issued} {document.spelled(document.issued_on)}",
        partner=" ".join(part for part in (document.brand, document.product) if part),
        facts=((document.words.issued.lower(), document.spelled(document.issued_on)),),
        warning=recall_lines(document)[0] if document.recalled else "",
        seal=document.seal,
    )
    return render_sections(paper, heading, _pieces(document, body(paper).width))


def _pieces(one: LotPassport, across: float) -> Iterator[Piece]:
    # The first line stands in the head of each page.
    for line in recall_lines(one)[1:]:
        yield from paragraph(line, across, size=12, bold=True)
    words = one.words
    yield title(words.goods)
    for label, said in facts(one):
        yield from fact(label, said, across)
    yield space(6)
    if not one.recalled:
        yield from paragraph(words.no_recall, across, bold=True)
    if one.link:
        yield title(words.more)
        yield _code(one.link)
        yield from paragraph(one.link, across)
    yield from _proofs(one, across)
    yield title(words.stands_by)
    for label, said in reach(one):
        yield from fact(label, said, across)


def _code(link: str) -> Piece:
    def draw(book: Book, box: Box) -> None:
        barcodes.draw_square(book.canvas, link, (box.x, box.y, _CODE, _CODE))

    return Piece(_CODE + 4, draw, with_next=True)


def _proofs(one: LotPassport, across: float) -> Iterator[Piece]:
    """Yield the tests that were passed and the certificates that are filed, where there are such."""
    words = one.words
    if one.tests:
        yield title(words.tests)
        heads = (Column(words.test, 100, size=9.5, bold=True), Column(words.passed, 46, size=9))
        yield from rows(heads, [(test.name, one.spelled(test.on)) for test in one.tests])
        yield space(6)
    if one.papers:
        yield title(words.certificates)
        heads = (
            Column(words.certificate, 40, size=9, bold=True), Column("SHA-256", 84, size=7.5),
            Column(words.filed, 22, size=8.5),
        )  # fmt: skip
        yield from rows(heads, [(paper.name, paper.sha256, one.spelled(paper.on)) for paper in one.papers])
        yield from paragraph(words.proof, across, size=8)
        yield space(6)
