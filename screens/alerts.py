"""The desk screen ``alerts``: what needs a person now, the gravest first, and the screen on which it is put right."""

from screens.file_desk import FileDesk
from screens.fixed_rows import FixedRows
from screens.lines import Look
from screens.row_window import Column, Row
from screens.sitting import Sitting
from wms_tui.domain.alerts import Cause, Severity, concerning
from wms_tui.queries.alerts import causes
from wms_tui.queries.people import standing

_COLUMNS = (
    Column("severity", "", 2, 1),
    Column("what", "WHAT", 12, 1, grows=True),
    Column("kind", "KIND", 14, 3),
)
_SIGNS = {Severity.URGENT: "!!", Severity.WARNING: "!", Severity.INFO: ""}
"""How grave it is, never by colour alone."""


class AlertsScreen(FileDesk):
    """Every alert that concerns who sits here; ENTER opens where it is put right."""

    words = (
        "What needs somebody now: !! today, ! this week. The line below the list says what to do.",
        "The list is asked of the books each time it is shown; what is done is gone from it.",
        "The number in the first line of the task screen counts what stands here: !3 where one of three is urgent.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show what concerns who sits there."""
        self._sitting = sitting
        super().__init__("ALERTS", FixedRows(_COLUMNS))

    def read(self) -> None:
        """Ask what is so now."""
        person = standing(self._sitting.who())
        found = concerning(causes(self._sitting.now()), person.roles if person else None)
        self.rows.use(FixedRows(_COLUMNS, [_row(place, one) for place, one in enumerate(found)]))

    def empty(self) -> str:
        """Return what is said where nothing is to be done."""
        return "Nothing needs you now"

    def detail(self, row: Row) -> str:
        """Return what is so, whole, and what to do."""
        one: Cause = row.about
        return f"{one.what}. {one.do}."

    def target(self, row: Row) -> str:
        """Return the address of the screen on which it is put right."""
        one: Cause = row.about
        return one.opens


def _row(place: int, one: Cause) -> Row:
    look = Look.REFUSED if one.severity is Severity.URGENT else Look.NORMAL
    return Row(place, (_SIGNS[one.severity], one.what, one.kind), look, about=one)
