"""The desk screens of recalls: opening one, its seven steps, and all that is done from them."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import in_days, run
from tests.recalls import a_case, a_recalled_dairy, closed, replies
from tests.screens.house_pilot import SIZES, opened, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.domain.types import Status
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.make_notices import MakeNotices, make_notices
from wms_tui.operations.recall_scope import NarrowRecall, narrow_recall
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.recall_figures import recall_figures
from wms_tui.queries.recall_letters import last_version
from wms_tui.queries.recalls import scope_of, the_recall

STEPS = ("SCOPE", "HOLD", "TRACE", "BALANCE", "NOTICES", "REPLIES", "REPORT")


@pytest.fixture
def app(warehouse: Path) -> WmsApp:
    a_recalled_dairy()
    return WmsApp(Booking(), house_desks(Sitting(lambda: "ANNA", clock.now, warehouse.parent / "spool")))


def last_version_is(number: int) -> bool:
    version = last_version(the_recall("R7").id)
    return version is not None and version.version == number


def lots(recall: str = "R7") -> set[str]:
    return {one.lot for one in scope_of(the_recall(recall).id)}


async def test_a_recall_is_opened_by_its_number_a_lot_and_a_reason(app: WmsApp):
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await opened(pilot, "recalls")
        assert "No recall goes on. F6 opens one" in seen
        await typed(pilot, "", "f6")
        await typed(pilot, "R7\r")
        await typed(pilot, "MILK:L1\r")
        seen = await typed(pilot, "salmonella\r")

        assert seen.startswith("RECALL R7")
        assert "1 LOT " in seen
        assert lots() == {"L1"}


async def test_a_number_that_is_taken_and_a_lot_that_is_not_there_are_asked_for_again(app: WmsApp):
    a_case("R6", ("MILK", "L2"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recalls")
        await typed(pilot, "", "f6")
        seen = await typed(pilot, "R6\r")
        assert "There is a recall R6 already" in seen
        assert "NUMBER OF THE NEW RECALL R6" in seen
        await typed(pilot, "R7\r")
        assert "THE LOT, OR WHAT NAMES IT L99" in await typed(pilot, "L99\r")
        await typed(pilot, "MILK:L1\r")
        assert (await typed(pilot, "salmonella\r")).startswith("RECALL R7")


async def test_a_recall_is_opened_by_an_order_and_grows_by_a_customer(app: WmsApp):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recalls")
        await typed(pilot, "", "f6")
        await typed(pilot, "R7\r")
        seen = await typed(pilot, "SO1\r")
        assert "WHAT IS WRONG WITH SO1, 2 LOTS" in seen
        await typed(pilot, "salmonella\r")
        assert lots() == {"L1", "L2"}

        await typed(pilot, "", "f6")
        seen = await typed(pilot, "KIOSK\r")
        assert "ADD KIOSK customer: WHY" in seen
        seen = await typed(pilot, "same van\r")
        assert "1 added, 3 in scope" in seen


async def test_a_lot_of_another_case_is_recalled_twice_after_a_yes(app: WmsApp):
    a_case("R1", ("MILK", "L1"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recalls")
        await typed(pilot, "", "f6")
        await typed(pilot, "R7\r")
        await typed(pilot, "MILK:L1\r")
        seen = await typed(pilot, "glass\r")
        assert "MILK L1 is in recall R1 already" in seen
        await typed(pilot, "1\r")
        assert lots() == {"L1"}


async def test_a_lot_of_another_case_comes_in_after_a_yes(app: WmsApp):
    a_case("R1", ("MILK", "L1"))
    a_case("R7", ("MILK", "L3"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recall:R7")
        await typed(pilot, "", "f6")
        await typed(pilot, "MILK:L1\r")
        seen = await typed(pilot, "same van\r")
        assert "MILK L1 is in recall R1 already" in seen
        assert "1 added, 2 in scope" in await typed(pilot, "1\r")
        assert lots() == {"L1", "L3"}


@pytest.mark.parametrize("size", SIZES)
async def test_every_step_is_shown_on_every_terminal(app: WmsApp, size: tuple[int, int]):
    a_case()
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "recall:R7")
        for number, step in enumerate(STEPS, start=1):
            seen = await typed(pilot, f"{number}\r")
            assert f"{number} {step}" in seen or f"{number}/7 {step}" in seen
        seen = await typed(pilot, "", "f4")
        assert "1 SCOPE" in seen or "1/7 SCOPE" in seen


async def test_one_key_and_a_yes_hold_everything(app: WmsApp):
    a_case()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recall:R7")
        await typed(pilot, "2\r")
        seen = await typed(pilot, "", "f6")
        assert "HOLD 2 LOTS, 140 EA HERE? 1 = YES" in seen
        seen = await typed(pilot, "1\r")

        assert "140 EA in 2 lots are held" in seen
        assert the_lot(the_item("MILK"), "L1").status is Status.RECALLED
        assert "NOT IN CAGE" in seen


async def test_a_drill_holds_nothing_and_says_so(app: WmsApp):
    a_case("D1", ("MILK", "L1"), drill=True)
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await opened(pilot, "recall:D1")
        assert seen.startswith("DRILL D1")
        await typed(pilot, "2\r", "f6")
        seen = await typed(pilot, "1\r")

        assert "would be held" in seen
        assert the_lot(the_item("MILK"), "L1").status is Status.RELEASED


async def test_the_scope_grows_and_shrinks_with_a_reason(app: WmsApp):
    a_case("R7", ("MILK", "L1"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recall:R7")
        await typed(pilot, "MILK:L2\r")
        seen = await typed(pilot, "same tank\r")
        assert "1 added, 2 in scope" in seen
        assert lots() == {"L1", "L2"}

        await typed(pilot, "", "f5")
        seen = await typed(pilot, "tested clean\r")
        assert "has left the scope" in seen
        assert len(lots()) == 1


async def test_a_false_alarm_is_called_off_at_the_desk(app: WmsApp):
    a_case()
    run(hold_recall, HoldRecall("R7"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recall:R7")
        await typed(pilot, "", "f5")
        assert "REMOVE ALL, 2 LOTS: WHY" in await typed(pilot, "all\r")
        seen = await typed(pilot, "samples were mixed up\r")
        assert "R7 would be a recall of nothing" in seen
        assert "Every lot has left the scope" in await typed(pilot, "1\r")

    assert lots() == set()
    assert the_lot(the_item("MILK"), "L1").status is Status.RELEASED


async def test_what_is_known_of_a_case_is_said_at_its_desk(app: WmsApp):
    a_case()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recall:R7")
        assert "recall class is noted" in await typed(pilot, "class=ii\r")
        await typed(pilot, "hazard=fever [red]\r")
        assert "Give I, II, III or none" in await typed(pilot, "class=IV\r")
        assert "is not a date" in await typed(pilot, "reply-by=soon\r")
        await typed(pilot, f"reply-by={in_days(3)}\r")

    case = the_recall("R7")
    assert (case.recall_class.value, case.hazard, case.reply_by) == ("II", "fever [red]", in_days(3))


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_that_is_too_long_for_its_line_stands_below_the_list(app: WmsApp, size: tuple[int, int]):
    a_case()
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "recall:R7")
        await typed(pilot, "2\r")
        assert "HOLD 2 LOTS, 140 EA HERE? 1 = YES" in " ".join((await typed(pilot, "", "f6")).split())
        assert "Nothing was changed" in await typed(pilot, "", "f3")


async def test_a_closed_case_offers_only_what_can_be_done_in_it(app: WmsApp):
    a_case()
    run(hold_recall, HoldRecall("R7"))
    closed("R7")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "F5 Remove" in await opened(pilot, "recall:R7")
        assert "F6" not in await typed(pilot, "2\r")
        seen = await typed(pilot, "7\r")
        assert "F6 Report" in seen
        assert "F5" not in seen


async def test_notices_are_printed_and_a_scanned_form_is_answered(app: WmsApp, warehouse: Path):
    a_case()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recall:R7")
        await typed(pilot, "5\r")
        seen = await typed(pilot, "", "f6")
        assert "2 notices printed" in seen
        assert len(list((warehouse.parent / "spool").rglob("*.pdf"))) == 2

        seen = await typed(pilot, "RN-R7-1-1\r")
        assert "CAFE L1 OF 20" in seen
        seen = await typed(pilot, "0 12 0 8\r")
        assert "CAFE answered for L1" in seen
        assert recall_figures(the_recall("R7")).accounted == 20


@pytest.mark.parametrize("size", SIZES)
async def test_who_was_told_too_much_stays_in_sight_until_they_know(app: WmsApp, size: tuple[int, int]):
    a_case()
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "recall:R7")
        await typed(pilot, "5\r", "f6")
        run(narrow_recall, NarrowRecall("R7", (("MILK", "L1"),), "another tank"))
        await opened(pilot, "recall:R7")
        seen = await typed(pilot, "5\r")
        assert "TELL THEM" in seen
        seen = await typed(pilot, "", "down")
        assert "OUT OF IT" in " ".join(seen.split())
        await typed(pilot, "", "f6")
        assert last_version_is(2)
        assert "TELL THEM" not in await typed(pilot, "5\r")


async def test_more_than_was_delivered_is_asked_about(app: WmsApp):
    a_case("R7", ("MILK", "L1"))
    run(make_notices, MakeNotices("R7"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recall:R7")
        await typed(pilot, "6\r", "f6")
        seen = await typed(pilot, "99\r")
        assert "Four to six numbers" in seen
        assert "99" in seen, "what was typed stands there, to be put right"
        seen = await typed(pilot, "99 0 0 0\r")
        assert "BOOK IT? 1 = YES" in seen
        await typed(pilot, "1\r")
        assert replies()["CAFE", "L1"].over == 79


async def test_looking_through_the_balance_is_noted_for_the_clock(app: WmsApp):
    a_case()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recall:R7")
        await typed(pilot, "4\r", "f6")
        seen = await typed(pilot, "\r")
        assert "Balance is checked" in seen
        seen = await typed(pilot, "7\r")
        assert "4 BALANCE" in seen


async def test_a_case_is_reported_and_closed_with_a_yes_while_answers_are_open(app: WmsApp, warehouse: Path):
    a_case()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "recall:R7")
        await typed(pilot, "7\r")
        seen = await typed(pilot, "", "f6")
        assert "Report 1 printed" in seen
        await typed(pilot, "", "f5")
        seen = await typed(pilot, "shop is gone\r")
        assert "2 consignees have not answered" in seen
        seen = await typed(pilot, "1\r")
        assert "140 units of R7 are outside the cage" in seen
        seen = await typed(pilot, "1\r")
        assert "R7 is closed" in seen
        assert the_recall("R7").closed
