"""Questions about goods that wait at the stage."""

from wms_tui.storage.statements import row


def picked_for_line(order_line: int, lot: int, place: int, plate: int) -> tuple[int, int] | None:
    """Return the reservation (row number, quantity) of picked goods of a lot for a line, or None."""
    found = row(
        "SELECT id, quantity FROM reservation WHERE order_line_id = ? AND lot_id = ? AND place_id = ?"
        " AND plate_id = ? AND picked = 1",
        order_line, lot, place, plate,
    )  # fmt: skip
    return (found[0], found[1]) if found else None
