"""Electronic signatures: what the house wants signed is not done without the PIN of who does it, for this very act."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import a_bin, an_item, refusal, run, some_stock, there
from tests.people import PIN, somebody
from wms_tui.domain.audit import Signed
from wms_tui.domain.rights import Role
from wms_tui.domain.signatures import Signing, read_signing
from wms_tui.domain.types import Status
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.operations.close_recall import ACCEPT_OUTSIDE, CloseRecall, close_recall
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.operations.run_acts import ConsumeRun, Ingredient, OpenRun, ScrapRun, consume_run, open_run, scrap_run
from wms_tui.operations.seal import seal_now
from wms_tui.operations.undo import Undo, undo
from wms_tui.operations.vouch import Vouch, sign, vouch
from wms_tui.queries.audit import the_audit_row
from wms_tui.queries.health import examine
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.storage.statements import change, rows, value


@pytest.fixture(autouse=True)
def house(warehouse: object) -> None:
    an_item("MILK")
    a_bin("A-01")
    some_stock(quantity=100)
    somebody("QUIN", Role.QUALITY, Role.RECALL, pin=PIN, name="Quin Quist")
    somebody("LEA", Role.LEAD, Role.RECALL, pin=PIN)
    wanted("release, recall, destroy, adjust", limit=10)


def wanted(signed: str, *, limit: int = 0) -> None:
    """Let the house want acts signed."""
    run(change_setting, ChangeSetting("signatures", signed), by="ROOT")
    run(change_setting, ChangeSetting("signature_limit", str(limit)), by="ROOT")


def signed(verb: Any, slip: object, *, by: str = "QUIN", key: str) -> Any:
    """Do something with a signature."""
    sign(Vouch(key, slip, "sign", by), pin=PIN)
    return run(verb, slip, by=by, key=key)


def status() -> Status:
    return the_lot(the_item("MILK"), "L1").status


LESS = Adjust("MILK", "L1", "A-01", "lost", by=-11)


def test_a_release_needs_the_signature_of_who_releases_and_says_what_it_means() -> None:
    run(hold, Hold("MILK", "L1", "film"), by="QUIN")
    slip = Release("MILK", "L1", "tested good")
    assert refusal(release, slip, by="QUIN", key="r1") == "signature-needed"
    assert status() is Status.HOLD

    done = signed(release, slip, key="r1")

    assert status() is Status.RELEASED
    (one,) = the_audit_row(done.entry).signatures
    assert isinstance(one, Signed)
    assert (one.badge, one.name, one.meaning) == ("QUIN", "Quin Quist", "signature: release of goods")
    assert the_audit_row(done.entry).approvals == ()


def test_who_closes_a_recall_signs_that_it_is_closed() -> None:
    run(open_recall, OpenRecall("R1", (("MILK", "L1"),), "bad"), by="QUIN")

    closed = signed(close_recall, CloseRecall("R1", "over", (ACCEPT_OUTSIDE,)), key="c1")

    assert [one.meaning for one in the_audit_row(closed.entry).signatures] == ["signature: closing of a recall"]


def test_a_signature_is_for_this_very_act_and_no_other() -> None:
    sign(Vouch("a1", LESS, "sign", "QUIN"), pin=PIN)

    assert refusal(adjust, replace(LESS, by=-12), by="QUIN", key="a1") == "signature-needed"
    assert refusal(adjust, LESS, by="QUIN", key="a2") == "signature-needed"
    assert refusal(adjust, LESS, by="LEA", key="a1") == "signature-needed"
    assert run(adjust, LESS, by="QUIN", key="a1").quantity == 89
    assert rows("SELECT * FROM voucher") == [], "what was signed is done"
    assert refusal(adjust, replace(LESS, by=-13), by="QUIN", key="a3") == "signature-needed"


def test_the_same_signed_act_sent_twice_is_done_once_and_signed_once() -> None:
    first = signed(adjust, LESS, key="a1")
    again = run(adjust, LESS, by="QUIN", key="a1")

    assert (again.entry, again.repeated) == (first.entry, True)
    assert value("SELECT count(*) FROM approval") == 1
    assert there("A-01") == 89


def test_an_adjustment_up_to_the_limit_goes_unsigned_and_above_it_does_not() -> None:
    run(adjust, replace(LESS, by=-10), by="QUIN")
    run(adjust, replace(LESS, by=10, reason="found"), by="QUIN")

    assert refusal(adjust, LESS, by="QUIN") == "signature-needed"
    assert refusal(adjust, replace(LESS, by=11, reason="found"), by="QUIN") == "signature-needed"


def test_destroying_a_single_unit_is_signed_and_taking_a_sample_is_not() -> None:
    assert refusal(adjust, replace(LESS, by=-1, reason="damage"), by="QUIN") == "signature-needed"
    run(adjust, replace(LESS, by=-1, reason="sample"), by="QUIN")

    done = signed(adjust, replace(LESS, by=-1, reason="damage"), key="d1")

    assert [one.meaning for one in the_audit_row(done.entry).signatures] == ["signature: destruction of goods"]


def test_what_production_throws_away_or_undo_brings_back_takes_a_signature_too() -> None:
    run(open_run, OpenRun("B1"), by="QUIN")
    run(consume_run, ConsumeRun("B1", Ingredient("MILK", "L1", 5, "A-01")), by="QUIN")
    assert refusal(scrap_run, ScrapRun("B1", "MILK", "L1", 1, "spilt"), by="QUIN") == "signature-needed"
    held = run(hold, Hold("MILK", "L1", "film"), by="QUIN").entry

    assert refusal(undo, Undo(held, "wrong lot"), by="QUIN") == "signature-needed", "it is a release"
    destroyed = signed(adjust, replace(LESS, by=-1, reason="damage"), key="d1").entry
    assert refusal(undo, Undo(destroyed, "was good"), by="QUIN") == "signature-needed"
    signed(undo, Undo(destroyed, "was good"), key="u1")
    assert there("A-01") == 95


def test_of_two_who_release_a_lot_both_sign() -> None:
    wanted("release")
    run(change_item, ChangeItem("MILK", release_people=2), by="ROOT")
    somebody("QUIRIN", Role.QUALITY, pin=PIN)
    run(hold, Hold("MILK", "L1", "film"), by="QUIN")
    slip = Release("MILK", "L1", "tested good")

    first = signed(release, slip, key="r1")
    assert status() is Status.HOLD
    assert refusal(release, slip, by="QUIRIN", key="r2") == "signature-needed"
    second = signed(release, slip, by="QUIRIN", key="r2")

    assert status() is Status.RELEASED
    assert [one.badge for one in the_audit_row(first.entry).signatures] == ["QUIN"]
    assert [one.badge for one in the_audit_row(second.entry).signatures] == ["QUIRIN"]


def test_the_word_of_a_second_person_is_no_signature_of_who_acts() -> None:
    somebody("ANNA", Role.CLERK, pin=PIN)
    vouch(Vouch("a1", LESS, "adjust", "ANNA"), badge="LEA", pin=PIN, reason="seen")

    assert refusal(adjust, LESS, by="ANNA", key="a1") == "signature-needed"
    done = signed(adjust, LESS, by="ANNA", key="a1")

    row = the_audit_row(done.entry)
    assert [one.badge for one in row.approvals] == ["LEA"]
    assert [one.badge for one in row.signatures] == ["ANNA"]


@pytest.mark.parametrize(("pin", "code"), [("918273", "wrong-pin"), ("", "wrong-pin")])
def test_a_wrong_pin_signs_nothing(pin: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        sign(Vouch("a1", LESS, "sign", "QUIN"), pin=pin)

    assert refused.value.code == code
    assert refusal(adjust, LESS, by="QUIN", key="a1") == "signature-needed"


def test_who_has_no_pin_cannot_sign() -> None:
    somebody("LUC", Role.LEAD)

    with pytest.raises(Refused) as refused:
        sign(Vouch("a1", LESS, "sign", "LUC"), pin=PIN)

    assert refused.value.code == "no-pin"


def test_what_the_house_does_not_want_signed_is_done_as_ever() -> None:
    wanted("release")

    assert run(adjust, LESS, by="QUIN").quantity == 89
    assert run(hold, Hold("MILK", "L1", "film"), by="QUIN").status is Status.HOLD


def test_a_forged_signature_is_found() -> None:
    signed(adjust, LESS, key="a1")
    seal_now()
    assert examine().differences == ()

    change("DROP TRIGGER approval_no_update")
    change("UPDATE approval SET name = 'Somebody else'")

    assert examine().differences != ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("ADJUST,release", (Signing.RELEASE, Signing.ADJUST)),
        (" release , , recall ", (Signing.RELEASE, Signing.RECALL)),
    ],
)
def test_the_setting_takes_words_in_any_order_and_case(text: str, found: tuple[Signing, ...]) -> None:
    assert read_signing(text) == found


@pytest.mark.parametrize(
    ("name", "text"), [("signatures", "everything"), ("signature_limit", "-1"), ("signature_limit", "x")]
)
def test_a_setting_that_means_nothing_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadInput) as refused:
        run(change_setting, ChangeSetting(name, text), by="ROOT")

    assert refused.value.code == "bad-setting"


def test_while_nobody_was_added_nobody_can_sign() -> None:
    change("DELETE FROM person")

    assert refusal(adjust, LESS) == "signature-impossible"
