"""A terminal that dies at any moment loses nothing and books nothing twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from tests.tasks.dairy import a_dairy
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage import connection
from wms_tui.storage.statements import rows

LOTS = 400
SECONDS = 3.0
PATIENCE = 30.0
"""So long it may take until two were killed in the middle: a busy machine starts them slowly."""


def test_kill_9_at_random_moments_books_every_lot_once_and_leaves_none_out(warehouse: Path):
    a_dairy()
    connection.close_database()
    choose, kills = Random(7), 0
    began = time.monotonic()
    while (passed := time.monotonic() - began) < SECONDS or (kills < 2 and passed < PATIENCE):
        terminal = _start(warehouse, LOTS)
        time.sleep(choose.uniform(0.0, 0.4))
        if terminal.poll() is None:
            os.kill(terminal.pid, signal.SIGKILL)
            kills += 1
        terminal.communicate()
    connection.open_database(warehouse, terminal="GUN2", by="U07")
    booked = _booked()
    connection.close_database()
    last = _start(warehouse, len(booked) + 3)
    out, _ = last.communicate(timeout=30)
    assert "done" in out or len(booked) >= LOTS
    connection.open_database(warehouse, terminal="GUN2", by="U07")
    assert kills >= 2
    assert booked == [f"L{number}" for number in range(1, len(booked) + 1)]
    assert _booked()[: len(booked) + 3] == [f"L{number}" for number in range(1, len(booked) + 4)]
    assert {one.quantity for one in stock(StockFilter())} == {6}


def _start(path: Path, last: int) -> subprocess.Popen[str]:
    """Start a terminal and wait until it is at work."""
    terminal = subprocess.Popen(
        [sys.executable, "-m", "tests.tasks.receiving_terminal", str(path), str(last)],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert terminal.stdout is not None
    terminal.stdout.readline()
    return terminal


def _booked() -> list[str]:
    """Return the lots that were received, once for each time, in order."""
    return [number for (number,) in rows("SELECT lot.number FROM move JOIN lot ON lot.id = lot_id ORDER BY move.id")]
