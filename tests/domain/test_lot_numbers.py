"""Lot numbers from outside, and the convention they are held against."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from wms_tui.domain.lot_numbers import check_lot_number, check_pattern, clean_lot
from wms_tui.errors import BadInput


def test_a_lot_is_kept_as_typed_but_for_spaces_around_it():
    assert clean_lot("  L 1  a ") == "L 1  a"


@pytest.mark.parametrize("typed", ["", "  ", "L\t1", "L1\n", "L\x1b1", "L\u200b1", "x" * 65])
def test_a_lot_with_what_cannot_be_seen_is_refused(typed: str):
    with pytest.raises(BadInput):
        clean_lot(typed)


def test_a_lot_of_another_form_is_answered_with_the_sample():
    check_lot_number("L270314", r"L\d{6}", "L270101")
    check_lot_number("anything", "", "")

    for number in ("L27031", "L2703144", "xL270314", "l270314", "L270314\n", "L２７0314"):
        with pytest.raises(BadInput) as refused:
            check_lot_number(number, r"L\d{6}", "L270101")
        assert refused.value.code == "lot-pattern"
        assert refused.value.hint == "It looks like L270101"


def test_an_overlong_number_is_not_even_tried():
    with pytest.raises(BadInput):
        check_lot_number("1" * 65, "[0-9]+")


@pytest.mark.parametrize(
    "pattern",
    [
        r"L\d{6}", r"^L\d{6}$", "[A-Z]{2}[0-9]{3,8}", "(AB|CD)-?[0-9]+", r"\d+-\d+-\d+", "(?:[A-Z]{2})+",
        "[]A]{3}", r"A\.B\\", r"[^\]]{4}", ".{3,20}", "(-[0-9]{2})?", "(A|B){2}x", "([A-Z][0-9]+){2}", "",
    ],
)  # fmt: skip
def test_a_plain_convention_is_taken(pattern: str):
    check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+", "(a*)*b", "([0-9]+-?)+", "(a|a)*b", "(a|aa)+$", "(a?){40}", "a*a*a*a*a*b",
        "a?" * 30 + "a{30}", "((a+){9}){9}", "((a?b){64}){64}" * 3, "(((){60000}){60000}){60000}",
        "(a?b){65}", "(ab?)*",
    ],
)  # fmt: skip
def test_a_convention_that_could_stop_the_terminal_is_refused(pattern: str):
    with pytest.raises(BadInput) as refused:
        check_pattern(pattern)

    assert refused.value.code == "bad-pattern"


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        "[",
        "a{2",
        "*",
        r"(a)\1",
        "(?i)a",
        "(?=a)a",
        "(?P<x>a)",
        "a+?",
        "a++",
        r"\bA",
        "a" * 201,
        r"\x41",
        "[[a]",
        "[a--b]",
    ],
)
def test_a_convention_we_cannot_judge_is_refused(pattern: str):
    with pytest.raises(BadInput) as refused:
        check_pattern(pattern)

    assert refused.value.code == "bad-pattern"


def test_a_sample_must_fit_its_own_convention():
    check_pattern(r"L\d{6}", "L270101")

    with pytest.raises(BadInput):
        check_pattern(r"L\d{6}", "270101")


@settings(max_examples=300, deadline=None)
@given(some.text("ab?*+{},()|[]2^$\\.", max_size=24))
def test_what_is_taken_as_a_convention_matches_fast(pattern: str):
    try:
        check_pattern(pattern)
    except BadInput:
        return
    started = time.perf_counter()
    for number in ("a" * 64, "ab" * 31 + "c", "a" * 63 + "!"):
        try:
            check_lot_number(number, pattern)
        except BadInput as refused:
            assert refused.code == "lot-pattern"

    assert time.perf_counter() - started < 1
