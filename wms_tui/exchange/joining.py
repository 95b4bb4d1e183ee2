"""Joins: the row of a header sheet that belongs to a line."""

from wms_tui.exchange.mapping import Join
from wms_tui.exchange.tables import Cell, Flaw, Row, Table


class NoHeadError(LookupError):
    """A line has no header row, or more than one."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        """Say in which column of the lines, with which value, and why."""
        super().__init__(reason)
        self.column = column
        self.value = value
        self.reason = reason


class Lookup:
    """Finds what the header sheet says for each line."""

    def __init__(self, lines: Table, heads: Table, join: Join) -> None:
        """Index the header sheet, whose columns must all be there."""
        self._name = join.sheet
        self._columns = tuple(join.on)
        self._positions = tuple(lines.positions(name)[0] for name in join.on)
        self._width = max([len(lines.header), *(len(row.cells) for row in lines.rows)])
        keys = tuple(heads.positions(name)[0] for name in join.on.values())
        taken = tuple(heads.positions(name)[0] for name in join.columns)
        self._heads: dict[tuple[str, ...], set[tuple[Cell, ...]]] = {}
        for row in heads.rows:
            found = tuple(row.cell(position) for position in taken)
            self._heads.setdefault(_key(row, keys), set()).add(found)

    def widened(self, row: Row) -> Row:
        """Return a line with what its header row says behind its own cells.

        Raises:
            NoHeadError: where there is no such row, or several that differ.
        """
        for column, position in zip(self._columns, self._positions, strict=True):
            cell = row.cell(position)
            if isinstance(cell, Flaw):
                raise NoHeadError(column, cell.value, cell.reason)
        key = _key(row, self._positions)
        found = self._heads.get(key, set())
        if len(found) != 1:
            says = "rows that differ" if found else "no row"
            reason = f"{self._name} has {says} for this"
            raise NoHeadError(self._columns[0], " ".join(key), reason)
        filler = ("",) * (self._width - len(row.cells))
        return Row(row.number, (*row.cells, *filler, *next(iter(found))))


def _key(row: Row, positions: tuple[int, ...]) -> tuple[str, ...]:
    """Return by what a line and its header row find each other."""
    cells = (row.cell(position) for position in positions)
    return tuple(cell.value if isinstance(cell, Flaw) else cell for cell in cells)
