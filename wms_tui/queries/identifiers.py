"""From what somebody has in hand to lots: a supplier's number, a receipt, a run, a pallet, a unit, an order.

Each answers with row numbers of lots, in the order in which the lots came to be.
"""

from collections.abc import Iterable
from datetime import date

from wms_tui.domain.dates import day_begins, day_ends
from wms_tui.domain.types import Role
from wms_tui.errors import NotFound, Refused
from wms_tui.queries.crossings import CROSSES, CUSTOMER
from wms_tui.queries.items import item_by_gtin
from wms_tui.queries.orders import the_order
from wms_tui.queries.partners import the_partner
from wms_tui.queries.receipts import the_receipt
from wms_tui.queries.runs import lots_of_run, the_run
from wms_tui.queries.stock import plate_id
from wms_tui.storage.statements import day_text, moment_text, rows
from wms_tui.storage.tables import NEVER

_BY_SUPPLIER_LOT = "SELECT id FROM lot WHERE supplier_lot = ? AND supplier_lot <> '' ORDER BY id"
_OF_RECEIPT = """
SELECT DISTINCT move.lot_id FROM receiptline CROSS JOIN move
WHERE receiptline.receipt_id = ? AND move.receipt_line = receiptline.id ORDER BY move.lot_id
"""
_ON_PLATE = "SELECT DISTINCT lot_id FROM stock WHERE plate_id = ? AND quantity > 0 ORDER BY lot_id"
_WERE_ON_PLATE = """
SELECT DISTINCT move.lot_id FROM move INDEXED BY move_plate
WHERE move.target_plate_id > 0 AND move.target_plate_id = ? ORDER BY move.lot_id
"""
_OF_SERIAL = """
SELECT serial.lot_id FROM item CROSS JOIN serial WHERE serial.item_id = item.id AND serial.number = ? ORDER BY 1
"""
_LEFT = f"""{CROSSES} AND move.target_id = {CUSTOMER} AND entry.id = move.entry_id AND entry.undoes IS NULL
  AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = entry.id)"""
_OF_ORDER = f"""
SELECT move.lot_id FROM orderline CROSS JOIN move CROSS JOIN entry
WHERE orderline.order_id = ?1 AND move.order_line = orderline.id AND {_LEFT}
UNION SELECT reservation.lot_id FROM orderline CROSS JOIN reservation
WHERE orderline.order_id = ?1 AND reservation.order_line_id = orderline.id ORDER BY 1
"""
_OF_CUSTOMER = f"""
SELECT DISTINCT move.lot_id FROM customer_order CROSS JOIN orderline CROSS JOIN move CROSS JOIN entry
WHERE customer_order.customer_id = ? AND orderline.order_id = customer_order.id
  AND move.order_line = orderline.id AND {_LEFT} AND entry.happened_at BETWEEN ? AND ? ORDER BY 1
"""
_OF_ITEM = """
SELECT id FROM lot WHERE item_id = ? AND coalesce(made_on, received_on) BETWEEN ? AND ? ORDER BY id
"""
_FIRST_DAY = "0001-01-01"


def of_supplier_lot(number: str) -> list[int]:
    """Return the lots that bear a supplier's lot number.

    Raises:
        NotFound: ``unknown-lot``.
    """
    found = _numbers(rows(_BY_SUPPLIER_LOT, number))
    if not found:
        raise NotFound("unknown-lot", f"No supplier's lot is {number}.", "Check the supplier's label.", lot=number)
    return found


def of_receipt(code: str) -> list[int]:
    """Return the lots that came by a receipt.

    Raises:
        NotFound: ``unknown-receipt``.
        Refused: ``nothing-to-trace``.
    """
    receipt = the_receipt(code)
    return _some(rows(_OF_RECEIPT, receipt.id), f"Nothing of {receipt.code} has come.")


def of_run(code: str) -> list[int]:
    """Return the lots that a run made; of one that has made nothing yet, those that went in.

    Raises:
        NotFound: ``unknown-run``.
        Refused: ``nothing-to-trace``.
    """
    run = the_run(code)
    found = lots_of_run(run.id)
    made = [one.lot_id for one in found if one.came_out]
    return _some(((lot,) for lot in made or [one.lot_id for one in found if one.went_in]), f"{run.code} has no lots.")


def of_plate(code: str) -> list[int]:
    """Return the lots on a plate; of one that is empty now, those that ever were.

    Raises:
        NotFound: ``unknown-plate``.
        Refused: ``nothing-to-trace``.
    """
    plate = plate_id(code)
    if plate is None:
        raise NotFound("unknown-plate", f"There is no plate {code}.", "Check the label.", plate=code)
    return _some(rows(_ON_PLATE, plate) or rows(_WERE_ON_PLATE, plate), f"Nothing was ever on {code}.")


def of_serial(number: str) -> list[int]:
    """Return the lots of units with a serial number; different items may have the same.

    Raises:
        NotFound: ``unknown-serial``.
    """
    found = _numbers(rows(_OF_SERIAL, number))
    if not found:
        raise NotFound("unknown-serial", f"There is no unit {number}.", "Check the label.", serial=number)
    return found


def of_order(code: str) -> list[int]:
    """Return the lots that were kept, picked or shipped for an order.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``nothing-to-trace``.
    """
    order = the_order(code)
    return _some(rows(_OF_ORDER, order.id), f"No lot is chosen for {order.code}.")


def of_customer(code: str, since: date | None = None, until: date | None = None) -> list[int]:
    """Return the lots that were shipped to a customer, in all or within some days, both included.

    Raises:
        NotFound: ``unknown-customer``.
        Refused: ``nothing-to-trace``.
    """
    customer = the_partner(code, Role.CUSTOMER)
    first = moment_text(day_begins(since)) if since else ""
    last = moment_text(day_ends(until)) if until else NEVER
    return _some(rows(_OF_CUSTOMER, customer.id, first, last), f"{customer.code} got nothing then.")


def of_gtin(gtin: str, since: date | None = None, until: date | None = None) -> list[int]:
    """Return the lots of the item with a GTIN that were made within some days, both included.

    Of a lot whose making is not known, the day counts on which it came.

    Raises:
        NotFound: ``unknown-gtin``.
        Refused: ``nothing-to-trace``.
    """
    found = item_by_gtin(gtin)
    if found is None:
        raise NotFound("unknown-gtin", f"No item has GTIN {gtin}.", "A lead adds it to its item.", gtin=gtin)
    item, _ = found
    lots = rows(_OF_ITEM, item.id, day_text(since) or _FIRST_DAY, day_text(until) or NEVER)
    return _some(lots, f"{item.code} has no lot of those days.")


def _numbers(found: Iterable[tuple[int, ...]]) -> list[int]:
    return [one[0] for one in found]


def _some(found: Iterable[tuple[int, ...]], missing: str) -> list[int]:
    numbers = _numbers(found)
    if not numbers:
        raise Refused("nothing-to-trace", missing, "Trace something else.")
    return numbers
