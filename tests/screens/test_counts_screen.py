"""Counts at the desk: planned, approved, settled where goods moved, and told of in the alerts."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import bins, run, there
from tests.counting import a_count, a_house, differing, seen, state, states
from tests.screens.house_pilot import SIZES, opened, typed
from wms_tui import clock
from wms_tui.operations.close_count import CloseCount, close_count
from wms_tui.operations.move import MoveStock, move
from wms_tui.queries.alerts import causes
from wms_tui.queries.places import the_bin
from wms_tui.storage.statements import value
from wms_tui.tasks.session import Session


@pytest.fixture(autouse=True)
def house(warehouse: Path) -> None:
    a_house()


def an_app() -> WmsApp:
    session = Session("BOSS", "T1")
    return WmsApp(session, house_desks(Sitting(lambda: session.who, clock.now, Path("/nowhere"))))


@pytest.mark.parametrize(("columns", "rows"), SIZES)
async def test_a_lead_approves_what_two_have_counted(columns: int, rows: int) -> None:
    count = a_count("A-01")
    differing(count, 30)
    async with an_app().run_test(size=(columns, rows)) as pilot:
        await opened(pilot, "counts")
        one = await typed(pilot, "\r")
        await typed(pilot, "", "f6")
        done = await typed(pilot, "miscount\r")

    assert f"COUNT {count}" in one
    assert "-6 EA" in one
    assert "1 booked" in done
    assert (there("A-01"), state(count)) == (30, "closed")


@pytest.mark.parametrize("yes", ["y", "1"])
async def test_what_is_missing_here_and_extra_there_is_booked_as_a_move(yes: str) -> None:
    count = a_count("A-01", "A-02")
    differing(count, 30, "A-01")
    differing(count, 26, "A-02")
    async with an_app().run_test(size=(80, 24)) as pilot:
        await opened(pilot, f"count:{count}")
        asked = await typed(pilot, "", "f6")
        await typed(pilot, f"{yes}\r")
        await typed(pilot, "carried\r")

    assert "6 L1 A-01 > A-02: MOVE Y/N" in asked
    assert (there("A-01"), there("A-02", lot="L1")) == (30, 26)
    assert (
        value("SELECT count(*) FROM move WHERE source_id = ? AND target_id = ?", the_bin("A-01").id, the_bin("A-02").id)
        == 1
    )


async def test_where_goods_moved_a_lead_says_what_counts() -> None:
    count = a_count("A-01")
    differing(count, 30)
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03"))
    run(close_count, CloseCount(count))
    async with an_app().run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, f"count:{count}")
        await typed(pilot, "", "f5")
        done = await typed(pilot, "2\r")

    assert "moved" in screen
    assert "-6 booked, 24 are there" in done
    assert there("A-01") == 24


async def test_a_count_is_planned_at_the_desk_and_the_reason_is_told() -> None:
    bins("B-01", "B-02")
    async with an_app().run_test(size=(80, 24)) as pilot:
        await opened(pilot, "counts")
        await typed(pilot, "", "f6")
        planned = await typed(pilot, "2\r")

    assert "counts 2 bins" in planned
    assert "never counted" in planned


async def test_nothing_is_approved_while_it_is_still_to_be_counted_again() -> None:
    count = a_count("A-01")
    seen(count, 30)
    async with an_app().run_test(size=(80, 24)) as pilot:
        await opened(pilot, f"count:{count}")
        refused = await typed(pilot, "", "f6")

    assert "!! Nothing waits for approval" in refused
    assert states(count) == {("A-01", "L1"): "recount"}


def test_differences_that_wait_for_a_yes_are_told_of_until_it_is_given() -> None:
    count = a_count("A-01")
    assert causes(clock.now()) == []

    differing(count, 30)

    (one,) = causes(clock.now())
    assert (one.kind, one.what, one.opens) == (
        "variance", f"{count}: 1 line counted twice and different", f"count:{count}",
    )  # fmt: skip
