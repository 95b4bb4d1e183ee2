"""Which files are read, what their sheets are taken for, and what is told of them."""

from pathlib import Path

import pytest

from wms_tui.domain.records import LOAD_ORDER, Kind
from wms_tui.errors import BadInput, NotFound
from wms_tui.exchange.mapping import parse_map
from wms_tui.exchange.reading import read_sheets
from wms_tui.exchange.sheets import MOST_ERRORS


def folder_of(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content)
    return folder


def test_what_others_refer_to_is_loaded_first(tmp_path: Path) -> None:
    files = {f"{kind}_csv": "item,lot,bin,quantity\n" for kind in Kind}
    sheets = read_sheets([folder_of(tmp_path, **files)]).sheets
    assert tuple(sheet.kind for sheet in sheets) == LOAD_ORDER
    assert " ".join(LOAD_ORDER) == "items packs bins partners lots stock receipts orders levels tests"


def test_a_folder_gives_its_spreadsheets_and_nothing_else(tmp_path: Path) -> None:
    folder_of(tmp_path, items_csv="item\n1\n", bins_tsv="bin\tzone\nA\tx\n", readme_txt="x", map_toml="[a]")
    (tmp_path / "~$items.xlsx").write_bytes(b"lock")
    (tmp_path / ".hidden.csv").write_text("x")
    (tmp_path / "old").mkdir()
    sheets = read_sheets([tmp_path]).sheets
    assert [sheet.path.name for sheet in sheets] == ["items.csv", "bins.tsv"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    folder_of(tmp_path, items_csv="item\n1\n")
    assert len(read_sheets([tmp_path, tmp_path / "items.csv"]).sheets) == 1


@pytest.mark.parametrize(
    ("name", "code", "hint"),
    [
        ("stock.xls", "not-a-spreadsheet", "Save it as .xlsx"),
        ("STOCK.ODS", "not-a-spreadsheet", "Save it as .xlsx"),
        ("stock.pdf", "not-a-spreadsheet", "It takes .csv, .tsv and .xlsx"),
        ("april.csv", "unknown-sheet", "Give --kind, or a map that says skip = true"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(tmp_path: Path, name: str, code: str, hint: str) -> None:
    (tmp_path / name).write_bytes(b"item\n")
    with pytest.raises(BadInput) as refusal:
        read_sheets([tmp_path / name])
    assert (refusal.value.code, refusal.value.hint) == (code, hint)


def test_an_old_workbook_in_a_folder_is_not_passed_over(tmp_path: Path) -> None:
    folder_of(tmp_path, items_csv="item\n1\n", stock_xls="x")
    with pytest.raises(BadInput):
        read_sheets([tmp_path])


def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_sheets([tmp_path / "items.csv"])
    with pytest.raises(BadInput) as refusal:
        read_sheets([tmp_path])
    assert refusal.value.code == "nothing-to-import"


def test_the_kind_that_is_given_counts_more_than_the_name(tmp_path: Path) -> None:
    folder_of(tmp_path, items_csv="bin\nA\n", april_csv="bin\nB\n")
    sheets = read_sheets([tmp_path], kind=Kind.BINS).sheets
    assert [sheet.kind for sheet in sheets] == [Kind.BINS, Kind.BINS]


def test_the_map_counts_more_than_the_kind_that_is_given(tmp_path: Path) -> None:
    folder_of(tmp_path, april_csv="bin\nB\n", skipped_csv="?\n")
    sheet_map = parse_map('[April]\nkind="bins"\n[skipped]\nskip=true')
    sheets = read_sheets([tmp_path], kind=Kind.ITEMS, sheet_map=sheet_map).sheets
    assert [sheet.kind for sheet in sheets] == [Kind.BINS]


def test_our_columns_are_known_in_any_case_and_told_as_the_file_writes_them(tmp_path: Path) -> None:
    folder_of(tmp_path, stock_csv=" Item ,BIN,Quantity\n1,A,x\n2,B,3\n")
    sheet = read_sheets([tmp_path]).sheets[0]
    assert [(error.column, error.value) for error in sheet.errors] == [("Quantity", "x")]
    assert sheet.headings == {"item": "Item", "bin": "BIN", "quantity": "Quantity"}
    error = sheet.error(sheet.records[0], "item", "2", "is not known")
    assert (error.row, error.column) == (3, "Item")


def test_every_bad_cell_is_told_not_only_the_first(tmp_path: Path) -> None:
    rows = "1,A,0,2027-02-30,\n,,,,\n2,B,3,14.3.27,released\n"
    folder_of(tmp_path, stock_csv=f"item,bin,quantity,expires_on,received_on\n{rows}")
    sheet = read_sheets([tmp_path]).sheets[0]
    assert [(error.row, error.column) for error in sheet.errors] == [
        (2, "quantity"), (2, "expires_on"), (4, "expires_on"), (4, "received_on"),
    ]  # fmt: skip
    assert (sheet.rows, sheet.records) == (2, ())


def test_a_thousand_errors_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    folder_of(tmp_path, bins_csv="bin,walk\n" + "A,x\n" * 2500)
    errors = read_sheets([tmp_path]).sheets[0].errors
    assert len(errors) == MOST_ERRORS + 1
    assert (errors[-1].row, errors[-1].reason) == (1001, "and 1,500 more errors")


def test_errors_found_later_join_the_count(tmp_path: Path) -> None:
    folder_of(tmp_path, bins_csv="bin,walk\nA,x\nB,1\nC,1\n")
    sheet = read_sheets([tmp_path]).sheets[0]
    later = [sheet.error(record, "bin", "", "is taken") for record in sheet.records for _ in range(600)]
    sheet = sheet.refused(later[:600]).refused(later[600:])
    assert (sheet.error_count, len(sheet.errors)) == (1201, MOST_ERRORS + 1)
    assert [sheet.errors[place].row for place in (0, 1, 601, -1)] == [2, 3, 4, 4]
    assert sheet.errors[-1].reason == "and 201 more errors"


def test_a_long_value_is_told_in_part(tmp_path: Path) -> None:
    folder_of(tmp_path, bins_csv="bin\n" + "A" * 5000 + "\n")
    assert len(read_sheets([tmp_path]).sheets[0].errors[0].value) == 200


def test_a_cell_that_is_too_wide_for_a_text_file_reader_is_refused(tmp_path: Path) -> None:
    folder_of(tmp_path, bins_csv="bin\n" + "A" * 200_000 + "\n")
    with pytest.raises(BadInput) as refusal:
        read_sheets([tmp_path])
    assert refusal.value.code == "bad-csv"


def test_a_row_that_contradicts_itself_is_an_error(tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        items_csv="item,min,max\n1,5,4\n2,5,5\n",
        lots_csv="item,lot,made_on,expires_on\n1,L,2027-01-02,2027-01-01\n",
    )
    items, lots = read_sheets([tmp_path]).sheets
    assert [(error.row, error.column, error.value) for error in items.errors] == [(2, "max", "4")]
    assert [(error.row, error.column) for error in lots.errors] == [(2, "expires_on")]
