"""Whom a lot is too old for, and what somebody is told of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from wms_tui.domain.aging import Age
from wms_tui.domain.expiry import AgingLot, Minimum, below_minimum, cause_of, week_name, week_of

TODAY = date(2027, 3, 1)
LOT = AgingLot(7, "MILK", "L1", 36, "EA", date(2027, 3, 31), date(2027, 3, 21), date(2027, 3, 1))
NOBODY: tuple[str, ...] = ()


@pytest.mark.parametrize(("left", "refuse"), [(31, NOBODY), (30, NOBODY), (29, ("SHOP",)), (0, ("SHOP",))])
def test_exactly_the_minimum_is_enough_and_one_day_less_is_not(left: int, refuse: tuple[str, ...]):
    asked = [Minimum("SHOP", 30, 0, 0)]

    assert below_minimum(TODAY + timedelta(days=left), None, TODAY, asked, TODAY) == refuse


def test_the_days_on_the_way_come_off_the_life_that_is_left():
    asked = [Minimum("NEAR", 28, 0, 0), Minimum("FAR", 28, 0, 3)]

    assert below_minimum(TODAY + timedelta(days=30), None, TODAY, asked, TODAY) == ("FAR",)


@pytest.mark.parametrize(("percent", "refuse"), [(50, NOBODY), (51, ("SHOP",))])
def test_a_part_of_the_life_is_counted_from_the_day_it_began(percent: int, refuse: tuple[str, ...]):
    made, expires = TODAY - timedelta(days=10), TODAY + timedelta(days=10)

    assert below_minimum(expires, made, TODAY, [Minimum("SHOP", 0, percent, 0)], TODAY) == refuse


def test_a_lot_that_never_expires_is_too_old_for_nobody():
    assert below_minimum(None, None, TODAY, [Minimum("SHOP", 30, 50, 9)], TODAY) == NOBODY


def cause_on(day: date, lot: AgingLot = LOT) -> str:
    found = cause_of(lot, day)
    assert found is not None
    return found.cause


def test_a_lot_is_a_cause_once_for_each_state():
    days = [date(2027, 3, 1) + timedelta(days=number) for number in range(60)]

    causes = [cause_on(day) for day in days]

    assert list(dict.fromkeys(causes)) == [
        "expiry:7:short:2027-03-01", "expiry:7:removal-due:2027-03-21", "expiry:7:expired:2027-03-31"
    ]  # fmt: skip
    assert causes.count("expiry:7:short:2027-03-01") == 20


def test_a_lot_dated_anew_is_a_new_cause():
    later = replace(LOT, alert_on=date(2027, 3, 2))

    assert cause_on(date(2027, 3, 5)) != cause_on(date(2027, 3, 5), later)


def test_a_lot_of_which_nothing_is_there_or_that_is_ok_is_no_cause():
    assert cause_of(replace(LOT, quantity=0), date(2027, 4, 1)) is None
    assert cause_of(LOT, date(2027, 2, 28)) is None


def test_a_cause_says_what_and_what_to_do():
    expired, due, short = (cause_of(LOT, date(2027, *day)) for day in ((4, 1), (3, 31), (3, 30)))
    short = cause_of(LOT, TODAY)
    assert expired
    assert due
    assert short

    assert (expired.what, expired.state) == (
        "MILK L1 expired 1 day ago: 36 EA", Age.EXPIRED
    )  # fmt: skip
    assert due.what == "MILK L1 expires 31 MAR 2027, 0 days left, removal is due: 36 EA"
    assert short.what == "MILK L1 expires 31 MAR 2027, 30 days left: 36 EA"
    assert expired.opens == "lot:MILK/L1"
    assert all(one.do for one in (expired, due, short))


def test_a_week_begins_on_monday_and_is_named_as_the_calendar_names_it():
    assert week_of(date(2027, 1, 3)) == date(2026, 12, 28)
    assert week_of(date(2027, 1, 4)) == date(2027, 1, 4)
    assert week_name(date(2026, 12, 28)) == "2026-W53"
    assert week_name(date(2027, 1, 4)) == "2027-W01"
