"""Questions about how far a recall is: the figures that status, desk and reports share."""

from dataclasses import dataclass

from wms_tui.domain.recall import Step
from wms_tui.domain.replies import totals_of
from wms_tui.queries.recalls import Recall, missing_of, recall_clock, scope_of, to_pull
from wms_tui.queries.replies import replies_of
from wms_tui.storage.statements import rows

# A consignee counts once a letter to them has gone out; of a drill, once it was written. Who was told and has nothing
# in the scope any more is no consignee.
_NOTIFIED = """
SELECT DISTINCT notice.partner_id FROM notice JOIN noticeversion AS version ON version.id = notice.version_id
WHERE version.recall_id = ?1 AND notice.kind = 'consignee' AND (
    (SELECT drill FROM recall WHERE id = ?1)
    OR EXISTS (SELECT 1 FROM noticeevent WHERE noticeevent.notice_id = notice.id AND happening IN ('sent', 'called')))
"""


@dataclass(frozen=True, slots=True)
class RecallFigures:
    """How far a case is. Quantities in base units, over all its lots."""

    state: str
    """``open`` or ``closed``."""
    step: str
    """The furthest step that was worked at."""
    lots: int
    in_house: int
    outside_cage: int
    """What is in the house and not in the cage."""
    missing: int
    """Lots that the trace leads to and that are not in the scope."""
    consignees: int
    notified: int
    replied: int
    distributed: int
    accounted: int
    percent: float


def recall_figures(case: Recall) -> RecallFigures:
    """Return how far a case is."""
    scope = scope_of(case.id)
    replies = replies_of(case.id)
    told, consignees = totals_of(replies), {one.partner_id for one in replies}
    worked = [one.step for one in recall_clock(case.id) if one.acts]
    return RecallFigures(
        state="closed" if case.closed else "open",
        step=max(worked, key=list(Step).index, default=Step.SCOPE),
        lots=len(scope),
        in_house=sum(one.quantity for one in scope),
        outside_cage=sum(one.quantity for one in to_pull(one.lot_id for one in scope)),
        missing=0 if case.closed else len(missing_of(case, scope)),
        consignees=told.consignees,
        notified=sum(partner in consignees for (partner,) in rows(_NOTIFIED, case.id)),
        replied=told.replied,
        distributed=told.distributed,
        accounted=told.accounted,
        percent=told.percent,
    )
