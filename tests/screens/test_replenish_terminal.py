"""Replenishing in a real pseudo-terminal: pull, lose the line, put down; at the sizes of handhelds."""

from pathlib import Path

import pytest

from tests.builders import a_bin, an_item, in_days, run, some_stock, there
from tests.terminal import ROOT, Terminal
from wms_tui.domain.master_data import NewPack
from wms_tui.operations.set_level import SetLevel, set_level
from wms_tui.queries.replenishing import on_the_way
from wms_tui.storage import connection

PROGRAM = ROOT / "tests" / "screens" / "house_terminal.py"


@pytest.fixture
def house(warehouse: Path) -> Path:
    """Milk and rice have a bin each, with an older lot of milk in front, and stand in bulk."""
    for code in ("A-01", "A-02"):
        a_bin(code)
    for code in ("R-01", "R-02"):
        a_bin(code, pickable=False)
    for item, lot, place in (("MILK", "M1", "R-01"), ("RICE", "C1", "R-02")):
        an_item(item, packs=(NewPack("CS", 10),))
        some_stock(item, lot, place, 90, expires_on=in_days(90))
    some_stock("MILK", "M0", "A-01", 5, expires_on=in_days(30))
    run(set_level, SetLevel("A-01", "MILK", 10, 45))
    run(set_level, SetLevel("A-02", "RICE", 10, 30))
    connection.close_database()
    return warehouse


@pytest.mark.parametrize(("columns", "rows"), [(40, 20), (24, 16)])
def test_many_are_pulled_and_dropped_though_the_line_is_lost_between(house: Path, columns: int, rows: int):
    with Terminal([PROGRAM, house, "ANNA"], columns=columns, rows=rows) as terminal:
        terminal.wait_for("SCAN")
        terminal.send("11\r")
        terminal.wait_for("ENTER = NEXT")
        terminal.send("\r")
        terminal.wait_for("R-01")
        terminal.send("R-01\rM1\r\r")
        terminal.wait_for("OK pulled 4 CS M1")
        terminal.kill()

    with Terminal([PROGRAM, house, "ANNA"], columns=columns, rows=rows) as terminal:
        terminal.wait_for("R-02")
        terminal.send("R-02\rC1\r\r")
        terminal.wait_for("REPLENISH: DROP" if columns == 40 else "A-01")
        terminal.settle()
        terminal.send("A-01\r")
        terminal.wait_for("? Older lot M0")
        terminal.settle()
        terminal.send("Y\r")
        terminal.wait_for("OK put 4 CS M1")
        terminal.settle()
        terminal.send("A-02\r")
        terminal.wait_for("OK put 3 CS C1")

    connection.open_database(house, terminal="test", by="TEST")
    assert (there("A-01", lot="M1"), there("A-01", lot="M0"), there("A-02"), on_the_way()) == (40, 5, 30, [])
