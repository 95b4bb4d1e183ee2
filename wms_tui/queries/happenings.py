# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about everything that happened to goods, entry by entry, for records that others ask for.

Entries are read in stretches, so that a year of them takes no more room than a day.
"""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from wms_tui.domain.types import Status
from wms_tui.queries.crossings import CROSSES
from wms_tui.queries.held_goods import HeldGoods, held_goods
from wms_tui.storage.statements import Row, day, moment, moment_text, rows

Made = TypeVar("Made")

_STRETCH = 500

_COLUMNS = """
SELECT entry.id, entry.kind, entry.happened_at, entry.recorded_at, entry.by, entry.reason, entry.reference, entry.key,
       partner.id, coalesce(partner.code, ''), coalesce(partner.role, ''), coalesce(partner.gln, ''),
       undone.id, undone.key, undone.recorded_at, entry.undoes, run.id, run.code, run.kind, runentry.act
"""
# Few entries are undone, and what a house counts of them may tell the database to look through all of them each time.
_BESIDE = """
LEFT JOIN partner ON partner.id = entry.partner_id
LEFT JOIN entry AS undone INDEXED BY entry_undoes ON undone.undoes = entry.id
LEFT JOIN runentry ON runentry.entry_id = entry.id LEFT JOIN run ON run.id = runentry.run_id
"""
_BY_MOMENT = f"""
{_COLUMNS} FROM entry {_BESIDE}
WHERE (entry.happened_at, entry.id) > (?, ?) AND entry.happened_at <= ?{{also}}
ORDER BY entry.happened_at, entry.id LIMIT ?
"""
_ALL = _BY_MOMENT.format(also="")
_CROSSING = _BY_MOMENT.format(also=f" AND EXISTS (SELECT 1 FROM move WHERE move.entry_id = entry.id AND {CROSSES})")
_BY_NUMBER = f"{_COLUMNS} FROM json_each(?) AS wanted CROSS JOIN entry {_BESIDE} WHERE entry.id = wanted.value"
# Other acts of the runs that touch a lot belong to it as well: what it went into comes out later.
_OF_LOTS = """
WITH near AS (
    SELECT move.entry_id FROM json_each(?1) AS wanted CROSS JOIN move WHERE move.lot_id = wanted.value
    UNION
    SELECT statuschange.entry_id FROM json_each(?1) AS wanted CROSS JOIN statuschange
    WHERE statuschange.lot_id = wanted.value
), touched AS (
    SELECT entry_id FROM near
    UNION
    SELECT other.entry_id FROM near CROSS JOIN runentry AS own CROSS JOIN runentry AS other
    WHERE own.entry_id = near.entry_id AND other.run_id = own.run_id
)
SELECT entry.id FROM touched CROSS JOIN entry
WHERE entry.id = touched.entry_id AND entry.happened_at >= ?2 AND entry.happened_at <= ?3
ORDER BY entry.happened_at, entry.id
"""
_MOVES = """
SELECT move.entry_id, move.id, move.lot_id, source.id, source.code, source.kind, source_plate.code,
       target.id, target.code, target.kind, target_plate.code, move.quantity, move.serials
FROM json_each(?) AS wanted CROSS JOIN move CROSS JOIN place AS source CROSS JOIN place AS target
CROSS JOIN plate AS source_plate CROSS JOIN plate AS target_plate
WHERE move.entry_id = wanted.value AND source.id = move.source_id AND target.id = move.target_id
  AND source_plate.id = move.source_plate_id AND target_plate.id = move.target_plate_id
ORDER BY move.entry_id, move.id
"""
_CHANGES = """
SELECT statuschange.entry_id, statuschange.lot_id, statuschange.before, statuschange.after
FROM json_each(?) AS wanted CROSS JOIN statuschange
WHERE statuschange.entry_id = wanted.value ORDER BY statuschange.id
"""
# The code of a base unit only: quantities are base units, and a case is another trade item.
_LOT = """
SELECT lot.id, item.id, item.code, item.name, item.unit, item.brand, item.commodity, item.variety, item.packaging_size,
       item.packaging_style, item.listed, lot.number, lot.supplier_lot, lot.made_on, lot.expires_on, lot.best_before_on,
       lot.origin, lot.source_reference, lot.supplier_id,
       EXISTS (SELECT 1 FROM link WHERE link.child_id = lot.id AND link.until_id IS NULL),
       EXISTS (SELECT 1 FROM link JOIN run ON run.id = link.run_id WHERE link.child_id = lot.id
               AND link.until_id IS NULL AND run.kind NOT IN ('split', 'merge', 'relabel')),
       coalesce((SELECT gtin FROM pack WHERE item_id = item.id AND quantity = 1 AND gtin IS NOT NULL LIMIT 1), '')
FROM lot JOIN item ON item.id = lot.item_id WHERE lot.id = ?
"""
_BEFORE_ALL, _AFTER_ALL = "", "~"
"""Moments as text, before and after any other."""


class PlaceEnd(NamedTuple):
    """An end of a move."""

    id: int
    code: str
    kind: str
    plate: str


class Moved(NamedTuple):
    """A move of an entry."""

    id: int
    lot_id: int
    source: PlaceEnd
    target: PlaceEnd
    quantity: int
    serials: tuple[str, ...]


class Changed(NamedTuple):
    """A change of a lot's status; ``before`` is None where the lot began."""

    lot_id: int
    before: Status | None
    after: Status


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry with what it did; what undid it, where something did, and what it undid."""

    entry: int
    kind: str
    at: datetime
    recorded_at: datetime
    by: str
    reason: str
    reference: str
    key: str
    partner_id: int | None
    partner: str
    partner_role: str
    partner_gln: str
    undone_by: int | None
    undone_key: str
    """The key of the entry that undid it, which names its events."""
    undone_at: datetime | None
    undoes: int | None
    run_id: int | None
    run: str
    run_kind: str
    act: str
    moves: tuple[Moved, ...] = ()
    changes: tuple[Changed, ...] = ()
    held: tuple[HeldGoods, ...] = ()
    """Pallets and bins that it held or let go."""


class LotFacts(NamedTuple):
    """What records of others say of a lot and its item."""

    lot_id: int
    item_id: int
    item: str
    name: str
    unit: str
    brand: str
    commodity: str
    variety: str
    packaging_size: str
    packaging_style: str
    listed: bool
    lot: str
    supplier_lot: str
    made_on: date | None
    expires_on: date | None
    best_before_on: date | None
    origin: str
    source_reference: str
    supplier_id: int | None
    made_here: bool
    """Whether it came out of other lots: its number is that of this house, whatever a supplier's was."""
    produced: bool
    """Whether it was made of others, and not only numbered anew."""
    gtin: str
    """Of the base unit, in which quantities are."""


def happenings(
    since: datetime | None = None,
    until: datetime | None = None,
    lots: Collection[int] | None = None,
    *,
    crossing: bool = False,
) -> Iterator[Happening]:
    """Yield every entry that moved goods, changed a status or held goods, in the order in which it happened.

    ``since`` and ``until`` bound the moment it happened. With ``lots`` only entries that touch them, and all acts of
    runs that do; each whole. ``crossing`` passes over entries by which nothing came into the house or left it, as far
    as that is quicker; holds of pallets and bins are told where all of the house is asked for.
    """
    first = moment_text(since) if since else _BEFORE_ALL
    last = moment_text(until) if until else _AFTER_ALL
    for page in _pages(_CROSSING if crossing else _ALL, first, last) if lots is None else _pages_of(lots, first, last):
        numbers = json.dumps([found[0] for found in page])
        moves, changes = _by_entry(rows(_MOVES, numbers), _moved), _by_entry(rows(_CHANGES, numbers), _changed)
        held = held_goods([found[0] for found in page]) if lots is None and not crossing else {}
        for found in page:
            number = found[0]
            if number in moves or number in changes or number in held:
                did = (tuple(moves.get(number, ())), tuple(changes.get(number, ())), tuple(held.get(number, ())))
                yield _happening(found, *did)


def _pages(statement: str, first: str, last: str) -> Iterator[list[Row]]:
    """Yield entries of a stretch of time, some hundreds at once."""
    behind: tuple[str, int] = (first, -1)
    while page := rows(statement, *behind, last, _STRETCH):
        yield page
        behind = (page[-1][2], page[-1][0])


def _pages_of(lots: Collection[int], first: str, last: str) -> Iterator[list[Row]]:
    """Yield the entries of some lots in a stretch of time, some hundreds at once."""
    numbers = [number for (number,) in rows(_OF_LOTS, json.dumps(sorted(lots)), first, last)]
    for start in range(0, len(numbers), _STRETCH):
        page = rows(_BY_NUMBER, json.dumps(numbers[start : start + _STRETCH]))
        yield sorted(page, key=lambda found: (found[2], found[0]))


def _by_entry(found: list[Row], make: Callable[[Row], Made]) -> dict[int, list[Made]]:
    grouped: dict[int, list[Made]] = {}
    for one in found:
        grouped.setdefault(one[0], []).append(make(one[1:]))
    return grouped


def _moved(one: Row) -> Moved:
    serials = tuple(one[11].split()) if one[11] else ()
    return Moved(one[0], one[1], PlaceEnd(*one[2:6]), PlaceEnd(*one[6:10]), one[10], serials)


def _changed(one: Row) -> Changed:
    return Changed(one[0], Status(one[1]) if one[1] else None, Status(one[2]))


def _happening(
    found: Row, moves: tuple[Moved, ...], changes: tuple[Changed, ...], held: tuple[HeldGoods, ...]
) -> Happening:
    return Happening(
        found[0], found[1], moment(found[2]), moment(found[3]), *found[4:13], found[13] or "",
        moment(found[14]) if found[14] else None, found[15], found[16], *(text or "" for text in found[17:20]),
        moves, changes, held,
    )  # fmt: skip


def lot_facts(lot: int) -> LotFacts:
    """Return what records of others say of a lot."""
    (found,) = rows(_LOT, lot)
    made_on, expires_on, best_before_on = (day(on) for on in found[13:16])
    return LotFacts(
        *found[:10], bool(found[10]), *found[11:13], made_on, expires_on, best_before_on, *found[16:19],
        bool(found[19]), bool(found[20]), found[21],
    )  # fmt: skip
