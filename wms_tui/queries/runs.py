"""Questions about runs: what went in, what came out, and which lot came out of which."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from wms_tui.domain.codes import folded
from wms_tui.domain.genealogy import KEEPS_LOT, Act, RunKind
from wms_tui.domain.types import Status
from wms_tui.errors import NotFound
from wms_tui.queries.crossings import PRODUCTION
from wms_tui.storage.statements import Row, moment, row, rows, value


class RunHead(NamedTuple):
    """A run: its kind, and whether it goes on. ``entry`` is the one that opened it."""

    id: int
    code: str
    kind: RunKind
    recipe_id: int | None
    planned: int | None
    """How much is to be made, in base units of the recipe's item."""
    entry: int
    closed: bool


class RunLot(NamedTuple):
    """What of a lot went into a run and what came out of it, in base units, net of what was undone or given back."""

    lot_id: int
    went_in: int
    came_out: int


_HEAD = "SELECT id, code, kind, recipe_id, planned, opened_id, closed_id IS NOT NULL FROM run "
_BY_CODE = _HEAD + "WHERE folded = ?"
_OF_ENTRY = _HEAD + "WHERE id = (SELECT run_id FROM runentry WHERE entry_id = ?)"

# What a run scraps of its ingredients stays consumed for genealogy: some of it may be in what was made.
_LOTS = f"""
SELECT move.lot_id,
       sum(CASE WHEN move.target_id = {PRODUCTION} THEN move.quantity
                WHEN runentry.act = 'give-back' THEN -move.quantity ELSE 0 END),
       sum(CASE WHEN move.source_id = {PRODUCTION} AND runentry.act NOT IN ('give-back', 'scrap')
                THEN move.quantity ELSE 0 END)
FROM runentry CROSS JOIN move
WHERE runentry.run_id = ? AND move.entry_id = runentry.entry_id
  AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = runentry.entry_id)
GROUP BY move.lot_id ORDER BY move.lot_id
"""
_WRONG_LINKS = f"""
WITH went AS MATERIALIZED (
    SELECT runentry.run_id AS run, move.lot_id AS lot,
           sum(CASE WHEN move.target_id = {PRODUCTION} THEN move.quantity
                    WHEN runentry.act = 'give-back' THEN -move.quantity ELSE 0 END) > 0 AS into_it,
           sum(CASE WHEN move.source_id = {PRODUCTION} AND runentry.act NOT IN ('give-back', 'scrap')
                    THEN move.quantity ELSE 0 END) > 0 AS out_of_it
    FROM runentry CROSS JOIN move
    WHERE move.entry_id = runentry.entry_id
      AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = runentry.entry_id)
    GROUP BY runentry.run_id, move.lot_id
), wanted AS MATERIALIZED (
    SELECT parent.run AS run, parent.lot AS parent, child.lot AS child
    FROM went AS parent JOIN went AS child ON child.run = parent.run
    WHERE parent.into_it AND child.out_of_it AND parent.lot <> child.lot
), there AS MATERIALIZED (
    SELECT run_id AS run, parent_id AS parent, child_id AS child FROM link WHERE until_id IS NULL
), wrong AS (
    SELECT 1 AS lacks, * FROM (SELECT * FROM wanted EXCEPT SELECT * FROM there)
    UNION ALL SELECT 0, * FROM (SELECT * FROM there EXCEPT SELECT * FROM wanted)
)
SELECT run.code, mother.number, daughter.number, wrong.lacks
FROM wrong JOIN run ON run.id = wrong.run JOIN lot AS mother ON mother.id = wrong.parent
JOIN lot AS daughter ON daughter.id = wrong.child LIMIT 100
"""
_UNITS = f"""
SELECT move.target_id = {PRODUCTION}, move.serials FROM runentry CROSS JOIN move
WHERE runentry.run_id = ? AND move.entry_id = runentry.entry_id AND move.lot_id = ? AND move.serials <> ''
  AND (move.target_id = {PRODUCTION} OR runentry.act IN ('give-back', 'scrap'))
  AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = runentry.entry_id)
ORDER BY move.id
"""
_TAKEN_SINCE = f"""
SELECT min(entry.happened_at) FROM runentry CROSS JOIN move CROSS JOIN entry
WHERE runentry.run_id = ? AND move.entry_id = runentry.entry_id AND move.lot_id = ?
  AND move.target_id = {PRODUCTION} AND entry.id = move.entry_id
  AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = entry.id)
"""
_STATUS_AT = "SELECT after FROM statuschange WHERE lot_id = ? AND entry_id <= ? ORDER BY id DESC LIMIT 1"
_IN_WORK = f"""
SELECT sum(CASE WHEN move.target_id = {PRODUCTION} THEN move.quantity
                WHEN runentry.act IN ('give-back', 'scrap') THEN -move.quantity ELSE 0 END)
FROM runentry CROSS JOIN move
WHERE runentry.run_id = ? AND move.entry_id = runentry.entry_id AND move.lot_id = ?
  AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = runentry.entry_id)
"""
# As it was at each act: what was given back or undone before it did not go into the lot, and what was so later had
# given the lot its status already.
_WENT_INTO = f"""
SELECT run.kind, item.receipt_status, coalesce(
    (SELECT after FROM statuschange WHERE statuschange.lot_id = parent.lot_id AND statuschange.entry_id <= made.entry_id
     ORDER BY statuschange.id DESC LIMIT 1), '{Status.RELEASED}')
FROM move AS made CROSS JOIN runentry AS act CROSS JOIN run CROSS JOIN lot CROSS JOIN item
CROSS JOIN runentry AS taking CROSS JOIN move AS parent
WHERE made.lot_id = ? AND made.source_id = {PRODUCTION} AND made.entry_id >= ?
  AND act.entry_id = made.entry_id AND act.act NOT IN ('give-back', 'scrap')
  AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = act.entry_id)
  AND run.id = act.run_id AND lot.id = made.lot_id AND item.id = lot.item_id
  AND taking.run_id = act.run_id AND taking.entry_id <= act.entry_id AND parent.entry_id = taking.entry_id
  AND (parent.target_id = {PRODUCTION} OR taking.act = 'give-back')
  AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = taking.entry_id AND undoing.id < act.entry_id)
GROUP BY act.entry_id, parent.lot_id
HAVING sum(CASE WHEN parent.target_id = {PRODUCTION} THEN parent.quantity ELSE -parent.quantity END) > 0
"""
_ALL_RUNS = _HEAD + "ORDER BY closed_id IS NOT NULL, id DESC LIMIT 1000"
_OPEN_RUNS = _HEAD + "WHERE closed_id IS NULL ORDER BY id DESC"
_LIVES = """
SELECT 1 FROM runentry WHERE run_id = ?
AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = runentry.entry_id) LIMIT 1
"""
_OPEN_LINKS = "SELECT parent_id, child_id, id FROM link WHERE run_id = ? AND until_id IS NULL"
_ANCESTOR = """
WITH RECURSIVE above (lot) AS (
    SELECT value FROM json_each(?)
    UNION
    SELECT parent_id FROM above CROSS JOIN link WHERE child_id = above.lot AND until_id IS NULL
)
SELECT lot FROM above WHERE lot IN (SELECT value FROM json_each(?)) LIMIT 1
"""
_PARENTS = """
SELECT item.code, lot.number FROM lot JOIN item ON item.id = lot.item_id
WHERE lot.id IN (SELECT parent_id FROM link WHERE child_id = ? AND until_id IS NULL) ORDER BY item.folded, lot.sort_key
"""
_CHILDREN = """
SELECT item.code, lot.number FROM lot JOIN item ON item.id = lot.item_id
WHERE lot.id IN (SELECT child_id FROM link WHERE parent_id = ? AND until_id IS NULL) ORDER BY item.folded, lot.sort_key
"""


def _head(found: Row) -> RunHead:
    return RunHead(found[0], found[1], RunKind(found[2]), found[3], found[4], found[5], bool(found[6]))


def find_run(code: str) -> RunHead | None:
    """Return the run of a code, regardless of case, or None."""
    found = row(_BY_CODE, folded(code))
    return _head(found) if found else None


def the_run(code: str) -> RunHead:
    """Return the run of a code, regardless of case.

    Raises:
        NotFound: ``unknown-run``.
    """
    found = find_run(code)
    if found is None:
        raise NotFound("unknown-run", f"There is no run {code}.", "See wms run list.", run=code)
    return found


def run_of_entry(entry: int) -> RunHead | None:
    """Return the run that an entry is an act of, or None."""
    found = row(_OF_ENTRY, entry)
    return _head(found) if found else None


def units_in_production(run_id: int, lot_id: int) -> frozenset[str]:
    """Return the serials of a lot that a run has taken and neither given back nor thrown away."""
    there: set[str] = set()
    for into, serials in rows(_UNITS, run_id, lot_id):
        there = there | set(serials.split()) if into else there - set(serials.split())
    return frozenset(there)


def taken_since(run_id: int, lot_id: int) -> datetime | None:
    """Return when a run took something of a lot first, or None where it took nothing."""
    found = value(_TAKEN_SINCE, run_id, lot_id)
    return moment(found) if found else None


def act_of_entry(entry: int) -> Act | None:
    """Return what an entry did in a run, or None where it did nothing in one."""
    found = value("SELECT act FROM runentry WHERE entry_id = ?", entry)
    return Act(found) if found else None


def status_at(lot_id: int, entry: int) -> Status:
    """Return the status a lot had once an entry was written."""
    return Status(value(_STATUS_AT, lot_id, entry) or Status.RELEASED)


def lots_of_run(run_id: int) -> list[RunLot]:
    """Return what went into a run and what came out of it."""
    return [RunLot(*found) for found in rows(_LOTS, run_id)]


def statuses_brought(lot_id: int, since: int) -> list[Status]:
    """Return what runs gave a lot by way of status from an entry on: that of each lot that went in, as it was then.

    A lot that is stopped already keeps its status when worse goods come to it, so that no change of status tells of
    them. What is made anew has at least the status of a receipt.
    """
    found: list[Status] = []
    for kind, of_receipt, status in rows(_WENT_INTO, lot_id, since):
        found.append(Status(status))
        if kind not in KEEPS_LOT:
            found.append(Status(of_receipt))
    return found


def has_acts(run_id: int) -> bool:
    """Return whether a run has an act that was not undone."""
    return value(_LIVES, run_id) is not None


def wrong_links() -> list[tuple[str, str, str, bool]]:
    """Return links that are not what the moves of their run say: run, parent, child, and whether one lacks."""
    return [(run, parent, child, bool(lacks)) for run, parent, child, lacks in rows(_WRONG_LINKS)]


def links_of_run(run_id: int) -> dict[tuple[int, int], int]:
    """Return the links of a run that hold, as (parent, child) -> row number."""
    return {(parent, child): number for parent, child, number in rows(_OPEN_LINKS, run_id)}


def ancestor_among(lots: Iterable[int], others: Iterable[int]) -> int | None:
    """Return one of ``others`` that is among some lots or their ancestors, or None."""
    return value(_ANCESTOR, json.dumps(sorted(lots)), json.dumps(sorted(others)))


def parents_of(lot_id: int) -> list[tuple[str, str]]:
    """Return the lots that went into a lot, as (item, lot)."""
    return [(item, number) for item, number in rows(_PARENTS, lot_id)]


def children_of(lot_id: int) -> list[tuple[str, str]]:
    """Return the lots that a lot went into, as (item, lot)."""
    return [(item, number) for item, number in rows(_CHILDREN, lot_id)]


def in_production(run_id: int, lot_id: int) -> int:
    """Return how much of a lot a run has taken that was neither given back nor thrown away, in base units."""
    return value(_IN_WORK, run_id, lot_id) or 0


def runs(*, only_open: bool = False) -> list[RunHead]:
    """Return runs, those that go on first, the latest first."""
    return [_head(found) for found in rows(_OPEN_RUNS if only_open else _ALL_RUNS)]
