# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about the tasks people have begun."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wms_tui.storage.statements import Row, moment, moment_text, row, rows

_ONE = "SELECT by, state, saved_at FROM savedtask WHERE by = ?"
_SINCE = "SELECT by, state, saved_at FROM savedtask WHERE saved_at >= ? ORDER BY saved_at DESC"
_BEFORE = "SELECT by, state, saved_at FROM savedtask WHERE saved_at < ? ORDER BY saved_at"


@dataclass(frozen=True, slots=True)
class Saved:
    """How far the task of a badge is, and which terminal has it."""

    by: str
    holder: str
    state: dict[str, Any]
    at: datetime

    @property
    def begun(self) -> str:
        """What is begun and not done, as its kind: ``pick``; empty at home."""
        return str(self.state.get("task", ""))


def _saved(found: Row) -> Saved:
    kept = json.loads(found[1])
    return Saved(found[0], kept["holder"], kept["state"], moment(found[2]))


def saved_task(by: str) -> Saved | None:
    """Return what was last saved for a badge, or None."""
    found = row(_ONE, by)
    return _saved(found) if found else None


def tasks_since(at: datetime) -> list[Saved]:
    """Return the tasks that were saved since a moment, the latest first."""
    return [_saved(found) for found in rows(_SINCE, moment_text(at))]


def tasks_before(at: datetime) -> list[Saved]:
    """Return the tasks that have not been saved since a moment, the oldest first."""
    return [_saved(found) for found in rows(_BEFORE, moment_text(at))]
