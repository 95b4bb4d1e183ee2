"""What leaves for a customer, lot by lot: it travels with the goods and names no price."""

from reports.page import A4, Book, Box, Heading, Paper, Rendered, amount, day, printed
from reports.table import Block, Column, Table, render_table
from wms_tui.domain.documents import PackingSlip, SlipLine

_COLUMNS = (
    Column("line", 5, size=9),
    Column("item", 34, size=10),
    Column("lot", 21, size=11, bold=True),
    Column("expiry", 14, size=9.5),
    Column("quantity", 13, size=12, bold=True, align="right"),
    Column("packs", 14, size=9, align="right"),
)
_ADDRESS_LINE = 13.0


def render(document: PackingSlip, paper: Paper = A4) -> Rendered:
    """Return the packing slip as a PDF."""
    rows = [_row(line) for line in document.lines]
    table = Table(_COLUMNS, rows, 29.0, above=_address(document), below=Block(56.0, _draw_receipt))
    return render_table(paper, _heading(document), table)


def _heading(document: PackingSlip) -> Heading:
    return Heading(
        title="PACKING SLIP",
        house=document.house,
        subject=document.order,
        printed=printed(document.printed_at, document.printed_by),
        partner=f"{document.customer} {document.customer_name}".strip(),
        facts=(("ship", day(document.ship_on, "no date")), ("lines", str(len(document.lines)))),
        warning="" if document.shipped else "NOT SHIPPED YET: ONLY WHAT IS PICKED SO FAR",
        code=document.order,
        copy_number=document.copy_number,
        seal=document.seal,
    )


def _row(line: SlipLine) -> tuple[str, ...]:
    quantity, packs = amount(line.quantity, line.unit, line.packs)
    expiry = day(line.expires_on, "-")
    return str(line.number), f"{line.item}  {line.name}", line.lot or "-", expiry, quantity, packs


def _address(document: PackingSlip) -> Block:
    """Set the address line by line, as it was typed."""
    lines = document.address.splitlines()[:8]

    def draw(book: Book, box: Box) -> None:
        for place, line in enumerate(lines, start=1):
            row = Box(box.x, box.y + box.height - place * _ADDRESS_LINE, box.width / 2, _ADDRESS_LINE)
            book.text(line, row, 10)

    return Block(len(lines) * _ADDRESS_LINE + 6 if lines else 0.0, draw)


def _draw_receipt(book: Book, box: Box) -> None:
    """Leave room for the customer to say that it came."""
    third = box.width / 3
    for place, label in enumerate(("received by", "date", "signature")):
        book.blank(label, Box(box.x + place * third, box.y + 12, third - 10, 14))
