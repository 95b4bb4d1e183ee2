"""Things that are all at hand, such as how every item stands, for a list that is searched and sorted."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from screens.row_window import Column, Row, Sort
from screens.sitting import Sitting
from screens.wording import Packs, in_units
from wms_tui.domain.codes import folded


class ListedRows(ABC):
    """Pages over things that are read whole when they are shown: searched by words, sorted by any column.

    The keys of rows are their places in what is listed now.
    """

    columns: tuple[Column, ...] = ()
    sorts: Mapping[str, Callable[[Any], Any]] = {}
    """What each column is sorted by."""

    def __init__(self, sitting: Sitting) -> None:
        """Ask nothing before it is shown."""
        self.sitting = sitting
        self.packs = Packs()
        self.found: list[Any] = []
        self._asked: tuple[str, Sort | None] | None = None
        self._listed: list[Any] = []

    def read(self) -> None:
        """Ask again what is so."""
        self.packs = Packs()
        self.found = self.ask()
        self._asked = None

    @abstractmethod
    def ask(self) -> list[Any]:
        """Return what is listed, in the order of the list itself."""

    @abstractmethod
    def names(self, one: Any) -> str:
        """Return what is searched for words."""

    @abstractmethod
    def cells(self, one: Any, spell: Callable[[int, Any], str]) -> tuple[str, ...]:
        """Return the texts of a row, quantities spelled by ``spell``."""

    def first(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the first rows."""
        return self._rows(0, limit, search, sort)

    def last(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the last rows."""
        count = len(self._in_order(search, sort))
        return self._rows(max(0, count - limit), count, search, sort)

    def after(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the rows that follow the one at a place."""
        return self._rows(key + 1, key + 1 + limit, search, sort)

    def before(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the rows just before the one at a place."""
        return self._rows(max(0, key - limit), key, search, sort)

    def _rows(self, begin: int, end: int, search: str, sort: Sort | None) -> list[Row]:
        shown = self._in_order(search, sort)[begin:end]
        return [self._row(place, one) for place, one in enumerate(shown, begin)]

    def _row(self, place: int, one: Any) -> Row:
        packed = self.cells(one, lambda quantity, of: self.packs.spell(quantity, of.item, of.unit))
        units = self.cells(one, lambda quantity, of: in_units(quantity, of.unit))
        return Row(place, packed, about=one, in_units=units)

    def _in_order(self, search: str, sort: Sort | None) -> list[Any]:
        """Return what matches in its order; made once for as long as the same is asked."""
        if self._asked != (search, sort):
            words = folded(search).split()
            self._listed = [one for one in self.found if all(word in self.names(one) for word in words)]
            if sort is not None:
                self._listed.sort(key=self.sorts[sort.column], reverse=sort.descending)
            self._asked = (search, sort)
        return self._listed
