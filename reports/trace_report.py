"""The trace on paper: the graph, the lots with their balances, where they are, who has them, and who sent them."""

from collections.abc import Iterator
from datetime import datetime

from reports import trace_graph
from reports.page import A4, Heading, Paper, Rendered, body, day, printed
from reports.sections import Piece, paragraph, render_sections, rows, space, title
from reports.table import Column
from wms_tui.domain.mass_balance import GapEntry, Leak, LotBalance
from wms_tui.domain.trace_documents import TraceReport
from wms_tui.domain.tracing import Delivery, Supply, TracedPlace

_BALANCE = (
    Column("lot", 17, size=9, bold=True),
    Column("item", 18, size=8),
    Column("received", 8, size=8.5, align="right"),
    Column("produced", 8, size=8.5, align="right"),
    Column("found", 7, size=8.5, align="right"),
    Column("returned", 8, size=8.5, align="right"),
    Column("= on hand", 9, size=8.5, bold=True, align="right"),
    Column("shipped", 8, size=8.5, align="right"),
    Column("consumed", 9, size=8.5, align="right"),
    Column("destroyed", 9, size=8.5, align="right"),
    Column("lost", 7, size=8.5, align="right"),
    Column("sampled", 8, size=8.5, align="right"),
    Column("sent back", 8, size=8.5, align="right"),
    Column("difference", 10, size=9, bold=True, align="right"),
    Column("%", 7, size=8.5, align="right"),
    Column("traced %", 8, size=8.5, align="right"),
)
_GAP = (
    Column("entry", 8, size=9, align="right"),
    Column("day", 12, size=9),
    Column("lot", 20, size=9, bold=True),
    Column("bin", 14, size=9),
    Column("quantity", 10, size=9, bold=True, align="right"),
    Column("what", 14, size=9),
    Column("by", 12, size=9),
    Column("why", 30, size=9),
)
_LEAKS = (
    Column("bin", 20, size=10, bold=True),
    Column("lot", 24, size=10, bold=True),
    Column("pallet", 24, size=9),
    Column("in the balance", 16, size=10, bold=True, align="right"),
    Column("by its moves", 16, size=10, bold=True, align="right"),
)
_PLACES = (
    Column("bin", 18, size=10, bold=True),
    Column("lot", 24, size=10, bold=True),
    Column("item", 30, size=9),
    Column("pallet", 24, size=9),
    Column("status", 14, size=9),
    Column("quantity", 14, size=10, bold=True, align="right"),
)
_CUSTOMERS = (
    Column("customer", 14, size=10, bold=True),
    Column("name", 30, size=9),
    Column("order", 16, size=9),
    Column("shipped", 14, size=9),
    Column("lot", 22, size=10, bold=True),
    Column("item", 24, size=9),
    Column("quantity", 13, size=10, bold=True, align="right"),
    Column("returned", 11, size=9, align="right"),
)
_SUPPLIERS = (
    Column("supplier", 14, size=10, bold=True),
    Column("name", 30, size=9),
    Column("receipt", 16, size=9),
    Column("received", 14, size=9),
    Column("lot", 22, size=10, bold=True),
    Column("item", 24, size=9),
    Column("supplier's lot", 20, size=9),
    Column("quantity", 13, size=10, bold=True, align="right"),
)
_ROW = 15.0


def render(document: TraceReport, paper: Paper = A4) -> Rendered:
    """Return the trace as a PDF, on paper laid on its side."""
    sheet = paper.on_its_side()
    return render_sections(sheet, _heading(document), _pieces(document, sheet))


def _heading(document: TraceReport) -> Heading:
    trace = document.trace
    open_lots = sum(1 for one in document.balances if one.difference)
    moment = f"{trace.at.astimezone():%Y-%m-%d %H:%M}" if trace.at else "now"
    warning = f"{open_lots} of {len(trace.lots)} lots do not balance: see DIFFERENCE" if open_lots else ""
    return Heading(
        title=f"TRACE {trace.way.value.upper()}",
        house=document.house,
        subject=document.words,
        printed=printed(document.printed_at, document.printed_by),
        facts=(
            ("as of", moment),
            ("lots", str(len(trace.lots))),
            ("runs deep", str(trace.depth)),
            ("in bins", str(len({one.bin for one in trace.places}))),
            ("customers", str(len({one.customer for one in trace.customers}))),
            ("suppliers", str(len({one.supplier for one in trace.suppliers}))),
        ),
        warning=warning,
        seal=document.seal,
    )


def _pieces(document: TraceReport, paper: Paper) -> Iterator[Piece]:
    trace, room = document.trace, body(paper)
    units = {one.lot_id: one.unit for one in trace.lots}
    yield from trace_graph.pieces(trace, room)
    if len(trace.lots) > trace_graph.MOST_BOXES:
        words = f"The graph shows the nearest {trace_graph.MOST_BOXES} of {len(trace.lots)} lots. The lists name all."
        yield from paragraph(words, room.width, bold=True)
    yield title("Mass balance: what came in is what is here or went out")
    yield from rows(_BALANCE, [_balance(one) for one in document.balances], height=_ROW)
    found = [_gap(lot, one) for lot in document.balances for one in lot.gap]
    yield from _section("Entries by which goods were found or lost", _GAP, found)
    leaks = [_leak(lot, one) for lot in document.balances for one in lot.leaks]
    yield from _section("Places whose balance is not the sum of its moves", _LEAKS, leaks)
    yield from _section("In the house", _PLACES, [_place(one, units) for one in trace.places])
    yield from _section("With customers", _CUSTOMERS, [_customer(one, units) for one in trace.customers])
    yield from _section("From suppliers", _SUPPLIERS, [_supplier(one, units) for one in trace.suppliers])


def _section(head: str, columns: tuple[Column, ...], lines: list[tuple[str, ...]]) -> Iterator[Piece]:
    """Yield a table under its title; nothing where it has no rows."""
    if lines:
        yield space(8)
        yield title(head)
        yield from rows(columns, lines, height=_ROW)


def _balance(one: LotBalance) -> tuple[str, ...]:
    figures = (
        *(one.received, one.produced, one.found, one.returned, one.on_hand, one.shipped, one.consumed),
        *(one.destroyed, one.lost, one.sampled, one.sent_back),
    )
    difference = f"!! {one.difference}" if one.difference else f"0 {one.unit}"
    shares = (f"{one.percent:g}", f"{one.traced_percent:g}")
    return one.lot or "-", f"{one.item}  {one.name}", *(str(part or "") for part in figures), difference, *shares


def _gap(lot: LotBalance, one: GapEntry) -> tuple[str, ...]:
    why = f"{one.reason}  {one.reference}".strip()
    return str(one.entry), _day(one.at), lot.lot or "-", one.bin, f"{one.quantity:+d}", one.kind, one.by, why


def _leak(lot: LotBalance, one: Leak) -> tuple[str, ...]:
    return one.bin, lot.lot or "-", one.plate, str(one.stock), str(one.moves)


def _place(one: TracedPlace, units: dict[int, str]) -> tuple[str, ...]:
    return one.bin, one.lot or "-", one.item, one.plate, one.status.value, f"{one.quantity} {units[one.lot_id]}"


def _customer(one: Delivery, units: dict[int, str]) -> tuple[str, ...]:
    quantity, back = f"{one.quantity} {units[one.lot_id]}", str(one.returned or "")
    who = (one.customer, one.customer_name, one.order, _day(one.shipped_at))
    return *who, one.lot or "-", one.item, quantity, back


def _supplier(one: Supply, units: dict[int, str]) -> tuple[str, ...]:
    who = (one.supplier, one.supplier_name, one.receipt, _day(one.received_at))
    return *who, one.lot or "-", one.item, one.supplier_lot, f"{one.quantity} {units[one.lot_id]}"


def _day(at: datetime) -> str:
    return day(at.astimezone().date())
