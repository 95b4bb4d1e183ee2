"""Pulling recalled goods into the cage: bin by bin, with what is found held against the books."""

import pytest

from tests.builders import a_bin, a_customer, an_item, an_order, run, some_stock, there
from tests.recalls import closed
from tests.tasks.clerk import Clerk
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.queries.recalls import scope_of, the_recall, to_pull
from wms_tui.tasks.session import Session


@pytest.fixture
def clerk(warehouse: object) -> Clerk:
    """A clerk in a house that has recalled a lot in two bins, some of it picked already."""
    an_item("MILK", name="Oat milk")
    for code in ("A-01", "A-02", "A-03"):
        a_bin(code)
    a_customer()
    some_stock(lot="L1", bin="A-01", quantity=40)
    some_stock(lot="L1", bin="A-02", quantity=7)
    some_stock(lot="L2", bin="A-03", quantity=5)
    an_order("O1", "MILK=10@L1")
    run(allocate, Allocate(("O1",)))
    run(pick_suggested, PickSuggested("O1"))
    run(open_recall, OpenRecall("R1", (("MILK", "L1"),), "salmonella"))
    run(hold_recall, HoldRecall("R1"))
    return Clerk(Session("ANNA"))


def left() -> list[tuple[str, int]]:
    return [(one.bin, one.quantity) for one in to_pull(one.lot_id for one in scope_of(the_recall("R1").id))]


def begin(clerk: Clerk) -> Clerk:
    return clerk.scan("%PULL").enter("R1")


def test_a_clerk_is_walked_from_bin_to_bin_until_all_is_in_the_cage(clerk: Clerk) -> None:
    begin(clerk)
    assert clerk.prompt.title == "RECALL R1"
    for _ in range(len(left())):
        bin_code = clerk.fact("BIN").split(" ")[0]
        clerk.scan(bin_code, "L1").enter().scan("HOLD")
        assert not clerk.was_refused(), clerk.last

    assert left() == []
    assert there("HOLD", "MILK", "L1") == 47
    assert there("A-03", "MILK", "L2") == 5
    assert clerk.prompt.question == "ALL IS IN THE CAGE"


def test_three_scans_and_a_key_pull_a_bin(clerk: Clerk) -> None:
    begin(clerk).count()

    clerk.scan(clerk.fact("BIN").split(" ")[0], "L1").enter().scan("HOLD")

    assert clerk.count() == (3, 1)


def test_another_bin_another_label_and_another_place_are_refused(clerk: Clerk) -> None:
    begin(clerk)

    assert clerk.scan("A-03").was_refused()
    clerk.scan(clerk.fact("BIN").split(" ")[0])
    assert clerk.scan("L2").was_refused()
    clerk.scan("L1").enter()
    assert clerk.scan("A-03").was_refused()
    assert there("HOLD", "MILK") == 0


def test_fewer_than_the_books_say_is_asked_about_and_stays_on_the_list(clerk: Clerk) -> None:
    begin(clerk)
    while not clerk.fact("BIN").startswith("A-01"):
        clerk.press(5).digit(1)
    expected = there("A-01", "MILK", "L1")
    clerk.scan("A-01", "L1").enter(str(expected - 2))
    assert clerk.was_asked()
    clerk.enter("Y").scan("HOLD")

    assert ("A-01", 2) in left()
    assert there("HOLD", "MILK", "L1") == expected - 2


def test_what_is_not_there_is_passed_over_and_stays_on_the_list(clerk: Clerk) -> None:
    begin(clerk)
    before = left()

    for _ in before:
        clerk.press(5).digit(1)

    assert left() == before
    assert clerk.prompt.question == "ALL IS IN THE CAGE"
    assert "not found" in clerk.fact("SKIPPED")


def test_picked_goods_leave_the_stage_for_the_cage(clerk: Clerk) -> None:
    begin(clerk)
    while "STAGE" not in clerk.fact("BIN"):
        clerk.press(5).digit(1)

    clerk.scan("STAGE", "L1").enter().scan("HOLD")

    assert not clerk.was_refused(), clerk.last
    assert there("STAGE", "MILK") == 0
    assert there("HOLD", "MILK", "L1") == 10


def test_the_walk_goes_on_at_the_same_step_at_another_terminal(clerk: Clerk) -> None:
    begin(clerk)
    clerk.scan(clerk.fact("BIN").split(" ")[0], "L1")

    other = Clerk(Session("ANNA", "second"))

    assert other.prompt.question == clerk.prompt.question
    other.enter().scan("HOLD")
    assert not other.was_refused()


def test_goods_of_a_closed_case_are_pulled_as_well_and_then_nothing_is_left_to_do(clerk: Clerk) -> None:
    closed("R1")
    begin(clerk)
    assert clerk.prompt.title == "RECALL R1"
    for _ in range(len(left())):
        clerk.scan(clerk.fact("BIN").split(" ")[0], "L1").enter().scan("HOLD")
    assert clerk.prompt.question == "ALL IS IN THE CAGE"

    clerk.enter()

    assert clerk.prompt.question == "NO RECALLED GOODS TO PULL"
