"""The certificate of a drill, for an auditor: when, who, how long each step took, what was found, and the gaps."""

from collections.abc import Iterator

from reports.page import A4, Heading, Paper, Rendered, body, printed
from reports.recall_report import TEST, class_words, moment, signatures, stamp_test
from reports.sections import Piece, fact, paragraph, render_sections, rows, space, title
from reports.table import Column
from wms_tui.domain.drills import DrillScore
from wms_tui.domain.recall_reports import CaseReport

_STEPS = (
    Column("step", 18, size=10, bold=True),
    Column("first act", 22, size=9),
    Column("last act", 22, size=9),
    Column("acts", 8, size=9, align="right"),
    Column("minutes", 12, size=10, bold=True, align="right"),
    Column("by", 30, size=9),
)
_LOTS = (
    Column("item", 30, size=9),
    Column("lot", 24, size=9, bold=True),
    Column("came", 14, size=9, align="right"),
    Column("accounted for", 14, size=9, align="right"),
    Column("gap", 10, size=10, bold=True, align="right"),
    Column("unit", 8, size=8),
)


def render(document: CaseReport, paper: Paper = A4) -> Rendered:
    """Return the certificate of a drill as a PDF.

    Raises:
        RuntimeError: for a report without a score.
    """
    score = document.score
    if score is None:
        raise RuntimeError("a certificate needs the score of a drill")
    heading = Heading(
        title="RECALL DRILL CERTIFICATE",
        house=document.firm.name,
        subject=document.recall,
        printed=printed(document.made_at, document.made_by),
        partner=verdict(score),
        facts=(
            ("started", moment(score.started_at)),
            ("minutes", f"{score.minutes:g}"),
            ("found", f"{score.found_percent:g} %"),
        ),
        warning=TEST,
        seal=document.seal,
    )
    return render_sections(paper, heading, _pieces(document, score, body(paper).width), over=stamp_test)


def verdict(score: DrillScore) -> str:
    """Return whether the targets are met, in words."""
    if score.passed:
        return "PASSED: in time, and all that the house asks for was found"
    missed = [] if score.complete else ["a step was left out"]
    missed += [] if score.in_time else ["it took too long"]
    missed += [] if score.found_enough else ["what was found is outside the bounds"]
    return f"NOT PASSED: {' and '.join(missed)}"


def _pieces(one: CaseReport, score: DrillScore, across: float) -> Iterator[Piece]:
    target = score.target
    yield title("The drill")
    yield from fact("what was tested", one.reason, across)
    yield from fact("class, depth", f"{class_words(one.recall_class)}, to {one.depth.value} level", across)
    yield from fact("from, to", f"{moment(score.started_at)} to {moment(score.ended_at)}", across)
    yield from fact("who", ", ".join(dict.fromkeys(who for step in score.steps for who in step.by)), across)
    yield space(8)
    yield title("Score against the targets of the house")
    yield from fact("time", f"{score.minutes:g} minutes; target {target.minutes}: {_met(score.in_time)}", across)
    bounds = f"{target.lowest:g} to {target.highest:g} %"
    yield from fact("found", f"{score.found_percent:g} %; target {bounds}: {_met(score.found_enough)}", across)
    steps = "all that a drill needs were done" if score.complete else f"{', '.join(score.skipped)} left out"
    yield from fact("steps", f"{steps}: {_met(score.complete)}", across)
    yield from fact("consignees", f"{score.consignees}; letters made for {score.written}", across)
    yield from fact("replies", f"{score.replied} of {score.consignees}", across)
    yield from fact("recovered", f"{one.totals.share} of {one.totals.distributed} distributed units", across)
    yield from fact("stale contacts", ", ".join(score.stale_contacts) or "none", across)
    yield space(8)
    yield title("Time per step: what went by before each act, since the act before it")
    yield from rows(_STEPS, [
        (step.step.value, moment(step.first_at), moment(step.last_at), str(step.acts), f"{step.minutes:g}",
         ", ".join(step.by))
        for step in score.steps
    ])  # fmt: skip
    yield space(8)
    yield title("Mass balance of the lots in scope")
    yield from rows(_LOTS, [
        (lot.item, lot.lot or "-", str(lot.came), str(lot.accounted), f"{lot.gap:+d}" if lot.gap else "0", lot.unit)
        for lot in score.lots
    ])  # fmt: skip
    yield space(8)
    yield title("Gaps")
    for gap in score.gaps or ("None.",):
        yield from paragraph(f"- {gap}" if score.gaps else gap, across, size=10)
    yield space(8)
    yield from fact("corrective action", one.told.corrective_action, across)
    yield from fact("head of the chain", one.seal, across)
    yield space(10)
    yield from signatures(across)


def _met(yes: bool) -> str:
    return "met" if yes else "NOT MET"
