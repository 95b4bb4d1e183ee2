"""A question that walks a list by key, as the pages of a list on the screen."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from screens.row_window import Column, Row, Sort


class KeyedRows(ABC):
    """Pages over a question that goes through a list either way from a key.

    ``order`` is the name of the list's own order, the one that holds while the reader sorts by nothing.
    """

    order = ""
    columns: Sequence[Column] = ()

    @abstractmethod
    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return rows from a key on, or from the end of the list, the nearest first."""

    def first(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the first rows."""
        return self._walk(None, limit, search, sort)

    def last(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the last rows."""
        return self._walk(None, limit, search, sort, up=True)

    def after(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the rows that follow the row with this key."""
        return self._walk(key, limit, search, sort)

    def before(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the rows just before the row with this key."""
        return self._walk(key, limit, search, sort, up=True)

    def _walk(self, key: Any, limit: int, search: str, sort: Sort | None, *, up: bool = False) -> list[Row]:
        order = sort.column if sort else self.order
        descending = sort.descending if sort else False
        found = self.walk(order, search, key, limit, descending != up)
        return found[::-1] if up else found
