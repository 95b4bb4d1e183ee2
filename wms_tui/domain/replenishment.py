"""What is to be brought from the reserve to the bins that are picked from.

A bin is filled up to its maximum once less than its minimum can be picked there, what is on its way counted in.
What is brought is the stock whose turn is first by the item's rotation, and nothing overtakes it: where the lot
whose turn it is cannot go into the bin (it takes one lot and has another), no later lot is brought either, and it is
said why. A lot may go into a bin with an earlier one, behind which it is put: pickers are sent to the earlier one
first. Whole packs are brought as long as one fits; single units only as far as the minimum needs them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from wms_tui.domain.codes import natural_key
from wms_tui.domain.putaway import BinChoice, Goods, refusal
from wms_tui.domain.quantity import Pack
from wms_tui.domain.rotation import ORDER, Candidate
from wms_tui.domain.rows import Item


@dataclass(frozen=True, slots=True)
class Face:
    """A bin that an item is picked from, and how much of it is to be there."""

    item: Item
    choice: BinChoice
    """The bin with all that is in it, and on its way to it."""
    minimum: int
    maximum: int
    stock: tuple[Candidate, ...] = ()
    """What of the item can be picked there now."""
    coming: int = 0
    """Of the item, on its way."""
    counting: bool = False

    @property
    def has(self) -> int:
        """Return what can be picked there now or soon, and nobody has been promised."""
        return sum(one.available for one in self.stock) + self.coming

    @property
    def due(self) -> bool:
        """Return whether it is below its minimum."""
        return self.has < self.minimum


class Refill(NamedTuple):
    """So much of a lot from a bin of the reserve to one that is picked from."""

    item: str
    lot: str
    source: str
    target: str
    quantity: int
    walk: int
    """Where the source is on the way."""
    lot_id: int
    plate: str = ""
    """The pallet it is on in the source."""
    zone: str = ""
    """The part of the house that the target is in."""
    behind: str = ""
    """The lot in the target whose turn is before this one's; this one is put behind it."""


class Unfilled(NamedTuple):
    """A bin that stays below its minimum, by how much, and why."""

    item: str
    bin: str
    short: int
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be brought, in walk order of where it is, and which bins stay short."""

    refills: tuple[Refill, ...]
    unfilled: tuple[Unfilled, ...]


StockKey = tuple[int, int, int]
"""A balance, by its place, lot and plate."""


def plan(faces: Iterable[Face], reserve: Mapping[int, Sequence[Candidate]]) -> Plan:
    """Return what to bring to faces that are to be filled, the emptiest served first.

    ``reserve`` holds, by item, the stock that may be brought, in the order in which it should leave.
    """
    work = _Work(reserve)
    for face in sorted(faces, key=_urgency):
        work.fill(face)
    refills = sorted(work.refills, key=lambda one: (one.walk, natural_key(one.source), one.item, natural_key(one.lot)))
    return Plan(tuple(refills), tuple(work.unfilled))


def own_cart(badge: str) -> str:
    """Return the code of the cart that belongs to a badge, cut to what a code may be long."""
    return f"CART-{badge}"[:64].rstrip()


def whole_packs(quantity: int, packs: Iterable[Pack]) -> int:
    """Return how much of a quantity whole packs make, so that none of the smallest is opened; 0 where none fits."""
    sizes = [pack.quantity for pack in packs if pack.quantity > 1]
    if not sizes:
        return quantity
    smallest = min(sizes)
    return quantity - quantity % smallest


def older_in_front(lot: Candidate, face: Iterable[Candidate], item: Item) -> Candidate | None:
    """Return the stock in a face whose turn is before a lot's, the first of it; None where the lot itself is next."""
    key = ORDER[item.rotation]
    turn = key(lot)[:-3]
    before = [one for one in face if one.lot_id != lot.lot_id and key(one)[:-3] < turn]
    return min(before, key=key, default=None)


def _urgency(face: Face) -> tuple[float, int, str]:
    return (face.has / max(face.minimum, 1), face.choice.walk, natural_key(face.choice.code))


class _Work:
    """A plan under way: what is left of the reserve, and what the bins will hold."""

    def __init__(self, reserve: Mapping[int, Sequence[Candidate]]) -> None:
        self.refills: list[Refill] = []
        self.unfilled: list[Unfilled] = []
        self._reserve = reserve
        self._taken: dict[StockKey, int] = {}
        self._choices: dict[str, BinChoice] = {}

    def fill(self, face: Face) -> None:
        """Plan what one face gets."""
        has, why = face.has, _shut(face)
        choice = self._choices.get(face.choice.code, face.choice)
        for one in () if why else self._reserve.get(face.item.id, ()):
            key = (one.place_id, one.lot_id, one.plate_id)
            free = one.available - self._taken.get(key, 0)
            if free <= 0:
                continue
            if has >= face.maximum:
                break
            quantity, why = _quantity(face, choice, one, free, has)
            if why:
                # What comes after it in rotation must not overtake it.
                break
            self._taken[key] = self._taken.get(key, 0) + quantity
            has += quantity
            choice = _with(choice, face.item.code, one.lot, quantity)
            self.refills.append(_refill(face, one, quantity))
            if quantity < free:
                # What is left of it has no room here, and nothing overtakes that either.
                why = f"{choice.code} takes no more"
                break
        self._choices[face.choice.code] = choice
        if has < face.minimum:
            short = face.minimum - has
            self.unfilled.append(Unfilled(face.item.code, choice.code, short, why or "no stock in reserve"))


def _quantity(face: Face, choice: BinChoice, one: Candidate, free: int, has: int) -> tuple[int, str]:
    """Return how much of a balance goes into a face, or 0 and why none."""
    item = face.item
    broken = refusal(Goods(item.code, one.lot, 1, item.temperature, item.fixed_bin), choice)
    if broken is not None:
        return 0, f"{one.lot or item.code} of {one.bin} goes first: {broken.message}"
    wanted = face.maximum - has
    fits = wanted if choice.room is None else min(wanted, choice.room)
    if free <= fits:
        return free, ""
    # Single units fill up to the minimum, no further: a pack that is opened for them is a pack less.
    quantity = max(whole_packs(fits, item.packs), min(fits, face.minimum - has))
    return (quantity, "") if quantity > 0 else (0, "no pack fits")


def _with(choice: BinChoice, item: str, lot: str, quantity: int) -> BinChoice:
    """Return a bin with more goods in it."""
    return replace(choice, holds=(*choice.holds, (item, lot)), quantity=choice.quantity + quantity)


def _refill(face: Face, one: Candidate, quantity: int) -> Refill:
    front = older_in_front(one, face.stock, face.item)
    return Refill(
        face.item.code, one.lot, one.bin, face.choice.code, quantity, one.walk, one.lot_id, one.plate,
        face.choice.zone, front.lot if front else "",
    )  # fmt: skip


def _shut(face: Face) -> str:
    """Return why nothing may be put into a face now."""
    if face.counting:
        return f"{face.choice.code} is being counted"
    if not face.choice.pickable:
        return f"nothing is picked from {face.choice.code}"
    return f"{face.choice.code} is blocked" if face.choice.blocked else ""
