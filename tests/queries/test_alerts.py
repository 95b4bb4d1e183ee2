"""What needs a person now is told once for each cause, and to those whom it concerns."""

from datetime import timedelta

import pytest

from tests.builders import a_customer, a_dairy, a_supplier, an_item, an_order, in_days, order, run, some_stock
from tests.people import somebody
from wms_tui import clock
from wms_tui.domain.alerts import KINDS, Cause, concerning
from wms_tui.domain.rights import Role
from wms_tui.operations.add_receipt import AddReceipt, NewReceiptLine, add_receipt
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.raise_alerts import note_mailed, raise_alerts
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.save_task import save_task
from wms_tui.operations.short_pick import ShortPick, short_pick
from wms_tui.queries.alerts import SILENT, causes, raised
from wms_tui.tasks.notices import Notices
from wms_tui.tasks.session import Session


@pytest.fixture(autouse=True)
def dairy(warehouse: object) -> None:
    a_dairy()


def told(*kinds: str) -> list[str]:
    return [one.what for one in causes(clock.now()) if one.kind in kinds]


@pytest.mark.parametrize(("days", "is_told"), [(-1, True), (0, True), (1, True), (2, False)])
def test_an_order_that_ships_by_tomorrow_and_has_no_stock_is_told_of(days: int, is_told: bool) -> None:
    an_order("O1", "MILK=12", ship_on=in_days(days))

    assert bool(told("order-short")) is is_told

    run(allocate, Allocate(("O1",)))
    assert told("order-short") == []


def test_what_was_reported_short_is_told_of_until_it_is_counted() -> None:
    order()
    run(short_pick, ShortPick("O1", 1, "A-02", "OLD"))

    assert told("short") == ["A-02: MILK OLD was reported short, the books say 10 EA"]

    run(adjust, Adjust("MILK", "OLD", "A-02", "lost", to=7))
    assert told("short") == []


@pytest.mark.parametrize(("days", "is_late"), [(-1, True), (0, False)])
def test_a_receipt_is_late_from_the_day_after_it_was_due_until_all_has_come(days: int, is_late: bool) -> None:
    a_supplier("DAIRY")
    run(add_receipt, AddReceipt("PO1", (NewReceiptLine("MILK", 10),), "DAIRY", in_days(days)))

    assert bool(told("late-receipt")) is is_late

    run(receive, Receive("MILK", 10, lot="M1", receipt="PO1"))
    assert told("late-receipt") == []


def test_a_task_that_nobody_goes_on_with_is_told_of_and_home_is_no_task() -> None:
    order()
    Session("HOME", "T1")
    at_work = Session("ANNA", "T2")
    at_work.answer("O1")
    long_ago = clock.now() + SILENT

    with clock.pretend(long_ago - timedelta(minutes=1)):
        assert told("stuck-task") == []
    with clock.pretend(long_ago + timedelta(minutes=1)):
        (what,) = told("stuck-task")

    assert what.startswith("ANNA: pick, nothing since ")


def test_a_cause_is_mailed_once_and_again_only_when_it_comes_back() -> None:
    an_order("O1", "MILK=12", ship_on=in_days(0))
    now = clock.now()
    first = raise_alerts(now)
    note_mailed(first, now)

    again = raise_alerts(now + timedelta(minutes=1))
    run(allocate, Allocate(("O1",)))
    over = raise_alerts(now + timedelta(minutes=2))
    open_after = dict(raised())
    run(short_pick, ShortPick("O1", 1, "A-02", "OLD"))
    some_stock("MILK", "NEWER", "A-03", 1)

    assert [one.kind for one in first] == ["order-short"]
    assert (list(again), list(over), open_after) == ([], [], {})
    assert [one.kind for one in raise_alerts(now + timedelta(minutes=3))] == ["short"]


def test_what_was_noticed_and_not_mailed_is_still_to_be_mailed() -> None:
    an_order("O1", "MILK=12", ship_on=in_days(0))
    now = clock.now()
    raise_alerts(now)

    later = raise_alerts(now + timedelta(hours=1))

    assert [one.kind for one in later] == ["order-short"]
    assert [one.raised_at for one in raised().values()] == [now], "since when it is so stays"


def test_everybody_is_told_of_what_concerns_them_the_gravest_first() -> None:
    every = [Cause(kind, "x", kind, "") for kind in reversed(list(KINDS))]

    for role in (Role.QUALITY, Role.RECALL, Role.CLERK):
        assert {one.kind for one in concerning(every, [role])} == {
            kind for kind, one in KINDS.items() if role in one.roles
        }
    assert "short" not in {one.kind for one in concerning(every, [Role.RECALL])}
    assert len(concerning(every, [Role.ADMIN])) == len(concerning(every, None)) == len(KINDS)
    severities = [one.severity for one in concerning(every, None)]
    assert severities == sorted(severities, key=["urgent", "warning", "info"].index)


def test_names_in_an_alert_are_data() -> None:
    a_customer("EVIL")
    an_order("[red]O1[/]", "MILK=12", customer="EVIL", ship_on=in_days(0))

    (what,) = told("order-short")

    assert what.startswith("[red]O1")


@pytest.mark.parametrize(("days", "kind"), [(-1, "expired"), (0, "removal-due"), (5, "removal-due"), (6, "")])
def test_a_lot_is_told_of_by_its_age_while_some_of_it_is_there(days: int, kind: str) -> None:
    an_item("BUTTER", removal_days=5, alert_days=5)
    some_stock("BUTTER", "B1", "A-03", 8, expires_on=in_days(days))

    aged = [one for one in causes(clock.now()) if one.kind in ("expired", "removal-due", "short-dated")]

    assert [one.kind for one in aged] == ([kind] if kind else [])
    assert all(one.opens == "lot:BUTTER/B1" for one in aged)


def test_a_hold_is_told_of_once_it_takes_longer_than_it_should() -> None:
    run(hold, Hold("MILK", "OLD", "leaks"))

    with clock.pretend(clock.now() + timedelta(hours=47)):
        assert told("hold-over-time") == []
    with clock.pretend(clock.now() + timedelta(hours=49)):
        (what,) = told("hold-over-time")

    assert what.startswith("MILK OLD is on hold since ")
    assert what.endswith("by ANNA: leaks")


@pytest.mark.parametrize(("there", "kind"), [(0, "stockout"), (9, "low-stock"), (10, "")])
def test_an_item_is_told_of_below_its_minimum(there: int, kind: str) -> None:
    an_item("BUTTER", minimum=10)
    if there:
        some_stock("BUTTER", "B1", "A-03", there)

    found = [one.kind for one in causes(clock.now()) if one.kind in ("stockout", "low-stock")]

    assert found == ([kind] if kind else [])


@pytest.mark.parametrize(("point", "is_told"), [(8, True), (7, False)])
def test_an_item_is_told_of_at_its_reorder_point_and_not_while_enough_is_announced(point: int, is_told: bool) -> None:
    an_item("BUTTER", reorder_point=point)
    some_stock("BUTTER", "B1", "A-03", 8)

    assert bool(told("low-stock")) is is_told

    run(add_receipt, AddReceipt("PO9", (NewReceiptLine("BUTTER", 1),)))
    assert told("low-stock") == []


def test_a_clerk_is_told_of_what_clerks_can_do_something_about() -> None:
    order()
    an_order("O2", "MILK=12", ship_on=in_days(0))
    somebody("CARL", Role.CLERK)

    assert told("order-short")
    assert Notices().look("CARL", clock.now()) == ""

    run(short_pick, ShortPick("O1", 1, "A-02", "OLD"), by="CARL")
    assert Notices().look("CARL", clock.now()) == "!1"


def test_a_saved_task_of_nobody_at_work_is_none() -> None:
    save_task({"task": ""}, by="ANNA", holder="T1/x")

    with clock.pretend(clock.now() + SILENT * 2):
        assert told("stuck-task") == []
