"""What acts of recalls did, in words for the audit trail: scope, letters, answers, checks and steps."""

import json
from collections.abc import Sequence

from wms_tui.domain.audit import Happened
from wms_tui.domain.replies import Statement, statement_words
from wms_tui.storage.statements import Row, rows

_SCOPE = """
SELECT act.entry_id, item.code, lot.number, one.comes_in, one.why
FROM json_each(?) AS wanted CROSS JOIN recallentry AS act CROSS JOIN recalllot AS one CROSS JOIN lot CROSS JOIN item
WHERE act.entry_id = wanted.value AND one.recall_id = act.recall_id AND one.entry_id = act.entry_id
  AND lot.id = one.lot_id AND item.id = lot.item_id
ORDER BY one.id
"""
_REPLIES = """
SELECT one.entry_id, item.code, lot.number, partner.code, one.on_hand, one.returned, one.destroyed, one.used,
       one.sold_on, one.not_located, before.on_hand, before.returned, before.destroyed, before.used, before.sold_on,
       before.not_located
FROM json_each(?) AS wanted CROSS JOIN reply AS one CROSS JOIN lot CROSS JOIN item CROSS JOIN partner
LEFT JOIN reply AS before ON before.id = (
    SELECT max(id) FROM reply AS other WHERE other.recall_id = one.recall_id AND other.partner_id = one.partner_id
    AND other.lot_id = one.lot_id AND other.id < one.id)
WHERE one.entry_id = wanted.value AND lot.id = one.lot_id AND item.id = lot.item_id AND partner.id = one.partner_id
ORDER BY one.id
"""
_LETTERS = """
SELECT act.entry_id, version.version, version.entry_id = act.entry_id, version.changes,
       (SELECT count(*) FROM notice WHERE notice.version_id = version.id AND kind = 'consignee')
FROM json_each(?) AS wanted CROSS JOIN recallentry AS act CROSS JOIN noticeversion AS version
WHERE act.entry_id = wanted.value AND version.recall_id = act.recall_id
  AND act.entry_id IN (version.entry_id, version.approved_id)
"""
_SENT = """
SELECT act.entry_id, partner.code, version.version, event.happening, event.method, event.note
FROM json_each(?) AS wanted CROSS JOIN recallentry AS act CROSS JOIN noticeversion AS version CROSS JOIN notice
CROSS JOIN noticeevent AS event CROSS JOIN partner
WHERE act.entry_id = wanted.value AND version.recall_id = act.recall_id AND notice.version_id = version.id
  AND notice.kind = 'consignee' AND event.notice_id = notice.id AND event.entry_id = act.entry_id
  AND partner.id = notice.partner_id
ORDER BY event.id
"""
_CHECKS = """
SELECT act.entry_id, partner.code, one.done_id = act.entry_id, one.effective, one.method, one.note
FROM json_each(?) AS wanted CROSS JOIN recallentry AS act CROSS JOIN effectivenesscheck AS one CROSS JOIN partner
WHERE act.entry_id = wanted.value AND one.recall_id = act.recall_id AND act.entry_id IN (one.drawn_id, one.done_id)
  AND partner.id = one.partner_id
ORDER BY one.id
"""
_STEPS = """
SELECT act.entry_id, act.step FROM json_each(?) AS wanted CROSS JOIN recallentry AS act CROSS JOIN entry
WHERE act.entry_id = wanted.value AND entry.id = act.entry_id AND entry.kind = 'note-step'
"""
_FIGURES = 6


def recall_acts(entries: Sequence[int]) -> dict[int, list[Happened]]:
    """Return by entry what acts of recalls did; entries that are no acts of one are left out."""
    told: dict[int, list[Happened]] = {}
    wanted = json.dumps(list(entries))
    for question, words in _WORDS:
        for found in rows(question, wanted):
            told.setdefault(found[0], []).append(words(found))
    return told


def _scope(found: Row) -> Happened:
    return Happened(found[1], found[2], f"comes into the recall ({found[4]})" if found[3] else "leaves the recall")


def _reply(found: Row) -> Happened:
    said, before = found[4 : 4 + _FIGURES], found[4 + _FIGURES :]
    was = statement_words(Statement(*before)) if before[0] is not None else "no answer"
    return Happened(found[1], found[2], f"at {found[3]}: {was} -> {statement_words(Statement(*said))}")


def _letters(found: Row) -> Happened:
    _, version, made, changes, letters = found
    new = f", new: {changes}" if changes else ""
    return Happened("", "", f"version {version}, letters: {letters}{new}" if made else f"version {version} is approved")


def _sent(found: Row) -> Happened:
    _, partner, version, happening, *how = found
    return Happened("", "", f"version {version} to {partner}: {', '.join(filter(None, (happening, *how)))}")


def _check(found: Row) -> Happened:
    _, partner, done, effective, method, note = found
    if not done:
        return Happened("", "", f"{partner} is drawn for a check")
    words = "it worked" if effective else "it did not work"
    return Happened("", "", f"check at {partner}: {', '.join(filter(None, (words, method, note)))}")


def _step(found: Row) -> Happened:
    return Happened("", "", f"{found[1]} is checked")


_WORDS = (
    (_SCOPE, _scope), (_REPLIES, _reply), (_LETTERS, _letters), (_SENT, _sent), (_CHECKS, _check), (_STEPS, _step),
)  # fmt: skip
