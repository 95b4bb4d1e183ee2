"""Adjusting at a terminal: bin, label, how many, why; what a clerk may not do alone takes a lead's word."""

import pytest

from tests.builders import run, there
from tests.people import somebody
from tests.tasks.clerk import Clerk, at
from tests.tasks.dairy import a_dairy, an_allocated_order, in_bin, label
from wms_tui.domain.rights import Role
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.short_pick import ShortPick, short_pick
from wms_tui.queries.entries import the_entry
from wms_tui.storage.statements import value

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture(autouse=True)
def dairy(warehouse: object) -> None:
    a_dairy()
    in_bin("L1", 48, "A-01")


def at_the_goods(by: str = "U07") -> Clerk:
    return at(by, "ADJUST").scan("A-01", label("L1"))


def test_two_cases_fewer_take_two_scans_and_four_keys() -> None:
    clerk = at_the_goods()
    assert clerk.fact("BOOKS") == "8 CS  (1 CS = 6 EA)"

    clerk.enter("-2").digit(1)

    assert clerk.count() == (2, 5)
    assert (clerk.last.what, clerk.last.do) == ("-2 CS L1 in A-01", "6 CS are there now")
    assert (there("A-01"), value("SELECT reason FROM entry ORDER BY id DESC LIMIT 1")) == (36, "damage")


@pytest.mark.parametrize(("typed", "left"), [("7", 42), ("40EA", 40), ("+1", 54), ("0", 0), ("-1EA", 47)])
def test_a_bare_number_is_the_total_and_a_sign_a_change(typed: str, left: int) -> None:
    at_the_goods().enter(typed).digit(2)

    assert there("A-01") == left


@pytest.mark.parametrize("typed", ["8", "48EA", "-", "+", "-0", "x", "-9999999999", "+1.5"])
def test_what_is_no_change_is_refused_and_nothing_is_lost(typed: str) -> None:
    clerk = at_the_goods().enter(typed)

    assert clerk.was_refused()
    assert clerk.fact("LOT").startswith("L1")
    assert there("A-01") == 48


@pytest.mark.parametrize("code", ["A-02", label("L9"), "4012345678901"])
def test_the_next_scan_is_no_reason_and_nothing_is_booked(code: str) -> None:
    clerk = at_the_goods().enter("-2")

    clerk.scan(code)

    assert (clerk.was_refused(), clerk.last.what) == (True, "That is no reason")
    assert there("A-01") == 48
    clerk.enter("fell off the shelf")
    assert there("A-01") == 36


def test_it_is_taken_back_by_f2() -> None:
    clerk = at_the_goods().enter("-2").digit(1)

    clerk.press(2)

    assert (clerk.last.what, there("A-01")) == ("UNDONE -2 CS L1 in A-01", 48)


def test_what_is_kept_for_an_order_is_not_taken_away() -> None:
    an_allocated_order("SO1", "MILK=7CS")

    clerk = at_the_goods().enter("-2").digit(1)

    assert clerk.was_refused()
    assert there("A-01") == 48


def test_a_doubt_ends_where_the_books_were_right() -> None:
    an_allocated_order("SO1", "MILK=2CS")
    run(short_pick, ShortPick("SO1", 1, "A-01", "L1"))

    clerk = at_the_goods().enter("8").digit(4)

    assert clerk.last.what == "L1 in A-01 is as the books say"
    assert value("SELECT max(doubted) FROM stock") == 0


def test_each_unit_that_is_gone_is_named() -> None:
    run(receive, Receive("CHEESE", 3, lot="C1", bin="A-02", serials=("S1", "S2", "S3")))
    clerk = at("U07", "ADJUST").scan("A-02", "C1").enter("2")
    assert clerk.prompt.question == "SCAN UNIT 1 OF 1"

    clerk.scan("S2").digit(3)

    assert value("SELECT group_concat(number) FROM serial WHERE place_id >= 10") == "S1,S3"


def test_a_clerk_needs_the_word_of_a_lead() -> None:
    somebody("CARL", Role.CLERK)
    somebody("BOSS", Role.LEAD, pin="482913")
    clerk = at_the_goods("CARL").enter("-1").digit(1)
    assert there("A-01") == 48

    clerk.scan("BOSS").enter("broken").enter("482913")

    assert there("A-01") == 42
    entry = value("SELECT max(id) FROM entry")
    assert the_entry(entry).by == "CARL"
    assert value("SELECT badge FROM approval WHERE entry_id = ?", entry) == "BOSS"


def test_a_killed_terminal_comes_back_to_the_reason() -> None:
    at_the_goods().enter("-2")

    again = at("U07", "NOTHING")

    assert again.fact("FEWER").startswith("2 CS")
    assert there("A-01") == 48
