"""What waits for a verdict, the oldest first; and month by month how much of what came was not right."""

from datetime import date, datetime, timedelta

import pytest

from tests.builders import a_bin, a_supplier, an_item, run, some_stock
from wms_tui import clock
from wms_tui.domain.dates import month_start
from wms_tui.domain.inspection import Verdict
from wms_tui.domain.types import Role, Status
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.inspect import Inspect, Judge, judge
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.items import the_item
from wms_tui.queries.partners import the_partner
from wms_tui.queries.quality import trend, waiting

MARCH = datetime(2027, 3, 10, 9).astimezone()


@pytest.fixture(autouse=True)
def milk(warehouse):
    an_item("MILK")
    a_bin("A-01")


def lots() -> list[str]:
    return [one.lot for _, one in waiting()]


def test_lots_in_quarantine_and_on_hold_wait_the_oldest_first_until_they_are_judged():
    some_stock(lot="GOOD")
    some_stock(lot="NEW", status=Status.QUARANTINE)
    some_stock(lot="OLD")
    run(hold, Hold("MILK", "OLD", "leaks"))
    some_stock(lot="LAST", status=Status.QUARANTINE)

    assert lots() == ["NEW", "OLD", "LAST"]
    assert [(one.status, one.reason) for _, one in waiting()][1] == (Status.HOLD, "leaks")

    run(judge, Judge(Inspect("MILK", "NEW"), Verdict.PASS))
    run(judge, Judge(Inspect("MILK", "LAST"), Verdict.FAIL))
    assert lots() == ["OLD"]


def test_a_lot_of_which_nothing_is_left_does_not_wait():
    some_stock(lot="L1", quantity=6, status=Status.QUARANTINE)

    run(adjust, Adjust("MILK", "L1", "A-01", "lost", to=0))

    assert lots() == []


def test_what_waits_is_read_page_by_page_in_both_ways():
    for number in range(5):
        some_stock(lot=f"L{number}", status=Status.QUARANTINE)
    first = waiting(limit=2)

    assert [one.lot for _, one in waiting(beside=first[-1][0], limit=2)] == ["L2", "L3"]
    assert [one.lot for _, one in waiting(backwards=True, limit=2)] == ["L4", "L3"]
    assert [one.lot for _, one in waiting(beside=first[-1][0], backwards=True)] == ["L0"]


def test_the_trend_counts_lots_by_month_item_and_supplier():
    an_item("MEAT")
    a_supplier("DAIRY")
    for day, item, lot in (
        (0, "MILK", "L1"),
        (1, "MILK", "L2"),
        (2, "MILK", "L3"),
        (40, "MILK", "L4"),
        (40, "MEAT", "M"),
    ):
        with clock.pretend(MARCH + timedelta(days=day)):
            run(receive, Receive(item, 6, lot=lot, supplier="DAIRY" if item == "MILK" else ""))
    with clock.pretend(MARCH + timedelta(days=50)):
        run(judge, Judge(Inspect("MILK", "L1"), Verdict.FAIL))
        run(hold, Hold("MILK", "L2", "leaks"))
        run(release, Release("MILK", "L2", "dry"))
        run(judge, Judge(Inspect("MILK", "L2"), Verdict.PASS))

        told = trend(date(2027, 3, 1))

    counts = [(one.month, one.item, one.supplier, one.received, one.inspected, one.failed, one.held) for one in told]
    assert counts == [
        ("2027-03", "MILK", "DAIRY", 3, 2, 1, 1),
        ("2027-04", "MEAT", "", 1, 0, 0, 0),
        ("2027-04", "MILK", "DAIRY", 1, 0, 0, 0),
    ]
    assert [one.percent for one in told] == [66.7, 0.0, 0.0]
    assert len(trend(date(2027, 4, 1))) == 2
    assert len(trend(date(2027, 3, 1), the_item("MEAT").id)) == 1
    assert len(trend(date(2027, 3, 1), None, the_partner("DAIRY", Role.SUPPLIER).id)) == 2


def test_a_lot_that_failed_and_was_held_is_one_lot_that_was_not_right_and_what_was_undone_is_none():
    for lot in ("L1", "L2"):
        run(receive, Receive("MILK", 6, lot=lot))
        run(hold, Hold("MILK", lot, "leaks"))
    run(judge, Judge(Inspect("MILK", "L1"), Verdict.FAIL))
    assert [(one.failed, one.held, one.percent) for one in trend(month_start(clock.today()))] == [(1, 2, 100.0)]

    for lot in ("L3", "L4"):
        run(receive, Receive("MILK", 6, lot=lot))
    run(undo, Undo(run(judge, Judge(Inspect("MILK", "L3"), Verdict.FAIL)).entry, "wrong lot"))
    run(undo, Undo(run(hold, Hold("MILK", "L4", "wet")).entry, "wrong lot"))

    assert [(one.received, one.failed, one.held, one.percent) for one in trend(month_start(clock.today()))] == [
        (4, 1, 2, 50.0)
    ]


@pytest.mark.parametrize(
    ("day", "back", "start"),
    [
        (date(2027, 3, 10), 0, date(2027, 3, 1)), (date(2027, 3, 1), 2, date(2027, 1, 1)),
        (date(2027, 1, 31), 1, date(2026, 12, 1)), (date(2027, 12, 31), 12, date(2026, 12, 1)),
    ],
)  # fmt: skip
def test_a_month_begins_on_its_first_day(day, back, start):
    assert month_start(day, back) == start
