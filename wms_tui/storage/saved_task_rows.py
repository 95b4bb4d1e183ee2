"""Writing how far a person's task is."""

from datetime import datetime

from wms_tui.storage.statements import add, change, moment_text


def write_saved_task(by: str, state: str, at: datetime) -> None:
    """Write the state of the task of a badge, the first or another one."""
    if not change("UPDATE savedtask SET state = ?, saved_at = ? WHERE by = ?", state, moment_text(at), by):
        add("INSERT INTO savedtask (by, state, saved_at) VALUES (?, ?, ?)", by, state, moment_text(at))
