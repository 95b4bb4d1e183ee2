"""The desk screen ``lots``: the lots in the house, or every lot there is or was."""

from typing import Any

from screens.desk import DeskScreen
from screens.keyed_rows import KeyedRows
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.wording import Packs, day_or_dash, exception, expiry, expiry_words, in_units, status_words
from wms_tui.queries.lot_pages import LotRow, lot_page
from wms_tui.tasks.prompt import NOTHING, Feedback, Key


class Lots(KeyedRows):
    """The lots of the house, a row each."""

    order = "lot"
    columns = (
        Column("item", "ITEM", 8, 3),
        Column("name", "NAME", 18, 7, sortable=False),
        Column("lot", "LOT", 10, 1, grows=True, sortable=False),
        Column("supplier_lot", "THEIR LOT", 12, 8, sortable=False),
        Column("quantity", "IN HOUSE", 10, 5, right=True, sortable=False, whole=True),
        Column("received", "RECEIVED", 11, 6, sortable=False),
        Column("expires", "EXPIRES", 13, 4),
        Column("status", "STATUS", 10, 2, sortable=False),
    )

    def __init__(self, sitting: Sitting) -> None:
        """Count days from the day it is there."""
        self._sitting = sitting
        self.packs = Packs()
        self.in_house = True

    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return lots from a key on, nearest first."""
        found = lot_page(
            order, search=search, in_house=self.in_house, beside=beside, limit=limit, backwards=backwards
        )  # fmt: skip
        return [Row(key, self._cells(one), about=one, in_units=self._cells(one, packed=False)) for key, one in found]

    def _cells(self, one: LotRow, *, packed: bool = True) -> tuple[str, ...]:
        today = self._sitting.today()
        quantity = in_units(one.quantity, one.unit)
        if packed:
            quantity = self.packs.spell(one.quantity, one.item, one.unit)
        quantity = quantity if one.quantity else "-"
        return (
            one.item, one.name, one.lot or "(no lot)", one.supplier_lot, quantity, day_or_dash(one.received_on),
            expiry(one.expires_on, today), exception(one.status, one.expires_on, today),
        )  # fmt: skip


class LotsScreen(DeskScreen):
    """The lots in the house, by number; a key shows those that are gone too. ENTER opens the file of one."""

    words = (
        "Type or scan the beginning of a lot, a supplier's lot, an item or a name: the list narrows.",
        "It shows lots of which there is something in the house, or all lots there ever were.",
    )
    own_help = {"PROBLEM": "Show lots that are gone too, or only those in the house"}

    def __init__(self, sitting: Sitting) -> None:
        """Show the lots."""
        self._sitting = sitting
        self._lots = Lots(sitting)
        super().__init__("LOTS", self._lots)
        self._name_view()

    def command(self, command: str) -> Feedback | None:
        """Show all lots, or those in the house."""
        self._lots.in_house = not self._lots.in_house
        self._name_view()
        self.rows.window.find(self.rows.window.search)
        return NOTHING

    def empty(self) -> str:
        """Return what is said where there is no lot, and where it might be."""
        if not self._lots.in_house:
            return super().empty()
        return f"{super().empty()} in the house. F5 shows lots that are gone too."

    def _name_view(self) -> None:
        here = self._lots.in_house
        self.corner = "IN HOUSE" if here else "ALL"
        self.own_keys = (Key("f5", "All" if here else "InHouse", "PROBLEM"),)

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
