"""The real terminal without its clock, for counting bytes."""

import os
import sys
from pathlib import Path

from screens.line.environment import prepare


def main(path: str, badge: str) -> int:
    """Open a warehouse and draw its terminal until the line ends."""
    profile = prepare(os.environ)
    # Textual reads its settings when it is imported, so they are made first.
    from screens.app import WmsApp
    from wms_tui.storage.connection import open_database
    from wms_tui.tasks.session import Session

    open_database(Path(path), by=badge)
    return WmsApp(Session(badge, "BENCH"), profile=profile).run_on_line()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
