"""A warehouse of any size to measure on, whose books are right."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from wms_tui.domain.codes import folded, lookalike, natural_key
from wms_tui.storage import schema
from wms_tui.storage.connection import close_database, transaction
from wms_tui.storage.statements import add_all, change

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
FIRST_BIN = 101
CUSTOMER = 1
WAVE = 500


class Shape:
    """How much of everything there is beside so many moves."""

    def __init__(self, moves: int) -> None:
        """Keep the proportions of a real warehouse: a lot for ten moves, ten lots an item, a bin for twenty moves."""
        self.moves = moves
        self.lots = max(1000, moves // 10)
        self.items = max(100, self.lots // 10)
        self.bins = max(500, moves // 20)
        self.waves = 12
        self.lines = WAVE

    @classmethod
    def of_lots(cls, lots: int) -> "Shape":
        """Have so many lots, fifty an item, each received into three bins and not moved since, and no waves."""
        shape = cls(3 * lots)
        shape.lots, shape.items, shape.bins, shape.waves = lots, lots // 50, max(50, lots // 2), 0
        return shape


def build(path: Path, moves: int, seed: int = 1) -> Shape:
    """Make a warehouse of so many moves in a new file, and close it."""
    return build_shape(path, Shape(moves), seed)


def build_shape(path: Path, shape: Shape, seed: int = 1) -> Shape:
    """Make a warehouse of a shape in a new file, and close it."""
    chance = random.Random(seed)
    schema.create(path, name="BENCH", by="BENCH")
    with transaction():
        _masters(shape, chance)
        _ledger(shape, chance)
        _orders(shape, chance)
        change("ANALYZE")
    close_database()
    return shape


def _masters(shape: Shape, chance: random.Random) -> None:
    add_all(
        "INSERT INTO item (id, code, folded, name, tracking, rotation, unit, removal_days, alert_days,"
        " min_receipt_days, temperature, fixed_bin, receipt_status)"
        " VALUES (?, ?, ?, ?, 'lot', 'fefo', 'EA', 0, 0, 0, '', '', 'released')",
        (
            (n, f"ITEM{n:06d}", folded(f"ITEM{n:06d}"), f"PRODUCT {n % 97} OF KIND {n % 11}")
            for n in range(1, shape.items + 1)
        ),
    )
    add_all("INSERT INTO pack (item_id, name, quantity) VALUES (?, 'EA', 1)", ((n,) for n in range(1, shape.items + 1)))
    add_all(
        "INSERT INTO place (id, code, folded, sort_key, kind, zone, aisle, level, walk, check_digits, mixing,"
        " temperature, pickable, blocked, counting) VALUES (?, ?, ?, ?, 'bin', 'A', '', '', ?, '', 'any', '', 1, 0, 0)",
        (
            (FIRST_BIN + n, code, folded(code), natural_key(code), n * 10)
            for n, code in enumerate(f"A-{n // 400:03d}-{n // 4 % 100:02d}-{'ABCD'[n % 4]}" for n in range(shape.bins))
        ),
    )
    add_all(
        "INSERT INTO lot (id, item_id, number, lookalike, sort_key, supplier_lot, status, received_on, expires_on,"
        " removal_on) VALUES (?, ?, ?, ?, ?, '', 'released', ?, ?, ?)",
        (_lot(n, shape, chance) for n in range(1, shape.lots + 1)),
    )
    change(
        "INSERT INTO partner (id, code, folded, role, name, address, email, phone, min_days, min_percent, transit_days)"
        " VALUES (?, 'CUSTOMER', 'customer', 'customer', '', '', '', '', 0, 0, 0)",
        CUSTOMER,
    )


def _lot(number: int, shape: Shape, chance: random.Random) -> tuple[object, ...]:
    received = date(2026, 1, 1) + timedelta(days=chance.randint(0, 200))
    expires = date(2028, 1, 1) + timedelta(days=chance.randint(0, 900))
    code = f"L{number:07d}"
    item = (number - 1) % shape.items + 1
    return (
        number, item, code, lookalike(code), natural_key(code), received.isoformat(), expires.isoformat(),
        expires.isoformat(),
    )  # fmt: skip


def _ledger(shape: Shape, chance: random.Random) -> None:
    """Receive every lot into three bins, then move parts about, and write the balances that come of it."""
    stock: dict[tuple[int, int], int] = {}
    where: list[list[int]] = [[] for _ in range(shape.lots + 1)]
    entries: list[tuple[object, ...]] = []
    moves: list[tuple[int, ...]] = []
    for number in range(1, shape.moves + 1):
        lot = (number - 1) % shape.lots + 1
        source, quantity = (1, 1000) if number <= 3 * shape.lots else _part(lot, where, stock, chance)
        target = FIRST_BIN + chance.randrange(shape.bins)
        if target == source:
            target = FIRST_BIN + (source - FIRST_BIN + 1) % shape.bins
        at = (BEGAN + timedelta(seconds=number * 20)).isoformat(timespec="microseconds")
        entries.append((number, "move", at, at, f"bench-{number}"))
        moves.append((number, lot, source, target, quantity))
        if source != 1:
            stock[lot, source] -= quantity
        if (lot, target) not in stock:
            where[lot].append(target)
        stock[lot, target] = stock.get((lot, target), 0) + quantity
    add_all(
        "INSERT INTO entry (id, kind, happened_at, recorded_at, late, by, terminal, reason, reference, key, digest)"
        " VALUES (?, ?, ?, ?, 0, 'BENCH', '', '', '', ?, '')",
        entries,
    )
    add_all(
        "INSERT INTO move (entry_id, lot_id, source_id, source_plate_id, target_id, target_plate_id, quantity, serials)"
        " VALUES (?, ?, ?, 0, ?, 0, ?, '')",
        moves,
    )
    add_all(
        "INSERT INTO stock (lot_id, place_id, plate_id, quantity, reserved) VALUES (?, ?, 0, ?, 0)",
        sorted((lot, place, quantity) for (lot, place), quantity in stock.items() if quantity),
    )


def _part(
    lot: int, where: list[list[int]], stock: dict[tuple[int, int], int], chance: random.Random
) -> tuple[int, int]:
    """Choose a part of what is somewhere of a lot."""
    for place in chance.sample(where[lot], len(where[lot])):
        if stock[lot, place] > 1:
            return place, chance.randint(1, stock[lot, place] // 2)
    raise RuntimeError("a lot has no stock")


def _orders(shape: Shape, chance: random.Random) -> None:
    """Ask for a few units of many items, wave by wave, and of one item in single orders."""
    single = 2000
    add_all(
        "INSERT INTO customer_order (id, code, folded, customer_id, cancelled, closed, printed)"
        f" VALUES (?, ?, ?, {CUSTOMER}, 0, 0, 0)",
        ((n, f"SO{n}", f"so{n}") for n in range(1, shape.waves + single + 1)),
    )
    lines: list[tuple[int, int, int, int]] = []
    for wave in range(1, shape.waves + 1):
        chosen = chance.choices(range(1, shape.items + 1), k=shape.lines)
        lines += [(wave, line, item, chance.randint(50, 650)) for line, item in enumerate(chosen, 1)]
    lines += [(shape.waves + n, 1, chance.randint(1, shape.items), chance.randint(1, 20)) for n in range(1, single + 1)]
    add_all("INSERT INTO orderline (order_id, line, item_id, wanted) VALUES (?, ?, ?, ?)", lines)
