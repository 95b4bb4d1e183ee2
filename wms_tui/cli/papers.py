"""Papers: documents as PDF files."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.arguments import DAYS, Word
from wms_tui.cli.running import Family, Session
from wms_tui.domain.audit import read_asked
from wms_tui.domain.expiry_report import (
    SHEET_COLUMNS,
    TOTAL_COLUMNS,
    ExpiryReport,
    GroupBy,
    sheet_rows,
    total_rows,
)
from wms_tui.operations.count_print import count_pick_list, count_receiving_slip
from wms_tui.operations.count_sheet import number_lines
from wms_tui.operations.seal import seal_now
from wms_tui.queries import count_papers, papers
from wms_tui.queries.audit import audit_report
from wms_tui.queries.expiry import ExpiryFilter
from wms_tui.queries.passports import lot_passport
from wms_tui.queries.settings import paper as paper_of_the_house

PAPERS = click.Choice(["a4", "letter"], case_sensitive=False)


def write_paper(layout: str, document: Any, file: Path, paper: str | None, force: bool) -> dict[str, Any]:
    """Lay a document out, put it on disk, and say where and how many pages."""
    # Fonts and layout take longer to load than most commands to run.
    page = importlib.import_module("reports.page")
    sheets = {"a4": page.A4, "letter": page.LETTER}
    sheet = sheets[(paper or paper_of_the_house()).lower()]
    rendered = importlib.import_module(f"reports.{layout}").render(document, sheet)
    importlib.import_module("reports.files").write(file, rendered.data, force=force)
    return {"file": str(file), "pages": rendered.pages}


def _paper(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of every paper, and the warehouse with all entries sealed."""

    @click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), help="The file to write.")
    @click.option("--paper", type=PAPERS, help="The paper it is made for; that of the house if left out.")
    @click.option("--force", is_flag=True, help="Write over a file that is there.")
    @click.pass_obj
    def run(session: Session, **given: Any) -> Any:
        session.open()
        seal_now()
        return function(by=session.by, at=clock.now(), **given)

    run.__doc__ = function.__doc__
    return run


@click.group("report", cls=Family)
def report() -> None:
    """Print papers as PDF files: pick lists, slips, lists and labels.

    A file that is there already is not written over, unless --force says so. Nothing is sent to a printer: open
    the file and print it, or on Linux and macOS send it with lp.
    """


@report.command("pick-list")
@click.argument("order")
@_paper
def pick_list(order: str, by: str, at: Any, **to: Any) -> dict[str, Any]:
    """Print what one person takes for an order, in walk order; a second print is marked as a copy.

    Refused: an order that nothing is kept for.

    \b
    Example:
      wms report pick-list SO10000 -o pick.pdf
    """
    answer = write_paper("pick_list", papers.pick_list(order, by=by, at=at), **to)
    count_pick_list(order)
    return answer


@report.command("packing-slip")
@click.argument("order")
@_paper
def packing_slip(order: str, by: str, at: Any, **to: Any) -> dict[str, Any]:
    """Print what leaves for a customer, lot by lot.

    Refused: an order of which nothing is picked.

    \b
    Example:
      wms report packing-slip SO10000 -o slip.pdf
    """
    return write_paper("packing_slip", papers.packing_slip(order, by=by, at=at), **to)


@report.command("receiving-slip")
@click.argument("receipt")
@_paper
def receiving_slip(receipt: str, by: str, at: Any, **to: Any) -> dict[str, Any]:
    """Print what a supplier announced, what came and what is open; a second print is marked as a copy.

    Refused: a receipt that there is not.

    \b
    Example:
      wms report receiving-slip PO5500 -o receiving.pdf
    """
    answer = write_paper("receiving_slip", papers.receiving_slip(receipt, by=by, at=at), **to)
    count_receiving_slip(receipt)
    return answer


@report.command("count-sheet")
@click.argument("count")
@_paper
def count_sheet(count: str, by: str, at: Any, **to: Any) -> dict[str, Any]:
    """Print what is still to be counted of a count, bin by bin, with room to write and no expected figures.

    The bar code of a line brings its result back: wms count record --line CT1-7 36, with --at for when it was seen.

    Refused: a count of which nothing is left to be counted.

    \b
    Example:
      wms report count-sheet CT1 -o count.pdf
    """
    number_lines(count)
    return write_paper("count_sheet", count_papers.count_sheet(count, by=by, at=at), **to)


@report.command("stock-list")
@_paper
def stock_list(by: str, at: Any, **to: Any) -> dict[str, Any]:
    """Print all that is in the house, by bin.

    \b
    Example:
      wms report stock-list -o stock.pdf
    """
    return write_paper("stock_list", papers.stock_list(by=by, at=at), **to)


@report.command("audit")
@click.argument("asked", nargs=-1)
@_paper
def audit(asked: tuple[str, ...], by: str, at: Any, **to: Any) -> dict[str, Any]:
    """Print a part of the audit trail: who, when, why, old and new values, signatures, reviews, and the chain checked.

    What is asked for is written as for wms audit list. Refused: more than 5000 entries; wms audit export takes any
    number.

    \b
    Example:
      wms report audit from:2027-03-01 to:2027-03-31 changes -o audit.pdf
    """
    return write_paper("audit_report", audit_report(read_asked(" ".join(asked)), by=by, at=at), **to)


@report.command("expiry")
@click.option(
    "--by", "group_by", type=Word(GroupBy), default="week", help="What rows are put together by; week if left out."
)
@click.option("--days", type=DAYS, metavar="N", help="All that expires within so many days; else what is not ok.")
@_paper
def expiry(group_by: GroupBy, days: int | None, by: str, at: Any, file: Path, **to: Any) -> dict[str, Any]:
    """Print what grows old by week, zone or supplier, with totals; to a file .xlsx as a spreadsheet.

    A spreadsheet has a sheet of rows and one of totals. Quantities of different base units are not added up.

    \b
    Examples:
      wms report expiry -o expiry.pdf
      wms report expiry --by supplier --days 60 -o expiry.xlsx
    """
    document = papers.expiry_report(by=by, at=at, which=ExpiryFilter(days), group_by=group_by)
    if file.suffix.lower() == ".xlsx":
        return _spreadsheet(document, file, force=to["force"])
    return write_paper("expiry_report", document, file=file, **to)


def _spreadsheet(document: ExpiryReport, file: Path, *, force: bool) -> dict[str, Any]:
    """Write the report as a workbook, and say where and how many sheets and rows it has."""
    # Spreadsheets take longer to load than most commands to run.
    writing = importlib.import_module("wms_tui.exchange.writing")
    sheets = (
        writing.SheetRows("expiry", SHEET_COLUMNS, sheet_rows(document)),
        writing.SheetRows("totals", TOTAL_COLUMNS, total_rows(document)),
    )
    rows = writing.write_workbook(file, sheets, replace=force)
    return {"file": str(file), "pages": len(sheets), "rows": rows}


@report.command("bin-labels")
@click.option("--zone", default="", metavar="ZONE", help="Only the bins of this zone.")
@_paper
def bin_labels(zone: str, by: str, at: Any, **to: Any) -> dict[str, Any]:
    """Print the labels of bins, with bar code and check digits.

    Refused: where there are no such bins.

    \b
    Example:
      wms report bin-labels --zone A -o labels.pdf
    """
    return write_paper("bin_labels", papers.bin_labels(zone), **to)


@report.command("passport")
@click.argument("item")
@click.argument("lot")
@click.option("--language", default="", metavar="CODE", help="en, es, fr, de or vi; that of the house if left out.")
@_paper
def passport(item: str, lot: str, language: str, by: str, at: Any, file: Path, **to: Any) -> dict[str, Any]:
    """Print the passport of a lot, which a customer or a consumer may read; to a file .html as a web page.

    It says what the goods are, where they come from, their dates, the tests they passed, the names and hashes of their
    certificates and whether they are recalled, with a code that leads to more of the lot (setting digital_link). It
    names no supplier, customer, quantity, recipe or bin; mind what your certificates are called.

    Refused: an item or a lot that there is not; a language that there is not.

    \b
    Examples:
      wms report passport 4711 L27001 -o passport.pdf
      wms report passport 4711 L27001 -o passport.html --language fr
    """
    document = lot_passport(item, lot, at=at, language=language)
    told = {"link": document.link, "recalled": document.recalled}
    if file.suffix.lower() not in (".html", ".htm"):
        return write_paper("lot_passport", document, file=file, **to) | told
    data = importlib.import_module("reports.lot_passport_page").render_page(document)
    importlib.import_module("reports.files").write(file, data, force=to["force"])
    return {"file": str(file), "pages": 1, **told}


COMMANDS: tuple[click.Command, ...] = (report,)
