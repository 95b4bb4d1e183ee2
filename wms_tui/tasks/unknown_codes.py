"""The codes that were scanned and nobody knew: shown when they are asked for, and forgotten with F6."""

from collections.abc import Sequence
from dataclasses import dataclass

from wms_tui.operations.acting import Done
from wms_tui.tasks.asking import Ask
from wms_tui.tasks.prompt import Fact, Feedback
from wms_tui.tasks.stepping import HOME, Stepping
from wms_tui.tasks.task import Open

KIND = "unknown"


@dataclass(frozen=True, slots=True)
class Codes:
    """What is listed, the latest first."""

    codes: tuple[str, ...] = ()


class UnknownCodes(Stepping[Codes]):
    """A list to hand to whoever adds items."""

    kind = KIND
    title = "UNKNOWN CODES"
    notes_type = Codes

    def asks(self) -> Ask:
        """Take anything, as home does."""
        return Ask(
            "SCAN, OR F6 CLEARS THE LIST", "SCAN", lambda text: Open(text=text), done=lambda: HOME, done_label="Clear",
            help=("What was scanned or typed and is not known here. A lead adds it to its item.",),
        )  # fmt: skip

    def facts(self) -> tuple[Fact, ...]:
        """Return the codes."""
        return tuple(Fact(str(number), code, code) for number, code in enumerate(self.notes.codes, 1))

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Nothing is booked here."""
        raise RuntimeError("a list books nothing")
