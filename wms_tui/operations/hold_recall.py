"""Hold a recall: everything in its scope stops in one act, wherever it is and whoever works with it."""

from dataclasses import dataclass

from wms_tui.domain.recall import Step
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.recalling import TRACE, ask_of_others, ask_of_width, let_go_of_lots, stops
from wms_tui.queries.holds import StagedLine, staged_of_lots
from wms_tui.queries.recalls import missing_of, open_case_of, scope_of
from wms_tui.storage.recall_rows import add_recall_entry, write_scope


@dataclass(frozen=True, slots=True)
class HoldRecall:
    """The case whose lots are to stop."""

    recall: str
    accept: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class RecallHeld(Done):
    """How many lots are in the scope, the base units of them in the house, and what follows for orders."""

    recall: str
    lots: int
    held: int
    reservations_dropped: int
    newly_held: int = 0
    """Lots that were not recalled before."""
    staged: tuple[StagedLine, ...] = ()
    """Picked goods of them that wait at the stage."""


@operation("hold-recall")
def hold_recall(slip: HoldRecall, deed: Deed) -> RecallHeld:
    """Recall every lot in the scope of a case, and let go of what is kept of them: one entry, all or nothing.

    What was made of these lots since the case was opened comes into the scope first. Whoever is in the middle of
    work with such goods is stopped at the next key. In a drill the act is noted for the clock, and nothing changes.

    Raises:
        NotFound: ``unknown-recall``.
        NeedsConfirmation: ``recall-too-wide``, ``lot-in-recall`` for lots that come into the scope now.
        Refused: ``recall-closed``.
    """
    case = open_case_of(slip.recall)
    scope = scope_of(case.id)
    new = missing_of(case, scope)
    lots = [*(one.lot_id for one in scope), *new]
    if new:
        ask_of_width(lots, slip.accept)
        ask_of_others(new, slip.accept, case=case.id, drill=case.drill)
    changes = [] if case.drill else stops(lots)
    deed.post(changes=changes, reference=case.code, reason=slip.reason or f"{case.code}: {case.reason}"[:64].strip())
    write_scope(case.id, deed.entry, [(lot, True, TRACE) for lot in new])
    add_recall_entry(deed.entry, case.id, Step.HOLD)
    dropped = 0 if case.drill else let_go_of_lots(lots)
    return RecallHeld(
        recall=case.code, lots=len(lots), held=sum(one.quantity for one in scope_of(case.id)),
        reservations_dropped=dropped, newly_held=len(changes), staged=staged_of_lots(lots),
    )  # fmt: skip
