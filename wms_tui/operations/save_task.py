"""Save task: keep how far a person is, so that the task goes on at any terminal.

This is no act upon stock and writes no entry: it is overwritten by the next step.
"""

import json
from collections.abc import Mapping
from typing import Any

from wms_tui import clock
from wms_tui.domain.codes import clean_code
from wms_tui.errors import Refused
from wms_tui.queries.saved_tasks import saved_task
from wms_tui.storage.connection import transaction
from wms_tui.storage.saved_task_rows import write_saved_task


def save_task(state: Mapping[str, Any], *, by: str, holder: str) -> None:
    """Keep the state of a badge's task; ``holder`` names the sitting that has it.

    Raises:
        Refused: ``taken-over`` where the badge has signed in elsewhere since.
        Unavailable: where the database is busy or away.
    """
    with transaction():
        before = saved_task(by)
        if before is not None and before.holder != holder:
            place = before.holder.rpartition("/")[0] or "another terminal"
            raise Refused("taken-over", f"{by} works at {place} now.", "Sign in here to take it back.", holder=place)
        _write(state, by, holder)


def take_up_task(*, by: str, holder: str) -> dict[str, Any] | None:
    """Return what was last saved for a badge, if anything, and let another sitting have it from now on.

    Raises:
        BadInput: ``bad-code`` where it cannot be a badge.
        Unavailable: where the database is busy or away.
    """
    badge = clean_code(by, "badge")
    with transaction():
        before = saved_task(badge)
        _write(before.state if before else {}, badge, holder)
    return before.state if before else None


def _write(state: Mapping[str, Any], by: str, holder: str) -> None:
    text = json.dumps({"holder": holder, "state": state}, ensure_ascii=False)
    write_saved_task(by, text, clock.now())
