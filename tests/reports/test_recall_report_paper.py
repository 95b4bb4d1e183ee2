"""Reports of a recall and the certificate of a drill on paper, read back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from reports import drill_certificate, recall_report
from reports.page import A4, LETTER, Paper, Rendered
from wms_tui.domain.drills import DrillScore, LotFound, Mark, Target, step_times
from wms_tui.domain.frozen import from_json, to_json
from wms_tui.domain.recall import CheckLevel, Depth, RecallClass, RecallKind, ReportKind, Step
from wms_tui.domain.recall_reports import (
    CaseReport,
    Firm,
    ReportChecks,
    ReportConsignee,
    ReportLot,
    Told,
    Totals,
)
from wms_tui.domain.replies import Check, Draw, Statement

Text = Callable[[Rendered], list[str]]
OPENED = datetime(2026, 11, 23, 13, 2, tzinfo=UTC)
MADE = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def a_lot(number: int = 1, **changes: object) -> ReportLot:
    return replace(
        ReportLot("MILK", "Oat milk 1L", f"L260{number}", "EA", date(2027, 3, 14), "recalled", 2000, 360, 1610,
                  Statement(on_hand=200, returned=400, destroyed=100, used=510, sold_on=50, not_located=20), 380),
        **changes,
    )  # fmt: skip


def a_consignee(number: int, *, answered: bool = True, **changes: object) -> ReportConsignee:
    said = Statement(on_hand=10, returned=20, used=5) if answered else Statement()
    return replace(
        ReportConsignee(
            f"SHOP{number:03}", f"Corner shop {number}", OPENED + timedelta(hours=2), "e-mail", 2, False,
            MADE if answered else None, 2, 2 if answered else 1, 40, said, 3 if answered else 0, "Ms Lee",
        ),
        **changes,
    )  # fmt: skip


def a_report(**changes: object) -> CaseReport:
    consignees = (a_consignee(1), a_consignee(2, answered=False, undeliverable=True))
    known = CaseReport(
        kind=ReportKind.STATUS, number=2, recall="R-2026-03", drill=False,
        firm=Firm("Northern House", "1 Mill Road\nTown", "Ann Day +1 555 0100"), product="FOOD",
        recall_class=RecallClass.ONE, recall_kind=RecallKind.RECALL, depth=Depth.RETAIL, strategy="Letters and phone",
        reason="Peanut not on the label", hazard="Allergic reaction", opened_at=OPENED, closed_at=None,
        period_from=OPENED, made_at=MADE, made_by="anna", maker="Anna Lind", lots=(a_lot(1), a_lot(2)),
        consignees=consignees, totals=Totals(2, 2, 1, 1, 3220, 2420, 75.2),
        checks=ReportChecks(
            CheckLevel.C, 1, (Draw(MADE, "anna", CheckLevel.C, 10, "9f2c11", ("SHOP001", "SHOP002"), ("SHOP002",)),),
            (Check("SHOP002", "Corner shop 2", MADE, MADE, "bob", "phone", False, "Called the owner at home"),),
        ),
        told=Told("Cage HOLD, then burnt", "Wrong film on line 2", "Scanner at line 2", "", date(2026, 12, 20)),
        seal="ab" * 32,
    )  # fmt: skip
    return replace(known, **changes)


def a_drill(**changes: object) -> CaseReport:
    marks = [
        Mark(step, OPENED + timedelta(minutes=minutes), by, "act")
        for step, minutes, by in (
            (Step.SCOPE, 0, "anna"), (Step.HOLD, 4, "anna"), (Step.TRACE, 9, "bob"), (Step.NOTICES, 41, "bob"),
        )
    ]  # fmt: skip
    score = DrillScore(
        OPENED, OPENED + timedelta(minutes=41), 41.0, step_times(marks), (Step.BALANCE, Step.REPLIES), (
            LotFound("MILK", "L2601", 2000, 1990, "EA", ("26 NOV lost by bob",)),
            LotFound("COCOA", "S-8841", 400, 400, "kg"),
        ), 99.5, 2, 2, 1, ("SHOP002",), Target(240, 99.5, 100.5),
    )  # fmt: skip
    return a_report(kind=ReportKind.DRILL, drill=True, score=score, **changes)


@pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)
def test_a_status_report_tells_all_that_21_cfr_7_53_asks_for(paper: Paper, text_of: Text) -> None:
    text = "\n".join(text_of(recall_report.render(a_report(), paper)))

    for words in (
        "RECALL STATUS REPORT 2", "R-2026-03", "FOOD RECALL, class I", "Ann Day +1 555 0100", "Peanut not on the label",
        "2 of 2, 1 undeliverable", "1 of 2", "SHOP002 Corner shop 2 (asked 2 times)", "e-mail", "23 NOV 2026 15:02",
        "26 NOV 2026 09:30", "UNDELIVERABLE", "2420 of 3220 distributed units are accounted for: 75.2 %",
        "1 planned, 1 drawn, 1 done", "0 effective, 1 ineffective", "Called the owner at home", "seed 9f2c11",
        "Cage HOLD", "Wrong film on line 2", "Scanner at line 2", "20 DEC 2026", "anna Anna Lind", "ab" * 32,
    ):  # fmt: skip
        assert words in text, words
    assert "TEST" not in text


def test_who_answered_for_some_lots_is_not_said_to_be_silent(text_of: Text) -> None:
    some = a_consignee(1, answered=False, lots=3, lots_answered=2, attempts=1)
    none = a_consignee(2, answered=False, lots_answered=0)
    text = " ".join("\n".join(text_of(recall_report.render(a_report(consignees=(some, none))))).split())

    assert "in part SHOP001 Corner shop 1 (asked once) not answered SHOP002 Corner shop 2 (asked 2 times)" in text


def test_quantities_of_a_lot_stand_side_by_side(text_of: Text) -> None:
    text = "\n".join(text_of(recall_report.render(a_report(lots=(a_lot(),)))))

    assert "2000\t360\t1610" in text or "2000 360 1610" in text
    assert [word in text for word in ("200", "400", "380", "100", "510", "50", "20", "75.2 %")] == [True] * 8


def test_pieces_and_grams_stand_side_by_side_and_are_not_added_up(text_of: Text) -> None:
    lots = (a_lot(1), replace(a_lot(2), unit="G", left=0))
    text = "\n".join(text_of(recall_report.render(a_report(lots=lots))))

    assert "1210 of 1610 EA; 1610 of 1610 G are accounted for: 75.2 % of the one with the least" in text


def test_a_termination_report_says_why_an_answer_is_missing(text_of: Text) -> None:
    gone = a_consignee(2, answered=False, explanation="Closed for good in October; premises visited, empty")
    text = "\n".join(text_of(recall_report.render(a_report(kind=ReportKind.TERMINATION, consignees=(gone,)))))

    assert "RECALL TERMINATION REPORT 2" in text
    assert "21 CFR 7.55" in text
    assert "premises visited, empty" in text


def test_two_hundred_consignees_take_several_pages_and_each_page_has_its_heads(text_of: Text) -> None:
    many = tuple(a_consignee(number, answered=number % 3 > 0) for number in range(200))

    pages = text_of(recall_report.render(a_report(consignees=many)))

    assert 5 < len(pages) < 14
    text = "\n".join(pages)
    assert all(f"SHOP{number:03} " in text for number in range(200))
    listed = [page for page in pages if page.count("Corner shop") > 10 and "20 \t" in page.replace(" ", " \t")]
    assert all("delivered" in page or "asked" in page for page in listed)
    assert f"page {len(pages)} of {len(pages)}" in pages[-1]


def test_every_page_of_a_drill_is_stamped_test(text_of: Text) -> None:
    many = tuple(a_consignee(number) for number in range(60))

    for rendered in (
        recall_report.render(a_report(drill=True, consignees=many)), drill_certificate.render(a_drill()),
    ):  # fmt: skip
        pages = text_of(rendered)
        assert all("TEST - A DRILL" in page and page.count("TEST") >= 2 for page in pages)


def test_a_certificate_shows_dates_people_times_scores_targets_and_gaps(text_of: Text) -> None:
    text = "\n".join(text_of(drill_certificate.render(a_drill())))

    for words in (
        "RECALL DRILL CERTIFICATE", "PASSED", "23 NOV 2026 13:02 to 23 NOV 2026 13:43", "anna, bob",
        "41 minutes; target 240: met", "99.5 %; target 99.5 to 100.5 %: met", "2; letters made for 2", "1 of 2",
        "SHOP002", "scope", "notices", "32", "MILK L2601: 10 EA too few: 26 NOV lost by bob.",
        "Nothing was done for: balance, replies.",
        "1 of 2 consignees did not answer.", "Contacts to be verified: SHOP002.", "ab" * 32, "signature",
    ):  # fmt: skip
        assert words in text, words


def test_a_drill_that_missed_its_target_says_so_in_its_head(text_of: Text) -> None:
    known = a_drill()
    assert known.score is not None
    slow = replace(known, score=replace(known.score, skipped=(), minutes=300.0, found_percent=80.0))

    text = text_of(drill_certificate.render(slow))[0]

    assert "NOT PASSED: it took too long and what was found is outside the bounds" in text
    assert text.count("NOT MET") == 2


def test_a_drill_in_which_a_step_was_left_out_is_not_passed(text_of: Text) -> None:
    text = text_of(drill_certificate.render(a_drill()))[0]

    assert "NOT PASSED: a step was left out" in text
    assert "balance, replies left out: NOT MET" in text


def test_what_was_never_distributed_has_no_share_that_was_recovered(text_of: Text) -> None:
    known = a_report()
    none = replace(known, totals=replace(known.totals, distributed=0, accounted=0, percent=100.0))

    text = "\n".join(text_of(recall_report.render(none)))

    assert "Nothing of it was distributed." in text
    assert "recovered -" in text


def test_what_people_typed_is_printed_as_it_stands_and_breaks_nothing(text_of: Text) -> None:
    evil = a_report(reason="<b>bold</b> & {x} \u202e =1+1 " + "long " * 200, hazard="Dị ứng 危険", told=Told("x\ny"))

    text = "\n".join(text_of(recall_report.render(evil)))

    assert "<b>bold</b> & {x} [U+202E] =1+1" in text
    assert "Dị ứng" in text


def test_the_same_report_gives_the_same_bytes_today_and_from_what_was_kept():
    for document, render in ((a_report(), recall_report.render), (a_drill(), drill_certificate.render)):
        kept = from_json(CaseReport, to_json(document))

        assert kept == document
        assert render(document).data == render(kept).data
