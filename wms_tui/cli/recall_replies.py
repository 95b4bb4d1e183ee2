"""What consignees answer to a recall, who is reminded, whether it worked, and drills: commands of ``wms recall``."""

import importlib
import re
from pathlib import Path
from typing import Any

import click

from wms_tui.cli.arguments import DAYS, NUMBER, Word, accepting_all
from wms_tui.cli.output import Answer
from wms_tui.cli.running import Act, Command, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.recall import CheckLevel
from wms_tui.errors import BadInput
from wms_tui.operations.book_reply import LATE, OVER, BookReply, LotAnswer, book_reply
from wms_tui.operations.draw_checks import DrawChecks, draw_checks
from wms_tui.operations.note_check import Method, NoteCheck, note_check
from wms_tui.operations.remind import METHODS, Remind, remind
from wms_tui.queries.checks import checks_of, draws_of
from wms_tui.queries.recalls import the_recall
from wms_tui.queries.replies import replies_of

_ODD = re.compile(r"[^A-Za-z0-9._-]+")
"""What a code may have and a file name must not."""
_QUANTITIES = {
    "on_hand": "Still there, held.",
    "returned": "Sent back to us.",
    "destroyed": "Destroyed there.",
    "used": "Used up, or eaten.",
    "sold_on": "Sold on, so out of their hands.",
    "not_located": "Cannot be found.",
}


def _quantities(function: Any) -> Any:
    """Give a command an option for each figure of a reply."""
    for name, explained in reversed(_QUANTITIES.items()):
        function = click.option(
            f"--{name.replace('_', '-')}", name, metavar="QTY", help=explained
        )(function)  # fmt: skip
    return function


@click.command("reply", cls=Command)
@click.argument("words", metavar="RECALL CUSTOMER ITEM:LOT", nargs=-1, required=True)
@_quantities
@click.option("--received", metavar="QTY", help="How much they say they got, where they say so.")
@click.option("--sub-notified", type=NUMBER, default=0, metavar="N", help="How many of their customers they told.")
@click.option("--person", default="", metavar="NAME", help="Who answered.")
@click.option("--note", default="", metavar="TEXT", help="What else they say.")
@writes
@accepting_all(
    {
        OVER: "It is more than was shipped, and they stand by it.",
        LATE: "Keep it though the case is closed; its reports stay as they are.",
    }
)
def reply(act: Act, words: tuple[str, ...], person: str, note: str, sub_notified: int, accept: tuple[str, ...],
          **said: str | None) -> dict[str, Any]:  # fmt: skip
    """Book what a consignee says of a lot; the last answer counts. Case and consignee, or the code of their form.

    Each unit is said once: what they hold is on hand, until it has come back. What comes back is booked by wms return
    as well, and the report compares the two.

    Refused: a lot they were never shipped, a closed drill, no figure at all.
    Asked: more than was shipped, a closed case.

    \b
    Examples:
      wms recall reply R7 SHOP MILK:L1 --returned 24 --used 12 --person "Ms Lee"
      wms recall reply RN-R7-1-3 MILK:L1 --on-hand 2CS
    """
    figures = {name: figure for name, figure in said.items() if figure is not None}
    if not figures.keys() - {"received"}:
        raise click.UsageError("Say where the goods are: --on-hand 0 where none is left and nothing is known of them.")
    answer = LotAnswer(words[-1], **figures)
    match words:
        case recall, customer, _:
            slip = BookReply(recall, customer, (answer,), "", sub_notified, person, note, act.reason, accept)
        case code, _:
            slip = BookReply("", "", (answer,), code, sub_notified, person, note, act.reason, accept)
        case _:
            raise click.UsageError("Name RECALL CUSTOMER ITEM:LOT, or the code of the form and ITEM:LOT.")
    return act.do(book_reply, slip)


@click.command("replies", cls=Command)
@click.argument("recall_code", metavar="RECALL")
@click.option("--open", "only_open", is_flag=True, help="Only what no answer came for.")
@reads
def replies(recall_code: str, only_open: bool) -> Answer:
    """Show every lot at every consignee: delivered, what they say of it, what came back, and what is open.

    \b
    Examples:
      wms recall replies R7
      wms recall replies R7 --open
    """
    found = [one for one in replies_of(the_recall(recall_code).id) if not (only_open and one.replied_at)]
    value = [
        {
            "customer": one.customer, "name": one.name, "item": one.item, "lot": one.lot, "delivered": one.delivered,
            "received": one.received,
            **to_json(one.said), "came_back": one.came_back, "accounted": one.accounted, "open": one.open,
            "over": one.over, "unit": one.unit, "sub_notified": one.sub_notified, "person": one.person,
            "note": one.note, "replied_at": to_json(one.replied_at), "answers": one.answers,
        }
        for one in found
    ]  # fmt: skip
    return Answer(value, columns=("delivered", "accounted", "open", "replied_at"))


@click.command("remind", cls=Command)
@click.argument("recall_code", metavar="RECALL")
@click.option("--days", type=DAYS, default=2, metavar="N", help="Ask again after so many days; 2 if left out.")
@click.option("--method", type=click.Choice(METHODS), default="e-mail", help="How they are asked; e-mail if left out.")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for a text file to each of them.",
)
@writes
def remind_(act: Act, recall_code: str, days: int, method: str, folder: Path | None) -> Answer:
    """Note who did not answer by the deadline of the case, and give the text of a letter to each, in their language.

    Without a deadline it is so many days after the letter. Nothing is sent: that is done with the text.

    Refused: where nobody is late, or all were asked a short time ago; a drill.

    \b
    Example:
      wms recall remind R7 --days 3 -o reminders
    """
    done = act.do(remind, Remind(recall_code, days, method, act.reason))
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for one in done["reminders"]:
            file = folder / f"{_ODD.sub('_', one['notice'])}-reminder-{one['attempts']}.txt"
            _write_text(file, one["text"])
            one["file"] = str(file)
    shown = [
        {name: one.get(name) for name in ("customer", "name", "phone", "email", "attempts", "lots", "file")}
        for one in done["reminders"]
    ]
    return Answer(done, shown=shown, notes=[f"{one} was asked a short time ago." for one in done["asked_lately"]])


def _write_text(file: Path, text: str) -> None:
    """Write a letter beside its name first; the same letter written twice is the same file."""
    importlib.import_module("reports.files").write(file, f"{text}\n".encode(), force=True)


@click.command("checks", cls=Command)
@click.argument("recall_code", metavar="RECALL")
@click.option("--draw", is_flag=True, help="Draw the sample now.")
@click.option("--level", type=click.Choice(list(CheckLevel)), help="Another level than that of the case.")
@click.option("--percent", type=click.IntRange(1, 100), metavar="N", help="Of level B: how many percent.")
@click.option("--seed", default="", metavar="TEXT", help="What the draw follows from; made up if left out.")
@writes
def checks(act: Act, recall_code: str, draw: bool, level: str | None, percent: int | None, seed: str) -> Any:
    """Show who is asked whether the notice came and was followed, or draw them (21 CFR 7.42(b)(3)).

    Level A is all consignees, B the percent you give, C 10 and D 2 percent, never fewer than one, and E none. The
    consignees whose SHA-256 of seed, colon and code is smallest are drawn: whoever knows the seed can draw them again.

    Refused: a sample that is drawn already, level E.

    \b
    Examples:
      wms recall checks R7
      wms recall checks R7 --draw --level B --percent 25
    """
    if draw:
        slip = DrawChecks(recall_code, CheckLevel(level) if level else None, percent, seed, act.reason)
        return act.do(draw_checks, slip)
    if level or percent or seed:
        raise BadInput("nothing-drawn", "A level alone changes nothing.", "Draw with it: --draw.")
    case = the_recall(recall_code)
    found = to_json(checks_of(case.id))
    value = {"recall": case.code, "level": case.check_level, "checks": found, "draws": to_json(draws_of(case.id))}
    return Answer(value, shown=found or "Nobody is drawn: wms recall checks --draw.")


@click.command("check", cls=Command)
@click.argument("recall_code", metavar="RECALL")
@click.argument("customer")
@click.option("--effective/--ineffective", required=True, help="Whether the notice had come and was followed.")
@click.option("--method", type=Word(Method), required=True, help="How they were asked.")
@click.option("--note", default="", metavar="TEXT", help="What was found; where it did not work, what is done now.")
@writes
def check(act: Act, recall_code: str, customer: str, effective: bool, method: Method, note: str) -> dict[str, Any]:
    """Note what a check found at a consignee that was drawn; the last check counts.

    Refused: a consignee that was not drawn; --ineffective without a note.

    \b
    Example:
      wms recall check R7 SHOP --ineffective --method phone --note "never saw the letter; read out, now holds 12"
    """
    return act.do(note_check, NoteCheck(recall_code, customer, effective, method, note or act.reason))


COMMANDS: tuple[click.Command, ...] = (reply, replies, remind_, checks, check)
