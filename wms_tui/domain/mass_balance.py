"""The mass balance of a lot: what came in is what is there, or what went out, or a difference that must be explained.

21 CFR 117.139 and 7.49 ask for what was made, distributed and is on hand; BRCGS 3.9.2 for a balance within four hours.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from wms_tui.domain.types import Status


class GapEntry(NamedTuple):
    """An entry by which goods were found (above zero) or lost (below), and why the books were said to be wrong."""

    entry: int
    kind: str
    at: datetime
    by: str
    reason: str
    reference: str
    bin: str
    quantity: int


class Leak(NamedTuple):
    """A place where the balance of a lot is not the sum of its moves."""

    bin: str
    plate: str
    stock: int
    moves: int


@dataclass(frozen=True, slots=True)
class LotBalance:
    """Where all of a lot came from and went to, in base units, net of what was undone.

    What is reserved or staged is a part of what is on hand; both are None as of a past moment, where they are not
    known.
    """

    lot_id: int
    item: str
    lot: str
    name: str
    unit: str
    status: Status
    at: datetime | None
    received: int
    produced: int
    found: int
    returned: int
    on_hand: int
    """Read from the balances by bin, not from moves: what leaked shows as a difference."""
    shipped: int
    consumed: int
    destroyed: int
    lost: int
    sampled: int
    sent_back: int
    reserved: int | None
    staged: int | None
    gap: tuple[GapEntry, ...] = ()
    leaks: tuple[Leak, ...] = ()

    @property
    def came_in(self) -> int:
        """All that came in."""
        return self.received + self.produced + self.found + self.returned

    @property
    def accounted(self) -> int:
        """All that is there or went out."""
        return self.on_hand + self.shipped + self.consumed + self.destroyed + self.lost + self.sampled + self.sent_back

    @property
    def difference(self) -> int:
        """What came in and is neither there nor went out; below zero where more is there than came."""
        return self.came_in - self.accounted

    @property
    def percent(self) -> float:
        """How much of what came in is there or went out; 100 where nothing came in and nothing is there."""
        return _percent(self.accounted, self.came_in)

    @property
    def traced_percent(self) -> float:
        """The same without goods of which is only known that they were found, or that they are missing."""
        return _percent(self.accounted - self.lost, self.came_in - self.found)


def _percent(part: int, whole: int) -> float:
    """Return a share in percent. It is 100 only where nothing is missing, however little that may be."""
    if not whole:
        return 0.0 if part else 100.0
    share = round(100 * part / whole, 2)
    if share == 100.0 and part != whole:
        return 99.99 if part < whole else 100.01
    return share
