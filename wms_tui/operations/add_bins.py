"""Add bins: one, or all of a range, all or none."""

from dataclasses import dataclass
from random import Random

from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import folded
from wms_tui.domain.master_data import checked_place
from wms_tui.domain.places import WALK_STEP, BinSpec, bin_range, random_check_digits
from wms_tui.domain.rows import Place
from wms_tui.domain.types import Mixing, PlaceKind
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.places import find_place, folded_codes, last_walk
from wms_tui.storage.place_rows import add_place_rows


@dataclass(frozen=True, slots=True)
class AddBin:
    """A new bin, or another place in the house. Without a walk number it is the last on the way."""

    code: str
    kind: PlaceKind = PlaceKind.BIN
    zone: str = ""
    aisle: str = ""
    level: str = ""
    walk: int | None = None
    check_digits: str | None = None
    """Drawn at random where None; empty for none."""
    capacity: int | None = None
    """Base units; None is no limit."""
    mixing: Mixing = Mixing.ANY
    temperature: str = ""
    pickable: bool = True
    """Whether goods are picked from it; places other than bins never are."""
    reason: str = ""


@dataclass(frozen=True)
class BinAdded(Done):
    """The new place, where it is on the way, and what is read off its label to confirm it."""

    bin: str
    walk: int
    check_digits: str


@operation("add-bin")
def add_bin(slip: AddBin, deed: Deed) -> BinAdded:
    """Add a place in the house.

    Raises:
        BadInput: what ``domain.master_data.checked_place`` refuses.
        Refused: ``bin-exists``.
    """
    digits = random_check_digits(1, Random(deed.key))[0] if slip.check_digits is None else slip.check_digits
    place = checked_place(
        Place(
            id=0, code=slip.code, kind=slip.kind, zone=slip.zone, aisle=slip.aisle, level=slip.level,
            walk=last_walk() + WALK_STEP if slip.walk is None else slip.walk, check_digits=digits,
            capacity=slip.capacity, mixing=slip.mixing, temperature=slip.temperature,
            pickable=slip.pickable and slip.kind == PlaceKind.BIN, blocked=False, counting=False,
        )
    )  # fmt: skip
    known = find_place(place.code)
    if known is not None:
        raise _exists(known.code)
    deed.post(reference=place.code, reason=slip.reason)
    add_place_rows([place])
    deed.note(Thing.BIN, place.code, None, place)
    return BinAdded(bin=place.code, walk=place.walk, check_digits=place.check_digits)


@dataclass(frozen=True, slots=True)
class AddBinRange:
    """All bins from one code to another; what is said of one is said of all."""

    first: str
    last: str
    zone: str = ""
    """Instead of the zone that the codes name."""
    capacity: int | None = None
    mixing: Mixing = Mixing.ANY
    temperature: str = ""
    pickable: bool = True
    reason: str = ""


@dataclass(frozen=True)
class BinRangeAdded(Done):
    """How many bins there are more."""

    bins: int
    first: str
    last: str


@operation("add-bins")
def add_bin_range(slip: AddBinRange, deed: Deed) -> BinRangeAdded:
    """Add a range of bins behind the end of the way, up one aisle and down the next.

    Raises:
        BadInput: ``bad-range``, ``bad-code``, and what ``domain.master_data.checked_place`` refuses.
        Refused: ``bin-exists``, naming the first that is there already; none is added then.
    """
    specs = bin_range(slip.first, slip.last, walk_from=last_walk() + WALK_STEP)
    known = folded_codes()
    for spec in specs:
        if folded(spec.code) in known:
            raise _exists(spec.code)
    on_the_way = sorted(specs, key=lambda spec: spec.walk)
    digits = random_check_digits(len(on_the_way), Random(deed.key))
    deed.post(reference=f"{specs[0].code}..{specs[-1].code}", reason=slip.reason)
    places = [_place(slip, spec, drawn) for spec, drawn in zip(on_the_way, digits, strict=True)]
    add_place_rows(places)
    for place in places:
        deed.note(Thing.BIN, place.code, None, place)
    return BinRangeAdded(bins=len(specs), first=specs[0].code, last=specs[-1].code)


def _place(slip: AddBinRange, spec: BinSpec, check_digits: str) -> Place:
    return checked_place(
        Place(
            id=0, code=spec.code, kind=PlaceKind.BIN, zone=slip.zone or spec.zone, aisle=spec.aisle,
            level=spec.level, walk=spec.walk, check_digits=check_digits, capacity=slip.capacity,
            mixing=slip.mixing, temperature=slip.temperature, pickable=slip.pickable, blocked=False,
            counting=False,
        )
    )  # fmt: skip


def _exists(code: str) -> Refused:
    return Refused("bin-exists", f"There is a place {code} already.", "Choose another code.", bin=code)
