"""Writing lots, plates and serials."""

from collections.abc import Iterable
from datetime import date

from wms_tui.domain.codes import lookalike, natural_key
from wms_tui.domain.types import Status
from wms_tui.storage.statements import add, change, day_text, row, value
from wms_tui.storage.tables import NEVER, NO_PLATE

_ADD = """
INSERT INTO lot (item_id, number, lookalike, sort_key, supplier_lot, supplier_id, status, made_on, received_on,
                 expires_on, best_before_on, removal_on, alert_on)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UNIT = """
INSERT INTO serial (item_id, lot_id, number, place_id, plate_id) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (item_id, number) DO UPDATE
SET lot_id = excluded.lot_id, place_id = excluded.place_id, plate_id = excluded.plate_id, order_line = NULL
RETURNING id
"""


def add_lot(
    item: int,
    number: str,
    *,
    status: Status,
    supplier_lot: str = "",
    supplier: int | None = None,
    made_on: date | None = None,
    received_on: date | None = None,
    expires_on: date | None = None,
    best_before_on: date | None = None,
    removal_on: date | None = None,
    alert_on: date | None = None,
) -> int:
    """Write a new lot and return its row number."""
    return add(
        _ADD, item, number, lookalike(number), natural_key(number), supplier_lot, supplier, status,
        day_text(made_on), day_text(received_on) or NEVER, day_text(expires_on), day_text(best_before_on),
        day_text(removal_on) or NEVER, day_text(alert_on),
    )  # fmt: skip


def name_origin(lot: int, country: str, source_reference: str) -> None:
    """Write where a lot comes from, and what leads to where its code was given."""
    change("UPDATE lot SET origin = ?, source_reference = ? WHERE id = ?", country, source_reference, lot)


def date_lot(
    lot: int,
    *,
    made_on: date | None,
    received_on: date,
    expires_on: date | None,
    best_before_on: date | None,
    removal_on: date | None,
    alert_on: date | None,
) -> None:
    """Write all dates of a lot, instead of those it had."""
    change(
        "UPDATE lot SET made_on = ?, received_on = ?, expires_on = ?, best_before_on = ?, removal_on = ?, alert_on = ?"
        " WHERE id = ?",
        day_text(made_on), received_on.isoformat(), day_text(expires_on), day_text(best_before_on),
        day_text(removal_on) or NEVER, day_text(alert_on), lot,
    )  # fmt: skip


def note_receipt_day(lot: int, on: date) -> None:
    """Keep the earliest day on which any of a lot came."""
    change("UPDATE lot SET received_on = ? WHERE id = ? AND received_on > ?", on.isoformat(), lot, on.isoformat())


def plate_number(code: str) -> int:
    """Return the row number of a plate, writing it where it is new; no code is no plate."""
    if not code:
        return NO_PLATE
    found = row("SELECT id FROM plate WHERE code = ?", code)
    return found[0] if found else add("INSERT INTO plate (code) VALUES (?)", code)


def add_serial(item: int, lot: int, number: str, place: int, plate: int) -> int:
    """Write a unit of an item tracked by serial: a new one, or one that comes again as it was lost or undone."""
    return value(_UNIT, item, lot, number, place, plate)


def place_serials(numbers: Iterable[int], place: int, plate: int, order_line: int | None) -> None:
    """Say where units are now, and for which line of an order they were taken."""
    for number in numbers:
        change(
            "UPDATE serial SET place_id = ?, plate_id = ?, order_line = ? WHERE id = ?",
            place,
            plate,
            order_line,
            number,
        )
