"""A drill: how long each step took, how much was found, and when the next one is due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from wms_tui.domain.drills import (
    DrillScore,
    LotFound,
    Mark,
    Target,
    due_since,
    found_percent,
    read_percents,
    step_times,
)
from wms_tui.domain.recall import Step
from wms_tui.errors import BadInput

YEARLY = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1"
START = datetime(2026, 11, 26, 13, 2, tzinfo=UTC)
TARGET = Target(240, 99.5, 100.5)


def a_mark(step: Step, minutes: int, by: str = "ANNA") -> Mark:
    return Mark(step, START + timedelta(minutes=minutes), by, "hold-recall")


def a_score(minutes: float, *lots: LotFound, stale: tuple[str, ...] = ()) -> DrillScore:
    return DrillScore(
        START, START + timedelta(minutes=minutes), minutes, (), (), lots, found_percent(lots), 2, 2, 2, stale, TARGET
    )  # fmt: skip


def test_the_time_before_an_act_is_that_of_its_step_and_all_steps_add_up_to_the_whole():
    marks = [a_mark(Step.SCOPE, 0), a_mark(Step.HOLD, 4), a_mark(Step.NOTICES, 34, "BOB"), a_mark(Step.HOLD, 36),
             a_mark(Step.NOTICES, 50)]  # fmt: skip

    found = step_times(reversed(marks))

    assert [(one.step, one.minutes, one.acts) for one in found] == [("scope", 0, 1), ("hold", 6, 2), ("notices", 44, 2)]
    assert sum(one.minutes for one in found) == 50
    assert found[2].by == ("BOB", "ANNA")


def test_a_drill_that_found_all_in_time_has_passed_and_leaves_no_gap():
    score = a_score(30, LotFound("MILK", "L1", 100, 100, "EA"))

    assert (score.found_percent, score.passed, score.gaps) == (100.0, True, ())


@pytest.mark.parametrize(("accounted", "enough"), [(199, True), (201, True), (198, False), (202, False)])
def test_what_is_found_must_lie_between_the_bounds(accounted: int, enough: bool) -> None:
    score = a_score(30, LotFound("MILK", "L1", 200, accounted, "EA"))

    assert score.found_enough is enough
    assert score.gaps[0].startswith(f"MILK L1: {abs(200 - accounted)} EA too")


def test_too_much_of_one_lot_does_not_make_up_for_too_little_of_another_in_the_gaps():
    score = a_score(30, LotFound("MILK", "L1", 100, 90, "EA"), LotFound("MILK", "L2", 100, 110, "EA"))

    assert score.found_percent == 100.0
    assert score.gaps == ("MILK L1: 10 EA too few, unexplained.", "MILK L2: 10 EA too many, unexplained.")


def test_a_drill_that_took_too_long_has_not_passed():
    score = a_score(241, LotFound("MILK", "L1", 100, 100), stale=("SHOP",))

    assert (score.in_time, score.found_enough, score.passed) == (False, True, False)
    assert score.gaps == ("It took 241 minutes; 240 are the target.", "Contacts to be verified: SHOP.")


@pytest.mark.parametrize(
    ("today", "drills", "due"),
    [
        (date(2027, 1, 31), [], None),
        (date(2027, 2, 1), [], date(2027, 2, 1)),
        (date(2027, 9, 9), [date(2026, 3, 1)], date(2027, 2, 1)),
        (date(2027, 9, 9), [date(2026, 12, 1)], None),
        (date(2027, 9, 9), [date(2027, 9, 9)], None),
        (date(2028, 2, 1), [date(2027, 2, 1)], date(2028, 2, 1)),
    ],
    ids=["not yet", "on the day", "last one too early", "a little early", "late but done", "the next year"],
)
def test_a_drill_is_owed_from_its_day_until_one_was_done(today: date, drills: list[date], due: date | None) -> None:
    assert due_since(YEARLY, date(2026, 6, 1), drills, today) == due


def test_a_new_house_owes_no_drill_of_before_it_began():
    assert due_since(YEARLY, date(2026, 6, 1), [], date(2026, 11, 26)) is None


@pytest.mark.parametrize("text", ["", "99.5", "100.5-99.5", "a-b", "99,5-100", "-5-3"])
def test_bounds_are_read_strictly(text: str) -> None:
    with pytest.raises(BadInput):
        read_percents(text)


def test_bounds_are_two_percents():
    assert read_percents("98 - 102") == (98.0, 102.0)


def test_pieces_and_grams_are_not_added_up_and_the_worse_of_them_counts():
    lots = [LotFound("COCOA", "S1", 400_000, 400_000, "g"), LotFound("MILK", "L1", 40, 30, "EA")]

    assert found_percent(lots) == 75.0


def test_all_of_a_drill_is_found_only_where_nothing_is_missing():
    assert found_percent([LotFound("MILK", "L1", 1_000_000, 999_999, "EA")]) == 99.99
    assert found_percent([]) == 100.0
