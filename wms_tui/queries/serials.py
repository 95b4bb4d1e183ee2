"""Questions about single units of items that are tracked by serial."""

from collections.abc import Sequence

from wms_tui.domain.types import PlaceKind
from wms_tui.errors import NotFound, Refused
from wms_tui.storage.schema import OUTSIDE_PLACES
from wms_tui.storage.statements import row, rows

_AT = """
SELECT id, number FROM serial WHERE lot_id = ? AND place_id = ? AND plate_id = ? ORDER BY length(number), number
"""


_MAY_COME_AGAIN = tuple(OUTSIDE_PLACES[kind] for kind in (PlaceKind.SUPPLIER, PlaceKind.LOSS, PlaceKind.FOUND))
_EXISTS = "SELECT 1 FROM serial WHERE item_id = ? AND number = ? AND place_id NOT IN (?, ?, ?)"
_WITH_CUSTOMER = """
SELECT id, number FROM serial WHERE lot_id = ? AND place_id = ? AND order_line = ? ORDER BY length(number), number
"""
_FOR_LINE = """
SELECT id, number FROM serial WHERE lot_id = ? AND place_id = ? AND plate_id = ? AND order_line = ?
ORDER BY length(number), number
"""


def serials_for_line(lot_id: int, place_id: int, plate_id: int, order_line: int) -> list[tuple[int, str]]:
    """Return the units of a lot at a place that were taken for a line of an order, as (row number, serial)."""
    return [(number, text) for number, text in rows(_FOR_LINE, lot_id, place_id, plate_id, order_line)]


def serials_with_customer(lot_id: int, order_line: int) -> list[tuple[int, str]]:
    """Return the units of a lot that left for a line of an order and did not come back."""
    found = rows(_WITH_CUSTOMER, lot_id, OUTSIDE_PLACES[PlaceKind.CUSTOMER], order_line)
    return [(number, text) for number, text in found]


def serials_at(lot_id: int, place_id: int, plate_id: int) -> list[tuple[int, str]]:
    """Return the units of a lot at a place, as (row number, serial)."""
    return [(number, text) for number, text in rows(_AT, lot_id, place_id, plate_id)]


def serial_exists(item_id: int, number: str) -> bool:
    """Return whether an item has, or had, a unit of that serial; not where its receipt was undone or it was lost."""
    return row(_EXISTS, item_id, number, *_MAY_COME_AGAIN) is not None


def chosen_serials(
    lot_id: int, place_id: int, plate_id: int, wanted: Sequence[str], quantity: int
) -> list[tuple[int, str]]:
    """Return the units that were named, each of which must be there; all that are there need no naming.

    Raises:
        NotFound: ``unknown-serial`` where one is not there.
        Refused: ``serials-needed`` where their number is not the quantity.
    """
    there = serials_at(lot_id, place_id, plate_id)
    if not wanted and quantity == len(there):
        return there
    if len(set(wanted)) != quantity:
        raise Refused(
            "serials-needed", f"{quantity} serials are needed, {len(set(wanted))} given.", "Scan each unit once.",
            there=[text for _, text in there[:20]],
        )  # fmt: skip
    by_text = {text: number for number, text in there}
    for one in wanted:
        if one not in by_text:
            raise NotFound("unknown-serial", f"Serial {one} is not there.", "Scan the unit in your hand.", serial=one)
    return [(by_text[one], one) for one in wanted]
