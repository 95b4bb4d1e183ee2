"""A clerk at a terminal that is killed at any moment: receives lot after lot, going by what the screen says.

The first argument is the warehouse, the second the last lot that is to come.
"""

import re
import sys
from pathlib import Path

from tests.tasks.clerk import Clerk
from tests.tasks.dairy import label
from wms_tui.storage import connection
from wms_tui.tasks.session import Session


def next_lot(clerk: Clerk) -> int:
    """Return which lot to take in hand: the one behind the last that the screen says was saved."""
    saved = re.search(r"received 1 CS L(\d+)", clerk.prompt.saved)
    return int(saved[1]) + 1 if saved else 1


def main() -> None:
    path, last = Path(sys.argv[1]), int(sys.argv[2])
    connection.open_database(path, terminal="GUN1", by="U07")
    clerk = Clerk(Session(by="U07", terminal_name="GUN1"))
    print("ready", flush=True)
    if clerk.prompt.title == "HOME":
        clerk.scan("%RECEIVE")
    while (number := next_lot(clerk)) <= last:
        if not clerk.fact("LOT"):
            clerk.scan(label(f"L{number}"))
        if clerk.prompt.question.startswith("EXPIRY"):
            clerk.enter()
        clerk.enter("1")
    print("done", flush=True)


if __name__ == "__main__":
    main()
