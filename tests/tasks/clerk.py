"""A clerk at a terminal: scans, types and presses keys, all of which are counted."""

from dataclasses import dataclass, field

from wms_tui.tasks.prompt import Fact, Feedback, Outcome, Prompt
from wms_tui.tasks.session import Session

KEYS = {1: "HELP", 2: "UNDO", 3: "BACK", 4: "LIST", 5: "PROBLEM", 6: "DONE", 7: "PAGEUP", 8: "PAGEDOWN", 12: "CANCEL"}


@dataclass
class Clerk:
    """What the clerk does goes to a session, as a screen would hand it on."""

    session: Session
    scans: int = 0
    keys: int = 0
    typed: str = ""
    said: list[Feedback] = field(default_factory=list)

    @property
    def prompt(self) -> Prompt:
        return self.session.prompt()

    @property
    def last(self) -> Feedback:
        return self.said[-1]

    def scan(self, *codes: str) -> "Clerk":
        """Scan codes; the scanner ends each with an ENTER that costs nothing."""
        for code in codes:
            self.scans += 1
            self._answer(code)
        return self

    def type(self, text: str) -> "Clerk":
        """Press one key for each character."""
        self.keys += len(text)
        self.typed += text
        return self

    def enter(self, text: str = "") -> "Clerk":
        """Type, if anything, and press ENTER."""
        self.type(text)
        self.keys += 1
        answer, self.typed = self.typed, ""
        self._answer(answer)
        return self

    def digit(self, digit: int) -> "Clerk":
        """Choose a numbered line; ENTER is pressed too, for a number might have more digits."""
        return self.enter(str(digit))

    def press(self, number: int) -> "Clerk":
        """Press a function key, which must be live; F5 takes along what was typed."""
        self.keys += 1
        command = KEYS[number]
        assert command in self.live(), f"F{number} is dead: {self.prompt}"
        carried = f" {self.typed}" if command == "PROBLEM" and self.typed else ""
        self.typed = ""
        self._answer(f"%{command}{carried}")
        return self

    def live(self) -> set[str]:
        return {key.command for key in self.prompt.keys}

    def fact(self, label: str) -> str:
        found = [one.value for one in self.prompt.facts if one.label == label]
        return found[0] if found else ""

    def count(self) -> tuple[int, int]:
        """Return scans and keys so far, and begin to count again."""
        found = (self.scans, self.keys)
        self.scans, self.keys = 0, 0
        return found

    def was_refused(self) -> bool:
        return self.last.outcome is Outcome.REFUSED

    def was_asked(self) -> bool:
        return self.last.outcome is Outcome.ASK

    def _answer(self, text: str) -> None:
        self.said.append(self.session.answer(text))


def a_clerk(by: str = "U07") -> Clerk:
    """Sign a clerk in at home."""
    return Clerk(Session(by=by, terminal_name="GUN1"))


def at(by: str, command: str) -> Clerk:
    """Sign a clerk in and open a task."""
    clerk = a_clerk(by)
    clerk.session.answer(f"%{command}")
    return clerk


def facts(prompt: Prompt) -> dict[str, str]:
    return {one.label: one.value for one in prompt.facts}


__all__ = ["Clerk", "Fact", "a_clerk", "at", "facts"]
