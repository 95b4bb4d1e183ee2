"""A warehouse with genealogy to measure on: seven levels of lots, runs between them, and shipments of all."""

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

from wms_tui.bench.dataset import BEGAN, Shape, build_shape
from wms_tui.queries.crossings import CUSTOMER, FOUND, PRODUCTION
from wms_tui.storage.connection import close_database, open_database, transaction
from wms_tui.storage.statements import add_all, change, rows, value

LEVELS = 7
"""Lots that were bought, and six levels of what was made of them."""
PARENTS, MADE, TAKEN = 2, 20, 2
SHIPMENTS = 3
"""Of each lot."""
CUSTOMERS = 200
LINES = 10
"""Of an order."""
_LATER = 400
"""Days after which lots are made and shipped: whatever is moved about has been moved by then."""

_LARGEST = "SELECT lot_id, place_id, max(quantity) FROM stock GROUP BY lot_id"
_ENTER = """
INSERT INTO entry (id, kind, happened_at, recorded_at, late, by, terminal, reason, reference, key, digest)
VALUES (?, ?, ?, ?, 0, 'BENCH', '', '', ?, ?, '')
"""
_MOVE = """
INSERT INTO move (entry_id, lot_id, source_id, source_plate_id, target_id, target_plate_id, quantity, order_line,
                  serials) VALUES (?, ?, ?, 0, ?, 0, ?, ?, '')
"""
_PARTNER = """
INSERT INTO partner (id, code, folded, role, name, address, email, phone, min_days, min_percent, transit_days)
VALUES (?, ?, ?, 'customer', ?, '', '', '', 0, 0, 0)
"""
_ORDER = """
INSERT INTO customer_order (id, code, folded, customer_id, cancelled, closed, printed) VALUES (?, ?, ?, ?, 0, 1, 0)
"""
_ORDER_LINE = "INSERT INTO orderline (id, order_id, line, item_id, wanted) VALUES (?, ?, ?, ?, 1)"
_FIRST_PARTNER = 10


def build(path: Path, moves: int, seed: int = 1) -> Shape:
    """Make a warehouse of so many moves in a new file, a third of them runs and a third shipments; close it."""
    shape = Shape(moves)
    runs = shape.lots - level_size(shape.lots)
    shape.moves = max(3 * shape.lots, moves - runs * (PARENTS + 1) - shape.lots * SHIPMENTS)
    build_shape(path, shape, seed)
    open_database(path, by="BENCH")
    chance = random.Random(seed)
    with transaction():
        _Writer(shape, chance).write()
        change("ANALYZE")
    close_database()
    return shape


def level_size(lots: int) -> int:
    """Return how many lots a level has; those of level n are the numbers from n times that on."""
    return lots // LEVELS


class _Writer:
    """Writes runs and shipments beside the moves that are there, and changes the balances by them."""

    def __init__(self, shape: Shape, chance: random.Random) -> None:
        """Find the place of each lot that has most of it, and the numbers that come next."""
        self._shape, self._chance = shape, chance
        self._place = {lot: place for lot, place, _ in rows(_LARGEST)}
        self._entry = int(value("SELECT max(id) FROM entry"))
        self._order = int(value("SELECT max(id) FROM customer_order"))
        self._line = int(value("SELECT max(id) FROM orderline"))
        self._entries: list[tuple[object, ...]] = []
        self._moves: list[tuple[object, ...]] = []
        self._changed: Counter[int] = Counter()

    def write(self) -> None:
        """Write all of it."""
        self._runs()
        self._shipments()
        add_all(_ENTER, self._entries)
        add_all(_MOVE, self._moves)
        change_of = [(quantity, lot, self._place[lot]) for lot, quantity in self._changed.items()]
        add_all(
            "UPDATE stock SET quantity = quantity + ? WHERE lot_id = ? AND place_id = ? AND plate_id = 0", change_of
        )
        self._facts()

    def _facts(self) -> None:
        add_all(
            "INSERT INTO run (id, code, folded, kind, opened_id, closed_id) VALUES (?, ?, ?, 'make', ?, ?)", self._run
        )
        add_all("INSERT INTO runentry (entry_id, run_id, act) VALUES (?, ?, 'make')", self._acts)
        add_all("INSERT INTO link (run_id, parent_id, child_id, since_id) VALUES (?, ?, ?, ?)", self._links)

    def _enter(self, kind: str, reference: str) -> int:
        self._entry += 1
        at = (BEGAN + timedelta(days=_LATER, seconds=self._entry * 5)).isoformat(timespec="microseconds")
        self._entries.append((self._entry, kind, at, at, reference, f"genealogy-{self._entry}"))
        return self._entry

    def _runs(self) -> None:
        """Make each lot above the first level of two of the level below."""
        size = level_size(self._shape.lots)
        self._run: list[tuple[object, ...]] = []
        self._acts: list[tuple[int, int]] = []
        self._links: list[tuple[int, int, int, int]] = []
        for run, child in enumerate(range(size + 1, size * LEVELS + 1), 1):
            below = (child - 1) // size - 1
            parents = self._chance.sample(range(below * size + 1, (below + 1) * size + 1), PARENTS)
            entry = self._enter("make-run", f"R{run}")
            self._run.append((run, f"R{run}", f"r{run}", entry, entry))
            self._acts.append((entry, run))
            for parent in parents:
                self._moves.append((entry, parent, self._place[parent], PRODUCTION, TAKEN, None))
                self._links.append((run, parent, child, entry))
                self._changed[parent] -= TAKEN
            self._moves.append((entry, child, PRODUCTION, self._place[child], MADE, None))
            self._changed[child] += MADE

    def _shipments(self) -> None:
        """Ship a unit of each lot three times, to customers that take ten lots at a time."""
        lots = [lot for lot in range(1, self._shape.lots + 1) for _ in range(SHIPMENTS)]
        self._chance.shuffle(lots)
        numbers = range(_FIRST_PARTNER, _FIRST_PARTNER + CUSTOMERS)
        add_all(_PARTNER, ((n, f"CUSTOMER {n}", f"customer {n}", f"Customer number {n}") for n in numbers))
        orders: list[tuple[object, ...]] = []
        lines: list[tuple[object, ...]] = []
        for first in range(0, len(lots), LINES):
            self._order += 1
            code = f"SH{self._order}"
            orders.append((self._order, code, code.casefold(), self._chance.choice(numbers)))
            entry = self._enter("ship", code)
            for number, lot in enumerate(lots[first : first + LINES], 1):
                self._line += 1
                lines.append((self._line, self._order, number, (lot - 1) % self._shape.items + 1))
                self._moves.append((entry, lot, self._place[lot], CUSTOMER, 1, self._line))
                self._changed[lot] -= 1
        add_all(_ORDER, orders)
        add_all(_ORDER_LINE, lines)


def give_everybody_some(lot: int) -> None:
    """Ship a unit of a lot to each customer, on an order of its own; the warehouse is open."""
    with transaction():
        place = value("SELECT place_id FROM stock WHERE lot_id = ? ORDER BY quantity DESC LIMIT 1", lot)
        item, entry = value("SELECT item_id FROM lot WHERE id = ?", lot), value("SELECT max(id) FROM entry")
        order, line = value("SELECT max(id) FROM customer_order"), value("SELECT max(id) FROM orderline")
        numbers = range(1, CUSTOMERS + 1)
        at = (BEGAN + timedelta(days=2 * _LATER)).isoformat(timespec="microseconds")
        add_all(_ENTER, [(entry + n, "ship", at, at, f"ALL{n}", f"everybody-{n}") for n in numbers])
        add_all(_ORDER, [(order + n, f"ALL{n}", f"all{n}", _FIRST_PARTNER + n - 1) for n in numbers])
        add_all(_ORDER_LINE, [(line + n, order + n, 1, item) for n in numbers])
        change("UPDATE stock SET quantity = quantity + ? WHERE lot_id = ? AND place_id = ?", CUSTOMERS, lot, place)
        add_all(_MOVE, [(entry + n, lot, FOUND, place, 1, None) for n in numbers])
        add_all(_MOVE, [(entry + n, lot, place, CUSTOMER, 1, line + n) for n in numbers])
        change("UPDATE stock SET quantity = quantity - ? WHERE lot_id = ? AND place_id = ?", CUSTOMERS, lot, place)
