"""Questions about names that people write in one word: ``ITEM:LOT``, where either part may hold a colon itself."""

from collections.abc import Iterator

from wms_tui.domain.rows import Item, Lot
from wms_tui.errors import BadInput, NotFound
from wms_tui.queries.items import find_item, the_item
from wms_tui.queries.lots import find_lot, the_lot


def named_lot(text: str) -> tuple[Item, Lot]:
    """Return the item and the lot that ``ITEM:LOT`` names; of several readings the one that there is.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
        BadInput: ``lot-needed`` where there is no colon.
    """
    item, number = named_item(text)
    for code, rest in _readings(text):
        other = find_item(code)
        if other is not None and find_lot(other.id, rest) is not None:
            item, number = other, rest
            break
    if not number:
        raise BadInput("lot-needed", f"{text} names no lot.", "Write it as ITEM:LOT.")
    return item, the_lot(item, number)


def named_item(text: str) -> tuple[Item, str]:
    """Return the item that ``ITEM`` or ``ITEM:LOT`` names, and the lot number behind it, empty where there is none.

    Raises:
        NotFound: ``unknown-item``.
    """
    whole = find_item(text)
    if whole is not None:
        return whole, ""
    for code, rest in _readings(text):
        item = find_item(code)
        if item is not None:
            return item, rest
    code, colon, _ = text.partition(":")
    if colon and not code:
        raise NotFound("unknown-item", f"{text} names no item.", "Write it as ITEM:LOT.")
    return the_item(code), ""


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read it, the longest item first."""
    for place in range(len(text) - 1, 0, -1):
        if text[place] == ":":
            yield text[:place], text[place + 1 :]
