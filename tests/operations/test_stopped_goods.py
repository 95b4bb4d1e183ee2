"""What was stopped stays stopped: no undo of a run, no merge, no run and no number brings it back."""

import pytest

from tests.builders import (
    a_bin,
    a_customer,
    an_item,
    an_order,
    run,
    some_stock,
    there,
)
from tests.genealogy import a_kitchen, a_run, lot_id, sold
from tests.people import somebody
from tests.recalls import replies
from wms_tui.domain.rights import Role
from wms_tui.domain.tracing import Way
from wms_tui.domain.types import Status
from wms_tui.errors import Refused
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.change_bin import ChangeBin, change_bin
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.make_run import MakeRun, make_run
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.reshape_lots import (
    LotPart,
    MergeLots,
    RelabelLot,
    SplitLot,
    merge_lots,
    relabel_lot,
    split_lot,
)
from wms_tui.operations.run_acts import (
    ConsumeRun,
    GiveBack,
    OpenRun,
    ProduceRun,
    consume_run,
    give_back,
    open_run,
    produce_run,
)
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.recalls import scope_of, the_recall
from wms_tui.queries.trace import trace

pytestmark = pytest.mark.usefixtures("warehouse")


def status(item, lot):
    return the_lot(the_item(item), lot).status


def two_lots():
    a_bin("A-01")
    an_item("MILK")
    a_customer()
    some_stock("MILK", "L1", "A-01", 100)
    some_stock("MILK", "L2", "A-01", 100)


def a_half_done_run():
    a_kitchen()
    run(open_run, OpenRun("B1"))
    taken = run(consume_run, ConsumeRun("B1", Ingredient("MILK", "M1", 50)))
    run(produce_run, ProduceRun("B1", Product("CHOC", 50, "P1"), "A-01"))
    return taken.entry


@pytest.mark.parametrize("stop", ["recall", "hold"])
@pytest.mark.parametrize("kind", ["relabel", "split", "merge", "make"])
def test_undo_does_not_free_goods_that_were_stopped_under_their_new_number(kind, stop):
    two_lots()
    an_item("CHEESE")
    item, new, verb, slip = {
        "relabel": ("MILK", "N7", relabel_lot, RelabelLot("MILK", "L1", "N7")),
        "split": ("MILK", "N7", split_lot, SplitLot("MILK", "L1", (LotPart("N7", 100),))),
        "merge": ("MILK", "N7", merge_lots, MergeLots("MILK", (LotPart("L1"), LotPart("L2")), "N7", "A-01")),
        "make": (
            "CHEESE",
            "N7",
            make_run,
            MakeRun("B1", (Ingredient("MILK", "L1", 100),), (Product("CHEESE", 100, "N7"),), "A-01"),
        ),
    }[kind]
    done = run(verb, slip)
    somebody("QA", Role.QUALITY)
    somebody("CLERK", Role.CLERK)
    somebody("BOSS", Role.LEAD)
    if stop == "recall":
        run(open_recall, OpenRecall("R7", ((item, new),), "salmonella"), by="QA")
        run(hold_recall, HoldRecall("R7"), by="QA")
    else:
        run(hold, Hold(item, new, "bad smell"), by="QA")
    with pytest.raises(Refused):
        run(undo, Undo(done.entry, "mistake"), by="CLERK")
        assert status("MILK", "L1") is not Status.RELEASED  # never got here: it is, and is picked and shipped


def test_undo_does_not_put_recalled_goods_into_a_product_that_stays_free():
    a_kitchen()
    run(open_run, OpenRun("B1"))
    run(consume_run, ConsumeRun("B1", Ingredient("MILK", "M1", 50)))
    run(consume_run, ConsumeRun("B1", Ingredient("COCOA", "C1", 50)))
    back = run(give_back, GiveBack("B1", "MILK", "M1", 50, "A-01"))
    run(produce_run, ProduceRun("B1", Product("CHOC", 50, "P1"), "A-01"))
    run(open_recall, OpenRecall("R7", (("MILK", "M1"),), "salmonella"))
    run(hold_recall, HoldRecall("R7"))
    try:
        run(undo, Undo(back.entry, "it was used after all"))
    except Refused:
        return
    assert status("CHOC", "P1") is not Status.RELEASED


@pytest.mark.parametrize("how", ["undo", "give back"])
def test_a_product_keeps_a_parent_and_the_recall_finds_who_got_it(how):
    taken = a_half_done_run()
    sold("SO1", "CHOC=50@P1")
    try:
        if how == "undo":
            run(undo, Undo(taken, "typing error"))
        else:
            run(give_back, GiveBack("B1", "MILK", "M1", 50, "A-01"))
    except Refused:
        return
    run(open_recall, OpenRecall("R7", (("MILK", "M1"),), "salmonella"))
    assert [one.customer for one in replies().values()] == ["SHOP"]


def test_a_merge_leaves_in_the_cage_what_was_put_there():
    two_lots()
    run(hold, Hold("MILK", "L1", "broken", "A-01", 5))
    run(merge_lots, MergeLots("MILK", (LotPart("L1"), LotPart("L2")), "M12", "A-01"))
    assert (there("HOLD"), there("A-01")) == (5, 195)  # (0, 200): the broken ones are picked


def test_a_merge_is_put_where_goods_of_the_first_lot_were_taken():
    two_lots()
    run(hold, Hold("MILK", "L1", "broken", "A-01", 5))
    run(merge_lots, MergeLots("MILK", (LotPart("L1", 50), LotPart("L2")), "M12"))
    assert there("A-01") >= 150  # 45 + 100 good ones go to the cage without a word


def test_a_merge_of_a_lot_that_is_picked_in_part_does_not_aim_at_the_stage():
    two_lots()
    an_order("O1", "MILK=5@L1")
    run(allocate, Allocate(("O1",)))
    run(pick_suggested, PickSuggested("O1"))
    run(merge_lots, MergeLots("MILK", (LotPart("L1"), LotPart("L2")), "M12"))


def test_a_run_takes_nothing_out_of_the_cage():
    two_lots()
    an_item("CHEESE")
    run(hold, Hold("MILK", "L1", "broken", "A-01", 5))
    with pytest.raises(Refused):
        run(make_run, MakeRun("B1", (Ingredient("MILK", "L1", 5, "HOLD"),), (Product("CHEESE", 5, "C1"),), "A-01"))


def test_a_run_takes_nothing_out_of_a_closed_bin():
    two_lots()
    an_item("CHEESE")
    a_bin("A-02")
    run(change_bin, ChangeBin("A-01", blocked=True, reason="mould"))
    with pytest.raises(Refused):
        run(make_run, MakeRun("B1", (Ingredient("MILK", "L1", 5),), (Product("CHEESE", 5, "C1"),), "A-02"))


def test_who_may_not_release_does_not_take_back_anothers_hold_of_a_part():
    two_lots()
    somebody("QA", Role.QUALITY)
    somebody("CLERK", Role.CLERK)
    done = run(hold, Hold("MILK", "L1", "broken", "A-01", 5), by="QA")
    with pytest.raises(Refused):
        run(undo, Undo(done.entry, "no"), by="CLERK")


def test_a_recall_takes_in_the_siblings_that_a_trace_shows():
    a_kitchen()
    a_run("B1", {"MILK:M1": 20}, {"CHOC:P2": 20})
    a_run("B2", {"MILK:M1": 20, "CHOC:P2": 5}, {"PUDDING:S": 20})
    shown = {(one.item, one.lot) for one in trace([lot_id("PUDDING", "S")], Way.FORWARD, siblings=True).lots}
    run(open_recall, OpenRecall("R7", (("PUDDING", "S"),), "salmonella", siblings=True))
    assert {(one.item, one.lot) for one in scope_of(the_recall("R7").id)} == shown  # CHOC P2 is not in it
