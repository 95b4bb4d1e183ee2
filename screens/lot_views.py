"""What the file of a lot shows: where it is, what happened to it, its dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from screens.keyed_rows import KeyedRows
from screens.row_window import Column, Row
from screens.wording import STATUS, clock_time, day_or_dash, expiry_words, in_units
from wms_tui.domain.aging import percent_left
from wms_tui.domain.dates import show_date
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item, Lot, spelled
from wms_tui.domain.types import Status
from wms_tui.errors import NotFound
from wms_tui.queries.items import find_item, the_item
from wms_tui.queries.lot_moves import LotEvent, lot_moves
from wms_tui.queries.lots import find_lot, the_lot
from wms_tui.queries.orders import kept_of_stock
from wms_tui.queries.stock import of_lot

COLUMNS: dict[str, tuple[Column, ...]] = {
    "WHERE": (
        Column("bin", "BIN", 12, 1, grows=True),
        Column("quantity", "QUANTITY", 9, 2, right=True, whole=True),
        Column("reserved", "RESERVED", 9, 3, right=True, whole=True),
        Column("free", "FREE", 9, 4, right=True, whole=True),
        Column("plate", "PLATE", 18, 5),
    ),
    "MOVES": (
        Column("at", "WHEN", 13, 3),
        Column("kind", "WHAT", 10, 1),
        Column("quantity", "QUANTITY", 9, 2, right=True, whole=True),
        Column("by", "BY", 6, 4),
        Column("way", "FROM - TO", 19, 5, grows=True),
        Column("reference", "FOR", 10, 6),
        Column("reason", "REASON", 20, 7),
    ),
    "DATES": (Column("what", "WHAT", 11, 2), Column("value", "IS", 9, 1, grows=True)),
    "QUALITY": (
        Column("what", "WHAT", 16, 1, grows=True),
        Column("value", "FOUND", 12, 2),
        Column("right", "RIGHT IS", 16, 3),
        Column("by", "BY", 6, 5),
        Column("at", "WHEN", 13, 4),
    ),
}
"""The columns of each view."""


@dataclass(frozen=True, slots=True)
class LotFile:
    """A lot with its item, its balances, and why it stands as it does."""

    item: Item
    lot: Lot
    balances: tuple[Candidate, ...]
    reason: str
    supplier: str

    @property
    def quantity(self) -> int:
        """What is in the house."""
        return sum(one.quantity for one in self.balances)

    @property
    def reserved(self) -> int:
        """What orders have been promised."""
        return sum(one.reserved for one in self.balances)

    @property
    def free(self) -> int:
        """What nobody has been promised, where neither lot nor plate nor bin is stopped."""
        stopped = self.lot.status is not Status.RELEASED
        return 0 if stopped else sum(one.available for one in self.balances if not one.held)

    def spell(self, quantity: int) -> str:
        """Return a quantity in packs; a dash for none."""
        return spelled(quantity, self.item) if quantity else "-"

    def in_units(self, quantity: int) -> str:
        """Return a quantity in base units; a dash for none."""
        return in_units(quantity, self.item.unit) if quantity else "-"


def read_lot(subject: str, today: date) -> LotFile:
    """Return the file of the lot that ITEM/LOT names; either may hold strokes of its own.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
    """
    item, lot = _named(subject)
    events = [event for _, event in lot_moves(lot.id, limit=20)]
    change = next((event for event in events if event.after == lot.status), None)
    first = [event for _, event in lot_moves(lot.id, limit=1, backwards=True)]
    reason = change.reason if change and lot.status is not Status.RELEASED else ""
    return LotFile(item, lot, tuple(of_lot(lot.id)), reason, first[0].partner if first else "")


def _named(subject: str) -> tuple[Item, Lot]:
    places = [place for place, character in enumerate(subject) if character == "/"]
    for place in places:
        item = find_item(subject[:place])
        lot = find_lot(item.id, subject[place + 1 :]) if item else None
        if item and lot:
            return item, lot
    if not places:
        raise NotFound("unknown-lot", f"There is no lot {subject}.", "Scan the label.", lot=subject)
    item = the_item(subject[: places[0]])
    return item, the_lot(item, subject[places[0] + 1 :])


def where_rows(file: LotFile) -> list[Row]:
    """Return each balance of a lot, and under it the orders it is kept for."""
    rows: list[Row] = []
    for one in file.balances:
        there = (one.quantity, one.reserved, one.available)
        state = "ON HOLD" if one.held else "" if file.lot.status is Status.RELEASED else file.lot.status.upper()
        free = slice(2 if state else 3)
        stopped = (state,) if state else ()
        cells, units = ((one.bin, *map(tell, there[free]), *stopped, one.plate) for tell in (file.spell, file.in_units))
        rows.append(Row(len(rows), cells, about=f"stock:{one.bin}", in_units=units))
        if not one.reserved:
            continue
        for kept in kept_of_stock(one.place_id, one.lot_id, one.plate_id):
            words = f" {'picked for' if kept.picked else 'for'} {kept.order}"
            cells, units = ((words, "", tell(kept.quantity), "", "") for tell in (file.spell, file.in_units))
            rows.append(Row(len(rows), cells, about=f"order:{kept.order}", in_units=units))
    return rows


def dates_rows(file: LotFile, today: date) -> list[Row]:
    """Return every date of a lot, and where it comes from."""
    lot = file.lot
    began_on = next((one.began_on for one in file.balances), lot.made_on)
    left = percent_left(began_on or lot.received_on, lot.expires_on, today)
    told = [
        ("STATUS", STATUS[lot.status] + (f": {file.reason}" if file.reason else "")),
        ("EXPIRES", expiry_words(lot.expires_on, today) if lot.expires_on else "-"),
        ("LIFE LEFT", f"{left} %" if left is not None else "-"),
        ("REMOVE ON", day_or_dash(lot.removal_on)),
        ("ALERT ON", day_or_dash(lot.alert_on)),
        ("BEST BEFORE", day_or_dash(lot.best_before_on)),
        ("MADE", day_or_dash(lot.made_on)),
        ("RECEIVED", day_or_dash(lot.received_on)),
        ("SUPPLIER", file.supplier or "-"),
        ("THEIR LOT", lot.supplier_lot or "-"),
        ("ITEM", f"{file.item.code} {file.item.name}"),
        ("LOT", lot.number or "(no lot)"),
    ]
    return [Row(place, cells) for place, cells in enumerate(told)]


class Moves(KeyedRows):
    """What happened to a lot, newest first."""

    def __init__(self, columns: Sequence[Column], file: LotFile) -> None:
        """Show what happened to the lot of ``file``."""
        self.columns = columns
        self._file = file

    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return what happened before an event, or after it, nearest first."""
        found = lot_moves(self._file.lot.id, beside=beside, limit=limit, backwards=backwards)
        file = self._file
        return [
            Row(key, self._cells(event, file.spell), about=event, in_units=self._cells(event, file.in_units))
            for key, event in found
        ]

    def _cells(self, one: LotEvent, tell: Callable[[int], str]) -> tuple[str, ...]:
        way = _status_words(one, " - ") if one.after else f"{one.source} - {one.target}"
        kind = f"{one.kind} late" if one.late else one.kind
        quantity = tell(one.quantity) if one.quantity else ""
        return (clock_time(one.at), kind, quantity, one.by, way, one.reference, _why(one))


def _status_words(one: LotEvent, between: str) -> str:
    """Return how a status changed; the first of two signatures for a release changes nothing."""
    return f"{one.before}, signed 1 of 2" if one.before == one.after else f"{one.before}{between}{one.after}"


def _why(one: LotEvent) -> str:
    """Return why something was done, and who stood by it and why."""
    approval = f"approved by {one.approved_by}: {one.approval_reason}" if one.approved_by else ""
    signed = f"signed by {one.signed_by}" if one.signed_by else ""
    return "  ".join(part for part in (one.reason, approval, signed) if part)


def move_words(one: LotEvent, file: LotFile) -> str:
    """Return all of an event in one sentence."""
    at = one.at.astimezone()
    recorded = one.recorded_at.astimezone()
    parts = [
        f"{show_date(at.date())} {at:%H:%M} {one.by}{f' at {one.terminal}' if one.terminal else ''}: {one.kind}",
        file.spell(one.quantity) if one.quantity else "",
        _status_words(one, " to ") if one.after else f"{one.source} to {one.target}",
        f"plate {one.plate}" if one.plate else "",
        f"for {one.reference}" if one.reference else "",
        f"with {one.partner}" if one.partner else "",
        _why(one),
        f"takes back entry {one.undoes}" if one.undoes else "",
        f"LATE, written {show_date(recorded.date())} {recorded:%H:%M}" if one.late else "",
    ]
    return "  ".join(part for part in parts if part)
