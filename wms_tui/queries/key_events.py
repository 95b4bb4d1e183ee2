# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about critical tracking events: what was received, made and shipped, with all that records want of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wms_tui.domain.genealogy import Act
from wms_tui.domain.rows import Partner
from wms_tui.domain.traceability import NOWHERE, Event, EventRow, Location
from wms_tui.domain.types import PlaceKind
from wms_tui.queries.happenings import Happening, LotFacts, Moved, happenings, lot_facts
from wms_tui.queries.partners import partner_by_id
from wms_tui.queries.settings import settings

_BEGIN = {Act.MAKE, Act.PRODUCE, Act.CONSUME}


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for; the days are those on which they happened."""

    since: datetime
    until: datetime
    item: str = ""
    lot: str = ""
    listed: bool = False
    """Only items on the Food Traceability List."""


@dataclass(slots=True)
class _Known:
    """Lots, partners and the house, each looked up once."""

    house: Location
    lots: dict[int, LotFacts] = field(default_factory=dict)
    partners: dict[int, Location] = field(default_factory=dict)

    def lot(self, number: int) -> LotFacts:
        if number not in self.lots:
            self.lots[number] = lot_facts(number)
        return self.lots[number]

    def partner(self, number: int | None) -> Location:
        if number is None:
            return NOWHERE
        if number not in self.partners:
            self.partners[number] = _location(partner_by_id(number))
        return self.partners[number]


def _location(one: Partner) -> Location:
    address = " ".join(one.address.split())
    return Location(
        one.name or one.code, one.phone, address, one.city, one.state, one.zip, one.country,
        one.source_reference or one.gln,
    )  # fmt: skip


def _house(chosen: Mapping[str, str]) -> Location:
    names = ("phone", "address", "city", "state", "zip", "country")
    reference = chosen["house_source_reference"] or chosen["house_gln"]
    return Location(chosen["house"], *(chosen[f"house_{name}"] for name in names), reference)


def key_events(which: EventFilter) -> Iterator[EventRow]:
    """Yield the critical tracking events of a stretch of days, in the order in which they were written.

    What was undone did not happen, and is left out.
    """
    known = _Known(_house(settings()))
    for one in happenings(which.since, which.until):
        if one.undone_at is not None:
            continue
        for row, lots in _rows(one, known):
            if _wanted(which, lots, known):
                yield row


def _wanted(which: EventFilter, lots: tuple[int, ...], known: _Known) -> bool:
    facts = [known.lot(lot) for lot in lots]
    return any(
        (not which.item or one.item == which.item)
        and (not which.lot or which.lot in (one.lot, one.supplier_lot))
        and (one.listed or not which.listed)
        for one in facts
    )


def _rows(one: Happening, known: _Known) -> Iterator[tuple[EventRow, tuple[int, ...]]]:
    if one.run:
        yield from _transformation(one, known)
        return
    for move in one.moves:
        if move.source.kind == PlaceKind.SUPPLIER:
            yield _received(one, move, known), (move.lot_id,)
        elif move.target.kind == PlaceKind.CUSTOMER:
            yield _shipped(one, move, known), (move.lot_id,)


def _received(one: Happening, move: Moved, known: _Known) -> EventRow:
    document = ("purchase order", one.reference) if one.reference else ("database record", str(one.entry))
    sender = known.partner(one.partner_id)
    return _row(one, Event.RECEIVING, known.lot(move.lot_id), move, known, sender, known.house, document)


def _shipped(one: Happening, move: Moved, known: _Known) -> EventRow:
    document = ("sales order", one.reference)
    receiver = known.partner(one.partner_id)
    return _row(one, Event.SHIPPING, known.lot(move.lot_id), move, known, known.house, receiver, document)


def _source(lot: LotFacts, known: _Known) -> Location:
    """Return where the code of a lot was given: the place that was named, else its supplier, else this house."""
    if lot.source_reference:
        return Location(reference=lot.source_reference)
    return known.partner(lot.supplier_id) if lot.supplier_id else known.house


def _row(
    one: Happening, event: Event, lot: LotFacts, move: Moved, known: _Known, sender: Location, receiver: Location,
    document: tuple[str, str],
) -> EventRow:  # fmt: skip
    sscc = move.target.plate if event is Event.RECEIVING else move.source.plate
    return EventRow(
        event, one.at.astimezone().date(), _code(lot), _product(lot), lot.brand, lot.commodity, lot.variety,
        lot.packaging_size, lot.packaging_style, move.quantity, lot.unit, _source(lot, known), sender, receiver,
        *document, "", "", None, "", lot.gtin, lot.lot, sscc, one.recorded_at, "",
    )  # fmt: skip


def _code(lot: LotFacts) -> str:
    """Return the traceability lot code: as the supplier gave it, where that is kept beside our own number."""
    return lot.supplier_lot or lot.lot


def _product(lot: LotFacts) -> str:
    return f"{lot.item} {lot.name}".strip()


def _transformation(one: Happening, known: _Known) -> Iterator[tuple[EventRow, tuple[int, ...]]]:
    """Yield a row for each lot that came out and each that went in; the quantity made stands on the first of them."""
    went_in = _totals(one, lambda move: move.target.kind == PlaceKind.PRODUCTION)
    came_out = _totals(one, lambda move: move.source.kind == PlaceKind.PRODUCTION and one.act != Act.GIVE_BACK)
    if one.act not in _BEGIN:
        return
    for made, quantity in came_out.items() or [(None, None)]:
        for number, (taken, used) in enumerate(went_in.items() or [(None, None)]):
            lots = tuple(lot for lot in (made, taken) if lot is not None)
            yield _made(one, known, (made, quantity if number == 0 else None), (taken, used)), lots


def _totals(one: Happening, which: Callable[[Moved], bool]) -> dict[int, int]:
    total: dict[int, int] = {}
    for move in filter(which, one.moves):
        total[move.lot_id] = total.get(move.lot_id, 0) + move.quantity
    return total


def _made(
    one: Happening, known: _Known, made: tuple[int | None, int | None], taken: tuple[int | None, int | None]
) -> EventRow:  # fmt: skip
    output = known.lot(made[0]) if made[0] is not None else None
    used = known.lot(taken[0]) if taken[0] is not None else None
    note = "" if output and made[1] is not None else f"run {one.run}: " + ("further input" if output else "input only")
    return EventRow(
        Event.TRANSFORMATION, one.at.astimezone().date(), _code(output) if output else "",
        _product(output) if output else "", output.brand if output else "", output.commodity if output else "",
        output.variety if output else "", output.packaging_size if output else "",
        output.packaging_style if output else "", made[1], output.unit if output else "", known.house, NOWHERE, NOWHERE,
        "work order", one.run, _code(used) if used else "", _product(used) if used else "", taken[1],
        used.unit if used else "", output.gtin if output else "", output.lot if output else "", "", one.recorded_at,
        note,
    )  # fmt: skip
