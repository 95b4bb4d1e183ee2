"""The commands of replies, reminders and checks, as scripts use them."""

from pathlib import Path

import pytest

from tests.builders import run
from tests.command_line import CommandLine
from tests.recalls import a_case, a_recalled_dairy
from wms_tui.operations.make_notices import MakeNotices, make_notices
from wms_tui.storage.connection import close_database


@pytest.fixture
def wms(warehouse: Path) -> CommandLine:
    """A case of two lots at two customers, to whom letters were made."""
    a_recalled_dairy()
    a_case(product="FOOD")
    run(make_notices, MakeNotices("R7"))
    close_database()
    return CommandLine(warehouse)


def test_a_reply_is_booked_by_case_customer_and_lot(wms: CommandLine) -> None:
    done = wms(
        "recall", "reply", "R7", "SHOP", "MILK:L1", "--on-hand", 5, "--returned", "1CS", "--destroyed", 3, "--used", 2,
        "--key", "form-1",
    )  # fmt: skip

    assert done["repeated"] is False
    assert isinstance(done["entry"], int)
    assert done["lots"][0]["accounted"] == 20
    again = wms(
        "recall", "reply", "R7", "SHOP", "MILK:L1", "--on-hand", 5, "--returned", "1CS", "--destroyed", 3, "--used", 2,
        "--key", "form-1",
    )  # fmt: skip
    assert (again["entry"], again["repeated"]) == (done["entry"], True)
    status = wms("recall", "status", "R7")
    assert {name: status[name] for name in ("consignees", "replied", "distributed", "accounted", "percent")} == {
        "consignees": 2, "replied": 0, "distributed": 60, "accounted": 20, "percent": done["percent"],
    }  # fmt: skip


def test_a_reply_is_booked_by_the_code_of_its_form(wms: CommandLine) -> None:
    assert wms("recall", "reply", "RN-R7-1-1", "MILK:L1", "--returned", 20)["customer"] == "CAFE"
    assert wms.refused("recall", "reply", "RN-R7-9-9", "MILK:L1", "--used", 1) == "unknown-notice"
    assert wms.run("recall", "reply", "R7").exit_code == 2
    assert wms.run("recall", "reply", "R7", "CAFE", "MILK:L1").exit_code == 2, "no figure is no answer"


def test_more_than_was_shipped_needs_a_yes(wms: CommandLine) -> None:
    words = ("recall", "reply", "R7", "CAFE", "MILK:L1", "--on-hand", 21)

    assert wms.refused(*words) == "more-than-shipped"
    assert "--accept-over" in wms.hint(*words)
    wms(*words, "--accept-over")
    (row,) = [one for one in wms("recall", "replies", "R7") if one["customer"] == "CAFE"]
    assert (row["over"], row["open"], row["delivered"]) == (1, 0, 20)


def test_replies_are_listed_with_what_is_open(wms: CommandLine) -> None:
    wms("recall", "reply", "R7", "SHOP", "MILK:L1", "--returned", 30, "--person", "Ms Lee", "--sub-notified", 4)

    rows = wms("recall", "replies", "R7")

    assert [(one["customer"], one["lot"], one["open"], one["person"], one["sub_notified"]) for one in rows] == [
        ("CAFE", "L1", 20, "", 0), ("SHOP", "L1", 0, "Ms Lee", 4), ("SHOP", "L2", 10, "", 0),
    ]  # fmt: skip
    assert len(wms("recall", "replies", "R7", "--open")) == 2
    assert "CAFE" in wms.text("recall", "replies", "R7")


def test_checks_are_drawn_and_noted(wms: CommandLine) -> None:
    assert wms("recall", "checks", "R7")["checks"] == []
    assert wms.refused("recall", "checks", "R7", "--level", "C") == "nothing-drawn"
    drawn = wms("recall", "checks", "R7", "--draw", "--level", "B", "--percent", 50, "--seed", "4f")["drawn"]
    assert len(drawn) == 1
    wms("recall", "check", "R7", drawn[0], "--effective", "--method", "phone", "--note", "holds 12")

    found = wms("recall", "checks", "R7")

    assert [(one["customer"], one["effective"], one["method"]) for one in found["checks"]] == [
        (drawn[0], True, "phone")
    ]
    assert found["draws"][0]["seed"] == "4f"
    assert wms.run("recall", "check", "R7", "SHOP", "--method", "phone").exit_code == 2


def test_reminders_are_written_as_files_whatever_a_code_looks_like(wms: CommandLine, tmp_path: Path) -> None:
    wms("recall", "notices", "R7", "-o", tmp_path / "notices", "--at", "2026-01-02T10:00+00:00")

    done = wms("recall", "remind", "R7", "--days", 0, "-o", tmp_path / "reminders")

    assert {one["customer"] for one in done["reminders"]} == {"CAFE", "SHOP"}
    for one in done["reminders"]:
        assert one["text"] in Path(one["file"]).read_text("utf-8")
        assert Path(one["file"]).parent == tmp_path / "reminders"
    assert wms.refused("recall", "remind", "R7") == "asked-lately"


def test_nobody_is_reminded_where_no_letter_was_sent(wms: CommandLine) -> None:
    assert wms.refused("recall", "remind", "R7") == "nobody-late"
