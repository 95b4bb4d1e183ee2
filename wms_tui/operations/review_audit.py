"""Review the audit trail: somebody has looked through a part of it, which is kept (21 CFR 11.10(e), Annex 11 §9)."""

from dataclasses import dataclass

from wms_tui import clock
from wms_tui.domain.audit import read_asked
from wms_tui.domain.fields import line_of_text
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.audit import audit_extent
from wms_tui.storage.audit_rows import add_review
from wms_tui.storage.chain import seal


@dataclass(frozen=True, slots=True)
class ReviewAudit:
    """The part of the trail that was looked through, as ``domain.audit.read_asked`` reads it, and a note on it."""

    note: str
    asked: str = ""
    """All of it where it is empty."""
    last: int | None = None
    """The last entry that was looked at; the newest there is where it is left out."""


@dataclass(frozen=True)
class AuditReviewed(Done):
    """Which entries were looked through, and the head of the chain over them."""

    first: int
    last: int
    entries: int
    head: str


@operation("review-audit")
def review_audit(slip: ReviewAudit, deed: Deed) -> AuditReviewed:
    """Keep that somebody looked through a part of the trail, and seal it as it was then.

    Raises:
        BadInput: ``reason-needed`` without a note; ``bad-date``, ``bad-text``.
        Refused: ``nothing-there`` for a part without entries.
    """
    note = line_of_text(slip.note)
    if not note:
        raise BadInput("reason-needed", "A review says what was found.", "Write it in a few words, or: nothing odd.")
    asked = read_asked(slip.asked)
    first, last, entries = audit_extent(asked, upto=slip.last)
    if not entries:
        raise Refused("nothing-there", "There is no such entry.", "Ask for less.")
    head = seal(clock.now())
    deed.post(reference=str(asked)[:64].strip(), reason=note[:64].strip())
    add_review(deed.entry, asked=str(asked), first=first, last=last, entries=entries, note=note, head=head)
    return AuditReviewed(first=first, last=last, entries=entries, head=head)
