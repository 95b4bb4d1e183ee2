"""The desk screen ``people``: who has a badge, what for, and whether it is valid or locked."""

from typing import Any

from screens.desk import DeskScreen
from screens.keyed_rows import KeyedRows
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.wording import clock_time
from wms_tui.operations.change_person import ChangePerson, change_person
from wms_tui.queries.people import PersonRow, person_page
from wms_tui.tasks.prompt import Feedback, Key, Outcome


class People(KeyedRows):
    """Everybody with a badge, a row each, by badge."""

    order = "badge"
    columns = (
        Column("badge", "BADGE", 10, 1, sortable=False),
        Column("name", "NAME", 12, 3, grows=True, sortable=False),
        Column("roles", "ROLES", 16, 4, sortable=False),
        Column("state", "STATE", 9, 2, sortable=False),
        Column("pin", "PIN", 3, 5, sortable=False),
        Column("locked", "LOCKED UNTIL", 13, 6, sortable=False),
    )

    def __init__(self, sitting: Sitting) -> None:
        """Tell from the moment it is there what is locked still."""
        self._sitting = sitting

    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return people from a key on, nearest first."""
        found = person_page(search=search, beside=beside, limit=limit, backwards=backwards)
        return [Row(key, self._cells(one), about=one) for key, one in found]

    def locked(self, one: PersonRow) -> str:
        """Return until when a badge is locked; empty where it is not, or not any more."""
        still = one.locked_until is not None and one.locked_until > self._sitting.now()
        return clock_time(one.locked_until) if still and one.locked_until else ""

    def _cells(self, one: PersonRow) -> tuple[str, ...]:
        locked = self.locked(one)
        state = "NOT VALID" if not one.active else "LOCKED" if locked else "valid"
        return (one.badge, one.name, " ".join(one.roles), state, "yes" if one.pin else "-", locked)


class PeopleScreen(DeskScreen):
    """Everybody with a badge; a key takes a badge back, or makes it valid again."""

    own_keys = (Key("f5", "Valid?", "PROBLEM"),)
    own_help = {"PROBLEM": "Take the badge back, or make it valid again"}
    words = (
        "Type a part of a badge, a name or a role: the list narrows.",
        "wms person adds people, changes names and roles, and sets PINs. wms rights shows what each role may do.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show the people."""
        self._sitting = sitting
        self._people = People(sitting)
        super().__init__("PEOPLE", self._people)

    def empty(self) -> str:
        """Return what is said where there is nobody."""
        if self.rows.window.search:
            return super().empty()
        return "Nobody was added: every badge may do everything. wms person add ends that."

    def detail(self, row: Row) -> str:
        """Return all of a person."""
        one: PersonRow = row.about
        locked = self._people.locked(one)
        parts = [
            f"{one.badge} {one.name}".strip(), ", ".join(one.roles), "" if one.active else "badge NOT VALID",
            "has a PIN" if one.pin else "no PIN", f"{one.failures} wrong PINs" if one.failures else "",
            f"LOCKED until {locked}" if locked else "",
        ]  # fmt: skip
        return "  ".join(part for part in parts if part)

    def command(self, command: str) -> Feedback | None:
        """Ask whether the badge under the cursor is to be taken back, or made valid again."""
        row = self.rows.window.current
        if row is None:
            return None
        one: PersonRow = row.about
        what = "TAKE BACK" if one.active else "MAKE VALID"
        self.ask_whether(f"{what} {one.badge}", "1=YES", lambda: self._settle(one))
        return Feedback(Outcome.ASK, f"{what.capitalize()} the badge {one.badge}", "1 does it, F3 leaves it")

    def _settle(self, one: PersonRow) -> Feedback:
        done = self._sitting.do(change_person, ChangePerson(one.badge, active=not one.active))
        return Feedback(Outcome.OK, f"{done.badge} is {'valid again' if done.active else 'not valid any more'}")
