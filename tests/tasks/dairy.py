"""A small dairy warehouse for the clerk's tasks: milk in cases, cheese by serial, salt without lots."""

from datetime import date

from tests.builders import a_bin, a_customer, a_supplier, an_item, an_order, in_days, run
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.types import Tracking
from wms_tui.operations.add_receipt import AddReceipt, NewReceiptLine, add_receipt
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import Receive, receive

EACH = "04012345000016"
CASE = "14012345000013"
PALLET = "24012345000010"


def gtin(body: str) -> str:
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


EACH, CASE = gtin("0401234500001"), gtin("1401234500001")
SALT = gtin("0401234500002")


def label(lot: str, expires_on: date | None = None, *, pack: str = CASE, more: str = "") -> str:
    """Return a GS1-128 label as a scanner sends it."""
    day = f"17{expires_on:%y%m%d}" if expires_on else ""
    return f"]C101{pack}{day}{more}10{lot}"


def a_dairy() -> None:
    """Add milk, cheese and salt, bins A-01 to A-06 on the way in this order, a supplier and a customer."""
    for number in range(1, 7):
        a_bin(f"A-0{number}", check_digits=f"{number}{number}")
    an_item("MILK", name="OAT MILK 1L", packs=(NewPack("CS", 6, CASE),), gtin=EACH, shelf_life="270d")
    an_item("CHEESE", name="GOUDA", tracking=Tracking.SERIAL)
    an_item("SALT", name="SALT 500G", tracking=Tracking.NONE, gtin=SALT)
    a_supplier("DAIRY", name="NORDIC FOODS")
    a_customer("SHOP", name="CORNER SHOP")


def a_receipt(code: str = "PO1", *lines: NewReceiptLine) -> str:
    wanted = lines or (NewReceiptLine("MILK", "120CS"),)
    return run(add_receipt, AddReceipt(code, wanted, supplier="DAIRY")).receipt


def at_dock(lot: str, quantity: int | str, *, item: str = "MILK", days: int = 100, plate: str = "") -> str:
    """Receive goods; they stand at the dock. Return the plate."""
    slip = Receive(item, quantity, lot=lot or None, expires_on=in_days(days) if lot else None, plate=plate)
    return run(receive, slip).plate


def in_bin(lot: str, quantity: int, place: str, *, item: str = "MILK", days: int = 100) -> None:
    at_dock(lot, quantity, item=item, days=days)
    run(put_away, PutAway(item, lot, quantity, target=place))


def an_allocated_order(code: str, *lines: str) -> str:
    an_order(code, *lines)
    run(allocate, Allocate((code,)))
    return code
