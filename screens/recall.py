"""The desk screen ``recall:CODE``: one case in seven steps, with a clock that runs."""

from collections.abc import Mapping, Sequence

from screens.desk_line import Question
from screens.file_desk import FileDesk, go_to
from screens.fixed_rows import FixedRows
from screens.lines import Line, Look, Span
from screens.printing import print_notices, print_report
from screens.recall_steps import COLUMNS, elapsed, rows_of, words_of
from screens.row_window import Row
from screens.sitting import Sitting
from screens.starting import named_lots, names_of, spelled_start
from screens.wording import flow
from wms_tui.domain.recall import Step
from wms_tui.domain.replies import LotReply
from wms_tui.errors import BadInput, NeedsConfirmation, Refused
from wms_tui.operations.book_reply import OVER, BookReply, LotAnswer, book_reply
from wms_tui.operations.close_recall import ACCEPT_OPEN, CloseRecall, close_recall
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.make_notices import ApproveNotices, approve_notices
from wms_tui.operations.note_step import NoteStep, note_step
from wms_tui.operations.recall_scope import NarrowRecall, WidenRecall, narrow_recall, widen_recall
from wms_tui.operations.recalling import ACCEPT_TWICE, ACCEPT_WIDE, LotName
from wms_tui.operations.remind import Remind, remind
from wms_tui.queries.recall_figures import RecallFigures, recall_figures
from wms_tui.queries.recalls import Recall, ScopeLot, the_recall
from wms_tui.queries.replies import addressee_of
from wms_tui.tasks.prompt import NOTHING, Feedback, Key, Outcome
from wms_tui.tasks.tracing import Start

_STEPS = tuple(Step)
_WIDE = 62
"""From this width on all steps stand side by side."""

_KEYS: Mapping[Step, tuple[Key, ...]] = {
    Step.SCOPE: (Key("f5", "Remove", "PROBLEM"), Key("f6", "Add", "DONE")),
    Step.HOLD: (Key("f6", "Hold all", "DONE"),),
    Step.TRACE: (Key("f6", "Checked", "DONE"),),
    Step.BALANCE: (Key("f6", "Checked", "DONE"),),
    Step.NOTICES: (Key("f5", "Approve", "PROBLEM"), Key("f6", "Print", "DONE")),
    Step.REPLIES: (Key("f5", "Remind", "PROBLEM"), Key("f6", "Reply", "DONE")),
    Step.REPORT: (Key("f5", "Close", "PROBLEM"), Key("f6", "Report", "DONE")),
}
_HELP: Mapping[Step, Mapping[str, str]] = {
    Step.SCOPE: {
        "PROBLEM": "Take the lot under the cursor out of the scope, with a reason",
        "DONE": "Take another lot into the scope, with what was made of it",
    },
    Step.HOLD: {"DONE": "Stop everything in scope in one act: bins, promises, picks that go on"},
    Step.TRACE: {"DONE": "Note that the trace was looked through: the clock and a drill's score count it"},
    Step.BALANCE: {"DONE": "Note that the balances were checked, and what there is to say of a difference"},
    Step.NOTICES: {
        "PROBLEM": "Approve the last version of the letters; as soon as people are known, another person does",
        "DONE": "Write a new version where something has changed, and print the notice to each consignee",
    },
    Step.REPLIES: {
        "PROBLEM": "Ask those again who have not answered by the deadline",
        "DONE": "Book the answer for the row under the cursor: on hand, returned, destroyed, used",
    },
    Step.REPORT: {
        "PROBLEM": "Close the case",
        "DONE": "Make and print a status report, of a drill its certificate",
    },
}


class RecallScreen(FileDesk):
    """One case: scope, hold, trace, balance, notices, replies, report; a digit and ENTER go to a step."""

    words = (
        "1 SCOPE: which lots. 2 HOLD: what of them is not in the cage. 3 TRACE: what was made of them.",
        "4 BALANCE: what does not close is marked !!. 5 NOTICES: letters and contacts, the stale ones marked !!.",
        "6 REPLIES: what each consignee says. 7 REPORT: the clock of each step.",
        "Type the number of a step and ENTER to go there. Scan a lot, or the code of a response form.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show no case yet."""
        super().__init__("RECALL", FixedRows(COLUMNS[Step.SCOPE]))
        self._sitting = sitting
        self._case: Recall | None = None
        self._told: RecallFigures | None = None
        self._step = Step.SCOPE
        self._reason = ""
        self._name_keys()

    def aim(self, subject: str) -> None:
        """Show the case that an address names, at its first step."""
        if subject != self.subject:
            self._step = Step.SCOPE
        super().aim(subject)

    def read(self) -> None:
        """Read the case that the address names; the step stays."""
        self._case = None
        self.heading = f"RECALL {self.subject}"
        case = the_recall(self.subject)
        self._case, self._told = case, recall_figures(case)
        self.heading = f"{'DRILL' if case.drill else 'RECALL'} {case.code}"
        clock = elapsed(case.opened_at, case.closed_at or self._sitting.now())
        self.corner = f"{'CLOSED ' if case.closed else ''}{clock}"
        self.rows.use(rows_of(self._step, case, self._sitting.now()))
        self._name_keys()

    def _name_keys(self) -> None:
        following = _STEPS[(_STEPS.index(self._step) + 1) % len(_STEPS)]
        self.own_keys = (Key("f4", following.value.capitalize(), "LIST"), *_KEYS[self._step])
        self.own_help = {"LIST": "Go to the next step", **_HELP[self._step]}

    def facts(self, width: int, rows: int) -> Sequence[Line]:
        """Return the steps with the one that is shown, and the figures of the case."""
        if self._case is None or self._told is None:
            return ()
        case, told = self._case, self._told
        named = f"CLASS {case.recall_class.value}" if case.recall_class.value else "NOT CLASSIFIED"
        words = [
            "1 LOT" if told.lots == 1 else f"{told.lots} LOTS", f"HERE {told.in_house}",
            f"!! {told.outside_cage} NOT IN CAGE" if told.outside_cage and not case.drill else "",
            f"!! {told.missing} NEW IN TRACE" if told.missing else "",
            f"NOTICES {told.notified}/{told.consignees}", f"ANSWERS {told.replied}/{told.consignees}",
            f"FOUND {told.percent:g}%", named, case.reason,
        ]  # fmt: skip
        return [self._tabs(width), *flow(words, width, max(min(rows - 1, 2), 0))]

    def _tabs(self, width: int) -> Line:
        place = _STEPS.index(self._step)
        if width < _WIDE:
            return Line((Span(f"{place + 1}/{len(_STEPS)} {self._step.upper()}", Look.REVERSE),))
        spans: list[Span] = []
        for number, step in enumerate(_STEPS, start=1):
            look = Look.REVERSE if step is self._step else Look.NORMAL
            spans += [Span(f"{number} {step.upper()}", look), Span(" ")]
        return Line(tuple(spans))

    def empty(self) -> str:
        """Return what is said where a step has no row."""
        return {
            Step.HOLD: "All that is here of it is in the cage", Step.NOTICES: "Nothing of it went to a customer",
            Step.REPLIES: "Nobody has anything to answer",
        }.get(self._step, super().empty())  # fmt: skip

    def detail(self, row: Row) -> str:
        """Return the whole of a row."""
        return words_of(self._step, row.about, self._sitting.today(), self.rows.window.pages)

    def target(self, row: Row) -> str:
        """Return the address a row leads to: a lot's file, or the stock of a bin."""
        one = row.about
        if self._step is Step.TRACE:
            return f"lot:{one.lot.item}/{one.lot.lot}"
        if self._step is Step.HOLD:
            return f"stock:{one.bin}"
        return f"lot:{one.item}/{one.lot}" if hasattr(one, "item") else ""

    def scanned(self, text: str) -> Feedback:
        """Go to a step by its number, to the answer that a form belongs to, or to the lot that was scanned."""
        if text.isdecimal() and 1 <= int(text[:3]) <= len(_STEPS):
            self._step = _STEPS[int(text) - 1]
            self.read()
            return NOTHING
        addressee = addressee_of(text)
        if addressee is not None and self._case and addressee.recall == self._case.code:
            return self._answer_of(addressee.customer)
        if self._step is Step.SCOPE:
            return self._ask_to_add(text)
        return go_to(text)

    def _answer_of(self, customer: str) -> Feedback:
        """Go to the first open answer of the consignee whose form was scanned, and ask for it."""
        self._step = Step.REPLIES
        self.read()
        window = self.rows.window
        shown = window.pages.first(10_000, search="", sort=None)
        place = next((row.key for row in shown if row.about.customer == customer and not row.about.replied_at), None)
        if place is None:
            return Feedback(Outcome.OK, f"{customer} has answered for everything")
        window.move(place - window.line)
        return self._ask_reply()

    def command(self, command: str) -> Feedback | None:
        """Go to the next step, or do what the key of this step does."""
        if self._case is None:
            return None
        if command == "LIST":
            self._step = _STEPS[(_STEPS.index(self._step) + 1) % len(_STEPS)]
            self.read()
            return NOTHING
        does = {
            (Step.SCOPE, "DONE"): self._ask_which_to_add,
            (Step.SCOPE, "PROBLEM"): self._ask_to_remove,
            (Step.HOLD, "DONE"): self._ask_to_hold,
            (Step.TRACE, "DONE"): self._ask_note,
            (Step.BALANCE, "DONE"): self._ask_note,
            (Step.NOTICES, "DONE"): self._print,
            (Step.NOTICES, "PROBLEM"): self._approve,
            (Step.REPLIES, "DONE"): self._ask_reply,
            (Step.REPLIES, "PROBLEM"): self._remind,
            (Step.REPORT, "DONE"): self._report,
            (Step.REPORT, "PROBLEM"): lambda: self.ask(Question("CLOSE THE CASE: WHY", "WHY", self._close)),
        }.get((self._step, command))  # fmt: skip
        told = does() if does else None
        self.reread()
        return told

    @property
    def _code(self) -> str:
        return self._case.code if self._case else ""

    def _ask_which_to_add(self) -> Feedback:
        return self.ask(Question("ADD WHICH LOT, OR WHAT NAMES IT", "WHICH LOT", self._ask_to_add))

    def _ask_to_add(self, text: str) -> Feedback:
        return named_lots(self, text, self._sitting.today(), self._ask_why_to_add)

    def _ask_why_to_add(self, start: Start) -> Feedback:
        lots, what = names_of(start), spelled_start(start)
        self.ask(Question(f"ADD {what}: WHY", "WHY", lambda why: self._add(lots, why)))
        return NOTHING

    def _add(self, lots: tuple[LotName, ...], why: str, accept: tuple[str, ...] = ()) -> Feedback:
        try:
            done = self._sitting.do(widen_recall, WidenRecall(self._code, lots, why, accept=accept))
        except NeedsConfirmation as asked:
            yes = (*accept, asked.accept)
            self.ask_whether(f"{asked.message} ADD IT", "1=YES", lambda: self._add(lots, why, yes))
            return Feedback(Outcome.ASK, asked.message, "1 adds it, F3 leaves it")
        return Feedback(Outcome.OK, f"{done.changed} added, {done.lots} in scope")

    def _ask_to_remove(self) -> Feedback:
        row = self.rows.window.current
        one = row.about if row else None
        if not isinstance(one, ScopeLot):
            raise Refused("nothing-there", "No lot is under the cursor", "Move to the lot")
        return self.ask(Question(f"REMOVE {one.lot}: WHY", "WHY", lambda why: self._remove((one.item, one.lot), why)))

    def _remove(self, lot: tuple[str, str], why: str) -> Feedback:
        done = self._sitting.do(narrow_recall, NarrowRecall(self._code, (lot,), why))
        return Feedback(Outcome.OK, f"{lot[1]} has left the scope", f"{done.lots} are in it")

    def _ask_to_hold(self) -> Feedback:
        told = self._told
        lots = "1 LOT" if told and told.lots == 1 else f"{told.lots} LOTS" if told else ""
        what = f"HOLD {lots}, {told.in_house} UNITS" if told else "HOLD ALL"
        return self.ask_whether(what, "1=YES", self._hold)

    def _hold(self) -> Feedback:
        done = self._sitting.do(hold_recall, HoldRecall(self._code, (ACCEPT_TWICE, ACCEPT_WIDE)))
        if self._case and self._case.drill:
            return Feedback(Outcome.OK, f"Drill: {done.held} units in {done.lots} lots would be held")
        staged = f", {len(done.staged)} picked lines wait at the stage" if done.staged else ""
        return Feedback(
            Outcome.OK, f"{done.held} units in {done.lots} lots are held",
            f"{done.reservations_dropped} promises let go{staged}",
        )  # fmt: skip

    def _ask_note(self) -> Feedback:
        return self.ask(Question(f"{self._step.upper()} CHECKED: NOTE, OR OK", "NOTE", self._note))

    def _note(self, text: str) -> Feedback:
        self._sitting.do(note_step, NoteStep(self._code, self._step, "" if text.upper() == "OK" else text))
        return Feedback(Outcome.OK, f"{self._step.value.capitalize()} is checked")

    def _print(self) -> Feedback:
        folder, count, draft = print_notices(self._code, self._sitting)
        kind = "drafts" if draft else "notices"
        return Feedback(Outcome.OK, f"{count} {kind} printed", f"in {folder}")

    def _approve(self) -> Feedback:
        done = self._sitting.do(approve_notices, ApproveNotices(self._code))
        return Feedback(Outcome.OK, f"Version {done.version} is approved")

    def _ask_reply(self) -> Feedback:
        row = self.rows.window.current
        one = row.about if row else None
        if not isinstance(one, LotReply):
            raise Refused("nothing-there", "No consignee is under the cursor", "Move to the row")
        text = f"{one.customer} {one.lot} OF {one.delivered}: HAND BACK DESTROYED USED"
        return self.ask(Question(text, "H B D U", lambda answer: self._reply(one, answer)))

    def _reply(self, one: LotReply, text: str, accept: tuple[str, ...] = ()) -> Feedback:
        parts = text.replace(",", " ").split()
        if not 1 <= len(parts) <= 4 or not all(part.isdecimal() for part in parts):
            raise BadInput("bad-quantity", "Four numbers are wanted", "On hand, returned, destroyed, used: 0 12 0 5")
        on_hand, returned, destroyed, used = [*map(int, parts), 0, 0, 0][:4]
        answer = LotAnswer(f"{one.item}:{one.lot}", on_hand, returned, destroyed, used)
        try:
            done = self._sitting.do(book_reply, BookReply(self._code, one.customer, (answer,), accept=accept))
        except NeedsConfirmation as asked:
            self.ask_whether(f"{asked.message} BOOK IT", "1=YES", lambda: self._reply(one, text, (OVER,)))
            return Feedback(Outcome.ASK, asked.message, "1 books it, F3 leaves it")
        return Feedback(Outcome.OK, f"{one.customer} answered for {one.lot}", f"{done.percent:g}% is found")

    def _remind(self) -> Feedback:
        done = self._sitting.do(remind, Remind(self._code))
        return Feedback(Outcome.OK, f"{len(done.reminders)} are asked again", "wms recall remind writes the letters")

    def _report(self) -> Feedback:
        path, number = print_report(self._code, self._sitting)
        return Feedback(Outcome.OK, f"Report {number} printed: {path.name}", f"in {path.parent}")

    def _close(self, why: str, accept: tuple[str, ...] = ()) -> Feedback:
        self._reason = why
        try:
            self._sitting.do(close_recall, CloseRecall(self._code, why, accept))
        except NeedsConfirmation as asked:
            self.ask_whether(f"{asked.message} CLOSE IT", "1=YES", lambda: self._close(why, (ACCEPT_OPEN,)))
            return Feedback(Outcome.ASK, asked.message, "1 closes it, F3 leaves it")
        return Feedback(Outcome.OK, f"{self._code} is closed")
