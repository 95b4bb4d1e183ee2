"""Note a step of a recall as done: the trace was looked through, the balance was explained."""

from dataclasses import dataclass

from wms_tui.domain.fields import line_of_text
from wms_tui.domain.recall import Step
from wms_tui.errors import BadInput
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.recalls import open_case_of
from wms_tui.storage.recall_rows import add_recall_entry

NOTED = (Step.TRACE, Step.BALANCE)
"""Steps at which somebody looks and changes nothing; at the others acts say for themselves when they were done."""


@dataclass(frozen=True, slots=True)
class NoteStep:
    """A step that somebody has gone through, and what there is to say of it, such as why a balance does not close."""

    recall: str
    step: Step
    note: str = ""


@dataclass(frozen=True)
class StepNoted(Done):
    """The case, and the step that is noted."""

    recall: str
    step: Step


@operation("note-step")
def note_step(slip: NoteStep, deed: Deed) -> StepNoted:
    """Note that a step of a case was gone through; the clock and the score of a drill count it.

    Raises:
        NotFound: ``unknown-recall``.
        BadInput: ``bad-step`` for a step whose acts speak for themselves.
        Refused: ``recall-closed``.
    """
    if slip.step not in NOTED:
        raise BadInput("bad-step", f"{slip.step} is not noted by hand.", f"Only {' and '.join(NOTED)}.")
    case = open_case_of(slip.recall)
    deed.post(reference=case.code, reason=line_of_text(slip.note)[:64].strip())
    add_recall_entry(deed.entry, case.id, slip.step)
    return StepNoted(recall=case.code, step=slip.step)
