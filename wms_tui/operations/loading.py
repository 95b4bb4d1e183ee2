"""A load under way: what it has found, what it refuses, and what it will post; part of ``load``.

Records are written as they come, inside one transaction, so that later ones find the earlier. Where anything
is refused all of it is rolled back, after every record had its say.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from wms_tui.domain.audit import FieldChange, Thing, differences
from wms_tui.domain.codes import folded
from wms_tui.domain.fields import Column
from wms_tui.domain.layouts import LAYOUTS
from wms_tui.domain.records import Kind, Record
from wms_tui.domain.rows import Item, Place
from wms_tui.domain.types import Role
from wms_tui.errors import Refused
from wms_tui.ledger import Move, StatusMove
from wms_tui.queries.items import the_item
from wms_tui.queries.partners import the_partner
from wms_tui.queries.places import the_bin

_CODES = frozenset({"item", "pack", "bin", "partner", "fixed_bin", "supplier", "test"})
"""Columns that name a thing regardless of case."""


@dataclass(frozen=True, slots=True)
class RecordError:
    """Why a record cannot be loaded: one of our columns, what it says, and what is wrong with that."""

    record: Record
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Loading:
    """A load under way."""

    on: date
    """The day that goods without a day of receipt came."""
    key: str
    errors: list[RecordError] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    changes: list[StatusMove] = field(default_factory=list)
    unchanged: int = 0
    """Records that say only what the warehouse knows."""
    noted: list[FieldChange] = field(default_factory=list)
    """What is new or other in the masters."""
    cautions: list[str] = field(default_factory=list)
    """What is odd but keeps nothing from being loaded, one sentence each."""
    _items: dict[str, Item] = field(default_factory=dict)
    _places: dict[str, Place] = field(default_factory=dict)
    _failed: set[tuple[str, str]] = field(default_factory=set)

    def refuse(self, kind: Kind, record: Record, column: str, reason: str) -> None:
        """Note that a record is wrong in a column."""
        found = LAYOUTS[kind].column(column)
        said = getattr(record, found.attribute) if found else ""
        self.errors.append(RecordError(record, column, "" if said is None else str(said), reason))

    def caution(self, record: Record, sentence: str) -> None:
        """Note that something about a record is odd."""
        where = str(record.source) if record.source.row else ""
        self.cautions.append(f"{where}: {sentence}" if where else sentence)

    def note(self, thing: Thing, code: str, before: object | None, after: object | None) -> None:
        """Note what a thing was before the load and what it is after it."""
        self.noted.extend(differences(thing, code, before, after))

    @contextmanager
    def refusals(self, kind: Kind, record: Record, column: str, other: dict[str, str] | None = None) -> Iterator[None]:
        """Note what is refused inside as an error of a record, in this column or in the one its code stands for."""
        try:
            yield
        except Refused as refusal:
            self.refuse(kind, record, (other or {}).get(refusal.code, column), refusal.message)

    def failed(self, what: str, code: str) -> None:
        """Remember that a thing could not be loaded, so that what refers to it is not refused as well."""
        self._failed.add((what, folded(code)))

    def item(self, kind: Kind, record: Record, code: str) -> Item | None:
        """Return the item that a record names; None, with the error noted, where there is none."""
        found = self._items.get(code)
        if found is None and not self._is_failed("item", code):
            with self.refusals(kind, record, "item"):
                found = self._items[code] = the_item(code)
        return found

    def forget_items(self) -> None:
        """Look items up again, as their packs have changed."""
        self._items.clear()

    def place(self, kind: Kind, record: Record, code: str) -> Place | None:
        """Return the place in the house that a record names; None, with the error noted, where there is none."""
        found = self._places.get(code)
        if found is None and not self._is_failed("bin", code):
            with self.refusals(kind, record, "bin"):
                found = self._places[code] = the_bin(code)
        return found

    def partner(self, kind: Kind, record: Record, role: Role, code: str) -> int | None:
        """Return the row number of a partner that a record names; None, with the error noted, without one."""
        if not self._is_failed(role, code):
            with self.refusals(kind, record, role.value):
                return the_partner(code, role).id
        return None

    def compare(self, kind: Kind, record: Record, known: Record) -> None:
        """Pass over a record that says what is known; note the first column in which it says something else.

        What a record leaves empty it does not say.
        """
        column = first_difference(kind, record, known)
        if column is None:
            self.unchanged += 1
            return
        shown = getattr(known, column.attribute)
        self.refuse(kind, record, column.name, f"the warehouse has {'nothing' if shown in (None, '') else shown}")

    def _is_failed(self, what: str, code: str) -> bool:
        return (what, folded(code)) in self._failed


def first_difference(kind: Kind, record: Record, known: Record) -> Column | None:
    """Return the first column in which a record says something else than is known; empty ones say nothing."""
    for column in LAYOUTS[kind].columns:
        if getattr(record, column.attribute) != column.default and _said(record, column) != _said(known, column):
            return column
    return None


def _said(record: Record, column: Column) -> object:
    """Return what a record says in a column, for comparison."""
    value = getattr(record, column.attribute)
    if column.name == "gtin":
        return value.zfill(14) if value else ""
    return folded(value) if column.name in _CODES else value
