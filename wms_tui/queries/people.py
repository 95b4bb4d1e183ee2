"""Questions about people: who a badge is, and what they are here for."""

from dataclasses import dataclass

from wms_tui.domain.codes import folded
from wms_tui.domain.rights import Role
from wms_tui.storage.statements import row


@dataclass(frozen=True, slots=True)
class Standing:
    """What the house knows of a badge."""

    badge: str
    name: str
    roles: frozenset[Role]
    active: bool


_STANDING = "SELECT badge, name, roles, active FROM person WHERE folded = ?"


def standing(badge: str) -> Standing | None:
    """Return who a badge is, regardless of case, or None."""
    found = row(_STANDING, folded(badge))
    return Standing(found[0], found[1], frozenset(map(Role, found[2].split())), bool(found[3])) if found else None


def anybody() -> bool:
    """Return whether anybody has been added; until then every badge is believed."""
    return row("SELECT 1 FROM person LIMIT 1") is not None
