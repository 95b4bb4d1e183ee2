"""The desk screen of what waits for a verdict, and what the file of a lot shows of quality."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import a_bin, an_item, in_days, run, some_stock
from tests.screens.house_pilot import SIZES, opened, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.domain.inspection import Taken, Verdict
from wms_tui.domain.types import Status
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.inspect import Inspect, Judge, Paper, inspect, judge
from wms_tui.operations.plan_tests import AddTest, add_test
from wms_tui.operations.retest import Retest, retest


@pytest.fixture
def app(warehouse: Path) -> WmsApp:
    an_item("MILK", name="OAT [red]MILK[/]")
    a_bin("A-01")
    run(add_test, AddTest("MILK", "fat", "%", "3.5", "3.8"))
    run(add_test, AddTest("MILK", "smell", words=("fresh",)))
    for lot in ("L1", "L2", "L3"):
        some_stock("MILK", lot, expires_on=in_days(30), status=Status.QUARANTINE)
    run(judge, Judge(Inspect("MILK", "L3"), Verdict.PASS, ("accept-tests",)))
    run(hold, Hold("MILK", "L3", "leaks"))
    sitting = Sitting(lambda: "ANNA", clock.now, warehouse.parent / "spool")
    return WmsApp(Booking(), house_desks(sitting))


@pytest.mark.parametrize("size", SIZES)
async def test_what_waits_is_shown_oldest_first_with_what_is_still_to_test(app, size):
    run(inspect, Inspect("MILK", "L1", (Taken("fat", "3.9"),)))
    async with app.run_test(size=size) as pilot:
        seen = await opened(pilot, "quality")
        places = [seen.index(lot) for lot in ("L1 ", "L2 ", "L3 ")]
        assert places == sorted(places)
        assert "F3" in seen.splitlines()[-1] or "F3" in seen.splitlines()[-2]
        if size[0] >= 80:
            assert "OUTSIDE: fat" in seen
            assert "to test: smell" in seen
            assert "ON HOLD" in seen
        seen = await typed(pilot, "", "enter")
        assert seen.startswith("LOT L1")


async def test_nothing_that_waits_is_said_as_that(app):
    for lot in ("L1", "L2", "L3"):
        run(judge, Judge(Inspect("MILK", lot), Verdict.FAIL))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "No lot waits for a verdict" in await opened(pilot, "quality")


async def test_a_lot_that_is_scanned_opens_its_file(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "quality")
        assert (await typed(pilot, "L2\r")).startswith("LOT L2")


@pytest.mark.parametrize("size", SIZES)
async def test_the_file_of_a_lot_shows_tests_verdicts_papers_and_earlier_dates(app, size):
    run(inspect, Inspect("MILK", "L1", (Taken("fat", "3.9"),), note="[b]thin[/]\u202e".rstrip("\u202e")))
    run(judge, Judge(Inspect("MILK", "L1", (Taken("fat", "3.6"),), paper=Paper("[/]ana.pdf", b"%PDF")), Verdict.PASS,
                     ("accept-tests",)))  # fmt: skip
    run(retest, Retest("MILK", "L1", in_days(60), "R-17"))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "lot:MILK/L1")
        await typed(pilot, "", "f4", "f4")
        seen = await typed(pilot, "", "end")
        if size[0] >= 80:
            assert "R-17" in seen
            assert "EXPIRY WAS" in seen
        seen = await typed(pilot, "", "f4")
        assert "PASS" in seen
        if size[0] >= 80:
            for words in ("3.9 OUTSIDE", "3.5 to 3.8 %", "PAPER 1 [/]ana.pdf", "[b]thin[/]"):
                assert words in seen
            # A lot that is released waits for no test.
            assert "to test" not in seen
