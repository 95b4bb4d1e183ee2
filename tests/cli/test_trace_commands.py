"""Trace and balance on the command line, in the form that programs rely on, and as files."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.command_line import CommandLine
from wms_tui import clock


@pytest.fixture
def kitchen(bare: CommandLine) -> CommandLine:
    """A house that made chocolate milk of a supplier's cocoa, and puddings of it, and sold some."""
    for words in (
        "item add COCOA --unit G --gtin 09506000134352", "item add CHOC", "item add PUDDING", "bin add A-01",
        "partner add BEANS --role supplier", "partner add SHOP --role customer --name Corner",
        "receipt add PO1 --supplier BEANS COCOA=100",
        "receive COCOA 100 --lot C1 --bin A-01 --receipt PO1 --supplier-lot S-8841",
        "run make R1 --consume COCOA:C1=60 --produce CHOC:H1=70 --to A-01",
        "run make R2 --consume CHOC:H1=20 --produce PUDDING:P1=25 --produce PUDDING:P2=5 --to A-01",
        "order add O1 --customer SHOP PUDDING=10@P1", "allocate O1", "pick O1 --as-suggested", "ship O1",
        "return O1 PUDDING P1 3 --bin A-01",
    ):  # fmt: skip
        bare(*words.split())
    return bare


def lots(found: dict[str, list[dict[str, object]]]) -> dict[object, tuple[object, object]]:
    """Return depth and quantity of each lot."""
    return {one["lot"]: (one["depth"], one["quantity"]) for one in found["lots"]}


def test_a_trace_forward_has_lots_places_customers_and_suppliers(kitchen: CommandLine):
    found = kitchen("trace", "forward", "cocoa", "C1")

    assert (found["item"], found["lot"], found["way"]) == ("COCOA", "C1", "forward")
    assert lots(found) == {"C1": (0, 100), "H1": (1, 70), "P1": (2, 25), "P2": (2, 5)}
    assert {(one["item"], one["lot"], one["bin"], one["quantity"]) for one in found["places"]} == {
        ("COCOA", "C1", "A-01", 40), ("CHOC", "H1", "A-01", 50), ("PUDDING", "P1", "A-01", 18),
        ("PUDDING", "P2", "A-01", 5),
    }  # fmt: skip
    (sold,) = found["customers"]
    assert (sold["customer"], sold["order"], sold["lot"], sold["quantity"], sold["returned"]) == (
        "SHOP",
        "O1",
        "P1",
        10,
        3,
    )
    assert sold["shipped_on"] == clock.today().isoformat()
    (bought,) = found["suppliers"]
    assert (bought["supplier"], bought["receipt"], bought["lot"], bought["quantity"]) == ("BEANS", "PO1", "C1", 100)
    assert [(one["run"], one["quantity_in"], one["quantity_out"]) for one in found["edges"]] == [
        ("R1", 60, 70), ("R2", 20, 25), ("R2", 20, 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("option", "text", "start"),
    [
        ("--supplier-lot", "S-8841", "C1"),
        ("--receipt", "PO1", "C1"),
        ("--run", "r1", "H1"),
        ("--order", "O1", "P1"),
        ("--customer", "shop", "P1"),
        ("--gtin", "9506000134352", "C1"),
    ],
)
def test_a_trace_starts_from_whatever_is_in_hand(kitchen: CommandLine, option: str, text: str, start: str):
    found = kitchen("trace", "backward", option, text)

    assert [one["lot"] for one in found["lots"] if one["depth"] == 0] == [start]
    assert "C1" in lots(found)


def test_a_pallet_and_a_unit_lead_to_their_lots(kitchen: CommandLine):
    plate = kitchen("receive", "COCOA", 10, "--lot", "C2", "--plate", "new")["plate"]
    kitchen("item", "add", "PUMP", "--tracking", "serial")
    kitchen("receive", "PUMP", 1, "--lot", "U1", "--serial", "SN-7")

    assert lots(kitchen("trace", "forward", "--plate", plate)) == {"C2": (0, 10)}
    assert lots(kitchen("trace", "forward", "--serial", "SN-7")) == {"U1": (0, 1)}

    kitchen("adjust", "COCOA", "--lot", "C2", "--bin", "DOCK", "--to", 0, "--reason", "lost")

    assert lots(kitchen("trace", "forward", "--plate", plate)) == {"C2": (0, 10)}


def test_days_narrow_what_a_customer_got_and_what_was_made(kitchen: CommandLine):
    day = clock.today().isoformat()

    assert lots(kitchen("trace", "forward", "--customer", "SHOP", "--from", day, "--to", day)) == {"P1": (0, 28)}
    assert kitchen.refused("trace", "forward", "--customer", "SHOP", "--to", "2020-01-01") == "nothing-to-trace"
    assert lots(kitchen("trace", "forward", "--gtin", "09506000134352", "--from", day)).keys() == {
        "C1",
        "H1",
        "P1",
        "P2",
    }
    assert kitchen.refused("trace", "forward", "--gtin", "09506000134352", "--to", "2020-01-01") == "nothing-to-trace"


def test_siblings_and_past_moments(kitchen: CommandLine):
    assert lots(kitchen("trace", "forward", "PUDDING", "P1", "--siblings")) == {"P1": (0, 28), "P2": (0, 5)}
    assert lots(kitchen("trace", "forward", "COCOA", "C1", "--as-of", "2020-01-01")) == {"C1": (0, 0)}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("COCOA NONE", "unknown-lot"),
        ("NONE C1", "unknown-item"),
        ("COCOA", "lot-needed"),
        ("--supplier-lot NONE", "unknown-lot"),
        ("--receipt NONE", "unknown-receipt"),
        ("--run NONE", "unknown-run"),
        ("--plate NONE", "unknown-plate"),
        ("--serial NONE", "unknown-serial"),
        ("--order NONE", "unknown-order"),
        ("--customer BEANS", "unknown-customer"),
        ("--gtin 12345670", "unknown-gtin"),
        ("COCOA C1 -o trace.doc", "bad-ending"),
    ],
)
def test_what_there_is_not_cannot_be_traced(kitchen: CommandLine, words: str, code: str):
    assert kitchen.refused("trace", "forward", *words.split()) == code


@pytest.mark.parametrize("words", ["", "COCOA C1 --run R1", "--run R1 --order O1", "COCOA C1 --from 2027-01-01"])
def test_a_trace_is_asked_for_in_one_way(kitchen: CommandLine, words: str):
    assert kitchen.refused("trace", "forward", *words.split(), status=2) == "usage"


def test_people_see_a_tree(kitchen: CommandLine):
    shown = kitchen.text("trace", "forward", "COCOA", "C1")

    assert "C1  100 G  on hand 40" in shown
    assert "+- CHOC H1  70 EA  (R1: 60 in, 70 out)  on hand 50" in shown
    assert "   +- PUDDING P1  25 EA  (R2: 20 in, 25 out)  on hand 18  shipped 10 to 1  returned 3" in shown


def test_a_balance_closes_and_names_what_was_lost(kitchen: CommandLine):
    kitchen("adjust", "PUDDING", "--lot", "P1", "--bin", "A-01", "--by", -2, "--reason", "lost")

    found = kitchen("balance", "PUDDING", "P1")

    assert found["in"] == {"received": 0, "produced": 25, "found": 0, "returned": 3}
    assert found["out"] == {
        "on_hand": 16, "shipped": 10, "consumed": 0, "destroyed": 0, "lost": 2, "sampled": 0, "sent_back": 0,
    }  # fmt: skip
    assert (found["difference"], found["percent"], found["traced_percent"]) == (0, 100.0, 92.86)
    assert found["of_on_hand"] == {"reserved": 0, "staged": 0}
    assert [(one["quantity"], one["reason"]) for one in found["gap"]] == [(-2, "lost")]
    assert kitchen("balance", "PUDDING", "P1", "--as-of", "2020-01-01")["percent"] == 100.0
    assert kitchen.refused("balance", "PUDDING", "NONE") == "unknown-lot"


def test_a_trace_is_written_as_json_that_says_the_same(kitchen: CommandLine, tmp_path: Path):
    file = tmp_path / "trace.json"

    assert kitchen("trace", "forward", "COCOA", "C1", "-o", file) == {"file": str(file), "lots": 4}

    assert json.loads(file.read_text()) == kitchen("trace", "forward", "COCOA", "C1")
    assert kitchen.refused("trace", "forward", "COCOA", "C1", "-o", file) == "file-exists"
    assert kitchen("trace", "forward", "COCOA", "C1", "-o", file, "--force")["lots"] == 4


def test_a_trace_is_written_as_a_workbook_with_numbers_and_dates(kitchen: CommandLine, tmp_path: Path):
    kitchen("item", "add", "=EVIL()", "--name", "@SUM(1)")
    kitchen("run", "make", "R3", "--consume", "PUDDING:P2=1", "--produce", "=EVIL():=1+1=2")
    file = tmp_path / "trace.xlsx"

    kitchen("trace", "forward", "COCOA", "C1", "-o", file)

    book = load_workbook(file)
    assert book.sheetnames == ["lots", "edges", "places", "customers", "suppliers"]
    heads, *found = book["lots"].iter_rows(values_only=True)
    rows = [dict(zip(heads, one, strict=True)) for one in found]
    assert [(one["lot"], one["depth"], one["quantity"]) for one in rows] == [
        ("C1", 0, 100), ("H1", 1, 70), ("P1", 2, 25), ("P2", 2, 5), ("=1+1", 3, 2),
    ]  # fmt: skip
    assert all(cell.data_type != "f" for row in book["lots"].iter_rows() for cell in row)
    heads, sold = book["customers"].iter_rows(values_only=True)
    assert isinstance(dict(zip(heads, sold, strict=True))["shipped_on"], datetime)


def test_a_trace_is_printed(kitchen: CommandLine, tmp_path: Path):
    answer = kitchen("trace", "forward", "COCOA", "C1", "-o", tmp_path / "trace.pdf")

    assert answer == {"file": str(tmp_path / "trace.pdf"), "pages": 2}
    assert (tmp_path / "trace.pdf").read_bytes().startswith(b"%PDF")


def test_the_trace_is_measured_beside_the_same_trace_by_hand(bare: CommandLine):
    answer = json.loads(bare.run("bench", "trace", "--moves", 10_000).stdout)

    assert [(one["work"], one["limit"]) for one in answer["trace"]] == [
        ("trace back, lots", 1.3), ("trace forward, lots", 1.3), ("trace forward with shipments", 1.3),
        ("trace back, all of it", 1.3), ("trace forward, all of it", 1.3), ("balance of a lot", 1.5),
    ]  # fmt: skip


def test_a_recall_is_measured_step_by_step_beside_the_same_by_hand(
    bare: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wms_tui.bench.recall.RUNS", 1)

    answer = json.loads(bare.run("bench", "recall", "--moves", 10_000).stdout)

    # What was written by hand is held against what was written by us: a difference would have stopped it.
    assert [one["work"] for one in answer["recall"]] == [
        "open", "hold", "trace", "balance", "notices", "print", "the whole case",
    ]  # fmt: skip
    assert all(one["ours_us"] > 0 and one["floor_us"] > 0 for one in answer["recall"])
