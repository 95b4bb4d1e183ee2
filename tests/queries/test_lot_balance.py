"""What came in of a lot is there or went out; what is missing shows, with the entries that explain it."""

import pytest

from tests.builders import run, some_stock
from tests.genealogy import a_kitchen, a_run, came, lot_id, sold
from wms_tui import clock
from wms_tui.domain.genealogy import Act
from wms_tui.domain.mass_balance import LotBalance
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.send_back import SendBack, send_back
from wms_tui.operations.ship import Return, return_goods
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.deliveries import deliveries
from wms_tui.queries.lot_balance import balance_of
from wms_tui.storage.statements import change

pytestmark = pytest.mark.usefixtures("warehouse")


def milk() -> LotBalance:
    """Return the balance of the milk that came first."""
    return balance_of(lot_id("MILK", "M1"))


def parts(balance: LotBalance) -> dict[str, int]:
    """Return the lines of a balance that are not nothing."""
    names = (
        *("received", "produced", "found", "returned", "on_hand", "shipped", "consumed", "destroyed", "lost"),
        *("sampled", "sent_back"),
    )
    return {name: getattr(balance, name) for name in names if getattr(balance, name)}


def adjusted(by: int, reason: str) -> int:
    """Adjust the milk and return the entry."""
    return run(adjust, Adjust("MILK", "M1", "A-01", reason, by=by)).entry


def test_all_that_came_is_there_or_went_somewhere():
    a_kitchen()
    a_run("R1", {"MILK:M1": 20}, {"CHOC:H1": 20})
    sold("O1", "MILK=30")
    run(return_goods, Return("O1", "MILK", "M1", 4))
    adjusted(-3, "damage")
    adjusted(-2, "sample")
    adjusted(-6, "lost")
    adjusted(5, "found")
    run(send_back, SendBack("MILK", "M1", 7, "A-01"))

    balance = milk()

    assert parts(balance) == {
        "received": 100, "found": 5, "returned": 4, "on_hand": 41, "shipped": 30, "consumed": 20, "destroyed": 3,
        "lost": 6, "sampled": 2, "sent_back": 7,
    }  # fmt: skip
    assert (balance.difference, balance.percent) == (0, 100.0)
    assert balance.traced_percent == round(100 * 103 / 104, 2)
    assert [(one.reason, one.quantity, one.bin) for one in balance.gap] == [("lost", -6, "A-01"), ("found", 5, "A-01")]
    assert parts(balance_of(lot_id("CHOC", "H1"))) == {"produced": 20, "on_hand": 20}


def test_what_was_undone_is_taken_off_where_it_was_counted():
    a_kitchen()
    more = came("MILK", "M1", 40)
    left = sold("O1", "MILK=30")
    run(undo, Undo(left, "wrong door"))
    made = a_run("R1", {"MILK:M1": 20}, {"CHOC:H1": 20})
    for entry in (adjusted(-6, "lost"), adjusted(-2, "sample"), adjusted(9, "found"), made, more):
        run(undo, Undo(entry, "a mistake"))
    back = run(send_back, SendBack("MILK", "M1", 7, "A-01")).entry
    run(undo, Undo(back, "it stays"))

    balance = milk()

    assert parts(balance) == {"received": 100, "on_hand": 100}
    assert balance.gap == ()
    assert (balance.reserved, balance.staged) == (0, 30)


def test_a_return_undone_is_no_shipment():
    a_kitchen()
    sold("O1", "MILK=30")
    back = run(return_goods, Return("O1", "MILK", "M1", 4)).entry
    run(undo, Undo(back, "it was another lot"))

    assert parts(milk()) == {"received": 100, "on_hand": 70, "shipped": 30}
    assert [(one.quantity, one.returned) for one in deliveries([lot_id("MILK", "M1")])] == [(30, 0)]


def test_what_comes_back_is_taken_off_the_delivery():
    a_kitchen()
    sold("O1", "MILK=30")
    sold("O2", "MILK=10")
    run(return_goods, Return("O1", "MILK", "M1", 4))

    found = deliveries([lot_id("MILK", "M1")])

    assert [(one.order, one.quantity, one.returned, one.kept) for one in found] == [
        ("O1", 30, 4, 26),
        ("O2", 10, 0, 10),
    ]


def test_goods_that_production_gives_back_were_not_consumed():
    a_kitchen()
    a_run("R1", {"MILK:M1": 20}, {"CHOC:H1": 20})
    given = a_run("R1", {}, {"MILK:M1": 5}, act=Act.GIVE_BACK)
    assert parts(milk()) == {"received": 100, "on_hand": 85, "consumed": 15}

    run(undo, Undo(given, "it was used"))

    assert parts(milk()) == {"received": 100, "on_hand": 80, "consumed": 20}


def test_a_past_balance_is_what_it_was_then():
    a_kitchen()
    came("MILK", "M1", 40)
    then = clock.now()
    sold("O1", "MILK=30")
    adjusted(-6, "lost")

    balance = balance_of(lot_id("MILK", "M1"), then)

    assert parts(balance) == {"received": 140, "on_hand": 140}
    assert (balance.difference, balance.gap, balance.reserved, balance.staged) == (0, (), None, None)


def test_opening_stock_is_found_and_not_traced():
    a_kitchen()
    some_stock("MILK", "OLD", "A-01", 10)

    balance = balance_of(lot_id("MILK", "OLD"))

    assert (balance.found, balance.percent, balance.traced_percent) == (10, 100.0, 0.0)


def test_a_leak_shows_as_a_difference_with_its_bin():
    a_kitchen()
    change("UPDATE stock SET quantity = quantity - 1 WHERE lot_id = ?", lot_id("MILK", "M1"))

    balance = milk()

    assert (balance.difference, balance.percent) == (1, 99.0)
    assert [(one.bin, one.stock, one.moves) for one in balance.leaks] == [("A-01", 99, 100)]
    assert milk().difference == balance_of(lot_id("MILK", "M1"), clock.now()).difference
    change("UPDATE stock SET quantity = quantity + 1 WHERE lot_id = ?", lot_id("MILK", "M1"))


def test_a_hundred_percent_is_never_said_of_a_lot_that_leaks():
    a_kitchen()
    came("MILK", "BIG", 1_000_000)
    change("UPDATE stock SET quantity = quantity - 1 WHERE lot_id = ?", lot_id("MILK", "BIG"))

    assert balance_of(lot_id("MILK", "BIG")).percent == 99.99
    change("UPDATE stock SET quantity = quantity + 1 WHERE lot_id = ?", lot_id("MILK", "BIG"))
