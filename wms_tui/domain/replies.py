"""What consignees answer of recalled lots, how it adds up, and how many of them are asked whether it worked.

All quantities are base units. A consignee says of each lot where all of what was delivered is now: a unit is on hand,
or came back, or was destroyed, used, sold on, or cannot be found; no unit is said twice.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from wms_tui.domain.recall import CheckLevel
from wms_tui.errors import BadInput

_OF_LEVEL = {CheckLevel.A: 100, CheckLevel.C: 10, CheckLevel.D: 2, CheckLevel.E: 0}
"""Percent of consignees that are asked, by level (21 CFR 7.42(b)(3)); level B is said for each case."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Where the units of one lot are that a consignee was delivered, as they say it."""

    on_hand: int = 0
    returned: int = 0
    destroyed: int = 0
    used: int = 0
    sold_on: int = 0
    not_located: int = 0

    @property
    def accounted(self) -> int:
        """Units that are recovered, or can harm nobody any more: on hand, returned, destroyed, used."""
        return self.on_hand + self.returned + self.destroyed + self.used

    @property
    def told(self) -> int:
        """All units that something was said of."""
        return self.accounted + self.sold_on + self.not_located


NOTHING_SAID = Statement()


def statement_words(said: Statement) -> str:
    """Return a statement in words: ``on hand 3, used 2``."""
    told = [(one.name.replace("_", " "), getattr(said, one.name)) for one in fields(Statement)]
    return ", ".join(f"{name} {quantity}" for name, quantity in told if quantity) or "nothing is left of it"


@dataclass(frozen=True, slots=True)
class LotReply:
    """One lot at one consignee: what they were delivered, what they say of it, and what came back by itself."""

    partner_id: int
    customer: str
    name: str
    lot_id: int
    item: str
    lot: str
    unit: str
    delivered: int
    """Shipped, less what had come back before the case was opened."""
    said: Statement
    came_back: int
    """What was booked as a return since the case was opened."""
    replied_at: datetime | None = None
    """When they answered last; None where they did not."""
    person: str = ""
    note: str = ""
    sub_notified: int = 0
    answers: int = 0
    """How often they answered; the last counts."""
    received: int | None = None
    """How much they say they got; None where they do not say."""

    @property
    def differs(self) -> bool:
        """Whether they say that they got another quantity than was shipped."""
        return self.received is not None and self.received != self.delivered

    @property
    def accounted(self) -> int:
        """See ``Statement.accounted``; what came back and was not said fills what is missing."""
        unsaid = max(0, self.came_back - self.said.returned)
        return self.said.accounted + min(unsaid, max(0, self.delivered - self.said.accounted))

    @property
    def open(self) -> int:
        """Units that were delivered and are not accounted for."""
        return max(0, self.delivered - self.accounted)

    @property
    def over(self) -> int:
        """Units that were accounted for beyond what was delivered."""
        return max(0, self.accounted - self.delivered)

    @property
    def still_to_come(self) -> int:
        """Units that they say they returned and that were not booked as a return; below 0 where more came."""
        return self.said.returned - self.came_back if self.replied_at else 0


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of many replies together. What is too much of one lot at one consignee is missing nowhere else."""

    distributed: int
    said: Statement
    came_back: int
    consignees: int
    replied: int
    """Consignees that answered for every lot they were delivered."""
    open: int
    """Units that were distributed and are not accounted for."""
    shares: tuple[tuple[str, int, int], ...]
    """By unit of measure what was distributed and what of it is open: pieces and grams are not added up."""

    @property
    def accounted(self) -> int:
        """Units of what was distributed that are accounted for."""
        return self.distributed - self.open

    @property
    def percent(self) -> float:
        """See ``recovered_percent``; where there are several units of measure, that of the one with the least."""
        shares = [recovered_percent(all_of_it - left, all_of_it) for _, all_of_it, left in self.shares]
        return min(shares, default=100.0)


def recovered_percent(accounted: int, distributed: int, places: int = 1) -> float:
    """Return what was recovered of what was distributed, to a tenth of a percent; 100 where nothing was distributed.

    It says 100 only where it is all: 99.97 is 99.9, and 100.03 is 100.1.
    """
    if distributed <= 0:
        return 100.0
    rounded = round(100 * accounted / distributed, places)
    if rounded == 100.0 and accounted != distributed:
        least = 10**-places if accounted > distributed else -(10**-places)
        return round(100 + least, places)
    return rounded


def sum_of(statements: Iterable[Statement]) -> Statement:
    """Return statements added up, figure by figure."""
    rows = tuple(statements)
    return Statement(*(sum(getattr(one, field.name) for one in rows) for field in fields(Statement)))


def totals_of(replies: Iterable[LotReply]) -> Totals:
    """Return the figures of replies added up."""
    rows = tuple(replies)
    silent = {one.partner_id for one in rows if one.replied_at is None}
    everybody = {one.partner_id for one in rows}
    delivered, left = Counter[str](), Counter[str]()
    for one in rows:
        delivered[one.unit] += one.delivered
        left[one.unit] += one.open
    return Totals(
        delivered.total(), sum_of(one.said for one in rows), sum(one.came_back for one in rows),
        len(everybody), len(everybody - silent), left.total(),
        tuple((unit, delivered[unit], left[unit]) for unit in delivered),
    )  # fmt: skip


def sample_size(level: CheckLevel, consignees: int, percent: int | None = None) -> int:
    """Return how many of so many consignees are asked whether it worked: never fewer than the level says.

    A part of a consignee is a whole one, so that one is asked at least where the level asks anybody
    (21 CFR 7.42(b)(3)).

    Raises:
        BadInput: ``bad-percent`` where level B has no percent between 10 and 100, or another level has one.
    """
    share = _OF_LEVEL.get(level)
    if share is None:
        if percent is None or not 10 < percent < 100:
            raise BadInput("bad-percent", "Level B needs a percent", "Give more than 10 and less than 100")
        share = percent
    elif percent is not None:
        raise BadInput("bad-percent", f"Level {level.value} is {share} percent", "Give a percent with level B only")
    return -(-consignees * share // 100)


def drawn(seed: str, codes: Collection[str], size: int) -> tuple[str, ...]:
    """Return a sample of consignees that anybody can draw again from the seed.

    Each code gets a lot: SHA-256 over the seed, a colon and the code. The smallest are drawn. Neither the order in
    which they are named nor any program's random numbers matter.
    """
    order = sorted(codes, key=lambda code: (hashlib.sha256(f"{seed}:{code}".encode()).hexdigest(), code))
    return tuple(sorted(order[:size]))


@dataclass(frozen=True, slots=True)
class Check:
    """A consignee that was drawn, and what was found there."""

    customer: str
    name: str
    drawn_at: datetime
    done_at: datetime | None
    by: str
    method: str
    effective: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw of a sample: all that is needed to draw it again."""

    at: datetime
    by: str
    level: CheckLevel
    percent: int
    """What the level means: of level B what was chosen."""
    seed: str
    population: tuple[str, ...]
    sample: tuple[str, ...]


def effective_of(checks: Sequence[Check]) -> tuple[int, int]:
    """Return how many checks found that it worked, and how many that it did not."""
    return sum(one.effective is True for one in checks), sum(one.effective is False for one in checks)


def percent_of(level: CheckLevel, percent: int | None) -> int:
    """Return the percent of consignees that a level means."""
    return _OF_LEVEL.get(level, percent or 0)
