"""What the audit trail tells of recalls, and what the doctor finds where somebody went past it."""

from typing import Any

import pytest

from tests.builders import a_customer, refusal, run
from tests.people import somebody
from tests.recalls import a_case, a_recalled_dairy, answered, closed
from wms_tui.domain.audit import AuditRow, in_short, read_asked
from wms_tui.domain.recall import Happening, Step
from wms_tui.domain.rights import Role
from wms_tui.domain.types import Role as Kind
from wms_tui.operations.add_partner import AddPartner, add_partner
from wms_tui.operations.change_partner import ChangePartner, change_partner
from wms_tui.operations.draw_checks import DrawChecks, draw_checks
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.make_notices import (
    ApproveNotices,
    MakeNotices,
    NoteLetters,
    approve_notices,
    make_notices,
    note_letters,
)
from wms_tui.operations.note_check import Method, NoteCheck, note_check
from wms_tui.operations.note_step import NoteStep, note_step
from wms_tui.operations.open_recall import ChangeRecall, change_recall
from wms_tui.operations.recall_scope import NarrowRecall, WidenRecall, narrow_recall, widen_recall
from wms_tui.queries.audit import audit_rows, the_audit_row
from wms_tui.queries.health import examine
from wms_tui.queries.recall_figures import recall_figures
from wms_tui.queries.recalls import the_recall
from wms_tui.storage.statements import change


@pytest.fixture(autouse=True)
def dairy(warehouse: object) -> None:
    a_recalled_dairy()


def did(entry: int) -> list[str]:
    return [str(one) for one in the_audit_row(entry).happened]


def of(code: str) -> list[AuditRow]:
    return list(audit_rows(read_asked(f"of:{code}")))


def test_the_trail_tells_which_lots_came_into_a_recall_and_left_it() -> None:
    a_case("R7", ("MILK", "L1"))
    widened = run(widen_recall, WidenRecall("R7", (("MILK", "L2"),), "same tank"))
    narrowed = run(narrow_recall, NarrowRecall("R7", (("MILK", "L2"),), "another tank"))

    assert did(the_recall("R7").entry) == ["MILK L1 comes into the recall (named)"]
    assert did(widened.entry) == ["MILK L2 comes into the recall (named)"]
    assert did(narrowed.entry) == ["MILK L2 leaves the recall"]
    assert [one.entry for one in of("MILK:L2")][-2:] == [widened.entry, narrowed.entry]


def test_the_trail_tells_an_answer_with_the_one_before_it_by_customer_and_by_lot() -> None:
    a_case()
    first = answered("CAFE", returned=12).entry
    second = answered("CAFE", returned=12, used=8).entry

    assert did(first) == ["MILK L1 at CAFE: no answer -> returned 12"]
    assert did(second) == ["MILK L1 at CAFE: returned 12 -> returned 12, used 8"]
    assert [one.entry for one in of("CAFE")][-2:] == [first, second]
    assert [one.entry for one in of("MILK:L1")][-2:] == [first, second]


def test_the_trail_tells_what_became_of_letters_checks_and_steps() -> None:
    a_case()
    made = run(make_notices, MakeNotices("R7")).entry
    approved = run(approve_notices, ApproveNotices("R7")).entry
    sent = run(note_letters, NoteLetters("R7", Happening.SENT, ("CAFE",), "post")).entry
    drawn = run(draw_checks, DrawChecks("R7")).entry
    checked = run(note_check, NoteCheck("R7", "CAFE", False, Method.PHONE, "read out")).entry
    noted = run(note_step, NoteStep("R7", Step.BALANCE)).entry

    assert did(made) == ["version 1, letters: 2"]
    assert did(approved) == ["version 1 is approved"]
    assert did(sent) == ["version 1 to CAFE: sent, post"]
    assert did(drawn) == ["CAFE is drawn for a check", "SHOP is drawn for a check"]
    assert did(checked) == ["check at CAFE: it did not work, phone, read out"]
    assert did(noted) == ["balance is checked"]


def test_what_was_asked_for_is_told_first_of_an_entry_with_many_lots() -> None:
    a_case("R7", ("MILK", "L1"), ("MILK", "L2"), ("MILK", "L3"))
    (row,) = [one for one in of("MILK:L3") if one.kind == "open-recall"]

    assert in_short(row, "MILK:L3").startswith("MILK L3 comes into the recall")
    assert in_short(row).startswith("recall R7 ")


def test_letters_that_say_less_than_is_known_are_approved_only_with_a_yes() -> None:
    a_case("R7", ("MILK", "L2"))
    run(make_notices, MakeNotices("R7"))
    run(note_letters, NoteLetters("R7", Happening.SENT))
    assert recall_figures(the_recall("R7")).notified == 1
    run(widen_recall, WidenRecall("R7", (("MILK", "L1"),), "same tank"))

    assert recall_figures(the_recall("R7")).notified == 0, "SHOP has heard of L2 alone, CAFE of nothing"
    assert refusal(approve_notices, ApproveNotices("R7")) == "letters-old"
    run(make_notices, MakeNotices("R7"))
    run(approve_notices, ApproveNotices("R7"))
    run(note_letters, NoteLetters("R7", Happening.SENT))
    assert recall_figures(the_recall("R7")).notified == 2


def test_the_doctor_has_nothing_to_say_of_partners_whose_codes_wander() -> None:
    def customer(known: str, **fields: Any) -> None:
        run(change_partner, ChangePartner(known, Kind.CUSTOMER, **fields))

    customer("SHOP", address="1 High Street", phone="555 0199")
    customer("SHOP", code="MART")
    a_customer("SHOP", city="Bath")
    customer("MART", phone="555 0198")
    customer("SHOP", city="Wells")
    customer("CAFE", address="2 Low Street")
    run(add_partner, AddPartner("CAFE", Kind.SUPPLIER, name="Beans"))
    customer("CAFE", code="cafe")

    assert examine().differences == ()


def test_the_doctor_names_values_that_no_act_wrote() -> None:
    somebody("BOSS", Role.ADMIN, name="Bo")
    somebody("ANNA", Role.RECALL, Role.QUALITY, Role.LEAD)
    run(change_partner, ChangePartner("SHOP", Kind.CUSTOMER, address="1 High Street"), by="BOSS")
    a_customer("KIOSK2", address="2 Low Street")
    a_case(reply_by=None)
    run(change_recall, ChangeRecall("R7", hazard="illness"))
    run(make_notices, MakeNotices("R7"))
    a_case("R8", ("MILK", "L3"))
    run(hold_recall, HoldRecall("R8"))
    closed("R8")
    assert examine().differences == ()

    for statement in (
        "UPDATE partner SET address = '3 Back Street' WHERE code = 'SHOP'",
        "UPDATE person SET roles = 'admin clerk' WHERE badge = 'BOSS'",
        "UPDATE recall SET hazard = 'none' WHERE code = 'R7'",
        "UPDATE recall SET closed_id = NULL WHERE code = 'R8'",
        "UPDATE noticeversion SET approved_id = entry_id",
    ):
        change(statement)

    assert [one.detail for one in examine().differences if one.kind == "value"] == [
        "partner SHOP: address is 3 Back Street, the trail says 1 High Street",
        "person BOSS: roles is admin, clerk, the trail says admin",
        "recall R7: hazard is none, the trail says illness",
        "recall R8 is open, and it was closed",
        "recall R7: version 1 of the letters is approved, and nobody approved it",
    ]
