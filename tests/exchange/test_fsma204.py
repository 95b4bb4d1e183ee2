"""The sortable spreadsheet of 21 CFR 1.1455: every event with what it must have, in real days and numbers."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from tests.builders import in_days, run
from tests.command_line import CommandLine
from wms_tui.domain.traceability import COLUMNS
from wms_tui.operations.reshape_lots import LotPart, SplitLot, split_lot
from wms_tui.storage import connection

DAYS = ("--from", in_days(-3).isoformat(), "--to", in_days(1).isoformat())


def rows_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_sheet_has_every_event_with_real_days_and_numbers(house: CommandLine, tmp_path: Path) -> None:
    done = house("export", "fsma204", *DAYS, "-o", tmp_path / "records.xlsx")

    rows = rows_of(tmp_path / "records.xlsx", "events")
    told = [(one["event_type"], one["tlc"], one["quantity"], one["ref_doc_number"]) for one in rows]
    assert told == [
        ("receiving", "F-77", 50, "PO1"), ("transformation", "S1", 100, "B1"), ("shipping", "S1", 40, "O1"),
        ("receiving", "S1", 5, "O1"),
    ]  # fmt: skip
    assert done["rows"] == 4
    assert all(isinstance(one["event_date"], datetime) and isinstance(one["quantity"], int) for one in rows)
    receiving, made, shipped, returned = rows
    assert (receiving["from_name"], receiving["from_city"], receiving["tlc_source_name"]) == ("Farm", "Salinas", "Farm")
    assert (made["input_tlc"], made["input_quantity"], made["input_uom"]) == ("F-77", 20, "KG")
    assert (shipped["to_name"], shipped["sscc"]) == ("Shop", None)
    assert receiving["sscc"], "the pallet it came on"
    assert (returned["from_name"], returned["note"]) == ("Shop", "sent back by the customer")


def test_what_is_missing_is_listed_with_the_section_that_asks_for_it(house: CommandLine, tmp_path: Path) -> None:
    house("export", "fsma204", *DAYS, "-o", tmp_path / "records.xlsx")

    received, made, shipped, _ = rows_of(tmp_path / "records.xlsx", "missing")
    assert (received["row"], made["row"], shipped["row"]) == (2, 3, 4)
    assert received["missing"] == "commodity, packaging_style; to_phone, to_city, to_state, to_zip"
    assert received["section"] == "1.1345(a)(3); 1.1345(a)(5)"
    assert received["way_out"].startswith("wms item change KALE --commodity; wms item change KALE --packaging-style; ")
    assert made["missing"].endswith("input_product: commodity, input_product: packaging_style")
    assert made["section"] == "1.1350(a)(2)(iv); 1.1350(a)(2)(ii); 1.1350(a)(1)(ii)"
    assert "from_phone, from_city, from_state, from_zip" in shipped["missing"]
    assert "1.1340(a)(5)" in shipped["section"]


def test_the_sheet_is_narrowed_to_what_was_asked_for(house: CommandLine, tmp_path: Path) -> None:
    assert house("export", "fsma204", *DAYS, "-o", tmp_path / "a.csv", "--lot", "F-77")["rows"] == 2
    assert house("export", "fsma204", *DAYS, "-o", tmp_path / "b.csv", "--item", "SALAD")["rows"] == 3
    assert house("export", "fsma204", *DAYS, "-o", tmp_path / "c.csv", "--listed-only")["rows"] == 2
    past = ("--from", in_days(-9).isoformat(), "--to", in_days(-5).isoformat())
    assert house("export", "fsma204", *past, "-o", tmp_path / "d.csv")["rows"] == 0
    assert house.refused("export", "fsma204", *DAYS[2:], "-o", tmp_path / "e.csv", status=2) == "usage"
    assert house.refused("export", "fsma204", *DAYS, "-o", tmp_path / "e.csv", "--lot", "NONE") == "unknown-lot"
    turned = ("--from", in_days(1).isoformat(), "--to", in_days(-3).isoformat())
    assert house.refused("export", "fsma204", *turned, "-o", tmp_path / "e.csv") == "bad-range"


def test_nothing_in_a_sheet_is_run_as_a_formula(house: CommandLine, tmp_path: Path) -> None:
    house("export", "fsma204", *DAYS, "-o", tmp_path / "records.xlsx")
    house("export", "fsma204", *DAYS, "-o", tmp_path / "records.csv")

    cells = [cell for row in openpyxl.load_workbook(tmp_path / "records.xlsx")["events"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert (tmp_path / "records-missing.csv").read_text().startswith("row,")
    assert (tmp_path / "records-glossary.csv").is_file()


def test_every_column_that_is_asked_for_is_there(house: CommandLine, tmp_path: Path) -> None:
    house("export", "fsma204", *DAYS, "-o", tmp_path / "records.csv")

    with (tmp_path / "records.csv").open(newline="") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == COLUMNS
    assert len(COLUMNS) == 44
    assert [date.fromisoformat(row[1]) for row in rows] == [in_days(0)] * 4


def test_nothing_is_complete_until_the_house_says_all_that_is_asked_for(house: CommandLine, tmp_path: Path) -> None:
    for name, value in (("phone", "555"), ("city", "Salinas"), ("state", "CA"), ("zip", "93901")):
        house("setting", "change", f"house_{name}", value)
    for item in ("KALE", "SALAD"):
        house(
            "item", "change", item, "--name", item, "--commodity", "Leafy greens", "--packaging-size", "1 kg",
            "--packaging-style", "bag",
        )  # fmt: skip
    done = house("export", "fsma204", *DAYS, "-o", tmp_path / "records.xlsx")
    assert done["missing"] == 0, rows_of(tmp_path / "records.xlsx", "missing")

    house("partner", "change", "FARM", "--role", "supplier", "--phone", "")

    house("export", "fsma204", *DAYS, "-o", tmp_path / "records.xlsx", "--force")
    lacks = [(one["missing"], one["section"]) for one in rows_of(tmp_path / "records.xlsx", "missing")]
    assert lacks == [("from_phone; tlc_source_phone", "1.1345(a)(4); 1.1345(a)(7)")]


def test_what_was_undone_did_not_happen(house: CommandLine, tmp_path: Path) -> None:
    wrong = house("receive", "KALE", "7", "--lot", "WRONG", "--supplier", "FARM", "--expires", in_days(9).isoformat())
    assert house("export", "fsma204", *DAYS, "-o", tmp_path / "a.csv")["rows"] == 5

    house("undo", wrong["entry"], "--reason", "never came")

    assert house("export", "fsma204", *DAYS, "-o", tmp_path / "b.csv")["rows"] == 4
    assert "WRONG" not in (tmp_path / "b.csv").read_text()


def test_a_run_of_many_acts_is_one_transformation_of_what_was_used_in_the_end(
    house: CommandLine, tmp_path: Path
) -> None:
    house("item", "add", "OATS")
    for lot in ("O1", "O2"):
        house(
            "receive", "OATS", "30", "--lot", lot, "--bin", "A-01", "--supplier", "FARM", "--supplier-lot", f"F-{lot}"
        )
    house("run", "open", "B2")
    for act, goods in (
        ("consume", "OATS:O1=10"), ("produce", "SALAD:S2=25"), ("consume", "OATS:O2=9"), ("give-back", "OATS:O2=4"),
        ("produce", "SALAD:S2=5"),
    ):  # fmt: skip
        house("run", act, "B2", goods, *(() if act == "consume" else ("--to", "A-01")))

    house("export", "fsma204", *DAYS, "-o", tmp_path / "a.xlsx", "--item", "OATS")

    rows = [one for one in rows_of(tmp_path / "a.xlsx", "events") if one["event_type"] == "transformation"]
    told = [(one["tlc"], one["quantity"], one["input_tlc"], one["input_quantity"]) for one in rows]
    assert told == [("S2", 30, "F-O1", 10), ("S2", 30, "F-O2", 5)]
    assert house("export", "fsma204", *DAYS, "-o", tmp_path / "b.csv", "--lot", "F-O2")["rows"] == 2


def test_a_lot_that_is_renamed_here_has_a_new_code_and_this_house_as_its_source(
    house: CommandLine, tmp_path: Path
) -> None:
    house("setting", "change", "house_source_reference", "FDA 12345678901")
    connection.open_database(house.path, by="ANNA")
    run(split_lot, SplitLot("KALE", "K 1/ä", (LotPart("K2", 5),), "A-01"))

    house("export", "fsma204", *DAYS, "-o", tmp_path / "a.xlsx", "--lot", "K2")

    (split,) = rows_of(tmp_path / "a.xlsx", "events")
    assert (split["tlc"], split["input_tlc"], split["quantity"]) == ("K2", "F-77", 5)
    assert split["tlc_source_reference"] == "FDA 12345678901"


def test_no_file_is_written_where_one_of_the_three_is_in_the_way(house: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a-glossary.csv").write_text("mine")

    assert house.refused("export", "fsma204", *DAYS, "-o", tmp_path / "a.csv") == "file-exists"

    assert [one.name for one in tmp_path.glob("a*.csv")] == ["a-glossary.csv"]
    house("export", "fsma204", *DAYS, "-o", tmp_path / "a.csv", "--force")
    assert (tmp_path / "a-glossary.csv").read_text() != "mine"
