"""The days on which a house works."""

from datetime import date, timedelta

import pytest

from wms_tui.domain.work_calendar import checked_calendar, is_work_day
from wms_tui.errors import BadInput

WEEK = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
TODAY = date(2026, 11, 25)


def test_monday_to_friday_are_days_of_work() -> None:
    week = [date(2026, 11, 23) + timedelta(days=number) for number in range(7)]

    assert [is_work_day(WEEK, day) for day in week] == [True] * 5 + [False] * 2


def test_holidays_are_left_out_and_a_saturday_may_be_added() -> None:
    rule = f"{WEEK} EXDATE:20261225T000000 RDATE:20261219T000000"

    assert not is_work_day(rule, date(2026, 12, 25))
    assert is_work_day(rule, date(2026, 12, 24))
    assert is_work_day(rule, date(2026, 12, 19))


def test_a_calendar_is_kept_in_one_form() -> None:
    assert checked_calendar(" freq=daily ", TODAY) == "FREQ=DAILY"


@pytest.mark.parametrize(
    "text",
    ["", "never", "FREQ=SECONDLY;INTERVAL=1", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;BYDAY=XX",
     "FREQ=HOURLY",
     "FREQ=DAILY;UNTIL=20200101", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1"],
)  # fmt: skip
def test_a_calendar_that_cannot_be_read_or_never_comes_to_a_day_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked_calendar(text, TODAY)

    assert refused.value.code == "bad-calendar"
