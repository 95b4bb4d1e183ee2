"""Production: what goes in leaves the house, what comes out has parents, dates and a status."""

import pytest

from tests.builders import a_bin, a_customer, an_item, an_order, in_days, kept, refusal, run, some_stock, there
from wms_tui.domain.types import Status
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.make_run import MakeRun, make_run
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.runs import children_of, parents_of


@pytest.fixture(autouse=True)
def _cocoa(warehouse: object) -> None:
    an_item("COCOA", unit="KG")
    an_item("DRINK", shelf_life="90d")
    a_bin("A-01")
    a_bin("A-02")
    some_stock("COCOA", "S1", "A-01", 100)
    some_stock("COCOA", "S1", "A-02", 50)


def a_run(
    code: str = "B1", *consume: Ingredient, made: tuple[Product, ...] = (Product("DRINK", 2000, "P1"),)
) -> MakeRun:  # fmt: skip
    return MakeRun(code, consume or (Ingredient("COCOA", "S1", 120),), made)


def parents(item: str, lot: str) -> list[tuple[str, str]]:
    return parents_of(the_lot(the_item(item), lot).id)


def test_a_run_takes_what_it_uses_and_puts_down_what_it_makes() -> None:
    done = run(make_run, a_run())

    assert (there("A-01", "COCOA"), there("A-02", "COCOA"), there("DOCK", "DRINK", "P1")) == (0, 30, 2000)
    assert [(one.lot, one.quantity, one.expires_on) for one in done.produced] == [("P1", 2000, in_days(90))]
    assert parents("DRINK", "P1") == [("COCOA", "S1")]
    assert children_of(the_lot(the_item("COCOA"), "S1").id) == [("DRINK", "P1")]


def test_what_is_made_is_numbered_by_the_template() -> None:
    done = run(make_run, a_run(made=(Product("DRINK", 10),)))

    assert done.produced[0].lot.startswith("LOT-")


def test_what_is_made_has_at_least_the_status_that_a_receipt_would_have() -> None:
    an_item("SYRUP", receipt_status=Status.QUARANTINE)

    done = run(make_run, a_run(made=(Product("SYRUP", 10, "Y1"),)))

    assert done.produced[0].status is Status.QUARANTINE


@pytest.mark.parametrize(("quantity", "code"), [(151, "not-enough-stock"), (0, "bad-quantity"), (-1, "bad-quantity")])
def test_a_run_cannot_use_what_is_not_there(quantity: int, code: str) -> None:
    assert refusal(make_run, a_run("B1", Ingredient("COCOA", "S1", quantity))) == code
    assert there("A-01", "COCOA") == 100


def test_what_orders_were_promised_is_not_used_up() -> None:
    a_customer()
    an_order("O1", "COCOA=140")
    run(allocate, Allocate(("O1",)))

    assert refusal(make_run, a_run("B1", Ingredient("COCOA", "S1", 20))) == "reserved"
    assert sum(kept("O1").values()) == 140


def test_a_lot_on_hold_is_not_used_up() -> None:
    run(hold, Hold("COCOA", "S1", "smells"))

    assert refusal(make_run, a_run()) == "lot-on-hold"


def test_a_lot_is_not_made_of_itself_however_far_back() -> None:
    run(make_run, a_run())
    run(make_run, a_run("B2", Ingredient("DRINK", "P1", 100), made=(Product("DRINK", 90, "P2"),)))

    again = a_run("B3", Ingredient("DRINK", "P2", 10), made=(Product("COCOA", 5, "S1"),))
    itself = a_run("B3", Ingredient("DRINK", "P2", 10), made=(Product("DRINK", 5, "P2"),))

    assert [refusal(make_run, one) for one in (again, itself)] == ["own-ancestor", "own-ancestor"]


def test_a_run_of_nothing_and_a_run_that_makes_nothing_are_refused() -> None:
    assert refusal(make_run, MakeRun("B1", (), (Product("DRINK", 1, "P1"),))) == "nothing-consumed"
    assert refusal(make_run, MakeRun("B1", (Ingredient("COCOA", "S1", 1),), ())) == "nothing-produced"


def test_a_number_is_one_run_until_it_is_undone() -> None:
    first = run(make_run, a_run())
    assert refusal(make_run, a_run()) == "run-exists"

    run(undo, Undo(first.entry, "wrong lot"))
    assert (there("A-01", "COCOA"), there("A-02", "COCOA"), there("DOCK", "DRINK")) == (100, 50, 0)
    assert parents("DRINK", "P1") == []

    run(make_run, a_run())
    assert parents("DRINK", "P1") == [("COCOA", "S1")]


def test_a_run_is_not_undone_once_what_it_made_has_moved_on() -> None:
    done = run(make_run, a_run())
    run(adjust, Adjust("DRINK", "P1", "DOCK", "damage", by=-1))

    assert refusal(undo, Undo(done.entry, "wrong lot")) == "not-enough-stock"
    assert parents("DRINK", "P1") == [("COCOA", "S1")]


def test_the_same_key_makes_a_run_once() -> None:
    first = run(make_run, a_run(), key="k")
    again = run(make_run, a_run(), key="k")

    assert (again.entry, again.repeated) == (first.entry, True)
    assert there("DOCK", "DRINK") == 2000
