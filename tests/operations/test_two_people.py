"""Two people release a lot where its item asks for it, and nobody gets round it."""

import pytest

from tests.builders import a_bin, an_item, refusal, run, some_stock
from tests.people import ADMIN, PIN, somebody
from wms_tui.domain.rights import Role
from wms_tui.domain.types import Status
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.operations.hold import Hold, Release, StatusSet, hold, release
from wms_tui.operations.undo import Undo, undo
from wms_tui.operations.vouch import Vouch, vouch
from wms_tui.queries.health import examine
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.storage.statements import rows

RELEASE = Release("PILL", "L1", "tested good")


@pytest.fixture(autouse=True)
def pills(warehouse: object) -> None:
    an_item("PILL", release_people=2)
    a_bin("A-01")
    some_stock("PILL", "L1", quantity=10, status=Status.QUARANTINE)


def status() -> Status:
    return the_lot(the_item("PILL"), "L1").status


def released(by: str, *, key: str = "") -> StatusSet:
    return run(release, RELEASE, by=by, key=key)


def test_the_first_signature_changes_nothing_and_the_second_releases() -> None:
    first = released("ANNA")

    assert (first.status, first.waiting_for, status()) == (Status.QUARANTINE, "second person", Status.QUARANTINE)

    second = released("BERT")

    assert (second.status, second.waiting_for, status()) == (Status.RELEASED, "", Status.RELEASED)
    assert rows("SELECT entry_id, badge, meaning, reason FROM approval") == [
        (second.entry, "ANNA", "first of two", "tested good")
    ]
    assert examine().ok


@pytest.mark.parametrize("badge", ["ANNA", "anna"])
def test_nobody_is_two_people(badge: str) -> None:
    released("ANNA")

    assert refusal(release, RELEASE, by=badge) == "second-person"
    assert status() is Status.QUARANTINE


def test_the_same_first_signature_sent_again_is_no_second_one() -> None:
    first = released("ANNA", key="k1")

    again = released("ANNA", key="k1")

    assert (again.entry, again.repeated, again.waiting_for) == (first.entry, True, "second person")
    assert status() is Status.QUARANTINE


def test_a_hold_in_between_takes_the_first_signature_away() -> None:
    released("ANNA")
    run(hold, Hold("PILL", "L1", "new doubt"), by="CARL")

    assert released("BERT").waiting_for == "second person"
    assert status() is Status.HOLD


def test_another_hold_of_what_is_on_hold_takes_it_away_too_and_without_a_signature_there_is_nothing_to_hold() -> None:
    run(hold, Hold("PILL", "L1", "doubt"), by="CARL")
    assert refusal(hold, Hold("PILL", "L1", "doubt")) == "lot-on-hold"
    released("ANNA")
    run(hold, Hold("PILL", "L1", "still in doubt"), by="CARL")

    assert refusal(hold, Hold("PILL", "L1", "doubt")) == "lot-on-hold"
    assert released("BERT").waiting_for == "second person"
    assert released("ANNA").status is Status.RELEASED


def test_a_signature_that_was_taken_back_counts_no_more() -> None:
    first = released("ANNA")
    run(undo, Undo(first.entry, "wrong lot"), by="ANNA")

    assert released("BERT").waiting_for == "second person"


def test_a_hold_after_the_release_takes_two_again() -> None:
    released("ANNA")
    released("BERT")
    run(hold, Hold("PILL", "L1", "complaint"), by="CARL")

    assert released("ANNA").waiting_for == "second person"


def test_where_one_person_is_enough_one_releases() -> None:
    run(change_item, ChangeItem("PILL", release_people=1))

    assert released("ANNA").status is Status.RELEASED
    assert rows("SELECT * FROM approval") == []


def test_who_stood_by_the_first_signature_is_no_second_person() -> None:
    somebody("ANNA", Role.CLERK)
    somebody("QUIN", Role.QUALITY, pin=PIN)
    somebody("QUE", Role.QUALITY)
    vouch(Vouch("k1", RELEASE, "release", "ANNA"), badge="QUIN", pin=PIN, reason="on the phone")
    released("ANNA", key="k1")

    assert refusal(release, RELEASE, by="QUIN") == "second-person"
    assert released("QUE").status is Status.RELEASED


def test_to_take_back_the_hold_of_another_is_no_way_round_it() -> None:
    released("ANNA")
    released("BERT")
    entry = run(hold, Hold("PILL", "L1", "complaint"), by="CARL").entry

    assert refusal(undo, Undo(entry, "changed my mind"), by="ANNA") == "two-people"
    run(undo, Undo(entry, "wrong lot"), by="CARL")
    assert status() is Status.RELEASED


def test_to_take_an_act_back_takes_the_right_to_do_it() -> None:
    an_item("MILK")
    some_stock("MILK", "L7", quantity=10)
    somebody("ANNA", Role.CLERK)
    somebody("LEA", Role.LEAD)
    somebody("QUIN", Role.QUALITY)
    less = run(adjust, Adjust("MILK", "L7", "A-01", "lost", by=-1), by="LEA").entry
    held = run(hold, Hold("MILK", "L7", "dented"), by="LEA").entry

    assert refusal(undo, Undo(less, "found it"), by="ANNA") == "not-allowed"
    assert refusal(undo, Undo(held, "not dented"), by="ANNA") == "not-allowed"
    assert refusal(undo, Undo(less, "found it"), by=ADMIN) == "not-allowed"
    run(undo, Undo(held, "not dented"), by="QUIN")
    run(undo, Undo(less, "found it"), by="LEA")


@pytest.mark.parametrize("people", [0, 3])
def test_one_or_two_people_release_and_no_other_number(people: int) -> None:
    assert refusal(change_item, ChangeItem("PILL", release_people=people)) == "bad-people"
