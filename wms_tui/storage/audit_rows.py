"""Writing the audit trail; inside an operation only."""

from collections.abc import Iterable

from wms_tui.domain.audit import FieldChange
from wms_tui.storage.statements import add, add_all

_CHANGE = "INSERT INTO masterchange (entry_id, thing, code, field, before, after) VALUES (?, ?, ?, ?, ?, ?)"
_REVIEW = """
INSERT INTO auditreview (entry_id, asked, first_entry, last_entry, entries, note, head) VALUES (?, ?, ?, ?, ?, ?, ?)
"""


def add_master_changes(entry: int, changes: Iterable[FieldChange]) -> None:
    """Write which fields an act changed, and what they were before."""
    add_all(_CHANGE, [(entry, one.thing, one.code, one.field, one.before, one.after) for one in changes])


def add_review(entry: int, *, asked: str, first: int, last: int, entries: int, note: str, head: str) -> None:
    """Write that somebody looked through the entries from one to another."""
    add(_REVIEW, entry, asked, first, last, entries, note, head)
