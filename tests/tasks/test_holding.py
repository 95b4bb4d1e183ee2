"""The task Hold: one scan, one digit and ENTER stop a lot; and what is on hold is released by its scan."""

from pathlib import Path

import pytest

from tests.builders import run
from tests.elsewhere import elsewhere, last_act
from tests.tasks.clerk import Clerk, at
from tests.tasks.dairy import a_dairy, an_allocated_order, at_dock, in_bin, label
from wms_tui.domain.types import Status
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.move import MovePlate, move_plate
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.queries.holds import holds_open
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage.statements import add, change

ADD_PERSON = "INSERT INTO person (badge, folded, name, roles, active, failures) VALUES (?, ?, '', ?, 1, 0)"


@pytest.fixture(autouse=True)
def dairy(warehouse: Path) -> Path:
    a_dairy()
    in_bin("L1", 36, "A-01", days=20)
    in_bin("L2", 36, "A-02", days=40)
    return warehouse


def a_pallet(lot: str = "P1", place: str = "A-03") -> str:
    plate = at_dock(lot, 24, plate="new", days=60)
    run(move_plate, MovePlate(plate, place))
    return plate


def status(lot: str) -> Status:
    return the_lot(the_item("MILK"), lot).status


def held() -> list[tuple[str, str]]:
    return [(one.scope, one.what) for one in holds_open()]


def labels(clerk: Clerk) -> dict[int, str]:
    return {one.number: one.label for one in clerk.prompt.choices}


def test_one_scan_a_digit_and_enter_stop_a_lot_and_say_how_many_picks():
    for number in range(3):
        an_allocated_order(f"SO{number}", "MILK=6")
    clerk = at("U07", "HOLD")
    clerk.count()

    clerk.scan(label("L1")).digit(1)

    assert clerk.count() == (1, 2)
    assert status("L1") is Status.HOLD
    assert clerk.last.what == "held L1, 3 picks stopped"
    assert holds_open()[0].reason == "damaged"
    assert clerk.prompt.question == "SCAN LABEL, PALLET OR BIN"


def test_f2_takes_the_hold_back():
    clerk = at("U07", "HOLD").scan("L1").digit(2)
    assert clerk.prompt.saved.endswith("held L1")

    clerk.press(2)

    assert (status("L1"), clerk.last.what) == (Status.RELEASED, "UNDONE held L1")


def test_a_reason_may_be_typed():
    at("U07", "HOLD").scan("L1").enter("smells of paint")

    assert holds_open()[0].reason == "smells of paint"


def test_what_is_at_the_stage_already_is_named_with_its_order():
    an_allocated_order("SO1", "MILK=6")
    run(pick_suggested, PickSuggested("SO1"))

    clerk = at("U07", "HOLD").scan("L1").digit(1)

    assert clerk.last.do == "At the stage for SO1: unpick it"


def test_f4_holds_what_is_in_one_bin_and_brings_it_to_the_cage():
    clerk = at("U07", "HOLD").scan("L1").press(4)
    assert labels(clerk) == {} or [one.label for one in clerk.prompt.choices] == ["A-01"]
    clerk.digit(1).digit(1)
    assert labels(clerk) == {2: "This lot here, to the cage", 3: "This lot everywhere", 4: "All of A-01"}

    clerk.digit(2)

    assert clerk.last.what == "held L1 in A-01"
    assert [(one.bin, one.quantity) for one in stock(StockFilter(lot_number="L1"))] == [("HOLD", 36)]
    assert status("L1") is Status.RELEASED


def test_a_pallet_is_held_by_its_scan_or_all_that_it_stands_for():
    plate = a_pallet()
    clerk = at("U07", "HOLD").scan(plate).digit(1)
    assert labels(clerk) == {
        1: "This pallet", 2: "This lot here, to the cage", 3: "This lot everywhere", 4: "All of A-03"
    }  # fmt: skip

    clerk.enter()

    assert held() == [("plate", plate)]
    assert clerk.last.what == f"held pallet {plate[-6:]}"
    clerk.press(2)
    assert held() == []


def test_a_bin_is_held_by_its_scan():
    an_allocated_order("SO1", "MILK=6")
    clerk = at("U07", "HOLD").scan("A-01").digit(3)

    clerk.enter()

    assert held() == [("bin", "A-01")]
    assert clerk.last.what == "held A-01, 1 pick stopped"


def test_an_empty_bin_has_one_scope_and_asks_no_more():
    at("U07", "HOLD").scan("A-05").digit(1)

    assert held() == [("bin", "A-05")]


def test_a_label_behind_a_bin_means_that_lot_there():
    in_bin("L2", 6, "A-01", days=40)
    clerk = at("U07", "HOLD").scan("A-01")
    assert clerk.fact("HOLDS") == "2 lots"

    clerk.scan(label("L2")).digit(1).enter()

    assert clerk.last.what == "held L2 in A-01"
    assert {(one.bin, one.quantity) for one in stock(StockFilter(lot_number="L2"))} == {("HOLD", 6), ("A-02", 36)}


def test_another_label_in_place_of_a_reason_begins_with_that_lot():
    at("U07", "HOLD").scan("L1", "L2").digit(1)

    assert (status("L1"), status("L2")) == (Status.RELEASED, Status.HOLD)


def test_what_is_on_hold_says_since_when_by_whom_and_why_and_is_released():
    run(hold, Hold("MILK", "L1", "seal leaks"), by="QA")
    clerk = at("U07", "HOLD").scan("L1")
    assert clerk.fact("ON HOLD") == f"{last_act()} BY QA"
    assert clerk.fact("WHY") == "seal leaks"

    clerk.digit(1)

    assert (status("L1"), clerk.last.what) == (Status.RELEASED, "released L1")
    clerk.press(2)
    assert status("L1") is Status.HOLD


@pytest.mark.parametrize("code", [label("L9"), "4012345678901", "MILK", "SO1", "12"])
def test_a_bar_code_is_no_reason_to_release_what_is_on_hold(code: str):
    an_allocated_order("SO1", "MILK=6")
    run(hold, Hold("MILK", "L1", "seal leaks"), by="QA")

    clerk = at("U07", "HOLD").scan("L1").scan(code)

    assert (clerk.was_refused(), clerk.last.what) == (True, "That is no reason")
    assert status("L1") is Status.HOLD


def test_another_label_where_a_hold_is_to_be_released_begins_with_that_lot():
    run(hold, Hold("MILK", "L1", "seal leaks"), by="QA")
    clerk = at("U07", "HOLD").scan("L1")

    clerk.scan(label("L2"))

    assert status("L1") is Status.HOLD
    assert (clerk.prompt.question, clerk.fact("LOT")[:2]) == ("WHY HOLD IT", "L2")


@pytest.mark.parametrize("thing", ["pallet", "bin"])
def test_a_pallet_and_a_bin_on_hold_are_released_by_their_scan(thing: str):
    plate = a_pallet()
    code = plate if thing == "pallet" else "A-03"
    clerk = at("U07", "HOLD").scan(code).digit(1).enter()
    assert len(held()) == 1

    clerk.scan(code).digit(2)

    assert held() == []
    assert clerk.last.what.startswith("released")


def test_who_may_not_release_is_told_who_held_it():
    add(ADD_PERSON, "QA", "qa", "quality")
    add(ADD_PERSON, "U07", "u07", "clerk")
    run(hold, Hold("MILK", "L1", "seal leaks"), by="QA")

    clerk = at("U07", "HOLD").scan("L1")

    assert (clerk.was_refused(), clerk.last.what) == (True, "L1 is on hold")
    assert clerk.last.do == f"{last_act()} by QA: seal leaks"
    assert clerk.prompt.question == "SCAN LABEL, PALLET OR BIN"


def test_the_first_of_two_people_signs_and_the_lot_stays_on_hold():
    run(hold, Hold("MILK", "L1", "seal leaks"), by="QA")
    change("UPDATE item SET release_people = 2 WHERE code = 'MILK'")

    clerk = at("U07", "HOLD").scan("L1").digit(1)

    assert (clerk.last.what, clerk.last.do) == ("signed for L1", "A second person releases it")
    assert status("L1") is Status.HOLD


def test_what_cannot_be_held_is_refused_by_name():
    clerk = at("U07", "HOLD")
    for scan, what in [("MILK", "MILK has lots"), ("HOLD", "HOLD cannot be held"), ("SO9", "SO9 is not known here")]:
        clerk.scan(scan)
        assert (clerk.was_refused(), clerk.last.what) == (True, what)
    clerk.scan("L1").enter("x")
    assert (clerk.was_refused(), clerk.last.what) == (True, "That is no reason")
    assert held() == []


def test_goods_without_lots_are_held_as_they_are():
    in_bin("", 50, "A-06", item="SALT")

    at("U07", "HOLD").scan("SALT").digit(1)

    assert held() == [("lot", "SALT")]


def test_somebody_who_held_it_first_stops_the_second(dairy: Path):
    clerk = at("U07", "HOLD").scan("L1")

    elsewhere(dairy, "hold", "MILK", "L1", "--reason", "seal leaks")

    stop = clerk.session.stopped()
    assert stop is not None
    assert stop.do == "Nothing is left to do. Scan the next. Why: seal leaks"
    assert clerk.prompt.question == "SCAN LABEL, PALLET OR BIN"
