"""The audit trail at the desk: what is shown, found, printed, reviewed; and acts that are signed at a desk."""

from pathlib import Path

import pypdfium2
import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import a_bin, an_item, run, some_stock
from tests.people import ADMIN, PIN, somebody
from tests.screens.house_pilot import SIZES, opened, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.domain.rights import Role
from wms_tui.domain.types import Status
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.queries.audit import reviews
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.storage.statements import rows


@pytest.fixture
def app(warehouse: Path) -> WmsApp:
    """QUIN of quality at a desk, a lot in quarantine, an item that was renamed."""
    an_item("PILL", name="Pill")
    a_bin("A-01")
    some_stock("PILL", "L1", quantity=10, status=Status.QUARANTINE)
    run(change_item, ChangeItem("PILL", name="[red]Tablet[/]", reason="new label"))
    somebody("QUIN", Role.QUALITY, pin=PIN, name="Quin Quist")
    run(change_setting, ChangeSetting("signatures", "release"), by=ADMIN)
    sitting = Sitting(lambda: "QUIN", clock.now, warehouse.parent / "spool")
    return WmsApp(Booking(), house_desks(sitting))


@pytest.mark.parametrize("size", SIZES)
async def test_the_trail_is_shown_and_narrowed_at_every_size(app: WmsApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        seen = await opened(pilot, "audit")
        assert "change-sett" in seen
        seen = await typed(pilot, "kind:change-item")
        assert "change-item" in seen
        assert "change-sett" not in seen
        assert "No act is called" in " ".join((await typed(pilot, "x")).split())


async def test_half_a_day_asks_for_nothing_yet_and_breaks_nothing(app: WmsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "audit")
        assert "2027-0 is not a date" in await typed(pilot, "from:2027-0")


async def test_an_entry_is_read_whole_with_old_and_new(app: WmsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "audit")
        await typed(pilot, "kind:change-item")
        seen = await typed(pilot, "", "enter")
        assert "ENTRY" in seen
        assert "item PILL name: Pill -> [red]Tablet[/]" in seen
        assert "new label" in seen
        assert "AUDIT" in await typed(pilot, "", "f3")


async def test_a_review_is_kept_with_a_note_and_f3_keeps_none(app: WmsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "audit")
        await typed(pilot, "kind:change-item")
        seen = await typed(pilot, "", "f6")
        assert "WHAT DO YOU SAY OF kind:change-item" in seen
        seen = await typed(pilot, "", "f3")
        assert "> SEARCH kind:change-item" in seen, "what narrows the list stands there again"
        assert reviews() == []
        await typed(pilot, "", "f6")
        assert "Review kept: 1 entry" in await typed(pilot, "nothing odd", "enter")
        assert "nothing odd" in await typed(pilot, "", "f4")
        assert "> SEARCH kind:change-item" in await typed(pilot, "", "home")
        assert "There is no such entry" in await typed(pilot, " of:NOTHING", "f5"), "an empty paper is not printed"
    (kept,) = reviews()
    assert (kept.by, kept.asked, kept.entries, kept.note) == ("QUIN", "kind:change-item", 1, "nothing odd")


async def test_what_is_asked_for_is_printed(app: WmsApp, warehouse: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "audit")
        await typed(pilot, "kind:change-item")
        assert "Printed audit-" in await typed(pilot, "", "f5")
    (file,) = (warehouse.parent / "spool").glob("audit-*.pdf")
    assert "Pill -> [red]Tablet[/]" in pypdfium2.PdfDocument(file)[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("size", [(24, 16), (40, 20), (80, 24)])
async def test_a_release_at_the_desk_is_signed_with_ones_own_pin(app: WmsApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "lot:PILL/L1")
        await typed(pilot, "", "f6")
        seen = await typed(pilot, "tested good", "enter")
        assert "QUIN signs for it" in seen
        assert "That is not the PIN" in await typed(pilot, "918273", "enter")
        assert the_lot(the_item("PILL"), "L1").status is Status.QUARANTINE
        seen = await typed(pilot, PIN)
        assert PIN not in seen
        await typed(pilot, "", "enter")
    assert the_lot(the_item("PILL"), "L1").status is Status.RELEASED
    assert rows("SELECT badge, meaning FROM approval") == [("QUIN", "signature: release of goods")]


async def test_f3_leaves_what_would_be_signed_undone(app: WmsApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "lot:PILL/L1")
        await typed(pilot, "", "f6")
        await typed(pilot, "tested good", "enter")
        await typed(pilot, "", "f3")
    assert the_lot(the_item("PILL"), "L1").status is Status.QUARANTINE
    assert rows("SELECT * FROM approval") == []
