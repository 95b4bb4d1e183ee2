"""The desk screen ``count``: one count line by line, what differs first; approving it, and settling what moved."""

from collections.abc import Sequence

from screens.desk_line import Question, is_yes
from screens.file_desk import FileDesk
from screens.fixed_rows import FixedRows
from screens.lines import Line, Look
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.wording import Packs, flow
from wms_tui.domain.counting import APPROVE, MOVED, RECOUNT, Keep
from wms_tui.operations.approve_count import ApproveCount, ResolveCount, approve_count, resolve_count
from wms_tui.operations.close_count import CloseCount, close_count
from wms_tui.operations.settling import AsMove, NotBooked, as_moves, pairs_of
from wms_tui.queries.counts import CountHead, CountLineRow, count_bins, count_lines, looks, the_count
from wms_tui.queries.items import item_by_id
from wms_tui.tasks.prompt import NOTHING, Feedback, Key, Outcome

_COLUMNS = (
    Column("bin", "BIN", 9, 3, sortable=False),
    Column("lot", "ITEM AND LOT", 12, 1, grows=True, sortable=False),
    Column("expected", "BOOKS", 9, 5, right=True, sortable=False, whole=True),
    Column("counted", "COUNTED", 9, 4, right=True, sortable=False, whole=True),
    Column("difference", "DIFFERENCE", 9, 2, right=True, sortable=False, whole=True),
    Column("state", "STATE", 8, 6, sortable=False),
)
_FIRST = (APPROVE, MOVED, RECOUNT)
"""What needs somebody stands first."""

_KEEP = {"1": Keep.COUNTED, "2": Keep.DIFFERENCE, "3": Keep.REPLAY}


class CountScreen(FileDesk):
    """One count; F6 approves what differs, F5 says what counts where goods moved, F4 books what is within tolerance."""

    own_keys = (Key("f4", "Close", "LIST"), Key("f5", "Moved", "PROBLEM"), Key("f6", "Approve", "DONE"))
    own_help = {
        "LIST": "Book what differs by no more than the tolerance, and close the count if nothing is left",
        "PROBLEM": "Say what counts on a line whose goods moved: 1 what was counted, 2 the difference seen then, "
        "3 what was counted and every move since",
        "DONE": "Book all lines that wait for approval, with a reason",
    }
    words = (
        "Books is what the balance was when somebody looked; the difference is what a yes would book.",
        "What is missing in one bin and extra in another of the same lot may be booked as a move instead.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show no count yet."""
        self._sitting = sitting
        self._head: CountHead | None = None
        self._lines: list[CountLineRow] = []
        self._bins = ""
        super().__init__("COUNT", FixedRows(_COLUMNS))

    def read(self) -> None:
        """Read the count that the address names."""
        self._head = None
        self.heading = f"COUNT {self.subject}"
        head = the_count(self.subject)
        bins = count_bins(head.id)
        self._head, self._bins = head, f"{sum(one.state == 'counted' for one in bins)} OF {len(bins)} BINS"
        self._lines = sorted(count_lines(head.id), key=_needs_somebody)
        packs = Packs()
        self.rows.use(FixedRows(_COLUMNS, [_row(place, one, packs) for place, one in enumerate(self._lines)]))

    def facts(self, width: int, rows: int) -> Sequence[Line]:
        """Return how far the count is and what waits."""
        if self._head is None:
            return ()
        waits = [sum(one.state == state for one in self._lines) for state in _FIRST]
        words = [self._head.state.upper(), self._bins]
        words += [f"{number} {what}" for number, what in zip(waits, ("TO APPROVE", "MOVED", "RECOUNT"), strict=True)]
        tolerance = self._head.tolerance
        words += [f"TOLERANCE {tolerance.units} UNITS, {tolerance.percent} %"]
        return flow(words, width, rows)

    def empty(self) -> str:
        """Return what is said before anybody has counted."""
        return "Nobody has counted anything yet"

    def detail(self, row: Row) -> str:
        """Return who saw what."""
        one: CountLineRow = row.about
        unit = item_by_id(one.item_id).unit
        seen = [f"{look.by} {look.counted} of {look.expected} {unit}" for look in looks(one.id)]
        return f"{one.bin} {one.item} {one.lot} {one.state}: " + ", then ".join(seen)

    def target(self, row: Row) -> str:
        """Return the address of the lot's file."""
        one: CountLineRow = row.about
        return f"lot:{one.item}/{one.lot}"

    def command(self, command: str) -> Feedback | None:
        """Close, settle a line, or approve."""
        if self._head is None:
            return None
        if command == "LIST":
            done = self._sitting.do(close_count, CloseCount(self.subject))
            return self._told(f"{self.subject} is {done.state}", done.refused)
        if command == "PROBLEM":
            return self._ask_what_counts()
        return self._ask_approval()

    def _ask_what_counts(self) -> Feedback:
        row = self.rows.window.current
        line: CountLineRow | None = row.about if row else None
        if line is None or line.state not in (MOVED, APPROVE):
            return Feedback(Outcome.REFUSED, "Nothing moved on that line", "Go to a line that is moved")
        words = f"{line.bin} {line.lot}: 1 COUNTED 2 DIFFERENCE 3 REPLAY"
        return self.ask(Question(words, "1 CT 2 DIF 3", lambda text: self._resolve(line, text)))

    def _resolve(self, line: CountLineRow, text: str) -> Feedback:
        keep = _KEEP.get(text.strip())
        if keep is None:
            return Feedback(Outcome.REFUSED, f"{text[:10]} is none of 1, 2, 3", "F1 says what they mean")
        done = self._sitting.do(resolve_count, ResolveCount(self.subject, line.bin, line.item, line.lot, keep))
        return Feedback(Outcome.OK, f"{line.bin} {line.lot}: {done.difference:+} booked, {done.quantity} are there")

    def _ask_approval(self) -> Feedback:
        waiting = [one for one in self._lines if one.state == APPROVE]
        if not waiting:
            return Feedback(Outcome.REFUSED, "Nothing waits for approval", "Lines marked recount come first")
        pairs = as_moves(waiting, pairs_of(waiting))
        if pairs:
            return self.ask(
                Question(_pair_words(pairs), "MOVE? Y/N", lambda text: self._pairs_decided(text, len(waiting)))
            )
        return self._ask_reason(len(waiting), as_move=False)

    def _pairs_decided(self, text: str, number: int) -> Feedback:
        return self._ask_reason(number, as_move=is_yes(text))

    def _ask_reason(self, number: int, *, as_move: bool) -> Feedback:
        words = f"APPROVE {number} {'LINE' if number == 1 else 'LINES'}: WHY"
        return self.ask(Question(words, "WHY", lambda reason: self._approve(reason, as_move=as_move)))

    def _approve(self, reason: str, *, as_move: bool) -> Feedback:
        done = self._sitting.do(approve_count, ApproveCount(self.subject, as_move, reason))
        return self._told(f"{done.posted} booked, {self.subject} is {done.state}", done.refused)

    def _told(self, what: str, refused: Sequence[NotBooked]) -> Feedback:
        self.read()
        if refused:
            return Feedback(Outcome.ASK, what, refused[0].message)
        return Feedback(Outcome.OK, what) if what else NOTHING


def _pair_words(pairs: Sequence[AsMove]) -> str:
    one = pairs[0]
    more = f" AND {len(pairs) - 1} MORE" if len(pairs) > 1 else ""
    return f"{one.quantity} {one.lot} {one.source} > {one.target}{more}: MOVE Y/N"


def _needs_somebody(line: CountLineRow) -> int:
    """Return the place of a line's state among those that need somebody; others behind them, in walk order."""
    return _FIRST.index(line.state) if line.state in _FIRST else len(_FIRST)


def _row(place: int, one: CountLineRow, packs: Packs) -> Row:
    unit = item_by_id(one.item_id).unit
    spell = [packs.spell(abs(quantity), one.item, unit) for quantity in (one.expected, one.counted, one.difference)]
    sign = "-" if one.difference < 0 else "+" if one.difference else ""
    look = Look.BIG if one.state in _FIRST else Look.NORMAL
    cells = (one.bin, f"{one.item} {one.lot}".strip(), spell[0], spell[1], f"{sign}{spell[2]}", one.state)
    return Row(place, cells, look, about=one)
