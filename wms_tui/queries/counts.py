# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about counts: what is to be counted, what was seen, and how right the books are."""

from dataclasses import dataclass
from datetime import datetime

from wms_tui.domain.codes import folded
from wms_tui.domain.counting import Tolerance, parts_of_line_code
from wms_tui.errors import NotFound, Refused
from wms_tui.queries.places import find_place
from wms_tui.storage.statements import Row, moment, moment_text, row, rows, value


@dataclass(frozen=True, slots=True)
class CountHead:
    """A count by itself. ``state``: open closed cancelled; one of an item or a lot looks at nothing else."""

    id: int
    code: str
    state: str
    opened_at: datetime
    opened_by: str
    item_id: int | None
    lot_id: int | None
    tolerance: Tolerance


@dataclass(frozen=True, slots=True)
class CountBinRow:
    """A bin of a count, and why its turn came. ``state``: open counting counted."""

    place_id: int
    bin: str
    why: str
    state: str
    counted_by: str
    began_entry: int


@dataclass(frozen=True, slots=True)
class CountLineRow:
    """A lot in a bin as a count stands with it; ``expected`` is the balance when it was last looked at.

    ``state``: open (not looked at) agreed recount approve moved posted.
    """

    id: int
    number: int
    place_id: int
    bin: str
    item_id: int
    item: str
    lot_id: int
    lot: str
    expected: int
    counted: int
    counted_at: datetime | None
    state: str
    posted: int | None
    walk: int

    @property
    def difference(self) -> int:
        """How much more (or less) was seen than the books said."""
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class LookRow:
    """What somebody saw of a line, and what the books said at that moment."""

    by: str
    seen_at: datetime
    expected: int
    counted: int
    moved: bool
    within: bool
    serials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count as lists show it: how many bins it has, how many are counted, and what still needs a person."""

    count: str
    state: str
    opened_at: datetime
    opened_by: str
    bins: int
    counted: int
    lines: int
    recount: int
    approve: int
    moved: int


@dataclass(frozen=True, slots=True)
class CountLockRow:
    """Somebody who counts in a bin now."""

    place_id: int
    bin: str
    count: str
    by: str
    since: datetime
    beat_at: datetime


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A lot that the books have in a bin and a count has not looked at there."""

    lot_id: int
    item: str
    lot: str
    quantity: int


_HEAD = """
SELECT id, code, state, opened_at, opened_by, item_id, lot_id, tolerance_units, tolerance_percent
FROM cycle_count WHERE
"""
_BINS = """
SELECT place.id, place.code, why, countbin.state, counted_by, began_entry
FROM countbin JOIN place ON place.id = countbin.place_id
WHERE countbin.count_id = ? ORDER BY place.walk, place.sort_key
"""
_LINE = """
SELECT countline.id, countline.number, place.id, place.code, item.id, item.code, lot.id, lot.number, expected, counted,
       countline.counted_at, countline.state, posted_id, place.walk
FROM countline JOIN place ON place.id = countline.place_id JOIN lot ON lot.id = countline.lot_id
JOIN item ON item.id = lot.item_id
WHERE countline.count_id = ?
"""
_LINES = _LINE + "ORDER BY place.walk, place.sort_key, item.folded, lot.sort_key"
_ONE_LINE = _LINE + "AND countline.place_id = ? AND countline.lot_id = ?"
_NUMBERED = _LINE + "AND countline.number = ?"
_LOOKS = """
SELECT by, seen_at, expected, counted, moved, within, serials FROM countlook WHERE line_id = ? ORDER BY id
"""
_LISTED = """
SELECT head.code, head.state, head.opened_at, head.opened_by,
       (SELECT count(*) FROM countbin WHERE count_id = head.id),
       (SELECT count(*) FROM countbin WHERE count_id = head.id AND state = 'counted'),
       count(line.id) FILTER (WHERE line.state <> 'open'), count(line.id) FILTER (WHERE line.state = 'recount'),
       count(line.id) FILTER (WHERE line.state = 'approve'), count(line.id) FILTER (WHERE line.state = 'moved')
FROM cycle_count AS head LEFT JOIN countline AS line ON line.count_id = head.id
"""
_OPEN = _LISTED + "WHERE head.state = 'open' GROUP BY head.id ORDER BY head.id"
_ALL = _LISTED + "GROUP BY head.id ORDER BY head.id DESC LIMIT ?"
_LOCKS = """
SELECT place.id, place.code, cycle_count.code, countlock.by, since, beat_at
FROM countlock JOIN place ON place.id = countlock.place_id JOIN cycle_count ON cycle_count.id = countlock.count_id
"""
_NOT_COUNTED = """
SELECT lot.id, item.code, lot.number, sum(stock.quantity)
FROM stock JOIN lot ON lot.id = stock.lot_id JOIN item ON item.id = lot.item_id
WHERE stock.place_id = ?2 AND stock.quantity > 0 AND (?3 IS NULL OR lot.item_id = ?3) AND (?4 IS NULL OR lot.id = ?4)
  AND NOT EXISTS (
    SELECT 1 FROM countline WHERE count_id = ?1 AND place_id = ?2 AND lot_id = lot.id AND state <> 'open'
  )
GROUP BY lot.id ORDER BY item.folded, lot.sort_key
"""
_BALANCE = "SELECT coalesce(sum(quantity), 0) FROM stock WHERE lot_id = ? AND place_id = ?"
_SERIALS = "SELECT number FROM serial WHERE lot_id = ? AND place_id = ? ORDER BY length(number), number"
# Moves are numbered in the order of their entries: the first of a later entry bounds those of the lot.
_TOUCHED_SINCE = """
SELECT 1 FROM move WHERE lot_id = ?1 AND (source_id = ?2 OR target_id = ?2)
  AND id >= (SELECT min(id) FROM move WHERE entry_id > ?3) LIMIT 1
"""
# The entries of late are few: CROSS JOIN keeps SQLite from reading all that a lot ever did.
_HAPPENED_AFTER = """
SELECT coalesce(sum(CASE WHEN move.target_id = ?2 THEN move.quantity ELSE 0 END
                  - CASE WHEN move.source_id = ?2 THEN move.quantity ELSE 0 END), 0), count(*)
FROM entry CROSS JOIN move
WHERE entry.happened_at > ?3 AND move.entry_id = entry.id AND move.lot_id = ?1
  AND (move.source_id = ?2 OR move.target_id = ?2)
"""
_WORK_LEFT = """
SELECT EXISTS (SELECT 1 FROM countbin WHERE count_id = ?1 AND state <> 'counted')
    OR EXISTS (SELECT 1 FROM countline WHERE count_id = ?1 AND (state IN ('recount', 'approve', 'moved')
               OR (state = 'agreed' AND expected <> counted)))
"""


def _head(found: Row) -> CountHead:
    return CountHead(found[0], found[1], found[2], moment(found[3]), *found[4:7], Tolerance(found[7], found[8]))


def _line(found: Row) -> CountLineRow:
    return CountLineRow(*found[:10], moment(found[10]) if found[10] else None, *found[11:])


def find_count(code: str) -> CountHead | None:
    """Return the count of a code, regardless of case, or None."""
    found = row(_HEAD + "folded = ?", folded(code))
    return _head(found) if found else None


def the_count(code: str) -> CountHead:
    """Return the count of a code.

    Raises:
        NotFound: ``unknown-count``.
    """
    found = find_count(code)
    if found is None:
        raise NotFound("unknown-count", f"There is no count {code}.", "See wms count list.", count=code)
    return found


def open_count(code: str) -> CountHead:
    """Return a count that still goes on.

    Raises:
        NotFound: ``unknown-count``.
        Refused: ``count-closed``, ``count-cancelled``.
    """
    head = the_count(code)
    if head.state != "open":
        raise Refused(f"count-{head.state}", f"The count {head.code} is {head.state}.", "Plan another one.")
    return head


def count_bins(count: int) -> list[CountBinRow]:
    """Return the bins of a count in walk order."""
    return [CountBinRow(*found) for found in rows(_BINS, count)]


def the_count_bin(head: CountHead, bin: str) -> CountBinRow:
    """Return a bin of a count.

    Raises:
        NotFound: ``unknown-bin``; ``bin-not-in-count``.
    """
    place = find_place(bin)
    if place is None:
        raise NotFound("unknown-bin", f"There is no bin {bin}.", "Check the label.", bin=bin)
    for one in count_bins(head.id):
        if one.place_id == place.id:
            return one
    raise NotFound(
        "bin-not-in-count", f"{place.code} is not in {head.code}.", "Plan it: wms count plan --bin.", bin=place.code
    )


def count_lines(count: int, *, looked_at: bool = True) -> list[CountLineRow]:
    """Return the lines of a count in walk order, of those that somebody has looked at, or all."""
    found = [_line(one) for one in rows(_LINES, count)]
    return [one for one in found if one.state != "open"] if looked_at else found


def find_count_line(count: int, place: int, lot: int) -> CountLineRow | None:
    """Return the line of a lot in a bin, or None where there is none yet."""
    found = row(_ONE_LINE, count, place, lot)
    return _line(found) if found else None


def line_of_code(text: str) -> tuple[CountHead, CountLineRow] | None:
    """Return what the bar code of a line on a count sheet names (``CT1-7``), or None where it names nothing."""
    parts = parts_of_line_code(text)
    head = find_count(parts[0]) if parts else None
    found = row(_NUMBERED, head.id, parts[1]) if head and parts else None
    return (head, _line(found)) if head and found else None


def looks(line: int) -> list[LookRow]:
    """Return what was seen of a line, the first look first."""
    return [
        LookRow(by, moment(at), expected, counted, bool(moved), bool(within), tuple(serials.split()))
        for by, at, expected, counted, moved, within, serials in rows(_LOOKS, line)
    ]


def counts(*, all_of_them: bool = False, limit: int = 200) -> list[CountRow]:
    """Return the counts that go on, the oldest first; or all, the latest first, so many of them."""
    found = rows(_ALL, limit) if all_of_them else rows(_OPEN)
    return [CountRow(one[0], one[1], moment(one[2]), *one[3:]) for one in found]


def _lock(found: Row) -> CountLockRow:
    return CountLockRow(*found[:4], moment(found[4]), moment(found[5]))


def count_lock(place: int) -> CountLockRow | None:
    """Return who counts in a bin now, or None."""
    found = row(_LOCKS + "WHERE place.id = ?", place)
    return _lock(found) if found else None


def count_locks() -> list[CountLockRow]:
    """Return everybody who counts in a bin now."""
    return [_lock(found) for found in rows(_LOCKS + "ORDER BY place.sort_key")]


def any_lapsed(before: datetime) -> bool:
    """Return whether a counter has not been heard of since a moment."""
    return row("SELECT 1 FROM countlock WHERE beat_at < ? LIMIT 1", moment_text(before)) is not None


def not_counted(head: CountHead, place: int) -> list[NotCounted]:
    """Return the lots that the books have in a bin and nobody has looked at for a count."""
    return [NotCounted(*found) for found in rows(_NOT_COUNTED, head.id, place, head.item_id, head.lot_id)]


def balance_of(lot: int, place: int) -> int:
    """Return how much of a lot the books have in a place, loose and on plates."""
    return value(_BALANCE, lot, place)


def serials_of(lot: int, place: int) -> tuple[str, ...]:
    """Return the serials of a lot that the books have in a place."""
    return tuple(one for (one,) in rows(_SERIALS, lot, place))


def touched_since(lot: int, place: int, entry: int) -> bool:
    """Return whether anything of a lot came to or left a place after an entry."""
    return row(_TOUCHED_SINCE, lot, place, entry) is not None


def happened_after(lot: int, place: int, at: datetime) -> tuple[int, int]:
    """Return by how much what happened after a moment changed a lot in a place, and in how many moves."""
    found = row(_HAPPENED_AFTER, lot, place, moment_text(at)) or (0, 0)
    return found[0], found[1]


def work_left(count: int) -> bool:
    """Return whether a count has a bin that is not counted or a line that is not settled."""
    return bool(value(_WORK_LEFT, count))


def zero_is_booked(place: int) -> bool:
    """Return whether the books have nothing in a place."""
    return row("SELECT 1 FROM stock WHERE place_id = ? AND quantity > 0 LIMIT 1", place) is None
