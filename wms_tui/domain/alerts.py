"""What a person is to be told of: every kind of cause, how grave it is, whom it concerns, and what to do.

A cause is named by a key that stays the same while it lasts and changes with what it is about (another date, another
count), so that nobody is told twice of the same thing (rules 2.22: once per lot, again when its date changes).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wms_tui.domain.codes import excerpt
from wms_tui.domain.rights import Role
from wms_tui.errors import BadInput

_ADDRESS = re.compile(r"[^\s@,;=<>\"]+@[^\s@,;=<>\"]+")

CLERK, LEAD, QUALITY, RECALL, ADMIN = Role


class Severity(StrEnum):
    """How soon somebody must act: today, this week, or knowing is enough."""

    URGENT = "urgent"
    WARNING = "warning"
    INFO = "info"


RANK = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cause."""

    severity: Severity
    roles: frozenset[Role]
    """Whom it concerns."""
    do: str
    """What to do, in few words."""


def _kind(severity: Severity, do: str, *roles: Role) -> Kind:
    return Kind(severity, frozenset(roles), do)


KINDS: Mapping[str, Kind] = {
    "recall-at-large": _kind(Severity.URGENT, "Pull it into the cage: Pull", CLERK, LEAD, QUALITY, RECALL),
    "replies-late": _kind(Severity.URGENT, "Write to them, or remind them: wms recall remind", RECALL, QUALITY),
    "order-short": _kind(Severity.URGENT, "See the order: what is short, and why not", LEAD),
    "short": _kind(Severity.URGENT, "Count the bin", LEAD, CLERK),
    "expired": _kind(Severity.URGENT, "Take it out of stock", LEAD, QUALITY),
    "variance": _kind(Severity.WARNING, "Approve it, or let it be counted again", LEAD, QUALITY),
    "removal-due": _kind(Severity.WARNING, "Take it out of stock", LEAD),
    "hold-over-time": _kind(Severity.WARNING, "Release it, or reject it", QUALITY),
    "stockout": _kind(Severity.WARNING, "Order some", LEAD),
    "low-stock": _kind(Severity.WARNING, "Order some", LEAD),
    "late-receipt": _kind(Severity.WARNING, "Ask the supplier, or close the receipt", LEAD),
    "wrong-pins": _kind(Severity.WARNING, "See at which terminals: wms audit list kind:wrong-pin", ADMIN),
    "stuck-task": _kind(Severity.WARNING, "Look where they are; sign in as them to go on", LEAD),
    "drill-due": _kind(Severity.WARNING, "Open one: wms recall open --drill", RECALL, QUALITY),
    "short-dated": _kind(Severity.INFO, "Sell it first", LEAD),
}
"""Every kind of cause, the gravest first."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that is so now, and that a person is to be told of."""

    kind: str
    about: str
    """What names it within its kind, for ever: never shown."""
    what: str
    """What is so, in a line."""
    opens: str
    """The address of the desk screen on which it is put right."""

    @property
    def key(self) -> str:
        """What tells it from every other cause."""
        return f"{self.kind}:{self.about}"

    @property
    def severity(self) -> Severity:
        """How soon somebody must act."""
        return KINDS[self.kind].severity

    @property
    def do(self) -> str:
        """What to do about it."""
        return KINDS[self.kind].do


def is_told(kind: str, roles: frozenset[Role] | None) -> bool:
    """Return whether somebody with these roles is told of a kind of cause; None stands for everybody.

    An admin keeps the house running and is told of everything.
    """
    return roles is None or Role.ADMIN in roles or not KINDS[kind].roles.isdisjoint(roles)


def concerning(causes: Iterable[Cause], roles: Iterable[Role] | None) -> list[Cause]:
    """Return the causes that concern somebody with these roles, the gravest first; None asks for all.

    Causes of a kind stay in the order in which they were found.
    """
    mine = None if roles is None else frozenset(roles)
    order = list(KINDS)
    found = [one for one in causes if is_told(one.kind, mine)]
    return sorted(found, key=lambda one: (RANK[one.severity], order.index(one.kind)))


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who gets the digest: of everything, or of what concerns some roles."""

    address: str
    roles: tuple[Role, ...] = ()


def read_readers(text: str) -> tuple[Reader, ...]:
    """Return who is meant by ``boss@example.org, qa@example.org=quality+lead``.

    Raises:
        BadInput: ``bad-address``, ``bad-role``.
    """
    return tuple(_reader(one.strip()) for one in text.split(",") if one.strip())


def _reader(text: str) -> Reader:
    address, _, roles = text.partition("=")
    if not _ADDRESS.fullmatch(address.strip()):
        raise BadInput(
            "bad-address", f"{excerpt(address)} is no address.", "Write boss@example.org, or qa@example.org=quality."
        )
    try:
        return Reader(address.strip(), tuple(Role(one.strip().lower()) for one in roles.split("+") if one.strip()))
    except ValueError as error:
        raise BadInput("bad-role", f"{excerpt(roles)} is no role.", f"There are {', '.join(Role)}.") from error
