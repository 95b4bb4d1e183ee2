"""Recalls: the case from its opening to its end."""

from datetime import date
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli import recall_letters, recall_papers, recall_replies, recall_reports
from wms_tui.cli.arguments import DAY, Word, accepting_all
from wms_tui.cli.identified import identified, identifying
from wms_tui.cli.output import Answer
from wms_tui.cli.running import Act, Family, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.recall import CheckLevel, Depth, RecallClass, RecallKind, Step
from wms_tui.errors import BadInput
from wms_tui.operations.close_recall import ACCEPT_OPEN, ACCEPT_OUTSIDE, CloseRecall, close_recall
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.note_step import NOTED, NoteStep, note_step
from wms_tui.operations.open_recall import ChangeRecall, OpenRecall, change_recall, open_recall
from wms_tui.operations.recall_scope import ACCEPT_EMPTY, NarrowRecall, WidenRecall, narrow_recall, widen_recall
from wms_tui.operations.recalling import ACCEPT_TWICE, ACCEPT_WIDE, LotName
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.naming import named_lot
from wms_tui.queries.recall_figures import recall_figures
from wms_tui.queries.recalls import Recall, pulls_of, recall_clock, recalls, scope_changes, scope_of, the_recall

_QUESTIONS = {
    ACCEPT_WIDE: "Recall though it is most of what is in the house.",
    ACCEPT_TWICE: "Recall a lot that another open case has already.",
}
_QUESTIONS_OF_SCOPE = {**_QUESTIONS, ACCEPT_EMPTY: "Let the last lot leave: it was a false alarm."}
_QUESTIONS_OF_CLOSING = {
    ACCEPT_OPEN: "Close though somebody has not answered; the reason is kept.",
    ACCEPT_OUTSIDE: "Close though goods of it are in the house and not in the cage; the reason is kept.",
}
_NOTED = click.Choice([one.value for one in NOTED])


class _Class(click.ParamType):
    """A class of recall: I, II, III, or ``none`` until an authority has said it."""

    name = "I|II|III|none"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> RecallClass:
        """Read a class."""
        text = str(value).strip().upper()
        if text == "NONE":
            return RecallClass.NONE
        if text not in {"I", "II", "III"}:
            self.fail(f"{value} is none of I, II, III, none", param, ctx)
        return RecallClass(text)


def _facts(function: Any) -> Any:
    """Give a command the options that say what a case is about."""
    for option in reversed((
        click.option("--class", "recall_class", type=_Class(), help="How grave it is; none until somebody has said."),
        click.option("--kind", type=Word(RecallKind), help="What is asked of consignees; recall if left out."),
        click.option("--product", metavar="WORD", help="What the URGENT line names, such as FOOD or DRUG."),
        click.option("--hazard", metavar="TEXT", help="What can happen to whom."),
        click.option("--complaints", metavar="TEXT", help="Complaints, illness and injury known so far."),
        click.option("--authority", metavar="TEXT", help="Which authority was told, and when."),
        click.option("--depth", type=Word(Depth), help="How far down the chain it goes; consumer if left out."),
        click.option("--strategy", metavar="TEXT", help="How the public is told, and what else is done."),
        click.option("--instructions", metavar="TEXT", help="What a consignee does with the goods."),
        click.option("--check-level", type=click.Choice(list(CheckLevel)), help="How many are checked; A, all."),
        click.option("--reply-by", type=DAY, help="The day by which an answer is wanted."),
    )):  # fmt: skip
        function = option(function)
    return function


@click.group("recall", cls=Family)
def recall() -> None:
    """Recall lots, or drill it: scope, hold, trace, balance, notices, replies, report."""


def _names(lots: tuple[str, ...]) -> tuple[LotName, ...]:
    return tuple((item.code, lot.number) for item, lot in map(named_lot, lots))


def _identified(given: dict[str, Any]) -> tuple[LotName, ...]:
    """Take what names lots out of the options, and return the lots."""
    lots = dict.fromkeys(lot for named in identified(given) for lot in named.lots)
    return tuple((one.item, one.number) for one in map(lot_by_id, lots))


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """Return what was given, without what was left out."""
    said = {name: value for name, value in given.items() if value is not None}
    if "check_level" in said:
        said["check_level"] = CheckLevel(said["check_level"])
    return said


@recall.command("open")
@click.argument("recall_code", metavar="RECALL")
@click.argument("lots", metavar="ITEM:LOT...", nargs=-1)
@_facts
@click.option("--drill", is_flag=True, help="An exercise: nothing is held and no notice leaves.")
@click.option("--only-named", is_flag=True, help="Only these lots, and not what was made of them.")
@click.option("--siblings", is_flag=True, help="Also the lots that came out of the same lots as these.")
@identifying("Also")
@writes
@accepting_all(_QUESTIONS)
def open_(act: Act, recall_code: str, lots: tuple[str, ...], **given: Any) -> dict[str, Any]:
    """Open a case with the lots that are bad and, unless --only-named says otherwise, all that was made of them.

    Lots are named as ITEM:LOT, or by whatever is in hand: a supplier's lot, a receipt, a run, a pallet, a unit, an
    order, a customer. --reason says what is wrong with the goods. Nothing is held yet: wms recall hold does that in
    one act.

    Refused: no lot, no reason, a number that another case has. Asked: most of what is in the house, a lot that is in
    another open case.

    \b
    Examples:
      wms recall open R7 COCOA:S1 --class I --reason "salmonella in cocoa" --reply-by 2029-06-30
      wms recall open R8 --supplier-lot S-8841 --reason "the dairy called"
      wms recall open D2 COCOA:S1 --class II --reason "yearly drill" --drill
    """
    named = (*_names(lots), *_identified(given))
    return act.do(open_recall, OpenRecall(recall_code, named, act.reason, **_said(given)))


@recall.command("change")
@click.argument("recall_code", metavar="RECALL")
@_facts
@click.option("--hazard-reason", "new_reason", metavar="TEXT", help="What is wrong with the goods, in other words.")
@writes
def change(act: Act, recall_code: str, new_reason: str | None, **given: Any) -> dict[str, Any]:
    """Change what is known of a case, such as its class once an authority has said it.

    Refused: a closed case, a change that changes nothing.

    \b
    Example:
      wms recall change R7 --class II --reason "the authority classified it"
    """
    return act.do(change_recall, ChangeRecall(recall_code, reason=new_reason, why=act.reason, **_said(given)))


@recall.command("scope")
@click.argument("recall_code", metavar="RECALL")
@click.option(
    "--add", "added", multiple=True, metavar="ITEM:LOT", help="A lot that comes in, with what was made of it."
)
@click.option("--remove", "removed", multiple=True, metavar="ITEM:LOT", help="A lot that leaves it.")
@click.option("--remove-all", is_flag=True, help="Every lot leaves it: a false alarm.")
@click.option("--refresh", is_flag=True, help="Take in what was made of its lots since.")
@click.option("--siblings", is_flag=True, help="With what is added: the lots that came out of the same lots too.")
@identifying("Add")
@writes
@accepting_all(_QUESTIONS_OF_SCOPE)
def scope(
    act: Act, recall_code: str, added: tuple[str, ...], removed: tuple[str, ...], remove_all: bool, refresh: bool,
    siblings: bool, accept: tuple[str, ...], **given: Any,
) -> Any:  # fmt: skip
    """Show the scope of a case with its record, or let it grow or shrink, with a reason.

    Once a case is held, what comes in is held at once. What leaves is again what it was before: released only where
    you may release it and one person is enough, else on hold. Lots leave a closed case that held them as
    well; wms recall notices then tells those who were told of them.

    Refused: a lot that is not in the scope, a closed case that held nothing, no reason. Asked: the last lot.

    \b
    Examples:
      wms recall scope R7
      wms recall scope R7 --add COCOA:S2 --reason "same harvest"
      wms recall scope R7 --run B12 --reason "same line"
      wms recall scope R7 --remove DRINK:P9 --reason "tested clean, report 17"
      wms recall scope R7 --remove-all --accept-empty --reason "the laboratory mixed up samples"
    """
    coming = (*_names(added), *_identified(given))
    if siblings and not coming:
        raise click.UsageError("--siblings goes with what is added.")
    if bool(coming) + bool(removed) + remove_all + refresh > 1:
        raise BadInput("one-at-a-time", "Add, remove or refresh.", "Do one after the other.")
    if removed or remove_all:
        return act.do(narrow_recall, NarrowRecall(recall_code, _names(removed), act.reason, accept))
    if coming or refresh:
        reason = act.reason or ("made of lots in it" if refresh else "")
        return act.do(widen_recall, WidenRecall(recall_code, coming, reason, siblings, accept))
    case = the_recall(recall_code)
    found = [_scope_row(one) for one in to_json(scope_of(case.id))]
    return Answer({"recall": case.code, "lots": found, "changes": to_json(scope_changes(case.id))}, shown=found)


def _scope_row(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in ("lot_id", "entry")}


@recall.command("hold")
@click.argument("recall_code", metavar="RECALL")
@writes
@accepting_all(_QUESTIONS)
def hold(act: Act, recall_code: str, accept: tuple[str, ...]) -> Answer:
    """Stop everything in the scope in one act: every bin, every promise to an order, every pick that goes on.

    Lots that were made of these since come into the scope first. In a drill nothing changes; the clock notes it.

    Refused: a closed case.

    \b
    Example:
      wms recall hold R7
    """
    done = act.do(hold_recall, HoldRecall(recall_code, accept, act.reason))
    staged = [f"{one['quantity']} of {one['item']} {one['lot']} wait for {one['order']}." for one in done["staged"]]
    return Answer(done, shown={name: one for name, one in done.items() if name != "staged"}, notes=staged)


@recall.command("status")
@click.argument("recall_code", metavar="RECALL")
@reads
def status(recall_code: str) -> dict[str, Any]:
    """Show how far a case is: lots, consignees, answers, and what is accounted for of what was distributed.

    \b
    Example:
      wms recall status R7
    """
    case = the_recall(recall_code)
    return {"recall": case.code, "drill": case.drill, **to_json(recall_figures(case)), "minutes": _minutes(case)}


def _minutes(case: Recall) -> int:
    """Return how long the clock of a case has run, in whole minutes."""
    return int(((case.closed_at or clock.now()) - case.opened_at).total_seconds() // 60)


@recall.command("show")
@click.argument("recall_code", metavar="RECALL")
@reads
def show(recall_code: str) -> dict[str, Any]:
    """Show all that is known of a case, with its clock step by step and the lots in its scope.

    \b
    Example:
      wms recall show R7
    """
    case = the_recall(recall_code)
    facts = {name: value for name, value in to_json(case).items() if name not in ("id", "code")}
    lots = [_scope_row(one) for one in to_json(scope_of(case.id))]
    return {"recall": case.code, **facts, "clock": to_json(recall_clock(case.id)), "lots": lots}


@recall.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that go on.")
@reads
def list_(only_open: bool) -> Any:
    """Show all recalls and drills, those that go on first.

    \b
    Example:
      wms recall list --open
    """
    found = [_head(one) for one in recalls(all_of_them=not only_open)]
    return Answer(found, shown=found or "There is no recall.")


def _head(case: Recall) -> dict[str, Any]:
    opened: date = case.opened_at.astimezone().date()
    return {
        "recall": case.code, "drill": case.drill, "state": "closed" if case.closed else "open",
        "class": case.recall_class or "none", "opened_on": opened.isoformat(), "by": case.opened_by,
        "reason": case.reason,
    }  # fmt: skip


@recall.command("pulls")
@click.argument("recall_code", metavar="RECALL")
@reads
def pulls(recall_code: str) -> Any:
    """List what of the scope is in the house and not in the cage yet, in walk order.

    Of a closed case that is what is recalled still. A clerk is led from bin to bin by Pull at the terminal.

    \b
    Example:
      wms recall pulls R7
    """
    case = the_recall(recall_code)
    found = to_json(pulls_of(case))
    return Answer(found, shown=found or "Nothing is left outside the cage.")


@recall.command("checked")
@click.argument("recall_code", metavar="RECALL")
@click.option(
    "--step", type=click.Choice([one.value for one in NOTED]), required=True, help="The step that was gone through."
)
@click.option("--note", default="", metavar="TEXT", help="What there is to say, such as why a balance does not close.")
@writes
def checked(act: Act, recall_code: str, step: str, note: str) -> dict[str, Any]:
    """Note that somebody has looked through the trace or the balances of a case; its clock counts that.

    Refused: a closed case.

    \b
    Example:
      wms recall checked R7 --step balance --note "12 units lost at B2, see count CT3"
    """
    return act.do(note_step, NoteStep(recall_code, Step(step), note))


@recall.command("close")
@click.argument("recall_code", metavar="RECALL")
@writes
@accepting_all(_QUESTIONS_OF_CLOSING)
def close(act: Act, recall_code: str, accept: tuple[str, ...]) -> Answer:
    """Close a case. Its lots stay recalled: destroy what is left of them, or free them before with recall scope.

    Asked, and the reason is kept: a consignee that has not answered, goods in the house that are not in the cage.
    Pull and the alert go on until those are in the cage.

    \b
    Example:
      wms recall close R7 --reason "all goods destroyed"
    """
    done = act.do(close_recall, CloseRecall(recall_code, act.reason, accept))
    left = done["outside_cage"]
    return Answer(done, notes=[f"{left} units of its goods are in the house and not in the cage."] if left else [])


for _part in (recall_letters, recall_papers, recall_replies, recall_reports):
    for _command in _part.COMMANDS:
        recall.add_command(_command)

COMMANDS: tuple[click.Command, ...] = (recall,)
