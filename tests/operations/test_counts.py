"""Counting: blind, held against the balance of the moment, looked at again by somebody else, booked by a third."""

from pathlib import Path

import pytest

from tests.builders import an_item, an_order, refusal, run, there
from tests.counting import a_count, a_house, differing, seen, state, states
from wms_tui import clock
from wms_tui.domain.types import Status, Tracking
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.approve_count import ApproveCount, approve_count
from wms_tui.operations.begin_count import BeginBin, FinishBin, begin_bin, finish_bin
from wms_tui.operations.close_count import CancelCount, CloseCount, cancel_count, close_count
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.plan_count import PlanCount, plan_count
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.record_count import RecordCount, record_count
from wms_tui.operations.short_pick import ShortPick, short_pick
from wms_tui.operations.undo import Undo, undo
from wms_tui.operations.zero_check import ZeroCheck, zero_check
from wms_tui.queries.counts import counts
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage.statements import row, rows, value


@pytest.fixture(autouse=True)
def house(warehouse: Path) -> None:
    a_house()


def test_what_the_books_say_is_agreed_and_nothing_is_booked() -> None:
    count = a_count("A-01")

    assert seen(count, "36").state == "agreed"

    closed = run(close_count, CloseCount(count))
    assert [(one.expected, one.counted, one.state) for one in closed.lines] == [(36, 36, "agreed")]
    assert closed.state == "closed"
    assert row("SELECT 1 FROM move WHERE entry_id = ?", closed.entry) is None


def test_a_closed_count_is_closed_again_and_says_how_its_lines_ended() -> None:
    count = a_count("A-01", units=1)
    seen(count, 35)
    first = run(close_count, CloseCount(count))

    again = run(close_count, CloseCount(count))

    assert (again.lines, again.state) == (first.lines, "closed")
    assert [one.state for one in again.lines] == ["posted"]
    assert there("A-01") == 35
    assert row("SELECT 1 FROM move WHERE entry_id = ?", again.entry) is None


@pytest.mark.parametrize(("quantity", "state"), [(34, "recount"), (35, "agreed"), (37, "agreed"), (38, "recount")])
def test_a_difference_of_the_tolerance_is_booked_and_one_more_is_counted_again(quantity: int, state: str) -> None:
    count = a_count("A-01", units=1)

    assert seen(count, quantity).state == state
    assert there("A-01") == 36, "a count changes nothing by itself"

    closed = run(close_count, CloseCount(count))
    assert closed.lines[0].state == ("posted" if state == "agreed" else "recount")
    assert there("A-01") == (quantity if state == "agreed" else 36)


def test_of_units_and_percent_the_larger_counts() -> None:
    count = a_count("A-01", "A-02", units=3, percent=25)

    assert seen(count, 27).state == "agreed"
    assert seen(count, 7, "A-02", "L2").state == "agreed"
    assert seen(count, 14, "A-02", "L1").state == "recount"


def test_what_is_found_where_nothing_is_expected_is_never_within_a_tolerance() -> None:
    count = a_count(units=50, percent=100)

    assert seen(count, 1, "A-03", "L1").state == "recount"


def test_the_recount_is_anothers_and_the_approval_a_thirds() -> None:
    count = a_count("A-01")
    assert seen(count, 30).state == "recount"

    slip = RecordCount(30, count, "A-01", "MILK", "L1")
    assert refusal(record_count, slip, by="ANNA") == "same-counter"
    assert refusal(record_count, slip, by="anna") == "same-counter"
    assert seen(count, 30, by="BERT").state == "approve"
    for counter in ("ANNA", "BERT"):
        assert refusal(approve_count, ApproveCount(count), by=counter) == "own-count"

    approved = run(approve_count, ApproveCount(count), by="CHEF")
    assert (approved.posted, there("A-01"), state(count)) == (1, 30, "closed")
    assert value("SELECT reason FROM entry WHERE id = ?", approved.entry) == "miscount"


def test_a_bin_that_a_pick_has_emptied_is_next_until_somebody_says_that_it_is_empty() -> None:
    an_order("O1", "MILK=36")
    run(allocate, Allocate(("O1",)))
    run(pick_suggested, PickSuggested("O1"))
    emptied = there("A-01") == 0

    planned = run(plan_count, PlanCount(number=1))
    run(cancel_count, CancelCount(planned.count))
    run(zero_check, ZeroCheck("A-01", empty=True))
    after = run(plan_count, PlanCount(number=1))

    assert emptied
    assert [one.bin for one in planned.why] == ["A-01"]
    assert planned.why[0].reason.startswith("emptied by a pick")
    assert [one.reason for one in after.why] == ["never counted"]


def test_a_recount_that_agrees_ends_it() -> None:
    count = a_count("A-01")
    seen(count, 30)

    assert seen(count, 36, by="BERT").state == "agreed"
    assert refusal(record_count, RecordCount(35, count, "A-01", "MILK", "L1"), by="CHEF") == "already-counted"


def test_all_differences_are_approved_in_one_entry() -> None:
    count = a_count()
    differing(count, 30)
    differing(count, 22, "A-02", "L1")

    approved = run(approve_count, ApproveCount(count, reason="found under the rack"), by="CHEF")

    assert value("SELECT count(*) FROM move WHERE entry_id = ?", approved.entry) == 2
    assert (there("A-01"), there("A-02", lot="L1")) == (30, 22)
    assert value("SELECT reason FROM entry WHERE id = ?", approved.entry) == "found under the rack"


def test_what_was_expected_is_the_balance_of_the_moment_it_was_told() -> None:
    count = a_count("A-01")
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03"))

    assert seen(count, 30).state == "agreed"


def test_what_is_kept_for_orders_is_named_and_stays_and_the_rest_is_booked() -> None:
    an_order("O1", "MILK=30@L1")
    run(allocate, Allocate(("O1",)))
    count = a_count()
    differing(count, 5)
    differing(count, 9, "A-02", "L2")

    approved = run(approve_count, ApproveCount(count), by="CHEF")

    assert [(one.bin, one.lot, one.code) for one in approved.refused] == [("A-01", "L1", "reserved")]
    assert states(count) == {("A-01", "L1"): "approve", ("A-02", "L2"): "posted"}
    assert there("A-01") == 36
    assert refusal(approve_count, ApproveCount(count), by="CHEF") == "reserved"


def test_within_tolerance_but_kept_for_orders_waits_for_approval() -> None:
    an_order("O1", "MILK=36@L1")
    run(allocate, Allocate(("O1",)))
    count = a_count("A-01", units=5)
    seen(count, 35)

    closed = run(close_count, CloseCount(count))

    assert (closed.lines[0].state, closed.refused[0].code, there("A-01")) == ("approve", "reserved", 36)


def test_nothing_of_what_was_not_named_is_there_only_when_somebody_says_so() -> None:
    count = a_count("A-02")
    seen(count, 20, "A-02", "L1")

    assert refusal(finish_bin, FinishBin(count, "A-02")) == "not-counted"
    done = run(finish_bin, FinishBin(count, "A-02", accept=("accept-nothing",)))

    assert done.nothing_of == 1
    assert states(count) == {("A-02", "L1"): "agreed", ("A-02", "L2"): "recount"}
    assert there("A-02", lot="L2") == 10


def test_a_lot_that_nobody_knows_is_entered_on_the_spot_and_waits_in_quarantine() -> None:
    count = a_count("A-03")

    told = seen(count, 5, "A-03", "NEW-7")

    assert (told.state, told.new_lot) == ("recount", True)
    assert the_lot(the_item("MILK"), "NEW-7").status is Status.QUARANTINE
    seen(count, 5, "A-03", "NEW-7", by="BERT")
    run(approve_count, ApproveCount(count), by="CHEF")
    assert there("A-03", lot="NEW-7") == 5


def test_a_lot_that_reads_like_a_known_one_asks() -> None:
    count = a_count("A-03")

    assert refusal(record_count, RecordCount(5, count, "A-03", "MILK", "l1")) == "lot-similar"
    run(record_count, RecordCount(5, count, "A-03", "MILK", "l1", accept=("accept-similar",)))


def test_impossible_counts_are_refused() -> None:
    count = a_count("A-01")

    assert refusal(record_count, RecordCount(-1, count, "A-01", "MILK", "L1")) == "bad-quantity"
    assert refusal(record_count, RecordCount("-1", count, "A-01", "MILK", "L1")) == "bad-quantity"
    assert refusal(record_count, RecordCount(10**13, count, "A-01", "MILK", "L1")) == "bad-quantity"
    assert refusal(record_count, RecordCount(1, count, "A-02", "MILK", "L1")) == "bin-not-in-count"
    assert refusal(record_count, RecordCount(1, "CT99", "A-02", "MILK", "L1")) == "unknown-count"
    assert refusal(record_count, RecordCount(1, count, "A-01", "MILK", "L1", serials=("S1",))) == "no-serials"
    assert refusal(plan_count, PlanCount(bins=("A-01",), tolerance_percent=101)) == "bad-tolerance"
    assert refusal(plan_count, PlanCount(bins=("A-01",), tolerance_units=-1)) == "bad-tolerance"
    assert refusal(plan_count, PlanCount(number=0)) == "bad-number"
    assert refusal(plan_count, PlanCount(number=10**6)) == "bad-number"


def test_units_are_counted_by_their_serials() -> None:
    an_item("DRILL", tracking=Tracking.SERIAL)
    for bin, units in (("A-01", ("S1", "S2")), ("A-03", ("S3",))):
        run(receive, Receive("DRILL", len(units), "D1", bin=bin, serials=units))
    count = a_count("A-01", "A-03")

    twice = RecordCount(2, count, "A-01", "DRILL", "D1", serials=("S1", "S1"))
    assert refusal(record_count, twice) == "serial-twice"
    few = RecordCount(2, count, "A-01", "DRILL", "D1", serials=("S1",))
    assert refusal(record_count, few) == "serials-needed"
    told = seen(count, 2, "A-01", "D1", item="DRILL", serials=("S1", "S9"))
    assert told.state == "recount", "as many, but not the same"
    seen(count, 2, "A-01", "D1", item="DRILL", by="BERT", serials=("S1", "S9"))

    run(approve_count, ApproveCount(count), by="CHEF")
    assert there("A-01", "DRILL") == 2
    found = rows("SELECT serial.number, place.code FROM serial JOIN place ON place.id = place_id ORDER BY 1")
    assert found == [("S1", "A-01"), ("S2", "LOSS"), ("S3", "A-03"), ("S9", "A-01")]


def test_a_line_that_cannot_be_booked_loses_none_of_its_units() -> None:
    an_item("DRILL", tracking=Tracking.SERIAL)
    for bin, units in (("A-01", ("S1", "S2")), ("A-02", ("S3",)), ("A-03", ("S4",))):
        run(receive, Receive("DRILL", len(units), "D1", bin=bin, serials=units))
    count = a_count("A-01", "A-02")
    for by in ("ANNA", "BERT"):
        seen(count, 2, "A-01", "D1", item="DRILL", by=by, serials=("S1", "S4"))
        seen(count, 0, "A-02", "D1", item="DRILL", by=by)

    told = run(approve_count, ApproveCount(count), by="CHEF")

    assert (told.posted, [(one.bin, one.code) for one in told.refused]) == (1, [("A-01", "serial-exists")])
    found = rows("SELECT serial.number, place.code FROM serial JOIN place ON place.id = place_id ORDER BY 1")
    assert found == [("S1", "A-01"), ("S2", "A-01"), ("S3", "LOSS"), ("S4", "A-03")]
    assert there("A-01", "DRILL") == 2
    assert states(count) == {("A-01", "D1"): "approve", ("A-02", "D1"): "posted"}


def test_counting_ends_a_doubt_and_the_turn_of_the_bin() -> None:
    an_order("O1", "MILK=5@L1")
    run(allocate, Allocate(("O1",)))
    run(short_pick, ShortPick("O1", 1, "A-01", "L1"))
    assert [one.bin for one in stock(StockFilter()) if one.doubted] == ["A-01"]
    planned = run(plan_count, PlanCount(number=1))
    assert [(one.bin, one.reason) for one in planned.why] == [
        ("A-01", f"reported short on {clock.today().day} {clock.today():%b}")
    ]

    seen(planned.count, 36)
    run(close_count, CloseCount(planned.count))

    assert [one.bin for one in stock(StockFilter()) if one.doubted] == []
    assert value("SELECT count(*) FROM countdue") == 0
    assert value("SELECT counted_at IS NOT NULL FROM place WHERE code = 'A-01'") == 1


def test_a_doubt_lasts_until_the_difference_is_booked() -> None:
    an_order("O1", "MILK=5@L1")
    run(allocate, Allocate(("O1",)))
    run(short_pick, ShortPick("O1", 1, "A-01", "L1"))
    count = a_count("A-01")

    differing(count, 30)
    assert [one.bin for one in stock(StockFilter()) if one.doubted] == ["A-01"]

    run(approve_count, ApproveCount(count), by="CHEF")
    assert [one.bin for one in stock(StockFilter()) if one.doubted] == []


def test_what_a_count_has_booked_can_be_undone() -> None:
    count = a_count("A-01")
    differing(count, 30)
    approved = run(approve_count, ApproveCount(count), by="CHEF")

    run(undo, Undo(approved.entry, "other bin"))

    assert there("A-01") == 36


def test_a_cancelled_count_takes_nothing_more() -> None:
    count = a_count("A-01")
    run(begin_bin, BeginBin(count, "A-01"))

    run(cancel_count, CancelCount(count))

    assert refusal(record_count, RecordCount(1, count, "A-01", "MILK", "L1")) == "count-cancelled"
    assert value("SELECT max(counting) FROM place") == 0
    assert counts() == []


def test_the_same_key_counts_once() -> None:
    count = a_count("A-01")
    first = seen(count, 30, key="k1")

    again = seen(count, 30, key="k1")

    assert (again.repeated, again.entry) == (True, first.entry)
    assert value("SELECT count(*) FROM countlook") == 1
