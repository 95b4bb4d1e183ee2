"""Who may do what: one table, from which the help is written and by which every operation is guarded.

Until the first person is added anybody may do everything: a house of two does not need badges.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here for. A person may be here for several things."""

    CLERK = "clerk"
    LEAD = "lead"
    QUALITY = "quality"
    RECALL = "recall"
    ADMIN = "admin"


CLERK, LEAD, QUALITY, RECALL, ADMIN = Role

EVERYBODY = frozenset(Role)
FLOOR = frozenset({CLERK, LEAD, QUALITY})
"""Who handles goods."""
OFFICE = frozenset({LEAD, ADMIN})
"""Who plans the work and keeps the masters."""

RIGHTS: Mapping[str, frozenset[Role]] = {
    # Goods.
    "receive": FLOOR,
    "putaway": FLOOR,
    "move": FLOOR,
    "pick": FLOOR,
    "unpick": FLOOR,
    "short-pick": FLOOR,
    "ship": FLOOR,
    "return": FLOOR,
    "allocate": FLOOR,
    "unallocate": FLOOR,
    "undo": FLOOR,
    "pull-refill": FLOOR,
    "drop-refill": FLOOR,
    "short-refill": FLOOR,
    # What changes the books without goods that pass by.
    "adjust": frozenset({LEAD, QUALITY}),
    "hold": FLOOR | {RECALL},
    "release": frozenset({QUALITY}),
    # Documents.
    "add-order": OFFICE,
    "cancel-order": OFFICE,
    "add-receipt": OFFICE,
    "close-receipt": OFFICE,
    # Masters.
    "add-item": OFFICE,
    "change-item": OFFICE,
    "add-pack": OFFICE,
    "add-bin": OFFICE,
    "add-bins": OFFICE,
    "change-bin": OFFICE,
    "set-level": OFFICE,
    "add-partner": OFFICE,
    "change-partner": OFFICE,
    "change-setting": frozenset({ADMIN}),
    "import": OFFICE,
}
"""What is done, by the kind of its entry -> who may do it."""


def may(roles: Iterable[Role], right: str) -> bool:
    """Return whether somebody with these roles may do something."""
    return not RIGHTS[right].isdisjoint(roles)


def who_may(right: str) -> str:
    """Return who may do something, in words: ``lead or quality``."""
    return " or ".join(role for role in Role if role in RIGHTS[right])
