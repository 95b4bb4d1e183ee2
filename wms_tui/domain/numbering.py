"""Lot numbers made here: a template of tokens, a sequence that starts anew each period, a check character.

    {item} {line} {shift} {supplier}        what is made, where, when in the day, by whom
    {yy} {yyyy} {mm} {dd} {jjj}             year, month, day, day of the year of the made date
    {yymmdd} {yyyymmdd}                     the made date in one piece
    {seq} {seq:4} {seq:4:daily}             the sequence: plain, 4 digits, anew each day (monthly, yearly)
    {check}                                 a check character over all the rest

A number has at most 20 characters, all from GS1's set 82, so that it fits AI (10) of a label
(GS1 General Specifications, 3.4.1). Taking the next number of the sequence is the caller's part.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from wms_tui.domain.codes import CSET_82, excerpt
from wms_tui.errors import BadInput

LONGEST_LOT = 20
"""The most characters of GS1 AI (10)."""
WIDEST_SEQUENCE = 10
"""The most digits of a sequence."""

DATES: Mapping[str, str] = {
    "yy": "%y",
    "yyyy": "%Y",
    "mm": "%m",
    "dd": "%d",
    "yymmdd": "%y%m%d",
    "yyyymmdd": "%Y%m%d",
    "jjj": "%j",
}
VALUES = ("item", "line", "shift", "supplier")
PERIODS: Mapping[str, str] = {"": "", "daily": "%Y-%m-%d", "monthly": "%Y-%m", "yearly": "%Y"}
"""How the key of a period is written; a sequence without one never starts anew."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PIECES = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_SEQUENCE = re.compile(r"seq(?::([0-9]{1,2})(?::(daily|monthly|yearly))?)?")
_CONTAINED = {"yymmdd": {"yy", "mm", "dd"}, "yyyymmdd": {"yy", "mm", "dd"}, "yyyy": {"yy"}}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a template: literal text, or a name in braces with what it says about itself."""

    name: str
    """A name as above, or ``text``."""
    text: str = ""
    """The characters of a literal."""
    width: int | None = None
    """How many characters it makes; None when that varies."""
    period: str = ""
    """When a sequence starts anew: ``daily``, ``monthly``, ``yearly`` or never."""


@dataclass(frozen=True, slots=True)
class Template:
    """How the lots of an item are numbered."""

    text: str
    tokens: tuple[Token, ...]

    @property
    def sequence(self) -> Token | None:
        """The sequence of the template, if it has one; without one, each made day has the same number."""
        return next((token for token in self.tokens if token.name == "seq"), None)

    @property
    def repeats(self) -> bool:
        """Whether numbers come again when the sequence starts anew, because they do not tell the period."""
        if self.sequence is None or not self.sequence.period:
            return False
        return not _tells(self.sequence.period, {token.name for token in self.tokens})

    def period(self, made_on: date) -> str:
        """Return the key under which the sequence of a made date counts: ``2027-03-14``, or empty."""
        return _formatted(made_on, PERIODS[self.sequence.period if self.sequence else ""])

    def render(
        self,
        made_on: date,
        sequence: int | None,
        *,
        item: str = "",
        line: str = "",
        shift: str = "",
        supplier: str = "",
    ) -> str:
        """Return the lot number of goods made on a day, with this number of the sequence.

        Raises:
            BadInput: ``lot-value-missing`` when a token has no value, ``lot-value-unfit`` when a value has a
                character no label takes, ``lot-sequence-full`` when the sequence outgrows its digits,
                ``lot-too-long`` beyond 20 characters.
        """
        values = {"item": item, "line": line, "shift": shift, "supplier": supplier}
        pieces = [_piece(token, made_on, sequence, values) for token in self.tokens]
        rest = "".join(pieces)
        if any(token.name == "check" for token in self.tokens):
            check = check_character(rest)
            pieces = [
                check if token.name == "check" else piece for token, piece in zip(self.tokens, pieces, strict=True)
            ]
        number = "".join(pieces)
        if len(number) > LONGEST_LOT:
            hint = f"{excerpt(number, 24)}: at most {LONGEST_LOT} characters"
            raise BadInput("lot-too-long", f"The lot number has {len(number)} characters", hint, lot=number)
        return number

    def verify(self, number: str) -> bool:
        """Return whether the check character of a number is right; always so for a template without one."""
        place = _check_place(self.tokens)
        if place is None:
            return True
        index = place if place >= 0 else len(number) + place
        if not 0 <= index < len(number):
            return False
        return check_character(number[:index] + number[index + 1 :]) == number[index]


def parse_template(text: str) -> Template:
    """Return the template, or refuse one that could not make lot numbers.

    Raises:
        BadInput: ``bad-template``, for unknown tokens, braces without a partner, a width that is not 1 to
            10, a second sequence or check, characters outside GS1's set 82, numbers sure to exceed 20
            characters, and a check character whose place cannot be told.
    """
    tokens = tuple(_token(*match.groups("")) for match in _PIECES.finditer(text))
    if not tokens:
        _refuse("The lot template is empty", "For example {yy}{jjj}-{seq:3:daily}")
    for name in ("seq", "check"):
        if sum(token.name == name for token in tokens) > 1:
            _refuse(f"{{{name}}} is there twice", "Keep one of them")
    shortest = sum(token.width or 1 for token in tokens)
    if shortest > LONGEST_LOT:
        _refuse(f"Lots would have {shortest} characters", f"At most {LONGEST_LOT}: leave something out")
    _check_place(tokens)
    return Template(text, tokens)


def check_character(text: str) -> str:
    """Return the check character of a text: ISO/IEC 7064 MOD 37,36.

    Counts digits and letters, these as capitals; other characters are passed over, so a hyphen left out does
    not matter. Finds every single wrong character and nearly every swap of neighbours.
    """
    remainder = len(_ALPHABET)
    for character in text.upper():
        if character in _ALPHABET:
            remainder = (remainder + _ALPHABET.index(character)) % 36 or 36
            remainder = remainder * 2 % 37
    return _ALPHABET[(1 - remainder) % 36]


def _token(name: str, literal: str, brace: str) -> Token:
    """Return one piece of a template."""
    if brace:
        _refuse(f"A {brace} has no partner", "Tokens look like {yy} and {seq:4}")
    if literal:
        _refuse_characters(literal, "bad-template", "The template")
        return Token("text", literal, width=len(literal))
    if name in DATES:
        return Token(name, width=len(name))
    if name in VALUES:
        return Token(name)
    if name == "check":
        return Token(name, width=1)
    sequence = _SEQUENCE.fullmatch(name)
    if sequence is None:
        _refuse(f"There is no token {{{excerpt(name)}}}", "Such as {yy} {jjj} {item} {seq:4:daily}")
    width = int(sequence[1]) if sequence[1] else None
    if width is not None and not 1 <= width <= WIDEST_SEQUENCE:
        _refuse(f"A sequence of {width} digits", f"Give it 1 to {WIDEST_SEQUENCE} digits")
    return Token("seq", width=width, period=sequence[2] or "")


def _piece(token: Token, made_on: date, sequence: int | None, values: Mapping[str, str]) -> str:
    """Return what a token says; a check character nothing yet, as it comes from the others."""
    if token.name in DATES:
        return _formatted(made_on, DATES[token.name])
    if token.name == "seq":
        return _numbered(token, sequence)
    if token.name not in VALUES:
        return token.text
    value = values[token.name]
    if not value:
        raise BadInput("lot-value-missing", f"The lot number needs the {token.name}", f"Give the {token.name}")
    _refuse_characters(value, "lot-value-unfit", f"The {token.name}")
    return value


def _numbered(token: Token, sequence: int | None) -> str:
    """Return the digits of the sequence."""
    if sequence is None or sequence < 1:
        raise BadInput("lot-value-missing", "The lot number needs a sequence", "Count from 1")
    digits = str(sequence).zfill(token.width or 1)
    if token.width is not None and len(digits) > token.width:
        message = f"The sequence is full: {10**token.width - 1}"
        raise BadInput("lot-sequence-full", message, "Give {seq} more digits in the template")
    return digits


def _formatted(day: date, form: str) -> str:
    """Return a day in a form; the year always has its four digits, whatever the platform makes of ``%Y``."""
    return day.strftime(form.replace("%Y", f"{day.year:04d}"))


def _tells(period: str, names: set[str]) -> bool:
    """Return whether the date tokens among `names` make the numbers of one period differ from another's."""
    known = names.union(*(_CONTAINED.get(name, set()) for name in names))
    day = "jjj" in known or {"mm", "dd"} <= known
    month = "jjj" in known or "mm" in known
    return "yy" in known and {"daily": day, "monthly": month, "yearly": True}[period]


def _check_place(tokens: tuple[Token, ...]) -> int | None:
    """Return where the check character of any number stands, from the end when negative; None without one.

    One side of it must have a known width, or nobody could tell which character it is.
    """
    names = [token.name for token in tokens]
    if "check" not in names:
        return None
    index = names.index("check")
    before = _width(tokens[:index])
    if before is not None:
        return before
    behind = _width(tokens[index + 1 :])
    if behind is None:
        _refuse("{check} would have no fixed place", "Put {check} at the end")
    return -1 - behind


def _width(tokens: tuple[Token, ...]) -> int | None:
    """Return how many characters the tokens make, or None when that varies."""
    widths = [token.width for token in tokens]
    return None if None in widths else sum(width for width in widths if width is not None)


def _refuse_characters(text: str, code: str, what: str) -> None:
    """Refuse a text with a character that a GS1 label cannot carry in a lot number."""
    bad = next((character for character in text if character not in CSET_82), None)
    if bad is not None:
        name = "a space" if bad == " " else excerpt(bad)
        raise BadInput(code, f"{what} has {name}", "Labels take letters, digits, - / . _")


def _refuse(message: str, hint: str) -> NoReturn:
    """Refuse a template."""
    raise BadInput("bad-template", message, hint)
