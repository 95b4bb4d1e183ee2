"""The expiry report on paper and as a spreadsheet, read back: groups, totals, and nothing that is run."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from reports import expiry_report
from reports.page import A4, LETTER, Paper, Rendered
from wms_tui.domain.aging import Age
from wms_tui.domain.expiry import ExpiryRow
from wms_tui.domain.expiry_report import (
    SHEET_COLUMNS,
    TOTAL_COLUMNS,
    ExpiryReport,
    GroupBy,
    grouped,
    sheet_rows,
    total_of,
    total_rows,
)
from wms_tui.domain.types import Status
from wms_tui.errors import BadInput
from wms_tui.exchange.writing import SheetRows, write_workbook

Text = Callable[[Rendered], list[str]]
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def row(lot: str = "L1", **changes: Any) -> ExpiryRow:
    """Return a balance that expires on Sunday, 7 March 2027."""
    known = ExpiryRow(
        "MILK", "Oat drink", lot, "A-01", "", 40, 12, 28, "EA", date(2027, 3, 7), date(2027, 1, 1), Status.RELEASED,
        False, "A", "DAIRY", 6, 9, Age.SHORT,
    )  # fmt: skip
    return known._replace(**changes)


EXPIRED = row("OLD", state=Age.EXPIRED, expires_on=date(2027, 2, 28), days_left=-1, percent_left=0)
MONDAY = row("MONDAY", expires_on=date(2027, 3, 8), zone="", supplier="", bin="B-01")
GRAMS = row("COCOA", item="COCOA", unit="g", quantity=500, zone="C", supplier="BEANS")
ROWS = (EXPIRED, row(), row(bin="A-02", quantity=10), GRAMS, MONDAY)


def report(*rows: ExpiryRow, by: GroupBy = GroupBy.WEEK) -> ExpiryReport:
    packs = {"MILK": {40: "3 CS 4 EA"}}
    return ExpiryReport("House", f"What grows old, by {by}", NOW, "anna", grouped(rows, by), total_of(rows), packs)


def test_a_week_ends_on_sunday_and_what_is_expired_comes_before_all_weeks():
    groups = report(*ROWS).groups

    assert [(one.title, [line.lot for line in one.rows]) for one in groups] == [
        ("Expired", ["OLD"]),
        ("2027-W09, from 01 MAR 2027", ["L1", "L1", "COCOA"]),
        ("2027-W10, from 08 MAR 2027", ["MONDAY"]),
    ]


def test_a_lot_in_two_bins_is_one_lot_and_units_are_not_added_to_grams():
    groups = report(*ROWS).groups

    assert str(groups[1].total) == "2 lots, 50 EA, 500 g"
    assert str(report(*ROWS).total) == "4 lots, 130 EA, 500 g"


@pytest.mark.parametrize(
    ("by", "titles"),
    [(GroupBy.ZONE, ["A", "C", "No zone"]), (GroupBy.SUPPLIER, ["BEANS", "DAIRY", "Supplier not known"])],
)
def test_zones_and_suppliers_come_by_name_and_what_has_none_last(by: GroupBy, titles: list[str]):
    assert [one.title for one in report(*ROWS, by=by).groups] == titles


@pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)
def test_the_paper_tells_each_group_with_its_total(paper: Paper, text_of: Text):
    document = report(*ROWS, row("HELD", status=Status.HOLD, below_minimum_of=("CITY", "CLINIC")))

    (page,) = text_of(expiry_report.render(document, paper))

    words = " ".join(page.split())
    for fact in (
        "EXPIRY REPORT", "What grows old, by week", "EXPIRED", "-1", "9 %", "28 FEB 2027", "2027-W09", "DAIRY",
        "40 EA", "3 CS 4 EA", "short HOLD", "CITY, CLINIC", "1 lot, 40 EA", "Total", "5 lots, 170 EA, 500 g",
    ):  # fmt: skip
        assert fact in words, fact


def test_many_rows_go_over_pages_and_no_title_stands_alone_at_the_end(text_of: Text):
    rows = [row(f"L{number:04d}", zone=f"Z{number // 2:03d}") for number in range(120)]

    rendered = expiry_report.render(report(*rows, by=GroupBy.ZONE))

    pages = text_of(rendered)
    assert rendered.pages == len(pages) > 2
    assert all(sum(page.count(one.lot) for page in pages) == 1 for one in rows)
    for page in pages[:-1]:
        assert "L0" in page[page.rindex("2 lots") :]


def test_a_report_of_nothing_says_so(text_of: Text):
    (page,) = text_of(expiry_report.render(report()))

    assert "Nothing to tell" in page


def test_the_same_report_gives_the_same_bytes():
    assert expiry_report.render(report(*ROWS)).data == expiry_report.render(report(*ROWS)).data


def test_a_spreadsheet_has_the_rows_and_the_totals_and_no_formula(tmp_path: Path):
    hostile = row("=1+1", name='=HYPERLINK("x")')
    document = report(hostile, GRAMS)
    sheets = (
        SheetRows("expiry", SHEET_COLUMNS, sheet_rows(document)),
        SheetRows("totals", TOTAL_COLUMNS, total_rows(document)),
    )

    count = write_workbook(tmp_path / "expiry.xlsx", sheets)

    book = load_workbook(tmp_path / "expiry.xlsx")
    rows, totals = ([list(line) for line in book[name].iter_rows()] for name in ("expiry", "totals"))
    assert count == 2
    assert [cell.value for cell in rows[0]] == list(SHEET_COLUMNS)
    first = {str(head.value): cell for head, cell in zip(rows[0], rows[1], strict=True)}
    assert (first["lot"].value, first["lot"].data_type) == ("=1+1", "s")
    assert first["name"].data_type == "s"
    assert (first["quantity"].value, str(first["expires_on"].value)) == (40, "2027-03-07 00:00:00")
    assert [[cell.value for cell in line] for line in totals[1:]] == [
        ["2027-W09, from 01 MAR 2027", 2, 40, "EA"],
        ["2027-W09, from 01 MAR 2027", 2, 500, "g"],
        ["Total", 2, 40, "EA"],
        ["Total", 2, 500, "g"],
    ]


def test_a_spreadsheet_is_no_other_file_and_replaces_none(tmp_path: Path):
    (tmp_path / "there.xlsx").write_text("a letter")

    for name in ("expiry.csv", "there.xlsx"):
        with pytest.raises(BadInput):
            write_workbook(tmp_path / name, [SheetRows("a", ("b",), [])])
    assert [one.name for one in tmp_path.iterdir()] == ["there.xlsx"]
