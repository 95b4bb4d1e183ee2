"""A run that goes on: goods go in and come out in several acts, and what is not used goes back."""

import pytest

from tests.builders import a_bin, an_item, in_days, refusal, run, some_stock, there
from wms_tui.domain.types import Status
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.operations.recipes import AddRecipe, Part, RetireRecipe, add_recipe, retire_recipe
from wms_tui.operations.run_acts import (
    CloseRun,
    ConsumeRun,
    GiveBack,
    OpenRun,
    ProduceRun,
    ScrapRun,
    close_run,
    consume_run,
    give_back,
    open_run,
    produce_run,
    scrap_run,
)
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.items import the_item
from wms_tui.queries.lot_balance import balance_of
from wms_tui.queries.lots import the_lot
from wms_tui.queries.runs import lots_of_run, parents_of, the_run


@pytest.fixture(autouse=True)
def _house(warehouse: object) -> None:
    for item in ("COCOA", "MILK", "DRINK", "WHEY"):
        an_item(item)
    a_bin("A-01")
    for lot in ("S1", "S2"):
        some_stock("COCOA", lot, "A-01", 100)
    some_stock("MILK", "M1", "A-01", 100)


def took(lot: str, quantity: int, item: str = "COCOA") -> int:
    return run(consume_run, ConsumeRun("B1", Ingredient(item, lot, quantity))).entry


def made(lot: str, quantity: int, item: str = "DRINK") -> int:
    return run(produce_run, ProduceRun("B1", Product(item, quantity, lot))).entry


def parents(lot: str) -> list[str]:
    return [number for _, number in parents_of(the_lot(the_item("DRINK"), lot).id)]


def test_everything_that_went_in_is_a_parent_of_everything_that_came_out() -> None:
    run(open_run, OpenRun("B1"))
    took("S1", 10)
    made("P1", 50)
    took("S2", 10)
    made("P2", 50)

    assert (parents("P1"), parents("P2")) == (["S1", "S2"], ["S1", "S2"])
    done = run(close_run, CloseRun("B1"))
    assert [(one.lot, one.quantity) for one in done.consumed] == [("S1", 10), ("S2", 10)]
    assert [(one.lot, one.quantity) for one in done.produced] == [("P1", 50), ("P2", 50)]
    assert refusal(consume_run, ConsumeRun("B1", Ingredient("COCOA", "S1", 1))) == "run-closed"


def test_what_is_given_back_in_full_is_no_parent_any_more() -> None:
    run(open_run, OpenRun("B1"))
    took("S1", 10)
    took("S2", 10)
    made("P1", 50)

    run(give_back, GiveBack("B1", "COCOA", "S2", 10, "A-01"))

    assert parents("P1") == ["S1"]
    assert there("A-01", "COCOA", "S2") == 100
    assert balance_of(the_lot(the_item("COCOA"), "S2").id).consumed == 0
    assert refusal(give_back, GiveBack("B1", "COCOA", "S2", 1, "A-01")) == "more-than-taken"


def test_what_is_thrown_away_was_destroyed_and_stays_a_parent() -> None:
    run(open_run, OpenRun("B1"))
    took("S1", 10)
    made("P1", 50)

    run(scrap_run, ScrapRun("B1", "COCOA", "S1", 10, "spilled"))

    balance = balance_of(the_lot(the_item("COCOA"), "S1").id)
    assert (balance.consumed, balance.destroyed, balance.difference) == (0, 10, 0)
    assert parents("P1") == ["S1"]
    assert refusal(scrap_run, ScrapRun("B1", "COCOA", "S1", 1, "spilled")) == "more-than-taken"
    assert refusal(scrap_run, ScrapRun("B1", "COCOA", "S1", 1, " ")) == "reason-needed"


def test_an_act_of_a_run_is_undone_alone() -> None:
    run(open_run, OpenRun("B1"))
    took("S1", 10)
    second = took("S2", 10)
    made("P1", 50)

    run(undo, Undo(second, "wrong lot"))

    assert parents("P1") == ["S1"]
    assert there("A-01", "COCOA", "S2") == 100


def test_a_run_makes_nothing_of_nothing_and_no_lot_of_itself() -> None:
    run(open_run, OpenRun("B1"))
    assert refusal(produce_run, ProduceRun("B1", Product("DRINK", 1, "P1"))) == "nothing-consumed"
    took("S1", 10)
    made("P1", 50)

    assert refusal(consume_run, ConsumeRun("B1", Ingredient("DRINK", "P1", 1))) == "own-ancestor"
    assert refusal(produce_run, ProduceRun("B1", Product("COCOA", 1, "S1"))) == "own-ancestor"


def test_an_item_that_the_recipe_does_not_name_is_asked_about() -> None:
    run(add_recipe, AddRecipe("D1", Part("DRINK", 100), (Part("COCOA", 10),), (Part("WHEY", 5),)))
    run(open_run, OpenRun("B1", recipe="D1", planned=250))
    took("S1", 25)

    assert refusal(consume_run, ConsumeRun("B1", Ingredient("MILK", "M1", 1))) == "not-in-recipe"
    run(consume_run, ConsumeRun("B1", Ingredient("MILK", "M1", 1), accept=("accept-not-in-recipe",)))
    made("W1", 12, "WHEY")
    made("P1", 250)
    assert refusal(produce_run, ProduceRun("B1", Product("MILK", 1, "M9"))) == "not-in-recipe"
    assert len(lots_of_run(the_run("B1").id)) == 4


def test_a_retired_recipe_opens_no_run() -> None:
    run(add_recipe, AddRecipe("D1", Part("DRINK", 100), (Part("COCOA", 10),)))
    run(retire_recipe, RetireRecipe("D1"))

    assert refusal(open_run, OpenRun("B1", recipe="D1")) == "recipe-retired"
    assert refusal(add_recipe, AddRecipe("D1", Part("DRINK", 1), (Part("COCOA", 1),))) == "recipe-exists"
    assert refusal(add_recipe, AddRecipe("D2", Part("DRINK", 1), (Part("DRINK", 1),))) == "own-ancestor"
    assert refusal(add_recipe, AddRecipe("D2", Part("DRINK", 1), ())) == "nothing-consumed"


def test_what_is_made_of_a_lot_that_was_recalled_meanwhile_is_recalled() -> None:
    run(open_run, OpenRun("B1"))
    took("S1", 10)
    run(open_recall, OpenRecall("R1", (("COCOA", "S1"),), "salmonella"))
    run(hold_recall, HoldRecall("R1"))

    made("P1", 50)

    assert the_lot(the_item("DRINK"), "P1").status is Status.RECALLED


def test_what_was_given_back_is_not_brought_back_a_second_time_by_undo() -> None:
    run(open_run, OpenRun("B1"))
    entry = took("S1", 15)
    back = run(give_back, GiveBack("B1", "COCOA", "S1", 10, "A-01")).entry

    assert refusal(undo, Undo(entry, "mistake")) == "given-back"

    run(undo, Undo(back, "mistake"))
    run(undo, Undo(entry, "mistake"))
    assert there("A-01", "COCOA", "S1") == 100
    assert balance_of(the_lot(the_item("COCOA"), "S1").id).consumed == 0


def test_a_lot_that_was_used_up_keeps_its_dates_when_more_of_it_is_made() -> None:
    run(open_run, OpenRun("B1"))
    took("S1", 1)
    run(produce_run, ProduceRun("B1", Product("WHEY", 5, "W1", expires_on=in_days(20)), "A-01"))
    run(open_run, OpenRun("B2"))
    run(consume_run, ConsumeRun("B2", Ingredient("WHEY", "W1", 5)))

    other = Product("WHEY", 5, "W1", expires_on=in_days(90))
    assert refusal(produce_run, ProduceRun("B1", other)) == "lot-expiry-differs"
    assert the_lot(the_item("WHEY"), "W1").expires_on == in_days(20)


def test_a_lot_that_is_recalled_while_nothing_of_it_is_there_is_made_recalled() -> None:
    run(open_run, OpenRun("B1"))
    took("S1", 1)
    run(undo, Undo(made("P1", 5), "mistake"))
    run(open_recall, OpenRecall("R1", (("DRINK", "P1"),), "glass"))
    run(hold_recall, HoldRecall("R1"))

    made("P1", 5)

    assert the_lot(the_item("DRINK"), "P1").status is Status.RECALLED
