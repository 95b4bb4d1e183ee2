"""A signature at the clerk's terminal: the PIN of who acts for one act, or nothing is done."""

from pathlib import Path

import pytest

from tests.builders import run, there
from tests.people import ADMIN, PIN, somebody
from tests.tasks.clerk import Clerk, a_clerk
from tests.tasks.dairy import a_dairy, in_bin, label
from wms_tui.domain.rights import Role
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.queries.saved_tasks import saved_task
from wms_tui.storage.statements import rows, value
from wms_tui.tasks.prompt import Outcome
from wms_tui.tasks.session import Session


@pytest.fixture(autouse=True)
def house(warehouse: Path) -> None:
    a_dairy()
    in_bin("L1", 48, "A-01")
    somebody("LEA", Role.LEAD, pin=PIN, name="Lea Lund")
    somebody("ANNA", Role.CLERK, pin=PIN)
    run(change_setting, ChangeSetting("signatures", "destroy, adjust"), by=ADMIN)


def at_the_goods(badge: str = "LEA") -> Clerk:
    """Stand before the reason of an adjustment of two pieces fewer."""
    return a_clerk(badge).enter(PIN).scan("%ADJUST", "A-01", label("L1")).enter("-2EA")


def damaged(badge: str = "LEA") -> Clerk:
    """Say that they are damaged, and be asked to sign that they are destroyed."""
    clerk = at_the_goods(badge).digit(1)
    assert (clerk.last.outcome, clerk.prompt.title) == (Outcome.ASK, "SIGN")
    return clerk


def test_the_pin_of_who_acts_signs_it_and_the_task_goes_on() -> None:
    clerk = damaged()
    assert clerk.last.what == "LEA signs for it: destruction of goods"
    assert (clerk.fact("SIGNS"), clerk.fact("FOR")) == ("LEA", "destruction of goods")
    assert (clerk.prompt.question, clerk.prompt.secret) == ("PIN OF LEA", True)
    assert there("A-01") == 48

    clerk.enter(PIN)

    assert clerk.last.outcome is Outcome.OK
    assert there("A-01") == 46
    assert clerk.prompt.title == "ADJUST"
    assert rows("SELECT badge, name, meaning FROM approval") == [
        ("LEA", "Lea Lund", "signature: destruction of goods")
    ]  # fmt: skip


def test_f3_signs_nothing_and_books_nothing() -> None:
    clerk = damaged().press(3)

    assert clerk.prompt.title == "ADJUST"
    assert there("A-01") == 48
    assert rows("SELECT * FROM approval") == []


def test_a_wrong_pin_is_counted_and_asked_for_again_and_is_never_kept() -> None:
    clerk = damaged().enter("918273")

    assert clerk.last.what == "That is not the PIN"
    assert there("A-01") == 48
    kept = saved_task("LEA")
    assert kept is not None
    assert "918273" not in str(kept)
    clerk.enter(PIN)
    assert there("A-01") == 46
    assert PIN not in str(saved_task("LEA"))


def test_after_a_lost_line_one_stands_at_the_step_again_and_nothing_was_signed() -> None:
    damaged()

    again = Clerk(Session("LEA", "GUN2")).enter(PIN)

    assert again.prompt.title == "ADJUST"
    assert value("SELECT count(*) FROM approval") == 0
    assert there("A-01") == 48


def test_a_clerk_needs_the_word_of_a_lead_and_then_signs() -> None:
    clerk = at_the_goods("ANNA").digit(1)
    assert clerk.prompt.title == "SECOND PERSON"
    clerk.scan("LEA").enter("seen and agreed").enter(PIN)
    assert clerk.prompt.title == "SIGN"
    assert there("A-01") == 48

    clerk.enter(PIN)

    assert there("A-01") == 46
    assert rows("SELECT badge, meaning FROM approval ORDER BY id") == [
        ("LEA", "adjust"), ("ANNA", "signature: destruction of goods"),
    ]  # fmt: skip
