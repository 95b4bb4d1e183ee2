# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about lots."""

from wms_tui.domain.codes import lookalike
from wms_tui.domain.rows import Item, Lot
from wms_tui.domain.types import Status
from wms_tui.errors import NotFound
from wms_tui.storage.statements import Row, day, row, rows, value
from wms_tui.storage.tables import NEVER

_COLUMNS = """
SELECT lot.id, lot.item_id, item.code, lot.number, lot.supplier_lot, lot.status, lot.made_on, lot.received_on,
       lot.expires_on, lot.best_before_on, lot.removal_on, lot.alert_on, lot.origin, lot.source_reference
FROM lot JOIN item ON item.id = lot.item_id
"""
_BY_NUMBER = _COLUMNS + "WHERE lot.item_id = ? AND lot.number = ?"
_BY_ID = _COLUMNS + "WHERE lot.id = ?"
_ANYWHERE = _COLUMNS + "WHERE lot.number = ? ORDER BY lot.id LIMIT 20"
_BY_SUPPLIER_LOT = _COLUMNS + "WHERE lot.supplier_lot = ? ORDER BY lot.id LIMIT 20"
_ALL = _COLUMNS + "WHERE lot.id > ? ORDER BY lot.id LIMIT ?"
# What was sent back or used up has come and gone: only what was undone never was.
_CAME = """
SELECT 1 FROM move CROSS JOIN entry WHERE move.lot_id = ? AND entry.id = move.entry_id AND entry.undoes IS NULL
AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.undoes = entry.id) LIMIT 1
"""
_ALIKE = _COLUMNS + "WHERE lot.item_id = ? AND lot.lookalike = ? AND lot.number <> ? ORDER BY lot.id LIMIT 1"


def _known(text: str | None) -> str | None:
    return None if text == NEVER else text


def _lot(found: Row) -> Lot:
    made, received, expires, best_before, removal, alert = found[6:12]
    return Lot(
        *found[:5], Status(found[5]), day(made), day(_known(received)), day(expires), day(best_before),
        day(_known(removal)), day(alert), *found[12:],
    )  # fmt: skip


def find_lot(item_id: int, number: str) -> Lot | None:
    """Return the lot of an item by its exact number, or None."""
    found = row(_BY_NUMBER, item_id, number)
    return _lot(found) if found else None


def the_lot(item: Item, number: str) -> Lot:
    """Return the lot of an item by its exact number; untracked stock is the lot without a number.

    Raises:
        NotFound: ``lot-needed`` where none is named; ``unknown-lot``; ``lot-of-other-item``, naming the item
            that has such a lot.
    """
    found = find_lot(item.id, number)
    if found is not None:
        return found
    if not number:
        raise NotFound("lot-needed", f"{item.code} is tracked by lot.", "Name the lot.", item=item.code)
    others = lots_anywhere(number)
    if others:
        raise NotFound(
            "lot-of-other-item", f"Lot {number} is {others[0].item}, not {item.code}.", "Scan the label asked for.",
            item=others[0].item, lot=number,
        )  # fmt: skip
    raise NotFound("unknown-lot", f"{item.code} has no lot {number}.", "Check the label.", item=item.code, lot=number)


def lot_by_id(number: int) -> Lot:
    """Return the lot of a row number that another row refers to."""
    found = row(_BY_ID, number)
    if found is None:
        raise RuntimeError(f"no lot row {number}")
    return _lot(found)


def lots(*, after: int = 0, limit: int = 1000) -> list[Lot]:
    """Return lots in the order in which they came to be, those behind a row number, so many of them."""
    return [_lot(found) for found in rows(_ALL, after, limit)]


def lots_anywhere(number: str) -> list[Lot]:
    """Return the lots that bear a number, of whatever item; the supplier's numbers count where ours do not."""
    found = rows(_ANYWHERE, number) or (rows(_BY_SUPPLIER_LOT, number) if number else [])
    return [_lot(one) for one in found]


def lot_alike(item_id: int, number: str) -> Lot | None:
    """Return a lot of the item whose number reads the same but for case, O and 0, or I and 1."""
    found = row(_ALIKE, item_id, lookalike(number), number)
    return _lot(found) if found else None


def never_came(lot_id: int) -> bool:
    """Return whether nothing of a lot ever was anywhere but by moves that were undone."""
    return not rows(_CAME, lot_id)


def supplier_of(lot_id: int) -> int | None:
    """Return the row number of the supplier that a lot came from, where it is known."""
    return value("SELECT supplier_id FROM lot WHERE id = ?", lot_id)
