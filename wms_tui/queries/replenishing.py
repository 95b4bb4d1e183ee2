"""Questions about what is to be brought to the bins that are picked from, and what is on its way."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from wms_tui.domain.putaway import BinChoice
from wms_tui.domain.replenishment import Face, Plan, plan
from wms_tui.domain.rotation import ORDER, Candidate, Need, usable, why_not_brought
from wms_tui.domain.rows import Item
from wms_tui.domain.types import Mixing
from wms_tui.queries import stock
from wms_tui.queries.items import items_by_id
from wms_tui.storage.statements import Row, moment, rows
from wms_tui.storage.tables import NO_PLATE


class OnTheWay(NamedTuple):
    """So much of a lot on a cart, for a bin: who pulled it, where from, and when."""

    id: int
    item: str
    lot: str
    item_id: int
    lot_id: int
    source: str
    target: str
    target_id: int
    cart: str
    quantity: int
    by: str
    pulled_at: datetime
    walk: int
    """Where the bin is on the way."""
    unit: str


InBin = tuple[int, int]
"""An item in a bin: the row numbers of the bin and of the item."""

# What somebody took off the cart by another way is on its way no more: what is left there was pulled last.
_LEFT = """(stock.quantity - (
    SELECT coalesce(sum(newer.quantity), 0) FROM refill AS newer
    WHERE newer.dropped_id IS NULL AND newer.cart_id = refill.cart_id AND newer.lot_id = refill.lot_id
      AND newer.id > refill.id))"""
_ON_THE_WAY = f"""
SELECT refill.id, item.code, lot.number, refill.item_id, refill.lot_id, source.code, target.code, refill.target_id,
       cart.code, min(refill.quantity, {_LEFT}), entry.by, entry.happened_at, target.walk,
       item.unit
FROM refill JOIN stock ON stock.lot_id = refill.lot_id AND stock.place_id = refill.cart_id
     AND stock.plate_id = {NO_PLATE} AND {_LEFT} > 0
JOIN item ON item.id = refill.item_id JOIN lot ON lot.id = refill.lot_id JOIN place AS source ON source.id = source_id
JOIN place AS target ON target.id = target_id JOIN place AS cart ON cart.id = cart_id
JOIN entry ON entry.id = refill.pulled_id
WHERE refill.dropped_id IS NULL
"""
_BY_WALK = " ORDER BY target.walk, target.sort_key, item.folded, lot.sort_key, refill.id"
_FACES = """
SELECT binlevel.item_id, place.id, place.code, place.walk, place.zone, place.temperature, place.capacity,
       place.mixing, place.blocked, place.pickable, place.counting, binlevel.minimum, binlevel.maximum
FROM binlevel JOIN place ON place.id = binlevel.place_id
"""
_HELD_IN = """
SELECT stock.place_id, item.code, lot.number, sum(stock.quantity)
FROM json_each(?) AS wanted CROSS JOIN stock CROSS JOIN lot CROSS JOIN item
WHERE stock.place_id = wanted.value AND lot.id = stock.lot_id AND item.id = lot.item_id AND stock.quantity > 0
GROUP BY stock.place_id, item.code, lot.number
"""


def on_the_way(cart_id: int | None = None) -> list[OnTheWay]:
    """Return what was pulled and is not put down yet, of all carts or of one, in walk order of the bins it is for."""
    if cart_id is None:
        return [_on_the_way(found) for found in rows(_ON_THE_WAY + _BY_WALK)]
    return [_on_the_way(found) for found in rows(f"{_ON_THE_WAY} AND refill.cart_id = ?{_BY_WALK}", cart_id)]


def _on_the_way(found: Row) -> OnTheWay:
    return OnTheWay._make((*found[:11], moment(found[11]), *found[12:]))


def replenishment(today: date, *, zone: str | None = None, needed: Mapping[int, int] | None = None) -> Plan:
    """Return what to bring today to bins that are picked from, of one zone or of all.

    ``needed`` says, by item, what orders still need of it: its bins are filled up as well where they hold less than
    that, though not below their minimum.
    """
    need = Need(today)
    usable_there = _usable_in_faces(need)
    coming = on_the_way()
    brought: dict[InBin, int] = defaultdict(int)
    for one in coming:
        brought[one.target_id, one.item_id] += one.quantity
    found = rows(_FACES)
    short = _short_for_orders(found, usable_there, brought, needed or {})
    due = [
        one for one in found
        if _has(one, usable_there, brought) < one[11] or one[0] in short
        if zone is None or one[4] == zone
    ]  # fmt: skip
    if not due:
        return Plan((), ())
    items = items_by_id({one[0] for one in due})
    choices = _choices(due, coming)
    faces = [
        Face(
            items[one[0]], choices[one[1]], one[11], one[12], tuple(usable_there.get((one[1], one[0]), ())),
            brought[one[1], one[0]], bool(one[10]),
        )
        for one in due
    ]  # fmt: skip
    return plan(faces, _reserve(items, {(one[1], one[0]) for one in found}, need))


def usable_in_face(place_id: int, item_id: int, today: date) -> list[Candidate]:
    """Return what can be picked of an item in a bin that has a level of it."""
    need = Need(today)
    return [one for one in stock.free_in_face(place_id, item_id) if usable(one, need)]


def has_or_gets(place_id: int, item_id: int, today: date) -> int:
    """Return what can be picked of an item in a bin that has a level of it, and what is on its way there."""
    there = sum(one.available for one in usable_in_face(place_id, item_id, today))
    coming = rows(f"{_ON_THE_WAY} AND refill.target_id = ? AND refill.item_id = ?", place_id, item_id)
    return there + sum(_on_the_way(found).quantity for found in coming)


def _has(face: Row, usable_there: Mapping[InBin, list[Candidate]], brought: Mapping[InBin, int]) -> int:
    key = (face[1], face[0])
    there = usable_there.get(key)
    has = sum(one.quantity - one.reserved for one in there) if there else 0
    return has + brought.get(key, 0)


def _short_for_orders(
    found: Iterable[Row],
    usable_there: Mapping[InBin, list[Candidate]],
    brought: Mapping[InBin, int],
    needed: Mapping[int, int],
) -> set[int]:
    """Return the items of which all their bins together hold less than orders still need."""
    if not needed:
        return set()
    total: dict[int, int] = defaultdict(int)
    for one in found:
        if one[0] in needed:
            total[one[0]] += _has(one, usable_there, brought)
    return {item for item, quantity in needed.items() if total[item] < quantity}


def _usable_in_faces(need: Need) -> dict[InBin, list[Candidate]]:
    """Return what can be picked of each item in the bins that have a level of it, by bin and item."""
    there: dict[InBin, list[Candidate]] = {}
    for item, one in stock.free_in_faces():
        if usable(one, need):
            there.setdefault((one.place_id, item), []).append(one)
    return there


def _choices(due: Collection[Row], coming: Iterable[OnTheWay]) -> dict[int, BinChoice]:
    """Return the bins that are to be filled, each with what is in it and on its way to it."""
    held: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for place, item, lot, quantity in rows(_HELD_IN, json.dumps(sorted({one[1] for one in due}))):
        held[place].append((item, lot, quantity))
    for one in coming:
        held[one.target_id].append((one.item, one.lot, one.quantity))
    return {
        one[1]: BinChoice(
            code=one[2], walk=one[3], zone=one[4], temperature=one[5], capacity=one[6], mixing=Mixing(one[7]),
            holds=tuple((item, lot) for item, lot, _ in held[one[1]]),
            quantity=sum(quantity for *_, quantity in held[one[1]]), blocked=bool(one[8]), pickable=bool(one[9]),
        )
        for one in due
    }  # fmt: skip


def _reserve(items: Mapping[int, Item], faces: Collection[InBin], need: Need) -> dict[int, list[Candidate]]:
    """Return, by item, what may be brought of it in its rotation: usable, and in no bin that has a level of it."""
    reserve: dict[int, list[Candidate]] = defaultdict(list)
    for item, one in stock.free_of_items(items):
        if (one.place_id, item) not in faces and why_not_brought(one, need) is None:
            reserve[item].append(one)
    for item, there in reserve.items():
        there.sort(key=ORDER[items[item].rotation])
    return reserve
