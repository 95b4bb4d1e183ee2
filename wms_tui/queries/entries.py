# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about single entries of the ledger, for undoing them."""

from dataclasses import dataclass
from datetime import datetime

from wms_tui.domain.types import Status
from wms_tui.errors import NotFound
from wms_tui.ledger import Move, StatusMove
from wms_tui.storage.statements import moment, row, rows


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry with what it did."""

    id: int
    kind: str
    reference: str
    partner: int | None
    moves: tuple[Move, ...]
    changes: tuple[StatusMove, ...]
    undone_by: int | None
    undoes: int | None
    by: str
    at: datetime
    """When it happened."""


_ENTRY = """
SELECT entry.id, entry.kind, entry.reference, entry.partner_id, entry.undoes, later.id, entry.by, entry.happened_at
FROM entry LEFT JOIN entry AS later ON later.undoes = entry.id WHERE entry.id = ?
"""
_MOVES = """
SELECT lot_id, source_id, target_id, quantity, source_plate_id, target_plate_id, order_line, receipt_line, serials
FROM move WHERE entry_id = ? ORDER BY id
"""


def the_entry(number: int) -> EntryRow:
    """Return an entry of the ledger with its moves and status changes.

    Raises:
        NotFound: ``unknown-entry``.
    """
    found = row(_ENTRY, number)
    if found is None:
        raise NotFound("unknown-entry", f"There is no entry {number}.", "See wms history.", entry=number)
    moves = tuple(
        Move(*one[:6], order_line=one[6], receipt_line=one[7], serials=one[8]) for one in rows(_MOVES, number)
    )
    changes = tuple(
        StatusMove(lot, Status(before) if before else None, Status(after))
        for lot, before, after in rows("SELECT lot_id, before, after FROM statuschange WHERE entry_id = ?", number)
    )
    return EntryRow(
        found[0], found[1], found[2], found[3], moves, changes, found[5], found[4], found[6], moment(found[7])
    )
