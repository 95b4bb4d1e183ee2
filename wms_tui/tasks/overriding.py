"""A second person at the clerk's own terminal: badge, reason and PIN for one act that was refused to the clerk.

Nothing of this is saved before the PIN was right. Whoever takes the task up after a lost line stands at the step again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wms_tui.domain.codes import clean_code
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.rights import in_words, who_may
from wms_tui.errors import Refused
from wms_tui.operations.standing import second_person
from wms_tui.operations.vouch import Vouch, vouch
from wms_tui.queries.people import kept_pin
from wms_tui.tasks.booking import Pending
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback, Key, Outcome, Prompt
from wms_tui.tasks.wording import plain

REASONS = ("seen and agreed", "customer agreed", "supplier agreed", "goods were checked", "puts a mistake right")
"""The usual reasons; a few words of one's own are as good."""

CANCEL = Key("f3", "Cancel", "BACK")
"""Nothing is done."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a second person: the acts, the state of the task that sent them, and which of them was refused."""

    acts: Pending
    task: str
    state: Mapping[str, Any]
    refused: int
    right: str
    facts: tuple[Fact, ...] = ()
    """What it is about."""


class Overriding:
    """Asks for the badge, the reason and the PIN of a second person."""

    def __init__(self, doer: str, waiting: Waiting) -> None:
        """Begin with the badge."""
        self.waiting = waiting
        self._doer = doer
        self._badge = self._reason = ""

    def prompt(self) -> Prompt:
        """Return what to show now."""
        right = self.waiting.right
        needs = Fact("NEEDS", who_may(right), f"NEEDS {who_may(right)}", vital=True)
        what = Fact("TO", in_words(right), f"TO {in_words(right)}")
        if not self._badge:
            facts = (needs, what, *self.waiting.facts)
            return Prompt("SECOND PERSON", "BADGE OF WHO APPROVES", "2ND BADGE", facts=facts, keys=(CANCEL,))
        who = Fact("BY", self._badge, f"BY {self._badge}", vital=True)
        if not self._reason:
            choices = tuple(Choice(reason, reason, number=place) for place, reason in enumerate(REASONS, 1))
            return Prompt("SECOND PERSON", "WHY? NUMBER OR WORDS", "WHY", facts=(who,), choices=choices, keys=(CANCEL,))
        return Prompt(
            "SECOND PERSON", f"PIN OF {self._badge}", "PIN", facts=(who, what, Fact("WHY", self._reason, self._reason)),
            keys=(CANCEL,), secret=True, repeats=True,
        )  # fmt: skip

    def help(self) -> tuple[str, ...]:
        """Return a few sentences on the present step."""
        return (
            f"This takes {who_may(self.waiting.right)}. Another person stands by it with badge and PIN.",
            "Their badge and the reason are kept with what you do. F3: nothing is done.",
        )

    def answer(self, text: str) -> Feedback | None:
        """Take a badge, a reason or a PIN; None where the word was given, and the acts may be sent again.

        Raises:
            Refused: what is refused of it; the step stays.
        """
        if not self._badge:
            return self._take_badge(text.strip())
        if not self._reason:
            return self._take_reason(text.strip())
        key, act = self.waiting.acts.acts[self.waiting.refused]
        asked = Vouch(key, act.slip, self.waiting.right, self._doer)
        vouch(asked, badge=self._badge, pin=text.strip(), reason=self._reason)
        return None

    def _take_badge(self, text: str) -> Feedback:
        giver = second_person(clean_code(text, "badge"), self.waiting.right, self._doer)
        if kept_pin(giver.badge).kept is None:
            raise Refused("no-pin", f"{giver.badge} has no PIN.", "An admin sets one: wms person pin.")
        self._badge = giver.badge
        return NOTHING

    def _take_reason(self, text: str) -> Feedback:
        self._reason = a_reason(REASONS[int(text) - 1] if len(text) == 1 and text in "12345" else text)
        return NOTHING


def a_reason(text: str) -> str:
    """Return why somebody stands by an act, on one line.

    Raises:
        Refused: ``reason-needed``, also for digits alone: they may be a PIN that came too early, and are not kept.
    """
    reason = line_of_text(text)[:64].strip()
    if not reason or reason.isdecimal():
        raise Refused("reason-needed", "A reason is a few words", "Say why this is right")
    return reason


def asks_for_second(refusal: Refused | None) -> bool:
    """Return whether a refusal is one that a second person can lift."""
    return refusal is not None and refusal.code == "not-allowed" and "right" in refusal.details


def opening(refusal: Refused) -> Feedback:
    """Return what is said where a second person is asked for."""
    return Feedback(Outcome.ASK, plain(refusal.message), "A second person's badge, or F3")


def about(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return what of a task's facts is shown to the second person: a small screen has room for two."""
    return tuple(facts[:2])
