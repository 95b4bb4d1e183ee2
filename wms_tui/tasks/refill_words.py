"""What is said while replenishing: what was pulled and put down, and why a label is the wrong one."""

from collections.abc import Collection

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import spelled
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.refill import PutIn, RefillDropped, RefillPulled, RefillShort
from wms_tui.queries.items import the_item
from wms_tui.tasks.refill_list import Leg
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.wrong_labels import other_lot_of, out_of_turn


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
    other = other_lot_of(found, leg.item, leg.lot, leg.source)
    if other is not None:
        what = out_of_turn(other, leg.item, leg.lot)
        raise Refused("wrong-lot", what, f"Take {leg.lot} first, or F5: bin empty")
