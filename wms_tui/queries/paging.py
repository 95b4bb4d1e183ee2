"""Pages of long lists, read by key in both directions at the same cost anywhere.

A list stands in an order that indexes yield. A page is found by the key of the row beside it: first what
is left of the innermost group that row is in (its bin, its lot), then of the group around that, then what
lies beyond. Each of these steps leads straight into an index, so nothing is read and thrown away.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from wms_tui.storage.statements import Row, rows

Key = tuple[Any, ...]
"""Where a row stands: the part of the list, and its values in the columns the list is sorted by."""


LAST = "\U0010ffff"
"""Behind every text that begins with another one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a list, such as the rows with a date: what they have in common, and their order.

    ``levels`` are groups of columns that the stretch is sorted by, the outermost group first.
    """

    levels: tuple[tuple[str, ...], ...]
    condition: str = "1"
    descending: bool = False
    """Whether the highest values come first."""


@dataclass(frozen=True, slots=True)
class Way:
    """An order of a list: the tables in the sequence that yields it, and its parts, one after the other."""

    tables: str
    parts: tuple[Part, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All columns the list is sorted by; together they tell any two rows apart."""
        return tuple(dict.fromkeys(column for part in self.parts for level in part.levels for column in level))


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which rows are wanted: a condition with its values; ``tables`` is the way to few of them, if there is one."""

    condition: str = ""
    values: tuple[Any, ...] = ()
    tables: str = ""


EVERYTHING = Narrow()


@dataclass(frozen=True, slots=True)
class Listing:
    """What is selected, and how its tables hang together."""

    columns: str
    joins: str


def page(
    listing: Listing, way: Way, narrow: Narrow, *, beside: Key | None, limit: int, backwards: bool
) -> list[tuple[Key, Row]]:
    """Return the rows that follow the one with the key ``beside``, or precede it; without a key from the end.

    Backwards, the nearest row comes first.
    """
    found: list[tuple[Key, Row]] = []
    keys = way.keys
    for part, level in _steps(way, beside, narrow is not EVERYTHING, backwards):
        if len(found) >= limit:
            break
        text, wanted = _statement(listing, way, narrow.condition, narrow.tables, part, level, backwards)
        known = dict(zip(keys, beside[1:], strict=True)) if beside else {}
        values = [known[column] for column in wanted]
        for one in rows(text, *narrow.values, *values, limit - len(found)):
            found.append(((part, *one[: len(keys)]), one[len(keys) :]))
    return found


_WHOLE = -1
"""Stands for all rows of a part."""


def _steps(way: Way, beside: Key | None, at_once: bool, backwards: bool) -> Iterator[tuple[int, int]]:
    """Yield the stretches to be read one after the other, as part and level.

    A narrowed list is asked ``at_once`` for all that follows in the part: to find what is wanted takes longer
    than to read past the rows of one group.
    """
    parts = list(range(len(way.parts)))
    if backwards:
        parts.reverse()
    if beside is not None:
        parts = parts[parts.index(beside[0]) :]
        levels = len(way.parts[parts[0]].levels)
        for level in (levels,) if at_once else reversed(range(levels)):
            yield parts[0], level
        parts = parts[1:]
    for part in parts:
        yield part, _WHOLE


@lru_cache(maxsize=256)
def _statement(
    listing: Listing, way: Way, condition: str, tables: str, part: int, level: int, backwards: bool
) -> tuple[str, Sequence[str]]:
    """Return the question for one stretch of a list, and the columns whose values it wants, in their order."""
    stretch = way.parts[part]
    down = backwards != stretch.descending
    wanted = [listing.joins, *([f"({condition})"] if condition else []), stretch.condition]
    columns: tuple[str, ...] = ()
    if level != _WHOLE:
        outer = tuple(column for group in stretch.levels[:level] for column in group)
        inner = stretch.levels[level] if level < len(stretch.levels) else outer
        outer = () if inner is outer else outer
        sign = "<" if down else ">"
        wanted += [f"{column} = ?" for column in outer]
        wanted.append(f"({', '.join(inner)}) {sign} ({', '.join('?' * len(inner))})")
        columns = (*outer, *inner)
    direction = " DESC" if down else ""
    order = ", ".join(f"{column}{direction}" for group in stretch.levels for column in group)
    text = (
        f"SELECT {', '.join(way.keys)}, {listing.columns} FROM {tables or way.tables} "
        f"WHERE {' AND '.join(wanted)} ORDER BY {order} LIMIT ?"
    )
    return text, columns
