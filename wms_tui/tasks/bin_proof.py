"""Proving that one stands at a bin: its label, or the digits that stand on it; part of several tasks."""

from wms_tui.domain.codes import excerpt
from wms_tui.domain.rows import Place
from wms_tui.errors import Refused

MOST_DIGITS = 4
"""Check digits are one to four; what is longer is a code."""


def is_proof(text: str, place: Place) -> bool:
    """Return whether a text is the check digits of a bin.

    Raises:
        Refused: ``wrong-check`` where it is other digits, and no bin could have so short a code of digits.
    """
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS and place.check_digits):
        return False
    if typed == place.check_digits:
        return True
    raise Refused("wrong-check", f"{excerpt(typed)} is not on {place.code}", f"Go to {place.code} and look again")
