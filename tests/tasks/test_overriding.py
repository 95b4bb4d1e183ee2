"""A second person at the clerk's terminal: their badge, a reason and their PIN for one act, or nothing is done."""

import json
from pathlib import Path

import pytest

from tests.builders import in_days, run
from tests.people import ADMIN, PIN, somebody
from tests.tasks.clerk import Clerk
from tests.tasks.dairy import a_dairy, label
from wms_tui.domain.rights import Role
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.queries.history import history
from wms_tui.queries.saved_tasks import saved_task
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage.statements import rows, value
from wms_tui.tasks.prompt import Outcome
from wms_tui.tasks.session import Session

SHORT = label("L1", in_days(5))


@pytest.fixture(autouse=True)
def house(warehouse: Path) -> None:
    a_dairy()
    run(change_item, ChangeItem("MILK", min_receipt_days=30))
    somebody("ANNA", Role.CLERK)
    somebody("BOSS", Role.LEAD, pin=PIN, name="Bo")


def anna() -> Clerk:
    return Clerk(Session("ANNA", "GUN1"))


def asked() -> Clerk:
    """Let ANNA receive what is short-dated, say yes, and be asked for a second person."""
    clerk = anna().scan("%RECEIVE", SHORT).enter("Y").enter("2")
    assert (clerk.last.outcome, clerk.prompt.title) == (Outcome.ASK, "SECOND PERSON")
    return clerk


def received() -> int:
    return sum(one.quantity for one in stock(StockFilter(lot_number="L1")))


def test_a_lead_at_the_clerks_terminal_lets_short_dated_goods_in_and_both_are_in_the_books() -> None:
    clerk = asked()
    assert clerk.last.what == "ANNA may not accept short-dated goods"
    assert clerk.fact("NEEDS") == "lead or quality"
    assert received() == 0

    clerk.scan("BOSS")
    assert (clerk.prompt.question, len(clerk.prompt.choices)) == ("WHY? NUMBER OR WORDS", 5)
    clerk.digit(3)
    assert (clerk.prompt.question, clerk.prompt.secret) == ("PIN OF BOSS", True)
    clerk.enter(PIN)

    assert clerk.last.outcome is Outcome.OK
    assert received() == 12
    assert clerk.prompt.title == "RECEIVE"
    assert clerk.prompt.saved.endswith("received 2 CS L1")
    (row,) = [one for one in history(lot_number="L1") if one.source]
    assert (row.by, row.approved_by, row.approval_reason) == ("ANNA", "BOSS", "supplier agreed")


@pytest.mark.parametrize("steps", [(), ("BOSS",), ("BOSS", "1")])
def test_f3_at_any_step_books_nothing_and_stands_at_the_step_again(steps: tuple[str, ...]) -> None:
    clerk = asked()
    for text in steps:
        clerk.enter(text)

    clerk.press(3)

    assert (clerk.last.what, clerk.prompt.title) == ("Not booked", "RECEIVE")
    assert (received(), value("SELECT count(*) FROM voucher")) == (0, 0)
    assert clerk.fact("LOT").startswith("L1")


@pytest.mark.parametrize(
    ("badge", "what"),
    [
        ("ANNA", "It takes a second person"),
        ("NOBODY", "This badge is not known here"),
        ("BERT", "BERT may not accept short-dated goods either"),
        ("LEA", "LEA has no PIN"),
        ("918273", "This badge is not known here"),
    ],
)
def test_whose_badge_does_not_count_is_told_at_once(badge: str, what: str) -> None:
    somebody("BERT", Role.CLERK, pin="730514")
    somebody("LEA", Role.LEAD)

    clerk = asked().scan(badge)

    assert (clerk.was_refused(), clerk.last.what) == (True, what)
    assert clerk.prompt.question == "BADGE OF WHO APPROVES"


def test_a_wrong_pin_is_counted_and_books_nothing() -> None:
    clerk = asked().scan("BOSS").digit(1)
    for _ in range(5):
        clerk.enter("918273")
    assert clerk.last.what == "Too many wrong PINs"
    clerk.enter(PIN)
    assert (clerk.was_refused(), received()) == (True, 0)


def test_digits_are_no_reason_for_they_may_be_a_pin_that_came_too_early() -> None:
    clerk = asked().scan("BOSS").enter(PIN)

    assert clerk.was_refused()
    assert PIN not in clerk.last.what + clerk.last.do
    clerk.enter("driver waits").enter(PIN)
    assert rows("SELECT reason FROM approval") == [("driver waits",)]


def test_a_terminal_that_dies_while_a_second_person_is_asked_for_stands_at_the_step_again() -> None:
    asked().scan("BOSS").digit(1)

    again = anna()

    assert (received(), again.prompt.title) == (0, "RECEIVE")
    assert again.prompt.question == "HOW MANY CS"
    assert again.fact("LOT").startswith("L1")


def test_a_terminal_that_dies_between_the_word_and_the_act_books_it_once() -> None:
    clerk = asked()
    override = clerk.session._override
    assert override is not None
    clerk.scan("BOSS").digit(1)
    session = clerk.session
    assert override.answer(PIN) is None
    # What is saved before the acts are sent again: the step with its acts and their keys.
    from wms_tui.tasks.sitting import new_task

    session._sitting.task = new_task(override.waiting.task, "ANNA", override.waiting.state)
    session._sitting.pending = override.waiting.acts
    session._save()
    assert received() == 0

    again = anna()
    third = anna()

    assert received() == 12
    assert again.prompt.saved.endswith("received 2 CS L1")
    assert third.prompt.question == "SCAN RECEIPT OR LABEL"
    assert value("SELECT count(*) FROM approval") == 1


def test_what_a_second_person_types_is_in_no_saved_task() -> None:
    asked().scan("BOSS").digit(1).enter("918273").enter(PIN)

    kept = saved_task("ANNA")

    assert kept is not None
    assert all(pin not in json.dumps(kept.state) for pin in (PIN, "918273"))


def test_who_may_accept_short_dated_goods_is_asked_for_nobody_else() -> None:
    somebody("LEA", Role.LEAD)
    Clerk(Session("LEA", "GUN1")).scan("%RECEIVE", SHORT).enter("Y").enter("2")

    assert received() == 12
    assert rows("SELECT * FROM approval") == []


def test_f2_of_what_one_may_not_do_alone_asks_for_a_second_person_too() -> None:
    somebody("LEA", Role.LEAD)
    clerk = asked().scan("BOSS").digit(1).enter(PIN)
    clerk.press(2)

    assert (clerk.last.what, received()) == ("UNDONE received 2 CS L1", 0)


def test_help_and_other_commands_change_nothing_meanwhile() -> None:
    clerk = asked()

    assert any("badge and PIN" in one for one in clerk.session.help())
    assert clerk.scan("%DONE").was_refused()
    assert clerk.prompt.title == "SECOND PERSON"


def test_the_admin_alone_is_no_lead() -> None:
    assert asked().scan(ADMIN).was_refused()
