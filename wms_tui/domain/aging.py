"""How old a lot is on a day: its state, the days and the part of its life that are left.

The expiry date is the last usable day. None of this is stored; it is computed for the day asked about.
"""

from datetime import date
from enum import StrEnum


class Age(StrEnum):
    """What the dates of a lot say about it on a day."""

    OK = "ok"
    SHORT = "short"
    """The alert date has come."""
    REMOVAL_DUE = "removal-due"
    """The removal date has come: take it out of stock."""
    EXPIRED = "expired"
    """The last usable day is over."""


def reached(expires_on: date | None, removal_on: date | None, alert_on: date | None, on: date) -> date | None:
    """Return the date that gave a lot the state it has on the day `on`; None while it is ok.

    A lot that is dated anew reaches a state anew: state and date together say whether somebody was told of it.
    """
    began = {Age.EXPIRED: expires_on, Age.REMOVAL_DUE: removal_on, Age.SHORT: alert_on, Age.OK: None}
    return began[state(expires_on, removal_on, alert_on, on)]


def state(expires_on: date | None, removal_on: date | None, alert_on: date | None, on: date) -> Age:
    """Return the age of a lot on the day `on`. A date that is not set never comes."""
    if expires_on is not None and on > expires_on:
        return Age.EXPIRED
    if removal_on is not None and on >= removal_on:
        return Age.REMOVAL_DUE
    if alert_on is not None and on >= alert_on:
        return Age.SHORT
    return Age.OK


def days_left(expires_on: date | None, on: date) -> int | None:
    """Return how many days follow `on` until the last usable one: 0 on that day, negative once expired."""
    return None if expires_on is None else (expires_on - on).days


def percent_left(begins_on: date | None, expires_on: date | None, on: date) -> int | None:
    """Return the part of its life a lot has left, in whole percent, rounded down.

    `begins_on` is the day it was made, else reckoned back by how long the item keeps, else received. Rounding
    down never promises a customer more than there is: 0 on the last usable day and after it.
    """
    if begins_on is None or expires_on is None:
        return None
    life = (expires_on - begins_on).days
    left = (expires_on - on).days
    if life <= 0 or left <= 0:
        return 0
    return min(100, left * 100 // life)
