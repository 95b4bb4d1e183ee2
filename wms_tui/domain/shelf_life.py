"""The life of a lot: how long an item keeps, the dates that follow from it, and dates worth a second look."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from wms_tui.domain.codes import excerpt
from wms_tui.domain.dates import month_end, show_date
from wms_tui.errors import BadInput

FAR_YEARS = 10
"""An expiry further away is asked about; few goods keep longer."""
WRONG_YEARS = 30
"""An expiry in another century, and further away than this, is taken for a wrong one."""

_LIFE = re.compile(r"([0-9]{1,6})([dmy])")
_LONGEST_DAYS = 36525
_LONGEST_MONTHS = 1200


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """How long an item keeps: so many months or so many days, the other being 0."""

    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        """Return the form it is typed in: ``18m``, ``90d``."""
        return f"{self.months}m" if self.months else f"{self.days}d"


@dataclass(frozen=True, slots=True)
class LotDates:
    """The dates of a lot that hang on its expiry."""

    best_before_on: date | None
    removal_on: date | None
    """When to take it out of stock; leads the FEFO order."""
    alert_on: date | None
    """When to say that it is getting short."""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something odd about a date: allowed, once a person has looked."""

    code: str
    message: str


def parse_shelf_life(text: str) -> ShelfLife:
    """Return the life meant by ``18m``, ``90d`` or ``2y`` (24 months), up to 100 years.

    Raises:
        BadInput: ``bad-shelf-life``.
    """
    match = _LIFE.fullmatch(text.strip().lower())
    number = int(match[1]) * (12 if match[2] == "y" else 1) if match else 0
    in_days = match is not None and match[2] == "d"
    if not 1 <= number <= (_LONGEST_DAYS if in_days else _LONGEST_MONTHS):
        raise BadInput("bad-shelf-life", f"{excerpt(text.strip())} is not a shelf life", "Type 18m, 90d or 2y")
    return ShelfLife(days=number) if in_days else ShelfLife(months=number)


def expires_from(made_on: date, life: ShelfLife) -> date:
    """Return the last usable day of what was made on `made_on`.

    Months keep the day of the month, or its last day where the month is shorter; made on the last day of a
    month, goods expire on the last day of a month.

    Raises:
        BadInput: ``bad-date``, when the calendar ends before the goods do.
    """
    try:
        if not life.months:
            return made_on + timedelta(days=life.days)
        expiry = made_on + relativedelta(months=life.months)
    except (OverflowError, ValueError) as error:
        message = f"Made on {show_date(made_on)}?"
        raise BadInput("bad-date", message, "Type the date it was made again") from error
    if made_on == month_end(made_on.year, made_on.month):
        return month_end(expiry.year, expiry.month)
    return expiry


def began_from(expires_on: date, life: ShelfLife) -> date | None:
    """Return the day on which the life of goods began that expire on `expires_on`; None before the calendar began."""
    try:
        return expires_on - (relativedelta(months=life.months) if life.months else timedelta(days=life.days))
    except (OverflowError, ValueError):
        return None


def lot_dates(
    expires_on: date | None,
    *,
    removal_days: int = 0,
    alert_days: int = 0,
    best_before_days: int | None = None,
) -> LotDates:
    """Return the dates so many days before the expiry: 0 days is the expiry itself, no expiry has none.

    An item without a best-before rule (`best_before_days` is None) has no best-before date.

    Raises:
        BadInput: ``bad-days``, when a number of days is negative or longer than the calendar.
    """
    best_before_on = None if best_before_days is None else _before(expires_on, best_before_days)
    return LotDates(best_before_on, _before(expires_on, removal_days), _before(expires_on, alert_days))


def questions(
    expires_on: date | None, made_on: date | None, today: date, life: ShelfLife | None
) -> tuple[Caution, ...]:
    """Return what is odd about an expiry date that was typed, the gravest first; nothing when it looks right.

    Codes: ``made-in-future``, ``expires-before-made``, ``wrong-century``, ``past-date``, ``far-date``,
    ``beyond-life`` (later than the item keeps, counted from the day it was made, else from today).
    """
    found = []
    if made_on is not None and made_on > today:
        found.append(Caution("made-in-future", f"Made on {show_date(made_on)}, not yet come"))
    if expires_on is None:
        return tuple(found)
    if made_on is not None and made_on > expires_on:
        found.append(Caution("expires-before-made", f"Made later: {show_date(made_on)}"))
    distance = _distance(expires_on, today)
    if distance is not None:
        found.append(distance)
    # A date in another century needs one question, not two.
    wrong = distance is not None and distance.code == "wrong-century"
    if life is not None and not wrong and expires_on > expires_from(made_on or today, life):
        found.append(Caution("beyond-life", f"{show_date(expires_on)}: keeps only {life}"))
    return tuple(found)


def _distance(expires_on: date, today: date) -> Caution | None:
    """Return what is odd about the distance of an expiry from today."""
    years = abs(expires_on.year - today.year)
    if years > WRONG_YEARS and expires_on.year // 100 != today.year // 100:
        return Caution("wrong-century", f"Is the year {expires_on.year} right?")
    if expires_on < today:
        days = (today - expires_on).days
        return Caution("past-date", f"Expired {days} {'day' if days == 1 else 'days'} ago")
    if years > FAR_YEARS:
        return Caution("far-date", f"{show_date(expires_on)} is {years} years off")
    return None


def _before(day: date | None, days: int) -> date | None:
    """Return the date so many days before another one."""
    if days < 0:
        raise BadInput("bad-days", f"{days} days is below zero", "Type how many days before expiry")
    if day is None:
        return None
    try:
        return day - timedelta(days=days)
    except OverflowError as error:
        raise BadInput("bad-days", f"{days} days is too many", "Type how many days before expiry") from error
