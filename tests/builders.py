"""What a test needs and does not tell of: an item, bins, partners, stock, an order."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

import pytest

from wms_tui import clock
from wms_tui.domain.line_numbers import parse_order_line
from wms_tui.domain.records import LotRecord, StockRecord
from wms_tui.domain.types import Role, Status
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.add_bins import AddBin, add_bin
from wms_tui.operations.add_item import AddItem, add_item
from wms_tui.operations.add_order import AddOrder, add_order
from wms_tui.operations.add_partner import AddPartner, add_partner
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.load import LoadRecords, load_records
from wms_tui.queries.orders import kept_for_order, order_row, the_order
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage.statements import rows

Result = TypeVar("Result", bound=Done)
_keys = count(1)


def run(
    verb: Callable[..., Result], slip: object, *, by: str = "ANNA", at: datetime | None = None, key: str = ""
) -> Result:
    """Do something as ANNA, now, under a key of its own, where the test does not say otherwise."""
    return verb(slip, by=by, at=at or clock.now(), key=key or f"key-{next(_keys)}")


def in_days(days: int) -> date:
    """Return the day that is so many days from today."""
    return clock.today() + timedelta(days=days)


def an_item(code: str = "MILK", **fields: Any) -> str:
    """Add an item and return its code."""
    return run(add_item, AddItem(code, **fields)).item


def a_bin(code: str = "A-01", **fields: Any) -> str:
    """Add a bin and return its code."""
    return run(add_bin, AddBin(code, **fields)).bin


def bins(*codes: str) -> tuple[str, ...]:
    """Add bins that stand on the way in this order."""
    return tuple(a_bin(code) for code in codes)


def a_customer(code: str = "SHOP", **fields: Any) -> str:
    """Add a customer and return its code."""
    return run(add_partner, AddPartner(code, Role.CUSTOMER, **fields)).partner


def a_supplier(code: str = "DAIRY", **fields: Any) -> str:
    """Add a supplier and return its code."""
    return run(add_partner, AddPartner(code, Role.SUPPLIER, **fields)).partner


def an_order(code: str, *lines: str, customer: str = "SHOP", ship_on: date | None = None) -> str:
    """Add an order of lines such as ``MILK=36`` or ``MILK=36@L1`` and return its code."""
    slip = AddOrder(code, customer, tuple(map(parse_order_line, lines)), ship_on)
    return run(add_order, slip).order


def some_stock(
    item: str = "MILK",
    lot: str = "L1",
    bin: str = "A-01",
    quantity: int | str = 36,
    *,
    expires_on: date | None = None,
    received_on: date | None = None,
    status: Status | None = None,
) -> str:
    """Book opening stock in, of a new lot or of one that is there, and return the lot.

    A status or an expiry is that of a new lot.
    """
    stock = StockRecord(
        quantity_text=str(quantity), item=item, bin=bin, lot=lot, expires_on=expires_on, received_on=received_on
    )
    began = (LotRecord(item, lot, expires_on=expires_on, status=status),) if status else ()
    run(load_records, LoadRecords((*began, stock)))
    return lot


def refusal(verb: Callable[..., Any], slip: object, **how: Any) -> str:
    """Return the code of the refusal that a slip meets; that nothing has changed is looked at with it."""
    before = rows("SELECT lot_id, place_id, plate_id, quantity, reserved FROM stock ORDER BY 1, 2, 3")
    with pytest.raises(Refused) as refused:
        run(verb, slip, **how)
    assert rows("SELECT lot_id, place_id, plate_id, quantity, reserved FROM stock ORDER BY 1, 2, 3") == before
    assert refused.value.message
    assert refused.value.hint
    return refused.value.code


def there(bin: str, item: str = "", lot: str = "") -> int:
    """Return how much is in a bin, of an item and lot where they are named."""
    found = [one for one in stock(StockFilter()) if one.bin == bin]
    return sum(one.quantity for one in found if item in ("", one.item) and lot in ("", one.lot))


def kept(order: str) -> dict[tuple[str, str], int]:
    """Return what is kept for an order and not picked, by bin and lot."""
    found = kept_for_order(the_order(order).id, picked=False)
    total: Counter[tuple[str, str]] = Counter()
    for one in found:
        total[one.bin, one.lot] += one.quantity
    return dict(total)


def a_dairy() -> None:
    """Set up a house with an old lot on the second bin of the way, a new one on the first, and a customer."""
    for code in ("A-01", "A-02", "A-03"):
        a_bin(code)
    a_bin("BULK", pickable=False)
    a_customer("SHOP")
    an_item("MILK")
    some_stock("MILK", "OLD", "A-02", 10, expires_on=in_days(20))
    some_stock("MILK", "NEW", "A-01", 30, expires_on=in_days(90))


def order(code: str = "O1", *lines: str, keep: bool = True) -> str:
    """Add an order, of a dozen of milk where nothing else is said, and keep stock for it."""
    an_order(code, *(lines or ("MILK=12",)))
    if keep:
        run(allocate, Allocate((code,)))
    return code


def state(code: str = "O1") -> str:
    """Return how far an order is."""
    return order_row(the_order(code)).state
