"""Recalls: what comes into a scope, what a hold stops, and what a drill leaves alone."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import an_item, an_order, in_days, kept, refusal, run, some_stock
from tests.cocoa import a_cocoa_works, make, opened, status
from wms_tui import clock
from wms_tui.domain.inspection import Verdict
from wms_tui.domain.recall import RecallClass, Step
from wms_tui.domain.types import Status
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.inspect import Inspect, Judge, judge
from wms_tui.operations.make_run import MakeRun, make_run
from wms_tui.operations.open_recall import ChangeRecall, OpenRecall, change_recall, open_recall
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.recall_scope import NarrowRecall, WidenRecall, narrow_recall, widen_recall
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.reshape_lots import RelabelLot, relabel_lot
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.operations.ship import Ship, ship
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.recalls import recall_clock, scope_changes, scope_of, the_recall, to_pull


@pytest.fixture(autouse=True)
def _house(warehouse: object) -> None:
    a_cocoa_works()


def scope(code: str = "R1") -> dict[str, str]:
    return {one.lot: one.why for one in scope_of(the_recall(code).id)}


def test_a_case_begins_with_what_was_named_and_what_was_made_of_it() -> None:
    opened()

    assert scope() == {"S1": "named", "P1": "trace", "P2": "trace"}


def test_a_case_of_named_lots_does_not_grow() -> None:
    opened(only_named=True)
    make("B3", "COCOA", "S1", "DRINK", "P3")

    assert run(hold_recall, HoldRecall("R1")).lots == 1


def test_a_hold_stops_every_lot_and_every_promise_at_once() -> None:
    an_order("O1", "DRINK=60")
    an_order("O2", "DRINK=10@P2")
    for order in ("O1", "O2"):
        run(allocate, Allocate((order,)))
    run(pick_suggested, PickSuggested("O2"))
    opened()

    done = run(hold_recall, HoldRecall("R1"))

    assert (done.lots, done.held, done.reservations_dropped) == (3, 90 + 40 + 50, 2)
    assert [(one.order, one.lot, one.quantity) for one in done.staged] == [("O2", "P2", 10)]
    assert {status("COCOA", "S1"), status("DRINK", "P1"), status("DRINK", "P2")} == {Status.RECALLED}
    assert status("COCOA", "S2") is Status.RELEASED
    assert kept("O1") == {}
    assert refusal(ship, Ship("O2")) == "lot-recalled"


def test_what_was_made_after_the_case_was_opened_is_held_with_it() -> None:
    opened()
    make("B3", "COCOA", "S1", "DRINK", "P3")

    done = run(hold_recall, HoldRecall("R1"))

    assert done.lots == 4
    assert scope()["P3"] == "trace"


def test_a_recalled_lot_is_not_used_up_and_its_goods_are_pulled_to_the_cage() -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))

    assert refusal(make_run, MakeRun("B3", (Ingredient("COCOA", "S1", 1),), (Product("DRINK", 1, "P3"),))) == (
        "lot-recalled"
    )
    left = to_pull(one.lot_id for one in scope_of(the_recall("R1").id))
    assert [(one.bin, one.lot, one.quantity) for one in left] == [
        ("A-01", "S1", 90), ("A-01", "P1", 40), ("A-01", "P2", 50),
    ]  # fmt: skip


@pytest.mark.parametrize("asked", [{}, {"status": Status.RELEASED}], ids=["as it comes", "asked for as released"])
def test_more_that_comes_of_a_recalled_lot_is_recalled_and_no_order_gets_it(asked: dict[str, Any]) -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))

    come = run(receive, Receive("COCOA", 40, "S1", bin="A-01", **asked))

    assert (come.status, status("COCOA", "S1")) == (Status.RECALLED, Status.RECALLED)
    an_order("O1", "COCOA=5@S1")
    assert refusal(allocate, Allocate(("O1",))) == "not-enough-stock"
    assert refusal(pick, Pick("O1", 1, "A-01", "S1", 5)) == "lot-recalled"
    assert [(one.lot, one.quantity) for one in to_pull([the_lot(the_item("COCOA"), "S1").id])] == [("S1", 130)]
    assert scope()["S1"] == "named"


def test_a_recalled_lot_of_which_nothing_was_left_is_still_recalled_when_it_comes_again() -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))
    run(adjust, Adjust("COCOA", "S1", "A-01", "scrap", to=0))

    assert run(receive, Receive("COCOA", 40, "S1", bin="A-01")).status is Status.RECALLED


def test_a_drill_holds_nothing_and_its_clock_runs() -> None:
    an_order("O1", "DRINK=60")
    run(allocate, Allocate(("O1",)))
    opened("D1", drill=True)

    with clock.pretend(clock.now() + timedelta(minutes=7)):
        done = run(hold_recall, HoldRecall("D1"))

    assert (done.lots, done.held, done.reservations_dropped) == (3, 180, 0)
    assert status("DRINK", "P1") is Status.RELEASED
    assert sum(kept("O1").values()) == 60
    times = {one.step: one.first_at for one in recall_clock(the_recall("D1").id)}
    first, second = times[Step.SCOPE], times[Step.HOLD]
    assert first and second and second - first >= timedelta(minutes=7)


def test_a_lot_that_comes_into_a_held_case_is_held_at_once() -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))

    run(widen_recall, WidenRecall("R1", (("COCOA", "S2"),), "same harvest"))

    assert status("COCOA", "S2") is Status.RECALLED
    assert [(one.lot, one.comes_in, one.reason) for one in scope_changes(the_recall("R1").id)][-1] == (
        "S2", True, "same harvest",
    )  # fmt: skip


def test_a_lot_that_leaves_a_case_is_what_it_was_before() -> None:
    run(hold, Hold("DRINK", "P2", "leaks"))
    opened()
    run(hold_recall, HoldRecall("R1"))

    run(narrow_recall, NarrowRecall("R1", (("DRINK", "P1"), ("DRINK", "P2")), "tested clean"))

    assert (status("DRINK", "P1"), status("DRINK", "P2")) == (Status.RELEASED, Status.HOLD)
    assert scope() == {"S1": "named"}
    assert run(hold_recall, HoldRecall("R1")).lots == 1, "what left comes back only by name"


def test_a_lot_that_two_people_release_leaves_a_case_on_hold() -> None:
    an_item("SERUM", release_people=2)
    some_stock("SERUM", "Y1", "A-01", 5)
    opened("R1", ("COCOA", "S1"), ("SERUM", "Y1"))
    run(hold_recall, HoldRecall("R1"))

    run(narrow_recall, NarrowRecall("R1", (("SERUM", "Y1"),), "tested clean"))

    assert status("SERUM", "Y1") is Status.HOLD


def test_a_recall_of_nothing_or_twice_or_of_everything_is_refused() -> None:
    assert refusal(open_recall, OpenRecall("R1", (), "bad")) == "nothing-named"
    assert refusal(open_recall, OpenRecall("R1", (("COCOA", "S1"),), " ")) == "reason-needed"
    opened()
    assert refusal(open_recall, OpenRecall("r1", (("COCOA", "S2"),), "bad")) == "recall-exists"
    assert refusal(open_recall, OpenRecall("R2", (("DRINK", "P1"),), "bad")) == "lot-in-recall"
    opened("D1", ("DRINK", "P1"), drill=True)
    for number in range(30):
        some_stock("COCOA", f"M{number}", "A-01", 1)
    everything = tuple(("COCOA", f"M{number}") for number in range(30))
    assert refusal(open_recall, OpenRecall("R3", everything, "bad")) == "recall-too-wide"
    opened("R3", *everything, accept=("accept-wide",))


def test_a_deadline_that_is_over_is_refused() -> None:
    assert refusal(open_recall, OpenRecall("R1", (("DRINK", "P1"),), "bad", reply_by=in_days(-1))) == "past-deadline"
    opened(reply_by=in_days(0))
    assert refusal(change_recall, ChangeRecall("R1", reply_by=in_days(-1))) == "past-deadline"


def test_a_case_learns_its_class_later() -> None:
    opened()

    done = run(change_recall, ChangeRecall("R1", recall_class=RecallClass.TWO, reply_by=in_days(3), why="classified"))

    assert done.changed == ("recall_class", "reply_by")
    assert the_recall("R1").recall_class is RecallClass.TWO
    assert refusal(change_recall, ChangeRecall("R1", recall_class=RecallClass.TWO)) == "no-difference"


def test_a_recall_is_taken_back_by_its_own_verbs() -> None:
    opened()
    held = run(hold_recall, HoldRecall("R1"))

    assert refusal(undo, Undo(held.entry, "mistake")) == "cannot-undo"
    assert refusal(release, Release("DRINK", "P1", "mistake")) == "lot-recalled"


def test_recalled_goods_are_destroyed_with_a_reason() -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))

    run(adjust, Adjust("DRINK", "P1", "A-01", "scrap", to=0))

    assert [one.lot for one in to_pull(one.lot_id for one in scope_of(the_recall("R1").id))] == ["S1", "P2"]


def test_a_lot_that_leaves_one_case_stays_recalled_by_another() -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))
    opened("R2", ("DRINK", "P1"), accept=("accept-twice",))

    run(narrow_recall, NarrowRecall("R1", (("DRINK", "P1"),), "tested clean"))

    assert status("DRINK", "P1") is Status.RECALLED


def test_a_lot_that_leaves_its_last_case_is_free_though_that_one_holds_nothing_yet() -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))
    opened("R2", ("DRINK", "P1"), ("DRINK", "P2"), accept=("accept-twice",))
    run(narrow_recall, NarrowRecall("R1", (("DRINK", "P1"),), "tested clean"))
    assert status("DRINK", "P1") is Status.RECALLED

    run(narrow_recall, NarrowRecall("R2", (("DRINK", "P1"),), "tested clean"))

    assert status("DRINK", "P1") is Status.RELEASED


def test_a_lot_that_is_recalled_for_what_it_was_made_of_is_not_released_when_it_leaves_a_case() -> None:
    opened("R1", ("COCOA", "S1"), only_named=True)
    run(hold_recall, HoldRecall("R1"))
    run(relabel_lot, RelabelLot("COCOA", "S1", "S9", 10))
    assert status("COCOA", "S9") is Status.RECALLED
    run(widen_recall, WidenRecall("R1", (("COCOA", "S9"),), "the same goods"))

    run(narrow_recall, NarrowRecall("R1", (("COCOA", "S9"),), "named by mistake"))

    assert status("COCOA", "S9") is Status.HOLD


def relabelled(lot: str, into: str, quantity: int = 5) -> int:
    return run(relabel_lot, RelabelLot("COCOA", lot, into, quantity, accept=("accept-similar",))).entry


def held(code: str, *lots: tuple[str, str], **fields: object) -> None:
    opened(code, *lots, only_named=True, **fields)
    run(hold_recall, HoldRecall(code))


def test_a_recalled_lot_that_held_goods_were_put_into_leaves_its_case_on_hold() -> None:
    some_stock("COCOA", "M1", "A-01", 5)
    run(hold, Hold("COCOA", "M1", "mould"))
    held("R1", ("COCOA", "S2"), ("COCOA", "S1"))
    relabelled("M1", "S2")

    run(narrow_recall, NarrowRecall("R1", (("COCOA", "S2"),), "tested clean"))

    assert status("COCOA", "S2") is Status.HOLD


def test_a_recalled_lot_that_rejected_and_recalled_goods_were_put_into_leaves_its_case_rejected() -> None:
    some_stock("COCOA", "M1", "A-01", 5)
    run(judge, Judge(Inspect("COCOA", "M1"), Verdict.FAIL))
    held("R1", ("COCOA", "S2"), ("COCOA", "S1"))
    relabelled("S1", "S2")
    relabelled("M1", "S2")

    run(narrow_recall, NarrowRecall("R1", (("COCOA", "S2"),), "tested clean"))

    assert status("COCOA", "S2") is Status.REJECTED


def test_a_recalled_lot_that_free_goods_were_put_into_leaves_its_case_released() -> None:
    some_stock("COCOA", "M1", "A-01", 5)
    held("R1", ("COCOA", "S2"), ("COCOA", "S1"))
    relabelled("M1", "S2")

    run(narrow_recall, NarrowRecall("R1", (("COCOA", "S2"),), "tested clean"))

    assert status("COCOA", "S2") is Status.RELEASED


def test_what_was_taken_out_of_a_recalled_lot_again_by_undo_does_not_count_when_it_leaves() -> None:
    some_stock("COCOA", "M1", "A-01", 5)
    run(hold, Hold("COCOA", "M1", "mould"))
    held("R1", ("COCOA", "S2"), ("COCOA", "S1"))
    run(undo, Undo(relabelled("M1", "S2"), "wrong lot"))

    run(narrow_recall, NarrowRecall("R1", (("COCOA", "S2"),), "tested clean"))

    assert status("COCOA", "S2") is Status.RELEASED


def test_a_lot_that_one_recall_let_go_is_not_released_when_it_was_made_of_recalled_goods_since() -> None:
    held("R1", ("COCOA", "S2"), ("COCOA", "S1"))
    run(narrow_recall, NarrowRecall("R1", (("COCOA", "S2"),), "tested clean"))
    relabelled("S1", "S2")
    assert status("COCOA", "S2") is Status.RECALLED
    run(widen_recall, WidenRecall("R1", (("COCOA", "S2"),), "the same goods"))

    run(narrow_recall, NarrowRecall("R1", (("COCOA", "S2"),), "named by mistake"))

    assert status("COCOA", "S2") is Status.HOLD


def test_a_lot_is_free_when_the_last_of_two_cases_that_held_it_lets_it_go() -> None:
    held("R1", ("COCOA", "S2"), ("COCOA", "S1"))
    held("R2", ("COCOA", "S2"), ("DRINK", "P1"), accept=("accept-twice",))

    run(narrow_recall, NarrowRecall("R1", (("COCOA", "S2"),), "tested clean"))
    assert status("COCOA", "S2") is Status.RECALLED
    run(narrow_recall, NarrowRecall("R2", (("COCOA", "S2"),), "tested clean"))

    assert status("COCOA", "S2") is Status.RELEASED


def test_undo_does_not_free_a_lot_that_a_recall_has_held_since() -> None:
    held("R1", ("COCOA", "S1"))
    mistake = relabelled("S1", "S2")
    run(widen_recall, WidenRecall("R1", (("COCOA", "S2"),), "the same goods"))

    assert refusal(undo, Undo(mistake, "wrong lot")) == "lot-recalled"


def test_undo_does_not_free_a_lot_that_more_of_the_same_goods_were_put_into() -> None:
    held("R1", ("COCOA", "S1"))
    first, second = relabelled("S1", "S2"), relabelled("S1", "S2")

    assert refusal(undo, Undo(first, "wrong lot")) == "status-changed"
    run(undo, Undo(second, "wrong lot"))
    run(undo, Undo(first, "wrong lot"))
    assert status("COCOA", "S2") is Status.RELEASED
