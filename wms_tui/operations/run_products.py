"""What a run makes: lots with a number, dates and a status, put down in the house; part of every verb that produces."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from wms_tui.domain.genealogy import earliest, worst
from wms_tui.domain.inspection import status_at_receipt
from wms_tui.domain.lot_numbers import clean_lot
from wms_tui.domain.rows import Item, Lot, Place
from wms_tui.domain.types import PlaceKind, Status, Tracking
from wms_tui.errors import BadInput, Refused
from wms_tui.ledger import Move, StatusMove
from wms_tui.operations.acting import Deed
from wms_tui.operations.fitting import refuse_all_goods
from wms_tui.operations.new_lots import (
    Birth,
    begin_lot,
    check_new_number,
    checked_expiry,
    first_status,
    new_serials,
    refuse_other_expiry,
)
from wms_tui.operations.numbers import draw_lot_number
from wms_tui.operations.quantities import units
from wms_tui.operations.reserving import let_go
from wms_tui.queries.crossings import PRODUCTION
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot, never_came, supplier_of
from wms_tui.queries.orders import kept_of_lot
from wms_tui.queries.partners import partner_by_id
from wms_tui.queries.places import the_bin
from wms_tui.storage.lot_rows import add_serial, note_receipt_day
from wms_tui.storage.tables import NO_PLATE

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Product:
    """So much of an item that a run makes. Without ``lot`` it is numbered by the template."""

    item: str
    quantity: int | str
    lot: str | None = None
    made_on: date | None = None
    """The day it was made; the day of the act if left out."""
    expires_on: date | None = None
    """Follows from the day it was made where the item keeps for a known time."""
    best_before_on: date | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What products have in common: where they are put, the words of their numbers, and their parents."""

    target: str
    parents: tuple[Lot, ...]
    line: str = ""
    shift: str = ""
    accept: tuple[str, ...] = ()
    same_goods: bool = False
    """Whether the goods are the same before and after: they keep their dates, the earliest of several."""


@dataclass(frozen=True, slots=True)
class MadeLot:
    """A lot that a run made, how much of it, where it is, and its status."""

    item: str
    lot: str
    quantity: int
    bin: str
    expires_on: date | None
    status: Status


@dataclass(frozen=True, slots=True)
class Made:
    """A product that is ready to be posted: its lot, its move out of production, and its first status."""

    lot: Lot
    move: Move
    changes: tuple[StatusMove, ...]
    cautions: tuple[str, ...]
    told: MadeLot


def produce(products: Sequence[Product], deed: Deed, origin: Origin) -> list[Made]:
    """Write the lots of what a run makes, and return how they are posted.

    Raises:
        NotFound: ``unknown-item``, ``unknown-bin``.
        BadInput: a quantity, lot or serial that is none; ``lot-pattern``; ``twice`` where a lot is made twice at once.
        NeedsConfirmation: ``lot-similar`` and dates that cannot be right.
        Refused: ``not-here`` for the stage; ``lot-expiry-differs``; what the place refuses.
    """
    place = the_bin(origin.target)
    if place.kind is PlaceKind.STAGE:
        raise Refused("not-here", "What is made does not go to the stage.", "Use DOCK, or a bin.")
    made = [_make(one, deed, origin, place) for one in products]
    if len({one.lot.id for one in made}) < len(made):
        raise BadInput("twice", "A lot is named twice.", "Name each lot once, with all that is made of it.")
    refuse_all_goods(place, [(the_item(one.told.item), one.told.lot, one.told.quantity) for one in made])
    return made


def _make(one: Product, deed: Deed, origin: Origin, place: Place) -> Made:
    item = the_item(one.item)
    quantity = units(one.quantity, item)
    lot, changes, cautions = _lot(one, item, deed, origin)
    serials = new_serials(item, quantity, one.serials)
    for text in serials:
        add_serial(item.id, lot.id, text, place.id, NO_PLATE)
    if not origin.same_goods:
        note_receipt_day(lot.id, deed.on)
    move = Move(lot.id, PRODUCTION, place.id, quantity, serials=" ".join(serials))
    status = changes[0].after if changes else lot.status
    told = MadeLot(item.code, lot.number, quantity, place.code, lot.expires_on, status)
    return Made(lot, move, changes, cautions, told)


def _lot(
    one: Product, item: Item, deed: Deed, origin: Origin
) -> tuple[Lot, tuple[StatusMove, ...], tuple[str, ...]]:  # fmt: skip
    """Return the lot of a product, how its status changes, and what is odd about its dates."""
    number = _number(one, item, one.made_on or deed.on, origin)
    known = find_lot(item.id, number)
    birth, cautions = _birth(one, item, deed, origin)
    if known is not None and not never_came(known.id):
        expires_on = birth.expires_on if origin.same_goods else one.expires_on
        refuse_other_expiry(item, known, expires_on, on_label=not origin.same_goods)
        if origin.same_goods:
            _refuse_other_best_before(item, known, birth.best_before_on)
        after = worst((known.status, birth.status))
        return known, (StatusMove(known.id, known.status, after),) if after is not known.status else (), ()
    if known is None and number and one.lot is not None:
        check_new_number(item, number, origin.accept)
    birth = replace(birth, status=first_status(known, birth.status))
    lot = begin_lot(item, number, birth, known, deed)
    before = known.status if known else None
    return lot, (StatusMove(lot.id, before, birth.status),) if before is not birth.status else (), cautions


def _refuse_other_best_before(item: Item, known: Lot, best_before_on: date | None) -> None:
    """Refuse goods that would get another best-before date by another number.

    Raises:
        Refused: ``lot-expiry-differs``.
    """
    if best_before_on in (None, known.best_before_on):
        return
    shown = known.best_before_on.isoformat() if known.best_before_on else "none"
    raise Refused(
        "lot-expiry-differs", f"{item.code} {known.number} is best before {shown}, not {best_before_on.isoformat()}.",
        "Use another number.", known=shown, given=best_before_on.isoformat(), lot=known.number,
    )  # fmt: skip


def _birth(one: Product, item: Item, deed: Deed, origin: Origin) -> tuple[Birth, tuple[str, ...]]:
    """Return what a product begins with, and what is odd about its dates."""
    statuses = [parent.status for parent in origin.parents]
    if item.tracking is Tracking.NONE:
        return Birth(worst(statuses), deed.on), ()
    if origin.same_goods:
        return _same_goods(origin.parents, worst(statuses), deed.on), ()
    made_on = one.made_on or deed.on
    expires_on, cautions = checked_expiry(item, one.expires_on, made_on, deed.on, origin.accept)
    status = worst((*statuses, status_at_receipt(item.receipt_status, None)))
    return Birth(status, deed.on, made_on, expires_on, one.best_before_on), cautions


def _same_goods(parents: Sequence[Lot], status: Status, on: date) -> Birth:
    """Return what goods begin with that were other lots before: the earliest of their dates.

    The day they were made is known only where it is known of all of them: a later one would make the goods look younger
    to a customer who asks for a part of their life. Where they came from is kept as far as all of them came from there.
    """
    suppliers = [supplier_of(parent.id) for parent in parents]
    return Birth(
        status,
        earliest(parent.received_on for parent in parents) or on,
        earliest(parent.made_on for parent in parents) if all(parent.made_on for parent in parents) else None,
        earliest(parent.expires_on for parent in parents),
        earliest(parent.best_before_on for parent in parents),
        supplier_lot=_agreed(parent.supplier_lot for parent in parents) or "",
        supplier=_agreed(partner_by_id(number) if number else None for number in suppliers),
        origin=_agreed(parent.origin for parent in parents) or "",
        source_reference=_agreed(parent.source_reference for parent in parents) or "",
    )


def _agreed(told: Iterable[Told | None]) -> Told | None:
    """Return what all parents say alike, or None."""
    known = set(told)
    return known.pop() if len(known) == 1 else None


def _number(one: Product, item: Item, made_on: date, origin: Origin) -> str:
    if item.tracking is Tracking.NONE:
        if one.lot:
            raise BadInput("no-lots", f"{item.code} is not tracked by lot.", "Leave the lot out.")
        return ""
    if one.lot is not None:
        return clean_lot(one.lot)
    return draw_lot_number(item, made_on=made_on, line=origin.line, shift=origin.shift)


def let_go_of_stopped(changes: Collection[StatusMove]) -> int:
    """Let go of what is kept of lots that may not leave any more, and return of how many rows."""
    stopped = [one.lot for one in changes if one.before is not None and one.after is not Status.RELEASED]
    return sum(let_go(kept_of_lot(lot)) for lot in stopped)
