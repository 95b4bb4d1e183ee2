"""The queue in front of the database: writers wait their turn in the order they came.

SQLite's own waiting lets the winner win again while others starve. A lock on a file beside the
database is handed on in order by the kernel, and dies with its holder, however that ends.
"""

import contextlib
import fcntl
import os
import signal
import threading
from pathlib import Path
from types import FrameType, TracebackType

from wms_tui.errors import Refused, Unavailable

PATIENCE_SECONDS = 20


class WriteQueue:
    """The turn to write. A context manager; not to be entered twice."""

    def __init__(self, path: Path, *, by: str) -> None:
        """Stand ready to queue at a file, which is made where it is missing."""
        self._path = path
        self._note = f"{os.getpid()} {by}"[:80].ljust(80).encode()
        self._descriptor = -1

    def close(self) -> None:
        """Leave the queue for good."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> None:
        """Wait for the turn, and say who has it."""
        if self._descriptor < 0:
            self._descriptor = self._open()
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._wait()
        # A full disk must not stop whoever makes room; the note is only for the curious.
        with contextlib.suppress(OSError):
            os.pwrite(self._descriptor, self._note, 0)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hand the turn on."""
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        except OSError as error:
            raise Refused(
                "read-only", "The warehouse may only be read here.", "Ask for the right to write its folder."
            ) from error

    def _wait(self) -> None:
        """Wait in line, but not for ever: a holder may be frozen."""
        if threading.current_thread() is not threading.main_thread():
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            return
        before = signal.signal(signal.SIGALRM, _patience_ended)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE_SECONDS)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        except BaseException:
            # The turn may have come in the very moment in which patience ended.
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            raise
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _patience_ended(number: int, frame: FrameType | None) -> None:
    raise Unavailable("database-busy", "The warehouse is busy.", "Try again; wms doctor names the holder.")


def holder(path: Path) -> str:
    """Return the process and badge that have the turn to write a warehouse now, or nothing.

    ``path`` is the warehouse file.
    """
    queue = path.with_name(path.name + "-queue")
    try:
        descriptor = os.open(queue, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(descriptor, 80, 0).decode(errors="replace").strip()
    finally:
        os.close(descriptor)
    return ""
