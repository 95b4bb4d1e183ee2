"""Receiving: what the label says, what is asked, and what is doubted."""

import pytest

from tests.builders import an_item, in_days, run
from tests.tasks.clerk import at
from tests.tasks.dairy import CASE, EACH, SALT, a_dairy, a_receipt, at_dock, label
from wms_tui.domain.types import Role, Status
from wms_tui.operations.add_receipt import NewReceiptLine
from wms_tui.operations.change_partner import ChangePartner, change_partner
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.receipts import receipt_lines, the_receipt
from wms_tui.queries.stock import StockFilter, stock


@pytest.fixture(autouse=True)
def dairy(warehouse):
    a_dairy()


def receiving(by: str = "U07"):
    return at(by, "RECEIVE")


def lot(number: str, item: str = "MILK"):
    return the_lot(the_item(item), number)


def quantity_of(number: str) -> int:
    return sum(one.quantity for one in stock(StockFilter(lot_number=number)))


def came(receipt: str = "PO1") -> list[int]:
    return [line.received for line in receipt_lines(the_receipt(receipt).id)]


def test_the_label_fills_item_lot_and_expiry_and_shows_them_to_be_read():
    a_receipt()
    clerk = receiving().scan(label("L2609A", in_days(184)))
    assert clerk.fact("ITEM") == "MILK OAT MILK 1L"
    assert clerk.fact("LOT") == "L2609A"
    assert clerk.fact("EXP").endswith("184 DAYS")
    assert clerk.fact("OPEN") == "120 CS  (1 CS = 6 EA)"
    assert clerk.prompt.question == "HOW MANY CS"


def test_the_receipt_of_an_item_is_found_by_the_earliest_due():
    a_receipt("PO1")
    a_receipt("PO2", NewReceiptLine("MILK", "10CS"))
    clerk = receiving().scan(label("L1", in_days(90)))
    assert clerk.prompt.title == "RECEIVE PO1"
    clerk.enter("120").scan(label("L2", in_days(90)))
    assert (clerk.prompt.title, clerk.prompt.default) == ("RECEIVE PO2", "10")


def test_goods_nobody_announced_are_received_without_a_receipt():
    clerk = receiving().scan(label("L1", in_days(90)))
    assert clerk.prompt.default == ""
    clerk.enter("3")
    assert quantity_of("L1") == 18


def test_an_item_that_is_not_on_the_receipt_is_asked_about():
    a_receipt("PO1", NewReceiptLine("CHEESE", 2))
    clerk = receiving().scan("PO1", CASE)
    assert (clerk.was_asked(), clerk.last.what) == (True, "MILK is not on PO1")
    clerk.scan(CASE).enter("L1").enter(f"{in_days(90):%d%m%y}").enter("2")
    assert quantity_of("L1") == 12
    assert came() == [0]


def test_a_date_is_echoed_with_weekday_and_days():
    a_receipt()
    clerk = receiving().scan(CASE).enter("L1").enter("+45")
    assert clerk.last.what.endswith("45 DAYS")


def test_the_expiry_that_the_life_of_the_item_leads_to_is_proposed():
    receiving().scan(CASE).enter("L1").enter().enter("2")
    assert lot("L1").expires_on == in_days(270)


def test_goods_that_live_too_short_go_to_quarantine_only_after_a_yes():
    an_item("YOG", name="YOGHURT", min_receipt_days=60)
    clerk = receiving().scan("YOG").enter("Y1").enter("+41")
    assert (clerk.was_asked(), clerk.last.what) == (True, "41 days left, 60 needed")
    clerk.enter("+41")
    assert clerk.fact("STATUS") == "QUARANTINE"
    clerk.enter("5")
    assert lot("Y1", "YOG").status is Status.QUARANTINE


def test_another_answer_is_no_yes():
    an_item("YOG", name="YOGHURT", min_receipt_days=60)
    clerk = receiving().scan("YOG").enter("Y1").enter("+41").enter("+80")
    assert clerk.prompt.question == "HOW MANY EA"
    clerk.enter("5")
    assert lot("Y1", "YOG").status is Status.RELEASED


def test_f3_takes_a_doubt_back():
    an_item("YOG", name="YOGHURT", min_receipt_days=60)
    clerk = receiving().scan("YOG").enter("Y1").enter("+41").press(3)
    assert clerk.prompt.question == "EXPIRY, SUCH AS 140327"


def test_a_known_lot_with_another_expiry_stops_and_shows_both():
    at_dock("L1", 6, days=90)
    clerk = receiving().scan(label("L1", in_days(95)))
    assert clerk.was_asked()
    assert [choice.label.split()[0] for choice in clerk.prompt.choices] == ["L1", "L1/2"]
    clerk.digit(2).enter("2")
    assert (quantity_of("L1"), quantity_of("L1/2")) == (6, 12)
    assert lot("L1").expires_on == in_days(90)
    assert lot("L1/2").expires_on == in_days(95)


def test_a_misread_expiry_of_a_known_lot_changes_nothing():
    at_dock("L1", 6, days=90)
    receiving().scan(label("L1", in_days(95))).digit(1).enter("2")
    assert quantity_of("L1") == 18
    assert lot("L1").expires_on == in_days(90)


def test_a_lot_that_looks_like_a_known_one_is_asked_about():
    at_dock("L10", 6)
    clerk = receiving().scan(CASE).enter("LIO")
    assert (clerk.was_asked(), clerk.last.what) == (True, "L10 is known. Is LIO another?")


def test_a_lot_against_the_suppliers_convention_is_refused_with_a_sample():
    run(change_partner, ChangePartner("DAIRY", Role.SUPPLIER, lot_pattern="L[0-9]{4}[A-Z]", lot_sample="L2609A"))
    a_receipt()
    clerk = receiving().scan(label("X1", in_days(90)))
    assert (clerk.was_refused(), clerk.last.do) == (True, "It looks like L2609A")


def test_the_label_of_another_thing_is_no_lot():
    clerk = receiving().scan(CASE, SALT)
    assert (clerk.was_refused(), clerk.last.do) == (True, "Scan or type what stands at LOT")
    clerk.scan("A-01")
    assert (clerk.was_asked(), clerk.last.what) == (True, "A-01 is a bin")


def test_a_lot_label_of_its_own_may_hold_its_identifier():
    clerk = receiving().scan(CASE, "]C110L77")
    assert clerk.fact("LOT") == "L77"
    clerk = receiving("U08").scan(CASE).enter("10L77")
    assert [choice.label for choice in clerk.prompt.choices] == ["L77", "10L77"]


def test_f6_numbers_the_lot_by_the_template():
    clerk = receiving().scan(CASE).press(6).enter().enter("2")
    number = stock(StockFilter())[0].lot
    assert clerk.last.what == f"received 2 CS {number}"
    assert number.startswith("LOT-")


def test_more_than_was_announced_is_asked_about():
    a_receipt()
    clerk = receiving().scan(label("L1", in_days(90))).enter("200")
    assert (clerk.was_asked(), clerk.last.do) == (True, "Count again. If it is so: Y")
    clerk.enter("200")
    assert came() == [1200]


def test_the_announced_lot_and_date_need_only_enter():
    a_receipt("PO1", NewReceiptLine("MILK", "10CS", lot="L9", expires_on=in_days(77)))
    clerk = receiving().scan(CASE).enter()
    assert clerk.prompt.default == "10"
    clerk.enter()
    assert (quantity_of("L9"), lot("L9").expires_on) == (60, in_days(77))


def test_a_typed_number_counts_the_pack_that_was_scanned():
    clerk = receiving().scan(label("L1", in_days(90), pack=EACH)).enter("7")
    assert clerk.last.what == "received 1 CS 1 EA L1"


def test_a_label_with_a_count_proposes_it():
    clerk = receiving().scan(label("L1", in_days(90), more="3040\x1d"))
    assert clerk.prompt.default == "40"


def test_serials_are_scanned_unit_by_unit():
    clerk = receiving().scan("CHEESE").enter("G1").enter("+90").enter("2").scan("S-1")
    assert clerk.prompt.question == "SCAN UNIT 2 OF 2"
    clerk.scan("S-1")
    assert clerk.was_refused()
    clerk.scan("S-2")
    assert clerk.last.what == "received 2 EA G1"


def test_items_without_lots_are_asked_for_the_quantity_alone():
    clerk = receiving().scan(SALT).enter("30")
    assert clerk.last.what == "received 30 EA SALT"


def test_goods_go_on_a_pallet_that_is_scanned_first_or_made_by_f6():
    receiving().scan(label("L1", in_days(90))).press(6).enter("2")
    plate = stock(StockFilter(lot_number="L1"))[0].plate
    assert len(plate) == 18
    receiving("U08").scan(plate, label("L2", in_days(90))).enter("2")
    assert stock(StockFilter(lot_number="L2"))[0].plate == plate


def test_a_receipt_is_chosen_from_the_list():
    a_receipt("PO1")
    clerk = receiving().press(4)
    assert [choice.label for choice in clerk.prompt.choices] == ["PO1 NORDIC FOODS"]
    clerk.digit(1)
    assert (clerk.prompt.title, clerk.prompt.progress) == ("RECEIVE PO1", "1 open")
    clerk.press(6)
    assert clerk.prompt.title == "HOME"


def test_f3_goes_back_to_the_label_then_the_receipt_then_home():
    a_receipt()
    clerk = receiving().scan("PO1", label("L1", in_days(90)))
    titles = [clerk.press(3).prompt.question for _ in range(3)]
    assert titles == ["SCAN LABEL", "SCAN RECEIPT OR LABEL", "SCAN ANYTHING, OR CHOOSE"]


def test_a_dropped_separator_is_proposed_and_never_taken_unasked():
    at_dock("AB12", 6, days=90)
    clerk = receiving().scan(f"01{CASE}10AB1217{in_days(90):%y%m%d}")
    assert clerk.was_asked()
    assert clerk.prompt.choices[0].label.startswith("MILK AB12 EXP")
    clerk.digit(1).enter("2")
    assert quantity_of("AB12") == 18


def test_what_is_still_open_of_a_receipt_is_shown_at_its_label_step():
    a_receipt("PO1", NewReceiptLine("MILK", "10CS"), NewReceiptLine("SALT", 30))
    clerk = receiving().scan("PO1")
    assert (clerk.fact("MILK"), clerk.fact("SALT")) == ("10 CS open", "30 EA open")
    clerk.scan(SALT).enter()
    assert clerk.fact("SALT") == ""


def test_a_receipt_asks_in_the_same_unit_when_a_part_has_come():
    a_receipt("PO1", NewReceiptLine("MILK", "10CS"))
    clerk = receiving().scan(label("L1", in_days(90))).enter("7EA").scan("MILK")
    clerk.enter("L1")
    assert (clerk.prompt.question, clerk.prompt.default) == ("HOW MANY CS", "8 CS 5 EA")
