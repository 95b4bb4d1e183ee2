"""The desk screen ``order:CODE``: what to take for an order, why this lot, and why not that one."""

from collections.abc import Sequence
from pathlib import Path

from screens.file_desk import FileDesk, go_to
from screens.fixed_rows import FixedRows
from screens.lines import Line
from screens.order_rows import COLUMNS, OrderFile, order_rows, read_order
from screens.printing import print_pick_list
from screens.row_window import Row
from screens.sitting import Sitting
from screens.wording import flow
from wms_tui.domain.dates import show_date
from wms_tui.errors import Refused
from wms_tui.operations.allocate import Allocate, Unallocate, allocate, unallocate
from wms_tui.queries.orders import find_order
from wms_tui.tasks.prompt import Feedback, Key, Outcome


class OrderScreen(FileDesk):
    """The lines of one order with what is kept or suggested for them; it is allocated and printed from here."""

    own_keys = (Key("f4", "Print", "LIST"), Key("f5", "Free", "PROBLEM"), Key("f6", "Allocate", "DONE"))
    own_help = {
        "PROBLEM": "Let go of all that is kept for the order",
        "LIST": "Print the pick list of what is kept for the order",
        "DONE": "Keep stock for every line, as it is suggested",
    }
    words = (
        "TAKE is what to pick and why this lot goes first. KEEP is kept for the order already.",
        "NOT is stock that is passed over, and why. ENTER opens the lot. Scan an order or a lot to go there.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show no order yet."""
        super().__init__("ORDER", FixedRows(COLUMNS))
        self._sitting = sitting
        self._file: OrderFile | None = None

    def facts(self, width: int, rows: int) -> Sequence[Line]:
        """Return for whom the order is, when it ships, how far it is and what it is short of."""
        if self._file is None:
            return ()
        head, row = self._file.head, self._file.row
        ships = f"SHIPS {show_date(head.ship_on)}" if head.ship_on else "NO SHIP DATE"
        life = f"WANTS {head.customer.min_days} DAYS LEFT" if head.customer.min_days else ""
        life = f"WANTS {head.customer.min_percent} % LIFE LEFT" if head.customer.min_percent else life
        lines = self._file.short_lines
        short = f"SHORT ON {lines} LINE{'S' if lines > 1 else ''}" if lines else ""
        # Once all is let go of, no list that was printed says anything any more.
        printed = f"PRINTED {head.printed}x" if head.printed and row.reserved else ""
        who = f"{head.customer.code} {head.customer.name}".strip()
        return flow([who, row.state.upper(), ships, short, life, printed], width, rows)

    def detail(self, row: Row) -> str:
        """Return the whole of a row."""
        return row.about[1]

    def target(self, row: Row) -> str:
        """Return the address of the lot, or of the stock of the item."""
        return row.about[0]

    def scanned(self, text: str) -> Feedback:
        """Go to the order or the lot that was scanned, or to the stock that matches."""
        order = find_order(text)
        if order is not None:
            return Feedback(Outcome.OK, "", opens=f"order:{order.code}")
        return go_to(text)

    def command(self, command: str) -> Feedback | None:
        """Allocate, let go of what is kept, or print."""
        if self._file is None:
            return None
        told = {"DONE": self._allocate, "PROBLEM": self._ask_to_free, "LIST": self._print}[command]()
        self.reread()
        return told

    @property
    def _code(self) -> str:
        return self._file.head.code if self._file else ""

    def _allocate(self) -> Feedback:
        try:
            done = self._sitting.do(allocate, Allocate((self._code,)))
        except Refused as refusal:
            if refusal.code != "not-enough-stock":
                raise
            self.ask_whether("KEEP WHAT THERE IS", "1=YES", self._allocate_part)
            lines = len(refusal.details["short"])
            short = f"Not enough stock for {lines} {'line' if lines == 1 else 'lines'}"
            return Feedback(Outcome.ASK, short, "1 keeps what there is, F3 leaves it")
        return Feedback(Outcome.OK, f"{done.orders[0].reserved} units are kept for {self._code}")

    def _allocate_part(self) -> Feedback:
        done = self._sitting.do(allocate, Allocate((self._code,), partial=True)).orders[0]
        return Feedback(Outcome.OK, f"{done.reserved} units are kept", f"{done.short} are missing")

    def _ask_to_free(self) -> Feedback:
        self.ask_whether("LET GO OF WHAT IS KEPT", "1=YES", self._free)
        return Feedback(Outcome.ASK, f"Let go of what is kept for {self._code}", "1 lets go of it, F3 leaves it")

    def _free(self) -> Feedback:
        done = self._sitting.do(unallocate, Unallocate(self._code))
        return Feedback(Outcome.OK, f"{done.quantity} units are free again")

    def _print(self) -> Feedback:
        path = print_pick_list(self._code, self._sitting)
        return Feedback(Outcome.OK, f"Printed {path.name}", f"in {_short(path.parent)}")

    def read(self) -> None:
        """Read the order that the address names."""
        self._file, self.heading = None, f"ORDER {self.subject}"
        self._file = read_order(self.subject, self._sitting.today())
        self.heading = f"ORDER {self._file.head.code}"
        self.rows.use(FixedRows(COLUMNS, order_rows(self._file, self._sitting.today())))


def _short(folder: Path) -> str:
    """Return a folder as people write it: what is in their home begins with ``~``."""
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
