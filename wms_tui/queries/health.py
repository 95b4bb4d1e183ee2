"""Whether the books are right: every balance against its moves, every promise against its order, seals and values.

There is no repair: a difference is named, and a person finds out how it came about.
"""

from dataclasses import dataclass

from wms_tui.queries.certificates import damaged_certificates
from wms_tui.queries.kept_values import values_not_kept
from wms_tui.queries.runs import wrong_links
from wms_tui.storage import chain
from wms_tui.storage.connection import SQLITE_NEEDED, reading, sqlite_version
from wms_tui.storage.schema import missing_guards
from wms_tui.storage.statements import row, rows
from wms_tui.storage.tables import FIRST_PLACE_IN_HOUSE


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it must be: its kind, and which and how."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Health:
    """What an examination found."""

    ok: bool
    entries: int
    moves: int
    sqlite: str
    head: str
    sealed_entry: int
    differences: tuple[Difference, ...]


_BALANCES = f"""
SELECT max(coalesce(place.code, '?')), max(coalesce(lot.number, '?')), max(coalesce(item.code, '?')),
       max(plate.code),
       sum(booked.moved), sum(booked.held)
FROM (
    SELECT target_id AS place_id, lot_id, target_plate_id AS plate_id, quantity AS moved, 0 AS held
    FROM move WHERE target_id >= {FIRST_PLACE_IN_HOUSE}
    UNION ALL
    SELECT source_id, lot_id, source_plate_id, -quantity, 0 FROM move WHERE source_id >= {FIRST_PLACE_IN_HOUSE}
    UNION ALL
    SELECT place_id, lot_id, plate_id, 0, quantity FROM stock
) AS booked
LEFT JOIN place ON place.id = booked.place_id LEFT JOIN lot ON lot.id = booked.lot_id
LEFT JOIN item ON item.id = lot.item_id LEFT JOIN plate ON plate.id = booked.plate_id
GROUP BY booked.place_id, booked.lot_id, booked.plate_id
HAVING sum(booked.moved) <> sum(booked.held) LIMIT 100
"""
_PROMISES = """
SELECT max(place.code), max(item.code), max(lot.number), sum(kept.promised), sum(kept.reserved)
FROM (
    SELECT place_id, lot_id, plate_id, quantity AS promised, 0 AS reserved FROM reservation
    UNION ALL
    SELECT place_id, lot_id, plate_id, 0, reserved FROM stock
) AS kept
JOIN place ON place.id = kept.place_id JOIN lot ON lot.id = kept.lot_id JOIN item ON item.id = lot.item_id
GROUP BY kept.place_id, kept.lot_id, kept.plate_id
HAVING sum(kept.promised) <> sum(kept.reserved) LIMIT 100
"""
_ORDERS = """
SELECT max(customer_order.code), max(line.line), max(line.wanted), sum(reservation.quantity)
FROM reservation JOIN orderline AS line ON line.id = reservation.order_line_id
JOIN customer_order ON customer_order.id = line.order_id
GROUP BY line.id
HAVING sum(reservation.quantity) > max(line.wanted) OR max(customer_order.cancelled) = 1
    OR max(customer_order.closed) = 1
LIMIT 100
"""
_LOTS = """
SELECT item.code, lot.number, lot.status, latest.after
FROM lot JOIN item ON item.id = lot.item_id
JOIN statuschange AS latest ON latest.id = (SELECT max(id) FROM statuschange WHERE lot_id = lot.id)
WHERE latest.after <> lot.status LIMIT 100
"""
_SERIALS = f"""
SELECT place.code, item.code, lot.number, stock.quantity,
       (SELECT count(*) FROM serial WHERE serial.lot_id = stock.lot_id AND serial.place_id = stock.place_id
        AND serial.plate_id = stock.plate_id) AS units
FROM item JOIN lot ON lot.item_id = item.id JOIN stock ON stock.lot_id = lot.id
JOIN place ON place.id = stock.place_id
WHERE item.tracking = 'serial' AND stock.place_id >= {FIRST_PLACE_IN_HOUSE}
  AND stock.quantity <> (SELECT count(*) FROM serial WHERE serial.lot_id = stock.lot_id
      AND serial.place_id = stock.place_id AND serial.plate_id = stock.plate_id)
LIMIT 100
"""
_LOCKS = """
SELECT place.code, place.counting FROM place
WHERE place.counting <> (place.id IN (SELECT place_id FROM countlock)) LIMIT 100
"""
_HOLDS = """
SELECT place.code, place.held FROM place
WHERE place.held <> (place.id IN (SELECT place_id FROM holdcase WHERE ended_id IS NULL AND place_id IS NOT NULL))
UNION ALL
SELECT plate.code, plate.held FROM plate
WHERE plate.held <> (plate.id IN (SELECT plate_id FROM holdcase WHERE ended_id IS NULL AND plate_id IS NOT NULL))
LIMIT 100
"""


def examine() -> Health:
    """Examine the whole warehouse at one moment; others go on working meanwhile."""
    with reading():
        counted = row("SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM move)") or (0, 0)
        sealed, head = chain.last_seal()
        found = (*_file(), *_books(), *_seals(), *_values(), *_papers())
    return Health(not found, counted[0], counted[1], sqlite_version(), head, sealed, found)


def damaged(message: str) -> Health:
    """Return what is known of a file that cannot be examined."""
    return Health(False, 0, 0, sqlite_version(), "", 0, (Difference("integrity", message),))


def _file() -> tuple[Difference, ...]:
    """Ask SQLite whether the file is whole and every reference leads somewhere."""
    found = [Difference("integrity", str(one[0])) for one in rows("PRAGMA integrity_check(20)") if one[0] != "ok"]
    found += [
        Difference("reference", f"{table} row {number} names a row of {parent} that is not there")
        for table, number, parent, _ in rows("PRAGMA foreign_key_check")[:100]
    ]
    if tuple(int(part) for part in sqlite_version().split(".")) < SQLITE_NEEDED:
        found.append(Difference("sqlite", f"SQLite {sqlite_version()} can damage a file that several write"))
    return tuple(found)


def _books() -> tuple[Difference, ...]:
    found = [
        Difference("balance", f"{item} {lot} in {place} {plate or ''}: moves say {moved}, the balance {held}")
        for place, lot, item, plate, moved, held in rows(_BALANCES)
    ]
    found += [
        Difference("reserved", f"{item} {lot} in {place}: orders hold {promised}, the balance says {reserved}")
        for place, item, lot, promised, reserved in rows(_PROMISES)
    ]
    found += [
        Difference("order", f"{order} line {line} wants {wanted} and holds {held}, or has ended")
        for order, line, wanted, held in rows(_ORDERS)
    ]
    found += [
        Difference("status", f"{item} {lot} is {status}, its last change says {after}")
        for item, lot, status, after in rows(_LOTS)
    ]
    found += [
        Difference("serial", f"{item} {lot} in {place}: {quantity} units, {units} serials")
        for place, item, lot, quantity, units in rows(_SERIALS)
    ]
    found += [
        Difference("count-lock", f"{place} is {'' if counting else 'not '}marked as being counted, its lock is not so")
        for place, counting in rows(_LOCKS)
    ]
    found += [
        Difference("hold", f"{what} is {'' if held else 'not '}marked as on hold, its holds say the other")
        for what, held in rows(_HOLDS)
    ]
    found += [
        Difference("link", f"{run}: the link from {parent} to {child} {'is gone' if lacks else 'holds without a move'}")
        for run, parent, child, lacks in wrong_links()
    ]
    return tuple(found)


def _values() -> tuple[Difference, ...]:
    return tuple(Difference("value", detail) for detail in values_not_kept())


def _papers() -> tuple[Difference, ...]:
    return tuple(Difference("certificate", detail) for detail in damaged_certificates())


def _seals() -> tuple[Difference, ...]:
    found = [
        Difference("seal", f"entries {first} to {last} are not what was sealed") for first, last in chain.broken_seals()
    ]
    unsealed = chain.never_sealed()
    if unsealed is not None:
        found.append(Difference("seal", f"entries {unsealed[0]} to {unsealed[1]} have lost their seal"))
    found += [Difference("guard", f"the trigger {name} is gone or was changed") for name in missing_guards()]
    return tuple(found)
