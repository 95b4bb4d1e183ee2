"""The seal over the ledger: a SHA-256 chain over all entries in order, in batches.

A seal for every row would make every writer wait for the one before; batches of a minute do not, and
tell as surely that a row was changed.
"""

import hashlib
import json
from datetime import datetime, timedelta

from wms_tui.storage.statements import add, moment, moment_text, row, rows

EVERY = timedelta(minutes=1)
FIRST = "0" * 64
LONGEST_OPEN = timedelta(minutes=10)

_OPEN = "SELECT min(id), max(id), min(recorded_at), max(recorded_at) FROM entry WHERE id > ?"

_ENTRIES = """
SELECT id, kind, happened_at, recorded_at, late, by, terminal, reason, reference, partner_id, undoes, key, digest,
       answer.result
FROM entry LEFT JOIN answer ON answer.entry_id = entry.id WHERE id > ? AND id <= ? ORDER BY id
"""
_MOVES = """
SELECT entry_id, id, lot_id, source_id, source_plate_id, target_id, target_plate_id, quantity,
       order_line, receipt_line, serials
FROM move WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_STATUS = """
SELECT entry_id, id, lot_id, before, after FROM statuschange WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_APPROVALS = """
SELECT entry_id, id, badge, name, meaning, reason, given_at FROM approval
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_BATCH = 2000


class _LastLook:
    """For which moment this process last looked whether a seal is due."""

    at: datetime | None = None


def seal_if_due(now: datetime) -> None:
    """Seal all entries so far where the last seal is a minute old. Must be inside a transaction."""
    if _LastLook.at is not None and abs(now - _LastLook.at) < EVERY:
        return
    _LastLook.at = now
    last = row("SELECT sealed_at FROM seal ORDER BY id DESC LIMIT 1")
    if last is None or abs(now - moment(last[0])) >= EVERY:
        seal(now)


def never_sealed() -> tuple[int, int] | None:
    """Return the entries (first, last) that should have been sealed by now and are not, or None.

    Work that goes on is sealed every minute; what is left open longer has lost its seal.
    """
    found = row(_OPEN, last_seal()[0])
    if found is None or found[0] is None or moment(found[3]) - moment(found[2]) <= LONGEST_OPEN:
        return None
    return found[0], found[1]


def seal(now: datetime) -> str:
    """Seal all entries so far and return the head of the chain. Must be inside a transaction."""
    sealed, head = last_seal()
    newest = row("SELECT max(id) FROM entry")
    if newest is None or newest[0] is None or newest[0] == sealed:
        return head
    digest, count = _digest(head, sealed, newest[0])
    add(
        "INSERT INTO seal (last_entry, entries, digest, sealed_at) VALUES (?, ?, ?, ?)",
        newest[0], count, digest, moment_text(now),
    )  # fmt: skip
    return digest


def last_seal() -> tuple[int, str]:
    """Return the last entry that is sealed and the head of the chain."""
    last = row("SELECT last_entry, digest FROM seal ORDER BY id DESC LIMIT 1")
    return (last[0], last[1]) if last else (0, FIRST)


def broken_seals() -> list[tuple[int, int]]:
    """Return the stretches of entries (first, last) that are not what was sealed."""
    broken: list[tuple[int, int]] = []
    head, first = FIRST, 0
    for last, count, digest in rows("SELECT last_entry, entries, digest FROM seal ORDER BY id"):
        if _digest(head, first, last) != (digest, count):
            broken.append((first + 1, last))
        head, first = digest, last
    return broken


def _digest(head: str, after: int, last: int) -> tuple[str, int]:
    """Return the digest of a stretch of entries chained to a head, and how many they are."""
    total, count = hashlib.sha256(head.encode()), 0
    while after < last:
        upto = min(after + _BATCH, last)
        moves = _by_entry(rows(_MOVES, after, upto))
        changes = _by_entry(rows(_STATUS, after, upto))
        approvals = _by_entry(rows(_APPROVALS, after, upto))
        for entry in rows(_ENTRIES, after, upto):
            # Few entries were approved; the others are written as before there were approvals.
            approved = [approvals[entry[0]]] if entry[0] in approvals else []
            written = [entry, moves.get(entry[0], []), changes.get(entry[0], []), *approved]
            total.update(json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode())
            count += 1
        after = upto
    return total.hexdigest(), count


def _by_entry(found: list[tuple[object, ...]]) -> dict[object, list[tuple[object, ...]]]:
    grouped: dict[object, list[tuple[object, ...]]] = {}
    for one in found:
        grouped.setdefault(one[0], []).append(one[1:])
    return grouped
