"""Will it sell? What of each lot is still there when it must be removed, at the rate its item is used at now.

The lots of an item leave first expired first. By the removal day of a lot only so much has been used as the rate
gives until the evening before, less what the lots before it took; what is left of it then does not move.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wms_tui.domain.quantity import Pack, spell_quantity


@dataclass(frozen=True, slots=True)
class Rate:
    """So many base units were used in so many days."""

    used: int
    days: int

    def until(self, days: int) -> int:
        """Return how many whole units are used in so many days at this rate."""
        return self.used * max(0, days) // self.days

    def __str__(self) -> str:
        """Return the units a day, to one decimal: ``12.5``."""
        tenths = round(Fraction(self.used * 10, self.days))
        return f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class Supply:
    """A lot with what there is of it and what of that is promised to orders, in base units."""

    lot: str
    quantity: int
    reserved: int
    removal_on: date | None
    expires_on: date | None
    received_on: date | None
    lot_key: str = ""
    status: str = "released"

    def promised(self, today: date) -> int:
        """Return what orders will take of it: once it is expired, nothing."""
        return 0 if self.expires_on is not None and self.expires_on < today else self.reserved


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of a lot until it must be removed."""

    supply: Supply
    days: int | None
    """Days on which it can still be used before it is removed; None where it never is."""
    moves: int
    unsold: int
    before: int
    """What the lots that leave before it take of the use until then."""

    @property
    def extra_a_day(self) -> int:
        """How many more units a day would have to be used so that nothing of this lot is left."""
        return -(-self.unsold // max(1, self.days or 0))


def project(lots: Iterable[Supply], rate: Rate, today: date) -> tuple[Outlook, ...]:
    """Return what becomes of the lots of one item, in the order in which they leave.

    What is promised to orders moves, and is the first part of what will be used. The removal day itself is too
    late. A lot that is never removed loses nothing.
    """
    ordered = sorted(lots, key=_fefo)
    taken = all_promised = sum(one.promised(today) for one in ordered)
    found: list[Outlook] = []
    for one in ordered:
        promised = one.promised(today)
        free = one.quantity - promised
        if one.removal_on is None:
            found.append(Outlook(one, None, one.quantity, 0, taken - all_promised))
            continue
        days = max(0, (one.removal_on - today).days)
        moves = min(free, max(0, rate.until(days) - taken))
        found.append(Outlook(one, days, promised + moves, free - moves, taken - all_promised))
        taken += moves
    return tuple(found)


def _fefo(one: Supply) -> tuple[date, date, str]:
    return (one.removal_on or date.max, one.received_on or date.max, one.lot_key)


@dataclass(frozen=True, slots=True)
class ItemOutlook:
    """An item, how fast it is used, and what becomes of its lots."""

    item: str
    name: str
    unit: str
    packs: tuple[Pack, ...]
    rate: Rate
    lots: tuple[Outlook, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """Units of a lot that will not move, why, and what to do; ``rank`` 1 is to be acted upon first."""

    rank: int
    item: str
    name: str
    lot: str
    quantity: int
    unsold: int
    moves: int
    unit: str
    removal_on: date | None
    expires_on: date | None
    days: int
    per_day: str
    """Units used a day, to one decimal."""
    why: str
    do: str


def losses(items: Sequence[ItemOutlook]) -> tuple[Loss, ...]:
    """Return what will not move, in the order in which to act: the largest loss a day that is left comes first.

    So of two equal losses the nearer one comes first, and of two that are equally near the larger one. Losses are
    compared in the smallest pack of each item, or grams would outweigh cases.
    """
    lost = [(item, one) for item in items for one in item.lots if one.unsold]
    lost.sort(key=lambda pair: _urgency(*pair))
    return tuple(_loss(rank, *pair) for rank, pair in enumerate(lost, 1))


def _urgency(item: ItemOutlook, one: Outlook) -> tuple[Fraction, int, str, str]:
    days = one.days or 0
    pack = min((pack.quantity for pack in item.packs if pack.quantity > 1), default=1)
    return (-Fraction(one.unsold, pack * max(1, days)), days, item.item, one.supply.lot_key)


def _loss(rank: int, item: ItemOutlook, one: Outlook) -> Loss:
    supply = one.supply
    return Loss(
        rank, item.item, item.name, supply.lot, supply.quantity, one.unsold, one.moves, item.unit, supply.removal_on,
        supply.expires_on, one.days or 0, str(item.rate), _why(item, one), _do(item, one),
    )  # fmt: skip


def _why(item: ItemOutlook, one: Outlook) -> str:
    stopped = "" if one.supply.status == "released" else f"; it is on {one.supply.status}"
    stopped = stopped.replace("on quarantine", "in quarantine")
    if not one.days:
        return f"its removal day has come{stopped}"
    if not item.rate.used:
        return f"nothing of it was used in {_days(item.rate.days)}{stopped}"
    before = f", lots before it take {_spelled(item, one.before)}" if one.before else ""
    return f"{item.rate} {item.unit} a day for {_days(one.days)}{before}{stopped}"


def _days(days: int) -> str:
    return f"{days} {'day' if days == 1 else 'days'}"


def _do(item: ItemOutlook, one: Outlook) -> str:
    loss = _spelled(item, one.unsold)
    if not one.days:
        return f"Take out {loss}: send it back or destroy it"
    return f"Sell {_spelled(item, one.extra_a_day)} a day more, or give up {loss}"


def _spelled(item: ItemOutlook, quantity: int) -> str:
    return spell_quantity(quantity, item.packs, item.unit)
