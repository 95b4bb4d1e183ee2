"""What the cells of other systems' files are taken for, and what is refused."""

from datetime import date

import pytest

from wms_tui.domain.fields import (
    day,
    gtin,
    line_of_text,
    lines_of_text,
    number,
    one_of,
    quantity_text,
    truth,
)
from wms_tui.domain.types import Status
from wms_tui.errors import BadInput


@pytest.mark.parametrize(
    ("text", "meant"),
    [("36", "36"), ("12.0", "12"), ("12.00", "12"), ("+5", "5"), ("007", "7"), ("3CS", "3CS")],
)
def test_a_quantity_is_digits_or_the_packs_as_they_stand(text: str, meant: str) -> None:
    assert quantity_text(text) == meant


@pytest.mark.parametrize("text", ["2CS+4EA", "2 CS 4", "12.5 kg", "2 CS + 4 EA", "1 PL 3 CS 2 EA"])
def test_packs_wait_for_the_item_that_knows_them(text: str) -> None:
    assert quantity_text(text) == text


@pytest.mark.parametrize(
    "text", ["0", "-5", "1.5", "1,5", "1,200", "abc", "CS", "3CS+", "4 2CS", "12.000", "9" * 30, "1" * 5000]
)
def test_what_no_item_could_make_a_quantity_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        quantity_text(text)


def test_a_point_before_three_zeros_may_be_a_thousand() -> None:
    with pytest.raises(BadInput, match=r"12\.000 may mean 12 or 12000"):
        number()("12.000")
    assert number()("12.0000") == 12


def test_a_number_keeps_to_its_bounds() -> None:
    assert number(0, 100)("100") == 100
    for text in ("101", "-1", "", "٣"):
        with pytest.raises(BadInput):
            number(0, 100)(text)


@pytest.mark.parametrize("text", ["2027-03-14", "2027-03-14 13:45", "2027-03-14T00:00:00", "2027-03-14 00:00:00.000"])
def test_a_day_is_iso_and_the_time_behind_it_is_left_out(text: str) -> None:
    assert day(text) == date(2027, 3, 14)


@pytest.mark.parametrize(
    "text", ["14.03.2027", "03/14/2027", "2027-02-29", "20270314", "2027-W11-7", "2027-03-14T23:30:00Z", "140327"]
)
def test_a_day_that_can_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        day(text)


def test_a_word_is_found_in_any_case_and_a_wrong_one_is_told_what_there_is() -> None:
    assert one_of(Status)("Released") is Status.RELEASED
    with pytest.raises(BadInput, match="quarantine, released, hold, rejected, recalled"):
        one_of(Status)("ok")


def test_yes_and_no_come_in_several_words() -> None:
    assert [truth(word) for word in ("Yes", "TRUE", "1", "n", "0")] == [True, True, True, False, False]
    with pytest.raises(BadInput):
        truth("maybe")


def test_a_gtin_must_have_its_check_digit_and_its_zeros() -> None:
    assert gtin("4012345678901") == "4012345678901"
    for text in ("4012345678902", "12345678905", "٤٠١٢٣٤٥٦", "4012345678901 "):
        with pytest.raises(BadInput):
            gtin(text)


def test_text_is_composed_and_its_wide_spaces_are_plain_ones() -> None:
    assert line_of_text("Mu\u0308sli\u00a0fein") == "Müsli fein"
    assert lines_of_text("Hafen 1\r\n 20457 Hamburg") == "Hafen 1\n20457 Hamburg"


@pytest.mark.parametrize("text", ["a\x07b", "a\u202eb", "a\tb", "a\nb", "x" * 1001])
def test_text_that_cannot_be_seen_or_has_no_end_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        line_of_text(text)
