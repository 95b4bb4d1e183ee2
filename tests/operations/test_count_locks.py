"""Somebody counts in a bin: others are asked, suggestions pass it over, and who leaves locks nobody out."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import a_supplier, an_order, kept, refusal, run, there
from tests.counting import a_count, a_house, seen
from wms_tui import clock
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.begin_count import BeginBin, FinishBin, begin_bin, finish_bin, leave_bin
from wms_tui.operations.close_count import CloseCount, close_count
from wms_tui.operations.count_locks import LAPSES_AFTER, beat_count
from wms_tui.operations.move import MoveBin, MoveStock, move, move_bin
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.refill import PullRefill, pull_refill
from wms_tui.operations.send_back import SendBack, send_back
from wms_tui.operations.set_level import SetLevel, set_level
from wms_tui.operations.unpick import Unpick, unpick
from wms_tui.queries.counts import count_bins, count_locks, the_count
from wms_tui.queries.health import examine
from wms_tui.queries.suggestions import suggest
from wms_tui.storage.statements import change

GO_ON = ("accept-counting",)


@pytest.fixture(autouse=True)
def counted(warehouse: Path) -> str:
    """A house in which ANNA counts A-01."""
    a_house()
    count = a_count()
    run(begin_bin, BeginBin(count, "A-01"), by="ANNA")
    return count


def later(past: timedelta) -> datetime:
    return clock.now() + past


def test_others_are_asked_before_they_take_from_it_or_put_into_it_and_may_go_on() -> None:
    a_supplier("DAIRY")
    an_order("O1", "MILK=2@L1")
    run(receive, Receive("MILK", 3, "L1"))

    for verb, slip in (
        (pick, Pick("O1", 1, "A-01", "L1", 2)),
        (move, MoveStock("MILK", "L1", 2, "A-01", "A-03")),
        (move, MoveStock("MILK", "L1", 2, "A-02", "A-01")),
        (move_bin, MoveBin("A-01", "A-03")),
        (put_away, PutAway("MILK", "L1", 3, target="A-01")),
        (send_back, SendBack("MILK", "L1", 2, "A-01", "DAIRY")),
        (begin_bin, BeginBin("CT1", "A-01")),
    ):
        assert refusal(verb, slip, by="BERT") == "being-counted"

    run(pick, Pick("O1", 1, "A-01", "L1", 2, accept=GO_ON), by="BERT")
    run(put_away, PutAway("MILK", "L1", 3, target="A-01", accept=GO_ON), by="BERT")
    run(move, MoveStock("MILK", "L1", 1, "A-01", "A-03", accept=GO_ON), by="BERT")
    run(send_back, SendBack("MILK", "L1", 2, "A-01", "DAIRY", accept=GO_ON), by="BERT")
    assert there("A-01") == 34


def test_who_counts_there_may_tidy_up_unasked() -> None:
    run(move, MoveStock("MILK", "L1", 2, "A-01", "A-03"), by="anna")

    assert there("A-01") == 34


def test_suggestions_pass_it_over_and_allocation_takes_from_elsewhere() -> None:
    an_order("O1", "MILK=12@L1")

    reasons = [(one.bin, one.reason) for one in suggest("O1", clock.today()).lines[0].passed_over if one.lot == "L1"]
    run(allocate, Allocate(("O1",)))

    assert reasons == [("A-01", "being-counted")]
    assert kept("O1") == {("A-02", "L1"): 12}


def test_goods_are_not_sent_to_a_bin_that_is_being_counted() -> None:
    run(receive, Receive("MILK", 3, "L1"))

    assert [one.bin for one in run(put_away, PutAway("MILK", "L1", 3)).to] == ["A-02"]


@pytest.mark.parametrize(("past", "free"), [(LAPSES_AFTER, False), (LAPSES_AFTER + timedelta(seconds=1), True)])
def test_a_counter_who_was_not_heard_of_for_five_minutes_locks_nobody_out(past: timedelta, free: bool) -> None:
    an_order("O1", "MILK=12@L1")
    moment = count_locks()[0].beat_at + past

    with clock.pretend(moment):
        run(allocate, Allocate(("O1",)))

    assert kept("O1") == ({("A-01", "L1"): 12} if free else {("A-02", "L1"): 12})
    assert (count_locks() == []) is free
    assert examine().differences == ()


@pytest.mark.parametrize("verb", [pick, move, put_away, pick_suggested, send_back, receive, unpick, pull_refill])
def test_whoever_writes_next_frees_a_bin_that_was_left(verb: object) -> None:
    an_order("O1", "MILK=2@L1")
    run(receive, Receive("MILK", 3, "L1"))
    slips = {
        pick: Pick("O1", 1, "A-01", "L1", 2),
        move: MoveStock("MILK", "L1", 2, "A-01", "A-03"),
        put_away: PutAway("MILK", "L1", 3, target="A-01"),
        pick_suggested: PickSuggested("O1"),
        send_back: SendBack("MILK", "L1", 2, "A-01", "DAIRY"),
        receive: Receive("MILK", 2, "L1", bin="A-01"),
        unpick: Unpick("O2", 1, "A-01"),
        pull_refill: PullRefill("MILK", "L1", 2, "A-01", "A-03"),
    }
    a_supplier("DAIRY")
    run(set_level, SetLevel("A-03", "MILK", 1, 5))
    an_order("O2", "MILK=1@L2")
    run(pick_suggested, PickSuggested("O2"))

    with clock.pretend(later(timedelta(minutes=6))):
        run(verb, slips[verb], by="BERT")  # type: ignore[arg-type, index]

    assert count_locks() == []


def test_a_sign_of_life_keeps_the_bin_and_says_when_it_is_lost(counted: str) -> None:
    with clock.pretend(later(timedelta(minutes=4))):
        assert beat_count(by="ANNA") == 1
    with clock.pretend(later(timedelta(minutes=8))):
        seen(counted, 36)
    with clock.pretend(later(timedelta(minutes=12))):
        assert beat_count(by="ANNA") == 1
    with clock.pretend(later(timedelta(minutes=18))):
        assert beat_count(by="ANNA") == 0

    bins = {one.bin: one.state for one in count_bins(the_count(counted).id)}
    assert bins["A-01"] == "open", "the count goes there again"


def test_goods_that_left_after_the_lock_had_lapsed_are_still_noticed(counted: str) -> None:
    with clock.pretend(later(timedelta(minutes=6))):
        run(move, MoveStock("MILK", "L1", 6, "A-01", "A-03"), by="BERT")
        told = seen(counted, 36, by="ANNA")

    assert (told.state, told.moved) == ("recount", True)


def test_somebody_else_may_take_the_bin_over(counted: str) -> None:
    run(begin_bin, BeginBin(counted, "A-01", accept=GO_ON), by="BERT")

    assert [(one.bin, one.by) for one in count_locks()] == [("A-01", "BERT")]


def test_a_bin_that_is_done_or_left_is_free_at_once(counted: str) -> None:
    seen(counted, 36)
    run(finish_bin, FinishBin(counted, "A-01"))
    run(begin_bin, BeginBin(counted, "A-02"))
    leave_bin(by="BERT", bin="A-02")
    assert [one.bin for one in count_locks()] == ["A-02"]

    leave_bin(by="ANNA", bin="A-02")

    assert count_locks() == []
    assert examine().differences == ()


def test_a_bin_that_another_count_is_done_with_stays_with_who_counts_there(counted: str) -> None:
    other = a_count("A-01")
    seen(other, 36, by="BERT")

    run(close_count, CloseCount(other), by="BERT")

    assert [(one.bin, one.by, one.count) for one in count_locks()] == [("A-01", "ANNA", counted)]


def test_the_doctor_sees_a_mark_without_a_lock_and_a_lock_without_a_mark(warehouse: Path) -> None:
    change("UPDATE place SET counting = 1 - counting WHERE code IN ('A-01', 'A-02')")

    found = [one for one in examine().differences if one.kind == "count-lock"]
    assert sorted(one.detail.split()[0] for one in found) == ["A-01", "A-02"]

    change("UPDATE place SET counting = 1 - counting WHERE code IN ('A-01', 'A-02')")
