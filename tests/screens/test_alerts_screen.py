"""Alerts at the terminal: counted in the first line while others work, and listed with the way to each."""

from datetime import timedelta
from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import a_dairy, an_order, in_days, run
from tests.command_line import CommandLine
from tests.screens.house_pilot import SIZES, opened, typed
from tests.terminal import Terminal
from wms_tui import clock
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.storage.connection import database
from wms_tui.storage.statements import value
from wms_tui.tasks.notices import Notices
from wms_tui.tasks.session import Session

PROGRAM = Path(__file__).parent / "house_terminal.py"


@pytest.fixture(autouse=True)
def dairy(warehouse: Path) -> Path:
    a_dairy()
    an_order("O1", "MILK=12", ship_on=in_days(0))
    return warehouse


def an_app() -> WmsApp:
    session = Session("ANNA", "T1")
    return WmsApp(session, house_desks(Sitting(lambda: session.who, clock.now, Path("/nowhere"))))


@pytest.mark.parametrize(("columns", "rows"), SIZES)
async def test_the_list_says_what_needs_somebody_and_what_to_do(columns: int, rows: int) -> None:
    async with an_app().run_test(size=(columns, rows)) as pilot:
        screen = await opened(pilot, "alerts")

        assert "!! O1 ships" in screen
        assert "See the order" in screen or "See th" in screen


async def test_enter_opens_where_it_is_put_right_and_what_is_done_is_gone() -> None:
    async with an_app().run_test(size=(80, 24)) as pilot:
        await opened(pilot, "alerts")
        order = await typed(pilot, "\r")
        run(allocate, Allocate(("O1",)))
        back = await typed(pilot, "", "f3")

    assert order.startswith("ORDER O1")
    assert "Nothing needs you now" in back


def test_who_works_is_told_how_much_needs_them_as_soon_as_somebody_has_written() -> None:
    notices, now = Notices(), clock.now()

    assert notices.look("ANNA", now) == "!1"

    run(allocate, Allocate(("O1",)))
    assert notices.look("ANNA", now + timedelta(seconds=1)) == "!1", "not asked for more often than one could act"


def test_next_to_nothing_is_asked_while_nobody_writes() -> None:
    notices, now = Notices(), clock.now()
    notices.look("ANNA", now)
    asked: list[str] = []
    connection = database.connection()
    connection.exec_trace = lambda _cursor, sql, _values: asked.append(sql) or True
    try:
        for second in range(60):
            notices.look("ANNA", now + timedelta(seconds=second))
    finally:
        connection.exec_trace = None

    assert set(asked) == {"PRAGMA data_version"}, "whether somebody wrote, and nothing else"


def test_the_first_line_counts_what_comes_up_while_nobody_types(dairy: Path) -> None:
    """A real terminal and a second process."""
    with Terminal([PROGRAM, dairy, "ANNA"], columns=40, rows=20) as terminal:
        terminal.wait_for("!1")
        other = CommandLine(dairy)
        other("order", "add", "O2", "--customer", "SHOP", "--ship-on", in_days(0).isoformat(), "MILK=1")

        terminal.wait_for("!2", patience=60)

    assert value("SELECT count(*) FROM customer_order") == 2
