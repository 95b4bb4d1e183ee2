"""Questions about what has left for customers."""

from datetime import datetime

from wms_tui.domain.types import PlaceKind
from wms_tui.storage.schema import HOUSE_PLACES, OUTSIDE_PLACES
from wms_tui.storage.statements import moment, rows, value

CUSTOMER = OUTSIDE_PLACES[PlaceKind.CUSTOMER]
STAGE = HOUSE_PLACES["STAGE"][0]

_OF_LOT = f"""
SELECT line.id, sum(CASE WHEN move.target_id = {CUSTOMER} THEN move.quantity ELSE -move.quantity END)
FROM orderline AS line JOIN move ON move.order_line = line.id
WHERE line.order_id = ? AND move.lot_id = ? AND (move.target_id = {CUSTOMER} OR move.source_id = {CUSTOMER})
GROUP BY line.id ORDER BY line.id
"""
# What comes back to the stage is a shipment undone; what comes back elsewhere is a return, and a return undone
# leaves from there.
_LEFT = f"""sum(CASE WHEN move.source_id = {STAGE} AND move.target_id = {CUSTOMER} THEN move.quantity
    WHEN move.source_id = {CUSTOMER} AND move.target_id = {STAGE} THEN -move.quantity ELSE 0 END)"""
_BY_LINE = f"""
SELECT line.line, item.code, item.name, lot.number, lot.expires_on, {_LEFT}, line.item_id
FROM orderline AS line JOIN move ON move.order_line = line.id
JOIN lot ON lot.id = move.lot_id JOIN item ON item.id = line.item_id
WHERE line.order_id = ? GROUP BY line.line, item.code, item.name, lot.number, lot.expires_on, line.item_id
HAVING {_LEFT} > 0 ORDER BY line.line, lot.number
"""
_SINCE = f"""
SELECT min(entry.happened_at) FROM orderline AS line CROSS JOIN move CROSS JOIN entry
WHERE line.order_id = ? AND move.order_line = line.id AND move.lot_id = ? AND move.target_id = {CUSTOMER}
  AND entry.id = move.entry_id AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = entry.id)
"""
_LOT_IN_ALL = f"SELECT coalesce({_LEFT}, 0) FROM move WHERE lot_id = ?"


def shipped_in_all(lot_id: int) -> int:
    """Return how much of a lot has left for customers, for whatever order; returns are not taken off."""
    return value(_LOT_IN_ALL, lot_id)


def shipped_of_lot(order_id: int, lot_id: int) -> list[tuple[int, int]]:
    """Return what of a lot is with the customer for an order, as (line row number, quantity)."""
    return [(line, quantity) for line, quantity in rows(_OF_LOT, order_id, lot_id)]


def shipped_since(order_id: int, lot_id: int) -> datetime | None:
    """Return when something of a lot left for an order first, or None where nothing did."""
    found = value(_SINCE, order_id, lot_id)
    return moment(found) if found else None


def shipped_lines(order_id: int) -> list[tuple[int, str, str, str, str | None, int, int]]:
    """Return what has left for an order: (line, item, name, lot, expiry as text, quantity, item row number)."""
    return [(*found[:6], found[6]) for found in rows(_BY_LINE, order_id)]  # type: ignore[misc]
