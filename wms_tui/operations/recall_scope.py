"""The scope of a recall grows and shrinks, each time with a reason that is kept."""

from dataclasses import dataclass

from wms_tui.domain.recall import Step
from wms_tui.errors import NeedsConfirmation, Refused
from wms_tui.ledger import StatusMove
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.hold import clean_reason
from wms_tui.operations.recalling import (
    TRACE,
    LotName,
    as_before,
    ask_of_others,
    ask_of_width,
    let_go_of_lots,
    named_lots,
    stops,
    with_reasons,
)
from wms_tui.queries.recalls import (
    Recall,
    ScopeLot,
    missing_of,
    open_case_of,
    recall_clock,
    recalled_by_others,
    scope_of,
    the_recall,
    what_stopped,
)
from wms_tui.storage.recall_rows import add_recall_entry, write_scope

ACCEPT_EMPTY = "accept-empty"


@dataclass(frozen=True, slots=True)
class WidenRecall:
    """Lots that come into the scope of a case; none names those that the trace leads to by now."""

    recall: str
    lots: tuple[LotName, ...]
    reason: str
    siblings: bool = False
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NarrowRecall:
    """Lots that leave the scope of a case, which was found too wide; none names all of them: a false alarm.

    ``accept`` may hold ``accept-empty``.
    """

    recall: str
    lots: tuple[LotName, ...]
    reason: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScopeChanged(Done):
    """How many lots came into the scope or left it, how many are in it now, and what follows for orders."""

    recall: str
    changed: int
    lots: int
    reservations_dropped: int = 0


@operation("widen-recall")
def widen_recall(slip: WidenRecall, deed: Deed) -> ScopeChanged:
    """Take lots into the scope of a case, with what was made of them; once the case holds, they are held at once.

    Raises:
        NotFound: ``unknown-recall``, ``unknown-item``, ``unknown-lot``.
        BadInput: ``reason-needed``.
        NeedsConfirmation: ``recall-too-wide``, ``lot-in-recall``.
        Refused: ``recall-closed``; ``no-difference`` where nothing is new.
    """
    case = open_case_of(slip.recall)
    reason = clean_reason(slip.reason)
    scope = scope_of(case.id)
    known = {one.lot_id for one in scope}
    new = {lot: why for lot, why in _wanted(slip, case, scope).items() if lot not in known}
    if not new:
        raise Refused("no-difference", f"Nothing is new in {case.code}.", "Name another lot.")
    ask_of_width({*known, *new}, slip.accept)
    ask_of_others(new, slip.accept, case=case.id, drill=case.drill)
    held = is_held(case)
    deed.post(changes=stops(new) if held else (), reference=case.code, reason=reason)
    write_scope(case.id, deed.entry, [(lot, True, why) for lot, why in new.items()])
    add_recall_entry(deed.entry, case.id, Step.SCOPE)
    dropped = let_go_of_lots(new) if held else 0
    return ScopeChanged(recall=case.code, changed=len(new), lots=len(known) + len(new), reservations_dropped=dropped)


def _wanted(slip: WidenRecall, case: Recall, scope: list[ScopeLot]) -> dict[int, str]:
    if not slip.lots:
        return dict.fromkeys(missing_of(case, scope), TRACE)
    named = [lot.id for lot in named_lots(slip.lots)]
    return with_reasons(named, only_named=case.only_named, siblings=slip.siblings)


def is_held(case: Recall) -> bool:
    """Return whether the goods of a case are held: those of a drill never are."""
    return not case.drill and any(one.step is Step.HOLD and one.acts for one in recall_clock(case.id))


@operation("narrow-recall")
def narrow_recall(slip: NarrowRecall, deed: Deed) -> ScopeChanged:
    """Let lots leave the scope of a case, and be again what they were before it, or what was put into them since.

    A lot that was released is released again only where who does it may release, and one person is enough; else it
    is on hold, for a release of its own. What another case recalls as well stays recalled: one that is open, or one
    that held it and was closed. What was made of these lots stays in the scope until it is named itself.

    Lots leave a closed case as well, if it held them: they would stay recalled for ever.

    Raises:
        NotFound: ``unknown-recall``, ``unknown-item``, ``unknown-lot``.
        BadInput: ``reason-needed``.
        NeedsConfirmation: ``recall-of-nothing`` where no lot would be left.
        Refused: ``recall-closed`` where a closed case held nothing; ``not-in-scope``.
    """
    case = _case_to_leave(slip.recall)
    reason = clean_reason(slip.reason)
    scope = {one.lot_id for one in scope_of(case.id)}
    leaving = _leaving(slip, case, scope)
    if len(leaving) == len(scope) and ACCEPT_EMPTY not in slip.accept:
        raise NeedsConfirmation(
            "recall-of-nothing", f"{case.code} would be a recall of nothing.",
            f"If it was a false alarm, --{ACCEPT_EMPTY}.", accept=ACCEPT_EMPTY, recall=case.code,
        )  # fmt: skip
    deed.post(changes=_freed(leaving, case, deed), reference=case.code, reason=reason)
    write_scope(case.id, deed.entry, [(lot, False, "left") for lot in leaving])
    add_recall_entry(deed.entry, case.id, Step.SCOPE)
    return ScopeChanged(recall=case.code, changed=len(leaving), lots=len(scope) - len(leaving))


def _case_to_leave(code: str) -> Recall:
    """Return a case that goes on, or one that was closed and whose goods it stopped."""
    case = the_recall(code)
    return case if case.closed and is_held(case) else open_case_of(code)


def _leaving(slip: NarrowRecall, case: Recall, scope: set[int]) -> list[int]:
    if not slip.lots:
        if not scope:
            raise Refused("not-in-scope", f"No lot is in {case.code}.", "Close it, or add one.")
        return sorted(scope)
    lots = named_lots(slip.lots)
    for lot in lots:
        if lot.id not in scope:
            raise Refused("not-in-scope", f"{lot.item} {lot.number} is not in {case.code}.", "Look at its scope.")
    return [lot.id for lot in lots]


def _freed(lots: list[int], case: Recall, deed: Deed) -> list[StatusMove]:
    """Return how the status changes of lots that no case recalls any more.

    A case that holds nothing yet may be the last one of a lot that another case has held and let go.
    """
    if case.drill:
        return []
    others = recalled_by_others(lots, case.id)
    alone = [lot for lot in lots if lot not in others]
    if not is_held(case):
        alone = [lot for lot in alone if what_stopped(lot).by_case]
    return as_before(alone, deed)
