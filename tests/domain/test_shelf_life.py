"""How long goods keep, and dates worth a second look."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wms_tui.domain.dates import month_end
from wms_tui.domain.shelf_life import (
    LotDates,
    ShelfLife,
    expires_from,
    lot_dates,
    parse_shelf_life,
    questions,
)
from wms_tui.errors import BadInput

TODAY = date(2026, 9, 11)


@pytest.mark.parametrize(
    ("typed", "life"),
    [
        ("18m", ShelfLife(months=18)),
        ("90d", ShelfLife(days=90)),
        (" 2Y ", ShelfLife(months=24)),
        ("1m", ShelfLife(1)),
    ],
)
def test_a_shelf_life_is_typed_in_months_or_days(typed: str, life: ShelfLife):
    assert parse_shelf_life(typed) == life
    assert parse_shelf_life(str(life)) == life


@pytest.mark.parametrize("typed", ["", "18", "m", "0m", "0d", "-1m", "1.5y", "1w", "1201m", "36526d", "１m", "18m 3d"])
def test_a_shelf_life_without_end_or_unit_is_refused(typed: str):
    with pytest.raises(BadInput):
        parse_shelf_life(typed)


@pytest.mark.parametrize(
    ("made_on", "life", "expires_on"),
    [
        (date(2027, 1, 31), "1m", date(2027, 2, 28)),
        (date(2028, 1, 30), "1m", date(2028, 2, 29)),
        (date(2027, 2, 28), "1m", date(2027, 3, 31)),
        (date(2028, 2, 28), "1m", date(2028, 3, 28)),
        (date(2028, 2, 29), "12m", date(2029, 2, 28)),
        (date(2027, 4, 30), "18m", date(2028, 10, 31)),
        (date(2027, 1, 15), "18m", date(2028, 7, 15)),
        (date(2027, 1, 31), "90d", date(2027, 5, 1)),
    ],
)
def test_months_end_where_months_end(made_on: date, life: str, expires_on: date):
    assert expires_from(made_on, parse_shelf_life(life)) == expires_on


@given(some.dates(date(1990, 1, 1), date(2100, 1, 1)), some.integers(1, 1200))
def test_what_is_made_on_a_month_end_expires_on_one(made_on: date, months: int):
    made_on = month_end(made_on.year, made_on.month)
    expires_on = expires_from(made_on, ShelfLife(months=months))

    assert expires_on == month_end(expires_on.year, expires_on.month)


@given(some.dates(date(1990, 1, 1), date(2100, 1, 1)), some.integers(1, 1200))
def test_what_is_made_a_day_later_never_expires_sooner(made_on: date, months: int):
    life = ShelfLife(months=months)

    assert expires_from(made_on + timedelta(days=1), life) >= expires_from(made_on, life)


@pytest.mark.parametrize("life", ["100y", "36525d"])
def test_a_made_date_at_the_end_of_the_calendar_is_refused(life: str):
    with pytest.raises(BadInput):
        expires_from(date(9999, 12, 31), parse_shelf_life(life))


def test_the_dates_of_a_lot_lie_before_its_expiry():
    dates = lot_dates(date(2027, 3, 31), removal_days=10, alert_days=30, best_before_days=5)

    assert dates == LotDates(date(2027, 3, 26), date(2027, 3, 21), date(2027, 3, 1))


def test_without_a_policy_removal_is_due_on_the_last_usable_day():
    assert lot_dates(date(2027, 3, 31)) == LotDates(None, date(2027, 3, 31), date(2027, 3, 31))


def test_a_lot_that_never_expires_has_no_dates():
    assert lot_dates(None, removal_days=10, alert_days=30, best_before_days=5) == LotDates(None, None, None)


@pytest.mark.parametrize("days", [-1, 10**6, 10**12])
def test_impossible_days_before_expiry_are_refused(days: int):
    with pytest.raises(BadInput):
        lot_dates(date(2027, 3, 31), removal_days=days)


def codes(expires_on: date | None, made_on: date | None = None, life: str = "") -> list[str]:
    found = questions(expires_on, made_on, TODAY, parse_shelf_life(life) if life else None)
    assert all(len(caution.message) <= 38 for caution in found)
    return [caution.code for caution in found]


def test_a_plausible_expiry_raises_no_question():
    assert codes(date(2027, 3, 14), date(2026, 9, 1), "18m") == []
    assert codes(TODAY) == []
    assert codes(None, life="18m") == []


@pytest.mark.parametrize(
    ("expires_on", "code"),
    [
        (date(2026, 9, 10), "past-date"),
        (date(2014, 3, 27), "past-date"),
        (date(1927, 3, 14), "wrong-century"),
        (date(2099, 12, 31), "far-date"),
        (date(2126, 9, 10), "wrong-century"),
        (date(9999, 12, 31), "wrong-century"),
        (date(2040, 1, 1), "far-date"),
    ],
)
def test_an_unlikely_expiry_is_asked_about(expires_on: date, code: str):
    assert codes(expires_on) == [code]


def test_an_expiry_beyond_the_life_of_the_item_is_asked_about():
    assert codes(date(2028, 3, 11), life="18m") == []
    assert codes(date(2028, 3, 12), life="18m") == ["beyond-life"]
    assert codes(date(2028, 3, 11), date(2026, 9, 1), "18m") == ["beyond-life"]


def test_a_wrong_century_is_one_question_whatever_the_life():
    assert codes(date(2126, 1, 1), life="90d") == ["wrong-century"]


def test_goods_made_tomorrow_or_after_their_expiry_are_asked_about():
    assert codes(date(2027, 1, 1), date(2026, 9, 12)) == ["made-in-future"]
    assert codes(date(2026, 9, 11), date(2026, 9, 12)) == ["made-in-future", "expires-before-made"]
