"""Pallets and bins on hold: what is on them or in them is not usable, and what was promised of it."""

from datetime import timedelta

import pytest

from tests.builders import a_bin, a_dairy, in_days, kept, order, refusal, run, there
from wms_tui import clock
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.change_bin import ChangeBin, change_bin
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.hold_things import (
    HoldBin,
    HoldPlate,
    ReleaseBin,
    ReleasePlate,
    hold_bin,
    hold_plate,
    release_bin,
    release_plate,
)
from wms_tui.operations.move import MoveBin, MovePlate, MoveStock, move, move_bin, move_plate
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.ship import Ship, ship
from wms_tui.operations.undo import Undo, undo
from wms_tui.operations.unpick import Unpick, unpick
from wms_tui.queries.health import examine
from wms_tui.queries.holds import holds_open
from wms_tui.queries.places import the_bin
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.queries.suggestions import suggest
from wms_tui.storage.statements import change

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture(autouse=True)
def setting(warehouse: object) -> None:
    a_dairy()


def a_pallet(lot: str = "FIRST", place: str = "A-03", quantity: int = 40) -> str:
    """Receive a pallet that leaves before all else, and bring it to a bin."""
    slip = Receive("MILK", quantity, lot=lot, expires_on=in_days(10), plate="new")
    plate = run(receive, slip).plate
    run(move_plate, MovePlate(plate, place))
    return plate


def reasons(code: str = "O1") -> dict[tuple[str, str], str]:
    """Return why stock is passed over for an order, by bin and lot."""
    return {(one.bin, one.lot): one.reason for line in suggest(code, in_days(0)).lines for one in line.passed_over}


def test_a_pallet_on_hold_is_not_promised_and_what_was_promised_of_it_is_let_go() -> None:
    plate = a_pallet()
    order("O1", "MILK=12")

    done = run(hold_plate, HoldPlate(plate, "wet"))

    assert (done.what, done.quantity, done.reservations_dropped, done.staged) == (plate, 40, 1, ())
    assert reasons()["A-03", "FIRST"] == "on-hold: the pallet is held"
    run(allocate, Allocate(("O1",)))
    assert kept("O1") == {("A-02", "OLD"): 10, ("A-01", "NEW"): 2}
    assert refusal(hold_plate, HoldPlate(plate, "wet")) == "plate-on-hold"
    assert refusal(hold_plate, HoldPlate("004000000000999999", "wet")) == "unknown-plate"


def test_loose_goods_of_the_lot_beside_a_pallet_on_hold_are_picked_and_the_pallet_is_not() -> None:
    plate = a_pallet()
    run(receive, Receive("MILK", 5, lot="FIRST", bin="A-03"))
    run(hold_plate, HoldPlate(plate, "wet"))
    order("O1", "MILK=6", keep=False)

    run(pick, Pick("O1", 1, "A-03", "FIRST", 5))

    assert refusal(pick, Pick("O1", 1, "A-03", "FIRST", 1)) == "plate-on-hold"
    assert refusal(pick, Pick("O1", 1, "A-03", "FIRST", 1, plate=plate)) == "plate-on-hold"
    assert there("A-03", lot="FIRST") == 40


def test_a_pallet_on_hold_moves_as_a_whole_and_a_part_of_it_only_to_the_cage() -> None:
    plate = a_pallet()
    run(hold_plate, HoldPlate(plate, "wet"))

    run(move_plate, MovePlate(plate, "A-01"))

    assert refusal(move, MoveStock("MILK", "FIRST", 4, "A-01", "A-02")) == "plate-on-hold"
    assert refusal(put_away, PutAway("MILK", "FIRST", 4, source="A-01", target="A-02")) == "plate-on-hold"
    run(move, MoveStock("MILK", "FIRST", 4, "A-01", "HOLD"))
    order("O1", "MILK=2", keep=False)
    assert reasons()["A-01", "FIRST"].startswith("on-hold")
    assert there("HOLD") == 4


def test_a_part_is_moved_from_loose_goods_before_a_pallet_on_hold() -> None:
    plate = a_pallet()
    run(receive, Receive("MILK", 5, lot="FIRST", bin="A-03"))
    run(hold_plate, HoldPlate(plate, "wet"))

    run(move, MoveStock("MILK", "FIRST", 5, "A-03", "A-02"))

    assert there("A-02", lot="FIRST") == 5


def test_nothing_is_put_onto_a_pallet_on_hold() -> None:
    plate = a_pallet()
    run(hold_plate, HoldPlate(plate, "wet"))

    assert refusal(move, MoveStock("MILK", "OLD", 1, "A-02", "A-03", plate=plate)) == "plate-on-hold"
    assert refusal(receive, Receive("MILK", 1, lot="FIRST", bin="A-03", plate=plate)) == "plate-on-hold"


def test_a_picked_pallet_that_is_held_is_named_does_not_ship_and_stays_held_in_the_cage() -> None:
    plate = a_pallet()
    order("O1", "MILK=40")
    run(pick_suggested, PickSuggested("O1"))

    staged = run(hold_plate, HoldPlate(plate, "wet")).staged

    assert [(one.order, one.line, one.lot, one.quantity) for one in staged] == [("O1", 1, "FIRST", 40)]
    assert refusal(ship, Ship("O1")) == "plate-on-hold"
    run(unpick, Unpick("O1", 1, "HOLD"))
    assert [(one.bin, one.plate) for one in stock(StockFilter(lot_number="FIRST"))] == [("HOLD", plate)]
    assert refusal(move, MoveStock("MILK", "FIRST", 1, "HOLD", "A-01")) == "plate-on-hold"


def test_what_was_undone_back_onto_a_pallet_on_hold_is_not_promised_again() -> None:
    plate = a_pallet()
    order("O1", "MILK=12")
    taken = run(pick_suggested, PickSuggested("O1")).entry
    run(hold_plate, HoldPlate(plate, "wet"))

    run(undo, Undo(taken, "wrong pallet"))

    assert kept("O1") == {}
    assert examine().differences == ()


def test_a_released_pallet_is_used_again_unless_its_lot_is_on_hold() -> None:
    plate = a_pallet()
    run(hold_plate, HoldPlate(plate, "wet"))
    run(hold, Hold("MILK", "FIRST", "leaks"))

    assert run(release_plate, ReleasePlate(plate, "dry")).quantity == 40

    order("O1", "MILK=1", keep=False)
    assert reasons()["A-03", "FIRST"] == "on-hold"
    assert refusal(release_plate, ReleasePlate(plate, "dry")) == "not-on-hold"
    assert refusal(hold_plate, HoldPlate(plate, " ")) == "reason-needed"


def test_nothing_is_picked_from_a_bin_on_hold_and_nothing_put_into_it() -> None:
    order("O1", "MILK=10")

    done = run(hold_bin, HoldBin("a-02", "broken glass"))

    assert (done.what, done.quantity, done.reservations_dropped) == ("A-02", 10, 1)
    assert reasons()["A-02", "OLD"] == "on-hold: the bin is held"
    assert refusal(pick, Pick("O1", 1, "A-02", "OLD", 1)) == "bin-on-hold"
    assert refusal(move, MoveStock("MILK", "NEW", 1, "A-01", "A-02")) == "bin-blocked"
    assert refusal(hold_bin, HoldBin("A-02", "again")) == "bin-on-hold"
    assert refusal(hold_bin, HoldBin("HOLD", "again")) == "is-the-cage"
    assert refusal(hold_bin, HoldBin("A-99", "again")) == "unknown-bin"


def test_goods_of_a_bin_on_hold_go_to_the_cage_only() -> None:
    plate = a_pallet(place="A-02")
    run(hold_bin, HoldBin("A-02", "broken glass"))

    assert refusal(move, MoveStock("MILK", "OLD", 1, "A-02", "A-03")) == "bin-on-hold"
    assert refusal(move_plate, MovePlate(plate, "A-03")) == "bin-on-hold"
    assert refusal(move_bin, MoveBin("A-02", "A-03")) == "bin-on-hold"
    run(move_bin, MoveBin("A-02", "HOLD"))
    assert there("HOLD") == 50


def test_a_bin_that_was_closed_by_hand_stays_closed_when_its_hold_is_over() -> None:
    run(change_bin, ChangeBin("A-02", blocked=True, reason="shelf damaged"))
    run(hold_bin, HoldBin("A-02", "broken glass"))
    run(change_bin, ChangeBin("A-02", zone="B"))

    run(release_bin, ReleaseBin("A-02", "cleaned"))

    assert (the_bin("A-02").blocked, the_bin("A-02").held) == (True, False)
    assert refusal(release_bin, ReleaseBin("A-02", "cleaned")) == "not-on-hold"


def test_what_waits_at_a_stage_on_hold_is_named_and_does_not_ship() -> None:
    order("O1", "MILK=10")
    run(pick_suggested, PickSuggested("O1"))

    staged = run(hold_bin, HoldBin("STAGE", "chemical spill")).staged

    assert [(one.order, one.quantity) for one in staged] == [("O1", 10)]
    assert refusal(ship, Ship("O1")) == "bin-on-hold"


@pytest.mark.parametrize("thing", ["plate", "bin"])
def test_a_hold_and_its_release_are_taken_back_by_undo(thing: str) -> None:
    plate = a_pallet()
    begin = {"plate": (hold_plate, HoldPlate(plate, "wet")), "bin": (hold_bin, HoldBin("A-03", "wet"))}[thing]
    finish = {"plate": (release_plate, ReleasePlate(plate, "dry")), "bin": (release_bin, ReleaseBin("A-03", "dry"))}[
        thing
    ]
    order("O1", "MILK=12", keep=False)
    held = run(*begin).entry
    over = run(*finish).entry
    assert refusal(undo, Undo(held, "mistake")) == "not-on-hold"
    run(allocate, Allocate(("O1",)))
    run(undo, Undo(over, "too soon"))

    assert kept("O1") == {}
    assert reasons()["A-03", "FIRST"].startswith("on-hold")
    assert [one.entry for one in holds_open()] == [held]
    run(undo, Undo(held, "mistake"))
    assert holds_open() == []
    assert "A-03" not in {bin for bin, _ in reasons()}


def test_a_release_is_not_taken_back_where_it_is_on_hold_again() -> None:
    plate = a_pallet()
    run(hold_plate, HoldPlate(plate, "wet"))
    over = run(release_plate, ReleasePlate(plate, "dry")).entry
    run(hold_plate, HoldPlate(plate, "torn"))

    assert refusal(undo, Undo(over, "too soon")) == "plate-on-hold"


def test_the_open_holds_say_since_when_by_whom_why_and_how_much() -> None:
    plate = a_pallet()
    a_bin("A-04")
    before = run(hold_bin, HoldBin("A-04", "broken glass"), by="QA")
    run(hold_plate, HoldPlate(plate, "wet"), by="QA")
    run(hold, Hold("MILK", "OLD", "leaks"), by="BEN")

    found = holds_open()

    assert [(one.scope, one.what, one.by, one.reason, one.lots, one.quantity) for one in found] == [
        ("bin", "A-04", "QA", "broken glass", 0, 0),
        ("plate", plate, "QA", "wet", 0, 40),
        ("lot", "MILK OLD", "BEN", "leaks", 1, 10),
    ]
    assert [one.entry for one in holds_open(found[0].since)] == [before.entry]


def test_undoing_does_not_bring_goods_out_of_a_bin_or_off_a_pallet_on_hold() -> None:
    into_bin = run(move, MoveStock("MILK", "NEW", 5, "A-01", "A-03")).entry
    plate = a_pallet()
    onto_plate = run(move, MoveStock("MILK", "OLD", 5, "A-02", "A-03", plate=plate)).entry
    run(hold_plate, HoldPlate(plate, "wet"))

    assert refusal(undo, Undo(onto_plate, "mistake")) == "plate-on-hold"
    run(hold_bin, HoldBin("A-03", "wet"))
    assert refusal(undo, Undo(into_bin, "mistake")) == "bin-on-hold"
    run(release_bin, ReleaseBin("A-03", "dry"))
    run(undo, Undo(into_bin, "mistake"))

    assert there("A-01", lot="NEW") == 30


def test_what_was_brought_into_the_house_by_mistake_is_taken_back_from_a_bin_on_hold() -> None:
    came = run(receive, Receive("MILK", 5, lot="LATE", bin="A-03", expires_on=in_days(9))).entry
    run(hold_bin, HoldBin("A-03", "wet"))

    run(undo, Undo(came, "counted twice"))

    assert there("A-03") == 0


def test_what_waits_at_a_stage_on_hold_goes_back_to_the_cage_only() -> None:
    order("O1", "MILK=12")
    taken = run(pick_suggested, PickSuggested("O1")).entry
    run(hold_bin, HoldBin("STAGE", "wet"))

    assert refusal(unpick, Unpick("O1", 1, "A-03")) == "bin-on-hold"
    assert refusal(undo, Undo(taken, "mistake")) == "bin-on-hold"
    run(unpick, Unpick("O1", 1, "HOLD"))

    assert (there("STAGE"), there("HOLD")) == (0, 12)


def test_the_doctor_sees_a_hold_without_a_mark_and_a_mark_without_a_hold() -> None:
    plate = a_pallet()
    run(hold_plate, HoldPlate(plate, "wet"))
    run(hold_bin, HoldBin("A-01", "wet"))
    assert examine().differences == ()

    change("UPDATE plate SET held = 0")
    change("UPDATE place SET held = 1 - held WHERE code = 'A-02'")

    found = [one.detail for one in examine().differences if one.kind == "hold"]
    assert sorted(one.split()[0] for one in found) == sorted([plate, "A-02"])


def test_a_hold_does_not_end_before_it_began() -> None:
    began = clock.now() - timedelta(hours=1)
    held = run(hold_bin, HoldBin("A-01", "wet"), at=began).entry
    before = began - timedelta(seconds=1)

    assert refusal(release_bin, ReleaseBin("A-01", "dry"), at=before) == "past-hold"
    assert refusal(undo, Undo(held, "mistake"), at=before) == "before-entry"
    run(release_bin, ReleaseBin("A-01", "dry"), at=began)

    assert not the_bin("A-01").held
