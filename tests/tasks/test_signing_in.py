"""Signing in at the terminal: the badge, the PIN, the lock, and the step where one was before."""

import json
from pathlib import Path

import pytest

from screens.line.crash import record
from tests.builders import in_days, run
from tests.people import ADMIN, PIN, somebody
from tests.tasks.clerk import Clerk, a_clerk, at
from tests.tasks.dairy import a_dairy, label
from wms_tui.domain.rights import RIGHTS, Role
from wms_tui.operations.change_person import ChangePerson, change_person
from wms_tui.queries.saved_tasks import saved_task
from wms_tui.storage.statements import change
from wms_tui.tasks.home import MENU
from wms_tui.tasks.session import Session

WRONG = "918273"


@pytest.fixture(autouse=True)
def dairy(warehouse: object) -> None:
    a_dairy()


@pytest.fixture
def anna() -> str:
    return somebody("ANNA", Role.CLERK, pin=PIN, name="Anna")


def door(by: str = "") -> Clerk:
    return Clerk(Session(by, "GUN1"))


def test_a_badge_and_then_the_pin_open_home(anna: str) -> None:
    clerk = door()
    clerk.scan("anna")
    assert (clerk.prompt.title, clerk.prompt.question, clerk.prompt.secret) == ("SIGN IN", "TYPE YOUR PIN", True)
    assert clerk.fact("BADGE") == "ANNA Anna"
    assert clerk.session.who == ""

    clerk.enter(PIN)

    assert (clerk.prompt.title, clerk.session.who) == ("HOME", "ANNA")


def test_who_is_named_before_is_only_asked_for_the_pin(anna: str) -> None:
    clerk = door("ANNA")
    assert clerk.prompt.question == "TYPE YOUR PIN"
    clerk.enter(PIN)
    assert clerk.session.who == "ANNA"


def test_who_has_no_pin_signs_in_with_the_badge_alone() -> None:
    somebody("BERT")
    assert door("BERT").session.who == "BERT"
    assert door().scan("bert").session.who == "BERT"


def test_a_badge_nobody_has_opens_nothing_and_is_not_repeated(anna: str) -> None:
    clerk = door()
    clerk.scan(PIN)
    assert clerk.was_refused()
    assert PIN not in clerk.last.what + clerk.last.do
    assert clerk.prompt.question == "SCAN YOUR BADGE"

    named = door("STRANGER")
    assert named.prompt.question == "SCAN YOUR BADGE"
    assert named.fact("BADGE") == "This badge is not known here"
    assert saved_task("STRANGER") is None


def test_a_badge_that_is_not_valid_any_more_opens_nothing(anna: str) -> None:
    run(change_person, ChangePerson("ANNA", active=False), by=ADMIN)

    clerk = door().scan("ANNA")

    assert (clerk.was_refused(), clerk.session.who) == (True, "")
    assert "not valid any more" in door("ANNA").fact("BADGE")


def test_a_wrong_pin_is_asked_for_again_and_the_fifth_locks_at_every_terminal(anna: str) -> None:
    clerk = door("ANNA")
    for _ in range(4):
        clerk.enter(WRONG)
        assert (clerk.last.what, clerk.last.do) == ("That is not the PIN", "Type it again")
    clerk.enter(WRONG)
    assert (clerk.last.what, clerk.last.do) == ("Too many wrong PINs", "Wait 30 seconds, then try again")

    other = door("ANNA").enter(PIN)

    assert (other.was_refused(), other.session.who) == (True, "")
    assert other.last.what == "Too many wrong PINs"


def test_f3_goes_back_to_the_badge_and_then_out(anna: str) -> None:
    clerk = door("ANNA").press(3)
    assert clerk.prompt.question == "SCAN YOUR BADGE"
    assert clerk.press(3).last.opens == "exit"


def test_command_codes_and_empty_answers_are_no_pin(anna: str) -> None:
    clerk = door("ANNA").scan("%PICK").enter("")

    assert (clerk.was_refused(), clerk.session.who) == (True, "")
    assert door("ANNA").enter(PIN).session.who == "ANNA"


def test_after_a_dropped_line_badge_and_pin_land_on_the_same_step(anna: str) -> None:
    clerk = door("ANNA").enter(PIN).scan("%RECEIVE", label("L1", in_days(90)))
    assert clerk.prompt.question == "HOW MANY CS"

    again = door("ANNA")
    assert again.prompt.facts[0].value == "ANNA Anna", "nothing of the task is shown before the PIN"
    again.enter(PIN)

    assert (again.prompt.question, again.fact("LOT")) == ("HOW MANY CS", "L1")


def test_before_the_pin_the_task_at_another_terminal_is_not_taken_over(anna: str) -> None:
    first = door("ANNA").enter(PIN).scan("%PICK")
    door("ANNA").enter(WRONG)

    first.scan("%RECEIVE")

    assert first.session.who == "ANNA"


def test_signing_out_forgets_who_was_there(anna: str) -> None:
    clerk = door("ANNA").enter(PIN).press(6)
    assert (clerk.session.who, clerk.prompt.question) == ("", "SCAN YOUR BADGE")
    assert clerk.scan("ANNA").prompt.question == "TYPE YOUR PIN"


def test_the_pin_is_not_in_the_saved_task(anna: str) -> None:
    door("ANNA").enter(WRONG).enter(PIN).scan("%RECEIVE")

    kept = saved_task("ANNA")

    assert kept is not None
    assert PIN not in json.dumps(kept.state)
    assert WRONG not in json.dumps(kept.state)


def test_a_crash_while_a_pin_is_looked_at_leaves_no_trace_of_it_in_the_notice(anna: str, tmp_path: Path) -> None:
    clerk = door("ANNA")
    change("UPDATE person SET pin = 'nonsense' WHERE badge = 'ANNA'")
    with pytest.raises(IndexError) as crash:
        clerk.enter(PIN)

    incident = record(crash.value, tmp_path)

    assert incident.path is not None
    assert PIN not in incident.path.read_text() + incident.notice


def test_every_line_of_the_menu_takes_a_right_that_there_is() -> None:
    assert {one.right for one in MENU if one.right} <= set(RIGHTS)


def test_home_offers_what_the_roles_of_a_person_may_do_each_with_its_number(anna: str) -> None:
    somebody("RITA", Role.RECALL)
    everything = [one.number for one in a_clerk(ADMIN).prompt.choices]

    shown = {one.label: one.number for one in a_clerk("RITA").prompt.choices}
    clerks = {one.label: one.number for one in door("ANNA").enter(PIN).prompt.choices}

    assert "Receive" not in shown
    assert (shown["Find"], shown["Lots"]) == (6, 9)
    assert (clerks["Receive"], clerks["Pick"], "People" in clerks) == (1, 3, False)
    assert 19 in everything


def test_a_printed_command_does_not_open_what_is_not_ones_own() -> None:
    somebody("RITA", Role.RECALL)

    clerk = a_clerk("RITA").scan("%RECEIVE")

    assert (clerk.last.what, clerk.last.do) == ("Receive is not for you", "It takes clerk or lead or quality")
    assert clerk.prompt.title == "HOME"


def test_f1_at_home_says_what_one_may_do(anna: str) -> None:
    told = " ".join(door("ANNA").enter(PIN).session.help())

    assert "You are clerk. You may:" in told
    assert "put away" in told
    assert "add person" not in told
    assert "add person" in " ".join(a_clerk(ADMIN).session.help())


def test_without_people_home_offers_everything_and_says_nothing_of_roles() -> None:
    clerk = at("WHOEVER", "MENU")

    assert len(clerk.prompt.choices) >= 9
    assert not any("You may" in one for one in clerk.session.help())
