# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about recalls: the case, its clock, the lots in its scope, and where they are in the house."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from wms_tui.domain.codes import folded
from wms_tui.domain.recall import CheckLevel, Depth, RecallClass, RecallKind, Step
from wms_tui.domain.tracing import Way
from wms_tui.domain.types import PlaceKind, Status
from wms_tui.errors import NotFound, Refused
from wms_tui.queries.trace import reached, siblings_of
from wms_tui.storage.schema import HOUSE_PLACES
from wms_tui.storage.statements import Row, day, moment, row, rows, value

_CAGE = HOUSE_PLACES["HOLD"][0]
_CASE = """
SELECT recall.id, recall.code, recall.drill, recall.kind, recall.recall_class, recall.product, recall.reason,
       recall.hazard, recall.depth, recall.strategy, recall.instructions, recall.check_level, recall.only_named,
       recall.reply_by, opened.id, opened.happened_at, opened.by, closed.happened_at, closed.by,
       recall.complaints, recall.authority, coalesce(closed.reason, '')
FROM recall JOIN entry AS opened ON opened.id = recall.opened_id LEFT JOIN entry AS closed ON closed.id = closed_id
"""
_BY_CODE = _CASE + "WHERE recall.folded = ?"
_BY_ID = _CASE + "WHERE recall.id = ?"
_ALL = _CASE + "ORDER BY recall.closed_id IS NOT NULL, recall.id DESC"
_OPEN = _CASE + "WHERE recall.closed_id IS NULL ORDER BY recall.id DESC"
# Goods that a case recalled stay recalled once it is closed, and go on to be pulled.
_UNFINISHED = (
    _CASE
    + """
WHERE recall.drill = 0 AND (recall.closed_id IS NULL OR EXISTS (
    SELECT 1 FROM recalllot AS one CROSS JOIN lot
    WHERE one.recall_id = recall.id AND one.comes_in = 1 AND lot.id = one.lot_id AND lot.status = 'recalled'
      AND EXISTS (SELECT 1 FROM stock WHERE stock.lot_id = lot.id AND stock.quantity > 0)))
ORDER BY recall.closed_id IS NOT NULL, recall.id DESC
"""
)
_SCOPE = """
SELECT lot.id, item.code, item.name, lot.number, item.unit, lot.status, lot.made_on, lot.expires_on, one.why,
       one.entry_id, (SELECT coalesce(sum(quantity), 0) FROM stock WHERE stock.lot_id = lot.id)
FROM recalllot AS one CROSS JOIN lot CROSS JOIN item
WHERE one.recall_id = ? AND one.comes_in = 1 AND lot.id = one.lot_id AND item.id = lot.item_id
  AND one.id = (SELECT max(id) FROM recalllot AS last WHERE last.recall_id = one.recall_id AND last.lot_id = one.lot_id)
ORDER BY item.folded, lot.sort_key
"""
_CHANGES = """
SELECT entry.happened_at, entry.by, entry.reason, item.code, lot.number, recalllot.comes_in, recalllot.why
FROM recalllot JOIN entry ON entry.id = recalllot.entry_id JOIN lot ON lot.id = recalllot.lot_id
JOIN item ON item.id = lot.item_id WHERE recalllot.recall_id = ? ORDER BY recalllot.id
"""
_CLOCK = """
SELECT recallentry.step, min(entry.happened_at), max(entry.happened_at), count(*)
FROM recallentry JOIN entry ON entry.id = recallentry.entry_id WHERE recallentry.recall_id = ? GROUP BY recallentry.step
"""
_OTHERS = """
SELECT DISTINCT recall.code, item.code, lot.number
FROM recalllot AS one CROSS JOIN recall CROSS JOIN lot CROSS JOIN item
WHERE one.lot_id IN (SELECT value FROM json_each(?)) AND one.comes_in = 1 AND recall.id = one.recall_id
  AND recall.closed_id IS NULL AND recall.drill = 0 AND recall.id <> ? AND lot.id = one.lot_id AND item.id = lot.item_id
  AND one.id = (SELECT max(id) FROM recalllot AS last WHERE last.recall_id = one.recall_id AND last.lot_id = one.lot_id)
ORDER BY recall.id, item.folded, lot.sort_key
"""
# A case that was closed has let nothing go: what it held stays recalled.
_STILL_RECALLED = """
SELECT DISTINCT one.lot_id FROM recalllot AS one CROSS JOIN recall
WHERE one.lot_id IN (SELECT value FROM json_each(?)) AND one.comes_in = 1 AND recall.id = one.recall_id
  AND recall.drill = 0 AND recall.id <> ?
  AND one.id = (SELECT max(id) FROM recalllot AS last WHERE last.recall_id = one.recall_id AND last.lot_id = one.lot_id)
  AND (recall.closed_id IS NULL OR EXISTS (SELECT 1 FROM recallentry WHERE recall_id = recall.id AND step = 'hold'))
"""
_HOLDING = """
SELECT recall.code FROM recalllot AS one CROSS JOIN recall
WHERE one.lot_id = ? AND one.comes_in = 1 AND recall.id = one.recall_id AND recall.drill = 0
  AND one.id = (SELECT max(id) FROM recalllot AS last WHERE last.recall_id = one.recall_id AND last.lot_id = one.lot_id)
  AND EXISTS (SELECT 1 FROM recallentry WHERE recall_id = recall.id AND step = 'hold')
ORDER BY recall.id LIMIT 1
"""
_LEFT_SINCE = """
SELECT 1 FROM recall CROSS JOIN recalllot
WHERE recall.id = ? AND recalllot.recall_id = recall.id AND recalllot.entry_id > recall.closed_id LIMIT 1
"""
_IN_HOUSE = "SELECT count(DISTINCT lot_id) FROM stock WHERE quantity > 0"
_OF_THESE = _IN_HOUSE + " AND lot_id IN (SELECT value FROM json_each(?))"
_TO_PULL = f"""
SELECT place.code, item.code, item.name, lot.number, plate.code, stock.quantity, item.unit, lot.status, place.kind
FROM json_each(?) AS wanted CROSS JOIN stock CROSS JOIN place CROSS JOIN lot CROSS JOIN item CROSS JOIN plate
WHERE stock.lot_id = wanted.value AND stock.quantity > 0 AND stock.place_id <> {_CAGE}
  AND place.id = stock.place_id AND place.kind <> '{PlaceKind.CAGE}' AND lot.id = stock.lot_id
  AND item.id = lot.item_id AND plate.id = stock.plate_id
ORDER BY place.walk, place.sort_key, item.folded, lot.sort_key, plate.code
"""
# What is recalled because of what it was made of was so before any case named it.
_STOPPED = """
SELECT entry.id, statuschange.before, entry.kind IN ('hold-recall', 'widen-recall')
FROM statuschange JOIN entry ON entry.id = statuschange.entry_id
WHERE statuschange.lot_id = ? AND statuschange.after = 'recalled' AND statuschange.before IS NOT 'recalled'
  AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = entry.id)
ORDER BY statuschange.id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Recall:
    """A case, or a drill of one, as it is now."""

    id: int
    code: str
    drill: bool
    kind: RecallKind
    recall_class: RecallClass
    product: str
    """What kind of goods the URGENT line names, such as FOOD."""
    reason: str
    hazard: str
    depth: Depth
    strategy: str
    instructions: str
    check_level: CheckLevel
    only_named: bool
    """Whether the scope stays what was named, and does not grow by the trace."""
    reply_by: date | None
    entry: int
    """The entry that opened it."""
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    complaints: str
    """Complaints, illness and injury known so far."""
    authority: str
    """Which authority was told, and when."""
    closed_why: str = ""
    """Why it was closed, and what was open then."""

    @property
    def closed(self) -> bool:
        """Whether it is over."""
        return self.closed_at is not None


class ScopeLot(NamedTuple):
    """A lot in the scope of a case. ``quantity`` is what of it is in the house, in base units."""

    lot_id: int
    item: str
    name: str
    lot: str
    unit: str
    status: Status
    made_on: date | None
    expires_on: date | None
    why: str
    """How it came into the scope: ``named``, ``trace``, ``sibling``."""
    entry: int
    quantity: int


class ScopeChange(NamedTuple):
    """A lot that came into the scope or left it: when, by whom, and why."""

    at: datetime
    by: str
    reason: str
    item: str
    lot: str
    comes_in: bool
    why: str


class StepTime(NamedTuple):
    """When something was first and last done at a step of a case, and how often; a step without acts has no times."""

    step: Step
    first_at: datetime | None
    last_at: datetime | None
    acts: int


class Stop(NamedTuple):
    """What made a lot recalled: the entry, the status it had before, and whether a case did it or what was put in."""

    entry: int
    before: Status | None
    by_case: bool


class Pull(NamedTuple):
    """Goods in the scope of a case that are not in the cage yet."""

    bin: str
    item: str
    name: str
    lot: str
    plate: str
    quantity: int
    unit: str
    status: Status
    staged: bool
    """Whether it was picked and waits at the stage."""


def the_recall(code: str) -> Recall:
    """Return the case of a number, regardless of case.

    Raises:
        NotFound: ``unknown-recall``.
    """
    found = find_recall(code)
    if found is None:
        raise NotFound("unknown-recall", f"There is no recall {code}.", "See wms recall list.", recall=code)
    return found


def find_recall(code: str) -> Recall | None:
    """Return the case of a number, regardless of case, or None."""
    found = row(_BY_CODE, folded(code))
    return _recall(found) if found else None


def open_case_of(code: str) -> Recall:
    """Return a case that is not closed.

    Raises:
        NotFound: ``unknown-recall``.
        Refused: ``recall-closed``.
    """
    case = the_recall(code)
    if case.closed:
        raise Refused("recall-closed", f"Recall {case.code} is closed.", "Open a new one.", recall=case.code)
    return case


def case_to_tell_of(code: str) -> Recall:
    """Return a case of which letters may be written: one that goes on, or that lots have left since it was closed.

    Raises:
        NotFound: ``unknown-recall``.
        Refused: ``recall-closed``.
    """
    case = the_recall(code)
    return case if has_left_since(case) else open_case_of(code)


def has_left_since(case: Recall) -> bool:
    """Return whether a lot has left a case since it was closed."""
    return case.closed and row(_LEFT_SINCE, case.id) is not None


def recalls(*, all_of_them: bool = True) -> list[Recall]:
    """Return cases and drills, those that go on first, the latest first."""
    return [_recall(found) for found in rows(_ALL if all_of_them else _OPEN)]


def _recall(found: Row) -> Recall:
    return Recall(
        found[0], found[1], bool(found[2]), RecallKind(found[3]), RecallClass(found[4]), *found[5:8], Depth(found[8]),
        found[9], found[10], CheckLevel(found[11]), bool(found[12]), day(found[13]), found[14], moment(found[15]),
        found[16], moment(found[17]) if found[17] else None, found[18] or "", *found[19:],
    )  # fmt: skip


def scope_of(recall: int) -> list[ScopeLot]:
    """Return the lots that are in the scope of a case now, by item and lot."""
    return [
        ScopeLot(*one[:5], Status(one[5]), day(one[6]), day(one[7]), *one[8:])
        for one in rows(_SCOPE, recall)
    ]  # fmt: skip


def scope_changes(recall: int) -> list[ScopeChange]:
    """Return how the scope of a case grew and shrank, in order."""
    return [ScopeChange(moment(one[0]), *one[1:5], bool(one[5]), one[6]) for one in rows(_CHANGES, recall)]


def grown(lots: Iterable[int]) -> list[int]:
    """Return what was made of lots, over all runs, without these themselves."""
    starts = list(lots)
    depths, _ = reached(starts, Way.FORWARD)
    return [lot for lot, depth in depths.items() if depth]


def beside(lots: Iterable[int]) -> list[int]:
    """Return the lots that came out of the same lots as some, without these themselves."""
    return siblings_of(list(lots))


def missing_of(case: Recall, scope: Iterable[ScopeLot]) -> list[int]:
    """Return the lots that the trace of a scope leads to and that are not in it; none where only the named count."""
    if case.only_named:
        return []
    known = [one.lot_id for one in scope]
    left = {lot for lot, *_ in rows("SELECT DISTINCT lot_id FROM recalllot WHERE recall_id = ?", case.id)}
    return [lot for lot in grown(known) if lot not in left and lot not in known]


def recall_clock(recall: int) -> list[StepTime]:
    """Return when each step of a case was worked at, in the order of the steps."""
    found = {one[0]: one[1:] for one in rows(_CLOCK, recall)}
    return [
        StepTime(step, moment(found[step][0]), moment(found[step][1]), found[step][2])
        if step in found
        else StepTime(step, None, None, 0)
        for step in Step
    ]  # fmt: skip


def in_other_cases(lots: Iterable[int], but: int = 0) -> list[tuple[str, str, str]]:
    """Return which of some lots are in the scope of another open case, no drill, as (recall, item, lot)."""
    return [(code, item, lot) for code, item, lot in rows(_OTHERS, json.dumps(list(lots)), but)]


def recalled_by_others(lots: Iterable[int], but: int) -> set[int]:
    """Return which of some lots another case recalls as well: one that is open, or one that held them and closed."""
    return {lot for (lot,) in rows(_STILL_RECALLED, json.dumps(list(lots)), but)}


def share_of_house(lots: Iterable[int]) -> tuple[int, int]:
    """Return how many of some lots are in the house, and how many lots there are in all."""
    return value(_OF_THESE, json.dumps(list(lots))), value(_IN_HOUSE)


def to_pull(lots: Iterable[int]) -> list[Pull]:
    """Return what of some lots is in the house and not in the cage, in walk order."""
    found = rows(_TO_PULL, json.dumps(list(lots)))
    return [Pull(*one[:7], Status(one[7]), one[8] == PlaceKind.STAGE) for one in found]


def pulls_of(case: Recall) -> list[Pull]:
    """Return what of a case is to be brought to the cage, in walk order: of a closed one, what is recalled still."""
    scope = scope_of(case.id)
    return to_pull(one.lot_id for one in scope if not case.closed or one.status is Status.RECALLED)


def unfinished_recalls() -> list[Recall]:
    """Return the recalls, no drills, that go on, and those that are closed while recalled goods are in the house."""
    return [_recall(found) for found in rows(_UNFINISHED)]


def cases_at_large() -> list[tuple[Recall, list[Pull]]]:
    """Return the recalls, no drills, of which goods are in the house and not in the cage, each with these."""
    found = [(case, pulls_of(case)) for case in unfinished_recalls()]
    return [(case, pulls) for case, pulls in found if pulls]


def holding_case(lot: int) -> str | None:
    """Return the number of a case that has held a lot and not let it go since; None where there is none."""
    return value(_HOLDING, lot)


def what_stopped(lot: int) -> Stop:
    """Return what made a lot recalled that is so now; no entry and no status where it came into being recalled."""
    found = row(_STOPPED, lot)
    return Stop(found[0], Status(found[1]) if found[1] else None, bool(found[2])) if found else Stop(0, None, False)
