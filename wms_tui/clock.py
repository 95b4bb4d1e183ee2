"""The one place where the program asks what time it is."""

from datetime import date, datetime


def now() -> datetime:
    """Return this moment, with the offset of the machine's time zone."""
    return datetime.now().astimezone()


def today() -> date:
    """Return the day it is at the warehouse."""
    return now().date()
