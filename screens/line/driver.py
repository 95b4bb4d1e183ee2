"""The driver for a terminal at the far end of an unsteady line.

Textual's own (8.2.8) ends the session at a byte that is not UTF-8, spins at full speed for ever when the
terminal goes away without a signal, leaves the terminal in disorder when it is told to end, and asks
questions whose letters some terminals print. This one takes over the ends of its work, the opening and
closing, the reading and the writing; it overrides private parts, because the public ones are above them.

One thread reads, and doubles as the watchdog: once the session must end, it gives the app some
seconds and then ends the process itself, so that none is left behind holding anything.
"""

import codecs
import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Callable
from contextlib import suppress
from queue import Full
from threading import Event, Thread
from types import FrameType
from typing import Any

from textual import events
from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from screens.line import crash
from screens.line.environment import PLAIN, LineProfile
from screens.line.keys import KeyReader

HUNG_UP = 128 + signal.SIGHUP
"""The exit status of a session whose line is gone."""

_ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_OUR_SIGNALS = (*_ENDING_SIGNALS, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)
_SMALLEST, _LARGEST, _USUAL = (1, 1), (500, 200), (80, 24)


class LineWriter(WriterThread):
    """Writes to the terminal in the background. When the terminal is gone it throws away what comes."""

    def __init__(self, fileno: int, lost: Callable[[], None]) -> None:
        """Write to the open file ``fileno``; call ``lost`` once when that fails."""
        super().__init__(sys.__stdout__)  # type: ignore[arg-type]  # only named by the base class, never used
        self._fileno = fileno
        self._lost = lost

    def run(self) -> None:
        """Write what is queued, until ``stop``."""
        open_line = True
        while (text := self._queue.get()) is not None:
            if open_line and not self._sent(text.encode("utf-8", "replace")):
                open_line = False
                self._lost()

    def _sent(self, data: bytes) -> bool:
        try:
            while data:
                data = data[os.write(self._fileno, data) :]
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """Wait until everything is written, but not for ever: the far end may have stopped listening."""
        with suppress(Full):
            self._queue.put(None, timeout=1)
            self.join(timeout=1)


class RuggedDriver(LinuxDriver):
    """Reads keys and writes cells, and gives the terminal back in order whatever ends the session."""

    grace = 5.0
    """Seconds the app has to end in order, once it must."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """Stand between ``app`` and the terminal. The mouse is never used, whatever ``mouse`` says."""
        self._handlers_before = {number: signal.getsignal(number) for number in _OUR_SIGNALS}
        super().__init__(app, debug=debug, mouse=False, size=size)
        self._profile: LineProfile = getattr(app, "profile", PLAIN)
        self._output = (sys.__stdout__ or sys.stdout).fileno()
        self._size = self._get_terminal_size()
        self._reader = KeyReader(self._profile.keys)
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._woken, self._waker = os.pipe()
        self._status: int | None = None
        self._released = Event()
        self._terminal_before: list[Any] | None = None

    # What Textual calls.

    def start_application_mode(self) -> None:
        """Take over the terminal and begin to read."""
        self._writer_thread = LineWriter(self._output, lambda: self._end(HUNG_UP))
        self._writer_thread.start()
        self._watch_signals()
        self._take_terminal()
        self._announce_size()
        self._key_thread = Thread(target=self._read_and_watch, name="line-input", daemon=True)
        self._key_thread.start()

    def disable_input(self) -> None:
        """Stop reading; what was typed and not read is thrown away, it was not meant for a shell."""
        self._wake()
        if self._key_thread is not None and self._status is None:
            self._key_thread.join(timeout=1)
        with suppress(termios.error, OSError):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.disable_input()
        self.write(self._closing)
        self._restore_attributes()

    def close(self) -> None:
        """Write what is left, and let signals do again what they did before."""
        super().close()
        for number, handler in self._handlers_before.items():
            signal.signal(number, handler)

    @property
    def can_suspend(self) -> bool:
        """Whether the app may step aside for a shell: never."""
        return False

    def release(self) -> None:
        """Call off the watchdog: the app has ended."""
        self._released.set()

    # The terminal.

    @property
    def _opening(self) -> str:
        """No mouse, no reports of focus, no questions: nothing comes back that nobody typed."""
        modern = "\x1b[?1049h\x1b[?2004h" if self._profile.modern else ""
        return f"{modern}\x1b[?25l\x1b[?7l"

    @property
    def _closing(self) -> str:
        rest = "\x1b[?2004l\x1b[?1049l" if self._profile.modern else "\x1b[H\x1b[2J"
        return f"\x1b[m\x1b[?7h\x1b[?25h{rest}"

    def _take_terminal(self) -> None:
        """Have every byte in both directions passed on as it is."""
        with suppress(termios.error):
            self._terminal_before = self._terminal_before or termios.tcgetattr(self.fileno)
            # Not TCSAFLUSH: what was typed ahead of the first screen counts.
            tty.setraw(self.fileno, termios.TCSANOW)
        self.write(self._opening)

    def _restore_attributes(self) -> None:
        if self._terminal_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._terminal_before)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the terminal itself, not the environment; a size nobody could have is not believed."""
        try:
            size = os.get_terminal_size(self._output)
        except OSError:
            return _USUAL
        if not size.columns or not size.lines:
            return _USUAL
        return (
            min(max(size.columns, _SMALLEST[0]), _LARGEST[0]),
            min(max(size.lines, _SMALLEST[1]), _LARGEST[1]),
        )

    def _announce_size(self) -> None:
        size = Size(*self._get_terminal_size())
        self._app.post_message(events.Resize(size, size))

    # Signals: their handlers run between any two steps of the app, so they only pass the news on.

    def _watch_signals(self) -> None:
        for number in _ENDING_SIGNALS:
            # Who started the session with SIGHUP ignored meant it; the lost line is noticed all the same.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._told_to_end)
        # A stopped session would hold its terminal for ever: there is no shell to wake it from.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        signal.signal(signal.SIGCONT, lambda *_: self._in_the_loop(self._come_back))
        signal.signal(signal.SIGWINCH, lambda *_: self._in_the_loop(self._announce_size))

    def _told_to_end(self, number: int, frame: FrameType | None) -> None:
        self._end(128 + number)

    def _come_back(self) -> None:
        """Set everything anew after the process was stopped: the terminal may have been used meanwhile."""
        self._take_terminal()
        redraw = getattr(self._app, "redraw", self._app.refresh)
        redraw()

    def _in_the_loop(self, call: Callable[..., object], *arguments: object) -> None:
        """Have the app's own thread do something, as long as it does anything."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call, *arguments)

    # Reading, and ending.

    def _end(self, status: int) -> None:
        """Remember that the session must end, and wake the thread that sees to it."""
        if self._status is None:
            self._status = status
            self._wake()

    def _wake(self) -> None:
        os.write(self._waker, b"\0")

    def _read_and_watch(self) -> None:
        crash.attempt(self._read, lambda error: self._in_the_loop(self._app._handle_exception, error))
        if self._status is None:
            return
        self._in_the_loop(self._app.exit, None, self._status)
        if not self._released.wait(self.grace):
            self._end_by_force(self._status)

    def _read(self) -> None:
        """Read until the app says stop, the session must end or the line is gone."""
        while True:
            ready, _, _ = select.select([self.fileno, self._woken], [], [], self._reader.patience)
            if self._woken in ready:
                return
            try:
                data = os.read(self.fileno, 4096) if ready else None
            except OSError:
                data = b""
            if data == b"":
                self._end(HUNG_UP)
                return
            keys = self._reader.give_up() if data is None else self._reader.feed(self._decode(data))
            if keys:
                self._in_the_loop(self._deliver, keys)

    def _deliver(self, keys: list[events.Key]) -> None:
        """Put the keys of one reading into the app's queue, in order and in one go."""
        for key in keys:
            key.set_sender(self._app)
            self._app.post_message(key)

    def _end_by_force(self, status: int) -> None:
        """End the process although the app does not: it hangs, or the far end takes no more bytes."""
        self._restore_attributes()
        with suppress(OSError):
            os.set_blocking(self._output, False)
            os.write(self._output, self._closing.encode())
        os._exit(status)
