"""The passport of a lot on paper, with a code that leads to more of it."""

from collections.abc import Iterator

from reports import barcodes
from reports.page import A4, Book, Box, Heading, Paper, Rendered, body
from reports.sections import Piece, fact, paragraph, render_sections, rows, space, title
from reports.table import Column
from wms_tui.domain.passport import NO_RECALL, LotPassport, facts, recall_lines, spelled

_CODE = 120.0
_PAPERS = (
    Column("certificate", 40, size=9, bold=True),
    Column("SHA-256", 84, size=7.5),
    Column("filed", 22, size=8.5),
)
_TESTS = (Column("test", 100, size=9.5, bold=True), Column("passed", 46, size=9))


def render(document: LotPassport, paper: Paper = A4) -> Rendered:
    """Return the passport of a lot as a PDF."""
    heading = Heading(
        title="LOT PASSPORT",
        house=document.firm.name,
        subject=document.lot,
        printed=f"issued {spelled(document.issued_on)}",
        partner=" ".join(part for part in (document.brand, document.product) if part),
        facts=(("issued", spelled(document.issued_on)),),
        warning=recall_lines(document)[0] if document.recalled else "",
        seal=document.seal,
    )
    return render_sections(paper, heading, _pieces(document, body(paper).width))


def _pieces(one: LotPassport, across: float) -> Iterator[Piece]:
    # The first line stands in the head of each page.
    for line in recall_lines(one)[1:]:
        yield from paragraph(line, across, size=12, bold=True)
    yield title("The goods")
    for label, words in facts(one):
        yield from fact(label, words, across)
    yield space(6)
    if not one.recalled:
        yield from paragraph(NO_RECALL, across, bold=True)
    if one.link:
        yield title("More of this lot")
        yield _code(one.link)
        yield from paragraph(one.link, across)
    yield from _proofs(one, across)
    yield title("Who stands by it")
    firm = one.firm
    for label, words in (
        ("firm", firm.name), ("address", firm.address), ("phone", firm.phone), ("e-mail", firm.email),
        ("hours", firm.hours),
    ):  # fmt: skip
        if words:
            yield from fact(label, words, across)


def _code(link: str) -> Piece:
    def draw(book: Book, box: Box) -> None:
        barcodes.draw_square(book.canvas, link, (box.x, box.y, _CODE, _CODE))

    return Piece(_CODE + 4, draw, with_next=True)


def _proofs(one: LotPassport, across: float) -> Iterator[Piece]:
    """Yield the tests that were passed and the certificates that are filed, where there are such."""
    if one.tests:
        yield title("Tests passed")
        yield from rows(_TESTS, [(test.name, spelled(test.on)) for test in one.tests])
        yield space(6)
    if one.papers:
        yield title("Certificates")
        yield from rows(_PAPERS, [(paper.name, paper.sha256, spelled(paper.on)) for paper in one.papers])
        yield from paragraph("A certificate is the one that was filed if it has this SHA-256.", across, size=8)
        yield space(6)
