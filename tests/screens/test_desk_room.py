"""What the desk screens say where there is little room, and what they leave out."""

import re
from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.desk import DeskScreen
from screens.house_desks import house_desks
from screens.keys import spelled
from screens.sitting import Sitting
from tests.screens.house_pilot import SIZES, an_order_that_is, opened, some_lot, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.queries.lot_pages import lot_page
from wms_tui.queries.stock_pages import stock_page
from wms_tui.storage.connection import transaction
from wms_tui.storage.statements import change

pytestmark = pytest.mark.usefixtures("sample")


@pytest.fixture
def app(sample: Path) -> WmsApp:
    sitting = Sitting(lambda: "ANNA", clock.now, sample.parent / "spool")
    return WmsApp(Booking(), house_desks(sitting))


@pytest.mark.parametrize("size", SIZES)
async def test_the_acts_of_a_screen_are_named_however_narrow_it_is(app, size):
    item, lot = some_lot()
    order = an_order_that_is("allocated")
    acts = {
        "stock": ("Open",),
        "orders": ("Open",),
        "lots": ("Open", "F5"),
        "expiry": ("Open", "Forecast"),
        f"lot:{item}/{lot}": ("View", "Hold", "Release", "Open"),
        f"order:{order}": ("Print", "Free", "Allocate", "Open"),
    }
    async with app.run_test(size=size) as pilot:
        for address, labels in acts.items():
            seen = " ".join((await opened(pilot, address)).splitlines()[-2:])
            for label in ("F3", "Back", *labels):
                assert label in seen, (address, seen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_help_of_a_desk_screen_names_every_live_key(app, size):
    async with app.run_test(size=size) as pilot:
        for address in ("stock", "lots", "orders", "expiry", f"order:{an_order_that_is('allocated')}"):
            await opened(pilot, address)
            await typed(pilot, "", "down")
            desk = pilot.app.screen
            assert isinstance(desk, DeskScreen)
            live = desk.live_keys()
            told = [await typed(pilot, "", "f1"), *[await typed(pilot, "", "f8") for _ in range(6)]]
            words = " ".join(" ".join(told).split())
            for key in live:
                assert ("ENTER" if key.name == "enter" else spelled(key.name)) in words, (address, key)
            await typed(pilot, "", "f3")


@pytest.mark.parametrize("size", SIZES)
async def test_a_quantity_is_told_whole_or_not_at_all(app, size):
    with transaction():
        change("UPDATE stock SET quantity = quantity + 9999995")
    try:
        async with app.run_test(size=size) as pilot:
            seen = await opened(pilot, "stock")
            found = [one for _, one in stock_page("bin", limit=6)]
            rows = [row for row in seen.splitlines() if any(one.lot in row for one in found)][:4]
            assert "QUANTITY" in seen
            for row, one in zip(rows, found, strict=False):
                assert re.search(r"\d (CS|EA|BOX)", row), "with its unit"
                assert not re.search(r"\d (CS|EA|BOX)? ?~|\d~", row.replace(one.lot, ""))
    finally:
        with transaction():
            change("UPDATE stock SET quantity = quantity - 9999995")


async def test_behind_the_help_a_list_stays_where_it_is(app):
    async with app.run_test(size=(40, 20)) as pilot:
        await opened(pilot, "stock")
        before = await typed(pilot, "", "f8", "down", "down")
        await typed(pilot, "", "f1")
        assert await typed(pilot, "", "f3") == before


async def test_lots_that_are_gone_are_shown_by_a_key(app):
    gone = next(one for _, one in lot_page("lot", limit=500) if not one.quantity and one.lot)
    async with app.run_test(size=(80, 24)) as pilot:
        seen = await opened(pilot, "lots")
        assert "IN HOUSE" in seen.splitlines()[0]
        assert "F5 shows lots that are gone" in await typed(pilot, gone.lot)
        seen = await typed(pilot, "", "f5")
        assert "ALL" in seen.splitlines()[0]
        assert f"> {gone.item}" in seen


async def test_orders_are_found_by_their_state(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "orders")
        for state in ("open", "allocated", "shipped", "cancelled"):
            await typed(pilot, "", "ctrl+k")
            seen = await typed(pilot, state)
            rows = [row for row in seen.splitlines()[4:-5] if "SO" in row]
            assert rows
            assert all(state in row for row in rows)
