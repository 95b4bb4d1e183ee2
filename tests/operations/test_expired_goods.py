"""Expired goods leave: destroyed, thrown away or sent back. They are never offered, whatever ran in the night."""

import pytest

from tests.builders import (
    a_bin,
    a_customer,
    a_supplier,
    an_item,
    an_order,
    bins,
    in_days,
    kept,
    refusal,
    run,
    some_stock,
    there,
)
from wms_tui import clock
from wms_tui.domain.types import Status, Tracking
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.send_back import SendBack, send_back
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.history import history
from wms_tui.queries.suggestions import suggest

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture
def house(warehouse: object) -> None:
    """An expired lot, which would be the first to leave, and a good one."""
    bins("A-01", "A-02")
    an_item("MILK")
    a_customer("SHOP")
    a_supplier("DAIRY")
    some_stock("MILK", "GONE", "A-01", 12, expires_on=in_days(-1))
    some_stock("MILK", "LAST", "A-02", 12, expires_on=in_days(0))


def last_move() -> tuple[str | None, str | None, int]:
    move = [one for one in history() if one.source][-1]
    return move.source, move.target, move.quantity


@pytest.mark.usefixtures("house")
def test_an_expired_lot_is_never_suggested_though_no_job_ever_ran():
    an_order("O1", "MILK=20", ship_on=clock.today())

    (line,) = suggest("O1", clock.today()).lines

    assert [(one.lot, one.quantity) for one in line.picks] == [("LAST", 12)]
    assert [one.reason.partition(":")[0] for one in line.passed_over] == ["expired"]
    assert line.short == 8
    assert refusal(allocate, Allocate(("O1",))) == "not-enough-stock"
    run(allocate, Allocate(("O1",), partial=True))
    assert kept("O1") == {("A-02", "LAST"): 12}


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("reason", ["expired", "scrap", "damage"])
def test_an_expired_lot_is_destroyed(reason: str):
    run(adjust, Adjust("MILK", "GONE", "A-01", reason, to=0))

    assert there("A-01") == 0
    assert last_move() == ("A-01", "DESTROYED", 12)


@pytest.mark.usefixtures("house")
def test_an_expired_lot_is_moved_out_of_the_way():
    run(move, MoveStock("MILK", "GONE", 12, "A-01", "HOLD"))

    assert there("HOLD", "MILK", "GONE") == 12


@pytest.mark.usefixtures("house")
def test_an_expired_lot_goes_back_to_its_supplier():
    done = run(send_back, SendBack("MILK", "GONE", 5, "A-01", "dairy", reason="expired"))

    assert (done.quantity, done.supplier, done.source) == (5, "DAIRY", "A-01")
    assert there("A-01") == 7
    assert last_move() == ("A-01", "SUPPLIER", 5)
    assert history()[-1].reason == "expired"


@pytest.mark.usefixtures("house")
def test_what_is_held_or_rejected_goes_back_as_well():
    some_stock("MILK", "BAD", "A-02", 6, status=Status.REJECTED)
    run(hold, Hold("MILK", "LAST", "leaks"))

    for lot in ("BAD", "LAST"):
        run(send_back, SendBack("MILK", lot, 6, "A-02", "DAIRY"))

    assert there("A-02") == 6


@pytest.mark.usefixtures("house")
def test_nobody_needs_to_be_named_where_the_supplier_of_the_lot_is_known():
    run(receive, Receive("MILK", 12, lot="L1", expires_on=in_days(90), bin="A-02", supplier="DAIRY"))

    assert run(send_back, SendBack("MILK", "L1", 12, "A-02")).supplier == "DAIRY"
    assert refusal(send_back, SendBack("MILK", "GONE", 12, "A-01")) == "supplier-needed"


@pytest.mark.usefixtures("house")
def test_more_than_is_free_does_not_go_back():
    an_order("O1", "MILK=10")
    run(allocate, Allocate(("O1",)))

    assert refusal(send_back, SendBack("MILK", "LAST", 3, "A-02", "DAIRY")) == "reserved"
    assert refusal(send_back, SendBack("MILK", "LAST", 13, "A-02", "DAIRY")) == "not-enough-stock"
    assert refusal(send_back, SendBack("MILK", "LAST", 0, "A-02", "DAIRY")) == "bad-quantity"
    assert refusal(send_back, SendBack("MILK", "LAST", 2, "A-02", "NOBODY")) == "unknown-supplier"
    run(send_back, SendBack("MILK", "LAST", 2, "A-02", "DAIRY"))


@pytest.mark.usefixtures("house")
def test_what_went_back_by_mistake_comes_back():
    done = run(send_back, SendBack("MILK", "GONE", 12, "A-01", "DAIRY"))

    run(undo, Undo(done.entry, "wrong lot"))

    assert there("A-01") == 12


def test_units_with_serials_go_back_one_by_one_and_may_come_again():
    a_bin("A-01")
    a_supplier("DAIRY")
    an_item("DRILL", tracking=Tracking.SERIAL)
    run(receive, Receive("DRILL", 2, lot="D1", bin="A-01", supplier="DAIRY", serials=("S1", "S2")))

    assert refusal(send_back, SendBack("DRILL", "D1", 1, "A-01")) == "serials-needed"
    done = run(send_back, SendBack("DRILL", "D1", 1, "A-01", serials=("S1",)))
    assert there("A-01") == 1
    run(undo, Undo(done.entry, "kept"))

    assert there("A-01") == 2
