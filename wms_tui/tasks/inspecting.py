"""Inspecting: a lot is tested step by step as its plan says, and then passes, fails or waits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.codes import excerpt, folded
from wms_tui.domain.inspection import PlannedTest, Result, Taken, Verdict, assess, latest, limits, missing, outside
from wms_tui.domain.rows import Item, Lot
from wms_tui.errors import BadInput, NotFound, Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.inspect import Inspect, Inspected, Judge
from wms_tui.queries.inspections import plan_of, results_that_count
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.quality import waiting
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.resolving import What
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import SHORT_QUESTION, item_fact, lot_fact, ok, status_fact

OUTSIDE = "outside"
LONGEST_QUESTION = 38
MOST_LISTED = 50
_VERDICTS = (Choice("Pass: it may leave", "pass"), Choice("Fail: reject it", "fail"), Choice("Later", "later"))


@dataclass(frozen=True, slots=True)
class Looked:
    """The lot that is tested, what was found so far, and which tests are left out."""

    item: str = ""
    lot: str = ""
    taken: tuple[Taken, ...] = ()
    left_out: tuple[str, ...] = ()
    at_verdict: bool = False
    """Whether no further test is to be asked for."""


class Inspecting(Stepping[Looked]):
    """From the lot's label to its verdict."""

    kind = "inspect"
    title = "INSPECT"
    notes_type = Looked

    def asks(self) -> Ask:
        """Ask for the lot, for each test that is left, then for the verdict."""
        if not self.notes.item:
            return Ask(
                "SCAN LOT LABEL", "LOT", self._take_lot, listed=_waiting_choices,
                help=("Scan the label of the lot to be tested. F4 lists the lots that wait for a verdict.",),
            )  # fmt: skip
        test = self._next()
        return self._ask_verdict() if test is None else self._ask_value(test)

    def _ask_value(self, test: PlannedTest) -> Ask:
        question = excerpt(f"{test.name} IN {test.unit}" if test.unit else test.name, LONGEST_QUESTION)
        earlier = self._earlier(test)
        choices = () if test.measures else tuple(Choice(excerpt(word, 40), word) for word in test.words)
        return Ask(
            question, excerpt(test.name, SHORT_QUESTION), self._take_value, choices=choices,
            enter=self._leave_out if earlier else None,
            problems=(Problem("Leave this test out", "SKIP", lambda _: self._leave_out()),),
            done=self._to_verdict, done_label="Verdict",
            help=(
                "Type the value; a comma is a decimal point. One outside the limits is asked for once more.",
                "ENTER alone keeps what was found before. F6 goes on to the verdict.",
            ),
        )  # fmt: skip

    def _ask_verdict(self) -> Ask:
        return Ask(
            "PASS, FAIL OR LATER", "VERDICT", self._take_verdict, choices=_VERDICTS,
            help=(
                "A pass releases the lot, a fail rejects it, for whoever may judge. Later keeps what was found.",
                "F3 goes back to the tests.",
            ),
        )  # fmt: skip

    def heading(self) -> str:
        """Return which lot it is."""
        return f"{self.title} {self.notes.lot}".rstrip()

    def progress(self) -> str:
        """Return which test of how many it is."""
        plan = self._plan()
        test = self._next() if self.notes.item else None
        return f"{plan.index(test) + 1}/{len(plan)}" if test else ""

    def facts(self) -> tuple[Fact, ...]:
        """Return what the test must give, or what all tests gave."""
        if not self.notes.item:
            return ()
        item, test = self._item(), self._next()
        if test is None:
            # The choices must stand on the same page of a small screen, so little else does.
            return (*self._found(), item_fact(item))
        lot = self._lot()
        right = limits(test) or "any value"
        facts = [Fact("TEST", test.name, test.name), Fact("RIGHT IS", right, right)]
        if test.sample:
            facts.append(Fact("SAMPLE", f"{test.sample} {item.unit}"))
        earlier = self._earlier(test)
        if earlier:
            facts.append(Fact("FOUND", earlier, f"ENTER={earlier}"))
        return (*facts, item_fact(item), lot_fact(lot.number, lot.expires_on), status_fact(lot))

    def _found(self) -> tuple[Fact, ...]:
        """Return which tests are not right, which were not done, and what the others gave."""
        counted = self._counted()
        wrong = outside(counted)
        told = {
            "OUTSIDE": [f"{one.test} {one.value}" for one in counted if one.within is False],
            "NOT DONE": missing(self._plan(), counted),
            "FOUND": [f"{one.test} {one.value}" for one in counted if one.test not in wrong],
        }
        return tuple(
            Fact(label, ", ".join(words), f"{label} {', '.join(words)}") for label, words in told.items() if words
        )

    def back(self) -> Looked | None:
        """Return to the test before, then to the lot, then home."""
        known = self.notes
        return replace(known, at_verdict=False) if known.at_verdict and self._left(known) else self._one_less(known)

    def _one_less(self, known: Looked) -> Looked | None:
        """Return the notes without the last test that was answered or left out."""
        if not known.item:
            return None
        done = [test.name for test in self._plan() if test.name in self._answered(known)]
        if not done:
            return Looked()
        return replace(
            known, taken=tuple(one for one in known.taken if one.test != done[-1]), at_verdict=False,
            left_out=tuple(one for one in known.left_out if one != done[-1]),
        )  # fmt: skip

    def undone(self) -> None:
        """Begin again: the lot has another status."""
        self.notes = Looked()

    def _take_lot(self, text: str) -> Reply:
        found = self.look(text, {What.LOT, What.ITEM}, "Scan the label of a lot")
        item = found.item
        if item is None:
            raise Refused("wrong-kind", "That is no lot", "Scan the label of a lot")
        if found.what is What.ITEM:
            lots = [one.lot for _, one in waiting(limit=1000) if one.item == item.code]
            if not lots:
                raise NotFound("nothing-waits", f"No lot of {item.code} waits", "Scan the label of the lot")
            number = lots[0] if len(lots) == 1 else self.choose(text, "Which lot", lots[:9])
        else:
            number = found.lot
        self.notes = Looked(item.code, the_lot(item, number).number)
        return NOTHING

    def _take_value(self, text: str) -> Reply:
        test = self._next()
        if test is None:
            raise RuntimeError("every test is answered")
        result = assess(test, text)
        if result.within is False:
            self.confirm(OUTSIDE, f"{excerpt(result.value, 14)} is not {excerpt(limits(test), 16)}")
        self.notes = replace(self.notes, taken=(*self.notes.taken, Taken(test.name, result.value)))
        return ok(f"{excerpt(test.name)} {excerpt(_told([result]), 20)}")

    def _leave_out(self) -> Reply:
        test = self._next()
        if test is not None:
            self.notes = replace(self.notes, left_out=(*self.notes.left_out, test.name))
        return NOTHING

    def _to_verdict(self) -> Reply:
        self.notes = replace(self.notes, at_verdict=True)
        return NOTHING

    def _take_verdict(self, text: str) -> Reply:
        word = text.strip().lower()
        known = self.notes
        found = Inspect(known.item, known.lot, known.taken)
        if word == "later":
            if known.taken:
                return Submit((Act("inspect", found),))
            self.notes = Looked()
            return ok(f"{known.lot} waits as before")
        if word not in list(Verdict):
            raise BadInput("not-on-list", f"{excerpt(text)} is no verdict", "1 pass, 2 fail, 3 later")
        return Submit((Act("judge", Judge(found, Verdict(word), self.accepted)),))

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what became of the lot, and ask for the next one."""
        lot, self.notes = self.notes.lot, Looked()
        done = results[-1]
        if not isinstance(done, Inspected):
            raise RuntimeError("inspecting inspects")
        if done.verdict is None:
            return ok(f"kept {len(done.results)} of {lot}", f"It is {done.status.value} as before")
        if done.waiting_for:
            return ok(f"signed {lot}", f"It waits for a {done.waiting_for}")
        dropped = done.reservations_dropped
        let_go = f"{dropped} {'reservation' if dropped == 1 else 'reservations'} let go" if dropped else ""
        return ok(f"{'passed' if done.verdict is Verdict.PASS else 'failed'} {lot}: {done.status.value}", let_go)

    # What is known of the lot at work.

    def _item(self) -> Item:
        return the_item(self.notes.item)

    def _lot(self) -> Lot:
        return the_lot(self._item(), self.notes.lot)

    def _plan(self) -> list[PlannedTest]:
        return plan_of(self._item().id) if self.notes.item else []

    @staticmethod
    def _answered(known: Looked) -> set[str]:
        return {*(one.test for one in known.taken), *known.left_out}

    def _left(self, known: Looked) -> list[PlannedTest]:
        answered = self._answered(known)
        return [test for test in self._plan() if test.name not in answered]

    def _next(self) -> PlannedTest | None:
        """Return the test to ask for now, None where it is the verdict's turn."""
        left = [] if self.notes.at_verdict else self._left(self.notes)
        return left[0] if left else None

    def _counted(self) -> tuple[Result, ...]:
        """Return what counts for a verdict now: of each test, the last look."""
        known = {folded(test.name): test for test in self._plan()}
        now = [_assessed(known[folded(one.test)], one) for one in self.notes.taken if folded(one.test) in known]
        return latest(results_that_count(self._lot().id), now)

    def _earlier(self, test: PlannedTest) -> str:
        """Return what a test gave before this look, where it still counts."""
        found = results_that_count(self._lot().id)
        return _told([one for one in found if folded(one.test) == folded(test.name)])


def _assessed(test: PlannedTest, one: Taken) -> Result:
    """Return what a test gave; a plan that was changed meanwhile may not be able to read it."""
    try:
        return assess(test, one.value)
    except BadInput:
        return Result(one.test, one.value, None)


def _told(results: Sequence[Result]) -> str:
    """Return what the samples of a test gave, what is not right in capitals."""
    values = ", ".join(one.value for one in results)
    return f"{values} OUTSIDE" if any(one.within is False for one in results) else values


def _waiting_choices() -> tuple[Choice, ...]:
    """Return the lots that wait for a verdict, the oldest first."""
    found = waiting(limit=MOST_LISTED)
    return tuple(Choice(f"{excerpt(one.lot, 20)} {excerpt(one.item, 12)} {one.status}", one.lot) for _, one in found)
