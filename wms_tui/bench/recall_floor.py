"""A recall by hand, through the sqlite3 module: the same rows are looked for, and the same rows are written."""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from wms_tui.bench.trace import TraceFloor
from wms_tui.domain.tracing import Way

_TABLES = ("entry", "answer", "recall", "recallentry", "recalllot", "masterchange", "statuschange", "noticeversion",
           "notice")  # fmt: skip
_STATUS = "SELECT id, status FROM lot WHERE id IN (SELECT value FROM json_each(?))"
_STOP = "UPDATE lot SET status = 'recalled' WHERE id IN (SELECT value FROM json_each(?)) AND status <> 'recalled'"
_KEPT = """
SELECT id, lot_id, place_id, plate_id, quantity FROM reservation
WHERE lot_id IN (SELECT value FROM json_each(?)) AND picked = 0
"""
_FREE = "UPDATE stock SET reserved = reserved - ? WHERE lot_id = ? AND place_id = ? AND plate_id = ?"
_LET_GO = "DELETE FROM reservation WHERE id = ?"
_CROSSED = """
SELECT move.lot_id, move.source_id, move.target_id, entry.undoes IS NOT NULL, entry.reason = 'sample',
       coalesce(act = 'give-back', 0), sum(move.quantity)
FROM json_each(?) AS wanted CROSS JOIN move CROSS JOIN entry LEFT JOIN runentry ON runentry.entry_id = entry.id
WHERE move.lot_id = wanted.value AND (move.source_id < 10 OR move.target_id < 10) AND entry.id = move.entry_id
GROUP BY 1, min(move.source_id, 10), min(move.target_id, 10), 4, 5, 6
"""
_HERE = "SELECT lot_id, sum(quantity) FROM stock WHERE lot_id IN (SELECT value FROM json_each(?)) GROUP BY lot_id"
_HEADS = """
SELECT lot.id, item.code, lot.number, item.name, item.unit, lot.status
FROM json_each(?) AS wanted CROSS JOIN lot CROSS JOIN item WHERE lot.id = wanted.value AND item.id = lot.item_id
"""
_PROMISED = """
SELECT lot_id, sum(CASE WHEN picked THEN 0 ELSE quantity END), sum(CASE WHEN picked THEN quantity ELSE 0 END)
FROM reservation WHERE lot_id IN (SELECT value FROM json_each(?)) GROUP BY lot_id
"""
_GOODS = """
SELECT lot.id, item.brand, item.packaging_size, pack.gtin, lot.supplier_lot
FROM json_each(?) AS wanted CROSS JOIN lot CROSS JOIN item LEFT JOIN pack ON pack.item_id = item.id
WHERE lot.id = wanted.value AND item.id = lot.item_id
"""
_ADDRESSES = """
SELECT id, code, name, address, email, phone, contact, language FROM partner
WHERE id IN (SELECT value FROM json_each(?))
"""

Row = tuple[object, ...]


class Written:
    """What a case wrote: the rows of each table that were not there before."""

    def __init__(self, before: Path, after: Path) -> None:
        """Compare a warehouse with what it was."""
        old, new = (sqlite3.connect(path) for path in (before, after))
        self.rows = {table: _more(table, old, new) for table in _TABLES}
        old.close()
        new.close()
        self.scope = [int(str(one[2])) for one in self.rows["recalllot"]]

    def of(self, table: str, entry: int) -> list[Row]:
        """Return the rows of a table that the entry at a place in the case wrote."""
        if table in _WHOLE:
            return self.rows[table]
        number = self.rows["entry"][entry][0]
        column = 0 if table in ("entry", "answer", "recallentry") else 1
        return [one for one in self.rows[table] if one[column] == number]


def _more(table: str, old: sqlite3.Connection, new: sqlite3.Connection) -> list[Row]:
    last = old.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]
    return new.execute(f"SELECT * FROM {table} WHERE rowid > ? ORDER BY rowid", (last,)).fetchall()


OPENED, HELD, TOLD = range(3)
"""The entries of a case, in their order."""
_WROTE = {
    OPENED: ("entry", "answer", "recall", "recallentry", "recalllot", "masterchange"),
    HELD: ("entry", "answer", "recallentry", "statuschange"),
    TOLD: ("entry", "answer", "recallentry", "noticeversion", "notice"),
}
_WHOLE = ("recall", "recalllot", "noticeversion", "notice")
"""Tables that one entry of a case writes alone."""


class RecallFloor(TraceFloor):
    """The same by hand."""

    def open(self, lot: int, written: Written) -> list[int]:
        """Find the scope by one recursive statement, and write the case."""
        self._begin()
        lots = self.reached(lot, Way.FORWARD)
        self._write(OPENED, written)
        return lots

    def hold(self, lots: Sequence[int], written: Written) -> None:
        """Recall every lot, and let go of what is kept of it."""
        known = json.dumps(list(lots))
        self._begin()
        self.connection.execute(_STATUS, (known,)).fetchall()
        self.connection.execute(_STOP, (known,))
        kept = self.connection.execute(_KEPT, (known,)).fetchall()
        self.connection.executemany(_FREE, [(one[4], *one[1:4]) for one in kept])
        self.connection.executemany(_LET_GO, [(one[0],) for one in kept])
        self._write(HELD, written)

    def balances(self, lots: Sequence[int]) -> list[list[Row]]:
        """Return the figures of the balances of lots."""
        known = json.dumps(list(lots))
        return [self.connection.execute(text, (known,)).fetchall() for text in (_HEADS, _CROSSED, _HERE, _PROMISED)]

    def notices(self, lots: Sequence[int], written: Written) -> None:
        """Ask for what the letters say, and write them."""
        known = json.dumps(list(lots))
        self._begin()
        shipped, _ = self.shipped(known)
        customers = json.dumps(sorted({int(str(one[0])) for one in shipped}))
        self.connection.execute(_GOODS, (known,)).fetchall()
        self.connection.execute(_ADDRESSES, (customers,)).fetchall()
        self._write(TOLD, written)

    def compare(self, written: Written) -> None:
        """Stop where what was written by hand is not what was written by us.

        Raises:
            RuntimeError: naming the table.
        """
        for table, rows in written.rows.items():
            found = self.connection.execute(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT ?", (len(rows),))
            if found.fetchall()[::-1] != rows:
                raise RuntimeError(f"{table} is not what the case wrote")

    def _begin(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute("PRAGMA defer_foreign_keys = 1")

    def _write(self, place: int, written: Written) -> None:
        for table in _WROTE[place]:
            rows = written.of(table, place)
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self.connection.execute("COMMIT")
