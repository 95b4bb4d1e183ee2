"""Holding and releasing lots, and booking differences: what was promised of them."""

from typing import Any

import pytest

from tests.builders import (
    a_dairy,
    an_item,
    in_days,
    kept,
    order,
    refusal,
    run,
    some_stock,
    there,
)
from wms_tui.domain.types import Status, Tracking
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.allocate import Allocate, Unallocate, allocate, unallocate
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.health import examine
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import the_bin
from wms_tui.queries.serials import serials_at

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture(autouse=True)
def setting(warehouse: object) -> None:
    a_dairy()


def test_holding_a_lot_lets_go_of_what_is_kept_and_releasing_makes_it_free() -> None:
    order("O1", "MILK=10")

    assert run(hold, Hold("MILK", "OLD", "leaks")).reservations_dropped == 1
    assert kept("O1") == {}
    assert refusal(hold, Hold("MILK", "OLD", "leaks")) == "lot-on-hold"
    assert refusal(hold, Hold("MILK", "NEW", " ")) == "reason-needed"
    run(release, Release("MILK", "OLD", "fine"))
    run(allocate, Allocate(("O1",)))
    assert kept("O1") == {("A-02", "OLD"): 10}
    assert refusal(release, Release("MILK", "OLD", "fine")) == "lot-released"


def test_an_expired_lot_is_not_released() -> None:
    some_stock("MILK", "PAST", "A-03", 5, expires_on=in_days(-1), status=Status.HOLD)

    assert refusal(release, Release("MILK", "PAST", "fine")) == "lot-expired"


def test_a_part_is_held_in_the_cage_and_as_much_of_the_newest_promise_as_it_takes_is_given_up() -> None:
    order("O1", "MILK=4@OLD")
    order("O2", "MILK=4@OLD")

    done = run(hold, Hold("MILK", "OLD", "dented", bin="A-02", quantity=5))

    assert (done.status, done.reservations_dropped) == (Status.RELEASED, 1)
    assert (there("HOLD"), there("A-02")) == (5, 5)
    assert (kept("O1"), kept("O2")) == ({("A-02", "OLD"): 4}, {("A-02", "OLD"): 1})


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (Hold("MILK", "OLD", "dented", bin="A-02", quantity=11), "not-enough-stock"),
        (Hold("MILK", "OLD", "dented", bin="A-02"), "bad-quantity"),
        (Hold("MILK", "OLD", "dented", quantity=3), "bad-quantity"),
        (Hold("MILK", "OLD", "dented", bin="HOLD", quantity=3), "same-place"),
    ],
)
def test_a_part_that_cannot_be_held_is_refused_by_name(slip: Any, code: str) -> None:
    assert refusal(hold, slip) == code


def test_what_is_picked_is_not_held_away_from_its_order() -> None:
    order("O1", "MILK=10")
    run(pick_suggested, PickSuggested("O1"))

    assert refusal(hold, Hold("MILK", "OLD", "dented", bin="STAGE", quantity=3)) == "reserved"


def test_letting_go_and_adjusting_keep_promises() -> None:
    order("O1", "MILK=8@OLD")

    assert refusal(adjust, Adjust("MILK", "OLD", "A-02", "lost", by=-3)) == "reserved"
    assert refusal(adjust, Adjust("MILK", "OLD", "A-02", "lost", to=10)) == "no-difference"
    assert refusal(adjust, Adjust("MILK", "OLD", "A-02", " ", by=1)) == "reason-needed"
    assert refusal(adjust, Adjust("MILK", "OLD", "A-02", "lost")) == "bad-quantity"
    assert run(adjust, Adjust("MILK", "OLD", "A-02", "damage", to=8)).difference == -2
    assert run(unallocate, Unallocate("O1")).quantity == 8
    assert refusal(unallocate, Unallocate("O1")) == "nothing-allocated"
    assert run(adjust, Adjust("MILK", "OLD", "A-02", "lost", to=0)).quantity == 0


def test_the_units_of_a_part_are_named_and_no_more_of_their_pallet_is_given_up() -> None:
    an_item("DRILL", tracking=Tracking.SERIAL)
    run(receive, Receive("DRILL", 2, "D1", bin="A-01", serials=("S1", "S2")))
    run(receive, Receive("DRILL", 2, "D1", bin="A-01", serials=("S3", "S4"), plate="new"))
    order("O1", "DRILL=4")

    assert refusal(hold, Hold("DRILL", "D1", "sparks", bin="A-01", quantity=1)) == "serials-needed"
    assert refusal(hold, Hold("DRILL", "D1", "sparks", bin="A-01", serials=("S9",))) == "unknown-serial"
    assert refusal(hold, Hold("DRILL", "D1", "sparks", bin="A-01", quantity=2, serials=("S4",))) == "serials-needed"
    assert refusal(hold, Hold("MILK", "OLD", "sparks", bin="A-02", serials=("S4",))) == "no-serials"
    assert refusal(hold, Hold("DRILL", "D1", "sparks", serials=("S4",))) == "bad-quantity"
    done = run(hold, Hold("DRILL", "D1", "sparks", bin="A-01", serials=("S4",)))

    lot, cage = the_lot(the_item("DRILL"), "D1"), the_bin("HOLD")
    assert [text for _, text in serials_at(lot.id, cage.id, 0)] == ["S4"]
    assert (done.reservations_dropped, kept("O1")) == (1, {("A-01", "D1"): 3})
    assert examine().ok
