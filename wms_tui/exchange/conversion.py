"""Conversion: the rows of a table to records, under a map or by our own column names."""

from collections.abc import Callable, Iterator
from typing import Any

from wms_tui.domain.fields import Column
from wms_tui.domain.layouts import LAYOUTS
from wms_tui.domain.records import Kind, Record, Source
from wms_tui.errors import BadInput
from wms_tui.exchange.joining import Lookup, NoHeadError
from wms_tui.exchange.mapping import IGNORED, Join, SheetMap
from wms_tui.exchange.sheets import MOST_ERRORS, RowError, Sheet, row_error, told
from wms_tui.exchange.tables import Cell, Flaw, Row, Table, letters

HEADER = 1
"""The number of the row with the names of the columns."""

Finder = Callable[[Table, str], Table | None]
"""Finds the sheet of some name, as seen from another one."""


def convert(table: Table, kind: Kind, sheet_map: SheetMap, find: Finder) -> Sheet:
    """Return the records of a table and all errors in it."""
    return _Conversion(table, kind, sheet_map).sheet(find)


class _Conversion:
    """One table on its way to records."""

    def __init__(self, table: Table, kind: Kind, sheet_map: SheetMap) -> None:
        self.table = table
        self.kind = kind
        self.map = sheet_map
        self.layout = LAYOUTS[kind]
        self.errors: list[RowError] = []
        self.error_count = 0
        self.feeds: dict[str, int] = {}
        self.headings: dict[str, str] = {}
        self.lookups: list[Lookup] = []
        self.joined: dict[str, int] = {}
        self.complete = False
        self.where: list[tuple[int, str, frozenset[str]]] = []
        # Joined cells stand behind the widest row, so that no cell of the sheet itself is taken for one.
        self.width = max([len(table.header), *(len(row.cells) for row in table.rows)])

    def sheet(self, find: Finder) -> Sheet:
        """Read the header, then all rows."""
        records: list[Record] = []
        rows = 0
        if self.header_is_there():
            self.read_header()
            for join in self.map.joins:
                self.join(join, find(self.table, join.sheet))
            self.look_for_missing()
            self.unnamed()
            for row in self.table.rows:
                taken, record = self.row(row)
                rows += taken
                records += [record] if record else []
        return Sheet(
            path=self.table.path,
            sheet=self.table.sheet,
            kind=self.kind,
            rows=rows,
            records=tuple(records),
            errors=told(self.errors, self.error_count),
            error_count=self.error_count,
            headings=self.headings,
        )

    def add(self, row: int, column: str, cell: Cell, reason: str) -> None:
        """Note an error; beyond a thousand only count it."""
        self.error_count += 1
        if len(self.errors) < MOST_ERRORS:
            value = cell.value if isinstance(cell, Flaw) else cell
            self.errors.append(row_error(row, column, value, reason))

    def header_is_there(self) -> bool:
        """Return whether there is a row of names."""
        if self.table.header:
            return True
        self.add(HEADER, "", "", "the sheet is empty" if self.table.empty else "row 1 has no column names")
        return False

    def read_header(self) -> None:
        """Find out which column is which of ours."""
        names = [name for name in self.table.header if isinstance(name, str)]
        for position, heading in enumerate(self.table.header):
            if isinstance(heading, Flaw):
                self.add(HEADER, letters(position), heading, heading.reason)
            elif heading:
                self.read_heading(position, heading, repeated=names.count(heading) > 1)

    def read_heading(self, position: int, heading: str, *, repeated: bool) -> None:
        """Find out what one column is."""
        our = self.map.columns.get(heading)
        if our is None and self.layout.column(heading.casefold()):
            our = heading.casefold()
        if our == IGNORED:
            return
        if repeated:
            self.add(HEADER, heading, "", f"column {letters(position)}: another one has the same name")
        elif our is not None:
            self.feed(our, position, heading)
        elif not self.is_mentioned(heading):
            self.add(HEADER, heading, "", f'unknown column; a map can ignore it: "{heading}" = ""')

    def is_mentioned(self, heading: str) -> bool:
        """Return whether the map uses a column without taking its value."""
        return heading in self.map.where or any(heading in join.on for join in self.map.joins)

    def feed(self, our: str, position: int, heading: str) -> None:
        """Note where the values of one of our columns stand."""
        if our in self.feeds:
            self.add(HEADER, heading, "", f"{self.headings[our]} gives {our} already")
            return
        self.feeds[our] = position
        self.headings[our] = heading

    def join(self, join: Join, heads: Table | None) -> None:
        """Make ready to look up the header row of each line."""
        if heads is None:
            self.add(HEADER, "", join.sheet, f"there is no one sheet {join.sheet} to join")
            return
        missing = [name for name in join.on if not self.table.positions(name)]
        missing += [name for name in (*join.on.values(), *join.columns) if not heads.positions(name)]
        for name in missing:
            self.add(HEADER, name, "", f"the join with {join.sheet} needs this column")
        if missing:
            return
        for offset, (heading, our) in enumerate(join.columns.items()):
            self.joined[heading] = self.width + offset
            if our != IGNORED:
                self.feed(our, self.width + offset, heading)
        self.width += len(join.columns)
        self.lookups.append(Lookup(self.table, heads, join))

    def look_for_missing(self) -> None:
        """Note the columns that should be there and are not."""
        joined = {heading for join in self.map.joins for heading in join.columns}
        for heading, our in self.map.columns.items():
            if our != IGNORED and heading not in joined and not self.table.positions(heading):
                self.add(HEADER, heading, "", "the map names it, but there is no such column")
        for heading, wanted in self.map.where.items():
            positions = self.table.positions(heading)
            position = positions[0] if positions else self.joined.get(heading)
            if position is None:
                self.add(HEADER, heading, "", "where names it, but there is no such column")
            else:
                self.where.append((position, heading, wanted))
        known = {*self.feeds, *self.map.defaults}
        missing = [column.name for column in self.layout.columns if column.required and column.name not in known]
        for name in missing:
            self.add(HEADER, name, "", "this column is required")
        self.complete = not missing

    def unnamed(self) -> None:
        """Note, once a column, values below no name."""
        seen = {position for position, heading in enumerate(self.table.header) if heading}
        for row in self.table.rows:
            for position, cell in enumerate(row.cells):
                if cell and position not in seen:
                    seen.add(position)
                    self.add(row.number, letters(position), cell, "the column has no name in row 1")

    def row(self, row: Row) -> tuple[bool, Record | None]:
        """Return whether a row counts, and its record if it is good."""
        own = [test for test in self.where if test[0] < len(self.table.header)]
        if not self.fits(row, own):
            return False, None
        for lookup in self.lookups:
            try:
                row = lookup.widened(row)
            except NoHeadError as missing:
                self.add(row.number, missing.column, missing.value, missing.reason)
                return True, None
        if not self.fits(row, [test for test in self.where if test not in own]):
            return False, None
        if not any(row.cell(position) for position in self.feeds.values()):
            return False, None
        return True, self.record(row)

    def fits(self, row: Row, tests: list[tuple[int, str, frozenset[str]]]) -> bool:
        """Return whether a row is one of those to take."""
        for position, heading, wanted in tests:
            cell = row.cell(position)
            if isinstance(cell, Flaw):
                self.add(row.number, heading, cell, cell.reason)
                return False
            if cell not in wanted:
                return False
        return True

    def record(self, row: Row) -> Record | None:
        """Return the record of a row; None after an error."""
        before = self.error_count
        found = {column.attribute: self.value(row, column) for column in self.layout.columns}
        if self.error_count > before or not self.complete:
            return None
        source = Source(self.table.path.name, self.table.sheet, row.number)
        record = self.layout.make(**found, source=source)
        for name, reason in self.layout.doubts(record):
            self.add(row.number, self.headings.get(name, name), self.said(row, name), reason)
        return record

    def value(self, row: Row, column: Column) -> Any:
        """Return the value of one of our columns; None after an error."""
        cell = self.said(row, column.name)
        heading = self.headings.get(column.name, column.name)
        if isinstance(cell, Flaw):
            return self.add(row.number, heading, cell, cell.reason)
        text = self.translated(column.name, cell)
        if not text:
            if column.required and self.complete:
                self.add(row.number, heading, cell, "is required")
            return column.default
        try:
            return column.read(text)
        except BadInput as refusal:
            return self.add(row.number, heading, cell or text, ": ".join(_sentences(refusal)))

    def said(self, row: Row, our: str) -> Cell:
        """Return the cell that one of our columns has in a row."""
        return row.cell(self.feeds[our]) if our in self.feeds else ""

    def translated(self, our: str, text: str) -> str:
        """Return the value of a cell in our words."""
        if text in self.map.blank:
            text = ""
        text = self.map.values.get(our, {}).get(text, text)
        return text or self.map.defaults.get(our, "")


def _sentences(refusal: BadInput) -> Iterator[str]:
    """Return what is wrong and, where there is one, the way out."""
    yield refusal.message
    if refusal.hint:
        yield refusal.hint
