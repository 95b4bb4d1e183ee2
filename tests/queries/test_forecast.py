"""How fast items are used, as the books tell it."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import a_customer, an_item, an_order, bins, in_days, run, some_stock
from wms_tui import clock
from wms_tui.domain.types import Status
from wms_tui.errors import BadInput
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.ship import Return, Ship, return_goods, ship
from wms_tui.queries.forecast import forecast, outlooks
from wms_tui.queries.items import the_item

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture
def house(warehouse: Path) -> None:
    """A house that began 29 days ago, with a lot of milk that must go in ten days and one that keeps."""
    with clock.pretend(clock.now() - timedelta(days=29)):
        bins("A-01", "A-02")
        a_customer("SHOP")
        an_item("MILK")
        some_stock("MILK", "SOON", "A-01", 100, expires_on=clock.today() + timedelta(days=39))
        some_stock("MILK", "LATE", "A-02", 100, expires_on=clock.today() + timedelta(days=400))


def sell(order: str, quantity: int, *, days_ago: int, left: bool = True) -> None:
    with clock.pretend(clock.now() - timedelta(days=days_ago)):
        an_order(order, f"MILK={quantity}@LATE")
        run(allocate, Allocate((order,)))
        run(pick_suggested, PickSuggested(order))
        if left:
            run(ship, Ship(order))


def used(days: int | None = None) -> tuple[int, int]:
    (milk,) = outlooks(clock.today(), days=days)
    return milk.rate.used, milk.rate.days


@pytest.mark.usefixtures("house")
def test_what_was_shipped_and_what_waits_picked_was_used():
    sell("O1", 20, days_ago=10)
    sell("O2", 10, days_ago=0, left=False)

    assert used() == (30, 30)
    assert used(10) == (10, 10)
    assert used(11) == (30, 11)


@pytest.mark.usefixtures("house")
def test_what_comes_back_was_not_used():
    sell("O1", 20, days_ago=10)
    run(return_goods, Return("O1", "MILK", "LATE", 5))

    assert used() == (15, 30)


@pytest.mark.usefixtures("house")
def test_a_young_house_is_not_taken_for_a_slow_one():
    assert used() == (0, 30)
    run(change_setting, ChangeSetting("use_days", "7"))
    assert used() == (0, 7)


@pytest.mark.usefixtures("house")
def test_what_will_not_move_is_told():
    sell("O1", 60, days_ago=10)

    (loss,) = forecast(clock.today())

    assert (loss.lot, loss.unsold, loss.moves, loss.per_day) == ("SOON", 80, 20, "2.0")
    assert loss.removal_on == in_days(10)
    assert forecast(clock.today(), item_id=the_item("MILK").id) == (loss,)
    assert [(one.lot, one.unsold) for one in forecast(clock.today(), days=1)] == [("SOON", 100), ("LATE", 40)]


@pytest.mark.usefixtures("house")
def test_what_is_rejected_will_not_be_sold_anyway():
    some_stock("MILK", "BAD", "A-02", 500, expires_on=in_days(5), status=Status.REJECTED)

    assert {one.lot for one in forecast(clock.today())} == {"SOON", "LATE"}


def test_the_use_of_no_day_says_nothing():
    with pytest.raises(BadInput, match="no day"):
        forecast(clock.today(), days=0)


def test_an_empty_house_loses_nothing():
    assert forecast(clock.today()) == ()


@pytest.mark.parametrize("value", ["0", "-1", "4000", "x", ""])
def test_the_house_looks_back_at_some_days(value: str):
    with pytest.raises(BadInput):
        run(change_setting, ChangeSetting("use_days", value))
