"""The desk screen ``counts``: the counts that go on, and what of them waits for somebody."""

from screens.desk_line import Question
from screens.file_desk import FileDesk
from screens.fixed_rows import FixedRows
from screens.row_window import Column, Row
from screens.sitting import Sitting
from wms_tui.operations.plan_count import PlanCount, plan_count
from wms_tui.queries.count_plans import accuracy
from wms_tui.queries.counts import CountRow, counts
from wms_tui.tasks.prompt import Feedback, Key, Outcome

_COLUMNS = (
    Column("count", "COUNT", 6, 1, grows=True, sortable=False),
    Column("state", "STATE", 9, 6, sortable=False),
    Column("bins", "BINS", 7, 3, right=True, sortable=False),
    Column("approve", "APPROVE", 7, 2, right=True, sortable=False),
    Column("recount", "RECOUNT", 7, 4, right=True, sortable=False),
    Column("moved", "MOVED", 5, 5, right=True, sortable=False),
    Column("by", "PLANNED BY", 10, 7, sortable=False),
)


class CountsScreen(FileDesk):
    """Every count that goes on; ENTER opens one, F6 plans the next."""

    own_keys = (Key("f4", "All", "LIST"), Key("f6", "Plan", "DONE"))
    own_help = {
        "LIST": "Show the counts that go on, or all with the latest first",
        "DONE": "Plan a count of so many bins whose turn it is: what was reported short first, then the overdue",
    }
    words = (
        "APPROVE counts lines that were counted twice and differ, RECOUNT those that somebody else counts again.",
        "MOVED are lines whose goods moved since they were counted: open the count to say what counts there.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show what goes on."""
        self._sitting = sitting
        self._every = False
        super().__init__("COUNTS", FixedRows(_COLUMNS))

    def read(self) -> None:
        """Read the counts, and how right they find the books."""
        right = accuracy()
        self.corner = f"{right.percent} % of {right.lines} lines right" if right.percent is not None else ""
        found = counts(all_of_them=self._every)
        self.rows.use(FixedRows(_COLUMNS, [_row(place, one) for place, one in enumerate(found)]))

    def empty(self) -> str:
        """Return what is said where nothing is counted."""
        return "No count goes on. F6 plans one"

    def detail(self, row: Row) -> str:
        """Return what waits for whom."""
        one: CountRow = row.about
        words = [f"{one.count} {one.state}", f"{one.counted} of {one.bins} bins counted"]
        for number, what in ((one.approve, "to approve"), (one.recount, "to count again"), (one.moved, "moved since")):
            words += [f"{number} {what}"] if number else []
        return "  ".join(words)

    def target(self, row: Row) -> str:
        """Return the address of the count."""
        one: CountRow = row.about
        return f"count:{one.count}"

    def command(self, command: str) -> Feedback | None:
        """Turn between what goes on and all, or ask how many bins are to be counted."""
        if command == "LIST":
            self._every = not self._every
            self.read()
            return Feedback(Outcome.OK, "All counts, the latest first" if self._every else "The counts that go on")
        return self.ask(Question("PLAN HOW MANY BINS", "BINS", self._plan))

    def _plan(self, text: str) -> Feedback:
        if not (text.isascii() and text.isdecimal() and 0 < int(text[:7]) <= _MOST):
            return Feedback(Outcome.REFUSED, f"{text[:20]} is no number of bins", f"Type 1 to {_MOST}")
        done = self._sitting.do(plan_count, PlanCount(number=int(text)))
        why = f"{done.why[0].bin}: {done.why[0].reason}" if done.why else ""
        return Feedback(Outcome.OK, f"{done.count} counts {len(done.bins)} bins", why)


_MOST = 999
"""So many bins may be planned at the desk; a script may plan more."""


def _row(place: int, one: CountRow) -> Row:
    waits = [str(number or "-") for number in (one.approve, one.recount, one.moved)]
    return Row(place, (one.count, one.state, f"{one.counted}/{one.bins}", *waits, one.opened_by), about=one)
