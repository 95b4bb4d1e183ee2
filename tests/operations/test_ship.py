"""Goods that leave, after a last look, and goods that come back."""

from datetime import timedelta

import pytest

from tests.builders import (
    a_bin,
    a_customer,
    a_dairy,
    an_item,
    an_order,
    order,
    refusal,
    run,
    state,
    there,
)
from wms_tui import clock
from wms_tui.domain.types import Tracking
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.ship import Return, Ship, return_goods, ship
from wms_tui.operations.unpick import Unpick, unpick
from wms_tui.queries.health import examine
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import order_lines, the_order
from wms_tui.queries.places import the_bin
from wms_tui.queries.serials import serials_at, serials_with_customer
from wms_tui.queries.shipments import shipped_lines

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture(autouse=True)
def setting(warehouse: object) -> None:
    a_dairy()


def test_an_order_leaves_whole_or_is_asked_to_leave_in_part() -> None:
    order()
    run(pick, Pick("O1", 1, "A-02", "OLD", 10))

    assert refusal(ship, Ship("O1")) == "order-not-picked"
    run(ship, Ship("O1", partial=True))
    assert state() == "allocated"
    run(pick, Pick("O1", 1, "A-01", "NEW", 2))
    run(ship, Ship("O1"))
    assert state() == "shipped"
    assert refusal(ship, Ship("O1")) == "order-shipped"


@pytest.mark.parametrize(("late", "code"), [(0, "lot-on-hold"), (21, "lot-expired")])
def test_the_last_look_before_the_door_counts(late: int, code: str) -> None:
    order("O1", "MILK=10")
    run(pick_suggested, PickSuggested("O1"))
    if not late:
        run(hold, Hold("MILK", "OLD", "leaks"))

    at = clock.now() + timedelta(days=late)
    with clock.pretend(at):
        assert refusal(ship, Ship("O1"), at=at) == code
    assert there("STAGE") == 10


def test_a_customer_sends_back_no_more_than_was_sent() -> None:
    order("O1", "MILK=8", "MILK=4")
    run(pick_suggested, PickSuggested("O1"))
    run(ship, Ship("O1"))

    assert refusal(return_goods, Return("O1", "MILK", "OLD", 11)) == "more-than-shipped"
    assert refusal(return_goods, Return("O1", "MILK", "OLD", 1, "STAGE")) == "not-here"
    assert run(return_goods, Return("O1", "MILK", "OLD", 9)).bin == "HOLD"
    assert refusal(return_goods, Return("O1", "MILK", "OLD", 2)) == "more-than-shipped"
    run(return_goods, Return("O1", "MILK", "OLD", 1, "A-03"))
    assert (there("HOLD"), there("A-03")) == (9, 1)
    assert [line.shipped for line in order_lines(the_order("O1").id)] == [8, 4], "what left, left"


def units_at(lot: str, bin_code: str) -> int:
    return there(bin_code, "DRILL", lot)


@pytest.fixture
def drills() -> None:
    an_item("DRILL", tracking=Tracking.SERIAL)
    run(receive, Receive("DRILL", 4, "D1", bin="A-01", serials=("S1", "S2", "S3", "S4")))
    for code in ("O1", "O2"):
        order(code, "DRILL=2")


@pytest.mark.usefixtures("drills")
def test_each_order_gets_the_very_units_that_were_picked_for_it() -> None:
    run(pick, Pick("O1", 1, "A-01", "D1", 2, ("S3", "S4")))
    run(pick, Pick("O2", 1, "A-01", "D1", 2, ("S1", "S2")))

    run(ship, Ship("O1"))

    lot = the_lot(the_item("DRILL"), "D1").id
    (line,) = order_lines(the_order("O1").id)
    assert [text for _, text in serials_with_customer(lot, line.id)] == ["S3", "S4"]
    run(unpick, Unpick("O2", 1, "A-02"))
    assert refusal(return_goods, Return("O1", "DRILL", "D1", 1)) == "serials-needed"
    assert refusal(return_goods, Return("O1", "DRILL", "D1", 1, serials=("S1",))) == "unknown-serial"
    run(return_goods, Return("O1", "DRILL", "D1", 1, serials=("S4",)))
    run(return_goods, Return("O1", "DRILL", "D1", 1))
    assert (units_at("D1", "HOLD"), units_at("D1", "A-02")) == (2, 2)
    assert examine().ok


@pytest.mark.usefixtures("drills")
def test_units_must_be_named_and_be_there() -> None:
    assert refusal(pick, Pick("O1", 1, "A-01", "D1", 2)) == "serials-needed"
    assert refusal(pick, Pick("O1", 1, "A-01", "D1", 2, ("S1", "S1"))) == "serials-needed"
    assert refusal(pick, Pick("O1", 1, "A-01", "D1", 2, ("S1", "S9"))) == "unknown-serial"
    assert refusal(pick, Pick("O1", 1, "A-01", "D1", 2, ("S1", "S2", "S3"))) == "serials-needed"
    assert examine().ok


def test_a_packing_slip_lists_what_really_left() -> None:
    order("O1", "MILK=10")
    run(pick_suggested, PickSuggested("O1"))
    run(ship, Ship("O1"))
    run(return_goods, Return("O1", "MILK", "OLD", 4))

    assert [(lot, quantity) for _, _, _, lot, _, quantity, _ in shipped_lines(the_order("O1").id)] == [("OLD", 10)]


def test_of_units_that_nobody_named_the_first_ones_are_picked(warehouse):
    an_item("SAW", tracking=Tracking.SERIAL)
    a_bin("A-09")
    run(receive, Receive("SAW", 3, lot="L9", bin="A-09", serials=("S3", "S1", "S2")))
    a_customer("TOOLS")
    an_order("O9", "SAW=2", customer="TOOLS")
    run(pick_suggested, PickSuggested("O9"))
    run(ship, Ship("O9"))
    left = serials_at(the_lot(the_item("SAW"), "L9").id, the_bin("A-09").id, 0)
    assert [text for _, text in left] == ["S3"]
