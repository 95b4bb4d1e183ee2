"""Scanning single units of what is tracked by serial; part of several tasks."""

from collections.abc import Collection

from wms_tui import clock
from wms_tui.domain.barcode.scan import read
from wms_tui.domain.codes import clean_code, excerpt
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item
from wms_tui.domain.types import Tracking
from wms_tui.errors import Refused


def read_serial(text: str, before: Collection[str]) -> str:
    """Return the serial a label names, or the text itself.

    Raises:
        BadInput: where it cannot be a serial.
        Refused: ``scanned-before`` where this unit was counted already.
    """
    scan = read(text, clock.today())
    named = [message.serial for message in scan.messages if message.serial]
    serial = clean_code(named[0] if named else scan.text, "serial")
    if serial in before:
        raise Refused("scanned-before", f"Unit {excerpt(serial)} is counted already", "Scan the next unit")
    return serial


def units_to_scan(item: Item, quantity: int, there: Collection[Candidate]) -> int:
    """Return how many units must be named: none where all of them go, or where there are no serials."""
    if item.tracking is not Tracking.SERIAL or quantity == sum(one.quantity for one in there):
        return 0
    return quantity
