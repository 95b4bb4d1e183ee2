"""What was reported short is doubted: nobody is sent there again until somebody has counted it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import a_customer, an_item, an_order, bins, in_days, kept, refusal, run, some_stock, there
from wms_tui import clock
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.short_pick import ShortPick, short_pick
from wms_tui.queries.history import history
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.queries.suggestions import suggest
from wms_tui.storage.statements import value


@pytest.fixture(autouse=True)
def short_house(warehouse: Path) -> Iterator[None]:
    """Thirty of OLD in A-01, thirty of NEW in A-02, and an order that did not find OLD."""
    an_item("MILK")
    bins("A-01", "A-02", "A-03")
    a_customer("SHOP")
    some_stock(lot="OLD", bin="A-01", quantity=30, expires_on=in_days(10))
    some_stock(lot="NEW", bin="A-02", quantity=30, expires_on=in_days(90))
    an_order("O1", "MILK=5")
    an_order("O2", "MILK=5")
    run(allocate, Allocate(("O1", "O2")))
    run(short_pick, ShortPick("O1", 1, "A-01", "OLD"))
    yield


def doubted() -> list[tuple[str, str]]:
    return [(one.bin, one.lot) for one in stock(StockFilter()) if one.doubted]


def test_what_was_reported_short_is_not_kept_for_the_next_order() -> None:
    an_order("O3", "MILK=5")

    run(allocate, Allocate(("O3",)))

    assert (kept("O1"), kept("O3")) == ({("A-02", "NEW"): 5}, {("A-02", "NEW"): 5})
    assert doubted() == [("A-01", "OLD")]


def test_the_suggestion_says_why_it_is_passed_over() -> None:
    line = suggest("O1", clock.today()).lines[0]

    assert [(one.lot, one.reason) for one in line.passed_over] == [("OLD", "being-counted: reported short, count it")]


def test_it_is_not_picked_and_what_another_order_had_of_it_stays_with_that_order() -> None:
    assert kept("O2") == {("A-01", "OLD"): 5}
    assert refusal(pick, Pick("O2", 1, "A-01", "OLD", 5)) == "being-counted"

    run(short_pick, ShortPick("O2", 1, "A-01", "OLD"))

    assert kept("O2") == {("A-02", "NEW"): 5}


def test_an_adjustment_ends_the_doubt() -> None:
    done = run(adjust, Adjust("MILK", "OLD", "A-01", "lost", by=-3))

    assert (done.quantity, doubted()) == (27, [])
    an_order("O3", "MILK=5")
    run(allocate, Allocate(("O3",)))
    assert kept("O3") == {("A-01", "OLD"): 5}


def test_a_doubt_that_was_wrong_is_ended_by_what_the_books_say_and_the_reason_is_kept() -> None:
    done = run(adjust, Adjust("MILK", "OLD", "A-01", "counted twice", to=30))

    assert (done.quantity, done.difference, doubted()) == (30, 0, [])
    assert done.entry > 0
    assert value("SELECT reason FROM entry WHERE id = ?", done.entry) == "counted twice"
    assert done.entry not in [one.entry for one in history()]
    assert refusal(adjust, Adjust("MILK", "OLD", "A-01", "counted twice", to=30)) == "no-difference"


def test_nothing_by_nothing_ends_no_doubt() -> None:
    assert refusal(adjust, Adjust("MILK", "OLD", "A-01", "counted", by=0)) == "no-difference"
    assert doubted() == [("A-01", "OLD")]


def test_what_is_moved_away_is_not_doubted_and_what_comes_is() -> None:
    run(move, MoveStock("MILK", "OLD", 10, "A-01", "A-03"))
    assert doubted() == [("A-01", "OLD")]

    run(move, MoveStock("MILK", "OLD", 10, "A-03", "A-01"))
    assert (doubted(), there("A-01")) == ([("A-01", "OLD")], 30)


def test_goods_that_came_on_a_pallet_since_can_be_picked() -> None:
    run(receive, Receive("MILK", 12, "OLD", bin="A-01", plate="new"))
    an_order("O3", "MILK=5")

    run(allocate, Allocate(("O3",)))
    run(pick, Pick("O3", 1, "A-01", "OLD", 5))

    assert there("STAGE", "MILK", "OLD") == 5
    assert doubted() == [("A-01", "OLD")]
