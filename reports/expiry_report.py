"""The expiry report: what grows old, group by group with totals, on paper laid on its side."""

from collections.abc import Iterator

from reports.page import A4, Heading, Paper, Rendered, amount, day, printed
from reports.table import Band, Column, Table, render_table
from wms_tui.domain.aging import Age
from wms_tui.domain.expiry import ExpiryRow
from wms_tui.domain.expiry_report import ExpiryReport
from wms_tui.domain.types import Status

_COLUMNS = (
    Column("state", 10, size=9, bold=True),
    Column("days left", 6, size=10, bold=True, align="right"),
    Column("life left", 6, size=9, align="right"),
    Column("expiry", 12, size=8.5),
    Column("lot", 17, size=10, bold=True),
    Column("item", 24, size=9),
    Column("bin", 13, size=10, bold=True),
    Column("zone", 7, size=8.5),
    Column("supplier", 10, size=8.5),
    Column("quantity", 11, size=10, bold=True, align="right"),
    Column("packs", 11, size=8.5, align="right"),
    Column("reserved", 7, size=9, align="right"),
    Column("too old for", 12, size=8),
)
_STATES = {Age.OK: "ok", Age.SHORT: "short", Age.REMOVAL_DUE: "REMOVE", Age.EXPIRED: "EXPIRED"}
"""What somebody must take out of stock is in capitals."""


def render(document: ExpiryReport, paper: Paper = A4) -> Rendered:
    """Return the report as a PDF."""
    heading = Heading(
        title="EXPIRY REPORT",
        house=document.house,
        subject=document.title,
        printed=printed(document.printed_at, document.printed_by),
        facts=(("rows", str(sum(len(group.rows) for group in document.groups))), ("lots", str(document.total.lots))),
        seal=document.seal,
    )
    return render_table(paper.on_its_side(), heading, Table(_COLUMNS, list(_rows(document)), 20.0))


def _rows(document: ExpiryReport) -> Iterator[tuple[str, ...] | Band]:
    for group in document.groups:
        yield Band(group.title, str(group.total))
        for one in group.rows:
            yield _row(one, document.packs.get(one.item, {}).get(one.quantity, ""))
    yield Band("Total" if document.groups else "Nothing to tell", str(document.total) if document.groups else "")


def _row(one: ExpiryRow, packs: str) -> tuple[str, ...]:
    quantity, in_packs = amount(one.quantity, one.unit, packs)
    stopped = "" if one.status is Status.RELEASED else f" {one.status.value.upper()}"
    return (
        f"{_STATES[one.state]}{stopped}",
        "" if one.days_left is None else str(one.days_left),
        "" if one.percent_left is None else f"{one.percent_left} %",
        day(one.expires_on, "-"),
        one.lot or "-",
        f"{one.item}  {one.name}",
        one.bin,
        one.zone,
        one.supplier,
        quantity,
        in_packs,
        str(one.reserved) if one.reserved else "",
        ", ".join(one.below_minimum_of),
    )
