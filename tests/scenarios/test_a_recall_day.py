"""A raw material turns out bad: from its lot to every unit and every consignee, held, told and answered."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders import in_days
from tests.command_line import CommandLine


@pytest.fixture
def house(warehouse: Path) -> CommandLine:
    """A house that bought cocoa, made two lots of drink of it, reworked one, and sold both to two shops."""
    house = CommandLine(warehouse)
    for item, unit in (("COCOA", "KG"), ("DRINK", "EA"), ("MILK", "L")):
        house("item", "add", item, "--unit", unit)
    for code in ("R-01", "A-01", "A-02"):
        house("bin", "add", code)
    house("partner", "add", "SUP-3", "--role", "supplier")
    for shop in ("SHOP", "MART"):
        house("partner", "add", shop, "--role", "customer", "--name", f"The {shop}", "--address", "1 High Street")
    late = in_days(200).isoformat()
    house("receive", "COCOA", "400", "--lot", "S1", "--supplier", "SUP-3", "--bin", "R-01", "--expires", late)
    house("receive", "COCOA", "50", "--lot", "S2", "--supplier", "SUP-3", "--bin", "R-01", "--expires", late)
    made = ("--to", "A-01")
    house("run", "make", "B1", "--consume", "COCOA:S1=120", "--produce", "DRINK:P1=2000", "--from", "R-01", *made)
    house("run", "make", "B2", "--consume", "COCOA:S1=280", "--produce", "DRINK:P2=4600", *made)
    house("run", "make", "B3", "--consume", "DRINK:P1=20", "--produce", "DRINK:P3=20", "--to", "A-02")
    house("run", "make", "B4", "--consume", "COCOA:S2=10", "--produce", "DRINK:CLEAN=100", *made)
    for order, shop, line in (
        ("O1", "SHOP", "DRINK=1600@P1"), ("O2", "MART", "DRINK=4588@P2"), ("O3", "MART", "DRINK=40@CLEAN"),
    ):  # fmt: skip
        house("order", "add", order, "--customer", shop, line)
        house("allocate", order)
        house("pick", order, "--as-suggested")
        house("ship", order)
    house("order", "add", "O4", "--customer", "SHOP", "DRINK=30@P1")
    house("allocate", "O4")
    return house


def lots(found: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {one["lot"]: (one["depth"], one["quantity"]) for one in found["lots"]}


def test_a_bad_lot_is_followed_to_every_unit_and_every_customer(house: CommandLine) -> None:
    found = house("trace", "forward", "COCOA", "S1")

    assert lots(found) == {"S1": (0, 400), "P1": (1, 2000), "P2": (1, 4600), "P3": (2, 20)}
    assert {(one["lot"], one["bin"], one["quantity"]) for one in found["places"]} == {
        ("P1", "A-01", 380), ("P2", "A-01", 12), ("P3", "A-02", 20),
    }  # fmt: skip
    told = {(one["customer"], one["order"], one["lot"], one["quantity"]) for one in found["customers"]}
    assert told == {("SHOP", "O1", "P1", 1600), ("MART", "O2", "P2", 4588)}


def test_what_was_sold_is_followed_back_to_its_supplier(house: CommandLine) -> None:
    found = house("trace", "backward", "DRINK", "P3")

    assert lots(found) == {"P3": (0, 20), "P1": (1, 20), "S1": (2, 120)}
    assert [(one["supplier"], one["lot"], one["quantity"]) for one in found["suppliers"]] == [("SUP-3", "S1", 400)]


def test_every_lot_of_the_trace_is_accounted_for(house: CommandLine) -> None:
    house("adjust", "DRINK", "--lot", "P1", "--bin", "A-01", "--by", "-3", "--reason", "damage")
    house("adjust", "DRINK", "--lot", "P1", "--bin", "A-01", "--by", "-2", "--reason", "lost")

    found = house("balance", "DRINK", "P1")

    assert {name: found["in"][name] for name in ("received", "produced", "found", "returned")} == {
        "received": 0, "produced": 2000, "found": 0, "returned": 0,
    }  # fmt: skip
    assert {name: found["out"][name] for name in ("on_hand", "shipped", "consumed", "destroyed", "lost")} == {
        "on_hand": 375, "shipped": 1600, "consumed": 20, "destroyed": 3, "lost": 2,
    }  # fmt: skip
    assert (found["difference"], found["percent"]) == (0, 100)
    assert house("balance", "COCOA", "S1")["out"]["consumed"] == 400


def test_a_recall_is_held_told_answered_and_closed(house: CommandLine, tmp_path: Path) -> None:
    opened = house("recall", "open", "R1", "COCOA:S1", "--class", "I", "--reason", "salmonella in cocoa")
    assert "entry" in opened

    held = house("recall", "hold", "R1")
    assert (held["lots"], held["held"], held["reservations_dropped"]) == (4, 380 + 12 + 20, 1)
    assert {one["lot"]: one["status"] for one in house("stock", "--item", "DRINK")} == {
        "P1": "recalled", "P2": "recalled", "P3": "recalled", "CLEAN": "released",
    }  # fmt: skip
    assert house.refused("allocate", "O4") == "not-enough-stock"

    folder = tmp_path / "notices"
    folder.mkdir()
    notices = house("recall", "notices", "R1", "-o", folder)["notices"]
    assert {one["customer"] for one in notices} == {"SHOP", "MART"}
    assert all(Path(one["file"]).read_bytes().startswith(b"%PDF") for one in notices)

    status = house("recall", "status", "R1")
    assert {name: status[name] for name in ("lots", "consignees", "notified", "replied")} == {
        "lots": 4, "consignees": 2, "notified": 2, "replied": 0,
    }  # fmt: skip
    assert (status["distributed"], status["accounted"], status["percent"]) == (6188, 0, 0)

    answer = ("--on-hand", "0", "--returned", "0", "--destroyed", "0", "--used")
    house("recall", "reply", "R1", "SHOP", "DRINK:P1", *answer, "1600")
    assert house.refused("recall", "close", "R1") == "replies-open"
    assert house.refused("recall", "reply", "R1", "SHOP", "DRINK:P2", *answer, "1") != ""
    house("recall", "reply", "R1", "MART", "DRINK:P2", *answer, "4588")
    status = house("recall", "status", "R1")
    assert (status["replied"], status["accounted"], status["percent"]) == (2, 6188, 100)

    assert house.refused("recall", "close", "R1") == "goods-outside"
    house("recall", "close", "R1", "--accept-outside", "--reason", "what is left is destroyed tomorrow")
    assert house("recall", "status", "R1")["state"] == "closed"


def test_a_drill_finds_the_same_and_holds_nothing(house: CommandLine, tmp_path: Path) -> None:
    house("recall", "open", "D1", "COCOA:S1", "--class", "II", "--reason", "yearly drill", "--drill")

    held = house("recall", "hold", "D1")
    house("recall", "notices", "D1", "-o", tmp_path)

    assert (held["lots"], held["reservations_dropped"]) == (4, 0)
    assert {one["status"] for one in house("stock")} == {"released"}
    assert house("recall", "status", "D1")["distributed"] == 6188
