"""Effectiveness checks of a recall, and reminders of letters that nobody answered."""

from datetime import timedelta

import pytest

from tests.builders import in_days, refusal, run
from tests.recalls import a_case, a_letter, a_recalled_dairy, answered, happened, notice_row
from wms_tui import clock
from wms_tui.domain.recall import CheckLevel
from wms_tui.domain.replies import drawn
from wms_tui.operations.draw_checks import DrawChecks, draw_checks
from wms_tui.operations.note_check import Method, NoteCheck, note_check
from wms_tui.operations.recall_scope import WidenRecall, widen_recall
from wms_tui.operations.remind import Remind, remind
from wms_tui.queries.alerts import causes
from wms_tui.queries.checks import checks_of, draws_of
from wms_tui.queries.recalls import the_recall
from wms_tui.storage.statements import rows

NOW = clock.now()


@pytest.fixture(autouse=True)
def dairy(warehouse: object) -> None:
    a_recalled_dairy()


def found() -> dict[str, bool | None]:
    return {one.customer: one.effective for one in checks_of(the_recall("R7").id)}


def test_level_a_draws_everybody_and_the_draw_is_kept() -> None:
    a_case()

    done = run(draw_checks, DrawChecks("R7"))

    assert (done.drawn, done.consignees, done.percent) == (("CAFE", "SHOP"), 2, 100)
    assert found() == {"CAFE": None, "SHOP": None}
    (draw,) = draws_of(the_recall("R7").id)
    assert (draw.seed, draw.population, draw.sample) == (done.seed, ("CAFE", "SHOP"), ("CAFE", "SHOP"))


def test_a_draw_is_repeated_from_what_was_kept() -> None:
    a_case()

    done = run(draw_checks, DrawChecks("R7", CheckLevel.C))

    (draw,) = draws_of(the_recall("R7").id)
    assert len(done.drawn) == 1
    assert drawn(draw.seed, draw.population, len(draw.sample)) == draw.sample == done.drawn


def test_the_same_draw_sent_twice_draws_once() -> None:
    a_case()

    first = run(draw_checks, DrawChecks("R7", CheckLevel.D), key="draw")
    again = run(draw_checks, DrawChecks("R7", CheckLevel.D), key="draw")

    assert (again.repeated, again.drawn, again.seed) == (True, first.drawn, first.seed)
    assert refusal(draw_checks, DrawChecks("R7", CheckLevel.D)) == "already-drawn"


def test_a_scope_that_grew_adds_to_the_sample_and_who_was_drawn_stays() -> None:
    a_case()
    run(draw_checks, DrawChecks("R7"))
    run(note_check, NoteCheck("R7", "SHOP", True, Method.PHONE))
    run(widen_recall, WidenRecall("R7", (("MILK", "L3"),), "same milk"))

    done = run(draw_checks, DrawChecks("R7"))

    assert (done.drawn, done.sample) == (("KIOSK",), 3)
    assert found() == {"CAFE": None, "KIOSK": None, "SHOP": True}
    assert draws_of(the_recall("R7").id)[1].population == ("KIOSK",)


def test_what_cannot_be_drawn_is_refused() -> None:
    a_case()
    a_case("R8", ("MILK", "L3"), only_named=True)

    assert refusal(draw_checks, DrawChecks("R7", CheckLevel.E)) == "no-checks"
    assert refusal(draw_checks, DrawChecks("R7", CheckLevel.B)) == "bad-percent"
    assert refusal(draw_checks, DrawChecks("R9")) == "unknown-recall"


def test_a_check_that_found_it_did_not_work_says_what_is_done() -> None:
    a_case()
    run(draw_checks, DrawChecks("R7"))

    assert refusal(note_check, NoteCheck("R7", "SHOP", False, Method.VISIT)) == "note-needed"
    done = run(note_check, NoteCheck("R7", "SHOP", False, Method.VISIT, "still on the shelf; taken off"))
    assert (done.done, done.sample) == (1, 2)
    run(note_check, NoteCheck("R7", "SHOP", True, Method.PHONE))

    assert found() == {"CAFE": None, "SHOP": True}


def test_a_consignee_that_was_not_drawn_is_not_checked() -> None:
    a_case()

    assert refusal(note_check, NoteCheck("R7", "SHOP", True, Method.PHONE)) == "not-drawn"
    assert refusal(note_check, NoteCheck("R7", "NOBODY", True, Method.PHONE)) == "unknown-customer"


def test_who_did_not_answer_by_the_deadline_is_reminded_and_again_after_some_days() -> None:
    a_case(reply_by=in_days(-1))
    for number, customer in enumerate(("SHOP", "CAFE"), 1):
        a_letter(f"RN-R7-1-{number}", customer, sent_at=NOW - timedelta(days=4))
    answered("CAFE", returned=20)
    answered("SHOP", returned=30)

    done = run(remind, Remind("R7"))

    (one,) = done.reminders
    assert (one.customer, one.lots, one.attempts, one.notice) == ("SHOP", ("MILK:L2",), 1, "RN-R7-1-1")
    assert "URGENT: REMINDER 1 - RECALL R7" in one.text
    assert "MILK Oat milk 1L, lot L2: 1 CS delivered" in one.text
    assert "RN-R7-1-1" in one.text
    assert refusal(remind, Remind("R7")) == "asked-lately"
    with clock.pretend(clock.now() + timedelta(days=2)):
        again = run(remind, Remind("R7"))
    assert again.reminders[0].attempts == 2
    assert "REMINDER 2" in again.reminders[0].text


def test_nobody_is_late_before_the_deadline_or_without_a_letter() -> None:
    a_case(reply_by=in_days(0))
    a_letter("RN-R7-1-1", "SHOP", sent_at=NOW - timedelta(days=9))
    a_letter("RN-R7-1-2", "CAFE")

    assert refusal(remind, Remind("R7")) == "nobody-late"
    with clock.pretend(clock.now() + timedelta(days=1)):
        late = run(remind, Remind("R7"))
    assert [one.customer for one in late.reminders] == ["SHOP"]


def test_without_a_deadline_it_is_some_days_after_the_letter() -> None:
    a_case()
    a_letter("RN-R7-1-1", "SHOP", sent_at=NOW - timedelta(days=3))

    assert refusal(remind, Remind("R7", days=4)) == "nobody-late"
    assert len(run(remind, Remind("R7", days=3)).reminders) == 1


def test_a_drill_reminds_nobody() -> None:
    a_case("D1", drill=True)

    assert refusal(remind, Remind("D1")) == "drill"
    assert refusal(remind, Remind("D1", days=-1)) == "bad-days"
    assert refusal(remind, Remind("D1", method="pigeon")) == "bad-method"


def test_the_coordinator_is_told_of_answers_that_are_late_until_they_come() -> None:
    a_case(reply_by=in_days(-1))
    a_letter("RN-R7-1-1", "SHOP", sent_at=NOW - timedelta(days=4))

    def told() -> list[str]:
        return [one.what for one in causes(clock.now()) if one.kind == "replies-late"]

    (words,) = told()
    assert words.startswith("R7: no answer by ")
    assert words.endswith(" from SHOP, no letter has gone to CAFE")
    answered("SHOP", "MILK:L1")
    answered("SHOP", "MILK:L2")
    assert told() == ["R7: no letter has gone to CAFE"]
    answered("CAFE", "MILK:L1")
    assert told() == []


def test_a_letter_that_came_back_leaves_its_mark() -> None:
    a_case(reply_by=in_days(-1))
    a_letter("RN-R7-1-1", "SHOP", sent_at=NOW - timedelta(days=4))
    happened(notice_row("RN-R7-1-1"), "returned", NOW - timedelta(days=3))

    (one,) = run(remind, Remind("R7")).reminders

    assert one.customer == "SHOP"
    assert rows("SELECT count(*) FROM noticeevent WHERE happening = 'reminded'") == [(1,)]
