"""The desk screen ``lots``: every lot there is or was, in stock or not."""

from typing import Any

from screens.desk import DeskScreen
from screens.keyed_rows import KeyedRows
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.wording import Packs, day_or_dash, exception, expiry, expiry_words, status_words
from wms_tui.queries.lot_pages import LotRow, lot_page


class Lots(KeyedRows):
    """The lots of the house, a row each."""

    order = "lot"
    columns = (
        Column("item", "ITEM", 8, 2),
        Column("name", "NAME", 18, 7, sortable=False),
        Column("lot", "LOT", 12, 1, grows=True, sortable=False),
        Column("supplier_lot", "THEIR LOT", 12, 8, sortable=False),
        Column("quantity", "IN HOUSE", 10, 5, right=True, sortable=False),
        Column("received", "RECEIVED", 11, 6, sortable=False),
        Column("expires", "EXPIRES", 13, 4),
        Column("status", "STATUS", 10, 3, sortable=False),
    )

    def __init__(self, sitting: Sitting) -> None:
        """Count days from the day it is there."""
        self._sitting = sitting
        self.packs = Packs()

    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return lots from a key on, nearest first."""
        found = lot_page(order, search=search, beside=beside, limit=limit, backwards=backwards)
        return [Row(key, self._cells(one), about=one) for key, one in found]

    def _cells(self, one: LotRow) -> tuple[str, ...]:
        today = self._sitting.today()
        quantity = self.packs.spell(one.quantity, one.item, one.unit) if one.quantity else "-"
        return (
            one.item, one.name, one.lot or "(no lot)", one.supplier_lot, quantity, day_or_dash(one.received_on),
            expiry(one.expires_on, today), exception(one.status, one.expires_on, today),
        )  # fmt: skip


class LotsScreen(DeskScreen):
    """Every lot, by its number; ENTER opens its file."""

    words = ("Type or scan the beginning of a lot, a supplier's lot, an item or a name: the list narrows.",)

    def __init__(self, sitting: Sitting) -> None:
        """Show the lots."""
        self._sitting = sitting
        self._lots = Lots(sitting)
        super().__init__("LOTS", self._lots)

    def reread(self) -> None:
        """Read again which lots there are, and how items are packed."""
        self._lots.packs = Packs()
        super().reread()

    def detail(self, row: Row) -> str:
        """Return what matters of a lot, however narrow the list."""
        one: LotRow = row.about
        today = self._sitting.today()
        quantity = self._lots.packs.spell(one.quantity, one.item, one.unit) if one.quantity else "none"
        until = expiry_words(one.expires_on, today) if one.expires_on else ""
        state = status_words(one.status, one.expires_on, today)
        return "  ".join(part for part in (f"{one.item} {one.name}", f"{quantity} in house", until, state) if part)

    def target(self, row: Row) -> str:
        """Return the address of the lot's file."""
        one: LotRow = row.about
        return f"lot:{one.item}/{one.lot}"
