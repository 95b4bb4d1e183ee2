"""The desk screen ``quality``: the lots that wait for a verdict, the one that waits longest first."""

from typing import Any

from screens.desk import DeskScreen
from screens.file_desk import go_to
from screens.keyed_rows import KeyedRows
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.wording import STATUS, Packs, clock_time, expiry, expiry_words, in_units
from wms_tui.domain.inspection import missing, outside
from wms_tui.queries.inspections import plan_of, results_that_count
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.quality import WaitingRow, waiting
from wms_tui.tasks.prompt import Feedback


class Waiting(KeyedRows):
    """The lots in quarantine and on hold, a row each."""

    columns = (
        Column("days", "DAYS", 4, 2, right=True, sortable=False),
        Column("lot", "LOT", 9, 1, grows=True, sortable=False),
        Column("item", "ITEM", 6, 3, sortable=False),
        Column("name", "NAME", 12, 8, sortable=False),
        Column("quantity", "QUANTITY", 9, 5, right=True, sortable=False, whole=True),
        Column("status", "STATUS", 10, 4, sortable=False),
        Column("supplier", "SUPPLIER", 9, 7, sortable=False),
        Column("expires", "EXPIRES", 13, 9, sortable=False),
        Column("reason", "REASON", 14, 6, sortable=False),
    )

    def __init__(self, sitting: Sitting) -> None:
        """Count days up to the day it is there."""
        self._sitting = sitting
        self.packs = Packs()

    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return lots from a key on, nearest first."""
        found = waiting(beside=beside, limit=limit, backwards=backwards)
        return [Row(key, self._cells(one), about=one, in_units=self._cells(one, packed=False)) for key, one in found]

    def days(self, one: WaitingRow) -> int:
        """Return for how many days a lot has waited."""
        return (self._sitting.today() - one.since.astimezone().date()).days

    def _cells(self, one: WaitingRow, *, packed: bool = True) -> tuple[str, ...]:
        quantity = self.packs.spell(one.quantity, one.item, one.unit) if packed else in_units(one.quantity, one.unit)
        return (
            str(self.days(one)), one.lot or "(no lot)", one.item, one.name, quantity, STATUS[one.status], one.supplier,
            expiry(one.expires_on, self._sitting.today()), one.reason,
        )  # fmt: skip


class QualityScreen(DeskScreen):
    """What waits for a verdict; ENTER opens the file of a lot."""

    searches = False
    words = (
        "Lots in the house that are in quarantine or on hold, the one that has waited longest first.",
        "Below the list stands which tests are still to be done. Inspecting is task 13 of the menu.",
        "Scan a lot to go to its file.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show what waits."""
        self._sitting = sitting
        self._waiting = Waiting(sitting)
        super().__init__("QUALITY", self._waiting)
        self.corner = "WAITING"

    def empty(self) -> str:
        """Return what is said where nothing waits."""
        return "No lot waits for a verdict"

    def reread(self) -> None:
        """Read again what waits, and how items are packed."""
        self._waiting.packs = Packs()
        super().reread()

    def detail(self, row: Row) -> str:
        """Return since when and why a lot waits, and how far its tests are."""
        one: WaitingRow = row.about
        until = f"expires {expiry_words(one.expires_on, self._sitting.today())}" if one.expires_on else ""
        since = f"{one.lot} {STATUS[one.status]} since {clock_time(one.since)}"
        return "  ".join(part for part in (since, one.reason, _tests(one), until) if part)

    def target(self, row: Row) -> str:
        """Return the address of the lot's file."""
        one: WaitingRow = row.about
        return f"lot:{one.item}/{one.lot}"

    def scanned(self, text: str) -> Feedback:
        """Go to the lot that was scanned, or to the stock that matches."""
        return go_to(text)


def _tests(one: WaitingRow) -> str:
    """Return which tests of a lot are not right, and which are still to be done."""
    if not one.planned:
        return "no tests planned"
    item = the_item(one.item)
    found = results_that_count(the_lot(item, one.lot).id)
    wrong, absent = outside(found), missing(plan_of(item.id), found)
    told = [f"OUTSIDE: {', '.join(wrong)}"] if wrong else []
    told += [f"to test: {', '.join(absent)}"] if absent else []
    return "  ".join(told) or "all tests right"
