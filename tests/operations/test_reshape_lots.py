"""Splitting, merging and relabelling: the same goods under other numbers, with their parents."""

import pytest

from tests.builders import a_bin, an_item, in_days, refusal, run, some_stock, there
from wms_tui.domain.types import Status
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.reshape_lots import LotPart, MergeLots, RelabelLot, SplitLot, merge_lots, relabel_lot, split_lot
from wms_tui.operations.retest import Retest, retest
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.runs import parents_of


@pytest.fixture(autouse=True)
def _milk(warehouse: object) -> None:
    an_item()
    a_bin("A-01")
    a_bin("A-02")
    some_stock(lot="L1", bin="A-01", quantity=36, expires_on=in_days(30))
    some_stock(lot="L2", bin="A-02", quantity=10, expires_on=in_days(20))


def lot(number: str) -> tuple[object, Status]:
    found = the_lot(the_item("MILK"), number)
    return found.expires_on, found.status


def parents(number: str) -> list[str]:
    return [parent for _, parent in parents_of(the_lot(the_item("MILK"), number).id)]


def test_parts_of_a_lot_become_lots_of_their_own_with_its_dates() -> None:
    run(split_lot, SplitLot("MILK", "L1", (LotPart("L1-A", 12), LotPart("L1-B", 4))))

    assert [there("A-01", "MILK", number) for number in ("L1", "L1-A", "L1-B")] == [20, 12, 4]
    assert lot("L1-A") == (in_days(30), Status.RELEASED)
    assert parents("L1-A") == ["L1"]


def test_a_merged_lot_has_the_earliest_expiry_and_the_worst_status() -> None:
    run(hold, Hold("MILK", "L1", "seal leaks"))

    done = run(merge_lots, MergeLots("MILK", (LotPart("L1"), LotPart("L2", 6)), into="M1"))

    assert [(one.lot, one.quantity, one.bin) for one in done.produced] == [("M1", 42, "A-01")]
    assert lot("M1") == (in_days(20), Status.HOLD)
    assert parents("M1") == ["L1", "L2"]
    assert there("A-02", "MILK", "L2") == 4


def test_a_lot_is_not_merged_into_itself() -> None:
    assert refusal(merge_lots, MergeLots("MILK", (LotPart("L1"), LotPart("L2")), into="L1")) == "lot-expiry-differs"
    assert refusal(merge_lots, MergeLots("MILK", (LotPart("L1"), LotPart("L2")), into="L2")) == "own-ancestor"
    assert refusal(merge_lots, MergeLots("MILK", (LotPart("L1"), LotPart("L1")), into="M1")) == "twice"
    assert refusal(merge_lots, MergeLots("MILK", (LotPart("L1"),), into="M1")) == "nothing-consumed"


def test_a_lot_on_hold_bears_another_number_and_stays_on_hold() -> None:
    run(hold, Hold("MILK", "L1", "label wrong"))

    run(relabel_lot, RelabelLot("MILK", "L1", "L9"))

    assert (there("A-01", "MILK", "L1"), there("A-01", "MILK", "L9")) == (0, 36)
    assert lot("L9") == (in_days(30), Status.HOLD)


def test_a_merge_is_undone_as_long_as_nothing_of_it_has_gone() -> None:
    done = run(merge_lots, MergeLots("MILK", (LotPart("L1"), LotPart("L2")), into="M1"))

    run(undo, Undo(done.entry, "two lots after all"))

    assert (there("A-01", "MILK", "L1"), there("A-02", "MILK", "L2"), there("A-01", "MILK", "M1")) == (36, 10, 0)
    assert parents("M1") == []


def test_a_lot_in_several_bins_is_split_where_somebody_says() -> None:
    some_stock(lot="L1", bin="A-02", quantity=5)

    assert refusal(split_lot, SplitLot("MILK", "L1", (LotPart("L1-A", 2),))) == "bin-needed"
    run(split_lot, SplitLot("MILK", "L1", (LotPart("L1-A", 2),), bin="A-02"))
    assert there("A-02", "MILK", "L1-A") == 2


def test_goods_do_not_get_a_later_expiry_by_the_number_of_a_lot_that_was_retested() -> None:
    some_stock(lot="L3", bin="A-02", quantity=5, expires_on=in_days(20))
    run(retest, Retest("MILK", "L3", in_days(60), reason="tested good"))

    assert refusal(relabel_lot, RelabelLot("MILK", "L2", "L3")) == "lot-expiry-differs"


def test_a_merged_lot_is_not_younger_than_the_goods_in_it() -> None:
    run(receive, Receive("MILK", 5, "L4", in_days(20), made_on=in_days(-1), bin="A-02"))

    run(merge_lots, MergeLots("MILK", (LotPart("L2"), LotPart("L4")), into="M2"))

    assert the_lot(the_item("MILK"), "M2").made_on is None, "nobody knows when L2 was made"
