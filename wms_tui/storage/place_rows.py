"""Writing bins and other places in the house."""

from collections.abc import Iterable

from wms_tui.domain.codes import folded, natural_key
from wms_tui.domain.rows import Place
from wms_tui.storage.statements import add_all, change

_ADD = """
INSERT INTO place (code, folded, sort_key, kind, zone, aisle, level, walk, check_digits, capacity, mixing,
                   temperature, pickable, blocked, counting)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_WRITE = """
UPDATE place SET zone = ?, aisle = ?, level = ?, walk = ?, check_digits = ?, capacity = ?, mixing = ?,
    temperature = ?, pickable = ?, blocked = ?
WHERE id = ?
"""


def add_place_rows(places: Iterable[Place]) -> None:
    """Write new places in the house; the numbers they carry are not used."""
    add_all(_ADD, [_columns(one) for one in places])


def _columns(place: Place) -> tuple[object, ...]:
    return (
        place.code, folded(place.code), natural_key(place.code), place.kind, place.zone, place.aisle,
        place.level, place.walk, place.check_digits, place.capacity, place.mixing, place.temperature,
        int(place.pickable), int(place.blocked), int(place.counting),
    )  # fmt: skip


def write_place_row(place: Place) -> None:
    """Write what a place is now; its code stays, as labels carry it, and so does its being counted."""
    change(
        _WRITE, place.zone, place.aisle, place.level, place.walk, place.check_digits, place.capacity,
        place.mixing, place.temperature, int(place.pickable), int(place.blocked), place.id,
    )  # fmt: skip
