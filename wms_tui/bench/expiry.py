"""Measure the expiry list against the floor: all of it, its first page and one from its middle, at several sizes."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from wms_tui.bench.dataset import build
from wms_tui.bench.floor import PRAGMAS
from wms_tui.bench.ledger import Figure, Work, figure
from wms_tui.queries.expiry import expiry_list, expiry_page
from wms_tui.queries.paging import Key
from wms_tui.storage.connection import close_database, open_database, transaction
from wms_tui.storage.statements import change

TODAY = date(2028, 1, 5)
"""Lots of the measured warehouse expire over 900 days from 2028 on: a few are expired, due for removal, and short."""
REMOVAL_DAYS, ALERT_DAYS, MINIMUM_DAYS = 5, 15, 18

_ROWS = """
SELECT item.code, item.name, lot.number, place.code, plate.code, stock.quantity, stock.reserved,
       stock.quantity - stock.reserved, item.unit, lot.expires_on, lot.received_on, lot.status, stock.doubted,
       place.zone, (SELECT code FROM partner WHERE partner.id = lot.supplier_id),
       CAST(julianday(lot.expires_on) - julianday(:today) AS INTEGER),
       CASE WHEN lot.expires_on <= :today THEN 0
            ELSE min(100, CAST((julianday(lot.expires_on) - julianday(:today)) * 100 AS INTEGER)
                 / CAST(julianday(lot.expires_on) - julianday(coalesce(lot.made_on, lot.received_on)) AS INTEGER)) END,
       CASE WHEN lot.expires_on < :today THEN 'expired' WHEN lot.removal_on <= :today THEN 'removal-due'
            WHEN lot.alert_on <= :today THEN 'short' ELSE 'ok' END,
       lot.item_id, lot.id, stock.place_id, stock.plate_id
FROM lot CROSS JOIN stock CROSS JOIN place CROSS JOIN item CROSS JOIN plate
WHERE stock.place_id = place.id AND stock.lot_id = lot.id AND item.id = lot.item_id AND plate.id = stock.plate_id
  AND stock.quantity > 0 AND (lot.expires_on < :today OR lot.removal_on <= :today OR lot.alert_on <= :today)
  AND lot.expires_on <= :last
"""
_ORDER = " ORDER BY lot.expires_on, lot.id, stock.place_id, stock.plate_id"
_PAGE = f"{_ROWS}{_ORDER} LIMIT 50"
_NEXT = f"""{_ROWS} AND (lot.expires_on, lot.id, stock.place_id, stock.plate_id) > (:expires, :lot, :place, :plate)
{_ORDER} LIMIT 50"""
_NOTICE = "SELECT max(max(removal_days, alert_days)) FROM item"
_ASKED = """
SELECT DISTINCT line.item_id, partner.code, partner.min_days
FROM partner CROSS JOIN customer_order AS o CROSS JOIN orderline AS line
WHERE partner.role = 'customer' AND partner.min_days > 0 AND o.customer_id = partner.id AND line.order_id = o.id
  AND o.cancelled = 0 AND (o.closed = 0 OR o.ship_on >= ?)
"""

Row = tuple[object, ...]


class ExpiryFloor:
    """The same list by hand, through the sqlite3 module and nothing else."""

    def __init__(self, path: Path) -> None:
        """Open a copy of the warehouse with the same settings."""
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            self.connection.execute(pragma)

    def all(self) -> list[Row]:
        """Return every row, with the customers whose minimum is not met."""
        year = (TODAY - timedelta(days=365)).isoformat()
        asked: dict[int, list[tuple[str, str]]] = {}
        for item, customer, days in self.connection.execute(_ASKED, (year,)).fetchall():
            asked.setdefault(item, []).append((customer, (TODAY + timedelta(days=days)).isoformat()))
        found = self.connection.execute(_ROWS + _ORDER, self._bounds()).fetchall()
        return [(*one, [customer for customer, least in asked.get(one[18], ()) if one[9] < least]) for one in found]

    def page(self) -> list[Row]:
        """Return the first fifty rows."""
        return self.connection.execute(_PAGE, self._bounds()).fetchall()

    def next_page(self, key: Key) -> list[Row]:
        """Return the fifty rows behind one."""
        expires, lot, place, plate = key[1:]
        beside = {"expires": expires, "lot": lot, "place": place, "plate": plate}
        return self.connection.execute(_NEXT, {**self._bounds(), **beside}).fetchall()

    def _bounds(self) -> dict[str, object]:
        (days,) = self.connection.execute(_NOTICE).fetchone()
        return {"today": TODAY.isoformat(), "last": (TODAY + timedelta(days=days)).isoformat()}


def measure(sizes: tuple[int, ...], progress: Callable[[str], None]) -> list[Figure]:
    """Measure at each size (moves; a tenth of them are lots), in a folder of its own that is removed afterwards."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="wms-bench-") as folder:
        for moves in sizes:
            progress(f"building a warehouse of {moves // 10:,} lots")
            path, copy = Path(folder, f"{moves}.db"), Path(folder, f"{moves}-floor.db")
            build(path, moves)
            _grow_old(path)
            shutil.copyfile(path, copy)
            open_database(path, by="BENCH")
            floor = ExpiryFloor(copy)
            for work in _works(floor):
                progress(f"{moves // 10:,} lots: {work.name}")
                figures.append(figure(work, moves))
            floor.connection.close()
            close_database()
    return figures


def _grow_old(path: Path) -> None:
    """Let items be removed and told of before they expire, and let the customer ask for life left."""
    open_database(path, by="BENCH")
    with transaction():
        change("UPDATE item SET removal_days = ?, alert_days = ?", REMOVAL_DAYS, ALERT_DAYS)
        change(
            "UPDATE lot SET removal_on = date(expires_on, ?), alert_on = date(expires_on, ?)",
            f"-{REMOVAL_DAYS} days", f"-{ALERT_DAYS} days",
        )  # fmt: skip
        change("UPDATE partner SET min_days = ?", MINIMUM_DAYS)
    close_database()


def _works(floor: ExpiryFloor) -> list[Work]:
    """Return the kinds of work with their limits; both ways must give the same rows."""
    ours, theirs = expiry_list(TODAY), floor.all()
    if [(one[2:6], one[15:18], list(one[18])) for one in ours] != [(one[2:6], one[15:18], one[22]) for one in theirs]:
        raise RuntimeError("the list and the floor differ")
    pages = expiry_page(TODAY, limit=max(1, len(ours) // 2))
    middle = pages[-1][0]
    return [
        Work("expiry list, all rows", 1.5, 30, lambda _: expiry_list(TODAY), lambda _: floor.all()),
        Work("expiry list, first 50", 1.3, 300, lambda _: expiry_page(TODAY), lambda _: floor.page()),
        Work(
            "expiry list, next 50", 1.3, 300, lambda _: expiry_page(TODAY, beside=middle),
            lambda _: floor.next_page(middle),
        ),
    ]  # fmt: skip
