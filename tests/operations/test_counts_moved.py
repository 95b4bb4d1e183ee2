"""Goods that move while they are counted or before it is approved, and goods that were carried unbooked."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import an_item, an_order, kept, refusal, run, there
from tests.counting import a_count, a_house, differing, seen, state, states
from wms_tui import clock
from wms_tui.domain.counting import Keep
from wms_tui.domain.types import Tracking
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.approve_count import ApproveCount, ResolveCount, approve_count, resolve_count
from wms_tui.operations.begin_count import BeginBin, begin_bin
from wms_tui.operations.close_count import CloseCount, close_count
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.counts import count_lines, looks, the_count
from wms_tui.storage.statements import rows, value


@pytest.fixture(autouse=True)
def house(warehouse: Path) -> None:
    a_house()


def test_goods_that_leave_while_the_bin_is_counted_are_never_booked_by_themselves() -> None:
    count = a_count("A-01", units=10)
    run(begin_bin, BeginBin(count, "A-01"), by="ANNA")
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03", accept=("accept-counting",)), by="BERT")

    told = seen(count, 36)

    assert (told.state, told.moved) == ("recount", True)
    run(close_count, CloseCount(count))
    assert there("A-01") == 30
    assert seen(count, 30, by="BERT").state == "agreed"


def test_goods_that_leave_before_they_are_seen_are_agreed_all_the_same() -> None:
    count = a_count("A-01")
    run(begin_bin, BeginBin(count, "A-01"), by="ANNA")
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03", accept=("accept-counting",)), by="BERT")

    assert (seen(count, 30).state, looks(count_lines(the_count(count).id)[0].id)[0].moved) == ("agreed", True)


def test_what_was_counted_on_paper_before_it_moved_is_looked_at_again() -> None:
    noon = clock.now() - timedelta(minutes=2)
    count = a_count("A-01", units=10)
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03"), at=noon + timedelta(minutes=1))

    told = seen(count, 36, at=noon)

    assert (told.state, told.moved) == ("recount", True)
    resolved = run(resolve_count, ResolveCount(count, "A-01", "MILK", "L1", Keep.REPLAY), by="CHEF")
    assert (resolved.quantity, resolved.difference, there("A-01")) == (30, 0, 30)


@pytest.mark.parametrize(("keep", "left"), [(Keep.COUNTED, 30), (Keep.DIFFERENCE, 24), (Keep.REPLAY, 24)])
def test_what_moved_since_it_was_counted_is_resolved_by_a_person(keep: Keep, left: int) -> None:
    count = a_count("A-01")
    differing(count, 30)
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03"))

    closed = run(close_count, CloseCount(count))

    assert closed.lines[0].state == "moved"
    assert there("A-01") == 30
    resolved = run(resolve_count, ResolveCount(count, "A-01", "MILK", "L1", keep), by="CHEF")
    assert (resolved.quantity, there("A-01"), state(count)) == (left, left, "closed")


def test_replay_takes_what_happened_after_the_count_and_not_what_was_recorded_after_it() -> None:
    noon = clock.now() - timedelta(minutes=4)
    count = a_count("A-01")
    seen(count, 30, at=noon + timedelta(minutes=2))
    seen(count, 30, at=noon + timedelta(minutes=2), by="BERT")
    run(move, MoveStock("MILK", "L1", 5, "A-01", "A-03"), at=noon)
    run(move, MoveStock("MILK", "L1", 1, "A-01", "A-03"), at=noon + timedelta(minutes=3))
    run(close_count, CloseCount(count))

    resolved = run(resolve_count, ResolveCount(count, "A-01", "MILK", "L1", Keep.REPLAY), by="CHEF")

    assert resolved.quantity == 29


def test_what_moved_before_it_is_approved_is_not_booked_and_the_rest_is() -> None:
    count = a_count()
    differing(count, 30)
    differing(count, 9, "A-02", "L2")
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03"))

    approved = run(approve_count, ApproveCount(count), by="CHEF")

    assert approved.posted == 1
    assert states(count) == {("A-01", "L1"): "moved", ("A-02", "L2"): "posted"}
    assert (there("A-01"), there("A-02", lot="L2")) == (30, 9)


def test_a_moved_line_may_be_counted_again_instead() -> None:
    count = a_count("A-01")
    differing(count, 30)
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03"))
    run(close_count, CloseCount(count))

    assert seen(count, 30, by="CHEF").state == "agreed"


def test_a_line_of_which_nothing_moved_is_not_resolved() -> None:
    count = a_count("A-01")
    seen(count, 30)

    assert refusal(resolve_count, ResolveCount(count, "A-01", "MILK", "L1", Keep.COUNTED), by="CHEF") == "not-moved"


@pytest.mark.parametrize(("keep", "left"), [(Keep.COUNTED, 30), (Keep.DIFFERENCE, 24), (Keep.REPLAY, 24)])
def test_what_moved_before_it_was_counted_again_is_resolved_as_well(keep: Keep, left: int) -> None:
    count = a_count("A-01")
    assert seen(count, 30).state == "recount"
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03"))

    resolved = run(resolve_count, ResolveCount(count, "A-01", "MILK", "L1", keep), by="CHEF")

    assert (resolved.quantity, there("A-01"), state(count)) == (left, left, "closed")


def test_who_counted_does_not_decide_what_moved_beyond_the_tolerance() -> None:
    count = a_count("A-01")
    differing(count, 30)
    run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03"))
    run(close_count, CloseCount(count))

    slip = ResolveCount(count, "A-01", "MILK", "L1", Keep.DIFFERENCE)
    assert refusal(resolve_count, slip, by="BERT") == "own-count"


def test_missing_here_and_extra_there_is_offered_as_a_move() -> None:
    count = a_count()
    differing(count, 30)
    differing(count, 24, "A-02", "L1")

    offered = run(close_count, CloseCount(count)).as_move

    assert [(one.source, one.target, one.lot, one.quantity) for one in offered] == [("A-01", "A-02", "L1", 4)]
    approved = run(approve_count, ApproveCount(count, as_move=True), by="CHEF")
    assert rows("SELECT source_id < 10, target_id < 10, quantity FROM move WHERE entry_id = ?", approved.entry) == [
        (0, 0, 4),
        (0, 1, 2),
    ]
    assert (there("A-01"), there("A-02", lot="L1")) == (30, 24)
    assert states(count) == {("A-01", "L1"): "posted", ("A-02", "L1"): "posted"}


def test_a_unit_that_was_carried_is_missing_here_and_extra_there() -> None:
    an_item("DRILL", tracking=Tracking.SERIAL)
    run(receive, Receive("DRILL", 2, "D1", bin="A-01", serials=("S1", "S2")))
    count = a_count("A-01", "A-03")
    for by in ("ANNA", "BERT"):
        seen(count, 1, "A-01", "D1", item="DRILL", by=by, serials=("S1",))
        seen(count, 1, "A-03", "D1", item="DRILL", by=by, serials=("S2",))

    approved = run(approve_count, ApproveCount(count, as_move=True), by="CHEF")

    assert [(one.source, one.target, one.quantity) for one in approved.as_move] == [("A-01", "A-03", 1)]
    assert value("SELECT count(*) FROM move WHERE entry_id = ?", approved.entry) == 1
    assert (there("A-01", "DRILL"), there("A-03", "DRILL")) == (1, 1)


def test_a_part_that_was_carried_does_not_take_what_is_kept_for_an_order() -> None:
    an_order("O1", "MILK=28@L1")
    run(allocate, Allocate(("O1",)))
    assert kept("O1") == {("A-01", "L1"): 28}
    count = a_count()
    differing(count, 26)
    differing(count, 24, "A-02", "L1")

    approved = run(approve_count, ApproveCount(count, as_move=True), by="CHEF")

    assert [(one.bin, one.code) for one in approved.refused] == [("A-01", "reserved")]
    assert (there("A-01"), there("A-02", lot="L1")) == (36, 24)
    assert states(count) == {("A-01", "L1"): "approve", ("A-02", "L1"): "posted"}
