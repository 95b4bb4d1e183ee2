"""The expiry watch: what is growing old, whom it is too old for, and what somebody is to be told of it, once.

How old a lot is says `wms_tui.domain.aging`, whether it may leave for a customer `wms_tui.domain.rotation`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from wms_tui.domain.aging import Age, days_left, reached, state
from wms_tui.domain.dates import show_date
from wms_tui.domain.rotation import Need, lot_reason
from wms_tui.domain.types import Status


class ExpiryRow(NamedTuple):
    """A balance with how old its lot is: the fields of a stock row, and those of the watch."""

    item: str
    name: str
    lot: str
    bin: str
    plate: str
    quantity: int
    reserved: int
    available: int
    unit: str
    expires_on: date | None
    received_on: date | None
    status: Status
    doubted: bool
    zone: str
    supplier: str
    days_left: int | None
    percent_left: int | None
    state: Age
    below_minimum_of: tuple[str, ...] = ()
    """Customers of the item who ask for more life than the lot has left, by code."""


@dataclass(frozen=True, slots=True)
class Minimum:
    """The life that a customer asks for on arrival."""

    customer: str
    days: int
    percent: int
    transit_days: int


def below_minimum(
    expires_on: date | None, began_on: date | None, received_on: date, asked: Iterable[Minimum], today: date
) -> tuple[str, ...]:
    """Return the customers who would not take a lot that left today, whatever quality says of it."""
    return tuple(
        one.customer
        for one in asked
        if lot_reason(
            Status.RELEASED, expires_on, began_on, received_on, Need(today, one.transit_days, one.days, one.percent)
        )
    )


_DO = {
    Age.EXPIRED: "Take it out: send it back or destroy it",
    Age.REMOVAL_DUE: "Take it out of stock, or sell it today",
    Age.SHORT: "Sell it first: see the forecast",
}


@dataclass(frozen=True, slots=True)
class AgingLot:
    """A lot in the house with its dates and how much there is of it, in base units over all bins."""

    id: int
    item: str
    lot: str
    quantity: int
    unit: str
    expires_on: date | None
    removal_on: date | None
    alert_on: date | None


@dataclass(frozen=True, slots=True)
class ExpiryCause:
    """Why somebody is to be told of a lot: once for each state, and again only when the lot is dated anew."""

    cause: str
    """The key: the same lot in the same state by the same date has the same one."""
    item: str
    lot: str
    state: Age
    quantity: int
    unit: str
    expires_on: date | None
    what: str
    do: str
    opens: str
    """The address of the desk screen that shows it."""


def cause_of(one: AgingLot, today: date) -> ExpiryCause | None:
    """Return what is to be told of a lot today; None where it is ok, or nothing of it is there."""
    age = state(one.expires_on, one.removal_on, one.alert_on, today)
    since = reached(one.expires_on, one.removal_on, one.alert_on, today)
    if since is None or one.quantity <= 0:
        return None
    return ExpiryCause(
        f"expiry:{one.id}:{age}:{since.isoformat()}", one.item, one.lot, age, one.quantity, one.unit,
        one.expires_on, f"{one.item} {one.lot} {_words(age, one.expires_on, today)}: {one.quantity} {one.unit}",
        _DO[age], f"lot:{one.item}/{one.lot}",
    )  # fmt: skip


def _words(age: Age, expires_on: date | None, today: date) -> str:
    left = days_left(expires_on, today)
    if left is None or expires_on is None:
        return f"is {age}"
    days = f"{abs(left)} {'day' if abs(left) == 1 else 'days'}"
    if age is Age.EXPIRED:
        return f"expired {days} ago"
    due = ", removal is due" if age is Age.REMOVAL_DUE else ""
    return f"expires {show_date(expires_on)}, {days} left{due}"


def week_of(day: date) -> date:
    """Return the Monday of a day's week (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def week_name(monday: date) -> str:
    """Return ``2027-W11`` (ISO 8601, 4.2.2)."""
    year, week, _ = monday.isocalendar()
    return f"{year:04d}-W{week:02d}"
