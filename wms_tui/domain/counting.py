"""Counting: what a difference amounts to, which bin is next and why, and when the house counts.

A count is blind: what was seen is held against the balance of the moment it was told. Expected nothing and found
something is never within a tolerance, however large the tolerance is (rules.md 2.15).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

AGREED, RECOUNT, APPROVE, MOVED, POSTED, OPEN = "agreed", "recount", "approve", "moved", "posted", "open"
UNSETTLED = (RECOUNT, APPROVE, MOVED)
"""Lines that somebody has still to do something about."""
CLASSES = ("A", "B", "C")


class Keep(StrEnum):
    """What counts where goods moved after they were counted (rules.md 2.15)."""

    COUNTED = "counted"
    DIFFERENCE = "difference"
    REPLAY = "replay"


class By(StrEnum):
    """What the accuracy of counts is told by."""

    CLASS = "class"
    ZONE = "zone"
    COUNTER = "counter"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much a count may differ and still be believed: so many units, or percent of what is expected."""

    units: int = 0
    percent: int = 0

    def allows(self, expected: int, counted: int) -> bool:
        """Return whether a difference is small enough; the larger of both tolerances counts."""
        if expected == 0:
            return counted == 0
        return abs(counted - expected) * 100 <= max(self.units * 100, self.percent * expected)


def judged(
    expected: int, counted: int, tolerance: Tolerance, *, first: bool, moved: bool = False, same_units: bool = True
) -> str:
    """Return the state of a line after a look.

    A first look that differs by too much is looked at again, and so is one that differs where something moved
    while the bin was counted. A later look that still differs waits for approval. ``same_units`` says whether the
    serials that were seen are those of the books.
    """
    if expected == counted and same_units:
        return AGREED
    if moved:
        return RECOUNT
    if not first:
        return APPROVE
    return AGREED if same_units and tolerance.allows(expected, counted) else RECOUNT


class Cause(NamedTuple):
    """Something that makes a bin's turn come sooner: how it is told, and how much it weighs."""

    words: str
    weight: int


CAUSES: Mapping[str, Cause] = {
    "short-pick": Cause("reported short", 100),
    "zero-check": Cause("not empty though the books say so", 80),
    "override": Cause("another lot was taken than proposed", 40),
    "emptied": Cause("emptied by a pick, and nobody has said so", 10),
}
"""What raises a bin, the heaviest first (users.md 2.2)."""
DOUBTED = Cause("its books are doubted", 60)


@dataclass(frozen=True, slots=True)
class DueBin:
    """A bin that may be counted, and what is known of its turn."""

    place_id: int
    bin: str
    klass: str = "C"
    """The highest class of what it holds."""
    counted_on: date | None = None
    raised: str = ""
    """What has happened to it, as a word of ``CAUSES``."""
    raised_on: date | None = None
    doubted: bool = False


def why_count(one: DueBin, on: date, every: Mapping[str, int]) -> str:
    """Return in words why a bin is counted on a day; ``every`` says after how many days by class."""
    if one.raised:
        when = f" on {one.raised_on.day} {one.raised_on:%b}" if one.raised_on else ""
        return f"{CAUSES[one.raised].words}{when}"
    if one.doubted:
        return DOUBTED.words
    if one.counted_on is None:
        return "never counted"
    days = (on - one.counted_on).days
    ago = "today" if days <= 0 else f"{days} day{'s' if days > 1 else ''} ago"
    return f"class {one.klass}, counted {ago}, every {every[one.klass]}"


def classed(lines: Mapping[int, int], *, a_percent: int, b_percent: int) -> dict[int, str]:
    """Return the class of each item by how many of all picked lines were for it.

    The busiest items that make up the first ``a_percent`` of lines are A, those up to ``b_percent`` are B, and the
    rest, and whatever nobody asked for, are C. The item that crosses a threshold belongs to the class before it.
    """
    total = sum(lines.values())
    found: dict[int, str] = {}
    before = 0
    for item, number in sorted(lines.items(), key=lambda one: (-one[1], one[0])):
        share = before * 100
        found[item] = (
            "C" if not number else "A" if share < a_percent * total else "B" if share < b_percent * total else "C"
        )
        before += number
    return found


class Variance(NamedTuple):
    """A line that differs: which, what is missing or extra there, and by how much (signed)."""

    key: int
    what: Hashable
    """The lot, or one unit of it where units are known by serial."""
    difference: int


class Pair(NamedTuple):
    """So much of a lot that is missing at one line and extra at another: it was carried, and not lost and found."""

    missing: int
    extra: int
    quantity: int


def paired(variances: Sequence[Variance]) -> list[Pair]:
    """Return what is missing and what is extra of the same lot as moves, in the order of the lines."""
    extra = [one for one in variances if one.difference > 0]
    free = [one.difference for one in extra]
    pairs: dict[tuple[int, int], int] = {}
    for missing in (one for one in variances if one.difference < 0):
        left = -missing.difference
        for place, here in enumerate(extra):
            taken = min(left, free[place]) if here.what == missing.what else 0
            if taken:
                key = (missing.key, here.key)
                pairs[key] = pairs.get(key, 0) + taken
                free[place] -= taken
                left -= taken
    return [Pair(*key, quantity) for key, quantity in pairs.items()]


def percent(within: int, lines: int) -> float | None:
    """Return how many of a hundred lines were right, to a tenth; None where there are none."""
    return round(100 * within / lines, 1) if lines else None


def line_code(count: str, number: int) -> str:
    """Return the bar code of a line on a count sheet: ``CT1-7`` is line 7 of count CT1."""
    return f"{count}-{number}"


def parts_of_line_code(text: str) -> tuple[str, int] | None:
    """Return count and line number of the bar code of a line, or None where a text cannot be one."""
    count, dash, number = text.strip().rpartition("-")
    if not (dash and count and number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return count, int(number)


def several(names: Iterable[str], most: int = 3) -> str:
    """Return a few names of many in words."""
    known = list(names)
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return ", ".join(known[:most]) + more
