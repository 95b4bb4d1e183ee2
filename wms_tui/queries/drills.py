"""Questions about drills: when one is due, and what the house wants of it."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from wms_tui.domain.alerts import Cause
from wms_tui.domain.dates import show_date
from wms_tui.domain.drills import Target, due_since, read_percents
from wms_tui.queries.settings import DRILL_CALENDAR, DRILL_MINUTES, DRILL_PERCENT, setting
from wms_tui.storage.statements import moment, rows, value

_BEGAN = "SELECT recorded_at FROM entry ORDER BY id LIMIT 1"
_DRILLS = """
SELECT entry.happened_at FROM recall JOIN entry ON entry.id = recall.opened_id WHERE recall.drill = 1 ORDER BY recall.id
"""


def target() -> Target:
    """Return what the house wants of a drill."""
    lowest, highest = read_percents(setting(DRILL_PERCENT))
    return Target(int(setting(DRILL_MINUTES)), lowest, highest)


def drill_days(zone: tzinfo | None) -> list[date]:
    """Return the days on which drills were opened, in the time of a zone."""
    return [moment(at).astimezone(zone).date() for (at,) in rows(_DRILLS)]


def drill_owed(now: datetime) -> date | None:
    """Return since which day of the calendar a drill is due; None where none is."""
    began = value(_BEGAN)
    if began is None:
        return None
    first = moment(began).astimezone(now.tzinfo).date()
    return due_since(setting(DRILL_CALENDAR), first, drill_days(now.tzinfo), now.date())


def drills_due(now: datetime) -> Iterator[Cause]:
    """Find whether a drill is due by the calendar of the house."""
    day = drill_owed(now)
    if day is not None:
        before = drill_days(now.tzinfo)
        last = f"the last was on {show_date(before[-1])}" if before else "there was none yet"
        yield Cause("drill-due", day.isoformat(), f"A recall drill is due since {show_date(day)}; {last}", "")
