"""Questions about holds: what is held since when, by whom and why; which lots one is for; what waits at the stage."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from wms_tui.domain.holds import LotScope
from wms_tui.domain.types import PlaceKind, Role
from wms_tui.errors import NotFound
from wms_tui.queries.items import the_item
from wms_tui.queries.partners import the_partner
from wms_tui.storage.schema import OUTSIDE_PLACES
from wms_tui.storage.statements import Row, moment, moment_text, row, rows, value
from wms_tui.storage.tables import NEVER

_CASE = "SELECT entry_id, scope, plate_id, place_id, words, ended_id FROM holdcase "
_NOTE = "SELECT entry.id, entry.happened_at, entry.by, entry.reason FROM entry WHERE entry.id"
_NOTES = _NOTE + " IN (SELECT value FROM json_each(?))"
# What was undone, what undid it, and the first of two signatures say nothing of who gave a lot its status.
_GAVE_STATUS = """
(SELECT max(statuschange.entry_id) FROM statuschange JOIN entry AS act ON act.id = statuschange.entry_id
 WHERE statuschange.lot_id = {lot} AND act.undoes IS NULL AND statuschange.before IS NOT statuschange.after
   AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.undoes = act.id))
"""
_OF_LOT = f"{_NOTE} = {_GAVE_STATUS.format(lot='?')}"
_OF_CASE = _NOTE + " = (SELECT max(entry_id) FROM holdcase WHERE ended_id IS NULL AND {column} = ?)"
_IN_HOUSE = "(SELECT coalesce(sum(quantity), 0) FROM stock WHERE stock.lot_id = lot.id)"
_LOTS = f"""
SELECT lot.id, item.code, lot.number, lot.status, {_IN_HOUSE}, item.release_people
FROM lot JOIN item ON item.id = lot.item_id
"""
_STAGED = """
SELECT customer_order.code, line.line, item.code, lot.number, reservation.quantity
FROM reservation JOIN orderline AS line ON line.id = reservation.order_line_id
JOIN customer_order ON customer_order.id = line.order_id JOIN lot ON lot.id = reservation.lot_id
JOIN item ON item.id = lot.item_id WHERE reservation.picked = 1 AND {which}
ORDER BY customer_order.folded, line.line, reservation.id
"""
# A lot is held by the entry that brought it to hold last; a case that still has such lots speaks for them.
_HELD_LOTS = f"""
SELECT lot.id, item.code, lot.number, {_IN_HOUSE},
       {_GAVE_STATUS.format(lot="lot.id")} AS since
FROM lot JOIN item ON item.id = lot.item_id WHERE lot.status <> 'released' AND lot.status = 'hold'
"""
_OPEN_CASES = """
SELECT holdcase.entry_id, holdcase.scope, holdcase.words, entry.happened_at, entry.by, holdcase.reason,
       (SELECT coalesce(sum(quantity), 0) FROM stock
        WHERE (holdcase.plate_id IS NOT NULL AND stock.plate_id = holdcase.plate_id)
           OR (holdcase.place_id IS NOT NULL AND stock.place_id = holdcase.place_id))
FROM holdcase JOIN entry ON entry.id = holdcase.entry_id WHERE holdcase.ended_id IS NULL
"""


class Note(NamedTuple):
    """When something was put on hold, by whom, and why."""

    entry: int
    at: datetime
    by: str
    reason: str


class Case(NamedTuple):
    """A hold of a plate, a bin or many lots, by the entry that opened it."""

    entry: int
    scope: str
    plate: int | None
    place: int | None
    words: str
    ended: int | None


class ScopedLot(NamedTuple):
    """A lot that a scope means, and how much of it is in the house."""

    id: int
    item: str
    lot: str
    status: str
    quantity: int
    release_people: int


@dataclass(frozen=True, slots=True)
class StagedLine:
    """Picked goods that wait at the stage for a line of an order; ``quantity`` in base units."""

    order: str
    line: int
    item: str
    lot: str
    quantity: int


@dataclass(frozen=True, slots=True)
class HoldRow:
    """An open hold: of a lot, a plate, a bin, or many lots."""

    entry: int
    scope: str
    """``lot``, ``plate``, ``bin`` or ``lots``; ``recall`` where ``queries.recall_holds`` adds these."""
    what: str
    since: datetime
    by: str
    reason: str
    lots: int
    """How many lots are on hold by it; of a plate or a bin 0, as it holds what is there."""
    quantity: int
    """Base units in the house that it keeps from leaving."""


def note_of_lot(lot_id: int) -> Note | None:
    """Return who gave a lot the status it has, when and why; None where it came with its opening stock."""
    return _note(row(_OF_LOT, lot_id))


def note_of_plate(plate_id: int) -> Note | None:
    """Return who put a plate on hold, or None where it is not."""
    return _note(row(_OF_CASE.format(column="plate_id"), plate_id))


def note_of_place(place_id: int) -> Note | None:
    """Return who put a place on hold, or None where it is not."""
    return _note(row(_OF_CASE.format(column="place_id"), place_id))


def _note(found: Row | None) -> Note | None:
    return Note(found[0], moment(found[1]), found[2], found[3]) if found else None


def plate_is_held(plate_id: int) -> bool:
    """Return whether a plate is on hold, whatever is on it."""
    return bool(value("SELECT held FROM plate WHERE id = ?", plate_id))


def case_of_plate(plate_id: int) -> Case | None:
    """Return the open hold of a plate."""
    return _case(row(_CASE + "WHERE ended_id IS NULL AND plate_id = ?", plate_id))


def case_of_place(place_id: int) -> Case | None:
    """Return the open hold of a place."""
    return _case(row(_CASE + "WHERE ended_id IS NULL AND place_id = ?", place_id))


def case_opened_by(entry: int) -> Case | None:
    """Return the hold that an entry opened, ended or not."""
    return _case(row(_CASE + "WHERE entry_id = ?", entry))


def case_ended_by(entry: int) -> Case | None:
    """Return the hold that an entry ended."""
    return _case(row(_CASE + "WHERE ended_id = ?", entry))


def began_at(case: Case) -> datetime:
    """Return the moment a hold began."""
    return moment(value("SELECT happened_at FROM entry WHERE id = ?", case.entry))


def case_of_scope(scope: LotScope) -> Case:
    """Return the last hold of the lots that a scope means, ended or not.

    Raises:
        BadInput: ``nothing-named``, ``bad-range``.
        NotFound: ``unknown-item``, ``unknown-supplier``; ``unknown-hold`` where they were never held by one.
    """
    words = named(scope).words()
    found = _case(row(_CASE + "WHERE scope = 'lots' AND words = ? ORDER BY entry_id DESC LIMIT 1", words))
    if found is None:
        raise NotFound("unknown-hold", f"Nothing is held for {words}.", "See wms holds for what is held.")
    return found


def _case(found: Row | None) -> Case | None:
    return Case(*found) if found else None


def named(scope: LotScope) -> LotScope:
    """Return a scope with its item and its supplier as they are written.

    Raises:
        BadInput: ``nothing-named``, ``bad-range``.
        NotFound: ``unknown-item``, ``unknown-supplier``.
    """
    scope.refuse_nonsense()
    item = the_item(scope.item).code if scope.item else ""
    supplier = the_partner(scope.supplier, Role.SUPPLIER).code if scope.supplier else ""
    days = (scope.received_from, scope.received_to, scope.made_from, scope.made_to)
    return LotScope(item, supplier, *days, scope.expires_from, scope.expires_to)


def lots_to_hold(scope: LotScope) -> list[ScopedLot]:
    """Return the lots of a scope that could still leave, by item and lot: the released and those in quarantine.

    A lot is a supplier's where it came from them first, or any of it did.

    Raises:
        BadInput: ``nothing-named``, ``bad-range``.
        NotFound: ``unknown-item``, ``unknown-supplier``.
    """
    scope = named(scope)
    wanted, parameters = ["lot.status IN ('released', 'quarantine')"], list[Any]()
    if scope.item:
        wanted.append("lot.item_id = ?")
        parameters.append(the_item(scope.item).id)
    for column, first, last in scope.ranges():
        wanted.append(f"lot.{column}_on BETWEEN ? AND ? AND lot.{column}_on <> '{NEVER}'")
        parameters += [first.isoformat() if first else "", last.isoformat() if last else NEVER]
    if scope.supplier:
        wanted.append(
            "(lot.supplier_id = ? OR EXISTS (SELECT 1 FROM move JOIN entry ON entry.id = move.entry_id"
            f" WHERE move.lot_id = lot.id AND move.source_id = {OUTSIDE_PLACES[PlaceKind.SUPPLIER]}"
            " AND entry.partner_id = ?))"
        )
        parameters += [the_partner(scope.supplier, Role.SUPPLIER).id] * 2
    text = f"{_LOTS} WHERE {' AND '.join(wanted)} ORDER BY item.folded, lot.sort_key, lot.id"
    return [ScopedLot(*found) for found in rows(text, *parameters)]


def lots_held_by(case: Case) -> list[ScopedLot]:
    """Return the lots that a hold has put on hold and that are on hold by it still."""
    text = f"""{_LOTS} JOIN statuschange AS held ON held.lot_id = lot.id
        WHERE held.entry_id = ? AND lot.status = 'hold' AND held.entry_id = {_GAVE_STATUS.format(lot="lot.id")}
        ORDER BY item.folded, lot.sort_key, lot.id"""
    return [ScopedLot(*found) for found in rows(text, case.entry)]


def status_before(lot_id: int, entry: int) -> str:
    """Return the status a lot had before an entry."""
    return value("SELECT before FROM statuschange WHERE lot_id = ? AND entry_id = ?", lot_id, entry)


def lots_kept(lots: Iterable[int]) -> list[int]:
    """Return those of some lots of which something is kept for orders."""
    text = "SELECT DISTINCT lot_id FROM stock WHERE reserved > 0 AND lot_id IN (SELECT value FROM json_each(?))"
    return [lot for (lot,) in rows(text, json.dumps(list(lots)))]


def staged_of_lots(lots: Iterable[int]) -> tuple[StagedLine, ...]:
    """Return what of some lots is picked and waits at the stage, by order and line."""
    which = "reservation.lot_id IN (SELECT value FROM json_each(?))"
    return _staged(which, json.dumps(list(lots)))


def staged_on_plate(plate_id: int) -> tuple[StagedLine, ...]:
    """Return what of a plate is picked and waits at the stage."""
    return _staged("reservation.plate_id = ?", plate_id)


def staged_at(place_id: int) -> tuple[StagedLine, ...]:
    """Return what is picked and waits at a place; nothing does in a bin."""
    return _staged("reservation.place_id = ?", place_id)


def _staged(which: str, parameter: object) -> tuple[StagedLine, ...]:
    return tuple(StagedLine(*found) for found in rows(_STAGED.format(which=which), parameter))


def holds_open(since: datetime | None = None) -> list[HoldRow]:
    """Return the holds that are open, the oldest first; with ``since`` those that have been open since then."""
    by_entry: dict[int, list[Row]] = {}
    for found in rows(_HELD_LOTS):
        by_entry.setdefault(found[4] or 0, []).append(found)
    holds: list[HoldRow] = []
    for entry, scope, words, at, by, reason, quantity in rows(_OPEN_CASES):
        lots = by_entry.pop(entry, []) if scope == "lots" else []
        if lots or scope != "lots":
            quantity = sum(one[3] for one in lots) if scope == "lots" else quantity
            holds.append(HoldRow(entry, scope, words, moment(at), by, reason, len(lots), quantity))
    for entry, at, by, reason in rows(_NOTES, json.dumps(list(by_entry))):
        holds += [
            HoldRow(entry, "lot", f"{item} {number}".strip(), moment(at), by, reason, 1, quantity)
            for _, item, number, quantity, _ in by_entry[entry]
        ]
    wanted = holds if since is None else [one for one in holds if moment_text(one.since) <= moment_text(since)]
    return sorted(wanted, key=lambda one: (one.since, one.entry, one.what))
