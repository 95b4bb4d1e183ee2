"""Loading opening stock: what was in the bins when the warehouse was set up; part of ``load``."""

from collections.abc import Sequence
from datetime import date

from wms_tui.domain.records import Kind, LotRecord, StockRecord
from wms_tui.domain.rows import Item, Place
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.ledger import Move
from wms_tui.operations.load_masters import add_loaded_lot
from wms_tui.operations.loading import Loading
from wms_tui.operations.quantities import units
from wms_tui.queries.lots import find_lot
from wms_tui.queries.places import place_of_kind
from wms_tui.queries.stock import of_lot_at
from wms_tui.storage.lot_rows import note_receipt_day

Taken = tuple[StockRecord, Item, Place, int]
"""A record that can be booked: its item, its place, its base units."""


def load_stock(loading: Loading, records: Sequence[StockRecord]) -> None:
    """Book stock in from where it was found; lots that are not known yet begin with what their rows say.

    Neither capacity nor mixing is asked about: the goods are there. A lot that is in a bin already is refused,
    so that a file that is loaded twice doubles nothing.
    """
    by_lot: dict[tuple[int, str], list[Taken]] = {}
    for record in records:
        taken = _taken(loading, record)
        if taken is not None:
            by_lot.setdefault((taken[1].id, record.lot), []).append(taken)
    found_at = place_of_kind(PlaceKind.FOUND).id
    for rows in by_lot.values():
        lot, is_new = _lot(loading, rows)
        for record, item, place, quantity in rows:
            if is_new or _is_absent(loading, record, item, lot, place):
                loading.moves.append(Move(lot, found_at, place.id, quantity))


def _taken(loading: Loading, record: StockRecord) -> Taken | None:
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
    return None if place is None or len(loading.errors) > before else (record, item, place, quantity)


def _check_tracking(loading: Loading, record: StockRecord, item: Item) -> None:
    """Refuse a row that says too little or too much for the way its item is tracked."""
    if item.tracking == Tracking.SERIAL:
        reason = f"{item.code} is tracked by serial: receive it, unit by unit"
        loading.refuse(Kind.STOCK, record, "item", reason)
    elif item.tracking == Tracking.LOT and not record.lot:
        loading.refuse(Kind.STOCK, record, "lot", f"{item.code} is tracked by lot: say which")
    elif item.tracking == Tracking.NONE and record.lot:
        loading.refuse(Kind.STOCK, record, "lot", f"{item.code} is not tracked by lot")
    elif item.tracking == Tracking.NONE and record.expires_on:
        loading.refuse(Kind.STOCK, record, "expires_on", f"{item.code} is not tracked by lot: it has no expiry")


def _lot(loading: Loading, rows: Sequence[Taken]) -> tuple[int, bool]:
    """Return the lot that rows are of, and whether they are its beginning."""
    first, item, _, _ = rows[0]
    expires_on = next((row[0].expires_on for row in rows if row[0].expires_on), None)
    received_on = min((row[0].received_on for row in rows if row[0].received_on), default=None)
    known = find_lot(item.id, first.lot)
    if known is not None:
        _check_expiries(loading, rows, known.expires_on)
        if received_on or not known.received_on:
            note_receipt_day(known.id, received_on or loading.on)
        return known.id, False
    _check_expiries(loading, rows, expires_on)
    began = LotRecord(item.code, first.lot, received_on=received_on or loading.on, expires_on=expires_on)
    with loading.refusals(Kind.STOCK, first, "lot"):
        return add_loaded_lot(loading, item, began), True
    return 0, True


def _check_expiries(loading: Loading, rows: Sequence[Taken], expires_on: date | None) -> None:
    """Refuse rows that give a lot another expiry than it has; what is left empty is not said."""
    shown = expires_on.isoformat() if expires_on else "no expiry"
    for record, _, _, _ in rows:
        if record.expires_on and record.expires_on != expires_on:
            loading.refuse(Kind.STOCK, record, "expires_on", f"lot {record.lot} has {shown}")


def _is_absent(loading: Loading, record: StockRecord, item: Item, lot: int, place: Place) -> bool:
    """Return whether none of a lot is at a place yet, else note the error."""
    there = sum(one.quantity for one in of_lot_at(lot, place.id))
    if there:
        reason = f"{there} {item.unit} are in {place.code} already: adjust or count them"
        loading.refuse(Kind.STOCK, record, "quantity", reason)
    return not there
