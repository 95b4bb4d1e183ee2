"""Desk screens that hold all of one thing, such as a lot, an order or a count: read whole, and read again."""

from abc import abstractmethod

from screens.desk import DeskScreen
from screens.fixed_rows import FixedRows
from wms_tui.queries.lots import lots_anywhere
from wms_tui.tasks.prompt import Feedback, Outcome


def go_to(text: str) -> Feedback:
    """Go to the one lot that bears a number, or to the stock that matches."""
    found = lots_anywhere(text)
    if len(found) == 1:
        return Feedback(Outcome.OK, "", opens=f"lot:{found[0].item}/{found[0].number}")
    return Feedback(Outcome.OK, "", opens=f"stock:{text}")


class FileDesk(DeskScreen):
    """A desk screen over a file that is read whole; what is scanned there goes elsewhere."""

    searches = False
    _found = False
    """Whether there was such a file when it was looked for."""

    @abstractmethod
    def read(self) -> None:
        """Read the file that the address names, and show it.

        Raises:
            NotFound: where there is no such thing any more.
        """

    def aim(self, subject: str) -> None:
        """Show the file that an address names, from the top; nothing of the one before stays in sight."""
        super().aim(subject)
        self.rows.use(FixedRows(self.rows.window.pages.columns))
        self._found = False
        self._guarded(self._look)

    def _look(self) -> None:
        self.read()
        self._found = True

    def reread(self) -> None:
        """Read the file again; the cursor stays on its line."""
        if self._found:
            place = self.rows.window.line
            self.read()
            self.rows.window.move(place)

    def scanned(self, text: str) -> Feedback:
        """Go to the lot that was scanned, or to the stock that matches."""
        return go_to(text)
