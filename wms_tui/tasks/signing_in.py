"""The door: a badge, and the PIN of who has one. Nothing is looked up for anybody before both were right."""

from dataclasses import dataclass

from wms_tui.domain.codes import clean_code
from wms_tui.errors import Refused
from wms_tui.operations.pins import check_pin
from wms_tui.operations.standing import known
from wms_tui.queries.people import kept_pin
from wms_tui.tasks.prompt import NOTHING, Fact, Feedback, Key, Prompt
from wms_tui.tasks.wording import no, plain

LEAVE = Key("f3", "Leave", "BACK")
ANOTHER = Key("f3", "Back", "BACK")


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who has come in, by the badge as the house writes it."""

    badge: str


class SigningIn:
    """Asks who is there."""

    def __init__(self) -> None:
        """Begin with nobody at the door."""
        self._badge = self._name = self._said = ""

    def prompt(self) -> Prompt:
        """Return what to show now: why a badge that was named before opens nothing, or whose PIN is asked for."""
        if not self._badge:
            facts = (Fact("BADGE", self._said, self._said),) if self._said else ()
            return Prompt("SIGN IN", "SCAN YOUR BADGE", "BADGE", facts=facts, keys=(LEAVE,))
        who = f"{self._badge} {self._name}".strip()
        return Prompt(
            "SIGN IN", "TYPE YOUR PIN", "PIN", facts=(Fact("BADGE", who, who),), keys=(ANOTHER,), secret=True,
            # A PIN that is typed twice in a hurry is no label that was read twice.
            repeats=True,
        )  # fmt: skip

    def help(self) -> tuple[str, ...]:
        """Return a few sentences on the present step."""
        if self._badge:
            return ("Your PIN is never shown.", "After five wrong ones the badge waits a while. An admin sets PINs.")
        return ("Your badge says who did what. Your task goes on where you left it.",)

    def go_back(self) -> bool:
        """Ask for a badge again; return whether there was a step to go back from."""
        stood, self._badge, self._said = bool(self._badge), "", ""
        return stood

    def come(self, badge: str) -> Admitted | Feedback:
        """Take a badge: who has no PIN is in.

        Raises:
            BadInput: ``bad-code``.
        """
        cleaned = clean_code(badge, "badge")
        try:
            person = known(cleaned)
        except Refused as refusal:
            # What was typed here may be a PIN in the wrong place: it is not said again.
            unknown = refusal.code == "unknown-badge"
            shown = Refused(refusal.code, "This badge is not known here", "Scan your badge") if unknown else refusal
            self._said = plain(shown.message)
            return no(shown)
        self._said = ""
        if person is None or kept_pin(person.badge).kept is None:
            return Admitted(person.badge if person else cleaned)
        self._badge, self._name = person.badge, person.name
        return NOTHING

    def answer(self, text: str) -> Admitted | Feedback:
        """Take a badge, or the PIN of who was asked for one.

        Raises:
            Refused: what a badge or a PIN is refused for.
        """
        if not self._badge:
            return self.come(text.strip())
        check_pin(self._badge, text.strip(), "signing in")
        return Admitted(self._badge)
