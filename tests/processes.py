"""Other processes at the same warehouse: ``python -m tests.processes WORK FILE NUMBER SECONDS``.

One process reads the program in and forks so many workers, which begin at one signal. Each says on a line of its
own what it was answered, in one write, after the answer: what it said is true even if it is killed then.
"""

import itertools
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
from wms_tui.operations.begin_count import BeginBin, begin_bin
from wms_tui.operations.book_reply import BookReply, LotAnswer, book_reply
from wms_tui.operations.close_count import CancelCount, CloseCount, cancel_count, close_count
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.make_run import MakeRun, make_run
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.plan_count import PlanCount, plan_count
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.record_count import RecordCount, record_count
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.queries.counts import balance_of
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import the_bin
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


GO_ON = ("accept-counting",)
REALLY_THERE = {"A-03": ("RICE", "R1", 47)}
"""What a bin has that nobody goes to; in all others there is what the books say."""


def work_around(worker: str, seconds: float) -> None:
    """Put single units away into the first bin, pick them from the second, and carry them to and fro."""
    chance, number, ends = random.Random(worker), 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        number += 1
        kind = chance.choice(("putaway", "pick", "carry", "carry back"))
        verb, slip = {
            "putaway": (put_away, PutAway("MILK", "L1", 1, target="A-01", accept=GO_ON)),
            "pick": (pick, Pick(f"O{worker}", 1, "A-02", "L1", 1, accept=GO_ON)),
            "carry": (move, MoveStock("MILK", "L1", 1, "A-01", "A-02", accept=GO_ON)),
            "carry back": (move, MoveStock("MILK", "L1", 1, "A-02", "A-01", accept=GO_ON)),
        }[kind]
        told: dict[str, object] = {"kind": kind, "key": f"{worker}-{number}"}
        try:
            told["entry"] = verb(slip, by=f"W{worker}", at=clock.now(), key=told["key"]).entry  # type: ignore[operator]
        except WmsError as error:
            told["error"] = error.code
        say(worker=worker, **told)
        time.sleep(0.002)


def count_bins(worker: str, seconds: float) -> None:
    """Count all bins again and again: two badges in turn until they agree, and close."""
    chance, ends = random.Random(worker), time.monotonic() + seconds
    keys = (f"count-{worker}-{number}" for number in itertools.count())

    def act(verb: Callable[..., Any], slip: object, by: str) -> Any:
        return verb(slip, by=by, at=clock.now(), key=next(keys))

    def look(count: str, bin: str, by: str) -> str:
        act(begin_bin, BeginBin(count, bin, accept=GO_ON), by)
        item, lot, there = REALLY_THERE.get(bin) or ("MILK", "L1", there_now("MILK", "L1", bin))
        time.sleep(chance.choice((0, 0, 0.004, 0.01)))
        told = act(record_count, RecordCount(there, count, bin, item, lot), by)
        return "moved" if told.moved else told.state

    while time.monotonic() < ends:
        count = act(plan_count, PlanCount(bins=(*BETWEEN, "A-03"), tolerance_units=50), f"C{worker}").count
        states = {bin: look(count, bin, f"C{worker}") for bin in (*BETWEEN, "A-03")}
        for turn in range(6):
            say(worker=worker, states=list(states.values()))
            again = [bin for bin, state in states.items() if state != "agreed"]
            states = {bin: look(count, bin, f"{'DE'[turn % 2]}{worker}") for bin in again}
        closed = act(close_count, CloseCount(count), f"C{worker}")
        say(worker=worker, states=[line.state for line in closed.lines])
        if closed.state == "open":
            act(cancel_count, CancelCount(count), f"C{worker}")


def there_now(item: str, lot: str, bin: str) -> int:
    """Return how much a counter sees at this moment."""
    return balance_of(the_lot(the_item(item), lot).id, the_bin(bin).id)


def count_amid_work(worker: str, seconds: float) -> None:
    """Let every fourth worker count, and the others work around them."""
    (count_bins if int(worker) % 4 == 0 else work_around)(worker, seconds)


def make_goods(worker: str, seconds: float) -> None:
    """Make cheese of milk, a unit of one and a unit of the other; one key in ten is sent twice."""
    chance, number, ends = random.Random(worker), 0, time.monotonic() + seconds
    born = f"{worker}-{os.getpid()}"
    while time.monotonic() < ends:
        number += 1
        key = f"{born}-{number}"
        slip = MakeRun(
            f"B{key}", (Ingredient("MILK", "L1", 1, "A-01"),), (Product("CHEESE", 1, f"C{worker}"),), target="A-02"
        )  # fmt: skip
        for _ in range(chance.choice((1,) * 9 + (2,))):
            _tell(worker, key, make_run, slip)


def pick_amid_a_recall(worker: str, seconds: float) -> None:
    """Pick single units of an order of one's own; the first worker holds the recall in the middle of it."""
    if worker == "1":
        time.sleep(seconds / 2)
        _tell(worker, "recall", hold_recall, HoldRecall("R7"))
        return
    number, ends = 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        number += 1
        _tell(worker, f"{worker}-{number}", pick, Pick(f"O{worker}", 1, "A-01", "L1", 1))


def tell_replies(worker: str, seconds: float) -> None:
    """Book what a customer says, again and again; the last answer counts."""
    number, ends, born = 0, time.monotonic() + seconds, f"{worker}-{os.getpid()}"
    customer = ("SHOP", "CAFE")[int(worker) % 2]
    while time.monotonic() < ends:
        number += 1
        answer = LotAnswer("MILK:L1", on_hand=number % 10, returned=0, destroyed=0, used=0)
        slip = BookReply("R7", customer, (answer,), accept=("accept-more", "accept-less"))
        _tell(worker, f"{born}-{number}", book_reply, slip)


def _tell(worker: str, key: str, verb: Callable[..., Any], slip: object) -> None:
    """Do something and say what it was answered."""
    told: dict[str, object] = {"key": key}
    try:
        told["entry"] = verb(slip, by=f"W{worker}", at=clock.now(), key=key).entry
    except WmsError as error:
        told["error"] = error.code
    say(worker=worker, **told)


WORK: dict[str, Callable[[str, float], None]] = {
    "carry": carry,
    "reserve": reserve,
    "hold": hold,
    "count": count_amid_work,
    "make": make_goods,
    "pick-amid-a-recall": pick_amid_a_recall,
    "reply": tell_replies,
}


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
