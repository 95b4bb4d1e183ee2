"""Papers about a whole recall, frozen: the call list, and what an authority is told (21 CFR 7.46)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from wms_tui.domain.recall import CheckLevel, Depth, RecallClass, RecallKind
from wms_tui.domain.recall_letters import Addressee, Firm


@dataclass(frozen=True, slots=True)
class Account:
    """A consignee, and how much they were delivered: quantities by base unit, such as ``37 EA``."""

    to: Addressee
    delivered: str
    lots: int
    stale: bool
    """Whether nobody has verified the contact for too long."""


@dataclass(frozen=True, slots=True)
class RecalledLot:
    """A lot in scope: what there was of it and where that is, in base units."""

    item: str
    name: str
    lot: str
    unit: str
    made_on: date | None
    expires_on: date | None
    produced: int
    in_house: int
    distributed: int


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case, for papers about it."""

    recall: str
    drill: bool
    kind: RecallKind
    recall_class: RecallClass
    product: str
    reason: str
    hazard: str
    depth: Depth
    strategy: str
    instructions: str
    check_level: CheckLevel
    reply_by: date | None
    opened_at: datetime
    opened_by: str
    firm: Firm
    lots: tuple[RecalledLot, ...]
    accounts: tuple[Account, ...]
    first_delivery: date | None
    last_delivery: date | None
    printed_at: datetime
    printed_by: str
    seal: str = ""
    complaints: str = ""
    authority: str = ""

    @property
    def distributed(self) -> str:
        """All that was distributed, by base unit."""
        return by_unit((one.unit, one.distributed) for one in self.lots)


def by_unit(quantities: Iterable[tuple[str, int]]) -> str:
    """Return quantities added up unit by unit: ``6188 EA, 40 KG``. Units are never added to one another."""
    total: dict[str, int] = {}
    for unit, quantity in quantities:
        total[unit] = total.get(unit, 0) + quantity
    return ", ".join(f"{quantity} {unit}" for unit, quantity in total.items() if quantity) or "0"
