"""The list of every desk screen: lazy, searchable, sortable, as wide as the terminal is."""

from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len
from textual.events import Resize

from screens.fit import pad
from screens.lines import Line, Look, Span, bar
from screens.looks import Lines
from screens.row_window import Column, Pages, Row, RowWindow, Sort

_MARK = 2
"""Cells before each row: the cursor is seen without colour."""

Shares = list[tuple[int, int]]
"""The place of a column among all, and the cells it gets."""


_MOST = 3
"""A quantity in packs takes at most this part of the width, or what its column needs at least."""


def fit_quantities(columns: Sequence[Column], rows: Sequence[Row], width: int) -> tuple[list[Column], list[list[str]]]:
    """Return the columns wide enough for every quantity in sight, and the texts of the rows.

    Where a quantity in packs would take too much of the width, it is told in base units.
    """
    texts = [list(row.cells) for row in rows]
    fitted = list(columns)
    for place, column in enumerate(columns):
        if not column.whole:
            continue
        most = max(column.width, width // _MOST)
        for row, cells in zip(rows, texts, strict=True):
            if cell_len(cells[place]) > most and row.in_units:
                cells[place] = row.in_units[place]
        needed = max((cell_len(cells[place]) for cells in texts), default=0)
        fitted[place] = replace(column, width=max(column.width, needed))
    return fitted, texts


def fit_columns(columns: Sequence[Column], width: int) -> Shares:
    """Choose the most important columns that fit and share the width out, in the order they were given.

    One cell stays between two columns. The most important column is always there, if need be narrower.
    """
    by_priority = sorted(range(len(columns)), key=lambda place: columns[place].priority)
    chosen = by_priority[:1]
    left = width - sum(columns[place].width for place in chosen)
    for place in by_priority[1:]:
        if columns[place].width + 1 > left:
            break
        chosen.append(place)
        left -= columns[place].width + 1
    grows = [place for place in chosen if columns[place].grows] or chosen[-1:]
    return [(place, columns[place].width + (left if place == grows[0] else 0)) for place in sorted(chosen)]


class LazyList(Lines):
    """Shows a window on rows read page by page."""

    DEFAULT_CSS = "LazyList { width: 1fr; height: 1fr; }"

    def __init__(self, pages: Pages) -> None:
        """Show ``pages`` from the first row."""
        super().__init__()
        self.window = RowWindow(pages)

    def on_resize(self, event: Resize) -> None:
        """Take the new size: one line for the titles, the others for rows. Behind the help it has none."""
        if event.size.height > 1:
            self.window.resize(event.size.height - 1)
            self.draw()

    def use(self, pages: Pages) -> None:
        """Show other rows, such as those of another lot."""
        self.window = RowWindow(pages, self.window.height)

    def draw(self) -> None:
        """Draw what is in sight."""
        if self.size.width <= _MARK:
            return
        width = self.size.width - _MARK
        rows = self.window.visible()
        columns, texts = fit_quantities(self.window.pages.columns, rows, width)
        shares = fit_columns(columns, width)
        at = self.window.line
        drawn = (self._row(row, cells, shares, n == at) for n, (row, cells) in enumerate(zip(rows, texts, strict=True)))
        self.show([self._titles(shares), *drawn])

    def key(self, name: str) -> bool:
        """Act on a key that moves the cursor; return whether it was one."""
        match name:
            case "up":
                self.window.move(-1)
            case "down":
                self.window.move(1)
            case "pageup":
                self.window.turn(-1)
            case "pagedown":
                self.window.turn(1)
            case "home":
                self.window.home()
            case "end":
                self.window.end()
            case _:
                return False
        return True

    def sort_by_next(self) -> None:
        """Sort by the next column, and after the last one in the list's own order again."""
        names: list[str | None] = [None]
        names += [column.name for column in self.window.pages.columns if column.sortable]
        now = self.window.sort.column if self.window.sort else None
        following = names[(names.index(now) + 1) % len(names)]
        self.window.order(Sort(following) if following else None)

    def turn_round(self) -> bool:
        """Sort the other way round; return whether there is a column the list is sorted by."""
        sort = self.window.sort
        if sort is None:
            return False
        self.window.order(Sort(sort.column, not sort.descending))
        return True

    def _titles(self, shares: Shares) -> Line:
        """Return the titles, with arrows at the left where there is more that way."""
        window = self.window
        more = ("^" if window.more_above else " ") + ("v" if window.more_below else " ")
        columns = window.pages.columns
        titles = _joined([self._title(columns[place]) for place, _ in shares], columns, shares)
        return Line((Span(more), Span(titles, Look.BIG)))

    def _title(self, column: Column) -> str:
        sort = self.window.sort
        if sort is None or sort.column != column.name:
            return column.title
        return f"{column.title}{'-' if sort.descending else '+'}"

    def _row(self, row: Row, cells: Sequence[str], shares: Shares, current: bool) -> Line:
        text = _joined([cells[place] for place, _ in shares], self.window.pages.columns, shares)
        if current:
            return bar(f"> {text}", self.size.width, Look.REVERSE)
        return Line((Span("  "), Span(text, row.look)))


def _joined(texts: Sequence[str], columns: Sequence[Column], shares: Shares) -> str:
    """Return texts side by side, each in its share."""
    cells = [pad(text, width, right=columns[place].right) for text, (place, width) in zip(texts, shares, strict=True)]
    return " ".join(cells)
