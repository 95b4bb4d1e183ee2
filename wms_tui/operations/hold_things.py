"""Hold and release a plate or a bin: what is on it or in it is not usable, whatever its lots are."""

from collections.abc import Sequence
from dataclasses import dataclass

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import NotFound, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.hold import clean_reason
from wms_tui.operations.reserving import let_go
from wms_tui.queries import holds, stock
from wms_tui.queries.holds import Case, StagedLine
from wms_tui.queries.orders import kept_of_stock
from wms_tui.queries.places import the_bin
from wms_tui.storage.hold_rows import end_case, open_case


@dataclass(frozen=True, slots=True)
class HoldPlate:
    """A pallet, tote or carton of which nothing may leave; it may be moved as a whole."""

    plate: str
    reason: str


@dataclass(frozen=True, slots=True)
class HoldBin:
    """A bin from which nothing may be picked; what is in it goes to the cage or stays."""

    bin: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReleasePlate:
    """A plate whose goods may leave again, as far as their lots may."""

    plate: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReleaseBin:
    """A bin that is picked from again, as far as it was before."""

    bin: str
    reason: str


@dataclass(frozen=True)
class ThingHeld(Done):
    """What is on hold now: base units there, reservations given up, and what of it waits at the stage."""

    what: str
    quantity: int
    reservations_dropped: int
    staged: tuple[StagedLine, ...] = ()


@dataclass(frozen=True)
class ThingReleased(Done):
    """What is on hold no more, and the base units there."""

    what: str
    quantity: int


@operation("hold")
def hold_plate(slip: HoldPlate, deed: Deed) -> ThingHeld:
    """Put a plate on hold and let go of what is kept of it. What of it is picked already is named, and does not ship.

    Raises:
        NotFound: ``unknown-plate``.
        BadInput: ``reason-needed``.
        Refused: ``plate-on-hold`` where it is so already.
    """
    code, number, there = _the_plate(slip.plate)
    reason = clean_reason(slip.reason)
    if holds.plate_is_held(number):
        raise _held_already("plate-on-hold", f"Pallet {code}")
    deed.post(reason=reason, reference=code)
    open_case(deed.entry, "plate", code, reason, plate=number, place=None)
    return ThingHeld(
        what=code, quantity=_total(there), reservations_dropped=_let_go(there), staged=holds.staged_on_plate(number)
    )


@operation("hold")
def hold_bin(slip: HoldBin, deed: Deed) -> ThingHeld:
    """Put all that is in a bin on hold, and whatever stays there, until it is released.

    Raises:
        NotFound: ``unknown-bin``.
        BadInput: ``reason-needed``.
        Refused: ``bin-on-hold`` where it is so already; ``is-the-cage`` where nothing leaves from anyway.
    """
    place = the_bin(slip.bin)
    reason = clean_reason(slip.reason)
    if place.kind is PlaceKind.CAGE:
        raise Refused("is-the-cage", f"{place.code} is the cage: nothing leaves from it.", "Nothing to do.")
    if place.held:
        raise _held_already("bin-on-hold", place.code)
    there = stock.at_place(place.id)
    deed.post(reason=reason, reference=place.code)
    open_case(deed.entry, "bin", place.code, reason, plate=None, place=place.id)
    return ThingHeld(
        what=place.code, quantity=_total(there), reservations_dropped=_let_go(there),
        staged=holds.staged_at(place.id),
    )  # fmt: skip


@operation("release")
def release_plate(slip: ReleasePlate, deed: Deed) -> ThingReleased:
    """Release a plate. A lot on it that is on hold itself stays so.

    Raises:
        NotFound: ``unknown-plate``.
        BadInput: ``reason-needed``.
        Refused: ``not-on-hold``, ``past-hold``.
    """
    code, number, there = _the_plate(slip.plate)
    return _release(deed, holds.case_of_plate(number), f"Pallet {code}", clean_reason(slip.reason), there)


@operation("release")
def release_bin(slip: ReleaseBin, deed: Deed) -> ThingReleased:
    """Release a bin. What was closed by hand before stays closed, and a lot that is on hold itself stays so.

    Raises:
        NotFound: ``unknown-bin``.
        BadInput: ``reason-needed``.
        Refused: ``not-on-hold``, ``past-hold``.
    """
    place = the_bin(slip.bin)
    there = stock.at_place(place.id)
    return _release(deed, holds.case_of_place(place.id), place.code, clean_reason(slip.reason), there)


def end(case: Case, deed: Deed) -> None:
    """Write that the act under way has ended a hold.

    Raises:
        Refused: ``past-hold`` where it would have ended before it began.
    """
    began_at = holds.began_at(case)
    if deed.at < began_at:
        raise Refused(
            "past-hold", f"{case.words} was put on hold {began_at.astimezone(deed.at.tzinfo):%Y-%m-%d %H:%M}.",
            "Give the moment it really happened, or none.",
        )  # fmt: skip
    end_case(case.entry, deed.entry, plate=case.plate, place=case.place)


def _release(deed: Deed, case: Case | None, name: str, reason: str, there: Sequence[Candidate]) -> ThingReleased:
    if case is None:
        raise Refused("not-on-hold", f"{name} is not on hold.", "Nothing to do.")
    deed.post(reason=reason, reference=case.words)
    end(case, deed)
    return ThingReleased(what=case.words, quantity=_total(there))


def _the_plate(text: str) -> tuple[str, int, list[Candidate]]:
    """Return a plate that something stood on: its code, its row number and what is on it."""
    code = text[2:] if text.startswith("00") and len(text) == 20 else text
    number = stock.plate_id(code)
    if number is None:
        raise NotFound("unknown-plate", f"There is no plate {code}.", "Scan the plate again.", plate=code)
    return code, number, stock.on_plate(number)


def _held_already(code: str, name: str) -> Refused:
    return Refused(code, f"{name} is on hold already.", "Nothing to do.")


def _total(there: Sequence[Candidate]) -> int:
    return sum(one.quantity for one in there)


def _let_go(there: Sequence[Candidate]) -> int:
    """Let go of what is kept of balances for orders and not picked; return of how many rows."""
    kept = [
        one
        for found in there
        if found.reserved
        for one in kept_of_stock(found.place_id, found.lot_id, found.plate_id)
        if not one.picked
    ]
    return let_go(kept)


def let_go_where_held(plate: int | None, place: int | None) -> int:
    """Let go of what is kept on a plate or at a place that is on hold again."""
    there = stock.on_plate(plate) if plate is not None else stock.at_place(place) if place is not None else []
    return _let_go(there)
