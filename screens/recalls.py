"""The desk screen ``recalls``: the recalls and drills that go on, and opening the next."""

from screens.desk_line import Question
from screens.file_desk import FileDesk
from screens.fixed_rows import FixedRows
from screens.lines import Look
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.starting import named_lots, names_of, spelled_start
from screens.wording import counted
from wms_tui.domain.codes import clean_code
from wms_tui.errors import BadInput, NeedsConfirmation
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.operations.recalling import LotName
from wms_tui.queries.recall_figures import RecallFigures, recall_figures
from wms_tui.queries.recalls import Recall, find_recall, recalls
from wms_tui.tasks.prompt import NOTHING, Feedback, Key, Outcome
from wms_tui.tasks.tracing import Start

_COLUMNS = (
    Column("recall", "RECALL", 8, 1, grows=True, sortable=False),
    Column("state", "STATE", 6, 2, sortable=False),
    Column("step", "STEP", 7, 4, sortable=False),
    Column("lots", "LOTS", 4, 6, right=True, sortable=False),
    Column("replied", "ANSWERS", 7, 3, right=True, sortable=False),
    Column("percent", "FOUND", 6, 5, right=True, sortable=False),
    Column("opened", "OPENED", 10, 7, sortable=False),
)


class RecallsScreen(FileDesk):
    """Every case that goes on; ENTER opens one, F6 opens a new one."""

    own_keys = (Key("f4", "All", "LIST"), Key("f5", "Drill", "PROBLEM"), Key("f6", "New", "DONE"))
    own_help = {
        "LIST": "Show the cases that go on, or all with the latest first",
        "PROBLEM": "Open a drill: the same case on real data, and nothing is held",
        "DONE": "Open a recall: its number, the lot as ITEM:LOT, and why",
    }
    words = (
        "A case has seven steps: scope, hold, trace, balance, notices, replies, report. ENTER opens it.",
        "ANSWERS counts the consignees that have answered. FOUND is what is accounted for of what was delivered.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show what goes on."""
        self._sitting = sitting
        self._every = False
        self._number = ""
        self._lots: tuple[LotName, ...] = ()
        super().__init__("RECALLS", FixedRows(_COLUMNS))

    def read(self) -> None:
        """Read the cases with their figures."""
        found = recalls(all_of_them=self._every)
        self.corner = f"{sum(not one.closed for one in found)} OPEN"
        told = [(one, recall_figures(one)) for one in found]
        self.rows.use(FixedRows(_COLUMNS, [_row(place, *one) for place, one in enumerate(told)]))

    def empty(self) -> str:
        """Return what is said where there is no case."""
        return "No recall goes on. F6 opens one, F5 a drill"

    def detail(self, row: Row) -> str:
        """Return what a case is about."""
        case: Recall = row.about
        named = f"class {case.recall_class.value}" if case.recall_class.value else "not yet classified"
        return f"{case.code} {'drill, ' if case.drill else ''}{named}: {case.reason}"

    def target(self, row: Row) -> str:
        """Return the address of the case."""
        return f"recall:{row.about.code}"

    def scanned(self, text: str) -> Feedback:
        """Go to the case that was typed, or to the lot that was scanned."""
        case = find_recall(text)
        return Feedback(Outcome.OK, "", opens=f"recall:{case.code}") if case else super().scanned(text)

    def command(self, command: str) -> Feedback | None:
        """Turn between what goes on and all, or begin a new case."""
        if command == "LIST":
            self._every = not self._every
            self.read()
            return Feedback(Outcome.OK, "All cases, the latest first" if self._every else "The cases that go on")
        drill = command == "PROBLEM"
        name = "DRILL" if drill else "RECALL"
        return self.ask(Question(f"NUMBER OF THE NEW {name}", "NUMBER", lambda text: self._ask_lot(text, drill=drill)))

    def _ask_lot(self, number: str, *, drill: bool) -> Feedback:
        self._number = clean_code(number, "recall")
        known = find_recall(self._number)
        if known is not None:
            raise BadInput(
                "recall-exists", f"There is a recall {known.code} already", "Use another number, or go there"
            )
        self.ask(Question("THE LOT, OR WHAT NAMES IT", "WHICH LOT", lambda text: self._named(text, drill=drill)))
        return NOTHING

    def _named(self, text: str, *, drill: bool) -> Feedback:
        return named_lots(self, text, self._sitting.today(), lambda start: self._ask_why(start, drill=drill))

    def _ask_why(self, start: Start, *, drill: bool) -> Feedback:
        self._lots, what = names_of(start), spelled_start(start)
        self.ask(Question(f"WHAT IS WRONG WITH {what}", "WHY", lambda why: self._begin(why, drill=drill)))
        return NOTHING

    def _begin(self, reason: str, *, drill: bool, accept: tuple[str, ...] = ()) -> Feedback:
        slip = OpenRecall(self._number, self._lots, reason, drill=drill, accept=accept)
        try:
            done = self._sitting.do(open_recall, slip)
        except NeedsConfirmation as asked:
            yes = (*accept, asked.accept)
            self.ask_whether(
                f"{asked.message} OPEN IT", "1=YES", lambda: self._begin(reason, drill=drill, accept=yes)
            )  # fmt: skip
            return Feedback(Outcome.ASK, asked.message, "1 opens it, F3 leaves it")
        return Feedback(
            Outcome.OK, f"{done.recall} is open: {counted(done.lots, 'lot')} in scope", opens=f"recall:{done.recall}"
        )


def _row(place: int, case: Recall, told: RecallFigures) -> Row:
    state = "DRILL" if case.drill and not case.closed else told.state.upper()
    answers = f"{told.replied}/{told.consignees}" if told.consignees else "-"
    cells = (
        case.code, state, told.step, str(told.lots), answers, f"{told.percent:g}%" if told.distributed else "-",
        f"{case.opened_at.astimezone():%Y-%m-%d}",
    )  # fmt: skip
    return Row(place, cells, Look.NORMAL if case.closed else Look.BIG, case)
