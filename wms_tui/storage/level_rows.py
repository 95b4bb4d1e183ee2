"""Writing how much is to be in a bin, and what is on its way there."""

from wms_tui.storage.statements import add, change, rows

_WRITE = """
INSERT INTO binlevel (place_id, item_id, minimum, maximum) VALUES (?, ?, ?, ?)
ON CONFLICT (place_id, item_id) DO UPDATE SET minimum = excluded.minimum, maximum = excluded.maximum
"""
_ADD_REFILL = """
INSERT INTO refill (item_id, lot_id, source_id, target_id, cart_id, quantity, pulled_id, dropped_id)
VALUES (?, ?, ?, ?, ?, ?, ?, NULL)
"""
_SPLIT = """
INSERT INTO refill (item_id, lot_id, source_id, target_id, cart_id, quantity, pulled_id, dropped_id)
SELECT item_id, lot_id, source_id, target_id, cart_id, quantity - ?, pulled_id, NULL FROM refill
WHERE id = ? AND quantity > ?
"""


def write_bin_level(place: int, item: int, minimum: int, maximum: int) -> None:
    """Write how much of an item is to be in a bin, at least and at most."""
    change(_WRITE, place, item, minimum, maximum)


def remove_bin_level(place: int, item: int) -> bool:
    """Let nothing be kept of an item in a bin any more; return whether anything was."""
    return change("DELETE FROM binlevel WHERE place_id = ? AND item_id = ?", place, item) > 0


def add_refill(item: int, lot: int, source: int, target: int, cart: int, quantity: int, entry: int) -> int:
    """Note what an entry pulled onto a cart for a bin."""
    return add(_ADD_REFILL, item, lot, source, target, cart, quantity, entry)


def drop_refill(number: int, quantity: int, entry: int) -> None:
    """Note that an entry put down so much of what was on its way; the rest of it stays on its way."""
    change(_SPLIT, quantity, number, quantity)
    change("UPDATE refill SET quantity = ?, dropped_id = ? WHERE id = ?", quantity, entry, number)


def forget_pull(entry: int) -> bool:
    """Forget what an entry pulled; return whether all of it is still on its way, without which nothing is forgotten."""
    if rows("SELECT 1 FROM refill WHERE pulled_id = ? AND dropped_id IS NOT NULL LIMIT 1", entry):
        return False
    change("DELETE FROM refill WHERE pulled_id = ?", entry)
    return True


def forget_drop(entry: int) -> None:
    """Note that what an entry put down is on its way again."""
    change("UPDATE refill SET dropped_id = NULL WHERE dropped_id = ?", entry)
