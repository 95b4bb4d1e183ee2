"""What is recalled, at the desks of stock, lots and holds: it is shown as stopped, and nothing of it as free."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import run
from tests.recalls import a_case, a_recalled_dairy
from tests.screens.house_pilot import opened, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.recall_scope import NarrowRecall, narrow_recall
from wms_tui.queries.recall_holds import all_holds


@pytest.fixture
def app(warehouse: Path) -> WmsApp:
    a_recalled_dairy()
    a_case("R7", ("MILK", "L1"))
    run(hold_recall, HoldRecall("R7"))
    return WmsApp(Booking(), house_desks(Sitting(lambda: "ANNA", clock.now, warehouse.parent / "spool")))


async def test_nothing_of_a_recalled_lot_is_free(app: WmsApp):
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await opened(pilot, "lot:MILK/L1")
        assert "FREE -" in seen
        assert "RECALLED" in seen
        assert "FREE 9 CS 5 EA" in await opened(pilot, "lot:MILK/L3")


async def test_holds_show_what_a_recall_holds_and_lead_to_its_case(app: WmsApp):
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await opened(pilot, "holds")
        assert "R7" in seen
        assert "recall" in seen
        assert (await typed(pilot, "", "enter")).startswith("RECALL R7")

    assert [(one.what, one.lots, one.quantity) for one in all_holds()] == [("R7", 1, 50)]
    run(narrow_recall, NarrowRecall("R7", (), "a false alarm", ("accept-empty",)))
    assert all_holds() == []
