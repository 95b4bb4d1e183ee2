"""Naming lots at a desk by anything that is scanned or typed; where it may be several things, the desk asks which."""

from collections.abc import Callable
from datetime import date

from screens.desk import DeskScreen
from screens.desk_line import Question
from wms_tui.domain.codes import excerpt
from wms_tui.errors import BadInput
from wms_tui.queries.lots import lot_by_id
from wms_tui.tasks.prompt import Feedback, Outcome
from wms_tui.tasks.tracing import Start, starts

_CHOICES = 9


def named_lots(desk: DeskScreen, text: str, today: date, then: Callable[[Start], Feedback]) -> Feedback:
    """Go on with the lots that a scan names: a lot, a paper, a run, a pallet, a unit, a customer.

    Raises:
        NotFound, Refused: see ``tasks.tracing.starts``.
    """
    shown = starts(text, today)[:_CHOICES]
    if len(shown) == 1:
        return then(shown[0])

    def chosen(answer: str) -> Feedback:
        if not answer.isdecimal() or not 1 <= int(answer) <= len(shown):
            raise BadInput("bad-choice", f"{excerpt(answer)} is none of them", "Scan it again")
        return then(shown[int(answer) - 1])

    desk.ask(Question("WHICH NUMBER", "WHICH", chosen))
    names = "  ".join(f"{number} {one.name}" for number, one in enumerate(shown, 1))
    return Feedback(Outcome.ASK, f"{excerpt(text)} may be several things", names)


def names_of(start: Start) -> tuple[tuple[str, str], ...]:
    """Return the lots that were named, each as its item and its number."""
    return tuple((one.item, one.number) for one in map(lot_by_id, start.lots))


def spelled_start(start: Start) -> str:
    """Return how lots that were named are called in a question."""
    return excerpt(start.name if len(start.lots) == 1 else f"{start.name}, {len(start.lots)} LOTS", 40)
