"""The desk screen ``recall:CODE``: one case in seven steps, with a clock that runs."""

from collections.abc import Callable, Mapping, Sequence

from screens.desk_line import Question
from screens.file_desk import FileDesk, go_to
from screens.fixed_rows import FixedRows
from screens.lines import Line, Look, Span
from screens.printing import print_notices, print_report
from screens.recall_facts import NAMES, fact_of
from screens.recall_steps import COLUMNS, elapsed, rows_of, words_of
from screens.row_window import Row
from screens.sitting import Sitting
from screens.starting import named_lots, names_of, spelled_start
from screens.wording import counted, flow
from wms_tui.domain.codes import excerpt
from wms_tui.domain.recall import Step
from wms_tui.domain.recall_lists import by_unit
from wms_tui.domain.replies import LotReply
from wms_tui.errors import BadInput, NeedsConfirmation, Refused
from wms_tui.operations.book_reply import BookReply, LotAnswer, book_reply
from wms_tui.operations.close_recall import CloseRecall, close_recall
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.make_notices import ApproveNotices, approve_notices, the_last_version
from wms_tui.operations.note_step import NoteStep, note_step
from wms_tui.operations.open_recall import change_recall
from wms_tui.operations.recall_scope import NarrowRecall, WidenRecall, narrow_recall, widen_recall
from wms_tui.operations.recalling import ACCEPT_TWICE, ACCEPT_WIDE, LotName
from wms_tui.operations.remind import Remind, remind
from wms_tui.queries.recall_figures import RecallFigures, recall_figures
from wms_tui.queries.recalls import Recall, ScopeLot, has_left_since, pulls_of, scope_of, the_recall
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
_BOXES = ("on hand", "returned", "destroyed", "used", "sold on", "not found")
"""The boxes of the response form, in the order in which an answer is typed; the last two may be left out."""

_STAY = frozenset({(Step.SCOPE, "PROBLEM"), (Step.REPLIES, "DONE"), (Step.REPORT, "DONE")})
"""What can be done in a closed case: a lot that it stopped may leave it, a late answer is kept, reports are made."""
_LETTERS = frozenset({(Step.NOTICES, "PROBLEM"), (Step.NOTICES, "DONE")})
"""And where one has left it: those who were told of it are told that."""

_HELP: Mapping[Step, Mapping[str, str]] = {
    Step.SCOPE: {
        "PROBLEM": "Take the lot under the cursor out of the scope, or ALL of a false alarm, with a reason",
        "DONE": "Take another lot into the scope, with what was made of it",
    },
    Step.HOLD: {"DONE": "Stop everything in scope in one act: bins, promises, picks that go on"},
    Step.TRACE: {"DONE": "Note that the trace was looked through: the clock and a drill's score count it"},
    Step.BALANCE: {"DONE": "Note that the balances were checked, and what there is to say of a difference"},
    Step.NOTICES: {
        "PROBLEM": "Approve the last version of the letters: somebody else than who made it, once people are known",
        "DONE": "Write a new version where something has changed, and print the notice to each consignee",
    },
    Step.REPLIES: {
        "PROBLEM": "Ask those again who have not answered by the deadline",
        "DONE": "Book the answer for the row under the cursor: on hand, returned, destroyed, used",
    },
    Step.REPORT: {
        "PROBLEM": "Close the case; what is open, or outside the cage, is asked about",
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
        f"Say what is known of the case with a word, = and the rest: {NAMES} for example class=II",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show no case yet."""
        super().__init__("RECALL", FixedRows(COLUMNS[Step.SCOPE]))
        self._sitting = sitting
        self._case: Recall | None = None
        self._told: RecallFigures | None = None
        self._here = self._outside = ""
        """What is in the house, and what of it is not in the cage, unit by unit."""
        self._step = Step.SCOPE
        self._name_keys()

    def on_mount(self) -> None:
        """Let the clock of a case run that goes on."""
        self.set_interval(1, self._tick)

    def _tick(self) -> None:
        if self.is_current and self._case is not None and not self._case.closed:
            self.corner = elapsed(self._case.opened_at, self._sitting.now())
            self.draw_soon()

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
        self._here, outside = _in_house(case), pulls_of(case)
        self._outside = by_unit((one.unit, one.quantity) for one in outside) if outside and not case.drill else ""
        self.heading = f"{'DRILL' if case.drill else 'RECALL'} {case.code}"
        clock = elapsed(case.opened_at, case.closed_at or self._sitting.now())
        self.corner = f"{'CLOSED ' if case.closed else ''}{clock}"
        self.rows.use(rows_of(self._step, case, self._sitting.now()))
        self._name_keys()

    def _name_keys(self) -> None:
        following = _STEPS[(_STEPS.index(self._step) + 1) % len(_STEPS)]
        closed = self._case is not None and self._case.closed
        stay = _STAY | (_LETTERS if self._case and has_left_since(self._case) else frozenset())
        keys = [key for key in _KEYS[self._step] if not closed or (self._step, key.command) in stay]
        self.own_keys = (Key("f4", following.value.capitalize(), "LIST"), *keys)
        self.own_help = {"LIST": "Go to the next step", **_HELP[self._step]}

    def facts(self, width: int, rows: int) -> Sequence[Line]:
        """Return the steps with the one that is shown, and the figures of the case."""
        if self._case is None or self._told is None:
            return ()
        case, told = self._case, self._told
        named = f"CLASS {case.recall_class.value}" if case.recall_class.value else "NOT CLASSIFIED"
        words = [
            counted(told.lots, "lot").upper(), f"HERE {self._here}",
            f"!! {self._outside} NOT IN CAGE" if self._outside else "",
            f"!! {told.missing} NEW IN TRACE" if told.missing else "",
            f"NOTICES {told.notified}/{told.consignees}", f"ANSWERS {told.replied}/{told.consignees}",
            f"FOUND {told.percent:g}%" if told.distributed else "", named,
        ]  # fmt: skip
        return [self._tabs(width), *flow(words, width, max(min(rows - 1, 2), 0), rest=case.reason)]

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
        fact = fact_of(self._code, text, self._sitting.today())
        if fact is not None:
            done = self._sitting.do(change_recall, fact)
            self.read()
            return Feedback(Outcome.OK, f"{', '.join(done.changed).replace('_', ' ')} is noted")
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
            (Step.NOTICES, "PROBLEM"): self._ask_to_approve,
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
        def work(yes: tuple[str, ...]) -> Feedback:
            done = self._sitting.do(widen_recall, WidenRecall(self._code, lots, why, accept=yes))
            return Feedback(Outcome.OK, f"{done.changed} added, {done.lots} in scope")

        return self._asking(work, "ADD", accept)

    def _ask_to_remove(self) -> Feedback:
        row = self.rows.window.current
        one = row.about if row else None
        if not isinstance(one, ScopeLot):
            raise Refused("nothing-there", "No lot is under the cursor", "Move to the lot")
        short = f"{excerpt(one.lot, 8)} WHY"
        return self.ask(Question(f"REMOVE {one.lot}: WHY, OR ALL", short, lambda why: self._removed(one, why)))

    def _removed(self, one: ScopeLot, why: str) -> Feedback:
        if why.upper() != "ALL":
            return self._remove(((one.item, one.lot),), one.lot, why)
        lots = counted(self._told.lots if self._told else 0, "lot").upper()
        return self.ask(
            Question(f"REMOVE ALL, {lots}: WHY", "ALL: WHY", lambda text: self._remove((), "Every lot", text))
        )  # fmt: skip

    def _remove(self, lots: tuple[LotName, ...], what: str, why: str, accept: tuple[str, ...] = ()) -> Feedback:
        def work(yes: tuple[str, ...]) -> Feedback:
            done = self._sitting.do(narrow_recall, NarrowRecall(self._code, lots, why, yes))
            return Feedback(Outcome.OK, f"{what} has left the scope", f"{done.lots} are in it")

        return self._asking(work, "REMOVE", accept)

    def _asking(self, work: Callable[[tuple[str, ...]], Feedback], verb: str, accept: tuple[str, ...] = ()) -> Feedback:
        """Do something; where it asks first, ask, and do it with a yes."""
        try:
            return work(accept)
        except NeedsConfirmation as asked:
            yes = (*accept, asked.accept)
            self.ask_whether(f"{asked.message} {verb} IT", f"1={verb}", lambda: self._asking(work, verb, yes))
            return Feedback(Outcome.ASK, asked.message, "1 is yes, F3 leaves it")

    def _ask_to_hold(self) -> Feedback:
        told = self._told
        drill = self._case is not None and self._case.drill
        what = f"HOLD {counted(told.lots, 'lot').upper()}, {self._here} HERE" if told else "HOLD ALL"
        return self.ask_whether(f"DRILL, NOTHING IS HELD: {what}" if drill else what, "1=HOLD", self._hold)

    def _hold(self) -> Feedback:
        done = self._sitting.do(hold_recall, HoldRecall(self._code, (ACCEPT_TWICE, ACCEPT_WIDE)))
        held = f"{_in_house(the_recall(self._code))} in {counted(done.lots, 'lot')}"
        if self._case and self._case.drill:
            return Feedback(Outcome.OK, f"Drill: {held} would be held")
        then = [f"{counted(done.reservations_dropped, 'promise')} let go"] if done.reservations_dropped else []
        then += [f"{counted(len(done.staged), 'picked line')} at the stage"] if done.staged else []
        return Feedback(Outcome.OK, f"{held} are held", ", ".join(then))

    def _ask_note(self) -> Feedback:
        return self.ask(Question(f"{self._step.upper()} CHECKED: NOTE, OR ENTER", "NOTE", self._note, optional=True))

    def _note(self, text: str) -> Feedback:
        self._sitting.do(note_step, NoteStep(self._code, self._step, text))
        return Feedback(Outcome.OK, f"{self._step.value.capitalize()} is checked")

    def _print(self) -> Feedback:
        folder, done = print_notices(self._code, self._sitting)
        papers = counted(len(done.files), "draft" if done.draft else "notice")
        if done.nowhere:
            names = ", ".join(done.nowhere)
            return Feedback(Outcome.ASK, f"{papers} printed, no contact is known of {names}", f"in {folder}")
        if done.letters[0].letter.firm.unreachable:
            told = f"{papers} printed, without phone or e-mail of the house"
            return Feedback(Outcome.ASK, told, f"in {folder}")
        return Feedback(Outcome.OK, f"{papers} printed", f"in {folder}")

    def _ask_to_approve(self) -> Feedback:
        version = the_last_version(the_recall(self._code))
        work = lambda: self._asking(self._approve, "APPROVE")  # noqa: E731 - only to be handed on
        return self.ask_whether(f"APPROVE VERSION {version.version}", "1=APPROVE", work)

    def _approve(self, yes: tuple[str, ...]) -> Feedback:
        done = self._sitting.do(approve_notices, ApproveNotices(self._code, accept=yes))
        return Feedback(Outcome.OK, f"Version {done.version} is approved", "F6 prints it")

    def _ask_reply(self) -> Feedback:
        row = self.rows.window.current
        one = row.about if row else None
        if not isinstance(one, LotReply):
            raise Refused("nothing-there", "No consignee is under the cursor", "Move to the row")
        text = f"{one.customer} {one.lot} OF {one.delivered}: HAND BACK DESTR USED (SOLD LOST)"
        return self.ask(Question(text, "H B D U", lambda answer: self._reply(one, answer)))

    def _reply(self, one: LotReply, text: str) -> Feedback:
        parts = text.replace(",", " ").split()
        if not 4 <= len(parts) <= len(_BOXES):
            names = ", ".join(_BOXES)
            raise BadInput("bad-quantity", "Four to six numbers are wanted", f"{names}: such as 0 12 0 5")
        answer = LotAnswer(f"{one.item}:{one.lot}", *parts)

        def work(yes: tuple[str, ...]) -> Feedback:
            done = self._sitting.do(book_reply, BookReply(self._code, one.customer, (answer,), accept=yes))
            again = " anew" if done.lots[0].replaced else ""
            return Feedback(Outcome.OK, f"{one.customer} answered{again} for {one.lot}", f"{done.percent:g}% is found")

        return self._asking(work, "BOOK")

    def _remind(self) -> Feedback:
        done = self._sitting.do(remind, Remind(self._code))
        return Feedback(
            Outcome.OK,
            f"{counted(len(done.reminders), 'consignee')} asked again",
            "wms recall remind writes the letters",
        )

    def _report(self) -> Feedback:
        path, number = print_report(self._code, self._sitting)
        return Feedback(Outcome.OK, f"Report {number} printed: {path.name}", f"in {path.parent}")

    def _close(self, why: str) -> Feedback:
        def work(yes: tuple[str, ...]) -> Feedback:
            self._sitting.do(close_recall, CloseRecall(self._code, why, yes))
            return Feedback(Outcome.OK, f"{self._code} is closed")

        return self._asking(work, "CLOSE")


def _in_house(case: Recall) -> str:
    """Return how much of a case is in the house, unit by unit."""
    return by_unit((one.unit, one.quantity) for one in scope_of(case.id))
