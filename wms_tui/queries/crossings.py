"""What of a lot crossed the walls of the house: from where, to where, and under which heading of its balance.

An undone act counts with the opposite sign where it counted: goods of an undone receipt were not sent back, and
those of an undone shipment were not returned. What production gives back was not produced but not consumed.
"""

from collections.abc import Iterable
from datetime import datetime

from wms_tui.domain.genealogy import Act
from wms_tui.domain.types import PlaceKind
from wms_tui.storage.schema import OUTSIDE_PLACES
from wms_tui.storage.statements import moment_text, rows
from wms_tui.storage.tables import FIRST_PLACE_IN_HOUSE

SUPPLIER, CUSTOMER, PRODUCTION, LOSS, FOUND, DESTROYED = (
    OUTSIDE_PLACES[kind]
    for kind in (
        PlaceKind.SUPPLIER, PlaceKind.CUSTOMER, PlaceKind.PRODUCTION, PlaceKind.LOSS, PlaceKind.FOUND,
        PlaceKind.DESTROYED,
    )
)  # fmt: skip
SAMPLE = "sample"
"""The reason of an adjustment by which goods were taken to be tested."""
CROSSES = f"(move.source_id < {FIRST_PLACE_IN_HOUSE} OR move.target_id < {FIRST_PLACE_IN_HOUSE})"
"""Word for word the condition of the index ``move_outside``, which is found by it."""


RECEIVED, PRODUCED, RETURNED = "received", "produced", "returned"
SHIPPED, CONSUMED, LOST = "shipped", "consumed", "lost"
SAMPLED, SENT_BACK = "sampled", "sent_back"
WAS_FOUND, WAS_DESTROYED = "found", "destroyed"

CAME_IN = (RECEIVED, PRODUCED, WAS_FOUND, RETURNED)
_FROM = {
    SUPPLIER: (RECEIVED, 1),
    CUSTOMER: (RETURNED, 1),
    PRODUCTION: (PRODUCED, 1),
    FOUND: (WAS_FOUND, 1),
    LOSS: (LOST, -1),
    DESTROYED: (WAS_DESTROYED, -1),
}
_TO = {
    SUPPLIER: (SENT_BACK, 1),
    CUSTOMER: (SHIPPED, 1),
    PRODUCTION: (CONSUMED, 1),
    FOUND: (WAS_FOUND, -1),
    LOSS: (LOST, 1),
    DESTROYED: (WAS_DESTROYED, 1),
}
_OF_LOTS = f"""
SELECT move.lot_id,
       CASE WHEN move.source_id < {FIRST_PLACE_IN_HOUSE} THEN move.source_id ELSE 0 END,
       CASE WHEN move.target_id < {FIRST_PLACE_IN_HOUSE} THEN move.target_id ELSE 0 END,
       entry.undoes IS NOT NULL, coalesce(undone.reason, entry.reason) = '{SAMPLE}',
       coalesce(act.act = '{Act.GIVE_BACK}', 0), sum(move.quantity)
FROM json_each(?) AS wanted CROSS JOIN move INDEXED BY move_outside CROSS JOIN entry
LEFT JOIN entry AS undone ON undone.id = entry.undoes
LEFT JOIN runentry AS act ON act.entry_id = coalesce(entry.undoes, entry.id)
WHERE move.lot_id = wanted.value AND {CROSSES} AND entry.id = move.entry_id{{until}}
GROUP BY 1, 2, 3, 4, 5, 6
"""
_NOW = _OF_LOTS.format(until="")
_THEN = _OF_LOTS.format(until=" AND entry.happened_at <= ?")

Crossed = dict[str, int]
"""What crossed of a lot, by the headings of its balance."""
_NOTHING: Crossed = dict.fromkeys((*CAME_IN, SHIPPED, CONSUMED, WAS_DESTROYED, LOST, SAMPLED, SENT_BACK), 0)


def crossed(lots: Iterable[int], at: datetime | None = None) -> dict[int, Crossed]:
    """Return what of each lot came in and went out by each heading, in all or until a moment."""
    wanted = list(lots)
    found: dict[int, Crossed] = {lot: _NOTHING.copy() for lot in wanted}
    answer = rows(_NOW, str(wanted)) if at is None else rows(_THEN, str(wanted), moment_text(at))
    for lot, source, target, undoing, sample, given_back, quantity in answer:
        if undoing:
            source, target, quantity = target, source, -quantity
        for heading, signed in _headings(source, target, bool(sample), bool(given_back), quantity):
            found[lot][heading] += signed
    return found


def _headings(source: int, target: int, sample: bool, given_back: bool, quantity: int) -> Iterable[tuple[str, int]]:
    """Yield the headings that goods belong to which went from a place outside (0 is the house) to another."""
    if source:
        heading, sign = _FROM[source]
        # Goods that go on from production to be thrown away had been taken: no longer consumed, but destroyed.
        if source == PRODUCTION and (given_back or target):
            heading, sign = CONSUMED, -1
        yield _sampled(heading, sample), sign * quantity
    if target:
        heading, sign = _TO[target]
        yield _sampled(heading, sample), sign * quantity


def _sampled(heading: str, sample: bool) -> str:
    return SAMPLED if sample and heading == WAS_DESTROYED else heading
