"""The letters of a recall: made, approved by a second person, and what became of each."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from wms_tui.domain.codes import folded
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.frozen import to_json
from wms_tui.domain.recall import Happening, LetterKind, Step
from wms_tui.domain.recall_letters import Letter, differences, says_the_same, told_too_much
from wms_tui.errors import NeedsConfirmation, NotFound, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.letter_making import cancellations_for, letters_for
from wms_tui.queries.recall_letters import (
    KeptLetter,
    Version,
    last_version,
    letters_of,
    letters_told,
    people_approve,
)
from wms_tui.queries.recalls import Recall, case_to_tell_of
from wms_tui.storage.letter_rows import add_happenings, add_letters, add_version, approve_version
from wms_tui.storage.recall_rows import add_recall_entry

ACCEPT_OLD = "accept-old"


@dataclass(frozen=True, slots=True)
class MakeNotices:
    """The case whose consignees are to be told."""

    recall: str
    reason: str = ""


@dataclass(frozen=True)
class NoticesMade(Done):
    """The version that was made, and how many letters it has."""

    recall: str
    version: int
    letters: int


@operation("make-notices")
def make_notices(slip: MakeNotices, deed: Deed) -> NoticesMade:
    """Write a new version of the letters of a case, each of which says what is new since the reader was told last.

    Who was told before and has nothing in the scope any more is told that, also where a lot has left a closed case.

    Raises:
        NotFound: ``unknown-recall``.
        Refused: ``recall-closed``; ``no-consignees`` where none of its goods went to a customer; ``no-difference``
            where the last version says the same.
    """
    case = case_to_tell_of(slip.recall)
    before = last_version(case.id)
    number = before.version + 1 if before else 1
    told = letters_told(case.id)
    letters = _letters(case, told, by=deed.by, at=deed.at, version=number)
    if not letters:
        raise Refused(
            "no-consignees", f"Nothing of {case.code} went to a customer.", "Nobody is to be told. Look at the trace."
        )
    old = {one.partner_id: one.letter for one in letters_of(before.id)} if before else {}
    if before and _same(letters, old):
        raise Refused("no-difference", f"Version {before.version} says all of it.", "Print it again.")
    made = [(partner, _with_changes(letter, told.get(partner, old.get(partner)))) for partner, letter in letters]
    deed.post(reference=case.code, reason=slip.reason)
    new = sorted({change.what for _, letter in made for change in letter.changes})
    version = add_version(case.id, number, deed.entry, ", ".join(new))
    add_letters(
        version,
        [
            (partner, LetterKind.CONSIGNEE, letter.code, json.dumps(to_json(letter), ensure_ascii=False))
            for partner, letter in made
        ],
    )
    add_recall_entry(deed.entry, case.id, Step.NOTICES)
    return NoticesMade(recall=case.code, version=number, letters=len(made))


def _letters(case: Recall, told: dict[int, Letter], *, by: str, at: datetime, version: int) -> list[tuple[int, Letter]]:
    """Return what consignees are to be told now, and last what those are to be told whom nothing concerns any more."""
    letters = letters_for(case, by=by, at=at, version=version)
    others, first = told_too_much(told, dict(letters)), len(letters) + 1
    return letters + cancellations_for(case, others, by=by, at=at, version=version, first=first)


def letters_are_new(case: Recall, version: Version, *, by: str, at: datetime) -> bool:
    """Return whether the last version of the letters of a case says all that is known by now."""
    old = {one.partner_id: one.letter for one in letters_of(version.id)}
    return _same(_letters(case, letters_told(case.id), by=by, at=at, version=version.version), old)


def _same(letters: list[tuple[int, Letter]], old: dict[int, Letter]) -> bool:
    """Return whether the last version says all of it; a word that it is over for somebody is said once."""
    new = dict(letters)
    there = {partner for partner, letter in old.items() if partner in new or not letter.cancels}
    return new.keys() == there and all(says_the_same(letter, old[partner]) for partner, letter in letters)


def _with_changes(letter: Letter, before: Letter | None) -> Letter:
    return replace(letter, changes=differences(before, letter)) if before else letter


@dataclass(frozen=True, slots=True)
class ApproveNotices:
    """The last version of the letters of a case, which somebody stands by. ``accept`` may hold ``accept-old``."""

    recall: str
    reason: str = ""
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoticesApproved(Done):
    """The version that was approved."""

    recall: str
    version: int


@operation("approve-notices")
def approve_notices(slip: ApproveNotices, deed: Deed) -> NoticesApproved:
    """Approve the last version of the letters of a case: somebody else than who made it, as soon as people are known.

    Raises:
        NotFound: ``unknown-recall``, ``no-letters``.
        Refused: ``recall-closed``, ``approved-already``; ``second-person`` for who made it.
        NeedsConfirmation: ``letters-old`` where more is known by now than the letters say.
    """
    case = case_to_tell_of(slip.recall)
    version = the_last_version(case)
    if version.approved_entry is not None:
        raise Refused(
            "approved-already", f"{version.approved_by} has approved version {version.version}.", "Nothing to do."
        )
    if people_approve() and folded(version.made_by) in set(map(folded, deed.signers)):
        raise Refused("second-person", f"{version.made_by} made these letters.", "A second person approves them.")
    if ACCEPT_OLD not in slip.accept and not letters_are_new(case, version, by=deed.by, at=deed.at):
        raise NeedsConfirmation(
            "letters-old", f"More is known by now than version {version.version} says.",
            f"Make new ones first, or --{ACCEPT_OLD}.", accept=ACCEPT_OLD,
        )  # fmt: skip
    deed.post(reference=case.code, reason=slip.reason)
    approve_version(version.id, deed.entry)
    add_recall_entry(deed.entry, case.id, Step.NOTICES)
    return NoticesApproved(recall=case.code, version=version.version)


def the_last_version(case: Recall) -> Version:
    """Return the last version of the letters of a case.

    Raises:
        NotFound: ``no-letters``.
    """
    version = last_version(case.id)
    if version is None:
        raise NotFound("no-letters", f"{case.code} has no letters yet.", "Make them first: wms recall notices.")
    return version


@dataclass(frozen=True, slots=True)
class NoteLetters:
    """What became of letters of the last version: of those to some customers, or of all."""

    recall: str
    happening: Happening
    customers: tuple[str, ...] = ()
    method: str = ""
    note: str = ""
    reason: str = ""


@dataclass(frozen=True)
class LettersNoted(Done):
    """The version, and to how many customers."""

    recall: str
    version: int
    letters: int


@operation("note-letters")
def note_letters(slip: NoteLetters, deed: Deed) -> LettersNoted:
    """Note that letters were sent, came back, were reminded of, or were read out on the phone.

    Raises:
        NotFound: ``unknown-recall``, ``no-letters``; ``no-letter`` for a customer who was written none.
        Refused: ``recall-closed``; ``drill-stays`` for a drill, whose letters never leave; ``not-approved``.
    """
    case = case_to_tell_of(slip.recall)
    version = the_last_version(case)
    if case.drill:
        raise Refused("drill-stays", f"{case.code} is a drill.", "Its letters do not leave the house.")
    if people_approve() and version.approved_entry is None:
        raise Refused(
            "not-approved", f"Nobody has approved version {version.version}.", "A second person approves them first."
        )
    letters = _addressed(letters_of(version.id), slip.customers)
    deed.post(reference=case.code, reason=slip.reason)
    method, note = line_of_text(slip.method)[:64], line_of_text(slip.note)[:200]
    add_happenings(deed.entry, [one.id for one in letters], slip.happening, method, note)
    add_recall_entry(deed.entry, case.id, Step.NOTICES)
    return LettersNoted(recall=case.code, version=version.version, letters=len(letters))


def _addressed(letters: list[KeptLetter], customers: tuple[str, ...]) -> list[KeptLetter]:
    if not customers:
        return letters
    known = {folded(one.letter.to.code): one for one in letters}
    for customer in customers:
        if folded(customer) not in known:
            raise NotFound("no-letter", f"There is no letter to {customer}.", "Look at the notices of the case.")
    return [known[folded(customer)] for customer in dict.fromkeys(customers)]
