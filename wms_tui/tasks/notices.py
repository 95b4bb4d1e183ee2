"""How many things need the person at this terminal, kept up to date while others work.

The alerts are asked for again only where somebody has written since, and no more often than a person could act on
them; while nobody writes, they are asked for now and then, for what comes true by the clock alone.
"""

from datetime import datetime, timedelta
from time import perf_counter

from wms_tui.domain.alerts import Severity, concerning
from wms_tui.domain.rights import Role
from wms_tui.errors import WmsError
from wms_tui.queries.alerts import causes
from wms_tui.queries.changes import version
from wms_tui.queries.people import standing

AT_MOST_EVERY = timedelta(seconds=5)
PATIENCE = 1000
"""A look is followed by a thousand times its length of peace: thirty terminals that look cost next to nothing."""
AT_LEAST_EVERY = timedelta(minutes=5)


class Notices:
    """What stands in the first line: ``!3`` for three things, one of which is urgent, ``3`` where none is."""

    def __init__(self) -> None:
        """Know of nothing yet."""
        self._who = ""
        self._looked_at: datetime | None = None
        self._version = 0
        self._peace = AT_MOST_EVERY
        self.words = ""

    def look(self, who: str, now: datetime) -> str:
        """Return what to show to somebody at a moment; empty where nothing needs them."""
        if self._is_due(who, now):
            begin = perf_counter()
            self._who, self._looked_at, self._version = who, now, _version()
            self.words = _words(who, now)
            took = timedelta(seconds=perf_counter() - begin)
            self._peace = min(max(AT_MOST_EVERY, took * PATIENCE), AT_LEAST_EVERY)
        return self.words

    def _is_due(self, who: str, now: datetime) -> bool:
        if who != self._who or self._looked_at is None:
            return True
        since = now - self._looked_at
        if since < self._peace:
            return False
        return since >= AT_LEAST_EVERY or _version() != self._version


def _version() -> int:
    try:
        return version()
    except WmsError:
        # A warehouse that is away says so at the next answer; the first line is no place for it.
        return 0


def _words(who: str, now: datetime) -> str:
    if not who:
        return ""
    try:
        mine = concerning(causes(now), _roles(who))
    except WmsError:
        return ""
    if not mine:
        return ""
    return f"!{len(mine)}" if any(one.severity is Severity.URGENT for one in mine) else str(len(mine))


def _roles(who: str) -> frozenset[Role] | None:
    """Return what somebody is here for; None, for everything, while nobody has been added."""
    person = standing(who)
    return person.roles if person else None
