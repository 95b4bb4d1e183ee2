"""Putting away: the bin that is named, another one, one that will not do, and what is left."""

import pytest

from tests.builders import a_bin, in_days, run
from tests.tasks.clerk import at
from tests.tasks.dairy import CASE, a_dairy, at_dock, in_bin, label
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.stock import StockFilter, stock


@pytest.fixture(autouse=True)
def dairy(warehouse):
    a_dairy()


def putting_away():
    return at("U07", "PUTAWAY")


def where(lot: str) -> dict[str, int]:
    return {one.bin: one.quantity for one in stock(StockFilter(lot_number=lot))}


def test_the_bin_is_suggested_with_the_reason():
    in_bin("L1", 6, "A-03")
    at_dock("L1", 48)
    clerk = putting_away().scan(label("L1"))
    assert (clerk.fact("GO TO"), clerk.fact("WHY")) == ("A-03", "same lot there")


def test_f4_shows_the_next_two_bins():
    at_dock("L1", 48)
    clerk = putting_away().scan(label("L1")).press(4)
    assert [choice.label for choice in clerk.prompt.choices] == ["A-02", "A-03"]


def test_check_digits_prove_the_bin():
    at_dock("L1", 48)
    clerk = putting_away().scan(label("L1")).enter("12")
    assert (clerk.was_refused(), clerk.last.what) == (True, "12 is not on A-01")
    clerk.enter("11")
    assert where("L1") == {"A-01": 48}


def test_another_bin_is_taken_when_it_is_scanned_twice():
    at_dock("L1", 48)
    clerk = putting_away().scan(label("L1"), "A-04")
    assert (clerk.was_asked(), clerk.last.what) == (True, "Not A-01. Use A-04?")
    clerk.scan("A-04")
    assert where("L1") == {"A-04": 48}


def test_a_bin_that_will_not_do_is_refused_by_the_rule_it_breaks():
    a_bin("C-01", temperature="chilled")
    at_dock("L1", 48)
    clerk = putting_away().scan(label("L1"), "C-01")
    assert (clerk.was_refused(), clerk.last.what) == (True, "C-01 is chilled, goods no class")


def test_what_the_bin_does_not_take_goes_on_as_the_next_step():
    a_bin("B-01", capacity=12, walk=1, check_digits="90")
    at_dock("L1", 18)
    clerk = putting_away().scan(label("L1"))
    assert clerk.fact("GO TO") == "B-01"
    clerk.scan("B-01")
    assert (clerk.last.what, clerk.last.do) == ("put 2 CS L1 in B-01", "1 CS are left")
    clerk.scan(clerk.fact("GO TO"))
    assert where("L1") == {"B-01": 12, "A-01": 6}


def test_only_a_part_is_put_away():
    at_dock("L1", 48)
    clerk = putting_away().scan(label("L1")).type("2").press(5).digit(1)
    assert clerk.fact("PUT") == "2 CS  (1 CS = 6 EA)"
    clerk.scan("A-01")
    assert where("L1") == {"DOCK": 36, "A-01": 12}


def test_goods_that_are_not_at_the_dock_say_where_they_are():
    in_bin("L1", 48, "A-02")
    clerk = putting_away().scan(label("L1"))
    assert (clerk.last.what, clerk.last.do) == ("MILK L1 is not at the dock", "It is in A-02")


def test_an_item_with_several_lots_at_the_dock_asks_which():
    at_dock("L1", 12)
    at_dock("L2", 12)
    clerk = putting_away().scan(CASE)
    assert [choice.label for choice in clerk.prompt.choices] == ["L1", "L2"]
    clerk.digit(2).scan("A-01")
    assert where("L2") == {"A-01": 12}


def test_what_stands_at_the_dock_is_listed():
    at_dock("L1", 12)
    plate = at_dock("L2", 12, plate="new")
    clerk = putting_away().press(4)
    assert [choice.answer for choice in clerk.prompt.choices] == ["L1", plate]


def test_a_pallet_is_sent_to_a_bin_that_takes_all_of_it():
    a_bin("B-01", capacity=12, walk=1)
    plate = at_dock("L1", 48, plate="new")
    clerk = putting_away().scan(plate)
    assert clerk.fact("GO TO") == "A-01"
    clerk.scan("A-01")
    assert where("L1") == {"A-01": 48}


def test_units_are_named_where_only_some_of_them_go():
    run(receive, Receive("CHEESE", 3, lot="G1", expires_on=in_days(90), serials=("S1", "S2", "S3")))
    clerk = putting_away().scan("G1").type("2").press(5).digit(1).scan("A-01", "S1", "S3")
    assert clerk.last.what == "put 2 EA G1 in A-01"


def test_goods_taken_away_meanwhile_are_refused_and_the_step_stays():
    at_dock("L1", 48)
    clerk = putting_away().scan(label("L1"))
    run(move, MoveStock("MILK", "L1", 24, "DOCK", "A-05"))
    clerk.scan("A-05").scan("A-05")
    assert clerk.was_refused()
    assert clerk.prompt.question == "SCAN BIN OR CHECK DIGITS"
