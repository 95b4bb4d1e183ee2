"""Dates as they are printed on boxes, typed and echoed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wms_tui.domain.dates import describe, parse_date, show_date, show_date_short
from wms_tui.errors import BadInput

TODAY = date(2026, 9, 11)
PI_DAY = date(2027, 3, 14)


@pytest.mark.parametrize(
    "typed",
    [
        "140327", "14MAR27", "14mar27", " 14 MAR 2027 ", "14-Mar-2027", "14 March 2027", "14.03.2027",
        "14.3.2027", "2027-03-14", "20270314", "14032027", "14mar2027",
    ],
)  # fmt: skip
def test_one_day_may_be_typed_in_many_ways(typed: str):
    assert parse_date(typed, TODAY) == PI_DAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("0327", date(2027, 3, 31)),
        ("0228", date(2028, 2, 29)),
        ("2027-02", date(2027, 2, 28)),
        ("MAR27", date(2027, 3, 31)),
        ("mar 2027", date(2027, 3, 31)),
        ("September 2027", date(2027, 9, 30)),
    ],
)
def test_a_month_alone_means_its_last_day(typed: str, day: date):
    assert parse_date(typed, TODAY) == day


def test_a_plus_counts_days_from_today():
    assert parse_date("+45", TODAY) == TODAY + timedelta(days=45)
    assert parse_date("+0", TODAY) == TODAY
    assert parse_date("+99999", TODAY) > TODAY


def test_two_digits_of_a_year_are_of_this_century():
    assert parse_date("311299", TODAY) == date(2099, 12, 31)
    assert parse_date("010100", TODAY) == date(2000, 1, 1)
    assert parse_date("01JAN99", TODAY) == date(2099, 1, 1)


@pytest.mark.parametrize(
    "typed", ["310227", "31FEB27", "2027-02-29", "000127", "1327", "321327", "2027-13-01", "0000-01-01"]
)
def test_a_day_that_does_not_exist_is_refused(typed: str):
    with pytest.raises(BadInput) as refused:
        parse_date(typed, TODAY)

    assert refused.value.code == "no-such-day"


def test_the_refusal_of_31_february_says_when_february_ends():
    with pytest.raises(BadInput) as refused:
        parse_date("310227", TODAY)

    assert refused.value.message == "There is no 31 FEB 2027"
    assert refused.value.hint == "FEB 2027 ends on day 28"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("04/05/26", "Type 04MAY26 or 05APR26"),
        ("14/03/2027", "Type 14MAR27"),
        ("04/04/26", "Type 04APR26"),
        ("31/32/27", "Type 140327, 14MAR27 or 2027-03-14"),
    ],
)
def test_a_date_with_strokes_is_asked_back_in_words(typed: str, hint: str):
    with pytest.raises(BadInput) as refused:
        parse_date(typed, TODAY)

    assert refused.value.code == "ambiguous-date"
    assert refused.value.hint == hint


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "soon", "14", "14MAR", "14MRZ27", "14MA27", "14.03.27", "14032", "-45", "+", "+1.5",
        "+999999", "１４0327", "4006381333931", "JU27", "14MARX27", "2027-3-14", "2027-03-14T00:00",
        "14\x1bMAR27",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_the_forms(typed: str):
    with pytest.raises(BadInput) as refused:
        parse_date(typed, TODAY)

    assert refused.value.code == "bad-date"
    assert "14MAR27" in refused.value.hint
    assert refused.value.message.isprintable()


@given(some.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_every_shown_date_is_read_as_the_same_day(day: date):
    for text in (show_date(day), show_date_short(day), day.isoformat(), f"{day:%d.%m.}{day.year:04d}"):
        assert parse_date(text, TODAY) == day


@given(some.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_digits_are_day_month_year(day: date):
    assert parse_date(day.strftime("%d%m%y"), TODAY) == day
    assert parse_date(day.strftime("%Y%m%d"), TODAY) == day
    assert parse_date(day.strftime("%d%m%Y"), TODAY) == day


@given(some.text("0123456789 -./+JANFEBMRCH", max_size=14) | some.text(max_size=14))
def test_any_text_is_a_date_or_is_refused_in_words(text: str):
    try:
        parse_date(text, TODAY)
    except BadInput as refused:
        assert refused.message.isprintable()


@pytest.mark.parametrize(
    ("day", "echo"),
    [
        (PI_DAY, "14 MAR 2027 SUN 184 DAYS"),
        (TODAY, "11 SEP 2026 FRI TODAY"),
        (TODAY + timedelta(days=1), "12 SEP 2026 SAT 1 DAY"),
        (date(2026, 9, 1), "01 SEP 2026 TUE 10 DAYS AGO"),
    ],
)
def test_a_date_is_echoed_with_weekday_and_distance(day: date, echo: str):
    assert describe(day, TODAY) == echo


def test_the_short_form_does_not_hide_another_century():
    assert show_date_short(PI_DAY) == "14MAR27"
    assert show_date_short(date(1927, 3, 14)) == "14MAR1927"
