"""Who sits at the terminal, and how a desk screen does something for them: once, whatever the line does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from wms_tui.errors import Refused
from wms_tui.operations.acting import Done, Operation
from wms_tui.operations.vouch import Vouch, sign, vouch
from wms_tui.tasks.overriding import asks_for_second
from wms_tui.tasks.signing import asks_for_signature

Result = TypeVar("Result", bound=Done)


class NeedsSecond(Refused):
    """Who sits here may not do it alone: a second person who may can stand by it, and then it is done again."""

    def __init__(self, refusal: Refused, doer: str, vouches: Callable[[str, str, str], str]) -> None:
        """Say what is refused, to whom, and how somebody vouches: with a badge, a PIN and a reason."""
        super().__init__(refusal.code, refusal.message, refusal.hint, **refusal.details)
        self.doer = doer
        self.approve = vouches

    @property
    def right(self) -> str:
        """What a second person has to have."""
        return str(self.details["right"])


class NeedsSignature(Refused):
    """The house wants it signed: the PIN of who sits here, and then it is done again."""

    def __init__(self, refusal: Refused, doer: str, signs: Callable[[str], str]) -> None:
        """Say what is to be signed, by whom, and how: with their PIN."""
        super().__init__(refusal.code, refusal.message, refusal.hint, **refusal.details)
        self.doer = doer
        self.sign = signs


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
        sends the same key, so that it happens once; so it does where a second person is to stand by it.

        Raises:
            NeedsSecond: where another person could do it.
            NeedsSignature: where the house wants it signed.
            Refused: for everything else that is refused.
        """
        if self._asked != (verb, slip):
            self._asked, self._key, self._at = (verb, slip), uuid4().hex, None
        self._at = self._at or self.now()
        try:
            result = verb(slip, by=self.who(), at=self._at, key=self._key)
        except Refused as refusal:
            if asks_for_second(refusal):
                self._at = None
                raise self._needs_second(refusal, slip) from refusal
            if asks_for_signature(refusal):
                self._at = None
                raise self._needs_signature(refusal, slip) from refusal
            self._asked = None
            raise
        self._asked = None
        return result

    def _needs_second(self, refusal: Refused, slip: object) -> NeedsSecond:
        act = Vouch(self._key, slip, str(refusal.details["right"]), self.who())
        return NeedsSecond(
            refusal, act.doer, lambda badge, pin, reason: vouch(act, badge=badge, pin=pin, reason=reason)
        )  # fmt: skip

    def _needs_signature(self, refusal: Refused, slip: object) -> NeedsSignature:
        act = Vouch(self._key, slip, str(refusal.details["right"]), self.who())
        return NeedsSignature(refusal, act.doer, lambda pin: sign(act, pin=pin))
