"""The desk screen of levels: how items stand, and what is on its way to the pick faces."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import a_bin, an_item, bins, in_days, run, some_stock
from tests.screens.house_pilot import SIZES, opened, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.domain.master_data import NewPack
from wms_tui.operations.refill import PullRefill, pull_refill
from wms_tui.operations.set_level import SetLevel, set_level


@pytest.fixture
def app(warehouse: Path) -> WmsApp:
    """Four items, one in each state; milk is picked from A-01, which gets some from bulk."""
    bins("A-01", "B-01")
    a_bin("BULK", pickable=False, zone="R")
    levels = {"minimum": 24, "maximum": 240}
    an_item("MILK", name="OAT MILK 1L", packs=(NewPack("CS", 12),), reorder_point=240, **levels)
    an_item("RICE", name="[b]RICE[/b]", **levels)
    an_item("SALT", name="SALT 1KG", **levels)
    an_item("TEA", name="GREEN TEA", **levels)
    some_stock("MILK", "M1", "BULK", 240, expires_on=in_days(90))
    some_stock("RICE", "R1", "B-01", 23)
    some_stock("SALT", "S1", "B-01", 241)
    run(set_level, SetLevel("A-01", "MILK", 12, 60))
    return WmsApp(Booking(), house_desks(Sitting(lambda: "ANNA", clock.now, warehouse.parent / "spool")))


def listed(seen: str) -> list[tuple[str, str]]:
    """Return each item with its state."""
    found = []
    for row in seen.splitlines():
        words = row.removeprefix(">").split()
        name = next((one for one in words[:2] if one in ("MILK", "RICE", "SALT", "TEA")), "")
        if name and ("ANNA" not in words):
            found.append((name, words[0] if words[0] != name else ""))
    return found


async def test_what_is_out_stands_first_then_what_is_under_over_and_ok(app):
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await opened(pilot, "levels")

        assert seen.startswith("LEVELS")
        assert "OUT 1" in seen and "UNDER 1" in seen and "OVER 1" in seen and "TO ORDER 1" in seen
        assert listed(seen)[:4] == [("TEA", "OUT"), ("RICE", "UNDER"), ("SALT", "OVER"), ("MILK", "")]


async def test_a_state_that_is_typed_narrows_the_list(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "levels")

        seen = await typed(pilot, "under")

        assert listed(seen)[0] == ("RICE", "UNDER")
        assert "TEA" not in seen


async def test_the_list_is_sorted_by_any_column_and_turned_round(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "levels")
        await typed(pilot, "", "f4")
        seen = await typed(pilot, "", "f4")
        assert [item for item, _ in listed(seen)][:4] == ["MILK", "RICE", "SALT", "TEA"]

        seen = await typed(pilot, "", "f6")

        assert [item for item, _ in listed(seen)][:4] == ["TEA", "SALT", "RICE", "MILK"]


async def test_enter_shows_where_an_item_is(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "levels")

        seen = await typed(pilot, "rice", "enter")

        assert seen.startswith("STOCK")
        assert "R1" in seen and "S1" not in seen


async def test_what_is_on_a_cart_says_who_has_it_and_what_is_still_to_be_brought(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "levels")
        seen = await typed(pilot, "", "f5")
        assert "TO BRING  - 1" in seen.replace("   ", "  ") and "Nothing is on its way" in seen
        run(pull_refill, PullRefill("MILK", "M1", 48, "BULK", "A-01"), by="BEN")

        await typed(pilot, "", "f5")
        seen = await typed(pilot, "", "f5")

        [row] = [
            row for row in seen.splitlines() if "A-01" in row and "BULK" in row and "BEN" in row and "4 CS" in row
        ][:1]
        assert "M1" in row
        assert "NOTHING" in seen


@pytest.mark.parametrize("size", SIZES)
async def test_both_views_fit_every_screen(app, size):
    run(pull_refill, PullRefill("MILK", "M1", 48, "BULK", "A-01"), by="BEN")
    async with app.run_test(size=size) as pilot:
        seen = await opened(pilot, "levels")
        assert "TEA" in seen

        seen = await typed(pilot, "", "f5")

        assert "A-01" in seen and "BEN" in seen
