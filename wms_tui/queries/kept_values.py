"""Whether partners, people and recalls are what the audit trail says they became, read off the rows themselves."""

from collections.abc import Iterator
from typing import Any

from wms_tui.domain.audit import Thing, value_words
from wms_tui.storage.statements import rows

_PARTNER = (
    "name", "address", "email", "phone", "min_days", "min_percent", "transit_days", "lot_pattern", "lot_sample",
    "receipt_status", "contact", "after_hours", "city", "state", "zip", "country", "gln", "source_reference",
    "language", "verified_on",
)  # fmt: skip
_PERSON = ("name", "roles", "active")
_RECALL = (
    "kind", "recall_class", "product", "reason", "hazard", "complaints", "authority", "depth", "strategy",
    "instructions", "check_level", "reply_by", "drill", "only_named",
)  # fmt: skip
# A supplier and a customer may share a code: of these the trail does not say which one is meant.
_ROWS = {
    Thing.PARTNER: (
        _PARTNER,
        "partner WHERE folded IN (SELECT folded FROM partner GROUP BY folded HAVING count(*) = 1)",
    ),
    Thing.PERSON: (_PERSON, "person"),
    Thing.RECALL: (_RECALL, "recall"),
}
_CODE = {Thing.PERSON: "badge"}
_FLAGS = frozenset({"active", "drill", "only_named"})
_NUMBERS = {"0": "no", "1": "yes"}
"""How a program before this one noted a flag."""
# A code may have been another one's before: what was said of it until that one left it, or this one came, is not of it.
_SAID = """
WITH since AS (
    SELECT code, max(entry_id) AS entry, before IS NULL AS came
    FROM masterchange WHERE thing = ?1 AND field = 'code' GROUP BY code)
SELECT said.code, said.field, said.after FROM masterchange AS said LEFT JOIN since ON since.code = said.code
WHERE said.id IN (SELECT max(id) FROM masterchange WHERE thing = ?1 GROUP BY code, field)
  AND (since.code IS NULL OR said.entry_id > since.entry OR (said.entry_id = since.entry AND since.came))
"""
_ENDS = """
SELECT recall.code, recall.closed_id IS NOT NULL FROM recall
WHERE (recall.closed_id IS NOT NULL) <> EXISTS (
    SELECT 1 FROM recallentry CROSS JOIN entry
    WHERE recallentry.recall_id = recall.id AND entry.id = recallentry.entry_id AND entry.kind = 'close-recall')
"""
_APPROVED = """
SELECT recall.code, version.version, version.approved_id IS NOT NULL
FROM noticeversion AS version JOIN recall ON recall.id = version.recall_id
WHERE version.approved_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM recallentry CROSS JOIN entry
    WHERE recallentry.recall_id = version.recall_id AND recallentry.entry_id = version.approved_id
      AND entry.id = version.approved_id AND entry.kind = 'approve-notices')
UNION ALL
SELECT recall.code, 0, 0
FROM entry CROSS JOIN recallentry CROSS JOIN recall
WHERE entry.kind = 'approve-notices' AND recallentry.entry_id = entry.id AND recall.id = recallentry.recall_id
  AND NOT EXISTS (SELECT 1 FROM noticeversion WHERE recall_id = recall.id AND approved_id = entry.id)
"""


def values_not_kept() -> Iterator[str]:
    """Yield in words which partners, people and recalls are not as the acts left them that the trail tells of.

    What the trail never told of is not compared: what came by an import, and what an older program wrote.
    """
    for thing in _ROWS:
        yield from _odd_values(thing)
    for code, closed in rows(_ENDS):
        yield f"recall {code} is {'closed, and nobody closed it' if closed else 'open, and it was closed'}"
    for code, version, approved in rows(_APPROVED):
        words = f"version {version} of the letters is approved, and nobody approved it" if approved else ""
        yield f"recall {code}: {words or 'an approval of letters is gone'}"


def _odd_values(thing: Thing) -> Iterator[str]:
    fields, table = _ROWS[thing]
    found = rows(f"SELECT {_CODE.get(thing, 'code')}, {', '.join(fields)} FROM {table}")
    now = {one[0]: dict(zip(fields, one[1:], strict=True)) for one in found}
    for code, field, said in rows(_SAID, thing):
        if field not in now.get(code, {}):
            continue
        is_now = value_words(_as_noted(field, now[code][field]))
        if is_now != (_NUMBERS.get(said, said) if field in _FLAGS else said):
            yield f"{thing} {code}: {field} is {is_now or 'empty'}, the trail says {said or 'empty'}"


def _as_noted(field: str, value: Any) -> Any:
    """Return a value of a row as acts note it."""
    if field in _FLAGS:
        return bool(value)
    return tuple(value.split()) if field == "roles" else value
