# pyright: reportCallIssue=false, reportArgumentType=false
"""What grows old in the house: each balance with the state of its lot, and what somebody is to be told."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wms_tui.domain.aging import Age, days_left, percent_left, state
from wms_tui.domain.expiry import AgingLot, ExpiryCause, ExpiryRow, Minimum, below_minimum, cause_of, week_of
from wms_tui.domain.types import Status
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.paging import EVERYTHING, Key, Listing, Narrow, Part, Way, page
from wms_tui.queries.stock import life_began
from wms_tui.queries.stock_pages import narrowed
from wms_tui.storage.statements import Row, day, rows, value
from wms_tui.storage.tables import NEVER

WHOLE = 10**9
"""More lots than a warehouse has."""

FEW_LOTS = 5000
"""Up to so many lots that grow old are sorted; more of them are looked for along the list."""

_day = date.fromisoformat
_STATUS = {status.value: status for status in Status}

_COLUMNS = (
    "item.code, item.name, lot.number, place.code, plate.code, stock.quantity, stock.reserved,"
    " stock.quantity - stock.reserved, item.unit, lot.status, stock.doubted, place.zone,"
    " (SELECT code FROM partner WHERE partner.id = lot.supplier_id), lot.item_id, lot.expires_on, lot.received_on,"
    " lot.removal_on, lot.alert_on, lot.made_on, item.shelf_life"
)
_JOINS = (
    "stock.place_id = place.id AND stock.lot_id = lot.id AND item.id = lot.item_id AND plate.id = stock.plate_id"
    " AND stock.quantity > 0"
)
_LISTING = Listing(_COLUMNS, _JOINS)
# CROSS JOIN keeps SQLite on the way that yields the order: it stops when enough is found.
_FROM_LOT = "lot CROSS JOIN stock CROSS JOIN place CROSS JOIN item CROSS JOIN plate"
_BY_ITEM = "item CROSS JOIN lot CROSS JOIN stock CROSS JOIN place CROSS JOIN plate"
_BY_BIN = "place CROSS JOIN stock CROSS JOIN lot CROSS JOIN item CROSS JOIN plate"
_IN_LOT = ("stock.place_id", "stock.plate_id")
WAYS = {
    "expires": Way(_FROM_LOT, (Part((("lot.expires_on",), ("lot.id",), _IN_LOT)),)),
    "item": Way(_BY_ITEM, (Part((("item.folded",), ("lot.removal_on", "lot.id"), _IN_LOT)),)),
    "bin": Way(_BY_BIN, (Part((("place.sort_key",), ("stock.lot_id", "stock.plate_id"))),)),
}
"""The orders there are: the first to expire on top, by item, by bin."""

_ALL = f"""
SELECT {_COLUMNS} FROM {_FROM_LOT} WHERE {_JOINS} AND {{wanted}}
ORDER BY lot.expires_on, lot.id, stock.place_id, stock.plate_id
"""
# What has left the state ok by a day, as `domain.aging` says it; a lot does so no earlier before its expiry than its
# item says, so that the way along the expiry days has an end.
_AGED = "(lot.expires_on < ? OR lot.removal_on <= ? OR lot.alert_on <= ?) AND lot.expires_on <= ?"
_NOTICE = "SELECT max(max(removal_days, alert_days)) FROM item"
_THERE = "EXISTS (SELECT 1 FROM stock WHERE stock.lot_id = lot.id AND stock.quantity > 0)"
_SOME_LOTS = f"SELECT lot.id FROM lot WHERE {{wanted}} AND {_THERE} LIMIT ?"
_ONE_OF = "stock.lot_id IN (SELECT value FROM json_each(?))"
_BY_DATES = f"""
SELECT lot.expires_on, lot.removal_on, lot.alert_on, count(*) FROM lot WHERE {_AGED} AND {_THERE} GROUP BY 1, 2, 3
"""
_BY_DAY = f"""
SELECT lot.expires_on, count(*) FROM lot WHERE lot.expires_on >= ? AND lot.expires_on < ? AND {_THERE} GROUP BY 1
"""
_AGED_LOTS = f"""
SELECT lot.id, item.code, lot.number, sum(stock.quantity), item.unit, lot.expires_on, lot.removal_on, lot.alert_on
FROM lot CROSS JOIN stock CROSS JOIN item
WHERE stock.lot_id = lot.id AND item.id = lot.item_id AND stock.quantity > 0 AND {_AGED}
GROUP BY lot.id ORDER BY lot.expires_on, lot.id LIMIT ?
"""
# An order has no date of its own: it counts for a year from the day it was to ship, else from the day it left.
_ASKS = "partner.role = 'customer' AND (partner.min_days > 0 OR partner.min_percent > 0 OR partner.transit_days > 0)"
_LATELY = """
o.cancelled = 0 AND (o.closed = 0 OR o.ship_on >= ? OR o.ship_on IS NULL AND EXISTS (
    SELECT 1 FROM move JOIN entry ON entry.id = move.entry_id
    WHERE move.order_line = line.id AND entry.happened_at >= ?))
"""
_MINIMA = f"""
SELECT DISTINCT line.item_id, partner.code, partner.min_days, partner.min_percent, partner.transit_days
FROM partner CROSS JOIN customer_order AS o CROSS JOIN orderline AS line
WHERE {_ASKS} AND o.customer_id = partner.id AND line.order_id = o.id AND {_LATELY}
ORDER BY partner.folded
"""
_MINIMA_OF_ITEM = f"""
SELECT DISTINCT line.item_id, partner.code, partner.min_days, partner.min_percent, partner.transit_days
FROM orderline AS line CROSS JOIN customer_order AS o CROSS JOIN partner
WHERE line.item_id = ? AND o.id = line.order_id AND partner.id = o.customer_id AND {_ASKS} AND {_LATELY}
ORDER BY partner.folded
"""
_YEAR = timedelta(days=365)

Minima = dict[int, list[Minimum]]


@dataclass(frozen=True, slots=True)
class ExpiryFilter:
    """What is asked for. Without ``days`` it is all that is not ok; with them all that expires by then."""

    days: int | None = None
    zone: str | None = None
    supplier_id: int | None = None
    item_id: int | None = None

    def wanted(self, today: date) -> tuple[str, tuple[object, ...]]:
        """Return the condition and its values."""
        text, values = _aged(today) if self.days is None else _expires_by(_later(today, self.days))
        for clause, one in (
            ("place.zone = ?", self.zone),
            ("lot.supplier_id = ?", self.supplier_id),
            ("lot.item_id = ?", self.item_id),
        ):
            if one is not None:
                text, values = f"{text} AND {clause}", (*values, one)
        return text, values


NOT_OK = ExpiryFilter()


def _aged(today: date) -> tuple[str, tuple[object, ...]]:
    on = today.isoformat()
    return _AGED, (on, on, on, _later(today, value(_NOTICE) or 0))


def _expires_by(last: str) -> tuple[str, tuple[object, ...]]:
    return "lot.expires_on <= ?", (last,)


def _later(today: date, days: int) -> str:
    """Return the day so many days later, at most the last of the calendar."""
    return date.fromordinal(min(today.toordinal() + days, date.max.toordinal())).isoformat()


def expiry_list(today: date, which: ExpiryFilter = NOT_OK) -> list[ExpiryRow]:
    """Return every balance of what is asked for, the first to expire on top; lots that never expire are in none.

    The last day that ``days`` names is one of them. Customers whose minimum a lot does not meet any more are named.
    """
    text, values = which.wanted(today)
    return list(map(_maker(today, minima(today)), rows(_ALL.format(wanted=text), *values)))


def expiry_page(
    today: date,
    which: ExpiryFilter = NOT_OK,
    sort: str = "expires",
    *,
    search: str = "",
    beside: Key | None = None,
    limit: int = 50,
    backwards: bool = False,
) -> list[tuple[Key, ExpiryRow]]:
    """Return balances that follow a row of the list sorted by ``expires``, ``item`` or ``bin``.

    Without ``beside`` they are the first; ``backwards`` they precede it, the nearest first. ``search`` is that of
    `wms_tui.queries.stock_pages`. Whose minimum a lot does not meet is not in the rows: ask `minima_of_item`.
    """
    narrow = _narrowed(search, which, today, along=sort == "expires")
    if narrow is None:
        return []
    make = _maker(today, {})
    found = page(_LISTING, WAYS[sort], narrow, beside=beside, limit=limit, backwards=backwards)
    return [(key, make(one)) for key, one in found]


def _narrowed(search: str, which: ExpiryFilter, today: date, *, along: bool) -> Narrow | None:
    """Return which balances are meant; in another order than theirs a few lots are looked up one by one."""
    found = narrowed(search)
    if found is None:
        return None
    text, values = which.wanted(today)
    if found is not EVERYTHING:
        return Narrow(f"({found.condition}) AND {text}", (*found.values, *values), found.tables)
    if along or which.zone is not None:
        return Narrow(text, values)
    lots = [number for (number,) in rows(_SOME_LOTS.format(wanted=text), *values, FEW_LOTS + 1)]
    return Narrow(_ONE_OF, (json.dumps(lots),), _FROM_LOT) if len(lots) <= FEW_LOTS else Narrow(text, values)


def _maker(today: date, asked: Minima) -> Callable[[Row], ExpiryRow]:
    """Return what makes rows; a lot is dated once, however many balances it has."""
    known: dict[Row, Row] = {}

    def make(found: Row) -> ExpiryRow:
        dates = found[13:]
        aged = known.get(dates)
        if aged is None:
            aged = known[dates] = _dated(dates, today, asked)
        return ExpiryRow(
            *found[:9], aged[0], aged[1], _STATUS[found[9]], found[10] == 1, found[11], found[12] or "",
            aged[2], aged[3], aged[4], aged[5],
        )  # fmt: skip

    return make


def _dated(dates: Row, today: date, asked: Minima) -> Row:
    """Return expiry, receipt, days and percent left, state, and whose minimum is not met, of a lot's dates as text."""
    item, expires, received, removal, alert, made, life = dates
    expires_on, received_on = _day(expires), _day(received)
    began_on = _day(made) if made else life_began(expires, life) if life else None
    known_receipt = None if received == NEVER else received_on
    age = state(expires_on, _day(removal), day(alert), today)
    below = below_minimum(expires_on, began_on, received_on, asked[item], today) if item in asked else ()
    left = percent_left(began_on or known_receipt, expires_on, today)
    return expires_on, known_receipt, days_left(expires_on, today), left, age, below


def minima(today: date) -> Minima:
    """Return, by item, the customers that ordered it within a year or wait for it, where they ask for life left."""
    return _by_item(rows(_MINIMA, *_a_year_before(today)))


def minima_of_item(item_id: int, today: date) -> list[Minimum]:
    """Return the same of one item."""
    return _by_item(rows(_MINIMA_OF_ITEM, item_id, *_a_year_before(today))).get(item_id, [])


def below_minimum_of(item_code: str, number: str, today: date) -> tuple[str, ...]:
    """Return whose minimum a lot does not meet any more, of the customers of its item.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
    """
    item = the_item(item_code)
    lot = the_lot(item, number)
    expires, life = lot.expires_on, item.shelf_life
    began_on = lot.made_on or (life_began(expires.isoformat(), life) if expires and life else None)
    return below_minimum(expires, began_on, lot.received_on or date.max, minima_of_item(item.id, today), today)


def _a_year_before(today: date) -> tuple[str, str]:
    began = (today - _YEAR).isoformat()
    return began, began


def _by_item(found: Iterable[Row]) -> Minima:
    asked: Minima = {}
    for item, *minimum in found:
        asked.setdefault(item, []).append(Minimum(*minimum))
    return asked


def counts_by_age(today: date) -> dict[Age, int]:
    """Return how many lots in the house are in each state that is not ok."""
    _, values = _aged(today)
    counts: Counter[Age] = Counter()
    for expires, removal, alert, lots in rows(_BY_DATES, *values):
        counts[state(_day(expires), _day(removal), day(alert), today)] += lots
    return {age: counts[age] for age in reversed(Age) if age is not Age.OK}


def lots_by_week(today: date, weeks: int) -> list[tuple[date, int]]:
    """Return for this week from today on, and the weeks after it, its Monday and how many lots expire in it."""
    first = week_of(today)
    counts = {first + timedelta(weeks=number): 0 for number in range(weeks)}
    end = first + timedelta(weeks=weeks)
    for expires, lots in rows(_BY_DAY, today.isoformat(), end.isoformat()):
        counts[week_of(_day(expires))] += lots
    return list(counts.items())


def aging_lots(today: date, limit: int = WHOLE) -> list[AgingLot]:
    """Return lots in the house that are not ok, the first to expire on top, all or so many of them."""
    _, values = _aged(today)
    return [
        AgingLot(*one[:5], day(one[5]), None if one[6] == NEVER else day(one[6]), day(one[7]))
        for one in rows(_AGED_LOTS, *values, limit)
    ]  # fmt: skip


def expiry_causes(today: date, limit: int = WHOLE) -> list[ExpiryCause]:
    """Return what somebody is to be told of lots that grow old, the first to expire on top; nothing is kept of it."""
    found = (cause_of(one, today) for one in aging_lots(today, limit))
    return [one for one in found if one is not None]
