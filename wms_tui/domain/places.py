"""Bins by the range: codes, parts of the address, walk sequence and check digits.

The fields of a code stand between separators (``- . / _`` or a space). By their number they are
bay; aisle, bay; aisle, bay, level; zone, aisle, bay, level; zone, aisle, bay, level, position.
"""

import re
from collections import deque
from dataclasses import dataclass
from itertools import product
from math import prod
from random import Random
from string import ascii_lowercase, ascii_uppercase
from typing import NoReturn

from wms_tui.domain.codes import clean_code, excerpt
from wms_tui.errors import BadInput

MOST_BINS = 100_000
"""The most bins made by one range."""
WALK_STEP = 10
"""Walk numbers leave room, so that a bin can be put between two others later."""

_FIELDS = {
    1: ("bay",),
    2: ("aisle", "bay"),
    3: ("aisle", "bay", "level"),
    4: ("zone", "aisle", "bay", "level"),
    5: ("zone", "aisle", "bay", "level", "position"),
}
_SEPARATORS = re.compile(r"([-./_ ])")
_RUNS = re.compile(r"[0-9]+|[A-Z]+|[a-z]+|[^0-9A-Za-z]+")
_DISTINCT = 20


@dataclass(frozen=True, slots=True)
class BinSpec:
    """A bin to be made. Parts its code does not name are empty."""

    code: str
    zone: str
    aisle: str
    bay: str
    level: str
    position: str
    walk: int
    """Its place on the way through the house."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A run of characters that counts from its first to its last value."""

    first: str
    last: str

    def count(self) -> int:
        """Return how many values there are."""
        return _ordinal(self.last) - _ordinal(self.first) + 1

    def values(self) -> list[str]:
        """Return all values, in order."""
        if self.first == self.last:
            return [self.first]
        start = _ordinal(self.first)
        return [_spelled(start + step, self.first) for step in range(self.count())]


def bin_range(first: str, last: str, *, walk_from: int = WALK_STEP) -> tuple[BinSpec, ...]:
    """Return all bins from `first` to `last`, in the order of their addresses.

    Each run of digits or of letters counts from its value in `first` to its value in `last`. The walk is a
    serpentine: up the odd aisles and down the even ones, a lettered aisle A being 1; within a bay always from
    the lowest level. It starts at `walk_from`.

    Raises:
        BadInput: ``bad-range`` when the two codes differ in shape, run backwards or make more than 100,000
            bins; ``bad-code`` when one is no code.
    """
    fields, separators = _fields(clean_code(first, "bin"), clean_code(last, "bin"))
    count = prod(span.count() for field in fields for span in field)
    if count > MOST_BINS:
        raise BadInput("bad-range", f"{count} bins are too many", f"At most {MOST_BINS} in one range")
    choices = [["".join(runs) for runs in product(*(span.values() for span in field))] for field in fields]
    addresses = list(product(*choices))
    ranks = [{value: rank for rank, value in enumerate(values)} for values in choices]
    names = _FIELDS[len(fields)]
    order = sorted(addresses, key=lambda address: _way(names, address, ranks))
    walk = {address: walk_from + step * WALK_STEP for step, address in enumerate(order)}
    return tuple(_spec(names, address, separators, walk[address]) for address in addresses)


def random_check_digits(count: int, generator: Random) -> tuple[str, ...]:
    """Return two digits for each of `count` bins, drawn at random: nothing in the address gives them away.

    Bins that stand side by side or above each other differ, as each differs from the 20 before it.
    """
    recent: deque[str] = deque(maxlen=_DISTINCT)
    drawn = []
    for _ in range(count):
        digits = f"{generator.randrange(100):02d}"
        while digits in recent:
            digits = f"{generator.randrange(100):02d}"
        recent.append(digits)
        drawn.append(digits)
    return tuple(drawn)


def _fields(first: str, last: str) -> tuple[list[list[_Span]], list[str]]:
    """Return the fields of the range as spans, and the separators between them."""
    parts, ends = _SEPARATORS.split(first), _SEPARATORS.split(last)
    if parts[1::2] != ends[1::2]:
        _shapes_differ(first, last)
    if len(parts[::2]) not in _FIELDS or "" in parts[::2] or "" in ends[::2]:
        raise BadInput("bad-range", f"{excerpt(first)} has no 1 to 5 parts", "Use the form A-01-01-A")
    return [_spans(*pair) for pair in zip(parts[::2], ends[::2], strict=True)], parts[1::2]


def _spans(first: str, last: str) -> list[_Span]:
    """Return the spans of one field, or refuse two values that cannot be counted from one to the other."""
    runs, ends = _RUNS.findall(first), _RUNS.findall(last)
    if len(runs) != len(ends):
        _shapes_differ(first, last)
    return [_span(start, end) for start, end in zip(runs, ends, strict=True)]


def _span(first: str, last: str) -> _Span:
    """Return one span; digits of unequal length must not be padded, letters are of equal length and case."""
    if first == last:
        return _Span(first, last)
    padded = first.startswith("0") and first != "0"
    if _alphabet(first) != _alphabet(last) or not _alphabet(first):
        _shapes_differ(first, last)
    if len(first) != len(last) and (padded or not first.isdigit()):
        _shapes_differ(first, last)
    if _ordinal(first) > _ordinal(last):
        raise BadInput("bad-range", f"{first} comes after {last}", "Give the lower one first")
    return _Span(first, last)


def _alphabet(run: str) -> str:
    """Return the characters a run counts with, or nothing when it does not count."""
    alphabets = ("0123456789", ascii_uppercase, ascii_lowercase)
    return next((alphabet for alphabet in alphabets if run[:1] in alphabet), "")


def _ordinal(run: str) -> int:
    """Return the number of a run: digits as they are, letters counted from A = 1."""
    alphabet = _alphabet(run)
    lettered = 0 if run.isdigit() else 1
    number = 0
    for character in run:
        number = number * len(alphabet) + alphabet.find(character) + lettered
    return number


def _spelled(number: int, like: str) -> str:
    """Return the run of a number, as wide and in the same characters as `like`."""
    if like.isdigit():
        return str(number).zfill(len(like))
    alphabet = _alphabet(like)
    letters = []
    for _ in like:
        number, letter = divmod(number - 1, len(alphabet))
        letters.append(alphabet[letter])
    return "".join(reversed(letters))


def _way(names: tuple[str, ...], address: tuple[str, ...], ranks: list[dict[str, int]]) -> tuple[int, ...]:
    """Return where on the way an address is: its ranks, those of the bay from the far end in even aisles."""
    key = [rank[value] for rank, value in zip(ranks, address, strict=True)]
    if "aisle" in names:
        aisle, bay = names.index("aisle"), names.index("bay")
        if _ordinal(_RUNS.findall(address[aisle])[-1]) % 2 == 0:
            key[bay] = -key[bay]
    return tuple(key)


def _spec(names: tuple[str, ...], address: tuple[str, ...], separators: list[str], walk: int) -> BinSpec:
    """Return the bin of an address."""
    code = "".join(part for pair in zip(address, [*separators, ""], strict=True) for part in pair)
    part = dict(zip(names, address, strict=True))
    return BinSpec(
        code=code,
        zone=part.get("zone", ""),
        aisle=part.get("aisle", ""),
        bay=part["bay"],
        level=part.get("level", ""),
        position=part.get("position", ""),
        walk=walk,
    )


def _shapes_differ(first: str, last: str) -> NoReturn:
    """Refuse two codes of which one does not count to the other."""
    message = f"{excerpt(first)} cannot run to {excerpt(last)}"
    raise BadInput("bad-range", message, "Same shape, as A-01-01 and A-12-40")
