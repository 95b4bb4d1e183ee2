"""What to take for an order, in which order, why this lot, and why not that one. Changes nothing."""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from wms_tui.domain.rotation import Candidate, Need, kept_reason, usable, why, why_not
from wms_tui.domain.rows import OrderLineRow
from wms_tui.domain.types import Rotation
from wms_tui.queries import stock
from wms_tui.queries.items import item_by_id
from wms_tui.queries.orders import OrderHead, kept_for_order, kept_of_stock, order_lines, the_order

StockKey = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class SuggestedPick:
    """So much of a lot in a bin, and what decided that it goes first."""

    bin: str
    lot: str
    plate: str
    quantity: int
    expires_on: date | None
    why: str
    reserved: bool
    """Whether it is kept for the line already."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Stock of the item that is not taken, and why; the reason begins with its code."""

    lot: str
    bin: str
    quantity: int
    reason: str


@dataclass(frozen=True, slots=True)
class LineSuggestion:
    """What to take for a line."""

    line: int
    item: str
    wanted: int
    picks: tuple[SuggestedPick, ...]
    passed_over: tuple[PassedOver, ...]
    short: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to take for an order that ships on a day."""

    order: str
    ship_on: date
    lines: tuple[LineSuggestion, ...]


def suggest(order: str, today: date) -> Suggestion:
    """Return what to take for what an order still needs, what is kept for it first.

    Raises:
        NotFound: ``unknown-order``.
    """
    head = the_order(order)
    mine = _kept(head)
    promised: dict[StockKey, int] = {}
    lines = tuple(_line(head, line, mine, promised, today) for line in order_lines(head.id))
    return Suggestion(head.code, head.need(today).on, lines)


def _kept(head: OrderHead) -> dict[int, dict[StockKey, int]]:
    """Return what is kept for each line and not picked yet, by balance."""
    found: dict[int, dict[StockKey, int]] = {}
    for one in kept_for_order(head.id, picked=False):
        found.setdefault(one.order_line, {})[one.place_id, one.lot_id, one.plate_id] = one.quantity
    return found


def _line(
    head: OrderHead,
    line: OrderLineRow,
    mine: dict[int, dict[StockKey, int]],
    promised: dict[StockKey, int],
    today: date,
) -> LineSuggestion:
    item = item_by_id(line.item_id)
    need = head.need(today, line.lot_id)
    candidates = stock.in_rotation(item.id, item.rotation)
    kept = mine.get(line.id, {})
    sound = {_key(one) for one in candidates if _key(one) in kept and kept_reason(one, need) is None}
    own = {key: quantity for key, quantity in kept.items() if key in sound}
    # What is kept but may not be taken any more is to be found elsewhere.
    lost = sum(kept.values()) - sum(own.values())
    left = 0 if head.cancelled or head.closed else line.short + lost
    taken: dict[StockKey, int] = dict(own)
    for one in candidates:
        if left and usable(one, need):
            key = _key(one)
            quantity = min(left, one.available - promised.get(key, 0))
            if quantity > 0:
                taken[key] = taken.get(key, 0) + quantity
                promised[key] = promised.get(key, 0) + quantity
                left -= quantity
    return LineSuggestion(
        line.line, line.item, line.wanted, _picks(candidates, taken, own, need, item.rotation),
        _passed_over(candidates, taken, need), left,
    )  # fmt: skip


def _key(one: Candidate) -> StockKey:
    return (one.place_id, one.lot_id, one.plate_id)


def _picks(
    candidates: list[Candidate],
    taken: dict[StockKey, int],
    own: dict[StockKey, int],
    need: Need,
    rotation: Rotation,
) -> tuple[SuggestedPick, ...]:
    """Return the picks in rotation order; each is compared with the next stock that could have been taken."""
    could = [one for one in candidates if _key(one) in taken or usable(one, need)]
    found: list[SuggestedPick] = []
    for one, following in zip_longest(could, could[1:]):
        key = _key(one)
        if key in taken:
            reason = "requested lot" if need.lot_id == one.lot_id else why(one, following, rotation)
            found.append(SuggestedPick(one.bin, one.lot, one.plate, taken[key], one.expires_on, reason, key in own))
    return tuple(found)


def _passed_over(candidates: list[Candidate], taken: dict[StockKey, int], need: Need) -> tuple[PassedOver, ...]:
    """Return the stock that is not taken though it would be its turn, or may not be taken at all."""
    found: list[PassedOver] = []
    for one in candidates:
        key = _key(one)
        reason = why_not(one, need)
        if reason is None or key in taken:
            continue
        if reason == "reserved":
            reason = f"reserved by {_holders(one)}"
        found.append(PassedOver(one.lot, one.bin, one.quantity, reason))
    return tuple(found)


def _holders(one: Candidate) -> str:
    holders = list(dict.fromkeys(kept.order for kept in kept_of_stock(one.place_id, one.lot_id, one.plate_id)))
    return ", ".join(holders[:3]) + (f" and {len(holders) - 3} more" if len(holders) > 3 else "")
