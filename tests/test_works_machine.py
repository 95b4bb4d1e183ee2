"""Runs, splits, merges, shipments, returns, holds and recalls in any order: every lot's balance closes exactly.

``tests/machine.py`` is the house at work, ``tests/model_runs.py`` what came of which lot as it must be, and
``tests/planted.py`` the defects. A machine that is mostly refused proves nothing, so successes are counted.
"""

import os
import subprocess
import sys
from collections import Counter

import pytest

from tests.machine import Works
from tests.machine_base import SUCCESSES
from tests.planted import WORKS_DEFECTS, run_machine
from tests.source import ROOT
from wms_tui.storage import connection

FULL = os.environ.get("WMS_TEST_SIZE") == "full"
MOST_ROUNDS = 6


@pytest.fixture(autouse=True)
def nothing_open() -> None:
    connection.close_database()
    SUCCESSES.clear()


VERBS = (
    "open run", "consume", "produce", "give back", "scrap", "close run", "make", "split", "merge", "relabel",
    "destroy", "ship", "return", "hold", "release",
    "open recall", "hold recall", "widen recall", "narrow recall", "close recall", "ask of the past",
)  # fmt: skip
UNDONE = ("consume", "make", "relabel")
"""What is undone often enough to be asked for; the others are undone by chance, and by tests of their own."""


def too_few(often: int, seldom: int) -> Counter[str]:
    """Return what was done less often than it must be to prove anything."""
    wanted = Counter(dict.fromkeys(VERBS, often) | {f"undo {kind}": seldom for kind in UNDONE})
    return wanted - SUCCESSES


def test_whatever_is_made_of_what_every_balance_closes() -> None:
    run_machine(30, 50, shrink=False, derandomize=True, machine=Works)
    for _ in range(MOST_ROUNDS):
        # What the fixed draws left out has its turn by chance.
        if too_few(1, 0):
            run_machine(15, 50, shrink=False, derandomize=False, machine=Works)

    assert too_few(1, 0) == Counter()
    assert SUCCESSES.total() > 300


@pytest.mark.long
def test_whatever_is_made_of_what_for_long_every_balance_closes() -> None:
    run_machine(1000 if FULL else 50, 80, shrink=FULL, derandomize=not FULL, machine=Works)
    for _ in range(MOST_ROUNDS):
        if too_few(5, 1):
            run_machine(50, 80, shrink=FULL, derandomize=False, machine=Works)

    assert too_few(5, 1) == Counter()


@pytest.mark.parametrize("defect", WORKS_DEFECTS)
def test_a_planted_leak_is_found(defect: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.planted", defect], cwd=ROOT, capture_output=True, text=True, timeout=240
    )

    assert ended.returncode == 1, f"the machine did not find that {defect}"
    assert "AssertionError" in ended.stderr, ended.stderr[-2000:]
