"""Lists read page by page: nothing is left out and nothing comes twice, whichever way one goes."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from tests.builders import a_customer, an_item, an_order, bins, in_days, run, some_stock
from wms_tui import clock, ledger
from wms_tui.domain.codes import natural_key
from wms_tui.domain.types import Status
from wms_tui.ledger import Move, StatusMove
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.cancel_order import CancelOrder, cancel_order
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.ship import Ship, ship
from wms_tui.queries import lot_pages, order_pages, stock_pages
from wms_tui.queries.items import the_item
from wms_tui.queries.lot_moves import lot_moves
from wms_tui.queries.lot_pages import lot_page
from wms_tui.queries.lots import the_lot
from wms_tui.queries.order_pages import order_page
from wms_tui.queries.stock import of_lot
from wms_tui.queries.stock_pages import stock_page
from wms_tui.storage import connection
from wms_tui.storage.connection import transaction

Page = Callable[..., list[tuple[Any, Any]]]


@pytest.fixture(scope="module")
def built(empty_warehouse, tmp_path_factory) -> Path:
    """Two items in a handful of bins, some lots without a date and some on the same day; and seven orders."""
    path = tmp_path_factory.mktemp("lists") / "warehouse.db"
    copyfile(empty_warehouse, path)
    connection.open_database(path, by="TEST")
    bins("A-2", "A-10", "B-1")
    an_item("MILK", name="OAT MILK")
    an_item("RYE", name="RYE CRISPS")
    for number in range(1, 13):
        for place in ("A-2", "A-10", "B-1")[: number % 3 + 1]:
            some_stock("MILK", f"L{number}", place, expires_on=in_days(30 + number // 3) if number % 4 else None)
            some_stock("RYE", f"R{number}", place, expires_on=in_days(90 - number) if number % 5 else None)
    _orders()
    connection.close_database()
    return path


def _orders() -> None:
    """Add orders: open with and without a day, shipped, cancelled."""
    a_customer("SHOP", name="Corner 100% Shop")
    a_customer("CAFE", name="Cafe_Noir")
    for number, (customer, days) in enumerate([("SHOP", 3), ("CAFE", None), ("SHOP", 1), ("CAFE", 1), ("SHOP", 2)], 8):
        ship_on = None if days is None else in_days(days)
        an_order(f"SO{number}", "MILK=1", "RYE=2", customer=customer, ship_on=ship_on)
    an_order("SO1", "MILK=1", customer="SHOP", ship_on=in_days(0))
    an_order("SO2", "MILK=1", customer="SHOP")
    run(pick_suggested, PickSuggested("SO1"))
    run(ship, Ship("SO1"))
    run(cancel_order, CancelOrder("SO2"))


@pytest.fixture(autouse=True)
def house(built, tmp_path) -> Iterator[None]:
    """The house of each test's own, open."""
    path = tmp_path / "warehouse.db"
    copyfile(built, path)
    connection.open_database(path, by="TEST")
    yield
    connection.close_database()


def walked(page: Page, limit: int, **asked: Any) -> list[Any]:
    """Read a whole list, so many rows at a time."""
    found: list[tuple[Any, Any]] = []
    while True:
        more = page(beside=found[-1][0] if found else None, limit=limit, **asked)
        found += more
        assert len(found) < 1000, "the list does not end"
        if len(more) < limit:
            return [one for _, one in found]


def both_ways(page: Page, **asked: Any) -> list[Any]:
    """Read a list whole and in small pages, from either end; return it when all agree."""
    whole = [one for _, one in page(limit=1000, **asked)]
    for limit in (1, 2, 7):
        assert walked(page, limit, **asked) == whole
        assert walked(page, limit, backwards=True, **asked)[::-1] == whole
    return whole


def rises(values: Iterable[Any]) -> bool:
    return all(first <= second for first, second in pairwise(values))


@pytest.mark.parametrize("sort", stock_pages.WAYS)
@pytest.mark.parametrize("search", ["", "oat", "L1", "A-", "a-1", "milk l3", "nothing"])
def test_stock_is_the_same_list_in_pages_of_any_size(sort, search):
    found = both_ways(lambda **asked: stock_page(sort, search=search, **asked))
    assert len(found) == len({(one.bin, one.item, one.lot) for one in found})
    assert (len(found) == 0) == (search == "nothing")


@pytest.mark.parametrize("sort", stock_pages.WAYS)
@pytest.mark.parametrize("search", ["oat", "L1", "A-", "a-1"])
def test_a_word_that_many_bear_finds_what_it_finds_when_few_do(sort, search, monkeypatch):
    few = both_ways(lambda **asked: stock_page(sort, search=search, **asked))
    monkeypatch.setattr(stock_pages, "FEW_LOTS", 0)
    monkeypatch.setattr(stock_pages, "FEW_BINS", 0)
    assert both_ways(lambda **asked: stock_page(sort, search=search, **asked)) == few


def test_stock_stands_in_the_order_it_is_sorted_by():
    by_bin = [one.bin for one in both_ways(lambda **asked: stock_page("bin", **asked))]
    assert list(dict.fromkeys(by_bin)) == ["A-2", "A-10", "B-1"]
    assert rises(natural_key(one.lot) for one in both_ways(lambda **asked: stock_page("lot", **asked)))
    by_day = [one.expires_on or date.max for one in both_ways(lambda **asked: stock_page("expires", **asked))]
    assert rises(by_day)
    assert by_day[-1] == date.max
    by_item = both_ways(lambda **asked: stock_page("item", **asked))
    assert rises((one.item, one.expires_on or date.max) for one in by_item)


def test_what_is_found_is_in_stock_and_bears_every_word():
    found = both_ways(lambda **asked: stock_page("bin", search="milk l1", **asked))
    assert {one.lot for one in found} == {"L1", "L10", "L11", "L12"}
    run(move, MoveStock("MILK", "L10", 36, "A-2", "B-1"))
    assert ("A-2", "L10") not in [(one.bin, one.lot) for one in both_ways(lambda **asked: stock_page("bin", **asked))]


@pytest.mark.parametrize("sort", lot_pages.WAYS)
@pytest.mark.parametrize("search", ["", "rye", "r1", "nothing"])
def test_lots_are_the_same_list_in_pages_of_any_size(sort, search, monkeypatch):
    found = both_ways(lambda **asked: lot_page(sort, search=search, **asked))
    assert len(found) == {"": 24, "rye": 12, "r1": 4, "nothing": 0}[search]
    monkeypatch.setattr(lot_pages, "FEW_LOTS", 0)
    assert both_ways(lambda **asked: lot_page(sort, search=search, **asked)) == found


@pytest.mark.parametrize("sort", lot_pages.WAYS)
@pytest.mark.parametrize("search", ["", "milk", "l1"])
def test_lots_in_the_house_are_the_same_list_in_pages_of_any_size(sort, search, monkeypatch):
    for number in (2, 5, 8):
        for bin in ("A-2", "A-10", "B-1"):
            if any(one.bin == bin for one in of_lot(the_lot(the_item("MILK"), f"L{number}").id)):
                run(adjust, Adjust("MILK", f"L{number}", bin, "damage", to=0))
    housed = [one for one in both_ways(lambda **asked: lot_page(sort, search=search, **asked)) if one.quantity]
    found = both_ways(lambda **asked: lot_page(sort, search=search, in_house=True, **asked))
    assert found == housed
    monkeypatch.setattr(lot_pages, "FEW_IN_HOUSE", 0)
    monkeypatch.setattr(lot_pages, "FEW_LOTS", 0)
    assert both_ways(lambda **asked: lot_page(sort, search=search, in_house=True, **asked)) == found


@pytest.mark.parametrize("sort", order_pages.WAYS)
@pytest.mark.parametrize(
    ("search", "codes"), [("open", "8 9 10 11 12"), ("ship", "1"), ("cancelled", "2"), ("picked", "")]
)
def test_orders_in_a_state_are_the_same_list_in_pages_of_any_size(sort, search, codes):
    found = both_ways(lambda **asked: order_page(sort, search=search, **asked))
    assert {one.order for one in found} == {f"SO{code}" for code in codes.split()}


def test_what_has_left_stands_behind_what_is_open_newest_first():
    for number, days in ((21, 4), (22, 1), (23, 9)):
        an_order(f"SO{number}", "MILK=1", ship_on=in_days(days))
        run(pick_suggested, PickSuggested(f"SO{number}"))
        run(ship, Ship(f"SO{number}"))
    codes = [one.order for one in both_ways(lambda **asked: order_page("state", **asked))]
    assert codes == ["SO10", "SO11", "SO12", "SO8", "SO9", "SO23", "SO21", "SO22", "SO1", "SO2"]


@pytest.mark.parametrize("sort", order_pages.WAYS)
@pytest.mark.parametrize("search", ["", "so1", "shop", "Corner 100%", "_", "100_", "nothing"])
def test_orders_are_the_same_list_in_pages_of_any_size(sort, search):
    found = both_ways(lambda **asked: order_page(sort, search=search, **asked))
    many = {"": 7, "so1": 4, "shop": 5, "Corner 100%": 5, "_": 2, "100_": 0, "nothing": 0}[search]
    assert len({one.order for one in found}) == len(found) == many


def test_what_is_open_comes_first_by_the_day_it_ships():
    codes = [one.order for one in both_ways(lambda **asked: order_page("state", **asked))]
    assert codes == ["SO10", "SO11", "SO12", "SO8", "SO9", "SO1", "SO2"]
    by_day = [one.ship_on or date.max for one in both_ways(lambda **asked: order_page("ships", **asked))]
    assert rises(by_day)


def test_an_entry_that_moves_a_lot_and_changes_its_status_is_told_whole():
    lot = the_lot(the_item("MILK"), "L4")
    there = of_lot(lot.id)
    now = clock.now()
    with transaction():
        carried = Move(lot.id, there[0].place_id, there[-1].place_id, 1)
        changed = StatusMove(lot.id, Status.RELEASED, Status.RECALLED)
        ledger.post(ledger.Act("recall", "ANNA", now, "both", "digest", now), [carried, carried], [changed])
    run(move, MoveStock("MILK", "L4", 1, "A-10", "A-2"))
    found = both_ways(lambda **asked: lot_moves(lot.id, **asked))
    assert [(one.kind, one.after) for one in found[:4]] == [
        ("move", ""),
        ("recall", "recalled"),
        ("recall", ""),
        ("recall", ""),
    ]


def test_what_happened_to_a_lot_is_told_newest_first_in_pages_of_any_size():
    for number in range(5):
        run(move, MoveStock("MILK", "L4", 1, "A-2", "B-1"))
        if number % 2:
            run(hold, Hold("MILK", "L4", "leaking"))
            run(release, Release("MILK", "L4", "dry again"))
        run(move, MoveStock("RYE", "R1", 1, "A-2", "B-1"))
    lot = the_lot(the_item("MILK"), "L4")
    found = both_ways(lambda **asked: lot_moves(lot.id, **asked))
    assert [one.kind for one in found] == [
        *("move", "release", "hold", "move", "move", "release", "hold", "move", "move"),
        *("import", "import"),
    ]
    assert rises([one.entry for one in found][::-1])
    assert found[1].before == "hold"
    assert (found[0].source, found[0].target, found[0].quantity, found[0].by) == ("A-2", "B-1", 1, "ANNA")
