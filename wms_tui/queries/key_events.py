"""Questions about critical tracking events: what was received, made and shipped, with all that records want of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wms_tui.domain.rows import Partner
from wms_tui.domain.traceability import NOWHERE, Event, EventRow, Location, Product
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import NotFound
from wms_tui.queries.happenings import Happening, LotFacts, Moved, happenings, lot_facts
from wms_tui.queries.items import the_item
from wms_tui.queries.partners import partner_by_id
from wms_tui.queries.runs import lots_of_run
from wms_tui.queries.settings import settings
from wms_tui.storage.statements import rows, value

_BY_NUMBER = """
SELECT id FROM lot WHERE number = ?1 AND (?2 IS NULL OR item_id = ?2)
UNION SELECT id FROM lot WHERE supplier_lot = ?1 AND supplier_lot <> '' AND (?2 IS NULL OR item_id = ?2)
"""
_OF_ITEM = "SELECT id FROM lot WHERE item_id = ?"
_LISTED = "SELECT lot.id FROM item JOIN lot ON lot.item_id = item.id WHERE item.listed"
# The act that completed what a run made; what production gave back is no product.
_COMPLETED_BY = """
SELECT runentry.entry_id FROM runentry JOIN entry ON entry.id = runentry.entry_id
WHERE runentry.run_id = ? AND runentry.act IN ('make', 'produce')
  AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = entry.id)
ORDER BY entry.happened_at DESC, entry.id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for, by the moments between which they happened and by the lots they are about."""

    since: datetime
    until: datetime
    item: str = ""
    lot: str = ""
    """A lot number of this house or of a supplier."""
    listed: bool = False
    """Only items on the Food Traceability List."""


@dataclass(slots=True)
class _Known:
    """Lots, partners and the house, each looked up once."""

    house: Location
    lots: dict[int, LotFacts] = field(default_factory=dict)
    products: dict[int, Product] = field(default_factory=dict)
    partners: dict[int, Location] = field(default_factory=dict)

    def lot(self, number: int) -> LotFacts:
        if number not in self.lots:
            self.lots[number] = lot_facts(number)
        return self.lots[number]

    def product(self, lot: LotFacts) -> Product:
        if lot.item_id not in self.products:
            self.products[lot.item_id] = Product(
                lot.item, lot.name, lot.brand, lot.commodity, lot.variety, lot.packaging_size, lot.packaging_style,
                lot.listed,
            )  # fmt: skip
        return self.products[lot.item_id]

    def partner(self, number: int | None) -> Location:
        if number is None:
            return NOWHERE
        if number not in self.partners:
            self.partners[number] = _location(partner_by_id(number))
        return self.partners[number]

    def source(self, lot: LotFacts) -> Location:
        """Return where the code of a lot was given: the place that was named, else its supplier, else this house."""
        if lot.made_here:
            return self.house
        if lot.source_reference:
            return Location(reference=lot.source_reference)
        return self.partner(lot.supplier_id) if lot.supplier_id else NOWHERE


def _location(one: Partner) -> Location:
    address = " ".join(one.address.split())
    return Location(
        one.name or one.code, one.phone, address, one.city, one.state, one.zip, one.country,
        one.source_reference or one.gln, f"wms partner change {one.code} --role {one.role}",
    )  # fmt: skip


def _house(chosen: Mapping[str, str]) -> Location:
    return Location(
        chosen["house"], chosen["house_phone"], chosen["house_address"], chosen["house_city"], chosen["house_state"],
        chosen["house_zip"], chosen["house_country"], chosen["house_source_reference"] or chosen["house_gln"],
        "wms setting change house_...",
    )  # fmt: skip


def lots_asked_for(item: str, lot: str, *, listed: bool) -> frozenset[int] | None:
    """Return the lots that a request names, by this house's numbers or suppliers'; None where it names none.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
    """
    found: frozenset[int] | None = None
    number = the_item(item).id if item else None
    if lot:
        found = _numbers(_BY_NUMBER, lot, number)
        if not found:
            raise NotFound("unknown-lot", f"There is no lot {lot}.", "Name it as on its label.", lot=lot)
    elif number is not None:
        found = _numbers(_OF_ITEM, number)
    if listed:
        of_the_list = _numbers(_LISTED)
        found = of_the_list if found is None else found & of_the_list
    return found


def _numbers(statement: str, *words: object) -> frozenset[int]:
    return frozenset(number for (number,) in rows(statement, *words))


def key_events(which: EventFilter) -> Iterator[EventRow]:
    """Yield the critical tracking events of a stretch of time, in the order in which they happened.

    What was undone did not happen, and is left out. A transformation stands where it was completed, with all that
    went in and came out net of what was undone and given back, however many acts it took.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
    """
    known = _Known(_house(settings()))
    asked = lots_asked_for(which.item, which.lot, listed=which.listed)
    for one in happenings(which.since, which.until, asked, crossing=True):
        if one.undone_by is not None or one.undoes is not None:
            continue
        if one.run_id is not None:
            yield from _transformation(one, known, asked)
        else:
            yield from _crossings(one, known, asked)


def _crossings(one: Happening, known: _Known, asked: frozenset[int] | None) -> Iterator[EventRow]:
    """Yield what came in and what left, each as a row."""
    for move in one.moves:
        if asked is not None and move.lot_id not in asked:
            continue
        lot, partner = known.lot(move.lot_id), known.partner(one.partner_id)
        if move.source.kind == PlaceKind.SUPPLIER:
            document = ("purchase order", one.reference)
            sender = partner if one.partner_id else known.partner(lot.supplier_id)
            # It came with its supplier's code, whatever was put into the lot since (21 CFR 1.1345).
            received = lot._replace(made_here=False)
            yield _row(one, Event.RECEIVING, received, move, known, (sender, known.house), document)
        elif move.source.kind == PlaceKind.CUSTOMER:
            document, note = ("sales order", one.reference), "sent back by the customer"
            yield _row(one, Event.RECEIVING, lot, move, known, (partner, known.house), document, note)
        elif move.target.kind == PlaceKind.CUSTOMER:
            document = ("sales order", one.reference)
            yield _row(one, Event.SHIPPING, lot, move, known, (known.house, partner), document)
        elif move.target.kind == PlaceKind.SUPPLIER:
            note = "sent back to the supplier"
            yield _row(one, Event.SHIPPING, lot, move, known, (known.house, partner), ("", ""), note)


def _row(
    one: Happening, event: Event, lot: LotFacts, move: Moved, known: _Known, ends: tuple[Location, Location],
    document: tuple[str, str], note: str = "",
) -> EventRow:  # fmt: skip
    sscc = move.target.plate if event is Event.RECEIVING else move.source.plate
    kind, number = document if document[1] else ("database record", f"entry {one.entry}")
    return EventRow(
        event, one.at.astimezone().date(), _code(lot), known.product(lot), move.quantity, lot.unit, known.source(lot),
        *ends, kind, number, "", None, None, "", lot.gtin, lot.lot, sscc, one.recorded_at.astimezone(), note,
    )  # fmt: skip


def _code(lot: LotFacts) -> str:
    """Return the traceability lot code: as it was received, and a new one only of what was made here (1.1320)."""
    return lot.lot if lot.made_here else lot.supplier_lot or lot.lot


def _transformation(one: Happening, known: _Known, asked: frozenset[int] | None) -> Iterator[EventRow]:
    """Yield a row for each lot that a run made and each that went in, where this act completed it."""
    if one.run_id is None or value(_COMPLETED_BY, one.run_id) != one.entry:
        return
    lots = lots_of_run(one.run_id)
    went_in = [(known.lot(lot.lot_id), lot.went_in) for lot in lots if lot.went_in > 0]
    for made in lots:
        if made.came_out <= 0:
            continue
        for used, quantity in went_in:
            if asked is None or made.lot_id in asked or used.lot_id in asked:
                yield _made(one, known, (known.lot(made.lot_id), made.came_out), (used, quantity))


def _made(one: Happening, known: _Known, made: tuple[LotFacts, int], taken: tuple[LotFacts, int]) -> EventRow:
    lot, used = made[0], taken[0]
    return EventRow(
        Event.TRANSFORMATION, one.at.astimezone().date(), lot.lot, known.product(lot), made[1], lot.unit, known.house,
        NOWHERE, NOWHERE, "production log", one.run, _code(used), known.product(used), taken[1], used.unit, lot.gtin,
        lot.lot, "", one.recorded_at.astimezone(), f"{one.run_kind} {one.run}",
    )  # fmt: skip
