"""Agreement: rows that contradict each other, within a sheet and between sheets.

A lot that expires on two days, an order for two customers, a bar code of two items: each row alone is good,
and whichever were loaded last would win without a word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from wms_tui.domain.codes import folded
from wms_tui.domain.fields import Column
from wms_tui.domain.layouts import LAYOUTS
from wms_tui.domain.records import (
    ItemRecord,
    LotRecord,
    OrderLineRecord,
    PackRecord,
    ReceiptLineRecord,
    Record,
    Source,
    StockRecord,
)
from wms_tui.exchange.sheets import RowError, Sheet

# Each of these names a thing regardless of case.
_CODES = frozenset({"item", "pack", "bin", "partner", "fixed_bin", "supplier", "test"})
_LINES = (ReceiptLineRecord, OrderLineRecord)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a record says of something, which all records must say alike."""

    about: tuple[Any, ...]
    column: str
    says: Any
    shown: str


@dataclass(slots=True)
class _Known:
    """What has been said so far, and where it was said first."""

    facts: dict[tuple[Any, ...], tuple[Any, str, Source]] = field(default_factory=dict)
    records: dict[tuple[Any, ...], Record] = field(default_factory=dict)


def in_agreement(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Return the sheets with an error for each contradiction, and without records that repeat another."""
    known = _Known()
    return tuple(_agreed(sheet, known) for sheet in sheets)


def facts_of(record: Record) -> Iterator[Fact]:
    """Yield what a record says of things that others speak of too; what is left empty is not said."""
    if isinstance(record, LotRecord | StockRecord | ReceiptLineRecord) and record.lot and record.expires_on:
        lot = ("lot", folded(record.item), record.lot)
        yield Fact(lot, "expires_on", record.expires_on, f"{record.lot} expires {record.expires_on}")
    if isinstance(record, OrderLineRecord):
        order = ("order", folded(record.order))
        yield Fact(order, "customer", folded(record.customer), f"{record.order} is for {record.customer}")
        if record.ship_on:
            yield Fact(order, "ship_on", record.ship_on, f"{record.order} ships {record.ship_on}")
    if isinstance(record, ReceiptLineRecord):
        receipt = ("receipt", folded(record.receipt))
        if record.supplier:
            supplier = folded(record.supplier)
            yield Fact(receipt, "supplier", supplier, f"{record.receipt} is from {record.supplier}")
        if record.due_on:
            yield Fact(receipt, "due_on", record.due_on, f"{record.receipt} is due {record.due_on}")
    if isinstance(record, ItemRecord | PackRecord) and record.gtin:
        owner = (folded(record.item), folded(record.unit if isinstance(record, ItemRecord) else record.pack))
        # GTINs of 8, 12 and 13 digits are GTINs of 14 with zeros in front.
        yield Fact(("gtin", record.gtin.zfill(14)), "gtin", owner, f"{record.gtin} is {record.item}")


def _agreed(sheet: Sheet, known: _Known) -> Sheet:
    """Return one sheet held against all that was said before."""
    errors: list[RowError] = []
    kept: list[Record] = []
    for record in sheet.records:
        before = len(errors)
        new = _is_new(sheet, record, known, errors)
        for fact in facts_of(record):
            first = known.facts.setdefault((*fact.about, fact.column), (fact.says, fact.shown, record.source))
            if first[0] != fact.says:
                errors.append(_error(sheet, record, fact.column, f"{first[1]} in {_place(sheet, first[2])}"))
        if new and len(errors) == before:
            kept.append(record)
    return replace(sheet, records=tuple(kept)).refused(errors)


def _is_new(sheet: Sheet, record: Record, known: _Known, errors: list[RowError]) -> bool:
    """Return whether a record is neither repeated nor in conflict with one that has the same name."""
    layout = LAYOUTS[sheet.kind]
    identity = layout.identity(record)
    if identity is None:
        return True
    first = known.records.setdefault((sheet.kind, *identity), record)
    if first is record:
        return True
    differing = [column.name for column in layout.columns if _said(first, column) != _said(record, column)]
    place = _place(sheet, first.source)
    if isinstance(record, _LINES):
        errors.append(_error(sheet, record, "line", f"{place} has this line already"))
    elif differing:
        errors.append(_error(sheet, record, differing[0], f"{place} says otherwise"))
    return False


def _said(record: Record, column: Column) -> Any:
    """Return what a record says in a column, for comparison."""
    value = getattr(record, column.attribute)
    return folded(value) if column.name in _CODES else value


def _error(sheet: Sheet, record: Record, column: str, reason: str) -> RowError:
    """Return the error of a record whose value contradicts another."""
    layout_column = LAYOUTS[sheet.kind].column(column)
    value = getattr(record, layout_column.attribute) if layout_column else ""
    return sheet.error(record, column, "" if value is None else str(value), reason)


def _place(sheet: Sheet, source: Source) -> str:
    """Return where something was said: the row alone where it is the same sheet."""
    same = (source.file, source.sheet) == (sheet.path.name, sheet.sheet)
    return f"row {source.row}" if same else str(source)
