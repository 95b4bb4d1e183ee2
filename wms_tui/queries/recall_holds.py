"""What recalls keep from leaving the house, beside the holds of lots, pallets and bins."""

from datetime import datetime

from wms_tui.domain.types import Status
from wms_tui.queries.holds import HoldRow, holds_open
from wms_tui.queries.recalls import Recall, scope_of, unfinished_recalls
from wms_tui.storage.statements import moment, moment_text, row

RECALL = "recall"
"""The scope of such a hold; ``what`` is the number of the case."""

_HELD = """
SELECT entry.id, entry.happened_at, entry.by FROM recallentry JOIN entry ON entry.id = recallentry.entry_id
WHERE recallentry.recall_id = ? AND recallentry.step = 'hold' ORDER BY entry.id LIMIT 1
"""


def all_holds(since: datetime | None = None) -> list[HoldRow]:
    """Return all that is stopped, the oldest first: what is on hold, and what recalls hold, each case in one row.

    With ``since`` those that have been open since then.
    """
    held = [one for case in unfinished_recalls() if (one := _hold_of(case)) is not None]
    wanted = [one for one in held if since is None or moment_text(one.since) <= moment_text(since)]
    return sorted([*holds_open(since), *wanted], key=lambda one: (one.since, one.entry, one.what))


def _hold_of(case: Recall) -> HoldRow | None:
    """Return what a case holds that is in the house; None where it holds nothing."""
    found = row(_HELD, case.id)
    lots = [one for one in scope_of(case.id) if one.status is Status.RECALLED and one.quantity]
    if found is None or not lots:
        return None
    quantity = sum(one.quantity for one in lots)
    return HoldRow(found[0], RECALL, case.code, moment(found[1]), found[2], case.reason, len(lots), quantity)
