"""Questions about how far a recall is: the figures that status, desk and reports share."""

from collections.abc import Iterable
from dataclasses import dataclass

from wms_tui.domain.recall import Step
from wms_tui.domain.replies import LotReply, totals_of
from wms_tui.queries.recalls import Recall, missing_of, recall_clock, scope_of, to_pull
from wms_tui.queries.replies import replies_of
from wms_tui.storage.statements import rows

# A consignee counts once a letter that names all of their lots has gone out; of a drill, once it was written. Who was
# told and has nothing in the scope any more is no consignee.
_NOTIFIED = """
WITH told AS (
    SELECT notice.partner_id AS partner, max(notice.id) AS id
    FROM noticeversion AS version JOIN notice ON notice.version_id = version.id AND notice.kind = 'consignee'
    WHERE version.recall_id = ?1 AND (
        (SELECT drill FROM recall WHERE id = ?1)
        OR EXISTS (SELECT 1 FROM noticeevent WHERE notice_id = notice.id AND happening IN ('sent', 'called')))
    GROUP BY 1)
SELECT told.partner, lot.value ->> 'item', lot.value ->> 'lot'
FROM told JOIN notice ON notice.id = told.id JOIN json_each(notice.content, '$.lots') AS lot
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
    """Consignees that were told of all their lots; who was told of fewer, before the scope grew, does not count."""
    replied: int
    distributed: int
    accounted: int
    percent: float


def recall_figures(case: Recall) -> RecallFigures:
    """Return how far a case is."""
    scope = scope_of(case.id)
    replies = replies_of(case.id)
    told = totals_of(replies)
    worked = [one.step for one in recall_clock(case.id) if one.acts]
    return RecallFigures(
        state="closed" if case.closed else "open",
        step=max(worked, key=list(Step).index, default=Step.SCOPE),
        lots=len(scope),
        in_house=sum(one.quantity for one in scope),
        outside_cage=sum(one.quantity for one in to_pull(one.lot_id for one in scope)),
        missing=0 if case.closed else len(missing_of(case, scope)),
        consignees=told.consignees,
        notified=_notified(case, replies),
        replied=told.replied,
        distributed=told.distributed,
        accounted=told.accounted,
        percent=told.percent,
    )


def _notified(case: Recall, replies: Iterable[LotReply]) -> int:
    """Return how many consignees were told of all their lots that are in the scope now."""
    mine: dict[int, set[tuple[str, str]]] = {}
    for one in replies:
        mine.setdefault(one.partner_id, set()).add((one.item, one.lot))
    told: dict[int, set[tuple[str, str]]] = {}
    for partner, item, lot in rows(_NOTIFIED, case.id):
        told.setdefault(partner, set()).add((item, lot))
    return sum(lots <= told.get(partner, set()) for partner, lots in mine.items())
