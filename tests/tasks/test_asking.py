"""Questions: what says yes, what says no, and what says nothing."""

import pytest

from tests.builders import an_item, in_days
from tests.tasks.clerk import at
from tests.tasks.dairy import CASE, a_dairy, a_receipt, an_allocated_order, in_bin, label
from wms_tui.queries.stock import StockFilter, stock


@pytest.fixture(autouse=True)
def dairy(warehouse):
    a_dairy()


def quantity_of(number: str) -> int:
    return sum(one.quantity for one in stock(StockFilter(lot_number=number)))


def asked_about_too_much():
    a_receipt()
    return at("U07", "RECEIVE").scan(label("L1", in_days(90))).enter("200")


def test_enter_alone_is_never_a_yes():
    clerk = asked_about_too_much()
    for _ in range(3):
        clerk.enter()
        assert (clerk.was_asked(), quantity_of("L1")) == (True, 0)


@pytest.mark.parametrize("yes", ["200", "y", "Y", "%YES"])
def test_the_same_answer_or_a_named_one_is_a_yes(yes):
    clerk = asked_about_too_much().enter(yes)
    assert (clerk.was_asked(), quantity_of("L1")) == (False, 1200)


@pytest.mark.parametrize("no", ["%BACK", "%UNDO", "%CANCEL", "%NO", "n"])
def test_f3_f2_and_f12_are_a_no_and_the_question_shows_it(no):
    clerk = asked_about_too_much()
    assert "F3 = NO" in clerk.prompt.question
    assert {key.label for key in clerk.prompt.keys} == {"No"}
    clerk.scan(no)
    assert (clerk.prompt.question, quantity_of("L1")) == ("HOW MANY CS", 0)


def test_f2_at_a_question_takes_nothing_else_back():
    a_receipt()
    clerk = at("U07", "RECEIVE").scan(label("L1", in_days(90))).enter("2")
    clerk.scan(label("L2", in_days(90))).enter("400").press(2)
    assert quantity_of("L1") == 12


def test_more_than_is_open_is_said_in_packs():
    assert asked_about_too_much().last.what == "80 CS more than PO1 has open"


def test_which_of_several_is_asked_until_one_is_chosen():
    in_bin("L1", 36, "A-01")
    in_bin("L1", 36, "A-03")
    clerk = at("U07", "MOVE").scan(label("L1")).enter()
    assert clerk.was_asked()
    assert [choice.label for choice in clerk.prompt.choices] == ["A-01", "A-03"]


def test_a_question_about_a_label_shows_what_the_label_is_on():
    an_item("YOG", name="YOGHURT", shelf_life="35d")
    clerk = at("U07", "RECEIVE").scan("YOG").enter("Y1").enter("+90")
    assert clerk.last.what.startswith("YOG keeps 35d: ")
    assert clerk.fact("ITEM") == "YOG YOGHURT"


def test_a_label_that_is_doubted_shows_its_item_and_lot():
    a_receipt()
    clerk = at("U07", "RECEIVE").scan(label("L1", in_days(900)))
    assert clerk.was_asked()
    assert (clerk.fact("ITEM"), clerk.fact("LOT")) == ("MILK OAT MILK 1L", "L1")


def test_goods_of_which_all_has_come_are_asked_about():
    a_receipt()
    clerk = at("U07", "RECEIVE").scan(label("L1", in_days(90))).enter()
    clerk.scan(label("L1", in_days(90)))
    assert (clerk.was_asked(), clerk.last.what) == (True, "All 120 CS of PO1 came already")
    clerk.enter("y").enter("1CS")
    assert quantity_of("L1") == 726


def test_goods_of_which_all_has_come_are_asked_about_at_their_receipt_once():
    a_receipt()
    clerk = at("U07", "RECEIVE").scan("PO1", label("L1", in_days(90))).enter().scan("PO1", CASE)
    assert (clerk.was_asked(), clerk.last.do) == (True, "Y = more came than PO1 says")
    clerk.enter("y").enter("L1").enter("40")
    assert quantity_of("L1") == 960


def test_lines_that_are_short_are_named_in_the_plural():
    in_bin("L1", 6, "A-01")
    in_bin("", 5, "A-02", item="SALT")
    an_allocated_order("SO1", "MILK=6", "SALT=3", "SALT=2")
    at("U07", "PICK").scan("SO1", "A-01", label("L1"))
    clerk = at("U09", "SHIP").scan("SO1").enter()
    assert clerk.last.what == "Lines 2, 3 are not picked in full"
