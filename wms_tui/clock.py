"""The one place where the program asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime


class _Clock:
    """The moment it is taken to be; None for the moment it is."""

    pretended: datetime | None = None


def now() -> datetime:
    """Return this moment, with the offset of the machine's time zone."""
    return _Clock.pretended or datetime.now(UTC).astimezone()


def today() -> date:
    """Return the day it is at the warehouse."""
    return now().date()


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
