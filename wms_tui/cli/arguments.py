"""What may stand on the command line: days, moments, words; read strictly, and refused by name."""

import functools
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar, cast

import click

from wms_tui.domain.codes import excerpt
from wms_tui.domain.quantity import LARGEST
from wms_tui.errors import BadInput

F = TypeVar("F", bound=Callable[..., Any])
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

NUMBER = click.IntRange(0, LARGEST)
DAYS = click.IntRange(0, 36_525)
"""A hundred years; more days than that are a typing error."""


def read_day(text: str) -> date:
    """Return the day of ``2027-03-14``.

    Raises:
        BadInput: ``bad-date``.
    """
    if _DAY.fullmatch(text.strip()) is None:
        raise BadInput("bad-date", f"{excerpt(text)} is not a date.", "Write it as 2027-03-14.")
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput("bad-date", f"There is no day {excerpt(text)}.", "Write it as 2027-03-14.") from error


def read_moment(text: str, *, end_of_day: bool = False) -> datetime:
    """Return the moment of ``2027-03-14T10:30+01:00``; without an offset it is local time.

    A day alone is its first moment, or its last one with `end_of_day`.

    Raises:
        BadInput: ``bad-moment``.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        if end_of_day and _DAY.fullmatch(text.strip()):
            moment = datetime.combine(moment.date(), time.max)
        if moment.tzinfo is None:
            moment = moment.astimezone()
        # A moment at the ends of the calendar has no equal in another time zone.
        moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        hint = "Write it as 2027-03-14T10:30+01:00."
        raise BadInput("bad-moment", f"{excerpt(text, 32)} is not a moment.", hint) from error
    return moment


class Day(click.ParamType):
    """A day, as ``2027-03-14``."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day."""
        return value if isinstance(value, date) else read_day(value)


class Moment(click.ParamType):
    """A moment, as ``2027-03-14T10:30+01:00``."""

    name = "MOMENT"

    def __init__(self, *, end_of_day: bool = False) -> None:
        """Take a day alone as its first moment, or as its last one."""
        self._end_of_day = end_of_day

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read a moment."""
        return value if isinstance(value, datetime) else read_moment(value, end_of_day=self._end_of_day)


class Word(click.ParamType):
    """One of a few words, in any case."""

    def __init__(self, words: type[StrEnum]) -> None:
        """Take the words of an enumeration."""
        self._words = words
        self.name = "|".join(words)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the words, for the help page."""
        return self.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> StrEnum:
        """Return the word of the enumeration."""
        try:
            return self._words(value.strip().lower())
        except ValueError:
            self.fail(f"{excerpt(value)} is none of {', '.join(self._words)}", param, ctx)


DAY = Day()
MOMENT = Moment()
END_OF_DAY = Moment(end_of_day=True)

SERIALS = click.option("--serial", "serials", multiple=True, metavar="SERIAL", help="A unit, once for each.")


def accepting(word: str, explained: str) -> Callable[[F], F]:
    """Return the option that says yes to a question: the words of the slip's ``accept`` are this one, or none."""
    return click.option(
        f"--{word}", "accept", flag_value=word, callback=lambda _context, _option, said: (said,) if said else (),
        help=explained,
    )  # fmt: skip


def accepting_all(questions: Mapping[str, str]) -> Callable[[F], F]:
    """Return the options that say yes to several questions: the slip's ``accept`` has the words that were said."""

    def decorate(function: F) -> F:
        @functools.wraps(function)
        def run(*words: Any, **given: Any) -> Any:
            said = {word: given.pop(word.replace("-", "_")) for word in questions}
            return function(*words, accept=tuple(word for word, yes in said.items() if yes), **given)

        for word, explained in reversed(list(questions.items())):
            run = click.option(f"--{word}", is_flag=True, help=explained)(run)
        return cast(F, run)

    return decorate


COUNTING = accepting("accept-counting", "Go on though somebody is counting there.")
"""The answer to the question whether goods may be handled where somebody counts."""
