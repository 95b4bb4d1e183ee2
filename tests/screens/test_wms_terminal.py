"""The clerk's terminal on a real pseudo-terminal: order, refusals, and how little the line carries."""

from pathlib import Path
from typing import Any

from tests.terminal import ROOT, Terminal

PROGRAM = ROOT / "tests" / "screens" / "booking_terminal.py"


def booking(notes: Path, *arguments: str, **options: Any) -> Terminal:
    """Start the session and wait for its first step."""
    terminal = Terminal([PROGRAM, notes, *arguments], **options)
    terminal.wait_for("BOOKING")
    terminal.settle()
    return terminal


def test_whole_tasks_in_one_write_are_taken_in_order_whatever_ends_a_scan(tmp_path):
    notes = tmp_path / "notes"
    wanted = []
    with booking(notes, columns=40, rows=20) as terminal:
        for row, suffix in enumerate(["\r", "\n", "\t", "\r\n"], 1):
            items = [(f"SKU{row}{n:03}", n) for n in range(1, 21)]
            terminal.send("".join(f"{item}{suffix}{n}{suffix}" for item, n in items))
            terminal.wait_for(f"{20 * row}/20")
            wanted += [f"{item} {n}" for item, n in items]
            terminal.settle()
            assert notes.read_text().splitlines() == wanted
            assert "!!" not in terminal.text


def test_a_refusal_drops_the_rest_of_the_burst_and_rings_three_times(tmp_path):
    notes = tmp_path / "notes"
    with booking(notes, columns=24, rows=16) as terminal:
        terminal.send("SKU1\r5\rBAD1\rSKU2\r6\rSKU3\r7\r")
        terminal.wait_for("!! BAD1 is not an item")
        terminal.wait_for(lambda: terminal.written.count(b"\x07") == 3)
        terminal.settle(0.5)
        assert terminal.written.count(b"\x07") == 3
        assert "1/20" in terminal.text
        terminal.send("SKU4\r8\r")
        terminal.wait_for("2/20")
        terminal.settle()
        assert "!!" not in terminal.text
        assert notes.read_text().splitlines() == ["SKU1 5", "SKU4 8"]
        terminal.resize(80, 24)
        terminal.wait_for("> SCAN ITEM")
        terminal.resize(12, 5)
        terminal.wait_for("Terminal too")
        terminal.resize(40, 20)
        terminal.wait_for("> SCAN ITEM")


def test_the_line_carries_little_more_than_what_changes(tmp_path):
    with booking(tmp_path / "notes", columns=80, rows=24) as terminal:
        assert len(terminal.written) <= 1300
        assert terminal.bytes_for("S", "S_") <= 20
        assert terminal.bytes_for("K", "SK_") <= 20
        assert terminal.bytes_for("\x7f", "  S_") <= 20
        assert terminal.bytes_for("KU1\r", "HOW MANY") <= 300
        assert terminal.bytes_for("12\r", "1/20") <= 300
        assert terminal.bytes_for("X\r", "!!") <= 300
        assert terminal.bytes_for("\x1bOS", "SEARCH") <= 1300
        assert terminal.bytes_for("\x1b[B", "> SKU0001") <= 260
        assert terminal.bytes_for("\x1bOR", "SCAN ITEM") <= 600
        before = len(terminal.written)
        terminal.settle(1.1)
        assert len(terminal.written) == before, "nothing happens, so nothing is sent"


def test_the_clock_ticks_for_a_few_bytes_and_every_key_has_a_ctrl_alias(tmp_path):
    with booking(tmp_path / "notes", "clock", columns=40, rows=20) as terminal:
        first = terminal.text.splitlines()[0]
        before = len(terminal.written)
        terminal.wait_for(lambda: terminal.text.splitlines()[0] != first)
        assert len(terminal.written) - before <= 40
        for key, sign in [
            ("\x10", "WHAT IS WRONG"),
            ("\x0e", "page 2 of 2"),
            ("\x14", "page 1 of 2"),
            ("1\r\x05", "HELP BOOKING"),
            ("\x12", "> SCAN ITEM"),
            ("\x0f", "> SEARCH"),
            ("\x18\x18", "> SCAN ITEM"),
            ("\x06", "!! Ctrl+F does nothing here"),
        ]:
            terminal.send(key)
            terminal.wait_for(sign)
