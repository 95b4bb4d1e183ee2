"""Check digits, and the numbers that carry one: GTIN, SSCC, GLN (GS1 General Specifications, section 7.9)."""

import re

from wms_tui.domain.codes import excerpt
from wms_tui.errors import BadInput

_DIGITS = re.compile(r"[0-9]+")
_SSCC_DIGITS = 16
"""Digits of an SSCC between the extension digit and the check digit."""


def check_digit(digits: str) -> str:
    """Return the check digit that follows `digits` in a GTIN, SSCC, GLN or any other GS1 key.

    Raises:
        BadInput: ``bad-code``, when there is anything but digits.
    """
    if not _DIGITS.fullmatch(digits):
        raise BadInput("bad-code", f"{excerpt(digits)!r} is not a number", "Only digits have a check digit")
    return _next_digit(digits)


def has_check_digit(number: str) -> bool:
    """Return whether `number` is all digits and the last one checks the others."""
    return len(number) > 1 and bool(_DIGITS.fullmatch(number)) and _next_digit(number[:-1]) == number[-1]


def _next_digit(digits: str) -> str:
    """Return the check digit of what is known to be digits: weights 3, 1, 3 ... from the right."""
    return str(-(3 * sum(map(int, digits[::-2])) + sum(map(int, digits[-2::-2]))) % 10)


def make_sscc(company_prefix: str, extension: int, reference: int) -> str:
    """Return the SSCC, 18 digits, of a pallet or carton that we label.

    `company_prefix` is the GS1 company prefix (4 to 12 digits), `extension` any digit of our choice,
    `reference` the running number, which is filled with zeros.

    Raises:
        BadInput: ``bad-code``, when a part is wrong or the running number has used up its digits.
    """
    if not _DIGITS.fullmatch(company_prefix) or not 4 <= len(company_prefix) <= 12:
        message = f"{excerpt(company_prefix)!r} is no GS1 prefix"
        raise BadInput("bad-code", message, "A company prefix has 4 to 12 digits")
    if not 0 <= extension <= 9:
        raise BadInput("bad-code", f"Extension digit {extension} is not 0 to 9", "Choose one digit")
    room = _SSCC_DIGITS - len(company_prefix)
    if not 0 <= reference < 10**room:
        message = f"SSCC number {reference} needs over {room} digits"
        raise BadInput("bad-code", message, "Go on with the next extension digit")
    body = f"{extension}{company_prefix}{reference:0{room}d}"
    return body + check_digit(body)


def full_gtin(number: str) -> str:
    """Return a GTIN of 8, 12 or 13 digits with the leading zeros that make it 14."""
    return number.zfill(14)
