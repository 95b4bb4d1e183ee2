"""Tables: a sheet of a file as text, before anyone knows what it is about."""

from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 50_000_000
"""The largest file, and the largest content of a workbook, that is read."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell that cannot be text: a formula, a spreadsheet error, a number that has lost digits."""

    reason: str
    value: str = ""
    """What the cell holds, for the message; it is never evaluated."""


Cell = str | Flaw
"""What a cell says; an empty text where it says nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank, and its number as a spreadsheet shows it."""

    number: int
    cells: tuple[Cell, ...]
    """As many as the row has; the header may have more or fewer."""

    def cell(self, position: int) -> Cell:
        """Return the cell at a position counted from 0; an empty text behind the last one."""
        return self.cells[position] if position < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook, or a text file."""

    path: Path
    sheet: str
    """The name of the sheet; empty for a text file."""
    header: tuple[Cell, ...]
    """Row 1; empty where it is blank."""
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """What the sheet is called: its own name, or the file's without its ending."""
        return self.sheet or self.path.stem

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it at all."""
        return not self.header and not self.rows

    def positions(self, heading: str) -> tuple[int, ...]:
        """Return where a heading stands, counted from 0."""
        return tuple(position for position, name in enumerate(self.header) if name == heading)


def letters(position: int) -> str:
    """Return what a spreadsheet calls the column at a position counted from 0: A, B ... Z, AA."""
    name = ""
    rest = position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
