"""What the desk shows of goods whose pallet or bin is on hold."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.lot_views import read_lot, where_rows
from screens.order_rows import order_rows, read_order
from screens.sitting import Sitting
from screens.stock import Balances
from tests.builders import a_dairy, in_days, order, run
from tests.screens.house_pilot import SIZES, typed
from wms_tui import clock
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.hold_things import HoldBin, HoldPlate, hold_bin, hold_plate
from wms_tui.operations.move import MovePlate, move_plate
from wms_tui.operations.receive import Receive, receive
from wms_tui.tasks.session import Session


@pytest.fixture(autouse=True)
def held(warehouse: object) -> None:
    """A bin on hold with an old lot, a pallet on hold of a newer one, which stands loose beside it too."""
    a_dairy()
    plate = run(receive, Receive("MILK", 40, lot="P1", expires_on=in_days(30), plate="new")).plate
    run(receive, Receive("MILK", 5, lot="P1", bin="A-03"))
    run(move_plate, MovePlate(plate, "A-03"))
    run(hold_plate, HoldPlate(plate, "wet"))
    run(hold_bin, HoldBin("A-02", "glass"))


def a_sitting(tmp_path: Path) -> Sitting:
    return Sitting(lambda: "ANNA", clock.now, tmp_path)


def test_the_stock_says_whether_it_is_the_pallet_or_the_bin_and_a_held_lot_comes_first(tmp_path: Path):
    def statuses() -> dict[tuple[str, str], str]:
        found = Balances(a_sitting(tmp_path)).walk("bin", "", None, 10, False)
        return {(row.about.lot, row.about.plate[:2]): row.cells[-1] for row in found}

    before = statuses()
    run(hold, Hold("MILK", "OLD", "leaks"))

    assert before == {("NEW", ""): "", ("OLD", ""): "BIN HELD", ("P1", "00"): "PLATE HELD", ("P1", ""): ""}
    assert statuses()["OLD", ""] == "ON HOLD"


def test_the_file_of_a_lot_counts_only_what_is_free():
    file = read_lot("MILK/P1", clock.today())

    assert (file.quantity, file.free) == (45, 5)
    assert {row.cells[3] for row in where_rows(file)} == {"ON HOLD", "5 EA"}


def test_the_order_says_why_not_that_one():
    order("O1", "MILK=40", keep=False)

    told = {
        row.cells[0].strip(): (row.cells[-1], row.about[1])
        for row in order_rows(read_order("O1", clock.today()), clock.today())
    }

    assert told["NOT  OLD"][0] == "on-hold"
    assert told["NOT  OLD"][1].endswith("in A-02: on-hold: the bin is held")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
async def test_the_holds_are_listed_and_enter_opens_what_is_in_the_bin(tmp_path: Path, columns: int, rows: int):
    session = Session("ANNA", "T1")
    app = WmsApp(session, house_desks(Sitting(lambda: session.who, clock.now, tmp_path)))
    async with app.run_test(size=(columns, rows)) as pilot:
        await typed(pilot, "%HOLD\r")
        shown = await typed(pilot, "", "f4")
        await typed(pilot, "", "down")
        opened_ = await typed(pilot, "\r")

    assert shown.startswith("HOLDS")
    assert "A-02" in shown
    assert "A-02" in opened_
    assert opened_.startswith("STOCK")
