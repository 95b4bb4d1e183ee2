"""Tests of a plan: numbers as people type them, limits, words, and what counts of several results."""

import pytest

from wms_tui.domain.inspection import (
    PlannedTest,
    Result,
    assess,
    checked_test,
    latest,
    limits,
    missing,
    named_test,
    outside,
    read_decimal,
    status_at_receipt,
)
from wms_tui.domain.types import Status
from wms_tui.errors import BadInput, NotFound

FAT = PlannedTest(1, "fat", "%", "3.5", "3.8")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3.5", "3.5"), ("3,5", "3.5"), ("+3.50", "3.50"), ("-18,5", "-18.5"), (" 7 ", "7"), ("007", "7"),
        ("0,0", "0.0"), ("-0.0", "0.0"), ("0.125", "0.125"), ("-0", "0"),
    ],
)  # fmt: skip
def test_a_number_is_typed_with_a_comma_or_a_point(typed, read):
    assert read_decimal(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "3.", ".5", "1.234,5", "1,234.5", "1e3", "nan", "inf", "3 5", "٣", "9" * 16, "--3"]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(BadInput) as refused:
        read_decimal(typed)

    assert refused.value.code == "bad-value"
    assert max(map(len, (refused.value.message, refused.value.hint))) <= 38


@pytest.mark.parametrize(
    ("value", "within"),
    [("3.5", True), ("3.4999999", False), ("3,50", True), ("3.8", True), ("3.80", True), ("3.8000001", False)],
)
def test_a_value_at_a_limit_is_within_and_one_beyond_it_is_not(value, within):
    assert assess(FAT, value).within is within


def test_a_test_may_have_one_limit_only():
    cold = PlannedTest(1, "core", "C", high="-18")
    pure = PlannedTest(2, "pure", "%", low="0")

    assert [assess(cold, one).within for one in ("-18", "-18.1", "-17.9")] == [True, True, False]
    assert [assess(pure, one).within for one in ("0", "-0.1", "100")] == [True, False, True]


def test_words_are_right_or_not_regardless_of_case_and_without_a_plan_for_them_nobody_says():
    smell = PlannedTest(1, "smell", words=("fresh", "neutral"))

    assert assess(smell, "Fresh") == Result("smell", "fresh", True)
    assert assess(smell, "sour") == Result("smell", "sour", False)
    assert assess(PlannedTest(1, "look"), "3,5 and cloudy") == Result("look", "3,5 and cloudy", None)


@pytest.mark.parametrize("value", ["", " ", "x" * 65, "a\x1bb"])
def test_words_that_cannot_be_kept_are_refused(value):
    with pytest.raises(BadInput):
        assess(PlannedTest(1, "look"), value)


def test_a_saved_test_is_clean_and_its_limits_are_numbers():
    assert checked_test(PlannedTest(0, "fat", " % ", "3,5", "+3.8", (), 5)) == PlannedTest(
        0, "fat", "%", "3.5", "3.8", (), 5
    )
    assert checked_test(PlannedTest(0, "one", low="3", high="3")).low == "3"


@pytest.mark.parametrize(
    ("test", "code"),
    [
        (PlannedTest(0, "fat", low="3.8", high="3.5"), "bad-limits"),
        (PlannedTest(0, "fat", low="3.8", words=("good",)), "bad-limits"),
        (PlannedTest(0, "fat", low="three"), "bad-value"),
        (PlannedTest(0, "a=b"), "bad-code"),
        (PlannedTest(0, ""), "bad-code"),
        (PlannedTest(0, "fat", sample=-1), "bad-sample"),
        (PlannedTest(0, "fat", words=("",)), "bad-value"),
    ],
)
def test_a_test_that_makes_no_sense_is_refused(test, code):
    with pytest.raises(BadInput) as refused:
        checked_test(test)

    assert refused.value.code == code


def test_limits_are_told_as_people_say_them():
    told = [
        limits(one)
        for one in (
            FAT, PlannedTest(1, "a", low="3"), PlannedTest(1, "a", "C", high="8"), PlannedTest(1, "a", "g", "5", "5"),
            PlannedTest(1, "a", words=("fresh", "neutral")), PlannedTest(1, "a"),
        )
    ]  # fmt: skip

    assert told == ["3.5 to 3.8 %", "at least 3", "at most 8 C", "5 g", "fresh or neutral", ""]


def test_an_unknown_test_is_refused_with_the_plan():
    assert named_test([FAT], "FAT ", "MILK") is FAT
    with pytest.raises(NotFound) as refused:
        named_test([FAT], "fatt", "MILK")
    assert (refused.value.code, refused.value.hint) == ("unknown-test", "Its plan: fat.")
    with pytest.raises(NotFound, match="MILK has no test"):
        named_test([], "fat", "MILK")


def test_of_a_test_that_was_done_again_the_last_look_counts_with_all_its_samples():
    earlier = [Result("fat", "9", False), Result("smell", "fresh", True)]
    now = [Result("Fat", "3.5", True), Result("Fat", "3.9", False)]

    counted = latest(earlier, now)

    assert [one.value for one in counted] == ["fresh", "3.5", "3.9"]
    assert outside(counted) == ("Fat",)
    assert missing([FAT, PlannedTest(2, "look")], counted) == ("look",)


@pytest.mark.parametrize(
    ("item", "supplier", "status"),
    [
        (Status.RELEASED, None, Status.RELEASED),
        (Status.RELEASED, Status.RELEASED, Status.RELEASED),
        (Status.RELEASED, Status.QUARANTINE, Status.QUARANTINE),
        (Status.QUARANTINE, Status.RELEASED, Status.QUARANTINE),
        (Status.QUARANTINE, None, Status.QUARANTINE),
    ],
)
def test_quarantine_wins_over_released(item, supplier, status):
    assert status_at_receipt(item, supplier) is status
