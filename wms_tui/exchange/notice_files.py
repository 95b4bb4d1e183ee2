"""The notices of a recall as files: made where something is new, printed each into its own, and noted as sent."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wms_tui.domain.recall import Happening
from wms_tui.domain.recall_letters import Letter, Print
from wms_tui.errors import Refused
from wms_tui.operations.make_notices import MakeNotices, NoteLetters, make_notices, note_letters, the_last_version
from wms_tui.queries.recall_letters import KeptLetter, Version, chain_head, letters_of, people_approve
from wms_tui.queries.recalls import Recall, case_to_tell_of

_ODD = re.compile(r"[^A-Za-z0-9-]+")

Do = Callable[[Any, Any], Any]
"""Does a verb with a slip, as who sits there."""


@dataclass(frozen=True, slots=True)
class Press:
    """What lays a letter out, and what puts its bytes on disk: paper and files are not known here."""

    draw: Callable[[Print], bytes]
    write: Callable[[Path, bytes], None]


@dataclass(frozen=True, slots=True)
class PrintedNotices:
    """The notices of a case as they were printed: of which version, into which files, and whether as drafts."""

    case: Recall
    version: Version
    letters: tuple[KeptLetter, ...]
    files: tuple[Path, ...]
    draft: bool
    nowhere: tuple[str, ...] = ()
    """Consignees of whom the house knows neither address nor phone nor e-mail: printing tells them nothing."""


def print_notices(
    recall: str, folder: Path, press: Press, *, do: Do, note: Do, new: bool = True, replace: bool = False
) -> PrintedNotices:
    """Print the notice to each consignee of a case; they count as sent unless they are drafts or of a drill.

    A letter to somebody of whom no address is known, no phone and no e-mail, does not count as sent.

    ``new`` makes a new version first where something has changed; ``do`` does that, ``note`` notes them as sent.

    Raises:
        NotFound: ``unknown-recall``, ``no-letters``.
        Refused: ``recall-closed``, ``no-consignees``; ``file-exists`` unless they may be replaced.
    """
    case = case_to_tell_of(recall)
    if new:
        _make(case, do)
    version = the_last_version(case)
    letters = letters_of(version.id)
    files = _files(letters, folder, replace=replace)
    draft = is_draft(case, version)
    for one, file in zip(letters, files, strict=True):
        press.write(file, press.draw(as_print(one.letter, version, draft=draft)))
    nowhere = tuple(one.letter.to.code for one in letters if one.letter.to.unreachable)
    reached = tuple(one.letter.to.code for one in letters if not one.letter.to.unreachable)
    if reached and not (draft or case.drill):
        note(note_letters, NoteLetters(case.code, Happening.SENT, reached if nowhere else (), method="printed"))
    return PrintedNotices(case, version, tuple(letters), tuple(files), draft, nowhere)


def _make(case: Recall, do: Do) -> None:
    """Make a new version where something has changed."""
    try:
        do(make_notices, MakeNotices(case.code))
    except Refused as refusal:
        if refusal.code != "no-difference":
            raise


def is_draft(case: Recall, version: Version) -> bool:
    """Return whether letters wait for somebody to approve them."""
    return people_approve() and version.approved_entry is None and not case.drill


def as_print(letter: Letter, version: Version, *, draft: bool) -> Print:
    """Return a letter as it is printed today."""
    approver = version.approver or version.approved_by
    return Print(letter, approver, version.approved_at, version.signed, draft, chain_head())


def _files(letters: list[KeptLetter], folder: Path, *, replace: bool) -> list[Path]:
    """Return the file of each letter; none is there yet, unless they may be replaced."""
    files = [folder / file_name(one.letter, "pdf") for one in letters]
    there = next((file for file in files if file.exists() and not replace), None)
    if there is not None:
        raise Refused("file-exists", f"{there.name} exists already", "Another folder, or --force", file=str(there))
    return files


def file_name(letter: Letter, ending: str) -> str:
    """Return a name for the file of a letter that every file system takes, and that no two letters share."""
    customer = _ODD.sub("_", letter.to.code)[:32]
    number = letter.code.rpartition("-")[2]
    return f"{_ODD.sub('_', letter.recall)[:32]}-v{letter.version}-{number}-{customer}.{ending}"
