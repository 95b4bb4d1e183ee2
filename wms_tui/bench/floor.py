"""The floor: the same durable work by hand, through the sqlite3 module and nothing else."""

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = 1",
    "PRAGMA recursive_triggers = 1",
    "PRAGMA journal_size_limit = 16777216",
    "PRAGMA cache_size = -32768",
)

_ENTRY = """INSERT INTO entry (kind, happened_at, recorded_at, late, by, terminal, reason, reference, partner_id,
    undoes, key, digest) VALUES (?, ?, ?, 0, 'BENCH', '', '', ?, NULL, NULL, ?, ?)"""
_MOVE = """INSERT INTO move (entry_id, lot_id, source_id, source_plate_id, target_id, target_plate_id, quantity,
    order_line, receipt_line, serials) VALUES (?, ?, ?, 0, ?, 0, ?, NULL, NULL, '')"""
_TAKE = """UPDATE stock SET quantity = quantity - ? WHERE lot_id = ? AND place_id = ? AND plate_id = 0
    AND quantity - ? >= reserved"""
_GIVE = "UPDATE stock SET quantity = quantity + ? WHERE lot_id = ? AND place_id = ? AND plate_id = 0"
_OPEN = "INSERT INTO stock (lot_id, place_id, plate_id, quantity, reserved) VALUES (?, ?, 0, ?, 0)"
_ANSWER = "INSERT INTO answer (entry_id, result) VALUES (?, ?)"
_CANDIDATES = """SELECT stock.lot_id, stock.place_id, stock.quantity - stock.reserved FROM lot
    CROSS JOIN stock CROSS JOIN place
    WHERE stock.lot_id = lot.id AND place.id = stock.place_id AND lot.item_id = ?
      AND stock.quantity > stock.reserved AND lot.status = 'released' AND lot.expires_on >= ?
      AND place.kind = 'bin' AND place.pickable = 1 AND place.blocked = 0 AND place.counting = 0
    ORDER BY lot.removal_on, lot.received_on, lot.sort_key, place.walk, stock.quantity, stock.place_id"""
_FOR_CUSTOMER = _CANDIDATES.replace(
    "AND place.kind",
    "AND (julianday(lot.expires_on) - julianday(?)) * 100 >= ? * (julianday(lot.expires_on) -"
    " julianday(coalesce(lot.made_on, lot.received_on))) AND place.kind",
)
_HEAD = """SELECT o.id, o.ship_on, partner.transit_days, partner.min_days, partner.min_percent
    FROM customer_order AS o JOIN partner ON partner.id = o.customer_id WHERE o.folded = ?"""
_RESERVE = """UPDATE stock SET reserved = reserved + ? WHERE lot_id = ? AND place_id = ? AND plate_id = 0
    AND quantity - reserved >= ?"""
_KEEP = """INSERT INTO reservation (order_line_id, lot_id, place_id, plate_id, quantity, picked)
    VALUES (?, ?, ?, 0, ?, 0)"""
_PAGE = """SELECT item.code, item.name, lot.number, place.code, plate.code, stock.quantity, stock.reserved,
    stock.quantity - stock.reserved, item.unit, lot.expires_on, lot.received_on, lot.status
    FROM place CROSS JOIN stock CROSS JOIN lot CROSS JOIN item CROSS JOIN plate
    WHERE stock.place_id = place.id AND lot.id = stock.lot_id AND item.id = lot.item_id
      AND plate.id = stock.plate_id AND place.sort_key >= ? AND stock.quantity > 0
    ORDER BY place.sort_key, stock.lot_id, stock.plate_id LIMIT 50"""
_SEARCH = """SELECT item.code, item.name, lot.number, place.code, plate.code, stock.quantity, stock.reserved,
    stock.quantity - stock.reserved, item.unit, lot.expires_on, lot.received_on, lot.status
    FROM lot CROSS JOIN stock CROSS JOIN place CROSS JOIN item CROSS JOIN plate
    WHERE stock.lot_id = lot.id AND place.id = stock.place_id AND item.id = lot.item_id AND plate.id = stock.plate_id
      AND lot.id IN (SELECT rowid FROM lot_search WHERE lot_search MATCH ?)
    ORDER BY place.sort_key, stock.lot_id LIMIT 50"""
_SEARCH_COMMON = """SELECT item.code, item.name, lot.number, place.code, plate.code, stock.quantity, stock.reserved,
    stock.quantity - stock.reserved, item.unit, lot.expires_on, lot.received_on, lot.status
    FROM place CROSS JOIN stock CROSS JOIN lot CROSS JOIN item CROSS JOIN plate
    WHERE stock.place_id = place.id AND lot.id = stock.lot_id AND item.id = lot.item_id
      AND plate.id = stock.plate_id
      AND stock.lot_id IN (SELECT rowid FROM lot_search WHERE lot_search MATCH ?)
    ORDER BY place.sort_key, stock.lot_id LIMIT 50"""


class Floor:
    """A connection of the sqlite3 module to a copy of the same warehouse."""

    def __init__(self, path: Path) -> None:
        """Open the copy with the same settings."""
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            self.connection.execute(pragma)

    def post(self, key: str, at: str, lot: int, source: int, target: int, quantity: int) -> None:
        """Post one move, durably."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        entry = run(_ENTRY, ("move", at, at, "", key, "0" * 64)).lastrowid
        run(_MOVE, (entry, lot, source, target, quantity))
        if run(_TAKE, (quantity, lot, source, quantity)).rowcount != 1:
            raise RuntimeError("not enough")
        if run(_GIVE, (quantity, lot, target)).rowcount != 1:
            run(_OPEN, (lot, target, quantity))
        run(_ANSWER, (entry, '{"entry": 0}'))
        run("COMMIT")

    def allocate(self, key: str, at: str, order: str) -> int:
        """Keep stock for every line of an order, durably; return how many balances were touched."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        number = run("SELECT id FROM customer_order WHERE folded = ?", (order.lower(),)).fetchone()[0]
        lines = run("SELECT id, item_id, wanted FROM orderline WHERE order_id = ? ORDER BY line", (number,)).fetchall()
        takes: list[tuple[int, int, int, int]] = []
        for line, item, wanted in lines:
            takes += self._choose(line, item, wanted, at)
        entry = run(_ENTRY, ("allocate", at, at, order, key, "0" * 64)).lastrowid
        self.connection.executemany(_RESERVE, [(n, lot, place, n) for _, lot, place, n in takes])
        self.connection.executemany(_KEEP, takes)
        run(_ANSWER, (entry, '{"entry": 0}'))
        run("COMMIT")
        return len(takes)

    def allocate_all(self, key: str, at: str, orders: Sequence[str]) -> int:
        """Keep stock for orders one after the other, as their customers want it, durably; return how many units."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        kept = sum(self._allocate_one(order) for order in orders)
        entry = run(_ENTRY, ("allocate", at, at, ",".join(orders)[:400], key, "0" * 64)).lastrowid
        run(_ANSWER, (entry, '{"entry": 0}'))
        run("COMMIT")
        return kept

    def _allocate_one(self, order: str) -> int:
        run = self.connection.execute
        number, ship_on, transit, days, percent = run(_HEAD, (order.lower(),)).fetchone()
        arrives = date.fromisoformat(ship_on) + timedelta(days=transit)
        wants = ((arrives + timedelta(days=days)).isoformat(), arrives.isoformat(), percent)
        lines = run("SELECT id, item_id, wanted FROM orderline WHERE order_id = ? ORDER BY line", (number,)).fetchall()
        takes: list[tuple[int, int, int, int]] = []
        for line, item, wanted in lines:
            takes += self._first(run(_FOR_CUSTOMER, (item, *wants)), line, wanted)
        self.connection.executemany(_RESERVE, [(n, lot, place, n) for _, lot, place, n in takes])
        self.connection.executemany(_KEEP, takes)
        return sum(n for *_, n in takes)

    def free_all(self) -> None:
        """Let go of all that is kept."""
        self.connection.execute("DELETE FROM reservation")
        self.connection.execute("UPDATE stock SET reserved = 0 WHERE reserved > 0")

    def _choose(self, line: int, item: int, wanted: int, at: str) -> list[tuple[int, int, int, int]]:
        return self._first(self.connection.execute(_CANDIDATES, (item, at[:10])), line, wanted)

    @staticmethod
    def _first(cursor: sqlite3.Cursor, line: int, wanted: int) -> list[tuple[int, int, int, int]]:
        takes: list[tuple[int, int, int, int]] = []
        for lot, place, free in cursor:
            taken = min(free, wanted)
            takes.append((line, lot, place, taken))
            wanted -= taken
            if not wanted:
                break
        cursor.close()
        return takes

    def page(self, after: str) -> list[tuple[object, ...]]:
        """Return fifty balances by bin."""
        return self.connection.execute(_PAGE, (after,)).fetchall()

    def search(self, question: str) -> list[tuple[object, ...]]:
        """Return fifty balances whose lot or item bears a rare word."""
        return self.connection.execute(_SEARCH, (question,)).fetchall()

    def search_common(self, question: str) -> list[tuple[object, ...]]:
        """Return fifty balances whose lot or item bears a word that many bear."""
        return self.connection.execute(_SEARCH_COMMON, (question,)).fetchall()
