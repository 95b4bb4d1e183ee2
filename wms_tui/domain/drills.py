"""A drill of a recall: how long each step took, what it found, and whether that is as good as the house wants it.

No standard fixes a percentage. BRCGS asks for a trace with mass balance within 4 hours and a recall test with timings
every year; retailers ask for less time. So both targets are settings, and the figure is shown with its gaps.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from wms_tui.domain.codes import excerpt
from wms_tui.domain.recall import Step
from wms_tui.domain.replies import recovered_percent
from wms_tui.domain.work_calendar import last_day_on_or_before
from wms_tui.errors import BadInput

_RANGE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)-([0-9]{1,3}(?:\.[0-9]{1,2})?)")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment of a case: something that belongs to one of its steps was done."""

    step: Step
    at: datetime
    by: str
    kind: str
    """The kind of the entry."""


@dataclass(frozen=True, slots=True)
class StepTime:
    """How long a step took: what went by before each of its acts, since the act before it."""

    step: Step
    acts: int
    first_at: datetime
    last_at: datetime
    minutes: float
    by: tuple[str, ...]
    """Who did it."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the house wants of a drill."""

    minutes: int
    lowest: float
    highest: float
    """The percent that must be accounted for, from the lowest to the highest."""


@dataclass(frozen=True, slots=True)
class LotFound:
    """What of a lot in scope was accounted for: all that came in, and all that is known of where it went.

    Units that were found or are missing by a count do not explain themselves: they are no part of it, and ``why`` tells
    of them.
    """

    item: str
    lot: str
    came: int
    accounted: int
    unit: str = ""
    why: tuple[str, ...] = ()
    """The acts that say what the gap is, in words."""

    @property
    def gap(self) -> int:
        """Units of which nobody knows where they are; below 0 where more left than came."""
        return self.came - self.accounted


@dataclass(frozen=True, slots=True)
class DrillScore:
    """How a drill went."""

    started_at: datetime
    ended_at: datetime
    minutes: float
    steps: tuple[StepTime, ...]
    skipped: tuple[Step, ...]
    """Steps in which nothing was done."""
    lots: tuple[LotFound, ...]
    found_percent: float
    consignees: int
    written: int
    """Consignees for whom a letter was made."""
    replied: int
    stale_contacts: tuple[str, ...]
    target: Target

    @property
    def in_time(self) -> bool:
        """Whether it took no longer than the house wants."""
        return self.minutes <= self.target.minutes

    @property
    def found_enough(self) -> bool:
        """Whether the percent that was accounted for is between the bounds."""
        return self.target.lowest <= self.found_percent <= self.target.highest

    @property
    def complete(self) -> bool:
        """Whether the goods would have been held, traced and balanced, and letters written where anybody has some.

        Answers are not needed: no letter of a drill leaves the house.
        """
        needed = {Step.HOLD, Step.TRACE, Step.BALANCE} | ({Step.NOTICES} if self.consignees else set())
        return not needed & {*self.skipped}

    @property
    def passed(self) -> bool:
        """Whether every step was gone through, and both targets are met."""
        return self.complete and self.in_time and self.found_enough

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is to be put right before the next time, in sentences."""
        found = [f"It took {self.minutes:g} minutes; {self.target.minutes} are the target."] if not self.in_time else []
        found += [_gap_words(one) for one in self.lots if one.gap]
        if self.skipped:
            found.append(f"Nothing was done for: {', '.join(self.skipped)}.")
        if self.written < self.consignees:
            found.append(f"{self.consignees - self.written} of {self.consignees} consignees have no letter.")
        if self.replied < self.consignees:
            found.append(f"{self.consignees - self.replied} of {self.consignees} consignees did not answer.")
        if self.stale_contacts:
            found.append(f"Contacts to be verified: {', '.join(self.stale_contacts)}.")
        return tuple(found)


def _gap_words(one: LotFound) -> str:
    why = f": {'; '.join(one.why)}" if one.why else ", unexplained"
    return f"{one.item} {one.lot}: {abs(one.gap)} {one.unit} too {'few' if one.gap > 0 else 'many'}{why}."


def step_times(marks: Iterable[Mark]) -> tuple[StepTime, ...]:
    """Return how long each step took, in the order of the steps; steps that nothing was done in are left out.

    The time between two acts is that of the later one: whoever makes the letters works on letters until they are
    made. The times of all steps add up to the time in all.
    """
    ordered = sorted(marks, key=lambda one: one.at)
    spent: dict[Step, timedelta] = {}
    for number, one in enumerate(ordered):
        before = ordered[number - 1].at if number else one.at
        spent[one.step] = spent.get(one.step, timedelta()) + (one.at - before)
    return tuple(
        _step_time(step, [one for one in ordered if one.step is step], spent[step]) for step in Step if step in spent
    )


def _step_time(step: Step, acts: Sequence[Mark], spent: timedelta) -> StepTime:
    who = tuple(dict.fromkeys(one.by for one in acts))
    return StepTime(step, len(acts), acts[0].at, acts[-1].at, minutes_of(spent), who)


def minutes_of(spent: timedelta) -> float:
    """Return a time in minutes, to a tenth."""
    return round(spent / MINUTE, 1)


def found_percent(lots: Iterable[LotFound]) -> float:
    """Return what was accounted for of all that came in, in percent to a hundredth.

    Lots of one unit are added up; pieces and grams are not. Of several units it is the one that is furthest from all.
    """
    came: Counter[str] = Counter()
    accounted: Counter[str] = Counter()
    for one in lots:
        came[one.unit] += one.came
        accounted[one.unit] += one.accounted
    shares = [recovered_percent(accounted[unit], came[unit], places=2) for unit in came]
    return max(shares, key=lambda share: abs(share - 100), default=100.0)


def read_percents(text: str) -> tuple[float, float]:
    """Return the bounds of ``99.5-100.5``.

    Raises:
        BadInput: ``bad-setting``.
    """
    found = _RANGE.fullmatch(text.replace(" ", ""))
    if found is None or Fraction(found[1]) > Fraction(found[2]):
        raise BadInput("bad-setting", f"{excerpt(text)} is no range of percents.", "Write it as 99.5-100.5.")
    return float(found[1]), float(found[2])


def due_since(calendar: str, began: date, drills: Iterable[date], today: date) -> date | None:
    """Return since which day of its calendar a house owes a drill, or None where it owes none.

    A day is served by a drill on it or later; and by one before it, if that was nearer to it than to the day before.
    Days before the house began are not owed.
    """
    day = last_day_on_or_before(calendar, today)
    if day is None or day < began:
        return None
    before = last_day_on_or_before(calendar, day - timedelta(days=1))
    early = (day - before) / 2 if before else timedelta()
    return None if any(one >= day - early for one in drills) else day
