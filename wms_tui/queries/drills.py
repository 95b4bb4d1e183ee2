"""Questions about drills: when one is due, what the house wants of it, and how those went that were held."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo

from wms_tui.domain.alerts import Cause
from wms_tui.domain.dates import show_date
from wms_tui.domain.drills import (
    DrillScore,
    LotFound,
    Mark,
    Target,
    due_since,
    found_percent,
    minutes_of,
    read_percents,
    step_times,
)
from wms_tui.domain.mass_balance import LotBalance
from wms_tui.domain.recall import Step
from wms_tui.domain.work_calendar import first_day_after
from wms_tui.queries.lot_balance import balances_of
from wms_tui.queries.recall_figures import recall_figures
from wms_tui.queries.recall_letters import days_fresh
from wms_tui.queries.recalls import Recall, recalls, scope_of
from wms_tui.queries.replies import replies_of
from wms_tui.queries.settings import DRILL_CALENDAR, DRILL_MINUTES, DRILL_PERCENT, setting
from wms_tui.storage.statements import moment, rows, value

_BEGAN = "SELECT recorded_at FROM entry ORDER BY id LIMIT 1"
_DRILLS = """
SELECT entry.happened_at FROM recall JOIN entry ON entry.id = recall.opened_id WHERE recall.drill = 1 ORDER BY recall.id
"""
# A report is made of what was done; whenever it is made, it is no part of it.
_MARKS = """
SELECT recallentry.step, entry.happened_at, entry.by, entry.kind
FROM recallentry JOIN entry ON entry.id = recallentry.entry_id
WHERE recallentry.recall_id = ? AND entry.kind <> 'report-recall' ORDER BY entry.happened_at, entry.id
"""
_STALE = """
SELECT code FROM partner WHERE id IN (SELECT value FROM json_each(?)) AND coalesce(verified_on, '') < ? ORDER BY folded
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


def next_drill(now: datetime) -> date | None:
    """Return the day on which a drill is due next: of one that is owed, the day since which it is."""
    return drill_owed(now) or first_day_after(setting(DRILL_CALENDAR), now.date())


def drills_due(now: datetime) -> Iterator[Cause]:
    """Find whether a drill is due by the calendar of the house."""
    day = drill_owed(now)
    if day is not None:
        before = drill_days(now.tzinfo)
        last = f"the last was on {show_date(before[-1])}" if before else "there was none yet"
        yield Cause("drill-due", day.isoformat(), f"A recall drill is due since {show_date(day)}; {last}", "recalls")


def drills() -> list[Recall]:
    """Return the drills that were held or go on, the latest first."""
    return sorted((one for one in recalls() if one.drill), key=lambda one: one.opened_at, reverse=True)


def marks_of(case: int) -> tuple[Mark, ...]:
    """Return the moments of a case, in order."""
    return tuple(Mark(Step(step), moment(at), by, kind) for step, at, by, kind in rows(_MARKS, case))


def stale_contacts(partners: Sequence[int], on: date) -> tuple[str, ...]:
    """Return the codes of partners whose contact nobody has verified for as long as the house trusts one."""
    return tuple(
        code for (code,) in rows(_STALE, json.dumps(list(partners)), (on - timedelta(days=days_fresh())).isoformat())
    )


def score_of(case: Recall) -> DrillScore:
    """Return how a drill went, or goes: as of its last act, with the targets that the house has now."""
    marks = marks_of(case.id)
    ended = case.closed_at or marks[-1].at
    figures = recall_figures(case)
    consignees = {one.partner_id for one in replies_of(case.id)}
    lots = tuple(_found(one) for one in balances_of([lot.lot_id for lot in scope_of(case.id)], ended))
    worked = {one.step for one in marks}
    return DrillScore(
        started_at=case.opened_at, ended_at=ended, minutes=minutes_of(ended - case.opened_at), steps=step_times(marks),
        skipped=tuple(step for step in Step if step not in worked and step is not Step.REPORT),
        lots=lots, found_percent=found_percent(lots), consignees=figures.consignees, written=figures.notified,
        replied=figures.replied, target=target(),
        stale_contacts=stale_contacts(sorted(consignees), ended.astimezone().date()),
    )  # fmt: skip


def _found(one: LotBalance) -> LotFound:
    """Return what of a lot explains itself. Stock that was taken over from another system has come by that."""
    taken_over = sum(entry.quantity for entry in one.gap if entry.kind == "import" and entry.quantity > 0)
    why = tuple(
        f"{entry.quantity:+d} {entry.reason or entry.kind} in {entry.bin},"
        f" {show_date(entry.at.astimezone().date())} by {entry.by}"
        for entry in one.gap
        if entry.kind != "import"
    )
    came = one.came_in - one.found + taken_over
    return LotFound(one.item, one.lot, came, one.accounted - one.lost, one.unit, why)
