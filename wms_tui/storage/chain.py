"""The seal over the ledger: a SHA-256 chain over all entries in order, in batches.

A seal for every row would make every writer wait for the one before; batches of a minute do not, and
tell as surely that a row was changed. A seal says how much it covers: those of an older form cover less.
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
_RUNS = "SELECT entry_id, run_id, act FROM runentry WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id"
_MASTERS = """
SELECT entry_id, id, thing, code, field, before, after FROM masterchange
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_REVIEWS = """
SELECT entry_id, asked, first_entry, last_entry, entries, note, head FROM auditreview
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id
"""
_RECALLS = "SELECT entry_id, recall_id, step FROM recallentry WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id"
_SCOPES = """
SELECT entry_id, id, recall_id, lot_id, comes_in, why FROM recalllot
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_NOTICES = """
SELECT entry_id, notice.id, recall_id, version, changes, partner_id, kind, code, content
FROM noticeversion JOIN notice ON notice.version_id = noticeversion.id
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, notice.id
"""
_NOTICE_EVENTS = """
SELECT entry_id, id, notice_id, happening, method, note FROM noticeevent
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_REPLIES = """
SELECT entry_id, id, recall_id, partner_id, lot_id, received, on_hand, returned, destroyed, used, sold_on,
       not_located, sub_notified, person, note
FROM reply WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_DRAWS = """
SELECT entry_id, id, recall_id, level, percent, seed, population, sample FROM checkdraw
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_REPORTS = """
SELECT entry_id, id, recall_id, number, kind, content FROM recallreport
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_INSPECTIONS = """
SELECT entry_id, inspection.id, lot_id, verdict, note, testresult.id, name, value, unit, low, high, words, within
FROM inspection LEFT JOIN testresult ON testresult.inspection_id = inspection.id
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, inspection.id, testresult.id
"""
_CERTIFICATES = """
SELECT entry_id, id, lot_id, name, sha256 FROM certificate WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_DATES = """
SELECT entry_id, id, lot_id, field, before, after FROM datechange
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_LOOKS = """
SELECT entry_id, id, line_id, by, seen_at, expected, counted, moved, within, serials FROM countlook
WHERE entry_id > ? AND entry_id <= ? ORDER BY entry_id, id
"""
_BESIDE = {
    "approval": _APPROVALS, "run": _RUNS, "master": _MASTERS, "review": _REVIEWS, "recall": _RECALLS,
    "scope": _SCOPES, "notice": _NOTICES, "notice-event": _NOTICE_EVENTS, "reply": _REPLIES, "draw": _DRAWS,
    "report": _REPORTS, "inspection": _INSPECTIONS, "certificate": _CERTIFICATES, "date": _DATES, "look": _LOOKS,
}  # fmt: skip
"""The final rows that stand beside the moves and states of an entry, each kind under the name it is sealed with."""

_ALL_ROWS = 2
"""The scope of a seal over all final rows of its entries; 1 is that of the third form and before."""

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
    digest, count = _digest(head, sealed, newest[0], _ALL_ROWS)
    add(
        "INSERT INTO seal (last_entry, entries, digest, sealed_at, scope) VALUES (?, ?, ?, ?, ?)",
        newest[0], count, digest, moment_text(now), _ALL_ROWS,
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
    widest = 0
    for last, count, digest, scope in rows("SELECT last_entry, entries, digest, scope FROM seal ORDER BY id"):
        # A seal that covers less than one before it was made to hide something.
        if scope < widest or _digest(head, first, last, scope) != (digest, count):
            broken.append((first + 1, last))
        head, first, widest = digest, last, max(scope, widest)
    return broken


def _digest(head: str, after: int, last: int, scope: int) -> tuple[str, int]:
    """Return the digest of a stretch of entries chained to a head, and how many they are."""
    total, count = hashlib.sha256(head.encode()), 0
    while after < last:
        upto = min(after + _BATCH, last)
        moves = _by_entry(rows(_MOVES, after, upto))
        changes = _by_entry(rows(_STATUS, after, upto))
        beside = _beside(after, upto, scope)
        for entry in rows(_ENTRIES, after, upto):
            # Few entries have more than moves and states; the others are written as before there was more.
            written = [entry, moves.get(entry[0], []), changes.get(entry[0], []), *beside.get(entry[0], [])]
            total.update(json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode())
            count += 1
        after = upto
    return total.hexdigest(), count


def _beside(after: int, upto: int, scope: int) -> dict[object, list[object]]:
    """Return what a seal of a scope covers of entries beside their moves and states, by the entry."""
    if scope < _ALL_ROWS:
        return {entry: [found] for entry, found in _by_entry(rows(_APPROVALS, after, upto)).items()}
    beside: dict[object, list[object]] = {}
    for name, question in _BESIDE.items():
        for entry, found in _by_entry(rows(question, after, upto)).items():
            beside.setdefault(entry, []).append([name, found])
    return beside


def _by_entry(found: list[tuple[object, ...]]) -> dict[object, list[tuple[object, ...]]]:
    grouped: dict[object, list[tuple[object, ...]]] = {}
    for one in found:
        grouped.setdefault(one[0], []).append(one[1:])
    return grouped
