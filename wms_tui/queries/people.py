# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about people: who a badge is, what they are here for, and what they have vouched for."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from wms_tui.domain.codes import folded
from wms_tui.domain.rights import Role
from wms_tui.errors import NotFound
from wms_tui.queries.paging import EVERYTHING, Key, Listing, Narrow, Part, Way, page
from wms_tui.storage.statements import Row, moment, moment_text, row, rows


@dataclass(frozen=True, slots=True)
class Standing:
    """What the house knows of a badge."""

    badge: str
    name: str
    roles: frozenset[Role]
    active: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person, as lists show them."""

    badge: str
    name: str
    roles: tuple[Role, ...]
    active: bool
    pin: bool
    """Whether a PIN is set."""
    failures: int
    """Wrong PINs in a row."""
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class KeptPin:
    """A PIN as it is kept, and how it fared; not to be shown."""

    kept: str | None = field(repr=False)
    failures: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class Voucher:
    """The word of a person for an act; ``act`` is the right it lends, or that it is a signature."""

    badge: str
    act: str
    reason: str
    at: datetime


_STANDING = "SELECT badge, name, roles, active FROM person WHERE folded = ?"
_DOER = """
SELECT person.badge, person.name, person.roles, person.active, EXISTS (SELECT 1 FROM person)
FROM (SELECT 1) LEFT JOIN person ON person.folded = ?
"""
_COLUMNS = (
    "person.badge, person.name, person.roles, person.active, person.pin IS NOT NULL, person.failures, locked_until"
)
_ONE = f"SELECT {_COLUMNS} FROM person WHERE folded = ?"
_ALL = f"SELECT {_COLUMNS} FROM person ORDER BY folded"
_PIN = "SELECT pin, failures, locked_until FROM person WHERE folded = ?"
_ADMINS = "SELECT folded FROM person WHERE active = 1 AND (' ' || roles || ' ') LIKE ? LIMIT 2"
_VOUCHERS = (
    "SELECT badge, act, reason, given_at FROM voucher WHERE key = ? AND digest = ? AND given_at >= ? ORDER BY id"
)

_LISTING = Listing(_COLUMNS, "1")
_WAY = Way("person", (Part((("person.folded",),)),))


def standing(badge: str) -> Standing | None:
    """Return who a badge is, regardless of case, or None."""
    found = row(_STANDING, folded(badge))
    return Standing(found[0], found[1], _roles(found[2]), bool(found[3])) if found else None


def standing_of_doer(badge: str) -> tuple[Standing | None, bool]:
    """Return who a badge is, and whether anybody was added, by one question: every act asks it."""
    found = row(_DOER, folded(badge))
    if found is None or found[0] is None:
        return None, bool(found and found[4])
    return Standing(found[0], found[1], _roles(found[2]), bool(found[3])), True


@lru_cache(maxsize=64)
def _roles(text: str) -> frozenset[Role]:
    """Return the roles that a column holds; there are few combinations."""
    return frozenset(map(Role, text.split()))


def anybody() -> bool:
    """Return whether anybody has been added; until then every badge is believed."""
    return row("SELECT 1 FROM person LIMIT 1") is not None


def the_person(badge: str) -> PersonRow:
    """Return the person with a badge, regardless of case.

    Raises:
        NotFound: ``unknown-person``.
    """
    found = row(_ONE, folded(badge))
    if found is None:
        raise NotFound("unknown-person", f"Nobody has the badge {badge}.", "See wms person list.", badge=badge)
    return _person(found)


def people() -> list[PersonRow]:
    """Return everybody by badge."""
    return [_person(found) for found in rows(_ALL)]


def person_page(
    *, search: str = "", beside: Key | None = None, limit: int = 50, backwards: bool = False
) -> list[tuple[Key, PersonRow]]:
    """Return people that follow a row of the list by badge; ``search`` is a part of the badge, name or roles.

    Without ``beside`` they are the first; ``backwards`` they precede it, the nearest first.
    """
    narrow = EVERYTHING
    if search.strip():
        text = folded(search.strip())
        narrow = Narrow(
            "instr(person.folded, ?) OR instr(lower(person.name), ?) OR instr(person.roles, ?)", (text, text, text)
        )
    found = page(_LISTING, _WAY, narrow, beside=beside, limit=limit, backwards=backwards)
    return [(key, _person(one)) for key, one in found]


def is_last_admin(badge: str) -> bool:
    """Return whether a badge is that of the only active admin there is."""
    return rows(_ADMINS, f"% {Role.ADMIN} %") == [(folded(badge),)]


def kept_pin(badge: str) -> KeptPin:
    """Return the PIN of a badge as it is kept, and its wrong tries."""
    found = row(_PIN, folded(badge))
    if found is None:
        return KeptPin(None, 0, None)
    return KeptPin(found[0], found[1], moment(found[2]) if found[2] else None)


def vouchers(key: str, digest: str, *, since: datetime) -> list[Voucher]:
    """Return who gave their word for an act since a moment, the first one first."""
    found = rows(_VOUCHERS, key, digest, moment_text(since))
    return [Voucher(badge, act, why, moment(at)) for badge, act, why, at in found]


def _person(found: Row) -> PersonRow:
    roles = tuple(map(Role, found[2].split()))
    locked = moment(found[6]) if found[6] else None
    return PersonRow(found[0], found[1], roles, bool(found[3]), bool(found[4]), found[5], locked)
