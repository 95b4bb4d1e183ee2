"""The same goods under other numbers: where they came from stays known, and their dates do not get better."""

from datetime import timedelta

import pytest

from tests.builders import (
    a_bin,
    a_supplier,
    an_item,
    in_days,
    refusal,
    run,
)
from tests.genealogy import a_kitchen, a_run, came, drills, lot_id
from wms_tui import clock
from wms_tui.domain.holds import LotScope
from wms_tui.domain.types import Status
from wms_tui.errors import Refused
from wms_tui.operations.hold_lots import HoldLots, hold_lots
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.reshape_lots import LotPart, MergeLots, RelabelLot, SplitLot, merge_lots, relabel_lot, split_lot
from wms_tui.operations.run_acts import (
    CloseRun,
    ConsumeRun,
    GiveBack,
    OpenRun,
    ProduceRun,
    close_run,
    consume_run,
    give_back,
    open_run,
    produce_run,
)
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.operations.send_back import SendBack, send_back
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.epcis_events import epcis_events
from wms_tui.queries.items import the_item
from wms_tui.queries.key_events import EventFilter, key_events
from wms_tui.queries.lots import the_lot
from wms_tui.queries.passports import lot_passport

pytestmark = pytest.mark.usefixtures("warehouse")


def status(item, lot):
    return the_lot(the_item(item), lot).status


def test_a_hold_of_a_suppliers_lots_reaches_those_that_were_split_and_relabelled():
    a_kitchen()
    run(split_lot, SplitLot("MILK", "M1", (LotPart("PART9", 40),)))
    run(relabel_lot, RelabelLot("COCOA", "C1", "NEW7"))
    run(hold_lots, HoldLots(LotScope(supplier="DAIRY"), "bad"))
    assert {status("MILK", "M1"), status("MILK", "PART9"), status("COCOA", "NEW7")} == {Status.HOLD}


def test_a_part_of_a_lot_is_sent_back_to_who_sent_it():
    a_kitchen()
    run(split_lot, SplitLot("MILK", "M1", (LotPart("PART9", 40),)))
    assert run(send_back, SendBack("MILK", "PART9", 5, "A-01")).supplier == "DAIRY"


@pytest.mark.parametrize(
    ("verb", "slip"),
    [
        (relabel_lot, RelabelLot("DRILL", "S1", "T1", serials=("a", "b"))),
        (split_lot, SplitLot("DRILL", "S1", (LotPart("T1", serials=("a",)),))),
        (merge_lots, MergeLots("DRILL", (LotPart("S1"), LotPart("S2")), "T1")),
    ],
)
def test_units_with_serials_keep_the_lot_they_came_with(verb, slip):
    drills("A-01")

    assert refusal(verb, slip) == "serials-stay"


@pytest.mark.parametrize("named", ["a", "ac"])
def test_units_are_taken_for_a_run_out_of_whatever_bin_they_are_in(named):
    drills("A-01", "A-02")
    run(open_run, OpenRun("B1"))
    run(consume_run, ConsumeRun("B1", Ingredient("DRILL", "S1", len(named), "", tuple(named))))  # unknown-serial


def test_a_run_gives_back_its_own_units_only():
    drills("A-01")
    for code, unit in (("B1", "a"), ("B2", "b")):
        run(open_run, OpenRun(code))
        run(consume_run, ConsumeRun(code, Ingredient("DRILL", "S1", 1, "A-01", (unit,))))
    run(produce_run, ProduceRun("B1", Product("KIT", 1, "K1"), "A-01"))
    run(close_run, CloseRun("B1"))
    with pytest.raises(Refused):
        run(give_back, GiveBack("B2", "DRILL", "S1", 1, "A-01", ("a",)))  # a is built into K1


def test_a_lot_that_was_only_relabelled_is_not_made_here():
    a_bin("A-01")
    a_supplier()
    an_item("MILK")
    run(change_setting, ChangeSetting("house_country", "US"))
    run(receive, Receive("MILK", 10, lot="L1", bin="A-01", supplier="DAIRY", origin="VN"))
    run(relabel_lot, RelabelLot("MILK", "L1", "NEW7"))
    found = lot_passport("MILK", "NEW7", at=clock.now())
    assert (found.origin, found.made_in) == ("VN", "")  # ('', 'US')


def test_a_receipt_keeps_its_lot_code_whatever_is_put_into_the_lot_later():
    a_kitchen()
    came("MILK", "M2", 50)
    which = EventFilter(clock.now() - timedelta(days=1), clock.now() + timedelta(days=1), item="MILK", lot="M2")

    def received():
        return [(one.tlc, one.source.name) for one in key_events(which) if one.event == "receiving"]

    assert received() == [("S-M2", "DAIRY")]
    run(relabel_lot, RelabelLot("MILK", "M1", "M2", 10))
    assert ("S-M2", "DAIRY") in received()  # [('M2', 'Test house')]


def test_events_that_correct_others_are_in_the_document():
    a_kitchen()
    entry = a_run("B1", {"MILK:M1": 20, "COCOA:C1": 10}, {"CHOC:P1": 20})
    run(undo, Undo(entry, "x"))
    events = list(epcis_events(lots=[lot_id("MILK", "M1")]))
    named = {one for event in events for one in event.get("errorDeclaration", {}).get("correctiveEventIDs", ())}
    assert named <= {event["eventID"] for event in events}


def test_goods_do_not_get_a_later_best_before_by_another_number():
    a_bin("A-01")
    an_item("MILK")
    run(receive, Receive("MILK", 10, lot="L1", bin="A-01", best_before_on=in_days(10)))
    run(receive, Receive("MILK", 10, lot="X9", bin="A-01", best_before_on=in_days(300)))
    with pytest.raises(Refused):
        run(relabel_lot, RelabelLot("MILK", "L1", "X9"))
