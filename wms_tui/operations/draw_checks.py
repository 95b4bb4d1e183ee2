"""Draw checks: which consignees are asked whether the notice came and was followed (21 CFR 7.42(b)(3))."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from wms_tui.domain.codes import clean_code
from wms_tui.domain.recall import CheckLevel, Step
from wms_tui.domain.replies import drawn, percent_of, sample_size
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.checks import checks_of
from wms_tui.queries.recalls import open_case_of
from wms_tui.queries.replies import replies_of
from wms_tui.storage.recall_rows import add_recall_entry
from wms_tui.storage.reply_rows import add_checks, add_draw


@dataclass(frozen=True, slots=True)
class DrawChecks:
    """A case, how many of its consignees are asked, and the seed of the draw."""

    recall: str
    level: CheckLevel | None = None
    """None for the level of the case."""
    percent: int | None = None
    """Of level B: more than 10 and less than 100."""
    seed: str = ""
    """What the draw follows from; made of case and key where nobody names one."""
    reason: str = ""


@dataclass(frozen=True)
class ChecksDrawn(Done):
    """The consignees that were drawn now, of how many, and all that is needed to draw them again."""

    recall: str
    level: CheckLevel
    percent: int
    seed: str
    consignees: int
    drawn: tuple[str, ...]
    sample: int
    """How many are in the sample in all."""


@operation("draw-checks")
def draw_checks(slip: DrawChecks, deed: Deed) -> ChecksDrawn:
    """Draw a sample of the consignees of a case, and keep how it was drawn.

    After the scope or the level has grown a second draw adds to the sample among those that are not in it. Who was
    drawn stays drawn.

    Raises:
        NotFound: ``unknown-recall``.
        BadInput: ``bad-percent``, ``bad-code`` of a seed.
        Refused: ``recall-closed``; ``no-consignees``; ``no-checks`` at level E; ``already-drawn``.
    """
    case = open_case_of(slip.recall)
    level = slip.level or case.check_level
    partners = {one.customer: one.partner_id for one in replies_of(case.id)}
    size = sample_size(level, len(partners), slip.percent)
    _refuse_nothing(level, partners, case.code)
    there = {one.customer for one in checks_of(case.id)}
    left = [code for code in partners if code not in there]
    missing = size - len(there & {*partners})
    if missing <= 0:
        raise Refused(
            "already-drawn", f"{len(there)} are drawn; the level asks {size}.", f"wms recall checks {case.code}."
        )
    seed = clean_code(slip.seed, "seed") if slip.seed else _seed(case.code, deed.key)
    found = drawn(seed, left, missing)
    share = percent_of(level, slip.percent)
    deed.post(reference=case.code, reason=slip.reason)
    add_recall_entry(deed.entry, case.id, Step.REPLIES)
    add_draw(case.id, deed.entry, level=level, percent=share, seed=seed, population=sorted(left), sample=found)
    add_checks(case.id, deed.entry, [partners[code] for code in found])
    return ChecksDrawn(
        recall=case.code, level=level, percent=share, seed=seed, consignees=len(partners), drawn=found,
        sample=len(there) + len(found),
    )  # fmt: skip


def _refuse_nothing(level: CheckLevel, partners: Mapping[str, int], case: str) -> None:
    if not partners:
        raise Refused("no-consignees", f"Nothing of {case} is with a customer.", "There is nobody to ask.")
    if level is CheckLevel.E:
        raise Refused("no-checks", "Level E asks nobody.", "Name another: --level A to D.")


def _seed(case: str, key: str) -> str:
    """Return a seed that nobody has chosen, and that the same act sent again has again."""
    return hashlib.sha256(f"{case}/{key}".encode()).hexdigest()[:16]
