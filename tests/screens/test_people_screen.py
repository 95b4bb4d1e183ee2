"""The desk screen of people: who there is, who is locked, and taking a badge back."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.people import ADMIN, PIN, somebody
from tests.screens.house_pilot import SIZES, opened, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.domain.rights import Role
from wms_tui.errors import Refused
from wms_tui.operations.pins import check_pin
from wms_tui.queries.people import the_person


@pytest.fixture
def who() -> list[str]:
    """The badge of who sits there, to be changed by a test."""
    return [ADMIN]


@pytest.fixture
def app(warehouse: Path, who: list[str]) -> WmsApp:
    sitting = Sitting(lambda: who[0], clock.now, warehouse.parent / "spool")
    return WmsApp(Booking(), house_desks(sitting))


async def test_without_people_it_says_what_that_means(app: WmsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "every badge may do everything" in await opened(pilot, "people")


@pytest.mark.parametrize("size", SIZES)
async def test_people_are_listed_and_found_at_every_size(app: WmsApp, size: tuple[int, int]) -> None:
    somebody("ANNA", Role.CLERK, name="[red]Anna[/]", pin=PIN)
    somebody("QUIN", Role.QUALITY, Role.LEAD)
    for _ in range(5):
        with pytest.raises(Refused):
            check_pin("ANNA", "918273", "signing in")
    async with app.run_test(size=size) as pilot:
        seen = await opened(pilot, "people")
        assert all(badge in seen for badge in ("ANNA", "QUIN", ADMIN))
        assert "LOCKED" in seen
        assert "QUIN" in await typed(pilot, "quality")
        assert "ANNA" not in await typed(pilot, "", "down")


async def test_a_badge_is_taken_back_and_made_valid_again(app: WmsApp) -> None:
    somebody("ANNA", Role.CLERK)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "people")
        seen = await typed(pilot, "", "f5")
        assert "TAKE BACK ANNA? 1 = YES" in seen
        seen = await typed(pilot, "1", "enter")
        assert "ANNA is not valid any more" in seen
        assert "NOT VALID" in seen
        assert not the_person("ANNA").active
        await typed(pilot, "", "f5")
        await typed(pilot, "2", "enter")
        assert not the_person("ANNA").active
        await typed(pilot, "", "f5")
        assert "valid again" in await typed(pilot, "1", "enter")


async def test_the_last_admin_stays_and_a_lead_takes_nobody_back(app: WmsApp, who: list[str]) -> None:
    somebody("LEA", Role.LEAD)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "people")
        await typed(pilot, ADMIN.lower(), "f5")
        assert "is the last admin" in await typed(pilot, "1", "enter")
        who[0] = "LEA"
        await typed(pilot, "", "f5")
        assert "may not change person" in await typed(pilot, "1", "enter")
    assert the_person(ADMIN).active
