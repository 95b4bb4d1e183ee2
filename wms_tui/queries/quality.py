"""Questions of quality over many lots: what waits for a verdict, and how much of what came was not right."""

from dataclasses import dataclass
from datetime import date, datetime

from wms_tui.domain.types import Status
from wms_tui.storage.statements import day, moment, rows
from wms_tui.storage.tables import NEVER

# The first of two signatures changes nothing, so it does not count. The number of the change is the order in which
# lots began to wait, and the key of a page.
_WAITING = """
SELECT latest.id, item.code, item.name, lot.number, lot.status, entry.happened_at, entry.reason, item.unit,
       (SELECT sum(quantity) FROM stock WHERE stock.lot_id = lot.id) AS there, lot.expires_on,
       coalesce(supplier.code, ''), (SELECT count(*) FROM itemtest WHERE itemtest.item_id = item.id)
FROM lot INDEXED BY lot_waiting
JOIN statuschange AS latest ON latest.id = (
    SELECT max(id) FROM statuschange WHERE lot_id = lot.id AND (before IS NULL OR before <> after)
)
JOIN entry ON entry.id = latest.entry_id JOIN item ON item.id = lot.item_id
LEFT JOIN partner AS supplier ON supplier.id = lot.supplier_id
WHERE lot.status IN ('quarantine', 'hold') AND there > 0 AND latest.id {beside} ?
ORDER BY latest.id {way} LIMIT ?
"""
_FORWARDS = _WAITING.format(beside=">", way="")
_BACKWARDS = _WAITING.format(beside="<", way="DESC")
_TREND = f"""
WITH came AS (
    SELECT lot.id, substr(lot.received_on, 1, 7) AS month, item.code AS item, item.folded AS folded,
           coalesce(supplier.code, '') AS supplier
    FROM lot JOIN item ON item.id = lot.item_id LEFT JOIN partner AS supplier ON supplier.id = lot.supplier_id
    WHERE lot.received_on >= ? AND lot.received_on < '{NEVER}' AND lot.number <> ''
      AND (? IS NULL OR lot.item_id = ?) AND (? IS NULL OR lot.supplier_id = ?)
), judged AS (
    SELECT came.*,
           EXISTS (SELECT 1 FROM inspection WHERE inspection.lot_id = came.id) AS inspected,
           EXISTS (SELECT 1 FROM inspection WHERE inspection.lot_id = came.id AND verdict = 'fail'
                   AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.undoes = inspection.entry_id)) AS failed,
           EXISTS (SELECT 1 FROM statuschange WHERE statuschange.lot_id = came.id
                   AND after = 'hold' AND before IS NOT 'hold'
                   AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.id = statuschange.entry_id AND undoes IS NOT NULL)
                   AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.undoes = statuschange.entry_id)) AS held
    FROM came
)
SELECT month, item, supplier, count(*), sum(inspected), sum(failed), sum(held), sum(failed OR held)
FROM judged GROUP BY month, folded, supplier ORDER BY month, folded, supplier
"""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A lot in the house that may not leave until somebody says so, since when and why."""

    item: str
    name: str
    lot: str
    status: Status
    since: datetime
    reason: str
    unit: str
    quantity: int
    expires_on: date | None
    supplier: str
    planned: int
    """How many tests the item's plan has."""


@dataclass(frozen=True, slots=True)
class TrendRow:
    """The lots of an item that came from a supplier in a month, and how many of them were not right."""

    month: str
    """As ``2027-03``."""
    item: str
    supplier: str
    received: int
    inspected: int
    failed: int
    held: int
    percent: float
    """Of the lots that came, those that failed or were held."""


def waiting(*, beside: int | None = None, limit: int = 1000, backwards: bool = False) -> list[tuple[int, WaitingRow]]:
    """Return lots in the house in quarantine or on hold, the one that waits longest first, each with its key.

    With ``beside`` those behind that key; ``backwards`` those before it, the nearest first, or the last ones.
    """
    if backwards:
        found = rows(_BACKWARDS, 2**62 if beside is None else beside, limit)
    else:
        found = rows(_FORWARDS, 0 if beside is None else beside, limit)
    return [
        (key, WaitingRow(item, name, lot, Status(status), moment(at), reason, unit, there, day(until), supplier, plan))
        for key, item, name, lot, status, at, reason, unit, there, until, supplier, plan in found
    ]


def trend(since: date, item_id: int | None = None, supplier_id: int | None = None) -> list[TrendRow]:
    """Return month by month what came since a day, by item and supplier, and how many of its lots were not right."""
    found = rows(_TREND, since.isoformat(), item_id, item_id, supplier_id, supplier_id)
    return [TrendRow(*one[:7], percent=round(one[7] * 100 / one[3], 1)) for one in found]
