"""Reasons that are chosen or typed at a terminal; part of several tasks."""

from collections.abc import Collection

from wms_tui import clock
from wms_tui.domain.barcode.message import Kind
from wms_tui.domain.barcode.scan import read
from wms_tui.errors import BadInput, NotFound, Refused
from wms_tui.tasks.resolving import meanings

_SHORTEST = 3


def refuse_no_reason(text: str, usual: Collection[str]) -> None:
    """Refuse what cannot be why somebody does something: too few letters, a number, or a bar code scanned too early.

    Raises:
        Refused: ``bad-reason``.
    """
    if text not in usual and (len(text) < _SHORTEST or text.isdecimal() or _is_label(text)):
        raise Refused("bad-reason", "That is no reason", "Choose a digit, or type a few words")


def _is_label(text: str) -> bool:
    """Return whether a text can only have come from a bar code, or names something that is known here."""
    try:
        return read(text, clock.today()).kind is not Kind.CODE or bool(meanings(text, clock.today()))
    except NotFound:
        return False
    except BadInput:
        return True
