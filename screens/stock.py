"""The desk screen ``stock``: what is where, how much of it is free, and until when it is good."""

from typing import Any

from screens.desk import DeskScreen
from screens.keyed_rows import KeyedRows
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.wording import Packs, exception, expiry, held_or, in_units, status_words
from wms_tui.domain.rows import StockRow
from wms_tui.domain.types import Status
from wms_tui.queries.stock_pages import stock_page

_WORDS = (
    "Type or scan the beginning of a lot, item, name or bin, or several words: the list narrows.",
    "Free is what no order has been promised. Days left are counted from today; below zero it is expired.",
)


_LOT = 10
_QUANTITY = 11
_BINS = 36
"""Below this width the list has no room for bins beside lots and quantities."""

_WIDE = 60
"""From this width on the list itself shows what matters most, and the line below it the rest."""


class Balances(KeyedRows):
    """The balances of the house, a row each."""

    order = "bin"
    columns = (
        Column("bin", "BIN", 9, 3, sortable=False),
        Column("item", "ITEM", 6, 4),
        Column("name", "NAME", 10, 8, sortable=False),
        Column("lot", "LOT", _LOT, 1, grows=True),
        Column("plate", "PLATE", 18, 10, sortable=False),
        Column("quantity", "QUANTITY", _QUANTITY, 2, right=True, sortable=False, whole=True),
        Column("reserved", "RESERVED", _QUANTITY, 7, right=True, sortable=False, whole=True),
        Column("available", "FREE", _QUANTITY, 9, right=True, sortable=False, whole=True),
        Column("expires", "EXPIRES", 13, 5),
        Column("status", "STATUS", 10, 6, sortable=False),
    )

    def __init__(self, sitting: Sitting) -> None:
        """Count days from the day it is there."""
        self._sitting = sitting
        self.packs = Packs()

    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return balances from a key on, nearest first."""
        found = stock_page(order, search=search, beside=beside, limit=limit, backwards=backwards)
        return [Row(key, self._cells(one), about=one, in_units=self._cells(one, packed=False)) for key, one in found]

    def _cells(self, one: StockRow, *, packed: bool = True) -> tuple[str, ...]:
        def spelled(quantity: int) -> str:
            if not quantity:
                return ""
            return self.packs.spell(quantity, one.item, one.unit) if packed else in_units(quantity, one.unit)

        today, stopped = self._sitting.today(), bool(one.held) or one.status is not Status.RELEASED
        return (
            one.bin, one.item, one.name, one.lot or "(no lot)", one.plate, spelled(one.quantity),
            spelled(one.reserved), spelled(0 if stopped else one.available), expiry(one.expires_on, today),
            held_or(exception(one.status, one.expires_on, today), one.held),
        )  # fmt: skip


class StockScreen(DeskScreen):
    """Every balance, by bin; ENTER opens the file of the lot."""

    words = _WORDS

    def __init__(self, sitting: Sitting) -> None:
        """Show the stock."""
        self._sitting = sitting
        self._balances = Balances(sitting)
        super().__init__("STOCK", self._balances)

    def reread(self) -> None:
        """Read again what is where, and how items are packed."""
        self._balances.packs = Packs()
        super().reread()

    def detail(self, row: Row) -> str:
        """Return all of a balance, however narrow the list."""
        one: StockRow = row.about
        spell = self._balances.packs.spell
        kept = f"{spell(one.reserved, one.item, one.unit)} reserved" if one.reserved else ""
        free = f"{spell(one.available, one.item, one.unit)} free" if one.reserved else ""
        plate = f"plate {one.plate}" if one.plate else ""
        today = self._sitting.today()
        state = held_or(exception(one.status, one.expires_on, today), one.held) or status_words(
            one.status, one.expires_on, today
        )
        # What the list has to cut, or tells in base units, is told whole.
        quantity = spell(one.quantity, one.item, one.unit)
        cut = [text for text, room in ((one.lot, _LOT), (quantity, _QUANTITY)) if len(text) > room]
        parts = [*cut, f"{one.item} {one.name}", kept, free, plate, state]
        if self.size.width < _WIDE:
            lot = one.lot if len(one.lot) > _LOT else ""
            short = " ".join(expiry(one.expires_on, today).split())
            bin = one.bin if self.size.width < _BINS else ""
            parts = [bin, lot, quantity, kept, one.item, short, state, one.name, plate]
        return "  ".join(part for part in parts if part)

    def target(self, row: Row) -> str:
        """Return the address of the lot's file."""
        one: StockRow = row.about
        return f"lot:{one.item}/{one.lot}"
