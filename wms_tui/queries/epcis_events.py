"""Questions about everything that happened to goods, as events of EPCIS 2.0, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wms_tui.domain.epcis import (
    Amount,
    LotName,
    Meaning,
    Moment,
    Setting,
    Undone,
    Where,
    object_event,
    party,
    transformation_event,
)
from wms_tui.domain.genealogy import Act
from wms_tui.domain.types import PlaceKind, Status
from wms_tui.queries.happenings import Changed, Happening, Moved, happenings, lot_facts
from wms_tui.queries.settings import setting

_SEEN = "OBSERVE"
_GONE = "DELETE"
_NEW = "ADD"
_BY_KIND = {
    "putaway": Meaning("storing", "sellable_not_accessible"),
    "move": Meaning("storing", "sellable_accessible"),
    "pull-refill": Meaning("storing", "sellable_not_accessible"),
    "drop-refill": Meaning("storing", "sellable_accessible"),
    "pick": Meaning("picking", "in_progress"),
    "unpick": Meaning("storing", "sellable_accessible"),
    "hold": Meaning("holding", "non_sellable_other"),
}
"""What moves within the house mean; others are stored somewhere else."""
_COUNTS = frozenset({"approve-count", "close-count", "resolve-count", "zero-check"})
_STATUS = {
    Status.HOLD: Meaning("holding", "non_sellable_other"),
    Status.QUARANTINE: Meaning("holding", "unavailable"),
    Status.REJECTED: Meaning("holding", "non_conformant"),
    Status.RECALLED: Meaning("holding", "recalled", sets="recalled"),
    Status.RELEASED: Meaning("other", "sellable_accessible"),
}


@dataclass(slots=True)
class _Known:
    """Names of lots, each looked up once."""

    setting: Setting
    lots: dict[int, LotName] = field(default_factory=dict)

    def lot(self, number: int) -> LotName:
        if number not in self.lots:
            one = lot_facts(number)
            made, expires, best = (_day(on) for on in (one.made_on, one.expires_on, one.best_before_on))
            self.lots[number] = LotName(one.item, one.lot, one.gtin, one.unit, made, expires, best, one.origin)
        return self.lots[number]


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def epcis_events(since: datetime | None = None, until: datetime | None = None) -> Iterator[dict[str, Any]]:
    """Yield the events of everything that happened between two moments, in the order in which it was written."""
    known = _Known(Setting(setting("house_gln")))
    for one in happenings(since, until):
        yield from _events(one, known)


def _events(one: Happening, known: _Known) -> Iterator[dict[str, Any]]:
    if one.run:
        yield from _run(one, known)
    else:
        for number, move in enumerate(one.moves):
            meaning, where = _meaning(one, move, known)
            begins = known.lot(move.lot_id) if meaning.action == _NEW else None
            yield object_event(_when(one, f"m{number}"), (_amount(move, known),), meaning, where, begins)
    for number, change in enumerate(one.changes):
        yield from _changed(one, change, number, known)


def _when(one: Happening, part: str) -> Moment:
    undone = Undone(one.undone_at, one.undone_why) if one.undone_at else None
    return Moment(f"urn:x-wms:entry:{one.key}:{one.entry}:{part}", one.at, one.recorded_at, undone)


def _amount(move: Moved, known: _Known) -> Amount:
    return Amount(known.lot(move.lot_id), move.quantity, move.serials)


def _meaning(one: Happening, move: Moved, known: _Known) -> tuple[Meaning, Where]:
    """Return what a move means, and where and between whom it was."""
    here, there = known.setting.place(move.source.code), known.setting.place(move.target.code)
    partner = party(one.partner, one.partner_role, one.partner_gln) if one.partner else ""
    house = known.setting.house()
    if move.source.kind == PlaceKind.SUPPLIER:
        documents = (("po", one.reference),) if one.reference else ()
        return Meaning("receiving", "in_progress"), Where(there, there, partner, house, documents)
    if move.source.kind == PlaceKind.CUSTOMER:
        documents = (("rma", one.reference),) if one.reference else ()
        return Meaning("receiving", "returned"), Where(there, there, partner, house, documents)
    if move.target.kind in (PlaceKind.CUSTOMER, PlaceKind.SUPPLIER):
        documents = (("desadv", one.reference),) if one.reference else ()
        return Meaning("shipping", "in_transit"), Where(here, "", house, partner, documents)
    if move.target.kind == PlaceKind.DESTROYED:
        if one.reason == "sample":
            return Meaning("sampling", "in_progress", _GONE), Where(here)
        return Meaning("destroying", "destroyed", _GONE), Where(here)
    return _within(one, move, here, there)


def _within(one: Happening, move: Moved, here: str, there: str) -> tuple[Meaning, Where]:
    """Return what a move within the house means, or one by which the books were set right."""
    step = "cycle_counting" if one.kind in _COUNTS else "stock_taking"
    if move.source.kind == PlaceKind.FOUND:
        began = one.kind == "import"
        return Meaning("commissioning", "active", _NEW) if began else Meaning(step, "sellable_accessible"), Where(
            there, there
        )
    if move.target.kind == PlaceKind.LOSS:
        return Meaning(step, "unknown"), Where(here)
    meaning = _BY_KIND.get(one.kind, Meaning("storing", "sellable_accessible"))
    return meaning, Where(here, there)


def _run(one: Happening, known: _Known) -> Iterator[dict[str, Any]]:
    """Yield a transformation for each lot that came out, all of them linked by the run; the first has what went in."""
    inputs = tuple(_amount(move, known) for move in one.moves if move.target.kind == PlaceKind.PRODUCTION)
    outputs = [move for move in one.moves if move.source.kind == PlaceKind.PRODUCTION]
    if one.act == Act.GIVE_BACK:
        for number, move in enumerate(outputs):
            there = known.setting.place(move.target.code)
            yield object_event(
                _when(one, f"b{number}"), (_amount(move, known),), Meaning("storing", "sellable_accessible"),
                Where(there, there),
            )  # fmt: skip
        return
    made = [move for move in outputs if move.target.kind not in (PlaceKind.DESTROYED, PlaceKind.LOSS)]
    documents = (("prodorder", one.run),)
    for number, move in enumerate(made or [None]):
        there = known.setting.place(move.target.code) if move else ""
        output = (_amount(move, known),) if move else ()
        yield transformation_event(
            _when(one, f"t{number}"), inputs if number == 0 else (), output, one.run,
            Where(there, there, documents=documents),
        )  # fmt: skip


def _changed(one: Happening, change: Changed, number: int, known: _Known) -> Iterator[dict[str, Any]]:
    """Yield the event of a lot that began, or whose status has changed."""
    lot = known.lot(change.lot_id)
    when = _when(one, f"s{number}")
    if change.before is None:
        if not one.run and one.kind != "import":
            yield object_event(when, (Amount(lot),), Meaning("commissioning", "active", _NEW), Where(), lot)
        return
    if change.before is change.after:
        return
    meaning = _STATUS[change.after]
    if change.before is Status.RECALLED:
        meaning = Meaning(meaning.step, meaning.disposition, unsets="recalled")
    yield object_event(when, (Amount(lot),), meaning, Where())
