"""A second person's word for one act: whose counts, for what, and what stays of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import apsw
import pytest

from tests.builders import a_bin, an_item, in_days, refusal, run, some_stock, there
from tests.people import ADMIN, PIN, somebody
from wms_tui import clock
from wms_tui.domain.rights import Role
from wms_tui.errors import Refused
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.change_person import ChangePerson, change_person
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.seal import seal_now
from wms_tui.operations.standing import GOOD_FOR
from wms_tui.operations.vouch import Vouch, vouch
from wms_tui.queries.health import examine
from wms_tui.storage.statements import change, rows, value

LESS = Adjust("MILK", "L1", "A-01", "lost", by=-1)
SHORT = Receive("MILK", 5, lot="L9", expires_on=in_days(3), accept=("accept-short",))


@pytest.fixture(autouse=True)
def house(warehouse: Path) -> Path:
    an_item("MILK", min_receipt_days=10)
    a_bin("A-01")
    some_stock(quantity=10)
    somebody("ANNA", Role.CLERK, pin="730514")
    somebody("BOSS", Role.LEAD, pin=PIN, name="Bo")
    return warehouse


def word(slip: object = LESS, *, key: str = "k1", badge: str = "BOSS", pin: str = PIN, **how: Any) -> str:
    """Let somebody vouch for ANNA's act, and return how that was taken."""
    act = Vouch(key, slip, how.get("right", "adjust"), "ANNA")
    try:
        return vouch(act, badge=badge, pin=pin, reason=how.get("reason", "seen by me"))
    except Refused as refused:
        return refused.code


def approvals() -> list[tuple[Any, ...]]:
    return rows("SELECT badge, name, meaning, reason FROM approval ORDER BY id")


def test_with_a_leads_word_a_clerk_does_what_a_lead_may_and_it_is_written_down() -> None:
    assert refusal(adjust, LESS, by="ANNA", key="k1") == "not-allowed"

    assert word() == "BOSS"
    run(adjust, LESS, by="ANNA", key="k1")

    assert there("A-01") == 9
    assert rows("SELECT by FROM entry WHERE kind = 'adjust'") == [("ANNA",)]
    assert approvals() == [("BOSS", "Bo", "adjust", "seen by me")]
    assert rows("SELECT * FROM voucher") == [], "it is used up"
    seal_now()
    assert examine().ok


def test_a_word_is_for_one_act_and_for_nothing_that_was_changed_since() -> None:
    word()

    assert refusal(adjust, LESS, by="ANNA", key="another") == "not-allowed"
    assert refusal(adjust, Adjust("MILK", "L1", "A-01", "lost", by=-9), by="ANNA", key="k1") == "not-allowed"
    run(adjust, LESS, by="ANNA", key="k1")
    assert run(adjust, LESS, by="ANNA", key="k1").repeated
    assert refusal(adjust, LESS, by="ANNA") == "not-allowed"


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"badge": "ANNA", "pin": "730514"}, "same-person"),
        ({"badge": "anna", "pin": "730514"}, "same-person"),
        ({"badge": "ROOT"}, "not-allowed"),
        ({"badge": "NOBODY"}, "unknown-badge"),
        ({"badge": "LEA"}, "no-pin"),
        ({"pin": "918273"}, "wrong-pin"),
        ({"reason": " "}, "reason-needed"),
    ],
)
def test_whose_word_does_not_count_is_told_why(how: dict[str, str], code: str) -> None:
    somebody("LEA", Role.LEAD)

    assert word(**how) == code
    assert rows("SELECT * FROM voucher") == []
    assert refusal(adjust, LESS, by="ANNA", key="k1") == "not-allowed"


def test_a_wrong_pin_of_who_approves_counts_towards_the_lock() -> None:
    assert [word(pin="918273") for _ in range(5)] == ["wrong-pin"] * 4 + ["pin-locked"]
    assert word() == "pin-locked"


def test_the_word_of_who_was_taken_back_meanwhile_is_worth_nothing() -> None:
    word()
    run(change_person, ChangePerson("BOSS", active=False), by=ADMIN)

    assert refusal(adjust, LESS, by="ANNA", key="k1") == "not-allowed"
    assert word() == "not-active"


def test_the_word_of_who_lost_the_role_meanwhile_is_worth_nothing() -> None:
    word()
    run(change_person, ChangePerson("BOSS", roles=(Role.CLERK,)), by=ADMIN)

    assert refusal(adjust, LESS, by="ANNA", key="k1") == "not-allowed"


def test_an_act_that_is_refused_for_another_reason_uses_no_word_up() -> None:
    more = Adjust("MILK", "L1", "A-01", "lost", by=-99)
    word(more)

    assert refusal(adjust, more, by="ANNA", key="k1") == "not-enough-stock"
    assert value("SELECT count(*) FROM voucher") == 1
    assert approvals() == []


def test_short_dated_goods_take_a_lead_or_quality_beside_whoever_receives_them() -> None:
    with pytest.raises(Refused) as refused:
        run(receive, SHORT, by="ANNA", key="k1")
    assert (refused.value.code, refused.value.details["right"]) == ("not-allowed", "accept-short")

    word(SHORT, right="accept-short", reason="supplier agreed")
    run(receive, SHORT, by="ANNA", key="k1")

    assert approvals() == [("BOSS", "Bo", "accept-short", "supplier agreed")]
    assert run(receive, Receive("MILK", 5, lot="L8", expires_on=in_days(3), accept=("accept-short",)), by="BOSS")


def test_goods_with_life_enough_are_nobodys_to_accept_but_the_clerks() -> None:
    for lot, days in (("TEN", 10), ("MORE", 11)):
        run(receive, Receive("MILK", 5, lot=lot, expires_on=in_days(days), accept=("accept-short",)), by="ANNA")
    nine = Receive("MILK", 5, lot="NINE", expires_on=in_days(9), accept=("accept-short",))

    assert refusal(receive, nine, by="ANNA") == "not-allowed"


def test_a_word_nobody_used_is_forgotten_after_a_day() -> None:
    word(key="old")
    with clock.pretend(clock.now() + GOOD_FOR + timedelta(seconds=1)):
        word(key="new")

    assert rows("SELECT key FROM voucher") == [("new",)]


@pytest.mark.parametrize(("later", "does_it"), [(timedelta(), True), (timedelta(seconds=1), False)])
def test_a_word_holds_for_a_day_and_no_longer(later: timedelta, does_it: bool) -> None:
    now = clock.now()
    with clock.pretend(now):
        word()

    with clock.pretend(now + GOOD_FOR + later):
        if does_it:
            run(adjust, LESS, by="ANNA", key="k1")
        else:
            assert refusal(adjust, LESS, by="ANNA", key="k1") == "not-allowed"

    assert there("A-01") == (9 if does_it else 10)


def test_an_approval_is_final_and_sealed(house: Path) -> None:
    word()
    run(adjust, LESS, by="ANNA", key="k1")

    for statement in ("UPDATE approval SET badge = 'EVE'", "DELETE FROM approval"):
        with pytest.raises(apsw.ConstraintError, match="final"):
            change(statement)
    with pytest.raises(apsw.ConstraintError, match="final"):
        change("INSERT OR REPLACE INTO approval SELECT * FROM approval")


def test_an_approval_that_was_changed_from_outside_is_found_by_its_seal() -> None:
    word()
    run(adjust, LESS, by="ANNA", key="k1")
    seal_now()
    guard = value("SELECT sql FROM sqlite_master WHERE name = 'approval_no_update'")
    change("DROP TRIGGER approval_no_update")

    change("UPDATE approval SET badge = 'EVE'")

    change(guard)
    assert {one.kind for one in examine().differences} == {"seal"}
