"""People at the command line: added, given PINs that nobody reads, and standing by what others do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.people import PIN
from tests.source import ROOT
from tests.terminal import Terminal
from wms_tui.domain.rights import RIGHTS

LESS = ("adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--by", "-1", "--reason", "lost")


@pytest.fixture
def house(stocked: CommandLine) -> CommandLine:
    """The stocked dairy with an admin who is lead too and has a PIN, and with the clerk ANNA."""
    stocked("person", "add", "BOSS", "--name", "Bo", "--role", "admin", "--role", "lead", by="BOSS")
    stocked("person", "add", "ANNA", "--role", "clerk", by="BOSS")
    pin(stocked, "BOSS", PIN)
    return stocked


def pin(line: CommandLine, badge: str, digits: str) -> str:
    """Set a PIN from standard input, and return what is printed."""
    result = line.run("person", "pin", badge, text=f"{digits}\n", by="BOSS")
    return result.output


def test_people_are_added_changed_and_listed(house: CommandLine) -> None:
    done = house("person", "change", "anna", "--name", "Anna", "--role", "clerk", "--role", "quality", by="BOSS")

    assert (done["badge"], done["name"], done["roles"], done["active"]) == ("ANNA", "Anna", ["clerk", "quality"], True)
    anna, boss = house("person", "list")
    assert anna == {
        "badge": "ANNA", "name": "Anna", "roles": ["clerk", "quality"], "active": True, "pin": False, "failures": 0,
        "locked_until": None,
    }  # fmt: skip
    assert (boss["badge"], boss["roles"], boss["pin"]) == ("BOSS", ["lead", "admin"], True)
    assert "ANNA" in house.text("person", "list")


def test_a_badge_that_is_not_valid_any_more_does_nothing(house: CommandLine) -> None:
    house("person", "change", "ANNA", "--inactive", by="BOSS")
    assert house.refused("move", "MILK", "--lot", "L1", "1", "--from", "A-01", "--to", "A-02") == "not-active"

    house("person", "change", "ANNA", "--active", by="BOSS")
    house("move", "MILK", "--lot", "L1", "1", "--from", "A-01", "--to", "A-02")
    assert house.refused("stock", "--item", "SALT", by="NOBODY") == "unknown-item", "looking is not guarded"
    assert house.refused("move", "MILK", "--lot", "L1", "1", "--from", "A-01", "--to", "A-02", by="NOBODY") == (
        "unknown-badge"
    )


def test_the_first_person_must_be_an_admin_and_there_is_always_one(stocked: CommandLine) -> None:
    assert stocked.refused("person", "add", "ANNA", "--role", "clerk") == "first-admin"
    stocked("person", "add", "ANNA", "--role", "admin")
    assert stocked.refused("person", "change", "ANNA", "--inactive") == "last-admin"


def test_the_table_of_rights_is_shown_as_it_is_enforced(house: CommandLine) -> None:
    table = house("rights")

    assert {one["right"]: set(one["roles"]) for one in table} == {
        right: set(map(str, r)) for right, r in RIGHTS.items()
    }
    assert "adjust" in house.text("rights")


def test_a_pin_is_read_from_standard_input_and_printed_nowhere(house: CommandLine) -> None:
    printed = pin(house, "ANNA", "730514")

    assert "730514" not in printed
    assert json.loads(printed.splitlines()[0])["badge"] == "ANNA"
    assert "123456" not in pin(house, "ANNA", "123456")
    assert "weak-pin" in pin(house, "ANNA", "123456")
    assert house.batch({"id": 1, "run": ["person", "pin", "ANNA"]})[0]["error"]["code"] == "not-in-batch"


def test_people_are_told_which_file_to_carry_along(house: CommandLine) -> None:
    result = house.run("person", "pin", "ANNA", text="730514\n", by="BOSS", as_json=False)

    assert f"{house.path.name}-pepper" in result.stderr


def test_a_backup_says_that_the_pepper_is_not_in_it(house: CommandLine, tmp_path: Path) -> None:
    result = house.run("backup", tmp_path / "copy.db", as_json=False)

    assert f"{house.path.name}-pepper is not in the copy" in result.stderr
    assert PIN.encode() not in (tmp_path / "copy.db").read_bytes()


def test_at_a_terminal_a_pin_is_asked_for_twice_and_never_shown(house: CommandLine) -> None:
    command = ["-m", "wms_tui", "--db", house.path, "--as", "BOSS", "person", "pin", "ANNA"]
    with Terminal(command) as terminal:
        terminal.wait_for("New PIN of ANNA")
        terminal.send("730514\r")
        terminal.wait_for("The same again")
        terminal.send("730514\r")
        assert terminal.wait_for_end() == 0

        assert "730514" not in terminal.text
    assert [one["pin"] for one in house("person", "list")] == [True, True]


def test_who_approves_stands_by_an_act_with_the_pin_from_the_environment(
    house: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert house.refused(*LESS) == "not-allowed"
    assert house.refused(*LESS, "--approved-by", "BOSS") == "pin-needed"
    monkeypatch.setenv("WMS_PIN", "918273")
    assert house.refused(*LESS, "--approved-by", "BOSS") == "wrong-pin"
    monkeypatch.setenv("WMS_PIN", PIN)

    done = house(*LESS, "--approved-by", "BOSS")

    (row,) = [one for one in house("history") if one["entry"] == done["entry"]]
    assert (row["by"], row["approved_by"], row["approval_reason"]) == ("ANNA", "BOSS", "lost")
    assert "BOSS" in house.text("history")
    assert {one["approved_by"] for one in house("history") if one["entry"] != done["entry"]} == {""}
    assert house.refused(*LESS) == "not-allowed", "it was for that one act"


def test_an_approval_needs_a_reason_and_works_in_a_batch(house: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WMS_PIN", PIN)
    bare = ("item", "add", "SALT", "--approved-by", "BOSS")

    assert house.refused(*bare) == "reason-needed"
    (answer,) = house.batch({"id": 1, "run": [*bare, "--reason", "new on the list"]})
    assert answer["exit"] == 0


def test_who_may_do_it_alone_is_asked_for_no_pin(house: CommandLine) -> None:
    house(*LESS, "--approved-by", "ANNA", by="BOSS")

    assert house("history")[-1]["approved_by"] == ""


def test_at_a_terminal_who_approves_types_the_pin_which_is_in_no_list_of_processes(house: CommandLine) -> None:
    command = ["-m", "wms_tui", "--db", house.path, "--as", "ANNA", *LESS, "--approved-by", "BOSS"]
    with Terminal(command) as terminal:
        terminal.wait_for("PIN of BOSS")
        arguments = Path(f"/proc/{terminal.process.pid}/cmdline").read_bytes()
        terminal.send(f"{PIN}\r")
        assert terminal.wait_for_end() == 0

        assert PIN not in terminal.text
    assert PIN.encode() not in arguments
    assert house("history")[-1]["approved_by"] == "BOSS"


def test_five_wrong_pins_in_processes_of_their_own_lock_the_badge_for_all_of_them(house: CommandLine) -> None:
    by_boss = ("--approved-by", "BOSS")

    def tried(digits: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "wms_tui", "--db", house.path, "--as", "ANNA", "--json", *LESS, *by_boss],
            cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "WMS_PIN": digits},
        )  # fmt: skip
        answer = json.loads(done.stdout)
        return answer["error"]["code"] if "error" in answer else "done"

    assert [tried("918273") for _ in range(5)] == ["wrong-pin"] * 4 + ["pin-locked"]
    assert tried(PIN) == "pin-locked"
    assert house("person", "list")[1]["locked_until"] is not None


def test_two_people_release_at_the_command_line(wms: CommandLine) -> None:
    wms("item", "add", "PILL", "--release-people", "2")
    wms("receive", "PILL", "5", "--lot", "L1", "--status", "quarantine")

    first = wms("release", "PILL", "L1", "--reason", "tested good")
    assert (first["status"], first["waiting_for"]) == ("quarantine", "second person")
    assert wms.refused("release", "PILL", "L1", "--reason", "tested good") == "second-person"
    second = wms("release", "PILL", "L1", "--reason", "seen the papers", by="BERT")

    assert (second["status"], second["waiting_for"]) == ("released", "")
    assert wms("history")[-1]["approved_by"] == "ANNA"
    assert wms("item", "show", "PILL")["release_people"] == 2
