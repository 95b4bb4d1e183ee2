"""Taking back what was done: each kind of act, once, and only where the goods have not gone on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import a_bin, a_customer, an_item, an_order, in_days, kept, refusal, run, some_stock, there
from wms_tui import clock
from wms_tui.domain.types import Status, Tracking
from wms_tui.errors import Refused
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.cancel_order import CancelOrder, cancel_order
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.move import MovePlate, MoveStock, move, move_plate
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.ship import Return, Ship, return_goods, ship
from wms_tui.operations.undo import Undo, undo
from wms_tui.operations.unpick import Unpick, unpick
from wms_tui.queries.health import examine
from wms_tui.queries.history import history, stock_as_of
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import order_lines, order_row, the_order
from wms_tui.queries.shipments import shipped_lines
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage.statements import value

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture(autouse=True)
def setting(warehouse: object) -> None:
    for code in ("A-01", "A-02", "A-03"):
        a_bin(code)
    a_customer("SHOP")
    an_item("MILK")
    some_stock("MILK", "L1", "A-01", 36, expires_on=in_days(30))
    an_order("O1", "MILK=10")


def everything() -> tuple[object, ...]:
    """Return what stands in the books, but for what has happened."""
    lots = value("SELECT group_concat(number || status) FROM lot")
    return (sorted(stock(StockFilter())), lots, kept("O1"), order_lines(the_order("O1").id), order_row(the_order("O1")))


def undone(entry: int) -> int:
    return run(undo, Undo(entry, "mistake")).entry


def kept_order() -> None:
    run(allocate, Allocate(("O1",)))


def picked_order() -> None:
    kept_order()
    run(pick_suggested, PickSuggested("O1"))


def shipped_order() -> None:
    picked_order()
    run(ship, Ship("O1"))


def nothing() -> None:
    pass


@pytest.mark.parametrize(
    ("before", "verb", "slip"),
    [
        (nothing, receive, Receive("MILK", 5, "L1")),
        (nothing, receive, Receive("MILK", 5, "L1", bin="A-02", plate="new")),
        (nothing, put_away, PutAway("MILK", "L1", 5, "A-01", "A-02")),
        (nothing, move, MoveStock("MILK", "L1", 36, "A-01", "A-02")),
        (nothing, adjust, Adjust("MILK", "L1", "A-01", "found", by=3)),
        (nothing, adjust, Adjust("MILK", "L1", "A-01", "damage", by=-3)),
        (nothing, hold, Hold("MILK", "L1", "leaks")),
        (nothing, hold, Hold("MILK", "L1", "dented", bin="A-01", quantity=4)),
        (kept_order, pick, Pick("O1", 1, "A-01", "L1", 10)),
        (kept_order, pick_suggested, PickSuggested("O1")),
        (picked_order, unpick, Unpick("O1", 1, "A-02")),
        (picked_order, ship, Ship("O1")),
        (shipped_order, return_goods, Return("O1", "MILK", "L1", 4)),
    ],
)
def test_undoing_leaves_everything_as_it_was(
    before: Callable[[], None], verb: Callable[..., Any], slip: object
) -> None:
    before()
    was = everything()
    entry = run(verb, slip).entry
    assert everything() != was

    undone(entry)

    assert everything() == was
    assert examine().ok


def test_an_act_is_undone_once_and_an_undo_never() -> None:
    entry = run(adjust, Adjust("MILK", "L1", "A-01", "found", by=3)).entry
    back = undone(entry)

    assert refusal(undo, Undo(entry, "mistake")) == "already-undone"
    assert refusal(undo, Undo(back, "mistake")) == "cannot-undo"
    assert refusal(undo, Undo(9999, "mistake")) == "unknown-entry"
    assert refusal(undo, Undo(entry, "  ")) == "reason-needed"


@pytest.mark.parametrize("kind", ["allocate", "cancel-order", "add-item"])
def test_what_moved_nothing_is_not_undone(kind: str) -> None:
    kept_order()
    run(cancel_order, CancelOrder("O1"))
    entry = value("SELECT max(id) FROM entry WHERE kind = ?", kind)

    assert refusal(undo, Undo(entry, "mistake")) == "cannot-undo"


def test_an_import_is_not_undone_and_the_refusal_says_why() -> None:
    entry = value("SELECT max(entry_id) FROM move JOIN entry ON entry.id = entry_id WHERE kind = 'import'")

    with pytest.raises(Refused) as refused:
        run(undo, Undo(entry, "mistake"))

    assert refused.value.code == "cannot-undo"
    assert "moved nothing" not in refused.value.message
    assert "adjust" in refused.value.hint


def test_goods_that_have_gone_on_are_not_taken_back() -> None:
    came = run(receive, Receive("MILK", 5, "L2", bin="A-02")).entry
    run(move, MoveStock("MILK", "L2", 1, "A-02", "A-03"))

    assert refusal(undo, Undo(came, "mistake")) == "not-enough-stock"


def test_goods_that_are_promised_are_not_taken_back() -> None:
    came = run(receive, Receive("MILK", 5, "L2", bin="A-02", expires_on=in_days(3))).entry
    kept_order()

    assert refusal(undo, Undo(came, "mistake")) == "reserved"


def test_a_shipment_is_not_undone_when_some_of_it_has_come_back() -> None:
    picked_order()
    left = run(ship, Ship("O1")).entry
    back = run(return_goods, Return("O1", "MILK", "L1", 4)).entry

    assert refusal(undo, Undo(left, "mistake")) == "stock-moved-on"
    undone(back)
    undone(left)
    assert there("STAGE") == 10
    assert order_row(the_order("O1")).state == "picked"


def test_a_return_that_was_undone_is_not_a_shipment() -> None:
    shipped_order()
    undone(run(return_goods, Return("O1", "MILK", "L1", 4)).entry)

    assert [line.shipped for line in order_lines(the_order("O1").id)] == [10]
    assert [line[5] for line in shipped_lines(the_order("O1").id)] == [10]
    assert refusal(return_goods, Return("O1", "MILK", "L1", 11)) == "more-than-shipped"


def test_a_shipment_that_was_undone_is_on_no_slip() -> None:
    picked_order()
    undone(run(ship, Ship("O1")).entry)

    assert shipped_lines(the_order("O1").id) == []


def test_putting_back_is_not_undone_when_the_line_has_other_goods() -> None:
    picked_order()
    back = run(unpick, Unpick("O1", 1, "A-02")).entry
    kept_order()

    assert refusal(undo, Undo(back, "mistake")) == "stock-moved-on"
    run(cancel_order, CancelOrder("O1"))
    assert refusal(undo, Undo(back, "mistake")) == "order-cancelled"


def test_undoing_a_release_lets_go_of_what_was_kept_since() -> None:
    run(hold, Hold("MILK", "L1", "leaks"))
    free = run(release, Release("MILK", "L1", "fine")).entry
    kept_order()

    undone(free)

    assert kept("O1") == {}
    assert the_lot(the_item("MILK"), "L1").status is Status.HOLD
    assert examine().ok


def test_undoing_a_pick_of_a_lot_on_hold_keeps_nothing_of_it() -> None:
    kept_order()
    taken = run(pick_suggested, PickSuggested("O1")).entry
    run(hold, Hold("MILK", "L1", "leaks"))

    undone(taken)

    assert (there("A-01"), kept("O1")) == (36, {})


def test_a_change_of_status_that_was_changed_again_is_not_undone() -> None:
    held = run(hold, Hold("MILK", "L1", "leaks")).entry
    run(release, Release("MILK", "L1", "fine"))

    assert refusal(undo, Undo(held, "mistake")) == "status-changed"


def test_a_hold_that_was_released_is_not_undone_when_somebody_holds_the_lot_again() -> None:
    first = run(hold, Hold("MILK", "L1", "leaks")).entry
    run(release, Release("MILK", "L1", "fine"), by="QUINN")
    run(hold, Hold("MILK", "L1", "laboratory"), by="QUINN")

    assert refusal(undo, Undo(first, "mistake")) == "status-changed"

    assert the_lot(the_item("MILK"), "L1").status is Status.HOLD


def test_a_hold_is_undone_when_its_release_was() -> None:
    first = run(hold, Hold("MILK", "L1", "leaks")).entry
    undone(run(release, Release("MILK", "L1", "fine")).entry)

    undone(first)

    assert the_lot(the_item("MILK"), "L1").status is Status.RELEASED


def test_what_came_off_a_plate_that_moved_on_can_come_together_again() -> None:
    plate = run(receive, Receive("MILK", 5, "L2", bin="A-02", plate="new")).plate
    part = run(move, MoveStock("MILK", "L2", 2, "A-02", "A-03")).entry
    run(move_plate, MovePlate(plate, "A-01"))
    undone(part)

    run(move_plate, MovePlate(plate, "A-01"))

    assert {one.bin: one.quantity for one in stock(StockFilter()) if one.plate == plate} == {"A-01": 5}


def test_units_go_back_one_by_one() -> None:
    an_item("DRILL", tracking=Tracking.SERIAL)
    run(receive, Receive("DRILL", 3, "D1", bin="A-01", serials=("S1", "S2", "S3")))
    an_order("O2", "DRILL=2")
    run(pick, Pick("O2", 1, "A-01", "D1", 2, ("S1", "S3")))
    left = run(ship, Ship("O2")).entry
    lost = run(adjust, Adjust("DRILL", "D1", "A-01", "lost", by=-1, serials=("S2",))).entry

    undone(left)
    undone(lost)
    run(ship, Ship("O2"))

    assert there("A-01", "DRILL") == 1
    assert examine().ok


def test_history_tells_both_and_the_past_stays_as_it_was() -> None:
    entry = run(adjust, Adjust("MILK", "L1", "A-01", "found", by=3)).entry
    then = clock.now()
    with clock.pretend(then + timedelta(minutes=1)):
        back = undone(entry)

    told = {one.entry: one for one in history(since=then - timedelta(minutes=1))}
    assert (told[back].undoes, told[back].quantity, told[back].source) == (entry, 3, "A-01")
    assert sum(one.quantity for one in stock_as_of(then)) == 39
    assert sum(one.quantity for one in stock_as_of(then + timedelta(minutes=2))) == 36
