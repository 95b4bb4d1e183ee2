"""A hold elsewhere stops whoever is in the middle of such work, at the next key, and nobody else."""

from pathlib import Path

import pytest

from tests.builders import a_bin, an_item, run
from tests.elsewhere import elsewhere, last_act
from tests.tasks.clerk import Clerk, at
from tests.tasks.dairy import a_dairy, an_allocated_order, at_dock, in_bin, label
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.set_level import SetLevel, set_level
from wms_tui.tasks.prompt import Feedback, Outcome


@pytest.fixture(autouse=True)
def dairy(warehouse: Path) -> Path:
    a_dairy()
    in_bin("L1", 36, "A-01", days=20)
    in_bin("L2", 36, "A-02", days=40)
    return warehouse


def a_picker(*lines: str) -> Clerk:
    """Begin to pick an order that is allocated, and prove the bin of the first stop."""
    an_allocated_order("SO1", *(lines or ("MILK=2CS",)))
    return at("U07", "PICK").scan("SO1", "A-01")


def the_stop(clerk: Clerk) -> Feedback:
    """Return what stops a clerk at a key."""
    stop = clerk.session.stopped()
    assert stop is not None
    assert (stop.outcome, stop.stops) == (Outcome.REFUSED, True)
    assert clerk.session.stopped() is None
    return stop


def test_nothing_stops_a_clerk_while_nothing_is_put_on_hold(dairy: Path):
    clerk = a_picker()

    elsewhere(dairy, "receive", "MILK", 6, "--lot", "L9", "--expires", "2098-01-01", "--accept-date")

    assert clerk.session.stopped() is None


def test_a_pick_of_the_lot_is_stopped_and_says_who_when_and_why(dairy: Path):
    clerk = a_picker()

    elsewhere(dairy, "hold", "MILK", "L1", "--reason", "seal leaks")

    stop = the_stop(clerk)
    assert stop.what == f"L1 WAS PUT ON HOLD {last_act()} BY QA"
    assert stop.do == "Leave it. Nothing is left. Why: seal leaks"
    assert clerk.fact("ORDER") == "NOTHING LEFT TO PICK"


def test_the_next_answer_goes_on_with_the_stop_that_is_left(dairy: Path):
    clerk = a_picker("MILK=6CS", "MILK=2CS")
    assert clerk.fact("GO TO") == "A-01"

    elsewhere(dairy, "hold", "MILK", "L1", "--reason", "seal leaks")

    assert the_stop(clerk).do == "Leave it. Go to A-02. Why: seal leaks"
    assert clerk.fact("GO TO") == "A-02"
    assert clerk.scan("A-02").last.outcome is Outcome.OK
    clerk.scan(label("L2")).enter()
    assert clerk.last.what.startswith("took")


def test_a_picker_of_another_lot_works_on(dairy: Path):
    clerk = a_picker("MILK=2CS@L2")

    elsewhere(dairy, "hold", "MILK", "L1", "--reason", "seal leaks")

    assert clerk.session.stopped() is None


def test_a_clerk_who_holds_goods_is_not_stopped_by_it(dairy: Path):
    clerk = a_picker("MILK=6CS")
    clerk.scan(label("L1")).press(5).digit(4).enter("1")
    assert clerk.last.outcome is Outcome.OK
    elsewhere(dairy, "setting", "change", "house", "DAIRY")

    assert clerk.session.stopped() is None


def test_the_pallet_and_the_bin_of_a_stop_stop_its_picker(dairy: Path):
    clerk = a_picker("MILK=6CS", "MILK=2CS")

    elsewhere(dairy, "hold", "--bin", "A-01", "--reason", "broken glass")

    stop = the_stop(clerk)
    assert stop.what == f"A-01 WAS PUT ON HOLD {last_act()} BY QA"
    assert stop.do == "Leave it. Go to A-02. Why: broken glass"


def test_a_bin_whose_release_is_taken_back_stops_its_picker(dairy: Path):
    elsewhere(dairy, "hold", "--bin", "A-01", "--reason", "broken glass")
    released = elsewhere(dairy, "release", "--bin", "A-01", "--reason", "swept")["entry"]
    clerk = a_picker("MILK=6CS", "MILK=2CS")

    elsewhere(dairy, "undo", released, "--reason", "there is more")

    stop = the_stop(clerk)
    assert stop.what == f"A-01 WAS PUT ON HOLD {last_act()} BY QA"
    assert stop.do == "Leave it. Go to A-02. Why: there is more"


def test_a_part_that_went_to_the_cage_stops_who_is_sent_to_it(dairy: Path):
    clerk = a_picker("MILK=6CS")

    elsewhere(dairy, "hold", "MILK", "L1", "--bin", "A-01", "--quantity", 36, "--reason", "dented")

    stop = the_stop(clerk)
    assert stop.what == f"36 OF L1 WERE PUT INTO THE CAGE {last_act()} BY QA"


def test_a_suppliers_lots_stop_every_one_who_works_on_them(dairy: Path):
    elsewhere(
        dairy, "receive", "MILK", 12, "--lot", "D1", "--supplier", "DAIRY", "--expires", "2098-01-01", "--accept-date"
    )
    picker = a_picker()
    mover = at("U08", "MOVE").scan("DOCK").scan("D1")

    elsewhere(dairy, "hold", "--supplier", "DAIRY", "--reason", "their letter")

    assert the_stop(mover).do == "Take it to HOLD, or ask quality. Why: their letter"
    assert picker.session.stopped() is None


def test_goods_that_are_picked_already_are_brought_to_the_cage_and_the_rest_goes_on(dairy: Path):
    clerk = a_picker("MILK=6CS", "MILK=2CS")
    clerk.scan(label("L1")).enter()
    assert clerk.fact("GO TO") == "A-02"

    elsewhere(dairy, "hold", "MILK", "L1", "--reason", "seal leaks")

    assert the_stop(clerk).do == "Picked already: F5 6, then scan HOLD. Why: seal leaks"
    clerk.press(5).digit(6).scan("HOLD")
    assert clerk.last.what == "put back SO1"
    assert clerk.fact("GO TO") == "A-02"


def test_who_is_about_to_ship_is_stopped_and_brings_only_what_is_held_to_the_cage(dairy: Path):
    an_allocated_order("SO1", "MILK=6CS", "MILK=2CS")
    run(pick_suggested, PickSuggested("SO1"))
    clerk = at("U07", "SHIP").scan("SO1")

    elsewhere(dairy, "hold", "MILK", "L1", "--reason", "seal leaks")

    stop = the_stop(clerk)
    assert stop.what == f"L1 WAS PUT ON HOLD {last_act()} BY QA"
    assert stop.do == "Unpick it to the cage: F5 1, scan HOLD. Why: seal leaks"
    clerk.enter().enter("y")
    assert clerk.was_refused()
    clerk.press(5).digit(1).scan("HOLD")
    assert clerk.last.what == "put back what is on hold of SO1"
    clerk.enter().enter("y")
    assert clerk.last.what == "shipped SO1"
    assert clerk.last.do == "2 CS L2"


def test_who_puts_goods_away_or_receives_more_of_them_is_stopped(dairy: Path):
    plate = at_dock("L4", 24, plate="new")
    putter = at("U07", "PUTAWAY").scan(plate)
    receiver = at("U08", "RECEIVE").scan(label("L4"))

    elsewhere(dairy, "hold", "MILK", "L4", "--reason", "seal leaks")

    assert the_stop(putter).do.startswith("Take it to HOLD")
    assert the_stop(receiver).do.startswith("Book it, then set it aside at HOLD")


def a_replenisher(*levels: str) -> Clerk:
    """Begin to bring oats from two bins of the reserve to pick faces."""
    an_item("OATS")
    for lot, place in (("O1", "R-01"), ("O2", "R-02")):
        a_bin(place, pickable=False)
        in_bin(lot, 60, place, item="OATS", days=20 if lot == "O1" else 40)
    for face in levels:
        run(set_level, SetLevel(face, "OATS", 6, 50))
    return at("U07", "REPLENISH").enter().scan("R-01")


def test_who_pulls_more_while_such_goods_are_on_the_cart_takes_them_to_the_cage(dairy: Path):
    clerk = a_replenisher("A-03", "A-04").scan("O1").enter()
    assert (clerk.last.what, clerk.fact("GO TO")) == ("pulled 50 EA O1 for A-03", "R-01")

    elsewhere(dairy, "hold", "OATS", "O1", "--reason", "seal leaks")

    assert the_stop(clerk).do.startswith("Take it to HOLD")
    assert clerk.fact("GO TO") == "R-02"


def test_who_is_about_to_put_goods_down_in_a_held_bin_takes_them_back(dairy: Path):
    clerk = a_replenisher("A-03").scan("O1").enter()

    elsewhere(dairy, "hold", "--bin", "A-03", "--reason", "wet")

    assert the_stop(clerk).do.startswith("Take what is for it back: F5 1")
    clerk.press(5).digit(1)
    assert clerk.last.do == "Take it back to R-01"


def test_a_doubt_that_was_open_is_forgotten_by_a_stop(dairy: Path):
    an_allocated_order("SO1", "MILK=6CS", "MILK=2CS")
    clerk = at("U07", "PICK").scan("SO1", "A-02")
    assert clerk.was_asked()

    elsewhere(dairy, "hold", "MILK", "L1", "--reason", "seal leaks")
    the_stop(clerk)

    assert clerk.prompt.question == "SCAN BIN OR CHECK DIGITS"
    assert clerk.fact("GO TO") == "A-02"


def test_a_hold_that_was_taken_back_before_the_next_key_stops_nobody(dairy: Path):
    clerk = a_picker()
    entry = elsewhere(dairy, "hold", "MILK", "L1", "--reason", "seal leaks")["entry"]

    elsewhere(dairy, "undo", entry, "--reason", "wrong lot")

    assert clerk.session.stopped() is None


def test_nobody_is_stopped_at_home_or_before_signing_in(dairy: Path):
    clerk = at("U07", "MENU")

    elsewhere(dairy, "hold", "MILK", "L1", "--reason", "seal leaks")

    assert clerk.session.stopped() is None
    clerk.press(6)
    elsewhere(dairy, "hold", "MILK", "L2", "--reason", "seal leaks")
    assert clerk.session.stopped() is None


def test_what_oneself_did_at_the_desk_is_no_news():
    clerk = a_picker()
    a_bin("Z-01")

    run(hold, Hold("MILK", "L2", "taste"))

    assert clerk.session.stopped() is None
