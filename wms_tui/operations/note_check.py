"""Note a check: whether the notice had come to a consignee that was drawn, and was followed."""

from dataclasses import dataclass
from enum import StrEnum

from wms_tui.domain.fields import line_of_text
from wms_tui.domain.recall import Step
from wms_tui.domain.types import Role
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.checks import checks_of
from wms_tui.queries.partners import the_partner
from wms_tui.queries.recalls import open_case_of
from wms_tui.storage.recall_rows import add_recall_entry
from wms_tui.storage.reply_rows import write_check


class Method(StrEnum):
    """How a consignee is asked (21 CFR 7.42(b)(3))."""

    VISIT = "visit"
    PHONE = "phone"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class NoteCheck:
    """What was found at a consignee; where it did not work, what is done about it."""

    recall: str
    customer: str
    effective: bool
    method: Method
    note: str = ""


@dataclass(frozen=True)
class CheckNoted(Done):
    """What was found, and how many of the sample are done."""

    recall: str
    customer: str
    effective: bool
    method: Method
    done: int
    sample: int


@operation("note-check")
def note_check(slip: NoteCheck, deed: Deed) -> CheckNoted:
    """Write what a check found; a later look at the same consignee counts in place of the first.

    Raises:
        NotFound: ``unknown-recall``, ``unknown-customer``.
        BadInput: ``note-needed`` where it did not work and nothing says what is done about it; ``bad-text``.
        Refused: ``recall-closed``; ``not-drawn``.
    """
    case = open_case_of(slip.recall)
    partner = the_partner(slip.customer, Role.CUSTOMER)
    note = line_of_text(slip.note)
    if not slip.effective and not note:
        raise BadInput("note-needed", "It did not work: what is done about it?", "Say so in a note.")
    deed.post(reference=case.code, reason=note[:64].strip(), partner=partner.id)
    if not write_check(case.id, partner.id, deed.entry, method=slip.method, effective=slip.effective, note=note):
        raise Refused("not-drawn", f"{partner.code} is not in the sample.", f"wms recall checks {case.code} --draw.")
    add_recall_entry(deed.entry, case.id, Step.REPLIES)
    checks = checks_of(case.id)
    return CheckNoted(
        recall=case.code, customer=partner.code, effective=slip.effective, method=slip.method,
        done=sum(one.done_at is not None for one in checks), sample=len(checks),
    )  # fmt: skip
