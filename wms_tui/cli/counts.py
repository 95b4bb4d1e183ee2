"""Counts: planned, recorded, closed, resolved, approved, and how right they find the books."""

from datetime import date
from typing import Any

import click

from wms_tui.cli.arguments import COUNTING, DAY, SERIALS, Word, accepting
from wms_tui.cli.output import Answer
from wms_tui.cli.running import Act, Family, reads, writes
from wms_tui.domain.counting import By, Keep, line_code
from wms_tui.domain.frozen import to_json
from wms_tui.domain.quantity import LARGEST
from wms_tui.operations.approve_count import ApproveCount, ResolveCount, approve_count, resolve_count
from wms_tui.operations.begin_count import BeginBin, FinishBin, begin_bin, finish_bin
from wms_tui.operations.classify import Classify, classify
from wms_tui.operations.close_count import CancelCount, CloseCount, cancel_count, close_count
from wms_tui.operations.plan_count import MOST_BINS, PlanCount, plan_count
from wms_tui.operations.record_count import RecordCount, record_count
from wms_tui.operations.settling import answer_of
from wms_tui.operations.zero_check import ZeroCheck, zero_check
from wms_tui.queries.count_plans import accuracy, accuracy_by
from wms_tui.queries.counts import count_bins, count_lines, counts, looks, the_count

_WORDS = 5


@click.group("count", cls=Family)
def count() -> None:
    """Count what is in the bins while others go on working, and correct the books by it.

    A count is planned, recorded bin by bin without telling what is expected, and closed. What differs by more than
    the tolerance is counted again by somebody else; what still differs is approved by a lead who did not count it.
    """


@count.command("plan")
@click.option("--bin", "bins", multiple=True, metavar="BIN", help="This bin; may be given several times.")
@click.option("--item", default="", metavar="ITEM", help="All places that hold this item.")
@click.option("--lot", default="", metavar="LOT", help="All places that hold this lot.")
@click.option("--class", "klass", type=click.Choice(["A", "B", "C"], case_sensitive=False), help="Bins of this class.")
@click.option(
    "--bins", "number", type=click.IntRange(1, MOST_BINS), metavar="N", help="So many bins, whose turn it is."
)
@click.option(
    "--tolerance-units",
    "units",
    type=click.IntRange(0, LARGEST),
    default=0,
    metavar="N",
    help="A difference of so many units is booked without a recount; 0 if left out.",
)
@click.option("--tolerance-percent", "percent", type=click.IntRange(0, 100), default=0, metavar="P",
              help="The same in percent of what is expected; the larger counts.")  # fmt: skip
@writes
def plan(
    act: Act, bins: tuple[str, ...], item: str, lot: str, klass: str | None, number: int | None, units: int,
    percent: int,
) -> dict[str, Any]:  # fmt: skip
    """Plan a count, and say of each bin why its turn has come; without a selection, the quota of a day of work.

    Bins that something has happened to go first (reported short, not empty though the books say so, an override,
    emptied and nobody has said so), then what was never counted or is overdue by its class, then class A before B
    before C, then what was counted longest ago. The classes are made by wms count classify. Quota, calendar and days
    are settings (count_...).

    Refused: without a selection on a day off; a selection that no bin fits.

    \b
    Examples:
      wms count plan
      wms count plan --bins 10 --class A --tolerance-percent 1
      wms count plan --bin A-01-01-A --bin A-01-02-A
    """
    slip = PlanCount(bins, item, lot, klass or "", number, units, percent, act.reason)
    return act.do(plan_count, slip)


@count.command("begin")
@click.argument("count_code", metavar="COUNT")
@click.argument("bin")
@COUNTING
@writes
def begin(act: Act, count_code: str, bin: str, accept: tuple[str, ...]) -> dict[str, Any]:
    """Begin to count a bin: others are asked before they take from it or put into it.

    The bin is free again when it is done, and five minutes after the last sign of life. What moves there meanwhile
    is counted again. Refused: without --accept-counting a bin that somebody else counts.

    \b
    Example:
      wms count begin CT1 A-01-01-A
    """
    return act.do(begin_bin, BeginBin(count_code, bin, accept, act.reason))


@count.command("record")
@click.argument("words", nargs=-1, required=True, metavar="[COUNT BIN ITEM LOT] QTY")
@click.option("--line", default="", metavar="CODE", help="The bar code of a line of a count sheet, such as CT1-7.")
@SERIALS
@accepting("accept-similar", "It is a new lot, though one looks like it.")
@writes
def record(
    act: Act, words: tuple[str, ...], line: str, serials: tuple[str, ...], accept: tuple[str, ...]
) -> dict[str, Any]:
    """Record what was seen of a lot in a bin, 0 for nothing; on a line to be recounted it is the recount.

    A lot that the books do not have there, or that nobody knows, may be recorded; a new lot is put into quarantine.
    Of an item without lots the LOT is "". The books do not change by this. --at says when it was seen, as on paper.

    Refused: a recount by the badge that counted; a line that is settled; a serial twice.

    \b
    Examples:
      wms count record CT1 A-01-01-A 4711 L27001 3CS
      wms count record --line CT1-7 36
    """
    if line:
        if len(words) != 1:
            raise click.UsageError("With --line say only how many.")
        return act.do(record_count, RecordCount(words[0], line=line, serials=serials, accept=accept, reason=act.reason))
    if len(words) != _WORDS:
        raise click.UsageError("Say COUNT BIN ITEM LOT QTY, or --line CODE QTY.")
    code, bin, item, lot, quantity = words
    return act.do(record_count, RecordCount(quantity, code, bin, item, lot, "", serials, accept, act.reason))


@count.command("bin-done")
@click.argument("count_code", metavar="COUNT")
@click.argument("bin")
@accepting("accept-nothing", "Of what was not recorded there is nothing.")
@writes
def bin_done(act: Act, count_code: str, bin: str, accept: tuple[str, ...]) -> dict[str, Any]:
    """Say that a bin is counted. Of what the books have there and nobody recorded, nothing is there.

    Refused: without --accept-nothing, where there is such a lot.

    \b
    Example:
      wms count bin-done CT1 A-01-01-A --accept-nothing
    """
    return act.do(finish_bin, FinishBin(count_code, bin, accept, act.reason))


@count.command("close")
@click.argument("count_code", metavar="COUNT")
@writes
def close(act: Act, count_code: str) -> Answer:
    """Close a count as far as it goes: book what is within tolerance, and say what still needs a person.

    It may be repeated. A line is "agreed", to be counted again ("recount"), to be approved ("approve"), "posted", or
    "moved" where goods came or went since it was counted. A count that has nothing left to do is closed for good.
    "as_move" names what is missing in one bin and extra in another.

    \b
    Example:
      wms count close CT1
    """
    return _settled(act.do(close_count, CloseCount(count_code, act.reason)))


@count.command("approve")
@click.argument("count_code", metavar="COUNT")
@click.option("--as-move", is_flag=True, help="What is missing in one bin and extra in another was carried: move it.")
@writes
def approve(act: Act, count_code: str, as_move: bool) -> Answer:
    """Book every difference that waits for approval, in one entry; --reason is miscount if left out.

    A line whose goods moved since is not booked but becomes "moved"; one that would leave less than is kept for
    orders is named and stays, and the others are booked.

    Refused: where nothing waits; by a badge that counted one of the lines.

    \b
    Examples:
      wms --as LEAD count approve CT1
      wms --as LEAD count approve CT1 --as-move --reason misplaced
    """
    return _settled(act.do(approve_count, ApproveCount(count_code, as_move, act.reason)))


@count.command("resolve")
@click.argument("count_code", metavar="COUNT")
@click.argument("bin")
@click.argument("item")
@click.argument("lot")
@click.option("--keep", type=Word(Keep), required=True, help="What counts.")
@writes
def resolve(act: Act, count_code: str, bin: str, item: str, lot: str, keep: Keep) -> Answer:
    """Decide what counts on a line whose goods moved: the count, its difference, or the count and the moves since.

    "counted": there are as many as were counted. "difference": the difference seen then is booked on what the books
    say today. "replay": what was counted, and every move that happened after it.

    Refused: a line that did not move; a change beyond the tolerance by the badge that counted it.

    \b
    Example:
      wms --as LEAD count resolve CT1 A-01-01-A 4711 L27001 --keep replay
    """
    return _settled(act.do(resolve_count, ResolveCount(count_code, bin, item, lot, keep, act.reason)))


def _settled(done: dict[str, Any]) -> Answer:
    """Return what an act says of all lines, under the names of the command line."""
    moves = [{**one, "from": one["source"], "to": one["target"]} for one in done.get("as_move", [])]
    for one in moves:
        del one["source"], one["target"]
    value = {**done, "as_move": moves}
    notes = [f"{one['bin']} {one['item']} {one['lot']}: {one['message']}" for one in done.get("refused", [])]
    return Answer(value, notes=notes)


@count.command("cancel")
@click.argument("count_code", metavar="COUNT")
@writes
def cancel(act: Act, count_code: str) -> dict[str, Any]:
    """Give up a count: nothing more of it is booked, and its bins are free; what it has booked stays.

    Refused: a count that is closed.

    \b
    Example:
      wms count cancel CT1 --reason "planned twice"
    """
    return act.do(cancel_count, CancelCount(count_code, act.reason))


@count.command("list")
@click.option("--all", "all_of_them", is_flag=True, help="Also those that are closed or cancelled, the latest first.")
@reads
def show_list(all_of_them: bool) -> Answer:
    """Show the counts that go on: how many bins are counted, and how many lines need a person.

    \b
    Example:
      wms count list
    """
    return Answer(counts(all_of_them=all_of_them))


@count.command("show")
@click.argument("count_code", metavar="COUNT")
@reads
def show(count_code: str) -> dict[str, Any]:
    """Show a count: its bins with why and how far, its lines with every look at them.

    What was expected is shown here: it is for who approves, not for who counts.

    \b
    Example:
      wms count show CT1
    """
    head = the_count(count_code)
    lines = [
        {**to_json(answer_of(one)), "code": line_code(head.code, one.number),
         "looks": [to_json(look) for look in looks(one.id)]}
        for one in count_lines(head.id)
    ]  # fmt: skip
    bins = [{"bin": one.bin, "state": one.state, "why": one.why, "by": one.counted_by} for one in count_bins(head.id)]
    return {
        "count": head.code, "state": head.state, "opened_at": to_json(head.opened_at), "opened_by": head.opened_by,
        "tolerance_units": head.tolerance.units, "tolerance_percent": head.tolerance.percent,
        "bins": bins, "lines": lines,
    }  # fmt: skip


@count.command("accuracy")
@click.option("--since", type=DAY, help="Only what was counted on this day or later.")
@click.option("--by", type=Word(By), help="Also told by class, zone, counter or week.")
@reads
def show_accuracy(since: date | None, by: By | None) -> dict[str, Any]:
    """Show how right the books were: lines within tolerance at the first look, of all lines that were looked at.

    Too much is never set off against too little. "gross" adds up all differences, "net" lets them cancel out.

    \b
    Examples:
      wms count accuracy
      wms count accuracy --since 2026-01-01 --by zone
    """
    total = to_json(accuracy(since))
    del total["key"]
    if by is None:
        return total
    parts = [to_json(one) for one in accuracy_by(by, since)]
    return {**total, "by": [{by.value: one.pop("key"), **one} for one in parts]}


@count.command("classify")
@writes
def make_classes(act: Act) -> dict[str, Any]:
    """Put every item into class A, B or C by how many lines of it were picked lately.

    Items that make up the first 80 percent of lines are A, up to 95 percent B, the rest C: settings
    count_a_percent, count_b_percent, and count_window for the days.

    \b
    Example:
      wms count classify
    """
    return act.do(classify, Classify(act.reason))


@count.command("zero-check")
@click.argument("bin")
@click.argument("answer", type=click.Choice(["empty", "not-empty"]))
@writes
def check_zero(act: Act, bin: str, answer: str) -> dict[str, Any]:
    """Say whether a bin that is empty by the books is empty; if it is not, it is counted before its turn.

    Refused: a bin in which the books have goods.

    \b
    Example:
      wms count zero-check A-01-01-A not-empty
    """
    return act.do(zero_check, ZeroCheck(bin, answer == "empty", act.reason))


COMMANDS: tuple[click.Command, ...] = (count,)
