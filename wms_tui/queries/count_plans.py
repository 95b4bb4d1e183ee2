"""Questions that plan counts: which bins are next and why, which items are busy, and how right the counts were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wms_tui.domain.counting import CLASSES, DOUBTED, By, DueBin, percent
from wms_tui.domain.dates import day_begins
from wms_tui.queries.settings import (
    COUNT_A_PERCENT,
    COUNT_B_PERCENT,
    COUNT_CALENDAR,
    COUNT_DAYS,
    COUNT_QUOTA,
    COUNT_WINDOW,
    setting,
)
from wms_tui.storage.statements import Row, moment, moment_text, row, rows

# The class of a place is the highest of what it holds. Balances lie by lot: the plus sign has them read in that order
# and not place by place, which would read each page many times.
# Bins in a count that goes on wait for that one.
_BINS = """
SELECT place.id, place.code, coalesce(held.class, 'C') AS class, place.counted_at, due.reason, due.since,
       coalesce(held.doubted, 0) AS doubted
FROM place
LEFT JOIN countdue AS due ON due.place_id = place.id
LEFT JOIN (
    SELECT stock.place_id, min(coalesce(item.abc, 'C')) AS class, max(stock.doubted) AS doubted
    FROM stock CROSS JOIN lot CROSS JOIN item
    WHERE lot.id = stock.lot_id AND item.id = lot.item_id GROUP BY +stock.place_id
) AS held ON held.place_id = place.id
"""
_NEXT = f"""{_BINS}
WHERE place.kind = 'bin' AND place.id NOT IN (
    SELECT place_id FROM countbin JOIN cycle_count ON cycle_count.id = countbin.count_id
    WHERE cycle_count.state = 'open' AND countbin.state <> 'counted'
)
AND (?1 = '' OR coalesce(held.class, 'C') = ?1)
ORDER BY max(coalesce(due.weight, 0), coalesce(held.doubted, 0) * {DOUBTED.weight}) DESC,
    place.counted_at IS NOT NULL AND place.counted_at > CASE coalesce(held.class, 'C')
        WHEN 'A' THEN ?2 WHEN 'B' THEN ?3 ELSE ?4 END,
    class, coalesce(place.counted_at, ''), place.walk, place.sort_key
LIMIT ?5
"""
_NAMED = _BINS.replace("GROUP BY", "AND stock.place_id IN ({marks}) GROUP BY") + "WHERE place.id IN ({marks})"
_WALK = "SELECT id FROM place WHERE id IN ({marks}) ORDER BY walk, sort_key"
_HOLD_ITEM = """
SELECT DISTINCT stock.place_id FROM lot CROSS JOIN stock
WHERE lot.item_id = ? AND stock.lot_id = lot.id AND stock.quantity > 0
"""
_HOLD_LOT = "SELECT DISTINCT place_id FROM stock WHERE lot_id = ? AND quantity > 0"
_PICKED = """
SELECT lot.item_id, count(*) FROM entry CROSS JOIN move CROSS JOIN lot
WHERE entry.happened_at >= ? AND entry.kind = 'pick' AND move.entry_id = entry.id AND move.order_line IS NOT NULL
  AND lot.id = move.lot_id
GROUP BY lot.item_id
"""
_ITEMS = "SELECT id FROM item"
_CLASSES = "SELECT id, code, abc FROM item"
_FIRST_LOOKS = """
FROM countlook AS look JOIN countline AS line ON line.id = look.line_id
JOIN place ON place.id = line.place_id JOIN lot ON lot.id = line.lot_id JOIN item ON item.id = lot.item_id
WHERE look.id = (SELECT min(id) FROM countlook WHERE line_id = line.id) AND look.seen_at >= ?
"""
_FIGURES = """
count(*), coalesce(sum(look.within), 0), coalesce(sum(abs(look.counted - look.expected)), 0),
coalesce(sum(look.counted - look.expected), 0),
coalesce(sum((SELECT count(*) > 1 FROM countlook AS again WHERE again.line_id = line.id)), 0)
"""
_KEYS = {
    By.CLASS: "coalesce(item.abc, 'C')",
    By.ZONE: "place.zone",
    By.COUNTER: "look.by",
    By.WEEK: "strftime('%G-W%V', look.seen_at)",
}
_AT_ONCE = 500
"""How many places a statement names."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How right the books were: first looks within tolerance of all first looks, never plus against minus.

    ``gross`` adds up the differences whatever their sign, ``net`` with it; ``recounted`` lines were looked at again.
    """

    lines: int
    within: int
    percent: float | None
    gross: int
    net: int
    recounted: int
    key: str = ""


def count_intervals() -> dict[str, int]:
    """Return after how many days a bin is counted again, by class."""
    return {klass: int(setting(name)) for klass, name in COUNT_DAYS.items()}


def count_quota() -> int:
    """Return how many bins are counted on a day of work."""
    return int(setting(COUNT_QUOTA))


def count_calendar() -> str:
    """Return the days of work, as a recurrence rule."""
    return setting(COUNT_CALENDAR)


def class_shares() -> tuple[int, int]:
    """Return up to which percent of picked lines items are A, and up to which B."""
    return int(setting(COUNT_A_PERCENT)), int(setting(COUNT_B_PERCENT))


def count_window() -> int:
    """Return over how many days picked lines are counted for the classes."""
    return int(setting(COUNT_WINDOW))


def _due(found: Row) -> DueBin:
    number, code, klass, counted_at, reason, since, doubted = found
    return DueBin(
        number, code, klass, moment(counted_at).astimezone().date() if counted_at else None, reason or "",
        moment(since).astimezone().date() if since else None, bool(doubted),
    )  # fmt: skip


def next_bins(number: int, at: datetime, every: Mapping[str, int], klass: str = "") -> list[DueBin]:
    """Return the bins whose turn it is to be counted, the most urgent first, of a class or of all.

    What something has happened to goes first, by weight; then what was never counted or is overdue by its class;
    then the higher class, what was counted longest ago, the way.
    """
    limits = [moment_text(at - timedelta(days=every[one])) for one in CLASSES]
    return [_due(found) for found in rows(_NEXT, klass, *limits, number)]


def named_bins(places: list[int]) -> list[DueBin]:
    """Return what is known of the turn of some places, in no order."""
    found: list[DueBin] = []
    for part in _parts(places):
        marks = ", ".join("?" * len(part))
        found += [_due(one) for one in rows(_NAMED.format(marks=marks), *part, *part)]
    return found


def in_walk_order(places: list[int]) -> list[int]:
    """Return places in the order in which one comes by them."""
    if len(places) <= _AT_ONCE:
        return [one for (one,) in rows(_WALK.format(marks=", ".join("?" * len(places))), *places)]
    wanted = set(places)
    return [one for (one,) in rows("SELECT id FROM place ORDER BY walk, sort_key") if one in wanted]


def _parts(places: list[int]) -> list[list[int]]:
    return [places[start : start + _AT_ONCE] for start in range(0, len(places), _AT_ONCE)]


def places_of_item(item: int) -> list[int]:
    """Return every place in the house that holds an item."""
    return [one for (one,) in rows(_HOLD_ITEM, item)]


def places_of_lot(lot: int) -> list[int]:
    """Return every place in the house that holds a lot."""
    return [one for (one,) in rows(_HOLD_LOT, lot)]


def item_classes() -> dict[int, tuple[str, str | None]]:
    """Return the code and the class of every item by its row number; None where it has no class yet."""
    return {number: (code, abc) for number, code, abc in rows(_CLASSES)}


def any_class() -> bool:
    """Return whether items were ever classed."""
    return row("SELECT 1 FROM item WHERE abc IS NOT NULL LIMIT 1") is not None


def picked_lines(since: datetime) -> dict[int, int]:
    """Return how many lines were picked of each item since a moment, of all items."""
    found = {item: 0 for (item,) in rows(_ITEMS)}
    return found | dict(rows(_PICKED, moment_text(since)))


def accuracy(since: date | None = None) -> Accuracy:
    """Return how right the books were when lines were first looked at, since a day or ever."""
    found = row(f"SELECT {_FIGURES} {_FIRST_LOOKS}", _since(since)) or (0, 0, 0, 0, 0)
    return _accuracy(found)


def accuracy_by(by: By, since: date | None = None) -> list[Accuracy]:
    """Return the same by class, zone, counter or week."""
    found = rows(f"SELECT {_FIGURES}, {_KEYS[by]} AS key {_FIRST_LOOKS} GROUP BY key ORDER BY key", _since(since))
    return [_accuracy(one) for one in found]


def _since(day: date | None) -> str:
    return moment_text(day_begins(day)) if day else ""


def _accuracy(found: Row) -> Accuracy:
    lines, within, gross, net, recounted = found[:5]
    return Accuracy(lines, within, percent(within, lines), gross, net, recounted, found[5] if found[5:] else "")
