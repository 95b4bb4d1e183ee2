"""How old a lot is on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wms_tui.domain.aging import Age, days_left, percent_left, reached, state

EXPIRY = date(2027, 3, 31)
DAYS = some.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2027, 2, 28), Age.OK),
        (date(2027, 3, 1), Age.SHORT),
        (date(2027, 3, 20), Age.SHORT),
        (date(2027, 3, 21), Age.REMOVAL_DUE),
        (date(2027, 3, 31), Age.REMOVAL_DUE),
        (date(2027, 4, 1), Age.EXPIRED),
    ],
)
def test_a_lot_grows_short_then_due_then_expires_after_its_last_day(on: date, age: Age):
    assert state(EXPIRY, date(2027, 3, 21), date(2027, 3, 1), on) is age


def test_a_lot_without_dates_never_ages():
    assert state(None, None, None, date(2099, 1, 1)) is Age.OK
    assert days_left(None, EXPIRY) is None
    assert percent_left(EXPIRY, None, EXPIRY) is None
    assert percent_left(None, EXPIRY, EXPIRY) is None


def test_the_last_usable_day_has_no_day_left_and_is_not_expired():
    assert days_left(EXPIRY, EXPIRY) == 0
    assert state(EXPIRY, None, None, EXPIRY) is Age.OK
    assert days_left(EXPIRY, EXPIRY + timedelta(days=1)) == -1


def test_half_the_days_left_are_half_the_life():
    assert percent_left(date(2027, 1, 1), date(2027, 1, 11), date(2027, 1, 6)) == 50
    assert percent_left(date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 2)) == 66
    assert percent_left(date(2027, 1, 4), date(2027, 1, 4), date(2027, 1, 4)) == 0


@given(DAYS, DAYS, DAYS)
def test_the_life_left_only_shrinks(begins_on: date, expires_on: date, on: date):
    today, tomorrow = (percent_left(begins_on, expires_on, on + timedelta(days=days)) for days in (0, 1))

    assert today is not None
    assert tomorrow is not None
    assert 0 <= tomorrow <= today <= 100


@given(some.none() | DAYS, some.none() | DAYS, some.none() | DAYS, DAYS)
def test_what_gave_a_lot_its_state_is_a_date_that_has_come(expires_on, removal_on, alert_on, on):
    began = reached(expires_on, removal_on, alert_on, on)

    assert (began is None) == (state(expires_on, removal_on, alert_on, on) is Age.OK)
    assert began is None or began <= on
