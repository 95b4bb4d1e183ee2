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

FLOOR = frozenset({CLERK, LEAD, QUALITY})
"""Who handles goods."""
OFFICE = frozenset({LEAD, ADMIN})
"""Who plans the work and keeps the masters."""

CASE = frozenset({QUALITY, RECALL})
"""Who leads a recall."""

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
    "send-back": FLOOR,
    "allocate": FLOOR,
    "unallocate": FLOOR,
    "undo": FLOOR,
    "pull-refill": FLOOR,
    "drop-refill": FLOOR,
    "short-refill": FLOOR,
    # Lots that become other lots.
    "make-run": FLOOR,
    "split-lot": FLOOR,
    "merge-lots": FLOOR,
    "relabel-lot": FLOOR,
    "open-run": FLOOR,
    "consume-run": FLOOR,
    "produce-run": FLOOR,
    "give-back": FLOOR,
    "scrap-run": FLOOR,
    "close-run": FLOOR,
    # What changes the books without goods that pass by.
    "adjust": frozenset({LEAD, QUALITY}),
    "hold": FLOOR | {RECALL},
    "release": frozenset({QUALITY}),
    "nightly": OFFICE,
    # Recalls.
    "open-recall": CASE,
    "change-recall": CASE,
    "widen-recall": CASE,
    "narrow-recall": CASE,
    "hold-recall": CASE,
    "close-recall": CASE,
    "note-step": CASE,
    "book-reply": FLOOR | OFFICE | CASE,
    "remind": OFFICE | CASE,
    "draw-checks": CASE,
    "note-check": CASE,
    "report-recall": CASE,
    "make-notices": CASE,
    "approve-notices": CASE,
    "note-letters": CASE,
    # Counts.
    "plan-count": FLOOR | OFFICE,
    "begin-count": FLOOR,
    "record-count": FLOOR,
    "finish-count": FLOOR,
    "close-count": FLOOR,
    "zero-check": FLOOR,
    "resolve-count": frozenset({LEAD, QUALITY}),
    "approve-count": frozenset({LEAD, QUALITY}),
    "cancel-count": OFFICE | {QUALITY},
    "classify": OFFICE,
    # Quality.
    "inspect": FLOOR,
    "judge": frozenset({QUALITY}),
    "retest": frozenset({QUALITY}),
    "add-certificate": FLOOR,
    "add-test": frozenset({LEAD, QUALITY}),
    "change-test": frozenset({LEAD, QUALITY}),
    "remove-test": frozenset({LEAD, QUALITY}),
    # Documents.
    "add-order": OFFICE,
    "cancel-order": OFFICE,
    "add-receipt": OFFICE,
    "close-receipt": OFFICE,
    # Masters.
    "add-recipe": OFFICE,
    "retire-recipe": OFFICE,
    "add-item": OFFICE,
    "change-item": OFFICE,
    "add-pack": OFFICE,
    "add-bin": OFFICE,
    "add-bins": OFFICE,
    "change-bin": OFFICE,
    "set-level": OFFICE,
    "add-partner": OFFICE,
    "change-partner": OFFICE,
    "review-audit": OFFICE | CASE,
    "change-setting": frozenset({ADMIN}),
    "import": OFFICE,
    # People.
    "add-person": frozenset({ADMIN}),
    "change-person": frozenset({ADMIN}),
    "set-pin": frozenset({ADMIN}),
    # What an act takes beyond its kind: asked for inside the operation.
    "accept-short": frozenset({LEAD, QUALITY}),
}
"""What is done, by the kind of its entry, or a right that an operation asks for beside it -> who may do it."""

_WORDS = {
    "putaway": "put away",
    "accept-short": "accept short-dated goods",
    "set-pin": "set a PIN",
    "pull-refill": "pull goods for pick faces",
    "drop-refill": "put them down there",
    "book-reply": "book replies to recalls",
    "remind": "remind consignees",
    "review-audit": "review the audit trail",
    "short-refill": "report the reserve short",
    "make-run": "make goods",
    "open-run": "open a run",
    "consume-run": "take goods for a run",
    "produce-run": "put down what a run makes",
    "give-back": "give back what a run does not use",
    "scrap-run": "throw away goods of a run",
    "close-run": "close a run",
    "split-lot": "split a lot",
    "merge-lots": "merge lots",
    "relabel-lot": "relabel a lot",
}
"""How a right reads where its name does not."""


def may(roles: Iterable[Role], right: str) -> bool:
    """Return whether somebody with these roles may do something."""
    return not RIGHTS[right].isdisjoint(roles)


def in_words(right: str) -> str:
    """Return a right as it stands in a sentence: ``put away``."""
    return _WORDS.get(right, right.replace("-", " "))


def rights_of(roles: Iterable[Role]) -> tuple[str, ...]:
    """Return all that somebody with these roles may do."""
    having = frozenset(roles)
    return tuple(right for right in RIGHTS if may(having, right))


def ordered(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Return roles, each once, in the order in which they are always written."""
    having = frozenset(roles)
    return tuple(role for role in Role if role in having)


def who_may(right: str) -> str:
    """Return who may do something, in words: ``lead or quality``."""
    return " or ".join(role for role in Role if role in RIGHTS[right])
