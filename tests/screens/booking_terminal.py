"""The booking session on a real terminal. The first argument names the file in which bookings are noted;
a second one lets the clock run.
"""

import os
import sys
from pathlib import Path

from screens.line.environment import prepare

PROFILE = prepare(os.environ)

from screens.app import WmsApp  # noqa: E402 - Textual is imported after the environment is prepared
from tests.screens.scripted import Booking  # noqa: E402
from tests.screens.shelf import ShelfScreen  # noqa: E402
from wms_tui import clock  # noqa: E402


def main() -> None:
    """Run until the terminal goes away, writing down every booking after each answer."""
    notes, *options = sys.argv[1:]

    class Noted(Booking):
        def answer(self, text: str):
            feedback = super().answer(text)
            Path(notes).write_text("".join(f"{item} {quantity}\n" for item, quantity in self.booked))
            return feedback

    app = WmsApp(Noted(), {"stock": ShelfScreen}, clock=clock.now if options else None, profile=PROFILE)
    sys.exit(app.run_on_line())


if __name__ == "__main__":
    main()
