"""What a supplier announced, what came of it, what is still open, and boxes to check it on the dock."""

from reports.page import A4, Book, Box, Heading, Paper, Rendered, amount, day, printed
from reports.table import Block, Column, Table, render_table
from wms_tui.domain.documents import ReceivingSlip, ReceivingSlipLine

_COLUMNS = (
    Column("line", 5, size=9),
    Column("item", 26, size=10),
    Column("lot", 17, size=11, bold=True),
    Column("expiry", 13, size=9.5),
    Column("announced", 12, size=11, align="right"),
    Column("in packs", 11, size=9, align="right"),
    Column("came", 11, size=11, bold=True, align="right"),
    Column("open", 11, size=11, align="right"),
    Column("checked", 9, box=True),
)


def render(document: ReceivingSlip, paper: Paper = A4) -> Rendered:
    """Return the receiving slip as a PDF."""
    heading = Heading(
        title="RECEIVING SLIP",
        house=document.house,
        subject=document.receipt,
        printed=printed(document.printed_at, document.printed_by),
        partner=f"{document.supplier} {document.supplier_name}".strip(),
        facts=(
            ("due", day(document.due_on, "no date")),
            ("lines", str(len(document.lines))),
            ("received by", ""),
            ("dock", ""),
            ("truck", ""),
        ),
        code=document.receipt,
        copy_number=document.copy_number,
        seal=document.seal,
    )
    rows = [_row(line) for line in document.lines]
    return render_table(paper, heading, Table(_COLUMNS, rows, 30.0, below=Block(76.0, _draw_remarks)))


def _row(line: ReceivingSlipLine) -> tuple[str, ...]:
    announced, packs = amount(line.announced, line.unit, line.announced_packs)
    came = amount(line.came, line.unit, "")[0] if line.came else "-"
    still_open = amount(line.open, line.unit, "")[0] if line.open else "-"
    name = f"{line.item}  {line.name}"
    expiry = day(line.expires_on, "-")
    return str(line.number), name, line.lot or "-", expiry, announced, packs, came, still_open, ""


def _draw_remarks(book: Book, box: Box) -> None:
    """Leave room for damage and differences, and for a signature."""
    signed = 180.0
    frame = Box(box.x, box.y + 4, box.width - signed - 10, box.height - 14)
    book.frame(frame)
    book.label("damage, differences, missing papers", frame.x + 4, frame.y + frame.height - 8)
    left = box.x + box.width - signed
    book.blank("driver", Box(left, box.y + 38, signed, 14))
    book.blank("signature", Box(left, box.y + 8, signed, 14))
