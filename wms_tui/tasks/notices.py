"""How many things need the person at this terminal, kept up to date while others work.

Each source of alerts is asked again only where somebody has written since, and no more often than a person could act
on it; while nobody writes, it is asked now and then, for what comes true by the clock alone. Sources that concern
other roles are not asked at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import perf_counter

from wms_tui.domain.alerts import Cause, Severity, concerning
from wms_tui.domain.rights import Role
from wms_tui.errors import WmsError
from wms_tui.queries.alerts import SOURCES, Source
from wms_tui.queries.changes import version
from wms_tui.queries.people import standing

AT_MOST_EVERY = timedelta(seconds=5)
AT_LEAST_EVERY = timedelta(minutes=5)
PATIENCE = 1000
"""A look is followed by a thousand times its length of peace: thirty terminals that look cost next to nothing."""


@dataclass(slots=True)
class _Look:
    """What a source gave when it was asked last, and when it may be asked again."""

    found: list[Cause] = field(default_factory=list)
    at: datetime | None = None
    peace: timedelta = AT_MOST_EVERY
    version: int = 0

    def is_due(self, now: datetime, written: int) -> bool:
        """Return whether the source is to be asked; ``written`` is another number once somebody has written."""
        if self.at is None:
            return True
        since = now - self.at
        return since >= self.peace and (since >= AT_LEAST_EVERY or written != self.version)

    def ask(self, source: Source, now: datetime, written: int) -> None:
        """Ask the source, and note what it cost."""
        begin = perf_counter()
        self.found, self.at, self.version = list(source.find(now)), now, written
        took = timedelta(seconds=perf_counter() - begin)
        self.peace = min(max(AT_MOST_EVERY, took * PATIENCE), AT_LEAST_EVERY)


class Notices:
    """What stands in the first line: ``!3`` for three things, one of which is urgent, ``3`` where none is."""

    def __init__(self) -> None:
        """Know of nothing yet."""
        self._looks = [(source, _Look()) for source in SOURCES]
        self._who = ""
        self._roles: frozenset[Role] | None = None
        self._next: datetime | None = None
        self._words = ""

    def look(self, who: str, now: datetime) -> str:
        """Return what to show to somebody at a moment; empty where nothing needs them."""
        if who == self._who and self._next is not None and now < self._next:
            return self._words
        try:
            if who != self._who:
                self._who, self._roles = who, _roles(who)
            self._ask(now)
        except WmsError:
            # A warehouse that is away says so at the next answer; the first line is no place for it.
            self._next = now + AT_MOST_EVERY
        return self._words

    def _ask(self, now: datetime) -> None:
        mine = [(source, look) for source, look in self._looks if self._who and source.concerns(self._roles)]
        written = version()
        for source, look in mine:
            if look.is_due(now, written):
                look.ask(source, now, written)
        self._next = now + AT_MOST_EVERY
        self._words = _words(concerning((one for _, look in mine for one in look.found), self._roles))


def _words(causes: Iterable[Cause]) -> str:
    found = list(causes)
    if not found:
        return ""
    return f"!{len(found)}" if any(one.severity is Severity.URGENT for one in found) else str(len(found))


def _roles(who: str) -> frozenset[Role] | None:
    """Return what somebody is here for; None, for everything, while nobody has been added."""
    person = standing(who) if who else None
    return person.roles if person else None
