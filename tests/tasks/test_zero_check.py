"""A picker who empties a bin is asked whether it is empty, and is held up by nothing."""

import pytest

from tests.tasks.clerk import Clerk, at
from tests.tasks.dairy import a_dairy, an_allocated_order, in_bin, label
from wms_tui.queries.count_plans import named_bins
from wms_tui.queries.places import the_bin

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture
def picker(warehouse: object) -> Clerk:
    """Somebody who has just taken all that was in A-01, and goes on to A-02."""
    a_dairy()
    in_bin("L1", 6, "A-01")
    in_bin("L2", 12, "A-02", days=120)
    an_allocated_order("SO1", "MILK=12")
    clerk = at("U07", "PICK").scan("SO1").scan("A-01", label("L1"))
    clerk.count()
    return clerk


def due(bin: str) -> tuple[bool, str]:
    """Return whether a bin was counted today, and why it is to be counted soon."""
    (one,) = named_bins([the_bin(bin).id])
    return one.counted_on is not None, one.raised


def test_the_bin_that_was_emptied_is_asked_for_beside_the_next_stop(picker: Clerk) -> None:
    assert picker.prompt.question == "A-01 EMPTY? ENTER=YES 0=NO"
    assert picker.fact("GO TO") == "A-02"


def test_enter_says_that_it_is_empty_and_that_counts_it(picker: Clerk) -> None:
    picker.enter()

    assert picker.count() == (0, 1)
    assert picker.last.what == "A-01 is empty"
    assert due("A-01") == (True, "")
    assert picker.prompt.question == "SCAN BIN OR CHECK DIGITS"


def test_0_says_that_something_is_left_and_brings_its_turn(picker: Clerk) -> None:
    picker.enter("0")

    assert picker.last.what == "A-01 is to be counted"
    assert due("A-01") == (False, "zero-check")


def test_the_next_scan_goes_on_without_an_answer(picker: Clerk) -> None:
    picker.scan("A-02", label("L2"))

    assert picker.last.what == "took 1 CS L2"
    assert picker.count() == (2, 0)
    assert due("A-01") == (False, "emptied"), "nobody has said so: its turn comes sooner"


def test_a_bin_in_which_something_is_left_is_not_asked_for(picker: Clerk) -> None:
    picker.scan("A-02", label("L2"))

    assert "EMPTY" not in picker.prompt.question


def test_the_question_is_there_again_after_the_terminal_was_killed(picker: Clerk) -> None:
    again = at("U07", "NOTHING")

    assert again.prompt.question == "A-01 EMPTY? ENTER=YES 0=NO"


def test_what_is_taken_back_after_the_question_is_in_its_bin_again(picker: Clerk) -> None:
    picker.press(2)

    assert picker.last.what == "UNDONE took 1 CS L1"
    assert picker.fact("GO TO") == "A-01"
    assert "EMPTY" not in picker.prompt.question
