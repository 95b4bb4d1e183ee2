"""Loading receipts and orders, whose lines come a row each; part of ``load``."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from wms_tui.domain.codes import clean_code, folded
from wms_tui.domain.line_numbers import number_lines
from wms_tui.domain.records import Kind, OrderLineRecord, ReceiptLineRecord
from wms_tui.domain.rows import Item
from wms_tui.domain.types import Role, Tracking
from wms_tui.operations.loading import Loading
from wms_tui.operations.quantities import units
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import find_order
from wms_tui.queries.receipts import find_receipt
from wms_tui.storage.order_rows import add_order_lines, add_order_row
from wms_tui.storage.receipt_rows import add_receipt_lines, add_receipt_row

Line = TypeVar("Line", OrderLineRecord, ReceiptLineRecord)


def load_receipts(loading: Loading, records: Sequence[ReceiptLineRecord]) -> None:
    """Add receipts that are not known yet, with all their lines."""
    for lines in _by_code((record.receipt, record) for record in records):
        first, before = lines[0], len(loading.errors)
        if find_receipt(first.receipt) is not None:
            loading.refuse(Kind.RECEIPTS, first, "receipt", f"there is a receipt {first.receipt} already")
            continue
        supplier = _one_partner(loading, Kind.RECEIPTS, Role.SUPPLIER, [(line, line.supplier) for line in lines])
        due_on = _one_day(loading, Kind.RECEIPTS, "due_on", [(line, line.due_on) for line in lines])
        numbers = _numbers(loading, Kind.RECEIPTS, lines)
        announced = [_announced(loading, line) for line in lines]
        if len(loading.errors) == before:
            receipt = add_receipt_row(clean_code(first.receipt, "receipt"), supplier, due_on)
            add_receipt_lines(receipt, [(number, *line) for number, line in zip(numbers, announced, strict=True)])


def load_orders(loading: Loading, records: Sequence[OrderLineRecord]) -> None:
    """Add orders that are not known yet, with all their lines; nothing is kept for them."""
    for lines in _by_code((record.order, record) for record in records):
        first, before = lines[0], len(loading.errors)
        if find_order(first.order) is not None:
            loading.refuse(Kind.ORDERS, first, "order", f"there is an order {first.order} already")
            continue
        customer = _one_partner(loading, Kind.ORDERS, Role.CUSTOMER, [(line, line.customer) for line in lines])
        ship_on = _one_day(loading, Kind.ORDERS, "ship_on", [(line, line.ship_on) for line in lines])
        numbers = _numbers(loading, Kind.ORDERS, lines)
        wanted = [_wanted(loading, line) for line in lines]
        if customer is not None and len(loading.errors) == before:
            order = add_order_row(clean_code(first.order, "order"), customer, ship_on)
            add_order_lines(order, [(number, *line) for number, line in zip(numbers, wanted, strict=True)])


def _by_code(records: Iterable[tuple[str, Line]]) -> list[list[Line]]:
    """Return the lines of each document together, wherever in the file they stand."""
    found: dict[str, list[Line]] = {}
    for code, record in records:
        found.setdefault(folded(code), []).append(record)
    return list(found.values())


def _one_partner(loading: Loading, kind: Kind, role: Role, said: Sequence[tuple[Line, str]]) -> int | None:
    """Return the partner that the lines of a document name, in the first line or in each."""
    named = [(line, code) for line, code in said if code]
    if not named:
        return None
    for line, code in named:
        if folded(code) != folded(named[0][1]):
            loading.refuse(kind, line, role.value, f"another line says {named[0][1]}")
    return loading.partner(kind, named[0][0], role, named[0][1])


def _one_day(loading: Loading, kind: Kind, column: str, said: Sequence[tuple[Line, date | None]]) -> date | None:
    """Return the day that the lines of a document name, in the first line or in each."""
    named = [(line, on) for line, on in said if on]
    for line, on in named:
        if on != named[0][1]:
            loading.refuse(kind, line, column, f"another line says {named[0][1]}")
    return named[0][1] if named else None


def _numbers(loading: Loading, kind: Kind, lines: Sequence[Line]) -> list[int]:
    """Return the numbers of the lines of a document; the error is noted at its first line."""
    with loading.refusals(kind, lines[0], "line"):
        return number_lines([line.line for line in lines])
    return []


def _quantity(loading: Loading, kind: Kind, line: Line, item: Item) -> int:
    with loading.refusals(kind, line, "quantity"):
        return units(line.quantity_text, item)
    return 0


def _announced(loading: Loading, line: ReceiptLineRecord) -> tuple[int, str, date | None, int]:
    """Return item, lot, expiry and base units of a line of a receipt."""
    item = loading.item(Kind.RECEIPTS, line, line.item)
    if item is None:
        return 0, "", None, 0
    if line.lot and item.tracking == Tracking.NONE:
        loading.refuse(Kind.RECEIPTS, line, "lot", f"{item.code} is not tracked by lot")
    return item.id, line.lot, line.expires_on, _quantity(loading, Kind.RECEIPTS, line, item)


def _wanted(loading: Loading, line: OrderLineRecord) -> tuple[int, int, int | None]:
    """Return item, base units and lot of a line of an order."""
    item = loading.item(Kind.ORDERS, line, line.item)
    if item is None:
        return 0, 0, None
    lot: int | None = None
    if line.lot:
        with loading.refusals(Kind.ORDERS, line, "lot"):
            lot = the_lot(item, line.lot).id
    return item.id, _quantity(loading, Kind.ORDERS, line, item), lot
