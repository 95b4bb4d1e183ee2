"""Report on a recall: the figures of this moment, numbered and kept (21 CFR 7.53, 7.55; a drill's certificate)."""

import hashlib
import json
from dataclasses import dataclass, fields

from wms_tui.domain.fields import lines_of_text
from wms_tui.domain.frozen import to_json
from wms_tui.domain.recall import ReportKind, Step
from wms_tui.domain.recall_reports import NOTHING_ADDED, CaseReport, Told, unexplained
from wms_tui.errors import BadInput, NotFound, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.recall_reports import Making, case_report
from wms_tui.queries.recalls import Recall, the_recall
from wms_tui.storage.recall_rows import add_recall_entry
from wms_tui.storage.reply_rows import add_report

_NEEDED = {
    "disposition": "what became of the goods",
    "root_cause": "what caused it",
    "corrective_action": "what is done so that it does not come again",
}
"""What a termination report cannot be without."""


@dataclass(frozen=True, slots=True)
class ReportRecall:
    """A case, what kind of report is made of it, and what a person adds."""

    recall: str
    kind: ReportKind | None = None
    """None for a status report, and of a drill for its certificate."""
    told: Told = NOTHING_ADDED
    explanations: tuple[tuple[str, str], ...] = ()
    """(consignee, why no answer came, or where the rest is)."""
    reason: str = ""


@dataclass(frozen=True)
class ReportMade(Done):
    """Which report it is, what it says in short, and the hash of all it says, which the seals cover."""

    recall: str
    number: int
    kind: ReportKind
    drill: bool
    percent: float
    replied: int
    consignees: int
    sha256: str
    passed: bool | None = None
    """Of a certificate: whether the targets are met."""


@operation("report-recall")
def report_recall(slip: ReportRecall, deed: Deed) -> ReportMade:
    """Make a report of a case, open or closed, and keep it as it is: later ones have later numbers.

    A termination report needs every reply, or why there is none; what became of the goods; cause and action.

    Raises:
        NotFound: ``unknown-recall``; ``no-consignee`` for an explanation of somebody who got nothing.
        BadInput: ``text-needed``, ``bad-text``.
        Refused: ``not-a-drill``; ``replies-open``, ``checks-open`` for a termination report.
    """
    case = the_recall(slip.recall)
    kind = slip.kind or (ReportKind.DRILL if case.drill else ReportKind.STATUS)
    if kind is ReportKind.DRILL and not case.drill:
        raise Refused("not-a-drill", f"{case.code} is no drill.", "Make a status report.")
    explanations = {customer.casefold(): lines_of_text(why) for customer, why in slip.explanations}
    report = case_report(case, Making(kind, deed.by, deed.at, _clean(slip.told), explanations))
    _check_explanations(case, report, explanations)
    if kind is ReportKind.TERMINATION:
        _check_end(report)
    deed.post(reference=case.code, reason=slip.reason)
    add_recall_entry(deed.entry, case.id, Step.REPORT)
    content = json.dumps(to_json(report), ensure_ascii=False, separators=(",", ":"))
    add_report(case.id, report.number, kind, deed.entry, content)
    return ReportMade(
        recall=case.code, number=report.number, kind=kind, drill=case.drill, percent=report.totals.percent,
        replied=report.totals.replied, consignees=report.totals.consignees,
        sha256=hashlib.sha256(content.encode()).hexdigest(), passed=report.score.passed if report.score else None,
    )  # fmt: skip


def _clean(told: Told) -> Told:
    """Return what was added, in lines that can be printed."""
    texts = {field.name: lines_of_text(getattr(told, field.name)) for field in fields(told) if field.name in _TEXTS}
    return Told(**texts, expected_end=told.expected_end)


_TEXTS = ("disposition", "root_cause", "corrective_action", "problems")


def _check_explanations(case: Recall, report: CaseReport, explanations: dict[str, str]) -> None:
    known = {one.customer.casefold() for one in report.consignees}
    strange = next((one for one in explanations if one not in known), None)
    if strange is not None:
        raise NotFound("no-consignee", f"{strange.upper()} got nothing of {case.code}.", "See wms recall replies.")


def _check_end(report: CaseReport) -> None:
    """Refuse to end a case of which something is not told (21 CFR 7.55)."""
    for name, what in _NEEDED.items():
        if not getattr(report.told, name):
            raise BadInput("text-needed", f"It is not said {what}.", f"Say it: --{name.replace('_', '-')}.")
    silent = unexplained(report.consignees)
    if silent:
        names = ", ".join(silent[:3]) + (f" and {len(silent) - 3} more" if len(silent) > 3 else "")
        raise Refused("replies-open", f"No answer for every lot from {names}.", "Say why: --explain CUSTOMER=TEXT.")
    undone = [one.customer for one in report.checks.checks if one.done_at is None]
    if undone:
        raise Refused("checks-open", f"Nobody has checked {', '.join(undone[:3])}.", "Note what a check found first.")
