"""Fields of records that come from files: a reader takes the text of a cell and gives a value, or refuses.

Files are exact where people are lenient: a day is ``YYYY-MM-DD``, a number is whole, and what can be read in
two ways is refused. Readers get text without space at its ends, and never an empty one.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from unicodedata import category, normalize

from wms_tui.domain.barcode.check_digits import has_check_digit
from wms_tui.domain.codes import clean_code, excerpt
from wms_tui.domain.quantity import LARGEST, make_pack, parse_quantity
from wms_tui.errors import BadInput

LONGEST_TEXT = 1000
"""The most characters of a name, an address, a phone number."""

Value = str | int | date | None
"""What a cell of a written file holds."""
Word = TypeVar("Word", bound=StrEnum)

_NUMBER = re.compile(r"[+-]?[0-9]+(\.0+)?")
_CHECK_DIGITS = re.compile("[0-9]{1,4}")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?")
_BETWEEN_PACKS = re.compile(r"\s*\+\s*|\s+(?=[0-9])")
_PACK_TERM = re.compile(r"[0-9]+(\.[0-9]{1,3})? ?[^\W\d_][^\s+]{0,15}")
_GTIN_LENGTHS = frozenset({8, 12, 13, 14})
_YES = ("yes", "true", "y", "1")
_NO = ("no", "false", "n", "0")


def as_it_is(value: Any) -> Value:
    """Return the cell of a value that a cell can hold."""
    return value


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind of record, from which it is both read and written."""

    name: str
    read: Callable[[str], Any]
    required: bool = False
    default: Any = None
    """The value of an empty cell, or of a column that is not there."""
    write: Callable[[Any], Value] = as_it_is
    field: str = ""
    """The record's attribute, where it is not called like the column."""

    @property
    def attribute(self) -> str:
        """The attribute of the record that holds the value."""
        return self.field or self.name


def code(what: str) -> Callable[[str], str]:
    """Return the reader of a code: see `wms_tui.domain.codes.clean_code`."""
    return lambda text: clean_code(text, what)


def line_of_text(text: str) -> str:
    """Return a text on one line, composed (NFC); spaces of special width become plain ones.

    Raises:
        BadInput: ``bad-text``, when it is too long or has a character that cannot be seen.
    """
    clean = "".join(" " if category(character) == "Zs" else character for character in normalize("NFC", text))
    if len(clean) > LONGEST_TEXT:
        raise BadInput("bad-text", f"{len(clean)} characters are too many", f"At most {LONGEST_TEXT}")
    for character in clean:
        if not character.isprintable():
            raise BadInput("bad-text", f"Unprintable U+{ord(character):04X}", "Write it without")
    return clean.strip()


def lines_of_text(text: str) -> str:
    """Return a text that may go over several lines, such as an address.

    Raises:
        BadInput: ``bad-text``, as `line_of_text`.
    """
    lines = [line_of_text(line) for line in text.replace("\r\n", "\n").split("\n")]
    whole = "\n".join(lines).strip()
    if len(whole) > LONGEST_TEXT:
        raise BadInput("bad-text", f"{len(whole)} characters are too many", f"At most {LONGEST_TEXT}")
    return whole


def number(lowest: int = 0, highest: int = LARGEST) -> Callable[[str], int]:
    """Return the reader of a whole number between two bounds; ``12.0`` is 12, ``12.000`` may be 12000.

    Raises (the reader):
        BadInput: ``bad-number``.
    """

    def read(text: str) -> int:
        value = int(_whole(text))
        if not lowest <= value <= highest:
            limit = f"at least {lowest}" if value < lowest else f"at most {highest}"
            raise BadInput("bad-number", f"{excerpt(text)} is not {limit}")
        return value

    return read


def day(text: str) -> date:
    """Return the day of ``2027-03-14``. A time of day behind it, as real spreadsheet dates have, is left out.

    Raises:
        BadInput: ``bad-date``; also for a moment with an offset, whose day depends on where one stands.
    """
    match = _DAY.fullmatch(text)
    if match is None:
        raise BadInput("bad-date", f"{excerpt(text)} is not a date", "Write 2027-03-14, or a real date")
    try:
        return date.fromisoformat(match[1])
    except ValueError as error:
        raise BadInput("bad-date", f"There is no day {match[1]}", "Write 2027-03-14") from error


def one_of(words: type[Word], among: Collection[Word] = ()) -> Callable[[str], Word]:
    """Return the reader of one of a few words, in any case; `among` leaves out the others of their sort.

    Raises (the reader):
        BadInput: ``bad-word``, which names the words there are.
    """

    by_name = {str(word): word for word in among or words}

    def read(text: str) -> Word:
        found = by_name.get(text.lower())
        if found is None:
            message = f"{excerpt(text)} is none of {', '.join(by_name)}"
            raise BadInput("bad-word", message, "The map can translate it: values")
        return found

    return read


def truth(text: str) -> bool:
    """Return whether the cell says yes: ``yes``, ``true``, ``y``, ``1``, or their opposites.

    Raises:
        BadInput: ``bad-word``.
    """
    if text.lower() not in _YES + _NO:
        raise BadInput("bad-word", f"{excerpt(text)} is neither yes nor no", "Write yes or no")
    return text.lower() in _YES


def yes_or_no(value: bool) -> str:
    """Return the word that `truth` reads."""
    return "yes" if value else "no"


def quantity_text(text: str) -> str:
    """Return the text of a quantity in one form: digits alone, or packs as they stand (``3CS``, ``12.5 kg``).

    What a pack holds is known only with the item, so the text is kept until then.

    Raises:
        BadInput: ``bad-quantity`` or ``bad-number``, when no item could make it a quantity.
    """
    if _NUMBER.fullmatch(text):
        return str(parse_quantity(_whole(text).removeprefix("+"), (), "EA"))
    *packs, last = _BETWEEN_PACKS.split(text)
    ends_well = _PACK_TERM.fullmatch(last) or (packs and re.fullmatch("[0-9]+", last))
    if ends_well and len(text) <= 64 and all(map(_PACK_TERM.fullmatch, packs)):
        return normalize("NFC", text)
    if re.fullmatch(r"-?[0-9]+[.,][0-9]+", text):
        raise BadInput("bad-quantity", f"{excerpt(text)} is not whole", "Write whole units or packs")
    raise BadInput("bad-quantity", f"{excerpt(text)} is not a quantity", "Write a number, such as 36 or 3CS")


def quantity_cell(text: str) -> int | str:
    """Return the cell of a quantity: a number where it is one."""
    return int(text) if text.isdecimal() else text


def pack_name(text: str) -> str:
    """Return the name of a pack or a unit: see `wms_tui.domain.quantity.make_pack`."""
    return make_pack(normalize("NFC", text), 1).name


def gtin(text: str) -> str:
    """Return a GTIN of 8, 12, 13 or 14 digits with a right check digit, as it stands.

    Raises:
        BadInput: ``bad-gtin``.
    """
    if not (text.isascii() and text.isdecimal()) or len(text) not in _GTIN_LENGTHS:
        hint = "8, 12, 13 or 14 digits; format the column as text"
        raise BadInput("bad-gtin", f"{excerpt(text)} is not a GTIN", hint)
    if not has_check_digit(text):
        raise BadInput("bad-gtin", f"{excerpt(text)}: wrong check digit", "Compare it with the label")
    return text


def plate(text: str) -> str:
    """Return the 18 digits of a licence plate, an SSCC, also where its AI (00) stands before them.

    Raises:
        BadInput: ``bad-plate``.
    """
    digits = text[2:] if len(text) == 20 and text.startswith("00") else text
    if not (text.isascii() and text.isdecimal()) or len(digits) != 18 or not has_check_digit(digits):
        raise BadInput("bad-plate", f"{excerpt(text, 20)} is no licence plate", "An SSCC: 18 digits, as text")
    return digits


def check_digits(text: str) -> str:
    """Return the check digits of a bin, as they stand on its label.

    Raises:
        BadInput: ``bad-check-digits``.
    """
    if not _CHECK_DIGITS.fullmatch(text):
        raise BadInput("bad-check-digits", f"{excerpt(text)} is not digits", "1 to 4 digits, as text")
    return text


def _whole(text: str) -> str:
    """Return the digits, with their sign, of a text that is a whole number."""
    if not _NUMBER.fullmatch(text):
        raise BadInput("bad-number", f"{excerpt(text)} is not a whole number", "Write digits only")
    digits, _, zeros = text.partition(".")
    if len(zeros) == 3:
        # A comma in one country is a point in the next: 12.000 is twelve here and twelve thousand there.
        raise BadInput("bad-number", f"{excerpt(text)} may mean {digits} or {digits}000", f"Write {digits}")
    # Python refuses to read numbers of thousands of digits; no number here has more than fifteen.
    if len(digits) > 18:
        raise BadInput("bad-number", f"{excerpt(text)} is too large", "Was a bar code scanned here?")
    return digits
