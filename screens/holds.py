"""The desk screen ``holds``: what is on hold since when, by whom and why; the oldest first."""

from screens.file_desk import FileDesk
from screens.fixed_rows import FixedRows
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.wording import clock_time, counted
from wms_tui.queries.holds import HoldRow
from wms_tui.queries.recall_holds import RECALL, all_holds

_COLUMNS = (
    Column("what", "WHAT", 12, 1, grows=True),
    Column("scope", "HOLD OF", 7, 4),
    Column("since", "SINCE", 13, 3),
    Column("by", "BY", 6, 5),
    Column("quantity", "UNITS", 7, 6, right=True),
    Column("reason", "WHY", 20, 2),
)


class HoldsScreen(FileDesk):
    """Every open hold; ENTER opens the lot, what is in the bin, or the case."""

    words = (
        "What is on hold, the oldest first: lots, pallets, bins, lots that were held together, and recalls.",
        "A lot is released in its file; a pallet or a bin by the task Hold (12); lots together by wms release.",
        "A lot leaves a recall at the desk of its case, which ENTER opens.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show what is on hold in the house."""
        self._sitting = sitting
        super().__init__("HOLDS", FixedRows(_COLUMNS))

    def read(self) -> None:
        """Ask what is on hold now."""
        self.rows.use(FixedRows(_COLUMNS, [_row(place, one) for place, one in enumerate(all_holds())]))

    def empty(self) -> str:
        """Return what is said where nothing is on hold."""
        return "Nothing is on hold"

    def detail(self, row: Row) -> str:
        """Return all of a hold, however narrow the list."""
        one: HoldRow = row.about
        lots = f"  {counted(one.lots, 'lot')}" if one.scope in ("lots", RECALL) else ""
        return f"{one.scope} {one.what}{lots}  {clock_time(one.since)} by {one.by}: {one.reason}"

    def target(self, row: Row) -> str:
        """Return the address of the lot, of what is in the bin, or of the case; a pallet and many lots have none."""
        one: HoldRow = row.about
        item, _, lot = one.what.partition(" ")
        return {"lot": f"lot:{item}/{lot}", "bin": f"stock:{one.what}", RECALL: f"recall:{one.what}"}.get(one.scope, "")


def _row(place: int, one: HoldRow) -> Row:
    cells = (one.what, one.scope, clock_time(one.since), one.by, str(one.quantity), one.reason)
    return Row(place, cells, about=one)
