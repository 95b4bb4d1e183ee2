# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about everything that happened to goods, entry by entry, for records that others ask for.

Entries are read in stretches, so that a year of them takes no more room than a day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from wms_tui.domain.types import Status
from wms_tui.storage.statements import Row, day, moment, moment_text, rows, value

Made = TypeVar("Made")

_STRETCH = 500

_ENTRIES = """
SELECT entry.id, entry.kind, entry.happened_at, entry.recorded_at, entry.by, entry.reason, entry.reference, entry.key,
       partner.id, coalesce(partner.code, ''), coalesce(partner.role, ''), coalesce(partner.gln, ''),
       undone.id, undone.recorded_at, undone.reason, run.code, run.kind, runentry.act
FROM entry LEFT JOIN partner ON partner.id = entry.partner_id LEFT JOIN entry AS undone ON undone.undoes = entry.id
LEFT JOIN runentry ON runentry.entry_id = entry.id LEFT JOIN run ON run.id = runentry.run_id
WHERE entry.id > ? AND entry.id <= ? AND entry.undoes IS NULL ORDER BY entry.id
"""
_MOVES = """
SELECT move.entry_id, move.id, move.lot_id, item.code, item.name, item.unit, lot.number, source.id, source.code,
       source.kind, source_plate.code, target.id, target.code, target.kind, target_plate.code, move.quantity,
       move.serials
FROM move JOIN lot ON lot.id = move.lot_id JOIN item ON item.id = lot.item_id
JOIN place AS source ON source.id = move.source_id JOIN place AS target ON target.id = move.target_id
JOIN plate AS source_plate ON source_plate.id = move.source_plate_id
JOIN plate AS target_plate ON target_plate.id = move.target_plate_id
WHERE move.entry_id > ? AND move.entry_id <= ? ORDER BY move.entry_id, move.id
"""
_CHANGES = """
SELECT statuschange.entry_id, statuschange.lot_id, item.code, lot.number, statuschange.before, statuschange.after
FROM statuschange JOIN lot ON lot.id = statuschange.lot_id JOIN item ON item.id = lot.item_id
WHERE statuschange.entry_id > ? AND statuschange.entry_id <= ? ORDER BY statuschange.id
"""
_LOT = """
SELECT lot.id, item.id, item.code, item.name, item.unit, item.brand, item.commodity, item.variety, item.packaging_size,
       item.packaging_style, item.listed, lot.number, lot.supplier_lot, lot.made_on, lot.expires_on, lot.best_before_on,
       lot.origin, lot.source_reference, lot.supplier_id,
       coalesce((SELECT gtin FROM pack WHERE item_id = item.id AND gtin IS NOT NULL ORDER BY quantity LIMIT 1), '')
FROM lot JOIN item ON item.id = lot.item_id WHERE lot.id = ?
"""


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
    item: str
    name: str
    unit: str
    lot: str
    source: PlaceEnd
    target: PlaceEnd
    quantity: int
    serials: tuple[str, ...]


class Changed(NamedTuple):
    """A change of a lot's status; ``before`` is None where the lot began."""

    lot_id: int
    item: str
    lot: str
    before: Status | None
    after: Status


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry with what it did; what undid it, where something did."""

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
    undone_at: datetime | None
    undone_why: str
    run: str
    run_kind: str
    act: str
    moves: tuple[Moved, ...] = ()
    changes: tuple[Changed, ...] = ()


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
    gtin: str


def happenings(since: datetime | None = None, until: datetime | None = None) -> Iterator[Happening]:
    """Yield every entry that moved goods or changed a status, in the order in which they were written.

    ``since`` and ``until`` bound the moment it happened; undone entries say so, and what undid them is none of its own.
    """
    last = value("SELECT coalesce(max(id), 0) FROM entry")
    first, end = (moment_text(one) if one else None for one in (since, until))
    done = 0
    while done < last:
        upto = min(done + _STRETCH, last)
        moves, changes = _by_entry(rows(_MOVES, done, upto), _moved), _by_entry(rows(_CHANGES, done, upto), _changed)
        for found in rows(_ENTRIES, done, upto):
            number, at = found[0], found[2]
            wanted = (first is None or at >= first) and (end is None or at <= end)
            if wanted and (number in moves or number in changes):
                yield _happening(found, tuple(moves.get(number, ())), tuple(changes.get(number, ())))
        done = upto


def _by_entry(found: list[Row], make: Callable[[Row], Made]) -> dict[int, list[Made]]:
    grouped: dict[int, list[Made]] = {}
    for one in found:
        grouped.setdefault(one[0], []).append(make(one[1:]))
    return grouped


def _moved(one: Row) -> Moved:
    return Moved(
        *one[:6], PlaceEnd(*one[6:10]), PlaceEnd(*one[10:14]), one[14], tuple(one[15].split()) if one[15] else ()
    )


def _changed(one: Row) -> Changed:
    return Changed(*one[:3], Status(one[3]) if one[3] else None, Status(one[4]))


def _happening(found: Row, moves: tuple[Moved, ...], changes: tuple[Changed, ...]) -> Happening:
    return Happening(
        found[0], found[1], moment(found[2]), moment(found[3]), *found[4:12], moment(found[13]) if found[13] else None,
        found[14] or "", found[15] or "", found[16] or "", found[17] or "", moves, changes,
    )  # fmt: skip


def lot_facts(lot: int) -> LotFacts:
    """Return what records of others say of a lot."""
    (found,) = rows(_LOT, lot)
    return LotFacts(
        *found[:10], bool(found[10]), *found[11:13], day(found[13]), day(found[14]), day(found[15]), *found[16:]
    )
