"""A second person at a desk screen: what is not one's own to do is asked for on the input line."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import a_bin, an_item, some_stock
from tests.people import PIN, somebody
from tests.screens.house_pilot import opened, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.domain.rights import Role
from wms_tui.domain.types import Status
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.storage.statements import rows, value


@pytest.fixture
def app(warehouse: Path) -> WmsApp:
    """LEA, a lead, at a desk; only quality releases a lot, and QUIN is there with a PIN."""
    an_item("PILL")
    a_bin("A-01")
    some_stock("PILL", "L1", quantity=10, status=Status.QUARANTINE)
    somebody("LEA", Role.LEAD)
    somebody("QUIN", Role.QUALITY, pin=PIN)
    sitting = Sitting(lambda: "LEA", clock.now, warehouse.parent / "spool")
    return WmsApp(Booking(), house_desks(sitting))


def status() -> Status:
    return the_lot(the_item("PILL"), "L1").status


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
async def test_with_the_word_of_quality_a_lead_releases_a_lot_from_the_desk(app: WmsApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "lot:PILL/L1")
        await typed(pilot, "", "f6")
        seen = await typed(pilot, "tested good", "enter")
        assert "LEA may not release" in seen
        assert status() is Status.QUARANTINE
        assert "It takes a second person" in await typed(pilot, "LEA", "enter")
        await typed(pilot, "QUIN", "enter")
        assert "reason is a few words" in await typed(pilot, PIN, "enter")
        seen = await typed(pilot, "seen the papers", "enter")
        assert "PIN" in seen
        seen = await typed(pilot, PIN)
        assert PIN not in seen
        assert "*" * len(PIN) in seen
        assert "is released" in await typed(pilot, "", "enter")
    assert status() is Status.RELEASED
    assert rows("SELECT badge, meaning, reason FROM approval") == [("QUIN", "release", "seen the papers")]
    assert value("SELECT by FROM entry WHERE kind = 'release'") == "LEA"


async def test_f3_leaves_everything_as_it_is_and_a_wrong_pin_is_asked_for_again(app: WmsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "lot:PILL/L1")
        for text in ("", "tested good", "QUIN", "seen"):
            await typed(pilot, text, "enter" if text else "f6")
        assert "That is not the PIN" in await typed(pilot, "918273", "enter")
        await typed(pilot, "", "f3")
        assert status() is Status.QUARANTINE
        for text in ("", "tested good", "QUIN", "seen", PIN):
            await typed(pilot, text, "enter" if text else "f6")
    assert status() is Status.RELEASED


async def test_the_first_of_two_signatures_is_said_to_be_one(app: WmsApp) -> None:
    change_item(ChangeItem("PILL", release_people=2), by="ROOT", at=clock.now(), key="two")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "lot:PILL/L1")
        seen = ""
        for text in ("", "tested good", "QUIN", "seen", PIN):
            seen = await typed(pilot, text, "enter" if text else "f6")
        assert "Signed for lot L1" in seen
        assert "A second person releases it" in seen
        seen = await typed(pilot, "", "f4")
        assert "signed 1 of 2" in seen
    assert status() is Status.QUARANTINE
