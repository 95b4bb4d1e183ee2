"""Reports of a recall, and drills: commands of ``wms recall``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.arguments import DAY, NUMBER, Word
from wms_tui.cli.output import Answer
from wms_tui.cli.papers import PAPERS, write_paper
from wms_tui.cli.running import Act, Command, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.recall import ReportKind
from wms_tui.domain.recall_reports import Told
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.report_recall import ReportRecall, report_recall
from wms_tui.operations.seal import seal_now
from wms_tui.queries.drills import drills, next_drill, score_of
from wms_tui.queries.recall_reports import reports_of, the_report
from wms_tui.queries.recalls import the_recall

_LAYOUTS = {ReportKind.DRILL: "drill_certificate"}


@click.command("report", cls=Command)
@click.argument("recall_code", metavar="RECALL")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), help="The file to write; none is no paper.")
@click.option("--kind", type=Word(ReportKind), help="status, termination or drill; what fits the case if left out.")
@click.option("--number", type=NUMBER, metavar="N", help="Print this report again as it was made, and make none.")
@click.option("--disposition", default="", metavar="TEXT", help="What became of the goods: how, witness, date.")
@click.option("--root-cause", default="", metavar="TEXT", help="What caused it.")
@click.option("--corrective-action", default="", metavar="TEXT", help="What is done so that it does not come again.")
@click.option("--problems", default="", metavar="TEXT", help="What stands in the way.")
@click.option("--expected-end", type=DAY, help="When it is expected to be over.")
@click.option("--explain", "explained", multiple=True, metavar="CUSTOMER=TEXT", help="Why no answer came from them.")
@click.option("--paper", type=PAPERS, help="The paper it is made for; that of the house if left out.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@writes
def report(
    act: Act, recall_code: str, file: Path | None, kind: ReportKind | None, number: int | None,
    explained: tuple[str, ...], expected_end: date | None, paper: str | None, force: bool, **texts: str,
) -> dict[str, Any]:  # fmt: skip
    """Make a report of a case, number it and keep it: status (21 CFR 7.53), termination (7.55), a drill's certificate.

    What is kept never changes: --number prints it again, the same to the byte.

    Refused: a termination report without disposition, root cause and corrective action, or while an answer is missing
    that --explain says nothing of; a certificate of what is no drill; a file that is there.

    \b
    Examples:
      wms recall report R7 -o status.pdf --expected-end 2027-01-15
      wms recall report R7 --number 1 -o status-again.pdf
      wms recall report R7 --kind termination --disposition "burnt" --root-cause "film" --corrective-action "scanner"
      wms recall report D2 -o certificate.pdf
    """
    _refuse_file(file, force=force)
    if number is None:
        seal_now()
        slip = ReportRecall(
            recall_code, kind, Told(**texts, expected_end=expected_end), tuple(map(_explained, explained)), act.reason
        )
        done = act.do(report_recall, slip)
        number = int(done["number"])
    else:
        case = the_recall(recall_code)
        the_report(case, number)
        done = {"recall": case.code, "number": number}
    if file is None:
        return done
    document = the_report(the_recall(recall_code), number)
    layout = _LAYOUTS.get(document.kind, "recall_report")
    return {**done, "kind": document.kind.value, **write_paper(layout, document, file, paper, force)}


def _refuse_file(file: Path | None, *, force: bool) -> None:
    """Refuse a file that is there before the report gets its number."""
    if file is not None and file.exists() and not force:
        raise Refused("file-exists", f"{file.name} exists already.", "Another name, or --force.")


def _explained(text: str) -> tuple[str, str]:
    customer, equals, why = text.partition("=")
    if not (equals and customer.strip() and why.strip()):
        raise BadInput("bad-explanation", f"{text[:40]} explains nobody.", "Write it as CUSTOMER=TEXT.")
    return customer.strip(), why.strip()


@click.command("reports", cls=Command)
@click.argument("recall_code", metavar="RECALL")
@reads
def reports(recall_code: str) -> Answer:
    """List the reports of a case that were made and are kept.

    \b
    Example:
      wms recall reports R7
    """
    found = to_json(reports_of(the_recall(recall_code).id))
    return Answer(found, shown=found or "There is no report yet.")


@click.command("drills", cls=Command)
@reads
def drills_() -> Answer:
    """Show the drills that were held, the latest first: minutes, percent found, answers, and whether they passed.

    \b
    Example:
      wms recall drills
    """
    found: list[dict[str, Any]] = []
    for case in drills():
        score = score_of(case)
        found.append({
            "recall": case.code, "opened_on": case.opened_at.astimezone().date().isoformat(), "by": case.opened_by,
            "state": "closed" if case.closed else "open", "minutes": score.minutes,
            "target_minutes": score.target.minutes, "found_percent": score.found_percent,
            "target_percent": [score.target.lowest, score.target.highest], "consignees": score.consignees,
            "replied": score.replied, "stale_contacts": list(score.stale_contacts),
            # A drill that goes on has neither passed nor failed.
            "passed": score.passed if case.closed else None,
            "gaps": list(score.gaps),
            "steps": [{"step": one.step, "minutes": one.minutes, "by": list(one.by)} for one in score.steps],
        })  # fmt: skip
    shown = [{name: value for name, value in one.items() if name not in ("steps", "gaps")} for one in found]
    due = next_drill(clock.now())
    notes = [f"The next drill is due on {due}."] if due else []
    return Answer(found, shown=shown or "No drill was held yet.", notes=notes)


COMMANDS: tuple[click.Command, ...] = (report, reports, drills_)
