"""Replenishing: many lots onto the cart, then one bin after the other, and what may go wrong."""

import pytest

from tests.builders import a_bin, an_item, in_days, run, there
from tests.elsewhere import elsewhere
from tests.tasks.clerk import Clerk, a_clerk, at
from tests.tasks.dairy import a_dairy, gtin, in_bin, label
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.types import Mixing, PlaceKind, Tracking
from wms_tui.operations.add_bins import AddBin, add_bin
from wms_tui.operations.change_bin import ChangeBin, change_bin
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.refill import DropRefill, drop_refills
from wms_tui.operations.set_level import SetLevel, set_level
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import the_bin
from wms_tui.queries.replenishing import on_the_way
from wms_tui.queries.serials import serials_at
from wms_tui.storage.tables import NO_PLATE

OATS = gtin("1401234500003")
PUMP = gtin("1401234500010")


@pytest.fixture(autouse=True)
def dairy(warehouse):
    """Milk is picked from A-01, oats from A-02; both stand in bulk on the way behind them."""
    a_dairy()
    a_bin("R-01", pickable=False, check_digits="71")
    a_bin("R-02", pickable=False, check_digits="72")
    an_item("OATS", name="OATS 500G", packs=(NewPack("CS", 10, OATS),))
    in_bin("M1", 60, "R-01")
    in_bin("O1", 50, "R-02", item="OATS")
    run(set_level, SetLevel("A-01", "MILK", 6, 36))
    run(set_level, SetLevel("A-02", "OATS", 10, 30))


def replenishing(by: str = "U07") -> Clerk:
    return at(by, "REPLENISH")


def pulled(clerk: Clerk) -> Clerk:
    """Pull all there is."""
    clerk.enter().scan("R-01", label("M1")).enter()
    return clerk.scan("R-02", label("O1", pack=OATS)).enter()


def waiting() -> dict[str, int]:
    return {one.target: one.quantity for one in on_the_way()}


def test_many_are_pulled_and_then_put_down_in_walk_order():
    clerk = replenishing().enter()
    assert (clerk.fact("GO TO"), clerk.fact("FOR"), clerk.prompt.progress) == ("R-01", "A-01", "1/2")
    clerk.scan("R-01", label("M1")).enter()
    assert clerk.last.what == "pulled 6 CS M1 for A-01"
    assert (clerk.fact("GO TO"), clerk.prompt.progress) == ("R-02", "2/2")
    clerk.scan("R-02", label("O1", pack=OATS)).enter()
    assert (clerk.last.what, clerk.last.do) == ("pulled 3 CS O1 for A-02", "Nothing more to pull. Put it down")

    assert (clerk.fact("GO TO"), clerk.fact("PUT")) == ("A-01", "6 CS  (1 CS = 6 EA)")
    clerk.scan("A-01")
    assert (clerk.last.what, clerk.fact("GO TO")) == ("put 6 CS M1 in A-01", "A-02")
    clerk.scan("A-02")

    assert (clerk.last.what, clerk.last.do) == ("put 3 CS O1 in A-02", "The cart is empty")
    assert (there("A-01"), there("A-02"), waiting()) == (36, 30, {})


def test_a_pull_takes_two_scans_and_enter_and_a_drop_one_scan():
    clerk = replenishing().enter()
    clerk.count()
    clerk.scan("R-01", label("M1")).enter()
    assert clerk.count() == (2, 1)
    clerk.scan("R-02", label("O1", pack=OATS)).enter()
    clerk.count()
    clerk.scan("A-01")
    assert clerk.count() == (1, 0)


def test_f6_puts_down_when_the_cart_is_full_and_the_rest_is_pulled_afterwards():
    clerk = replenishing().enter().scan("R-01", label("M1")).enter()

    clerk.press(6)
    assert (clerk.prompt.title, clerk.fact("GO TO")) == ("REPLENISH: DROP", "A-01")
    clerk.scan("A-01").enter()

    assert clerk.fact("GO TO") == "R-02"


def test_a_dropped_terminal_goes_on_with_what_is_on_the_cart():
    replenishing().enter().scan("R-01", label("M1")).enter()

    again = a_clerk("U07")

    assert again.fact("GO TO") == "R-02"
    again.scan("R-02", label("O1", pack=OATS)).enter().scan("A-01", "A-02")
    assert waiting() == {}


def test_goods_on_the_cart_are_offered_though_the_task_was_left():
    clerk = replenishing().enter().scan("R-01", label("M1")).enter().press(3)
    assert clerk.prompt.title == "HOME"

    again = replenishing()

    assert again.fact("CART") == "CART-U07: 1 to put down"
    again.scan("A-01")
    assert there("A-01") == 36


def test_two_clerks_never_get_the_same_task():
    first = replenishing("U07").enter()

    second = replenishing("U08").enter()

    assert first.fact("GO TO") == "R-01"
    assert (second.was_refused(), second.last.what) == (True, "No bin has to be filled now")
    first.press(3)
    assert second.enter().fact("GO TO") == "R-01"


def test_a_pull_that_somebody_else_has_made_needless_is_refused_and_the_next_one_shown():
    clerk = replenishing().enter().scan("R-01", label("M1"))
    in_bin("M0", 36, "A-01")

    clerk.enter()

    assert (clerk.was_refused(), clerk.last.what) == (True, "A-01 needs no more of MILK")
    assert clerk.fact("GO TO") == "R-02"


def test_f2_takes_a_pull_back_and_a_drop():
    clerk = pulled(replenishing())
    clerk.scan("A-01").press(2)
    assert (clerk.last.what, there("A-01"), waiting()) == (
        "UNDONE put 6 CS M1 in A-01", 0, {"A-01": 36, "A-02": 30}
    )  # fmt: skip

    clerk.press(2)
    assert (clerk.last.what, waiting()) == ("UNDONE pulled 3 CS O1 for A-02", {"A-01": 36})
    assert clerk.enter().fact("GO TO") == "R-02"


def test_an_empty_bin_is_doubted_and_the_next_lot_is_named():
    in_bin("M2", 60, "R-02", days=200)
    clerk = replenishing().enter()
    assert clerk.fact("LOT").startswith("M1")

    clerk.scan("R-01").press(5).digit(2)

    assert clerk.last.what == "M1 in R-01 is short"
    assert [(clerk.fact("GO TO"), clerk.fact("LOT")[:2])] == [("R-02", "M2")]


def test_what_is_there_of_a_short_lot_is_taken():
    clerk = replenishing().enter().scan("R-01", label("M1")).type("2").press(5).digit(1)

    assert clerk.last.what == "pulled 2 CS M1 for A-01, M1 in R-01 is short"
    assert waiting() == {"A-01": 12}


def test_fewer_may_be_taken_and_more_may_not():
    clerk = replenishing().enter().scan("R-01", label("M1")).enter("7")
    assert clerk.last.what == "A-01 takes 6 CS"

    clerk.enter("4")
    assert waiting() == {"A-01": 24}


def test_a_wrong_lot_is_refused_by_its_name():
    in_bin("M9", 12, "R-01", days=300)
    clerk = replenishing().enter().scan("R-01", label("M9"))

    assert (clerk.was_refused(), clerk.last.do) == (True, "Take M1 first, or F5: bin empty")
    assert clerk.last.what.startswith("Lot M9 is newer")


def test_another_bin_of_the_list_is_taken_first_when_it_is_scanned_twice():
    clerk = replenishing().enter().scan("R-02")
    assert (clerk.was_asked(), clerk.last.what) == (True, "R-01 comes first")

    clerk.scan("R-02")

    assert clerk.prompt.question == "SCAN LABEL OR TYPE LOT"
    assert clerk.fact("GO TO") == "R-02"


def test_a_skipped_bin_comes_last():
    clerk = replenishing().enter().press(5).digit(5)

    assert clerk.fact("GO TO") == "R-02"


def test_the_list_is_in_walk_order_and_can_be_chosen_from():
    clerk = replenishing().enter().press(4)

    assert [one.label for one in clerk.prompt.choices] == ["R-01 MILK M1", "R-02 OATS O1"]


def test_check_digits_prove_both_bins():
    clerk = replenishing().enter().enter("71").scan(label("M1")).enter().press(6).enter("11")

    assert clerk.last.what == "put 6 CS M1 in A-01"


def test_a_later_lot_is_put_behind_an_earlier_one_only_when_it_is_meant():
    in_bin("M0", 5, "A-01", days=50)
    clerk = replenishing().enter().scan("R-01", label("M1")).enter().press(6)

    clerk.scan("A-01")
    assert (clerk.was_asked(), clerk.last.what, clerk.last.do) == (
        True, "Older lot M0 is in front", "Put it behind? Scan again"
    )  # fmt: skip
    clerk.scan("A-01")

    assert there("A-01", lot="M1") == 30


def test_a_bin_without_room_sends_the_goods_back_to_where_they_were():
    clerk = replenishing().enter().scan("R-01", label("M1")).enter().press(6).press(5).digit(1)
    assert (clerk.last.what, clerk.fact("GO TO")) == ("A-01 has no room", "R-01")

    clerk.scan("R-01")

    assert (there("R-01", "MILK"), waiting()) == (60, {})


def test_a_part_that_fits_is_put_down_and_the_rest_goes_back():
    clerk = replenishing().enter().scan("R-01", label("M1")).enter().press(6).type("2").press(5).digit(2)
    assert (clerk.last.what, clerk.last.do) == ("put 2 CS M1 in A-01", "The rest goes back")
    assert clerk.fact("GO TO") == "R-01"

    clerk.scan("R-01")

    assert (there("A-01"), there("R-01", "MILK")) == (12, 48)


def test_a_bin_that_was_blocked_meanwhile_refuses_by_its_rule():
    clerk = replenishing().enter().scan("R-01", label("M1")).enter().press(6)
    run(change_bin, ChangeBin("A-01", blocked=True, reason="bent"))

    clerk.scan("A-01")

    assert (clerk.was_refused(), clerk.last.what) == (True, "A-01 is blocked")
    assert clerk.fact("GO TO") == "A-01"


def test_a_lot_put_on_hold_on_the_way_does_not_go_in():
    clerk = replenishing().enter().scan("R-01", label("M1")).enter().press(6)
    run(hold, Hold("MILK", "M1", "leaks"))

    clerk.scan("A-01")
    assert clerk.was_refused()

    clerk.press(5).digit(1).scan("R-01")
    assert waiting() == {}


def test_another_cart_is_used_once_it_is_scanned_and_anybody_may_empty_it():
    run(add_bin, AddBin("CART-9", kind=PlaceKind.CART))
    replenishing("U08").scan("CART-9").enter().scan("R-01", label("M1")).enter().press(3)

    clerk = replenishing("U07").scan("CART-9")
    assert clerk.fact("CART") == "CART-9: 1 to put down"
    clerk.press(6).scan("A-01")

    assert there("A-01") == 36


def test_goods_that_somebody_put_down_meanwhile_are_on_the_list_no_more():
    clerk = pulled(replenishing())
    run(drop_refills, DropRefill("CART-U07", "A-01"))

    clerk.scan("A-01")

    assert (clerk.was_refused(), clerk.last.what) == (True, "Nothing on the cart is for A-01")
    assert clerk.fact("GO TO") == "A-02"


def test_units_with_serials_are_named_where_not_all_of_them_go():
    an_item("PUMP", tracking=Tracking.SERIAL)
    run(receive, Receive("PUMP", 3, lot="P1", bin="R-02", serials=("S1", "S2", "S3")))
    run(set_level, SetLevel("A-03", "PUMP", 1, 2))
    clerk = replenishing().enter().scan("R-02").scan("R-02")

    clerk.scan("P1").enter("2").scan("S1", "S3")

    assert clerk.last.what == "pulled 2 EA P1 for A-03"


def test_the_unit_that_a_label_names_is_not_asked_for_again():
    an_item("PUMP", tracking=Tracking.SERIAL, packs=(NewPack("BOX", 1, PUMP),))
    run(receive, Receive("PUMP", 3, lot="P1", bin="R-02", serials=("S1", "S2", "S3")))
    run(set_level, SetLevel("A-03", "PUMP", 1, 1))
    clerk = replenishing().enter().scan("R-02").scan("R-02")

    clerk.scan(f"]C101{PUMP}10P1\x1d21S2")

    assert clerk.last.what == "pulled 1 EA P1 for A-03"
    lot, bin = the_lot(the_item("PUMP"), "P1"), the_bin("R-02")
    assert [serial for _, serial in serials_at(lot.id, bin.id, NO_PLATE)] == ["S1", "S3"]


def test_all_units_of_a_lot_go_though_the_label_names_one():
    an_item("PUMP", tracking=Tracking.SERIAL, packs=(NewPack("BOX", 1, PUMP),))
    run(receive, Receive("PUMP", 3, lot="P1", bin="R-02", serials=("S1", "S2", "S3")))
    run(set_level, SetLevel("A-03", "PUMP", 1, 3))
    clerk = replenishing().enter().scan("R-02").scan("R-02")

    clerk.scan(f"]C101{PUMP}10P1\x1d21S2").enter()

    assert clerk.last.what == "pulled 3 EA P1 for A-03"


def test_a_bin_that_takes_one_lot_is_left_as_it_is_and_nothing_is_listed():
    run(change_bin, ChangeBin("A-01", mixing=Mixing.SAME_LOT))
    in_bin("M9", 5, "A-01", days=300)

    clerk = replenishing().enter()

    assert clerk.fact("GO TO") == "R-02"


def test_what_is_on_the_list_of_another_person_is_free_again_after_a_while(monkeypatch):
    replenishing("U07").enter()
    monkeypatch.setattr("wms_tui.tasks.refill_list.LEASE", -in_a_moment())

    assert replenishing("U08").enter().fact("GO TO") == "R-01"


def in_a_moment():
    return in_days(1) - in_days(0)


def test_a_hold_stops_who_pulls_the_lot_and_names_what_is_next(warehouse):
    clerk = replenishing().enter().scan("R-01")

    elsewhere(warehouse, "hold", "MILK", "M1", "--reason", "seal leaks")
    stop = clerk.session.stopped()

    assert stop is not None
    assert stop.what.startswith("M1 WAS PUT ON HOLD")
    assert stop.do == "Leave it. The list is made anew. Why: seal leaks"
    assert clerk.fact("GO TO") == "R-02"


def test_a_hold_stops_who_has_the_lot_on_the_cart(warehouse):
    clerk = pulled(replenishing())

    elsewhere(warehouse, "hold", "MILK", "M1", "--reason", "seal leaks")
    stop = clerk.session.stopped()

    assert stop is not None
    assert stop.do == "Take it to HOLD, or ask quality. Why: seal leaks"
