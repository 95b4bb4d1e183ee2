"""Loading opening stock: what was in the bins when the warehouse was set up; part of ``load``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wms_tui.domain.codes import clean_code
from wms_tui.domain.records import Kind, LotRecord, StockRecord
from wms_tui.domain.rows import Item, Place
from wms_tui.domain.types import PlaceKind, Status, Tracking
from wms_tui.ledger import Move
from wms_tui.operations.load_masters import add_loaded_lot
from wms_tui.operations.loading import Loading
from wms_tui.operations.plates import plate_at
from wms_tui.operations.quantities import units
from wms_tui.queries.lots import find_lot
from wms_tui.queries.places import place_of_kind
from wms_tui.queries.serials import serial_exists
from wms_tui.queries.stock import of_lot_at
from wms_tui.storage.lot_rows import add_serial, note_receipt_day
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class _Taken:
    """A record that can be booked, with what it refers to."""

    record: StockRecord
    item: Item
    place: Place
    quantity: int
    """Base units."""
    plate: int


def load_stock(loading: Loading, records: Sequence[StockRecord]) -> None:
    """Book stock in from where it was found; lots that are not known yet begin with what their rows say.

    Neither capacity nor mixing is asked about: the goods are there. A lot that is in a bin already is refused,
    so that a file that is loaded twice doubles nothing.
    """
    by_lot: dict[tuple[int, str], list[_Taken]] = {}
    plates: dict[str, tuple[int, Place]] = {}
    for record in records:
        taken = _taken(loading, record, plates)
        if taken is not None:
            by_lot.setdefault((taken.item.id, record.lot), []).append(taken)
    found_at = place_of_kind(PlaceKind.FOUND).id
    for rows in by_lot.values():
        lot, is_new = _lot(loading, rows)
        for one in rows:
            if (is_new or _is_absent(loading, one, lot)) and _unit_is_new(loading, one, lot):
                loading.moves.append(
                    Move(lot, found_at, one.place.id, one.quantity, one.plate, one.plate, serials=one.record.serial)
                )


def _taken(loading: Loading, record: StockRecord, plates: dict[str, tuple[int, Place]]) -> _Taken | None:
    """Return a record with what it refers to; None, with the errors noted, where that is wrong."""
    before = len(loading.errors)
    item = loading.item(Kind.STOCK, record, record.item)
    place = loading.place(Kind.STOCK, record, record.bin)
    if place is not None and place.counting:
        loading.refuse(Kind.STOCK, record, "bin", f"{place.code} is being counted")
    if item is None:
        return None
    quantity = 0
    with loading.refusals(Kind.STOCK, record, "quantity"):
        quantity = units(record.quantity_text, item)
    _check_tracking(loading, record, item)
    _check_unit(loading, record, item, quantity)
    plate = _plate(loading, record, place, plates) if record.plate and place else NO_PLATE
    if place is None or len(loading.errors) > before:
        return None
    return _Taken(record, item, place, quantity, plate)


def _plate(loading: Loading, record: StockRecord, place: Place, plates: dict[str, tuple[int, Place]]) -> int:
    """Return the plate that a row's goods are on; the error is noted where it stands elsewhere too."""
    known = plates.get(record.plate)
    if known is None:
        with loading.refusals(Kind.STOCK, record, "plate"):
            known = plates[record.plate] = (plate_at(record.plate, place)[0], place)
    if known is not None and known[1].id != place.id:
        loading.refuse(Kind.STOCK, record, "plate", f"another row has it in {known[1].code}")
    return known[0] if known else NO_PLATE


def _check_tracking(loading: Loading, record: StockRecord, item: Item) -> None:
    """Refuse a row that says too little or too much for the way its item is tracked."""
    if item.tracking == Tracking.SERIAL and not record.serial:
        reason = f"{item.code} is tracked by serial: one row a unit, with its serial"
        loading.refuse(Kind.STOCK, record, "item", reason)
    elif item.tracking != Tracking.NONE and not record.lot:
        loading.refuse(Kind.STOCK, record, "lot", f"{item.code} is tracked by {item.tracking}: say which lot")
    elif item.tracking == Tracking.NONE and record.lot:
        loading.refuse(Kind.STOCK, record, "lot", f"{item.code} is not tracked by lot")
    elif item.tracking == Tracking.NONE and record.expires_on:
        loading.refuse(Kind.STOCK, record, "expires_on", f"{item.code} is not tracked by lot: it has no expiry")


def _check_unit(loading: Loading, record: StockRecord, item: Item, quantity: int) -> None:
    """Refuse a serial of an item that has none, one that cannot be, and one of more than one unit."""
    if not record.serial:
        return
    if item.tracking != Tracking.SERIAL:
        loading.refuse(Kind.STOCK, record, "serial", f"{item.code} is not tracked by serial")
    elif quantity > 1:
        loading.refuse(Kind.STOCK, record, "quantity", "a serial is one unit: one row each")
    with loading.refusals(Kind.STOCK, record, "serial"):
        clean_code(record.serial, "serial")
    if " " in record.serial:
        loading.refuse(Kind.STOCK, record, "serial", "a serial has no space in it")


def _unit_is_new(loading: Loading, taken: _Taken, lot: int) -> bool:
    """Write the unit of a row that names one; where there is such a unit already, note the error."""
    serial = taken.record.serial
    if serial and serial_exists(taken.item.id, serial):
        loading.refuse(Kind.STOCK, taken.record, "serial", f"{taken.item.code} has a unit {serial} already")
        return False
    if serial:
        add_serial(taken.item.id, lot, serial, taken.place.id, taken.plate)
    return True


def _lot(loading: Loading, rows: Sequence[_Taken]) -> tuple[int, bool]:
    """Return the lot that rows are of, and whether they are its beginning."""
    first, item = rows[0].record, rows[0].item
    records = [row.record for row in rows]
    expires_on = next((record.expires_on for record in records if record.expires_on), None)
    received_on = min((record.received_on for record in records if record.received_on), default=None)
    status = next((record.status for record in records if record.status), None)
    known = find_lot(item.id, first.lot)
    if known is not None:
        _check_expiries(loading, records, known.expires_on)
        _check_statuses(loading, records, known.status)
        if received_on or not known.received_on:
            note_receipt_day(known.id, received_on or loading.on)
        return known.id, False
    _check_expiries(loading, records, expires_on)
    _check_statuses(loading, records, status)
    began = LotRecord(
        item.code, first.lot, received_on=received_on or loading.on, expires_on=expires_on, status=status,
        source=first.source,
    )  # fmt: skip
    with loading.refusals(Kind.STOCK, first, "lot"):
        return add_loaded_lot(loading, item, began), True
    return 0, True


def _check_expiries(loading: Loading, records: Sequence[StockRecord], expires_on: date | None) -> None:
    """Refuse rows that give a lot another expiry than it has; what is left empty is not said."""
    shown = expires_on.isoformat() if expires_on else "no expiry"
    for record in records:
        if record.expires_on and record.expires_on != expires_on:
            loading.refuse(Kind.STOCK, record, "expires_on", f"lot {record.lot} has {shown}")


def _check_statuses(loading: Loading, records: Sequence[StockRecord], status: Status | None) -> None:
    """Refuse rows that give a lot another status than it has; what is left empty is not said."""
    for record in records:
        if record.status and record.status != status:
            loading.refuse(Kind.STOCK, record, "status", f"the lot's is {status}: use wms hold or wms release")


def _is_absent(loading: Loading, taken: _Taken, lot: int) -> bool:
    """Return whether none of a lot is at a place yet, else note the error."""
    there = sum(one.quantity for one in of_lot_at(lot, taken.place.id))
    if there:
        reason = f"{there} {taken.item.unit} are in {taken.place.code} already: adjust or count them"
        loading.refuse(Kind.STOCK, taken.record, "quantity", reason)
    return not there
