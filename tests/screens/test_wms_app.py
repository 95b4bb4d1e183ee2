"""The application as a whole, without a terminal: tasks, desk screens, help, the clock."""

from datetime import datetime

import pytest
from textual.app import App
from textual.events import Key, Paste
from textual.pilot import Pilot

from screens.app import WmsApp
from screens.desks import DESKS, read_address
from screens.looks import Lines
from screens.task_screen import TaskScreen
from tests.screens.scripted import Booking
from tests.screens.shelf import ShelfScreen


def app_of(session: Booking, **options) -> WmsApp:
    return WmsApp(session, {"stock": ShelfScreen}, **options)


def text(app: App[None]) -> str:
    """What is on the screen, from the widgets that draw it."""
    rows = []
    for widget in app.screen.query(Lines):
        rows += [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]
    return "\n".join(rows)


async def burst(pilot: Pilot, *keys: str) -> None:
    """Post keys one behind the other without waiting, as one write from the terminal does."""
    for key in keys:
        if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
            pilot.app.post_message(Key(key, None))
            continue
        for character in key:
            named = {"\r": "enter", "\t": "tab", "\n": "ctrl+j"}.get(character, character)
            pilot.app.post_message(Key(named, character))
    await pilot.pause()


async def test_a_burst_of_twenty_items_is_booked_in_order():
    session = Booking()
    async with app_of(session).run_test(size=(40, 20)) as pilot:
        await burst(pilot, "".join(f"SKU{n:04}\r{n}\r" for n in range(1, 21)))
    assert session.booked == [(f"SKU{n:04}", n) for n in range(1, 21)]


@pytest.mark.parametrize("size", [(24, 16), (40, 20), (80, 24), (120, 40)])
async def test_the_step_is_on_the_screen_of_every_size(size):
    async with app_of(Booking()).run_test(size=size) as pilot:
        await burst(pilot, "SKU1\r")
        assert "BOOKING" in text(pilot.app)
        assert "SKU1" in text(pilot.app)
        assert "> QTY" in text(pilot.app) or "> HOW MANY" in text(pilot.app)


async def test_the_screen_follows_the_size_of_the_terminal():
    async with app_of(Booking()).run_test(size=(80, 24)) as pilot:
        await burst(pilot, "SKU1\r")
        await pilot.resize_terminal(24, 16)
        await pilot.pause()
        assert "> QTY" in text(pilot.app)
        await pilot.resize_terminal(10, 4)
        await pilot.pause()
        assert "too" in text(pilot.app)


async def test_what_arrived_before_a_refusal_was_drawn_is_dropped():
    session = Booking()
    async with app_of(session).run_test(size=(40, 20)) as pilot:
        await burst(pilot, "BAD1\rSKU1\r5\rSKU2\r7\r")
        assert session.answers == ["BAD1"]
        assert "!! BAD1 is not an item" in text(pilot.app)
        await pilot.pause(0.4)
        await burst(pilot, "SKU3\r9\r")
        assert session.booked == [("SKU3", 9)]


async def test_pasted_lines_are_answers():
    session = Booking()
    async with app_of(session).run_test(size=(40, 20)) as pilot:
        pilot.app.post_message(Paste("SKU1\r\n5\r\n"))
        await pilot.pause()
    assert session.booked == [("SKU1", 5)]


async def test_no_key_ends_the_session():
    async with app_of(Booking()).run_test(size=(40, 20)) as pilot:
        await pilot.press("ctrl+q", "ctrl+c", "ctrl+z", "escape", "f3", "f3")
        assert pilot.app.is_running
        assert "BOOKING" in text(pilot.app)


async def test_a_session_can_end_the_application():
    async with app_of(Booking()).run_test(size=(40, 20)) as pilot:
        await burst(pilot, "%EXIT\r")
        await pilot.pause()
    assert pilot.app.return_code == 0
    assert not pilot.app.is_running


@pytest.mark.parametrize("size", [(20, 8), (9, 4), (2, 2)])
async def test_a_desk_screen_on_a_tiny_terminal_still_leads_back(size):
    async with app_of(Booking()).run_test(size=size) as pilot:
        await burst(pilot, "f4", "77", "f3")
        await burst(pilot, "f4", "f3", "SKU1\r")
        assert isinstance(pilot.app.screen, TaskScreen)


async def test_what_looks_like_markup_is_only_text():
    session = Booking()
    async with app_of(session).run_test(size=(40, 20)) as pilot:
        await burst(pilot, "[/foo]\r")
        assert "!! [/foo] is not an item" in text(pilot.app)


async def test_a_desk_screen_opens_with_its_subject_and_back_leads_to_the_task():
    async with app_of(Booking()).run_test(size=(80, 24)) as pilot:
        await burst(pilot, "f4")
        shown = text(pilot.app)
        assert shown.startswith("STOCK")
        assert "> SKU0000" in shown
        assert "[/] item 3" in shown
        assert "SKU0000 stands in A-01-00" in shown
        await burst(pilot, "f3")
        assert text(pilot.app).startswith("BOOKING")


async def test_keys_behind_the_one_that_opens_a_desk_screen_go_to_that_screen():
    async with app_of(Booking()).run_test(size=(80, 24)) as pilot:
        await burst(pilot, "f4", "77")
        assert "> SEARCH 77_" in text(pilot.app)
        assert "> SKU0077" in text(pilot.app)


async def test_a_screen_opened_from_a_row_leads_back_step_by_step():
    async with app_of(Booking()).run_test(size=(80, 24)) as pilot:
        await burst(pilot, "f4", "77\r")
        assert "> SEARCH SKU0077" in text(pilot.app)
        await burst(pilot, "f3")
        assert "> SEARCH SKU_" in text(pilot.app)
        await burst(pilot, "f3")
        assert text(pilot.app).startswith("BOOKING")


async def test_a_screen_is_made_once_and_kept():
    made = []

    def make() -> ShelfScreen:
        made.append(1)
        return ShelfScreen()

    app = WmsApp(Booking(), {"stock": make})
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(3):
            await burst(pilot, "f4")
            assert text(app).startswith("STOCK")
            await burst(pilot, "f3")
    assert made == [1]


async def test_a_list_is_walked_sorted_and_turned_with_keys():
    async with app_of(Booking()).run_test(size=(40, 20)) as pilot:
        await burst(pilot, "f4")
        await pilot.press("down", "down")
        assert "> SKU0002" in text(pilot.app)
        await pilot.press("end")
        assert "> SKU0999" in text(pilot.app)
        await pilot.press("home", "f8")
        assert "^v" in text(pilot.app)
        await pilot.press("f4", "f6")
        assert "ITEM-" in text(pilot.app)
        assert "> SKU0999" in text(pilot.app)


async def test_a_scan_replaces_the_search_before_it():
    async with app_of(Booking()).run_test(size=(40, 20)) as pilot:
        await burst(pilot, "f4", "SKU0005\r", "SKU0007\r")
        assert "> SEARCH SKU0007_" in text(pilot.app)


async def test_a_search_without_a_match_is_told_and_cleared_with_undo():
    async with app_of(Booking()).run_test(size=(40, 20)) as pilot:
        await burst(pilot, "f4", "XYZ\r")
        assert "!! Nothing matches XYZ" in text(pilot.app)
        await burst(pilot, "f2")
        assert "> SKU0000" in text(pilot.app)


async def test_a_key_of_a_desk_screens_own_and_a_dead_one():
    async with app_of(Booking()).run_test(size=(80, 24)) as pilot:
        await burst(pilot, "f4", "f5")
        assert "OK count asked for" in text(pilot.app)
        assert "F5 Count" in text(pilot.app)
        await burst(pilot, "f6")
        assert "!! F6 does nothing here" in text(pilot.app)


@pytest.mark.parametrize("size", [(24, 16), (40, 20), (80, 24)])
async def test_the_help_of_a_desk_screen_tells_its_keys_page_by_page_and_goes_away(size):
    async with app_of(Booking()).run_test(size=size) as pilot:
        await burst(pilot, "f4")
        before = text(pilot.app)
        await burst(pilot, "f1")
        seen = ""
        for _ in range(4):
            seen += text(pilot.app)
            await burst(pilot, "f8")
        for words in ("HELP STOCK", "Count", "Sort by the next", "Leave this"):
            assert words in " ".join(seen.split())
        await burst(pilot, "f3")
        assert text(pilot.app) == before
        await burst(pilot, "f1", "7")
        assert "> SEARCH 7_" in text(pilot.app) or "> 7_" in text(pilot.app)


@pytest.mark.parametrize("width", [24, 40, 80])
async def test_a_narrow_list_shows_what_matters_most(width):
    async with app_of(Booking()).run_test(size=(width, 20)) as pilot:
        await burst(pilot, "f4")
        assert "ITEM" in text(pilot.app)
        assert ("NAME" in text(pilot.app)) == (width > 24)


async def test_a_screen_that_is_not_there_is_refused():
    async with app_of(Booking()).run_test(size=(40, 20)) as pilot:
        await burst(pilot, "%NOWHERE\r")
        assert "!! There is no screen nowhere" in text(pilot.app)


async def test_the_clock_shows_that_the_link_is_alive():
    moments = iter(datetime(2026, 9, 11, 10, 42, second).astimezone() for second in range(60))
    async with app_of(Booking(), clock=lambda: next(moments)).run_test(size=(40, 20)) as pilot:
        first = text(pilot.app).splitlines()[0]
        assert first.startswith("BOOKING")
        assert "10:42:0" in first
        await pilot.pause(1.1)
        assert text(pilot.app).splitlines()[0] != first


async def test_without_a_clock_there_is_none():
    async with app_of(Booking()).run_test(size=(40, 20)) as pilot:
        assert ":" not in text(pilot.app).splitlines()[0]


def test_an_address_names_a_screen_and_what_to_show():
    assert read_address("stock") == ("stock", "")
    assert read_address("lot:4711/L7:2") == ("lot", "4711/L7:2")
    assert isinstance(DESKS, dict)
