"""The desk screen of traces: a tree with balances, from anything that is scanned, turned round and printed."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import run
from tests.genealogy import a_kitchen, a_run, lot_id, sold
from tests.screens.house_pilot import SIZES, opened, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.hold import Hold, hold
from wms_tui.storage.statements import change


@pytest.fixture
def app(warehouse: Path) -> WmsApp:
    """Chocolate milk was made of milk and cocoa, two puddings of it; one is sold in part, one on hold."""
    a_kitchen()
    a_run("R1", {"MILK:M1": 60, "COCOA:C1": 10}, {"CHOC:H1": 70})
    a_run("R2", {"CHOC:H1": 20}, {"PUDDING:P1": 25, "PUDDING:P2": 5})
    sold("O1", "PUDDING=7@P1")
    run(adjust, Adjust("CHOC", "H1", "A-01", "lost", by=-2))
    run(hold, Hold("PUDDING", "P2", "smells"))
    return WmsApp(Booking(), house_desks(Sitting(lambda: "ANNA", clock.now, warehouse.parent / "spool")))


def tree(seen: str) -> list[list[str]]:
    """Return the words of each row of the tree, the lot with the lines that lead to it first."""
    rows = [line[2:] for line in seen.splitlines() if line.startswith(("> ", "  "))]
    return [row.split() for row in rows if row.lstrip("| ").startswith(("+-", "C1", "M1", "H1", "H9", "P1", "P2"))]


def lots(seen: str) -> list[str]:
    """Return the lots of the tree from the top."""
    return [next(word.removeprefix("+-") for word in row if word not in "| ") for row in tree(seen)]


async def test_a_scan_shows_the_tree_with_what_is_where(app: WmsApp):
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await opened(pilot, "trace")
        assert "Scan a lot, a receipt, a run" in seen
        seen = await typed(pilot, "C1\r")

        assert seen.startswith("TRACE COCOA C1")
        assert "FORWARD" in seen.splitlines()[0]
        assert "4 LOTS   2 DEEP   1 BIN   1 CUSTOMER   1 SUPPLIER" in seen
        assert [row[0] for row in tree(seen)] == ["C1", "+-H1", "+-P1", "+-P2"]
        assert tree(seen)[2][1:8] == ["25", "G", "18", "G", "7", "G", "1"]
        assert "received 50 = here 40 + used 10" in seen


async def test_the_balance_of_the_lot_under_the_cursor_is_added_up(app: WmsApp):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "trace:COCOA:C1")
        seen = await typed(pilot, "", "down")

        assert "made 70 = here 48 + used 20 + lost 2 97.14% traced" in " ".join(seen.split())
        assert "make R1: 10 in, 70 out" in " ".join(seen.split())


async def test_a_balance_that_does_not_close_is_marked(app: WmsApp):
    change("UPDATE stock SET quantity = quantity - 3 WHERE lot_id = ?", lot_id("CHOC", "H1"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "trace:COCOA:C1")
        seen = await typed(pilot, "", "down")

        assert "!! DIFFERENCE 3 G" in seen
        assert [row[1] for row in tree(seen) if "+-H1" in row] == ["!!"]
    change("UPDATE stock SET quantity = quantity + 3 WHERE lot_id = ?", lot_id("CHOC", "H1"))


async def test_keys_turn_it_round_take_in_siblings_and_go_back_in_time(app: WmsApp):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "trace:PUDDING:P1")
        seen = await typed(pilot, "", "f4")
        assert "BACKWARD" in seen.splitlines()[0]
        assert lots(seen) == ["P1", "H1", "C1", "M1"]
        seen = await typed(pilot, "", "f5")
        assert "WITH SIBLINGS" in seen
        assert "P2" in seen
        await typed(pilot, "", "f5", "f4", "f2")
        seen = await typed(pilot, "2020-01-01\r")
        assert "AS OF 01JAN20" in seen.replace(" JAN ", "JAN")
        seen = await typed(pilot, "", "f2")
        seen = await typed(pilot, "0\r")
        assert "AS OF" not in seen.split("SCAN")[0]
        assert "is not a date" in await typed(pilot, "", "f2", *"nonsense", "enter")


async def test_enter_opens_the_lot_and_its_file_leads_back_to_the_trace(app: WmsApp):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "trace:COCOA:C1")
        seen = await typed(pilot, "", "down", "enter")
        assert seen.startswith("LOT H1")
        seen = await typed(pilot, "", "f2")
        assert seen.startswith("TRACE CHOC:H1")


async def test_it_prints_the_trace(app: WmsApp, warehouse: Path):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "trace")
        assert "Nothing is traced yet" in await typed(pilot, "", "f6")
        seen = await typed(pilot, "C1\r", "f6")

        assert "Printed trace-COCOA_C1-" in seen
        (file,) = (warehouse.parent / "spool").glob("trace-*.pdf")
        assert file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "first"), [("R2", "P1"), ("O1", "P1"), ("SHOP", "P1"), ("S-M1", "M1"), ("PUDDING:P2", "P2")]
)
async def test_it_begins_with_whatever_is_in_hand(app: WmsApp, text: str, first: str):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "trace")
        seen = await typed(pilot, f"{text}\r")

        assert lots(seen)[0] == first


@pytest.mark.parametrize("text", ["NONE", "A-01", "MILK", "DAIRY"])
async def test_what_names_no_lot_is_refused_and_the_trace_stays(app: WmsApp, text: str):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "trace:COCOA:C1")
        seen = await typed(pilot, f"{text}\r")

        assert "!!" in seen
        assert lots(seen)[0] == "C1"


async def test_of_several_meanings_a_person_chooses_one(app: WmsApp):
    a_run("H1", {"MILK:M1": 1}, {"CHOC:H9": 1})
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "trace")
        seen = await typed(pilot, "H1\r")
        assert "1 run H1" in seen
        assert "2 CHOC H1" in seen
        seen = await typed(pilot, "1\r")

        assert lots(seen) == ["H9"]


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_shows_the_lots_and_their_balance(app: WmsApp, size: tuple[int, int]):
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "trace")
        seen = await typed(pilot, "C1\r", "down")
        words = " ".join(seen.split())
        for expected in ("TRACE", "C1", "+-H1", "+-P1", "made 70 =", "Open", "Back"):
            assert expected in words, expected
        for keys in (("end", "f8", "f7", "home"), ("f1", "f8"), ("f3",)):
            await typed(pilot, "", *keys)
