"""Goods that come in: known and new lots, dates, conventions, receipts, plates and units."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import a_bin, a_supplier, an_item, in_days, refusal, run, there
from wms_tui import clock
from wms_tui.domain.types import Status, Tracking
from wms_tui.operations.add_receipt import AddReceipt, NewReceiptLine, add_receipt
from wms_tui.operations.close_receipt import CloseReceipt, close_receipt
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.operations.receive import Receive, Received, receive
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import the_bin
from wms_tui.queries.receipts import receipt_lines, the_receipt
from wms_tui.queries.serials import serials_at
from wms_tui.queries.settings import OVER_RECEIPT_PERCENT
from wms_tui.queries.stock import StockFilter, stock

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture(autouse=True)
def setting(warehouse: object) -> None:
    a_bin("A-01")
    a_supplier("DAIRY", lot_pattern="[A-Z][0-9]{4}", lot_sample="D1234")
    an_item("MILK", min_receipt_days=10, removal_days=3, alert_days=7, shelf_life="90d")
    an_item("DRILL", tracking=Tracking.SERIAL)
    an_item("BAG", tracking=Tracking.NONE)
    an_item("PILL", receipt_status=Status.QUARANTINE, lot_pattern="P[0-9]{3}", lot_sample="P001")


def come(item: str = "MILK", quantity: int = 12, lot: str | None = "L1", **more: Any) -> Received:
    return run(receive, Receive(item, quantity, lot, **more))


def lot_of(number: str, item: str = "MILK") -> Any:
    return the_lot(the_item(item), number)


def test_a_new_lot_comes_to_the_dock_with_the_dates_that_follow_from_its_expiry() -> None:
    done = come(expires_on=in_days(30))

    assert (done.lot, done.bin, done.quantity, done.status) == ("L1", "DOCK", 12, Status.RELEASED)
    lot = lot_of("L1")
    assert (lot.received_on, lot.removal_on, lot.alert_on) == (clock.today(), in_days(27), in_days(23))


def test_an_expiry_follows_from_the_day_it_was_made() -> None:
    assert come(made_on=in_days(-5)).expires_on == in_days(85)


def test_more_of_a_known_lot_keeps_its_dates_and_its_status() -> None:
    come(expires_on=in_days(30))
    run(hold, Hold("MILK", "L1", "leaks"))

    done = come(quantity=5)

    assert (done.expires_on, done.status) == (in_days(30), Status.HOLD)
    assert there("DOCK", "MILK", "L1") == 17


@pytest.mark.parametrize("days", [29, 31])
def test_another_expiry_of_a_known_lot_is_refused(days: int) -> None:
    come(expires_on=in_days(30))

    assert refusal(receive, Receive("MILK", 5, "L1", expires_on=in_days(days))) == "lot-expiry-differs"
    assert lot_of("L1").expires_on == in_days(30)


def test_an_expiry_for_a_known_lot_without_one_is_refused() -> None:
    come()

    assert refusal(receive, Receive("MILK", 5, "L1", expires_on=in_days(30))) == "lot-expiry-differs"


@pytest.mark.parametrize(("days", "code"), [(-1, "lot-expired"), (0, "too-short-dated"), (9, "too-short-dated")])
def test_what_is_too_old_is_asked_about_and_comes_to_quarantine(days: int, code: str) -> None:
    slip = Receive("MILK", 5, "L1", expires_on=in_days(days))

    assert refusal(receive, slip) == code
    assert run(receive, replace(slip, accept=("accept-short",))).status is Status.QUARANTINE


def test_the_life_that_is_needed_at_receipt_is_met_exactly() -> None:
    assert come(expires_on=in_days(10)).status is Status.RELEASED


def test_goods_that_expire_today_may_come_where_no_life_is_needed() -> None:
    assert come("PILL", 5, "P001", expires_on=in_days(0)).quantity == 5
    assert refusal(receive, Receive("PILL", 5, "P002", expires_on=in_days(-1))) == "lot-expired"


def test_what_came_yesterday_is_judged_by_yesterday() -> None:
    slip = Receive("MILK", 5, "L1", expires_on=in_days(9))

    assert run(receive, slip, at=clock.now() - timedelta(days=1)).status is Status.RELEASED
    assert lot_of("L1").received_on == in_days(-1)


@pytest.mark.parametrize(("first", "second"), [("L1", "l1"), ("L0", "LO"), ("LI", "L1")])
def test_a_lot_that_looks_like_another_is_asked_about(first: str, second: str) -> None:
    come(lot=first)
    slip = Receive("MILK", 5, second)

    assert refusal(receive, slip) == "lot-similar"
    assert run(receive, replace(slip, accept=("accept-similar",))).lot == second


def test_a_lot_number_is_held_against_the_form_of_the_item() -> None:
    assert refusal(receive, Receive("PILL", 5, "X001")) == "lot-pattern"
    assert come("PILL", 5, "P001").status is Status.QUARANTINE


def test_the_form_of_the_supplier_counts_before_that_of_the_item() -> None:
    assert refusal(receive, Receive("PILL", 5, "P001", supplier="DAIRY")) == "lot-pattern"
    assert come("PILL", 5, "D0001", supplier="DAIRY").lot == "D0001"


def test_a_lot_that_was_made_tomorrow_is_asked_about() -> None:
    slip = Receive("MILK", 5, "L1", made_on=in_days(1), expires_on=in_days(50))

    assert refusal(receive, slip) == "made-in-future"
    assert run(receive, replace(slip, accept=("accept-date",))).quantity == 5


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (Receive("COAL", 5, "L1"), "unknown-item"),
        (Receive("MILK", 5, "L1", bin="Z-99"), "unknown-bin"),
        (Receive("MILK", 5, "L1", bin="SUPPLIER"), "unknown-bin"),
        (Receive("MILK", 5, "L1", supplier="NOBODY"), "unknown-supplier"),
        (Receive("MILK", 5, "L1", receipt="R9"), "unknown-receipt"),
        (Receive("MILK", 0, "L1"), "bad-quantity"),
        (Receive("MILK", -5, "L1"), "bad-quantity"),
        (Receive("MILK", 5, "L1", plate="123"), "bad-plate"),
        (Receive("MILK", 5, "L1", serials=("S1",)), "no-serials"),
        (Receive("BAG", 5, "L1"), "no-lots"),
    ],
)
def test_what_cannot_be_is_refused_by_name(slip: Receive, code: str) -> None:
    assert refusal(receive, slip) == code
    assert stock(StockFilter()) == []


def test_what_is_not_tracked_comes_without_a_lot() -> None:
    come("BAG", 5, None)
    come("BAG", 7, None)

    assert there("DOCK", "BAG", "") == 12
    assert len(stock(StockFilter())) == 1


def test_goods_come_on_a_new_plate_or_one_that_stands_there() -> None:
    plate = come(plate="new").plate
    assert (len(plate), come("PILL", 5, "P001", plate=plate).plate) == (18, plate)
    assert come("PILL", 5, "P001", plate=f"00{plate}").plate == plate, "as scanners read it"
    assert refusal(receive, Receive("MILK", 5, "L1", plate=plate, bin="A-01")) == "plate-elsewhere"


@pytest.fixture
def announced() -> str:
    lines = (NewReceiptLine("MILK", 100, "D0001"), NewReceiptLine("MILK", 50, "D0002"), NewReceiptLine("BAG", 10))
    return run(add_receipt, AddReceipt("R1", lines, supplier="DAIRY")).receipt


def received() -> list[int]:
    return [line.received for line in receipt_lines(the_receipt("R1").id)]


def test_goods_are_booked_on_the_line_of_their_lot_first(announced: str) -> None:
    come(lot="D0002", quantity=10, receipt="R1")
    come(lot="D0001", quantity=110, receipt="R1")

    assert received() == [100, 20, 0]


def test_what_is_more_than_announced_is_asked_about(announced: str) -> None:
    slip = Receive("BAG", 11, receipt="R1")

    assert refusal(receive, slip) == "over-receipt"
    assert run(receive, replace(slip, accept=("accept-over",))).quantity == 11
    assert received() == [0, 0, 11]


@pytest.mark.parametrize(("quantity", "code"), [(110, None), (111, "over-receipt")])
def test_the_tolerance_of_the_house_is_met_exactly(quantity: int, code: str | None) -> None:
    run(change_setting, ChangeSetting(OVER_RECEIPT_PERCENT, "10"))
    run(add_receipt, AddReceipt("R2", (NewReceiptLine("BAG", 100),)))
    slip = Receive("BAG", quantity, receipt="R2")

    if code:
        assert refusal(receive, slip) == code
    else:
        assert run(receive, slip).quantity == quantity
        assert refusal(receive, Receive("BAG", 1, receipt="R2")) == "over-receipt", "the tolerance is used up"


def test_what_was_not_announced_or_comes_too_late_is_refused(announced: str) -> None:
    assert refusal(receive, Receive("PILL", 5, "D0001", receipt="R1")) == "not-announced"
    run(close_receipt, CloseReceipt("R1"))
    assert refusal(receive, Receive("BAG", 5, receipt="R1")) == "receipt-closed"


def test_undoing_a_receipt_opens_its_line_again(announced: str) -> None:
    done = run(receive, Receive("BAG", 10, receipt="R1"))

    run(undo, Undo(done.entry, "wrong item"))

    assert received() == [0, 0, 0]
    assert there("DOCK") == 0
    assert run(receive, Receive("BAG", 10, receipt="R1")).quantity == 10


def units(bin_code: str = "DOCK", lot: str = "L1") -> list[str]:
    return [text for _, text in serials_at(lot_of(lot, "DRILL").id, the_bin(bin_code).id, 0)]


def test_units_come_one_by_one() -> None:
    come("DRILL", 2, "L1", serials=("S1", "S2"))

    assert units() == ["S1", "S2"]
    assert refusal(receive, Receive("DRILL", 1, "L1", serials=("S2",))) == "serial-exists"
    assert refusal(receive, Receive("DRILL", 2, "L1", serials=("S3",))) == "serials-needed"
    assert refusal(receive, Receive("DRILL", 2, "L1", serials=("S3", "S3"))) == "serials-needed"
    assert refusal(receive, Receive("DRILL", 1, "L1", serials=("S 3",))) == "bad-serial"


def test_units_of_a_receipt_that_was_undone_can_come_again_in_the_right_lot() -> None:
    wrong = come("DRILL", 2, "L1", serials=("S1", "S2"))
    run(undo, Undo(wrong.entry, "wrong lot"))

    come("DRILL", 2, "L2", serials=("S1", "S2"))

    assert (units(), units(lot="L2")) == ([], ["S1", "S2"])


def test_goods_without_lots_take_no_dates(warehouse):
    an_item("FILM", tracking=Tracking.NONE)
    assert refusal(receive, Receive("FILM", 5, expires_on=in_days(100))) == "no-lots"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, ("MILK keeps 90d: no expiry was given.",)),
        ({"expires_on": in_days(30)}, ()),
        ({"made_on": in_days(-5)}, ()),
        ({"best_before_on": in_days(30)}, ()),
        ({"item": "PILL", "lot": "P002"}, ()),
    ],
)
def test_goods_that_do_not_keep_for_ever_and_have_no_expiry_are_odd(given: Any, said: tuple[str, ...]) -> None:
    assert come(**given).cautions == said
    if said:
        assert come().cautions == said, "more of such a lot is as odd"


def test_a_date_that_was_mistyped_is_typed_again_once_the_receipt_is_undone(warehouse):
    an_item("CREAM")
    wrong = run(receive, Receive("CREAM", 5, lot="W", expires_on=in_days(90)))
    assert refusal(receive, Receive("CREAM", 5, lot="W", expires_on=in_days(99))) == "lot-expiry-differs"

    run(undo, Undo(wrong.entry, "mistyped"))
    right = run(receive, Receive("CREAM", 5, lot="W", expires_on=in_days(99)))

    assert right.expires_on == in_days(99)
    assert the_lot(the_item("CREAM"), "W").removal_on == in_days(99)
    assert refusal(receive, Receive("CREAM", 5, lot="W", expires_on=in_days(90))) == "lot-expiry-differs"
