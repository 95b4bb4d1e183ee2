"""The demo program in a real pseudo-terminal: what the line does to it, and what it does to the line.

Each test starts a program, which takes half a second, so a test looks at all that one session can show.
"""

import random
import signal
import stat
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import ROOT, Terminal

DEMO = ROOT / "tests" / "screens" / "line" / "demo_app.py"


def demo(*arguments: str | Path, **options: Any) -> Terminal:
    """Start the demo and wait for its first page."""
    terminal = Terminal([DEMO, *arguments], **options)
    terminal.wait_for("Scan the bin")
    terminal.settle()
    return terminal


def test_what_arrives_is_taken_in_order_whatever_stands_in_it() -> None:
    with Terminal([DEMO]) as terminal:
        # Typed ahead, before the program has taken over the terminal.
        terminal.send(b"AHEAD\r")
        terminal.wait_for("1: AHEAD")
        terminal.send(b"SKU1\r5\r10L7\x1d17\rA\xe9B\r\x1b[?1;2cC\x1b[99~\r\x1b[200~P1\nP2\n\x1b[201~\x1b[15~\r")
        terminal.wait_for("9: 10L7\u241d17|A\ufffdB|C|P1|P2|<f5>")
        # Control characters in a bar code: Ctrl+Q, C, Z, \, P, D.
        terminal.send(b"LOT\x11\x03\x1a\x1c\x10\x04X\r")
        terminal.wait_for("|LOTX")


def test_noise_on_the_line_ends_nothing() -> None:
    noise = random.Random(4711)
    with demo() as terminal:
        for _ in range(40):
            terminal.send(bytes(noise.randrange(256) for _ in range(60)))
            terminal.settle(0.002)
        # Noise may leave a sequence open: it is given up after a second without a byte.
        terminal.settle(1.1)
        terminal.send(b"\rSTILL HERE")
        terminal.wait_for("> STILL HERE")


@pytest.mark.parametrize("line", [{}, {"ignore_hangup": True}, {"controlling": False}])
def test_a_lost_line_ends_the_process_at_once(line: dict[str, bool]) -> None:
    with demo(**line) as terminal:
        used = terminal.processor_seconds()
        terminal.hang_up()
        deadline = time.monotonic() + 3
        while terminal.is_running() and time.monotonic() < deadline:
            assert terminal.processor_seconds() - used < 0.5
            time.sleep(0.01)
        assert terminal.process.wait(0) == 129


def test_a_signal_gives_the_terminal_back_and_ends() -> None:
    with demo() as terminal:
        assert terminal.attributes() != terminal.before
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_for_end() == 143
        assert terminal.attributes() == terminal.before
        assert terminal.written.endswith(b"\x1b[m\x1b[?7h\x1b[?25h\x1b[?2004l\x1b[?1049l")


def test_a_program_that_hangs_is_ended_all_the_same() -> None:
    with demo() as terminal:
        terminal.send(b"hang\r")
        terminal.settle()
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_for_end() == 143
        assert terminal.attributes() == terminal.before


def test_a_far_end_that_takes_no_more_bytes_does_not_keep_the_session() -> None:
    with demo() as terminal:
        for _ in range(300):
            terminal.send(b"\x1bOS")
            time.sleep(0.001)
        terminal.signal(signal.SIGTERM)
        assert terminal.process.wait(5) == 143


def test_whatever_happened_to_the_picture_it_is_drawn_anew() -> None:
    with demo(environ={"COLUMNS": "17", "LINES": "9"}) as terminal:
        shown = terminal.text
        assert "Peach halves in syrup 12x850 g" in shown
        terminal.screen.reset()
        terminal.send("\x0c")
        terminal.wait_for(lambda: terminal.text == shown)
        terminal.signal(signal.SIGTSTP)
        terminal.signal(signal.SIGSTOP)
        terminal.screen.reset()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(lambda: terminal.text == shown)
        terminal.resize(40, 20)
        terminal.wait_for(lambda: "Scan the bin" in terminal.screen.display[18])


def test_an_idle_session_sleeps_and_three_bells_are_three_bells() -> None:
    with demo() as terminal:
        used, written = terminal.processor_seconds(), len(terminal.written)
        time.sleep(0.5)
        terminal.settle()
        assert len(terminal.written) == written
        assert terminal.processor_seconds() - used <= 0.03
        terminal.send("bell\r")
        terminal.wait_for(lambda: terminal.written.count(b"\x07") == 3, 3)


def test_a_crash_shows_a_number_and_keeps_its_secrets(tmp_path: Path) -> None:
    folder = tmp_path / "incidents"
    with demo(folder) as terminal:
        terminal.send("crash\r")
        assert terminal.wait_for_end() == 70
        assert terminal.attributes() == terminal.before
        assert "Sign in again" in terminal.text
        assert b"Traceback" not in terminal.written
    [log] = folder.iterdir()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert log.stem.removeprefix("incident-") in terminal.text
    report = log.read_text()
    assert "ValueError: a fault of 8 letters" in report
    # The text of the program names its constants; what the variables held is nowhere.
    assert "pin = 'pin-2580'" not in report


@pytest.mark.parametrize("term", ["linux", "../../evil"])
def test_every_terminal_shows_the_page_and_is_asked_nothing(term: str) -> None:
    with demo(term=term) as terminal:
        assert "Peach halves in syrup 12x850 g" in terminal.text
        assert b"$p" not in terminal.written
        assert b"\x1b[?100" not in terminal.written
        assert b"\x1b[38" not in terminal.written
        assert term == "linux" or terminal.written.isascii()


@pytest.mark.parametrize(("term", "columns", "rows"), [("xterm-256color", 80, 24), ("vt220", 40, 20)])
def test_few_bytes_go_over_the_line(term: str, columns: int, rows: int) -> None:
    with demo(columns=columns, rows=rows, term=term) as terminal:
        assert len(terminal.written) <= 600
        assert terminal.bytes_for("A", "> A") <= 16
        assert terminal.bytes_for("\r", "1: A") <= 60
        # F4, as each of these terminals sends it.
        assert terminal.bytes_for("\x1bOS", "L2513C") <= 1200
        assert terminal.bytes_for("\x1bOS", "Peach") <= 700


def test_there_is_no_session_without_a_terminal() -> None:
    with Terminal(["/bin/sh", "-c", f"{sys.executable} {DEMO} < /dev/null"]) as terminal:
        assert terminal.wait_for_end() == 1
        assert "This needs a terminal" in terminal.text
