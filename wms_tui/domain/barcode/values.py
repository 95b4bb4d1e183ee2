"""Whether the value of an application identifier is right, and the days that values say."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NoReturn

from wms_tui.domain.barcode.check_digits import check_digit, has_check_digit
from wms_tui.domain.barcode.identifiers import CHARACTERS, Identifier, Part
from wms_tui.domain.codes import excerpt
from wms_tui.errors import BadInput

SCAN_AGAIN = "Scan again, or type what is printed"

NO_DAY = "000000"
"""Printed by some where there is no date. The standard knows no such day; we read it as none."""

_SHAPES = {
    name: re.compile(pattern)
    for name, pattern in {
        "time": "(?:[01][0-9]|2[0-3])[0-5][0-9]",
        "hour": "[01][0-9]|2[0-3]",
        "sixtieth": "[0-5][0-9]",
        "not-zero": "[0-9]*[1-9][0-9]*",
        "zero": "0",
        "no-leading-zero": "0|[1-9][0-9]*",
        # A company prefix has at least four digits (General Specifications, section 1.4).
        "prefix": "[0-9]{4}.*",
        "percent": "(?:[^%]|%[0-9A-Fa-f]{2})*",
        "letters": "[A-Z]*",
        "yes-or-no": "[01]",
        "minus": "-",
        "winding": "[019]",
        "sex": "[0129]",
        "position": "[1-9]/[1-9]",
        # Degrees times ten million, moved by 90 and by 180 so that they are never negative.
        "latitude": "0[0-9]{9}|1[0-7][0-9]{8}|1800000000",
        "longitude": "[0-2][0-9]{9}|3[0-5][0-9]{8}|3600000000",
    }.items()
}


@lru_cache(maxsize=4096)
def day_of(value: str, year: int) -> date | None:
    """Return the day that six digits YYMMDD mean in a year that is `year` now; None if the calendar has none.

    Of the hundred years around `year` the one is meant that ends in YY (General Specifications, section
    7.12). Day 00 is the last day of the month.
    """
    distance = int(value[:2]) - year % 100
    century = year - year % 100 + (-100 if distance > 50 else 100 if distance < -49 else 0)
    return _calendar_day(century + int(value[:2]), int(value[2:4]), int(value[4:6]))


@lru_cache(maxsize=4096)
def long_day_of(value: str) -> date | None:
    """Return the day that YYYYMMDD means; None if the calendar has none. Day 00 ends the month."""
    return _calendar_day(int(value[:4]), int(value[4:6]), int(value[6:8]))


def _calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    last = monthrange(year, month)[1]
    return date(year, month, day or last) if day <= last else None


def is_right(identifier: Identifier, value: str, year: int) -> bool:
    """Return whether `value` keeps all the rules of the identifier."""
    if not identifier.pattern.fullmatch(value):
        return False
    start = 0
    for part in identifier.parts:
        if part.check and not _passes(part, value[start : start + part.longest], year):
            return False
        start += part.longest
    return True


def require_right(identifier: Identifier, value: str, year: int) -> None:
    """Refuse a value that breaks a rule of the identifier.

    Raises:
        BadInput: ``bad-code``; the detail ``reason`` is ``empty``, ``length``, ``charset``, ``check-digit``,
            ``date`` or ``value``.
    """
    if not is_right(identifier, value, year):
        _explain(identifier, value, year)


def _passes(part: Part, text: str, year: int) -> bool:
    """Return whether a part of a value amounts to what it must; an optional one may be missing."""
    if part.optional and not text:
        return True
    match part.check:
        case "key":
            return has_check_digit(text)
        case "day-or-month":
            return text == NO_DAY or day_of(text, year) is not None
        case "day":
            return text == NO_DAY or (text[4:] != "00" and day_of(text, year) is not None)
        case "long-day":
            return text[6:] != "00" and long_day_of(text) is not None
        case "piece":
            return "00" < text[:2] <= text[2:]
        case shape:
            return _SHAPES[shape].fullmatch(text) is not None


def _explain(identifier: Identifier, value: str, year: int) -> NoReturn:
    """Say which rule a wrong value breaks."""
    if not value:
        refuse(identifier, "empty", "is empty")
    start = 0
    for part in identifier.parts:
        text = value[start : start + part.longest]
        start += part.longest
        if part.optional and not text:
            break
        foreign = re.sub(CHARACTERS[part.characters], "", text)
        if foreign:
            kind = "not a digit" if part.characters == "n" else "not allowed"
            refuse(identifier, "charset", f"{excerpt(foreign[0])!r} is {kind}")
        if len(text) < part.shortest:
            refuse(identifier, "length", f"too short ({len(value)})")
        if part.check and not _passes(part, text, year):
            _explain_check(identifier, part, text)
    refuse(identifier, "length", f"too long ({len(value)})")


def _explain_check(identifier: Identifier, part: Part, text: str) -> NoReturn:
    """Say what a part of the right length and characters should have been."""
    if part.check == "key":
        refuse(identifier, "check-digit", f"check digit {text[-1]} is not {check_digit(text[:-1])}")
    if "day" in part.check:
        refuse(identifier, "date", f"{text} is no day")
    refuse(identifier, "value", f"{excerpt(text)} is not possible")


def refuse(identifier: Identifier, reason: str, what: str) -> NoReturn:
    """Refuse the value of an identifier."""
    raise BadInput("bad-code", f"{identifier.label}: {what}", SCAN_AGAIN, ai=identifier.ai, reason=reason)
