"""What is said while replenishing: what was pulled and put down, and why a label is the wrong one."""

from collections.abc import Collection

from wms_tui.domain.codes import excerpt
from wms_tui.domain.dates import show_date_short
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import spelled
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.refill import PutIn, RefillDropped, RefillPulled, RefillShort
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot
from wms_tui.tasks.refill_list import Leg
from wms_tui.tasks.resolving import Found, What


def words_of(done: Done) -> str:
    """Return what an act did."""
    if isinstance(done, RefillPulled):
        return f"pulled {spelled(done.quantity, the_item(done.item))} {done.lot or done.item} for {done.target}"
    if isinstance(done, RefillDropped):
        goods = ", ".join(_goods(one) for one in done.dropped[:2])
        more = f" and {len(done.dropped) - 2} more" if len(done.dropped) > 2 else ""
        return f"put {goods}{more} in {done.bin}"
    if isinstance(done, RefillShort):
        return f"{done.lot or done.item} in {done.bin} is short"
    return ""


def _goods(one: PutIn) -> str:
    return f"{spelled(one.quantity, the_item(one.item))} {one.lot or one.item}"


def refuse_wrong_label(found: Found, leg: Leg, here: Collection[Candidate]) -> None:
    """Refuse a label that is not of the lot to be pulled, saying what it is and what goes first.

    Raises:
        Refused: ``wrong-plate``, ``wrong-item``, ``lot-needed``, ``unknown-lot`` or ``wrong-lot``.
    """
    if found.what is What.PLATE:
        if found.plate not in {one.plate for one in here}:
            raise Refused("wrong-plate", f"No {leg.lot or leg.item} is on that pallet", f"Take it in {leg.source}")
        return
    if found.item is None or found.item.code != leg.item:
        raise Refused("wrong-item", f"That is {excerpt(found.name, 28)}", f"Take {leg.item} in {leg.source}")
    if found.lot == leg.lot:
        return
    if not found.lot:
        raise Refused("lot-needed", f"{leg.item} has lots", f"Scan or type the lot: {leg.lot}")
    if found.known is None:
        raise Refused("unknown-lot", f"{leg.item} has no lot {excerpt(found.lot)}", f"Take {leg.lot}")
    raise Refused("wrong-lot", _out_of_turn(found, leg), f"Take {leg.lot} first, or F5: bin empty")


def _out_of_turn(found: Found, leg: Leg) -> str:
    first = find_lot(the_item(leg.item).id, leg.lot)
    expires_on, first_on = found.known.expires_on if found.known else None, first.expires_on if first else None
    if expires_on and first_on and expires_on > first_on:
        return f"Lot {found.lot} is newer: {show_date_short(expires_on)}"
    return f"It is not the turn of lot {found.lot}"
