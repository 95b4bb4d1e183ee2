# pyright: reportCallIssue=false, reportArgumentType=false
"""The trace of lots: over all runs that lie between, forward to what was made of them or backward to what they are of.

The links are followed level by level, and a lot that was met is not gone through again: a cycle ends where it began,
and the depth of a lot is that of the shortest way. Each level is one statement over an index alone.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from wms_tui.domain.genealogy import RunKind
from wms_tui.domain.tracing import Trace, TracedLot, TracedPlace, TraceEdge, Way
from wms_tui.domain.types import Status
from wms_tui.queries.crossings import CAME_IN, PRODUCTION, crossed
from wms_tui.queries.deliveries import deliveries, supplies
from wms_tui.storage.statements import Row, moment_text, rows
from wms_tui.storage.tables import FIRST_PLACE_IN_HOUSE

Link = tuple[int, int, int]
"""Parent, child and run, by their row numbers."""

_FIRST = "SELECT link.parent_id, link.child_id, link.run_id FROM json_each(?) AS near CROSS JOIN link "
_NOW = {
    Way.FORWARD: _FIRST + "INDEXED BY link_down WHERE link.parent_id = near.value AND link.until_id IS NULL",
    Way.BACKWARD: _FIRST + "INDEXED BY link_up WHERE link.child_id = near.value AND link.until_id IS NULL",
}
_THEN = {
    way: _FIRST
    + f"""CROSS JOIN entry AS began LEFT JOIN entry AS ended ON ended.id = link.until_id
WHERE link.{near}_id = near.value AND began.id = link.since_id AND began.happened_at <= ?
  AND (ended.id IS NULL OR ended.happened_at > ?)
"""
    for way, near in ((Way.FORWARD, "parent"), (Way.BACKWARD, "child"))
}
# What goes between production and a bin is a run's; what is thrown away in production had gone in.
_IN_RUNS = f"""
SELECT act.run_id, move.lot_id, CASE WHEN move.target_id = {PRODUCTION} THEN move.quantity ELSE -move.quantity END
FROM json_each(?) AS wanted CROSS JOIN runentry AS act {{entries}}CROSS JOIN move
WHERE act.run_id = wanted.value AND move.entry_id = {{entry}}{{until}}
  AND ((move.target_id = {PRODUCTION} AND move.source_id >= {FIRST_PLACE_IN_HOUSE})
       OR (move.source_id = {PRODUCTION} AND move.target_id >= {FIRST_PLACE_IN_HOUSE}))
"""
_DONE_NOW = _IN_RUNS.format(entries="", entry="act.entry_id", until="")
_DONE_THEN = _IN_RUNS.format(
    entries="CROSS JOIN entry ", entry="act.entry_id", until=" AND entry.id = act.entry_id AND entry.happened_at <= ?"
)
_UNDONE = (
    " AND entry.undoes = act.entry_id AND NOT EXISTS (SELECT 1 FROM runentry AS own WHERE own.entry_id = entry.id)"
)
_UNDONE_NOW = _IN_RUNS.format(entries="CROSS JOIN entry ", entry="entry.id", until=_UNDONE)
_UNDONE_THEN = _IN_RUNS.format(
    entries="CROSS JOIN entry ", entry="entry.id", until=_UNDONE + " AND entry.happened_at <= ?"
)
_RUNS = "SELECT run.id, run.code, run.kind FROM json_each(?) AS wanted CROSS JOIN run WHERE run.id = wanted.value"
_LOTS = """
SELECT lot.id, item.code, lot.number, item.name, item.unit, lot.status, lot.expires_on, lot.supplier_lot
FROM json_each(?) AS wanted CROSS JOIN lot CROSS JOIN item WHERE lot.id = wanted.value AND item.id = lot.item_id
ORDER BY item.folded, lot.sort_key
"""
_PLACES = """
SELECT stock.lot_id, item.code, lot.number, place.code, stock.quantity, plate.code, lot.status
FROM json_each(?) AS wanted CROSS JOIN stock CROSS JOIN lot CROSS JOIN item CROSS JOIN place CROSS JOIN plate
WHERE stock.lot_id = wanted.value AND stock.quantity > 0 AND lot.id = stock.lot_id AND item.id = lot.item_id
  AND place.id = stock.place_id AND plate.id = stock.plate_id
ORDER BY place.sort_key, item.folded, lot.sort_key, plate.code
"""
_PLACES_THEN = f"""
WITH past AS (
    SELECT move.lot_id, move.target_id AS place_id, move.target_plate_id AS plate_id, move.quantity
    FROM json_each(?1) AS wanted CROSS JOIN move CROSS JOIN entry
    WHERE move.lot_id = wanted.value AND entry.id = move.entry_id AND entry.happened_at <= ?2
    UNION ALL
    SELECT move.lot_id, move.source_id, move.source_plate_id, -move.quantity
    FROM json_each(?1) AS wanted CROSS JOIN move CROSS JOIN entry
    WHERE move.lot_id = wanted.value AND entry.id = move.entry_id AND entry.happened_at <= ?2
), balance AS (
    SELECT lot_id, place_id, plate_id, sum(quantity) AS quantity FROM past
    WHERE place_id >= {FIRST_PLACE_IN_HOUSE} GROUP BY lot_id, place_id, plate_id HAVING sum(quantity) > 0
)
SELECT balance.lot_id, item.code, lot.number, place.code, balance.quantity, plate.code, lot.status
FROM balance JOIN lot ON lot.id = balance.lot_id JOIN item ON item.id = lot.item_id
JOIN place ON place.id = balance.place_id JOIN plate ON plate.id = balance.plate_id
ORDER BY place.sort_key, item.folded, lot.sort_key, plate.code
"""
_STATUSES_THEN = """
SELECT statuschange.lot_id, statuschange.after
FROM json_each(?) AS wanted CROSS JOIN statuschange CROSS JOIN entry
WHERE statuschange.lot_id = wanted.value AND entry.id = statuschange.entry_id AND entry.happened_at <= ?
ORDER BY entry.happened_at, entry.id
"""
_STATUS = {status.value: status for status in Status}
_KIND = {kind.value: kind for kind in RunKind}
_day = date.fromisoformat
_lot = TracedLot._make
_edge = TraceEdge._make
_place = TracedPlace._make


def trace(lots: Sequence[int], way: Way, *, at: datetime | None = None, siblings: bool = False) -> Trace:
    """Return all lots that lie forward or backward of some, with what is, was and went where of each.

    ``at`` asks for what was so at a past moment: links, quantities, balances, shipments and receipts until then.
    ``siblings`` takes in the lots that came out of the same lots as those asked for, and, forward, what became of them.
    """
    depths, links = reached(lots, way, at)
    aside: frozenset[int] = frozenset()
    if siblings:
        beside, leading = _siblings(lots, at)
        aside = frozenset(beside)
        if way is Way.FORWARD:
            depths, links = reached((*lots, *beside), way, at)
        depths |= dict.fromkeys(beside, 0)
        links = [one for one in dict.fromkeys((*leading, *links)) if one[0] in depths and one[1] in depths]
    then = None if at is None else moment_text(at)
    known = str(list(depths))
    edges = _edges(links, then)
    return Trace(
        way, at, _lots(depths, edges, way, at, aside), edges, _places(known, then), deliveries(depths, at),
        supplies(depths, at),
    )  # fmt: skip


def reached(lots: Iterable[int], way: Way, at: datetime | None = None) -> tuple[dict[int, int], list[Link]]:
    """Return how far each lot is that lies forward or backward of some, these themselves at 0, and all links between.

    A lot is in it once, by the shortest way.
    """
    depths = dict.fromkeys(lots, 0)
    links: list[Link] = []
    near, depth = list(depths), 0
    ask = _level(way, at)
    far = 1 if way is Way.FORWARD else 0
    while near:
        found = ask(str(near))
        links += found
        depth += 1
        near = [lot for lot in {one[far] for one in found} if lot not in depths]
        depths.update(dict.fromkeys(near, depth))
    return depths, links


def _level(way: Way, at: datetime | None) -> Callable[[str], list[Link]]:
    if at is None:
        text = _NOW[way]
        return lambda near: rows(text, near)
    then, moment = _THEN[way], moment_text(at)
    return lambda near: rows(then, near, moment, moment)


def siblings_of(lots: Sequence[int]) -> list[int]:
    """Return the lots that came out of the parents of some, without these themselves."""
    return _siblings(lots, None)[0]


def _siblings(lots: Sequence[int], at: datetime | None) -> tuple[list[int], list[Link]]:
    """Return the lots that came out of the parents of some, and the links from these parents to all their children."""
    parents = list(dict.fromkeys(link[0] for link in _level(Way.BACKWARD, at)(str(list(lots)))))
    links = _level(Way.FORWARD, at)(str(parents))
    return sorted({link[1] for link in links}.difference(lots)), links


def _edges(links: Sequence[Link], then: str | None) -> tuple[TraceEdge, ...]:
    """Return links with the quantities of their ends."""
    runs = str(list({link[2] for link in links}))
    if then is None:
        moved = rows(_DONE_NOW, runs) + rows(_UNDONE_NOW, runs)
    else:
        moved = rows(_DONE_THEN, runs, then) + rows(_UNDONE_THEN, runs, then)
    net: dict[tuple[int, int], int] = {}
    for run, lot, quantity in moved:
        key = run, lot
        net[key] = net.get(key, 0) + quantity
    named = {run: (run, code, _KIND[kind]) for run, code, kind in rows(_RUNS, runs)}
    get = net.get
    return tuple(
        [
            _edge((parent, child, *named[run], get((run, parent), 0), -get((run, child), 0)))
            for parent, child, run in links
        ]
    )


def _lots(
    depths: dict[int, int], edges: Sequence[TraceEdge], way: Way, at: datetime | None, aside: frozenset[int]
) -> tuple[TracedLot, ...]:
    """Return the lots by depth, with how much of each the trace is about."""
    quantities = _quantities(edges, way)
    starts = [lot for lot, depth in depths.items() if not depth]
    for lot, headings in crossed(starts, at).items():
        quantities[lot] = sum(headings[heading] for heading in CAME_IN)
    known = str(list(depths))
    then = {} if at is None else dict(rows(_STATUSES_THEN, known, moment_text(at)))
    found = [_traced(one, depths[one[0]], quantities.get(one[0], 0), then, aside) for one in rows(_LOTS, known)]
    found.sort(key=lambda one: one.depth)
    return tuple(found)


def _traced(found: Row, depth: int, quantity: int, then: dict[int, str], aside: frozenset[int]) -> TracedLot:
    lot, item, number, name, unit, status, expires, supplier_lot = found
    return _lot(
        (
            lot, item, number, depth, quantity, name, unit, _STATUS[then.get(lot, status)],
            _day(expires) if expires else None, supplier_lot, lot in aside,
        )
    )  # fmt: skip


def _quantities(edges: Sequence[TraceEdge], way: Way) -> dict[int, int]:
    """Return what the runs of a trace made of each lot (forward) or took of it (backward); a run counts once a lot."""
    once: dict[tuple[int, int], int] = (
        {(edge[1], edge[2]): edge[6] for edge in edges}
        if way is Way.FORWARD
        else {(edge[0], edge[2]): edge[5] for edge in edges}
    )
    total: dict[int, int] = {}
    for (lot, _), quantity in once.items():
        total[lot] = total.get(lot, 0) + quantity
    return total


def _places(known: str, then: str | None) -> tuple[TracedPlace, ...]:
    if then is None:
        return tuple([_place((*found[:6], _STATUS[found[6]])) for found in rows(_PLACES, known)])
    statuses = dict(rows(_STATUSES_THEN, known, then))
    return tuple(
        [_place((*found[:6], _STATUS[statuses.get(found[0], found[6])])) for found in rows(_PLACES_THEN, known, then)]
    )
