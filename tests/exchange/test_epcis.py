"""EPCIS 2.0: all that happened to goods as events that keep the rules, and what was undone says so."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import in_days
from tests.command_line import CommandLine
from tests.exchange.epcis_rules import broken_rules, vocabulary

KALE = "urn:x-wms:test%20house:class:KALE:K%201%2F%C3%A4"
SALAD = "https://id.gs1.org/01/04012345678901/10/S1"


def document(house: CommandLine, tmp_path: Path, *words: str) -> dict[str, Any]:
    house("export", "epcis", "-o", tmp_path / "events.json", "--force", *words)
    return json.loads((tmp_path / "events.json").read_text())


def events(house: CommandLine, tmp_path: Path, *words: str) -> list[dict[str, Any]]:
    found = document(house, tmp_path, *words)
    assert list(broken_rules(found)) == []
    return found["epcisBody"]["eventList"]


def steps(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(one["type"].removesuffix("Event"), one["bizStep"], one["disposition"]) for one in found]


def test_all_that_happened_is_told_as_events_that_keep_the_rules(house: CommandLine, tmp_path: Path) -> None:
    told = steps(events(house, tmp_path))

    assert told == [
        ("Object", "commissioning", "active"), ("Object", "receiving", "in_progress"),
        ("Aggregation", "packing", "in_progress"), ("Transformation", "commissioning", "active"),
        ("Object", "picking", "in_progress"), ("Object", "shipping", "in_transit"),
        ("Object", "receiving", "returned"), ("Object", "sampling", "in_progress"),
        ("Object", "destroying", "destroyed"), ("Object", "stock_taking", "unknown"),
        ("Object", "storing", "sellable_accessible"), ("Object", "holding", "non_sellable_other"),
        ("Object", "other", "sellable_accessible"), ("Object", "holding", "recalled"),
        ("Object", "holding", "recalled"),
    ]  # fmt: skip


def test_a_lot_brings_its_number_and_its_dates_where_it_begins(house: CommandLine, tmp_path: Path) -> None:
    began, received, packed, made, *_ = events(house, tmp_path)

    assert began["action"] == "ADD"
    assert began["quantityList"] == [{"epcClass": KALE, "quantity": 50, "uom": "KGM"}]
    assert began["ilmd"]["cbvmda:lotNumber"] == "K 1/ä"
    assert began["ilmd"]["cbvmda:itemExpirationDate"] == in_days(9).isoformat()
    assert received["sourceList"][0]["source"].endswith(":party:supplier:FARM")
    assert received["bizTransactionList"][0]["type"] == "po"
    assert packed["parentID"].startswith("https://id.gs1.org/00/")
    assert made["inputQuantityList"] == [{"epcClass": KALE, "quantity": 20, "uom": "KGM"}]
    assert made["outputQuantityList"] == [{"epcClass": SALAD, "quantity": 100}]
    assert made["ilmd"]["cbvmda:lotNumber"] == "S1"


def test_a_lot_begins_once(house: CommandLine, tmp_path: Path) -> None:
    house("receive", "KALE", "5", "--lot", "K 1/ä", "--bin", "A-01", "--supplier", "FARM")

    began = [one for one in events(house, tmp_path) if one["bizStep"] == "commissioning" and "ilmd" in one]

    assert [one["ilmd"]["cbvmda:lotNumber"] for one in began] == ["K 1/ä", "S1"]


def test_what_a_lot_is_stays_until_it_is_taken_away(house: CommandLine, tmp_path: Path) -> None:
    found = [one["persistentDisposition"] for one in events(house, tmp_path) if "persistentDisposition" in one]

    assert found == [
        {"set": ["non_sellable_other"]}, {"unset": ["non_sellable_other"]}, {"set": ["recalled"]},
        {"set": ["recalled"]},
    ]  # fmt: skip


def test_a_house_with_a_gln_names_itself_its_bins_and_its_documents_by_it(house: CommandLine, tmp_path: Path) -> None:
    house("setting", "change", "house_gln", "4012345000009")

    _, received, *_ = events(house, tmp_path)

    assert received["readPoint"]["id"] == "https://id.gs1.org/414/4012345000009/254/A-01"
    assert received["destinationList"] == [
        {"type": "possessing_party", "destination": "https://id.gs1.org/417/4012345000009"}
    ]
    assert received["bizTransactionList"][0]["bizTransaction"] == "urn:epcglobal:cbv:bt:4012345000009:PO1"


def test_a_code_of_a_case_names_no_lot_that_is_counted_in_pieces(house: CommandLine, tmp_path: Path) -> None:
    house("item", "add", "OIL", "--pack", "CS=12:14012345678908")
    house("receive", "OIL", "24", "--lot", "O1", "--supplier", "FARM", "--expires", in_days(90).isoformat())

    (began, *_) = events(house, tmp_path, "--item", "OIL")

    assert began["quantityList"] == [{"epcClass": "urn:x-wms:test%20house:class:OIL:O1", "quantity": 24}]


def test_units_with_serials_are_named_one_by_one(house: CommandLine, tmp_path: Path) -> None:
    house("item", "add", "PUMP", "--tracking", "serial", "--gtin", "04012345678918")
    house("receive", "PUMP", "2", "--lot", "P1", "--serial", "A/1", "--serial", "A2", "--supplier", "FARM")

    began, received = events(house, tmp_path, "--item", "PUMP")

    for one in (began, received):
        assert one["epcList"] == [f"https://id.gs1.org/01/04012345678918/21/{serial}" for serial in ("A%2F1", "A2")]
        assert "quantityList" not in one


def test_what_was_undone_says_so_keeps_its_identity_and_names_what_is_so_instead(
    house: CommandLine, tmp_path: Path
) -> None:
    moved = house("move", "SALAD", "1", "--lot", "S1", "--from", "A-01", "--to", "HOLD")
    before = events(house, tmp_path)[-1]

    house("undo", moved["entry"], "--reason", "wrong lot")

    *_, after, corrected = events(house, tmp_path)
    declared = after.pop("errorDeclaration")
    assert after == before
    assert declared["reason"] == "did_not_occur"
    assert declared["correctiveEventIDs"] == [corrected["eventID"]]
    assert corrected["bizStep"] == "storing"
    assert corrected["bizLocation"]["id"].endswith(":loc:A-01")


def test_a_shipment_that_was_undone_was_not_shipped(house: CommandLine, tmp_path: Path) -> None:
    house("receive", "SALAD", "9", "--lot", "S9", "--supplier", "FARM", "--bin", "A-02")
    house("order", "add", "O2", "--customer", "SHOP", "SALAD=9@S9")
    for act in (("allocate", "O2"), ("pick", "O2", "--as-suggested")):
        house(*act)
    shipped = house("ship", "O2")
    house("undo", shipped["entry"], "--reason", "truck broke down")

    found = [one for one in events(house, tmp_path, "--lot", "S9") if one["bizStep"].endswith("shipping")]

    assert [one["bizStep"] for one in found] == ["shipping", "void_shipping"]
    assert found[0]["errorDeclaration"]["correctiveEventIDs"] == [found[1]["eventID"]]


def test_a_receipt_that_was_undone_is_no_beginning_and_the_next_one_is(house: CommandLine, tmp_path: Path) -> None:
    wrong = house("receive", "SALAD", "9", "--lot", "S9", "--supplier", "FARM", "--bin", "A-02")
    house("undo", wrong["entry"], "--reason", "miscounted")
    house("receive", "SALAD", "8", "--lot", "S9", "--supplier", "FARM", "--bin", "A-02")

    found = [one for one in events(house, tmp_path, "--lot", "S9") if one["action"] == "ADD"]

    assert [(one["quantityList"][0]["quantity"], "errorDeclaration" in one) for one in found] == [(9, True), (8, False)]


def test_a_run_of_many_acts_is_linked_by_its_number(house: CommandLine, tmp_path: Path) -> None:
    began = len(events(house, tmp_path))
    house("item", "add", "OATS")
    house("receive", "OATS", "30", "--lot", "O1", "--bin", "A-01", "--supplier", "FARM")
    house("run", "open", "B2")
    for act, goods, *where in (
        ("consume", "OATS:O1=20"), ("give-back", "OATS:O1=4", "--to", "A-01"),
        ("scrap", "OATS:O1=1", "--reason", "wet"), ("produce", "SALAD:S2=30", "--to", "A-01"),
    ):  # fmt: skip
        house("run", act, "B2", goods, *where)

    _, _, consumed, back, scrapped, produced = events(house, tmp_path)[began:]

    assert consumed["transformationID"] == produced["transformationID"]
    assert consumed["inputQuantityList"][0]["quantity"] == 20
    assert (back["bizStep"], back["quantityList"][0]["quantity"]) == ("storing", 4)
    assert (scrapped["bizStep"], scrapped["action"], scrapped["quantityList"][0]["quantity"]) == (
        "destroying", "DELETE", 1,
    )  # fmt: skip
    assert produced["outputQuantityList"][0]["quantity"] == 30
    assert produced["ilmd"]["cbvmda:lotNumber"] == "S2"
    assert "inputQuantityList" not in produced


def test_a_run_that_was_undone_says_where_what_went_in_is(house: CommandLine, tmp_path: Path) -> None:
    house("item", "add", "OATS")
    house("receive", "OATS", "30", "--lot", "O1", "--bin", "A-01", "--supplier", "FARM")
    made = house("run", "make", "B2", "--consume", "OATS:O1=20", "--produce", "SALAD:S2=30", "--to", "A-01")
    house("undo", made["entry"], "--reason", "wrong recipe")

    *_, transformed, back = events(house, tmp_path)

    assert transformed["errorDeclaration"]["correctiveEventIDs"] == [back["eventID"]]
    assert (back["bizStep"], back["quantityList"][0]["quantity"]) == ("storing", 20)


def test_the_same_entry_gives_the_same_events_whatever_is_asked_for(house: CommandLine, tmp_path: Path) -> None:
    all_of_it = {one["eventID"]: one for one in events(house, tmp_path)}

    some = events(house, tmp_path, "--lot", "S1")
    today = events(house, tmp_path, "--from", in_days(0).isoformat())
    past = events(house, tmp_path, "--to", in_days(-1).isoformat())

    assert 0 < len(some) < len(all_of_it)
    assert all(all_of_it[one["eventID"]] == one for one in some)
    assert [one["eventID"] for one in today] == list(all_of_it)
    assert past == []


@pytest.mark.parametrize(
    "plant",
    [
        lambda event: event.update(eventTime="2029-01-01"),
        lambda event: event.update(recordTime="yesterday"),
        lambda event: event.update(eventTimeZoneOffset="UTC"),
        lambda event: event.update(eventTimeZoneOffset="+15:00"),
        lambda event: event.pop("eventTimeZoneOffset"),
        lambda event: event.update(eventID="no uri"),
        lambda event: event.update(colour="blue"),
        lambda event: event.update({"wms:colour": "blue"}),
        lambda event: event.update(type="Event"),
        lambda event: event.pop("action"),
        lambda event: event.update(action="LOOK"),
        lambda event: event.update(action="OBSERVE"),
        lambda event: event.update(transformationID="urn:x:1"),
        lambda event: event.update(quantityList=[]),
        lambda event: event["quantityList"][0].update(quantity=0),
        lambda event: event["quantityList"][0].update(uom="kilogram"),
        lambda event: event["quantityList"][0].update(unit="KG"),
        lambda event: event["quantityList"][0].update(epcClass="KALE K1"),
        lambda event: event["quantityList"][0].update(epcClass="https://id.gs1.org/01/4012345678901/10/S1"),
        lambda event: event.update(epcList=["urn:x:1", "urn:x:1"]),
        lambda event: event.update(readPoint={"id": "A-01"}),
        lambda event: event["ilmd"].update(lotNumber="K1"),
        lambda event: event.update(errorDeclaration={"reason": "did_not_occur"}),
        lambda event: event.update(errorDeclaration={"declarationTime": event["eventTime"], "why": "so",
                                                     "reason": "did_not_occur"}),
        lambda event: event.update(errorDeclaration={"declarationTime": event["eventTime"], "correctiveEventIDs": [],
                                                     "reason": "did_not_occur"}),
    ],
)  # fmt: skip
def test_the_rules_are_broken_by_what_should_break_them(
    house: CommandLine, tmp_path: Path, plant: Callable[[dict[str, Any]], object]
) -> None:
    found = document(house, tmp_path)

    plant(found["epcisBody"]["eventList"][0])

    assert list(broken_rules(found))


def test_a_word_that_the_vocabulary_does_not_have_is_found(house: CommandLine, tmp_path: Path) -> None:
    if vocabulary() is None:
        pytest.skip("WMS_REFERENCE_DATA has no EPCIS vocabulary")
    found = document(house, tmp_path)

    found["epcisBody"]["eventList"][1].update(bizStep="quarantining", disposition="quarantined")

    assert len(list(broken_rules(found))) == 2


def test_a_bin_and_a_pallet_that_are_held_are_seen_with_what_was_there(house: CommandLine, tmp_path: Path) -> None:
    before = len(events(house, tmp_path))
    plate = house("receive", "KALE", "7", "--lot", "K2", "--bin", "A-01", "--plate", "new")["plate"]
    held = house("hold", "--plate", plate, "--reason", "wet")["entry"]
    house("hold", "--bin", "A-01", "--reason", "leaking roof")
    house("release", "--bin", "A-01", "--reason", "dry")
    house("undo", held, "--reason", "it was dry")
    house("receive", "KALE", "1", "--lot", "K3", "--bin", "A-01")

    told = [one for one in events(house, tmp_path)[before:] if one["bizStep"] in ("holding", "other")]

    assert steps(told) == [
        ("Aggregation", "holding", "non_sellable_other"), ("Object", "holding", "non_sellable_other"),
        ("Object", "other", "sellable_accessible"), ("Aggregation", "other", "sellable_accessible"),
    ]  # fmt: skip
    on_pallet, in_bin, _, back = told
    assert on_pallet["parentID"].endswith(plate)
    assert [one["quantity"] for one in on_pallet["childQuantityList"]] == [7]
    assert {one["epcClass"].rpartition(":")[2] for one in in_bin["quantityList"]} >= {"K2"}
    assert "K3" not in json.dumps(in_bin), "what came later was not seen"
    assert on_pallet["errorDeclaration"]["correctiveEventIDs"] == [back["eventID"]]


@pytest.mark.parametrize("thing", ["plate", "bin"])
def test_a_release_that_was_undone_keeps_its_event_and_names_the_hold_that_stands(
    house: CommandLine, tmp_path: Path, thing: str
) -> None:
    earlier = len(events(house, tmp_path))
    plate = house("receive", "KALE", "7", "--lot", "K2", "--bin", "A-01", "--plate", "new")["plate"]
    named = (f"--{thing}", {"plate": plate, "bin": "A-01"}[thing])
    house("hold", *named, "--reason", "wet")
    released = house("release", *named, "--reason", "dry")["entry"]
    before = {one["eventID"] for one in events(house, tmp_path)}
    house("undo", released, "--reason", "it is not")

    after = events(house, tmp_path)

    held, free, again = [one for one in after[earlier:] if one["bizStep"] in ("holding", "other")]
    assert before == {one["eventID"] for one in after} - {again["eventID"]}
    assert [one["disposition"] for one in (held, free, again)] == [
        "non_sellable_other", "sellable_accessible", "non_sellable_other",
    ]  # fmt: skip
    assert free["errorDeclaration"]["correctiveEventIDs"] == [again["eventID"]]
    assert "errorDeclaration" not in {**held, **again}
    house("release", *named, "--reason", "dry at last")
    assert list(broken_rules(document(house, tmp_path))) == []
    assert len(events(house, tmp_path)) == len(after) + 1
