"""The letters of a recall, frozen as they were made: what one consignee is told, and what changed since the last time.

A letter holds its own consignee's deliveries and nobody else's. It is kept as JSON and printed from what was kept.
Quantities are base units.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from wms_tui.domain.recall import Depth, RecallClass, RecallKind


@dataclass(frozen=True, slots=True)
class Firm:
    """Who recalls, and how to reach them."""

    name: str
    address: str
    phone: str
    email: str
    hours: str

    @property
    def unreachable(self) -> bool:
        """Whether a reader is told neither a phone nor an e-mail address to answer to."""
        return not (self.phone.strip() or self.email.strip())


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter goes to, and how to reach them."""

    code: str
    name: str
    address: str
    contact: str
    phone: str
    after_hours: str
    email: str
    language: str
    verified_on: date | None

    @property
    def unreachable(self) -> bool:
        """Whether neither an address nor a phone nor an e-mail address of theirs is known."""
        return not (self.address.strip() or self.phone.strip() or self.email.strip())


@dataclass(frozen=True, slots=True)
class LetterLot:
    """A recalled lot, how to know it, and how much of it this consignee has been delivered and did not send back."""

    item: str
    name: str
    brand: str
    size: str
    gtin: str
    lot: str
    supplier_lot: str
    made_on: date | None
    expires_on: date | None
    unit: str
    quantity: int
    packs: str


@dataclass(frozen=True, slots=True)
class LetterDelivery:
    """So much of a lot that this consignee was sent by one shipment."""

    on: date
    document: str
    item: str
    lot: str
    quantity: int
    returned: int
    unit: str
    packs: str
    plates: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is new in a version: what it is (``letter_words.CHANGES``), before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Letter:
    """All that one consignee is told."""

    recall: str
    version: int
    code: str
    """What the bar code of its response form says."""
    drill: bool
    kind: RecallKind
    recall_class: RecallClass
    product: str
    depth: Depth
    made_at: datetime
    made_by: str
    firm: Firm
    to: Addressee
    reason: str
    hazard: str
    instructions: str
    reply_by: date | None
    lots: tuple[LetterLot, ...]
    deliveries: tuple[LetterDelivery, ...]
    changes: tuple[Change, ...] = ()
    complaints: str = ""
    """Complaints, illness and injury known so far."""
    authority: str = ""
    """Which authority was told, and when."""

    @property
    def cancels(self) -> bool:
        """Whether it tells somebody who was told before that nothing of theirs is recalled any more."""
        return not self.lots

    @property
    def urgent(self) -> bool:
        """Whether it is marked URGENT: classes I and II, and what nobody has classified yet (21 CFR 7.49(b)(2))."""
        return self.recall_class is not RecallClass.THREE and not self.cancels

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day of delivery."""
        days = [one.on for one in self.deliveries]
        return min(days), max(days)


@dataclass(frozen=True, slots=True)
class Print:
    """A letter as it is put on paper: who approved it, whether it is a draft, and the seal of the books."""

    letter: Letter
    approved_by: str = ""
    approved_at: datetime | None = None
    signed: bool = False
    """Whether who approved it signed with badge and PIN."""
    draft: bool = False
    seal: str = ""


_NOT_SAID = ("version", "code", "made_at", "made_by", "changes")
"""What a new version has of its own, whatever it says."""


def says_the_same(one: Letter, other: Letter) -> bool:
    """Return whether two letters tell their reader the same."""
    return replace(one, **{name: getattr(other, name) for name in _NOT_SAID}) == other


def told_too_much(told: Mapping[int, Letter], concerned: Container[int]) -> list[int]:
    """Return who was told of a case that does not concern them any more, and was not told so.

    ``told`` has the last letter that each was sent, ``concerned`` those who have goods in the case now.
    """
    return [partner for partner, letter in told.items() if partner not in concerned and not letter.cancels]


def told_too_little(told: Mapping[int, Letter], letters: Mapping[int, Letter]) -> list[int]:
    """Return who was told of a case, and not of all lots of theirs that are in it now, as ``letters`` have them."""
    return [
        partner for partner, letter in letters.items()
        if partner in told and not {*_by_name(letter.lots)} <= {*_by_name(told[partner].lots)}
    ]  # fmt: skip


def differences(before: Letter, after: Letter) -> tuple[Change, ...]:
    """Return what a letter says that the one before it did not, in the order in which readers need it."""
    found = [*_lots(before.lots, after.lots)]
    for what, old, new in (
        ("class", before.recall_class.value, after.recall_class.value),
        ("kind", before.kind.value, after.kind.value),
        ("reason", before.reason, after.reason),
        ("hazard", before.hazard, after.hazard),
        ("complaints", before.complaints, after.complaints),
        ("authority", before.authority, after.authority),
        ("deadline", _day(before.reply_by), _day(after.reply_by)),
        ("instructions", before.instructions, after.instructions),
    ):
        if old != new:
            found.append(Change(what, old, new))
    if not found and not says_the_same(before, after):
        found.append(Change("details", "", ""))
    return tuple(found)


def _lots(before: Sequence[LetterLot], after: Sequence[LetterLot]) -> Iterable[Change]:
    old, new = _by_name(before), _by_name(after)
    for name in new.keys() - old.keys():
        yield Change("lot-added", "", name)
    for name in old.keys() - new.keys():
        yield Change("lot-removed", name, "")
    for name in new.keys() & old.keys():
        if new[name].quantity != old[name].quantity:
            yield Change("quantity", f"{old[name].quantity}", f"{name} {new[name].quantity} {new[name].unit}")


def _by_name(lots: Iterable[LetterLot]) -> Mapping[str, LetterLot]:
    return {f"{one.item} {one.lot}": one for one in lots}


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def exceptions_of(letter: Letter, today: date, fresh_days: int) -> tuple[str, ...]:
    """Return what is wrong with the contact of a letter: ``address``, ``phone``, ``email`` missing, or ``stale``."""
    missing = [name for name in ("address", "phone", "email") if not getattr(letter.to, name).strip()]
    verified = letter.to.verified_on
    stale = verified is None or (today - verified).days > fresh_days
    return (*missing, *(("stale",) if stale else ()))
