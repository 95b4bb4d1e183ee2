"""A recall begins with whatever is in hand: a supplier's number, a paper, a run, a pallet, a unit, a customer."""

from pathlib import Path

import pytest

from tests.builders import a_bin, an_item, run
from tests.command_line import CommandLine
from tests.genealogy import a_kitchen, a_run, came, sold
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.types import Tracking
from wms_tui.operations.add_receipt import AddReceipt, NewReceiptLine, add_receipt
from wms_tui.operations.receive import Receive, receive
from wms_tui.storage import connection

GTIN = "09506000134352"


@pytest.fixture
def house(warehouse: Path) -> CommandLine:
    """A kitchen: milk M1 and cocoa C1 became CHOC K1, which SHOP got; milk M2 came by PO1 on a pallet."""
    a_kitchen()
    a_bin("A-02")
    a_run("B1", {"MILK:M1": 40, "COCOA:C1": 10}, {"CHOC:K1": 50})
    came("MILK", "M3", 10)
    run(add_receipt, AddReceipt("PO1", (NewReceiptLine("MILK", 30),), "DAIRY"))
    run(receive, Receive("MILK", 30, lot="M2", bin="A-02", receipt="PO1", plate="new"))
    an_item("DRILL", tracking=Tracking.SERIAL, packs=(NewPack("EA", 1, GTIN),))
    run(receive, Receive("DRILL", 1, lot="D1", bin="A-01", serials=("SN1",)))
    sold("SO1", "CHOC=5")
    connection.close_database()
    return CommandLine(warehouse)


def scope(house: CommandLine, recall: str) -> set[str]:
    return {one["lot"] for one in house("recall", "scope", recall)["lots"]}


@pytest.mark.parametrize(
    ("named", "lots"),
    [
        (("--supplier-lot", "S-M1"), {"M1", "K1"}),
        (("--receipt", "PO1"), {"M2"}),
        (("--run", "B1"), {"K1"}),
        (("--serial", "SN1"), {"D1"}),
        (("--order", "SO1"), {"K1"}),
        (("--customer", "SHOP"), {"K1"}),
        (("--customer", "SHOP", "--from", "2020-01-01", "--to", "2099-12-31"), {"K1"}),
        (("--gtin", GTIN), {"D1"}),
        (("MILK:M3", "--run", "B1", "--receipt", "PO1"), {"M3", "K1", "M2"}),
        (("--supplier-lot", "S-M1", "--supplier-lot", "S-C1", "--only-named"), {"M1", "C1"}),
    ],
)
def test_a_recall_is_opened_by_whatever_is_in_hand(house: CommandLine, named: tuple[str, ...], lots: set[str]) -> None:
    house("recall", "open", "R7", *named, "--reason", "bad")

    assert scope(house, "R7") == lots


def test_a_recall_is_opened_by_a_pallet(house: CommandLine) -> None:
    plate = next(one["plate"] for one in house("stock", "--item", "MILK") if one["plate"])

    house("recall", "open", "R7", "--plate", plate, "--reason", "bad")

    assert scope(house, "R7") == {"M2"}


def test_a_scope_grows_by_whatever_is_in_hand(house: CommandLine) -> None:
    house("recall", "open", "R7", "MILK:M3", "--reason", "bad")

    assert house("recall", "scope", "R7", "--run", "B1", "--reason", "same line")["changed"] == 1
    assert scope(house, "R7") == {"M3", "K1"}
    assert house.refused("recall", "scope", "R7", "--run", "B1", "--remove", "MILK:M3") == "one-at-a-time"


@pytest.mark.parametrize(
    ("named", "code"),
    [
        (("--supplier-lot", "S-NO"), "unknown-lot"),
        (("--run", "B9"), "unknown-run"),
        (("--receipt", "PO9"), "unknown-receipt"),
        (("--customer", "NOBODY"), "unknown-customer"),
        (("--customer", "SHOP", "--to", "2020-01-01"), "nothing-to-trace"),
    ],
)
def test_what_names_nothing_opens_nothing(house: CommandLine, named: tuple[str, ...], code: str) -> None:
    assert house.refused("recall", "open", "R7", *named, "--reason", "bad") == code
    assert house("recall", "list") == []


def test_days_go_with_a_customer_or_a_gtin_alone(house: CommandLine) -> None:
    told = house.refused("recall", "open", "R7", "--run", "B1", "--from", "2020-01-01", "--reason", "bad", status=2)

    assert told == "usage"


def test_a_trace_begins_with_one_thing_alone(house: CommandLine) -> None:
    assert house.refused("trace", "forward", "--run", "B1", "--run", "B1", status=2) == "usage"
