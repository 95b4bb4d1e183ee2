"""Which lot leaves first, whether it may, and how that is said."""

from datetime import date, timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import a_bin, an_item, run
from wms_tui.domain.codes import natural_key
from wms_tui.domain.records import LotRecord, StockRecord
from wms_tui.domain.rotation import NEVER, ORDER, Candidate, Need, usable, why, why_not
from wms_tui.domain.types import PlaceKind, Rotation, Status
from wms_tui.operations.load import LoadRecords, load_records
from wms_tui.queries.items import the_item
from wms_tui.queries.stock import free_in_rotation, in_rotation

TODAY = date(2027, 3, 14)
CODES = {
    "on-hold", "quarantined", "rejected", "recalled", "expired", "too-short-dated", "reserved", "not-pickable",
    "being-counted", "blocked", "not-requested",
}  # fmt: skip
"""The words that a reason may begin with, as programs read them."""
_items = count(1)


def some(**fields: Any) -> Candidate:
    """Return stock that nothing speaks against, but for what is given."""
    usual: dict[str, Any] = {
        "lot_id": 1, "place_id": 20, "plate_id": 0, "quantity": 10, "reserved": 0, "lot": "L1", "status": "released",
        "expires_on": None, "removal_on": NEVER, "received_on": TODAY, "began_on": None, "lot_key": natural_key("L1"),
        "bin": "A-01", "kind": PlaceKind.BIN, "walk": 10, "pickable": 1, "blocked": 0, "counting": 0, "plate": "",
    }  # fmt: skip
    return Candidate(**(usual | fields))


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


days_off = st.one_of(st.none(), st.integers(-3, 3), st.integers(-400, 400))
balances = st.tuples(
    st.sampled_from(("L1", "L2", "L10", "l2", "2", "10", "A-9", "A-10", "Ä1", "B")),
    days_off, days_off, st.sampled_from(("A-01", "A-02", "A-03")), st.integers(1, 3),
)  # fmt: skip


@pytest.fixture
def bins(warehouse: object) -> None:
    for code, walk in (("A-01", 20), ("A-02", 10), ("A-03", 10)):
        a_bin(code, walk=walk)


@pytest.mark.usefixtures("bins")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=st.lists(balances, min_size=2, max_size=12, unique_by=lambda one: (one[0], one[3])),
    rotation=st.sampled_from(Rotation),
)
def test_the_database_sorts_as_the_rules_say(drawn: list[tuple[Any, ...]], rotation: Rotation) -> None:
    item = an_item(f"ITEM{next(_items)}", rotation=rotation)
    lots: dict[str, LotRecord] = {}
    for lot, expires, received, _, _ in drawn:
        dates = {"expires_on": expires, "received_on": received}
        known: dict[str, Any] = {name: in_days(days) for name, days in dates.items() if days is not None}
        lots.setdefault(lot, LotRecord(item, lot, **known))
    stock = [StockRecord(item=item, lot=lot, bin=place, quantity_text=str(n)) for lot, _, _, place, n in drawn]

    run(load_records, LoadRecords((*lots.values(), *stock)))

    found = in_rotation(the_item(item).id, rotation)
    assert len(found) == len(drawn)
    assert found == sorted(found, key=ORDER[rotation])
    assert list(free_in_rotation(the_item(item).id, rotation)) == found
    for one, following in pairwise(found):
        assert why(one, following, rotation).startswith(f"{rotation.value}: ")


def order_of(rotation: Rotation, *stock: Candidate) -> list[str]:
    return [one.lot for one in sorted(stock, key=ORDER[rotation])]


def lot(number: str, *, removal: int | None = None, received: int = 0, **fields: Any) -> Candidate:
    removal_on = NEVER if removal is None else in_days(removal)
    return some(lot=number, lot_key=natural_key(number), removal_on=removal_on, received_on=in_days(received), **fields)


def test_what_expires_first_leaves_first_and_what_has_no_date_last() -> None:
    stock = (lot("NONE"), lot("LATE", removal=50), lot("PAST", removal=-5), lot("SOON", removal=5, received=-90))

    assert order_of(Rotation.FEFO, *stock) == ["PAST", "SOON", "LATE", "NONE"]


def test_of_equal_dates_what_came_first_leaves_first() -> None:
    assert order_of(Rotation.FEFO, lot("A", removal=5, received=-1), lot("B", removal=5, received=-2)) == ["B", "A"]


def test_of_equal_lots_the_number_counts_as_people_count() -> None:
    assert order_of(Rotation.FEFO, lot("L10", removal=5), lot("L9", removal=5)) == ["L9", "L10"]


def test_of_one_lot_the_nearer_bin_then_the_smaller_rest_goes_first() -> None:
    far, near, rest = some(lot="FAR", walk=30), some(lot="NEAR", walk=10), some(lot="REST", walk=10, quantity=2)

    assert order_of(Rotation.FEFO, far, near, rest) == ["REST", "NEAR", "FAR"]


def test_first_in_is_first_out_whatever_expires() -> None:
    old, young = lot("OLD", removal=90, received=-9), lot("YOUNG", removal=1, received=-1)

    assert order_of(Rotation.FIFO, young, old) == ["OLD", "YOUNG"]


def test_last_in_is_first_out_with_ties_broken_by_the_higher_number_then_the_nearer_bin() -> None:
    old, young = lot("OLD", received=-9), lot("L9", received=-1)
    higher, far = lot("L10", received=-1, walk=10), lot("L10", received=-1, walk=30)

    found = sorted((old, young, far, higher), key=ORDER[Rotation.LIFO])

    assert [(one.lot, one.walk) for one in found] == [("L10", 10), ("L10", 30), ("L9", 10), ("OLD", 10)]


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (1, True)])
def test_the_day_of_expiry_is_the_last_usable_day(days: int, may: bool) -> None:
    assert usable(some(expires_on=in_days(days)), Need(TODAY)) is may


@pytest.mark.parametrize(("days", "may"), [(29, False), (30, True), (31, True)])
def test_the_days_that_a_customer_needs_are_met_exactly_or_not(days: int, may: bool) -> None:
    assert usable(some(expires_on=in_days(days)), Need(TODAY, minimum_days=30)) is may


@pytest.mark.parametrize(("days", "may"), [(32, False), (33, True)])
def test_the_days_on_the_road_count(days: int, may: bool) -> None:
    assert usable(some(expires_on=in_days(days)), Need(TODAY, transit_days=3, minimum_days=30)) is may


@pytest.mark.parametrize(("percent", "may"), [(50, True), (51, False)])
def test_the_part_of_its_life_that_a_customer_needs_is_met_exactly_or_not(percent: int, may: bool) -> None:
    half = some(began_on=in_days(-100), expires_on=in_days(100))

    assert usable(half, Need(TODAY, minimum_percent=percent)) is may


def test_a_lot_without_expiry_is_never_too_old() -> None:
    assert usable(some(), Need(TODAY, transit_days=9, minimum_days=999, minimum_percent=100))


def test_a_lot_received_when_it_expired_has_no_part_of_life_to_speak_of() -> None:
    assert usable(some(expires_on=TODAY, received_on=TODAY), Need(TODAY, minimum_percent=90))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": Status.HOLD}, "on-hold"),
        ({"status": Status.QUARANTINE}, "quarantined"),
        ({"status": Status.REJECTED}, "rejected"),
        ({"status": Status.RECALLED}, "recalled"),
        ({"expires_on": in_days(-1)}, "expired"),
        ({"expires_on": in_days(5)}, "too-short-dated"),
        ({"expires_on": in_days(15), "began_on": in_days(-500)}, "too-short-dated"),
        ({"blocked": 1}, "blocked"),
        ({"counting": 1}, "being-counted"),
        ({"doubted": 1}, "being-counted"),
        ({"pickable": 0}, "not-pickable"),
        ({"kind": PlaceKind.DOCK}, "not-pickable"),
        ({"reserved": 10}, "reserved"),
        ({"lot_id": 2}, "not-requested"),
    ],
)
def test_why_not_begins_with_a_word_that_programs_know(fields: dict[str, Any], code: str) -> None:
    reason = why_not(some(**fields), Need(TODAY, minimum_days=10, minimum_percent=20, lot_id=1))

    assert reason is not None
    assert reason.partition(":")[0] == code
    assert code in CODES


def test_the_lot_counts_before_the_place_and_the_place_before_the_promise() -> None:
    both = some(status=Status.HOLD, blocked=1, reserved=10)

    assert why_not(both, Need(TODAY)) == "on-hold"
    assert str(why_not(both._replace(status="released"), Need(TODAY))).startswith("blocked")


def test_why_names_what_decided() -> None:
    soon, late = lot("L1", removal=5), lot("L2", removal=9)

    assert why(soon, late, Rotation.FEFO) == f"fefo: first to be removed ({in_days(5)})"
    assert why(lot("L1", received=-3), lot("L2"), Rotation.FIFO) == f"fifo: received first ({in_days(-3)})"
    assert why(lot("L2"), lot("L1", received=-3), Rotation.LIFO) == f"lifo: received last ({TODAY})"
    assert why(soon, None, Rotation.FEFO) == "fefo: the only one left"
