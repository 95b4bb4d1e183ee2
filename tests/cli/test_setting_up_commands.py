import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command_line import CommandLine
from wms_tui.cli.main import wms as program


def test_a_new_warehouse_has_a_dock_a_stage_and_a_cage(tmp_path):
    wms = CommandLine(tmp_path / "new.db")

    assert wms("init", "--name", "North") == {"created": str(tmp_path / "new.db")}

    places = {one["bin"]: (one["kind"], one["pickable"]) for one in wms("bin", "list")}
    assert places == {"DOCK": ("dock", False), "STAGE": ("stage", False), "HOLD": ("cage", False)}


def test_a_new_warehouse_replaces_nothing(bare):
    assert bare.refused("init") == "exists"


def test_an_item_has_what_was_said_of_it(bare):
    bare(
        "item", "add", "4711", "--name", "Oat", "--rotation", "fifo", "--unit", "g", "--pack", "BAG=25000",
        "--shelf-life", "18m", "--removal-days", "7", "--alert-days", "30", "--min-receipt-days", "14",
        "--lot-template", "L{yymmdd}-{seq:3}", "--lot-pattern", "L[0-9]{6}", "--min", "10", "--max", "99",
    )  # fmt: skip

    shown = bare("item", "show", "4711")

    expected = {"item": "4711", "name": "Oat", "rotation": "fifo", "unit": "g", "shelf_life": "18m", "removal_days": 7}
    assert shown.items() >= expected.items()
    assert shown.items() >= {"alert_days": 30, "min_receipt_days": 14, "min": 10, "max": 99, "tracking": "lot"}.items()
    assert {"pack": "BAG", "quantity": 25000, "gtin": ""} in shown["packs"]


def test_everything_that_is_added_answers_with_its_entry_and_key(bare):
    answers = [
        bare("item", "add", "MILK", "--key", "k1"),
        bare("bin", "add", "A-01", "--key", "k2"),
        bare("bin", "range", "B-01-01-A", "B-01-02-B", "--zone", "B", "--key", "k3"),
        bare("partner", "add", "SHOP", "--role", "customer", "--key", "k4"),
        bare("receipt", "add", "R1", "MILK=12", "--key", "k5"),
        bare("order", "add", "O1", "--customer", "SHOP", "MILK=12", "--key", "k6"),
    ]

    assert [one["entry"] for one in answers] == [1, 2, 3, 4, 5, 6]
    assert {one["repeated"] for one in answers} == {False}
    assert [one["key"] for one in answers] == ["k1", "k2", "k3", "k4", "k5", "k6"]
    assert answers[2]["bins"] == 4
    assert answers[5].items() >= {"order": "O1", "lines": 1}.items()


def test_what_is_left_out_of_a_change_stays(wms):
    wms("item", "change", "milk", "--alert-days", "45")
    wms("bin", "change", "a-01", "--capacity", "100")
    wms("partner", "change", "shop", "--role", "customer", "--transit-days", "2")

    assert wms("item", "show", "MILK").items() >= {"name": "Whole milk", "alert_days": 45}.items()
    assert {one["bin"]: (one["zone"], one["capacity"]) for one in wms("bin", "list")}["A-01"] == ("A", 100)
    shop = next(one for one in wms("partner", "list") if one["partner"] == "SHOP")
    assert (shop["min_days"], shop["transit_days"]) == (20, 2)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["item", "add", "milk"], "item-exists"),
        (["item", "add", " MILK"], "bad-code"),
        (["item", "add", "X" * 65], "bad-code"),
        (["item", "add", "BAD", "--pack", "CS=0"], "bad-pack"),
        (["item", "add", "BAD", "--shelf-life", "soon"], "bad-shelf-life"),
        (["item", "add", "BAD", "--gtin", "4006381333932"], "bad-gtin"),
        (["item", "add", "BAD", "--gtin", "02000000000015"], "gtin-taken"),
        (["item", "add", "BAD", "--name", "a\x1b[31mb"], "bad-text"),
        (["bin", "add", "a-01"], "bin-exists"),
        (["bin", "range", "A-01", "B"], "bad-range"),
        (["bin", "change", "A-01", "--blocked"], "reason-needed"),
        (["partner", "add", "shop", "--role", "customer"], "partner-exists"),
        (["item", "show", "NONE"], "unknown-item"),
        (["lot", "show", "NONE", "L1"], "unknown-item"),
        (["lot", "show", "MILK", "NONE"], "unknown-lot"),
        (["setting", "change", "colour", "red"], "unknown-setting"),
        (["item", "add", "BAD", "--key", ""], "bad-code"),
        (["item", "add", "BAD", "--reason", "\u202egood"], "bad-text"),
        (["item", "add", "BAD", "--at", "2999-01-01"], "moment-in-future"),
        (["item", "add", "BAD", "--at", "yesterday"], "bad-moment"),
        (["item", "add", "BAD", "--at", "0001-01-01T00:00+14:00"], "bad-moment"),
    ],
)
def test_what_cannot_be_set_up_is_refused_by_name(wms, words, code):
    assert wms.refused(*words) == code


@pytest.mark.parametrize(
    "words",
    [
        ["item"],
        ["item", "frob"],
        ["frob"],
        ["item", "add"],
        ["item", "add", "BAD", "--colour", "red"],
        ["item", "add", "BAD", "--rotation", "random"],
        ["item", "add", "BAD", "--min", "many"],
        ["partner", "add", "BAD"],
        ["undo", "99999999999999999999999"],
        ["stock", "--json"],
        ["item", "add", "\udcff"],
    ],
)
def test_wrong_usage_is_told_in_the_same_form(wms, words):
    assert wms.refused(*words, status=2) == "usage"


def test_a_global_option_behind_the_command_is_told_where_it_belongs(wms):
    assert "before the command" in wms("stock", "--json", status=2)["error"]["hint"]


def test_the_house_may_be_renamed(bare):
    assert bare("setting", "change", "house", "South")["before"] == "Test house"

    assert {"name": "house", "value": "South"} in bare("setting", "list")


def test_a_database_elsewhere_than_in_a_file_is_refused_without_its_password():
    result = CliRunner().invoke(program, ["--db", "postgresql://ann:secret@host/wms", "--json", "stock"])

    assert result.exit_code == 1
    assert '"not-a-file"' in result.stdout
    assert "secret" not in result.output


def test_there_must_be_a_warehouse_and_it_must_be_one(tmp_path):
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"This is no database, and never was." * 100)
    empty = tmp_path / "empty.db"
    empty.touch()

    assert CommandLine(tmp_path / "none.db").refused("stock") == "no-warehouse"
    assert CommandLine(junk).refused("stock") == "not-a-warehouse"
    assert CommandLine(empty).refused("stock") == "not-a-warehouse"
    assert junk.read_bytes().startswith(b"This is no")


def test_a_folder_that_may_only_be_read_is_away_for_work_and_there_for_questions(wms):
    wms.path.with_name(wms.path.name + "-queue").mkdir()

    assert wms.refused("item", "add", "NEW") == "read-only"
    assert [one["item"] for one in wms("item", "list")] == ["MILK"]


def test_an_empty_name_of_a_warehouse_means_none_rather_than_the_usual_one():
    result = CliRunner().invoke(program, ["--db", "", "stock"])

    assert result.exit_code == 2


def test_the_surroundings_say_which_warehouse_and_who(wms, monkeypatch):
    monkeypatch.setenv("WMS_DB", str(wms.path))
    monkeypatch.setenv("WMS_USER", "BEN")

    CliRunner().invoke(program, ["receive", "MILK", "12", "--lot", "L1"])

    assert [one["by"] for one in wms("history", "--lot", "L1")] == ["BEN"]


def test_without_a_badge_the_login_name_is_taken_in_capitals(wms, monkeypatch):
    monkeypatch.setenv("LOGNAME", "chau")

    CliRunner().invoke(program, ["--db", str(wms.path), "receive", "MILK", "12", "--lot", "L1"])

    assert [one["by"] for one in wms("history", "--lot", "L1")] == ["CHAU"]


def test_lot_numbers_are_shown_and_not_used_up(wms):
    wms("item", "add", "OAT", "--lot-template", "L{yymmdd}-{seq:3}")

    shown = wms("lot", "preview", "OAT", "--count", "2", "--made", "2027-03-14")

    assert shown == {"lots": ["L270314-001", "L270314-002"]}
    assert wms("lot", "preview", "OAT", "--made", "2027-03-14") == {"lots": ["L270314-001"]}


def test_a_lot_that_is_not_named_is_numbered_by_the_template(wms):
    wms("item", "add", "OAT", "--lot-template", "L{yymmdd}-{seq:3}")

    assert re.fullmatch(r"L[0-9]{6}-001", wms("receive", "OAT", "5")["lot"])


def test_the_sample_warehouse_is_whole(tmp_path):
    wms = CommandLine(tmp_path / "sample.db")

    assert wms("demo", "--no-open", "--seed", "7") == {"created": str(tmp_path / "sample.db"), "seed": 7}

    assert wms("doctor")["ok"] is True
    assert len(wms("stock")) > 100
    assert wms.refused("demo", "--no-open") == "exists"
    # What the first ten minutes of the README ask for.
    batch = wms("trace", "forward", "--run", "RUN-01")
    assert [one["item"] for one in batch["lots"]] == ["4750"]
    assert {one["item"] for one in wms("trace", "backward", "--run", "RUN-01")["lots"]} == {"4750", "R010"}
    (drill,) = wms("recall", "drills")
    assert (drill["recall"], drill["state"], drill["passed"]) == ("DRILL-1", "closed", True)


def test_the_default_file_is_in_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    runner = CliRunner()

    assert runner.invoke(program, ["init"]).exit_code == 0

    assert Path(tmp_path / "wms" / "warehouse.db").exists()
