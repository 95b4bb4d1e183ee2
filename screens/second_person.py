"""A second person at a desk screen: badge, reason and PIN on its input line; or one's own PIN, where one signs."""

from collections.abc import Callable

from screens.desk_line import Question
from screens.sitting import NeedsSecond, NeedsSignature
from wms_tui.errors import Refused
from wms_tui.operations.standing import second_person
from wms_tui.tasks.overriding import a_reason, opening
from wms_tui.tasks.prompt import NOTHING, Feedback, Outcome
from wms_tui.tasks.signing import opening_signature


class SecondPerson:
    """Three questions, one after the other; Back takes any of them away, and nothing is done."""

    def __init__(
        self, needs: NeedsSecond, ask: Callable[[Question], Feedback], again: Callable[[], Feedback]
    ) -> None:  # fmt: skip
        """Stand ready to ``ask``, and to do it ``again`` once the word was given."""
        self._needs = needs
        self._ask = ask
        self._again = again
        self._badge = self._reason = ""

    def ask_for_badge(self) -> Feedback:
        """Ask for the badge."""
        self._ask(Question("BADGE OF WHO APPROVES", "2ND BADGE", self._take_badge))
        return opening(self._needs)

    def _take_badge(self, text: str) -> Feedback:
        try:
            self._badge = second_person(text, self._needs.right, self._needs.doer).badge
        except Refused as refusal:
            self._ask(Question("BADGE OF WHO APPROVES", "2ND BADGE", self._take_badge))
            return _no(refusal)
        self._ask(Question("WHY", "WHY", self._take_reason))
        return NOTHING

    def _take_reason(self, text: str) -> Feedback:
        try:
            self._reason = a_reason(text)
        except Refused as refusal:
            self._ask(Question("WHY", "WHY", self._take_reason))
            return _no(refusal)
        return self._ask_pin()

    def _ask_pin(self) -> Feedback:
        return self._ask(Question(f"PIN OF {self._badge}", "PIN", self._take_pin, secret=True))

    def _take_pin(self, text: str) -> Feedback:
        try:
            self._needs.approve(self._badge, text, self._reason)
        except Refused as refusal:
            self._ask_pin()
            return _no(refusal)
        return self._again()


def ask_to_sign(
    needs: NeedsSignature, ask: Callable[[Question], Feedback], again: Callable[[], Feedback]
) -> Feedback:  # fmt: skip
    """Ask for the PIN of who sits here, and do it ``again`` once it was right; Back takes it away."""

    def take_pin(text: str) -> Feedback:
        try:
            needs.sign(text)
        except Refused as refusal:
            ask(question)
            return _no(refusal)
        return again()

    question = Question(f"PIN OF {needs.doer} SIGNS IT", "PIN", take_pin, secret=True)
    ask(question)
    return opening_signature(needs)


def _no(refusal: Refused) -> Feedback:
    return Feedback(Outcome.REFUSED, refusal.message, refusal.hint)
