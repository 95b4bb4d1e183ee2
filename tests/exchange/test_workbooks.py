"""Workbooks of other systems: real dates and numbers, formulas, bombs, and files that are none."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from wms_tui.domain.records import Kind, LotRecord
from wms_tui.errors import BadInput
from wms_tui.exchange.mapping import parse_map
from wms_tui.exchange.reading import read_sheets
from wms_tui.exchange.tables import Flaw
from wms_tui.exchange.workbooks import read_workbook


def saved(path: Path, *rows: tuple[Any, ...], sheet: str = "stock") -> Path:
    book = Workbook()
    book.active.title = sheet  # type: ignore[union-attr]
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return path


def rewritten(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Change the text of one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_numbers_and_dates_become_exactly_the_text_that_is_meant(tmp_path: Path) -> None:
    row = (12, 12.0, 1.5, date(2027, 3, 14), datetime.fromisoformat("2027-03-14 13:45"), True, time(8, 30), " x ", 0.1)
    table = read_workbook(saved(tmp_path / "a.xlsx", ("h",) * len(row), row))[0]
    assert table.rows[0].cells == (
        "12", "12", "1.5", "2027-03-14", "2027-03-14 13:45:00", "true", "08:30:00", "x", "0.1",
    )  # fmt: skip


def test_zeros_that_the_spreadsheet_shows_belong_to_the_code(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(("item", "bin", "quantity"))  # type: ignore[union-attr]
    book.active.append((42, "A", 3))  # type: ignore[union-attr]
    book.active["A2"].number_format = "000000"  # type: ignore[index]
    book.save(tmp_path / "stock.xlsx")
    assert read_sheets([tmp_path / "stock.xlsx"]).sheets[0].records[0].item == "000042"  # type: ignore[union-attr]


def test_a_number_whose_digits_the_spreadsheet_has_lost_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "stock.xlsx", ("item", "bin", "quantity"), (1.2345678901234501e17, "A", 3))
    error = read_sheets([path]).sheets[0].errors[0]
    assert (error.row, error.column) == (2, "item")
    assert error.reason.startswith("digits lost: A2")


@pytest.mark.parametrize("formula", ["=1+2", ArrayFormula("C2", "=SUM(A1:A3)")])
def test_a_formula_is_refused_by_the_name_of_its_cell(tmp_path: Path, formula: Any) -> None:
    path = saved(tmp_path / "stock.xlsx", ("item", "bin", "quantity"), ("1", "A", formula), ("1", "#N/A", 1))
    errors = read_sheets([path]).sheets[0].errors
    assert [(error.row, error.column) for error in errors] == [(2, "quantity"), (3, "bin")]
    assert errors[0].reason.startswith("formula: C2")
    assert errors[0].value in ("=1+2", "=SUM(A1:A3)")
    assert errors[1].reason == "error: B3 holds #N/A"


def test_the_size_a_sheet_claims_hides_no_rows(tmp_path: Path) -> None:
    path = saved(tmp_path / "stock.xlsx", ("item", "bin", "quantity"), ("1", "A", 1), ("2", "B", 2))
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace('ref="A1:C3"', 'ref="A1"'))
    assert len(read_sheets([path]).sheets[0].records) == 2


def test_rows_left_out_of_the_file_still_count(tmp_path: Path) -> None:
    book = Workbook()
    for column, name in enumerate(("item", "bin", "quantity"), 1):
        book.active.cell(1, column, name)  # type: ignore[union-attr]
        book.active.cell(7, column, "x")  # type: ignore[union-attr]
    book.save(tmp_path / "stock.xlsx")
    sheet = read_sheets([tmp_path / "stock.xlsx"]).sheets[0]
    assert [(error.row, error.value) for error in sheet.errors] == [(7, "x")]
    assert sheet.rows == 1


def test_each_sheet_is_read_by_its_name_and_blank_ones_are_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Orders"  # type: ignore[union-attr]
    book.active.append(("order", "customer", "item", "quantity"))  # type: ignore[union-attr]
    book.create_sheet("Items").append(("item",))
    book.create_sheet("Sheet3")
    book.save(tmp_path / "erp.xlsx")
    sheets = read_sheets([tmp_path / "erp.xlsx"]).sheets
    assert [(sheet.kind, sheet.sheet) for sheet in sheets] == [(Kind.ITEMS, "Items"), (Kind.ORDERS, "Orders")]


def test_the_only_sheet_may_be_named_by_its_file(tmp_path: Path) -> None:
    path = saved(tmp_path / "lots.xlsx", ("item", "lot", "expires_on"), (1, "L1", date(2027, 3, 14)), sheet="Sheet1")
    sheet = read_sheets([path]).sheets[0]
    assert sheet.records == (LotRecord(item="1", lot="L1", expires_on=date(2027, 3, 14)),)
    assert str(sheet.records[0].source) == "lots.xlsx Sheet1 row 2"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = saved(tmp_path / "stock.xlsx", ("item",))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 5_000_000)
    with pytest.raises(BadInput) as refusal:
        read_workbook(path)
    assert refusal.value.code == "file-too-large"


def test_a_workbook_of_a_thousand_parts_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "stock.xlsx", ("item",))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(200):
            archive.writestr(f"part{number}", b"x")
    with pytest.raises(BadInput) as refusal:
        read_workbook(path)
    assert refusal.value.code == "file-too-large"


def test_a_far_column_cannot_make_a_small_file_large(tmp_path: Path) -> None:
    path = saved(tmp_path / "stock.xlsx", ("item",))
    rows = "".join(f'<row r="{number}"><c r="XFD{number}"/></row>' for number in range(2, 700))
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>"))
    with pytest.raises(BadInput) as refusal:
        read_workbook(path)
    assert refusal.value.message == "stock.xlsx has too many cells"


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "stock.xlsx", ("item",))
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 20}">' for level in range(1, 9))
    bomb = f"<!DOCTYPE x [{entities}]><worksheet>&a8;</worksheet>"
    rewritten(path, "xl/worksheets/sheet1.xml", lambda _: bomb)
    with pytest.raises(BadInput) as refusal:
        read_workbook(path)
    assert refusal.value.code == "not-a-workbook"


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"item,name\n1,a\n", "Save it again as .xlsx"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "Is it protected by a password?"),
        (b"", "Save it again as .xlsx"),
        (b"PK\x03\x04broken", "Save it again as .xlsx"),
    ],
)
def test_what_only_calls_itself_a_workbook_is_refused(tmp_path: Path, data: bytes, hint: str) -> None:
    path = tmp_path / "stock.xlsx"
    path.write_bytes(data)
    with pytest.raises(BadInput) as refusal:
        read_workbook(path)
    assert (refusal.value.code, refusal.value.hint) == ("not-a-workbook", hint)


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
@pytest.mark.parametrize("damage", ["", "<a>", "<worksheet><row r='x'/></worksheet>"])
def test_a_damaged_workbook_is_refused_and_never_a_crash(tmp_path: Path, part: str, damage: str) -> None:
    path = rewritten(saved(tmp_path / "stock.xlsx", ("item",), ("1",)), part, lambda _: damage)
    try:
        read_workbook(path)
    except BadInput as refusal:
        assert refusal.code == "not-a-workbook"


def test_an_escaped_control_character_is_one(tmp_path: Path) -> None:
    path = saved(tmp_path / "items.xlsx", ("item", "name"), ("1", "a_x000D_b"), ("2", "a_x0041_b"), sheet="items")
    sheet = read_sheets([path]).sheets[0]
    assert [(error.row, error.column) for error in sheet.errors] == [(2, "name")]
    assert sheet.records[0].name == "a_x0041_b"  # type: ignore[union-attr]


def test_a_formula_in_a_column_that_is_not_wanted_hurts_nobody(tmp_path: Path) -> None:
    from_map = '[stock]\ncolumns = {Value = ""}'
    path = saved(tmp_path / "stock.xlsx", ("item", "bin", "quantity", "Value"), ("1", "A", 1, "=C2*2"))
    sheet = read_sheets([path], sheet_map=parse_map(from_map)).sheets[0]
    assert (len(sheet.records), sheet.errors) == (1, ())


def test_a_formula_is_kept_as_a_flaw_and_never_evaluated(tmp_path: Path) -> None:
    path = saved(tmp_path / "stock.xlsx", ("item",), ("=A1&A1",))
    cell = read_workbook(path)[0].rows[0].cells[0]
    assert isinstance(cell, Flaw)
    assert cell.value == "=A1&A1"
