"""Which stock may be used, which lot leaves first, and why.

One predicate, ``why_not``, says whether stock is usable: list, suggestion, allocation, pick, ship
and print all ask it. The expiry day is the last usable day.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from wms_tui.domain.types import PlaceKind, Rotation, Status

NEVER = date.max
PLATE_HELD, BIN_HELD = 1, 2


class Candidate(NamedTuple):
    """A balance that might be taken, with all that decides whether it may and when its turn is."""

    lot_id: int
    place_id: int
    plate_id: int
    quantity: int
    reserved: int
    lot: str
    status: str
    expires_on: date | None
    removal_on: date
    received_on: date
    began_on: date | None
    """When its life began, as far as that is known: the day it was made, else by how long the item keeps."""
    lot_key: str
    bin: str
    kind: str
    walk: int
    pickable: int
    blocked: int
    counting: int
    plate: str
    doubted: int = 0
    """Whether somebody found less there than the books say, and nobody has counted since."""
    held: int = 0
    """What of it is on hold beside its lot: 1 its plate, 2 its bin, 3 both."""

    @property
    def available(self) -> int:
        """What nobody else has been promised."""
        return self.quantity - self.reserved


@dataclass(frozen=True, slots=True)
class Need:
    """For whom and when: the day it ships, and what life must be left when it arrives."""

    on: date
    transit_days: int = 0
    minimum_days: int = 0
    minimum_percent: int = 0
    lot_id: int | None = None
    """The lot that was asked for; no other will do."""
    arrives_on: date = field(init=False)
    """The day the customer has it."""
    minimum_expiry: date = field(init=False)
    """The earliest expiry that still leaves the days the customer asks for."""

    def __post_init__(self) -> None:
        """Reckon the days once: every lot that might be taken is held against them."""
        arrives_on = self.on + timedelta(self.transit_days) if self.transit_days else self.on
        object.__setattr__(self, "arrives_on", arrives_on)
        object.__setattr__(self, "minimum_expiry", arrives_on + timedelta(self.minimum_days))


_RELEASED = Status.RELEASED.value
_BIN = PlaceKind.BIN.value
_STATUS_REASONS = {
    Status.QUARANTINE: "quarantined: quality has not released it",
    Status.HOLD: "on-hold",
    Status.REJECTED: "rejected",
    Status.RECALLED: "recalled",
}


def usable(stock: Candidate, need: Need) -> bool:
    """Return whether any of this stock may be promised or taken for a need."""
    return why_not(stock, need) is None


def why_not(stock: Candidate, need: Need) -> str | None:
    """Return why stock may not be taken, as a code and a few words, or None where it may."""
    reason = kept_reason(stock, need)
    if reason is not None:
        return reason
    if stock.quantity <= stock.reserved:
        return "reserved"
    if need.lot_id is not None and stock.lot_id != need.lot_id:
        return "not-requested: another lot was asked for"
    return None


def kept_reason(stock: Candidate, need: Need) -> str | None:
    """Return why stock that is kept for a need may not be taken for it now; None where it may."""
    return lot_reason(stock.status, stock.expires_on, stock.began_on, stock.received_on, need) or place_reason(stock)


def lot_reason(
    status: str, expires_on: date | None, began_on: date | None, received_on: date, need: Need
) -> str | None:
    """Return why a lot may not leave for a need, wherever it is; None where it may."""
    if status != _RELEASED:
        return _STATUS_REASONS[Status(status)]
    if expires_on is None:
        return None
    if expires_on < need.on:
        return f"expired: {expires_on.isoformat()}"
    if expires_on < need.minimum_expiry:
        left = (expires_on - need.arrives_on).days
        return f"too-short-dated: {left} days left on arrival, {need.minimum_days} needed"
    if need.minimum_percent:
        return _percent_reason(expires_on, began_on or received_on, need)
    return None


def _percent_reason(expires_on: date, began_on: date, need: Need) -> str | None:
    life = (expires_on - began_on).days
    left = (expires_on - need.arrives_on).days
    if life > 0 and left * 100 < need.minimum_percent * life:
        return f"too-short-dated: {left * 100 // life} % of life left, {need.minimum_percent} % needed"
    return None


def why_not_brought(stock: Candidate, need: Need) -> str | None:
    """Return why stock may not be brought to where it is picked for a need; None where it may.

    It is in a bin, which need not be one that anything is picked from; else the same is asked as of what is picked.
    """
    lot = lot_reason(stock.status, stock.expires_on, stock.began_on, stock.received_on, need)
    return (
        lot
        or _shut(stock)
        or (None if stock.kind == _BIN else "not-a-bin")
        or ("reserved" if stock.available <= 0 else None)
    )


def place_reason(stock: Candidate) -> str | None:
    """Return why nothing may be picked where this stock is; None where it may."""
    return _shut(stock) or (None if stock.pickable and stock.kind == _BIN else "not-pickable: no picks from here")


def _shut(stock: Candidate) -> str | None:
    """Return why nothing may be taken now where this stock is, neither to pick it nor to bring it elsewhere."""
    if stock.held:
        return "on-hold: the bin is held" if stock.held >= BIN_HELD else "on-hold: the pallet is held"
    if stock.blocked:
        return "blocked: the bin is closed"
    if stock.counting:
        return "being-counted"
    if stock.doubted:
        return "being-counted: reported short, count it"
    return None


class _Backwards:
    """A text that sorts the other way round."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __lt__(self, other: "_Backwards") -> bool:
        return other.text < self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Backwards) and other.text == self.text


def _identity(stock: Candidate) -> tuple[int, int, int]:
    return (stock.place_id, stock.lot_id, stock.plate_id)


def fefo_key(stock: Candidate) -> tuple[Any, ...]:
    """Sort by removal date (none last), received, lot, way, smaller quantity, row."""
    return (stock.removal_on, stock.received_on, stock.lot_key, stock.walk, stock.quantity, _identity(stock))


def fifo_key(stock: Candidate) -> tuple[Any, ...]:
    """Sort by received, removal date (none last), lot, way, smaller quantity, row."""
    return (stock.received_on, stock.removal_on, stock.lot_key, stock.walk, stock.quantity, _identity(stock))


def lifo_key(stock: Candidate) -> tuple[Any, ...]:
    """Sort by received latest first, lot backwards, way, smaller quantity, row."""
    return (
        -stock.received_on.toordinal(), _Backwards(stock.lot_key), stock.walk, stock.quantity, _identity(stock)
    )  # fmt: skip


ORDER = {Rotation.FEFO: fefo_key, Rotation.FIFO: fifo_key, Rotation.LIFO: lifo_key}

_LAST_DECIDERS = ("nearer on the way", "empties the bin", "tie")
_DECIDERS = {
    Rotation.FEFO: ("first to be removed", "received first", "lower lot number", *_LAST_DECIDERS),
    Rotation.FIFO: ("received first", "first to be removed", "lower lot number", *_LAST_DECIDERS),
    Rotation.LIFO: ("received last", "higher lot number", *_LAST_DECIDERS),
}


def why(stock: Candidate, following: Candidate | None, rotation: Rotation) -> str:
    """Return what decided that stock comes before the one that follows it."""
    if following is None:
        return f"{rotation.value}: the only one left"
    key = ORDER[rotation]
    for mine, other, word in zip(key(stock), key(following), _DECIDERS[rotation], strict=True):
        if mine != other:
            return f"{rotation.value}: {word}{_shown(word, stock)}"
    return f"{rotation.value}: tie"


def _shown(word: str, stock: Candidate) -> str:
    if word == "first to be removed" and stock.removal_on != NEVER:
        return f" ({stock.removal_on.isoformat()})"
    if word.startswith("received"):
        return f" ({stock.received_on.isoformat()})"
    return ""
