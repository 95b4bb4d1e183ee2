"""Goods on their way from the reserve to the bins they are picked from: pulled, put down, short, undone."""

import pytest

from tests.builders import a_bin, an_item, in_days, refusal, run, some_stock, there
from wms_tui import clock
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.hold_things import HoldPlate, hold_plate
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.refill import DropRefill, PullRefill, ShortRefill, drop_refills, pull_refill, short_refill
from wms_tui.operations.set_level import SetLevel, set_level
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.places import the_bin
from wms_tui.queries.replenishing import on_the_way, replenishment

PULL = PullRefill("MILK", "OLD", 24, "BULK", "A-01")
CART = "CART-ANNA"


@pytest.fixture(autouse=True)
def house(warehouse):
    a_bin("A-01", capacity=100)
    a_bin("BULK", pickable=False)
    an_item("MILK", packs=(NewPack("CS", 12),))
    some_stock("MILK", "OLD", "BULK", 40, expires_on=in_days(20))
    run(set_level, SetLevel("A-01", "MILK", 12, 36))


def waiting() -> list[tuple[str, str, str, int]]:
    return [(one.lot, one.source, one.target, one.quantity) for one in on_the_way()]


def planned() -> list[tuple[str, int]]:
    return [(one.lot, one.quantity) for one in replenishment(clock.today()).refills]


def test_what_is_pulled_is_on_the_cart_of_who_pulls_it_and_on_its_way():
    run(pull_refill, PULL)

    assert (there("BULK"), there(CART), the_bin(CART).kind) == (16, 24, PlaceKind.CART)
    assert waiting() == [("OLD", "BULK", "A-01", 24)]
    assert planned() == []


def test_what_is_put_down_is_on_its_way_no_more():
    run(pull_refill, PULL)

    done = run(drop_refills, DropRefill(CART, "A-01"))

    assert [(one.lot, one.quantity) for one in done.dropped] == [("OLD", 24)]
    assert (there("A-01"), there(CART), waiting()) == (24, 0, [])


def test_no_second_person_brings_what_one_brings_already():
    run(pull_refill, PULL, by="BEN")

    assert refusal(pull_refill, PULL) == "not-needed"
    run(pull_refill, PullRefill("MILK", "OLD", 12, "BULK", "A-01"))
    assert refusal(pull_refill, PullRefill("MILK", "OLD", 1, "BULK", "A-01")) == "not-needed"


def test_a_pull_sent_twice_under_one_key_happens_once():
    first = run(pull_refill, PULL, key="k1")

    again = run(pull_refill, PULL, key="k1")

    assert (first.entry, again.repeated, there(CART)) == (again.entry, True, 24)


def test_a_part_is_put_down_and_the_rest_goes_back():
    run(pull_refill, PULL)

    run(drop_refills, DropRefill(CART, "A-01", quantity=10))
    assert waiting() == [("OLD", "BULK", "A-01", 14)]

    run(drop_refills, DropRefill(CART, "BULK", back=True))
    assert (there("A-01"), there("BULK"), there(CART), waiting()) == (10, 30, 0, [])


def test_a_pull_is_undone_until_it_is_put_down():
    pulled = run(pull_refill, PULL)
    dropped = run(drop_refills, DropRefill(CART, "A-01"))
    assert refusal(undo, Undo(pulled.entry, "wrong")) == "stock-moved-on"

    run(undo, Undo(dropped.entry, "wrong"))
    assert (there(CART), waiting()) == (24, [("OLD", "BULK", "A-01", 24)])

    run(undo, Undo(pulled.entry, "wrong"))
    assert (there("BULK"), waiting(), planned()) == (40, [], [("OLD", 36)])


def test_a_part_that_was_put_down_is_on_its_way_again_when_it_is_undone():
    run(pull_refill, PULL)
    part = run(drop_refills, DropRefill(CART, "A-01", quantity=10))

    run(undo, Undo(part.entry, "wrong"))

    assert sum(quantity for *_, quantity in waiting()) == 24
    run(drop_refills, DropRefill(CART, "A-01"))
    assert there("A-01") == 24


def test_what_somebody_took_off_the_cart_is_on_its_way_no_more():
    run(pull_refill, PULL)

    run(move, MoveStock("MILK", "OLD", 24, CART, "BULK"))

    assert (waiting(), planned()) == ([], [("OLD", 36)])


def test_what_was_taken_off_the_cart_stays_gone_when_more_of_the_lot_is_pulled():
    a_bin("A-02")
    run(set_level, SetLevel("A-02", "MILK", 12, 36))
    run(pull_refill, PullRefill("MILK", "OLD", 12, "BULK", "A-01"))
    run(move, MoveStock("MILK", "OLD", 12, CART, "DOCK"))

    run(pull_refill, PullRefill("MILK", "OLD", 24, "BULK", "A-02"))

    assert waiting() == [("OLD", "BULK", "A-02", 24)]
    assert refusal(drop_refills, DropRefill(CART, "A-01")) == "nothing-for-bin"


def test_a_lot_that_is_held_on_the_cart_does_not_go_into_the_bin_but_back():
    run(pull_refill, PULL)
    run(hold, Hold("MILK", "OLD", "leaks"))

    assert refusal(drop_refills, DropRefill(CART, "A-01")) == "lot-on-hold"
    run(drop_refills, DropRefill(CART, "BULK", back=True))
    assert (there("BULK"), waiting()) == (40, [])


def test_what_stands_beside_a_pallet_on_hold_is_pulled_as_planned():
    plate = run(receive, Receive("MILK", 12, "OLD", bin="BULK", plate="new")).plate
    run(hold_plate, HoldPlate(plate, "wet"))

    assert planned() == [("OLD", 36)]
    run(pull_refill, PullRefill("MILK", "OLD", 36, "BULK", "A-01"))

    assert (there("BULK"), there(CART)) == (16, 36)


def test_a_pallet_on_hold_is_not_pulled():
    run(move, MoveStock("MILK", "OLD", 40, "BULK", "DOCK"))
    plate = run(receive, Receive("MILK", 12, "OLD", bin="BULK", plate="new")).plate
    run(hold_plate, HoldPlate(plate, "wet"))

    assert refusal(pull_refill, PullRefill("MILK", "OLD", 12, "BULK", "A-01")) == "plate-on-hold"


def test_a_lot_that_is_short_is_doubted_and_not_planned_again():
    some_stock("MILK", "NEW", "BULK", 30, expires_on=in_days(90))

    run(short_refill, ShortRefill("MILK", "OLD", "BULK", "empty"))

    assert planned() == [("NEW", 30)]
    assert refusal(pull_refill, PULL) == "being-counted"


def test_units_with_serials_go_the_whole_way():
    an_item("PUMP", tracking=Tracking.SERIAL)
    run(receive, Receive("PUMP", 3, lot="P1", bin="BULK", serials=("S1", "S2", "S3")))
    run(set_level, SetLevel("A-01", "PUMP", 1, 2))

    assert refusal(pull_refill, PullRefill("PUMP", "P1", 2, "BULK", "A-01")) == "serials-needed"
    run(pull_refill, PullRefill("PUMP", "P1", 2, "BULK", "A-01", serials=("S1", "S3")))
    run(drop_refills, DropRefill(CART, "A-01"))

    assert there("A-01", "PUMP") == 2


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (PullRefill("MILK", "OLD", 37, "BULK", "A-01"), "not-needed"),
        (PullRefill("MILK", "OLD", 12, "BULK", "A-02"), "no-level"),
        (PullRefill("MILK", "OLD", 12, "A-02", "A-01"), "not-enough-stock"),
        (PullRefill("MILK", "OLD", 0, "BULK", "A-01"), "bad-quantity"),
        (PullRefill("MILK", "NONE", 12, "BULK", "A-01"), "unknown-lot"),
        (PullRefill("MILK", "OLD", 12, "BULK", "A-01", cart="A-02"), "not-a-cart"),
        (PullRefill("MILK", "DOCKED", 12, "DOCK", "A-01"), "not-a-bin"),
    ],
)
def test_a_pull_that_makes_no_sense_is_refused(slip, code):
    a_bin("A-02")
    run(receive, Receive("MILK", 12, lot="DOCKED", expires_on=in_days(9)))

    assert refusal(pull_refill, slip) == code


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (DropRefill(CART, "A-02"), "nothing-for-bin"),
        (DropRefill(CART, "A-01", quantity=25), "not-there"),
        (DropRefill(CART, "A-01", quantity=0), "not-there"),
        (DropRefill("CART-BEN", "A-01"), "unknown-bin"),
    ],
)
def test_a_drop_that_makes_no_sense_is_refused(slip, code):
    a_bin("A-02")
    run(pull_refill, PULL)

    assert refusal(drop_refills, slip) == code
