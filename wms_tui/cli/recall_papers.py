"""Papers about a whole recall: the call list, the notice to the authority, the text for the press."""

import importlib
from pathlib import Path
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.papers import PAPERS
from wms_tui.cli.running import Session
from wms_tui.domain.letter_words.press_text import press_text
from wms_tui.domain.recall_lists import CaseFacts
from wms_tui.operations.seal import seal_now
from wms_tui.queries.recall_papers import case_facts
from wms_tui.queries.recalls import the_recall
from wms_tui.queries.settings import paper as paper_of_the_house


def _paper(function: Any) -> Any:
    """Give a command a case, and the options of every paper."""
    for option in (
        click.option("--force", is_flag=True, help="Write over a file that is there."),
        click.option("--paper", type=PAPERS, help="The paper it is made for; that of the house if left out."),
        click.option(
            "-o", "--output", "file", required=True, type=click.Path(path_type=Path), help="The file to write."
        ),
        click.argument("recall_code", metavar="RECALL"),
    ):
        function = option(function)
    return click.pass_obj(function)


def _facts(session: Session, recall_code: str) -> CaseFacts:
    session.open()
    seal_now()
    return case_facts(the_recall(recall_code), by=session.by, at=clock.now())


def _written(layout: str, facts: CaseFacts, file: Path, paper: str | None, *, force: bool) -> dict[str, Any]:
    """Lay a paper out, put it on disk, and say where and how many pages."""
    # Fonts and layout take longer to load than most commands to run.
    page = importlib.import_module("reports.page")
    sheet = page.LETTER if (paper or paper_of_the_house()).lower() == "letter" else page.A4
    rendered = getattr(importlib.import_module("reports.recall_lists"), layout)(facts, sheet)
    importlib.import_module("reports.files").write(file, rendered.data, force=force)
    return {"file": str(file), "pages": rendered.pages}


@click.command("call-list")
@_paper
def call_list(session: Session, recall_code: str, file: Path, paper: str | None, force: bool) -> dict[str, Any]:
    """Print who is to be called, the largest account first, with phones, when each contact was verified, and room.

    \b
    Example:
      wms recall call-list R7 -o calls.pdf
    """
    return _written("call_list", _facts(session, recall_code), file, paper, force=force)


@click.command("authority")
@_paper
def authority(session: Session, recall_code: str, file: Path, paper: str | None, force: bool) -> dict[str, Any]:
    """Print what an authority is told: product, reason, risk, amounts, accounts, strategy, contact (21 CFR 7.46).

    \b
    Example:
      wms recall authority R7 -o authority.pdf
    """
    return _written("authority_notice", _facts(session, recall_code), file, paper, force=force)


@click.command("press")
@click.argument("recall_code", metavar="RECALL")
@click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.pass_obj
def press(session: Session, recall_code: str, file: Path, force: bool) -> dict[str, Any]:
    """Write a text for the press and the public, to be checked by a person before it leaves. No customer is named.

    \b
    Example:
      wms recall press R7 -o press.txt
    """
    text = press_text(_facts(session, recall_code))
    importlib.import_module("reports.files").write(file, text.encode(), force=force)
    return {"file": str(file), "characters": len(text)}


COMMANDS: tuple[click.Command, ...] = (call_list, authority, press)
