"""F5 at the list of orders: what choosing for all of them at once saves is shown, and it is done when it is said."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import a_customer, an_item, an_order, bins, in_days, kept, run, some_stock
from tests.screens.house_pilot import SIZES, opened, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.operations.hold import Hold, hold


@pytest.fixture
def app(warehouse: Path) -> WmsApp:
    """A shop that takes what it gets, behind it one that asked for the older lot by its number."""
    an_item("MILK")
    bins("A-01", "A-02")
    a_customer("SHOP")
    some_stock(lot="OLD", bin="A-01", quantity=10, expires_on=in_days(20))
    some_stock(lot="NEW", bin="A-02", quantity=10, expires_on=in_days(90))
    an_order("O1", "MILK=10", ship_on=in_days(1))
    an_order("O2", "MILK=8@OLD", ship_on=in_days(2))
    return WmsApp(Booking(), house_desks(Sitting(lambda: "ANNA", clock.now, warehouse.parent / "spool")))


@pytest.mark.parametrize("size", SIZES)
async def test_what_it_saves_is_shown_and_nothing_is_kept_until_one_says_yes(app, size):
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "orders")
        seen = await typed(pilot, "", "f5")
        words = " ".join(seen.split())
        assert "1=YES" in words.replace("1 = YES", "1=YES")
        assert "18 of 18 units" in words
        assert "8 more served, 8 fewer expire" in words
        assert "Nothing was changed" in await typed(pilot, "\r")
        assert (kept("O1"), kept("O2")) == ({}, {})

        await typed(pilot, "", "f5")
        seen = await typed(pilot, "y\r")

        assert "OK 18 of 18 units are kept" in " ".join(seen.split())
        assert (kept("O1"), kept("O2")) == ({("A-01", "OLD"): 2, ("A-02", "NEW"): 8}, {("A-01", "OLD"): 8})
        assert "Nothing is short" in await typed(pilot, "", "f5")


async def test_what_is_missing_is_said(app):
    an_order("O3", "MILK=10")
    async with app.run_test(size=(40, 20)) as pilot:
        await opened(pilot, "orders")
        assert "20 of 28 units can be kept" in await typed(pilot, "", "f5")
        seen = await typed(pilot, "1\r")
        assert "OK 20 of 28 units are kept" in seen
        assert "8 are missing" in seen


async def test_where_there_is_nothing_to_keep_nothing_is_asked(app):
    for lot in ("OLD", "NEW"):
        run(hold, Hold("MILK", lot, "leaks"))
    async with app.run_test(size=(40, 20)) as pilot:
        await opened(pilot, "orders")
        seen = await typed(pilot, "", "f5")
        assert "!! No stock for 18 units" in seen
        assert "1 = YES" not in seen


async def test_back_leaves_everything_as_it_is(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "orders")
        await typed(pilot, "", "f5")
        seen = await typed(pilot, "", "f3")
        assert "> SEARCH" in seen
        assert kept("O1") == {}
