"""A real pseudo-terminal for tests: a command runs in it, keys go in, and what it draws is read back.

Nothing waits blindly: ``wait_for`` reads until a condition holds or a deadline is over. What the command
writes is counted, and drawn by pyte, an independent terminal emulator.
"""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

ROOT = Path(__file__).parent.parent

PATIENCE = 10.0
"""Seconds after which a test gives up waiting; a machine under load may need some."""

_NOT_FOR_PYTE = re.compile(rb"\x1b\[(?:\?[0-9;]*\$p|[<>=][0-9;]*[a-zA-Z])")
"""Questions about modes and the kitty keyboard's sequences: pyte prints a part of them."""


class Terminal:
    """A command in a terminal of its own; to be used in a ``with`` statement, which ends the command."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        columns: int = 80,
        rows: int = 24,
        term: str = "xterm-256color",
        environ: Mapping[str, str] | None = None,
        ignore_hangup: bool = False,
        controlling: bool = True,
    ) -> None:
        """Start ``command`` (a ``.py`` file or ``-m`` first means Python) in a new session.

        A terminal that is not ``controlling`` sends no signal when its line is lost.
        """
        self._master, slave = os.openpty()
        self.resize(columns, rows, tell=False)
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._cut_off = b""
        self.written = bytearray()
        first = str(command[0])
        python = [sys.executable] if first == "-m" or first.endswith(".py") else []
        self.before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            [*python, *map(str, command)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            close_fds=True,
            start_new_session=True,
            cwd=ROOT,
            env=_environ(term, environ or {}),
            preexec_fn=lambda: _own_terminal(ignore_hangup, controlling),
        )
        self._slave = slave

    def __enter__(self) -> Self:
        """Return the terminal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the command, if it has not ended, and close the terminal."""
        if self.process.poll() is None:
            self.kill()
        self.hang_up()

    # What goes in.

    def send(self, keys: str | bytes) -> None:
        """Send keys, all in one write."""
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int, *, tell: bool = True) -> None:
        """Change the size of the terminal, and tell the command."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if tell:
            self.screen.resize(rows, columns)
            os.killpg(self.process.pid, signal.SIGWINCH)

    def hang_up(self) -> None:
        """Close the line, as a dropped connection does."""
        for name in ("_slave", "_master"):
            descriptor = getattr(self, name)
            if descriptor >= 0:
                setattr(self, name, -1)
                os.close(descriptor)

    def signal(self, number: int) -> None:
        """Send a signal to the command."""
        self.process.send_signal(number)

    def kill(self) -> None:
        """End the command as a power cut does."""
        self.process.kill()
        self.process.wait(PATIENCE)

    # What comes out.

    @property
    def text(self) -> str:
        """What the screen shows, line by line, without the blanks at the ends."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def wait_for(self, sign: str | Callable[[], bool], patience: float = PATIENCE) -> str:
        """Read until ``sign`` is on the screen, or holds; return what the screen shows then."""
        deadline = time.monotonic() + patience
        holds = sign if callable(sign) else lambda: sign in self.text
        while not holds():
            left = deadline - time.monotonic()
            if left <= 0 or not self._read(min(left, 0.2)):
                self._read(0.05)
                if holds():
                    break
                if left <= 0 or self.process.poll() is not None:
                    raise AssertionError(f"{sign!r} did not come; the screen shows:\n{self.text}")
        return self.text

    def bytes_for(self, keys: str | bytes, sign: str | Callable[[], bool]) -> int:
        """Send keys and return how many bytes the command writes until ``sign`` shows and it falls silent."""
        self.settle()
        before = len(self.written)
        self.send(keys)
        self.wait_for(sign)
        self.settle()
        return len(self.written) - before

    def settle(self, silence: float = 0.08) -> None:
        """Read until the command has written nothing for ``silence`` seconds."""
        deadline = time.monotonic() + PATIENCE
        while self._read(silence) and time.monotonic() < deadline:
            pass

    def wait_for_end(self, patience: float = PATIENCE) -> int:
        """Read until the command has ended, and return its exit status."""
        deadline = time.monotonic() + patience
        while self.process.poll() is None and time.monotonic() < deadline:
            if not self._read(0.02):
                time.sleep(0.01)
        status = self.process.wait(max(0.0, deadline - time.monotonic()))
        while self._read(0.02):
            pass
        return status

    def is_running(self) -> bool:
        """Return whether the command still runs."""
        return self.process.poll() is None

    def processor_seconds(self) -> float:
        """Return how much processor time the command has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def attributes(self) -> list[object]:
        """Return the terminal's settings (``termios``), to be compared with ``before``."""
        return termios.tcgetattr(self._slave)

    def _read(self, patience: float) -> bool:
        """Read what is there within ``patience`` seconds; return whether anything was."""
        if self._master < 0 or not select.select([self._master], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.written += data
        # A sequence may be cut in two by the reading: its beginning waits for its rest.
        data = self._cut_off + data
        start = data.rfind(b"\x1b")
        cut = start if start >= 0 and re.fullmatch(rb"\x1b(\[[0-?]*[ -/]*)?", data[start:]) else len(data)
        data, self._cut_off = data[:cut], data[cut:]
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data))
        return True


def _environ(term: str, changes: Mapping[str, str]) -> dict[str, str]:
    """Return a session's environment as sshd makes it: little, and nothing of the test runner's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
    return kept | {"TERM": term, "PYTHONPATH": str(ROOT)} | dict(changes)


def _own_terminal(ignore_hangup: bool, controlling: bool) -> None:
    """Make the new process's terminal its controlling one, as at a login."""
    if ignore_hangup:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if controlling:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
