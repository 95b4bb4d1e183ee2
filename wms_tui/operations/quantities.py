"""Reading a quantity of an item."""

from wms_tui.domain.quantity import LARGEST, parse_quantity
from wms_tui.domain.rows import Item
from wms_tui.errors import BadInput


def units(quantity: int | str, item: Item) -> int:
    """Return a quantity in base units; text may name packs.

    Raises:
        BadInput: where it is not a whole number above 0 and up to 10^12, or a pack is unknown.
    """
    if isinstance(quantity, str):
        return parse_quantity(quantity, item.packs, item.unit)
    if not 1 <= quantity <= LARGEST:
        raise BadInput("bad-quantity", f"{quantity} cannot be a quantity.", "Give a whole number above 0.")
    return quantity
