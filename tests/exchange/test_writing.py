"""What is written can be read again without loss, by us and by others, and runs nowhere."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from wms_tui.domain.barcode.check_digits import check_digit, make_sscc
from wms_tui.domain.layouts import LAYOUTS
from wms_tui.domain.records import (
    BinRecord,
    ItemRecord,
    Kind,
    LevelRecord,
    LotRecord,
    OrderLineRecord,
    PackRecord,
    PartnerRecord,
    PlanRecord,
    ReceiptLineRecord,
    Record,
    StockRecord,
)
from wms_tui.domain.shelf_life import ShelfLife
from wms_tui.domain.types import HOUSE, Mixing, PlaceKind, Role, Rotation, Status, Tracking
from wms_tui.errors import BadInput
from wms_tui.exchange.reading import read_sheets
from wms_tui.exchange.writing import print_records, print_rows, write_records, write_rows

TRICKY = [
    "=1+1",
    "'=x",
    "''",
    "-5",
    "+49 40",
    "@x",
    "0012",
    "a,b;c|d",
    'say "x"',
    "[b]x[/b]",
    "#N/A",
    "_x000D_",
    "TRUE",
]
TRICKY += ["12345678901234567890", "1E5", "2027-03-14", "1.0", "null", "x_x005F_"]


def printable(text: str) -> bool:
    return text == normalize("NFC", text) == text.strip() and text.isprintable()


def text_of(longest: int) -> st.SearchStrategy[str]:
    visible = st.characters(exclude_categories=["C", "Z"])
    words = st.text(visible, max_size=longest // 2 - 1).map(lambda text: normalize("NFC", text)).filter(printable)
    return st.sampled_from(TRICKY) | words | st.builds("{} {}".format, words, words).map(str.strip)


CODES = text_of(64).filter(bool)
TEXTS = text_of(80)
NUMBERS = st.integers(0, 10**12)
DAYS_OFF = st.integers(0, 36525)
DAYS = st.none() | st.dates()
WORDS = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,9}", fullmatch=True)
GTINS = st.just("") | st.from_regex("[0-9]{13}", fullmatch=True).map(lambda digits: digits + check_digit(digits))
QUANTITIES = st.integers(1, 10**12).map(str) | st.sampled_from(["3CS", "2CS+4EA", "12.5 kg", "2 CS 4"])
LINES = st.none() | st.integers(1, 10**6)
ADDRESSES = st.lists(TEXTS.filter(bool), max_size=4).map("\n".join)
TEMPLATES = st.sampled_from(["", "{yy}{jjj}-{seq:3:daily}", "{item}{seq}"])
PLATES = st.just("") | st.integers(0, 10**9 - 1).map(lambda number: make_sscc("4012345", 0, number))
PATTERNS = st.sampled_from(["", "L[0-9]{4}", "[A-Z]+"])
LIVES = st.none() | st.builds(ShelfLife, months=st.integers(1, 1200)) | st.builds(ShelfLife, days=st.integers(1, 36525))

RECORDS: dict[Kind, st.SearchStrategy[Record]] = {
    Kind.ITEMS: st.builds(
        ItemRecord,
        item=CODES, name=TEXTS, unit=WORDS, tracking=st.sampled_from(Tracking),
        rotation=st.sampled_from(Rotation), shelf_life=LIVES, removal_days=DAYS_OFF, alert_days=DAYS_OFF,
        min_receipt_days=DAYS_OFF, lot_template=TEMPLATES, lot_pattern=PATTERNS,
        minimum=st.none() | st.integers(0, 50), maximum=st.none() | st.integers(50, 10**12), gtin=GTINS,
        lot_sample=TEXTS, temperature=TEXTS, fixed_bin=st.just("") | CODES,
        receipt_status=st.sampled_from([Status.RELEASED, Status.QUARANTINE]), reorder_point=st.none() | NUMBERS,
        release_people=st.sampled_from([1, 2]),
    ),
    Kind.PACKS: st.builds(PackRecord, item=CODES, pack=WORDS, quantity=st.integers(1, 10**12), gtin=GTINS),
    Kind.BINS: st.builds(
        BinRecord,
        bin=CODES, zone=TEXTS, walk=st.none() | NUMBERS, capacity=st.none() | st.integers(1, 10**12),
        mixing=st.sampled_from(Mixing), pickable=st.booleans(), kind=st.sampled_from(sorted(HOUSE, key=PlaceKind)),
        aisle=TEXTS, level=TEXTS, temperature=TEXTS, check_digits=st.from_regex("([0-9]{1,4})?", fullmatch=True),
        blocked=st.booleans(),
    ),
    Kind.PARTNERS: st.builds(
        PartnerRecord,
        partner=CODES, role=st.sampled_from(Role), name=TEXTS, address=ADDRESSES, email=TEXTS, phone=TEXTS,
        min_days=DAYS_OFF, min_percent=st.integers(0, 100), transit_days=DAYS_OFF, lot_pattern=PATTERNS,
        lot_sample=TEXTS,
    ),
    Kind.LOTS: st.builds(
        LotRecord,
        item=CODES, lot=CODES, supplier_lot=st.just("") | CODES, made_on=DAYS, received_on=DAYS,
        expires_on=DAYS, status=st.none() | st.sampled_from(Status), best_before_on=DAYS,
        supplier=st.just("") | CODES,
    ).filter(lambda lot: not (lot.made_on and lot.expires_on and lot.expires_on < lot.made_on)),
    Kind.STOCK: st.builds(
        StockRecord,
        item=CODES, bin=CODES, lot=st.just("") | CODES, quantity_text=QUANTITIES, expires_on=DAYS,
        received_on=DAYS, plate=PLATES, serial=st.just("") | CODES, status=st.none() | st.sampled_from(Status),
    ),
    Kind.RECEIPTS: st.builds(
        ReceiptLineRecord,
        receipt=CODES, item=CODES, supplier=st.just("") | CODES, due_on=DAYS, line=LINES,
        lot=st.just("") | CODES, expires_on=DAYS, quantity_text=QUANTITIES,
    ),
    Kind.ORDERS: st.builds(
        OrderLineRecord,
        order=CODES, customer=CODES, item=CODES, ship_on=DAYS, line=LINES, lot=st.just("") | CODES,
        quantity_text=QUANTITIES,
    ),
    Kind.LEVELS: st.builds(
        LevelRecord, bin=CODES, item=CODES, minimum=st.integers(0, 50), maximum=st.integers(50, 10**12)
    ),
    Kind.TESTS: st.builds(
        PlanRecord, item=CODES, test=CODES, low=st.none() | st.sampled_from(["-18.50", "0", "3.5"]),
        high=st.none() | st.sampled_from(["3.50", "100"]), sample=st.integers(0, 100_000),
        words=st.sampled_from([(), ("fresh",), ("fresh", "not sour")]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_what_is_exported_can_be_imported_without_loss(kind: Kind, ending: str, data: st.DataObject) -> None:
    records = data.draw(st.lists(RECORDS[kind], max_size=4).map(distinct(kind)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}.{ending}"
        assert write_records(path, kind, records) == len(records)
        sheet = read_sheets([path]).sheets[0]
    assert sheet.errors == ()
    assert sheet.records == tuple(records)


def distinct(kind: Kind) -> Callable[[list[Record]], list[Record]]:
    """Return a filter that makes records agree with each other: other codes, and no GTIN or line twice."""

    def renamed(records: list[Record]) -> list[Record]:
        first = LAYOUTS[kind].columns[0].attribute
        kept = []
        for number, record in enumerate(records):
            changes: dict[str, Any] = {first: f"{getattr(record, first)[:60]}~{number}"}
            if number and hasattr(record, "gtin"):
                changes["gtin"] = ""
            kept.append(replace(record, **changes))
        return kept

    return renamed


@pytest.mark.parametrize("text", TRICKY)
def test_no_text_is_a_formula_a_number_or_an_error_in_a_workbook(tmp_path: Path, text: str) -> None:
    write_rows(tmp_path / "a.xlsx", "moves", (text,), [(text,)])
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert sheet.title == "moves"
    assert [cell.data_type for column in sheet.columns for cell in column] == ["s", "s"]


def test_dates_and_numbers_are_real_ones_in_a_workbook(tmp_path: Path) -> None:
    at = datetime(2027, 3, 14, 13, 45, tzinfo=UTC)
    row = (date(2027, 3, 14), 36, Status.HOLD, at, None, True, -4, date(1850, 1, 1), 10**17)
    write_rows(tmp_path / "a.xlsx", "moves", "abcdefghi", [row])
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    cells = [cell.value for cell in sheet[2]]
    assert cells == [
        datetime.fromisoformat("2027-03-14"), 36, "hold",
        "2027-03-14T13:45:00+00:00", None, "yes", -4, "1850-01-01", str(10**17),
    ]  # fmt: skip
    assert sheet["A2"].number_format == "yyyy-mm-dd"


def test_a_control_character_neither_stops_a_workbook_nor_reaches_a_terminal_raw(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.xlsx", "moves", ("reason",), [("a\x07\x1bb",)])
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert sheet["A2"].value == "a_x0007__x001B_b"


def test_text_files_are_utf_8_and_keep_to_rfc_4180(tmp_path: Path) -> None:
    path = tmp_path / "moves.csv"
    rows = [("Müsli", 'a "b", c', -4, None, date(2027, 3, 14)), ("\tx", "\rx", "-4", "=1", "'=1")]
    assert write_rows(path, "moves", ("a", "b", "c", "d", "e"), rows) == 2
    assert path.read_bytes() == (
        'a,b,c,d,e\r\nMüsli,"a ""b"", c",-4,,2027-03-14\r\n\'\tx,"\'\rx",\'-4,\'=1,\'\'=1\r\n'.encode()
    )


def test_records_can_be_printed_for_another_program() -> None:
    stream = io.StringIO()
    assert print_records(stream, Kind.PACKS, [PackRecord("A", "CS", 12)]) == 1
    assert print_rows(stream, ("x",), []) == 0
    assert list(csv.reader(io.StringIO(stream.getvalue()))) == [
        ["item", "pack", "quantity", "gtin"], ["A", "CS", "12", ""], ["x"],
    ]  # fmt: skip


def test_a_file_that_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "packs.csv"
    path.write_text("precious")
    with pytest.raises(BadInput) as refusal:
        write_records(path, Kind.PACKS, [])
    assert refusal.value.code == "file-exists"
    assert path.read_text() == "precious"
    write_records(path, Kind.PACKS, [], replace=True)
    assert path.read_text().startswith("item,pack")
    assert [one.name for one in tmp_path.iterdir()] == ["packs.csv"]


def test_a_file_that_fails_half_way_is_not_there_at_all(tmp_path: Path) -> None:
    def rows() -> Any:
        yield ("1",)
        raise RuntimeError

    for name in ("a.csv", "a.xlsx"):
        with pytest.raises(RuntimeError):
            write_rows(tmp_path / name, "moves", ("x",), rows())
    assert list(tmp_path.iterdir()) == []


def test_a_name_taken_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    def rows() -> Any:
        path.write_text("someone was faster")
        yield ("1",)

    with pytest.raises(BadInput) as refusal:
        write_rows(path, "moves", ("x",), rows())
    assert refusal.value.code == "file-exists"
    assert path.read_text() == "someone was faster"


@pytest.mark.parametrize(
    ("name", "code"), [("a.xls", "bad-ending"), ("a", "bad-ending"), ("gone/a.csv", "file-unwritable")]
)
def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(BadInput) as refusal:
        write_rows(tmp_path / name, "moves", ("x",), [])
    assert refusal.value.code == code


def test_a_cell_that_a_workbook_would_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        write_rows(tmp_path / "a.xlsx", "moves", ("x",), [("x" * 40_000,)])
    assert refusal.value.code == "file-too-large"
