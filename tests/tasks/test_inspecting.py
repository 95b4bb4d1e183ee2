"""Inspecting at a terminal: each test in turn, then the verdict; taken up again wherever the line broke."""

from datetime import timedelta

import pytest

from tests.builders import a_bin, in_days, run, some_stock
from tests.tasks.clerk import Clerk, at
from tests.tasks.dairy import a_dairy, an_allocated_order, in_bin, label
from wms_tui import clock
from wms_tui.domain.rights import Role
from wms_tui.domain.types import Status
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.plan_tests import AddTest, ChangeTest, RemoveTest, add_test, change_test, remove_test
from wms_tui.queries.inspections import inspections_of
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.storage.statements import add
from wms_tui.tasks.session import Session


@pytest.fixture(autouse=True)
def dairy(warehouse):
    a_dairy()
    run(add_test, AddTest("MILK", "fat", "%", "3.5", "3.8", sample=3))
    run(add_test, AddTest("MILK", "smell", words=("fresh", "neutral")))
    run(change_item, ChangeItem("MILK", receipt_status=Status.QUARANTINE))
    in_bin("L1", 36, "A-01")


def lot(number: str = "L1"):
    return the_lot(the_item("MILK"), number)


def looks():
    return [(one.verdict, [(r.test, r.value, r.within) for r in one.results]) for one in inspections_of(lot().id)]


def begun(by: str = "U07") -> Clerk:
    return at(by, "INSPECT").scan(label("L1"))


def test_from_the_label_to_a_pass():
    clerk = begun()
    assert (clerk.prompt.progress, clerk.fact("TEST"), clerk.fact("RIGHT IS")) == ("1/2", "fat", "3.5 to 3.8 %")
    assert (clerk.fact("SAMPLE"), clerk.fact("STATUS")) == ("3 EA", "QUARANTINE")

    clerk.enter("3,8").digit(1)
    assert clerk.fact("FOUND") == "fat 3.8, smell fresh"
    clerk.digit(1)

    assert clerk.last.what == "passed L1: released"
    assert (lot().status, looks()) == (
        Status.RELEASED, [("pass", [("fat", "3.8", True), ("smell", "fresh", True)])],
    )  # fmt: skip
    assert clerk.prompt.question == "SCAN LOT LABEL"


@pytest.mark.parametrize(("typed", "value"), [("3,5", "3.5"), ("3.50", "3.50"), ("+3,8", "3.8")])
def test_a_value_at_a_limit_is_taken_at_once(typed, value):
    clerk = begun().enter(typed)

    assert (clerk.was_asked(), clerk.fact("TEST"), clerk.last.what) == (False, "smell", f"fat {value}")


@pytest.mark.parametrize("typed", ["3,49", "3.81", "-3,6"])
def test_a_value_beyond_a_limit_is_asked_for_once_more_and_another_one_heals_it(typed):
    clerk = begun().enter(typed)
    assert clerk.was_asked()
    assert "is not 3.5 to 3.8 %" in clerk.last.what

    clerk.enter("3,6")

    assert (clerk.was_asked(), clerk.fact("TEST")) == (False, "smell")


def test_a_value_typed_twice_is_meant_and_a_pass_still_asks():
    clerk = begun().enter("3,9").enter("3,9").digit(1)
    assert clerk.fact("OUTSIDE") == "fat 3.9"

    clerk.digit(1)
    assert (clerk.was_asked(), clerk.last.what) == (True, "fat is 3.9, not 3.5 to 3.8 %")
    clerk.enter("N").digit(2)

    assert (clerk.last.what, lot().status) == ("failed L1: rejected", Status.REJECTED)


@pytest.mark.parametrize("typed", ["1.234,5", "many", "1e3", "=3.6", "%3.6"])
def test_what_is_no_number_is_refused_and_nothing_is_lost(typed):
    clerk = begun().enter(typed)

    assert clerk.was_refused()
    assert clerk.fact("TEST") == "fat"
    assert looks() == []


def test_a_pass_with_a_test_left_out_asks_and_yes_lets_it_pass():
    clerk = begun().enter("3.6")
    clerk.press(5).digit(1)
    assert clerk.fact("NOT DONE") == "smell"

    clerk.digit(1)
    assert (clerk.was_asked(), clerk.last.what) == (True, "Not tested: smell")
    clerk.enter("Y")

    assert lot().status is Status.RELEASED


def test_f6_goes_to_the_verdict_and_f3_back_to_the_tests_one_by_one():
    clerk = begun().enter("3.6")
    clerk.press(6)
    assert clerk.prompt.question == "PASS, FAIL OR LATER"

    clerk.press(3)
    assert clerk.fact("TEST") == "smell"
    clerk.press(3)
    assert clerk.fact("TEST") == "fat"
    clerk.press(3)
    assert clerk.prompt.question == "SCAN LOT LABEL"


def test_later_keeps_what_was_found_and_another_goes_on_with_enter():
    begun().enter("3.6").digit(1).digit(3)
    assert (lot().status, looks()) == (Status.QUARANTINE, [(None, [("fat", "3.6", True), ("smell", "fresh", True)])])

    other = begun("U08")
    assert other.fact("FOUND") == "3.6"
    other.enter().enter().digit(1)

    assert lot().status is Status.RELEASED
    assert looks()[1] == ("pass", [])


def test_later_with_nothing_found_records_nothing():
    clerk = begun()
    clerk.press(6).digit(3)

    assert (clerk.last.what, looks()) == ("L1 waits as before", [])


def test_the_line_breaks_at_every_step_and_the_task_goes_on_there():
    clerk = begun()
    for answer in ("3,9", "3,9", "1", "1", "N", "2"):
        before = clerk.prompt
        clerk.session = Session(by="U07", terminal_name="GUN2")
        assert (clerk.prompt.question, clerk.prompt.facts) == (before.question, before.facts)
        clerk.enter(answer)

    assert lot().status is Status.REJECTED
    assert len(looks()) == 1


def test_a_fail_lets_go_of_what_orders_were_promised():
    begun().enter("3.6").digit(1).digit(1)
    an_allocated_order("SO1", "MILK=6")

    clerk = begun().enter("3.6").digit(1).digit(2)

    assert clerk.last.do == "1 reservation let go"


def test_f2_takes_a_verdict_back():
    clerk = begun().enter("3.6").digit(1).digit(1)

    clerk.press(2)

    assert (lot().status, clerk.last.what) == (Status.QUARANTINE, "UNDONE passed L1: released")


def test_an_expired_lot_does_not_pass():
    with clock.pretend(clock.now() + timedelta(days=101)):
        clerk = begun().enter("3.6").digit(1).digit(1)

        assert clerk.was_refused()
        assert "expired" in clerk.last.what
        assert lot().status is Status.QUARANTINE


def test_a_clerk_finds_and_only_quality_judges():
    for badge, role in (("CARL", Role.CLERK), ("QUINN", Role.QUALITY)):
        add(
            "INSERT INTO person (badge, folded, name, roles, active, failures) VALUES (?, ?, '', ?, 1, 0)",
            badge, badge.lower(), role,
        )  # fmt: skip

    clerk = begun("CARL").enter("3.6").digit(1).digit(1)
    assert (clerk.last.what, clerk.prompt.question) == ("CARL may not judge", "BADGE OF WHO APPROVES")
    clerk.press(3)
    clerk.digit(3)
    assert (clerk.last.what, lot().status) == ("kept 2 of L1", Status.QUARANTINE)

    assert begun("QUINN").enter().enter().digit(1).last.what == "passed L1: released"


def test_a_lot_on_hold_is_freed_by_a_pass():
    run(hold, Hold("MILK", "L1", "leaks"))

    begun().enter("3.6").digit(1).digit(1)

    assert lot().status is Status.RELEASED


def test_f4_lists_what_waits_and_an_item_finds_its_lot():
    clerk = at("U07", "INSPECT")
    clerk.press(4)
    assert [one.label for one in clerk.prompt.choices] == ["L1 MILK quarantine"]
    clerk.digit(1)
    assert clerk.prompt.title == "INSPECT L1"

    assert at("U08", "INSPECT").scan("MILK").prompt.title == "INSPECT L1"
    some_stock("MILK", "L2", "A-02", 6, status=Status.QUARANTINE)
    several = at("U09", "INSPECT").scan("MILK")
    assert several.was_asked()
    assert several.digit(2).prompt.title == "INSPECT L2"


def test_an_item_of_which_nothing_waits_and_a_lot_that_there_is_not_are_refused():
    assert at("U07", "INSPECT").scan("CHEESE").last.what == "No lot of CHEESE waits"
    assert at("U07", "INSPECT").scan(label("L9")).was_refused()


def test_an_item_without_a_plan_goes_straight_to_the_verdict():
    a_bin("B-01")
    some_stock("MILK", "L2", "B-01", 6, expires_on=in_days(50), status=Status.HOLD)
    for test in ("fat", "smell"):
        run(remove_test, RemoveTest("MILK", test))

    clerk = at("U07", "INSPECT").scan("L2")

    assert clerk.prompt.question == "PASS, FAIL OR LATER"
    assert clerk.digit(1).last.what == "passed L2: released"


def test_a_plan_that_changes_meanwhile_stops_nobody():
    clerk = begun().enter("3.6")
    run(change_test, ChangeTest("MILK", "fat", clear=("low", "high"), words=("good",)))
    assert clerk.digit(1).fact("OUTSIDE") == "fat 3.6"

    run(change_test, ChangeTest("MILK", "smell", clear=("words",), low="1"))
    assert clerk.prompt.question == "PASS, FAIL OR LATER"
