"""What is tested of the lots of an item, what a test gave, and whether that is within its limits.

Numbers are exact decimals, kept as they were written: 3.50 says more than 3.5. A value at a limit is within.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from wms_tui.domain.codes import clean_code, excerpt, folded
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.types import Status
from wms_tui.errors import BadInput, NotFound

MOST_SAMPLE = 100_000
LONGEST_VALUE = 64
BETWEEN_WORDS = "|"
"""Stands between the right answers of a test in a spreadsheet, and so in none of them."""
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,15})(?:[.,](?P<part>[0-9]{1,9}))?")


class Verdict(StrEnum):
    """What quality says of a lot after its tests."""

    PASS = "pass"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """Something that is tested of every lot of an item.

    It has limits, one or both, and gives numbers; or it has words that are right; or it takes any answer.
    """

    id: int
    name: str
    unit: str = ""
    low: str | None = None
    high: str | None = None
    words: tuple[str, ...] = ()
    """The answers that are right, where a test is answered in words."""
    sample: int = 0
    """How many units it takes; 0 where the plan does not say."""

    @property
    def measures(self) -> bool:
        """Whether it gives numbers."""
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a person reports of a test: its name and the value as typed."""

    test: str
    value: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a test gave. ``within`` is None where the plan does not say what is right."""

    test: str
    value: str
    within: bool | None


def read_decimal(text: str) -> str:
    """Return a decimal number in one form: ``3,5`` and ``+3.5`` are ``3.5``. A comma is a decimal point, never more.

    Raises:
        BadInput: ``bad-value``.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise BadInput("bad-value", f"{excerpt(text.strip())} is not a number", "Type it as 3.5 or 3,5")
    whole = match["whole"].lstrip("0") or "0"
    number = f"{whole}.{match['part']}" if match["part"] else whole
    return f"-{number}" if match["sign"] == "-" and Decimal(number) else number


def checked_test(test: PlannedTest) -> PlannedTest:
    """Return a test as it may be saved.

    Raises:
        BadInput: ``bad-code``, ``bad-text``, ``bad-value``; ``bad-limits`` where they are swapped, or stand
            beside words; ``bad-sample``.
    """
    name = clean_code(test.name, "test")
    if "=" in name:
        raise BadInput("bad-code", f"{excerpt(name)} has a = in it", "Name the test without it")
    low = read_decimal(test.low) if test.low is not None else None
    high = read_decimal(test.high) if test.high is not None else None
    if low is not None and high is not None and Decimal(low) > Decimal(high):
        raise BadInput("bad-limits", f"{excerpt(name)}: {low} is above {high}", "Swap the limits")
    words = tuple(dict.fromkeys(map(_value_in_words, test.words)))
    if any(BETWEEN_WORDS in word for word in words):
        raise BadInput("bad-value", f"{BETWEEN_WORDS} cannot be in a right answer", "Give each word by itself")
    if words and (low is not None or high is not None):
        raise BadInput("bad-limits", f"{excerpt(name)} has limits and words", "Give limits, or words")
    if not 0 <= test.sample <= MOST_SAMPLE:
        raise BadInput("bad-sample", f"A sample of {test.sample}", f"Give 0 to {MOST_SAMPLE}")
    return PlannedTest(test.id, name, line_of_text(test.unit), low, high, words, test.sample)


def named_test(plan: Iterable[PlannedTest], name: str, item: str) -> PlannedTest:
    """Return the test of a plan by its name, regardless of case.

    Raises:
        NotFound: ``unknown-test``, with the plan as the way out.
    """
    known = {folded(test.name): test for test in plan}
    found = known.get(folded(name.strip()))
    if found is not None:
        return found
    names = ", ".join(test.name for test in known.values())
    hint = f"Its plan: {names}." if names else "It has no plan: wms inspection plan add."
    raise NotFound("unknown-test", f"{item} has no test {excerpt(name, 24)}.", hint, test=name)


def assess(test: PlannedTest, text: str) -> Result:
    """Return what a test gave, held against its limits or its words.

    Raises:
        BadInput: ``bad-value``.
    """
    if test.measures:
        value = read_decimal(text)
        low = test.low is None or Decimal(value) >= Decimal(test.low)
        high = test.high is None or Decimal(value) <= Decimal(test.high)
        return Result(test.name, value, low and high)
    value = _value_in_words(text)
    if not test.words:
        return Result(test.name, value, None)
    right = next((word for word in test.words if folded(word) == folded(value)), None)
    return Result(test.name, right or value, right is not None)


def _value_in_words(text: str) -> str:
    value = line_of_text(text)
    if not value or len(value) > LONGEST_VALUE:
        raise BadInput("bad-value", f"{excerpt(text)} is no value", f"Say it in 1 to {LONGEST_VALUE} letters")
    return value


def limits(test: PlannedTest) -> str:
    """Return what is right for a test: ``3.2 to 3.8 %``, ``at most 8 C``, ``clear or hazy``; empty for anything."""
    if test.words:
        return " or ".join(test.words)
    if test.low is not None and test.high is not None:
        words = test.low if test.low == test.high else f"{test.low} to {test.high}"
    elif test.low is not None:
        words = f"at least {test.low}"
    else:
        words = f"at most {test.high}" if test.high is not None else ""
    return f"{words} {test.unit}".strip()


def missing(plan: Iterable[PlannedTest], results: Iterable[Result]) -> tuple[str, ...]:
    """Return the tests of a plan for which there is no result."""
    there = {folded(one.test) for one in results}
    return tuple(test.name for test in plan if folded(test.name) not in there)


def outside(results: Iterable[Result]) -> tuple[str, ...]:
    """Return the tests with a result that is not right, each once."""
    return tuple(dict.fromkeys(one.test for one in results if one.within is False))


def latest(earlier: Sequence[Result], now: Sequence[Result]) -> tuple[Result, ...]:
    """Return the results that count: a test that was done again counts as it came out last."""
    again = {folded(one.test) for one in now}
    return (*(one for one in earlier if folded(one.test) not in again), *now)


def status_at_receipt(item: Status, supplier: Status | None) -> Status:
    """Return the first status of a lot by the rules of its item and its supplier: quarantine wins."""
    return Status.QUARANTINE if Status.QUARANTINE in (item, supplier) else Status.RELEASED
