"""Measure the trace against the floor: lots and links, shipments of them, all that a trace says, and a balance."""

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from wms_tui.bench.floor import PRAGMAS
from wms_tui.bench.genealogy import LEVELS, build, level_size
from wms_tui.bench.ledger import Figure, Work, figure
from wms_tui.domain.tracing import Way
from wms_tui.queries.deliveries import deliveries
from wms_tui.queries.lot_balance import balance_of
from wms_tui.queries.trace import reached, trace
from wms_tui.storage.connection import close_database, open_database

_REACHED = """
WITH RECURSIVE t(lot) AS (
    VALUES (?) UNION SELECT {far}_id FROM t CROSS JOIN link WHERE {near}_id = t.lot AND until_id IS NULL
)
"""
_LOTS = _REACHED + "SELECT lot FROM t"
_LINKS = (
    "SELECT parent_id, child_id, run_id FROM json_each(?) AS wanted CROSS JOIN link"
    " WHERE {near}_id = wanted.value AND until_id IS NULL"
)
_MOVED = """
SELECT runentry.run_id, move.lot_id, sum(CASE WHEN move.target_id = 3 THEN move.quantity ELSE -move.quantity END)
FROM runentry CROSS JOIN move
WHERE runentry.run_id IN ({runs}) AND move.entry_id = runentry.entry_id
  AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.undoes = runentry.entry_id)
GROUP BY runentry.run_id, move.lot_id
"""
_RUNS = "SELECT id, code, kind FROM run WHERE id IN ({runs})"
_NAMES = """
SELECT lot.id, item.code, lot.number, item.name, item.unit, lot.status, lot.expires_on, lot.supplier_lot
FROM lot CROSS JOIN item WHERE lot.id IN ({lots}) AND item.id = lot.item_id ORDER BY item.folded, lot.sort_key
"""
_PLACES = """
SELECT stock.lot_id, item.code, lot.number, place.code, stock.quantity, plate.code, lot.status
FROM stock CROSS JOIN lot CROSS JOIN item CROSS JOIN place CROSS JOIN plate
WHERE stock.lot_id IN ({lots}) AND stock.quantity > 0 AND lot.id = stock.lot_id AND item.id = lot.item_id
  AND place.id = stock.place_id AND plate.id = stock.plate_id
ORDER BY place.sort_key, item.folded, lot.sort_key
"""
_HAPPENED = "entry.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.undoes = entry.id)"
_SHIPPED = f"""
SELECT o.customer_id, partner.code, partner.name, o.code, line.line, entry.happened_at, move.lot_id, item.code,
       lot.number, move.quantity, entry.id
FROM move CROSS JOIN entry CROSS JOIN lot CROSS JOIN item CROSS JOIN orderline AS line CROSS JOIN customer_order AS o
CROSS JOIN partner
WHERE move.lot_id IN ({{lots}}) AND (move.source_id < 10 OR move.target_id < 10) AND move.target_id = 2
  AND entry.id = move.entry_id AND {_HAPPENED} AND lot.id = move.lot_id AND item.id = lot.item_id
  AND line.id = move.order_line AND o.id = line.order_id AND partner.id = o.customer_id
ORDER BY entry.happened_at, entry.id, line.line
"""
_RETURNED = f"""
SELECT move.order_line, move.lot_id, sum(move.quantity) FROM move CROSS JOIN entry
WHERE move.lot_id IN ({{lots}}) AND (move.source_id < 10 OR move.target_id < 10) AND move.source_id = 2
  AND entry.id = move.entry_id AND {_HAPPENED} GROUP BY move.order_line, move.lot_id
"""
_RECEIVED = f"""
SELECT entry.partner_id, partner.code, partner.name, entry.reference, entry.happened_at, move.lot_id, item.code,
       lot.number, lot.supplier_lot, sum(move.quantity), entry.id
FROM move CROSS JOIN entry CROSS JOIN lot CROSS JOIN item LEFT JOIN partner ON partner.id = entry.partner_id
WHERE move.lot_id IN ({{lots}}) AND (move.source_id < 10 OR move.target_id < 10) AND move.source_id = 1
  AND entry.id = move.entry_id AND {_HAPPENED} AND lot.id = move.lot_id AND item.id = lot.item_id
GROUP BY entry.id, move.lot_id ORDER BY entry.happened_at, entry.id
"""
_CAME = """
SELECT coalesce(sum(move.quantity), 0) FROM move CROSS JOIN entry
WHERE move.lot_id = ? AND (move.source_id < 10 OR move.target_id < 10) AND move.source_id IN (1, 2, 3, 5)
  AND entry.id = move.entry_id AND entry.undoes IS NULL
"""
_CROSSED = """
SELECT move.source_id, move.target_id, entry.undoes IS NOT NULL, entry.reason = 'sample',
       coalesce(act = 'give-back', 0), sum(move.quantity)
FROM move CROSS JOIN entry LEFT JOIN runentry ON runentry.entry_id = entry.id
WHERE move.lot_id = ? AND (move.source_id < 10 OR move.target_id < 10) AND entry.id = move.entry_id
GROUP BY min(move.source_id, 10), min(move.target_id, 10), 3, 4, 5
"""
_HEAD = """
SELECT item.code, lot.number, item.name, item.unit, lot.status
FROM lot JOIN item ON item.id = lot.item_id WHERE lot.id = ?
"""
_HERE = "SELECT sum(quantity) FROM stock WHERE lot_id = ?"
_KEPT = """
SELECT coalesce(sum(CASE WHEN picked THEN 0 ELSE quantity END), 0),
       coalesce(sum(CASE WHEN picked THEN quantity ELSE 0 END), 0) FROM reservation WHERE lot_id = ?
"""
_NEAR = {Way.FORWARD: ("parent", "child"), Way.BACKWARD: ("child", "parent")}

Row = tuple[object, ...]
STARTS = 60
"""So many different lots are traced in turn."""


class TraceFloor:
    """The same by hand, through the sqlite3 module and nothing else."""

    def __init__(self, path: Path) -> None:
        """Open a copy of the warehouse with the same settings."""
        self.connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
        for pragma in PRAGMAS:
            self.connection.execute(pragma)
        # With statistics, older releases of SQLite read a whole index into a filter before each recursion.
        self.connection.execute("DELETE FROM sqlite_stat1")
        self.connection.close()
        self.connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
        for pragma in PRAGMAS:
            self.connection.execute(pragma)

    def _ask(self, text: str, lots: str = "", runs: str = "") -> list[Row]:
        """Ask for rows of lots or runs, which are handed over as a list in JSON."""
        text = text.format(lots="SELECT value FROM json_each(?)", runs="SELECT value FROM json_each(?)")
        return self.connection.execute(text, (lots or runs,)).fetchall()

    def reached(self, lot: int, way: Way) -> list[int]:
        """Return the lots alone, by one recursive statement: neither how far each is nor what links them."""
        near, far = _NEAR[way]
        return [one for (one,) in self.connection.execute(_LOTS.format(near=near, far=far), (lot,)).fetchall()]

    def links(self, lots: str, way: Way) -> list[Row]:
        """Return the links that lead on from lots."""
        return self._ask(_LINKS.replace("{near}", _NEAR[way][0]), lots=lots)

    def shipped(self, lots: str) -> tuple[list[Row], list[Row]]:
        """Return the shipments of lots, and what came back."""
        return self._ask(_SHIPPED, lots=lots), self._ask(_RETURNED, lots=lots)

    def reached_and_shipped(self, lot: int) -> list[Row]:
        """Return the shipments of all lots made of one, by one recursive statement."""
        near, far = _NEAR[Way.FORWARD]
        text = _REACHED.format(near=near, far=far) + _SHIPPED.format(lots="SELECT lot FROM t")
        return self.connection.execute(text, (lot,)).fetchall()

    def everything(self, lot: int, way: Way) -> list[list[Row]]:
        """Return all that a trace says, but for how far each lot is."""
        lots = self.reached(lot, way)
        known = str(lots)
        links = self.links(known, way)
        runs = str(list({one[2] for one in links}))
        came = self.connection.execute(_CAME, (lot,)).fetchall()
        return [
            [(one,) for one in lots], links, self._ask(_MOVED, runs=runs), self._ask(_RUNS, runs=runs),
            self._ask(_NAMES, lots=known), self._ask(_PLACES, lots=known), *self.shipped(known),
            self._ask(_RECEIVED, lots=known), came,
        ]  # fmt: skip

    def balance(self, lot: int) -> list[list[Row]]:
        """Return the figures of the balance of a lot."""
        return [self.connection.execute(text, (lot,)).fetchall() for text in (_HEAD, _CROSSED, _HERE, _KEPT)]


def measure(sizes: tuple[int, ...], progress: Callable[[str], None]) -> list[Figure]:
    """Measure at each size (moves), in a folder of its own that is removed afterwards."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="wms-bench-") as folder:
        for moves in sizes:
            progress(f"building a warehouse of {moves:,} moves with genealogy of depth {LEVELS - 1}")
            path, copy = Path(folder, f"{moves}.db"), Path(folder, f"{moves}-floor.db")
            shape = build(path, moves)
            shutil.copyfile(path, copy)
            open_database(path, by="BENCH")
            floor = TraceFloor(copy)
            for work in _works(shape.lots, floor):
                progress(f"{moves:,} moves: {work.name}")
                figures.append(figure(work, moves))
            floor.connection.close()
            close_database()
    return figures


def _works(lots: int, floor: TraceFloor) -> list[Work]:
    """Return the kinds of work with their limits (performance.md, section 2)."""
    chance, size = random.Random(5), level_size(lots)
    first = [chance.randint(1, size) for _ in range(STARTS)]
    last = [chance.randint((LEVELS - 1) * size + 1, LEVELS * size) for _ in range(STARTS)]
    for lot, way in ((first[0], Way.FORWARD), (last[0], Way.BACKWARD)):
        _compare(lot, way, floor)

    def of(chosen: list[int], number: int) -> int:
        return chosen[number % STARTS]

    return [
        Work("trace back, lots", 1.3, 300, lambda n: reached((of(last, n),), Way.BACKWARD),
             lambda n: floor.reached(of(last, n), Way.BACKWARD)),
        Work("trace forward, lots", 1.3, 300, lambda n: reached((of(first, n),), Way.FORWARD),
             lambda n: floor.reached(of(first, n), Way.FORWARD)),
        Work("trace forward with shipments", 1.3, 300,
             lambda n: deliveries(reached((of(first, n),), Way.FORWARD)[0]),
             lambda n: floor.reached_and_shipped(of(first, n))),
        Work("trace back, all of it", 1.3, 200, lambda n: trace((of(last, n),), Way.BACKWARD),
             lambda n: floor.everything(of(last, n), Way.BACKWARD)),
        Work("trace forward, all of it", 1.3, 200, lambda n: trace((of(first, n),), Way.FORWARD),
             lambda n: floor.everything(of(first, n), Way.FORWARD)),
        Work("balance of a lot", 1.5, 300, lambda n: balance_of(of(first, n)), lambda n: floor.balance(of(first, n))),
    ]  # fmt: skip


def _compare(lot: int, way: Way, floor: TraceFloor) -> None:
    """Stop where both ways do not find the same."""
    ours = trace((lot,), way)
    lots, links, _, _, _, places, shipped, _, received, came = floor.everything(lot, way)
    same = (
        {(one.lot_id,) for one in ours.lots} == set(lots),
        sorted((one.parent_id, one.child_id, one.run_id) for one in ours.edges) == sorted(links),
        [(one.lot_id, one.quantity) for one in ours.places] == [(one[0], one[4]) for one in places],
        sorted((one.entry, one.lot_id, one.quantity) for one in ours.customers)
        == sorted((one[10], one[6], one[9]) for one in shipped),
        len(ours.suppliers) == len(received),
        ours.lots[0].quantity == came[0][0],
    )
    if not all(same):
        raise RuntimeError(f"the trace and the floor differ: {same}")
