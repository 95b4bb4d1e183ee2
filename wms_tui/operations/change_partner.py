"""Change a partner."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import folded
from wms_tui.domain.master_data import checked_partner
from wms_tui.domain.types import Role, Status
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.add_partner import refuse_known_partner
from wms_tui.queries.partners import the_partner
from wms_tui.storage.partner_rows import write_partner_row


@dataclass(frozen=True, slots=True)
class ChangePartner:
    """What is to be different about a partner; None leaves it as it is, an empty text takes it away."""

    partner: str
    role: Role
    code: str | None = None
    """Its new code."""
    name: str | None = None
    address: str | None = None
    email: str | None = None
    phone: str | None = None
    min_days: int | None = None
    min_percent: int | None = None
    transit_days: int | None = None
    lot_pattern: str | None = None
    lot_sample: str | None = None
    receipt_status: Status | None = None
    """Of a supplier: the first status of its lots."""
    contact: str | None = None
    after_hours: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    gln: str | None = None
    source_reference: str | None = None
    language: str | None = None
    verified_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class PartnerChanged(Done):
    """The code it has now."""

    partner: str


_FIELDS = (
    "code", "name", "address", "email", "phone", "min_days", "min_percent", "transit_days", "lot_pattern",
    "lot_sample", "receipt_status", "contact", "after_hours", "city", "state", "zip", "country", "gln",
    "source_reference", "language", "verified_on",
)  # fmt: skip


@operation("change-partner")
def change_partner(slip: ChangePartner, deed: Deed) -> PartnerChanged:
    """Change a partner; what is kept for its orders stays kept.

    Raises:
        NotFound: ``unknown-supplier`` or ``unknown-customer``.
        BadInput: what ``domain.master_data.checked_partner`` refuses.
        Refused: ``partner-exists`` for a code that another one has.
    """
    before = the_partner(slip.partner, slip.role)
    fields: dict[str, Any] = {name: getattr(slip, name) for name in _FIELDS if getattr(slip, name) is not None}
    after = checked_partner(replace(before, **fields))
    if folded(after.code) != folded(before.code):
        refuse_known_partner(after)
    deed.post(reference=after.code, reason=slip.reason, partner=after.id)
    write_partner_row(after)
    deed.note(Thing.PARTNER, before.code, before, after)
    return PartnerChanged(partner=after.code)
