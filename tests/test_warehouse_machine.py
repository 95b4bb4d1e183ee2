"""Everything that can be done, in any order, leaves the books right; and planted defects are found.

``tests/machine.py`` is the warehouse at work, ``tests/model.py`` the books as they must be, and
``tests/planted.py`` the defects. A machine that is mostly refused proves nothing, so successes are counted.
"""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.machine_base import SUCCESSES
from tests.planted import DEFECTS, run_machine
from wms_tui.storage import connection

ROOT = Path(__file__).parent.parent
VERBS = (
    "receive", "put away", "move", "move plate", "move bin", "adjust", "hold", "hold part", "hold bin", "release",
    "release bin", "add order", "allocate", "allocate at once", "unallocate", "pick", "pick as suggested", "unpick",
    "short pick", "ship", "return", "cancel order", "repeat", "count what is doubted",
    "plan count", "count", "recount", "close count", "approve count", "resolve count", "cancel count",
)  # fmt: skip
UNDONE = ("receive", "move", "adjust", "hold", "status", "pick", "ship", "return", "unpick", "hold bin")
MOST_ROUNDS = 8
"""A round takes a quarter of a minute; one or two are the rule."""
FULL = os.environ.get("WMS_TEST_SIZE") == "full"


@pytest.fixture(autouse=True)
def nothing_open() -> None:
    connection.close_database()
    SUCCESSES.clear()


def too_few(often: int, seldom: int) -> Counter[str]:
    """Return what was done less often than it must be to prove anything."""
    wanted = Counter(dict.fromkeys(VERBS, often) | {f"undo {kind}": seldom for kind in UNDONE})
    return wanted - SUCCESSES


def test_whatever_is_done_the_books_are_right() -> None:
    run_machine(60, 35, shrink=False, derandomize=True)
    for _ in range(MOST_ROUNDS):
        # What the fixed draws left out has its turn by chance.
        if too_few(1, 0):
            run_machine(30, 35, shrink=False, derandomize=False)

    assert too_few(1, 0) == Counter()
    assert SUCCESSES.total() > 500


@pytest.mark.long
def test_whatever_is_done_for_long_the_books_are_right() -> None:
    run_machine(2000 if FULL else 200, 60, shrink=True, derandomize=not FULL)
    for _ in range(MOST_ROUNDS):
        # Chance decides what is done: one round may release two lots and the next sixty.
        if too_few(10, 1):
            run_machine(200, 60, shrink=True, derandomize=False)

    assert too_few(10, 1) == Counter()


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found(defect: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.planted", defect], cwd=ROOT, capture_output=True, text=True, timeout=60
    )

    assert ended.returncode == 1, f"the machine did not find that {defect}"
    assert "AssertionError" in ended.stderr, ended.stderr[-2000:]
