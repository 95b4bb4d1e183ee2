"""Reports of a recall, frozen as they were made: status (21 CFR 7.53), termination (7.55) and a drill's certificate.

Quantities are base units. A report is kept as it was made and printed from what was kept, today and in ten years.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Any, cast

from wms_tui.domain.drills import DrillScore
from wms_tui.domain.recall import CheckLevel, Depth, RecallClass, RecallKind, ReportKind
from wms_tui.domain.replies import Check, Draw, Statement, recovered_percent


@dataclass(frozen=True, slots=True)
class ReportLot:
    """A lot in scope: what there was of it, where that went, and what consignees say of it."""

    item: str
    name: str
    lot: str
    unit: str
    expires_on: date | None
    status: str
    produced: int
    """Units that were received or made."""
    in_house: int
    distributed: int
    said: Statement
    came_back: int
    """Units that were booked as a return since the case was opened."""
    left: int | None = None
    """Units at consignees that are not accounted for; None in reports that were made before it was kept."""

    @property
    def unaccounted(self) -> int:
        """Units at consignees that are not accounted for: what is too much at one is missing at another."""
        return max(0, self.distributed - self.said.accounted) if self.left is None else self.left

    @property
    def percent(self) -> float:
        """How much of what was distributed is recovered."""
        return recovered_percent(self.distributed - self.unaccounted, self.distributed)


@dataclass(frozen=True, slots=True)
class ReportConsignee:
    """A direct account: when and how it was told, what it answered, and why not where it did not."""

    customer: str
    name: str
    notified_at: datetime | None
    method: str
    attempts: int
    undeliverable: bool
    answered_at: datetime | None
    """When the last of their answers came; None while one is missing."""
    lots: int
    lots_answered: int
    delivered: int
    said: Statement
    sub_notified: int
    person: str
    differences: tuple[str, ...] = ()
    """Lots of which they say that they received another quantity than was shipped."""
    explanation: str = ""
    """Why no answer came, or where the rest is, in a termination report."""
    left: int | None = None
    """Units that are not accounted for; None in reports that were made before it was kept."""

    @property
    def open(self) -> int:
        """Units that are not accounted for: what is too much of one lot is missing of another."""
        return max(0, self.delivered - self.said.accounted) if self.left is None else self.left

    @property
    def answered(self) -> bool:
        """Whether they answered for every lot."""
        return self.lots_answered == self.lots


@dataclass(frozen=True, slots=True)
class ReportChecks:
    """Effectiveness checks: how many were planned, drawn how, and what they found."""

    level: CheckLevel
    planned: int
    draws: tuple[Draw, ...]
    checks: tuple[Check, ...]

    @property
    def done(self) -> int:
        """How many were made."""
        return sum(one.done_at is not None for one in self.checks)

    @property
    def effective(self) -> int:
        """How many found that the notice had come and was followed."""
        return sum(one.effective is True for one in self.checks)

    @property
    def ineffective(self) -> int:
        """How many found that it had not."""
        return sum(one.effective is False for one in self.checks)


@dataclass(frozen=True, slots=True)
class Told:
    """What a person adds to a report, in sentences."""

    disposition: str = ""
    """Where recovered goods are held, how they are disposed of, witness and date."""
    root_cause: str = ""
    corrective_action: str = ""
    problems: str = ""
    expected_end: date | None = None


NOTHING_ADDED = Told()


@dataclass(frozen=True, slots=True)
class Firm:
    """Who recalls."""

    name: str
    address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of a case as ``wms recall status`` has them."""

    consignees: int
    notified: int
    undeliverable: int
    replied: int
    distributed: int
    accounted: int
    percent: float

    @property
    def share(self) -> str:
        """What is recovered, in words; a dash where nothing was distributed, so nothing can be recovered."""
        return f"{self.percent:g} %" if self.distributed else "-"


@dataclass(frozen=True, slots=True)
class CaseReport:
    """A report of a case."""

    kind: ReportKind
    number: int
    recall: str
    drill: bool
    firm: Firm
    product: str
    recall_class: RecallClass
    recall_kind: RecallKind
    depth: Depth
    strategy: str
    reason: str
    hazard: str
    opened_at: datetime
    closed_at: datetime | None
    period_from: datetime
    """The moment of the report before, or of the opening."""
    made_at: datetime
    made_by: str
    maker: str
    """The name of who made it, where it is known."""
    lots: tuple[ReportLot, ...]
    consignees: tuple[ReportConsignee, ...]
    totals: Totals
    checks: ReportChecks
    told: Told
    score: DrillScore | None = None
    """Of a drill."""
    seal: str = ""
    """The head of the chain over all entries before it was made."""
    complaints: str = ""
    authority: str = ""
    closed_why: str = ""

    @property
    def silent(self) -> tuple[ReportConsignee, ...]:
        """Those that have answered for no lot."""
        return tuple(one for one in self.consignees if not one.lots_answered)

    @property
    def partial(self) -> tuple[ReportConsignee, ...]:
        """Those that have answered for some of their lots, and not for all."""
        return tuple(one for one in self.consignees if one.lots_answered and not one.answered)

    @property
    def indirect(self) -> int:
        """How many customers of theirs consignees say they told."""
        return sum(one.sub_notified for one in self.consignees)


def in_zone(value: Any, zone: tzinfo | None) -> Any:
    """Return a frozen value with every moment in it told in one time zone: that of whoever makes the report."""
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, tuple):
        return tuple(in_zone(one, zone) for one in cast("tuple[Any, ...]", value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: in_zone(getattr(value, field.name), zone) for field in fields(value)})
    return value


def unexplained(consignees: Sequence[ReportConsignee]) -> tuple[str, ...]:
    """Return who has not answered for every lot and is not explained: none is left open at the end (21 CFR 7.55)."""
    return tuple(one.customer for one in consignees if not one.answered and not one.explanation)
