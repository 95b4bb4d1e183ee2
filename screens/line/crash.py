"""When the program itself is at fault: what the person sees, and what the people who mend it need.

The person sees a number and what to do. The traceback goes to a file that only the service's user may
read, and it names no local variable: one of them may be a PIN. (Textual's own notice prints them all on
the terminal and ends with status 0.)
"""

import os
import secrets
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from screens.line.safe import visible

EXIT_STATUS = 70
"""The status of a program that found a fault in itself (``EX_SOFTWARE`` of sysexits)."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One crash: the number a person reads out, and the file; ``None`` where none could be written."""

    number: str
    path: Path | None

    @property
    def notice(self) -> str:
        """What is shown on the terminal, in lines of at most 38 columns."""
        kept = "" if self.path else "\nThe details could not be written."
        return (
            f"Program stopped, incident {self.number}.{kept}\n"
            "What was confirmed is saved.\n"
            "Sign in again: it goes on there.\n"
            "Tell your lead the incident number."
        )


def attempt(work: Callable[[], None], report: Callable[[Exception], object]) -> None:
    """Do ``work``; whatever it raises that nobody expected is handed to ``report``."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - the last resort, and the only one in the program
        report(error)


def record(error: BaseException, folder: Path | None) -> Incident:
    """Write the traceback of ``error`` to a new file in ``folder`` (mode 0600) and return its incident.

    The line a person is on must come back whatever happens, so a folder that is full, missing or
    forbidden only leaves the incident without a file.
    """
    number = f"{datetime.now(UTC):%m%d}-{secrets.token_hex(2).upper()}"
    path = None
    if folder is not None:
        with suppress(OSError):
            path = _write(folder / f"incident-{number}.log", _report(error, number))
    return Incident(number, path)


def _report(error: BaseException, number: str) -> str:
    """Return what the file says; each line with nothing hidden in it, for it is read on a terminal too."""
    lines = [f"incident {number} at {datetime.now(UTC).isoformat(timespec='seconds')}"]
    for part in traceback.format_exception(error):
        lines += part.splitlines()
    return "\n".join(visible(line) for line in lines) + "\n"


def _write(path: Path, text: str) -> Path:
    """Write a file that was not there before, for this user's eyes only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    return path
