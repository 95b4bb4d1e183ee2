"""Adding and cancelling orders, and what suppliers announce."""

from typing import Any

import pytest

from tests.builders import a_bin, a_customer, a_supplier, an_item, an_order, in_days, run, some_stock
from wms_tui.domain.line_numbers import NewOrderLine
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.types import Tracking
from wms_tui.errors import Refused
from wms_tui.operations.add_order import AddOrder, add_order
from wms_tui.operations.add_receipt import AddReceipt, NewReceiptLine, add_receipt
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.cancel_order import CancelOrder, cancel_order
from wms_tui.operations.close_receipt import CloseReceipt, close_receipt
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.ship import Ship, ship
from wms_tui.operations.unpick import Unpick, unpick
from wms_tui.queries.orders import find_order, order_lines, order_row, the_order
from wms_tui.queries.receipts import find_receipt, receipt_lines, the_receipt
from wms_tui.queries.stock import StockFilter, stock

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture(autouse=True)
def setting(warehouse: object) -> None:
    a_bin("A-01")
    a_customer("SHOP")
    a_supplier("DAIRY")
    an_item("MILK", packs=(NewPack("CS", 12),))
    an_item("BAG", tracking=Tracking.NONE)


def refusal(verb: Any, slip: object) -> str:
    """Return the code of the refusal that a slip meets."""
    with pytest.raises(Refused) as refused:
        run(verb, slip)
    return refused.value.code


def test_an_order_keeps_its_lines_in_base_units() -> None:
    some_stock(lot="L1")

    run(
        add_order,
        AddOrder("O1", "shop", (NewOrderLine("milk", "2CS+4EA"), NewOrderLine("MILK", 5, "L1", line=20)), in_days(3)),
    )

    head = the_order("o1")
    assert (head.code, head.customer.code, head.ship_on) == ("O1", "SHOP", in_days(3))
    assert [(line.line, line.item, line.wanted, line.lot) for line in order_lines(head.id)] == [
        (1, "MILK", 28, None),
        (20, "MILK", 5, "L1"),
    ]
    assert order_row(head).state == "open"


@pytest.mark.parametrize(
    ("order", "customer", "lines", "code"),
    [
        ("o1", "SHOP", (NewOrderLine("MILK", 1),), "order-exists"),
        ("X", "NOBODY", (NewOrderLine("MILK", 1),), "unknown-customer"),
        ("X", "DAIRY", (NewOrderLine("MILK", 1),), "unknown-customer"),
        ("X", "SHOP", (NewOrderLine("NOTHING", 1),), "unknown-item"),
        ("X", "SHOP", (NewOrderLine("MILK", 1, "L9"),), "unknown-lot"),
        ("X", "SHOP", (NewOrderLine("BAG", 1, "L1"),), "lot-of-other-item"),
        ("X", "SHOP", (), "no-lines"),
        ("X", "SHOP", (NewOrderLine("MILK", 0),), "bad-quantity"),
        ("X", "SHOP", (NewOrderLine("MILK", "1PL"),), "unknown-pack"),
        ("X", "SHOP", (NewOrderLine("MILK", 1, line=1), NewOrderLine("BAG", 1, line=1)), "line-twice"),
        ("", "SHOP", (NewOrderLine("MILK", 1),), "bad-code"),
    ],
)
def test_an_order_that_cannot_be_is_refused_whole(
    order: str, customer: str, lines: tuple[NewOrderLine, ...], code: str
) -> None:
    some_stock(lot="L1")
    an_order("O1", "MILK=1")

    assert refusal(add_order, AddOrder(order, customer, lines)) == code
    assert find_order("X") is None


def test_cancelling_frees_what_was_kept() -> None:
    some_stock(quantity=36)
    an_order("O1", "MILK=30")
    run(allocate, Allocate(("O1",)))

    done = run(cancel_order, CancelOrder("o1", reason="not wanted"))

    assert done.reservations_dropped == 1
    assert [row.reserved for row in stock(StockFilter())] == [0]
    assert order_row(the_order("O1")).state == "cancelled"
    assert refusal(cancel_order, CancelOrder("O1")) == "order-cancelled"


def test_an_order_is_not_cancelled_while_its_goods_are_at_the_stage_or_have_left() -> None:
    some_stock(quantity=36)
    an_order("O1", "MILK=30", "MILK=6")
    run(allocate, Allocate(("O1",)))
    run(pick, Pick("O1", 1, "A-01", "L1", 30))

    assert refusal(cancel_order, CancelOrder("O1")) == "order-picked"
    run(ship, Ship("O1", partial=True))
    run(cancel_order, CancelOrder("O1"))
    assert order_row(the_order("O1")).state == "shipped", "what has left has left, the rest is no longer to do"
    assert refusal(cancel_order, CancelOrder("O1")) == "order-shipped"


def test_an_order_whose_goods_were_put_back_can_be_cancelled() -> None:
    some_stock(quantity=36)
    an_order("O1", "MILK=30")
    run(pick, Pick("O1", 1, "A-01", "L1", 30))
    run(unpick, Unpick("O1", 1, "A-01"))

    assert run(cancel_order, CancelOrder("O1")).reservations_dropped == 0
    assert [(row.bin, row.quantity, row.reserved) for row in stock(StockFilter())] == [("A-01", 36, 0)]


def test_a_receipt_keeps_what_was_announced() -> None:
    lines = (NewReceiptLine("MILK", "3CS", "L7", in_days(90)), NewReceiptLine("bag", 100))
    run(add_receipt, AddReceipt("PO1", lines, "dairy", in_days(1)))

    head = the_receipt("po1")
    assert (head.due_on, head.closed) == (in_days(1), False)
    assert [(line.line, line.item, line.lot, line.expires_on, line.quantity) for line in receipt_lines(head.id)] == [
        (1, "MILK", "L7", in_days(90), 36),
        (2, "BAG", "", None, 100),
    ]


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (AddReceipt("po1", (NewReceiptLine("MILK", 1),)), "receipt-exists"),
        (AddReceipt("X", (NewReceiptLine("MILK", 1),), "NOBODY"), "unknown-supplier"),
        (AddReceipt("X", (NewReceiptLine("NOTHING", 1),)), "unknown-item"),
        (AddReceipt("X", (NewReceiptLine("BAG", 1, "L1"),)), "not-tracked"),
        (AddReceipt("X", (NewReceiptLine("MILK", "-1"),)), "bad-quantity"),
        (AddReceipt("X", ()), "no-lines"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused_whole(slip: AddReceipt, code: str) -> None:
    run(add_receipt, AddReceipt("PO1", (NewReceiptLine("MILK", 1),)))

    assert refusal(add_receipt, slip) == code
    assert find_receipt("X") is None


def test_a_closed_receipt_tells_what_never_came() -> None:
    run(add_receipt, AddReceipt("PO1", (NewReceiptLine("MILK", 40),), "DAIRY"))

    assert run(close_receipt, CloseReceipt("PO1")).short == 40
    assert refusal(close_receipt, CloseReceipt("PO1")) == "receipt-closed"
