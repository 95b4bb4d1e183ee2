"""Raise alerts: note what needs a person and since when, so that nobody is told twice of the same.

This is no act upon stock and writes no entry. What the list of alerts shows is asked of the books each time; only
since when it is so, and what was mailed, is kept.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from wms_tui.domain.alerts import Cause
from wms_tui.queries.alerts import causes, raised
from wms_tui.storage.alert_rows import end_all, raise_all, tell_all
from wms_tui.storage.connection import transaction


def raise_alerts(now: datetime) -> Sequence[Cause]:
    """Note what is so now and what is over, and return the causes that nobody was mailed of yet.

    Raises:
        Unavailable: where the database is busy or away; it may be done again.
    """
    with transaction():
        found = causes(now)
        before = raised()
        raise_all(((one.key, one.kind, one.severity, one.what) for one in found), now)
        there = {one.key for one in found}
        end_all((key for key in before if key not in there), now)
        told = {key for key, one in before.items() if one.told_at is not None}
    return [one for one in found if one.key not in told]


def note_mailed(mailed: Iterable[Cause], now: datetime) -> None:
    """Note causes that went out by mail: they are not mailed again while they last."""
    with transaction():
        tell_all((one.key for one in mailed), now)
