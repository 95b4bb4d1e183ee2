"""The desk screen ``trace``: a lot with all that was made of it, or that it was made of, as a tree."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from screens.desk_line import Question
from screens.file_desk import FileDesk
from screens.lines import Line
from screens.printing import print_trace
from screens.row_window import Row
from screens.sitting import Sitting
from screens.starting import named_lots
from screens.trace_rows import TreeRows, balance_words, lot_words
from screens.wording import flow
from wms_tui.domain.codes import excerpt
from wms_tui.domain.dates import day_ends, show_date_short
from wms_tui.domain.tracing import Trace, Way
from wms_tui.errors import BadInput
from wms_tui.queries.trace import trace
from wms_tui.tasks.prompt import NOTHING, Feedback, Key, Outcome
from wms_tui.tasks.tracing import Start

_TURNED = {Way.FORWARD: Way.BACKWARD, Way.BACKWARD: Way.FORWARD}


class TraceScreen(FileDesk):
    """The tree of a trace, with what came of each lot, where it is and whether its balance closes."""

    words = (
        "Scan or type anything: a lot, a supplier's lot, a receipt, a run, a pallet, a unit, an order, a customer.",
        "Each lot stands under what it was made of, or what was made of it. .. is shown above with all below it.",
        "Below stands its balance: what came in is what is here and what went out. !! marks one that does not close.",
        "~ marks siblings: they came out of the same lots.",
    )
    own_help = {
        "LIST": "Turn round: what was made of it, or what it was made of",
        "PROBLEM": "Also show the lots that came out of the same lots, or not",
        "DONE": "Print it, with the graph and the balances",
        "UNDO": "Ask for it as it was at the end of a past day",
    }

    def __init__(self, sitting: Sitting) -> None:
        """Show no trace yet."""
        self._sitting = sitting
        self._start: Start | None = None
        self._trace: Trace | None = None
        self._way, self._siblings = Way.FORWARD, False
        self._on: date | None = None
        self._rows = TreeRows(None)
        super().__init__("TRACE", self._rows)
        self._name_keys()

    def aim(self, subject: str) -> None:
        """Trace what an address names: anything that could be scanned."""
        self._start = None
        super().aim(subject)
        if subject:
            self._guarded(lambda: self.tell(self.scanned(subject)))

    def read(self) -> None:
        """Trace again; before anything was scanned there is nothing to trace."""
        start = self._start
        at = day_ends(self._on) if self._on else None
        self._trace = trace(start.lots, self._way, at=at, siblings=self._siblings) if start else None
        self.heading = f"TRACE {excerpt(start.name, 30)}" if start else "TRACE"
        self._rows = TreeRows(self._trace)
        self.rows.use(self._rows)
        self._name_keys()

    def _name_keys(self) -> None:
        self.corner = self._way.value.upper()
        turned = "Origin" if self._way is Way.FORWARD else "Onward"
        self.own_keys = (
            Key("f2", "Past", "UNDO"), Key("f4", turned, "LIST"), Key("f5", "Siblings", "PROBLEM"),
            Key("f6", "Print", "DONE"),
        )  # fmt: skip

    def facts(self, width: int, rows: int) -> Sequence[Line]:
        """Return how far the trace goes, and how many have something of it."""
        found = self._trace
        if found is None:
            return ()
        moment = f"AS OF {show_date_short(self._on)}" if self._on else ""
        bins, customers, suppliers = (
            len({one.bin for one in found.places}), len({one.customer for one in found.customers}),
            len({one.supplier for one in found.suppliers}),
        )  # fmt: skip
        words = [
            moment, _count(len(found.lots), "LOT"), f"{found.depth} DEEP", _count(bins, "BIN"),
            _count(customers, "CUSTOMER"), _count(suppliers, "SUPPLIER"), "WITH SIBLINGS" if self._siblings else "",
        ]  # fmt: skip
        return flow([word for word in words if word], width, min(rows, 2))

    def empty(self) -> str:
        """Return what to do where nothing was traced yet."""
        return "Scan a lot, a receipt, a run, a pallet, an order or a customer."

    def detail(self, row: Row) -> str:
        """Return the balance of the lot under the cursor, and what the lot is."""
        return f"{balance_words(self._rows.balance(row.about.lot.lot_id))}  {lot_words(row.about)}"

    def target(self, row: Row) -> str:
        """Return the address of the lot's file."""
        return f"lot:{row.about.lot.item}/{row.about.lot.lot}"

    def scanned(self, text: str) -> Feedback:
        """Trace what was scanned; where it may be several things, ask which."""
        return named_lots(self, text, self._sitting.today(), self._begin)

    def _begin(self, start: Start) -> Feedback:
        self._start = start
        self._found = True
        self.read()
        return NOTHING

    def command(self, command: str) -> Feedback | None:
        """Turn round, take in siblings, go to a past day, or print."""
        if command == "UNDO":
            self.ask(Question("AS OF WHICH DAY: 2027-03-14, 0 = NOW", "DAY", self._as_of))
            return NOTHING
        if command == "DONE":
            return self._print()
        if command == "LIST":
            self._way = _TURNED[self._way]
        else:
            self._siblings = not self._siblings
        self.read()
        if command == "PROBLEM":
            return Feedback(Outcome.OK, "With siblings" if self._siblings else "Without siblings")
        return NOTHING

    def _as_of(self, answer: str) -> Feedback:
        """Trace as of the end of a day."""
        try:
            self._on = None if answer.strip() == "0" else date.fromisoformat(answer.strip())
        except ValueError:
            raise BadInput("bad-date", f"{excerpt(answer)} is not a date", "Write it as 2027-03-14") from None
        self.read()
        return Feedback(Outcome.OK, f"As of {show_date_short(self._on)}" if self._on else "As of now")

    def _print(self) -> Feedback:
        if self._trace is None or self._start is None:
            return Feedback(Outcome.REFUSED, "Nothing is traced yet", "Scan a lot first")
        path: Path = print_trace(self._trace, self._start.name, self._sitting)
        return Feedback(Outcome.OK, f"Printed {path.name}", f"in {path.parent}")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}S"
