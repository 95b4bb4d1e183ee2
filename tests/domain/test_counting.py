"""The rules of counting: tolerance, what a look leads to, whose turn it is, classes, and what was only carried."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms_tui.domain.counting import (
    AGREED,
    APPROVE,
    RECOUNT,
    DueBin,
    Pair,
    Tolerance,
    Variance,
    classed,
    judged,
    paired,
    parts_of_line_code,
    percent,
    why_count,
)

TODAY = date(2026, 11, 25)
EVERY = {"A": 90, "B": 180, "C": 365}


@pytest.mark.parametrize(
    ("expected", "counted", "allowed"),
    [(100, 100, True), (100, 95, True), (100, 94, False), (100, 105, True), (100, 106, False), (10, 13, True),
     (10, 14, False), (1, 0, True), (0, 0, True), (0, 1, False)],
)  # fmt: skip
def test_the_larger_of_units_and_percent_is_allowed_and_never_where_nothing_is_expected(
    expected: int, counted: int, allowed: bool
) -> None:
    assert Tolerance(units=3, percent=5).allows(expected, counted) is allowed


@pytest.mark.parametrize(
    ("counted", "how", "state"),
    [
        (100, {"first": True}, AGREED), (99, {"first": True}, AGREED), (98, {"first": True}, RECOUNT),
        (99, {"first": False}, APPROVE), (100, {"first": False}, AGREED),
        (99, {"first": True, "moved": True}, RECOUNT), (99, {"first": False, "moved": True}, RECOUNT),
        (100, {"first": True, "moved": True}, AGREED), (100, {"first": True, "same_units": False}, RECOUNT),
        (100, {"first": False, "same_units": False}, APPROVE),
    ],
)  # fmt: skip
def test_what_a_look_leads_to(counted: int, how: dict[str, bool], state: str) -> None:
    assert judged(100, counted, Tolerance(units=1), **how) == state


@pytest.mark.parametrize(
    ("bin", "words"),
    [
        (DueBin(1, "A", raised="short-pick", raised_on=date(2026, 11, 20)), "reported short on 20 Nov"),
        (DueBin(1, "A", doubted=True), "its books are doubted"),
        (DueBin(1, "A"), "never counted"),
        (DueBin(1, "A", "A", date(2026, 8, 22)), "class A, counted 95 days ago, every 90"),
        (DueBin(1, "A", "B", date(2026, 11, 24)), "class B, counted 1 day ago, every 180"),
        (DueBin(1, "A", "C", TODAY), "class C, counted today, every 365"),
    ],
)
def test_why_a_bin_is_counted_is_said_in_words(bin: DueBin, words: str) -> None:
    assert why_count(bin, TODAY, EVERY) == words


def test_the_busiest_items_are_a_and_whatever_nobody_asks_for_is_c() -> None:
    lines = {1: 50, 2: 30, 3: 15, 4: 5, 5: 0}

    assert classed(lines, a_percent=80, b_percent=95) == {1: "A", 2: "A", 3: "B", 4: "C", 5: "C"}


def test_a_single_busy_item_is_a_and_without_any_picks_all_are_c() -> None:
    assert classed({1: 1, 2: 0}, a_percent=80, b_percent=95) == {1: "A", 2: "C"}
    assert classed({1: 0, 2: 0}, a_percent=80, b_percent=95) == {1: "C", 2: "C"}
    assert classed({}, a_percent=80, b_percent=95) == {}


def test_what_is_missing_here_and_extra_there_is_a_move_of_the_same_lot_only() -> None:
    variances = [Variance(1, "L1", -6), Variance(2, "L1", 4), Variance(3, "L2", 9), Variance(4, "L1", 5)]

    assert paired(variances) == [Pair(1, 2, 4), Pair(1, 4, 2)]


@given(st.lists(st.tuples(st.sampled_from("AB"), st.integers(-9, 9).filter(bool)), max_size=12))
def test_moves_never_bring_more_than_is_missing_or_extra(found: list[tuple[str, int]]) -> None:
    variances = [Variance(key, what, difference) for key, (what, difference) in enumerate(found)]

    pairs = paired(variances)

    for one in variances:
        gone = sum(pair.quantity for pair in pairs if one.key in (pair.missing, pair.extra))
        assert gone <= abs(one.difference)
    for lot in "AB":
        more = sum(one.difference for one in variances if one.what == lot and one.difference > 0)
        less = -sum(one.difference for one in variances if one.what == lot and one.difference < 0)
        moved = sum(pair.quantity for pair in pairs if variances[pair.missing].what == lot)
        assert moved == min(more, less)


def test_a_share_is_told_to_a_tenth_and_of_nothing_not_at_all() -> None:
    assert (percent(2, 3), percent(1, 2), percent(0, 0)) == (66.7, 50.0, None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("CT1-7", ("CT1", 7)),
        (" ct1-7 ", ("ct1", 7)),
        ("A-01-03", ("A-01", 3)),
        ("CT1", None),
        ("-7", None),
        ("CT1-", None),
    ],
)
def test_the_code_of_a_line_is_count_and_number(text: str, parts: tuple[str, int] | None) -> None:
    assert parts_of_line_code(text) == parts
