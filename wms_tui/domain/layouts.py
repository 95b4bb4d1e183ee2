"""Layouts: the columns of each kind of record.

From one table of columns rows are both read and written, so that what is exported can be imported again
without loss.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wms_tui.domain.codes import folded
from wms_tui.domain.fields import (
    Column,
    Value,
    check_digits,
    code,
    day,
    gtin,
    line_of_text,
    lines_of_text,
    number,
    one_of,
    pack_name,
    plate,
    quantity_cell,
    quantity_text,
    truth,
    yes_or_no,
)
from wms_tui.domain.inspection import BETWEEN_WORDS, MOST_SAMPLE, read_decimal
from wms_tui.domain.letter_words.languages import words_of
from wms_tui.domain.lot_numbers import check_pattern
from wms_tui.domain.master_data import checked_country, checked_gln
from wms_tui.domain.numbering import parse_template
from wms_tui.domain.records import (
    BinRecord,
    ItemRecord,
    Kind,
    LevelRecord,
    LotRecord,
    OrderLineRecord,
    PackRecord,
    PartnerRecord,
    PlanRecord,
    ReceiptLineRecord,
    Record,
    StockRecord,
)
from wms_tui.domain.shelf_life import ShelfLife, parse_shelf_life
from wms_tui.domain.types import HOUSE, Mixing, PlaceKind, Role, Rotation, Status, Tracking

MOST_DAYS = 36525
"""A hundred years; more days than that are a typing error."""


def _no_doubt(_record: Any) -> Iterator[tuple[str, str]]:
    """Find nothing wrong."""
    return iter(())


def _doubt_item(record: ItemRecord) -> Iterator[tuple[str, str]]:
    if record.minimum is not None and record.maximum is not None and record.maximum < record.minimum:
        yield "max", f"is less than min, {record.minimum}"


def _doubt_test(record: PlanRecord) -> Iterator[tuple[str, str]]:
    if record.low and record.high and Decimal(record.low) > Decimal(record.high):
        yield "high", f"is less than low, {record.low}"


def _read_words(text: str) -> tuple[str, ...]:
    return tuple(word for word in map(str.strip, line_of_text(text).split(BETWEEN_WORDS)) if word)


def _written_words(words: tuple[str, ...]) -> Value:
    return f" {BETWEEN_WORDS} ".join(words) or None


def _doubt_level(record: LevelRecord) -> Iterator[tuple[str, str]]:
    if record.maximum < record.minimum:
        yield "max", f"is less than min, {record.minimum}"


def _doubt_lot(record: LotRecord) -> Iterator[tuple[str, str]]:
    if record.made_on and record.expires_on and record.expires_on < record.made_on:
        yield "expires_on", f"is before it was made, {record.made_on}"


@dataclass(frozen=True, slots=True)
class Layout:
    """How the records of a kind are read, written and told apart."""

    make: Callable[..., Record]
    columns: tuple[Column, ...]
    identity: Callable[[Any], tuple[Any, ...] | None]
    """What may be said only once; None where a record may be repeated."""
    doubts: Callable[[Any], Iterator[tuple[str, str]]] = _no_doubt
    """The columns of a record that contradict others of it, each with the reason."""

    def column(self, name: str) -> Column | None:
        """Return the column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)


def _text(name: str) -> Column:
    return Column(name, line_of_text, default="")


def _code(name: str, what: str = "", *, required: bool = False) -> Column:
    return Column(name, code(what or name), required=required, default="")


def _day(name: str) -> Column:
    return Column(name, day)


def _days(name: str) -> Column:
    return Column(name, number(0, MOST_DAYS), default=0)


_ITEM = _code("item", required=True)
_GTIN = Column("gtin", gtin, default="")
_LINE = Column("line", number(1, 10**6))
_QUANTITY = Column("quantity", quantity_text, required=True, write=quantity_cell, field="quantity_text")


_RECEIPT_STATUSES = (Status.RELEASED, Status.QUARANTINE)
_HOUSE_KINDS = tuple(kind for kind in PlaceKind if kind in HOUSE)


def _checked(check: Callable[[str], Any]) -> Callable[[str], str]:
    """Return a reader that keeps the text which `check` does not refuse."""

    def read(text: str) -> str:
        clean = line_of_text(text)
        check(clean)
        return clean

    return read


def _language(text: str) -> str:
    return words_of(text).language


def _written_life(life: ShelfLife | None) -> Value:
    return str(life) if life else None


def _line_identity(code: str, line: int | None) -> tuple[Any, ...] | None:
    return None if line is None else (folded(code), line)


LAYOUTS: Mapping[Kind, Layout] = {
    Kind.ITEMS: Layout(
        ItemRecord,
        (
            _ITEM,
            _text("name"),
            Column("unit", pack_name, default="EA"),
            Column("tracking", one_of(Tracking), default=Tracking.LOT),
            Column("rotation", one_of(Rotation), default=Rotation.FEFO),
            Column("shelf_life", parse_shelf_life, write=_written_life),
            _days("removal_days"),
            _days("alert_days"),
            _days("min_receipt_days"),
            Column("lot_template", _checked(parse_template), default=""),
            Column("lot_pattern", _checked(check_pattern), default=""),
            Column("min", number(), field="minimum"),
            Column("max", number(), field="maximum"),
            _GTIN,
            _text("lot_sample"),
            _text("temperature"),
            _code("fixed_bin", "bin"),
            Column("receipt_status", one_of(Status, _RECEIPT_STATUSES), default=Status.RELEASED),
            Column("reorder_point", number()),
            Column("release_people", number(1, 2), default=1),
            *map(_text, ("brand", "commodity", "variety", "packaging_size", "packaging_style")),
            Column("listed", truth, default=False, write=yes_or_no),
        ),
        lambda record: (folded(record.item),),
        _doubt_item,
    ),
    Kind.PACKS: Layout(
        PackRecord,
        (
            _ITEM,
            Column("pack", pack_name, required=True),
            Column("quantity", number(1), required=True),
            _GTIN,
        ),
        lambda record: (folded(record.item), folded(record.pack)),
    ),
    Kind.BINS: Layout(
        BinRecord,
        (
            _code("bin", required=True),
            _text("zone"),
            Column("walk", number()),
            Column("capacity", number(1)),
            Column("mixing", one_of(Mixing), default=Mixing.ANY),
            Column("pickable", truth, default=True, write=yes_or_no),
            Column("kind", one_of(PlaceKind, _HOUSE_KINDS), default=PlaceKind.BIN),
            _text("aisle"),
            _text("level"),
            _text("temperature"),
            Column("check_digits", check_digits, default=""),
            Column("blocked", truth, default=False, write=yes_or_no),
        ),
        lambda record: (folded(record.bin),),
    ),
    Kind.PARTNERS: Layout(
        PartnerRecord,
        (
            _code("partner", required=True),
            _text("name"),
            Column("role", one_of(Role), required=True),
            Column("address", lines_of_text, default=""),
            _text("email"),
            _text("phone"),
            _days("min_days"),
            Column("min_percent", number(0, 100), default=0),
            _days("transit_days"),
            Column("lot_pattern", _checked(check_pattern), default=""),
            _text("lot_sample"),
            Column("receipt_status", one_of(Status, _RECEIPT_STATUSES)),
            *map(_text, ("contact", "after_hours", "city", "state", "zip")),
            Column("country", checked_country, default=""),
            Column("gln", checked_gln, default=""),
            _text("source_reference"),
            Column("language", _language, default=""),
            _day("verified_on"),
        ),
        lambda record: (record.role, folded(record.partner)),
    ),
    Kind.LOTS: Layout(
        LotRecord,
        (
            _ITEM,
            _code("lot", required=True),
            _code("supplier_lot", "supplier lot"),
            _day("made_on"),
            _day("received_on"),
            _day("expires_on"),
            Column("status", one_of(Status)),
            _day("best_before_on"),
            _code("supplier"),
            Column("origin", checked_country, default=""),
            _text("source_reference"),
        ),
        lambda record: (folded(record.item), record.lot),
        _doubt_lot,
    ),
    Kind.STOCK: Layout(
        StockRecord,
        (
            _ITEM,
            _code("lot"),
            _code("bin", required=True),
            _QUANTITY,
            _day("expires_on"),
            _day("received_on"),
            Column("plate", plate, default=""),
            _code("serial"),
            Column("status", one_of(Status)),
        ),
        lambda record: None,
    ),
    Kind.RECEIPTS: Layout(
        ReceiptLineRecord,
        (
            _code("receipt", required=True),
            _code("supplier"),
            _day("due_on"),
            _LINE,
            _ITEM,
            _code("lot"),
            _day("expires_on"),
            _QUANTITY,
        ),
        lambda record: _line_identity(record.receipt, record.line),
    ),
    Kind.ORDERS: Layout(
        OrderLineRecord,
        (
            _code("order", required=True),
            _code("customer", required=True),
            _day("ship_on"),
            _LINE,
            _ITEM,
            _QUANTITY,
            _code("lot"),
        ),
        lambda record: _line_identity(record.order, record.line),
    ),
    Kind.LEVELS: Layout(
        LevelRecord,
        (
            _code("bin", required=True),
            _ITEM,
            Column("min", number(), required=True, field="minimum"),
            Column("max", number(1), required=True, field="maximum"),
        ),
        lambda record: (folded(record.bin), folded(record.item)),
        _doubt_level,
    ),
    Kind.TESTS: Layout(
        PlanRecord,
        (
            _ITEM,
            _code("test", required=True),
            _text("unit"),
            Column("low", read_decimal),
            Column("high", read_decimal),
            Column("words", _read_words, default=(), write=_written_words),
            Column("sample", number(0, MOST_SAMPLE), default=0),
        ),
        lambda record: (folded(record.item), folded(record.test)),
        _doubt_test,
    ),
}
"""What the records of each kind are made of."""


def row_of(kind: Kind, record: Record) -> tuple[Value, ...]:
    """Return the cells of a record, in the order of its kind's columns."""
    columns = LAYOUTS[kind].columns
    return tuple(column.write(getattr(record, column.attribute)) for column in columns)
