"""What of a lot crossed the walls of the house: from where, to where, and under which heading of its balance.

An undone act counts with the opposite sign where it counted: goods of an undone receipt were not sent back, and
those of an undone shipment were not returned. What production gives back was not produced but not consumed.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

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


class Heading(StrEnum):
    """A line of a mass balance."""

    RECEIVED = "received"
    PRODUCED = "produced"
    FOUND = "found"
    RETURNED = "returned"
    SHIPPED = "shipped"
    CONSUMED = "consumed"
    DESTROYED = "destroyed"
    LOST = "lost"
    SAMPLED = "sampled"
    SENT_BACK = "sent_back"


CAME_IN = (Heading.RECEIVED, Heading.PRODUCED, Heading.FOUND, Heading.RETURNED)
_FROM = {
    SUPPLIER: (Heading.RECEIVED, 1),
    CUSTOMER: (Heading.RETURNED, 1),
    PRODUCTION: (Heading.PRODUCED, 1),
    FOUND: (Heading.FOUND, 1),
    LOSS: (Heading.LOST, -1),
    DESTROYED: (Heading.DESTROYED, -1),
}
_TO = {
    SUPPLIER: (Heading.SENT_BACK, 1),
    CUSTOMER: (Heading.SHIPPED, 1),
    PRODUCTION: (Heading.CONSUMED, 1),
    FOUND: (Heading.FOUND, -1),
    LOSS: (Heading.LOST, 1),
    DESTROYED: (Heading.DESTROYED, 1),
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

Crossed = dict[Heading, int]


def crossed(lots: Iterable[int], at: datetime | None = None) -> dict[int, Crossed]:
    """Return what of each lot came in and went out by each heading, in all or until a moment."""
    wanted = list(lots)
    found: dict[int, Crossed] = {lot: dict.fromkeys(Heading, 0) for lot in wanted}
    answer = rows(_NOW, str(wanted)) if at is None else rows(_THEN, str(wanted), moment_text(at))
    for lot, source, target, undoing, sample, given_back, quantity in answer:
        if undoing:
            source, target, quantity = target, source, -quantity
        for heading, signed in _headings(source, target, bool(sample), bool(given_back), quantity):
            found[lot][heading] += signed
    return found


def _headings(source: int, target: int, sample: bool, given_back: bool, quantity: int) -> Iterable[tuple[Heading, int]]:
    """Yield the headings that goods belong to which went from a place outside (0 is the house) to another."""
    if source:
        heading, sign = _FROM[source]
        # Goods that go on from production to be thrown away had been taken: no longer consumed, but destroyed.
        if source == PRODUCTION and (given_back or target):
            heading, sign = Heading.CONSUMED, -1
        yield _sampled(heading, sample), sign * quantity
    if target:
        heading, sign = _TO[target]
        yield _sampled(heading, sample), sign * quantity


def _sampled(heading: Heading, sample: bool) -> Heading:
    return Heading.SAMPLED if sample and heading is Heading.DESTROYED else heading
