"""Lot numbers that come from outside: cleaned, and held against the convention of their item or supplier.

A convention is a regular expression of the plain kind: characters, classes, groups, ``|`` and counts. What
could make a match take long is refused when the convention is set: a slow match would stop the terminal.
"""

import re
from dataclasses import dataclass
from math import comb
from typing import NoReturn

from wms_tui.domain.codes import LONGEST, clean_code, excerpt
from wms_tui.errors import BadInput

LONGEST_PATTERN = 200
"""The most characters of a convention."""
MOST_WAYS = 2_000_000
"""The most ways in which a convention may be tried on one number; more would be felt at the terminal."""

_ATOM = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\(?:[dDwWsS]|[^A-Za-z0-9])|\((?:\?:)?|[^\\()\[\]|*+?{}]")
_COUNT = re.compile(r"[*+?]|\{(?P<least>[0-9]{1,4})(?P<comma>,)?(?P<most>[0-9]{1,4})?\}")
_NESTED_SET = re.compile(r"\[\^?\]?[^\]]*?(?:\[|--|&&|~~|\|\|)")
_ANCHORS = frozenset("^$")
_TOO_MANY_OPEN = 5
"""comb(64 + 5, 5) is beyond MOST_WAYS."""


def clean_lot(text: str) -> str:
    """Return a lot number as it was typed, but for spaces at its ends; spaces inside it are part of it.

    Raises:
        BadInput: ``bad-code``, as `wms_tui.domain.codes.clean_code`.
    """
    return clean_code(text.strip(" "), "lot")


def check_lot_number(number: str, pattern: str, sample: str = "") -> None:
    """Refuse a lot number that is not wholly of the form its item or supplier uses. No pattern allows all.

    Raises:
        BadInput: ``lot-pattern``; the hint shows the sample, else the pattern.
    """
    if pattern and (len(number) > LONGEST or re.fullmatch(pattern, number, re.ASCII) is None):
        raise BadInput("lot-pattern", f"Lot {excerpt(number)} has another form", f"It looks like {sample or pattern}")


def check_pattern(pattern: str, sample: str = "") -> None:
    """Refuse a convention that cannot be read, might match slowly, or does not fit its own sample.

    Raises:
        BadInput: ``bad-pattern``.
    """
    if len(pattern) > LONGEST_PATTERN:
        _refuse("The pattern is too long", f"At most {LONGEST_PATTERN} characters")
    # Python warns, on the terminal, of what may once mean sets within sets.
    if _NESTED_SET.search(re.sub(r"\\.", "", pattern)):
        _refuse("Sets within sets in the pattern", "Put a \\ before [ in a set")
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, OverflowError) as error:
        raise BadInput("bad-pattern", "The pattern cannot be read", excerpt(str(error), 60)) from error
    form = _Reader(pattern).read()
    if form.choices * comb(LONGEST + form.open, form.open) > MOST_WAYS:
        _refuse("The pattern could match slowly", "Use fixed counts, such as [0-9]{6}")
    if sample and re.fullmatch(pattern, sample, re.ASCII) is None:
        _refuse("The sample does not fit the pattern", f"Correct one of them: {excerpt(sample)}")


@dataclass(frozen=True, slots=True)
class _Form:
    """How much there is to try in a part of a pattern."""

    choices: int = 1
    """Ways to take the branches and bounded counts."""
    open: int = 0
    """Counts without an upper bound; as they share the number, comb(length + open, open) ways."""
    width: int = 0
    """The fewest characters it takes."""

    def then(self, other: "_Form") -> "_Form":
        return _capped(self.choices * other.choices, self.open + other.open, self.width + other.width)

    def either(self, other: "_Form") -> "_Form":
        return _capped(self.choices + other.choices, max(self.open, other.open), min(self.width, other.width))

    def repeated(self, least: int, most: int | None) -> "_Form":
        """Return this part counted; what is uncertain inside must not be counted without end."""
        fixed = self.choices == 1 and not self.open
        if not self.width or (not fixed and (most is None or most > LONGEST)):
            _refuse("Counts within counts in the pattern", "Use fixed counts, such as [0-9]{6}")
        if most is None:
            return _Form(open=1, width=self.width * least)
        # Two ways, 21 times over, are more than MOST_WAYS: no need to know how many more.
        choices = (most - least + 1) * self.choices ** min(most, 21)
        return _capped(choices, self.open * most, self.width * least)


def _capped(choices: int, unbounded: int, width: int) -> _Form:
    """Return a form whose figures stay small when they are already too large."""
    return _Form(min(choices, MOST_WAYS + 1), min(unbounded, _TOO_MANY_OPEN), width)


class _Reader:
    """Reads a pattern that compiles, from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0

    def read(self) -> _Form:
        """Return the form of the whole pattern, or of a group up to its end."""
        whole: _Form | None = None
        branch = _Form()
        while self.position < len(self.pattern) and self.pattern[self.position] != ")":
            if self.pattern[self.position] == "|":
                self.position += 1
                whole = branch if whole is None else whole.either(branch)
                branch = _Form()
            else:
                branch = branch.then(self._counted(self._atom()))
        return branch if whole is None else whole.either(branch)

    def _atom(self) -> _Form:
        """Return the form of a character, a class or a group."""
        match = _ATOM.match(self.pattern, self.position)
        if match is None:
            _refuse(
                f"{excerpt(self.pattern[self.position :], 8)} is not allowed here",
                "Plain classes and groups only",
            )
        self.position = match.end()
        if match.group().startswith("("):
            if self.pattern[self.position : self.position + 1] == "?":
                _refuse("Special groups are not allowed", "Use plain groups: (...)")
            form = self.read()
            self.position += 1
            return form
        return _Form(width=0 if match.group() in _ANCHORS else 1)

    def _counted(self, form: _Form) -> _Form:
        """Return the form with the count that follows it, if any."""
        match = _COUNT.match(self.pattern, self.position)
        if match is None:
            return form
        self.position = match.end()
        if match.group() in {"*", "+"}:
            return form.repeated(int(match.group() == "+"), None)
        if match.group() == "?":
            return form.repeated(0, 1)
        least = int(match["least"])
        if match["most"]:
            return form.repeated(least, int(match["most"]))
        return form.repeated(least, None if match["comma"] else least)


def _refuse(message: str, hint: str) -> NoReturn:
    """Refuse a convention."""
    raise BadInput("bad-pattern", message, hint)
