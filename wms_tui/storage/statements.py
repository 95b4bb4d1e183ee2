# pyright: reportUnknownMemberType=false
"""Statements as text, rendered once: the query builder costs several times what they do.

They run on the connection itself: the layers above it cost more than most statements do.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import apsw

from wms_tui.storage.connection import database, explained

Row = tuple[Any, ...]
Made = TypeVar("Made")


def rows(sql: str, *parameters: Any) -> list[Row]:
    """Return every row of an answer; no cursor stays open behind it."""
    try:
        return database.connection().execute(sql, parameters).fetchall()
    except apsw.Error as error:
        raise explained(error) from error


def row(sql: str, *parameters: Any) -> Row | None:
    """Return the first row of an answer, or None."""
    try:
        cursor = database.connection().execute(sql, parameters)
        first = cursor.fetchone()
        cursor.close(True)
    except apsw.Error as error:
        raise explained(error) from error
    return first


def value(sql: str, *parameters: Any) -> Any:
    """Return the first column of the first row, or None."""
    first = row(sql, *parameters)
    return first[0] if first else None


def stream(make: Callable[[Row], Made], sql: str, *parameters: Any) -> Generator[Made, None, None]:
    """Yield what is made of each row, one at a time; the caller must exhaust it or close it before it lets go."""
    cursor = database.connection().execute(sql, parameters)
    try:
        yield from map(make, cursor)
    finally:
        cursor.close(True)


def change(sql: str, *parameters: Any) -> int:
    """Run a writing statement and return how many rows it touched."""
    connection = database.connection()
    connection.execute(sql, parameters)
    return connection.changes()


def change_all(sql: str, parameters: Iterable[Sequence[Any]]) -> int:
    """Run a writing statement many times and return how many rows it touched in all."""
    connection = database.connection()
    before = connection.total_changes()
    connection.executemany(sql, parameters)
    return connection.total_changes() - before


def add(sql: str, *parameters: Any) -> int:
    """Insert one row and return its number."""
    connection = database.connection()
    connection.execute(sql, parameters)
    return connection.last_insert_rowid()


def add_all(sql: str, parameters: Iterable[Sequence[Any]]) -> None:
    """Insert many rows by one statement."""
    database.connection().executemany(sql, parameters)


def day(text: str | None) -> date | None:
    """Return the day a column holds."""
    return date.fromisoformat(text) if text else None


def day_text(value: date | None) -> str | None:
    """Return a day as columns hold it."""
    return value.isoformat() if value else None


def moment(text: str) -> datetime:
    """Return the moment a column holds, in UTC."""
    return datetime.fromisoformat(text)


def moment_text(value: datetime) -> str:
    """Return a moment as columns hold it: UTC to the microsecond, so that text order is time order."""
    return value.astimezone(UTC).isoformat("T", "microseconds")
