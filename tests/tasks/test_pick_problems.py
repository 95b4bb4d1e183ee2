"""What may be wrong at a stop: the same digit everywhere, the lot that is taken, and what is said of it."""

import pytest

from tests.builders import run
from tests.tasks.clerk import at
from tests.tasks.dairy import a_dairy, an_allocated_order, in_bin, label
from wms_tui.operations.hold import Hold, hold


@pytest.fixture(autouse=True)
def dairy(warehouse):
    a_dairy()


def picking(order: str = "SO1"):
    return at("U07", "PICK").scan(order)


def two_lots(wanted: str = "MILK=12") -> None:
    in_bin("L1", 36, "A-01", days=50)
    in_bin("L2", 36, "A-03", days=60)
    an_allocated_order("SO1", wanted)


def test_the_same_problem_has_the_same_digit_at_every_step():
    two_lots("MILK=60")
    clerk = picking()
    found: dict[str, set[int]] = {}
    for code in ("A-01", label("L1"), ""):
        clerk.press(5)
        for choice in clerk.prompt.choices:
            found.setdefault(choice.answer, set()).add(choice.number)
        clerk.press(3)
        if code:
            clerk.scan(code)
    assert found == {
        "%SHORT": {1}, "%EMPTY": {2}, "%OTHERLOT": {3}, "%DAMAGED": {4}, "%SKIP": {5}, "%PUTBACK": {6},
    }  # fmt: skip


def test_help_speaks_of_the_menu_or_the_question_that_is_open():
    two_lots("MILK=60")
    clerk = picking()
    step = clerk.session.help()

    menu = clerk.press(5).session.help()
    question = clerk.press(3).scan("A-03").session.help()

    assert "Choose what is wrong" in menu[0]
    assert clerk.was_asked()
    assert "says yes" in question[0]
    assert clerk.press(3).session.help() == step


def test_the_lot_and_the_bin_that_will_be_taken_are_shown():
    two_lots()
    clerk = picking().scan("A-01", "%OTHERLOT", label("L2"))
    assert clerk.fact("GO TO") == "A-03"
    assert clerk.fact("LOT").startswith("L2  EXP")
    clerk.scan("A-03").digit(1)
    assert clerk.prompt.question == "HOW MANY CS"
    assert (clerk.fact("LOT").split()[0], clerk.fact("NOT")) == ("L2", "L1 in A-01")


def test_f4_lists_the_lots_that_would_do_with_bin_expiry_and_quantity():
    two_lots()
    in_bin("L3", 36, "A-04", days=70)
    run(hold, Hold("MILK", "L3", "taste"))
    clerk = picking().scan("A-01", "%OTHERLOT").press(4)
    (only,) = clerk.prompt.choices
    assert only.label == "L2 A-03"
    assert only.detail.endswith("6 CS")
    clerk.digit(1)
    assert (clerk.last.what, clerk.fact("GO TO")) == ("L2 is in A-03", "A-03")
    clerk.scan(label("L2"), "A-03").digit(1).enter()
    assert clerk.last.what == "took 2 CS L2"


def test_a_lot_that_is_kept_for_a_later_stop_comes_now():
    two_lots("MILK=72")
    clerk = picking().scan("A-01", "%OTHERLOT", label("L2"))
    assert (clerk.last.what, clerk.last.do) == ("L2 is a stop of this order", "It comes now: A-03")
    assert clerk.fact("GO TO") == "A-03"
    clerk.scan("A-03", label("L2")).enter()
    assert clerk.last.what == "took 6 CS L2"


def test_a_lot_that_is_kept_for_another_order_says_which():
    two_lots("MILK=36")
    an_allocated_order("SO2", "MILK=36")
    clerk = picking().scan("A-01", "%OTHERLOT", label("L2"))
    assert (clerk.was_refused(), clerk.last.what) == (True, "L2 is kept for SO2")


def test_the_counter_goes_on_behind_a_short_stop():
    two_lots("MILK=60")
    clerk = picking()
    assert clerk.prompt.progress == "1/2"
    clerk.scan("A-01", "%EMPTY")
    assert clerk.prompt.progress == "2/2"
    clerk.scan("A-03", label("L2")).enter("1")
    assert clerk.prompt.progress == "2/2"
    clerk.enter()
    assert clerk.prompt.progress == "2/2"


def test_a_stop_that_is_taken_back_counts_again():
    two_lots("MILK=60")
    clerk = picking().scan("A-01", label("L1")).enter()
    assert clerk.prompt.progress == "2/2"
    clerk.press(2)
    assert clerk.prompt.progress == "1/2"


def test_undo_behind_a_short_pick_says_what_goes_back_and_what_stays():
    two_lots("MILK=36")
    clerk = picking().scan("A-01", label("L1")).type("4").press(5).digit(1)
    assert clerk.prompt.saved.endswith("took 4 CS L1")
    clerk.press(2)
    assert (clerk.last.what, clerk.last.do) == ("UNDONE took 4 CS L1", "2 CS short here stays reported")


def test_undo_behind_an_empty_bin_says_that_nothing_moved():
    two_lots("MILK=36")
    clerk = picking().scan("A-01", "%EMPTY")
    assert not clerk.prompt.undoes
    clerk.press(2)
    assert (clerk.was_refused(), clerk.last.what) == (True, "6 CS short here: nothing moved")


def test_orders_to_pick_are_listed_by_f4():
    two_lots()
    clerk = at("U07", "PICK").press(4)
    assert [one.label for one in clerk.prompt.choices] == ["SO1 CORNER SHOP"]
    clerk.digit(1)
    assert clerk.prompt.title == "PICK SO1"


def test_what_was_typed_before_f5_is_kept_when_the_choice_comes_as_its_command():
    two_lots("MILK=36")
    clerk = picking().scan("A-01", label("L1")).type("4").press(5).scan("%SHORT")
    assert clerk.last.what == "took 4 CS L1, 2 CS short here"


def test_damaged_goods_are_named_by_quantity_and_lot():
    two_lots("MILK=36")
    clerk = picking().scan("A-01", label("L1"), "%DAMAGED").enter("2")
    assert clerk.last.what == "2 CS L1 damaged, to HOLD"
    clerk.press(2)
    assert clerk.last.what == "UNDONE 2 CS L1 damaged, to HOLD"
