"""Replying: the response form of a recall is scanned, and its figures are booked lot by lot, most by one digit."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from wms_tui.domain.codes import excerpt
from wms_tui.domain.quantity import Pack
from wms_tui.domain.replies import LotReply, Statement
from wms_tui.domain.rows import spelled
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.book_reply import LATE, BookReply, LotAnswer, ReplyBooked, case_to_answer
from wms_tui.queries.items import the_item
from wms_tui.queries.recalls import Recall, the_recall
from wms_tui.queries.replies import Addressee, addressee_of, replies_of
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.resolving import What
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import item_fact, ok, read_quantity

FIGURES = tuple(field.name for field in fields(Statement))
_QUESTIONS = ("ON HAND", "RETURNED", "DESTROYED", "USED", "SOLD ON", "NOT FOUND")
_TYPED = "figures"
_WHOLE = {
    "all-returned": ("All returned", "returned"),
    "none": ("None on hand", ""),
    _TYPED: ("Type the figures", ""),
    "all-used": ("All used", "used"),
    "all-on-hand": ("All on hand, held", "on_hand"),
    "all-destroyed": ("All destroyed", "destroyed"),
}
"""An answer for all of a lot -> how it reads, and the figure that it means. The first ones fit the smallest screen."""
_EVERY = {"every-returned": ("All lots returned", "returned"), "every-none": ("No lot on hand", "")}
"""The same for every lot that is left."""
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Form:
    """The form that is booked, which of its lots are done, and the figures of the present one so far."""

    code: str = ""
    again: bool = False
    """Whether lots that were answered before are asked for anew."""
    done: tuple[int, ...] = ()
    figures: tuple[int, ...] | None = None
    """Typed so far, in the order of ``FIGURES``; None while a digit is asked for."""
    person: str = ""
    late: bool = False
    """Whether it is booked though the case is closed."""


class Replying(Stepping[Form]):
    """From the bar code of a form to what its sender says of each lot."""

    kind = "reply"
    title = "REPLY"
    notes_type = Form

    def asks(self) -> Ask:
        """Ask for the form, then for each lot where all of it is, or for its figures."""
        left = self._left()
        if not left:
            return Ask(
                "SCAN RESPONSE FORM", "FORM", self._take_form,
                help=("Scan the bar code of a response form to a recall. It begins with RN-.",),
            )  # fmt: skip
        return self._ask_whole(left) if self.notes.figures is None else self._ask_figure(left[0])

    def _ask_whole(self, left: Sequence[LotReply]) -> Ask:
        several = _EVERY if len(left) > 1 else {}
        named = _WHOLE | several
        return Ask(
            "WHERE IS IT NOW", "WHERE", self._take_whole,
            choices=tuple(Choice(label, answer) for answer, (label, _) in named.items()),
            problems=(Problem("Name who answered: type it, F5", "PERSON", self._take_person),),
            help=(
                "What the form says of this lot, by a digit; or type the figures one by one.",
                "Each lot is booked at once. A later answer for it counts in place of this one.",
            ),
        )  # fmt: skip

    def _ask_figure(self, lot: LotReply) -> Ask:
        question = _QUESTIONS[len(self.notes.figures or ())]
        return Ask(
            f"{question} IN {lot.unit}", question, self._take_figure, default="0",
            done=self._submit_figures, done_label="Rest 0",
            help=("How many of this lot. ENTER alone is none. F6: all that follows is none.",),
        )  # fmt: skip

    def heading(self) -> str:
        """Return whose form of which case it is."""
        form = self._addressee()
        return f"{self.title} {form.recall} {form.customer}" if form else self.title

    def progress(self) -> str:
        """Return which lot of how many it is."""
        left = len(self._left())
        return f"{len(self.notes.done) + 1}/{len(self.notes.done) + left}" if left else ""

    def facts(self) -> tuple[Fact, ...]:
        """Return the lot, how much of it they were shipped, and what is known of it so far."""
        left = self._left()
        if not left:
            return ()
        lot, item = left[0], the_item(left[0].item)
        shipped = spelled(lot.delivered, item)
        facts = [Fact("LOT", f"{lot.lot}  {shipped} shipped", f"{lot.lot} {shipped}")]
        if lot.replied_at is not None:
            facts.append(Fact("BEFORE", f"{lot.accounted} {lot.unit} accounted"))
        if self._case().drill:
            facts.append(Fact("DRILL", "a test, nothing is recalled"))
        if self.notes.figures is not None:
            facts.append(Fact("LEFT", f"{lot.delivered - sum(self.notes.figures)} {lot.unit}", vital=True))
            before = zip(_QUESTIONS, self.notes.figures, strict=False)
            facts += [Fact(name, f"{one} {lot.unit}") for name, one in before if one]
            facts += [item_fact(item), Fact("FROM", f"{lot.customer} {lot.name}".strip())]
        return tuple(facts)

    def back(self) -> Form | None:
        """Return to the figure before, then to the digit, then to the next form, then home."""
        known = self.notes
        if known.figures:
            return replace(known, figures=known.figures[:-1])
        if known.figures is not None:
            return replace(known, figures=None)
        return Form() if known.code else None

    def _take_form(self, text: str) -> Reply:
        found = self.look(text, {What.FORM}, "Scan the code of a form: RN-...")
        form = _named(found.code)
        case = case_to_answer(form.recall)
        if case.closed:
            self.confirm(LATE, f"Recall {excerpt(case.code)} is closed", "Again or Y = keep the answer")
        mine = _of(form, case)
        if not mine:
            raise Refused("nothing-shipped", f"{form.customer} has nothing in scope", "The scope has changed since")
        again = all(one.replied_at is not None for one in mine)
        if again:
            self.confirm(AGAIN, f"{excerpt(form.customer)} has answered for all", "Again or Y = answer anew")
        self.notes = Form(found.code, again=again, late=case.closed)
        return NOTHING

    def _take_whole(self, text: str) -> Reply:
        answer = text.strip().lower()
        left = self._left()
        if answer == _TYPED:
            self.notes = replace(self.notes, figures=())
            return NOTHING
        if answer in _WHOLE:
            return self._submit(left[:1], _WHOLE[answer][1])
        if answer in _EVERY and len(left) > 1:
            return self._submit(left, _EVERY[answer][1])
        if addressee_of(text) is not None:
            # The next form lies on the desk already: what is booked of this one is booked.
            return self._take_form(text)
        raise BadInput("not-on-list", f"{excerpt(text)} is none of these", "Choose one by its digit")

    def _take_person(self, typed: str) -> Reply:
        if not typed.strip():
            raise BadInput("nothing-said", "Nobody was named", "Type the name, then F5")
        self.notes = replace(self.notes, person=typed.strip())
        return ok(f"Answered by {excerpt(typed.strip(), 24)}")

    def _take_figure(self, text: str) -> Reply:
        lot = self._left()[0]
        item = the_item(lot.item)
        figures = (*(self.notes.figures or ()), read_quantity(text, Pack(item.unit, 1), item, zero=True))
        if len(figures) == len(FIGURES) or sum(figures) >= lot.delivered:
            return self._submit_said(lot, figures)
        self.notes = replace(self.notes, figures=figures)
        return NOTHING

    def _submit_figures(self) -> Reply:
        return self._submit_said(self._left()[0], self.notes.figures or ())

    def _submit_said(self, lot: LotReply, figures: Sequence[int]) -> Reply:
        said = dict(zip(FIGURES, figures, strict=False))
        return self._book((LotAnswer(f"{lot.item}:{lot.lot}", **said),))

    def _submit(self, lots: Sequence[LotReply], figure: str) -> Reply:
        """Book that all of some lots is in one place, or that nothing of them is anywhere."""
        return self._book(
            tuple(LotAnswer(f"{one.item}:{one.lot}", **({figure: one.delivered} if figure else {})) for one in lots)
        )

    def _book(self, answers: tuple[LotAnswer, ...]) -> Submit:
        known = self.notes
        late = (LATE,) if known.late else ()
        slip = BookReply("", "", answers, notice=known.code, person=known.person, accept=(*self.accepted, *late))
        return Submit((Act("book-reply", slip),))

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what was booked, and go on with the next lot, or the next form."""
        done = results[-1]
        if not isinstance(done, ReplyBooked):
            raise RuntimeError("replying books replies")
        names = {(one.item, one.lot) for one in done.lots}
        now = tuple(one.lot_id for one in self._mine() if (one.item, one.lot) in names)
        self.notes = replace(self.notes, done=(*self.notes.done, *now), figures=None)
        what = self._booked_words(done)
        if not self._left():
            self.notes = Form()
            return ok(what, f"{done.recall}: {done.percent:g} %, {done.replied} of {done.consignees} answered")
        return ok(what, f"{len(self._left())} more on this form")

    @staticmethod
    def _booked_words(done: ReplyBooked) -> str:
        accounted, delivered = (sum(getattr(one, name) for one in done.lots) for name in ("accounted", "delivered"))
        what = done.lots[0].lot if len(done.lots) == 1 else f"{len(done.lots)} lots"
        before = ", in place of an answer before" if any(one.replaced for one in done.lots) else ""
        return f"{excerpt(done.customer)} {what}: {accounted} of {delivered}{before}"

    # What is known of the form at work.

    def _addressee(self) -> Addressee | None:
        return addressee_of(self.notes.code) if self.notes.code else None

    def _case(self) -> Recall:
        return the_recall(_named(self.notes.code).recall)

    def _left(self) -> list[LotReply]:
        """Return the lots of the form that are to be asked for, the present one first."""
        mine = [one for one in self._mine() if one.lot_id not in self.notes.done]
        return [one for one in mine if self.notes.again or one.replied_at is None]

    def _mine(self) -> list[LotReply]:
        form = self._addressee()
        return _of(form, the_recall(form.recall)) if form else []


def _named(code: str) -> Addressee:
    form = addressee_of(code)
    if form is None:
        raise RuntimeError(f"no letter has the code {code}")
    return form


def _of(form: Addressee, case: Recall) -> list[LotReply]:
    """Return what was delivered to the sender of a form."""
    return [one for one in replies_of(case.id) if one.customer == form.customer]
