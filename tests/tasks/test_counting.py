"""Counting at a terminal: one scan a bin and one a lot, blind, and what differs is somebody else's to look at."""

from datetime import timedelta

import pytest

from tests.builders import a_bin, an_item, run, there
from tests.tasks.clerk import Clerk, at
from tests.tasks.dairy import a_dairy, gtin, in_bin, label
from wms_tui import clock
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.types import Tracking
from wms_tui.errors import Refused
from wms_tui.operations.close_count import CloseCount, close_count
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.plan_count import PlanCount, plan_count
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.counts import count_lines, count_locks, the_count
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import the_bin
from wms_tui.storage.connection import transaction
from wms_tui.storage.count_rows import add_count_line
from wms_tui.tasks.prompt import Outcome

pytestmark = pytest.mark.usefixtures("warehouse")
OATS = gtin("1401234500003")


@pytest.fixture(autouse=True)
def dairy(warehouse: object) -> None:
    a_dairy()


def planned(*bins: str) -> str:
    return run(plan_count, PlanCount(bins=bins)).count


def states(count: str) -> dict[tuple[str, str], str]:
    return {(one.bin, one.lot): one.state for one in count_lines(the_count(count).id)}


def shown(clerk: Clerk) -> str:
    prompt = clerk.prompt
    return " ".join([prompt.title, prompt.question, *(one.value for one in prompt.facts), prompt.default])


def test_a_bin_with_one_lot_takes_one_scan_and_the_quantity() -> None:
    in_bin("L1", 48, "A-01")
    count = planned("A-01")
    clerk = at("U07", "COUNT")

    clerk.scan("A-01").enter("48")

    assert clerk.count() == (1, 3)
    assert clerk.last.what == "counted 8 CS L1"
    assert states(count) == {("A-01", "L1"): "agreed"}


def test_an_empty_bin_takes_one_scan_and_one_key() -> None:
    planned("A-02")
    clerk = at("U07", "COUNT").scan("A-02")

    clerk.press(6)

    assert clerk.count() == (1, 1)
    assert clerk.last.what == "A-02 is counted"
    assert count_locks() == []


def test_a_bin_stays_the_counters_while_one_unit_after_the_other_is_scanned() -> None:
    an_item("RADIO", tracking=Tracking.SERIAL)
    planned("A-01")
    clerk = at("u07", "COUNT").scan("A-01", "RADIO", "B1")
    began = clock.now()

    for minute in range(2, 13, 2):
        with clock.pretend(began + timedelta(minutes=minute)):
            clerk.scan(f"S{minute}")

    with clock.pretend(began + timedelta(minutes=16)), pytest.raises(Refused, match="being counted"):
        run(receive, Receive("SALT", 6, bin="A-01"), by="BERT")
    with clock.pretend(began + timedelta(minutes=18)):
        run(receive, Receive("SALT", 6, bin="A-01"), by="BERT")


def test_what_the_books_say_is_never_shown() -> None:
    in_bin("L1", 48, "A-01")
    in_bin("L2", 30, "A-01")
    planned("A-01")
    clerk = at("U07", "COUNT").scan("A-01")

    before = shown(clerk)
    clerk.scan(label("L1"))
    asked = shown(clerk)

    assert "48" not in before + asked
    assert "8 CS" not in before + asked
    assert "L2" not in before + asked, "which lots there are is for the counter to say"


def test_what_differs_is_counted_again_by_somebody_else_and_only_by_them() -> None:
    in_bin("L1", 48, "A-01")
    count = planned("A-01")
    anna = at("ANNA", "COUNT").scan("A-01").enter("40")
    anna.press(6)

    assert (anna.said[-2].outcome, anna.said[-2].do) == (Outcome.OK, "Somebody else counts it again")
    assert states(count) == {("A-01", "L1"): "recount"}
    again = at("ANNA", "COUNT").enter()
    assert again.was_refused(), "there is nothing left for her"

    ben = at("BEN", "COUNT").enter()
    assert ben.fact("GO TO") == "A-01"
    ben.scan("A-01")
    assert "40" not in shown(ben), "what she counted is not his to know"
    assert ben.fact("AGAIN") == "MILK L1"
    ben.scan(label("L1")).enter("40EA")
    assert states(count) == {("A-01", "L1"): "approve"}
    assert there("A-01") == 48, "counting books nothing"


def test_a_lot_that_nobody_expected_is_counted_on_the_spot() -> None:
    in_bin("L1", 48, "A-01")
    in_bin("L9", 6, "A-02")
    count = planned("A-01")
    clerk = at("U07", "COUNT").scan("A-01")

    clerk.scan(label("L9")).enter("1").scan(label("L1")).enter("8").press(6)

    assert states(count) == {("A-01", "L9"): "recount", ("A-01", "L1"): "agreed"}


def test_the_label_of_another_item_is_no_lot_of_the_one_in_hand() -> None:
    an_item("OATS", packs=(NewPack("CS", 10, OATS),))
    in_bin("L1", 48, "A-01")
    in_bin("L2", 30, "A-01")
    count = planned("A-01")
    clerk = at("U07", "COUNT").scan("A-01", "MILK")

    clerk.scan(label("O1", pack=OATS))

    assert (clerk.was_refused(), clerk.last.what, clerk.last.do) == (True, "That is OATS", "Scan MILK")
    clerk.scan(label("L2")).enter("30")
    assert states(count) == {("A-01", "L2"): "agreed"}


def test_a_lot_that_was_not_named_is_asked_about_before_it_is_nothing() -> None:
    in_bin("L1", 48, "A-01")
    in_bin("L2", 30, "A-01")
    count = planned("A-01")
    clerk = at("U07", "COUNT").scan("A-01", label("L1")).enter("8")

    clerk.press(6)
    assert clerk.was_asked()
    assert "L2" in clerk.last.what
    clerk.enter("Y")

    assert clerk.last.what == "A-01 is counted"
    assert states(count) == {("A-01", "L1"): "agreed", ("A-01", "L2"): "recount"}


def test_what_moves_while_a_bin_is_counted_is_not_held_against_the_counter() -> None:
    in_bin("L1", 48, "A-01")
    in_bin("L2", 6, "A-01")
    count = planned("A-01")
    clerk = at("U07", "COUNT").scan("A-01")
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-02", accept=("accept-counting",)), by="BEN")

    clerk.scan(label("L1")).enter("8").scan(label("L2")).enter("1").press(6)
    run(close_count, CloseCount(count))

    assert states(count) == {("A-01", "L1"): "recount", ("A-01", "L2"): "agreed"}
    assert there("A-01") == 48


def test_somebody_else_is_asked_before_they_handle_a_bin_that_is_being_counted() -> None:
    in_bin("L1", 48, "A-01")
    planned("A-01")
    at("ANNA", "COUNT").scan("A-01")
    ben = at("BEN", "MOVE").scan("A-01", label("L1")).enter("1")

    ben.scan("A-02")
    assert ben.was_asked()
    assert ben.last.what == "A-01 is being counted by ANNA"
    ben.scan("A-02")

    assert ben.last.what == "moved 1 CS L1 to A-02"


def test_who_leaves_a_bin_lets_others_at_it_and_keeps_what_was_counted() -> None:
    in_bin("L1", 48, "A-01")
    in_bin("L2", 6, "A-01")
    count = planned("A-01")
    clerk = at("U07", "COUNT").scan("A-01", label("L1")).enter("8")

    clerk.press(3)

    assert count_locks() == []
    assert states(count) == {("A-01", "L1"): "agreed"}
    clerk.scan("A-01")
    assert clerk.fact("ITEM").startswith("MILK"), "the only lot that is left is in hand"


def test_a_bin_that_is_in_no_count_is_counted_when_somebody_says_so() -> None:
    in_bin("L1", 48, "A-01")
    clerk = at("U07", "COUNT").scan("A-01")
    assert clerk.was_asked()

    clerk.scan("A-01").scan("A-01").enter("48")

    assert clerk.last.what == "counted 8 CS L1"


def test_who_said_yes_to_a_bin_that_is_in_no_count_begins_it_by_enter() -> None:
    in_bin("L1", 48, "A-01")
    clerk = at("U07", "COUNT").scan("A-01", "Y")

    clerk.enter()

    assert clerk.last.what == "counting A-01"
    assert clerk.prompt.title == "COUNT A-01"


def test_a_bare_number_counts_units_and_the_screen_says_so() -> None:
    in_bin("L1", 48, "A-01")
    planned("A-01")
    clerk = at("U07", "COUNT").scan("A-01")

    assert clerk.prompt.question == "HOW MANY EA"
    assert clerk.fact("UNIT") == "12 = 12 EA  (1 CS = 6 EA)"


def test_f2_after_a_count_does_not_take_back_what_was_done_before() -> None:
    in_bin("L1", 48, "A-01")
    in_bin("L2", 12, "A-03")
    planned("A-01")
    clerk = at("U07", "MOVE").scan("A-03", label("L2"), "2", "A-02")
    clerk.press(3).scan("%COUNT", "A-01").enter("7")

    clerk.press(2)

    assert clerk.was_refused()
    assert (clerk.last.what, clerk.last.do) == ("counted 1 CS 1 EA L1: nothing moved", "It stays counted. Tell a lead")
    clerk.press(2)
    assert clerk.last.what.startswith("UNDONE moved")


def test_a_line_of_a_sheet_is_written_down_by_its_code() -> None:
    in_bin("L1", 48, "A-01")
    count = run(plan_count, PlanCount(lot="L1")).count
    head, lot = the_count(count), the_lot(the_item("MILK"), "L1")
    with transaction():
        add_count_line(head.id, the_bin("A-01").id, lot.id)
    (number,) = [one.number for one in count_lines(head.id, looked_at=False)]
    clerk = at("U07", "COUNT")

    clerk.scan(f"{count}-{number}").enter("48")

    assert clerk.count() == (1, 3)
    assert states(count) == {("A-01", "L1"): "agreed"}


def test_a_killed_terminal_comes_back_to_the_same_lot() -> None:
    in_bin("L1", 48, "A-01")
    in_bin("L2", 6, "A-01")
    planned("A-01")
    at("U07", "COUNT").scan("A-01", label("L1"))

    again = at("U07", "NOTHING")

    assert again.fact("LOT").startswith("L1")
    assert again.prompt.title == "COUNT A-01"


def test_the_next_bin_of_the_plan_is_named_with_the_reason_and_may_be_put_off() -> None:
    a_bin("Z-09")
    in_bin("L1", 48, "A-01")
    planned("A-01", "A-02")
    clerk = at("U07", "COUNT").enter()

    assert (clerk.fact("GO TO"), clerk.fact("WHY")) == ("A-01", "asked for")
    clerk.press(5).digit(5)

    assert clerk.fact("GO TO") == "A-02"
    assert clerk.prompt.progress == "1/2"


def test_each_unit_of_an_item_with_serials_is_scanned() -> None:
    an_item("DRILL", tracking=Tracking.SERIAL)
    run(receive, Receive("DRILL", 2, lot="D1", bin="A-02", serials=("S1", "S2")))
    count = planned("A-02")
    clerk = at("U07", "COUNT").scan("A-02", "D1", "S1")

    clerk.scan("S1")
    assert clerk.was_refused()
    clerk.scan("S2").press(6)

    assert clerk.last.what == "counted 2 EA D1"
    assert states(count) == {("A-02", "D1"): "agreed"}
