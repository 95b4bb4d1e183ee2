"""Allocating many orders at once: the strict ones are served too, and what is shown before is what is kept."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.builders import (
    a_bin,
    a_customer,
    an_item,
    an_order,
    bins,
    in_days,
    kept,
    refusal,
    run,
    some_stock,
)
from wms_tui import clock
from wms_tui.domain.records import LotRecord, StockRecord
from wms_tui.domain.types import Rotation
from wms_tui.operations.allocate import Allocate, Allocated, allocate
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.load import LoadRecords, load_records
from wms_tui.operations.pick import Pick, pick
from wms_tui.queries.orders import find_order, kept_for_order, order_lines
from wms_tui.queries.outlook import Outlook, outlook
from wms_tui.storage.connection import transaction
from wms_tui.storage.order_state import count_print_of_order
from wms_tui.storage.statements import change


@pytest.fixture(autouse=True)
def house(warehouse: Path) -> None:
    """Ten that expire first and are young, ten that expire later and are aged; a shop, and one that wants half."""
    an_item("MILK")
    bins("A-01", "A-02", "A-03")
    a_customer("SHOP")
    a_customer("STRICT", min_percent=50)
    a_lot("YOUNG", "A-01", 10, made=0, expires=80)
    a_lot("AGED", "A-02", 10, made=-900, expires=90)


def a_lot(lot: str, place: str, quantity: int, *, made: int, expires: int, item: str = "MILK") -> None:
    record = LotRecord(item, lot, made_on=in_days(made), expires_on=in_days(expires))
    stock = StockRecord(item=item, lot=lot, bin=place, quantity_text=str(quantity))
    run(load_records, LoadRecords((record, stock)))


def ahead(*orders: str, partial: bool = False, anew: bool = False) -> Allocated:
    return run(allocate, Allocate(orders, partial, look_ahead=True, anew=anew))


def told(done: Allocated) -> list[tuple[str, int, int]]:
    return [(one.order, one.reserved, one.short) for one in done.orders]


def foreseen(*orders: str, anew: bool = False) -> Outlook:
    return outlook(orders, clock.today(), anew=anew)


def test_a_strict_customer_behind_a_tolerant_one_is_served_too() -> None:
    an_order("O1", "MILK=10", ship_on=in_days(1))
    an_order("O2", "MILK=8", customer="STRICT", ship_on=in_days(2))
    assert refusal(allocate, Allocate(("O1", "O2"))) == "not-enough-stock"

    done = ahead()

    assert told(done) == [("O1", 10, 0), ("O2", 8, 0)]
    assert kept("O1") == {("A-01", "YOUNG"): 2, ("A-02", "AGED"): 8}
    assert kept("O2") == {("A-01", "YOUNG"): 8}


def test_orders_that_are_not_named_stand_in_the_order_in_which_they_ship() -> None:
    an_order("O1", "MILK=10")
    an_order("O3", "MILK=8", ship_on=in_days(5))
    an_order("O2", "MILK=8", ship_on=in_days(5))
    an_order("O4", "MILK=2", ship_on=in_days(4))

    assert told(ahead(partial=True)) == [("O4", 2, 0), ("O2", 8, 0), ("O3", 8, 0), ("O1", 2, 8)]


def test_orders_that_are_named_stand_as_they_are_named_each_once() -> None:
    an_order("O1", "MILK=15")
    an_order("O2", "MILK=15")

    assert told(ahead("O2", "O1", "o2", partial=True)) == [("O2", 15, 0), ("O1", 5, 10)]


def test_a_short_order_is_refused_whole_and_nothing_is_kept() -> None:
    an_order("O1", "MILK=10")
    an_order("O2", "MILK=11", customer="STRICT")

    assert refusal(allocate, Allocate((), look_ahead=True)) == "not-enough-stock"
    assert kept("O1") == {}


def test_where_there_is_no_open_order_that_is_said() -> None:
    assert refusal(allocate, Allocate((), look_ahead=True)) == "no-orders"
    assert refusal(allocate, Allocate(())) == "no-orders"
    assert foreseen().lines == ()


def test_what_is_kept_and_sound_stays_and_anew_it_is_chosen_again() -> None:
    an_order("O1", "MILK=10")
    run(allocate, Allocate(("O1",)))
    an_order("O2", "MILK=8", customer="STRICT")

    assert told(ahead(partial=True)) == [("O1", 10, 0), ("O2", 0, 8)]
    assert kept("O1") == {("A-01", "YOUNG"): 10}
    assert foreseen().saved.served == 0
    assert foreseen(anew=True).saved.served == 8
    assert told(ahead(anew=True)) == [("O1", 10, 0), ("O2", 8, 0)]


def test_an_order_that_somebody_may_be_on_the_way_for_keeps_what_it_has() -> None:
    for code in ("O1", "O2"):
        an_order(code, "MILK=5")
        run(allocate, Allocate((code,)))
    with transaction():
        head = find_order("O1")
        assert head is not None
        count_print_of_order(head.id)
    run(pick, Pick("O2", 1, "A-01", "YOUNG", 1))
    an_order("O3", "MILK=8", customer="STRICT")

    assert [one.order for one in foreseen(anew=True).lines] == ["O3"]
    assert told(ahead(partial=True, anew=True))[-1] == ("O3", 0, 8)
    assert (kept("O1"), kept("O2")) == ({("A-01", "YOUNG"): 5}, {("A-01", "YOUNG"): 4})


def test_what_is_kept_and_may_not_be_taken_any_more_is_replaced_and_free_for_others() -> None:
    an_order("O1", "MILK=10", customer="STRICT")
    run(allocate, Allocate(("O1",)))
    a_lot("FRESH", "A-03", 10, made=0, expires=100)
    an_order("O2", "MILK=10")
    with transaction():
        # What the customer wants now is more than the lot has left.
        change("UPDATE partner SET min_days = 100 WHERE code = 'STRICT'")

    outlook = foreseen()

    assert told(ahead()) == [("O1", 10, 0), ("O2", 10, 0)]
    assert kept("O1") == {("A-03", "FRESH"): 10}
    assert kept("O2") == {("A-01", "YOUNG"): 10}
    assert [[pick.lot for pick in line.picks] for line in outlook.lines] == [["FRESH"], ["YOUNG"]]


def test_a_lot_on_hold_is_never_chosen() -> None:
    an_order("O1", "MILK=5", customer="STRICT")
    an_order("O2", "MILK=5")
    run(hold, Hold("MILK", "YOUNG", "leaks"))

    assert told(ahead(partial=True)) == [("O1", 0, 5), ("O2", 5, 0)]
    assert kept("O2") == {("A-02", "AGED"): 5}


def test_the_same_key_again_keeps_nothing_more() -> None:
    an_order("O1", "MILK=5")
    slip = Allocate((), look_ahead=True)

    first = run(allocate, slip, key="once")
    again = run(allocate, slip, key="once")

    assert (first.repeated, again.repeated, again.orders) == (False, True, first.orders)
    assert sum(kept("O1").values()) == 5


def test_what_it_saves_is_told_before_and_nothing_is_changed() -> None:
    a_lot("FRESH", "A-03", 10, made=0, expires=100)
    an_order("O1", "MILK=10", ship_on=in_days(1))
    an_order("O2", "MILK=10", customer="STRICT", ship_on=in_days(2))

    found = foreseen()

    assert (found.saved.served, found.saved.expiring, found.saved.lots) == (0, 10, 1)
    assert [(one.order, one.sought, one.plain, one.served, one.short) for one in found.orders] == [
        ("O1", 10, 10, 10, 0), ("O2", 10, 10, 10, 0),
    ]  # fmt: skip
    (item,) = found.items
    assert (item.plain_expiring, item.expiring, item.expiring_until) == (10, 0, in_days(90))
    assert [(one.lot, one.quantity, one.to) for one in found.lines[0].leaves] == [("YOUNG", 10, ("O2",))]
    assert [(one.lot, one.quantity, one.to) for one in found.lines[1].leaves] == [("FRESH", 10, ())]
    assert (kept("O1"), kept("O2")) == ({}, {})


def test_an_item_that_leaves_as_it_came_is_chosen_for_in_that_sequence() -> None:
    an_item("SALT", rotation=Rotation.FIFO)
    for lot, received, expires in (("LONG", -20, 60), ("SHORT", -10, 20), ("NEXT", -5, 70)):
        some_stock("SALT", lot, "A-03", 10, expires_on=in_days(expires), received_on=in_days(received))
    a_customer("FAR", min_days=60)
    an_order("O1", "SALT=10")
    an_order("O2", "SALT=10", customer="FAR")

    found = foreseen()
    ahead()

    assert (kept("O1"), kept("O2")) == ({("A-03", "SHORT"): 10}, {("A-03", "LONG"): 10})
    assert (found.saved.served, found.saved.expiring) == (0, 0)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_foreseen_is_what_is_kept_and_never_less_than_one_after_the_other(seed: int) -> None:
    chance = Random(seed)
    codes = a_busy_house(chance)

    found = foreseen(*codes)
    run(allocate, Allocate(codes, partial=True))
    plain = {code: kept_by_line(code) for code in codes}
    ahead(*codes, partial=True, anew=True)

    for line in found.lines:
        assert plain[line.order][line.line].total() == line.plain
        assert line.served >= line.plain
        picks = Counter({(pick.bin, pick.lot): pick.quantity for pick in line.picks})
        assert kept_by_line(line.order)[line.line] == picks
    assert found.saved.served == sum(line.served - line.plain for line in found.lines)


def a_busy_house(chance: Random) -> tuple[str, ...]:
    for place in ("B-01", "B-02"):
        a_bin(place)
    a_customer("DAYS", min_days=30, transit_days=2)
    a_customer("MOST", min_percent=80)
    lots: list[str] = []
    for item in ("MILK", "SALT"):
        if item == "SALT":
            an_item(item, rotation=Rotation.LIFO)
        for number in range(6):
            lots.append(f"{item}{number}")
            made, expires = chance.choice((0, -20, -400)), chance.choice((20, 40, 60, 90))
            a_lot(lots[-1], chance.choice(("B-01", "B-02", "A-03")), chance.randint(1, 12), made=made,
                  expires=expires, item=item)  # fmt: skip
    codes = tuple(f"R{number}" for number in range(8))
    for code in codes:
        asked = chance.choice(("", "", f"@MILK{chance.randint(0, 5)}"))
        lines = (f"MILK={chance.randint(1, 12)}{asked}", f"SALT={chance.randint(1, 9)}")
        customer = chance.choice(("SHOP", "STRICT", "DAYS", "MOST"))
        an_order(code, *lines, customer=customer, ship_on=in_days(chance.randint(0, 5)))
    return codes


def kept_by_line(order: str) -> dict[int, Counter[tuple[str, str]]]:
    head = find_order(order)
    assert head is not None
    found = {line.line: Counter[tuple[str, str]]() for line in order_lines(head.id)}
    for one in kept_for_order(head.id, picked=False):
        found[one.line][one.bin, one.lot] += one.quantity
    return found
