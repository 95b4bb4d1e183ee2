# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about places: bins, docks, stages, cages, and what they hold."""

from wms_tui.domain.codes import folded, natural_key
from wms_tui.domain.rows import Place
from wms_tui.domain.types import Mixing, PlaceKind
from wms_tui.errors import NotFound
from wms_tui.storage.statements import Row, row, rows, value
from wms_tui.storage.tables import FIRST_PLACE_IN_HOUSE

_COLUMNS = """
SELECT id, code, kind, zone, aisle, level, walk, check_digits, capacity, mixing, temperature, pickable, blocked,
       counting, held
FROM place
"""
_BY_CODE = _COLUMNS + "WHERE folded = ?"
_BY_ID = _COLUMNS + "WHERE id = ?"
_BY_KIND = _COLUMNS + "WHERE kind = ? ORDER BY id LIMIT 1"
_LAST_WALK = "SELECT coalesce(max(walk), 0) FROM place"
_HOUSE = _COLUMNS + f"WHERE id >= {FIRST_PLACE_IN_HOUSE} AND sort_key > ? ORDER BY sort_key LIMIT ?"


def _place(found: Row) -> Place:
    return Place(
        found[0], found[1], PlaceKind(found[2]), *found[3:9], Mixing(found[9]), found[10], *map(bool, found[11:])
    )  # fmt: skip


def find_place(code: str) -> Place | None:
    """Return the place of a code, regardless of case, or None."""
    found = row(_BY_CODE, folded(code))
    return _place(found) if found else None


def the_bin(code: str) -> Place:
    """Return a place in the house by its code, regardless of case.

    Raises:
        NotFound: ``unknown-bin``, also for places outside the house.
    """
    found = find_place(code)
    if found is None or not found.kind.in_house:
        raise NotFound("unknown-bin", f"There is no bin {code}.", "Check the label, or add it: wms bin add.", bin=code)
    return found


def place_of_kind(kind: PlaceKind) -> Place:
    """Return the first place of a kind: the dock, the stage, the cage, or a place outside."""
    found = row(_BY_KIND, kind)
    if found is None:
        raise RuntimeError(f"a warehouse has no {kind}")
    return _place(found)


def place_by_id(number: int) -> Place:
    """Return the place of a row number that another row refers to."""
    found = row(_BY_ID, number)
    if found is None:
        raise RuntimeError(f"no place row {number}")
    return _place(found)


def places(*, after: str = "", limit: int = 1000) -> list[Place]:
    """Return the places in the house in natural order, those behind a code, so many of them."""
    return [_place(found) for found in rows(_HOUSE, natural_key(after) if after else "", limit)]


def last_walk() -> int:
    """Return the highest walk number there is: behind it, new bins are put at the end of the way."""
    return value(_LAST_WALK)


def folded_codes() -> set[str]:
    """Return the folded code of every place, also of those outside the house."""
    return {code for (code,) in rows("SELECT folded FROM place")}
