"""The work of the night: what it frees, that it does it once, and that a part that fails stops no other."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import a_customer, an_item, an_order, bins, in_days, kept, run, some_stock, state, there
from wms_tui import clock
from wms_tui.domain.rights import RIGHTS
from wms_tui.errors import Refused
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.nightly import STEPS, Night, run_night
from wms_tui.operations.pick import Pick, pick
from wms_tui.queries.health import examine
from wms_tui.queries.history import history
from wms_tui.queries.orders import kept_of_expired
from wms_tui.storage.chain import last_seal
from wms_tui.storage.statements import rows, value

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture
def house(warehouse: Path) -> None:
    """A lot on its last day that is kept for an order, and a fresh one."""
    bins("A-01", "A-02")
    an_item("MILK")
    a_customer("SHOP")
    some_stock("MILK", "LAST", "A-01", 12, expires_on=in_days(0))
    some_stock("MILK", "FRESH", "A-02", 30, expires_on=in_days(60))
    an_order("O1", "MILK=20")
    run(allocate, Allocate(("O1",)))


def in_the_night(days: int) -> datetime:
    return (clock.now() + timedelta(days=days)).replace(hour=2, minute=0)


def night(at: datetime) -> Night:
    return Night("ANNA", at, f"nightly {at.date()}")


@pytest.mark.usefixtures("house")
def test_on_its_last_day_a_lot_stays_kept_and_the_day_after_it_is_free():
    assert kept("O1") == {("A-01", "LAST"): 12, ("A-02", "FRESH"): 8}

    with clock.pretend(clock.now() + timedelta(seconds=1)):
        first = run_night(night(clock.now())).steps["freed"]
    with clock.pretend(in_the_night(1)):
        second = run_night(night(clock.now())).steps["freed"]

    assert (first.reservations_dropped, first.orders) == (0, ())
    assert (second.reservations_dropped, second.quantity, second.orders) == (1, 12, ("O1",))
    assert kept("O1") == {("A-02", "FRESH"): 8}
    assert there("A-01") == 12


@pytest.mark.usefixtures("house")
def test_an_order_that_lost_stock_gets_other_stock():
    with clock.pretend(in_the_night(1)):
        run_night(night(clock.now()))
        run(allocate, Allocate(("O1",)))

    assert kept("O1") == {("A-02", "FRESH"): 20}
    assert state("O1") == "allocated"


@pytest.mark.usefixtures("house")
def test_the_same_night_twice_is_one_entry_and_one_answer():
    with clock.pretend(in_the_night(1)):
        first = run_night(night(clock.now()))
        entries = value("SELECT count(*) FROM entry")
        again = run_night(night(clock.now() + timedelta(hours=20)))

    assert not first.steps["freed"].repeated
    assert again.steps["freed"].repeated
    assert again.steps["freed"].orders == ("O1",)
    assert value("SELECT count(*) FROM entry") == entries
    assert again.seal == first.seal


@pytest.mark.usefixtures("house")
def test_what_waits_at_the_stage_is_named_and_stays():
    run(pick, Pick("O1", 1, "A-01", "LAST", 12))

    with clock.pretend(in_the_night(1)):
        freed = run_night(night(clock.now())).steps["freed"]
        waiting = kept_of_expired(clock.today(), picked=True)

    assert freed.reservations_dropped == 0
    assert [(one.order, one.lot, one.quantity) for one in waiting] == [("O1", "LAST", 12)]
    assert there("STAGE") == 12


@pytest.mark.usefixtures("house")
def test_everything_is_sealed_in_the_end():
    with clock.pretend(in_the_night(1)):
        done = run_night(night(clock.now()))

    assert last_seal() == (value("SELECT max(id) FROM entry"), done.seal)
    assert examine().ok


@pytest.mark.usefixtures("house")
def test_a_step_that_is_refused_stops_no_other():
    def refuses(night: Night) -> None:
        raise Refused("not-now", "Not now.", "Later.")

    with clock.pretend(in_the_night(1)):
        done = run_night(night(clock.now()), {"odd": refuses, **STEPS})

    assert list(done.failed) == ["odd"]
    assert done.steps["freed"].orders == ("O1",)
    assert done.seal == last_seal()[1]


@pytest.mark.usefixtures("house")
def test_the_night_moves_no_stock():
    before = rows("SELECT lot_id, place_id, plate_id, quantity FROM stock ORDER BY 1, 2, 3")

    with clock.pretend(in_the_night(9)):
        run_night(night(clock.now()))

    assert rows("SELECT lot_id, place_id, plate_id, quantity FROM stock ORDER BY 1, 2, 3") == before
    assert history()[-1].kind != "nightly"
    assert RIGHTS["nightly"]
