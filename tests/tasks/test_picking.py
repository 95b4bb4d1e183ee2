"""Picking: what is proved, what is refused, and what is done when it is not there."""

import pytest

from tests.builders import a_customer, an_item, an_order, in_days, run
from tests.tasks.clerk import a_clerk, at
from tests.tasks.dairy import CASE, EACH, SALT, a_dairy, an_allocated_order, at_dock, gtin, in_bin, label
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.types import Tracking
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.move import MovePlate, move_plate
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.stock import StockFilter, stock

PUMP = gtin("1401234500010")


@pytest.fixture(autouse=True)
def dairy(warehouse):
    a_dairy()


def picking(order: str = "SO1", by: str = "U07"):
    return at(by, "PICK").scan(order)


def in_place(bin_code: str) -> dict[str, int]:
    return {one.lot: one.quantity for one in stock(StockFilter()) if one.bin == bin_code}


def test_the_bin_is_proved_by_its_check_digits():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    clerk = picking().enter("11")
    assert clerk.prompt.question == "SCAN LABEL OR TYPE LOT"


def test_wrong_check_digits_are_refused_by_the_bin_they_are_not_on():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    clerk = picking().enter("22")
    assert (clerk.last.what, clerk.was_refused()) == ("22 is not on A-01", True)
    assert clerk.prompt.question == "SCAN BIN OR CHECK DIGITS"


def test_a_correct_scan_heals_a_refusal_without_a_key():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    clerk = picking().scan("A-05", "A-01", label("L9"), label("L1"))
    assert clerk.last.what == "took 1 CS L1"


def test_label_and_bin_may_come_in_any_order():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    clerk = picking().scan(label("L1"), "A-01")
    assert clerk.last.what == "took 1 CS L1"


def test_a_newer_lot_is_refused_by_its_date_and_the_one_that_goes_first():
    in_bin("L1", 48, "A-01", days=50)
    in_bin("L2", 48, "A-01", days=60)
    an_allocated_order("SO1", "MILK=6")
    clerk = picking().scan("A-01", label("L2"))
    assert clerk.last.what.startswith("Lot L2 is newer: ")
    assert clerk.last.do == "Take L1 first, or F5: another lot"


def test_a_lot_on_hold_is_refused_by_its_status():
    in_bin("L1", 48, "A-01", days=50)
    in_bin("L2", 48, "A-01", days=40)
    run(hold, Hold("MILK", "L2", "taste"))
    an_allocated_order("SO1", "MILK=6")
    clerk = picking().scan("A-01", label("L2"))
    assert (clerk.last.what, clerk.last.do) == ("Lot L2 is on hold", "Leave it. Take L1")


def test_another_item_is_refused_by_what_it_is():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    clerk = picking().scan("A-01", SALT)
    assert (clerk.last.what, clerk.last.do) == ("That is SALT", "Take MILK in A-01")


def test_an_item_without_its_lot_proves_nothing_where_lots_are_tracked():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    clerk = picking().scan("A-01", CASE)
    assert (clerk.last.what, clerk.last.do) == ("MILK has lots", "Scan or type the lot: L1")


def test_an_item_that_has_no_lots_is_proved_by_its_own_label():
    in_bin("", 40, "A-01", item="SALT")
    an_allocated_order("SO1", "SALT=5")
    clerk = picking().scan("A-01", SALT).enter()
    assert clerk.last.what == "took 5 EA SALT"


def test_fewer_are_taken_and_the_rest_is_asked_for_without_a_new_scan():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=36")
    clerk = picking().scan("A-01", label("L1")).enter("4")
    assert clerk.fact("TAKE").startswith("2 CS")
    assert (clerk.prompt.question, clerk.prompt.default) == ("HOW MANY CS", "2")


def test_more_than_is_wanted_is_not_taken():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=36")
    clerk = picking().scan("A-01", label("L1")).enter("7")
    assert (clerk.last.what, clerk.was_refused()) == ("Take 6 CS here, no more", True)


def test_a_bar_code_is_no_quantity():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=36")
    clerk = picking().scan("A-01", label("L1"), EACH)
    assert clerk.last.what == f"{EACH} is a bar code"
    assert in_place("STAGE") == {}


def test_an_empty_bin_sends_to_where_the_rest_is():
    in_bin("L1", 36, "A-01", days=50)
    in_bin("L2", 36, "A-04", days=60)
    an_allocated_order("SO1", "MILK=36")
    clerk = picking().scan("A-01").press(5)
    assert [one.number for one in clerk.prompt.choices] == [2, 3, 4, 6]
    clerk.digit(2)
    assert (clerk.last.what, clerk.last.do) == ("6 CS short here", "6 CS more at A-04")
    assert clerk.fact("GO TO") == "A-04"


def test_a_short_line_without_any_other_stock_says_what_is_missing():
    in_bin("L1", 36, "A-01")
    an_allocated_order("SO1", "MILK=36")
    clerk = picking().scan("A-01", label("L1")).press(5).digit(1).enter("2")
    assert (clerk.last.what, clerk.last.do) == ("took 2 CS L1, 4 CS short here", "4 CS short: none left")
    assert clerk.prompt.finished
    assert clerk.fact("SHORT") == "4 CS MILK"


def test_short_is_not_offered_before_the_label_is_proved():
    in_bin("L1", 36, "A-01")
    an_allocated_order("SO1", "MILK=36")
    clerk = picking().scan("A-01").type("4").press(5).digit(1)
    assert (clerk.last.what, clerk.was_refused()) == ("1 cannot be done at this step", True)
    assert clerk.prompt.choices[0].label == "Bin empty"


def test_another_lot_is_taken_for_a_reason():
    in_bin("L1", 36, "A-01", days=50)
    in_bin("L2", 36, "A-01", days=60)
    an_allocated_order("SO1", "MILK=12")
    clerk = picking().scan("A-01").press(5).digit(3).scan(label("L2"))
    assert clerk.prompt.question == "WHY NOT L1"
    clerk.digit(2).enter()
    assert (clerk.last.what, clerk.last.do) == ("took 2 CS L2", "READY TO SHIP")
    assert in_place("STAGE") == {"L2": 12}


def test_another_lot_in_another_bin_is_proved_by_that_bin():
    in_bin("L1", 36, "A-01", days=50)
    in_bin("L2", 36, "A-03", days=60)
    an_allocated_order("SO1", "MILK=12")
    clerk = picking().scan("A-01").press(5).digit(3).scan(label("L2"))
    assert clerk.prompt.question == "SCAN ITS BIN A-03"
    clerk.enter("33").digit(1).enter()
    assert in_place("STAGE") == {"L2": 12}


def test_damaged_goods_go_to_hold_and_the_line_is_filled_elsewhere():
    in_bin("L1", 36, "A-01", days=50)
    in_bin("L2", 36, "A-03", days=60)
    an_allocated_order("SO1", "MILK=36")
    clerk = picking().scan("A-01", label("L1")).type("2").press(5).digit(4)
    assert clerk.last.what == "2 CS L1 damaged, to HOLD"
    assert in_place("HOLD") == {"L1": 12}
    clerk.enter().scan("A-03", label("L2")).enter()
    assert clerk.last.do == "READY TO SHIP"
    assert in_place("STAGE") == {"L1": 24, "L2": 12}


def test_a_stop_that_is_put_off_comes_last():
    in_bin("L1", 6, "A-01", days=50)
    in_bin("L2", 6, "A-02", days=60)
    an_allocated_order("SO1", "MILK=12")
    clerk = picking().scan("%SKIP")
    assert clerk.fact("GO TO") == "A-02"
    clerk.scan("A-02", label("L2"))
    assert clerk.fact("GO TO") == "A-01"


def test_another_bin_of_the_list_is_picked_when_it_is_scanned_twice():
    in_bin("L1", 6, "A-01", days=50)
    in_bin("L2", 6, "A-02", days=60)
    an_allocated_order("SO1", "MILK=12")
    clerk = picking().scan("A-02")
    assert (clerk.was_asked(), clerk.last.what) == (True, "A-01 comes first")
    clerk.scan("A-02", label("L2"))
    assert clerk.last.what == "took 1 CS L2"


def test_a_stop_is_chosen_from_the_list():
    in_bin("L1", 6, "A-01", days=50)
    in_bin("L2", 6, "A-02", days=60)
    an_allocated_order("SO1", "MILK=12")
    clerk = picking().press(4).digit(2)
    assert clerk.fact("GO TO") == "A-02"


def test_what_was_picked_is_put_back():
    in_bin("L1", 6, "A-01", days=50)
    in_bin("L2", 6, "A-02", days=60)
    an_allocated_order("SO1", "MILK=12")
    clerk = picking().scan("A-01", label("L1"), "%PUTBACK", "A-05")
    assert clerk.last.what == "put back SO1"
    assert (in_place("A-05"), in_place("STAGE")) == ({"L1": 6}, {})


def test_an_open_order_is_allocated_when_it_is_scanned():
    in_bin("L1", 48, "A-01")
    an_order("SO1", "MILK=6")
    clerk = picking()
    assert clerk.fact("GO TO") == "A-01"


def test_an_order_for_which_there_is_nothing_says_why():
    in_bin("L1", 48, "A-01")
    run(hold, Hold("MILK", "L1", "taste"))
    an_order("SO1", "MILK=6")
    clerk = picking()
    assert (clerk.last.what, clerk.last.do) == ("Nothing can be picked for SO1", "L1: on hold")
    assert clerk.prompt.title == "PICK"


def test_enter_takes_the_order_that_is_due_first_and_that_nobody_picks():
    in_bin("L1", 48, "A-01")
    an_order("SO1", "MILK=6", ship_on=in_days(3))
    an_order("SO2", "MILK=6", ship_on=in_days(1))
    assert at("U07", "PICK").enter().prompt.title == "PICK SO2"
    assert at("U08", "PICK").enter().prompt.title == "PICK SO1"
    assert at("U09", "PICK").enter().was_refused()


def test_joining_somebody_elses_order_is_asked_about():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=12")
    picking(by="U07")
    clerk = picking(by="U08")
    assert (clerk.was_asked(), clerk.last.what) == (True, "U07 is picking SO1")
    clerk.scan("SO1")
    assert clerk.prompt.title == "PICK SO1"


def test_what_was_put_on_hold_meanwhile_is_not_taken():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    clerk = picking().scan("A-01")
    run(hold, Hold("MILK", "L1", "taste"))
    clerk.scan(label("L1"))
    assert (clerk.last.what, clerk.last.do) == ("Lot L1 is on hold", "Leave it. Nothing is left")
    assert in_place("STAGE") == {}


def test_a_pallet_with_more_than_is_wanted_asks_how_many():
    plate = at_dock("L1", 48, plate="new")
    run(move_plate, MovePlate(plate, "A-01"))
    an_allocated_order("SO1", "MILK=12")
    clerk = picking().scan(plate)
    assert clerk.prompt.default == "2"
    clerk.enter()
    assert in_place("STAGE") == {"L1": 12}


def test_another_pallet_of_the_same_lot_will_do():
    first, second = at_dock("L1", 48, plate="new"), at_dock("L1", 48, plate="new")
    run(move_plate, MovePlate(first, "A-01"))
    run(move_plate, MovePlate(second, "A-02"))
    an_allocated_order("SO1", "MILK=48")
    clerk = picking().scan(second)
    assert clerk.last.do == "READY TO SHIP"
    assert in_place("A-01") == {"L1": 48}


def test_all_units_of_a_lot_are_taken_though_the_label_names_one():
    an_item("PUMP", tracking=Tracking.SERIAL, packs=(NewPack("BOX", 1, PUMP),))
    run(receive, Receive("PUMP", 3, lot="P1", bin="A-05", serials=("S1", "S2", "S3")))
    an_allocated_order("SO1", "PUMP=3")
    clerk = at("U07", "PICK").scan("SO1", "A-05")

    clerk.scan(f"]C101{PUMP}10P1\x1d21S2").enter()

    assert (clerk.last.what, clerk.last.do) == ("took 3 EA P1", "READY TO SHIP")


def test_units_are_scanned_one_by_one_where_not_all_of_them_go():
    run(receive, Receive("CHEESE", 3, lot="G1", expires_on=in_days(90), serials=("S1", "S2", "S3")))
    run(put_away, PutAway("CHEESE", "G1", 3, target="A-01"))
    an_allocated_order("SO1", "CHEESE=2")
    clerk = picking().scan("A-01", "G1").enter()
    assert clerk.prompt.question == "SCAN UNIT 1 OF 2"
    clerk.scan("S1", "S1")
    assert clerk.was_refused()
    clerk.scan("S3")
    assert clerk.last.do == "READY TO SHIP"


def test_a_picked_order_opens_shipping():
    in_bin("L1", 6, "A-01")
    an_allocated_order("SO1", "MILK=6")
    picking().scan("A-01", label("L1"))
    assert a_clerk("U08").scan("SO1").prompt.title == "SHIP SO1"
    assert at("U09", "PICK").scan("SO1").prompt.title == "SHIP SO1"


def test_a_customer_who_needs_more_life_is_not_given_the_old_lot():
    in_bin("L1", 6, "A-01", days=10)
    in_bin("L2", 6, "A-02", days=60)
    a_customer("FAR", min_days=30)
    an_order("SO1", "MILK=6", customer="FAR")
    clerk = picking()
    assert clerk.fact("GO TO") == "A-02"
    clerk.scan("A-02", label("L1"))
    assert clerk.last.what == "Lot L1 is too short dated"
