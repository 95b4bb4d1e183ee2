"""What the letters of a recall say in every language; a language is complete, or the program does not start.

Names in braces are filled in. The wording follows 21 CFR 7.49: brief, what it is, why, what to do, how to answer, and
nothing that promotes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wms_tui.domain.recall import Depth, RecallKind


@dataclass(frozen=True, slots=True)
class Letters:
    """The words of the letter itself."""

    urgent: str
    kinds: Mapping[RecallKind, str]
    """``{product} RECALL``."""
    products: Mapping[str, str]
    """Words for the usual kinds of goods; others stand as they were typed."""
    class_word: str
    not_classified: str
    depths: Mapping[Depth, str]
    version: str
    written: str
    """When and by whom it was written, at the foot of each page."""
    page: str
    update: str
    draft: str
    test: str
    to: str
    account: str
    what: str
    only_these: str
    received: str
    received_between: str
    why: str
    hazard: str
    no_hazard: str
    complaints: str
    authority: str
    do: str
    steps: tuple[str, str, str]
    usual_instructions: str
    pass_on: str
    none_left: str
    answer_by: str
    answer_soon: str
    contact: str
    approved: str
    signed: str
    cancelled: str
    """The heading of a letter to somebody whom nothing concerns any more."""
    may_use: str
    """What they may do with the goods now."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of columns."""

    item: str
    lot: str
    their_lot: str
    made: str
    expires: str
    quantity: str
    date: str
    document: str
    returned: str
    pallets: str
    delivered: str
    on_hand: str
    sent_back: str
    destroyed: str
    used: str
    sold_on: str
    not_found: str


@dataclass(frozen=True, slots=True)
class Forms:
    """The words of the response form."""

    title: str
    send_back: str
    scan: str
    read: str
    read_by: str
    found: str
    yes: str
    no: str
    destroyed_how: str
    witness: str
    told: str
    told_how: str
    complaints: str
    remarks: str
    name: str
    position: str
    phone: str
    email: str
    signature: str
    on: str


@dataclass(frozen=True, slots=True)
class Mails:
    """The words of the covering letter, which is the text of the mail as well, and of what changed."""

    subject: str
    cancelled: str
    """The subject of a mail to somebody whom nothing concerns any more."""
    greeting: str
    body: tuple[str, ...]
    closing: str
    changes: Mapping[str, str]
    """What an update says of a change, by what changed: ``{before}``, ``{after}``."""


@dataclass(frozen=True, slots=True)
class Words:
    """All of one language."""

    language: str
    """As in ISO 639-1."""
    name: str
    letter: Letters
    heads: Heads
    form: Forms
    mail: Mails
    months: tuple[str, ...]


CHANGES = (
    "lot-added", "lot-removed", "quantity", "class", "kind", "reason", "hazard", "complaints", "authority", "deadline",
    "instructions", "details",
)  # fmt: skip
"""What an update may say of a letter."""
