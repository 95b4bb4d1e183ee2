"""Text files of other systems: encodings, delimiters, quotes, and what a spreadsheet might run."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms_tui.domain.records import Kind, StockRecord
from wms_tui.errors import BadInput
from wms_tui.exchange.reading import read_sheets
from wms_tui.exchange.text_files import guarded, read_text_file, unguarded


def written(folder: Path, data: bytes | str, name: str = "stock.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, delimiter: str) -> None:
    lines = [("item", "bin", "name, long"), ("4711", "A;1", "a,b|c"), ("4712", "B", "two\nlines")]
    with (tmp_path / "stock.csv").open("w", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)
    table, _ = read_text_file(tmp_path / "stock.csv")
    assert [table.header, *(row.cells for row in table.rows)] == lines


def test_one_decimal_comma_does_not_make_a_comma_file(tmp_path: Path) -> None:
    path = written(tmp_path, "item;name, long;unit\n1;a;EA\n2;b, c;EA\n")
    assert read_text_file(path)[0].header == ("item", "name, long", "unit")


def test_the_delimiter_is_what_the_rows_agree_on_not_what_the_header_has_most_of(tmp_path: Path) -> None:
    path = written(tmp_path, "item,name|long|wide\n1,a\n2,b\n")
    assert read_text_file(path)[0].header == ("item", "name|long|wide")


def test_the_line_in_which_excel_declares_its_delimiter_is_no_row(tmp_path: Path) -> None:
    table, _ = read_text_file(written(tmp_path, "sep=|\r\nitem|name\r\n1|a;b\r\n"))
    assert table.header == ("item", "name")
    assert table.rows[0].number == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_that_is_declared_needs_no_warning(tmp_path: Path, encoding: str) -> None:
    reading = read_sheets([written(tmp_path, "item,name\n1,Müsli 雪\n".encode(encoding), "items.csv")])
    assert reading.sheets[0].records[0].name == "Müsli 雪"  # type: ignore[union-attr]
    assert not reading.warnings


@pytest.mark.parametrize(
    ("data", "name"), [(b"item,name\n1,M\xfcsli \x80\n", "Müsli €"), (b"item,name\n1,\xdf\n", "ß")]
)
def test_an_encoding_that_is_guessed_is_told(tmp_path: Path, data: bytes, name: str) -> None:
    reading = read_sheets([written(tmp_path, data, "items.csv")])
    assert reading.sheets[0].records[0].name == name  # type: ignore[union-attr]
    assert "not UTF-8" in reading.warnings[0]


@pytest.mark.parametrize("data", [b"PK\x03\x04\0\0", b"\xff\xfea", b"item\0,name\n"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadInput) as refusal:
        read_text_file(written(tmp_path, data))
    assert refusal.value.code == "not-text"


@pytest.mark.parametrize("data", [b'item,name\n1,"a\nb"\n2,\0x\n3,c\n', b'item,name\n1,a\n2,"b"\0\n'])
def test_a_nul_character_is_refused_by_its_row(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadInput) as refusal:
        read_text_file(written(tmp_path, data))
    assert (refusal.value.code, "row 3" in refusal.value.message) == ("not-text", True)


def test_a_loose_quote_is_refused_by_its_row(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        read_text_file(written(tmp_path, 'item,name\n1,a\n2,"b" c\n3,d\n'))
    assert (refusal.value.code, "row 3" in refusal.value.message) == ("bad-csv", True)


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest(tmp_path: Path) -> None:
    path = written(tmp_path, 'item,bin,quantity\n1,"A,3\n2,B,4\n3,C,5\n')
    with pytest.raises(BadInput) as refusal:
        read_text_file(path)
    assert refusal.value.code == "bad-csv"
    assert "row 2" in refusal.value.message


def test_inches_in_the_middle_of_a_cell_are_no_quotes(tmp_path: Path) -> None:
    table, _ = read_text_file(written(tmp_path, 'item,name\n1,pipe 5" long\n'))
    assert table.rows[0].cells == ("1", 'pipe 5" long')


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path, end: str) -> None:
    text = end.join(["item,bin,quantity,lot", "", '1,"A",x,"two', 'lines"', ",,,", "2,B,y,"])
    sheet = read_sheets([written(tmp_path, text)]).sheets[0]
    assert [(error.row, error.column, error.value) for error in sheet.errors] == [
        (3, "lot", "two\nlines"),
        (3, "quantity", "x"),
        (5, "quantity", "y"),
    ]


@given(st.text("=+-@\t\r'a\n") | st.text())
def test_every_text_comes_back_from_behind_its_apostrophe(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


def test_an_apostrophe_that_keeps_nothing_from_running_is_part_of_the_text() -> None:
    assert unguarded("'t Hart") == guarded("'t Hart") == "'t Hart"
    assert (guarded("=x"), guarded("'=x"), unguarded("''=x")) == ("'=x", "''=x", "'=x")


def test_a_formula_in_a_text_file_is_a_text(tmp_path: Path) -> None:
    path = written(tmp_path, "item,bin,quantity\n=1+1,'=1+1,'3\n")
    sheet = read_sheets([path]).sheets[0]
    # An apostrophe before a plain digit guards nothing, so it is a mistake in the quantity.
    assert [(error.column, error.value) for error in sheet.errors] == [("quantity", "'3")]
    path = written(tmp_path, "item,bin,quantity\n=1+1,'=1+1,3\n")
    record = read_sheets([path]).sheets[0].records[0]
    assert record == StockRecord(item="=1+1", bin="=1+1", quantity_text="3")


def test_a_file_with_two_hundred_columns_names_each_unknown_one(tmp_path: Path) -> None:
    names = ["item", "bin", "quantity", *(f"extra{number}" for number in range(197))]
    path = written(tmp_path, ",".join(names) + "\n" + ",".join(["1"] * 200) + "\n")
    sheet = read_sheets([path]).sheets[0]
    assert len(sheet.errors) == 197
    assert {error.row for error in sheet.errors} == {1}
    assert len(sheet.records) == 1


def test_control_characters_and_markup_are_told_from_each_other(tmp_path: Path) -> None:
    path = written(tmp_path, "item,name\n1,[red]x[/red]\n2,bell\x07\n3\x1b[2J,esc\n", "items.csv")
    sheet = read_sheets([path]).sheets[0]
    assert sheet.records[0].name == "[red]x[/red]"  # type: ignore[union-attr]
    assert [(error.row, error.column) for error in sheet.errors] == [(3, "name"), (4, "item")]


def test_a_file_of_any_kind_may_have_only_a_header(tmp_path: Path) -> None:
    sheet = read_sheets([written(tmp_path, "item,bin,quantity\n")]).sheets[0]
    assert (sheet.kind, sheet.rows, sheet.records, sheet.errors) == (Kind.STOCK, 0, (), ())


@pytest.mark.parametrize("data", ["", "\n\n", " , ,\n", "\ufeff"])
def test_an_empty_file_is_an_error_and_no_import_of_nothing(tmp_path: Path, data: str) -> None:
    sheet = read_sheets([written(tmp_path, data)]).sheets[0]
    assert [(error.row, error.reason) for error in sheet.errors] == [(1, "the sheet is empty")]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(BadInput) as refusal:
        read_text_file(path)
    assert refusal.value.code == "file-too-large"
