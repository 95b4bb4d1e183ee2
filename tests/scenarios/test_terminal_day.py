"""From dock to truck by keys and scans alone, in a real terminal of each size, killed in the middle of a pick."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import a_bin, a_customer, an_item, an_order, in_days, run
from tests.terminal import ROOT, Terminal
from wms_tui.domain.barcode.check_digits import check_digit
from wms_tui.domain.barcode.writing import day_value, element_string
from wms_tui.domain.master_data import NewPack
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.queries import health
from wms_tui.queries.history import history
from wms_tui.queries.orders import order_row, the_order
from wms_tui.storage import connection

PROGRAM = ROOT / "tests" / "screens" / "house_terminal.py"
GTIN = "0401234567890" + check_digit("0401234567890")
F3 = "\x1bOR"
SIZES = [(24, 16), (40, 20), (80, 24)]


def label(lot: str, days: int) -> str:
    """Return what the scanner sends for a case: its GTIN, expiry and lot."""
    return element_string([("01", GTIN), ("17", day_value(in_days(days))), ("10", lot)])


@pytest.fixture
def house(warehouse: Path) -> Iterator[Path]:
    """A house with one item, two bins and an order for nine cases; nothing is in it yet."""
    an_item("MILK", name="OAT MILK 1L WITH A NAME THAT DOES NOT FIT", packs=(NewPack("CS", 6, GTIN),))
    a_bin("A-01", check_digits="42", capacity=36)
    a_bin("A-02", check_digits="77")
    a_customer("CITY", min_days=30)
    an_order("SO1", "MILK=54", customer="CITY")
    connection.close_database()
    yield warehouse


class Clerk:
    """Someone at a real terminal, who looks at it after each scan."""

    def __init__(self, path: Path, columns: int, rows: int) -> None:
        self.terminal = Terminal([PROGRAM, path, "ANNA"], columns=columns, rows=rows)

    def sees(self, sign: str) -> str:
        seen = self.terminal.wait_for(sign)
        self.terminal.settle()
        return seen

    def sends(self, keys: str, sign: str) -> str:
        self.terminal.send(keys)
        return self.sees(sign)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_lot_goes_from_the_dock_to_the_truck_by_scans_and_keys_alone(house: Path, columns: int, rows: int):
    clerk = Clerk(house, columns, rows)
    with clerk.terminal:
        clerk.sees("HOME")
        clerk.sends("1\r", "RECEIVE")
        for lot, days in (("LATE", 300), ("SOON", 200)):
            clerk.sends(f"{label(lot, days)}\r", lot)
            clerk.sends("6\r", "received 6 CS")
        clerk.sends(F3, "HOME")
        clerk.sends("2\r", "PUT AWAY")
        for lot, days, bin_code in (("SOON", 200, "A-01"), ("LATE", 300, "A-02")):
            clerk.sends(f"{label(lot, days)}\r", bin_code)
            clerk.sends(f"{bin_code}\r", "put")
        clerk.sends(F3, "HOME")
    connection.open_database(house, by="TEST")
    run(allocate, Allocate(("SO1",)))
    connection.close_database()

    clerk = Clerk(house, columns, rows)
    with clerk.terminal:
        clerk.sees("HOME")
        clerk.sends("SO1\r", "A-01")
        clerk.sends("42\r", "LABEL")
        refused = clerk.sends(f"{label('LATE', 300)}\r", "!!")
        assert "SOON" in refused, "the refusal names the lot that goes first"
        clerk.sends(f"{label('SOON', 200)}\r", "CS")
        clerk.terminal.kill()

    clerk = Clerk(house, columns, rows)
    with clerk.terminal:
        resumed = clerk.sees("SOON")
        assert "PICK" in resumed
        clerk.sends("\r", "A-02")
        clerk.sends("77\r", "LABEL")
        clerk.sends(f"{label('LATE', 300)}\r", "CS")
        clerk.sends("\r", "READY")
        clerk.sends(F3, "HOME")
        clerk.sends("SO1\r", "SHIP")
        clerk.sends("\r", "shipped")
        connection.open_database(house, by="TEST")
        assert order_row(the_order("SO1")).state == "shipped"
        picked = [(one.lot, one.quantity) for one in history(order="SO1") if one.kind == "pick"]
        assert picked == [("SOON", 36), ("LATE", 18)]
        assert health.examine().ok


def test_a_whole_task_sent_in_one_write_is_taken_in_order(house: Path):
    clerk = Clerk(house, 40, 20)
    burst = "1\r" + "".join(f"{label(f'L{number:02d}', 100 + number)}\r2\r" for number in range(10))
    with clerk.terminal:
        clerk.sees("HOME")
        clerk.sends(burst, "L09")
        clerk.sees("received 2 CS")
        connection.open_database(house, by="TEST")
        came = [(one.lot, one.quantity) for one in history() if one.kind == "receive"]
        assert came == [(f"L{number:02d}", 12) for number in range(10)]
