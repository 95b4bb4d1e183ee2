"""Count the bytes of the real terminal, in a pseudo-terminal, beside a curses program that draws the same."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wms_tui import clock
from wms_tui.demo.history import tell
from wms_tui.storage import schema
from wms_tui.storage.connection import close_database

SIZES = ((80, 24), (40, 20), (24, 16))
QUIET_SECONDS = 0.25
LONGEST_SECONDS = 10.0

STEPS = (
    ("first paint", b""),
    ("a character", b"4"),
    ("a wrong code and ENTER", b"711-NO-SUCH\r"),
    ("a screen change: menu to picking", b"3\r"),
    ("a screen change: back", b"\x1bOR"),
    ("a screen change: menu to receiving", b"1\r"),
    ("help", b"\x1bOP"),
)
LIMITS = {"first paint": 1600, "a character": 40}
SCREEN_CHANGE_LIMIT = 1300


@dataclass(frozen=True, slots=True)
class Bytes:
    """What one step sent to the terminal, by us and by curses, and our limit at 80x24."""

    step: str
    columns: int
    rows: int
    ours: int
    curses: int
    limit: int


class Screen:
    """A program in a pseudo-terminal, whose bytes are counted."""

    def __init__(self, command: list[str], columns: int, rows: int) -> None:
        """Start the program on a terminal of a size."""
        self._pid, self._line = pty.fork()
        if self._pid == 0:
            environ = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1"}
            for name in ("LINES", "COLUMNS", "COLORTERM"):
                environ.pop(name, None)
            # Only now is the size known to the program: it must not look at it before.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], command, environ)
        fcntl.ioctl(self._line, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def bytes_for(self, keys: bytes) -> int:
        """Send keys and return how many bytes came back until the line was quiet."""
        if keys:
            os.write(self._line, keys)
        count, begin, quiet_since = 0, time.monotonic(), time.monotonic()
        while time.monotonic() - begin < LONGEST_SECONDS:
            ready, _, _ = select.select([self._line], [], [], 0.05)
            if ready:
                count += len(os.read(self._line, 65536))
                quiet_since = time.monotonic()
            elif count and time.monotonic() - quiet_since > QUIET_SECONDS:
                break
        return count

    def close(self) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._line)


def measure(progress: Callable[[str], None]) -> list[Bytes]:
    """Measure every step at every size on the sample warehouse, ours and curses in turn."""
    found: list[Bytes] = []
    with tempfile.TemporaryDirectory(prefix="wms-bench-") as folder:
        path = Path(folder, "sample.db")
        schema.create(path, name="SAMPLE", by="BENCH")
        tell(clock.today(), 1)
        close_database()
        for columns, rows in SIZES:
            progress(f"{columns}x{rows}")
            # The clock is left out of both: it would tick between two measured steps.
            ours = _counts([sys.executable, "-m", "wms_tui.bench.still", str(path), "OURS"], columns, rows)
            floor = _counts([sys.executable, "-m", "wms_tui.bench.curses_twin", str(path), "TWIN"], columns, rows)
            found += [
                Bytes(step, columns, rows, mine, theirs, LIMITS.get(step, SCREEN_CHANGE_LIMIT))
                for (step, _), mine, theirs in zip(STEPS, ours, floor, strict=True)
            ]
    return found


def _counts(command: list[str], columns: int, rows: int) -> list[int]:
    screen = Screen(command, columns, rows)
    try:
        return [screen.bytes_for(keys) for _, keys in STEPS]
    finally:
        screen.close()
