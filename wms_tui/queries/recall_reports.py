"""Questions about reports of a recall: what one would say now, and those that were kept."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wms_tui.domain.frozen import from_json
from wms_tui.domain.recall import ReportKind
from wms_tui.domain.recall_reports import (
    CaseReport,
    Firm,
    ReportChecks,
    ReportConsignee,
    ReportLot,
    Told,
    Totals,
    in_zone,
)
from wms_tui.domain.replies import LotReply, sample_size, sum_of
from wms_tui.errors import NotFound
from wms_tui.queries.checks import checks_of, draws_of
from wms_tui.queries.drills import score_of
from wms_tui.queries.letter_making import firm_of_the_house
from wms_tui.queries.lot_balance import balances_of
from wms_tui.queries.people import standing
from wms_tui.queries.recall_figures import recall_figures
from wms_tui.queries.recalls import Recall, scope_of
from wms_tui.queries.reminders import Told as Letters
from wms_tui.queries.reminders import told_of
from wms_tui.queries.replies import replies_of
from wms_tui.storage.chain import last_seal
from wms_tui.storage.statements import moment, row, rows, value

_KEPT = """
SELECT one.number, one.kind, entry.happened_at, entry.by, one.entry_id FROM recallreport AS one
JOIN entry ON entry.id = one.entry_id WHERE one.recall_id = ? ORDER BY one.number
"""
_CONTENT = "SELECT content FROM recallreport WHERE recall_id = ? AND number = ?"
_LATEST = "SELECT max(number) FROM recallreport WHERE recall_id = ?"
_BEFORE = """
SELECT entry.happened_at FROM recallreport AS one JOIN entry ON entry.id = one.entry_id
WHERE one.recall_id = ? AND one.kind = ? ORDER BY one.number DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report that was made: its number within the case, and when and by whom."""

    number: int
    kind: ReportKind
    made_at: datetime
    made_by: str
    entry: int


@dataclass(frozen=True, slots=True)
class Making:
    """Who makes a report of what kind, when, and what they add to it."""

    kind: ReportKind
    by: str
    at: datetime
    told: Told
    explanations: Mapping[str, str]
    """By the code of a consignee, in small letters: why no answer came, or where the rest is."""


def reports_of(case: int) -> list[KeptReport]:
    """Return the reports of a case, in order."""
    return [KeptReport(one[0], ReportKind(one[1]), moment(one[2]), one[3], one[4]) for one in rows(_KEPT, case)]


def next_number(case: int) -> int:
    """Return the number that the next report of a case gets."""
    return (value(_LATEST, case) or 0) + 1


def the_report(case: Recall, number: int) -> CaseReport:
    """Return a report as it was made.

    Raises:
        NotFound: ``unknown-report``.
    """
    found = row(_CONTENT, case.id, number)
    if found is None:
        raise NotFound("unknown-report", f"{case.code} has no report {number}.", f"See wms recall reports {case.code}.")
    return from_json(CaseReport, json.loads(found[0]))


def case_report(case: Recall, making: Making) -> CaseReport:
    """Return what a report of a case would say now."""
    replies = replies_of(case.id)
    before = value(_BEFORE, case.id, making.kind)
    person = standing(making.by)
    consignees = _consignees(replies, told_of(case.id), making.explanations)
    report = CaseReport(
        kind=making.kind, number=next_number(case.id), recall=case.code, drill=case.drill, firm=_firm(),
        product=case.product, recall_class=case.recall_class, recall_kind=case.kind, depth=case.depth,
        strategy=case.strategy, reason=case.reason, hazard=case.hazard, opened_at=case.opened_at,
        closed_at=case.closed_at, period_from=moment(before) if before else case.opened_at, made_at=making.at,
        made_by=making.by, maker=person.name if person else "", lots=_lots(case, replies), consignees=consignees,
        totals=_totals(case, consignees), checks=_checks(case, len(consignees)), told=making.told,
        score=score_of(case) if making.kind is ReportKind.DRILL else None, seal=last_seal()[1],
        complaints=case.complaints, authority=case.authority, closed_why=case.closed_why,
    )  # fmt: skip
    return in_zone(report, making.at.tzinfo)


def _firm() -> Firm:
    """Return who recalls, as letters have it."""
    one = firm_of_the_house()
    return Firm(one.name, one.address, ", ".join(filter(None, (one.phone, one.email, one.hours))))


def _lots(case: Recall, replies: Sequence[LotReply]) -> tuple[ReportLot, ...]:
    answered: dict[int, list[LotReply]] = defaultdict(list)
    for one in replies:
        answered[one.lot_id].append(one)
    scope = scope_of(case.id)
    balances = balances_of([lot.lot_id for lot in scope])
    return tuple(
        ReportLot(
            lot.item, lot.name, lot.lot, lot.unit, lot.expires_on, lot.status.value,
            balance.received + balance.produced + balance.found, balance.on_hand,
            sum(one.delivered for one in answered[lot.lot_id]), sum_of(one.said for one in answered[lot.lot_id]),
            sum(one.came_back for one in answered[lot.lot_id]), sum(one.open for one in answered[lot.lot_id]),
        )
        for lot, balance in zip(scope, balances, strict=True)
    )  # fmt: skip


def _consignees(
    replies: Sequence[LotReply], letters: Mapping[int, Letters], explanations: Mapping[str, str]
) -> tuple[ReportConsignee, ...]:
    by_partner: dict[int, list[LotReply]] = defaultdict(list)
    for one in replies:
        by_partner[one.partner_id].append(one)
    return tuple(
        _consignee(mine, letters.get(partner, Letters()), explanations.get(mine[0].customer.casefold(), ""))
        for partner, mine in by_partner.items()
    )


def _consignee(mine: Sequence[LotReply], letters: Letters, explanation: str) -> ReportConsignee:
    answers = [one for one in mine if one.replied_at is not None]
    moments = [one.replied_at for one in answers if one.replied_at is not None]
    last = next((one for one in answers if one.replied_at == max(moments)), None)
    return ReportConsignee(
        mine[0].customer, mine[0].name, letters.sent_at, letters.method, letters.attempts, letters.undeliverable,
        max(moments) if len(answers) == len(mine) else None, len(mine), len(answers),
        sum(one.delivered for one in mine), sum_of(one.said for one in mine),
        max((one.sub_notified for one in mine), default=0), last.person if last else "",
        tuple(f"{one.lot}: {one.received} received, {one.delivered} shipped" for one in answers if one.differs),
        explanation, sum(one.open for one in mine),
    )  # fmt: skip


def _totals(case: Recall, consignees: Sequence[ReportConsignee]) -> Totals:
    figures = recall_figures(case)
    return Totals(
        figures.consignees, figures.notified, sum(one.undeliverable for one in consignees), figures.replied,
        figures.distributed, figures.accounted, figures.percent,
    )  # fmt: skip


def _checks(case: Recall, consignees: int) -> ReportChecks:
    """Return the checks of a case, at the level of the last draw, or of the case where none was drawn."""
    draws, checks = draws_of(case.id), checks_of(case.id)
    level = draws[-1].level if draws else case.check_level
    percent = draws[-1].percent if draws and level.name == "B" else None
    planned = 0 if level.name == "B" and percent is None else sample_size(level, consignees, percent)
    return ReportChecks(level, max(planned, len(checks)), draws, checks)
