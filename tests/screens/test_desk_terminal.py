"""The desk screens on a real pseudo-terminal, opened as the command line opens them."""

import subprocess
import sys
from pathlib import Path
from shutil import copyfile
from typing import Any

import pypdfium2
import pytest

from tests.terminal import ROOT, Terminal
from wms_tui.queries.order_pages import order_page
from wms_tui.queries.stock_pages import stock_page
from wms_tui.storage import connection

PROGRAM = ROOT / "tests" / "screens" / "house_terminal.py"
F1, F2, F3, F4, F5, F6 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~"
F7, F8, UP, DOWN, HOME, END, ENTER = "\x1b[18~", "\x1b[19~", "\x1b[A", "\x1b[B", "\x1b[H", "\x1b[F", "\r"


@pytest.fixture
def house(told: Path, tmp_path: Path) -> tuple[Path, str, str]:
    """A sample warehouse, with a lot of which some is kept, and an order that is allocated."""
    path = tmp_path / "warehouse.db"
    copyfile(told, path)
    connection.open_database(path, by="TEST")
    lot = next(one.lot for _, one in stock_page("bin", limit=500) if one.reserved and one.bin != "STAGE")
    order = next(one.order for _, one in order_page("state", limit=500) if one.state == "allocated")
    connection.close_database()
    return path, lot, order


def at_work(path: Path, **options: Any) -> Terminal:
    terminal = Terminal([PROGRAM, path, "ANNA"], environ={"XDG_DATA_HOME": str(path.parent / "data")}, **options)
    terminal.wait_for("HOME")
    terminal.settle()
    return terminal


def send(terminal: Terminal, keys: str, sign: str) -> str:
    terminal.send(keys)
    seen = terminal.wait_for(sign)
    terminal.settle()
    assert all(len(row) <= terminal.screen.columns for row in terminal.screen.display)
    return seen


@pytest.mark.parametrize("size", [(24, 16), (40, 20), (80, 24)])
def test_a_lead_finds_a_lot_holds_it_and_prints_a_pick_list(house, size):
    path, lot, order = house
    with at_work(path, columns=size[0], rows=size[1]) as terminal:
        send(terminal, "%STOCK\r", "STOCK")
        send(terminal, lot, f"{lot}_")
        send(terminal, "\r", f"LOT {lot}")
        send(terminal, F5, "WHY")
        send(terminal, "leaking\r", "ON HOLD: leaking")
        send(terminal, F3, "STOCK")
        send(terminal, F3, "HOME")
        send(terminal, "%ORDERS\r", "ORDERS")
        send(terminal, f"{order}\r", f"ORDER {order}")
        send(terminal, F4, "OK Printed")
        spool = path.parent / "data" / "wms" / "spool"
        (paper,) = spool.glob("*.pdf")
        assert paper.name in "".join(row.strip() for row in terminal.screen.display)
        assert pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
        assert spool.stat().st_mode & 0o077 == 0
        send(terminal, F1, "HELP ORDER")
        assert terminal.is_running()


@pytest.mark.parametrize("size", [(24, 16), (40, 20), (80, 24)])
def test_a_lead_sees_what_grows_old_what_will_not_sell_and_the_lot(house, size):
    path, _, _ = house
    with at_work(path, columns=size[0], rows=size[1]) as terminal:
        send(terminal, "15\r", "LEFT")
        send(terminal, F5, "FORECAST")
        send(terminal, DOWN, "FORECAST")
        send(terminal, F5, "LEFT")
        send(terminal, ENTER, "LOT ")
        send(terminal, F3, "EXPIRY")
        send(terminal, F3, "HOME")
        assert terminal.is_running()


def test_the_expiry_screen_costs_the_line_little(house):
    path, _, _ = house
    with at_work(path, columns=80, rows=24) as terminal:
        terminal.send("%EXPIRY")
        terminal.settle()
        assert terminal.bytes_for("\r", "SHORT") <= 2000
        assert terminal.bytes_for(DOWN, "EXPIRED") <= 300
        assert terminal.bytes_for(F3, "HOME") <= 1300


def test_the_line_carries_little(house):
    path, lot, _ = house
    with at_work(path, columns=80, rows=24) as terminal:
        for name, sign in (("STOCK", "> A-01-01-A"), ("ORDERS", "> SO"), ("LOTS", "IN HOUSE")):
            terminal.send(f"%{name}")
            terminal.settle()
            assert terminal.bytes_for("\r", sign) <= 1300
            assert terminal.bytes_for("\x1b[B", name) <= 250
            # Home names all jobs of the house; the aim for a change of screens is 1,300.
            assert terminal.bytes_for(F3, "HOME") <= 1100
        send(terminal, "%STOCK\r", "STOCK")
        terminal.send(lot)
        terminal.settle()
        assert terminal.bytes_for("\r", f"LOT {lot}") <= 1300
        before = len(terminal.written)
        terminal.settle(1.1)
        assert len(terminal.written) == before, "nothing happens, so nothing is sent"


def test_what_stands_in_the_list_is_what_is_in_stock_each_row_once(house):
    path, lot, _ = house
    connection.open_database(path, by="TEST")
    item = next(one.item for _, one in stock_page("bin", search=lot, limit=1))
    found = [one for _, one in stock_page("bin", search=item, limit=10)]
    connection.close_database()
    ways = (
        [],
        [DOWN],
        [DOWN, DOWN, UP],
        [F1, F3],
        [DOWN, F1, F3],
        [ENTER, F3],
        [DOWN, ENTER, F3],
        [F8, F7],
        [END, HOME],
    )
    with at_work(path, columns=40, rows=20) as terminal:
        send(terminal, "%STOCK\r", "STOCK")
        for way in ways:
            send(terminal, F2 + item, f"SEARCH {item}_")
            for key in way:
                terminal.send(key)
                terminal.settle()
            seen = [row for row in terminal.screen.display if row[2:].startswith(tuple(one.bin for one in found))]
            assert [row[2:].split()[:2] for row in seen[: len(found)]] == [[one.bin, one.lot] for one in found], way
            assert [row[0] for row in seen].count(">") == 1, way


def test_no_terminal_no_screen(house):
    path, _, _ = house
    done = subprocess.run(
        [sys.executable, PROGRAM, path, "ANNA"],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("no-terminal: This needs a terminal.")
    assert done.stdout == ""


def test_a_warehouse_that_is_not_there_is_told_before_the_screen_is_taken(tmp_path):
    with Terminal([PROGRAM, tmp_path / "none.db", "ANNA"]) as terminal:
        terminal.wait_for("no-warehouse")
        assert terminal.wait_for_end() == 1
        assert b"\x1b[?1049h" not in terminal.written
