"""Measure the plan of what is to be brought to the pick faces, beside the same plan made by SQL by hand."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wms_tui.bench.dataset import FIRST_BIN, Shape, build_shape
from wms_tui.bench.floor import PRAGMAS
from wms_tui.bench.ledger import Work, figure
from wms_tui.queries.replenishing import replenishment
from wms_tui.storage.connection import close_database, open_database, transaction
from wms_tui.storage.statements import change

SIZES = (5_000, 50_000)
FACES = 10
"""One bin of so many is a pick face; the others are the reserve."""
TODAY = date(2027, 6, 1)
RUNS = 5
LIMIT = 2.5
"""How many times the time of the plan by hand it may take: the hand says neither what stays short, nor behind what."""

_FREE = """
lot.status = 'released' AND lot.expires_on >= :today AND stock.quantity > stock.reserved AND stock.doubted = 0
  AND plate.id = stock.plate_id AND plate.held = 0 AND place.id = stock.place_id AND place.kind = 'bin'
  AND place.held = 0 AND place.blocked = 0 AND place.counting = 0
"""
# What faces want and what the reserve has of an item are laid side by side: where they overlap, that is brought.
_BY_HAND = f"""
WITH has AS (
    SELECT binlevel.id AS face, sum(stock.quantity - stock.reserved) AS free
    FROM binlevel CROSS JOIN stock CROSS JOIN lot CROSS JOIN place CROSS JOIN plate
    WHERE stock.place_id = binlevel.place_id AND lot.id = stock.lot_id AND lot.item_id = binlevel.item_id
      AND place.pickable = 1 AND {_FREE}
    GROUP BY binlevel.id
), due AS (
    SELECT binlevel.item_id, place.code, binlevel.maximum - coalesce(has.free, 0) AS wanted,
           sum(binlevel.maximum - coalesce(has.free, 0)) OVER (
               PARTITION BY binlevel.item_id
               ORDER BY coalesce(has.free, 0) * 1.0 / max(binlevel.minimum, 1), place.walk, place.sort_key
           ) AS upto
    FROM binlevel JOIN place ON place.id = binlevel.place_id LEFT JOIN has ON has.face = binlevel.id
    WHERE coalesce(has.free, 0) < binlevel.minimum
), reserve AS (
    SELECT lot.item_id, lot.number, place.code, place.walk, place.sort_key, lot.sort_key AS lot_key,
           stock.quantity - stock.reserved AS free,
           sum(stock.quantity - stock.reserved) OVER (
               PARTITION BY lot.item_id
               ORDER BY lot.removal_on, lot.received_on, lot.sort_key, place.walk, stock.quantity, stock.place_id,
                   stock.lot_id
           ) AS upto
    FROM (SELECT DISTINCT item_id FROM due) AS wanted CROSS JOIN lot CROSS JOIN stock CROSS JOIN place CROSS JOIN plate
    WHERE lot.item_id = wanted.item_id AND stock.lot_id = lot.id AND {_FREE}
      AND NOT EXISTS (
          SELECT 1 FROM binlevel WHERE binlevel.place_id = stock.place_id AND binlevel.item_id = lot.item_id
      )
)
SELECT item.code, reserve.number, reserve.code, due.code,
       min(due.upto, reserve.upto) - max(due.upto - due.wanted, reserve.upto - reserve.free)
FROM due JOIN reserve ON reserve.item_id = due.item_id AND reserve.upto > due.upto - due.wanted
    AND reserve.upto - reserve.free < due.upto
JOIN item ON item.id = due.item_id
ORDER BY reserve.walk, reserve.sort_key, item.folded, reserve.lot_key
"""


@dataclass(frozen=True, slots=True)
class ReplenishFigure:
    """What a plan costs in a house of so many bins: medians in milliseconds, and the median of paired ratios."""

    bins: int
    faces: int
    refills: int
    """How many pulls the plan has."""
    plan_ms: float
    floor_ms: float
    ratio: float
    limit: float
    runs: int


def measure(progress: Callable[[str], None], sizes: tuple[int, ...] = SIZES) -> list[ReplenishFigure]:
    """Measure in houses of so many bins, in a folder of its own that is removed afterwards."""
    figures: list[ReplenishFigure] = []
    with tempfile.TemporaryDirectory(prefix="wms-bench-") as folder:
        for bins in sizes:
            progress(f"building a warehouse of {bins:,} bins")
            path = Path(folder, f"{bins}.db")
            build_shape(path, Shape.of_lots(2 * bins))
            open_database(path, by="BENCH")
            faces = _have_faces()
            close_database()
            copy = Path(shutil.copyfile(path, path.with_suffix(".floor")))
            open_database(path, by="BENCH")
            progress(f"{bins:,} bins: planning for {faces:,} pick faces")
            figures.append(_figure(copy, bins, faces))
            close_database()
    return figures


def growth(figures: list[ReplenishFigure]) -> float:
    """Return how many times longer the plan takes in the largest house than in the smallest."""
    return round(figures[-1].plan_ms / figures[0].plan_ms, 2)


def _have_faces() -> int:
    """Let some bins be pick faces, each of an item that is in it, and half of them hold too little; return how many."""
    with transaction():
        change("UPDATE place SET pickable = 0 WHERE id >= ? AND id % ? > 0", FIRST_BIN, FACES)
        faces = change(
            "INSERT INTO binlevel (place_id, item_id, minimum, maximum)"
            " SELECT stock.place_id, min(lot.item_id), iif(stock.place_id / ? % 2, 5000, 500), 8000"
            " FROM stock JOIN lot ON lot.id = stock.lot_id JOIN place ON place.id = stock.place_id"
            " WHERE place.pickable = 1 AND place.kind = 'bin' GROUP BY stock.place_id",
            FACES,
        )
        change("ANALYZE")
    return faces


def _figure(copy: Path, bins: int, faces: int) -> ReplenishFigure:
    """Make the plan by both in turn; both must bring the same."""
    by_hand = sqlite3.connect(copy, isolation_level=None)
    for pragma in PRAGMAS:
        by_hand.execute(pragma)

    def floor(_run: int = 0) -> list[tuple[object, ...]]:
        return by_hand.execute(_BY_HAND, {"today": TODAY.isoformat()}).fetchall()

    planned = [(one.item, one.lot, one.source, one.target, one.quantity) for one in replenishment(TODAY).refills]
    if sorted(planned) != sorted(floor()):  # type: ignore[type-var]
        raise RuntimeError("the plan and the floor differ")
    found = figure(Work("replenish", LIMIT, RUNS, lambda _: replenishment(TODAY), floor), bins)
    by_hand.close()
    return ReplenishFigure(
        bins, faces, len(planned), round(found.ours / 1000, 2), round(found.floor / 1000, 2), round(found.ratio, 2),
        LIMIT, RUNS,
    )  # fmt: skip
