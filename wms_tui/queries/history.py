# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about what happened, and what stood at a past moment."""

from datetime import datetime

from wms_tui.domain.rows import HistoryRow, StockRow
from wms_tui.domain.signatures import SIGNATURE
from wms_tui.domain.types import Status
from wms_tui.queries.stock import stock_row
from wms_tui.storage.statements import Row, moment, moment_text, rows
from wms_tui.storage.tables import FIRST_PLACE_IN_HOUSE

_STOOD_BY = "SELECT group_concat({column}, ', ') FROM approval WHERE entry_id = entry.id AND meaning {way} '{mark}%'"
APPROVED = ", ".join(
    f"coalesce(({_STOOD_BY.format(column=column, way=way, mark=SIGNATURE)}), '')"
    for column, way in (("badge", "NOT LIKE"), ("reason", "NOT LIKE"), ("badge || ' ' || name", "LIKE"))
)
"""Columns of an entry: who stood by it, and why; and who signed it."""

_HEAD = """
SELECT entry.id, entry.key, entry.kind, entry.happened_at, entry.recorded_at, entry.by, item.code, lot.number,
       {source}, {target}, {quantity}, entry.reference, entry.reason, entry.late, entry.undoes, entry.terminal,
       {approved}
"""
_MOVES = (
    _HEAD.format(source="source.code", target="target.code", quantity="move.quantity", approved=APPROVED)
    + """
FROM move JOIN entry ON entry.id = move.entry_id JOIN lot ON lot.id = move.lot_id JOIN item ON item.id = lot.item_id
JOIN place AS source ON source.id = move.source_id JOIN place AS target ON target.id = move.target_id
"""
)
_CHANGES = (
    _HEAD.format(source="NULL", target="NULL", quantity="0", approved=APPROVED)
    + """
FROM statuschange JOIN entry ON entry.id = statuschange.entry_id AND statuschange.before IS NOT NULL
JOIN lot ON lot.id = statuschange.lot_id JOIN item ON item.id = lot.item_id
"""
)


def _history(found: Row) -> HistoryRow:
    return HistoryRow(
        *found[:3], moment(found[3]), moment(found[4]), *found[5:13], bool(found[13]), *found[14:]
    )  # fmt: skip


def history(
    *,
    item_id: int | None = None,
    lot_number: str | None = None,
    place_id: int | None = None,
    order: str | None = None,
    since: datetime | None = None,
    limit: int = 10_000,
) -> list[HistoryRow]:
    """Return the moves and status changes that match everything asked for, by the moment they happened.

    Where there are more than ``limit``, the newest.
    """
    common: list[tuple[str, object]] = []
    if item_id is not None:
        common.append(("lot.item_id = ?", item_id))
    if lot_number is not None:
        common.append(("lot.number = ?", lot_number))
    if order is not None:
        common.append(("entry.reference = ?", order))
    if since is not None:
        common.append(("entry.happened_at >= ?", moment_text(since)))
    found = _some(_MOVES, [*common, *_at_place(place_id)], limit)
    if place_id is None:
        found += _some(_CHANGES, common, limit)
    found.sort(key=lambda one: (one.at, one.entry))
    return found[-limit:]


def _at_place(place_id: int | None) -> list[tuple[str, object]]:
    return [] if place_id is None else [("? IN (move.source_id, move.target_id)", place_id)]


def _some(text: str, clauses: list[tuple[str, object]], limit: int) -> list[HistoryRow]:
    where = " WHERE " + " AND ".join(clause for clause, _ in clauses) if clauses else ""
    order = " ORDER BY entry.happened_at DESC, entry.id DESC LIMIT ?"
    return [_history(found) for found in rows(text + where + order, *(value for _, value in clauses), limit)]


_AS_OF = f"""
SELECT max(item.code), max(item.name), max(lot.number), max(place.code), max(plate.code), sum(past.quantity), 0,
       sum(past.quantity), max(item.unit), max(lot.expires_on), max(lot.received_on), max(lot.status), lot.id
FROM (
    SELECT lot_id, target_id AS place_id, target_plate_id AS plate_id, quantity FROM move
    JOIN entry ON entry.id = move.entry_id WHERE entry.happened_at <= ?
    UNION ALL
    SELECT lot_id, source_id, source_plate_id, -quantity FROM move
    JOIN entry ON entry.id = move.entry_id WHERE entry.happened_at <= ?
) AS past
JOIN place ON place.id = past.place_id AND place.id >= {FIRST_PLACE_IN_HOUSE}
JOIN plate ON plate.id = past.plate_id JOIN lot ON lot.id = past.lot_id JOIN item ON item.id = lot.item_id
GROUP BY place.id, lot.id, plate.id HAVING sum(past.quantity) > 0
ORDER BY max(place.sort_key), max(item.folded), max(lot.sort_key)
"""
_STATUS_THEN = """
SELECT statuschange.lot_id, statuschange.after FROM statuschange JOIN entry ON entry.id = statuschange.entry_id
WHERE entry.happened_at <= ? ORDER BY entry.happened_at, entry.id
"""


def stock_as_of(at: datetime) -> list[StockRow]:
    """Return every balance as it stood at a moment, with the status the lots had; nothing is shown as reserved."""
    text = moment_text(at)
    then = dict(rows(_STATUS_THEN, text))
    found = rows(_AS_OF, text, text)
    return [stock_row((*one[:11], Status(then.get(one[12], one[11])), False, "")) for one in found]
