"""Retest: the dates of a lot are set anew together, and the old ones are kept."""

from datetime import date, timedelta

import pytest

from tests.builders import a_bin, a_customer, an_item, an_order, in_days, kept, refusal, run, some_stock
from wms_tui import clock
from wms_tui.domain.types import Tracking
from wms_tui.errors import NeedsConfirmation
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.retest import Retest, retest
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.inspections import dates_before
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot


@pytest.fixture(autouse=True)
def milk(warehouse):
    an_item("MILK", removal_days=10, alert_days=20)
    a_bin("A-01")
    a_customer("SHOP")
    a_customer("CLINIC", min_days=30)
    some_stock(expires_on=in_days(60))


def lot():
    return the_lot(the_item("MILK"), "L1")


def a_retest(days: int, **fields) -> Retest:
    return Retest("MILK", "L1", in_days(days), "retest R-17", **fields)


def test_removal_and_alert_move_by_the_same_days_and_the_old_dates_are_kept():
    done = run(retest, a_retest(90))

    assert (lot().expires_on, lot().removal_on, lot().alert_on) == (in_days(90), in_days(80), in_days(70))
    assert (done.expires_before, done.expires_on, done.removal_on) == (in_days(60), in_days(90), in_days(80))
    assert [(one.field, one.before, one.after) for one in dates_before(lot().id)] == [
        ("expires_on", in_days(60), in_days(90)),
        ("removal_on", in_days(50), in_days(80)),
        ("alert_on", in_days(40), in_days(70)),
    ]
    assert {(one.by, one.reason, one.entry) for one in dates_before(lot().id)} == {("ANNA", "retest R-17", done.entry)}


def test_a_best_before_day_moves_too():
    run(receive, Receive("MILK", 6, lot="L2", expires_on=in_days(60), best_before_on=in_days(55)))

    done = run(retest, Retest("MILK", "L2", in_days(50), "soft"))

    assert done.best_before_on == in_days(45)


def test_a_lot_without_an_expiry_gets_its_dates_from_its_item():
    run(receive, Receive("MILK", 6, lot="L2"))

    done = run(retest, Retest("MILK", "L2", in_days(60), "tested"))

    assert (done.expires_before, done.removal_on, done.alert_on) == (None, in_days(50), in_days(40))


@pytest.mark.parametrize(("days", "dropped"), [(31, 0), (30, 0), (29, 1)])
def test_a_shorter_life_gives_up_what_is_not_good_for_long_enough(days, dropped):
    an_order("O1", "MILK=6", customer="CLINIC")
    an_order("O2", "MILK=6", customer="SHOP")
    run(allocate, Allocate(("O1", "O2")))

    done = run(retest, a_retest(days))

    assert done.reservations_dropped == dropped
    assert (len(kept("O1")), len(kept("O2"))) == (1 - dropped, 1)


def test_another_retest_takes_it_back_and_both_stay_known():
    done = run(retest, a_retest(90))
    assert refusal(undo, Undo(done.entry, "wrong lot")) == "cannot-undo"

    run(retest, a_retest(60))

    assert (lot().expires_on, lot().removal_on) == (in_days(60), in_days(50))
    assert [one.before for one in dates_before(lot().id) if one.field == "expires_on"] == [in_days(60), in_days(90)]


def test_a_retest_that_is_written_down_late_hides_no_later_one():
    morning = clock.now() - timedelta(hours=2)
    run(retest, a_retest(90))

    assert refusal(retest, a_retest(40), at=morning) == "past-dates"

    assert lot().expires_on == in_days(90)


def test_a_retest_that_says_nothing_new_or_not_why_is_refused():
    an_item("SALT", tracking=Tracking.NONE)
    some_stock("SALT", "")

    assert refusal(retest, a_retest(60)) == "same-date"
    assert refusal(retest, Retest("MILK", "L1", in_days(61), " ")) == "reason-needed"
    assert refusal(retest, Retest("SALT", "", in_days(61), "tested")) == "no-lots"
    assert dates_before(lot().id) == []


def test_a_date_that_cannot_be_right_asks():
    run(receive, Receive("MILK", 6, lot="L2", made_on=in_days(-5), expires_on=in_days(60)))

    for expires_on, code in ((in_days(-6), "expires-before-made"), (date(2199, 1, 1), "wrong-century")):
        with pytest.raises(NeedsConfirmation) as asked:
            run(retest, Retest("MILK", "L2", expires_on, "tested"))
        assert (asked.value.code, asked.value.accept) == (code, "accept-date")

    done = run(retest, Retest("MILK", "L2", in_days(-6), "tested", ("accept-date",)))
    assert done.expires_on == in_days(-6)


def test_a_label_from_before_the_retest_is_still_the_same_lot():
    run(retest, a_retest(90))

    done = run(receive, Receive("MILK", 6, lot="L1", expires_on=in_days(60)))

    assert done.expires_on == in_days(90)
    assert refusal(receive, Receive("MILK", 6, lot="L1", expires_on=in_days(61))) == "lot-expiry-differs"


def test_dates_that_leave_the_calendar_are_refused():
    run(receive, Receive("MILK", 6, lot="L2", expires_on=in_days(60), best_before_on=date.max - timedelta(days=5)))

    assert refusal(retest, Retest("MILK", "L2", in_days(90), "tested")) == "bad-date"
