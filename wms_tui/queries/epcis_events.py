"""Questions about everything that happened to goods, as events of EPCIS 2.0, one after the other.

What a move means follows from the ends of it, and within the house from the kind of its entry (CBV 2.0 section 7).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wms_tui.domain.epcis import (
    Amount,
    LotName,
    Meaning,
    Moment,
    Names,
    Undone,
    Where,
    aggregation_event,
    object_event,
    transformation_event,
)
from wms_tui.domain.genealogy import Act
from wms_tui.domain.types import PlaceKind, Status
from wms_tui.queries.crossings import CROSSES, SAMPLE
from wms_tui.queries.happenings import Changed, Happening, Moved, PlaceEnd, happenings, lot_facts
from wms_tui.queries.runs import run_of_entry
from wms_tui.queries.settings import house_name, setting
from wms_tui.storage.statements import value
from wms_tui.storage.tables import FIRST_PLACE_IN_HOUSE

_STORED = Meaning("storing", "sellable_accessible")
_BEGINS = Meaning("commissioning", "active", "ADD")
_PACKED = Meaning("packing", "in_progress", "ADD")
_UNPACKED = Meaning("unpacking", "in_progress", "DELETE")
_DESTROYED = Meaning("destroying", "destroyed", "DELETE")
_BY_KIND = {
    "putaway": Meaning("storing", "sellable_not_accessible"),
    "pull-refill": Meaning("storing", "sellable_not_accessible"),
    "pick": Meaning("picking", "in_progress"),
    "hold": Meaning("holding", "non_sellable_other"),
}
"""What moves within the house mean; others are stored somewhere else."""
_COUNTS = frozenset({"approve-count", "close-count", "resolve-count", "zero-check"})
_THEFT = "theft"
_STATUS = {
    Status.HOLD: Meaning("holding", "non_sellable_other"),
    Status.QUARANTINE: Meaning("holding", "unavailable"),
    Status.REJECTED: Meaning("holding", "non_conformant"),
    Status.RECALLED: Meaning("holding", "recalled"),
    Status.RELEASED: Meaning("other", "sellable_accessible"),
}
"""What a lot's status means; all but the last one stay until they are taken away."""

# What was undone never came, and what undoing brings back had come before.
_FIRST_THAT_STANDS = f"""
SELECT min(move.id) FROM move INDEXED BY move_outside CROSS JOIN entry
WHERE move.lot_id = ? AND {CROSSES} AND move.target_id >= {FIRST_PLACE_IN_HOUSE} AND entry.id = move.entry_id
  AND entry.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = entry.id)
"""


@dataclass(slots=True)
class _Known:
    """Names of lots, and by which move each began, looked up once."""

    names: Names
    lots: dict[int, LotName] = field(default_factory=dict)
    began: dict[int, int | None] = field(default_factory=dict)

    def lot(self, number: int) -> LotName:
        if number not in self.lots:
            one = lot_facts(number)
            made, expires, best = (_day(on) for on in (one.made_on, one.expires_on, one.best_before_on))
            self.lots[number] = LotName(one.item, one.lot, one.gtin, one.unit, made, expires, best, one.origin)
        return self.lots[number]

    def began_by(self, number: int) -> int | None:
        if number not in self.began:
            self.began[number] = value(_FIRST_THAT_STANDS, number)
        return self.began[number]

    def amount(self, move: Moved) -> Amount:
        return Amount(self.lot(move.lot_id), move.quantity, move.serials)


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _outside(place: PlaceEnd) -> bool:
    return not PlaceKind(place.kind).in_house


def epcis_events(
    since: datetime | None = None, until: datetime | None = None, lots: Collection[int] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the events of everything that happened between two moments, in the order in which it happened.

    With ``lots`` those of these lots, and the transformations they went into or came out of. The same entry gives
    events of the same identity whatever is asked for.
    """
    known = _Known(Names(setting("house_gln"), house_name()))
    for one in happenings(since, until, lots):
        # A run is told whole, and so is what says that it was not: events name each other.
        whole = lots is None or (one.undoes is not None and run_of_entry(one.undoes) is not None)
        moves = [(number, move) for number, move in enumerate(one.moves) if whole or move.lot_id in (lots or ())]
        if one.undoes is not None:
            yield from _goods_back(one, moves, known)
        elif one.run_id is not None:
            yield from _run(one, known)
        else:
            yield from _moved(one, moves, known)
        for number, change in enumerate(one.changes):
            if lots is None or change.lot_id in lots:
                yield from _changed(one, change, number, known)
        yield from _held(one, known)


def _key(key: str, entry: int, part: str) -> str:
    return f"urn:x-wms:entry:{key}:{entry}:{part}"


def _when(one: Happening, part: str) -> Moment:
    undone = Undone(one.undone_at, tuple(_corrections(one))) if one.undone_at and one.undone_by else None
    return Moment(_key(one.key, one.entry, part), one.at, one.recorded_at, undone)


def _corrections(one: Happening) -> Iterator[str]:
    """Yield the keys of the events by which undoing an entry tells where goods are, and what lots are, instead.

    Undoing moves goods back in the opposite order, and what goes out of the house again is not seen anywhere.
    """
    if one.undone_by is None:
        return
    for number, move in enumerate(reversed(one.moves)):
        if not _outside(move.source):
            yield _key(one.undone_key, one.undone_by, f"u{number}")
    for number, change in enumerate([change for change in one.changes if change.before is not None]):
        if change.before is not change.after:
            yield _key(one.undone_key, one.undone_by, f"s{number}")
    for number in range(len(one.held)):
        yield _key(one.undone_key, one.undone_by, f"h{number}")


def _goods_back(one: Happening, moves: list[tuple[int, Moved]], known: _Known) -> Iterator[dict[str, Any]]:
    """Yield where goods are that an undone entry had moved."""
    for number, move in moves:
        if not _outside(move.target):
            there = known.names.place(move.target.code)
            shipped = move.source.kind == PlaceKind.CUSTOMER
            meaning = Meaning("void_shipping", "in_progress") if shipped else _STORED
            when = _when(one, f"u{number}")
            yield object_event(when, [known.amount(move)], meaning, Where(there, there), known.names)


def _moved(one: Happening, moves: list[tuple[int, Moved]], known: _Known) -> Iterator[dict[str, Any]]:
    yield from _beginnings(one, moves, known)
    for number, move in moves:
        amount = known.amount(move)
        yield object_event(_when(one, f"m{number}"), [amount], *_meaning(one, move, known), known.names)
        yield from _plates(one, number, move, known)


def _beginnings(one: Happening, moves: list[tuple[int, Moved]], known: _Known) -> Iterator[dict[str, Any]]:
    """Yield the event of each lot that begins with an entry: its first goods came, or were found in the house."""
    coming: dict[int, list[tuple[int, Moved]]] = {}
    for number, move in moves:
        if move.source.kind in (PlaceKind.SUPPLIER, PlaceKind.FOUND):
            coming.setdefault(move.lot_id, []).append((number, move))
    for lot, found in coming.items():
        number, first = found[0]
        stands = known.began_by(lot)
        # Units of a serial begin one by one, each with its own name.
        begins = first.serials and first.source.kind == PlaceKind.SUPPLIER
        if not begins and stands != first.id and not (one.undone_by and (stands is None or first.id < stands)):
            continue
        quantity = sum(move.quantity for _, move in found)
        serials = tuple(serial for _, move in found for serial in move.serials)
        there = known.names.place(first.target.code)
        amount = Amount(known.lot(lot), quantity, serials)
        yield object_event(_when(one, f"c{number}"), [amount], _BEGINS, Where(there, there), known.names)


def _meaning(one: Happening, move: Moved, known: _Known) -> tuple[Meaning, Where]:
    """Return what a move means, and where and between whom it was."""
    names = known.names
    here, there = names.place(move.source.code), names.place(move.target.code)
    partner = names.party(one.partner, one.partner_role, one.partner_gln) if one.partner else ""
    if move.source.kind == PlaceKind.SUPPLIER:
        return Meaning("receiving", "in_progress"), Where(there, there, partner, names.firm(), _paper("po", one, names))
    if move.source.kind == PlaceKind.CUSTOMER:
        return Meaning("receiving", "returned"), Where(there, there, partner, names.firm(), _paper("rma", one, names))
    if move.target.kind in (PlaceKind.CUSTOMER, PlaceKind.SUPPLIER):
        return Meaning("shipping", "in_transit"), Where(here, "", names.firm(), partner, _paper("desadv", one, names))
    if move.target.kind == PlaceKind.DESTROYED:
        return Meaning("sampling", "in_progress", "DELETE") if one.reason == SAMPLE else _DESTROYED, Where(here)
    return _within(one, move, here, there)


def _paper(kind: str, one: Happening, names: Names) -> tuple[str, str] | None:
    """Return the document an entry refers to, if it does."""
    return (kind, names.document(kind, one.reference)) if one.reference else None


def _within(one: Happening, move: Moved, here: str, there: str) -> tuple[Meaning, Where]:
    """Return what a move within the house means, or one by which the books were set right."""
    step = "cycle_counting" if one.kind in _COUNTS else "stock_taking"
    if move.source.kind == PlaceKind.FOUND:
        return Meaning(step, "sellable_accessible"), Where(there, there)
    if move.target.kind == PlaceKind.LOSS:
        return Meaning(step, "stolen" if one.reason == _THEFT else "unknown"), Where(here)
    return _BY_KIND.get(one.kind, _STORED), Where(here, there)


def _plates(one: Happening, number: int, move: Moved, known: _Known) -> Iterator[dict[str, Any]]:
    """Yield the events of goods that were put onto a licence plate or taken off it; what travels on one stays on it."""
    stays = not _outside(move.source) and move.source.plate == move.target.plate
    if stays:
        return
    amount, source, target = known.amount(move), move.source, move.target
    if source.plate and not _outside(source):
        where = Where(known.names.place(source.code))
        yield aggregation_event(_when(one, f"d{number}"), source.plate, [amount], _UNPACKED, where, known.names)
    if target.plate and not _outside(target):
        there = known.names.place(target.code)
        where = Where(there, there)
        yield aggregation_event(_when(one, f"a{number}"), target.plate, [amount], _PACKED, where, known.names)


def _run(one: Happening, known: _Known) -> Iterator[dict[str, Any]]:
    """Yield a transformation for each lot that came out, all of them linked by the run; the first has what went in."""
    inputs = [known.amount(move) for move in one.moves if move.target.kind == PlaceKind.PRODUCTION]
    made: list[tuple[int, Moved]] = []
    for number, move in enumerate(one.moves):
        there = known.names.place(move.target.code)
        if move.target.kind in (PlaceKind.DESTROYED, PlaceKind.LOSS):
            here = "" if _outside(move.source) else known.names.place(move.source.code)
            when = _when(one, f"m{number}")
            yield object_event(when, [known.amount(move)], _DESTROYED, Where(here), known.names)
        elif move.source.kind == PlaceKind.PRODUCTION and one.act == Act.GIVE_BACK:
            when = _when(one, f"m{number}")
            yield object_event(when, [known.amount(move)], _STORED, Where(there, there), known.names)
        elif move.source.kind == PlaceKind.PRODUCTION:
            made.append((number, move))
    document = ("prodorder", known.names.document("prodorder", one.run))
    if inputs and not made:
        yield transformation_event(_when(one, "t"), inputs, None, one.run, Where(document=document), known.names)
    for number, move in made:
        there = known.names.place(move.target.code)
        where = Where(there, there, document=document)
        when, output = _when(one, f"t{number}"), known.amount(move)
        yield transformation_event(when, inputs, output, one.run, where, known.names)
        inputs = []


def _held(one: Happening, known: _Known) -> Iterator[dict[str, Any]]:
    """Yield the events of pallets and bins that were held or let go: what was seen there, and that it may not leave."""
    for number, held in enumerate(one.held):
        meaning = _STATUS[Status.RELEASED if held.ended else Status.HOLD]
        where = Where(known.names.place(held.bin), known.names.place(held.bin))
        when = _when(one, f"h{number}")
        amounts = [Amount(known.lot(lot), quantity) for lot, quantity in held.lots]
        if held.plate:
            yield aggregation_event(when, held.plate, amounts, meaning, where, known.names)
        else:
            yield object_event(when, amounts, meaning, where, known.names)


def _changed(one: Happening, change: Changed, number: int, known: _Known) -> Iterator[dict[str, Any]]:
    """Yield the event of a lot whose status has changed, or that began with one by which it may not leave."""
    before, after = change.before or Status.RELEASED, change.after
    if before is after:
        return
    meaning = _STATUS[after]
    sets = meaning.disposition if after is not Status.RELEASED else ""
    unsets = _STATUS[before].disposition if before is not Status.RELEASED else ""
    meaning = Meaning(meaning.step, meaning.disposition, sets=sets, unsets=unsets)
    yield object_event(_when(one, f"s{number}"), [Amount(known.lot(change.lot_id))], meaning, Where(), known.names)
