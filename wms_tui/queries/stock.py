# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about balances: what is where, and what of it could be taken in which order."""

import json
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import StockRow
from wms_tui.domain.shelf_life import began_from, parse_shelf_life
from wms_tui.domain.types import Rotation, Status
from wms_tui.storage.statements import Row, row, rows, stream
from wms_tui.storage.tables import NEVER

_day = date.fromisoformat
_STATUS = {status.value: status for status in Status}

# CROSS JOIN fixes the way SQLite takes through the tables: by lot (or place), then its balances, in order, so
# that reading stops as soon as enough is found.
_CANDIDATE = """
SELECT stock.lot_id, stock.place_id, stock.plate_id, stock.quantity, stock.reserved, lot.number, lot.status,
       lot.expires_on, lot.removal_on, lot.received_on, lot.made_on, item.shelf_life,
       lot.sort_key, place.code, place.kind, place.walk, place.pickable, place.blocked, place.counting, plate.code,
       stock.doubted, plate.held + 2 * place.held
FROM {path} CROSS JOIN plate
WHERE lot.item_id = item.id AND stock.lot_id = lot.id AND place.id = stock.place_id AND plate.id = stock.plate_id
"""
_BY_ITEM = _CANDIDATE.format(path="item CROSS JOIN lot CROSS JOIN stock CROSS JOIN place")
_BY_STOCK = _CANDIDATE.format(path="stock CROSS JOIN lot CROSS JOIN item CROSS JOIN place")
_OF_ITEM = _BY_ITEM + "AND item.id = ? AND stock.quantity > 0 ORDER BY "
_ORDER_BY = {
    Rotation.FEFO: "lot.removal_on, lot.received_on, lot.sort_key, ",
    Rotation.FIFO: "lot.received_on, lot.removal_on, lot.sort_key, ",
    Rotation.LIFO: "lot.received_on DESC, lot.sort_key DESC, ",
}
_TIES = "place.walk, stock.quantity, stock.place_id, stock.lot_id, stock.plate_id"
# As they stand behind a row number of an item, that the answer may be divided by items.
_NAMED = _CANDIDATE.replace("\nFROM", ", lot.item_id\nFROM")
_OF_ITEMS = _NAMED.format(
    path="json_each(?) AS wanted CROSS JOIN item CROSS JOIN lot CROSS JOIN stock CROSS JOIN place"
) + ("AND item.id = wanted.value AND stock.quantity > stock.reserved")
_IN_FACES = _NAMED.format(path="binlevel CROSS JOIN stock CROSS JOIN lot CROSS JOIN item CROSS JOIN place") + (
    "AND stock.place_id = binlevel.place_id AND lot.item_id = binlevel.item_id AND stock.quantity > stock.reserved"
)
_IN_FACE = _IN_FACES + " AND binlevel.place_id = ? AND binlevel.item_id = ?"
_IN_ROTATION = {rotation: _OF_ITEM + order + _TIES for rotation, order in _ORDER_BY.items()}
_FREE_IN_ROTATION = {
    rotation: text.replace("stock.quantity > 0", "stock.quantity > stock.reserved")
    for rotation, text in _IN_ROTATION.items()
}
_OF_LOT_AT = _BY_STOCK + "AND stock.lot_id = ? AND stock.place_id = ? ORDER BY stock.plate_id"
_OF_LOT = _BY_STOCK + "AND stock.lot_id = ? ORDER BY place.walk, stock.place_id, stock.plate_id"
_AT_PLACE = _BY_STOCK + "AND stock.place_id = ? ORDER BY lot.item_id, lot.sort_key, stock.plate_id"
_ON_PLATE = _BY_STOCK + "AND stock.plate_id = ? ORDER BY lot.item_id, lot.sort_key"


def _candidate(found: Row) -> Candidate:
    expires, made, life = found[7], found[10], found[11]
    began = _day(made) if made else life_began(expires, life) if expires and life else None
    return Candidate._make((
        found[0], found[1], found[2], found[3], found[4], found[5], found[6],
        _day(expires) if expires else None, _day(found[8]), _day(found[9]), began,
        found[12], found[13], found[14], found[15], found[16], found[17], found[18], found[19], found[20], found[21],
    ))  # fmt: skip


@lru_cache(maxsize=4096)
def life_began(expires: str, life: str) -> date | None:
    """Return when the life of a lot began that was not noted down: by how long its item keeps."""
    return began_from(_day(expires), parse_shelf_life(life))


def in_rotation(item_id: int, rotation: Rotation) -> list[Candidate]:
    """Return all stock of an item in the order in which it should leave, usable or not."""
    return [_candidate(found) for found in rows(_IN_ROTATION[rotation], item_id)]


def free_in_rotation(item_id: int, rotation: Rotation) -> Generator[Candidate, None, None]:
    """Return, one by one, the stock of an item that is not all reserved, in the order in which it should leave.

    Close it as soon as enough is found: the rest is never read.
    """
    return stream(_candidate, _FREE_IN_ROTATION[rotation], item_id)


def free_of_items(item_ids: Iterable[int]) -> list[tuple[int, Candidate]]:
    """Return the stock of items that is not all reserved, each with its item, in no order."""
    return [(found[-1], _candidate(found)) for found in rows(_OF_ITEMS, json.dumps(sorted(item_ids)))]


def free_in_faces() -> list[tuple[int, Candidate]]:
    """Return the stock that is not all reserved in the bins that have a level of its item, with the item."""
    return [(found[-1], _candidate(found)) for found in rows(_IN_FACES)]


def free_in_face(place_id: int, item_id: int) -> list[Candidate]:
    """Return the same of one item in one bin."""
    return [_candidate(found) for found in rows(_IN_FACE, place_id, item_id)]


def of_lot_at(lot_id: int, place_id: int) -> list[Candidate]:
    """Return the balances of a lot at a place: loose first, then plate by plate."""
    return [_candidate(found) for found in rows(_OF_LOT_AT, lot_id, place_id)]


def balance_of(place_id: int, lot_id: int, plate_id: int) -> Candidate:
    """Return the balance that something is kept of."""
    return next(found for found in of_lot_at(lot_id, place_id) if found.plate_id == plate_id)


def of_lot(lot_id: int) -> list[Candidate]:
    """Return all balances of a lot, in walk order."""
    return [_candidate(found) for found in rows(_OF_LOT, lot_id)]


def at_place(place_id: int) -> list[Candidate]:
    """Return all balances at a place."""
    return [_candidate(found) for found in rows(_AT_PLACE, place_id)]


def on_plate(plate_id: int) -> list[Candidate]:
    """Return all balances on a plate."""
    return [_candidate(found) for found in rows(_ON_PLATE, plate_id)]


def plate_id(code: str) -> int | None:
    """Return the row number of a plate, or None."""
    found = row("SELECT id FROM plate WHERE code = ?", code) if code else None
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class StockFilter:
    """Which balances are asked for. Row numbers; empty fields ask for all."""

    item_id: int | None = None
    lot_number: str | None = None
    place_id: int | None = None
    status: Status | None = None
    expires_by: date | None = None


ROW_COLUMNS = (
    "item.code, item.name, lot.number, place.code, plate.code, stock.quantity, stock.reserved,"
    " stock.quantity - stock.reserved, item.unit, lot.expires_on, lot.received_on, lot.status, stock.doubted,"
    " CASE WHEN place.held THEN 'bin' WHEN plate.held THEN 'plate' ELSE '' END"
)
"""What ``stock_row`` reads."""
_ROW = f"""
SELECT {ROW_COLUMNS}
FROM stock JOIN place ON place.id = stock.place_id JOIN lot ON lot.id = stock.lot_id
JOIN item ON item.id = lot.item_id JOIN plate ON plate.id = stock.plate_id
"""
_BY_BIN = " ORDER BY place.sort_key, item.folded, lot.sort_key, stock.plate_id"


def stock_row(found: Row) -> StockRow:
    """Return a row of a list of balances."""
    item, name, lot, place, plate, quantity, reserved, available, unit, expires, received, status, doubted, held = found
    return StockRow(
        item, name, lot, place, plate, quantity, reserved, available, unit, _day(expires) if expires else None,
        None if received == NEVER else _day(received), _STATUS[status], bool(doubted), held,
    )  # fmt: skip


def stock(which: StockFilter) -> list[StockRow]:
    """Return every balance that is not zero, by bin, item and lot."""
    wanted, parameters = ["stock.quantity > 0"], []
    for clause, value in (
        ("lot.item_id = ?", which.item_id),
        ("lot.number = ?", which.lot_number),
        ("stock.place_id = ?", which.place_id),
        ("lot.status = ?", which.status),
        ("lot.expires_on <= ?", which.expires_by.isoformat() if which.expires_by else None),
    ):
        if value is not None:
            wanted.append(clause)
            parameters.append(value)
    return [stock_row(found) for found in rows(f"{_ROW} WHERE {' AND '.join(wanted)}{_BY_BIN}", *parameters)]
