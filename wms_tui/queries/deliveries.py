# pyright: reportCallIssue=false, reportArgumentType=false
"""Who has what of a lot, and who sent it: shipments with what came back of them, and receipts."""

from collections.abc import Iterable
from datetime import datetime

from wms_tui.domain.tracing import Delivery, Supply
from wms_tui.queries.crossings import CROSSES, CUSTOMER, SUPPLIER
from wms_tui.storage.statements import Row, moment, moment_text, rows

# An entry that was undone did not happen, and one that undoes says so of another.
_HAPPENED = (
    "entry.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = entry.id{until})"
)
_SHIPPED = f"""
SELECT coalesce(customer_order.customer_id, entry.partner_id), coalesce(partner.code, ''), coalesce(partner.name, ''),
       coalesce(customer_order.code, entry.reference), line.line, entry.happened_at, move.lot_id, item.code, lot.number,
       sum(move.quantity), entry.id, move.order_line
FROM json_each(?) AS wanted CROSS JOIN move INDEXED BY move_outside CROSS JOIN entry CROSS JOIN lot CROSS JOIN item
LEFT JOIN orderline AS line ON line.id = move.order_line LEFT JOIN customer_order ON customer_order.id = line.order_id
LEFT JOIN partner ON partner.id = coalesce(customer_order.customer_id, entry.partner_id)
WHERE move.lot_id = wanted.value AND {CROSSES} AND move.target_id = {CUSTOMER} AND entry.id = move.entry_id
  AND {_HAPPENED}{{also}} AND lot.id = move.lot_id AND item.id = lot.item_id
GROUP BY entry.id, move.order_line, move.lot_id
ORDER BY entry.happened_at, entry.id, line.line, lot.sort_key
"""
_RETURNED = f"""
SELECT move.order_line, move.lot_id, sum(move.quantity)
FROM json_each(?) AS wanted CROSS JOIN move INDEXED BY move_outside CROSS JOIN entry
WHERE move.lot_id = wanted.value AND {CROSSES} AND move.source_id = {CUSTOMER} AND entry.id = move.entry_id
  AND {_HAPPENED}{{also}}
GROUP BY move.order_line, move.lot_id
"""
_RECEIVED = f"""
SELECT coalesce(entry.partner_id, lot.supplier_id), coalesce(partner.code, ''), coalesce(partner.name, ''),
       entry.reference, entry.happened_at, move.lot_id, item.code, lot.number, lot.supplier_lot, sum(move.quantity),
       entry.id
FROM json_each(?) AS wanted CROSS JOIN move INDEXED BY move_outside CROSS JOIN entry CROSS JOIN lot CROSS JOIN item
LEFT JOIN partner ON partner.id = coalesce(entry.partner_id, lot.supplier_id)
WHERE move.lot_id = wanted.value AND {CROSSES} AND move.source_id = {SUPPLIER} AND entry.id = move.entry_id
  AND {_HAPPENED}{{also}} AND lot.id = move.lot_id AND item.id = lot.item_id
GROUP BY entry.id, move.lot_id
ORDER BY entry.happened_at, entry.id, lot.sort_key
"""


def _both(text: str) -> tuple[str, str]:
    """Return a statement as of now, and as of a moment that is asked for twice."""
    then = text.format(until=" AND undoing.happened_at <= ?", also=" AND entry.happened_at <= ?")
    return text.format(until="", also=""), then


_SHIPPED_NOW, _SHIPPED_THEN = _both(_SHIPPED)
_RETURNED_NOW, _RETURNED_THEN = _both(_RETURNED)
_RECEIVED_NOW, _RECEIVED_THEN = _both(_RECEIVED)


def deliveries(lots: Iterable[int], at: datetime | None = None) -> tuple[Delivery, ...]:
    """Return what left of lots for customers, shipment by shipment, with what came back of each; undone ones are out.

    A return names the line of an order, not the shipment: it is taken off the earliest shipment of the line.
    """
    wanted = str(list(lots))
    back = {(line, lot): quantity for line, lot, quantity in _ask(_RETURNED_NOW, _RETURNED_THEN, wanted, at)}
    found: list[Delivery] = []
    for one in _ask(_SHIPPED_NOW, _SHIPPED_THEN, wanted, at):
        key, quantity = (one[11], one[6]), one[9]
        returned = min(quantity, back.get(key, 0)) if back else 0
        if returned:
            back[key] -= returned
        found.append(Delivery(*one[:5], moment(one[5]), *one[6:10], returned, one[10]))
    return tuple(found)


def supplies(lots: Iterable[int], at: datetime | None = None) -> tuple[Supply, ...]:
    """Return what came of lots from suppliers, receipt by receipt; undone ones are out."""
    answer = _ask(_RECEIVED_NOW, _RECEIVED_THEN, str(list(lots)), at)
    return tuple(Supply(*one[:4], moment(one[4]), *one[5:]) for one in answer)


def _ask(now: str, then: str, wanted: str, at: datetime | None) -> list[Row]:
    if at is None:
        return rows(now, wanted)
    text = moment_text(at)
    return rows(then, wanted, text, text)
