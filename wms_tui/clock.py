"""The one place where the program asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta


class _Clock:
    """The moment it is taken to be; None for the moment it is."""

    pretended: datetime | None = None


def now() -> datetime:
    """Return this moment, with the offset of the machine's time zone."""
    return _Clock.pretended or datetime.now(UTC).astimezone()


def today() -> date:
    """Return the day it is at the warehouse."""
    return now().date()


def day_begins(on: date) -> datetime:
    """Return the first moment of a day here; the ends of the calendar, which no time zone has, are a day within it."""
    return _combined(on, time.min)


def day_ends(on: date) -> datetime:
    """Return the last moment of a day here; see ``day_begins`` for the ends of the calendar."""
    return _combined(on, time.max)


def _combined(on: date, at: time) -> datetime:
    within = min(max(on, date.min + timedelta(days=2)), date.max - timedelta(days=2))
    return datetime.combine(within, at).replace(tzinfo=UTC) if within != on else datetime.combine(on, at).astimezone()


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Take it to be another moment, for telling a history as it would have been written.

    Only the sample warehouse and tests do so.
    """
    before = _Clock.pretended
    _Clock.pretended = moment
    try:
        yield
    finally:
        _Clock.pretended = before
