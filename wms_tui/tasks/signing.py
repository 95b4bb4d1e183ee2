"""A signature at the clerk's own terminal: the PIN of who acts, for one act that the house wants signed.

Nothing of this is saved before the PIN was right. Whoever takes the task up after a lost line stands at the step again.
"""

from wms_tui.errors import Refused
from wms_tui.operations.vouch import Vouch, sign
from wms_tui.tasks.overriding import CANCEL, Waiting
from wms_tui.tasks.prompt import Fact, Feedback, Outcome, Prompt
from wms_tui.tasks.wording import plain


class Signing:
    """Asks for the PIN of who acts."""

    def __init__(self, doer: str, waiting: Waiting, meaning: str) -> None:
        """Say what the signature means: responsibility for the release of goods, and so on."""
        self.waiting = waiting
        self._doer = doer
        self._meaning = meaning

    def prompt(self) -> Prompt:
        """Return what to show."""
        signs = Fact("SIGNS", self._doer, f"SIGNS {self._doer}", vital=True)
        means = Fact("FOR", self._meaning, f"FOR {self._meaning}", vital=True)
        facts = (signs, means, *self.waiting.facts)
        return Prompt("SIGN", f"PIN OF {self._doer}", "PIN", facts=facts, keys=(CANCEL,), secret=True, repeats=True)

    def help(self) -> tuple[str, ...]:
        """Return a few sentences on it."""
        return (
            "This house wants it signed: your PIN says that you stand for it.",
            "Your name, the moment and what you sign for are kept with it. F3: nothing is done.",
        )

    def answer(self, text: str) -> Feedback | None:
        """Take the PIN; None where it was right, and the acts may be sent again.

        Raises:
            Refused: what is refused of it; the step stays.
        """
        key, act = self.waiting.acts.acts[self.waiting.refused]
        sign(Vouch(key, act.slip, self.waiting.right, self._doer), pin=text.strip())
        return None


def asks_for_signature(refusal: Refused | None) -> bool:
    """Return whether a refusal is one that the signature of who acts can lift."""
    return refusal is not None and refusal.code == "signature-needed"


def meaning_in(refusal: Refused) -> str:
    """Return what would be signed for."""
    return str(refusal.details["meaning"]).partition(": ")[2]


def opening_signature(refusal: Refused) -> Feedback:
    """Return what is said where a signature is asked for."""
    return Feedback(Outcome.ASK, plain(refusal.message), "Your PIN signs it, or F3")
