"""Writing what is kept for the lines of orders. The balances change with it in the ledger."""

from collections.abc import Iterable

from wms_tui.storage.statements import add, add_all, change, rows

_ADD = "INSERT INTO reservation (order_line_id, lot_id, place_id, plate_id, quantity, picked) VALUES (?, ?, ?, ?, ?, ?)"
_ADD_NEW = _ADD.replace("?)", "0)")
_GROW = """
UPDATE reservation SET quantity = quantity + ?
WHERE order_line_id = ? AND lot_id = ? AND place_id = ? AND plate_id = ? AND picked = ?
"""


_KEPT = """
SELECT id, order_line_id, quantity, picked FROM reservation
WHERE lot_id = ? AND place_id = ? AND plate_id = ? AND picked = 0 ORDER BY id
"""


def add_reservation(line: int, lot: int, place: int, plate: int, quantity: int, *, picked: bool) -> None:
    """Keep so many more units of a balance for a line."""
    if not change(_GROW, quantity, line, lot, place, plate, int(picked)):
        add(_ADD, line, lot, place, plate, quantity, int(picked))


def add_reservations(new: Iterable[tuple[int, int, int, int, int]]) -> None:
    """Keep units of balances for lines that nothing is kept for yet: (line, lot, place, plate, quantity)."""
    add_all(_ADD_NEW, new)


def shrink_reservation(number: int, quantity: int) -> None:
    """Give up so many units of what is kept; all of it removes the row."""
    if not change(
        "UPDATE reservation SET quantity = quantity - ? WHERE id = ? AND quantity > ?",
        quantity,
        number,
        quantity,
    ):
        change("DELETE FROM reservation WHERE id = ? AND quantity = ?", number, quantity)


def move_reservations(lot: int, source: int, source_plate: int, target: int, target_plate: int) -> None:
    """Let what is kept of a balance follow the stock to where all of it went, also beside what is kept there."""
    for number, line, quantity, picked in rows(_KEPT, lot, source, source_plate):
        if change(_GROW, quantity, line, lot, target, target_plate, picked):
            change("DELETE FROM reservation WHERE id = ?", number)
        else:
            change("UPDATE reservation SET place_id = ?, plate_id = ? WHERE id = ?", target, target_plate, number)
