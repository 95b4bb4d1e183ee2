"""Inspect: what tests gave of a lot, the papers that came with it, and the verdict of quality.

A verdict changes the lot's status as hold and release do; what was found is final, and keeps the limits of its day.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.fields import line_of_text
from wms_tui.domain.inspection import (
    PlannedTest,
    Result,
    Taken,
    Verdict,
    assess,
    checked_test,
    latest,
    limits,
    missing,
    named_test,
    outside,
)
from wms_tui.domain.rows import Item, Lot
from wms_tui.domain.types import Status
from wms_tui.errors import BadInput, NeedsConfirmation, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.hold import StatusSet, refuse_expired, release_lot, stop_lot
from wms_tui.queries.inspections import plan_of, results_that_count
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.storage.quality_rows import add_certificate_row, add_inspection

ACCEPT_TESTS = "accept-tests"
LARGEST_PAPER = 20_000_000
"""The most bytes of a certificate."""
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate as it came: the name of its file, which is data and no path, and all its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Inspect:
    """What was found of a lot: tests with their values, a paper, a note."""

    item: str
    lot: str
    results: tuple[Taken, ...] = ()
    note: str = ""
    paper: Paper | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """What was found of a lot, and the verdict. ``accept`` may hold ``accept-tests``."""

    found: Inspect
    verdict: Verdict
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inspected(Done):
    """What was found, held against the limits; the lot's status now; the hash of the paper that came with it."""

    results: tuple[Result, ...]
    status: Status
    verdict: Verdict | None = None
    reservations_dropped: int = 0
    sha256: str = ""
    waiting_for: str = ""
    """What the lot waits for after a pass that takes two people."""


@operation("inspect")
def inspect(slip: Inspect, deed: Deed) -> Inspected:
    """Record what was found of a lot; its status stays.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-test`` with the plan as the way out, where there is one.
        BadInput: ``bad-value`` for what is no number where the plan has limits; ``nothing-found``;
            what ``checked_paper`` refuses.
    """
    if not (slip.results or slip.note.strip() or slip.paper):
        raise BadInput("nothing-found", "No test, no note and no certificate.", "Give TEST=VALUE, or a verdict.")
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    found = _assessed(plan_of(item.id), item, slip.results)
    paper = checked_paper(slip.paper) if slip.paper else None
    deed.post(reason=_short(slip.reason or slip.note), reference=item.code)
    sha256 = _write(deed, lot, None, slip.note, found, paper)
    return Inspected(results=tuple(one for _, one in found), status=lot.status, sha256=sha256)


@operation("judge")
def judge(slip: Judge, deed: Deed) -> Inspected:
    """Say what quality thinks of a lot: a pass releases it, a fail rejects it and lets go of what is kept of it.

    Raises:
        NotFound, BadInput: as ``inspect``.
        NeedsConfirmation: ``test-failed``, ``test-missing`` for a pass; ``accept-tests`` is the way through.
        Refused: ``lot-expired``, ``lot-rejected``, ``lot-recalled``; ``second-person`` where the item asks for
            two people and this one has signed already.
    """
    said = slip.found
    item = the_item(said.item)
    lot = the_lot(item, said.lot)
    plan = plan_of(item.id)
    found = _assessed(plan, item, said.results)
    paper = checked_paper(said.paper) if said.paper else None
    results = tuple(one for _, one in found)
    counted = latest(results_that_count(lot.id), results)
    if slip.verdict is Verdict.PASS:
        _refuse_what_cannot_pass(lot, deed)
        _ask_of_tests(plan, counted, slip.accept)
    reason = _short(said.reason or said.note or _why(slip.verdict, plan, counted))
    done = _follow(slip.verdict, item, lot, deed, reason)
    sha256 = _write(deed, lot, slip.verdict, said.note, found, paper)
    return Inspected(
        results=results, status=done.status, verdict=slip.verdict, sha256=sha256,
        reservations_dropped=done.reservations_dropped, waiting_for=done.waiting_for,
    )  # fmt: skip


def checked_paper(paper: Paper) -> Paper:
    """Return a paper as it may be kept.

    Raises:
        BadInput: ``certificate-empty``, ``certificate-too-large``; ``bad-text`` for a name that cannot be shown.
    """
    if not paper.content:
        raise BadInput("certificate-empty", "The certificate has no content.", "Choose another file.")
    if len(paper.content) > LARGEST_PAPER:
        limit = f"{LARGEST_PAPER // 1_000_000} MB"
        raise BadInput("certificate-too-large", f"The certificate is larger than {limit}.", "Make it smaller.")
    name = line_of_text(paper.name)
    if not name or len(name) > LONGEST_NAME:
        raise BadInput("bad-text", "The certificate has no name that can be kept.", "Name the file anew.")
    return replace(paper, name=name)


def keep_paper(deed: Deed, lot: Lot, paper: Paper) -> str:
    """Write a checked paper of a lot, and return its hash; the deed is posted."""
    sha256 = hashlib.sha256(paper.content).hexdigest()
    add_certificate_row(deed.entry, lot.id, paper.name, sha256, paper.content)
    return sha256


def _assessed(plan: Sequence[PlannedTest], item: Item, taken: Sequence[Taken]) -> list[tuple[PlannedTest, Result]]:
    """Return what was found, each with its test; a test that takes several samples may stand several times.

    An item without a plan takes any test, and nothing says what is right. With a plan a name that is not in it is
    a slip of the pen.
    """
    tests = [
        (named_test(plan, one.test, item.code) if plan else checked_test(PlannedTest(0, one.test.strip())), one.value)
        for one in taken
    ]
    return [(test, assess(test, value)) for test, value in tests]


def _refuse_what_cannot_pass(lot: Lot, deed: Deed) -> None:
    if lot.status in (Status.REJECTED, Status.RECALLED):
        raise Refused(
            f"lot-{lot.status}", f"Lot {lot.number} is {lot.status}.", "Only hold and quarantine are released.",
            lot=lot.number,
        )  # fmt: skip
    refuse_expired(lot, deed.on)


def _ask_of_tests(plan: Sequence[PlannedTest], counted: Sequence[Result], accept: Sequence[str]) -> None:
    """Ask before a lot passes of which a test is not right, or is not there."""
    if ACCEPT_TESTS in accept:
        return
    for one in counted:
        if one.within is False:
            right = next((limits(test) for test in plan if test.name == one.test), "")
            words = f"{one.test} is {one.value}, not {right}." if right else f"{one.test} is {one.value}."
            raise NeedsConfirmation("test-failed", words, "Fail it, or test it again.", accept=ACCEPT_TESTS)
    absent = missing(plan, counted)
    if absent:
        names = absent[0] if len(absent) == 1 else f"{absent[0]} and {len(absent) - 1} more"
        raise NeedsConfirmation("test-missing", f"Not tested: {names}.", "Test it first.", accept=ACCEPT_TESTS)


def _why(verdict: Verdict, plan: Sequence[PlannedTest], counted: Sequence[Result]) -> str:
    """Return why, where nobody said so."""
    wrong = [*outside(counted), *missing(plan, counted)]
    names = ", ".join(wrong)
    if verdict is Verdict.FAIL:
        return f"failed: {names}" if wrong else "failed inspection"
    return f"passed in spite of {names}" if wrong else "passed inspection"


def _follow(verdict: Verdict, item: Item, lot: Lot, deed: Deed, reason: str) -> StatusSet:
    """Let the status of a lot follow the verdict."""
    if verdict is Verdict.FAIL:
        if lot.status in (Status.REJECTED, Status.RECALLED):
            raise Refused(
                f"lot-{lot.status}", f"Lot {lot.number} is {lot.status} already.", "Nothing to do.", lot=lot.number
            )
        return stop_lot(lot, Status.REJECTED, deed, reason)
    if lot.status is Status.RELEASED:
        deed.post(reason=reason, reference=item.code)
        return StatusSet(status=lot.status, reservations_dropped=0)
    return release_lot(item, lot, deed, reason)


def _write(
    deed: Deed,
    lot: Lot,
    verdict: Verdict | None,
    note: str,
    found: Sequence[tuple[PlannedTest, Result]],
    paper: Paper | None,
) -> str:
    """Write what was found behind its entry; return the hash of the paper."""
    add_inspection(deed.entry, lot.id, verdict, line_of_text(note), found)
    return keep_paper(deed, lot, paper) if paper else ""


def _short(text: str) -> str:
    return line_of_text(text)[:64].strip()
