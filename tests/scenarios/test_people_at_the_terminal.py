"""People at real terminals: signing in with a PIN, a lead's word on the spot, and a lock that holds everywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import an_item, in_days, run
from tests.people import PIN, somebody
from tests.terminal import ROOT, Terminal
from wms_tui.domain.barcode.check_digits import check_digit
from wms_tui.domain.barcode.writing import day_value, element_string
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.rights import Role
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.queries.history import history
from wms_tui.storage import connection

PROGRAM = ROOT / "tests" / "screens" / "house_terminal.py"
GTIN = "0401234567890" + check_digit("0401234567890")
ANNAS = "730514"
F3 = "\x1bOR"


def label(lot: str, days: int) -> str:
    return element_string([("01", GTIN), ("17", day_value(in_days(days))), ("10", lot)])


@pytest.fixture
def house(warehouse: Path) -> Iterator[Path]:
    """Milk that must have thirty days left, a clerk with a PIN, and a lead with another one."""
    an_item("MILK", packs=(NewPack("CS", 6, GTIN),))
    run(change_item, ChangeItem("MILK", min_receipt_days=30))
    somebody("ANNA", Role.CLERK, pin=ANNAS)
    somebody("BOSS", Role.LEAD, pin=PIN)
    connection.close_database()
    yield warehouse


class Person:
    """Someone at a real terminal, who looks at it after each answer."""

    def __init__(self, path: Path, columns: int, rows: int, badge: str = "") -> None:
        self.terminal = Terminal([PROGRAM, path, badge], columns=columns, rows=rows)

    def sees(self, sign: str) -> str:
        seen = self.terminal.wait_for(sign)
        self.terminal.settle()
        return seen

    def sends(self, keys: str, sign: str) -> str:
        self.terminal.send(keys)
        return self.sees(sign)


def test_badge_and_pin_sign_in_on_the_smallest_screen_and_the_pin_is_drawn_as_stars(house: Path) -> None:
    anna = Person(house, 24, 16)
    with anna.terminal:
        anna.sees("SIGN IN")
        anna.sends("NOBODY\r", "!!")
        anna.sends("anna\r", "PIN")
        seen = anna.sends("730", "***")
        assert "730" not in seen
        anna.sends("999\r", "!!")
        anna.sends(f"{ANNAS}\r", "HOME")
        assert ANNAS.encode() not in bytes(anna.terminal.written)


def test_who_is_named_before_types_the_pin_only_and_lands_on_the_same_step_after_a_kill(house: Path) -> None:
    anna = Person(house, 24, 16, "ANNA")
    with anna.terminal:
        anna.sees("PIN")
        anna.sends(f"{ANNAS}\r", "HOME")
        anna.sends("1\r", "RECEIVE")
        anna.sends(f"{label('LATE', 300)}\r", "HOW MANY")
        anna.terminal.kill()

    anna = Person(house, 24, 16, "ANNA")
    with anna.terminal:
        door = anna.sees("PIN")
        assert "LATE" not in door
        resumed = anna.sends(f"{ANNAS}\r", "HOW MANY")
        assert "LATE" in resumed


def test_badge_and_pin_may_be_typed_ahead_in_one_burst(house: Path) -> None:
    anna = Person(house, 40, 20)
    with anna.terminal:
        anna.sees("SIGN IN")
        anna.sends(f"ANNA\r{ANNAS}\r1\r", "RECEIVE")


@pytest.mark.parametrize(("columns", "rows"), [(24, 16), (40, 20), (80, 24)])
def test_a_lead_stands_by_what_the_clerk_takes_in_at_the_clerks_own_terminal(
    house: Path, columns: int, rows: int
) -> None:
    anna = Person(house, columns, rows, "ANNA")
    with anna.terminal:
        anna.sees("PIN")
        anna.sends(f"{ANNAS}\r", "HOME")
        anna.sends("1\r", "RECEIVE")
        anna.sends(f"{label('SOON', 29)}\r", "29 days left")
        anna.sends("y\r", "HOW MANY")
        asked = anna.sends("6\r", "SECOND PERSON")
        assert "lead or quality" in asked
        anna.sends(F3, "Not booked")
        anna.sends("6\r", "SECOND PERSON")
        anna.sends("ANNA\r", "!!")
        anna.sends("BOSS\r", "supplier agreed")
        anna.sends("3\r", "PIN")
        anna.sends("918273\r", "!!")
        anna.sends(f"{PIN}\r", "received 6 CS")
        drawn = bytes(anna.terminal.written)
    assert PIN.encode() not in drawn
    connection.open_database(house, by="TEST")
    (row,) = [one for one in history(lot_number="SOON") if one.source]
    assert (row.by, row.quantity, row.approved_by, row.approval_reason) == ("ANNA", 36, "BOSS", "supplier agreed")


def test_goods_with_just_enough_life_ask_nobody(house: Path) -> None:
    anna = Person(house, 40, 20, "ANNA")
    with anna.terminal:
        anna.sees("PIN")
        anna.sends(f"{ANNAS}\r1\r", "RECEIVE")
        anna.sends(f"{label('JUST', 30)}\r", "HOW MANY")
        anna.sends("6\r", "received 6 CS")


def test_a_terminal_that_is_killed_while_a_second_person_is_asked_for_has_booked_nothing(house: Path) -> None:
    anna = Person(house, 40, 20, "ANNA")
    with anna.terminal:
        anna.sees("PIN")
        anna.sends(f"{ANNAS}\r1\r", "RECEIVE")
        anna.sends(f"{label('SOON', 5)}\r", "5 days left")
        anna.sends("y\r", "HOW MANY")
        anna.sends("6\r", "SECOND PERSON")
        anna.sends("BOSS\r", "WHY")
        anna.sends("1\r", "PIN OF BOSS")
        anna.terminal.kill()

    anna = Person(house, 40, 20, "ANNA")
    with anna.terminal:
        anna.sees("PIN")
        assert "SOON" in anna.sends(f"{ANNAS}\r", "HOW MANY")
    connection.open_database(house, by="TEST")
    assert history(lot_number="SOON") == []


def test_five_wrong_pins_at_two_terminals_lock_the_badge_at_both_and_after_a_new_start(house: Path) -> None:
    first, second = Person(house, 40, 20, "ANNA"), Person(house, 40, 20, "ANNA")
    with first.terminal, second.terminal:
        first.sees("PIN")
        second.sees("PIN")
        for person, tries in ((first, 3), (second, 1)):
            for number in range(1, tries + 1):
                person.terminal.send("918273\r")
                # Each refusal rings three times, and what is typed before it is seen does not count.
                person.terminal.wait_for(lambda: person.terminal.written.count(b"\x07") == 3 * number)  # noqa: B023
                person.sees("!! That is not the PIN")
        second.sends("918273\r", "!! Too many wrong PINs")
        first.sends(f"{ANNAS}\r", "!! Too many wrong PINs")
    third = Person(house, 40, 20, "ANNA")
    with third.terminal:
        third.sees("PIN")
        assert "Wait" in third.sends(f"{ANNAS}\r", "!! Too many wrong PINs")
