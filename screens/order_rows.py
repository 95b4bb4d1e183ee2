"""The rows of an order: each line, under it what to take and why, and what is passed over and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from screens.row_window import Column, Row
from screens.wording import expiry_words, in_units
from wms_tui.domain.dates import show_date_short
from wms_tui.domain.rows import Item, OrderLineRow, OrderRow, spelled
from wms_tui.queries.items import item_by_id
from wms_tui.queries.orders import OrderHead, order_lines, order_row, the_order
from wms_tui.queries.suggestions import LineSuggestion, PassedOver, SuggestedPick, suggest

_LOT = 12
"""The list has room for so much of a lot on the narrowest screen."""

COLUMNS = (
    Column("what", "LINE AND LOT", 15, 1, grows=True, sortable=False),
    Column("quantity", "QUANTITY", 9, 2, right=True, sortable=False, whole=True),
    Column("bin", "BIN", 9, 3, sortable=False),
    Column("expires", "EXPIRES", 7, 5, sortable=False),
    Column("why", "WHY", 19, 4, sortable=False),
)


@dataclass(frozen=True, slots=True)
class OrderFile:
    """An order with its lines and what is suggested for them."""

    head: OrderHead
    row: OrderRow
    lines: tuple[OrderLineRow, ...]
    suggested: tuple[LineSuggestion, ...]

    @property
    def short_lines(self) -> int:
        """How many lines nothing in the house can cover in full."""
        return sum(1 for line in self.suggested if line.short)


def read_order(code: str, today: date) -> OrderFile:
    """Return an order by its code.

    Raises:
        NotFound: ``unknown-order``.
    """
    head = the_order(code)
    return OrderFile(head, order_row(head), tuple(order_lines(head.id)), suggest(head.code, today).lines)


def order_rows(file: OrderFile, today: date) -> list[Row]:
    """Return the rows of an order. Each tells of the address it leads to, and of all that it says."""
    told: list[_Told] = []
    for line, found in zip(file.lines, file.suggested, strict=True):
        item = item_by_id(line.item_id)
        told.append(_line(line, found, item))
        told += [_pick(one, item, today) for one in found.picks]
        told += [_passed(one, item) for one in found.passed_over]
    return [Row(place, one.cells, about=(one.target, one.words), in_units=one.units) for place, one in enumerate(told)]


class _Told(NamedTuple):
    """A row: its cells with quantities in packs and in base units, where it leads to, and all that it says."""

    cells: tuple[str, ...]
    units: tuple[str, ...]
    target: str
    words: str


def _told(cells: tuple[str, ...], quantity: int, item: Item, target: str, words: Iterable[str]) -> _Told:
    units = (cells[0], in_units(quantity, item.unit), *cells[2:])
    return _Told(cells, units, target, "  ".join(word for word in words if word))


def _line(line: OrderLineRow, found: LineSuggestion, item: Item) -> _Told:
    parts = (("kept", line.reserved), ("picked", line.picked), ("shipped", line.shipped), ("SHORT", found.short))
    state = ", ".join(f"{word} {spelled(quantity, item)}" for word, quantity in parts if quantity)
    asked = f"lot {line.lot} was asked for" if line.lot else ""
    cells = (f"{line.line} {item.code} {item.name}", spelled(line.wanted, item), "", "", state or asked)
    words = (f"Line {line.line}: {spelled(line.wanted, item)} of {item.code} {item.name}", state, asked)
    return _told(cells, line.wanted, item, f"stock:{item.code}", words)


def _pick(one: SuggestedPick, item: Item, today: date) -> _Told:
    quantity = spelled(one.quantity, item)
    verb = "KEEP" if one.reserved else "TAKE"
    lot = one.lot or "(no lot)"
    expires = show_date_short(one.expires_on) if one.expires_on else "-"
    until = f"expires {expiry_words(one.expires_on, today)}" if one.expires_on else ""
    plate = f"plate {one.plate}" if one.plate else ""
    words = (_full(lot), f"{quantity} in {one.bin}: {one.why}", until, plate)
    why = one.why.partition(": ")[2].partition(" (")[0] or one.why
    cells = (f"  {verb} {lot}", quantity, one.bin, expires, why)
    return _told(cells, one.quantity, item, f"lot:{item.code}/{one.lot}", words)


def _passed(one: PassedOver, item: Item) -> _Told:
    quantity = spelled(one.quantity, item)
    lot = one.lot or "(no lot)"
    cells = (f"  NOT  {lot}", quantity, one.bin, "", one.reason.partition(":")[0])
    words = (_full(lot), f"{quantity} in {one.bin}: {one.reason}")
    return _told(cells, one.quantity, item, f"lot:{item.code}/{one.lot}", words)


def _full(lot: str) -> str:
    """Return a lot that the narrowest list would cut."""
    return lot if len(lot) > _LOT else ""
