"""What grows old: which balances are listed, in which order, and that list and domain agree on every day."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.builders import a_bin, a_customer, an_item, an_order, in_days, order, run, some_stock
from wms_tui import clock
from wms_tui.domain.aging import Age, state
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.cancel_order import CancelOrder, cancel_order
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.ship import Ship, ship
from wms_tui.queries.expiry import (
    ExpiryFilter,
    counts_by_age,
    expiry_causes,
    expiry_list,
    expiry_page,
    lots_by_week,
    minima_of_item,
)
from wms_tui.queries.items import the_item
from wms_tui.storage.statements import rows

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture
def house(warehouse: Path) -> None:
    """Milk that is removed 5 days and told of 20 days before its expiry."""
    a_bin("A-01", zone="A")
    a_bin("B-01", zone="B")
    an_item("MILK", removal_days=5, alert_days=20)


def ages(**how: object) -> dict[str, str]:
    return {one.lot: one.state.value for one in expiry_list(clock.today(), ExpiryFilter(**how))}  # type: ignore[arg-type]


@pytest.mark.usefixtures("house")
def test_without_days_all_that_is_not_ok_is_listed_first_to_expire_first():
    for lot, days in (("OK", 21), ("SHORT", 20), ("ALMOST", 6), ("DUE", 5), ("LAST", 0), ("GONE", -1)):
        some_stock("MILK", lot, expires_on=in_days(days))

    found = ages()

    assert list(found) == ["GONE", "LAST", "DUE", "ALMOST", "SHORT"]
    assert found == {
        "GONE": "expired", "LAST": "removal-due", "DUE": "removal-due", "ALMOST": "short", "SHORT": "short"
    }  # fmt: skip
    assert counts_by_age(clock.today()) == {Age.EXPIRED: 1, Age.REMOVAL_DUE: 2, Age.SHORT: 2}


@pytest.mark.usefixtures("house")
def test_with_days_the_last_of_them_is_one_of_them():
    for lot, days in (("IN", 30), ("OUT", 31), ("GONE", -400)):
        some_stock("MILK", lot, expires_on=in_days(days))
    some_stock("MILK", "NEVER", expires_on=None)

    assert ages(days=30) == {"GONE": "expired", "IN": "ok"}
    assert list(ages(days=0)) == ["GONE"]


@pytest.mark.usefixtures("house")
def test_a_row_says_days_and_part_of_the_life_that_are_left():
    run(receive, Receive("MILK", 12, lot="L1", made_on=in_days(-10), expires_on=in_days(10), bin="A-01"))

    (found,) = expiry_list(clock.today())

    assert (found.days_left, found.percent_left, found.state, found.zone) == (10, 50, Age.SHORT, "A")


@pytest.mark.usefixtures("house")
def test_the_life_of_a_lot_whose_making_is_unknown_began_by_how_long_its_item_keeps():
    run(change_item, ChangeItem("MILK", shelf_life="40d"))
    some_stock("MILK", "L1", expires_on=in_days(10), received_on=clock.today())

    (found,) = expiry_list(clock.today())

    assert found.percent_left == 25


@pytest.mark.usefixtures("house")
def test_zone_item_and_supplier_narrow_the_list():
    an_item("RICE")
    some_stock("MILK", "L1", "A-01", expires_on=in_days(1))
    some_stock("MILK", "L1", "B-01", 24)
    some_stock("RICE", "R1", "B-01", expires_on=in_days(0))

    assert [(one.item, one.bin) for one in expiry_list(clock.today())] == [
        ("RICE", "B-01"), ("MILK", "A-01"), ("MILK", "B-01")
    ]  # fmt: skip
    assert [one.item for one in expiry_list(clock.today(), ExpiryFilter(zone="B"))] == ["RICE", "MILK"]
    assert len(expiry_list(clock.today(), ExpiryFilter(item_id=the_item("MILK").id))) == 2
    assert expiry_list(clock.today(), ExpiryFilter(supplier_id=99)) == []


@pytest.mark.usefixtures("house")
def test_customers_who_ask_for_more_life_than_is_left_are_named():
    a_customer("SHOP", min_days=11)
    a_customer("CORNER", min_days=10)
    a_customer("EASY")
    a_customer("STRANGER", min_days=99)
    some_stock("MILK", "L1", expires_on=in_days(10))
    for customer in ("SHOP", "CORNER", "EASY"):
        an_order(f"O-{customer}", "MILK=1", customer=customer)

    (found,) = expiry_list(clock.today())

    assert found.below_minimum_of == ("SHOP",)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(("days", "customers"), [(365, ["SHOP"]), (366, [])])
def test_who_ordered_an_item_more_than_a_year_ago_is_not_asked(days: int, customers: list[str]):
    a_customer("SHOP", min_days=30)
    some_stock("MILK", "L1", quantity=1, expires_on=in_days(60))
    an_order("O1", "MILK=1", ship_on=clock.today())
    for verb, slip in ((allocate, Allocate(("O1",))), (pick_suggested, PickSuggested("O1")), (ship, Ship("O1"))):
        run(verb, slip)

    asked = minima_of_item(the_item("MILK").id, in_days(days))

    assert [one.customer for one in asked] == customers


@pytest.mark.usefixtures("house")
def test_what_was_shipped_without_a_day_counts_from_the_day_it_left():
    a_customer("SHOP", min_days=30)
    some_stock("MILK", "L1", quantity=1, expires_on=in_days(60))
    an_order("O1", "MILK=1")
    for verb, slip in ((allocate, Allocate(("O1",))), (pick_suggested, PickSuggested("O1")), (ship, Ship("O1"))):
        run(verb, slip)
    item = the_item("MILK").id

    assert [one.customer for one in minima_of_item(item, in_days(364))] == ["SHOP"]
    assert minima_of_item(item, in_days(367)) == []


@pytest.mark.usefixtures("house")
def test_a_cancelled_order_asks_for_nothing():
    a_customer("SHOP", min_days=30)
    order("O1", "MILK=1", keep=False)
    run(cancel_order, CancelOrder("O1"))

    assert minima_of_item(the_item("MILK").id, clock.today()) == []


@pytest.mark.usefixtures("house")
def test_a_cause_ends_with_the_stock_and_stays_the_same_from_day_to_day():
    some_stock("MILK", "L1", "A-01", 30, expires_on=in_days(10))
    some_stock("MILK", "L1", "B-01", 6)

    (today,) = expiry_causes(clock.today())
    (tomorrow,) = expiry_causes(in_days(1))
    assert today.cause == tomorrow.cause
    assert today.quantity == 36
    assert expiry_causes(in_days(5))[0].cause != today.cause

    for bin in ("A-01", "B-01"):
        run(adjust, Adjust("MILK", "L1", bin, "expired", to=0))

    assert expiry_causes(in_days(5)) == []


@pytest.mark.usefixtures("house")
def test_an_item_that_is_to_be_told_of_earlier_changes_the_cause():
    some_stock("MILK", "L1", expires_on=in_days(10))
    (before,) = expiry_causes(clock.today())

    run(change_item, ChangeItem("MILK", alert_days=30))

    (after,) = expiry_causes(clock.today())
    assert after.cause != before.cause


@pytest.mark.usefixtures("house")
def test_the_weeks_count_lots_from_today_on():
    some_stock("MILK", "GONE", expires_on=in_days(-1))
    some_stock("MILK", "TODAY", "A-01", expires_on=in_days(0))
    some_stock("MILK", "TODAY", "B-01")
    some_stock("MILK", "NEXT", expires_on=in_days(7))
    some_stock("MILK", "FAR", expires_on=in_days(70))

    weeks = lots_by_week(clock.today(), 4)

    assert [lots for _, lots in weeks] == [1, 1, 0, 0]
    assert all(monday.weekday() == 0 for monday, _ in weeks)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(some.lists(some.integers(-3, 45), min_size=1, max_size=6), some.integers(0, 40), some.integers(0, 40))
def test_the_list_says_of_every_day_what_the_domain_says(warehouse, days, removal, alert):
    number = rows("SELECT count(*) FROM item")[0][0]
    item = an_item(f"ITEM{number}", removal_days=removal, alert_days=alert)
    if not number:
        a_bin("A-01")
    for place, left in enumerate(days):
        some_stock(item, f"L{place}", expires_on=in_days(left))
    which = ExpiryFilter(item_id=the_item(item).id)

    for later in range(50):
        today = clock.today() + timedelta(days=later)
        found = {one.lot: one.state for one in expiry_list(today, which)}
        lots = {f"L{place}": in_days(left) for place, left in enumerate(days)}
        expected = {
            lot: state(on, on - timedelta(days=removal), on - timedelta(days=alert), today) for lot, on in lots.items()
        }  # fmt: skip
        assert found == {lot: age for lot, age in expected.items() if age is not Age.OK}


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("sort", ["expires", "item", "bin"])
def test_pages_there_and_back_are_the_list(sort: str):
    an_item("RICE", alert_days=50)
    for number in range(7):
        some_stock("MILK", f"M{number}", "A-01", 5 + number, expires_on=in_days(number % 3))
        some_stock("MILK", f"M{number}", "B-01", 5)
        some_stock("RICE", f"R{number}", "B-01", expires_on=in_days(40 + number))
    today = clock.today()
    everything = [one for _, one in expiry_page(today, sort=sort, limit=100)]

    there = _walk(sort, backwards=False)
    back = _walk(sort, backwards=True)

    assert sorted(everything) == sorted(expiry_list(today))
    assert there == everything
    assert back == everything[::-1]
    if sort == "expires":
        assert everything == expiry_list(today)


def _walk(sort: str, *, backwards: bool) -> list[object]:
    found: list[object] = []
    beside = None
    while rows_ := expiry_page(clock.today(), sort=sort, beside=beside, limit=4, backwards=backwards):
        found += [one for _, one in rows_]
        beside = rows_[-1][0]
    return found


@pytest.mark.usefixtures("house")
def test_a_page_is_narrowed_by_what_is_typed():
    some_stock("MILK", "OLD1", "A-01", expires_on=in_days(1))
    some_stock("MILK", "OLD2", "B-01", expires_on=in_days(2))
    some_stock("MILK", "FRESH", "B-01", expires_on=in_days(200))

    def lots(search: str) -> list[str]:
        return [one.lot for _, one in expiry_page(clock.today(), search=search)]

    assert lots("OLD2") == ["OLD2"]
    assert lots("b-0") == ["OLD2"]
    assert lots("milk") == ["OLD1", "OLD2"]
    assert lots("FRESH") == []
    assert lots("nothing such") == []


@pytest.mark.usefixtures("house")
def test_a_page_reads_no_further_than_it_must():
    """The way along the expiry days has an end: lots that are ok for long are not looked at."""
    text = "SELECT max(max(removal_days, alert_days)) FROM item"

    plan = rows(f"EXPLAIN QUERY PLAN {text}")

    assert [one[-1] for one in plan] == ["SEARCH item USING COVERING INDEX item_notice"]
