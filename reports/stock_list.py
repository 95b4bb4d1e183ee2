"""Balances at one moment, with how old each lot is."""

from reports.page import A4, Heading, Paper, Rendered, amount, day, printed
from reports.table import Column, Table, render_table
from wms_tui.domain.documents import StockList, StockListLine

_BIN = Column("bin", 14, size=10, bold=True)
_ITEM = Column("item", 25, size=9)
_LOT = Column("lot", 17, size=10, bold=True)
_PLATE = Column("plate", 15, size=8)
_QUANTITY = Column("quantity", 11, size=10, bold=True, align="right")
_PACKS = Column("packs", 11, size=8.5, align="right")
_RESERVED = Column("reserved", 7, size=9, align="right")
_EXPIRY = Column("expiry", 12, size=8.5)
_STATUS = Column("status", 10, size=9)
_AGE = Column("age", 9, size=9)
_DAYS = Column("days left", 6, size=9, align="right")
_FREE = "released"
_EXPIRED = "EXPIRED"


def render(document: StockList, paper: Paper = A4) -> Rendered:
    """Return the list as a PDF, on paper laid on its side: the columns need the width."""
    aged = any(line.state for line in document.lines)
    columns = (_BIN, _ITEM, _LOT, _PLATE, _QUANTITY, _PACKS, _RESERVED, _EXPIRY, _STATUS)
    heading = Heading(
        title="STOCK",
        house=document.house,
        subject=document.title or "Stock list",
        printed=printed(document.printed_at, document.printed_by),
        facts=(("rows", str(len(document.lines))),),
        seal=document.seal,
    )
    rows = [(*_row(line), _age(line), _days(line)) if aged else _row(line) for line in document.lines]
    table = Table((*columns, _AGE, _DAYS) if aged else columns, rows, 22.0)
    return render_table(paper.on_its_side(), heading, table)


def _row(line: StockListLine) -> tuple[str, ...]:
    quantity, packs = amount(line.quantity, line.unit, line.packs)
    return (
        line.bin,
        f"{line.item}  {line.name}",
        line.lot or "-",
        line.plate,
        quantity,
        packs,
        str(line.reserved) if line.reserved else "",
        day(line.expires_on, "-"),
        _status(line),
    )


def _status(line: StockListLine) -> str:
    """Say whether the goods may leave: what stops them is in capitals, be it the lot, its bin, its plate or its age."""
    held = f"{line.held.upper()} HELD" if line.held else ""
    status = held if line.status == _FREE else line.status.upper()
    expired = _EXPIRED if line.state.upper() == _EXPIRED else ""
    return ", ".join(word for word in (status, expired) if word) or line.status


def _age(line: StockListLine) -> str:
    return _EXPIRED if line.state.upper() == _EXPIRED else line.state


def _days(line: StockListLine) -> str:
    """Say how many days are left; fewer than none once the date is past."""
    return "" if line.days_left is None else str(line.days_left)
