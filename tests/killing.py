"""Commands of ``wms`` that are killed in the middle: ``python -m tests.killing``, or ``Killer`` in a test.

A process reads the program in once, and forks one that runs a command as ``wms`` does: a kill then hits the act, and
not the start of Python. What is asked and answered goes as lines of JSON.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from tests.processes import ROOT
from wms_tui.cli.main import FAMILIES, wms

LOADED = (
    "reports.page",
    "reports.recall_notice",
    "reports.files",
    *(f"wms_tui.cli.{one}" for one in FAMILIES.values()),
)
"""What commands load only when they need it."""


class Ran(NamedTuple):
    """What became of a command: whether it was killed, how long it ran, and its answer if it lived to give one."""

    killed: bool
    seconds: float
    answer: dict[str, Any]


class Killer:
    """Runs commands on a warehouse, and kills some; to be used in a ``with`` statement."""

    def __init__(self, *, seed: int) -> None:
        """Begin; the moments of the kills follow from the seed."""
        self._chance = random.Random(seed)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.killing"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )  # fmt: skip

    def __enter__(self) -> Self:
        """Return who kills."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process that commands come from."""
        self._process.communicate()

    def run(self, path: Path, *words: object, by: str, within: float | None = None) -> Ran:
        """Run a command, and kill it at a random moment within so many seconds of its beginning, if any are given."""
        after = None if within is None else self._chance.uniform(0.0, within)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = json.dumps({"words": ["--db", str(path), "--as", by, "--json", *map(str, words)], "after": after})
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return Ran(**json.loads(self._process.stdout.readline()))


def main() -> None:
    """Run each command that is asked for, and say what became of it."""
    for name in LOADED:
        __import__(name)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(run_in_a_fork(asked["words"], asked["after"])), flush=True)


def run_in_a_fork(words: list[str], after: float | None) -> dict[str, Any]:
    """Run a command in a process of its own, and end it by a signal after so many seconds, if any are given."""
    reader, writer = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if not child:
        os.dup2(writer, 1)
        os._exit(_status_of(words))
    os.close(writer)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader) as said:
        text = said.read()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    answer = {} if killed else json.loads(text) if text else {"error": "it broke down"}
    return {"killed": killed, "seconds": time.monotonic() - began, "answer": answer}


def _status_of(words: list[str]) -> int:
    try:
        return wms.run(words)
    finally:
        sys.stdout.flush()


if __name__ == "__main__":
    main()
