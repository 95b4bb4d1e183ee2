"""Refusals: what the warehouse says when something cannot be done.

A refusal is a state of affairs, told in two sentences: what is wrong (``message``) and the cheapest
way out (``hint``). ``code`` names it for programs and never changes.

    WmsError
    +-- Refused            a rule forbids it; nothing has changed (exit status 1)
    |   +-- NotFound       no such item, lot, bin, partner, order ...
    |   +-- BadInput       what was typed or scanned cannot be read
    |   +-- NeedsConfirmation   allowed, once a person has said yes
    +-- Unavailable        the database is busy or away; the same key may be sent again (exit status 75)
"""

from collections.abc import Mapping
from typing import Any


class WmsError(Exception):
    """Something could not be done. ``str()`` is the message, shown as it stands."""

    exit_status = 1

    def __init__(self, code: str, message: str, hint: str = "", **details: Any) -> None:
        """Say what is wrong, how to go on, and the values a program may want to read."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.details: Mapping[str, Any] = details


class Refused(WmsError):
    """A rule forbids it. Nothing has changed."""


class NotFound(Refused):
    """There is no such thing in this warehouse."""


class BadInput(Refused):
    """What was typed or scanned cannot be read as what was asked for."""


class NeedsConfirmation(Refused):
    """Allowed, but only after a person has looked and said yes.

    ``accept`` is the word that says yes when the operation is called again.
    """

    def __init__(self, code: str, message: str, hint: str = "", *, accept: str, **details: Any) -> None:
        """Say what is unusual and which word accepts it."""
        super().__init__(code, message, hint, **details)
        self.accept = accept


class Unavailable(WmsError):
    """The database is busy, full, read-only or away; nothing has changed and the act may be repeated."""

    exit_status = 75
