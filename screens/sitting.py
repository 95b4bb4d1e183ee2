"""Who sits at the terminal, and how a desk screen does something for them: once, whatever the line does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from wms_tui.errors import Refused
from wms_tui.operations.acting import Done, Operation

Result = TypeVar("Result", bound=Done)


@dataclass(slots=True)
class Sitting:
    """The person, the clock, and the folder in which papers are put down."""

    who: Callable[[], str]
    now: Callable[[], datetime]
    spool: Path
    _asked: tuple[Any, Any] | None = field(default=None, init=False)
    _key: str = field(default="", init=False)
    _at: datetime | None = field(default=None, init=False)

    def today(self) -> date:
        """Return the day it is at the warehouse."""
        return self.now().date()

    def do(self, verb: Operation[Any, Result], slip: object) -> Result:
        """Do something now, by who sits here.

        The key is made when it is first asked for. Where the database was away, asking for the same again
        sends the same key, so that it happens once.
        """
        if self._asked != (verb, slip) or self._at is None:
            self._asked, self._key, self._at = (verb, slip), uuid4().hex, self.now()
        try:
            result = verb(slip, by=self.who(), at=self._at, key=self._key)
        except Refused:
            self._asked = None
            raise
        self._asked = None
        return result
