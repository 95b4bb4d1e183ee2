"""Why a label is not of the lot that is to be taken: said alike while picking and while replenishing."""

from wms_tui.domain.codes import excerpt
from wms_tui.domain.dates import show_date_short
from wms_tui.domain.rows import Lot
from wms_tui.errors import Refused
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot
from wms_tui.tasks.resolving import Found


def other_lot_of(found: Found, item: str, lot: str, place: str) -> Lot | None:
    """Return the lot that a label names in the stead of the one to be taken; None where it names the right one.

    Raises:
        Refused: ``wrong-item``, ``lot-needed`` or ``unknown-lot``.
    """
    if found.item is None or found.item.code != item:
        raise Refused("wrong-item", f"That is {excerpt(found.name, 28)}", f"Take {item} in {place}")
    if found.lot == lot:
        return None
    if not found.lot:
        raise Refused("lot-needed", f"{item} has lots", f"Scan or type the lot: {lot}")
    if found.known is None:
        raise Refused("unknown-lot", f"{item} has no lot {excerpt(found.lot)}", f"Take {lot}")
    return found.known


def out_of_turn(other: Lot, item: str, lot: str) -> str:
    """Return why another lot is not taken before the one whose turn it is."""
    first = find_lot(the_item(item).id, lot)
    if other.expires_on and first and first.expires_on and other.expires_on > first.expires_on:
        return f"Lot {other.number} is newer: {show_date_short(other.expires_on)}"
    return f"It is not the turn of lot {other.number}"
