"""Add a partner: a supplier or a customer."""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.audit import Thing
from wms_tui.domain.master_data import checked_partner
from wms_tui.domain.rows import Partner
from wms_tui.domain.types import Role, Status
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.partners import find_partner
from wms_tui.storage.partner_rows import add_partner_row


@dataclass(frozen=True, slots=True)
class AddPartner:
    """A new supplier or customer; the days and the percent are the life a customer wants left on arrival."""

    code: str
    role: Role
    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    min_days: int = 0
    min_percent: int = 0
    transit_days: int = 0
    lot_pattern: str = ""
    """The form of a supplier's lot numbers."""
    lot_sample: str = ""
    receipt_status: Status | None = None
    """Of a supplier: the first status of its lots."""
    contact: str = ""
    after_hours: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    gln: str = ""
    source_reference: str = ""
    language: str = ""
    verified_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class PartnerAdded(Done):
    """The code it has now, and what it is to us."""

    partner: str
    role: Role


@operation("add-partner")
def add_partner(slip: AddPartner, deed: Deed) -> PartnerAdded:
    """Add a partner. The same firm may be added once as a supplier and once as a customer.

    Raises:
        BadInput: what ``domain.master_data.checked_partner`` refuses.
        Refused: ``partner-exists``.
    """
    partner = checked_partner(
        Partner(
            id=0, code=slip.code, role=slip.role, name=slip.name, address=slip.address, email=slip.email,
            phone=slip.phone, min_days=slip.min_days, min_percent=slip.min_percent,
            transit_days=slip.transit_days, lot_pattern=slip.lot_pattern or None,
            lot_sample=slip.lot_sample or None, receipt_status=slip.receipt_status, contact=slip.contact,
            after_hours=slip.after_hours, city=slip.city, state=slip.state, zip=slip.zip, country=slip.country,
            gln=slip.gln, source_reference=slip.source_reference, language=slip.language,
            verified_on=slip.verified_on,
        )
    )  # fmt: skip
    refuse_known_partner(partner)
    deed.post(reference=partner.code, reason=slip.reason)
    add_partner_row(partner)
    deed.note(Thing.PARTNER, partner.code, None, partner)
    return PartnerAdded(partner=partner.code, role=partner.role)


def refuse_known_partner(partner: Partner) -> None:
    """Refuse a code that a partner of the same role has already.

    Raises:
        Refused: ``partner-exists``.
    """
    known = find_partner(partner.code, partner.role)
    if known is not None:
        raise Refused(
            "partner-exists", f"There is a {known.role} {known.code} already.", "Choose another code.",
            partner=known.code,
        )  # fmt: skip
