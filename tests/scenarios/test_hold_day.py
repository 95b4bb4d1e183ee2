"""A supplier writes that a day's deliveries may be bad: what happens on the floor, and how it ends."""

from pathlib import Path

from tests.builders import a_bin, a_customer, a_supplier, an_item, an_order, in_days, kept, run
from tests.elsewhere import elsewhere
from tests.tasks.clerk import at
from wms_tui.domain.types import Status
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.ship import Ship, ship
from wms_tui.queries.holds import holds_open
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.stock import StockFilter, stock


def came(lot: str, supplier: str, place: str, quantity: int, days: int, status: Status | None = None) -> None:
    slip = Receive("MILK", quantity, lot=lot, supplier=supplier, expires_on=in_days(days), status=status)
    run(receive, slip)
    run(put_away, PutAway("MILK", lot, quantity, target=place))


def where(lot: str) -> dict[str, int]:
    return {one.bin: one.quantity for one in stock(StockFilter(lot_number=lot))}


def test_a_suppliers_letter_stops_the_floor_and_its_second_letter_lets_all_go_on(warehouse: Path):
    # Given two suppliers' milk, an order at the stage, one in the middle of its pick and one that waits.
    for code in ("A-01", "A-02", "A-03"):
        a_bin(code)
    a_customer("SHOP")
    a_supplier("FARM")
    a_supplier("OTHER")
    an_item("MILK")
    came("F1", "FARM", "A-01", 30, 20)
    came("F2", "FARM", "A-02", 20, 30, Status.QUARANTINE)
    came("X1", "OTHER", "A-03", 50, 60)
    for number in (1, 2, 3):
        an_order(f"SO{number}", "MILK=10")
        run(allocate, Allocate((f"SO{number}",)))
    run(pick_suggested, PickSuggested("SO1"))
    shipper, picker = at("U01", "SHIP").scan("SO1"), at("U02", "PICK").scan("SO2")

    # When quality looks first, then holds all that the supplier delivered today: today is the first and the last day.
    days = ("--received-from", in_days(0), "--received-to", in_days(0))
    look = elsewhere(warehouse, "hold", "--supplier", "FARM", *days, "--dry-run")
    yesterday = elsewhere(warehouse, "hold", "--supplier", "FARM", "--received-to", in_days(-1), "--dry-run")
    held = elsewhere(warehouse, "hold", "--supplier", "FARM", *days, "--reason", "their letter")

    # Then that was what the look had said, and the answer names the promises and the goods at the stage.
    assert [one["lot"] for one in look["lots"]] == ["F1", "F2"]
    assert yesterday["lots"] == []
    assert held["lots"] == look["lots"]
    assert held["reservations_dropped"] == 2
    assert [(one["order"], one["quantity"]) for one in held["staged"]] == [("SO1", 10)]

    # And both clerks are stopped at their next key; the picker goes on with the other supplier's lot.
    stops = [clerk.session.stopped() for clerk in (shipper, picker)]
    assert all(one is not None and one.stops and "F1 WAS PUT ON HOLD" in one.what for one in stops)
    shipper.press(5).digit(1).scan("HOLD")
    assert where("F1") == {"A-01": 20, "HOLD": 10}
    picker.scan("SO2").scan("A-03")
    run(allocate, Allocate(("SO1", "SO2", "SO3")))
    assert [kept(code) for code in ("SO1", "SO2", "SO3")] == [{("A-03", "X1"): 10}] * 3

    # When the all clear comes, what was released is free again, and what was in quarantine still waits for quality.
    assert [one.what for one in holds_open()] == [f"supplier FARM, received {held['what'].partition('received ')[2]}"]
    elsewhere(warehouse, "release", "--case", held["entry"], "--reason", "all clear")
    item = the_item("MILK")
    assert [the_lot(item, lot).status for lot in ("F1", "F2")] == [Status.RELEASED, Status.QUARANTINE]
    assert holds_open() == []
    run(pick_suggested, PickSuggested("SO1"))
    assert run(ship, Ship("SO1")).shipped[0].lot == "X1"
