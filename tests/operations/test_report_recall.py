"""Reports of a recall and the score of a drill: the figures of the books, numbered and kept."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from tests.builders import an_item, in_days, refusal, run, some_stock
from tests.genealogy import sold
from tests.recalls import a_case, a_letter, a_recalled_dairy, answered, happened, notice_row
from wms_tui import clock
from wms_tui.domain.recall import RecallClass, ReportKind, Step
from wms_tui.domain.recall_reports import CaseReport, Told
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.close_recall import CloseRecall, close_recall
from wms_tui.operations.draw_checks import DrawChecks, draw_checks
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.operations.make_notices import MakeNotices, make_notices
from wms_tui.operations.note_check import Method, NoteCheck, note_check
from wms_tui.operations.note_step import NOTED, NoteStep, note_step
from wms_tui.operations.report_recall import ReportMade, ReportRecall, report_recall
from wms_tui.operations.ship import Return, return_goods
from wms_tui.queries.alerts import causes
from wms_tui.queries.drills import drills, next_drill, score_of
from wms_tui.queries.recall_figures import recall_figures
from wms_tui.queries.recall_reports import reports_of, the_report
from wms_tui.queries.recalls import the_recall
from wms_tui.storage.statements import change

ENDED = Told("burnt on 4 JAN, witness Bo", "wrong film", "scanner at line 2")


@pytest.fixture(autouse=True)
def dairy(warehouse: object) -> None:
    a_recalled_dairy()


def reported(recall: str = "R7", kind: ReportKind | None = None, **fields: object) -> CaseReport:
    made: ReportMade = run(report_recall, ReportRecall(recall, kind, **fields))  # type: ignore[arg-type]
    return the_report(the_recall(recall), made.number)


def test_a_status_report_has_the_figures_of_status_and_of_each_consignee() -> None:
    a_case(recall_class=RecallClass.ONE, hazard="illness", strategy="letters")
    run(hold_recall, HoldRecall("R7"))
    a_letter("RN-R7-1-1", "SHOP", sent_at=clock.now())
    answered("SHOP", on_hand=5, returned=10, used=5)
    run(return_goods, Return("SO1", "MILK", "L1", 8))
    run(draw_checks, DrawChecks("R7"))
    run(note_check, NoteCheck("R7", "SHOP", False, Method.PHONE, "called again"))

    one = reported(told=Told(problems="shop is on holiday", expected_end=in_days(30)))

    figures = recall_figures(the_recall("R7"))
    assert (one.totals.percent, one.totals.distributed, one.totals.accounted, one.totals.replied) == (
        figures.percent, figures.distributed, figures.accounted, figures.replied,
    )  # fmt: skip
    assert one.totals.notified == figures.notified == 1
    first = {lot.lot: lot for lot in one.lots}["L1"]
    assert (first.produced, first.in_house, first.distributed, first.came_back, first.unaccounted) == (
        100,
        58,
        50,
        8,
        30,
    )
    assert first.status == "recalled"
    shop = {consignee.customer: consignee for consignee in one.consignees}["SHOP"]
    assert (shop.lots, shop.lots_answered, shop.delivered, shop.open, shop.attempts) == (2, 1, 40, 20, 1)
    assert shop.notified_at is not None
    assert [consignee.customer for consignee in one.silent] == ["CAFE"]
    assert [consignee.customer for consignee in one.partial] == ["SHOP"]
    assert (one.checks.planned, one.checks.done, one.checks.ineffective) == (2, 1, 1)
    assert one.told.problems == "shop is on holiday"


def test_reports_are_numbered_and_stay_as_they_were_made() -> None:
    a_case()
    first = reported()
    answered("CAFE", returned=20)
    second = reported()

    assert (first.number, second.number, second.period_from) == (1, 2, first.made_at)
    again = the_report(the_recall("R7"), 1)
    assert again == first
    assert (again.totals.replied, second.totals.replied) == (0, 1)
    assert [one.kind for one in reports_of(the_recall("R7").id)] == ["status", "status"]


def test_the_same_report_sent_twice_is_one() -> None:
    a_case()

    first = run(report_recall, ReportRecall("R7"), key="report")
    again = run(report_recall, ReportRecall("R7"), key="report")

    assert (again.repeated, again.number, again.sha256) == (True, 1, first.sha256)


def test_a_letter_that_came_back_is_undeliverable_until_they_are_reached() -> None:
    a_case(reply_by=in_days(-1))
    a_letter("RN-R7-1-1", "CAFE", sent_at=clock.now() - timedelta(days=4))
    happened(notice_row("RN-R7-1-1"), "returned", clock.now() - timedelta(days=3))

    assert reported().totals.undeliverable == 1
    happened(notice_row("RN-R7-1-1"), "called", clock.now())
    assert reported().totals.undeliverable == 0


@pytest.mark.parametrize("missing", ["disposition", "root_cause", "corrective_action"])
def test_a_termination_report_needs_what_became_of_it_and_why(missing: str) -> None:
    a_case()
    told = replace(ENDED, **{missing: ""})

    assert refusal(report_recall, ReportRecall("R7", ReportKind.TERMINATION, told)) == "text-needed"


def test_a_termination_report_needs_every_answer_or_why_there_is_none() -> None:
    a_case()
    answered("SHOP", "MILK:L1", returned=30)
    answered("SHOP", "MILK:L2", returned=10)
    slip = ReportRecall("R7", ReportKind.TERMINATION, ENDED)
    assert refusal(report_recall, slip) == "replies-open"

    one = reported(kind=ReportKind.TERMINATION, told=ENDED, explanations=(("cafe", "closed for good"),))

    assert {consignee.customer: consignee.explanation for consignee in one.consignees} == {
        "CAFE": "closed for good", "SHOP": "",
    }  # fmt: skip
    strange = ReportRecall("R7", ReportKind.TERMINATION, ENDED, (("KIOSK", "why"),))
    assert refusal(report_recall, strange) == "no-consignee"


def test_a_certificate_is_made_of_a_drill_alone() -> None:
    a_case()

    assert refusal(report_recall, ReportRecall("R7", ReportKind.DRILL)) == "not-a-drill"


def test_moments_are_those_of_who_makes_the_report() -> None:
    zone = timezone(timedelta(hours=9))
    a_case()
    answered("CAFE", received=18, returned=18)

    made = run(report_recall, ReportRecall("R7"), at=clock.now().astimezone(zone))

    one = the_report(the_recall("R7"), made.number)
    cafe = one.consignees[0]
    assert cafe.answered_at is not None
    assert {at.utcoffset() for at in (one.opened_at, one.made_at, cafe.answered_at)} == {timedelta(hours=9)}
    assert cafe.differences == ("L1: 18 received, 20 shipped",)


# Drills.


def at(minutes: int, start: datetime) -> datetime:
    return start + timedelta(minutes=minutes)


def a_drill(code: str = "D1", *, minutes: int = 40, closed: bool = True, whole: bool = True) -> None:
    """Hold a drill whose hold came after a tenth of the time, the rest in the middle, and the end after all of it."""
    start = clock.now() - timedelta(minutes=minutes)
    with clock.pretend(start):
        a_case(code, drill=True)
    run(hold_recall, HoldRecall(code), at=at(minutes // 10, start))
    if whole:
        for step in NOTED:
            run(note_step, NoteStep(code, step), at=at(minutes // 2, start))
        run(make_notices, MakeNotices(code), at=at(minutes // 2, start))
    if closed:
        run(close_recall, CloseRecall(code, "done", ("accept-open",)), at=at(minutes, start))


def test_a_drill_is_timed_by_its_acts_and_scored_by_the_balance_of_its_lots() -> None:
    a_drill(minutes=40)

    score = score_of(the_recall("D1"))

    assert score.minutes == 40.0
    assert {one.step: one.minutes for one in score.steps} == {
        Step.SCOPE: 0.0, Step.HOLD: 4.0, Step.TRACE: 16.0, Step.BALANCE: 0.0, Step.NOTICES: 0.0, Step.REPORT: 20.0,
    }  # fmt: skip
    assert [(one.lot, one.came, one.accounted) for one in score.lots] == [("L1", 100, 100), ("L2", 100, 100)]
    assert (score.found_percent, score.passed, score.consignees, score.replied) == (100.0, True, 2, 0)
    assert score.stale_contacts == ("CAFE", "SHOP")


def test_a_drill_in_which_nothing_was_done_is_not_passed() -> None:
    a_drill(whole=False)

    score = score_of(the_recall("D1"))

    assert (score.in_time, score.found_enough, score.complete, score.passed) == (True, True, False, False)
    assert "Nothing was done for: trace, balance, notices, replies." in score.gaps


def test_units_that_a_count_lost_are_a_gap_that_is_explained_and_fail_the_drill() -> None:
    run(adjust, Adjust("MILK", "L1", "A-01", "lost", by=-2))
    a_drill()

    score = score_of(the_recall("D1"))

    assert (score.found_percent, score.found_enough, score.passed) == (99.0, False, False)
    assert score.gaps[0].startswith("MILK L1: 2 EA too few: -2 lost in A-01, ")
    assert score.gaps[0].endswith("by ANNA.")


def test_a_target_of_the_house_decides() -> None:
    run(adjust, Adjust("MILK", "L1", "A-01", "lost", by=-2))
    a_drill(minutes=40)
    run(change_setting, ChangeSetting("drill_percent", "98-102"))
    assert score_of(the_recall("D1")).passed

    run(change_setting, ChangeSetting("drill_minutes", "39"))
    assert not score_of(the_recall("D1")).in_time


def test_a_certificate_keeps_the_score_of_its_day() -> None:
    a_drill()
    one = reported("D1")
    run(adjust, Adjust("MILK", "L1", "A-01", "lost", by=-9))
    run(change_setting, ChangeSetting("drill_minutes", "1"))

    kept = the_report(the_recall("D1"), 1)

    assert one.kind is ReportKind.DRILL
    assert kept.score is not None
    assert kept.score == one.score
    assert kept.score.passed
    assert kept.drill


def test_what_happened_after_a_drill_does_not_change_what_it_found() -> None:
    a_drill(minutes=40)
    before = score_of(the_recall("D1"))
    run(adjust, Adjust("MILK", "L1", "A-01", "lost", by=-9))
    run(report_recall, ReportRecall("D1"))

    after = score_of(the_recall("D1"))

    assert (after.minutes, after.found_percent) == (before.minutes, before.found_percent)


def test_who_buys_of_a_lot_after_a_drill_is_no_consignee_of_it() -> None:
    a_drill(minutes=40)
    before = score_of(the_recall("D1"))

    sold("SO9", "MILK=5@L1", customer="KIOSK")

    assert score_of(the_recall("D1")) == before


def test_a_certificate_that_is_made_late_does_not_make_the_drill_longer() -> None:
    a_drill(minutes=40, closed=False, whole=False)
    before = score_of(the_recall("D1"))

    run(report_recall, ReportRecall("D1"))

    assert score_of(the_recall("D1")).steps == before.steps
    assert score_of(the_recall("D1")).minutes == before.minutes == 4.0


def test_a_contact_that_was_verified_within_a_year_is_not_stale() -> None:
    change("UPDATE partner SET verified_on = ? WHERE code = 'SHOP'", in_days(-365).isoformat())
    change("UPDATE partner SET verified_on = ? WHERE code = 'CAFE'", in_days(-366).isoformat())
    a_drill()

    assert score_of(the_recall("D1")).stale_contacts == ("CAFE",)


def test_drills_are_remembered_and_recalls_are_none() -> None:
    a_case("R7")
    a_drill("D1")
    a_drill("D2", minutes=10)

    assert [one.code for one in drills()] == ["D2", "D1"]


def test_lots_of_another_unit_have_their_own_percent() -> None:
    an_item("COCOA", unit="g")
    some_stock("COCOA", "S1", "A-01", 100_000)
    sold("SO9", "COCOA=5000@S1")
    run(adjust, Adjust("MILK", "L1", "A-01", "lost", by=-10))
    a_case("D3", ("COCOA", "S1"), ("MILK", "L1"), drill=True)

    assert score_of(the_recall("D3")).found_percent == 90.0


def test_a_drill_is_due_by_calendar_until_one_is_opened() -> None:
    def told() -> list[str]:
        return [one.what for one in causes(clock.now()) if one.kind == "drill-due"]

    today = clock.today()
    run(change_setting, ChangeSetting("drill_calendar", "FREQ=DAILY"))
    assert len(told()) == 1
    assert told()[0].endswith("there was none yet")
    assert next_drill(clock.now()) == today

    a_case("D1", drill=True)
    assert told() == []
    assert next_drill(clock.now()) == today + timedelta(days=1)
