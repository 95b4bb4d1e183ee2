"""What the verbs of a recall have in common: which lots it reaches, stopping them, and letting them go."""

from collections.abc import Collection, Iterable, Sequence

from wms_tui.domain.genealogy import worst
from wms_tui.domain.rows import Lot
from wms_tui.domain.types import Status
from wms_tui.errors import BadInput, NeedsConfirmation, Refused
from wms_tui.ledger import StatusMove
from wms_tui.operations.acting import Deed
from wms_tui.operations.reserving import let_go
from wms_tui.queries import holds
from wms_tui.queries.items import item_by_id, the_item
from wms_tui.queries.lots import lot_by_id, the_lot
from wms_tui.queries.orders import kept_of_lot
from wms_tui.queries.recalls import beside, grown, in_other_cases, share_of_house, what_stopped
from wms_tui.queries.runs import statuses_brought

ACCEPT_TWICE = "accept-twice"
ACCEPT_WIDE = "accept-wide"
NAMED, TRACE, SIBLING = "named", "trace", "sibling"
_MANY = 20

LotName = tuple[str, str]
"""An item and a lot number."""


def named_lots(names: Sequence[LotName]) -> list[Lot]:
    """Return the lots that were named, each once.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
        BadInput: ``nothing-named``.
    """
    if not names:
        raise BadInput("nothing-named", "A recall of nothing.", "Name a lot as ITEM:LOT.")
    lots = [the_lot(the_item(item), number) for item, number in names]
    return list({lot.id: lot for lot in lots}.values())


def with_reasons(lots: Iterable[int], *, only_named: bool, siblings: bool) -> dict[int, str]:
    """Return the lots that some reach, each with how: named, by the trace, or as a sibling of a named one."""
    found = dict.fromkeys(lots, NAMED)
    if siblings:
        found = dict.fromkeys(beside(found), SIBLING) | found
    if not only_named:
        found = dict.fromkeys(grown(found), TRACE) | found
    return found


def ask_of_width(lots: Collection[int], accept: Collection[str]) -> None:
    """Ask before most of what is in the house is recalled.

    Raises:
        NeedsConfirmation: ``recall-too-wide``.
    """
    if len(lots) <= _MANY or ACCEPT_WIDE in accept:
        return
    wide, all_of_them = share_of_house(lots)
    if 2 * wide > all_of_them:
        raise NeedsConfirmation(
            "recall-too-wide", f"That is {wide} of {all_of_them} lots in the house.",
            "Name fewer, or --accept-wide.", accept=ACCEPT_WIDE,
        )  # fmt: skip


def ask_of_others(lots: Collection[int], accept: Collection[str], *, case: int = 0, drill: bool = False) -> None:
    """Ask before a lot is recalled by a second case.

    Raises:
        NeedsConfirmation: ``lot-in-recall``.
    """
    others = [] if drill or ACCEPT_TWICE in accept else in_other_cases(lots, case)
    if others:
        code, item, lot = others[0]
        raise NeedsConfirmation(
            "lot-in-recall", f"{item} {lot} is in recall {code} already.", f"Work there, or --{ACCEPT_TWICE}.",
            accept=ACCEPT_TWICE, recall=code, lot=lot,
        )  # fmt: skip


def stops(lots: Iterable[int]) -> list[StatusMove]:
    """Return the changes of status that recall lots, of those that are not recalled yet."""
    found = map(lot_by_id, lots)
    return [StatusMove(lot.id, lot.status, Status.RECALLED) for lot in found if lot.status is not Status.RECALLED]


def let_go_of_lots(lots: Collection[int]) -> int:
    """Let go of what is kept of lots, and return of how many rows."""
    return sum(let_go(kept_of_lot(lot)) for lot in holds.lots_kept(lots))


def as_before(lots: Iterable[int], deed: Deed) -> list[StatusMove]:
    """Return the changes of status that let recalled lots be what they would be had no case held them.

    That is what they were before, unless worse goods were put into them since: what is made of recalled goods is on
    hold, though no case names it.
    Released they are only where who does it may release, and one person is enough; else they are on hold.
    """
    changes: list[StatusMove] = []
    for lot in map(lot_by_id, lots):
        if lot.status is not Status.RECALLED:
            continue
        before = _had_no_case_held(lot.id)
        if before is Status.RELEASED and not _may_release(lot, deed):
            before = Status.HOLD
        changes.append(StatusMove(lot.id, lot.status, before))
    return changes


def _had_no_case_held(lot: int) -> Status:
    stop = what_stopped(lot)
    before = stop.before or Status.HOLD
    brought = [Status.HOLD if one is Status.RECALLED else one for one in statuses_brought(lot, stop.entry)]
    return worst((before, *brought) if stop.by_case else (before, Status.HOLD, *brought))


def _may_release(lot: Lot, deed: Deed) -> bool:
    if item_by_id(lot.item_id).release_people > 1 or (lot.expires_on is not None and lot.expires_on < deed.on):
        return False
    try:
        deed.require("release")
    except Refused:
        return False
    return True
