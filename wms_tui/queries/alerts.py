"""What needs a person now. Everything is asked of the books at the moment: nothing has to have run before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from wms_tui.domain.aging import Age
from wms_tui.domain.alerts import Cause, is_told
from wms_tui.domain.dates import show_date
from wms_tui.domain.levels import LevelState
from wms_tui.domain.pins import FREE_FAILURES
from wms_tui.domain.rights import Role
from wms_tui.domain.types import Status
from wms_tui.queries.drills import drills_due
from wms_tui.queries.expiry import expiry_causes
from wms_tui.queries.holds import holds_open
from wms_tui.queries.item_levels import item_levels
from wms_tui.queries.orders import order_lines
from wms_tui.queries.recalls import cases_at_large
from wms_tui.queries.reminders import late_replies
from wms_tui.queries.saved_tasks import tasks_before
from wms_tui.queries.settings import hold_hours
from wms_tui.storage.statements import day, moment, moment_text, row, rows

MOST = 200
"""So many causes of a kind are told of; whoever has more has another problem."""

SHIPS_WITHIN = timedelta(days=1)
"""An order that ships today or tomorrow and is short is somebody's business now."""

SILENT = timedelta(minutes=30)
"""A task that was begun and has not moved for so long is stuck."""

_AGES = {Age.EXPIRED: "expired", Age.REMOVAL_DUE: "removal-due", Age.SHORT: "short-dated"}
_SHORT = """
SELECT item.code, lot.number, place.code, sum(stock.quantity), item.unit
FROM stock JOIN lot ON lot.id = stock.lot_id JOIN item ON item.id = lot.item_id JOIN place ON place.id = stock.place_id
WHERE stock.doubted = 1
GROUP BY stock.place_id, stock.lot_id ORDER BY max(place.walk), stock.place_id, stock.lot_id LIMIT ?
"""
_ORDERS_DUE = """
SELECT id, code, ship_on FROM customer_order
WHERE closed = 0 AND cancelled = 0 AND ship_on IS NOT NULL AND ship_on <= ? ORDER BY ship_on, folded LIMIT ?
"""
_LATE = """
SELECT code, due_on FROM receipt WHERE closed = 0 AND due_on < ?
  AND EXISTS (SELECT 1 FROM receiptline AS line WHERE line.receipt_id = receipt.id AND line.quantity >
      coalesce((SELECT sum(CASE WHEN source_id < 10 THEN quantity ELSE -quantity END)
                FROM move WHERE receipt_line = line.id), 0))
ORDER BY due_on, folded LIMIT ?
"""
_VARIANCES = """
SELECT head.code, line.state, count(*), max(line.id) FROM countline AS line
JOIN cycle_count AS head ON head.id = line.count_id
WHERE line.state IN ('approve', 'moved') AND head.state = 'open'
GROUP BY head.id, line.state ORDER BY head.id, line.state LIMIT ?
"""
_WRONG_PINS = "SELECT badge, failures FROM person WHERE failures > ? ORDER BY folded LIMIT ?"
_ANY_LEVEL = "SELECT 1 FROM item WHERE minimum IS NOT NULL OR reorder_point IS NOT NULL LIMIT 1"
_OPEN = "SELECT cause, raised_at, told_at FROM alert WHERE ended_at IS NULL"


def _shorts(_now: datetime) -> Iterator[Cause]:
    """Find what was reported short, or damaged, and nobody has counted since."""
    for item, lot, place, quantity, unit in rows(_SHORT, MOST):
        what = f"{place}: {item} {lot} was reported short, the books say {quantity} {unit}"
        yield Cause("short", f"{place}/{item}/{lot}", what, f"lot:{item}/{lot}")


def _short_orders(now: datetime) -> Iterator[Cause]:
    """Find the orders that ship at once and are not covered."""
    for number, code, ships in rows(_ORDERS_DUE, (now.date() + SHIPS_WITHIN).isoformat(), MOST):
        lines = [line for line in order_lines(number) if line.short]
        if lines:
            more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
            what = f"{code} ships {_shown(ships)}: no stock kept for {lines[0].short} of {lines[0].item}{more}"
            yield Cause("order-short", f"{code}/{ships}", what, f"order:{code}")


def _late_receipts(now: datetime) -> Iterator[Cause]:
    """Find what should have come and has not."""
    for code, due in rows(_LATE, now.date().isoformat(), MOST):
        yield Cause(
            "late-receipt", f"{code}/{due}", f"{code} was due {_shown(due)} and is not complete", f"receipt:{code}"
        )


def _stuck_tasks(now: datetime) -> Iterator[Cause]:
    """Find who began something and has not touched it for a while."""
    for one in tasks_before(now - SILENT):
        if one.begun:
            since = one.at.astimezone(now.tzinfo)
            what = f"{one.by}: {one.begun}, nothing since {since:%d %b %H:%M}".replace("  ", " ")
            yield Cause("stuck-task", f"{one.by}/{moment_text(one.at)}", what, "")


def _wrong_pins(_now: datetime) -> Iterator[Cause]:
    """Find the badges whose PIN somebody does not know, until the right one is typed or another one is set."""
    for badge, failures in rows(_WRONG_PINS, FREE_FAILURES, MOST):
        yield Cause("wrong-pins", badge, f"{badge}: {failures} wrong PINs in a row", "audit:kind:wrong-pin")


def _variances(_now: datetime) -> Iterator[Cause]:
    """Find the counts whose differences wait for a yes."""
    for code, state, number, newest in rows(_VARIANCES, MOST):
        lines = f"{number} {'line' if number == 1 else 'lines'}"
        what = f"{code}: {lines} counted twice and different" if state == "approve" else f"{code}: {lines} moved since"
        yield Cause("variance", f"{code}/{state}/{newest}", what, f"count:{code}")


def _aging(now: datetime) -> Iterator[Cause]:
    """Find what is expired, due for removal or short-dated, as far as any of it is in the house."""
    for one in expiry_causes(now.date(), MOST):
        yield Cause(_AGES[one.state], one.cause, one.what, one.opens)


def _holds(now: datetime) -> Iterator[Cause]:
    """Find what has been on hold for longer than a hold should take."""
    for one in holds_open(now - timedelta(hours=hold_hours()))[:MOST]:
        since = one.since.astimezone(now.tzinfo)
        what = f"{one.what} is on hold since {since.day} {since:%b}, by {one.by}: {one.reason}"
        item, _, lot = one.what.partition(" ")
        yield Cause("hold-over-time", f"{one.entry}", what, f"lot:{item}/{lot}" if one.scope == "lot" else "holds")


def _at_large(_now: datetime) -> Iterator[Cause]:
    """Find recalled goods that are in the house and not in the cage, case by case, whether it is closed or not."""
    for case, pulls in cases_at_large():
        left = [one for one in pulls if one.status is Status.RECALLED]
        if left:
            lots, bins = {(one.item, one.lot) for one in left}, {one.bin for one in left}
            more = f" and {len(lots) - 1} more" if len(lots) > 1 else ""
            what = f"RECALL {case.code}: pull {left[0].lot}{more}, {len(bins)} {'bin' if len(bins) == 1 else 'bins'}"
            yield Cause("recall-at-large", f"{case.code}", what, f"recall:{case.code}")


def _low_stock(now: datetime) -> Iterator[Cause]:
    """Find the items of which there is too little, as far as somebody has said how much there must be."""
    if row(_ANY_LEVEL) is None:
        return
    for one in item_levels(now.date()):
        if one.minimum is None and one.reorder_point is None:
            continue
        if one.state is LevelState.OUT:
            yield Cause("stockout", one.item, f"{one.item} {one.name}: none is left", f"levels:{one.item}")
        elif one.state is LevelState.UNDER or one.order:
            what = f"{one.item} {one.name}: {one.usable} {one.unit} left, {one.on_order} on order"
            yield Cause("low-stock", one.item, what, f"levels:{one.item}")


Finding = Callable[[datetime], Iterator[Cause]]


class Source(NamedTuple):
    """Where causes of some kinds come from."""

    find: Finding
    kinds: frozenset[str]

    def concerns(self, roles: frozenset[Role] | None) -> bool:
        """Return whether it can yield anything for somebody with these roles; None stands for everybody."""
        return any(is_told(kind, roles) for kind in self.kinds)


def _source(find: Finding, *kinds: str) -> Source:
    return Source(find, frozenset(kinds))


SOURCES = (
    _source(_short_orders, "order-short"),
    _source(_shorts, "short"),
    _source(_aging, "expired", "removal-due", "short-dated"),
    _source(_variances, "variance"),
    _source(_holds, "hold-over-time"),
    _source(_low_stock, "stockout", "low-stock"),
    _source(_late_receipts, "late-receipt"),
    _source(_wrong_pins, "wrong-pins"),
    _source(_stuck_tasks, "stuck-task"),
    _source(_at_large, "recall-at-large"),
    _source(late_replies, "replies-late"),
    _source(drills_due, "drill-due"),
)
"""Where all causes come from."""


def causes(now: datetime) -> list[Cause]:
    """Return everything that needs somebody at a moment; the moment's offset says which day it is."""
    return [cause for source in SOURCES for cause in source.find(now)]


@dataclass(frozen=True, slots=True)
class Raised:
    """A cause that was noticed before and is not over."""

    raised_at: datetime
    told_at: datetime | None


def raised() -> dict[str, Raised]:
    """Return the causes that were noticed and are not over, by their keys."""
    return {key: Raised(moment(at), moment(told) if told else None) for key, at, told in rows(_OPEN)}


def _shown(text: str) -> str:
    on = day(text)
    return show_date(on) if on else text
