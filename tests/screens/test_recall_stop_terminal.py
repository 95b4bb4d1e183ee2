"""A recall is held from a command line while a clerk picks its goods: the narrowest real terminal says all of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.elsewhere import elsewhere
from tests.tasks.dairy import a_dairy, an_allocated_order, in_bin, label
from tests.terminal import ROOT, Terminal
from wms_tui.queries.health import examine
from wms_tui.storage import connection
from wms_tui.storage.statements import rows, value

PROGRAM = ROOT / "tests" / "screens" / "house_terminal.py"
A_KEY, A_SCAN = "L", label("L1") + "\r"
KEPT = """
SELECT count(*) FROM reservation JOIN lot ON lot.id = reservation.lot_id WHERE lot.number = 'L1' AND NOT picked
"""


@pytest.fixture
def house(warehouse: Path) -> Path:
    """A dairy with an order to pick, first of a lot that is about to be recalled and then of another."""
    a_dairy()
    in_bin("L1", 36, "A-01", days=20)
    in_bin("L2", 36, "A-02", days=40)
    an_allocated_order("SO1", "MILK=30", "MILK=12")
    connection.close_database()
    return warehouse


@pytest.fixture
def picker(house: Path) -> Iterator[Terminal]:
    """A clerk who stands before the bin of the order's first stop, and has proved it."""
    with Terminal([PROGRAM, house, "U07"], columns=24, rows=16) as terminal:
        for keys, sign in (("", "HOME"), ("SO1\r", "A-01"), ("A-01\r", "LABEL")):
            terminal.send(keys)
            terminal.wait_for(sign)
            terminal.settle()
        yield terminal


def recall_all_of_l1(house: Path, *hold: str) -> None:
    """Open a recall of the lot that is picked, and hold it: two commands, each a process of its own."""
    elsewhere(house, "recall", "open", "R7", "MILK:L1", "--reason", "salmonella")
    elsewhere(house, "recall", "hold", "R7", *hold)


def red_words(terminal: Terminal) -> str:
    """Return what stands on the bars that are red from edge to edge of the screen."""
    cells = [terminal.screen.buffer[row] for row in range(terminal.screen.lines)]
    red = [all((one[x].fg, one[x].reverse) == ("red", True) for x in range(terminal.screen.columns)) for one in cells]
    bars = [words for words, is_red in zip(terminal.screen.display, red, strict=True) if is_red]
    return " ".join(" ".join(bars).split())


def stopped_by(terminal: Terminal, keys: str) -> str:
    """Send keys which meet a red stop with three tones, and return what it says."""
    rung = terminal.written.count(b"\x07")
    terminal.send(keys)
    terminal.wait_for("!! L1 WAS RECALLED")
    terminal.wait_for(lambda: terminal.written.count(b"\x07") == rung + 3)
    terminal.settle()
    return red_words(terminal)


def see_that_nothing_is_left_to_pick_of_it(house: Path, *, picked: int) -> None:
    """Look into the books: so much was picked, all before the hold; nothing is kept any more; nothing differs."""
    connection.open_database(house, terminal="test", by="TEST")
    held = value("SELECT id FROM entry WHERE kind = 'hold-recall'")
    picks = rows("SELECT entry.id, quantity FROM move JOIN entry ON entry.id = entry_id WHERE kind = 'pick'")
    assert sum(quantity for _, quantity in picks) == picked
    assert all(entry < held for entry, _ in picks)
    assert value(KEPT) == 0
    assert examine().differences == ()


@pytest.mark.parametrize("keys", [A_KEY, A_SCAN], ids=["a key", "a scan"])
def test_who_is_in_the_middle_of_a_pick_learns_at_the_next_key_which_recall_stops_it_and_why(
    house: Path, picker: Terminal, keys: str
):
    recall_all_of_l1(house)

    said = stopped_by(picker, keys)

    assert re.fullmatch(r"!! L1 WAS RECALLED \(R7\) \d\d:\d\d BY QA Leave it. Go to A-02. Why: salmonella", said)
    assert "L2" in picker.text, "the pick goes on with the lot that is good"
    see_that_nothing_is_left_to_pick_of_it(house, picked=0)


def test_who_has_picked_some_of_it_is_stopped_before_more_and_told_to_take_it_to_the_cage(
    house: Path, picker: Terminal
):
    picker.send(A_SCAN)
    picker.wait_for("HOW MANY")
    picker.settle()
    picker.send("2\r")
    picker.wait_for("OK took 2 CS L1")
    picker.settle()
    recall_all_of_l1(house)

    said = stopped_by(picker, A_SCAN)

    assert said.startswith("!! L1 WAS RECALLED (R7) ")
    assert " BY QA Picked already: F5 6, then scan HOLD" in said
    see_that_nothing_is_left_to_pick_of_it(house, picked=12)


def test_a_hold_with_a_reason_of_its_own_still_says_which_recall_it_is_for(house: Path, picker: Terminal):
    recall_all_of_l1(house, "--reason", "FDA called")

    said = stopped_by(picker, A_KEY)

    assert said.startswith("!! L1 WAS RECALLED (R7) ")
    assert said.endswith(" BY QA Leave it. Go to A-02. Why: FDA called")
