# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about the letters of a recall: what consignees were told, and what became of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from wms_tui.domain.frozen import from_json
from wms_tui.domain.recall import LetterKind
from wms_tui.domain.recall_letters import Letter
from wms_tui.domain.signatures import SIGNATURE
from wms_tui.queries.settings import settings
from wms_tui.storage.chain import last_seal
from wms_tui.storage.statements import moment, row, rows, value

_LAST = f"""
SELECT version.id, version.version, version.entry_id, made.happened_at, made.by, version.changes, version.approved_id,
       approved.happened_at, approved.by, coalesce(person.name, ''),
       EXISTS (SELECT 1 FROM approval WHERE entry_id = approved.id AND meaning LIKE '{SIGNATURE}%')
FROM noticeversion AS version JOIN entry AS made ON made.id = version.entry_id
LEFT JOIN entry AS approved ON approved.id = version.approved_id LEFT JOIN person ON person.badge = approved.by
WHERE version.recall_id = ? ORDER BY version.version DESC LIMIT 1
"""
_NOTICES = """
SELECT notice.id, notice.partner_id, notice.code, notice.content FROM notice
WHERE notice.version_id = ? AND notice.kind = ? ORDER BY notice.id
"""
_TOLD = """
SELECT notice.partner_id, notice.content FROM noticeversion AS version
JOIN notice ON notice.version_id = version.id AND notice.kind = 'consignee'
WHERE version.recall_id = ? AND EXISTS (
    SELECT 1 FROM noticeevent AS event WHERE event.notice_id = notice.id AND event.happening IN ('sent', 'called'))
ORDER BY version.version
"""
_STATES = """
SELECT notice.partner_id, version.version, notice.code, event.happening, entry.happened_at, event.method, entry.by,
       event.note
FROM noticeversion AS version JOIN notice ON notice.version_id = version.id AND notice.kind = 'consignee'
LEFT JOIN noticeevent AS event ON event.notice_id = notice.id LEFT JOIN entry ON entry.id = event.entry_id
WHERE version.recall_id = ? ORDER BY notice.partner_id, version.version, event.id
"""


class Version(NamedTuple):
    """All letters of a case as they were made at one moment, and who approved them."""

    id: int
    version: int
    entry: int
    made_at: datetime
    made_by: str
    changes: str
    approved_entry: int | None
    approved_at: datetime | None
    approved_by: str
    approver: str
    """The name of who approved it."""
    signed: bool
    """Whether they signed it with badge and PIN."""


class KeptLetter(NamedTuple):
    """A letter as it is kept."""

    id: int
    partner_id: int
    code: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class LetterState:
    """How far the letters to one consignee are."""

    partner_id: int
    version: int
    """The last version that was written to them."""
    code: str
    sent_at: datetime | None
    """When any version was sent last, or read to them on the phone; None where none was."""
    method: str
    attempts: int
    """How often a letter was sent, reminded of, or read on the phone."""
    returned: bool
    """Whether the last letter came back."""


def last_version(recall: int) -> Version | None:
    """Return the last version of the letters of a case, or None."""
    found = row(_LAST, recall)
    if found is None:
        return None
    approved_at = moment(found[7]) if found[7] else None
    return Version(*found[:3], moment(found[3]), *found[4:7], approved_at, found[8] or "", found[9], bool(found[10]))


def letters_of(version: int) -> list[KeptLetter]:
    """Return the letters to consignees of a version."""
    found = rows(_NOTICES, version, LetterKind.CONSIGNEE)
    return [KeptLetter(*one[:3], from_json(Letter, json.loads(one[3]))) for one in found]


def letters_told(recall: int) -> dict[int, Letter]:
    """Return the last letter of a case that was sent, or read on the phone, by the row number of the consignee."""
    return {partner: from_json(Letter, json.loads(content)) for partner, content in rows(_TOLD, recall)}


def letter_states(recall: int) -> dict[int, LetterState]:
    """Return how far the letters of a case are, by the row number of the consignee."""
    states: dict[int, LetterState] = {}
    for partner, version, code, happening, at, method, _, _ in rows(_STATES, recall):
        before = states.get(partner)
        sent_at, how = (before.sent_at, before.method) if before else (None, "")
        attempts = before.attempts if before else 0
        returned = before.returned if before else False
        if happening in ("sent", "called"):
            sent_at, how, returned = moment(at), method or happening, False
        attempts += happening in ("sent", "called", "reminded")
        returned = returned or happening == "returned"
        states[partner] = LetterState(partner, version, code, sent_at, how, attempts, returned)
    return states


def days_fresh() -> int:
    """Return after how many days a contact that nobody has verified counts as stale."""
    return int(settings()["contact_days"])


def stale_contacts(letters: Iterable[Letter], today: date) -> list[Letter]:
    """Return the letters whose contact nobody has verified for so long that it counts as stale."""
    fresh = days_fresh()
    return [
        one for one in letters if one.to.verified_on is None or (today - one.to.verified_on).days > fresh
    ]  # fmt: skip


def people_approve() -> bool:
    """Return whether letters need a second person before they leave: as soon as anybody has been added."""
    return value("SELECT 1 FROM person LIMIT 1") is not None


def chain_head() -> str:
    """Return the head of the chain of seals, which stands on every paper."""
    return last_seal()[1]
