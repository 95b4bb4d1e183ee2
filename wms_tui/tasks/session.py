"""A person's sitting at a terminal: the sign-in, home, and the task at work; saved after every step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from wms_tui import clock
from wms_tui.errors import Refused, Unavailable, WmsError
from wms_tui.operations.save_task import save_task, take_up_task
from wms_tui.operations.undo import Undo
from wms_tui.tasks.asking import BACK
from wms_tui.tasks.booking import Booking, Pending, book, pending
from wms_tui.tasks.home import COMMANDS, SIGN_OUT
from wms_tui.tasks.overriding import Overriding, Waiting, about, asks_for_second, opening
from wms_tui.tasks.prompt import NOTHING, Feedback, Key, Outcome, Prompt
from wms_tui.tasks.signing import Signing, asks_for_signature, meaning_in, opening_signature
from wms_tui.tasks.signing_in import Admitted, SigningIn
from wms_tui.tasks.sitting import new_sitting, new_task, read_sitting
from wms_tui.tasks.stopping import Watch, told
from wms_tui.tasks.task import Act, Open, Reply, Submit
from wms_tui.tasks.unknown_codes import KIND, UnknownCodes
from wms_tui.tasks.wording import no, ok, plain

UNDO = Key("f2", "Undo", "UNDO")
UNKNOWN = Key("f4", "Unknown", "LIST")
UNDO_REASON = "undone at the terminal"
_THE_END = Feedback(Outcome.OK, "", opens="exit")
"""What ends the program where it shows screens."""
_MENU = "%MENU"


class Session:
    """What a terminal holds. The same badge at another terminal goes on at the same step."""

    def __init__(self, by: str = "", terminal_name: str = "") -> None:
        """Begin with the sign-in, or with what ``by`` was doing; who has a PIN is asked for it first.

        Raises:
            BadInput: ``bad-code`` where ``by`` cannot be a badge.
            Unavailable: where the warehouse is busy or away.
        """
        self._holder = f"{terminal_name}/{uuid4().hex}"
        self._who = ""
        self._sitting = new_sitting("")
        self._recovered = False
        self._kept: dict[str, object] = {}
        self._watch = Watch()
        self._door = SigningIn()
        self._override: Overriding | Signing | None = None
        if by:
            come = self._door.come(by)
            if isinstance(come, Admitted):
                self._sign_in(come.badge)

    @property
    def who(self) -> str:
        """Return the badge of the person; empty before sign-in."""
        return self._who

    @property
    def unknown_codes(self) -> tuple[str, ...]:
        """Return the codes that were scanned and nobody knew, the latest last."""
        return tuple(self._sitting.unknown)

    def prompt(self) -> Prompt:
        """Return what to show now."""
        if not self._who:
            return self._door.prompt()
        if self._override is not None:
            return self._override.prompt()
        prompt = self._sitting.task.prompt()
        if self._sitting.pending is not None:
            return Prompt(prompt.title, "ENTER TRIES AGAIN", "AGAIN", facts=prompt.facts, default="try", keys=(BACK,))
        saved = self._last_saved()
        if self._sitting.task.doubts:
            return replace(prompt, saved=saved)
        keys = prompt.keys if self._sitting.task.kind else self._home_keys(prompt)
        last = self._sitting.last
        if last is None:
            return replace(prompt, saved=saved, keys=keys)
        return replace(prompt, saved=saved, undoes=bool(last.entry), keys=(*keys, UNDO))

    def help(self) -> tuple[str, ...]:
        """Return a few sentences on the present step."""
        if not self._who:
            return self._door.help()
        return self._override.help() if self._override is not None else self._sitting.task.help()

    def answer(self, text: str) -> Feedback:
        """Take an answer or a command code, and say how it was taken."""
        if not self._who:
            return self._first_answer(text)
        self._recovered = False
        self._watch.look()
        try:
            feedback = self._answer(text)
        except WmsError as trouble:
            feedback = _trouble(trouble)
        return self._saved(feedback)

    def stopped(self) -> Feedback | None:
        """Return that what the present step is about was put on hold since it was shown; None where nothing was.

        It is to be asked at every key: where nobody has written meanwhile it costs next to nothing. The step is made
        anew, and what was typed or doubted is forgotten.
        """
        if not self._who or self._sitting.pending is not None or self._override is not None:
            return None
        task = self._sitting.task
        one = self._watch.stop(task.about)
        if one is None:
            return None
        self._recovered = False
        return self._saved(told(one, task.stopped(one)))

    def _first_answer(self, text: str) -> Feedback:
        if text == "%BACK":
            return NOTHING if self._door.go_back() else _THE_END
        if not text.strip() or text.startswith("%"):
            return Feedback(Outcome.REFUSED, "Nobody is signed in", f"First: {self._door.prompt().question.lower()}")
        try:
            came = self._door.answer(text)
            return self._sign_in(came.badge) if isinstance(came, Admitted) else came
        except WmsError as trouble:
            return _trouble(trouble)

    def _sign_in(self, badge: str) -> Feedback:
        self._watch.look()
        state = take_up_task(by=badge, holder=self._holder)
        self._who, self._kept, self._override = badge, {}, None
        self._sitting = new_sitting(badge)
        if not state:
            return ok(f"Signed in: {badge}")
        try:
            self._sitting = read_sitting(badge, state)
        except (KeyError, TypeError, ValueError):
            return Feedback(
                Outcome.ASK, "Your task is from another version", "Begin it again; what was saved is booked"
            )
        self._recovered = bool(self._sitting.task.kind or self._sitting.pending)
        if self._sitting.pending is None:
            return ok(self._last_saved() if self._recovered else f"Signed in: {badge}")
        feedback = self._saved(self._book())
        self._recovered = True
        return ok(self._last_saved()) if feedback.outcome is Outcome.OK else feedback

    def _last_saved(self) -> str:
        """Return what was last saved; while F2 is live, that is what F2 takes back."""
        last = self._sitting.last
        saved = self._sitting.saved
        if last is not None and not saved.endswith(last.words):
            saved = f"{datetime.fromisoformat(last.at).astimezone():%H:%M} {last.words}"
        if not self._recovered:
            return saved
        return f"Recovered: {saved or self._sitting.task.heading()}"

    def _home_keys(self, prompt: Prompt) -> tuple[Key, ...]:
        """Return the keys of home, from which nothing is left; F4 shows codes nobody knew, if there are any."""
        keys = tuple(key for key in prompt.keys if key.command != "BACK")
        return (*keys, UNKNOWN) if self._sitting.unknown else keys

    def _show_unknown(self) -> Feedback:
        codes = tuple(reversed(self._sitting.unknown))
        self._sitting.put_to_work(UnknownCodes(self._who, {"notes": {"codes": codes}}))
        return NOTHING

    def _answer(self, text: str) -> Feedback:
        if self._override is not None:
            return self._take_word(self._override, text)
        if self._sitting.pending is not None:
            return self._try_again(text)
        if text == "%UNDO" and not self._sitting.task.doubts:
            return self._undo()
        if text == "%HELP":
            return ok(*self.help()[:2])
        task = self._sitting.task
        if text == "%LIST" and not task.kind and self._sitting.unknown:
            return self._show_unknown()
        if text == "%DONE" and task.kind == KIND:
            self._sitting.unknown = []
        if text == _MENU or (text in COMMANDS and task.idle and task.kind):
            return self._follow(Open(text="" if text == _MENU else text))
        reply = self._follow(task.answer(text))
        if self._sitting.task.not_known:
            self._sitting.note_unknown(self._sitting.task.not_known)
        return reply

    def _follow(self, reply: Reply) -> Feedback:
        """Do what a task asks for."""
        if isinstance(reply, Submit):
            return self._submit(reply.acts)
        if isinstance(reply, Open):
            return self._open(reply)
        return reply

    def _open(self, where: Open) -> Feedback:
        """Open a task; where its first answer is refused, stay where we are."""
        if where.task == SIGN_OUT:
            return self._sign_out()
        before, opened = self._sitting.task, self._sitting.opened
        self._sitting.put_to_work(new_task(where.task, self._who))
        if not where.text:
            return NOTHING
        self._sitting.task.said = where.said
        feedback = self._follow(self._sitting.task.answer(where.text))
        if feedback.outcome is Outcome.REFUSED:
            before.not_known = self._sitting.task.not_known
            self._sitting.task, self._sitting.opened = before, opened
        return feedback

    def _sign_out(self) -> Feedback:
        words = f"Signed out: {self._who}"
        self._saved(NOTHING)
        self._leave()
        return ok(words)

    def _leave(self) -> None:
        """Stand at the door again."""
        self._who, self._door, self._override = "", SigningIn(), None

    def _undo(self) -> Feedback:
        last = self._sitting.last
        if last is None:
            return Feedback(Outcome.REFUSED, "There is nothing to take back", "Go on, or F3")
        if last.entry:
            return self._submit((Act("undo", Undo(last.entry, UNDO_REASON)),))
        self._sitting.undoable.pop()
        return Feedback(Outcome.REFUSED, f"{last.words}: nothing moved", last.rest)

    def _submit(self, acts: tuple[Act, ...]) -> Feedback:
        """Save acts with their keys, then send them."""
        self._sitting.pending = pending(acts)
        try:
            self._save()
        except WmsError as trouble:
            self._sitting.pending = None
            self._sitting.task.refused(Refused(trouble.code, trouble.message, trouble.hint))
            raise
        return self._book()

    def _book(self, *, alone: bool = False) -> Feedback:
        """Send what is pending, and let the task go on with what came of it.

        What a second person or a signature can allow is asked for, except where the clerk has said to go on ``alone``.
        """
        acts = self._sitting.pending
        if acts is None:
            raise RuntimeError("nothing is pending")
        booking = book(acts, by=self._who)
        if booking.refusal is not None and not alone and _can_be_lifted(booking.refusal):
            return self._ask_for_word(acts, booking, booking.refusal)
        self._sitting.pending = None
        for done in booking.results:
            self._watch.note_own(done.entry)
        if acts.acts[0][1].verb == "undo":
            return self._after_undo(booking)
        task = self._sitting.task
        if not booking.results and booking.refusal is not None:
            return task.refused(booking.refusal)
        words = task.words_of(booking.results)
        feedback = task.carried_on(booking.results)
        if feedback.what:
            self._note_saved(feedback.what)
        self._note_done(booking, words, feedback.what)
        if booking.refusal is not None:
            return no(booking.refusal)
        return feedback

    def _ask_for_word(self, acts: Pending, booking: Booking, refusal: Refused) -> Feedback:
        """Ask for somebody's word or signature; what is saved meanwhile is the step, as if nothing had been sent."""
        task = self._sitting.task
        waiting = Waiting(
            acts, task.kind, task.state(), len(booking.results), str(refusal.details["right"]), about(task.facts())
        )  # fmt: skip
        signs = asks_for_signature(refusal)
        self._override = Signing(self._who, waiting, meaning_in(refusal)) if signs else Overriding(self._who, waiting)
        if not booking.results:
            # Where a part is booked already, its acts stay pending: they are sent again whatever becomes of this.
            self._sitting.pending = None
            task.refused(refusal)
        return opening_signature(refusal) if signs else opening(refusal)

    def _take_word(self, override: Overriding | Signing, text: str) -> Feedback:
        """Take what a second person says, or a PIN, and send the same acts again once the word was given."""
        if text in ("%BACK", "%CANCEL"):
            self._override = None
            return self._book(alone=True) if self._sitting.pending is not None else ok("Not booked")
        if text.startswith("%"):
            return Feedback(Outcome.REFUSED, f"{text[:12]} does nothing here", "F3 cancels")
        feedback = override.answer(text)
        if feedback is not None:
            return feedback
        waiting, self._override = override.waiting, None
        self._sitting.task = new_task(waiting.task, self._who, waiting.state)
        self._sitting.pending = waiting.acts
        self._save()
        return self._book()

    def _note_done(self, booking: Booking, words: Mapping[int, str], what: str) -> None:
        """Remember for F2 what moved, each with its own words, and what stays beside it."""
        stays = [
            words[one.entry] for one in booking.results if one.entry in words and one.entry not in booking.undoable
        ]
        for entry in booking.undoable:
            rest = f"{stays[0]} stays reported" if stays else ""
            self._sitting.note_done(entry, words.get(entry, what), rest)
        if stays and not booking.undoable:
            self._sitting.note_done(0, stays[0], self._sitting.task.stays)

    def _after_undo(self, booking: Booking) -> Feedback:
        sitting = self._sitting
        if booking.refusal is not None:
            if booking.refusal.code == "already-undone":
                sitting.undoable.pop()
            return no(booking.refusal)
        deed = sitting.undoable.pop()
        sitting.task.undone()
        self._note_saved(f"UNDONE {deed.words}")
        return ok(f"UNDONE {deed.words}", deed.rest)

    def _note_saved(self, words: str) -> None:
        self._sitting.saved = f"{clock.now():%H:%M} {words}"

    def _try_again(self, text: str) -> Feedback:
        """Send the acts that the warehouse was too busy for again, or drop them."""
        if text not in ("%BACK", "%CANCEL"):
            return self._book()
        self._sitting.pending = None
        self._sitting.task.refused(Refused("dropped", "Not booked", ""))
        return ok("Not booked")

    def _save(self) -> None:
        """Keep the whole state, where it has changed."""
        state = self._sitting.state()
        if state != self._kept:
            save_task(state, by=self._who, holder=self._holder)
            self._kept = state

    def _saved(self, feedback: Feedback) -> Feedback:
        """Save what the last answer changed; say so where it cannot be."""
        if not self._who:
            return feedback
        try:
            self._save()
        except Unavailable as trouble:
            return replace(feedback, do=f"Step not saved: {plain(trouble.message)}")
        except Refused as refusal:
            self._leave()
            return no(refusal)
        return feedback


def _trouble(trouble: WmsError) -> Feedback:
    refusal = trouble if isinstance(trouble, Refused) else Refused(trouble.code, trouble.message, trouble.hint)
    return no(refusal)


def _can_be_lifted(refusal: Refused) -> bool:
    """Return whether somebody's word is enough to do what was refused."""
    return asks_for_second(refusal) or asks_for_signature(refusal)
