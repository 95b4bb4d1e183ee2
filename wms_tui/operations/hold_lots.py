"""Hold and release many lots at once: a supplier's, an item's, or those of some days, in one act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wms_tui.domain.genealogy import worst
from wms_tui.domain.holds import LotScope
from wms_tui.domain.types import Status
from wms_tui.errors import NotFound, Refused
from wms_tui.ledger import StatusMove
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.hold import clean_reason
from wms_tui.operations.hold_things import end
from wms_tui.operations.reserving import let_go
from wms_tui.queries import holds
from wms_tui.queries.holds import ScopedLot, StagedLine
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.orders import kept_of_lot
from wms_tui.queries.runs import statuses_brought
from wms_tui.storage.hold_rows import open_case


@dataclass(frozen=True, slots=True)
class HoldLots:
    """The lots that have something in common, and why none of them may leave."""

    scope: LotScope
    reason: str


@dataclass(frozen=True, slots=True)
class ReleaseCase:
    """A hold of many lots, a plate or a bin that is over, by the entry that began it."""

    case: int
    reason: str


@dataclass(frozen=True, slots=True)
class LotAmount:
    """A lot, and how many base units of it are in the house."""

    item: str
    lot: str
    quantity: int


@dataclass(frozen=True, slots=True)
class LotLeft:
    """A lot that a release leaves on hold, and why."""

    item: str
    lot: str
    why: str


@dataclass(frozen=True)
class LotsHeld(Done):
    """The lots that went on hold, the base units of them in the house, and what follows for orders."""

    what: str
    lots: tuple[LotAmount, ...]
    quantity: int
    reservations_dropped: int
    staged: tuple[StagedLine, ...] = ()


@dataclass(frozen=True)
class CaseReleased(Done):
    """The lots that are as they were before the hold, and those that stay on hold."""

    what: str
    lots: tuple[LotAmount, ...]
    left: tuple[LotLeft, ...] = ()


@operation("hold")
def hold_lots(slip: HoldLots, deed: Deed) -> LotsHeld:
    """Put every lot of a scope on hold that could leave, and let go of what is kept of them.

    Raises:
        NotFound: ``unknown-item``, ``unknown-supplier``.
        BadInput: ``reason-needed``, ``nothing-named``, ``bad-range``.
        Refused: ``no-lots`` where none of them could leave.
    """
    reason = clean_reason(slip.reason)
    scope = holds.named(slip.scope)
    lots = holds.lots_to_hold(scope)
    if not lots:
        raise Refused("no-lots", f"No lot could leave: {scope.words()}.", "Look with --dry-run, or wms holds.")
    deed.post(changes=[StatusMove(one.id, Status(one.status), Status.HOLD) for one in lots], reason=reason)
    open_case(deed.entry, "lots", scope.words(), reason, plate=None, place=None)
    numbers = [one.id for one in lots]
    return LotsHeld(
        what=scope.words(), lots=amounts(lots), quantity=sum(one.quantity for one in lots),
        reservations_dropped=sum(let_go(kept_of_lot(one)) for one in holds.lots_kept(numbers)),
        staged=holds.staged_of_lots(numbers),
    )  # fmt: skip


@operation("release")
def release_case(slip: ReleaseCase, deed: Deed) -> CaseReleased:
    """End a hold of many lots: those that it had put on hold, and that are on hold by it still, are as before.

    A lot goes back to quarantine where it came from there. One that is expired, that two people must release, or
    that goods were put into which may not leave, stays on hold for a release of its own.

    Raises:
        NotFound: ``unknown-hold``.
        BadInput: ``reason-needed``.
        Refused: ``not-on-hold`` where it has ended; ``other-hold`` where it is of a plate or a bin;
            ``past-hold``.
    """
    reason = clean_reason(slip.reason)
    case = holds.case_opened_by(slip.case)
    if case is None:
        raise NotFound("unknown-hold", f"Entry {slip.case} has put no lots on hold.", "See wms holds.")
    if case.scope != "lots":
        raise Refused("other-hold", f"That is a hold of {case.words}.", f"Release it: --{case.scope} {case.words}.")
    if case.ended is not None:
        raise Refused("not-on-hold", f"The hold of {case.words} is over.", "Nothing to do.")
    held = holds.lots_held_by(case)
    left = {one.id: why for one in held if (why := _why_it_stays(one, case, deed.on))}
    freed = [one for one in held if one.id not in left]
    changes = [StatusMove(one.id, Status.HOLD, Status(holds.status_before(one.id, case.entry))) for one in freed]
    deed.post(changes=changes, reason=reason)
    end(case, deed)
    stays = tuple(LotLeft(one.item, one.lot, left[one.id]) for one in held if one.id in left)
    return CaseReleased(what=case.words, lots=amounts(freed), left=stays)


def _why_it_stays(one: ScopedLot, case: holds.Case, on: date) -> str:
    if one.release_people > 1:
        return "two people release it"
    before = Status(holds.status_before(one.id, case.entry))
    if worst((before, *statuses_brought(one.id, case.entry))) is not before:
        return "other goods were put into it"
    expires_on = lot_by_id(one.id).expires_on
    return f"expired {expires_on}" if expires_on and expires_on < on else ""


def amounts(lots: Iterable[ScopedLot]) -> tuple[LotAmount, ...]:
    """Return lots with what of them is in the house."""
    return tuple(LotAmount(one.item, one.lot, one.quantity) for one in lots)
