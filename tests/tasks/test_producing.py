"""Producing at the terminal: ingredients by their labels, what was made by ENTER, and genealogy as a by-product."""

import pytest

from tests.builders import a_bin, an_item, run, some_stock, there
from tests.tasks.clerk import Clerk
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.recipes import AddRecipe, Part, add_recipe
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import lots_anywhere, the_lot
from wms_tui.queries.runs import lots_of_run, parents_of, the_run
from wms_tui.storage.statements import rows
from wms_tui.tasks.session import Session


@pytest.fixture
def clerk(warehouse: object) -> Clerk:
    for item in ("COCOA", "MILK", "DRINK"):
        an_item(item)
    a_bin("A-01")
    for item, lot in (("COCOA", "S1"), ("MILK", "M1")):
        some_stock(item, lot, "A-01", 100)
    return Clerk(Session("ANNA"))


def begin(clerk: Clerk, code: str = "B1") -> Clerk:
    return clerk.scan("%PRODUCE").enter(code).enter("Y")


def made() -> str:
    """The number of the one lot of the drink."""
    (found,) = rows("SELECT lot.number FROM lot JOIN item ON item.id = lot.item_id WHERE item.code = 'DRINK'")
    return found[0]


def test_a_run_takes_ingredients_and_puts_down_a_numbered_lot(clerk: Clerk) -> None:
    begin(clerk)
    assert clerk.prompt.title == "RUN B1"
    clerk.scan("S1").enter("20").scan("M1").enter("50")
    assert (there("A-01", "COCOA"), there("A-01", "MILK")) == (80, 50)

    clerk.press(6).scan("DRINK").enter().enter("200").scan("A-01")

    assert not clerk.was_refused(), clerk.last
    lot = made()
    assert there("A-01", "DRINK", lot) == 200
    assert parents_of(the_lot(the_item("DRINK"), lot).id) == [("COCOA", "S1"), ("MILK", "M1")]
    assert clerk.last.what == f"made 200 EA {lot}"


def test_an_ingredient_takes_a_scan_and_its_quantity(clerk: Clerk) -> None:
    begin(clerk).count()

    clerk.scan("S1").enter("20")

    assert clerk.count() == (1, 3)


def test_a_lot_on_hold_is_refused_and_nothing_is_lost(clerk: Clerk) -> None:
    run(hold, Hold("COCOA", "S1", "smells"))
    begin(clerk)

    clerk.scan("S1").enter("20")

    assert clerk.was_refused()
    assert "on hold" in clerk.last.what
    assert there("A-01", "COCOA") == 100
    assert clerk.prompt.title == "RUN B1"


def test_what_the_recipe_wants_is_offered_and_what_it_does_not_name_is_asked_about(clerk: Clerk) -> None:
    run(add_recipe, AddRecipe("D1", Part("DRINK", 100), (Part("COCOA", 12),)))
    begin(clerk).enter("D1")
    clerk.scan("S1").enter()
    assert there("A-01", "COCOA") == 88

    clerk.scan("M1").enter("1")
    assert clerk.was_asked()
    assert "not in recipe" in clerk.last.what
    clerk.press(3)
    assert there("A-01", "MILK") == 100
    clerk.scan("M1").enter("1").enter("Y")
    assert there("A-01", "MILK") == 99

    clerk.press(6).enter().enter().enter("100").enter()
    assert there("DOCK", "DRINK") == 100


def test_what_is_not_used_goes_back_and_is_no_parent(clerk: Clerk) -> None:
    begin(clerk)
    clerk.scan("S1").enter("20").scan("M1").enter("50")

    clerk.press(5).digit(1).scan("M1").enter().scan("A-01")
    assert clerk.last.what == "gave back 50 EA M1"
    clerk.press(5).digit(2).scan("S1").enter("2").enter("spilled")
    assert clerk.last.what == "threw away 2 EA S1"
    clerk.press(6).scan("DRINK").enter("P1").enter("10").scan("A-01")

    assert there("A-01", "MILK") == 100
    assert parents_of(the_lot(the_item("DRINK"), "P1").id) == [("COCOA", "S1")]


def test_a_run_is_closed_and_typed_again_it_says_so(clerk: Clerk) -> None:
    begin(clerk)
    clerk.scan("S1").enter("20").press(5).digit(3)
    assert clerk.last.what == "Run B1 is closed"
    assert the_run("B1").closed

    clerk.enter("B1")
    assert clerk.was_refused()


def test_the_last_act_is_taken_back_by_a_key(clerk: Clerk) -> None:
    begin(clerk)
    clerk.scan("S1").enter("20").press(2)

    assert there("A-01", "COCOA") == 100
    assert [one.went_in for one in lots_of_run(the_run("B1").id) if one.went_in] == []


def test_a_run_goes_on_at_the_same_step_at_another_terminal(clerk: Clerk) -> None:
    begin(clerk)
    clerk.scan("S1")

    other = Clerk(Session("ANNA", "second"))

    assert other.prompt.question == clerk.prompt.question
    other.enter("5")
    assert there("A-01", "COCOA") == 95
    assert len(lots_anywhere("S1")) == 1
