"""Scanning single units of what is tracked by serial; part of several tasks."""

from collections.abc import Collection

from wms_tui import clock
from wms_tui.domain.barcode.message import Kind
from wms_tui.domain.barcode.scan import read
from wms_tui.domain.codes import clean_code, excerpt
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item
from wms_tui.domain.types import Tracking
from wms_tui.errors import Refused
from wms_tui.queries.serials import serial_exists


def read_serial(text: str, before: Collection[str], item: Item) -> str:
    """Return the serial a label names, or the text itself; one that the item has goes before one it has not.

    Raises:
        BadInput: where it cannot be a serial.
        Refused: ``no-serial`` where the label is of a case or an item, ``scanned-before`` where this
            unit was counted already.
    """
    scan = read(text, clock.today())
    named = [message.serial for message in scan.messages if message.serial]
    if not named and scan.message is not None and (scan.kind is not Kind.CODE or scan.message.gtin):
        raise Refused("no-serial", "That label names no single unit", "Scan the serial of the unit")
    readings = [scan.text, *named] if scan.kind is Kind.CODE else named
    known = [one for one in readings if serial_exists(item.id, one)]
    serial = clean_code([*known, *readings][0], "serial")
    if serial in before:
        raise Refused("scanned-before", f"Unit {excerpt(serial)} was counted", "Scan the next unit")
    return serial


def units_to_scan(item: Item, quantity: int, there: Collection[Candidate]) -> int:
    """Return how many units must be named: none where all of them go, or where there are no serials."""
    if item.tracking is not Tracking.SERIAL or quantity == sum(one.quantity for one in there):
        return 0
    return quantity


def units_named(
    item: Item, quantity: int, there: Collection[Candidate], serials: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Return the units that a slip is to name, or None while some of them are still to be scanned.

    Where all of them go, the one that the label has named says nothing of the others.
    """
    needed = units_to_scan(item, quantity, there)
    if len(serials) < needed:
        return None
    return serials if needed else ()
