"""Choosing stock for the lines of orders, and keeping it for them; part of several verbs."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter

from wms_tui import ledger
from wms_tui.domain.look_ahead import Take
from wms_tui.domain.rotation import Candidate, Need, kept_reason, usable
from wms_tui.domain.rows import OrderLineRow, ReservationRow
from wms_tui.domain.types import Rotation
from wms_tui.queries import stock
from wms_tui.queries.orders import OrderHead, kept_for_order
from wms_tui.storage.reservation_rows import add_reservation, add_reservations, shrink_reservation

StockKey = tuple[int, int, int]


@dataclass(slots=True)
class Choice:
    """Takes for any number of lines, chosen before any of them is written."""

    takes: list[Take] = field(default_factory=list)
    _promised: dict[StockKey, int] = field(default_factory=dict)

    def cover(self, line: int, item_id: int, rotation: Rotation, need: Need, quantity: int) -> int:
        """Choose usable stock in rotation order for a line; return what it is short of."""
        return self._walk(item_id, rotation, need, {line: quantity})[line]

    def cover_all(self, lines: Iterable[OrderLineRow], need: Need) -> dict[int, int]:
        """Choose for all lines of an order, in their order; return what each that was short is short of now."""
        same: dict[tuple[int, Rotation], list[OrderLineRow]] = {}
        for line in lines:
            if line.short:
                same.setdefault((line.item_id, line.rotation), []).append(line)
        short: dict[int, int] = {}
        for (item_id, rotation), of_item in same.items():
            if all(line.lot_id is None for line in of_item):
                short |= self._walk(item_id, rotation, need, {line.id: line.short for line in of_item})
                continue
            for line in of_item:
                asked = replace(need, lot_id=line.lot_id)
                short[line.id] = self.cover(line.id, item_id, rotation, asked, line.short)
        return short

    def _walk(self, item_id: int, rotation: Rotation, need: Need, wanted: Mapping[int, int]) -> dict[int, int]:
        """Go once through the stock of an item for lines that need the same of it; return what each is short of.

        What one line could not use or has used up is nothing for the next. Nothing is read beyond what is needed.
        """
        short: dict[int, int] = {}
        with closing(stock.free_in_rotation(item_id, rotation)) as free:
            one = next(free, None)
            for line, quantity in wanted.items():
                left = quantity
                while one and left:
                    left -= self._take(line, one, need, left)
                    if left:
                        one = next(free, None)
                short[line] = left
        return short

    def _take(self, line: int, one: Candidate, need: Need, quantity: int) -> int:
        if not usable(one, need):
            return 0
        key = (one.place_id, one.lot_id, one.plate_id)
        promised = self._promised.get(key, 0)
        taken = min(quantity, one.available - promised)
        if taken <= 0:
            return 0
        self._promised[key] = promised + taken
        self.takes.append(Take(line, one, taken))
        return taken

    def add(self, takes: Iterable[Take]) -> None:
        """Take what was chosen elsewhere from stock as it is now."""
        for take in takes:
            key = (take.stock.place_id, take.stock.lot_id, take.stock.plate_id)
            self._promised[key] = self._promised.get(key, 0) + take.quantity
            self.takes.append(take)

    def keep(self, fresh: bool = False) -> None:
        """Write what was chosen: the balances in their one order, then the reservations.

        ``fresh`` says that nothing is kept for these lines yet, so that rows need not be looked for.
        """
        ledger.reserve_all(self._promised)
        takes = sorted(self.takes, key=attrgetter("line"))
        kept = [(line, found.lot_id, found.place_id, found.plate_id, taken) for line, found, taken in takes]
        if fresh:
            add_reservations(kept)
            return
        for one in kept:
            add_reservation(*one, picked=False)


def let_go(kept: Sequence[ReservationRow]) -> int:
    """Give up what is kept by these reservations and return how many rows they were."""
    ordered = sorted(kept, key=lambda one: (one.place_id, one.lot_id, one.plate_id))
    for one in ordered:
        ledger.change_balance((one.place_id, one.lot_id, one.plate_id), 0, -one.quantity)
        shrink_reservation(one.id, one.quantity)
    return len(ordered)


def let_go_of_unfit(head: OrderHead, on: date) -> list[tuple[ReservationRow, Candidate]]:
    """Give up what is kept for an order and may not be taken for it any more, so that it is sought elsewhere.

    Returns what stays kept, each with its balance.
    """
    need = head.need(on)
    kept = [
        (one, stock.balance_of(one.place_id, one.lot_id, one.plate_id)) for one in kept_for_order(head.id, picked=False)
    ]
    let_go([one for one, found in kept if kept_reason(found, need)])
    return [(one, found) for one, found in kept if not kept_reason(found, need)]
