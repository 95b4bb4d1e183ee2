"""Say how much of an item is to be in a bin that it is picked from."""

from dataclasses import dataclass

from wms_tui.domain.audit import Thing
from wms_tui.domain.quantity import LARGEST, parse_quantity
from wms_tui.domain.rows import Item, Place
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.items import the_item
from wms_tui.queries.levels import bin_level
from wms_tui.queries.places import the_bin
from wms_tui.storage.level_rows import remove_bin_level, write_bin_level


@dataclass(frozen=True, slots=True)
class SetLevel:
    """A bin, an item, and how much of it is to be there; what is left out stays as it is."""

    bin: str
    item: str
    minimum: int | str | None = None
    """It is filled up when less than this can be picked there: base units, or text that may name packs."""
    maximum: int | str | None = None
    remove: bool = False
    """Keep no level any more."""
    reason: str = ""


@dataclass(frozen=True)
class LevelSet(Done):
    """The levels there are now; None where there are none."""

    bin: str
    item: str
    minimum: int | None
    maximum: int | None


@operation("set-level")
def set_level(slip: SetLevel, deed: Deed) -> LevelSet:
    """Say how much of an item is to be in a bin, or that nothing is said of it any more.

    Raises:
        NotFound: ``unknown-bin``, ``unknown-item``.
        BadInput: ``level-needed``, ``bad-minimum``, ``bad-quantity``, ``unknown-pack``.
        Refused: ``not-pickable`` for a place that nothing is picked from; ``above-capacity``; ``no-level`` where
            there is none to remove.
    """
    place, item = the_bin(slip.bin), the_item(slip.item)
    before = bin_level(place.id, item.id)
    if slip.remove:
        if before is None:
            raise Refused("no-level", f"{place.code} has no level of {item.code}.", "wms bin levels shows them.")
        deed.post(reference=place.code, reason=slip.reason)
        remove_bin_level(place.id, item.id)
        deed.note(Thing.LEVEL, f"{place.code} {item.code}", _values(before.minimum, before.maximum), None)
        return LevelSet(bin=place.code, item=item.code, minimum=None, maximum=None)
    minimum = _units(slip.minimum, item) if slip.minimum is not None else (before.minimum if before else None)
    maximum = _units(slip.maximum, item) if slip.maximum is not None else (before.maximum if before else None)
    if minimum is None or maximum is None:
        raise BadInput("level-needed", f"{place.code} needs a minimum and a maximum.", "Give --min and --max.")
    refuse_level(place, item, minimum, maximum)
    deed.post(reference=place.code, reason=slip.reason)
    write_bin_level(place.id, item.id, minimum, maximum)
    was = _values(before.minimum, before.maximum) if before else None
    deed.note(Thing.LEVEL, f"{place.code} {item.code}", was, _values(minimum, maximum))
    return LevelSet(bin=place.code, item=item.code, minimum=minimum, maximum=maximum)


def refuse_level(place: Place, item: Item, minimum: int, maximum: int) -> None:
    """Refuse a level that no bin could keep, or that this place could not.

    Raises:
        BadInput: ``bad-minimum``.
        Refused: ``not-pickable``, ``above-capacity``.
    """
    if not 0 <= minimum <= maximum or not 1 <= maximum <= LARGEST:
        raise BadInput(
            "bad-minimum", f"Minimum {minimum}, maximum {maximum}: {place.code} cannot keep that.",
            "The maximum is 1 or more, the minimum is not above it.",
        )  # fmt: skip
    if place.kind is not PlaceKind.BIN or not place.pickable:
        raise Refused(
            "not-pickable", f"Nothing is picked from {place.code}.", f"wms bin change {place.code} --pickable, or"
            " another bin.", bin=place.code,
        )  # fmt: skip
    if place.capacity is not None and maximum > place.capacity:
        raise Refused(
            "above-capacity", f"{place.code} takes {place.capacity}, not {maximum} of {item.code}.",
            "Lower the maximum, or raise its capacity.", bin=place.code,
        )  # fmt: skip


def _values(minimum: int, maximum: int) -> dict[str, object]:
    return {"minimum": minimum, "maximum": maximum}


def _units(quantity: int | str, item: Item) -> int:
    """Return a level in base units; it may be 0, which a quantity may not."""
    if isinstance(quantity, int):
        return quantity
    return 0 if quantity.strip() == "0" else parse_quantity(quantity, item.packs, item.unit)
