"""What happened to a lot, newest first and page by page: every move, and every change of its status."""

from datetime import datetime
from heapq import merge
from typing import NamedTuple

from wms_tui.queries.history import APPROVED
from wms_tui.storage.statements import Row, moment, rows

Key = tuple[int, int, int]
"""The entry, 0 for a move and 1 for a change of status, and the row: a higher key is newer."""

MOVE, CHANGE = 0, 1


class LotEvent(NamedTuple):
    """A move of a lot, or a change of its status; places are empty where there is no move, statuses where there is."""

    entry: int
    kind: str
    at: datetime
    recorded_at: datetime
    late: bool
    by: str
    terminal: str
    reason: str
    reference: str
    partner: str
    undoes: int | None
    approved_by: str
    approval_reason: str
    signed_by: str
    source: str
    target: str
    plate: str
    quantity: int
    before: str
    after: str


_HEAD = """
SELECT entry.id, {kind}, {table}.id, entry.kind, entry.happened_at, entry.recorded_at, entry.late, entry.by,
       entry.terminal, entry.reason, entry.reference, coalesce(partner.code, ''), entry.undoes,
       {approved}, {columns}
FROM {table} CROSS JOIN entry {places} LEFT JOIN partner ON partner.id = entry.partner_id
WHERE {table}.lot_id = ? AND entry.id = {table}.entry_id {joins}
"""
_SELECT = {
    MOVE: _HEAD.format(
        kind=MOVE, table="move", columns="source.code, target.code, plate.code, move.quantity, '', ''",
        places="CROSS JOIN place AS source CROSS JOIN place AS target CROSS JOIN plate",
        approved=APPROVED,
        joins="AND source.id = move.source_id AND target.id = move.target_id AND plate.id = move.target_plate_id",
    ),
    CHANGE: _HEAD.format(
        kind=CHANGE, table="statuschange", columns="'', '', '', 0, before, after", places="",
        approved=APPROVED,
        joins="AND before IS NOT NULL",
    ),
}  # fmt: skip
_TABLE = {MOVE: "move", CHANGE: "statuschange"}
# Rows are numbered as they are written, entry by entry: so the number of a row says what came before it.
_FIRST_OF = "SELECT id FROM {table} WHERE entry_id >= ? ORDER BY entry_id, id LIMIT 1"


def lot_moves(
    lot_id: int, *, beside: Key | None = None, limit: int = 50, backwards: bool = False
) -> list[tuple[Key, LotEvent]]:
    """Return what happened to a lot before the row with the key ``beside``, newest first; without it, the newest.

    ``backwards`` what happened after it, or what happened first, in the order in which it did.
    """
    found = [_some(kind, lot_id, beside, limit, backwards) for kind in (MOVE, CHANGE)]
    merged = list(merge(*found, key=lambda one: one[:3], reverse=not backwards))[:limit]
    return [((one[0], one[1], one[2]), _event(one)) for one in merged]


def _event(found: Row) -> LotEvent:
    return LotEvent(found[0], found[3], moment(found[4]), moment(found[5]), bool(found[6]), *found[7:])


def _some(kind: int, lot_id: int, beside: Key | None, limit: int, backwards: bool) -> list[Row]:
    """Return rows of one kind, nearest first."""
    text, values = _SELECT[kind], [lot_id]
    table = _TABLE[kind]
    if beside is not None:
        bound = _bound(kind, beside, backwards)
        if bound is not None:
            text += f" AND {table}.id {'>=' if backwards else '<'} ?"
            values.append(bound)
        elif backwards:
            return []
    return rows(f"{text} ORDER BY {table}.id{'' if backwards else ' DESC'} LIMIT ?", *values, limit)


def _bound(kind: int, beside: Key, backwards: bool) -> int | None:
    """Return the first row number of a kind that does not come before ``beside``; None where there is none."""
    entry, its_kind, number = beside
    if kind == its_kind:
        return number + 1 if backwards else number
    # Of one entry, the changes of status are newer than the moves.
    found = rows(_FIRST_OF.format(table=_TABLE[kind]), entry + 1 if kind == MOVE else entry)
    return found[0][0] if found else None
