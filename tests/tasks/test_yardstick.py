"""The yardstick: nobody needs more scans (S) and keys (K) than this for the same work."""

import pytest

from tests.builders import in_days, run
from tests.tasks.clerk import at
from tests.tasks.dairy import CASE, a_dairy, a_receipt, an_allocated_order, at_dock, in_bin, label
from wms_tui.operations.move import MovePlate, move_plate
from wms_tui.tasks.prompt import Outcome

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture(autouse=True)
def dairy(warehouse):
    a_dairy()


def test_receiving_a_gs1_case_label_takes_one_scan_and_the_quantity():
    a_receipt()
    clerk = at("U07", "RECEIVE")
    clerk.scan(label("L2609A", in_days(184)))
    assert clerk.prompt.default == "120"
    clerk.enter("40")
    assert clerk.last.what == "received 40 CS L2609A"
    assert clerk.count() == (1, 3)


def test_receiving_the_open_quantity_takes_one_scan_and_enter():
    a_receipt()
    clerk = at("U07", "RECEIVE")
    clerk.scan(label("L2609A", in_days(184))).enter()
    assert (clerk.last.what, clerk.last.do) == ("received 120 CS L2609A", "PO1 is complete")
    assert clerk.count() == (1, 1)


def test_receiving_a_lot_that_has_no_bar_code_takes_one_scan_and_14_keys():
    a_receipt()
    clerk = at("U07", "RECEIVE")
    clerk.scan(CASE).enter("L119").enter(f"{in_days(100):%d%m%y}").enter()
    assert clerk.last.what == "received 120 CS L119"
    scans, keys = clerk.count()
    assert scans == 1 and keys <= 14


def test_putting_a_pallet_away_takes_two_scans():
    plate = at_dock("L1", 48, plate="new")
    clerk = at("U07", "PUTAWAY")
    clerk.scan(plate)
    clerk.scan(clerk.fact("GO TO"))
    assert clerk.last.what.startswith("put ")
    assert clerk.count() == (2, 0)


def test_putting_a_lot_away_takes_two_scans():
    at_dock("L1", 48)
    clerk = at("U07", "PUTAWAY")
    clerk.scan(label("L1"), "A-01")
    assert clerk.last.what == "put 8 CS L1 in A-01"
    assert clerk.count() == (2, 0)


def test_picking_one_case_takes_two_scans_and_no_key():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    clerk = at("U07", "PICK").scan("SO1")
    clerk.count()
    clerk.scan("A-01", label("L1"))
    assert (clerk.last.what, clerk.last.do) == ("took 1 CS L1", "READY TO SHIP")
    assert clerk.count() == (2, 0)


def test_picking_several_cases_takes_two_scans_and_enter():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=36")
    clerk = at("U07", "PICK").scan("SO1")
    clerk.count()
    clerk.scan("A-01", label("L1")).enter()
    assert clerk.last.what == "took 6 CS L1"
    assert clerk.count() == (2, 1)


def test_the_next_line_in_the_same_bin_does_not_ask_for_the_bin_again():
    in_bin("L1", 6, "A-01", days=50)
    in_bin("L2", 6, "A-01", days=60)
    an_allocated_order("SO1", "MILK=12")
    clerk = at("U07", "PICK").scan("SO1")
    clerk.count()
    clerk.scan("A-01", label("L1"), label("L2"))
    assert clerk.last.do == "READY TO SHIP"
    assert clerk.count() == (3, 0)


def test_picking_a_full_pallet_takes_one_scan():
    plate = at_dock("L1", 48, plate="new")
    run(move_plate, MovePlate(plate, "A-01"))
    an_allocated_order("SO1", "MILK=48")
    clerk = at("U07", "PICK").scan("SO1")
    clerk.count()
    clerk.scan(plate)
    assert clerk.last.what == "took 8 CS L1"
    assert clerk.count() == (1, 0)


def test_a_short_pick_takes_the_quantity_f5_and_a_digit():
    in_bin("L1", 36, "A-01", days=50)
    in_bin("L2", 36, "A-02", days=60)
    an_allocated_order("SO1", "MILK=36")
    clerk = at("U07", "PICK").scan("SO1", "A-01", label("L1"))
    clerk.count()
    clerk.type("4").press(5).digit(1)
    assert clerk.last.what == "took 4 CS L1, 2 CS short here"
    assert clerk.last.do == "2 CS more at A-02"
    assert clerk.count() == (0, 4)


def test_a_whole_bin_moves_with_two_scans():
    in_bin("L1", 36, "A-01")
    clerk = at("U07", "MOVE").scan("A-01", "A-02")
    assert clerk.last.what == "moved all of A-01 to A-02"
    assert clerk.count() == (2, 0)


def test_a_part_of_a_bin_moves_with_three_scans_and_the_quantity():
    in_bin("L1", 36, "A-01")
    clerk = at("U07", "MOVE").scan("A-01", label("L1")).enter("2").scan("A-02")
    assert clerk.last.what == "moved 2 CS L1 to A-02"
    assert clerk.count() == (3, 2)


def test_a_pallet_moves_with_two_scans():
    plate = at_dock("L1", 48, plate="new")
    clerk = at("U07", "MOVE").scan(plate, "A-02")
    assert clerk.last.outcome is Outcome.OK
    assert clerk.count() == (2, 0)


def test_shipping_takes_one_scan_and_enter():
    in_bin("L1", 6, "A-01")
    an_allocated_order("SO1", "MILK=6")
    clerk = at("U07", "PICK").scan("SO1", "A-01", label("L1"))
    clerk.count()
    clerk.scan("SO1").enter()
    assert clerk.last.what == "shipped SO1"
    assert clerk.count() == (1, 1)


def test_finding_takes_one_scan_from_home():
    in_bin("L1", 6, "A-01")
    clerk = at("U07", "MENU").scan(label("L1"))
    assert clerk.fact("A-01") == "1 CS"
    assert clerk.count() == (1, 0)
