"""Other processes at the same warehouse: ``python -m tests.processes WORK FILE NUMBER SECONDS``.

One process reads the program in and forks so many workers, which begin at one signal. Each says on a line of its
own what it was answered, in one write, after the answer: what it said is true even if it is killed then.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wms_tui import clock
from wms_tui.errors import WmsError
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.move import MoveStock, move
from wms_tui.storage.connection import open_database, transaction

ROOT = Path(__file__).parent.parent
BETWEEN = ("A-01", "A-02")


def crowd(work: str, path: Path, number: int, seconds: float) -> list[dict[str, Any]]:
    """Let so many processes work at a warehouse, and return what they were answered."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.processes", work, str(path), str(number), str(seconds)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert ended.stderr == ""
    return [json.loads(line) for line in ended.stdout.splitlines()]


def say(**what: object) -> None:
    os.write(1, (json.dumps(what) + "\n").encode())


def carry(worker: str, seconds: float) -> None:
    """Carry single units to and fro for some seconds; one key in ten is sent twice."""
    chance, number, ends = random.Random(worker), 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        number += 1
        source, target = BETWEEN if number % 2 else BETWEEN[::-1]
        key = f"{worker}-{number}"
        for _ in range(chance.choice((1,) * 9 + (2,))):
            began = time.monotonic()
            answer: dict[str, object] = {"key": key}
            try:
                answer["entry"] = move(
                    MoveStock("MILK", "L1", 1, source, target), by="ANNA", at=clock.now(), key=key
                ).entry
            except WmsError as error:
                answer["error"] = error.code
            say(worker=worker, wait=time.monotonic() - began, **answer)


def reserve(worker: str, _seconds: float) -> None:
    """Keep stock for an order of one's own."""
    try:
        allocate(Allocate((f"O{worker}",)), by="ANNA", at=clock.now(), key=f"keep-{worker}")
        say(worker=worker, kept=True)
    except WmsError as error:
        say(worker=worker, kept=False, error=error.code)


def hold(worker: str, seconds: float) -> None:
    """Take the turn to write, and keep it."""
    with transaction():
        say(worker=worker, pid=os.getpid())
        time.sleep(seconds)


WORK: dict[str, Callable[[str, float], None]] = {"carry": carry, "reserve": reserve, "hold": hold}


class Crowd:
    """Workers that were forked, and how to begin and end them."""

    def __init__(self, work: str, path: Path, seconds: float) -> None:
        self.work, self.path, self.seconds = WORK[work], path, seconds
        self.ready, self.go = os.pipe(), os.pipe()
        self.workers: list[int] = []
        self.forked = 0

    def fork(self) -> None:
        self.forked += 1
        child = os.fork()
        if child:
            self.workers.append(child)
            return
        try:
            open_database(self.path, terminal="T", by=f"W{self.forked}")
            os.write(self.ready[1], b"r")
            os.read(self.go[0], 1)
            self.work(str(self.forked), self.seconds)
        finally:
            os._exit(0)

    def begin(self, number: int) -> None:
        for _ in range(number):
            self.fork()
        for _ in range(number):
            os.read(self.ready[0], 1)
        os.write(self.go[1], b"g" * number)

    def kill_some(self) -> None:
        """Kill workers at random moments, each at once followed by another."""
        chance, ends = random.Random(1), time.monotonic() + self.seconds
        while time.monotonic() < ends:
            time.sleep(chance.uniform(0, 0.06))
            gone = self.workers.pop(chance.randrange(len(self.workers)))
            os.kill(gone, signal.SIGKILL)
            os.waitpid(gone, 0)
            self.fork()
            os.read(self.ready[0], 1)
            os.write(self.go[1], b"g")

    def end(self) -> None:
        for one in self.workers:
            os.waitpid(one, 0)


def main(work: str, path: str, number: str, seconds: str) -> None:
    crowd = Crowd(work.removesuffix("-killed"), Path(path), float(seconds))
    crowd.begin(int(number))
    if work.endswith("-killed"):
        crowd.kill_some()
    crowd.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
