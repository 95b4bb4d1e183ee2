# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about suppliers and customers."""

from wms_tui.domain.codes import folded
from wms_tui.domain.rows import Partner
from wms_tui.domain.types import Role, Status
from wms_tui.errors import NotFound
from wms_tui.storage.statements import Row, day, row, rows

PARTNER_COLUMNS = (
    "partner.id, partner.code, partner.role, partner.name, partner.address, partner.email, partner.phone,"
    " partner.min_days, partner.min_percent, partner.transit_days, partner.lot_pattern, partner.lot_sample,"
    " partner.receipt_status, partner.contact, partner.after_hours, partner.city, partner.state, partner.zip,"
    " partner.country, partner.gln, partner.source_reference, partner.language, partner.verified_on"
)
"""What ``partner_of`` reads."""
_PARTNER = f"SELECT {PARTNER_COLUMNS} FROM partner "
_BY_CODE = _PARTNER + "WHERE role = ? AND folded = ?"
_BY_ID = _PARTNER + "WHERE id = ?"
_ALL = _PARTNER + "WHERE (folded > ? OR (folded = ? AND role > ?)) ORDER BY folded, role LIMIT ?"

_NAMED = r"""
SELECT id FROM partner WHERE role = ? AND (folded LIKE ? ESCAPE '\' OR name LIKE ? ESCAPE '\') LIMIT ?
"""


_ROLE = {role.value: role for role in Role}


def partner_of(found: Row) -> Partner:
    """Return the partner whose columns a row holds."""
    return Partner(
        found[0], found[1], _ROLE[found[2]], *found[3:12], Status(found[12]) if found[12] else None, *found[13:22],
        day(found[22]),
    )  # fmt: skip


def find_partner(code: str, role: Role) -> Partner | None:
    """Return the partner of a code in a role, regardless of case, or None."""
    found = row(_BY_CODE, role, folded(code))
    return partner_of(found) if found else None


def the_partner(code: str, role: Role) -> Partner:
    """Return the partner of a code in a role, regardless of case.

    Raises:
        NotFound: ``unknown-supplier`` or ``unknown-customer``.
    """
    found = find_partner(code, role)
    if found is None:
        raise NotFound(
            f"unknown-{role.value}", f"There is no {role.value} {code}.", "Check the code, or add it: wms partner add.",
            partner=code,
        )  # fmt: skip
    return found


def partner_by_id(number: int) -> Partner:
    """Return the partner of a row number that another row refers to."""
    found = row(_BY_ID, number)
    if found is None:
        raise RuntimeError(f"no partner row {number}")
    return partner_of(found)


def partners(*, after: tuple[str, str] = ("", ""), limit: int = 1000) -> list[Partner]:
    """Return partners by code and role, those behind a (code, role), so many of them."""
    code = folded(after[0])
    return [partner_of(found) for found in rows(_ALL, code, code, after[1], limit)]


def partners_named(text: str, role: Role, limit: int) -> list[int]:
    """Return the row numbers of partners in a role whose code or name has a text in it, so many of them."""
    code, name = (f"%{_literal(one)}%" for one in (folded(text.strip()), text.strip()))
    return [number for (number,) in rows(_NAMED, role, code, name, limit)]


def _literal(text: str) -> str:
    """Return a text in which no character stands for others."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
