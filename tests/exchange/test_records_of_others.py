"""Records that others ask for: every event with what it must have, in real days and numbers, and what was undone."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import in_days
from tests.command_line import CommandLine
from tests.exchange.epcis_rules import broken_rules, vocabulary
from wms_tui import clock

DAYS = ("--from", in_days(-3).isoformat(), "--to", in_days(1).isoformat())


@pytest.fixture
def house(warehouse: Path) -> CommandLine:
    """A house that bought kale and cheese, made a salad, sold it, and did all else that happens to goods."""
    house = CommandLine(warehouse)
    house("setting", "change", "house_address", "12 Harbour Road")
    house("item", "add", "KALE", "--name", "Kale", "--unit", "KG", "--packaging-size", "1 kg", "--listed")
    house("item", "add", "SALAD", "--name", "=SUM(A1)", "--gtin", "04012345678901")
    house("bin", "add", "A-01")
    house("bin", "add", "A-02")
    place = ("--address", "1 Farm Road", "--phone", "555", "--city", "Salinas", "--state", "CA", "--zip", "93901")
    house("partner", "add", "FARM", "--role", "supplier", "--name", "Farm", *place)
    house("partner", "add", "SHOP", "--role", "customer", "--name", "Shop", *place)
    house("receipt", "add", "PO1", "KALE=50", "--supplier", "FARM")
    house(
        "receive", "KALE", "50", "--lot", "K 1/ä", "--receipt", "PO1", "--bin", "A-01", "--supplier-lot", "F-77",
        "--expires", in_days(9).isoformat(), "--plate", "new",
    )  # fmt: skip
    house("run", "make", "B1", "--consume", "KALE:K 1/ä=20", "--produce", "SALAD:S1=100", "--to", "A-02")
    house("order", "add", "O1", "--customer", "SHOP", "SALAD=40")
    for act in (("allocate", "O1"), ("pick", "O1", "--as-suggested"), ("ship", "O1")):
        house(*act)
    house("return", "O1", "SALAD", "S1", "5")
    house("adjust", "SALAD", "--lot", "S1", "--bin", "A-02", "--by", "-2", "--reason", "sample")
    house("adjust", "SALAD", "--lot", "S1", "--bin", "A-02", "--by", "-3", "--reason", "damage")
    house("adjust", "SALAD", "--lot", "S1", "--bin", "A-02", "--by", "-1", "--reason", "lost")
    house("move", "SALAD", "10", "--lot", "S1", "--from", "A-02", "--to", "A-01")
    house("hold", "SALAD", "S1", "--reason", "smells")
    house("release", "SALAD", "S1", "--reason", "fine")
    house("recall", "open", "R1", "KALE:K 1/ä", "--reason", "bad")
    house("recall", "hold", "R1")
    return house


def events(house: CommandLine, tmp_path: Path, *words: str) -> list[dict[str, Any]]:
    house("export", "epcis", "-o", tmp_path / "events.json", "--force", *words)
    document = json.loads((tmp_path / "events.json").read_text())
    assert list(broken_rules(document)) == []
    return document["epcisBody"]["eventList"]


def rows_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_sheet_has_every_event_with_real_days_and_numbers(house: CommandLine, tmp_path: Path) -> None:
    done = house("export", "fsma204", *DAYS, "-o", tmp_path / "records.xlsx")

    rows = rows_of(tmp_path / "records.xlsx", "events")
    told = [(one["event_type"], one["tlc"], one["quantity"], one["ref_doc_number"]) for one in rows]
    assert told == [("receiving", "F-77", 50, "PO1"), ("transformation", "S1", 100, "B1"), ("shipping", "S1", 40, "O1")]
    assert done["rows"] == 3
    assert all(isinstance(one["event_date"], datetime) and isinstance(one["quantity"], int) for one in rows)
    receiving, made, shipped = rows
    assert (receiving["from_name"], receiving["from_city"], receiving["tlc_source_name"]) == ("Farm", "Salinas", "Farm")
    assert (made["input_tlc"], made["input_quantity"], made["input_uom"]) == ("F-77", 20, "KG")
    assert (shipped["to_name"], shipped["sscc"]) == ("Shop", None)
    assert receiving["sscc"], "the pallet it came on"


def test_what_is_missing_is_listed_with_the_section_that_asks_for_it(house: CommandLine, tmp_path: Path) -> None:
    house("export", "fsma204", *DAYS, "-o", tmp_path / "records.xlsx")

    lacking = {
        (one["event_type"], one["missing"], one["section"]) for one in rows_of(tmp_path / "records.xlsx", "missing")
    }
    assert ("shipping", "from_city", "1.1340(a)") in lacking
    assert ("receiving", "to_phone", "1.1345(a)") in lacking
    assert not any(event == "receiving" and what.startswith("from_") for event, what, _ in lacking)


def test_the_sheet_is_narrowed_to_what_was_asked_for(house: CommandLine, tmp_path: Path) -> None:
    assert house("export", "fsma204", *DAYS, "-o", tmp_path / "a.csv", "--lot", "F-77")["rows"] == 2
    assert house("export", "fsma204", *DAYS, "-o", tmp_path / "b.csv", "--item", "SALAD")["rows"] == 2
    assert house("export", "fsma204", *DAYS, "-o", tmp_path / "c.csv", "--listed-only")["rows"] == 2
    past = ("--from", in_days(-9).isoformat(), "--to", in_days(-5).isoformat())
    assert house("export", "fsma204", *past, "-o", tmp_path / "d.csv")["rows"] == 0
    assert house.refused("export", "fsma204", *DAYS[2:], "-o", tmp_path / "e.csv", status=2) == "usage"
    turned = ("--from", in_days(1).isoformat(), "--to", in_days(-3).isoformat())
    assert house.refused("export", "fsma204", *turned, "-o", tmp_path / "e.csv") == "bad-range"


def test_nothing_in_a_sheet_is_run_as_a_formula(house: CommandLine, tmp_path: Path) -> None:
    house("export", "fsma204", *DAYS, "-o", tmp_path / "records.xlsx")
    house("export", "fsma204", *DAYS, "-o", tmp_path / "records.csv")

    cells = [cell for row in openpyxl.load_workbook(tmp_path / "records.xlsx")["events"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert (tmp_path / "records-missing.csv").read_text().startswith("row,")
    assert (tmp_path / "records-glossary.csv").is_file()


def test_all_that_happened_is_told_as_events_that_keep_the_rules(house: CommandLine, tmp_path: Path) -> None:
    found = events(house, tmp_path)

    steps = [(one["type"].removesuffix("Event"), one["bizStep"], one["disposition"]) for one in found]
    for wanted in (
        ("Object", "receiving", "in_progress"), ("Object", "commissioning", "active"),
        ("Transformation", "commissioning", "active"), ("Object", "picking", "in_progress"),
        ("Object", "shipping", "in_transit"), ("Object", "receiving", "returned"),
        ("Object", "sampling", "in_progress"), ("Object", "destroying", "destroyed"),
        ("Object", "stock_taking", "unknown"), ("Object", "storing", "sellable_accessible"),
        ("Object", "holding", "non_sellable_other"), ("Object", "other", "sellable_accessible"),
        ("Object", "holding", "recalled"),
    ):  # fmt: skip
        assert wanted in steps
    made = next(one for one in found if one["type"] == "TransformationEvent")
    assert made["ilmd"]["cbvmda:lotNumber"] == "S1"
    assert made["inputQuantityList"] == [
        {"epcClass": "urn:x-wms:item:KALE:lot:K%201%2F%C3%A4", "quantity": 20, "uom": "KGM"}
    ]
    assert made["outputQuantityList"][0]["epcClass"] == "https://id.gs1.org/01/04012345678901/10/S1"
    recalled = [one for one in found if one["disposition"] == "recalled"]
    assert all(one["persistentDisposition"] == {"set": ["recalled"]} for one in recalled)


def test_what_was_undone_says_so_and_keeps_its_identity(house: CommandLine, tmp_path: Path) -> None:
    moved = house("move", "KALE", "1", "--lot", "K 1/ä", "--from", "A-01", "--to", "HOLD")
    before = events(house, tmp_path)[-1]

    house("undo", moved["entry"], "--reason", "wrong lot")

    after = [one for one in events(house, tmp_path) if one["eventID"] == before["eventID"]]
    assert len(after) == 1
    assert after[0].pop("errorDeclaration")["reason"] == "did_not_occur"
    assert after[0] == before


def test_the_rules_are_broken_by_what_should_break_them(house: CommandLine, tmp_path: Path) -> None:
    document = {
        "@context": [], "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": clock.now().isoformat(),
        "epcisBody": {"eventList": events(house, tmp_path)},
    }  # fmt: skip
    first = document["epcisBody"]["eventList"][0]
    for name, wrong in (
        ("eventTime", "2029-01-01"), ("eventTimeZoneOffset", "UTC"), ("eventID", "no uri"), ("colour", "blue"),
        ("ilmd", {}), ("quantityList", []), ("type", "Event"),
    ):  # fmt: skip
        kept = dict(first)
        first[name] = wrong
        assert list(broken_rules(document)), name
        first.clear()
        first.update(kept)
    if vocabulary() is None:
        pytest.skip("WMS_REFERENCE_DATA has no EPCIS vocabulary")
    first["bizStep"] = "quarantining"
    assert any("quarantining" in one for one in broken_rules(document))
