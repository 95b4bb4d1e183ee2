"""Opening the terminal: the one place where the screens, the warehouse and the person come together."""

import os
import sys
from pathlib import Path

from screens.line.environment import LineProfile, prepare
from wms_tui import clock
from wms_tui.errors import Refused
from wms_tui.settings import data_folder
from wms_tui.storage.connection import close_database, open_database


def open_terminal(path: Path, *, by: str, terminal: str = "") -> int:
    """Work at the terminal on the warehouse in a file, until the person leaves; return the exit status.

    ``by`` is the badge of who signs in, ``terminal`` the name of the device. The status is that of
    ``LineApp.run_on_line``.

    Raises:
        Refused: ``no-terminal`` where there is none; what ``open_database`` refuses.
        Unavailable: where the warehouse cannot be read or is busy.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("no-terminal", "This needs a terminal.", "Use a command, or ssh -t.")
    # Textual reads the environment as it is imported; so it is cleaned before.
    profile = prepare(os.environ)
    open_database(path, terminal=terminal, by=by)
    try:
        return _run(by, terminal, profile)
    finally:
        close_database()


def _run(by: str, terminal: str, profile: LineProfile) -> int:
    # These import Textual, which must not happen before ``prepare``.
    from screens.app import WmsApp
    from screens.house_desks import house_desks
    from screens.sitting import Sitting
    from wms_tui.tasks.notices import Notices
    from wms_tui.tasks.session import Session

    session = Session(by, terminal)
    folder = data_folder()
    sitting = Sitting(lambda: session.who, clock.now, folder / "spool")
    notices = Notices()
    app = WmsApp(
        session, house_desks(sitting), clock=clock.now, notices=lambda: notices.look(session.who, clock.now()),
        profile=profile, incident_folder=folder / "incidents",
    )  # fmt: skip
    return app.run_on_line()
