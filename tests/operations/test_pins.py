"""PINs at the door: right ones, wrong ones, the lock, and the pepper without which nothing opens."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import refusal, run
from tests.people import ADMIN, PIN, a_pin, somebody
from wms_tui import clock
from wms_tui.domain.alerts import concerning
from wms_tui.domain.rights import Role
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.change_person import ChangePerson, change_person
from wms_tui.operations.pins import SetPin, check_pin, prepared, set_pin
from wms_tui.operations.seal import seal_now
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.alerts import causes
from wms_tui.queries.audit import the_audit_row
from wms_tui.queries.health import examine
from wms_tui.queries.people import kept_pin, the_person
from wms_tui.storage import backup, connection
from wms_tui.storage.pepper import pepper_path
from wms_tui.storage.statements import rows, value

WRONG = "918273"


@pytest.fixture(autouse=True)
def anna(warehouse: Path) -> Path:
    somebody("ANNA", Role.LEAD, pin=PIN)
    return warehouse


def outcome(badge: str = "ANNA", pin: str = PIN) -> str:
    """Return how a PIN is taken: ok, or the code of the refusal."""
    try:
        check_pin(badge, pin, "signing in")
    except Refused as refused:
        assert not pin or pin not in refused.message + refused.hint + repr(refused.details)
        return refused.code
    return "ok"


def seconds_left() -> int:
    with pytest.raises(Refused) as refused:
        check_pin("ANNA", PIN, "signing in")
    return refused.value.details["seconds"]


def test_the_right_pin_opens_and_a_wrong_one_does_not() -> None:
    assert outcome() == "ok"
    assert outcome("anna") == "ok"
    assert outcome(pin=WRONG) == "wrong-pin"
    assert outcome(pin="") == "wrong-pin"


def test_after_five_wrong_pins_even_the_right_one_waits_and_is_told_how_long() -> None:
    at = clock.now()
    with clock.pretend(at):
        assert [outcome(pin=WRONG) for _ in range(5)] == ["wrong-pin"] * 4 + ["pin-locked"]
        assert seconds_left() == 30
    with clock.pretend(at + timedelta(seconds=29)):
        assert outcome() == "pin-locked"
        assert seconds_left() == 1
    with clock.pretend(at + timedelta(seconds=30)):
        assert outcome() == "ok"


def test_the_wait_doubles_with_each_further_wrong_pin_and_a_right_one_clears_it() -> None:
    now = clock.now()
    waits = []
    for failures in range(1, 13):
        with clock.pretend(now):
            outcome(pin=WRONG)
            if failures >= 5:
                waits.append(seconds_left())
                now += timedelta(seconds=waits[-1])

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]
    with clock.pretend(now):
        assert outcome() == "ok"
        assert [outcome(pin=WRONG) for _ in range(4)] == ["wrong-pin"] * 4


def test_a_wrong_pin_is_an_entry_of_its_own_and_a_right_one_is_none() -> None:
    before: int = value("SELECT max(id) FROM entry")
    outcome()
    outcome("anna", pin=WRONG)
    for _ in range(9):
        outcome(pin=WRONG)

    found = rows("SELECT kind, by, terminal, reason, reference FROM entry WHERE id > ?", before)
    assert found == [("wrong-pin", "ANNA", "test", "signing in", "ANNA")] * 5, "while the badge waits nothing is tried"
    assert the_audit_row(before + 1).kind == "wrong-pin"
    assert refusal(undo, Undo(before + 1, "never mind"), by="ANNA") == "cannot-undo"
    seal_now()
    assert examine().differences == ()


def test_an_admin_is_told_of_five_wrong_pins_until_the_right_one_is_typed() -> None:
    at = clock.now()
    told = []
    with clock.pretend(at):
        for _ in range(5):
            told += [one for one in causes(at) if one.kind == "wrong-pins"]
            outcome(pin=WRONG)
        told += [one for one in causes(at) if one.kind == "wrong-pins"]

    assert [(one.what, one.opens) for one in told] == [("ANNA: 5 wrong PINs in a row", "audit:kind:wrong-pin")]
    assert concerning(told, [Role.ADMIN]) == told
    assert concerning(told, [Role.LEAD]) == []
    with clock.pretend(at + timedelta(minutes=1)):
        outcome()
        assert [one for one in causes(clock.now()) if one.kind == "wrong-pins"] == []


def test_tries_while_it_is_locked_do_not_lengthen_the_wait() -> None:
    with clock.pretend(clock.now()):
        for _ in range(20):
            outcome(pin=WRONG)
        assert seconds_left() == 30
        assert the_person("ANNA").failures == 5


def test_a_lock_survives_a_new_start_and_a_new_pin_opens_it(anna: Path) -> None:
    for _ in range(5):
        outcome(pin=WRONG)
    connection.close_database()
    connection.open_database(anna, by="TEST")

    assert outcome() == "pin-locked"
    a_pin("ANNA", "730514")
    assert outcome(pin="730514") == "ok"
    assert outcome() == "wrong-pin"


def test_who_has_no_pin_cannot_sign_with_one() -> None:
    run(change_person, ChangePerson("ANNA", no_pin=True), by=ADMIN)

    assert outcome() == "no-pin"
    assert outcome("NOBODY") == "no-pin"


def test_only_an_admin_sets_pins() -> None:
    kept = prepared("ANNA", "730514", key="k")

    assert refusal(set_pin, SetPin("ANNA", kept), by="ANNA", key="k") == "not-allowed"
    assert outcome() == "ok"


def test_the_same_act_sent_twice_sets_one_pin_and_another_pin_under_its_key_is_refused() -> None:
    first = run(set_pin, SetPin("ANNA", prepared("ANNA", "730514", key="k")), by=ADMIN, key="k")
    again = run(set_pin, SetPin("ANNA", prepared("ANNA", "730514", key="k")), by=ADMIN, key="k")

    assert (again.entry, again.repeated) == (first.entry, True)
    assert refusal(set_pin, SetPin("ANNA", prepared("ANNA", "730515", key="k")), by=ADMIN, key="k") == "key-reused"


def test_a_weak_pin_is_refused_before_anything_is_kept() -> None:
    with pytest.raises(BadInput):
        prepared("ANNA", "123456", key="k")


def test_the_pepper_is_made_with_the_first_pin_for_the_owner_alone(anna: Path) -> None:
    path = pepper_path(anna)
    before = path.read_text()

    a_pin(ADMIN, "730514")

    assert path.name == f"{anna.name}-pepper"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == before
    assert [one.name for one in anna.parent.iterdir() if "pepper" in one.name] == [path.name]


def test_without_the_pepper_no_pin_opens_until_the_file_is_back_or_pins_are_set_anew(anna: Path) -> None:
    path = pepper_path(anna)
    kept = path.read_text()
    path.unlink()

    assert outcome() == "pepper-missing"
    with pytest.raises(Refused) as refused:
        check_pin("ANNA", PIN, "signing in")
    assert refused.value.message == f"{path.name} is missing."
    assert the_person("ANNA").failures == 0, "that is nobody's mistake"
    path.write_text(kept)
    assert outcome() == "ok"

    path.unlink()
    a_pin(ADMIN, "730514")
    assert outcome(ADMIN, "730514") == "ok"
    assert outcome() == "pepper-missing", "ANNA's PIN was set with the one that is lost"
    a_pin("ANNA")
    assert outcome() == "ok"


def test_a_pepper_file_of_something_else_is_no_pepper(anna: Path) -> None:
    pepper_path(anna).write_text("shopping list\n")

    assert outcome() == "pepper-missing"


def test_a_copy_of_the_warehouse_opens_with_the_pepper_beside_it_and_not_without(anna: Path, tmp_path: Path) -> None:
    copy, secret = tmp_path / "copy.db", pepper_path(anna).read_bytes()
    backup.copy_to(copy)
    assert secret.strip() not in copy.read_bytes()
    connection.close_database()

    connection.open_database(copy, by="TEST")
    assert outcome() == "pepper-missing"
    pepper_path(copy).write_bytes(secret)
    assert outcome() == "ok"
    connection.close_database()


def test_the_pin_is_nowhere_in_the_warehouse(anna: Path) -> None:
    outcome(pin=WRONG)

    tables = [name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    told = json.dumps([rows(f"SELECT * FROM {name}") for name in tables if not name.startswith("lot_search")])
    connection.close_database()
    files = b"".join(path.read_bytes() for path in anna.parent.iterdir() if path.is_file())

    for pin in (PIN, WRONG):
        assert pin not in told
        assert pin.encode() not in files
    connection.open_database(anna, by="TEST")
    assert "scrypt" not in repr(kept_pin("ANNA"))
