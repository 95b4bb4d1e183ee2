"""Quality on the command line: plans, inspections, certificates, retests, the trend and what waits."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from tests.command_line import CommandLine
from wms_tui import clock
from wms_tui.operations.inspect import LARGEST_PAPER

TODAY = clock.today()
SOON = (TODAY + timedelta(days=60)).isoformat()


@pytest.fixture
def dairy(wms: CommandLine) -> CommandLine:
    """The dairy with a plan for milk, and a lot in quarantine."""
    wms("inspection", "plan", "add", "MILK", "fat", "--unit", "%", "--low", "3.5", "--high", "3,8", "--sample", "3")
    wms("inspection", "plan", "add", "MILK", "smell", "--word", "fresh", "--word", "neutral")
    wms("receive", "MILK", "2CS", "--lot", "L1", "--expires", SOON, "--bin", "A-01", "--status", "quarantine")
    return wms


def test_a_plan_is_shown_changed_and_made_shorter(dairy):
    assert dairy("inspection", "plan", "list", "MILK") == [
        {"test": "fat", "unit": "%", "low": "3.5", "high": "3.8", "words": [], "sample": 3, "limits": "3.5 to 3.8 %"},
        {"test": "smell", "unit": "", "low": None, "high": None, "words": ["fresh", "neutral"], "sample": 0,
         "limits": "fresh or neutral"},
    ]  # fmt: skip

    dairy("inspection", "plan", "change", "MILK", "FAT", "--high", "4", "--clear", "low")
    changed = dairy("inspection", "plan", "remove", "MILK", "smell")

    assert (changed["test"], changed["tests"]) == ("smell", 1)
    assert [one["limits"] for one in dairy("inspection", "plan", "list", "milk")] == ["at most 4 %"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "MILK", "pH", "--low", "7", "--high", "6"), "bad-limits"),
        (("add", "MILK", "pH", "--low", "seven"), "bad-value"),
        (("add", "MILK", "Fat"), "test-exists"),
        (("add", "MEAT", "fat"), "unknown-item"),
        (("change", "MILK", "pH", "--low", "7"), "unknown-test"),
        (("remove", "MILK", "pH"), "unknown-test"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(dairy, words, code):
    assert dairy.refused("inspection", "plan", *words) == code


def test_an_inspection_answers_with_each_value_and_the_status(dairy):
    done = dairy("inspect", "MILK", "L1", "fat=3,9", "smell=Fresh", "--key", "k")

    assert done["results"] == [
        {"test": "fat", "value": "3.9", "within": False}, {"test": "smell", "value": "fresh", "within": True},
    ]  # fmt: skip
    assert (done["status"], done["verdict"], done["repeated"]) == ("quarantine", None, False)
    assert dairy("inspect", "MILK", "L1", "fat=3,9", "smell=Fresh", "--key", "k")["entry"] == done["entry"]
    assert "OUTSIDE" in dairy.text("inspection", "list", "MILK", "L1")
    assert dairy.refused("inspect", "MILK", "L1", "--verdict", "pass") == "test-failed"
    assert "--accept-tests" in dairy.hint("inspect", "MILK", "L1", "--verdict", "pass")
    assert dairy("inspect", "MILK", "L1", "fat=3.8", "--verdict", "pass")["status"] == "released"
    (first, second) = dairy("inspection", "list", "MILK", "L1")
    assert (first["verdict"], second["verdict"], len(second["results"])) == (None, "pass", 1)


@pytest.mark.parametrize(
    ("results", "code"),
    [
        (("fatt=3.6",), "unknown-test"),
        (("fat",), "bad-value"),
        (("=3",), "bad-value"),
        (("fat=",), "bad-value"),
        ((), "nothing-found"),
    ],
)
def test_what_is_no_result_is_refused(dairy, results, code):
    assert dairy.refused("inspect", "MILK", "L1", *results) == code
    assert dairy("inspection", "list", "MILK", "L1") == []


def test_the_plan_is_the_hint_where_a_test_is_unknown(dairy):
    assert dairy.hint("inspect", "MILK", "L1", "fatt=3.6") == "Its plan: fat, smell."


def test_a_fail_rejects_the_lot(dairy):
    done = dairy("inspect", "MILK", "L1", "fat=3.1", "--verdict", "fail", "--note", "watered")

    assert done["status"] == "rejected"
    assert [one["reason"] for one in dairy("history", "--lot", "L1") if one["kind"] == "judge"] == ["watered"]


def test_a_certificate_comes_back_byte_by_byte_and_no_file_is_written_over(dairy, tmp_path):
    paper = tmp_path / "ana $(x) lysis.pdf"
    paper.write_bytes(bytes(range(256)))
    dairy("certificate", "add", "MILK", "L1", paper)
    dairy("inspect", "MILK", "L1", "--certificate", paper)

    (first, second) = dairy("certificate", "list", "MILK", "L1")
    copy = tmp_path / "copy.pdf"
    written = dairy("certificate", "read", "MILK", "L1", 2, "-o", copy)

    assert (first["name"], first["number"], second["number"]) == (paper.name, 1, 2)
    assert (written["name"], copy.read_bytes()) == (paper.name, paper.read_bytes())
    assert dairy.refused("certificate", "read", "MILK", "L1", 1, "-o", copy) == "file-exists"
    dairy("certificate", "read", "MILK", "L1", 1, "-o", copy, "--force")
    assert dairy.refused("certificate", "read", "MILK", "L1", 3, "-o", tmp_path / "x") == "unknown-certificate"
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix == ".pdf") == [paper.name, "copy.pdf"]


def test_a_certificate_that_cannot_be_kept_is_refused(dairy, tmp_path):
    large, empty = tmp_path / "large", tmp_path / "empty"
    with large.open("wb") as file:
        file.truncate(LARGEST_PAPER + 1)
    empty.touch()

    assert dairy.refused("certificate", "add", "MILK", "L1", large) == "certificate-too-large"
    assert dairy.refused("certificate", "add", "MILK", "L1", empty) == "certificate-empty"
    assert dairy.refused("certificate", "add", "MILK", "L1", tmp_path / "none") == "file-error"
    assert dairy.refused("inspect", "MILK", "L1", "fat=3.6", "--certificate", tmp_path) == "file-error"
    assert dairy("certificate", "list", "MILK", "L1") == []
    assert dairy("inspection", "list", "MILK", "L1") == []


def test_a_certificate_that_changed_on_disk_is_refused_and_named_by_the_doctor(dairy, tmp_path):
    paper = tmp_path / "analysis.pdf"
    paper.write_bytes(b"%PDF good")
    dairy("certificate", "add", "MILK", "L1", paper)
    with closing(sqlite3.connect(dairy.path)) as other, other:
        (guard,) = other.execute("SELECT sql FROM sqlite_master WHERE name = 'certificate_no_update'").fetchone()
        other.execute("DROP TRIGGER certificate_no_update")
        other.execute("UPDATE certificate SET content = ?", (b"%PDF gold",))
        other.execute(guard)

    assert dairy.refused("certificate", "read", "MILK", "L1", 1, "-o", tmp_path / "copy") == "certificate-damaged"
    assert not (tmp_path / "copy").exists()
    found = dairy("doctor", status=1)["differences"]
    assert [one["kind"] for one in found] == ["certificate"]
    with closing(sqlite3.connect(dairy.path)) as other, other:
        other.execute("DROP TRIGGER certificate_no_update")
        other.execute("UPDATE certificate SET content = ?", (b"%PDF good",))
        other.execute(guard)


def test_a_retest_moves_the_dates_and_the_old_ones_are_shown(dairy):
    later = (TODAY + timedelta(days=90)).isoformat()

    done = dairy("retest", "MILK", "L1", "--expires", later, "--reason", "R-17")

    assert (done["expires_before"], done["expires_on"], done["reservations_dropped"]) == (SOON, later, 0)
    shown = dairy("lot", "show", "MILK", "L1")
    assert (shown["expires_on"], shown["removal_on"], shown["status"]) == (later, later, "quarantine")
    assert [(one["field"], one["before"], one["after"]) for one in shown["dates_before"]] == [
        ("expires_on", SOON, later), ("removal_on", SOON, later), ("alert_on", SOON, later),
    ]  # fmt: skip
    assert dairy.refused("retest", "MILK", "L1", "--expires", later, "--reason", "R-17") == "same-date"
    assert dairy.refused("retest", "MILK", "L1", "--expires", SOON) == "reason-needed"
    assert dairy.refused("retest", "MILK", "L1", "--expires", "2527-01-01", "--reason", "x") == "wrong-century"


def test_what_waits_is_listed_and_the_trend_counts_it(dairy):
    (one,) = dairy("quality", "waiting")
    assert (one["item"], one["lot"], one["status"], one["quantity"], one["days"]) == ("MILK", "L1", "quarantine", 24, 0)

    dairy("inspect", "MILK", "L1", "fat=3.1", "--verdict", "fail")

    assert dairy("quality", "waiting") == []
    (row,) = dairy("quality", "trend", "--months", "1")
    assert row == {
        "month": f"{TODAY:%Y-%m}", "item": "MILK", "supplier": "", "received": 1, "inspected": 1, "failed": 1,
        "held": 0, "percent": 100.0,
    }  # fmt: skip
    assert dairy("quality", "trend", "--supplier", "DAIRY") == []
    assert dairy.refused("quality", "trend", "--item", "MEAT") == "unknown-item"
    assert "percent" in dairy.text("quality", "trend")


def test_a_supplier_has_a_receipt_rule_that_is_exported(dairy, tmp_path):
    dairy("partner", "change", "DAIRY", "--role", "supplier", "--receipt-status", "quarantine")
    done = dairy("receive", "MILK", "6", "--lot", "L2", "--expires", SOON, "--supplier", "DAIRY")
    assert done["status"] == "quarantine"

    dairy("export", "partners", "-o", tmp_path / "partners.csv")

    other = CommandLine(tmp_path / "other.db")
    other("init")
    other("import", tmp_path / "partners.csv")
    assert [one["receipt_status"] for one in other("partner", "list")] == ["quarantine", None]
    assert (
        dairy.refused("partner", "change", "SHOP", "--role", "customer", "--receipt-status", "released") == "bad-status"
    )
