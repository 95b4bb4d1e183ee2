"""A desk screen for tests: a thousand items on a shelf, made when they are looked at."""

from collections.abc import Sequence
from typing import Any

from screens.desk import DeskScreen
from screens.row_window import Column, Row, Sort
from wms_tui.tasks.prompt import Feedback, Key, Outcome


class Shelf:
    """Items SKU0000 to SKU0999, found by a part of their code."""

    columns = (
        Column("item", "ITEM", 8, 1),
        Column("name", "NAME", 12, 3, grows=True),
        Column("quantity", "QTY", 6, 2, right=True, sortable=False),
    )

    def first(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        return self._rows(search, sort)[:limit]

    def last(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        return self._rows(search, sort)[-limit:]

    def after(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        rows = self._rows(search, sort)
        place = [row.key for row in rows].index(key) + 1
        return rows[place : place + limit]

    def before(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        rows = self._rows(search, sort)
        place = [row.key for row in rows].index(key)
        return rows[max(place - limit, 0) : place]

    def _rows(self, search: str, sort: Sort | None) -> list[Row]:
        numbers = [number for number in range(1000) if search in f"SKU{number:04}"]
        if sort and sort.descending:
            numbers.reverse()
        return [Row(number, (f"SKU{number:04}", f"[/] item {number}", str(number * 12))) for number in numbers]


class ShelfScreen(DeskScreen):
    """Opens an item as another search on itself; F5 asks for a count."""

    own_keys = (Key("f5", "Count", "PROBLEM"),)

    def __init__(self) -> None:
        super().__init__("STOCK", Shelf())

    def detail(self, row: Row) -> str:
        return f"{row.cells[0]} stands in A-01-{row.key:02}"

    def target(self, row: Row) -> str:
        return "" if self.subject.startswith("SKU0") else f"stock:{row.cells[0]}"

    def command(self, command: str) -> Feedback | None:
        return Feedback(Outcome.OK, "count asked for")
