"""The audit trail and signatures at the command line."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from tests.command_line import CommandLine
from tests.people import PIN
from wms_tui.settings import PIN_VARIABLE, SIGN_PIN_VARIABLE

LESS = ("adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--by", "-1", "--reason", "damage")


@pytest.fixture
def house(stocked: CommandLine) -> CommandLine:
    """The stocked dairy with an admin who is lead too, the clerk ANNA, both with a PIN; destruction is signed."""
    stocked("person", "add", "BOSS", "--name", "Bo", "--role", "admin", "--role", "lead", by="BOSS")
    stocked("person", "add", "ANNA", "--name", "Anna", "--role", "clerk", by="BOSS")
    for badge in ("BOSS", "ANNA"):
        stocked.run("person", "pin", badge, text=f"{PIN}\n", by="BOSS")
    stocked("setting", "change", "signatures", "destroy", by="BOSS")
    return stocked


def text_of(file: Path) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file))


def test_an_act_is_signed_with_the_pin_of_who_does_it(house: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert house.refused(*LESS, by="BOSS") == "signature-needed"
    assert house.refused(*LESS, "--sign", by="BOSS") == "pin-needed"
    monkeypatch.setenv(SIGN_PIN_VARIABLE, "918273")
    assert house.refused(*LESS, "--sign", by="BOSS") == "wrong-pin"
    monkeypatch.setenv(SIGN_PIN_VARIABLE, PIN)

    done = house(*LESS, "--sign", by="BOSS")

    (signed,) = house("audit", "show", done["entry"])["signatures"]
    assert (signed["badge"], signed["name"], signed["meaning"]) == ("BOSS", "Bo", "signature: destruction of goods")
    row = house("history")[-1]
    assert (row["approved_by"], row["signed_by"]) == ("", "BOSS Bo")
    assert PIN not in str(house("audit", "list", "--limit", 1000))


def test_who_may_not_and_must_sign_needs_both_and_each_has_a_pin_of_their_own(
    house: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PIN_VARIABLE, PIN)
    assert house.refused(*LESS, "--approved-by", "BOSS", "--key", "k") == "signature-needed"
    monkeypatch.setenv(SIGN_PIN_VARIABLE, PIN)
    assert house.refused(*LESS, "--sign") == "not-allowed"

    done = house(*LESS, "--approved-by", "BOSS", "--sign", "--key", "k")

    row = house("audit", "show", done["entry"])
    assert ([one["badge"] for one in row["approvals"]], [one["badge"] for one in row["signatures"]]) == (
        ["BOSS"],
        ["ANNA"],
    )
    assert house(*LESS, "--approved-by", "BOSS", "--sign", "--key", "k")["repeated"] is True


def test_the_trail_is_listed_in_pages_and_told_to_people(house: CommandLine) -> None:
    house("item", "change", "MILK", "--name", "Milk", by="BOSS")
    house("item", "change", "MILK", "--name", "Whole milk", "--reason", "new label", by="BOSS")

    first, second = house("audit", "list", "--limit", 2)
    assert first["kind"] == "change-item"
    assert first["changes"] == [
        {"thing": "item", "code": "MILK", "field": "name", "before": "Milk", "after": "Whole milk"}
    ]  # fmt: skip
    (third,) = house("audit", "list", "--limit", 1, "--before", second["entry"])
    assert third["entry"] < second["entry"] < first["entry"]
    told = house.text("audit", "list", "of:MILK", "changes")
    assert "-> Whole milk" in told
    assert "new label" in told
    assert house.refused("audit", "list", "from:someday") == "bad-date"
    assert house.refused("audit", "show", 99999) == "unknown-entry"


def test_a_review_is_kept_with_what_was_asked_for(house: CommandLine) -> None:
    done = house("audit", "review", "by:BOSS", "changes", "--note", "nothing odd", by="BOSS")

    (kept,) = house("audit", "reviews")
    assert (kept["by"], kept["asked"], kept["note"], kept["head"]) == (
        "BOSS",
        "by:BOSS changes",
        "nothing odd",
        done["head"],
    )
    assert house.refused("audit", "review", "--note", "fine") == "not-allowed", "ANNA is a clerk"
    assert house.refused("audit", "review", "kind:nothing", "--note", "fine", by="BOSS") == "nothing-there"


def test_the_trail_on_paper_shows_old_and_new_signatures_reviews_and_the_chain(
    house: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SIGN_PIN_VARIABLE, PIN)
    house("item", "change", "MILK", "--name", "[b]Whole[/b] milk", by="BOSS")
    signed = house(*LESS, "--sign", by="BOSS")["entry"]
    house("audit", "review", "--note", "nothing odd", by="BOSS")
    digest = house("audit", "show", signed)["digest"]

    house("report", "audit", "-o", tmp_path / "audit.pdf", by="BOSS")

    said = text_of(tmp_path / "audit.pdf")
    for one in (
        "AUDIT TRAIL",
        "-> [b]Whole[/b] milk",
        "Bo (BOSS), destruction of goods",
        "nothing odd",
        "as it was sealed",
    ):
        assert one in said
    assert digest[:40] in said.replace("\r\n", "").replace("\n", "")
    assert house("doctor")["head"][:40] in said.replace("\r\n", "").replace("\n", "")


def test_the_trail_as_a_table_has_a_row_for_each_value(house: CommandLine, tmp_path: Path) -> None:
    entry = house("item", "change", "MILK", "--name", "=1+1", "--alert-days", 9, by="BOSS")["entry"]

    house("audit", "export", "kind:change-item", "-o", tmp_path / "trail.csv")
    house("audit", "export", "kind:change-item", "-o", tmp_path / "trail.xlsx")

    with (tmp_path / "trail.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [one for one in csv.DictReader(file) if one["entry"] == str(entry)]
    assert {one["what"] for one in found} == {"item MILK name", "item MILK alert_days"}
    assert {one["badge"] for one in found} == {"BOSS"}
    sheet: Any = openpyxl.load_workbook(tmp_path / "trail.xlsx").active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert len(cells) == 1
    assert cells[0].data_type != "f", "a name is never a formula"
    assert house.refused("audit", "export", "-o", tmp_path / "trail.csv") == "file-exists"
