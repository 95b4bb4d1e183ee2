# pyright: reportCallIssue=false, reportArgumentType=false
"""The mass balance of a lot, now or as it was at a past moment, and the entries that explain a gap in it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from wms_tui.domain.mass_balance import GapEntry, Leak, LotBalance
from wms_tui.domain.types import Status
from wms_tui.queries.crossings import CROSSES, FOUND, LOSS, Crossed, crossed
from wms_tui.storage.statements import Row, moment, moment_text, rows, value
from wms_tui.storage.tables import FIRST_PLACE_IN_HOUSE

_NOW = """
SELECT lot.id, item.code, lot.number, item.name, item.unit, lot.status,
       (SELECT coalesce(sum(quantity), 0) FROM stock WHERE stock.lot_id = lot.id),
       (SELECT coalesce(sum(quantity), 0) FROM reservation WHERE reservation.lot_id = lot.id AND picked = 0),
       (SELECT coalesce(sum(quantity), 0) FROM reservation WHERE reservation.lot_id = lot.id AND picked = 1)
FROM json_each(?) AS wanted CROSS JOIN lot CROSS JOIN item
WHERE lot.id = wanted.value AND item.id = lot.item_id
"""
STATUS_THEN = """
SELECT statuschange.after FROM statuschange JOIN entry ON entry.id = statuschange.entry_id
WHERE statuschange.lot_id = ? AND entry.happened_at <= ? ORDER BY entry.happened_at DESC, entry.id DESC LIMIT 1
"""
# What came into the house after a moment, less what left it.
_SINCE = f"""
SELECT coalesce(sum(CASE WHEN move.target_id >= {FIRST_PLACE_IN_HOUSE} THEN move.quantity ELSE 0 END
                  - CASE WHEN move.source_id >= {FIRST_PLACE_IN_HOUSE} THEN move.quantity ELSE 0 END), 0)
FROM move INDEXED BY move_outside CROSS JOIN entry
WHERE move.lot_id = ? AND {CROSSES} AND entry.id = move.entry_id AND entry.happened_at > ?
"""
_GAP = f"""
SELECT entry.id, entry.kind, entry.happened_at, entry.by, entry.reason, entry.reference, place.code,
       CASE WHEN move.source_id = {FOUND} THEN move.quantity ELSE -move.quantity END
FROM move INDEXED BY move_outside CROSS JOIN entry CROSS JOIN place
LEFT JOIN entry AS undoing INDEXED BY entry_undoes ON undoing.undoes = entry.id AND undoing.happened_at <= ?
WHERE move.lot_id = ? AND {CROSSES} AND (move.source_id = {FOUND} OR move.target_id = {LOSS})
  AND entry.id = move.entry_id AND entry.undoes IS NULL AND entry.happened_at <= ? AND undoing.id IS NULL
  AND place.id = CASE WHEN move.source_id = {FOUND} THEN move.target_id ELSE move.source_id END
ORDER BY entry.happened_at, entry.id, move.id
"""
_LEAKS = f"""
SELECT place.code, plate.code, sum(booked.held), sum(booked.moved) FROM (
    SELECT place_id, plate_id, quantity AS held, 0 AS moved FROM stock WHERE lot_id = ?
    UNION ALL SELECT target_id, target_plate_id, 0, quantity FROM move WHERE lot_id = ?
    UNION ALL SELECT source_id, source_plate_id, 0, -quantity FROM move WHERE lot_id = ?
) AS booked JOIN place ON place.id = booked.place_id JOIN plate ON plate.id = booked.plate_id
WHERE booked.place_id >= {FIRST_PLACE_IN_HOUSE}
GROUP BY place.code, plate.code HAVING sum(booked.held) <> sum(booked.moved) ORDER BY place.code, plate.code
"""
_EVER = "9999"


def balance_of(lot_id: int, at: datetime | None = None) -> LotBalance:
    """Return the mass balance of a lot now, or as it was at a moment."""
    return balances_of((lot_id,), at)[0]


def balances_of(lots: Iterable[int], at: datetime | None = None) -> list[LotBalance]:
    """Return the mass balance of each lot, in the order of the lots."""
    wanted = list(lots)
    found = crossed(wanted, at)
    now = {one[0]: one for one in rows(_NOW, json.dumps(wanted))}
    return [_balance(now[lot], found[lot], at) for lot in wanted]


def _balance(now: Row, of_lot: Crossed, at: datetime | None) -> LotBalance:
    lot_id, item, number, name, unit, status, on_hand, reserved, staged = now
    if at is not None:
        reserved = staged = None
        on_hand -= value(_SINCE, lot_id, moment_text(at))
        status = value(STATUS_THEN, lot_id, moment_text(at)) or status
    balance = LotBalance(
        lot_id, item, number, name, unit, Status(status), at, on_hand=on_hand, reserved=reserved, staged=staged,
        **of_lot,
    )  # fmt: skip
    if not (balance.found or balance.lost or balance.difference):
        return balance
    return replace(balance, gap=_gap(lot_id, at), leaks=_leaks(lot_id) if balance.difference else ())


def _gap(lot_id: int, at: datetime | None) -> tuple[GapEntry, ...]:
    until = _EVER if at is None else moment_text(at)
    return tuple(_gap_entry(found) for found in rows(_GAP, until, lot_id, until))


def _gap_entry(found: Row) -> GapEntry:
    return GapEntry(found[0], found[1], moment(found[2]), *found[3:])


def _leaks(lot_id: int) -> tuple[Leak, ...]:
    return tuple(Leak(*found) for found in rows(_LEAKS, lot_id, lot_id, lot_id))
