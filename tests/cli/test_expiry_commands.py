"""The expiry watch on the command line: what it answers, and what it refuses."""

import json
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from tests.builders import in_days
from tests.command_line import CommandLine
from wms_tui import clock

STOCK_FIELDS = {
    "item", "name", "lot", "bin", "plate", "quantity", "reserved", "available", "unit", "expires_on", "received_on",
    "status",
}  # fmt: skip


@pytest.fixture
def aging(wms: CommandLine) -> CommandLine:
    """Milk on its last day, gone yesterday, and fresh; the shop wants twenty days."""
    for lot, days, bin in (("LAST", 0, "A-01"), ("GONE", -1, "A-02"), ("FRESH", 200, "A-02")):
        line = ("receive", "MILK", "12", "--lot", lot, "--expires", in_days(days), "--bin", bin)
        wms(*line, "--supplier", "DAIRY", "--accept-short", "--accept-date")
    for lot in ("LAST",):
        wms("release", "MILK", lot, "--reason", "looked at")
    return wms


def test_expiry_answers_stock_rows_with_days_percent_and_state(aging):
    gone, last = aging("expiry", "--due")

    assert set(gone) >= STOCK_FIELDS | {"days_left", "percent_left", "state", "below_minimum_of"}
    assert (gone["lot"], gone["days_left"], gone["percent_left"], gone["state"]) == ("GONE", -1, 0, "expired")
    assert (last["lot"], last["days_left"], last["state"]) == ("LAST", 0, "removal-due")


def test_expiry_is_narrowed(aging):
    assert [one["lot"] for one in aging("expiry", "--days", 200)] == ["GONE", "LAST", "FRESH"]
    assert [one["lot"] for one in aging("expiry", "--days", 199)] == ["GONE", "LAST"]
    assert [one["state"] for one in aging("expiry")] == ["expired", "removal-due", "ok"], "all that has a date"
    assert len(aging("expiry", "--due", "--zone", "A", "--item", "milk", "--supplier", "dairy")) == 2
    assert aging.refused("expiry", "--due", "--days", 9, status=2) == "usage"
    assert aging("expiry", "--zone", "Z") == []
    assert aging.refused("expiry", "--item", "NONE") == "unknown-item"
    assert aging.refused("expiry", "--supplier", "SHOP") == "unknown-supplier"
    assert aging.refused("expiry", "--days", "-1", status=2) == "usage"


def test_expiry_names_customers_whose_minimum_is_not_met(aging):
    aging("order", "add", "O1", "--customer", "SHOP", "MILK=1")

    assert [one["below_minimum_of"] for one in aging("expiry", "--days", 200)] == [["SHOP"], ["SHOP"], []]
    assert "below_minimum_of" in aging.text("expiry")


def test_expiry_is_a_table_for_people(aging):
    lines = aging.text("expiry").splitlines()

    assert lines[0].split()[:4] == ["item", "lot", "bin", "quantity"]
    assert "removal-due" in lines[2]
    assert aging.text("expiry", "--zone", "Z") == "Nothing found.\n"


def test_forecast_says_what_will_not_sell(aging):
    found = aging("forecast")

    assert [(one["rank"], one["lot"], one["unsold"]) for one in found] == [
        (1, "GONE", 12), (2, "LAST", 12), (3, "FRESH", 12)
    ]  # fmt: skip
    assert found[0]["why"] == "its removal day has come; it is in quarantine"
    assert "Take out 1 CS" in aging.text("forecast", "--item", "MILK")
    assert aging.refused("forecast", "--days", 0) == "bad-days"


def test_nightly_names_what_is_old_and_does_it_once_a_day(aging):
    aging("order", "add", "O1", "--customer", "SHOP", "MILK=12")
    aging("allocate", "O1")

    with clock.pretend(clock.now() + timedelta(days=180)):
        first = aging("nightly")
        with clock.pretend(clock.now() + timedelta(days=21)):
            later = aging("nightly")
            again = aging("nightly")

    assert [one["lot"] for one in first["expired"]] == ["GONE", "LAST"]
    assert (first["removal_due"], first["short"], first["repeated"]) == ([], [], False)
    assert later["orders"] == ["O1"]
    assert later["reservations_dropped"] == 1
    assert again == {**later, "repeated": True, "classes": {**later["classes"], "repeated": True}}
    assert later["entry"] > first["entry"]


def test_nightly_takes_a_key_and_a_moment(aging):
    done = aging("nightly", "--key", "n1", "--at", f"{in_days(0)}T00:00")

    assert done["on"] == in_days(0).isoformat()
    assert aging("nightly", "--key", "n1", "--at", f"{in_days(0)}T00:00")["repeated"]


def test_expired_goods_go_back_and_out(aging):
    done = aging("send-back", "MILK", "GONE", "6", "--from", "A-02", "--supplier", "DAIRY", "--reason", "expired")
    aging("adjust", "MILK", "--lot", "GONE", "--bin", "A-02", "--to", 0, "--reason", "expired")

    assert (done["quantity"], done["from"], done["supplier"], done["repeated"]) == (6, "A-02", "DAIRY", False)
    assert [one["lot"] for one in aging("expiry", "--due")] == ["LAST"]
    assert aging.refused("send-back", "MILK", "LAST", "99", "--from", "A-01") == "not-enough-stock"


@pytest.mark.parametrize("by", ["week", "zone", "supplier"])
def test_the_report_is_a_paper_or_a_spreadsheet(aging, tmp_path, by):
    paper = aging("report", "expiry", "--by", by, "-o", tmp_path / "expiry.pdf")
    sheet = aging("report", "expiry", "--by", by, "--days", 200, "-o", tmp_path / "expiry.xlsx")

    assert paper == {"file": str(tmp_path / "expiry.pdf"), "pages": 1}
    assert sheet == {"file": str(tmp_path / "expiry.xlsx"), "pages": 2, "rows": 3}
    assert aging.refused("report", "expiry", "-o", tmp_path / "expiry.xlsx") == "file-exists"
    aging("report", "expiry", "-o", tmp_path / "expiry.xlsx", "--force")
    assert len(load_workbook(tmp_path / "expiry.xlsx")["expiry"]["A"]) == 3


def test_the_expiry_list_is_measured_beside_the_same_list_by_hand(bare):
    answer = json.loads(bare.run("bench", "expiry", "--moves", 10_000).stdout)

    assert [one["work"] for one in answer["expiry"]] == [
        "expiry list, all rows", "expiry list, first 50", "expiry list, next 50"
    ]  # fmt: skip
