"""The desk screens on the sample warehouse, without a terminal: what they show, open, ask and do."""

from pathlib import Path

import pypdfium2
import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.screens.house_pilot import SIZES, an_order_that_is, opened, some_lot, typed
from tests.screens.scripted import Booking
from wms_tui import clock
from wms_tui.errors import Unavailable
from wms_tui.operations.hold import Hold, hold
from wms_tui.queries.items import the_item
from wms_tui.queries.lot_moves import lot_moves
from wms_tui.queries.lot_pages import lot_page
from wms_tui.queries.lots import the_lot
from wms_tui.queries.order_pages import order_page
from wms_tui.queries.orders import kept_for_order, the_order
from wms_tui.queries.stock_pages import stock_page
from wms_tui.queries.suggestions import suggest
from wms_tui.storage.connection import transaction
from wms_tui.storage.statements import change

HOSTILE = ("[bold red]LIME[/] [/]", "\x1b[2J\x1b]0;owned\x07", "\u202eEMIL \u2066", "a\nb\tc\x9b31m", "牛乳 ﷽ ç̈̈̈")

pytestmark = pytest.mark.usefixtures("sample")


@pytest.fixture
def app(sample: Path) -> WmsApp:
    sitting = Sitting(lambda: "ANNA", clock.now, sample.parent / "spool")
    return WmsApp(Booking(), house_desks(sitting))


@pytest.mark.parametrize("size", SIZES)
async def test_every_desk_screen_fits_every_size(app, size):
    item, lot = some_lot()
    addresses = ("stock", "lots", "orders", "expiry", f"lot:{item}/{lot}", f"order:{an_order_that_is('allocated')}")
    async with app.run_test(size=size) as pilot:
        for address in addresses:
            seen = await opened(pilot, address)
            assert seen.startswith(address.partition(":")[0].upper())
            assert "F3" in " ".join(seen.splitlines()[-2:])
            for keys in (("f4", "f8", "end"), ("home", "f1", "f8"), ("f3",)):
                await typed(pilot, "", *keys)


@pytest.mark.parametrize("size", SIZES)
async def test_what_others_have_written_steers_nothing(app, size):
    item, lot = some_lot()
    with transaction():
        for place, name in enumerate(HOSTILE):
            change("UPDATE item SET name = ? WHERE id % 5 = ?", name, place)
        change("UPDATE lot SET number = ?, supplier_lot = ? WHERE number = ?", f"[/]\x1b{lot}\u202e", "\x07", lot)
        change("UPDATE partner SET name = ?", HOSTILE[1])
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "stock")
        await typed(pilot, item)
        seen = await opened(pilot, f"lot:{item}/[/]\x1b{lot}\u202e")
        assert "[/]\u241b" in seen
        for address in ("lots", "orders", "expiry", f"order:{an_order_that_is('allocated')}"):
            await opened(pilot, address)
            await typed(pilot, "", "down", "down", "enter")


async def test_stock_is_found_as_one_types_and_opens_the_file_of_its_lot(app):
    item, lot = some_lot()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "stock")
        seen = await typed(pilot, lot)
        assert f"> SEARCH {lot}_" in seen
        assert "reserved" in seen
        assert all(lot in row for row in seen.splitlines()[4:5])
        seen = await typed(pilot, "\r")
        assert seen.startswith(f"LOT {lot}")
        assert f"{item} {the_item(item).name}" in seen
        assert "for SO" in seen
        seen = await typed(pilot, "", "f3")
        assert f"> SEARCH {lot}_" in seen


async def test_a_bin_is_found_by_its_code(app):
    async with app.run_test(size=(40, 20)) as pilot:
        await opened(pilot, "stock")
        seen = await typed(pilot, "a-01-02")
        rows = [row for row in seen.splitlines()[4:-5] if row.strip() and "A-01-0" in row]
        assert rows
        assert all("A-01-02" in row for row in rows)


async def test_stock_is_sorted_and_turned_round(app):
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "stock")
        for column in ("ITEM", "LOT", "EXPIRES"):
            seen = await typed(pilot, "", "f4")
            assert f"{column}+" in seen
        first = next(one for _, one in stock_page("expires", limit=1))
        assert first.lot in seen.splitlines()[4]
        seen = await typed(pilot, "", "f6")
        assert "EXPIRES-" in seen
        last = next(one for _, one in stock_page("expires", limit=1, backwards=True))
        assert last.lot in seen.splitlines()[4]


async def test_a_plate_is_shown_where_there_is_room(app):
    async with app.run_test(size=(120, 40)) as pilot:
        seen = await opened(pilot, "stock")
        for title in ("BIN", "ITEM", "NAME", "LOT", "PLATE", "QUANTITY", "RESERVED", "FREE", "EXPIRES", "STATUS"):
            assert title in seen


@pytest.mark.parametrize("size", SIZES)
async def test_a_lot_is_held_with_a_reason_and_orders_lose_what_was_kept_of_it(app, size):
    item, lot = some_lot()
    async with app.run_test(size=size) as pilot:
        await opened(pilot, f"lot:{item}/{lot}")
        seen = await typed(pilot, "", "f5")
        assert "WHY" in seen
        seen = await typed(pilot, "leaking pallet\r")
        assert f"OK Lot {lot} is on" in seen
        assert "ON HOLD: leaking pallet" in " ".join(seen.split())
        assert "for SO" not in seen
        newest = lot_moves(the_lot(the_item(item), lot).id, limit=1)[0][1]
        assert (newest.kind, newest.by, newest.reason) == ("hold", "ANNA", "leaking pallet")
        await typed(pilot, "", "f6")
        seen = await typed(pilot, "dry again\r")
        assert f"OK Lot {lot} is" in seen
        assert the_lot(the_item(item), lot).status == "released"


async def test_no_reason_no_hold(app):
    item, lot = some_lot()
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (("f5", "enter"), ("f5", "x", "f3"), ("f5", "x", "f12", "f12")):
            await opened(pilot, f"lot:{item}/{lot}")
            await typed(pilot, "", *keys)
            assert the_lot(the_item(item), lot).status == "released"
        assert (await opened(pilot, f"lot:{item}/{lot}")).startswith(f"LOT {lot}")


async def test_a_refusal_is_told_in_two_lines(app):
    item, lot = some_lot()
    hold(Hold(item, lot, "first"), by="BEN", at=clock.now(), key="first")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, f"lot:{item}/{lot}")
        seen = await typed(pilot, "", "f5", "x", "enter")
        assert f"!! Lot {lot} is on-hold already." in seen
        assert "Nothing to do." in seen
        seen = await opened(pilot, f"lot:{item}/NEVER")
        assert f"!! {item} has no lot NEVER." in seen
        seen = await opened(pilot, "order:NEVER")
        assert "!! There is no order NEVER." in seen


def test_the_same_act_asked_for_again_keeps_its_key_until_it_is_answered(sample):
    keys = []

    def verb(slip, *, by, at, key):
        keys.append((slip, by, at, key))
        if len(keys) < 3:
            raise Unavailable("database-busy", "Busy.", "Again.")
        return slip

    sitting = Sitting(lambda: "ANNA", clock.now, sample.parent)
    for _ in range(2):
        with pytest.raises(Unavailable):
            sitting.do(verb, "slip")
    sitting.do(verb, "slip")
    sitting.do(verb, "slip")
    assert keys[0] == keys[1] == keys[2]
    assert keys[3][3] != keys[2][3]


async def test_what_happened_to_a_lot_is_read_from_its_file(app):
    item, lot = some_lot()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, f"lot:{item}/{lot}")
        seen = await typed(pilot, "", "f4")
        assert "MOVES" in seen.splitlines()[0]
        assert "receive" in seen
        assert "SUPPLIER - DOCK" in seen
        seen = await typed(pilot, "", "f4")
        for word in ("MADE", "RECEIVED", "BEST BEFORE", "REMOVE ON", "ALERT ON", "EXPIRES", "SUPPLIER"):
            assert word in seen


async def test_an_order_tells_why_this_lot_and_why_not_that_one(app):
    code = next(
        one.order
        for _, one in order_page("state", limit=500)
        if one.state == "allocated" and any(line.passed_over for line in suggest(one.order, clock.today()).lines)
    )
    line = next(line for line in suggest(code, clock.today()).lines if line.passed_over and line.picks)
    async with app.run_test(size=(120, 40)) as pilot:
        seen = await opened(pilot, f"order:{code}")
        assert f"KEEP {line.picks[0].lot}" in seen
        assert f"NOT  {line.passed_over[0].lot}" in seen
        assert line.passed_over[0].reason.partition(":")[0] in seen
        seen = await typed(pilot, "", "down")
        picks = [one for found in suggest(code, clock.today()).lines for one in found.picks]
        assert f"{picks[0].bin}: {picks[0].why}" in seen
        seen = await typed(pilot, "", "enter")
        assert seen.startswith(f"LOT {picks[0].lot}")


async def test_an_order_is_freed_and_allocated_again(app):
    code = an_order_that_is("allocated")
    head = the_order(code)
    kept = sum(one.quantity for one in kept_for_order(head.id, picked=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, f"order:{code}")
        await typed(pilot, "", "f5")
        assert "Nothing was changed" in await typed(pilot, "\r")
        await typed(pilot, "", "f5")
        assert f"OK {kept} units are free again" in await typed(pilot, "1\r")
        assert kept_for_order(head.id, picked=False) == []
        assert f"OK {kept} units are kept for {code}" in await typed(pilot, "", "f6")
        assert sum(one.quantity for one in kept_for_order(head.id, picked=False)) == kept


async def test_an_order_that_is_short_is_asked_about_before_a_part_is_kept(app):
    code = next(
        one.order
        for _, one in order_page("state", limit=500)
        if one.state == "open" and one.reserved and any(line.short for line in suggest(one.order, clock.today()).lines)
    )
    async with app.run_test(size=(40, 20)) as pilot:
        await opened(pilot, f"order:{code}")
        seen = await typed(pilot, "", "f6")
        assert "? Not enough stock for" in seen
        assert "--" not in seen.replace("-" * 40, "")
        seen = await typed(pilot, "1\r")
        assert "units are kept" in seen
        assert "are missing" in seen


async def test_a_pick_list_is_printed_and_the_next_one_is_a_copy(app, sample):
    code = an_order_that_is("allocated")
    async with app.run_test(size=(40, 20)) as pilot:
        await opened(pilot, f"order:{code}")
        seen = await typed(pilot, "", "f4")
        papers = list((sample.parent / "spool").glob("*.pdf"))
        assert len(papers) == 1
        assert papers[0].name in seen.replace("\n   ", "")
        assert f"in {papers[0].parent}"[-12:] in "".join(seen.split())
        assert "PRINTED 1x" in seen
        await typed(pilot, "", "f4")
    texts = []
    for paper in (sample.parent / "spool").glob("*.pdf"):
        document = pypdfium2.PdfDocument(paper)
        texts.append("".join(page.get_textpage().get_text_range() for page in document))
    assert sorted("COPY" in text for text in texts) == [False, True]
    assert all(code in text for text in texts)
    assert the_order(code).printed == 2


async def test_nothing_is_printed_for_an_order_nothing_is_kept_for(app, sample):
    code = next(one.order for _, one in order_page("state", limit=500) if one.state == "open" and not one.reserved)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, f"order:{code}")
        assert "!! Nothing is kept for" in await typed(pilot, "", "f4")
    assert not (sample.parent / "spool").exists()


async def test_a_scan_on_a_file_leads_to_what_was_scanned(app):
    lots = [one for _, one in lot_page("lot", limit=50) if one.lot]
    item, lot = some_lot()
    code = an_order_that_is("allocated")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, f"lot:{item}/{lot}")
        seen = await typed(pilot, f"{lots[3].lot}\r")
        assert seen.startswith(f"LOT {lots[3].lot}")
        await opened(pilot, f"order:{code}")
        seen = await typed(pilot, f"{item}\r")
        assert f"> SEARCH {item}_" in seen
        await opened(pilot, "lots")
        assert (await typed(pilot, "%back\r")).startswith("STOCK")


async def test_the_keys_of_a_desk_screen_are_explained(app):
    item, lot = some_lot()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, f"lot:{item}/{lot}")
        seen = " ".join((await typed(pilot, "", "f1")).split())
        assert seen.startswith(f"HELP LOT {lot}")
        for words in ("F5 F9 Ctrl+P Hold: Put it on hold", "F6 Ctrl+F Release: Release it", "F4 Ctrl+O View: Show"):
            assert words in seen
