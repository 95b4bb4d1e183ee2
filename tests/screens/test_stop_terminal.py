"""Two terminals and a command line, each a process of its own: a hold stops the work of others at their next key."""

import time
from pathlib import Path
from typing import Any

import pytest

from screens.conversation import Conversation
from screens.layout import Scene, feedback_lines, lay_out
from screens.lines import Look
from tests.builders import run
from tests.elsewhere import elsewhere
from tests.tasks.clerk import at
from tests.tasks.dairy import a_dairy, an_allocated_order, in_bin, label
from tests.terminal import ROOT, Terminal
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.storage import connection
from wms_tui.tasks.prompt import Feedback, Outcome, Prompt
from wms_tui.tasks.session import Session

PROGRAM = ROOT / "tests" / "screens" / "house_terminal.py"
SIZES = [(24, 16), (40, 20), (80, 24)]
A_SECOND = 1.0


def a_terminal(path: Path, badge: str, **options: Any) -> Terminal:
    terminal = Terminal([PROGRAM, path, badge], environ={"XDG_DATA_HOME": str(path.parent / badge)}, **options)
    terminal.wait_for("HOME")
    terminal.settle()
    return terminal


@pytest.fixture
def house(warehouse: Path) -> Path:
    """A dairy with one order to pick of an old lot and a new one, and one that is picked of the old lot."""
    a_dairy()
    in_bin("L1", 36, "A-01", days=20)
    in_bin("L2", 36, "A-02", days=40)
    an_allocated_order("SO2", "MILK=6")
    run(pick_suggested, PickSuggested("SO2"))
    an_allocated_order("SO1", "MILK=30", "MILK=12")
    connection.close_database()
    return warehouse


@pytest.mark.parametrize("size", SIZES)
def test_a_hold_stops_a_pick_and_a_shipment_on_other_terminals_within_a_second_of_the_next_key(
    house: Path, size: tuple[int, int]
):
    columns, rows = size
    with (
        a_terminal(house, "U07", columns=columns, rows=rows) as picker,
        a_terminal(house, "U08", columns=columns, rows=rows) as shipper,
    ):
        picker.send("SO1\r")
        picker.wait_for("A-01")
        shipper.send("SO2\r")
        shipper.wait_for("SHIP SO2")
        picker.settle()
        shipper.settle()
        picker.send("A-0")
        picker.wait_for("A-0_")
        picker.settle()

        elsewhere(house, "hold", "MILK", "L1", "--reason", "seal leaks")

        picker.settle(0.5)
        shipper.settle(0.1)
        assert "!!" not in picker.text + shipper.text, "nobody types, so nothing is shown"
        for terminal, key in ((picker, "1"), (shipper, "\r")):
            rung = terminal.written.count(b"\x07")
            began = time.monotonic()
            terminal.send(key)
            terminal.wait_for("!! L1 WAS PUT ON HOLD", patience=A_SECOND)
            assert time.monotonic() - began < A_SECOND
            terminal.settle()
            seen = " ".join(terminal.text.split())
            assert "BY QA" in seen
            terminal.wait_for(lambda terminal=terminal, rung=rung: terminal.written.count(b"\x07") == rung + 3)
        assert "Go to A-02" in " ".join(picker.text.split())
        assert "A-01" not in picker.text, "what was typed is forgotten, and the step is made anew"
        assert "F5 1" in " ".join(shipper.text.split())
        picker.send("A-02\r")
        picker.wait_for(lambda: "!!" not in picker.text)
        shipper.send("\r")
        shipper.wait_for("!! L1 WAS PUT ON HOLD")
        assert elsewhere(house, "order", "show", "SO2")["state"] == "picked"


@pytest.mark.parametrize("size", SIZES)
def test_a_recall_stops_a_pick_and_a_shipment_and_is_named(house: Path, size: tuple[int, int]):
    columns, rows = size
    elsewhere(house, "recall", "open", "R7", "MILK:L1", "--reason", "glass in it")
    with (
        a_terminal(house, "U07", columns=columns, rows=rows) as picker,
        a_terminal(house, "U08", columns=columns, rows=rows) as shipper,
    ):
        picker.send("SO1\r")
        picker.wait_for("A-01")
        shipper.send("SO2\r")
        shipper.wait_for("SHIP SO2")
        picker.send("A-01\r")
        picker.settle()
        shipper.settle()

        elsewhere(house, "recall", "hold", "R7")

        for terminal, keys in ((picker, label("L1") + "\r"), (shipper, "\r")):
            terminal.send(keys)
            terminal.wait_for("!! L1 WAS RECALLED (R7)", patience=A_SECOND)
            terminal.settle()
            seen = " ".join(terminal.text.split())
            assert "BY QA" in seen
            if columns > 24:
                assert "Why: glass in it" in seen
        picked = [one for one in elsewhere(house, "history", "--lot", "L1") if one["kind"] in ("pick", "ship")]
        assert [one["reference"] for one in picked] == ["SO2"], "picked before, and nothing since"
        assert elsewhere(house, "order", "show", "SO2")["state"] == "picked"


def test_a_key_costs_the_line_nothing_while_others_write_of_other_things(house: Path):
    with a_terminal(house, "U07", columns=80, rows=24) as picker:
        picker.send("SO1\r")
        picker.wait_for("A-01")

        elsewhere(house, "setting", "change", "house", "DAIRY")

        assert picker.bytes_for("A", "A_") <= 20
        assert picker.bytes_for("-", "A-_") <= 20


@pytest.mark.parametrize("size", SIZES)
def test_a_stop_fills_its_room_with_bars_and_says_it_in_words(size: tuple[int, int]):
    stop = Feedback(Outcome.REFUSED, "L2609A WAS PUT ON HOLD 10:31 BY QA", "Leave it. Why: leaks", stops=True)

    picture = lay_out(Scene(Prompt("PICK SO1", "SCAN BIN"), stop), *size)

    red = [line for line in picture.lines if any(span.look is Look.REFUSED for span in line.spans)]
    assert len(red) >= 3
    assert all(sum(len(span.text) for span in line.spans) == size[0] for line in red)
    said = " ".join(" ".join(line.text for line in red).split())
    assert said == "!! L2609A WAS PUT ON HOLD 10:31 BY QA Leave it. Why: leaks"
    assert feedback_lines(stop, 40, 4)[0].text.startswith("!! ")


def test_the_key_that_meets_a_stop_is_not_taken_and_the_help_is_left(warehouse: Path):
    a_dairy()
    in_bin("L1", 36, "A-01", days=20)
    an_allocated_order("SO1", "MILK=12")
    at("U07", "PICK").scan("SO1")
    rung: list[int] = []
    talk = Conversation(Session("U07", "GUN1"), ring=rung.append, opens=lambda _: None)
    for key in "A-0":
        talk.key(key, key, 0.0)
    talk.key("f1", None, 0.1)
    elsewhere(warehouse, "hold", "MILK", "L1", "--reason", "seal leaks")

    talk.key("enter", "\r", 1.0)

    assert (talk.typed, talk.feedback.stops, rung) == ("", True, [3])
    assert not any("HELP" in line.text for line in talk.picture().lines)
