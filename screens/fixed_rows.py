"""Rows that are all at hand, such as the lines of one order, for a list that reads page by page."""

from collections.abc import Sequence
from typing import Any

from screens.row_window import Column, Row, Sort


class FixedRows:
    """Pages over a few rows, in the order they are in; their keys are their places."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row] = ()) -> None:
        """Show ``rows``, whose keys are numbers from 0."""
        self._columns = tuple(columns)
        self._rows = tuple(rows)

    @property
    def columns(self) -> Sequence[Column]:
        """Return the columns, left to right."""
        return self._columns

    def first(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the first rows."""
        return self._rows[:limit]

    def last(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the last rows."""
        return self._rows[max(len(self._rows) - limit, 0) :]

    def after(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the rows that follow the one at a place."""
        return self._rows[key + 1 : key + 1 + limit]

    def before(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the rows just before the one at a place."""
        return self._rows[max(key - limit, 0) : key]
