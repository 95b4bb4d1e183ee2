"""The end of a recall: what is asked before it is closed, what goes on after it, and a false alarm."""

from dataclasses import replace

import pytest

from tests.builders import an_order, refusal, run
from tests.cocoa import a_cocoa_works, opened, status
from tests.recalls import closed
from wms_tui import clock
from wms_tui.domain.types import Status
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.close_recall import CloseRecall, close_recall
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.recall_scope import NarrowRecall, WidenRecall, narrow_recall, widen_recall
from wms_tui.operations.ship import Ship, ship
from wms_tui.queries.alerts import causes
from wms_tui.queries.recalls import cases_at_large, the_recall


@pytest.fixture(autouse=True)
def _house(warehouse: object) -> None:
    a_cocoa_works()


def test_nothing_is_done_to_a_case_that_is_closed() -> None:
    opened()
    closed("R1", "all destroyed")

    assert refusal(hold_recall, HoldRecall("R1")) == "recall-closed"
    assert refusal(close_recall, CloseRecall("R1")) == "recall-closed"
    assert refusal(widen_recall, WidenRecall("R1", (("COCOA", "S2"),), "more")) == "recall-closed"


def test_a_case_with_a_consignee_who_has_not_answered_is_closed_only_with_a_word() -> None:
    an_order("O1", "DRINK=10@P1")
    run(allocate, Allocate(("O1",)))
    run(pick_suggested, PickSuggested("O1"))
    run(ship, Ship("O1"))
    opened()

    assert refusal(close_recall, CloseRecall("R1")) == "replies-open"
    assert refusal(close_recall, CloseRecall("R1", "shop is gone", ("accept-open",))) == "goods-outside"
    done = closed("R1", "shop is gone")
    assert (done.unanswered, done.outside_cage) == (1, 170)
    assert the_recall("R1").closed_why == "shop is gone; 1 never answered; 170 units outside the cage"


def test_goods_of_a_closed_case_are_pulled_and_told_of_until_they_are_in_the_cage() -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))
    closed("R1", "answered")

    assert [one.kind for one in causes(clock.now()) if one.kind == "recall-at-large"] == ["recall-at-large"]
    ((case, pulls),) = cases_at_large()
    assert (case.code, {one.lot for one in pulls}) == ("R1", {"S1", "P1", "P2"})
    for one in pulls:
        run(move, MoveStock(one.item, one.lot, one.quantity, one.bin, "HOLD"))
    assert cases_at_large() == []
    assert not any(one.kind == "recall-at-large" for one in causes(clock.now()))


def test_goods_of_a_case_that_held_nothing_are_not_pulled_after_it_is_closed() -> None:
    opened()
    assert cases_at_large() != []
    closed("R1", "it was another lot")

    assert cases_at_large() == []


def test_a_false_alarm_lets_every_lot_go() -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))
    everything = NarrowRecall("R1", (), "the laboratory mixed up samples")

    assert refusal(narrow_recall, everything) == "recall-of-nothing"
    assert status("COCOA", "S1") is Status.RECALLED
    done = run(narrow_recall, replace(everything, accept=("accept-empty",)))

    assert (done.changed, done.lots) == (3, 0)
    assert {status("COCOA", "S1"), status("DRINK", "P1"), status("DRINK", "P2")} == {Status.RELEASED}
    assert refusal(narrow_recall, everything) == "not-in-scope"
    assert closed("R1", "a false alarm").outside_cage == 0


def test_the_only_lot_of_a_case_is_let_go_with_a_yes() -> None:
    opened("R1", ("DRINK", "P2"))
    run(hold_recall, HoldRecall("R1"))
    last = NarrowRecall("R1", (("DRINK", "P2"),), "another label")

    assert refusal(narrow_recall, last) == "recall-of-nothing"
    run(narrow_recall, replace(last, accept=("accept-empty",)))

    assert status("DRINK", "P2") is Status.RELEASED


def test_a_lot_leaves_a_closed_case_that_held_it_and_no_other_closed_one() -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))
    closed("R1", "answered")
    opened("R2", ("DRINK", "P2"), accept=("accept-twice",))
    closed("R2", "nothing to do")

    run(narrow_recall, NarrowRecall("R1", (("DRINK", "P1"),), "tested clean"))

    assert status("DRINK", "P1") is Status.RELEASED
    assert refusal(narrow_recall, NarrowRecall("R2", (("DRINK", "P2"),), "as well")) == "recall-closed"


def test_a_lot_that_a_closed_case_held_stays_recalled_when_it_leaves_a_later_one() -> None:
    opened()
    run(hold_recall, HoldRecall("R1"))
    closed("R1", "all is back")
    opened("R2", ("DRINK", "P1"), ("DRINK", "P2"))
    run(hold_recall, HoldRecall("R2"))

    run(narrow_recall, NarrowRecall("R2", (("DRINK", "P1"),), "not of this one"))

    assert status("DRINK", "P1") is Status.RECALLED
