"""A window on a list too long to be held: the rows in sight and one page either side.

Rows are read by key, never by number: the page after the last row held, the page before the first. So a
step costs the same in a list of ten rows and of a million, and rows that others add meanwhile neither
repeat nor hide any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from screens.lines import Look


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list. Where not all fit, those with the highest priority numbers are left out."""

    name: str
    title: str
    width: int
    """The least cells it needs."""
    priority: int = 1
    right: bool = False
    grows: bool = False
    """Whether it takes the cells that are left over."""
    sortable: bool = True
    whole: bool = False
    """Whether its texts are quantities: they are never cut. It is as wide as those in sight."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is shown, a text for each column."""

    key: Any
    """What its source finds the row by, whatever the order; no two rows have the same."""
    cells: tuple[str, ...]
    look: Look = Look.NORMAL
    about: Any = None
    """What the row tells of, for whoever made it."""
    in_units: tuple[str, ...] = ()
    """The same cells with quantities in base units, for where packs take too much room."""


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of a list. Rows that are equal in the column come in the order of their keys."""

    column: str
    descending: bool = False


class Pages(Protocol):
    """Where the rows come from. Fewer rows than ``limit`` means that there are no more that way.

    ``search`` is what the reader typed (empty for all); without ``sort`` the source's own order holds.
    Rows come in the order of the list, those of ``before`` and ``last`` too.
    """

    @property
    def columns(self) -> Sequence[Column]:
        """Return the columns, left to right."""
        ...

    def first(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the first rows."""
        ...

    def last(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the last rows."""
        ...

    def after(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the rows that follow the row with this key."""
        ...

    def before(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the rows just before the row with this key."""
        ...


class RowWindow:
    """The rows held, the part of them in sight, and the row the cursor is on."""

    def __init__(self, pages: Pages, height: int = 10) -> None:
        """Stand at the first row; nothing is read before it is needed."""
        self.pages = pages
        self.height = height
        self.search = ""
        self.sort: Sort | None = None
        self._rows: list[Row] = []
        self._top = 0
        self._cursor = 0
        self._at_start = False
        self._at_end = False
        self._unread = True

    @property
    def held(self) -> int:
        """How many rows are held: at most three pages."""
        return len(self._rows)

    @property
    def current(self) -> Row | None:
        """The row the cursor is on."""
        self._read()
        return self._rows[self._cursor] if self._rows else None

    @property
    def line(self) -> int:
        """The line of the window, from 0, on which the cursor is."""
        self._read()
        return self._cursor - self._top

    @property
    def more_above(self) -> bool:
        """Whether there are rows above those in sight."""
        self._read()
        return self._top > 0 or not self._at_start

    @property
    def more_below(self) -> bool:
        """Whether there are rows below those in sight."""
        self._read()
        return self._top + self.height < len(self._rows) or not self._at_end

    def visible(self) -> list[Row]:
        """Return the rows in sight."""
        self._read()
        return self._rows[self._top : self._top + self.height]

    def find(self, text: str) -> None:
        """Show the rows that match ``text``, from the first; read them when they are looked at."""
        self.search = text
        self._unread = True

    def order(self, sort: Sort | None) -> None:
        """Show the rows in another order, from the first."""
        self.sort = sort
        self._unread = True

    def resize(self, height: int) -> None:
        """Take the number of lines there are to show rows in."""
        self.height = max(height, 1)
        if not self._unread:
            self.move(0)

    def home(self) -> None:
        """Go to the first row."""
        self._begin(self.pages.first(self.height + 1, search=self.search, sort=self.sort))
        self._at_start, self._at_end = True, self._cut(self._rows, self.height, at=self.height)

    def end(self) -> None:
        """Go to the last row."""
        self._begin(self.pages.last(self.height + 1, search=self.search, sort=self.sort))
        self._at_start, self._at_end = self._cut(self._rows, self.height, at=0), True
        self._cursor = max(len(self._rows) - 1, 0)

    def move(self, rows: int) -> None:
        """Move the cursor so many rows down, or up."""
        self._read()
        self._reach(self._cursor + rows)
        self._settle(self._top)

    def turn(self, pages: int) -> None:
        """Move so many whole pages down, or up; the cursor keeps its line of the window."""
        self._read()
        before = self._rows[self._top] if self._rows else None
        self._reach(self._cursor + pages * self.height)
        top = self._rows.index(before) if before else 0
        self._settle(top + pages * self.height)

    def reload(self) -> None:
        """Read the rows again, for what others changed; the cursor stays on its row if that is still there."""
        current, cursor, top, held = self.current, self._cursor, self._top, max(len(self._rows), self.height)
        anchor = self.pages.before(self._rows[0].key, 1, search=self.search, sort=self.sort) if self._rows else ()
        if anchor:
            self._begin(self.pages.after(anchor[-1].key, held + 1, search=self.search, sort=self.sort))
        else:
            self._begin(self.pages.first(held + 1, search=self.search, sort=self.sort))
        if anchor and not self._rows:
            self.end()
            return
        self._at_start, self._at_end = not anchor, self._cut(self._rows, held, at=held)
        keys = [row.key for row in self._rows]
        self._reach(keys.index(current.key) if current and current.key in keys else cursor)
        self._settle(top)

    def _read(self) -> None:
        if self._unread:
            self.home()

    def _begin(self, rows: Sequence[Row]) -> None:
        """Hold these rows and no others."""
        self._unread = False
        self._rows = list(rows)
        self._top = self._cursor = 0

    @staticmethod
    def _cut(rows: list[Row], limit: int, *, at: int) -> bool:
        """Drop the row read beyond ``limit``, if there is one; return whether there was none."""
        if len(rows) <= limit:
            return True
        del rows[at]
        return False

    def _reach(self, cursor: int) -> None:
        """Put the cursor on a row that may not be held yet, or on the last one that way."""
        while cursor >= len(self._rows) and self._read_below():
            pass
        while cursor < 0 and (read := self._read_above()):
            cursor += read
        self._cursor = max(min(cursor, len(self._rows) - 1), 0)

    def _settle(self, top: int) -> None:
        """Bring the cursor into sight with the window full, and let go of what is far away."""
        top = max(min(top, self._cursor), self._cursor - self.height + 1)
        while top + self.height > len(self._rows) and self._read_below():
            pass
        top = min(top, len(self._rows) - self.height)
        while top < 0 and (read := self._read_above()):
            top += read
        self._top = max(top, 0)
        self._let_go()

    def _read_below(self) -> int:
        if self._at_end or not self._rows:
            return 0
        limit = self.height
        read = list(self.pages.after(self._rows[-1].key, limit + 1, search=self.search, sort=self.sort))
        self._at_end = self._cut(read, limit, at=limit)
        self._rows.extend(read)
        return len(read)

    def _read_above(self) -> int:
        """Read the page above; return how far that moved the rows held, the cursor with them."""
        if self._at_start or not self._rows:
            return 0
        limit = self.height
        read = list(self.pages.before(self._rows[0].key, limit + 1, search=self.search, sort=self.sort))
        self._at_start = self._cut(read, limit, at=0)
        self._rows[:0] = read
        self._cursor += len(read)
        self._top += len(read)
        return len(read)

    def _let_go(self) -> None:
        last = self._top + 2 * self.height
        if len(self._rows) > last:
            del self._rows[last:]
            self._at_end = False
        first = self._top - self.height
        if first > 0:
            del self._rows[:first]
            self._at_start = False
            self._top -= first
            self._cursor -= first
