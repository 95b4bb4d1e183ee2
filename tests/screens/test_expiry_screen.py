"""The desk screen of the expiry watch: what it lists, counts and leads to."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import a_customer, an_item, an_order, bins, in_days, run, some_stock
from tests.screens.house_pilot import SIZES, opened, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.domain.master_data import NewPack
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.storage.connection import transaction
from wms_tui.storage.statements import change


@pytest.fixture
def app(warehouse: Path) -> WmsApp:
    """Milk that expired yesterday, is on its last day, and is short; the shop wants ten days more."""
    bins("A-01", "B-01")
    an_item("MILK", name="OAT MILK 1L", removal_days=5, alert_days=20, packs=(NewPack("CS", 12),))
    an_item("RICE", name="[b]RICE[/b]")
    a_customer("SHOP", min_days=30)
    for lot, days, bin in (("GONE", -1, "A-01"), ("LAST", 0, "B-01"), ("SOON", 20, "A-01"), ("OK", 21, "A-01")):
        some_stock("MILK", lot, bin, 24, expires_on=in_days(days))
    some_stock("RICE", "R1", "B-01", 7, expires_on=in_days(-3))
    an_order("O1", "MILK=1")
    return WmsApp(Booking(), house_desks(Sitting(lambda: "ANNA", clock.now, warehouse.parent / "spool")))


def lots(seen: str) -> list[str]:
    return [lot for row in seen.splitlines() for lot in ("GONE", "LAST", "SOON", "OK", "R1") if f" {lot} " in row]


async def test_what_grows_old_is_listed_first_to_expire_first_and_counted(app):
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await opened(pilot, "expiry")

        assert seen.startswith("EXPIRY")
        assert "EXPIRED 2   REMOVE 1   SHORT 1" in seen
        assert lots(seen) == ["R1", "GONE", "LAST", "SOON"]
        rows = [row for row in seen.splitlines() if "MILK " in row]
        assert rows[0].split()[:4] == ["-1d", "EXPIRED", "GONE", "2"]
        assert rows[1].split()[:3] == ["0d", "REMOVE", "LAST"]
        assert rows[2].split()[:3] == ["20d", "short", "SOON"]


async def test_the_weeks_have_bars(app):
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await opened(pilot, "expiry")

        week = clock.today().isocalendar().week
        assert f"W{week:02d} #" in seen
        assert sum(row.count("W") >= 4 for row in seen.splitlines()[2:6]) == 2


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_shows_lot_and_days_and_says_the_rest_below(app, size):
    async with app.run_test(size=size) as pilot:
        seen = await opened(pilot, "expiry")
        assert "LEFT" in seen
        seen = await typed(pilot, "", "down")
        for words in ("EXPIRED 1 day ago", "Forecast", "Open", "EXPIRED 2", "SHORT 1"):
            assert words in " ".join(seen.split()), words
        seen = await typed(pilot, "", "f5")
        for words in ("FORECAST", "UNSOLD" if size[0] >= 40 else "LOT", "Aging", "Back"):
            assert words in seen
        for keys in (("end", "f8", "f7", "home"), ("f1", "f8"), ("f3",)):
            await typed(pilot, "", *keys)


async def test_customers_who_want_more_life_are_named_below(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "expiry")
        seen = await typed(pilot, "", "end")
        assert "too old for SHOP" in seen
        assert "too old" not in await typed(pilot, "", "home")


async def test_the_list_is_searched_and_sorted(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "expiry")
        assert lots(await typed(pilot, "last")) == ["LAST"]
        assert lots(await typed(pilot, "", "ctrl+k")) == ["R1", "GONE", "LAST", "SOON"]
        assert lots(await typed(pilot, "b-01")) == ["R1", "LAST"]
        await typed(pilot, "", "ctrl+k")
        seen = await typed(pilot, "", "f4")
        assert "BIN+" in seen
        assert lots(seen) == ["GONE", "SOON", "LAST", "R1"]
        seen = await typed(pilot, "", "f6")
        assert lots(seen) == ["R1", "LAST", "SOON", "GONE"]
        assert "ITEM+" in await typed(pilot, "", "f4")


async def test_a_key_shows_what_will_not_sell_and_the_search_stays(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "expiry")
        seen = await typed(pilot, "", "f5")
        assert "FORECAST" in seen.splitlines()[0]
        assert lots(seen)[0] == "R1"
        assert "Take out 7 EA" in seen
        seen = await typed(pilot, "milk so")
        assert lots(seen) == ["SOON"]
        assert "Nothing of it was used in 1 day" in " ".join(seen.split())
        seen = await typed(pilot, "", "f5")
        assert "FORECAST" not in seen
        assert lots(seen) == ["SOON"]


async def test_enter_opens_the_lot_and_what_was_done_there_is_gone_from_the_list(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "expiry")
        seen = await typed(pilot, "gone\r")
        assert seen.startswith("LOT GONE")
        run(adjust, Adjust("MILK", "GONE", "A-01", "expired", to=0))
        assert lots(await typed(pilot, "", "f3")) == []
        seen = await typed(pilot, "", "ctrl+k")
        assert lots(seen) == ["R1", "LAST", "SOON"]
        assert "EXPIRED 1" in seen


async def test_names_steer_nothing(app):
    with transaction():
        change("UPDATE item SET name = ? WHERE code = 'RICE'", "[b]RICE[/b]\x1b")
    async with app.run_test(size=(120, 40)) as pilot:
        seen = await opened(pilot, "expiry")
        assert "[b]RICE[/b]\u241b" in seen


async def test_a_house_in_which_nothing_is_old_says_so(warehouse):
    app = WmsApp(Booking(), house_desks(Sitting(lambda: "ANNA", clock.now, warehouse.parent / "spool")))
    async with app.run_test(size=(40, 20)) as pilot:
        assert "Nothing is short, due for removal" in await opened(pilot, "expiry")
        assert "Everything will move in time." in await typed(pilot, "", "f5")
