"""The audit trail: who did what, when, why and where, with old and new values; and who looked through it."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from wms_tui.cli.arguments import NUMBER
from wms_tui.cli.output import Answer
from wms_tui.cli.running import Act, Family, reads, writes
from wms_tui.domain.audit import AuditRow, in_short, read_asked
from wms_tui.domain.frozen import to_json
from wms_tui.operations.review_audit import ReviewAudit, review_audit
from wms_tui.queries.audit import audit_page, audit_rows, reviews, the_audit_row
from wms_tui.storage.connection import reading

ASKED = click.argument("asked", nargs=-1)
_COLUMNS = (
    "entry", "kind", "happened_at", "recorded_at", "late", "badge", "name", "terminal", "reason", "reference",
    "partner", "undoes", "undone_by", "what", "before", "after", "approved_by", "signed_by", "key", "digest",
)  # fmt: skip


@click.group("audit", cls=Family)
def audit() -> None:
    """Show who did what, when, why and where, with old and new values; keep who looked through it.

    What is asked for is written in words, one behind the other: by:BADGE, kind:KIND, of:CODE or of:ITEM:LOT,
    at:TERMINAL, from:DAY and to:DAY (the days on which it was written down), late, changes, signed, undone. Any other
    word is looked for everywhere.
    """


@audit.command("list")
@ASKED
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, help="At most so many; 50 if left out.")
@click.option("--before", type=NUMBER, metavar="ENTRY", help="Only entries before this one: the next page.")
@reads
def show_list(asked: tuple[str, ...], limit: int, before: int | None) -> Answer:
    """Show entries of the trail, the newest first.

    \b
    Examples:
      wms audit list
      wms audit list by:ANNA from:2027-03-01 to:2027-03-31 changes
      wms --json audit list of:MILK:L27001 --limit 500
    """
    wanted = read_asked(" ".join(asked))
    with reading():
        found = [one for _, one in audit_page(wanted, beside=before, limit=limit)]
    return Answer([_value(one) for one in found], shown=[_shown(one, wanted.of) for one in found])


@audit.command("show")
@click.argument("entry", type=NUMBER)
@reads
def show_entry(entry: int) -> dict[str, Any]:
    """Show one entry whole: what changed, who signed it, and the digest that a signature is bound to.

    Refused: an entry that there is not.

    \b
    Example:
      wms audit show 512
    """
    with reading():
        return _value(the_audit_row(entry))


@audit.command("export")
@ASKED
@click.option(
    "-o", "--output", "file", required=True, type=click.Path(path_type=Path), help="A file to write: .xlsx or .csv."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@reads
def export(asked: tuple[str, ...], file: Path, force: bool) -> dict[str, Any]:
    """Write the trail as a table, the oldest first: a row for each value that changed, each move and each state.

    wms report audit makes a PDF of a part of it. Refused: a file that is there.

    \b
    Example:
      wms audit export from:2027-01-01 -o trail.xlsx
    """
    wanted = read_asked(" ".join(asked))
    # Spreadsheets take longer to load than most commands to run.
    writing = importlib.import_module("wms_tui.exchange.writing")
    with reading():
        rows = writing.write_rows(file, "audit", _COLUMNS, _table(audit_rows(wanted)), replace=force)
    return {"file": str(file), "rows": rows}


@audit.command("review")
@ASKED
@click.option("--note", required=True, metavar="TEXT", help="What was found, such as: nothing odd.")
@click.option("--last", type=NUMBER, metavar="ENTRY", help="The last entry that was looked at; the newest if left out.")
@writes
def review(act: Act, asked: tuple[str, ...], note: str, last: int | None) -> dict[str, Any]:
    """Keep that you looked through a part of the trail, and seal it as it was then.

    The review is an entry of its own: which part, how many entries, what you say of it, and the head of the chain.
    Refused: a part without entries, a review without a note.

    \b
    Example:
      wms audit review from:2027-03-01 to:2027-03-31 changes --note "nothing odd; two late entries explained"
    """
    return act.do(review_audit, ReviewAudit(note, " ".join(asked), last))


@audit.command("reviews")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, help="At most so many; 50 if left out.")
@reads
def show_reviews(limit: int) -> list[dict[str, Any]]:
    """Show who looked through which part of the trail, the latest first.

    \b
    Example:
      wms audit reviews
    """
    with reading():
        return [to_json(one) for one in reviews(limit=limit)]


def _value(one: AuditRow) -> dict[str, Any]:
    """Return an entry under the names of the command line."""
    value = to_json(one)
    del value["signed"]
    return {**value, "approvals": to_json(list(one.approvals)), "signatures": to_json(list(one.signatures))}


def _shown(one: AuditRow, of: str) -> dict[str, Any]:
    """Return an entry as one line for people."""
    recorded = f"{one.recorded_at.astimezone():%Y-%m-%d %H:%M}"
    return {
        "entry": one.entry, "recorded": recorded, "late": "LATE" if one.late else "", "by": one.by, "name": one.name,
        "kind": one.kind, "about": one.reference,
        "what": in_short(one, of),
        "reason": one.reason, "signed": ", ".join(each.badge for each in one.signed), "undone_by": one.undone_by,
    }  # fmt: skip


def _table(found: Iterator[AuditRow]) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each thing that an entry changed; for one that changed nothing, one."""
    for one in found:
        head = (
            one.entry, one.kind, one.at, one.recorded_at, one.late, one.by, one.name, one.terminal, one.reason,
            one.reference, one.partner, one.undoes, one.undone_by,
        )  # fmt: skip
        tail = (_names(one.approvals), _names(one.signatures), one.key, one.digest)
        told = [(f"{each.thing} {each.code} {each.field}", each.before, each.after) for each in one.changes]
        told += [(str(each), None, None) for each in one.happened]
        told += [(f"and {one.more} more moves and states", None, None)] if one.more else []
        for each in told or [("", None, None)]:
            yield (*head, *each, *tail)


def _names(signed: Any) -> str:
    return ", ".join(f"{one.badge} {one.name}: {one.meaning}" for one in signed)


COMMANDS: tuple[click.Command, ...] = (audit,)
