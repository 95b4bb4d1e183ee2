"""What the tasks share: one question at a time, live keys, menus of problems, and questions of doubt.

A task holds frozen notes of what it knows so far; ``asks`` says from them what is to be asked next. An
answer either changes the notes, asks for something to be booked, opens another task, or is refused: then
the notes are as they were.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar

from wms_tui import clock
from wms_tui.domain.frozen import from_json, to_json
from wms_tui.errors import NeedsConfirmation, Refused, WmsError
from wms_tui.operations.acting import Done
from wms_tui.queries.stops import Stopped
from wms_tui.tasks.asking import BACK, DENIALS, LIST, NO, NO_TOO, PROBLEM, YES, Ask, Doubt
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback, Key, Outcome, Prompt, numbered
from wms_tui.tasks.resolving import Found, Several, What, look
from wms_tui.tasks.stopping import NOTHING_AT_ALL, About
from wms_tui.tasks.task import Open, Reply, Submit
from wms_tui.tasks.wording import ok, plain, way_out

HOME = Open()
CAGE = "HOLD"
_PROBLEM, _LIST = "problem", "list"
_HELP_DOUBT = ("Y and ENTER says yes, and so does the same scan once more.", "F3 says no: nothing is done.")
_HELP_CHOICE = ("It may mean several things: choose one by its digit.", "F3 says no: nothing is done.")
_HELP_OF_MENU = {
    _PROBLEM: ("Choose what is wrong by its digit. What you typed before F5 goes with it.", "F3: nothing is wrong."),
    _LIST: ("Choose one by its digit, or scan as before F4.", "F3 goes back without choosing."),
}
_COMMAND = re.compile(r"%[A-Za-z]")

Notes = TypeVar("Notes")


class Stepping(Generic[Notes]):
    """A task that goes step by step."""

    kind: ClassVar[str]
    title: ClassVar[str]
    stays: ClassVar[str] = "It stays reported. A count puts it right"
    """What F2 says of a deed of this task that moved nothing."""
    notes_type: ClassVar[type[Any]]

    def __init__(self, by: str, state: Mapping[str, Any] | None = None) -> None:
        """Begin, or take up what ``state()`` returned."""
        self.by = by
        state = state or {}
        self.notes: Notes = from_json(self.notes_type, state.get("notes", {}))
        self._before: Notes | None = from_json(self.notes_type, state["before"]) if state.get("before") else None
        self._doubt = from_json(Doubt, state["doubt"]) if state.get("doubt") else None
        self.said: tuple[str, ...] = tuple(state.get("said", ()))
        self._text: str = state.get("text", "")
        self._menu: str = state.get("menu", "")
        self._carried: str = state.get("carried", "")
        self.not_known = ""
        """A code that the last answer named and nobody knows."""

    def asks(self) -> Ask:
        """Return what is to be asked now."""
        raise NotImplementedError

    def facts(self) -> tuple[Fact, ...]:
        """Return what to know now, the most important first."""
        return ()

    def heading(self) -> str:
        """Return where the person is."""
        return self.title

    def progress(self) -> str:
        """Return how far the task is."""
        return ""

    def back(self) -> Notes | None:
        """Return the notes of the step before, None where this is the first."""
        return None

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Go on after what was asked for is booked, and say so."""
        raise NotImplementedError

    def undone(self) -> None:
        """Forget what may no longer be so after something was taken back."""

    def about(self) -> About:
        """Return what the present step is about: a hold of it stops the person at the next key."""
        return NOTHING_AT_ALL

    def stopped(self, one: Stopped) -> str:
        """Forget what was typed, doubted or begun with what was stopped, and return what to do with it now."""
        self._doubt, self.said = None, ()
        self._close_menu()
        return self.after_stop(one)

    def after_stop(self, one: Stopped) -> str:
        """Return what to do with what was stopped, and make the step anew."""
        return f"Take it to {CAGE}, or ask quality"

    def words_of(self, results: Sequence[Done]) -> Mapping[int, str]:
        """Return what single entries did, where what is said of all of them would claim too much."""
        return {}

    def in_words(self, refusal: Refused) -> tuple[str, str]:
        """Return what a refusal says at a terminal, and the way out."""
        return plain(refusal.message), way_out(refusal)

    @property
    def accepted(self) -> tuple[str, ...]:
        """The words by which a person has said yes to what an operation asks, for its slip."""
        return tuple(word for word in self.said if word.startswith("accept-"))

    @property
    def doubts(self) -> bool:
        """Whether a question about the last answer is open."""
        return self._doubt is not None

    @property
    def idle(self) -> bool:
        """Whether nothing has been begun."""
        return self.notes == self.notes_type()

    def prompt(self) -> Prompt:
        """Return what to show now."""
        ask = self.asks()
        prompt = Prompt(
            title=self.heading(), question=ask.question, short=ask.short, progress=self.progress(),
            facts=self.facts(), default=ask.default, choices=self._choices(ask), keys=self._keys(ask),
            repeats=ask.repeats, finished=ask.finished,
        )  # fmt: skip
        if self._doubt is not None:
            return self._doubtful(prompt, self._doubt)
        if self._menu in (_PROBLEM, _LIST):
            # A small screen has room for the choices only.
            prompt = replace(prompt, default="", keys=(BACK,), facts=prompt.facts[:1])
        if self._menu == _PROBLEM:
            return replace(prompt, question="CHOOSE WHAT TO DO", short="DO WHAT")
        if self._menu == _LIST:
            return replace(prompt, question="CHOOSE, OR SCAN", short="CHOOSE")
        return prompt

    def help(self) -> tuple[str, ...]:
        """Return a few sentences on the present step: on its menu or the question about the last answer, if any."""
        if self._doubt is not None:
            return _HELP_CHOICE if self._doubt.names else _HELP_DOUBT
        return _HELP_OF_MENU.get(self._menu) or self.asks().help

    def state(self) -> dict[str, Any]:
        """Return all that is needed to take the task up again, as JSON values."""
        return {
            "notes": to_json(self.notes),
            "before": to_json(self._before) if self._before is not None else None,
            "doubt": to_json(self._doubt) if self._doubt else None,
            "said": list(self.said),
            "text": self._text,
            "menu": self._menu,
            "carried": self._carried,
        }

    def answer(self, text: str) -> Reply:
        """Take an answer: a doubt is settled, a menu chosen from, a key obeyed, or the step's question answered."""
        before, self.not_known = self.notes, ""
        if self._doubt is not None and (not text or text.upper() in DENIALS):
            return self._still_or_no(self._doubt, no=bool(text))
        text = self._settled(text)
        self._text = text
        try:
            reply = self._take(text)
        except WmsError as refusal:
            tried, self.notes = self.notes, before
            if not isinstance(refusal, Refused):
                raise
            if refusal.code == "wrong-kind" and self.idle:
                # Nothing has been begun: what was scanned opens whatever it belongs to.
                return Open(text=self._text)
            return self._taken_back(refusal, tried)
        if isinstance(reply, Submit):
            self._before = before
            return reply
        self.said = ()
        if isinstance(reply, Open):
            # It is the other task's answer now.
            self._text = ""
        return reply

    def carried_on(self, results: Sequence[Done]) -> Feedback:
        """Go on after what was asked for is booked."""
        self._before, self.said = None, ()
        return self.booked(results)

    def refused(self, refusal: Refused) -> Feedback:
        """Stay at the step whose act was refused, or ask whether it is meant."""
        tried = self.notes
        if self._before is not None:
            self.notes, self._before = self._before, None
        return self._taken_back(refusal, tried)

    def look(
        self, text: str, expects: Collection[What], wants: str, fits: Callable[[Found], bool] | None = None
    ) -> Found:
        """Return what a scan means at this step; see ``resolving.look``."""
        return look(text, clock.today(), expects, said=self.said, fits=fits, wants=wants)

    def confirm(self, word: str, message: str, hint: str = "Again or Y = yes") -> None:
        """Go on only when a person has said yes to this answer.

        Raises:
            NeedsConfirmation: where nobody has yet.
        """
        if word not in self.said:
            raise NeedsConfirmation(word, message, hint, accept=word)

    def choose(self, text: str, message: str, names: Sequence[str]) -> str:
        """Return which of several things a person has chosen for this answer.

        Raises:
            Several: where nobody has yet.
        """
        for name in names:
            if name in self.said:
                return name
        several = Several(text, names)
        several.message = message
        raise several

    def _take(self, text: str) -> Reply:
        ask = self.asks()
        chosen = self._chosen(text, ask)
        if _COMMAND.match(chosen):
            command, _, carried = chosen[1:].partition(" ")
            return self._obey(command, carried or self._carried)
        text = chosen
        self._close_menu()
        if not text and ask.enter is not None:
            return ask.enter()
        self._text = text or ask.default
        if not self._text:
            raise Refused("nothing-said", "Nothing was scanned or typed", ask.question)
        return ask.take(self._text)

    def _chosen(self, text: str, ask: Ask) -> str:
        """Return the answer of the choice whose digit was typed, where choices are shown."""
        if len(text) != 1 or not text.isdecimal():
            return text
        choices = numbered(self._choices(ask))
        chosen = next((one.answer for one in choices if one.number == int(text)), None)
        if chosen is None and self._menu == _PROBLEM:
            raise Refused("not-on-list", f"{text} cannot be done at this step", "Choose a number that is shown, or F3")
        return text if chosen is None else chosen

    def _obey(self, command: str, carried: str) -> Reply:
        """Do what a key or a command bar code says; ``carried`` was typed before the key."""
        ask = self.asks()
        command = command.upper()
        self._text = f"%{command} {carried}".rstrip()
        if command in ("BACK", "CANCEL"):
            return self._go_back()
        if command == "LIST" and (ask.listed or ask.shows):
            if ask.shows:
                return ask.shows()
            if not (ask.listed and ask.listed()):
                raise Refused("nothing-listed", "There is nothing to list", ask.question)
            self._menu = _LIST
            return NOTHING
        if command == "DONE" and ask.done:
            self._close_menu()
            return ask.done()
        if command == "PROBLEM" and ask.problems:
            self._menu, self._carried = _PROBLEM, carried
            return NOTHING
        if command in ask.commands:
            self._close_menu()
            return ask.commands[command](carried)
        for problem in ask.problems:
            if problem.command == command:
                self._close_menu()
                return problem.act(carried)
        raise Refused("no-command", f"%{command[:12]} does nothing here", ask.question)

    def _go_back(self) -> Reply:
        if self._menu:
            self._close_menu()
            return NOTHING
        before = self.back()
        if before is None:
            return HOME
        self.notes = before
        return NOTHING

    def _close_menu(self) -> None:
        self._menu, self._carried = "", ""

    def _settled(self, text: str) -> str:
        """Return the answer to take: the doubted one again where a person said yes or chose, else this one."""
        doubt, self._doubt = self._doubt, None
        if doubt is None:
            return text
        if doubt.names:
            if len(text) == 1 and text.isdecimal() and 0 < int(text) <= len(doubt.names):
                self.said = (*self.said, doubt.names[int(text) - 1])
                return doubt.text
        elif text.upper() in YES or text == doubt.text:
            self.said = (*self.said, doubt.accept)
            return doubt.text
        self.said = ()
        return text

    def _still_or_no(self, doubt: Doubt, *, no: bool) -> Reply:
        """Go back to the step after a no; ENTER alone is no answer, for gloves bounce: ask once more."""
        if not no:
            return Feedback(Outcome.ASK, doubt.message, doubt.hint)
        self._doubt, self.said = None, ()
        return ok("No: nothing is done")

    def _taken_back(self, refusal: Refused, tried: Notes) -> Feedback:
        """Say why an answer was not taken; a doubt is kept until the next answer settles it."""
        message, hint = self.in_words(refusal)
        if isinstance(refusal, Several):
            self._doubt = Doubt(self._text, message, hint, names=refusal.names, about=self._facts_of(tried))
            return Feedback(Outcome.ASK, message, hint)
        if isinstance(refusal, NeedsConfirmation) and refusal.accept != "override-reason":
            self._doubt = Doubt(self._text, message, hint, accept=refusal.accept, about=self._facts_of(tried))
            return Feedback(Outcome.ASK, message, hint)
        self.said = ()
        if refusal.code == "unknown-code":
            self.not_known = str(refusal.details.get("scanned", self._text))
        # What was refused may have been typed in the wrong place, and is not saved with the task.
        self._text = ""
        return Feedback(Outcome.REFUSED, message, hint)

    def _facts_of(self, tried: Notes) -> tuple[Fact, ...]:
        """Return what would be shown if an answer were taken: a question is about that."""
        now, self.notes = self.notes, tried
        try:
            return self.facts()
        finally:
            self.notes = now

    def _doubtful(self, prompt: Prompt, doubt: Doubt) -> Prompt:
        facts = (Fact("SURE?", doubt.message, doubt.message), *(doubt.about or prompt.facts))
        if doubt.names:
            # A small screen has room for the choices only.
            facts = (Fact("WHICH", doubt.message, doubt.message), *facts[1:2])
            choices = tuple(Choice(name, str(number)) for number, name in enumerate(doubt.names, 1))
            return replace(
                prompt, question="WHICH ONE", short="WHICH", default="", choices=choices, facts=facts,
                keys=(NO_TOO, NO),
            )  # fmt: skip
        return replace(
            prompt, question="Y + ENTER = YES, F3 = NO", short="Y=YES F3=NO", default="", facts=facts, choices=(),
            keys=(NO_TOO, NO), repeats=False,
        )  # fmt: skip

    def _choices(self, ask: Ask) -> tuple[Choice, ...]:
        if self._menu == _PROBLEM:
            return tuple(Choice(one.label, f"%{one.command}", number=one.number) for one in ask.problems)
        if self._menu == _LIST and ask.listed:
            return ask.listed()
        return ask.choices

    def _keys(self, ask: Ask) -> tuple[Key, ...]:
        keys = [BACK]
        if ask.listed or ask.shows:
            keys.append(LIST)
        if ask.problems:
            keys.append(PROBLEM)
        if ask.done:
            keys.append(Key("f6", ask.done_label, "DONE"))
        return tuple(keys)
