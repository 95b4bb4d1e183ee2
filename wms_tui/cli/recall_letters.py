"""The letters of a recall: notices to consignees, mail, the call list, and what became of each."""

import importlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.arguments import Word, accepting
from wms_tui.cli.output import Answer
from wms_tui.cli.papers import PAPERS
from wms_tui.cli.running import Act, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.letter_words.mail_text import covering_text, subject_of
from wms_tui.domain.recall import Happening
from wms_tui.domain.recall_letters import Letter, Print, exceptions_of
from wms_tui.exchange.notice_files import Press, PrintedNotices, as_print, file_name, is_draft, print_notices
from wms_tui.operations.make_notices import (
    ACCEPT_OLD,
    ApproveNotices,
    NoteLetters,
    approve_notices,
    note_letters,
    the_last_version,
)
from wms_tui.operations.seal import seal_now
from wms_tui.queries.recall_letters import Version, days_fresh, letter_states, letters_of
from wms_tui.queries.recalls import the_recall
from wms_tui.queries.settings import paper as paper_of_the_house

_FOLDER = click.option(
    "-o", "--output", "folder", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into; it is made if it is not there.",
)  # fmt: skip
NO_CONTACT = ["The paper names no phone or e-mail of this house: wms setting change house_phone, house_email."]
"""Said with papers that ask for an answer and do not say where to."""

_FORCE = click.option("--force", is_flag=True, help="Write over files that are there.")


@click.command("notices")
@click.argument("recall_code", metavar="RECALL")
@_FOLDER
@click.option("--paper", type=PAPERS, help="The paper it is made for; that of the house if left out.")
@click.option("--no-new", is_flag=True, help="Print the last version again, whatever has changed.")
@_FORCE
@writes
def notices(act: Act, recall_code: str, folder: Path, paper: str | None, no_new: bool, force: bool) -> Answer:
    """Write the notice to each consignee as a PDF, with their own deliveries and a response form.

    A new version is made where something has changed; each letter says what is new since its reader was told last. Who
    was told and has nothing in the scope any more is told that, without a form. As soon as people are known, a version
    that no second person has approved is stamped DRAFT and does not count as sent; the letters of a drill are stamped
    TEST and never do. Else the notices count as sent by being printed, but for a consignee of whom no address, phone or
    e-mail is known.

    Refused: a case none of whose goods went to a customer, a closed case, files that are there without --force.

    \b
    Example:
      wms recall notices R7 -o notices
    """
    seal_now()
    folder.mkdir(parents=True, exist_ok=True)
    note = replace(act, key=f"{act.key}-sent")
    press = Press(lambda document: pdf_of(document, paper), lambda file, data: write_bytes(file, data, force=force))
    return _told(print_notices(recall_code, folder, press, do=act.do, note=note.do, new=not no_new, replace=force))


def pdf_of(document: Print, paper: str | None) -> bytes:
    """Return a letter as a PDF."""
    # Fonts and layout take longer to load than most commands to run.
    page = importlib.import_module("reports.page")
    sheet = page.LETTER if (paper or paper_of_the_house()).lower() == "letter" else page.A4
    return importlib.import_module("reports.recall_notice").render(document, sheet).data


def write_bytes(file: Path, data: bytes, *, force: bool) -> None:
    """Put a finished file on disk: all of it or nothing."""
    importlib.import_module("reports.files").write(file, data, force=force)


def _told(done: PrintedNotices) -> Answer:
    today, fresh = clock.today(), days_fresh()
    found = [
        {"customer": one.letter.to.code, "file": str(file), "code": one.code, "cancels": one.letter.cancels}
        for one, file in zip(done.letters, done.files, strict=True)
    ]
    odd = [(one.letter.to.code, exceptions_of(one.letter, today, fresh)) for one in done.letters]
    exceptions = [{"customer": code, "missing": list(what)} for code, what in odd if what]
    notes = [f"{one['customer']}: {', '.join(one['missing'])}" for one in exceptions]
    notes += [f"{code} was not reached: the house knows no address, phone or e-mail." for code in done.nowhere]
    notes += NO_CONTACT if done.letters and done.letters[0].letter.firm.unreachable else []
    if done.draft:
        notes.append("These are drafts: a second person approves them with wms recall approve, then print them again.")
    value = {
        "recall": done.case.code, "version": done.version.version, "draft": done.draft,
        "changes": done.version.changes, "notices": found, "exceptions": exceptions,
        "not_reached": list(done.nowhere),
    }  # fmt: skip
    return Answer(value, shown=found, notes=notes)


@click.command("approve")
@click.argument("recall_code", metavar="RECALL")
@accepting(ACCEPT_OLD, "Approve letters that say less than is known by now.")
@writes
def approve(act: Act, recall_code: str, accept: tuple[str, ...]) -> dict[str, Any]:
    """Approve the last version of the letters of a case: another person than who made it.

    Refused: a case without letters, letters that are approved already, who made them as soon as people are known.
    Asked: letters that say less than is known by now.

    \b
    Example:
      wms --as QA2 recall approve R7
    """
    return act.do(approve_notices, ApproveNotices(recall_code, act.reason, accept))


@click.command("mail")
@click.argument("recall_code", metavar="RECALL")
@_FOLDER
@_FORCE
@reads
def mail(recall_code: str, folder: Path, force: bool) -> Any:
    """Write a mail to each consignee that has an address, ready to be sent, with the notice attached.

    A .eml file is opened by any mail program. Nothing is sent: note it with wms recall letters once it was. A consignee
    without an e-mail address gets the covering letter as text, to be put into the envelope.

    Refused: a case without letters, files that are there without --force.

    \b
    Example:
      wms recall mail R7 -o mails
    """
    case = the_recall(recall_code)
    version = the_last_version(case)
    draft = is_draft(case, version)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[dict[str, str]] = []
    for one in letters_of(version.id):
        file = folder / file_name(one.letter, "eml" if one.letter.to.email else "txt")
        write_bytes(file, _mail_of(one.letter, version, draft=draft), force=force)
        written.append({"customer": one.letter.to.code, "file": str(file), "to": one.letter.to.email})
    return Answer({"recall": case.code, "version": version.version, "draft": draft, "mails": written}, shown=written)


def _mail_of(letter: Letter, version: Version, *, draft: bool) -> bytes:
    if not letter.to.email:
        # What is put into an envelope says itself that nobody has approved it.
        return f"{'DRAFT, NOT APPROVED: DO NOT SEND' + chr(10) * 2 if draft else ''}{covering_text(letter)}".encode()
    letters = importlib.import_module("wms_tui.exchange.letters")
    return letters.mail_with_notice(
        letter, subject_of(letter), covering_text(letter), pdf_of(as_print(letter, version, draft=draft), None),
        file_name(letter, "pdf"), draft=draft,
    )  # fmt: skip


@click.command("letters")
@click.argument("recall_code", metavar="RECALL")
@click.option("--note", "happening", type=Word(Happening), help="Note what became of letters.")
@click.option("--customer", "customers", multiple=True, metavar="CUSTOMER", help="Of these only; may be repeated.")
@click.option("--method", default="", metavar="TEXT", help="How: mail, post, phone, visit.")
@click.option("--remark", default="", metavar="TEXT", help="Who was spoken to, a tracking number.")
@writes
def letters(
    act: Act, recall_code: str, happening: Happening | None, customers: tuple[str, ...], method: str, remark: str
) -> Any:  # fmt: skip
    """Show how far the letter to each consignee is, or note what became of some: sent, returned, called.

    Refused: a customer who was written no letter, a drill, letters that nobody has approved.

    \b
    Examples:
      wms recall letters R7
      wms recall letters R7 --note sent --customer SHOP --method mail
    """
    if happening is not None:
        slip = NoteLetters(recall_code, happening, customers, method, remark, act.reason)
        return act.do(note_letters, slip)
    case = the_recall(recall_code)
    states = letter_states(case.id)
    version = the_last_version(case)
    today, fresh = clock.today(), days_fresh()
    found = [
        {
            "customer": one.letter.to.code, "name": one.letter.to.name, "code": one.code,
            **_state(states[one.partner_id]), "exceptions": ", ".join(exceptions_of(one.letter, today, fresh)),
        }
        for one in letters_of(version.id)
    ]  # fmt: skip
    return Answer(found, shown=found)


def _state(state: Any) -> dict[str, Any]:
    values = to_json(state)
    return {name: values[name] for name in ("version", "sent_at", "method", "attempts", "returned")}


COMMANDS: tuple[click.Command, ...] = (notices, approve, mail, letters)
