"""Quality: inspection plans, what was found of lots, verdicts, certificates, retests, and the trend."""

import importlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.arguments import DAY, Word, accepting
from wms_tui.cli.output import Answer
from wms_tui.cli.running import Act, Family, command, reads, writes
from wms_tui.domain.codes import excerpt
from wms_tui.domain.dates import month_start
from wms_tui.domain.frozen import to_json
from wms_tui.domain.inspection import MOST_SAMPLE, Taken, Verdict, limits
from wms_tui.domain.types import Role
from wms_tui.errors import BadInput
from wms_tui.operations.certify import AddCertificate, add_certificate
from wms_tui.operations.inspect import LARGEST_PAPER, Inspect, Judge, Paper, inspect, judge
from wms_tui.operations.plan_tests import (
    MAY_BE_CLEARED,
    AddTest,
    ChangeTest,
    RemoveTest,
    add_test,
    change_test,
    remove_test,
)
from wms_tui.operations.retest import Retest, retest
from wms_tui.queries import quality as questions
from wms_tui.queries.certificates import certificate_content, certificates_of
from wms_tui.queries.inspections import inspections_of, plan_of
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.partners import the_partner

PAGE = 1000
MOST_MONTHS = 1200
_LIMITS = (
    click.option("--unit", metavar="UNIT", help="The unit of its values, such as % or mm."),
    click.option("--low", metavar="NUMBER", help="The lowest value that is right; a value at the limit is within."),
    click.option("--high", metavar="NUMBER", help="The highest value that is right."),
    click.option("--word", "words", multiple=True, metavar="TEXT", help="A right answer in words; once for each."),
    click.option("--sample", type=click.IntRange(0, MOST_SAMPLE), metavar="N", help="How many units to test."),
)


def _limits(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what may be said of a test."""
    for option in reversed(_LIMITS):
        function = option(function)
    return function


@click.group("inspection", cls=Family)
def inspection() -> None:
    """Plan what is tested of an item, and show what was found of a lot."""


@inspection.group("plan", cls=Family)
def plan() -> None:
    """Plan what is tested of every lot of an item."""


@plan.command("add")
@click.argument("item")
@click.argument("test")
@_limits
@writes
def plan_add(act: Act, item: str, test: str, **given: Any) -> dict[str, Any]:
    """Add a test to the plan of an item: with limits, with right words, or for any answer.

    Numbers are exact; a comma is a decimal point. Refused: a test that the item has already, limits that are
    swapped, limits beside words.

    \b
    Examples:
      wms inspection plan add 4711 fat --unit % --low 3.5 --high 3.8 --sample 3
      wms inspection plan add 4711 smell --word fresh --word neutral
    """
    said = {name: value for name, value in given.items() if value is not None}
    return act.do(add_test, AddTest(item, test, **said, reason=act.reason))


@plan.command("change")
@click.argument("item")
@click.argument("test")
@click.option("--name", metavar="TEST", help="Its new name.")
@_limits
@click.option("--clear", multiple=True, type=click.Choice(MAY_BE_CLEARED), help="Take it away; once for each.")
@writes
def plan_change(act: Act, item: str, test: str, **given: Any) -> dict[str, Any]:
    """Change a test of an item; what is left out stays, and what was found before keeps the limits of its day.

    Refused: a test that the item does not have, a name that another one has, limits that are swapped.

    \b
    Examples:
      wms inspection plan change 4711 fat --high 3.9
      wms inspection plan change 4711 fat --clear low
    """
    return act.do(change_test, ChangeTest(item, test, **given, reason=act.reason))


@plan.command("remove")
@click.argument("item")
@click.argument("test")
@writes
def plan_remove(act: Act, item: str, test: str) -> dict[str, Any]:
    """Take a test out of the plan of an item; what it gave before stays.

    Refused: a test that the item does not have.

    \b
    Example:
      wms inspection plan remove 4711 smell
    """
    return act.do(remove_test, RemoveTest(item, test, act.reason))


@plan.command("list")
@click.argument("item")
@reads
def plan_list(item: str) -> list[dict[str, Any]]:
    """Show what is tested of an item, in the order of the plan.

    Refused: an item that there is not.

    \b
    Example:
      wms inspection plan list 4711
    """
    return [
        {
            "test": one.name, "unit": one.unit, "low": one.low, "high": one.high, "words": list(one.words),
            "sample": one.sample, "limits": limits(one),
        }
        for one in plan_of(the_item(item).id)
    ]  # fmt: skip


@inspection.command("list")
@click.argument("item")
@click.argument("lot")
@reads
def inspection_list(item: str, lot: str) -> Answer:
    """Show every look at a lot: who, when, each value with the limits of that day, and the verdicts.

    Refused: a lot that there is not.

    \b
    Example:
      wms inspection list 4711 L27001
    """
    found = to_json(inspections_of(the_lot(the_item(item), lot).id))
    return Answer(found, shown=[_in_words(one) for one in found])


@command("inspect")
@click.argument("item")
@click.argument("lot")
@click.argument("results", nargs=-1, metavar="[TEST=VALUE]...")
@click.option("--certificate", "file", type=click.Path(path_type=Path), metavar="FILE", help="A paper to be kept.")
@click.option("--verdict", type=Word(Verdict), help="pass releases the lot, fail rejects it.")
@click.option("--note", default="", metavar="TEXT", help="What else was seen.")
@accepting("accept-tests", "Let it pass though a test is not right, or was not done.")
@writes
def inspect_lot(
    act: Act, item: str, lot: str, results: tuple[str, ...], file: Path | None, verdict: Verdict | None, note: str,
    accept: tuple[str, ...],
) -> Answer:  # fmt: skip
    """Record what tests gave of a lot, and with --verdict what quality thinks of it.

    A pass releases the lot from quarantine or hold; a fail rejects it, and what was kept of it for orders is given
    up. What was recorded without a verdict counts for a later one; of a test that was done again, the last look.
    A test that takes several samples may be given several times. Results are final.

    An item without a plan takes any test, and says of none whether it is within.

    Refused: a test that the plan of the item does not have, words for a number; a pass of a lot that is expired,
    rejected or recalled; without --accept-tests a pass with a test that is outside its limits or was not done.

    \b
    Examples:
      wms inspect 4711 L27001 fat=3.6 smell=fresh
      wms inspect 4711 L27001 --verdict pass --certificate analysis.pdf
      wms inspect 4711 L27001 fat=3.1 --verdict fail --note "watered"
    """
    found = Inspect(item, lot, tuple(map(_taken, results)), note, read_paper(file) if file else None, act.reason)
    done = act.do(inspect, found) if verdict is None else act.do(judge, Judge(found, verdict, accept))
    return Answer(done, shown=_in_words(done))


def _in_words(found: dict[str, Any]) -> dict[str, Any]:
    """Return what was found as people read it: a value outside its limits catches the eye."""
    words = {True: "yes", False: "OUTSIDE", None: ""}
    return {**found, "results": [{**one, "within": words[one["within"]]} for one in found["results"]]}


def _taken(word: str) -> Taken:
    """Return the test and the value of ``fat=3.6``.

    Raises:
        BadInput: ``bad-value``.
    """
    test, sign, value = word.partition("=")
    if not sign or not test.strip() or not value.strip():
        raise BadInput("bad-value", f"{excerpt(word)} is no result.", "Write TEST=VALUE, such as fat=3.6.")
    return Taken(test.strip(), value.strip())


def read_paper(path: Path) -> Paper:
    """Return a file as a paper; no more of it is read than shows that it is too large."""
    with path.open("rb") as file:
        return Paper(path.name, file.read(LARGEST_PAPER + 1))


@click.group("certificate", cls=Family)
def certificate() -> None:
    """Keep papers about lots, and give them back byte by byte."""


@certificate.command("add")
@click.argument("item")
@click.argument("lot")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@writes
def certificate_add(act: Act, item: str, lot: str, file: Path) -> dict[str, Any]:
    """Keep a paper about a lot, whole and for good, with its SHA-256.

    Refused: an empty file, one larger than 20 MB.

    \b
    Example:
      wms certificate add 4711 L27001 analysis.pdf
    """
    return act.do(add_certificate, AddCertificate(item, lot, read_paper(file), act.reason))


@certificate.command("list")
@click.argument("item")
@click.argument("lot")
@reads
def certificate_list(item: str, lot: str) -> list[dict[str, Any]]:
    """Show the papers of a lot by number.

    \b
    Example:
      wms certificate list 4711 L27001
    """
    return to_json(certificates_of(the_lot(the_item(item), lot).id))


@certificate.command("read")
@click.argument("item")
@click.argument("lot")
@click.argument("number", type=click.IntRange(1), metavar="N")
@click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@reads
def certificate_read(item: str, lot: str, number: int, file: Path, force: bool) -> dict[str, Any]:
    """Write a paper of a lot to a file, after its SHA-256 was checked.

    Refused: a number that the lot does not have, a paper that is not what it was when it came
    (certificate-damaged), a file that is there without --force.

    \b
    Example:
      wms certificate read 4711 L27001 1 -o analysis-copy.pdf
    """
    name, content = certificate_content(the_lot(the_item(item), lot).id, number)
    importlib.import_module("reports.files").write(file, content, force=force)
    return {"file": str(file), "name": name, "size": len(content)}


@command("retest")
@click.argument("item")
@click.argument("lot")
@click.option("--expires", "expires_on", type=DAY, required=True, help="Its last day of use by what was found.")
@accepting("accept-date", "The odd date is right.")
@writes
def retest_lot(act: Act, item: str, lot: str, expires_on: date, accept: tuple[str, ...]) -> dict[str, Any]:
    """Set the expiry of a lot anew, longer or shorter; it needs a --reason.

    Removal, alert and best-before dates move by the same days. The old dates are kept: wms lot show names them.
    What is kept of the lot for orders is given up where it does not keep long enough for them any more. The status
    stays. Another retest takes it back.

    Refused: the date it has; without --accept-date a day before it was made or in another century.

    \b
    Example:
      wms retest 4711 L27001 --expires 2029-12-31 --reason "retest R-17"
    """
    return act.do(retest, Retest(item, lot, expires_on, act.reason, accept))


@click.group("quality", cls=Family)
def quality() -> None:
    """Show what waits for a verdict, and how much of what came was not right."""


@quality.command("trend")
@click.option("--months", type=click.IntRange(1, MOST_MONTHS), default=12, metavar="N", help="So many; 12 if left out.")
@click.option("--item", metavar="ITEM", help="Of one item.")
@click.option("--supplier", metavar="SUPPLIER", help="Of one supplier.")
@reads
def trend(months: int, item: str | None, supplier: str | None) -> Answer:
    """Show by month, item and supplier how many lots came, were inspected, failed and were held.

    percent is of the lots that came those that failed or were held, each once. This month is the last of N.

    \b
    Examples:
      wms quality trend
      wms quality trend --months 3 --supplier NORDIC
    """
    found = questions.trend(
        month_start(clock.today(), months - 1),
        the_item(item).id if item else None,
        the_partner(supplier, Role.SUPPLIER).id if supplier else None,
    )
    return Answer(found, columns=("month", "item", "received", "inspected", "failed", "held", "percent"))


@quality.command("waiting")
@reads
def waiting() -> list[dict[str, Any]]:
    """Show the lots in the house that are in quarantine or on hold, since when and why, the oldest first.

    \b
    Example:
      wms quality waiting
    """
    today = clock.today()
    found: list[dict[str, Any]] = []
    page = questions.waiting(limit=PAGE)
    while page:
        found += [{**to_json(one), "days": (today - one.since.astimezone().date()).days} for _, one in page]
        page = questions.waiting(beside=page[-1][0], limit=PAGE)
    return found


COMMANDS: tuple[click.Command, ...] = (inspection, inspect_lot, certificate, retest_lot, quality)
