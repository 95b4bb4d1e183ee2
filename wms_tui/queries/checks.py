"""Questions about effectiveness checks: who was drawn, how, and what was found."""

import json

from wms_tui.domain.recall import CheckLevel
from wms_tui.domain.replies import Check, Draw
from wms_tui.storage.statements import moment, rows

_CHECKS = """
SELECT partner.code, partner.name, drawn.happened_at, done.happened_at, done.by, one.method, one.effective, one.note
FROM effectivenesscheck AS one JOIN partner ON partner.id = one.partner_id
JOIN entry AS drawn ON drawn.id = one.drawn_id LEFT JOIN entry AS done ON done.id = one.done_id
WHERE one.recall_id = ? ORDER BY partner.folded
"""
_DRAWS = """
SELECT entry.happened_at, entry.by, one.level, one.percent, one.seed, one.population, one.sample
FROM checkdraw AS one JOIN entry ON entry.id = one.entry_id WHERE one.recall_id = ? ORDER BY one.id
"""


def checks_of(case: int) -> tuple[Check, ...]:
    """Return the consignees of a case that were drawn, by code, and what was found there."""
    return tuple(
        Check(
            code, name, moment(drawn), moment(done) if done else None, by or "", method,
            None if effective is None else bool(effective), note,
        )
        for code, name, drawn, done, by, method, effective, note in rows(_CHECKS, case)
    )  # fmt: skip


def draws_of(case: int) -> tuple[Draw, ...]:
    """Return the draws of a case, the first one first."""
    return tuple(
        Draw(moment(at), by, CheckLevel(level), percent, seed, tuple(json.loads(among)), tuple(json.loads(sample)))
        for at, by, level, percent, seed, among, sample in rows(_DRAWS, case)
    )
