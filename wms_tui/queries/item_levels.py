"""How all items stand: what there is, how long it lasts, what is announced, and whether more is to be ordered."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from wms_tui.domain.forecast import Rate
from wms_tui.domain.levels import LevelState, days_of_cover, level_state, to_order
from wms_tui.domain.rotation import Need, lot_reason
from wms_tui.queries.forecast import rates_of_use
from wms_tui.queries.receipts import OPEN_BY_ITEM
from wms_tui.queries.stock import life_began
from wms_tui.storage.statements import day, rows


class ItemLevel(NamedTuple):
    """How an item stands, in base units."""

    item: str
    name: str
    unit: str
    on_hand: int
    """All of it in the house."""
    usable: int
    """Of that what is released and not expired, wherever it is."""
    minimum: int | None
    maximum: int | None
    reorder_point: int | None
    on_order: int
    """Announced by suppliers, and not received yet."""
    rate: Rate
    state: LevelState

    @property
    def cover(self) -> int | None:
        """Return how many days the usable stock lasts; None where nothing is used."""
        return days_of_cover(self.usable, self.rate)

    @property
    def order(self) -> bool:
        """Return whether more is to be ordered."""
        return to_order(self.usable, self.on_order, self.reorder_point)


_ITEMS = "SELECT id, code, name, unit, minimum, maximum, reorder_point FROM item ORDER BY folded"
_THERE = """
SELECT lot.item_id, lot.status, lot.expires_on, lot.made_on, item.shelf_life, lot.received_on, sum(stock.quantity)
FROM stock CROSS JOIN lot CROSS JOIN item
WHERE lot.id = stock.lot_id AND item.id = lot.item_id AND stock.quantity > 0 GROUP BY stock.lot_id
"""


def item_levels(today: date, *, days: int | None = None) -> list[ItemLevel]:
    """Return how every item stands today, by code; ``days`` is how far back its use is looked at.

    Raises:
        BadInput: ``bad-days`` for a look back at no day.
    """
    on_hand: dict[int, int] = defaultdict(int)
    usable: dict[int, int] = defaultdict(int)
    need = Need(today)
    for item, status, expires, made, life, received, quantity in rows(_THERE):
        on_hand[item] += quantity
        began = day(made) or (life_began(expires, life) if expires and life else None)
        if lot_reason(status, day(expires), began, day(received) or today, need) is None:
            usable[item] += quantity
    known, used = rates_of_use(today, days=days)
    announced = dict(rows(OPEN_BY_ITEM))
    return [
        ItemLevel(
            code, name, unit, on_hand[number], usable[number], minimum, maximum, point, announced.get(number, 0),
            Rate(max(0, used.get(number, 0)), known), level_state(on_hand[number], minimum, maximum),
        )
        for number, code, name, unit, minimum, maximum, point in rows(_ITEMS)
    ]  # fmt: skip
