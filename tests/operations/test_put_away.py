"""Goods that are put away and moved: what a bin takes, together and alone, and what goes along."""

from typing import Any

import pytest

from tests.builders import a_bin, a_customer, a_supplier, an_item, an_order, kept, refusal, run, some_stock, there
from wms_tui.domain.types import Mixing, Tracking
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.change_bin import ChangeBin, change_bin
from wms_tui.operations.move import MoveBin, MovePlate, MoveStock, move, move_bin, move_plate
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.send_back import SendBack, send_back
from wms_tui.queries.health import examine
from wms_tui.queries.stock import StockFilter, stock

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture(autouse=True)
def setting(warehouse: object) -> None:
    a_bin("A-01")
    a_bin("A-02", capacity=20)
    a_bin("ONE-LOT", mixing=Mixing.SAME_LOT)
    a_bin("ONE-ITEM", mixing=Mixing.SAME_ITEM)
    a_bin("COLD", temperature="chilled")
    a_bin("BULK", pickable=False)
    a_customer("SHOP")
    a_supplier("DAIRY")
    an_item("MILK")
    an_item("RICE")
    an_item("FISH", temperature="chilled")


def downs(slip: PutAway) -> tuple[dict[str, int], int]:
    done = run(put_away, slip)
    return {one.bin: one.quantity for one in done.to}, done.unassigned


def test_goods_go_where_their_lot_is() -> None:
    some_stock(bin="ONE-LOT", quantity=5)
    some_stock("MILK", "L1", "DOCK", 7)

    assert downs(PutAway("MILK", "L1", 7)) == ({"ONE-LOT": 7}, 0)
    assert (there("DOCK"), there("ONE-LOT")) == (0, 12)


def test_what_needs_the_cold_goes_to_the_cold_and_what_finds_no_room_stays() -> None:
    run(change_bin, ChangeBin("COLD", capacity=10))
    some_stock("FISH", "F1", "DOCK", 15)

    assert downs(PutAway("FISH", "F1", 15)) == ({"COLD": 10}, 5)
    assert there("DOCK") == 5
    assert refusal(put_away, PutAway("FISH", "F1", 5)) == "no-bin-fits"


def test_what_is_kept_for_an_order_is_not_put_away() -> None:
    some_stock("MILK", "L1", "A-01", 10)
    an_order("O1", "MILK=8")
    run(allocate, Allocate(("O1",)))

    assert refusal(put_away, PutAway("MILK", "L1", 3, "A-01", "ONE-LOT")) == "reserved"
    assert refusal(put_away, PutAway("MILK", "L1", 11, "A-01", "ONE-LOT")) == "not-enough-stock"
    assert refusal(put_away, PutAway("MILK", "L1", 2, "A-01", "A-01")) == "same-place"


def other_in(bin_code: str) -> None:
    some_stock("RICE", "R1", bin_code, 15)


@pytest.mark.parametrize(
    ("bin_code", "code"),
    [("A-02", "bin-full"), ("ONE-LOT", "mixing-item"), ("ONE-ITEM", "mixing-item"), ("COLD", "wrong-temperature")],
)
def test_a_bin_refuses_by_name_what_its_rules_forbid(bin_code: str, code: str) -> None:
    if bin_code != "COLD":
        other_in(bin_code)
    some_stock("MILK", "L1", "DOCK", 6)
    some_stock("MILK", "L1", "A-01", 6)

    assert refusal(put_away, PutAway("MILK", "L1", 6, target=bin_code)) == code
    assert refusal(move, MoveStock("MILK", "L1", 6, "A-01", bin_code)) == code
    assert refusal(move_bin, MoveBin("A-01", bin_code)) == code
    assert refusal(receive, Receive("MILK", 6, "L1", bin=bin_code)) == code


def test_another_lot_is_kept_out_of_a_bin_for_one() -> None:
    some_stock("MILK", "L1", "ONE-LOT", 6)
    some_stock("MILK", "L2", "DOCK", 6)

    assert refusal(put_away, PutAway("MILK", "L2", 6, target="ONE-LOT")) == "mixing-lot"
    assert downs(PutAway("MILK", "L2", 6, target="ONE-ITEM")) == ({"ONE-ITEM": 6}, 0)


def test_a_bin_is_filled_to_the_last_unit_and_no_further() -> None:
    some_stock("MILK", "L1", "DOCK", 30)

    assert downs(PutAway("MILK", "L1", 20, target="A-02")) == ({"A-02": 20}, 0)
    assert refusal(put_away, PutAway("MILK", "L1", 1, target="A-02")) == "bin-full"


def test_a_closed_bin_takes_nothing() -> None:
    run(change_bin, ChangeBin("A-01", blocked=True, reason="shelf broken"))
    some_stock("MILK", "L1", "DOCK", 6)

    assert refusal(put_away, PutAway("MILK", "L1", 6, target="A-01")) == "bin-blocked"


@pytest.mark.parametrize(("lots", "target", "code"), [(("L1", "L2"), "ONE-LOT", "mixing-lot"), (("L1",), "A-02", None)])
def test_goods_of_a_whole_bin_must_fit_together(lots: tuple[str, ...], target: str, code: str | None) -> None:
    for lot in lots:
        some_stock("MILK", lot, "A-01", 12)

    if code:
        assert refusal(move_bin, MoveBin("A-01", target)) == code
    else:
        assert run(move_bin, MoveBin("A-01", target)).quantity == 12


def test_two_items_do_not_come_together_into_a_bin_for_one() -> None:
    some_stock("MILK", "L1", "A-01", 12)
    some_stock("RICE", "R1", "A-01", 12)

    assert refusal(move_bin, MoveBin("A-01", "ONE-ITEM")) == "mixing-item"
    assert refusal(move_bin, MoveBin("A-01", "A-02")) == "bin-full"


def test_what_is_kept_goes_along_with_a_whole_bin_and_joins_what_is_kept_there() -> None:
    some_stock("MILK", "L1", "A-01", 12)
    some_stock("MILK", "L1", "ONE-LOT", 12)
    an_order("O1", "MILK=20")
    run(allocate, Allocate(("O1",)))

    run(move_bin, MoveBin("A-01", "ONE-LOT"))

    assert kept("O1") == {("ONE-LOT", "L1"): 20}
    assert examine().ok


def test_what_is_kept_does_not_go_where_nothing_is_picked() -> None:
    some_stock("MILK", "L1", "A-01", 12)
    an_order("O1", "MILK=2")
    run(allocate, Allocate(("O1",)))

    assert refusal(move_bin, MoveBin("A-01", "BULK")) == "reserved"
    assert refusal(move_bin, MoveBin("A-01", "HOLD")) == "reserved"


def on_a_plate(
    item: str = "MILK", lot: str = "L1", quantity: int = 12, bin_code: str = "A-01", plate: str = "new"
) -> str:
    return run(receive, Receive(item, quantity, lot, bin=bin_code, plate=plate)).plate


def plates() -> dict[tuple[str, str, str], int]:
    return {(one.bin, one.lot, one.plate): one.quantity for one in stock(StockFilter())}


def test_a_plate_goes_with_all_that_is_on_it() -> None:
    plate = on_a_plate()
    on_a_plate("RICE", "R1", 3, plate=plate)

    assert run(move_plate, MovePlate(plate, "BULK")).quantity == 15
    assert plates() == {("BULK", "L1", plate): 12, ("BULK", "R1", plate): 3}
    assert refusal(move_plate, MovePlate(plate, "BULK")) == "same-place"
    assert refusal(move_plate, MovePlate(plate, "ONE-ITEM")) == "mixing-item"


def test_a_part_taken_off_a_plate_is_loose_and_onto_a_plate_is_on_it() -> None:
    plate = on_a_plate()

    run(move, MoveStock("MILK", "L1", 5, "A-01", "BULK"))
    assert plates() == {("A-01", "L1", plate): 7, ("BULK", "L1", ""): 5}
    run(move, MoveStock("MILK", "L1", 2, "BULK", "A-01", plate))
    assert plates() == {("A-01", "L1", plate): 9, ("BULK", "L1", ""): 3}
    assert refusal(move, MoveStock("MILK", "L1", 1, "A-01", "BULK", plate)) == "plate-elsewhere"


def test_an_unknown_or_empty_plate_is_refused() -> None:
    assert refusal(move_plate, MovePlate("004000000000000015", "BULK")) == "unknown-plate"
    assert refusal(move_plate, MovePlate("004000000000000016", "BULK")) == "bad-plate"
    assert refusal(move_bin, MoveBin("A-01", "BULK")) == "bin-empty"


def test_units_are_named_when_a_part_is_moved() -> None:
    an_item("DRILL", tracking=Tracking.SERIAL)
    run(receive, Receive("DRILL", 3, "D1", bin="A-01", serials=("S1", "S2", "S3")))

    assert refusal(move, MoveStock("DRILL", "D1", 1, "A-01", "BULK")) == "serials-needed"
    assert refusal(move, MoveStock("DRILL", "D1", 1, "A-01", "BULK", serials=("S9",))) == "unknown-serial"
    run(move, MoveStock("DRILL", "D1", 1, "A-01", "BULK", serials=("S2",)))
    run(move, MoveStock("DRILL", "D1", 2, "A-01", "BULK"))
    assert examine().ok


def test_units_that_are_named_go_from_wherever_each_of_them_stands() -> None:
    an_item("DRILL", tracking=Tracking.SERIAL)
    run(receive, Receive("DRILL", 2, "D1", bin="A-01", plate="new", serials=("S1", "S2")))
    run(receive, Receive("DRILL", 3, "D1", bin="A-01", serials=("S3", "S4", "S5")))

    run(move, MoveStock("DRILL", "D1", 1, "A-01", "BULK", serials=("S2",)))
    run(move, MoveStock("DRILL", "D1", 2, "A-01", "BULK", serials=("S1", "S5")))
    run(send_back, SendBack("DRILL", "D1", 2, "BULK", "DAIRY", ("S1", "S2")))

    assert (there("A-01", "DRILL"), there("BULK", "DRILL")) == (2, 1)
    assert examine().ok


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (MoveStock("MILK", "L1", 1, "A-01", "Z-99"), "unknown-bin"),
        (MoveStock("MILK", "L1", 1, "A-01", "CUSTOMER"), "unknown-bin"),
        (MoveStock("MILK", "L9", 1, "A-01", "BULK"), "unknown-lot"),
        (MoveStock("RICE", "L1", 1, "A-01", "BULK"), "lot-of-other-item"),
        (MoveStock("MILK", "L1", 13, "A-01", "BULK"), "not-enough-stock"),
        (MoveStock("MILK", "L1", 1, "A-01", "A-01"), "same-place"),
        (MoveStock("MILK", "L1", 1, "BULK", "A-01"), "not-enough-stock"),
    ],
)
def test_what_cannot_be_moved_is_refused_by_name(slip: Any, code: str) -> None:
    some_stock("MILK", "L1", "A-01", 12)

    assert refusal(move, slip) == code
