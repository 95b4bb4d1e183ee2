"""The desk screen ``lot:ITEM/LOT``: the file of one lot, and putting it on hold or releasing it."""

from collections.abc import Callable, Sequence

from screens.desk_line import Question
from screens.file_desk import FileDesk
from screens.fixed_rows import FixedRows
from screens.lines import Line
from screens.lot_quality import date_changes, quality_rows
from screens.lot_views import COLUMNS, LotFile, Moves, dates_rows, move_words, read_lot, where_rows
from screens.row_window import Pages, Row
from screens.sitting import Sitting
from screens.wording import expiry, expiry_words, flow, status_words
from wms_tui.domain.types import Status
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.queries.lot_moves import LotEvent
from wms_tui.tasks.prompt import NOTHING, Feedback, Key, Outcome

WHERE, MOVES, DATES, QUALITY = "WHERE", "MOVES", "DATES", "QUALITY"
_NARROW = 40
_VIEWS = (WHERE, MOVES, DATES, QUALITY)


class LotScreen(FileDesk):
    """Where a lot is and for whom it is kept; what happened to it, newest first; its dates; what quality found."""

    own_keys = (
        Key("f2", "Trace", "UNDO"), Key("f4", "View", "LIST"), Key("f5", "Hold", "PROBLEM"),
        Key("f6", "Release", "DONE"),
    )  # fmt: skip
    own_help = {
        "UNDO": "Trace it: what was made of it, what it was made of, who has it",
        "LIST": "Show where it is, what happened to it, its dates, or its tests, verdicts and papers",
        "PROBLEM": "Put it on hold, with a reason: nothing of it leaves, and what orders were promised is let go",
        "DONE": "Release it from hold or quarantine, with a reason",
    }
    words = ("All that is known of one lot. Scan another lot, item or bin to go there.",)

    def __init__(self, sitting: Sitting) -> None:
        """Show no lot yet."""
        super().__init__("LOT", FixedRows(COLUMNS[WHERE]))
        self._sitting = sitting
        self._file: LotFile | None = None
        self._view = WHERE

    def aim(self, subject: str) -> None:
        """Show the lot that an address names as ITEM/LOT."""
        if subject != self.subject:
            self._view = WHERE
        super().aim(subject)

    def facts(self, width: int, rows: int) -> Sequence[Line]:
        """Return what the lot is, how long it is good, whether it may leave and how much there is."""
        if self._file is None:
            return ()
        return flow(_facts(self._file, self._sitting, width), width, rows)

    def detail(self, row: Row) -> str:
        """Return the whole of a row: of a move who did it, when, why and where."""
        if isinstance(row.about, LotEvent) and self._file:
            return move_words(row.about, self._file)
        return "  ".join(cell for cell in row.cells if cell)

    def target(self, row: Row) -> str:
        """Return the address a row leads to: the bin's stock, or the order it is kept for."""
        return row.about if isinstance(row.about, str) else ""

    def command(self, command: str) -> Feedback | None:
        """Turn to the next view, or ask why the lot is held or released."""
        if self._file is None:
            return None
        if command == "UNDO":
            return Feedback(Outcome.OK, "", opens=f"trace:{self._file.item.code}:{self._file.lot.number}")
        if command == "LIST":
            self._view = _VIEWS[(_VIEWS.index(self._view) + 1) % len(_VIEWS)]
            self._show_view()
            return NOTHING
        lot = self._file.lot
        if command == "PROBLEM":
            return self._ask_why(f"HOLD {lot.number}: WHY", "WHY", self._hold)
        if lot.status is Status.RELEASED:
            return Feedback(Outcome.REFUSED, f"Lot {lot.number} is released already", "Nothing to do")
        return self._ask_why(f"RELEASE {lot.number}: WHY", "WHY", self._release)

    def _ask_why(self, text: str, short: str, answer: Callable[[str], Feedback]) -> Feedback:
        self.ask(Question(text, short, answer))
        return NOTHING

    def _hold(self, reason: str) -> Feedback:
        file = self._the_file()
        done = self._sitting.do(hold, Hold(file.item.code, file.lot.number, reason))
        dropped = done.reservations_dropped
        let_go = f"{dropped} {'reservation' if dropped == 1 else 'reservations'} let go" if dropped else ""
        return Feedback(Outcome.OK, f"Lot {file.lot.number} is on hold", let_go)

    def _release(self, reason: str) -> Feedback:
        file = self._the_file()
        done = self._sitting.do(release, Release(file.item.code, file.lot.number, reason))
        if done.waiting_for:
            return Feedback(Outcome.OK, f"Signed for lot {file.lot.number}", "A second person releases it")
        return Feedback(Outcome.OK, f"Lot {file.lot.number} is released")

    def _the_file(self) -> LotFile:
        if self._file is None:
            raise RuntimeError("no lot is shown")
        return self._file

    def read(self) -> None:
        """Read the lot that the address names; the view stays."""
        self._file = None
        self.heading, self.corner = f"LOT {self.subject}", ""
        self.rows.use(FixedRows(COLUMNS[WHERE]))
        self._file = read_lot(self.subject, self._sitting.today())
        self._show_view()

    def _show_view(self) -> None:
        file = self._the_file()
        self.heading = f"LOT {file.lot.number or '(no lot)'}"
        self.corner = self._view
        pages: Pages
        if self._view == MOVES:
            pages = Moves(COLUMNS[MOVES], file)
        elif self._view == DATES:
            dates = dates_rows(file, self._sitting.today())
            pages = FixedRows(COLUMNS[DATES], [*dates, *date_changes(file, len(dates))])
        elif self._view == QUALITY:
            pages = FixedRows(COLUMNS[QUALITY], quality_rows(file))
        else:
            pages = FixedRows(COLUMNS[WHERE], where_rows(file))
        self.rows.use(pages)


def _facts(file: LotFile, sitting: Sitting, width: int) -> list[str]:
    """Return what to know of a lot, the most important first."""
    lot, item, today = file.lot, file.item, sitting.today()
    words = [f"{item.code} {item.name}".strip()]
    words += [status_words(lot.status, lot.expires_on, today) + (f": {file.reason}" if file.reason else "")]
    if lot.expires_on:
        narrow = f"EXP {' '.join(expiry(lot.expires_on, today).split())}"
        words += [narrow if width < _NARROW else f"EXPIRES {expiry_words(lot.expires_on, today)}"]
    words += [f"IN HOUSE {file.spell(file.quantity)}"]
    words += [f"RESERVED {file.spell(file.reserved)}", f"FREE {file.spell(file.free)}"]
    if file.supplier:
        words += [f"FROM {file.supplier}"]
    if lot.supplier_lot and lot.supplier_lot != lot.number:
        words += [f"THEIR LOT {lot.supplier_lot}"]
    return words
