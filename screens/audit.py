"""The desk screens ``audit`` and ``entry``: who did what, when and why, with old values and new; one entry whole."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from screens.desk import DeskScreen
from screens.desk_line import Question
from screens.file_desk import FileDesk
from screens.fixed_rows import FixedRows
from screens.keyed_rows import KeyedRows
from screens.lines import Look
from screens.printing import print_audit
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.wording import clock_time
from wms_tui.domain.audit import AuditRow, change_words, in_short, read_asked, signed_words
from wms_tui.domain.codes import excerpt
from wms_tui.errors import BadInput, NotFound
from wms_tui.operations.review_audit import ReviewAudit, review_audit
from wms_tui.queries.audit import audit_page, kind_is_there, reviews, the_audit_row
from wms_tui.tasks.prompt import Feedback, Key, Outcome


class Trail(KeyedRows):
    """The entries of the trail, the newest first."""

    columns = (
        Column("entry", "ENTRY", 6, 2, right=True, sortable=False),
        Column("when", "WRITTEN", 13, 4, sortable=False),
        Column("by", "BY", 7, 1, sortable=False),
        Column("kind", "ACT", 12, 1, sortable=False),
        Column("about", "ABOUT", 10, 5, sortable=False),
        Column("what", "WHAT", 8, 3, grows=True, sortable=False),
    )

    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return entries from one on, nearest first; what is typed narrows them as ``domain.audit`` reads it."""
        try:
            asked = read_asked(search)
        except BadInput:
            # A day that is half typed asks for nothing yet.
            return []
        found = audit_page(asked, beside=beside, limit=limit, backwards=backwards)
        return [Row(key, _cells(one, asked.of), _look(one), one) for key, one in found]


def _look(one: AuditRow) -> Look:
    return Look.BIG if one.changes or one.signed else Look.NORMAL


def _cells(one: AuditRow, of: str) -> tuple[str, ...]:
    kind = f"{one.kind} late" if one.late else one.kind
    return (str(one.entry), clock_time(one.recorded_at), one.by, kind, one.reference, in_short(one, of))


class AuditScreen(DeskScreen):
    """The audit trail; what is typed narrows it, ENTER opens an entry, F6 keeps that it was looked through."""

    own_keys = (Key("f5", "Print", "PROBLEM"), Key("f6", "Review", "DONE"), Key("f4", "Reviews", "LIST"))
    own_help = {
        "PROBLEM": "Print what is asked for, with signatures and the chain checked",
        "DONE": "Keep that you looked through what is asked for, with a note",
        "LIST": "Show the last reviews",
    }
    words = (
        "Type by:BADGE, kind:ACT, of:CODE or of:ITEM:LOT, at:TERMINAL, from:DAY, to:DAY, late, changes, signed.",
        "undone shows what was taken back. Another word is looked for in badges, names, acts, reasons, codes and lots.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show the newest entries."""
        self._sitting = sitting
        super().__init__("AUDIT", Trail())

    def empty(self) -> str:
        """Return what is said where nothing is shown: that nothing is like that, or what cannot be read of it."""
        try:
            asked = read_asked(self.rows.window.search)
        except BadInput as refusal:
            return f"{refusal.message} {refusal.hint}"
        if asked.kind and not kind_is_there(asked.kind):
            return f"No act is called {excerpt(asked.kind)}"
        return super().empty()

    def detail(self, row: Row) -> str:
        """Return who did it, why, where, and what was signed."""
        one: AuditRow = row.about
        written = one.recorded_at.astimezone()
        parts = [
            f"{written:%Y-%m-%d %H:%M:%S} {one.by} {one.name}".strip(),
            f"at {one.terminal}" if one.terminal else "", f"because {one.reason}" if one.reason else "", in_short(one),
            "SIGNED" if one.signatures else "", "APPROVED" if one.approvals else "",
            f"undone by {one.undone_by}" if one.undone_by else "",
        ]  # fmt: skip
        return "  ".join(part for part in parts if part)

    def target(self, row: Row) -> str:
        """Return the address of the entry, whole."""
        return f"entry:{row.about.entry}"

    def command(self, command: str) -> Feedback | None:
        """Print, show the last reviews, or keep one."""
        if command == "LIST":
            return self._tell_reviews()
        asked = read_asked(self.rows.window.search)
        if command == "PROBLEM":
            path = print_audit(asked, self._sitting)
            return Feedback(Outcome.OK, f"Printed {path.name}", f"in {path.parent}")
        newest = audit_page(asked, limit=1)
        if not newest:
            return Feedback(Outcome.REFUSED, "There is nothing to review", "Ask for less")
        last = newest[0][0]
        what = str(asked) or "EVERYTHING"
        self.ask(
            Question(f"WHAT DO YOU SAY OF {excerpt(what, 30)}", "NOTE", lambda note: self._keep(note, str(asked), last))
        )
        return Feedback(Outcome.ASK, f"A review of {what} up to entry {last}", "For example: nothing odd")

    def _keep(self, note: str, asked: str, last: int) -> Feedback:
        done = self._sitting.do(review_audit, ReviewAudit(note, asked, last))
        entries = "1 entry" if done.entries == 1 else f"{done.entries} entries"
        return Feedback(Outcome.OK, f"Review kept: {entries}", f"{done.first} to {done.last}")

    def _tell_reviews(self) -> Feedback:
        found = reviews(limit=3)
        if not found:
            return Feedback(Outcome.OK, "Nobody has reviewed the trail yet")
        told = [
            f"{clock_time(one.at)} {one.by} {one.asked or 'everything'} {one.first}-{one.last}: {excerpt(one.note, 40)}"
            for one in found
        ]
        return Feedback(Outcome.OK, "The last reviews", "  ".join(told))


class EntryScreen(FileDesk):
    """One entry of the trail, line by line."""

    columns = (
        Column("what", "WHAT", 10, 2, sortable=False),
        Column("says", "SAYS", 12, 1, grows=True, sortable=False),
    )
    words = ("All that an entry says: who, when, why, where, what it changed, and who signed it.",)

    def __init__(self, sitting: Sitting) -> None:
        """Show no entry yet."""
        self._sitting = sitting
        super().__init__("ENTRY", FixedRows(self.columns))

    def read(self) -> None:
        """Read the entry that the address names.

        Raises:
            NotFound: ``unknown-entry``.
        """
        if not self.subject.isdecimal():
            raise NotFound("unknown-entry", f"There is no entry {excerpt(self.subject)}.", "See the audit trail.")
        one = the_audit_row(int(self.subject))
        self.heading, self.corner = f"ENTRY {one.entry} {one.kind}", one.by
        self.rows.use(FixedRows(self.columns, [Row(place, cells) for place, cells in enumerate(_lines(one))]))

    def detail(self, row: Row) -> str:
        """Return the line whole."""
        return f"{row.cells[0]}: {row.cells[1]}"


def _lines(one: AuditRow) -> Iterator[tuple[str, str]]:
    yield "by", f"{one.by} {one.name}".strip()
    yield "happened", _moment(one.at)
    yield "written", f"{_moment(one.recorded_at)}{' LATE' if one.late else ''}"
    facts = {
        "at": one.terminal, "why": one.reason, "about": one.reference, "partner": one.partner,
        "takes back": one.undoes and f"entry {one.undoes}", "undone by": one.undone_by and f"entry {one.undone_by}",
    }  # fmt: skip
    yield from ((name, str(value)) for name, value in facts.items() if value)
    yield from (("changed", change_words(each)) for each in one.changes)
    yield from (("goods" if each.item else "did", str(each)) for each in one.happened)
    if one.more:
        yield "goods", f"and {one.more} more moves and states"
    yield from (("approved", signed_words(each)) for each in one.approvals)
    yield from (("signed", signed_words(each)) for each in one.signatures)
    yield "digest", one.digest
    yield "key", one.key


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S %z}"
