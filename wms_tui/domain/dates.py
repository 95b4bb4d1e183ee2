"""Dates as people type, read and doubt them.

A clerk types what is printed on the box; the answer is always echoed with the month as a word (`describe`),
so that a misread is seen at once. A year of two digits is in this century: ``27`` is 2027, ``99`` is 2099;
whether such a date makes sense is asked by `wms_tui.domain.shelf_life.questions`.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import NoReturn

from wms_tui.domain.codes import excerpt
from wms_tui.errors import BadInput

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
FORMS = "Type 140327, 14MAR27 or 2027-03-14"
"""The hint of every refused date."""

_FULL_MONTHS = (
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
)
MONTHS = tuple(name[:3] for name in _FULL_MONTHS)


def parse_date(text: str, today: date) -> date:
    """Return the day meant by `text`.

    ``140327`` (day, month, year), ``14MAR27``, ``14 MAR 2027``, ``14.03.2027``, ``2027-03-14``, ``20270314``,
    ``14032027``, ``+45`` (days from today); of a month alone the last day: ``0327``, ``MAR27``, ``2027-03``.

    Raises:
        BadInput: ``no-such-day`` when the calendar has no such day, ``ambiguous-date`` when it may be read in
            more than one way, ``bad-date`` when it is no date.
    """
    typed = text.strip().upper()
    for pattern, read in _FORMS:
        match = pattern.fullmatch(typed)
        if match is not None:
            return read(match.groupdict(), today)
    return _refuse(typed)


def show_date(day: date) -> str:
    """Return ``14 MAR 2027``."""
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year:04d}"


def show_date_short(day: date) -> str:
    """Return ``14MAR27``; a year outside this century keeps its four digits, or it would lie."""
    year = f"{day.year % 100:02d}" if day.year // 100 == 20 else f"{day.year:04d}"
    return f"{day.day:02d}{MONTHS[day.month - 1]}{year}"


def describe(day: date, today: date) -> str:
    """Return the echo of a typed date: ``14 MAR 2027 SUN 184 DAYS``."""
    days = (day - today).days
    count = f"{abs(days)} {'DAY' if abs(days) == 1 else 'DAYS'}"
    distance = "TODAY" if days == 0 else count if days > 0 else f"{count} AGO"
    return f"{show_date(day)} {WEEKDAYS[day.weekday()]} {distance}"


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def month_start(day: date, back: int = 0) -> date:
    """Return the first day of the month so many months before that of a day."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _from_numbers(parts: dict[str, str | None], _today: date) -> date:
    """Read day, month and year in digits; without a day the month's last one."""
    return _calendar_day(parts, int(parts["month"] or 0))


def _from_word(parts: dict[str, str | None], _today: date) -> date:
    """Read a date whose month is a word."""
    word = parts["month"] or ""
    months = [number for number, name in enumerate(_FULL_MONTHS, 1) if name.startswith(word)]
    if len(months) != 1:
        raise BadInput("bad-date", f"{excerpt(word)} is not a month", FORMS)
    return _calendar_day(parts, months[0])


def _from_distance(parts: dict[str, str | None], today: date) -> date:
    """Read a number of days from today."""
    return today + timedelta(days=int(parts["days"] or 0))


def _calendar_day(parts: dict[str, str | None], month: int) -> date:
    """Return the day, the last of its month when none was typed, or refuse one that no calendar has."""
    digits = parts["year"] or ""
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    if not 1 <= month <= 12:
        raise BadInput("no-such-day", f"There is no month {month:02d}", FORMS)
    if year == 0:
        raise BadInput("no-such-day", "There is no year 0000", FORMS)
    last = month_end(year, month)
    typed_day = parts.get("day")
    if typed_day is None:
        return last
    day = int(typed_day)
    if not 1 <= day <= last.day:
        name = f"{MONTHS[month - 1]} {year:04d}"
        raise BadInput("no-such-day", f"There is no {day:02d} {name}", f"{name} ends on day {last.day}")
    return last.replace(day=day)


def _refuse(typed: str) -> NoReturn:
    """Say why `typed` is no date, with both readings of one that has several."""
    if not typed:
        raise BadInput("bad-date", "No date", FORMS)
    slashed = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})", typed)
    if slashed is None:
        raise BadInput("bad-date", f"{excerpt(typed)} is not a date", FORMS)
    first, second, year = slashed.groups()
    readings = [
        f"{int(day):02d}{MONTHS[int(month) - 1]}{year[-2:]}"
        for day, month in dict.fromkeys([(first, second), (second, first)])
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    ]
    hint = f"Type {' or '.join(readings)}" if readings else FORMS
    raise BadInput("ambiguous-date", f"{typed}: which is the month?", hint)


_Reader = Callable[[dict[str, str | None], date], date]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{2})", _from_numbers),
        (r"(?P<month>[0-9]{2})(?P<year>[0-9]{2})", _from_numbers),
        (r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?", _from_numbers),
        (r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})", _from_numbers),
        # A year of 1900 to 2199 at one end of eight digits leaves one reading: no month is 19, 20 or 21.
        (r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>(?:19|20|21)[0-9]{2})", _from_numbers),
        (r"(?P<year>(?:19|20|21)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})", _from_numbers),
        (r"(?P<day>[0-9]{1,2})[ .-]?(?P<month>[A-Z]{3,9})[ .-]?(?P<year>[0-9]{4}|[0-9]{2})", _from_word),
        (r"(?P<month>[A-Z]{3,9})[ .-]?(?P<year>[0-9]{4}|[0-9]{2})", _from_word),
        # Five digits reach past two centuries; more would be a bar code.
        (r"\+(?P<days>[0-9]{1,5})", _from_distance),
    )
)


def day_begins(on: date) -> datetime:
    """Return the first moment of a day here; the ends of the calendar, which no time zone has, are a day within it."""
    return _combined(on, time.min)


def day_ends(on: date) -> datetime:
    """Return the last moment of a day here; see ``day_begins`` for the ends of the calendar."""
    return _combined(on, time.max)


def _combined(on: date, at: time) -> datetime:
    within = min(max(on, date.min + timedelta(days=2)), date.max - timedelta(days=2))
    return datetime.combine(within, at).replace(tzinfo=UTC) if within != on else datetime.combine(on, at).astimezone()
