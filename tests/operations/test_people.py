"""People: who may add whom, and that the house is never without an admin."""

import pytest

from tests.builders import an_item, refusal, run
from tests.people import ADMIN, somebody
from wms_tui.domain.rights import Role
from wms_tui.operations.add_item import AddItem, add_item
from wms_tui.operations.add_person import AddPerson, add_person
from wms_tui.operations.change_person import ChangePerson, change_person
from wms_tui.queries.people import PersonRow, people, person_page, standing, the_person
from wms_tui.storage.connection import database
from wms_tui.storage.statements import rows, value

pytestmark = pytest.mark.usefixtures("warehouse")


def test_the_first_person_must_be_an_admin_and_anyone_may_add_them() -> None:
    assert refusal(add_person, AddPerson("ANNA", "Anna", (Role.CLERK,)), by="WHOEVER") == "first-admin"

    done = run(add_person, AddPerson("BOSS", "Bo", (Role.ADMIN, Role.LEAD)), by="WHOEVER")

    assert (done.badge, done.name, done.roles) == ("BOSS", "Bo", (Role.LEAD, Role.ADMIN))
    assert people() == [PersonRow("BOSS", "Bo", (Role.LEAD, Role.ADMIN), True, False, 0, None)]


def test_from_then_on_only_an_admin_adds_people() -> None:
    somebody("LEA", Role.LEAD)

    assert refusal(add_person, AddPerson("EVE"), by="WHOEVER") == "unknown-badge"
    assert refusal(add_person, AddPerson("EVE"), by="LEA") == "not-allowed"
    assert run(add_person, AddPerson("EVE"), by=ADMIN).roles == (Role.CLERK,)


def test_a_badge_is_one_persons_whatever_its_case() -> None:
    somebody("Anna")

    assert refusal(add_person, AddPerson("ANNA"), by=ADMIN) == "person-exists"


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (AddPerson(" "), "bad-code"),
        (AddPerson("X", "a\x1b[2J"), "bad-text"),
        (AddPerson("X", "x", ()), "role-needed"),
    ],
)
def test_a_person_without_a_badge_or_a_role_is_refused(slip: AddPerson, code: str) -> None:
    somebody(ADMIN)

    assert refusal(add_person, slip, by=ADMIN) == code


def test_the_last_admin_can_neither_be_taken_back_nor_lose_the_role() -> None:
    somebody("LEA", Role.LEAD)

    assert refusal(change_person, ChangePerson(ADMIN, active=False), by=ADMIN) == "last-admin"
    assert refusal(change_person, ChangePerson(ADMIN, roles=(Role.LEAD,)), by=ADMIN) == "last-admin"

    run(change_person, ChangePerson("LEA", roles=(Role.LEAD, Role.ADMIN)), by=ADMIN)
    run(change_person, ChangePerson(ADMIN, active=False), by="LEA")
    assert refusal(change_person, ChangePerson("LEA", active=False), by="LEA") == "last-admin"


def test_an_admin_whose_badge_was_taken_back_does_not_count() -> None:
    somebody("OLD", Role.ADMIN)
    run(change_person, ChangePerson("OLD", active=False), by=ADMIN)

    assert refusal(change_person, ChangePerson(ADMIN, active=False), by=ADMIN) == "last-admin"


def test_what_is_left_out_of_a_change_stays() -> None:
    somebody("ANNA", Role.CLERK, Role.LEAD, name="Anna")

    run(change_person, ChangePerson("anna", name="Anna B."), by=ADMIN)
    run(change_person, ChangePerson("anna", active=False), by=ADMIN)

    found = the_person("ANNA")
    assert (found.badge, found.name, found.roles, found.active) == ("ANNA", "Anna B.", (Role.CLERK, Role.LEAD), False)


def test_a_person_there_is_not_cannot_be_changed() -> None:
    somebody(ADMIN)

    assert refusal(change_person, ChangePerson("NOBODY", active=False), by=ADMIN) == "unknown-person"


def test_an_entry_carries_the_badge_as_the_house_writes_it() -> None:
    somebody("Anna", Role.LEAD)

    run(add_item, AddItem("MILK"), by="ANNA")

    assert value("SELECT by FROM entry WHERE kind = 'add-item'") == "Anna"


def test_people_are_found_by_a_part_of_the_badge_the_name_or_the_role_page_by_page() -> None:
    for number in range(7):
        somebody(f"U{number}", Role.QUALITY if number % 2 else Role.CLERK, name=f"Name{number}")

    first = person_page(limit=3)
    rest = person_page(limit=9, beside=first[-1][0])

    assert [one.badge for _, one in first] == ["ROOT", "U0", "U1"]
    assert [one.badge for _, one in rest] == ["U2", "U3", "U4", "U5", "U6"]
    assert [one.badge for _, one in person_page(beside=rest[0][0], backwards=True)] == ["U1", "U0", "ROOT"]
    assert [one.badge for _, one in person_page(search="quality")] == ["U1", "U3", "U5"]
    assert [one.badge for _, one in person_page(search="name4")] == ["U4"]
    assert [one.badge for _, one in person_page(search="u4")] == ["U4"]


def test_the_first_person_locks_out_no_work_under_way_that_was_done_before() -> None:
    key = "before"
    first = run(add_item, AddItem("MILK"), by="WHOEVER", key=key)
    somebody(ADMIN)

    assert run(add_item, AddItem("MILK"), by="WHOEVER", key=key).entry == first.entry
    assert standing("WHOEVER") is None
    assert refusal(add_item, AddItem("SALT"), by="WHOEVER") == "unknown-badge"


def test_the_house_knows_people_only_once_somebody_was_added() -> None:
    an_item("MILK")

    assert people() == []


@pytest.mark.parametrize("people", [0, 5])
def test_an_act_asks_one_question_about_people_however_many_there_are(people: int) -> None:
    for number in range(people):
        somebody(f"U{number}", Role.LEAD)
    asked: list[str] = []
    connection = database.connection()
    connection.exec_trace = lambda _cursor, sql, _bindings: asked.append(sql) is None
    try:
        run(add_item, AddItem("MILK"), by="u1")
    finally:
        connection.exec_trace = None

    about = [sql for sql in asked if "person" in sql]
    assert len(about) == 1
    assert any("SEARCH person USING" in one[3] for one in rows(f"EXPLAIN QUERY PLAN {about[0]}", "u1"))
