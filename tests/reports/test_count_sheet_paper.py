"""The count sheet, read back: blind, in walk order, with a bar code for every line and room for what nobody expects."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from reports import count_sheet
from reports.page import A4, LETTER, Paper, Rendered
from wms_tui.domain.documents import CountSheet, CountSheetLine

NOW = datetime(2026, 11, 20, 13, 45, tzinfo=UTC)
BOTH = pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)


def a_line(number: int, bin: str = "A-01") -> CountSheetLine:
    return CountSheetLine(
        bin, "never counted", "SKU-1", "Oat drink", f"L{number:04d}X", date(2027, 3, 14), "EA", f"CT1-{number}"
    )


def a_sheet(*lines: CountSheetLine) -> CountSheet:
    return CountSheet("House", "CT1", NOW, "anna", lines)


@BOTH
def test_a_count_sheet_names_bin_item_and_lot_and_every_line_scans_back(
    paper: Paper, text_of: Callable[[Rendered], list[str]], codes_of: Callable[[Rendered], list[list[str]]]
) -> None:
    rendered = count_sheet.render(
        a_sheet(a_line(1), a_line(2, "A-02"), CountSheetLine("A-03", "reported short")), paper
    )

    (page,) = text_of(rendered)
    for fact in (
        "COUNT SHEET",
        "A-01",
        "A-02",
        "A-03",
        "reported short",
        "L0002X",
        "14 MAR 2027",
        "other item",
        "0 FOR",
    ):
        assert fact in page
    assert codes_of(rendered) == [["CT1", "CT1-1", "CT1-2"]]


@BOTH
@pytest.mark.parametrize("number", [1, 16, 17, 18, 19, 40])
def test_no_line_of_a_long_count_is_lost_and_each_page_says_the_bin(
    number: int, paper: Paper, text_of: Callable[[Rendered], list[str]]
) -> None:
    lines = [a_line(one) for one in range(1, number + 1)]

    rendered = count_sheet.render(a_sheet(*lines), paper)

    pages = text_of(rendered)
    assert len(pages) == rendered.pages
    assert all(sum(page.count(line.lot) for page in pages) == 1 for line in lines)
    assert all("A-01" in page and "counted by" in page for page in pages)
