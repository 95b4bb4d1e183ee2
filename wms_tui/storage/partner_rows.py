"""Writing suppliers and customers."""

from wms_tui.domain.codes import folded
from wms_tui.domain.rows import Partner
from wms_tui.storage.statements import add, change, day_text

_ADD = """
INSERT INTO partner (code, folded, role, name, address, email, phone, min_days, min_percent, transit_days,
                     lot_pattern, lot_sample, receipt_status, contact, after_hours, city, state, zip, country, gln,
                     source_reference, language, verified_on)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_WRITE = """
UPDATE partner SET code = ?, folded = ?, role = ?, name = ?, address = ?, email = ?, phone = ?, min_days = ?,
    min_percent = ?, transit_days = ?, lot_pattern = ?, lot_sample = ?, receipt_status = ?, contact = ?,
    after_hours = ?, city = ?, state = ?, zip = ?, country = ?, gln = ?, source_reference = ?, language = ?,
    verified_on = ?
WHERE id = ?
"""


def _columns(partner: Partner) -> tuple[object, ...]:
    return (
        partner.code, folded(partner.code), partner.role, partner.name, partner.address, partner.email,
        partner.phone, partner.min_days, partner.min_percent, partner.transit_days, partner.lot_pattern,
        partner.lot_sample, partner.receipt_status, partner.contact, partner.after_hours, partner.city, partner.state,
        partner.zip, partner.country, partner.gln, partner.source_reference, partner.language,
        day_text(partner.verified_on),
    )  # fmt: skip


def add_partner_row(partner: Partner) -> int:
    """Write a new partner and return its row number; the number it carries is not used."""
    return add(_ADD, *_columns(partner))


def write_partner_row(partner: Partner) -> None:
    """Write what a partner is now."""
    change(_WRITE, *_columns(partner), partner.id)
