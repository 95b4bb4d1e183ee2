"""Moving, shipping and finding."""

import pytest

from tests.builders import a_bin, a_customer, an_order, in_days, run
from tests.elsewhere import last_act
from tests.tasks.clerk import a_clerk, at
from tests.tasks.dairy import CASE, a_dairy, a_receipt, an_allocated_order, at_dock, in_bin, label
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.stock import StockFilter, stock


@pytest.fixture(autouse=True)
def dairy(warehouse):
    a_dairy()


def where(lot: str) -> dict[str, int]:
    return {one.bin: one.quantity for one in stock(StockFilter(lot_number=lot))}


def a_picked_order(order: str = "SO1", wanted: str = "MILK=6", take: str = "") -> None:
    an_allocated_order(order, wanted)
    clerk = at("U01", "PICK").scan(order, "A-01", label("L1"))
    if not clerk.prompt.finished:
        clerk.enter(take)


def test_a_label_that_is_in_one_bin_says_where_it_comes_from():
    in_bin("L1", 36, "A-01")
    clerk = at("U07", "MOVE").scan(label("L1"))
    assert clerk.fact("FROM") == "A-01"
    clerk.enter("2").scan("A-02")
    assert where("L1") == {"A-01": 24, "A-02": 12}


def test_a_label_that_is_in_several_bins_asks_which():
    in_bin("L1", 36, "A-01")
    in_bin("L1", 36, "A-03")
    clerk = at("U07", "MOVE").scan(label("L1"))
    assert [choice.label for choice in clerk.prompt.choices] == ["A-01", "A-03"]
    clerk.digit(2).enter().scan("A-02")
    assert where("L1") == {"A-01": 36, "A-02": 36}


def test_enter_moves_all_that_is_free_and_no_more():
    in_bin("L1", 36, "A-01")
    an_allocated_order("SO1", "MILK=12")
    clerk = at("U07", "MOVE").scan("A-01", label("L1"))
    assert clerk.prompt.default == "4"
    clerk.enter("5")
    assert (clerk.was_refused(), clerk.last.what) == (True, "Only 4 CS are free")
    assert clerk.last.do == "The rest is kept for orders"
    clerk.enter().scan("A-02")
    assert where("L1") == {"A-01": 12, "A-02": 24}


def test_more_than_is_there_is_refused_without_speaking_of_orders_that_are_none():
    in_bin("L1", 36, "A-01")
    clerk = at("U07", "MOVE").scan("A-01", label("L1"))

    clerk.enter("7")

    assert (clerk.was_refused(), clerk.last.what) == (True, "Only 6 CS are free")
    assert clerk.last.do == "Type that or less, or F3"


def test_a_bin_that_will_not_do_is_refused_and_nothing_is_lost():
    a_bin("B-01", capacity=6)
    in_bin("L1", 36, "A-01")
    clerk = at("U07", "MOVE").scan("A-01", label("L1")).enter("3").scan("B-01")
    assert (clerk.was_refused(), clerk.last.what) == (True, "B-01 has no room for all")
    clerk.scan("A-02")
    assert where("L1") == {"A-01": 18, "A-02": 18}


def test_units_are_named_where_only_some_of_them_move():
    run(receive, Receive("CHEESE", 3, lot="G1", expires_on=in_days(90), serials=("S1", "S2", "S3")))
    clerk = at("U07", "MOVE").scan("DOCK", "G1").enter("1").scan("S2", "A-02")
    assert clerk.last.what == "moved 1 EA G1 to A-02"


def test_an_empty_bin_is_nothing_to_move():
    clerk = at("U07", "MOVE").scan("A-01")
    assert (clerk.was_refused(), clerk.last.what) == (True, "A-01 is empty")


def test_shipping_shows_whom_it_is_for_and_the_lots():
    in_bin("L1", 36, "A-01")
    a_picked_order()
    clerk = a_clerk().scan("SO1")
    assert (clerk.fact("TO"), clerk.fact("PICKED")) == ("CORNER SHOP", "1 of 1 lines")
    assert clerk.fact("MILK").startswith("1 CS L1  EXP ")
    clerk.enter()
    assert (clerk.last.what, clerk.last.do) == ("shipped SO1", "1 CS L1")


def test_the_order_scanned_again_is_a_yes():
    in_bin("L1", 36, "A-01")
    a_picked_order()
    assert a_clerk().scan("SO1", "SO1").last.what == "shipped SO1"


def test_an_order_that_is_not_picked_in_full_ships_after_a_yes():
    in_bin("L1", 36, "A-01")
    a_picked_order(wanted="MILK=36", take="2")
    clerk = at("U07", "SHIP").scan("SO1").enter()
    assert (clerk.was_asked(), clerk.last.what) == (True, "Line 1 is not picked in full")
    clerk.enter()
    assert (clerk.was_asked(), where("L1")["STAGE"]) == (True, 12)
    clerk.enter("y")
    assert clerk.last.what == "shipped SO1"


def test_the_last_gate_names_the_lot_and_what_to_do():
    in_bin("L1", 36, "A-01")
    a_picked_order()
    run(hold, Hold("MILK", "L1", "taste"))
    clerk = at("U07", "SHIP").scan("SO1").enter()
    assert clerk.last.what == f"L1 WAS PUT ON HOLD {last_act()} BY ANNA"
    assert clerk.last.do == "Unpick it to the cage: F5 1, scan HOLD. Why: taste"
    clerk.press(5).digit(1).scan("A-04")
    assert where("L1") == {"A-01": 30, "A-04": 6}


def test_enter_takes_the_first_order_that_is_picked():
    in_bin("L1", 36, "A-01")
    a_picked_order()
    clerk = at("U07", "SHIP")
    assert clerk.enter().prompt.title == "SHIP SO1"


def test_an_order_of_which_nothing_is_picked_is_not_shipped():
    an_order("SO1", "MILK=6")
    clerk = at("U07", "SHIP").scan("SO1")
    assert (clerk.was_refused(), clerk.last.what) == (True, "Nothing of SO1 is picked")


def test_a_shipment_is_taken_back_by_f2():
    in_bin("L1", 36, "A-01")
    a_picked_order()
    clerk = at("U07", "SHIP").scan("SO1").enter().press(2)
    assert clerk.last.what == "UNDONE shipped SO1"
    assert where("L1") == {"A-01": 30, "STAGE": 6}


def test_a_lot_is_found_with_its_bins_status_expiry_and_last_movements():
    in_bin("L1", 36, "A-01")
    at("U02", "MOVE").scan("A-01", label("L1")).enter("2").scan("A-02")
    clerk = a_clerk().scan("L1")
    labels = {fact.label: fact.value for fact in clerk.prompt.facts}
    assert labels["STATUS"] == "RELEASED"
    assert labels["EXP"].endswith("100 DAYS")
    assert (labels["A-01"], labels["A-02"], labels["TOTAL"]) == ("4 CS", "2 CS", "6 CS")
    assert "move 2 CS A-01>A-02 U02" in [fact.value for fact in clerk.prompt.facts]


def test_f4_opens_the_card_of_the_lot():
    in_bin("L1", 36, "A-01")
    clerk = a_clerk().scan("L1").press(4)
    assert clerk.last.opens == "lot:MILK/L1"


def test_an_item_a_bin_a_pallet_an_order_and_a_receipt_are_found():
    plate = at_dock("L2", 12, plate="new")
    in_bin("L1", 36, "A-01")
    a_receipt()
    an_order("SO1", "MILK=6")
    clerk = at("U07", "FIND")
    assert clerk.scan("MILK").fact("TOTAL") == "8 CS"
    assert clerk.scan("A-01").fact("MILK").startswith("6 CS L1")
    assert clerk.scan(plate).fact("IN") == "DOCK"
    assert clerk.scan("SO1").fact("ORDER") == "SO1 OPEN"
    assert clerk.scan("PO1").fact("MILK") == "0 of 120 CS came"
    assert clerk.scan("A-06").fact("BIN") == "A-06 EMPTY"


def test_what_was_typed_is_looked_for_by_name():
    in_bin("L1", 36, "A-01")
    assert a_clerk().enter("oat mi").fact("ITEM") == "MILK OAT MILK 1L"


def test_a_number_that_two_items_have_as_a_lot_asks_which():
    in_bin("L1", 36, "A-01")
    run(receive, Receive("CHEESE", 1, lot="L1", expires_on=in_days(9), serials=("S9",)))
    clerk = a_clerk().scan("L1")
    assert [choice.label for choice in clerk.prompt.choices] == ["MILK L1", "CHEESE L1"]
    clerk.digit(2)
    assert clerk.prompt.title == "FIND"
    assert clerk.fact("ITEM") == "CHEESE GOUDA"


def test_a_lot_that_was_never_here_is_not_found():
    clerk = at("U07", "FIND").scan(label("L404"))
    assert (clerk.was_refused(), clerk.last.what) == (True, "MILK L404 was never here")


def test_a_gtin_nobody_knows_is_named_and_kept():
    clerk = at("U07", "RECEIVE").scan("09506000134352")
    assert clerk.last.what == "GTIN 09506000134352 is not known"
    assert clerk.session.unknown_codes == ("09506000134352",)
    assert CASE not in clerk.session.unknown_codes


def test_an_order_that_left_in_part_tells_wanted_picked_shipped_and_short_apart():
    in_bin("L1", 36, "A-01")
    a_picked_order(wanted="MILK=36", take="2")
    clerk = at("U07", "SHIP").scan("SO1").enter().enter("y").scan("%FIND", "SO1")
    fact = next(one for one in clerk.prompt.facts if one.label == "MILK")
    assert "2 CS shipped" in fact.value
    assert "picked" not in fact.value
    assert fact.short.startswith("MILK 6 CS: ")


def test_a_partner_is_found_with_role_life_and_open_orders():
    a_customer("FAR", name="FAR SHOP", min_days=30)
    an_order("SO1", "MILK=6", customer="FAR")
    clerk = a_clerk().scan("FAR")
    assert clerk.fact("CUSTOMER") == "FAR FAR SHOP"
    assert clerk.fact("LIFE") == "30 days left on arrival"
    assert (clerk.fact("OPEN"), clerk.fact("SO1")) == ("1 order", "open")
    a_receipt()
    assert clerk.scan("DAIRY").fact("PO1") == "open"


def test_a_lot_that_is_kept_says_for_which_order_and_asks_nothing():
    in_bin("L1", 12, "A-01")
    an_allocated_order("SO1", "MILK=12")
    clerk = at("U07", "MOVE").scan("A-01", label("L1"))
    assert (clerk.was_refused(), clerk.last.what) == (True, "All 2 CS of L1 are kept for SO1")


def test_what_a_bare_number_means_is_shown_with_the_question():
    in_bin("L1", 36, "A-01")
    clerk = at("U07", "MOVE").scan("A-01", label("L1"))
    assert (clerk.prompt.question, clerk.fact("UNIT")) == ("HOW MANY CS", "12 = 12 CS  (1 CS = 6 EA)")
