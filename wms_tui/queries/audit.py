# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about the audit trail: which acts, who, when, why and where, and what was another value before."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from wms_tui.domain.audit import (
    MOST_HAPPENED,
    Asked,
    AuditReport,
    AuditRow,
    FieldChange,
    Happened,
    Review,
    Signed,
    Thing,
)
from wms_tui.domain.codes import folded
from wms_tui.domain.dates import day_begins, day_ends
from wms_tui.errors import NotFound, Refused
from wms_tui.queries.people import standing
from wms_tui.queries.recall_acts import recall_acts
from wms_tui.queries.settings import house_name
from wms_tui.storage.chain import broken_seals, last_seal
from wms_tui.storage.statements import Row, moment, moment_text, row, rows

MOST_ON_PAPER = 5000
"""Entries in one document; a workbook takes any number."""

_AT_ONCE = 200
"""So many entries are read together."""

_ENTRIES = """
SELECT entry.id, entry.kind, entry.happened_at, entry.recorded_at, entry.late, entry.by,
       coalesce((SELECT name FROM person WHERE badge = entry.by), ''), entry.terminal, entry.reason, entry.reference,
       coalesce((SELECT code FROM partner WHERE id = entry.partner_id), ''), entry.undoes,
       (SELECT min(later.id) FROM entry AS later WHERE later.undoes = entry.id), entry.key, entry.digest
FROM entry
"""
_CHANGES = """
SELECT entry_id, thing, code, field, before, after FROM masterchange WHERE entry_id IN ({marks}) ORDER BY entry_id, id
"""
_SIGNED = """
SELECT entry_id, badge, name, meaning, reason, given_at FROM approval WHERE entry_id IN ({marks}) ORDER BY entry_id, id
"""
_MOVES = """
SELECT entry_id, item.code, lot.number, source.code, target.code, move.quantity, item.unit
FROM move JOIN lot ON lot.id = move.lot_id JOIN item ON item.id = lot.item_id
JOIN place AS source ON source.id = move.source_id JOIN place AS target ON target.id = move.target_id
WHERE entry_id IN ({marks}) ORDER BY entry_id, move.id
"""
_STATES = """
SELECT entry_id, item.code, lot.number, before, after
FROM statuschange JOIN lot ON lot.id = statuschange.lot_id JOIN item ON item.id = lot.item_id
WHERE entry_id IN ({marks}) ORDER BY entry_id, statuschange.id
"""
_DATES = """
SELECT entry_id, item.code, lot.number, field, before, after
FROM datechange JOIN lot ON lot.id = datechange.lot_id JOIN item ON item.id = lot.item_id
WHERE entry_id IN ({marks}) ORDER BY entry_id, datechange.id
"""
_REVIEWS = """
SELECT entry_id, entry.recorded_at, entry.by, asked, first_entry, last_entry, entries, note, head
FROM auditreview JOIN entry ON entry.id = entry_id
"""
_LOTS = "SELECT lot.id FROM lot JOIN item ON item.id = lot.item_id WHERE item.folded = ?"
_OF_LOTS = """
(entry.id IN (SELECT entry_id FROM move WHERE lot_id IN ({lots}))
 OR entry.id IN (SELECT entry_id FROM statuschange WHERE lot_id IN ({lots}))
 OR entry.id IN (SELECT entry_id FROM recalllot WHERE lot_id IN ({lots}))
 OR entry.id IN (SELECT entry_id FROM reply WHERE lot_id IN ({lots})))
"""
_OF_CODE = """
(entry.id IN (SELECT entry_id FROM masterchange WHERE code = ?1 COLLATE NOCASE
                 OR (field = 'code' AND (before = ?1 COLLATE NOCASE OR after = ?1 COLLATE NOCASE)))
 OR entry.id IN (SELECT entry_id FROM masterchange WHERE code > ?1 || ' ' AND code < ?1 || '!')
 OR entry.reference = ?1 COLLATE NOCASE OR entry.partner_id IN (SELECT id FROM partner WHERE folded = ?2))
"""


class _Where:
    """Conditions with their values, one after the other; a value may be named more than once."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.values: list[object] = []

    def add(self, condition: str, *values: object) -> None:
        """Take a condition; ``?1`` and so on in it count from its own first value."""
        first = len(self.values)
        for place in range(len(values), 0, -1):
            condition = condition.replace(f"?{place}", f"?~{first + place}")
        self.conditions.append(condition.replace("~", ""))
        self.values.extend(values)

    @property
    def text(self) -> str:
        """The conditions as they stand behind WHERE."""
        return " AND ".join(f"({one})" for one in self.conditions) or "1"


def _where(asked: Asked) -> _Where:
    where = _Where()
    if asked.by:
        known = standing(asked.by)
        where.add("entry.by = ?1 COLLATE NOCASE", known.badge if known else asked.by)
    if asked.kind:
        where.add("entry.kind = ?1", asked.kind.lower())
    if asked.terminal:
        where.add("instr(lower(entry.terminal), ?1)", asked.terminal.lower())
    if asked.since is not None:
        where.add("entry.recorded_at >= ?1", moment_text(day_begins(asked.since)))
    if asked.until is not None:
        where.add("entry.recorded_at <= ?1", moment_text(day_ends(asked.until)))
    if asked.of:
        _add_thing(where, asked.of)
    for condition, wanted in _KINDS.items():
        if getattr(asked, condition):
            where.add(wanted)
    for word in asked.words:
        where.add(_WORD, word, word.lower())
    return where


_KINDS = {
    "late": "entry.late = 1",
    "changes": "entry.id IN (SELECT entry_id FROM masterchange) OR entry.id IN (SELECT entry_id FROM datechange)"
    " OR entry.id IN (SELECT entry_id FROM statuschange WHERE before IS NOT NULL)",
    "signed": "entry.id IN (SELECT entry_id FROM approval)",
    "undone": "entry.undoes IS NOT NULL OR entry.id IN (SELECT undoes FROM entry WHERE undoes IS NOT NULL)",
}
_WORD = """
entry.by = ?1 COLLATE NOCASE OR entry.kind = ?2 OR instr(lower(entry.terminal), ?2) OR instr(lower(entry.reason), ?2)
OR instr(lower(entry.reference), ?2)
OR entry.id IN (SELECT entry_id FROM masterchange WHERE code = ?1 COLLATE NOCASE)
OR entry.id IN (SELECT entry_id FROM move WHERE lot_id IN (SELECT id FROM lot WHERE number = ?1 COLLATE NOCASE))
OR entry.by IN (SELECT badge FROM person WHERE instr(lower(name), ?2))
"""


def _add_thing(where: _Where, code: str) -> None:
    """Narrow to what happened to a thing: a lot as ITEM:LOT, or anything by its code, an item with all its lots."""
    item, colon, number = code.partition(":")
    if colon:
        where.add(_OF_LOTS.format(lots=f"{_LOTS.replace('?', '?1')} AND lot.number = ?2 COLLATE NOCASE"), folded(item),
                  number)  # fmt: skip
        return
    of_lots = _OF_LOTS.format(lots=_LOTS.replace("?", "?2"))
    where.add(f"{_OF_CODE} OR {of_lots}", code, folded(code))


def audit_page(
    asked: Asked, *, beside: int | None = None, limit: int = 50, backwards: bool = False
) -> list[tuple[int, AuditRow]]:
    """Return entries of the trail, the newest first, that follow the entry ``beside``; backwards the nearest first."""
    where = _where(asked)
    if beside is not None:
        where.add("entry.id > ?1" if backwards else "entry.id < ?1", beside)
    order = "" if backwards else " DESC"
    found = rows(f"{_ENTRIES} WHERE {where.text} ORDER BY entry.id{order} LIMIT {limit:d}", *where.values)
    return [(one.entry, one) for one in _whole(found)]


def audit_rows(asked: Asked) -> Iterator[AuditRow]:
    """Yield the entries that are asked for, the oldest first, however many there are."""
    after = 0
    while found := audit_page(asked, beside=after, limit=_AT_ONCE, backwards=True):
        yield from (one for _, one in found)
        after = found[-1][0]


def audit_extent(asked: Asked, *, upto: int | None = None) -> tuple[int, int, int]:
    """Return the first and the last entry that are asked for, and how many there are; zeros for none."""
    where = _where(asked)
    if upto is not None:
        where.add("entry.id <= ?1", upto)
    found = row(
        f"SELECT coalesce(min(entry.id), 0), coalesce(max(entry.id), 0), count(*) FROM entry WHERE {where.text}",
        *where.values,
    )
    return (found[0], found[1], found[2]) if found else (0, 0, 0)


def kind_is_there(kind: str) -> bool:
    """Return whether any entry of the trail is of a kind."""
    return row("SELECT 1 FROM entry WHERE kind = ? LIMIT 1", kind.lower()) is not None


def the_audit_row(entry: int) -> AuditRow:
    """Return one entry with all that it changed.

    Raises:
        NotFound: ``unknown-entry``.
    """
    found = _whole(rows(f"{_ENTRIES} WHERE entry.id = ?", entry))
    if not found:
        raise NotFound("unknown-entry", f"There is no entry {entry}.", "See wms audit.", entry=entry)
    return found[0]


def reviews(*, limit: int = 50) -> list[Review]:
    """Return who looked through which part of the trail, the latest first."""
    return [_review(one) for one in rows(f"{_REVIEWS} ORDER BY entry_id DESC LIMIT ?", limit)]


def reviews_between(first: int, last: int) -> list[Review]:
    """Return the reviews of any of the entries from one to another, the oldest first."""
    found = rows(f"{_REVIEWS} WHERE first_entry <= ? AND last_entry >= ? ORDER BY entry_id", last, first)
    return [_review(one) for one in found]


def _review(found: Row) -> Review:
    return Review(found[0], moment(found[1]), *found[2:])


def audit_report(asked: Asked, *, by: str, at: datetime) -> AuditReport:
    """Return a part of the trail as a document, the chain looked through.

    Raises:
        Refused: ``too-many`` for more than ``MOST_ON_PAPER`` entries, ``nothing-there`` for none.
    """
    _, _, entries = audit_extent(asked)
    if not entries:
        raise Refused("nothing-there", "There is no such entry.", "Ask for less.")
    if entries > MOST_ON_PAPER:
        raise Refused(
            "too-many", f"That is {entries} entries, more than {MOST_ON_PAPER}.", "Ask for less, or wms audit export."
        )
    found = tuple(audit_rows(asked))
    looked = reviews_between(found[0].entry, found[-1].entry) if found else []
    return AuditReport(
        house_name(), str(asked), found, tuple(looked), at, by, last_seal()[1], tuple(broken_seals())
    )  # fmt: skip


def _whole(found: Sequence[Row]) -> list[AuditRow]:
    """Return entries with all that stands beside them, read by a few questions for all of them."""
    numbers = [one[0] for one in found]
    changes, signed = _beside(_CHANGES, numbers), _beside(_SIGNED, numbers)
    happened, of_recalls = _all_happened(numbers), recall_acts(numbers)
    return [
        AuditRow(
            one[0], one[1], moment(one[2]), moment(one[3]), bool(one[4]), *one[5:15],
            changes=tuple(FieldChange(Thing(each[1]), *each[2:]) for each in changes.get(one[0], ())),
            **_told(of_recalls.get(one[0], []), *happened[one[0]]),
            signed=tuple(Signed(*each[1:5], moment(each[5])) for each in signed.get(one[0], ())),
        )
        for one in found
    ]  # fmt: skip


def _told(of_recall: list[Happened], happened: list[Happened], many: int) -> dict[str, Any]:
    """Return what happened, that of a recall before what came of it, and how much more there is."""
    told = (*of_recall, *happened)[:MOST_HAPPENED]
    return {"happened": told, "more": len(of_recall) + many - len(told)}


def _all_happened(numbers: Sequence[int]) -> dict[int, tuple[list[Happened], int]]:
    """Return of each entry what happened to lots, the first of it, and how much there is in all."""
    many = dict.fromkeys(numbers, 0)
    for table in ("statuschange", "datechange", "move"):
        question = f"SELECT entry_id, count(*) FROM {table} WHERE entry_id IN ({{marks}}) GROUP BY entry_id"
        for number, found in _beside(question, numbers).items():
            many[number] += found[0][1]
    # An import may have moved a hundred thousand balances: of such an entry only the first are read.
    short = [number for number in numbers if many[number] <= MOST_HAPPENED]
    beside = [_beside(question, short) for question in (_STATES, _DATES, _MOVES)]
    told = {number: _happened(*(one.get(number, []) for one in beside)) for number in short}
    for number in numbers:
        if number not in told:
            few = [rows(f"{one.format(marks='?')} LIMIT {MOST_HAPPENED}", number) for one in (_STATES, _DATES, _MOVES)]
            told[number] = _happened(*few)[:MOST_HAPPENED]
    return {number: (told[number], many[number]) for number in numbers}


def _happened(states: Sequence[Row], dates: Sequence[Row], moves: Sequence[Row]) -> list[Happened]:
    found = [Happened(one[1], one[2], f"status: {one[3] or '(new)'} -> {one[4]}") for one in states]
    found += [Happened(one[1], one[2], f"{one[3]}: {one[4] or '(none)'} -> {one[5] or '(none)'}") for one in dates]
    found += [Happened(one[1], one[2], f"{one[5]} {one[6]}: {one[3]} -> {one[4]}") for one in moves]
    return found


def _beside(question: str, numbers: Sequence[int]) -> dict[int, list[Row]]:
    """Return rows by the entry they belong to."""
    found: dict[int, list[Row]] = {}
    for begin in range(0, len(numbers), _AT_ONCE):
        part = numbers[begin : begin + _AT_ONCE]
        answer = rows(question.format(marks=", ".join("?" * len(part))), *part)
        found.update({entry: list(group) for entry, group in groupby(answer, key=lambda one: one[0])})
    return found
