import json

import pytest

from tests.builders import run
from tests.command_line import CommandLine
from tests.recalls import a_case, a_recalled_dairy
from wms_tui.operations.make_notices import MakeNotices, make_notices
from wms_tui.storage import connection
from wms_tui.storage.statements import value

CASE = "02000000000015"
FIELDS = {
    "kind", "elements", "item", "lot", "expires_on", "quantity", "serial", "plate", "bin", "warnings", "readings",
}  # fmt: skip


def test_a_label_is_read_and_known(stocked):
    seen = stocked("scan", f"]C101{CASE}10L1\x1d17280531\x1d373")

    assert set(seen) >= FIELDS
    assert seen.items() >= {
        "kind": "gs1", "item": "MILK", "lot": "L1", "expires_on": "2028-05-31", "quantity": 36, "pack": "CS",
        "serial": None, "plate": None, "bin": None, "readings": [],
    }.items()  # fmt: skip
    assert seen["elements"][:2] == [{"ai": "01", "value": CASE}, {"ai": "10", "value": "L1"}]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (f"(01){CASE}(10)NEW", "gs1", {"item": "MILK", "lot": "NEW"}),
        (f"https://id.gs1.org/01/{CASE}/10/L1?17=280531", "digital-link", {"item": "MILK", "expires_on": "2028-05-31"}),
        (CASE, "gs1", {"item": "MILK", "lot": None}),
        ("(01)09521234543213(10)L1", "gs1", {"item": None, "lot": "L1"}),
        ("(00)340123450000000017", "gs1", {"plate": "340123450000000017"}),
        ("urn:epc:id:sgtin:0614141.112345.400", "epc", {"item": None}),
        ("[)>\x1e06\x1d1TL1\x1dQ5\x1e\x04", "mh10", {"lot": "L1"}),
        ("milk", "item", {"item": "MILK"}),
        ("L1", "lot", {"item": "MILK", "lot": "L1"}),
        ("a-01", "bin", {"bin": "A-01"}),
        ("O1", "order", {"order": "O1"}),
        ("%done", "command", {"command": "DONE"}),
        ("WHAT?", "unknown", {"item": None, "lot": None}),
    ],
)
def test_what_is_scanned_is_told_by_its_content(stocked, text, kind, expected):
    stocked("order", "add", "O1", "--customer", "SHOP", "MILK=6")

    seen = stocked("scan", text)

    assert seen["kind"] == kind
    assert seen.items() >= expected.items()


def test_a_plate_of_ours_is_known(wms):
    plate = wms("receive", "MILK", "12", "--lot", "L1", "--plate", "new")["plate"]

    assert wms("scan", f"00{plate}")["plate"] == plate
    assert wms("scan", plate)["plate"] == plate


def test_a_partner_and_the_form_of_a_recall_are_known(warehouse):
    a_recalled_dairy()
    a_case("R7", ("MILK", "L1"))
    run(make_notices, MakeNotices("R7"))
    form = value("SELECT code FROM notice ORDER BY code")
    connection.close_database()
    house = CommandLine(warehouse)

    told = [house("scan", text) for text in ("cafe", form)]

    assert [(one["kind"], one["partner"], one["form"]) for one in told] == [
        ("partner", "CAFE", None), ("form", None, form),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["(01)02000000000016(10)L1", "]C1", "(17)271345", "(99)", "https://id.gs1.org/01/02000000000016", "", " "]
)
def test_a_code_that_breaks_its_rules_is_refused(stocked, text):
    assert stocked.refused("scan", text) == "bad-code"


def test_what_should_stand_beside_it_is_only_a_warning(stocked):
    seen = stocked("scan", "(10)L1")

    assert len(seen["warnings"]) == 1
    assert "(01)" in seen["warnings"][0]


def test_a_lot_of_two_items_is_left_to_a_person(stocked):
    stocked("item", "add", "OAT")
    stocked("receive", "OAT", "5", "--lot", "L1")

    seen = stocked("scan", "L1")

    assert {seen["item"], *(one["item"] for one in seen["readings"])} == {"MILK", "OAT"}


def test_a_lost_separator_gives_readings_and_no_answer_is_taken_unasked(stocked):
    seen = stocked("scan", f"]C101{CASE}10L121S9")

    assert seen["lot"] == "L121S9"
    assert [(one["item"], one["lot"]) for one in seen["readings"]] == [("MILK", "L1")]


def test_a_stream_of_codes_is_answered_line_by_line(stocked):
    text = f"]C101{CASE}10L1\x1d17280531\r\n(99)\nA-01\n"

    result = stocked.run("scan", "-", text=text)

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [one.get("kind", one.get("error", {}).get("code")) for one in answers] == ["gs1", "bad-code", "bin"]
    assert answers[0]["expires_on"] == "2028-05-31"


def test_where_there_is_no_warehouse_the_standards_alone_are_asked(tmp_path):
    wms = CommandLine(tmp_path / "none.db")

    seen = wms("scan", "(01)09521234543213(10)AB")

    assert seen.items() >= {"kind": "gs1", "lot": "AB", "item": None, "looked_up": False}.items()
    assert wms("scan", "A-01")["kind"] == "unknown"
    assert not wms.path.exists()


def test_people_are_told_that_nobody_knows_a_code(stocked, tmp_path):
    nowhere = CommandLine(tmp_path / "none.db")

    assert "Nothing here bears this code" in stocked.run("scan", "FOO", as_json=False).stderr
    assert "no warehouse" in nowhere.run("scan", "FOO", as_json=False).stderr
    assert stocked.run("scan", "L1", as_json=False).stderr == ""
