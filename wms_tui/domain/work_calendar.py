"""The days on which a house works, as a recurrence rule (RFC 5545), with days that are left out or added.

The parts of a rule stand on one line with spaces between them:
``FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR EXDATE:20261225,20261226``.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrule, rruleset, rrulestr

from wms_tui.domain.codes import excerpt
from wms_tui.errors import BadInput

_BEGINS = datetime.combine(date(2024, 1, 1), time.min)
"""A Monday, from which intervals are reckoned where the rule names no other beginning."""
_TOO_OFTEN = ("HOURLY", "MINUTELY", "SECONDLY")
_NO_STEP = re.compile(r"INTERVAL=(?:0*(?:;|$|\s)|[^0-9])")
"""A rule without a step would be followed for ever."""
_COUNTED = re.compile(r";?COUNT=[0-9]+")
_LONGEST_PAUSE = timedelta(days=366)
_HINT = "Write it as FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR."


@lru_cache(maxsize=8)
def _rule(text: str) -> rruleset:
    lines = [line if ":" in line else f"RRULE:{line}" for line in text.upper().split()]
    found = rrulestr("\n".join(lines), dtstart=_BEGINS, forceset=True)
    if not isinstance(found, rruleset):
        raise TypeError("no set of days")
    return found


def is_work_day(text: str, day: date) -> bool:
    """Return whether the house works on a day by its calendar."""
    begins = datetime.combine(day, time.min)
    found = _rule(text).after(begins, inc=True)
    return found is not None and found.date() == day


def last_day_on_or_before(text: str, day: date) -> date | None:
    """Return the last day of a calendar up to a day, or None where there is none since 2024."""
    found = _rule(text).before(datetime.combine(day, time.min), inc=True)
    return found.date() if found is not None else None


def first_day_after(text: str, day: date) -> date | None:
    """Return the first day of a calendar behind a day, or None where it has none."""
    found = _rule(text).after(datetime.combine(day, time.min))
    return found.date() if found is not None else None


def checked_calendar(text: str, today: date) -> str:
    """Return a calendar that can be read and has a work day within a year.

    Raises:
        BadInput: ``bad-calendar``.
    """
    if not text.strip():
        raise BadInput("bad-calendar", "A work calendar cannot be empty.", _HINT)
    try:
        if any(word in text.upper() for word in _TOO_OFTEN) or _NO_STEP.search(text.upper()):
            raise ValueError("its step is not a number of days")
        if _comes_never(text):
            raise ValueError("it never comes to a day")
        found = _rule(text).after(datetime.combine(today, time.min), inc=True)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise BadInput("bad-calendar", f"{excerpt(text)} is no work calendar: {error}.", _HINT) from error
    if found is None or found.date() > today + _LONGEST_PAUSE:
        raise BadInput("bad-calendar", f"{excerpt(text)} has no work day within a year.", _HINT)
    return " ".join(text.upper().split())


def _comes_never(text: str) -> bool:
    """Return whether a rule has no day within nine years; without such a bound it would be sought to the year 9999."""
    for line in text.upper().split():
        body = line.removeprefix("RRULE:")
        if "FREQ=" in body:
            until = _BEGINS + timedelta(days=366 * 9)
            one = rrulestr(_COUNTED.sub("", body), dtstart=_BEGINS)
            if isinstance(one, rrule) and one.replace(until=until).after(_BEGINS, inc=True) is None:
                return True
    return False
