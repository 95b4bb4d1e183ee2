# pyright: reportCallIssue=false, reportArgumentType=false
"""Will it sell? How fast each item is used, and what of its lots will still be there when they must be removed."""

from datetime import date, datetime, time, timedelta

from wms_tui.domain.forecast import ItemOutlook, Loss, Rate, Supply, losses, project
from wms_tui.domain.rows import Item
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import BadInput
from wms_tui.queries.items import items_by_id
from wms_tui.queries.settings import use_days
from wms_tui.storage.schema import OUTSIDE_PLACES
from wms_tui.storage.statements import day, moment, moment_text, rows, value
from wms_tui.storage.tables import NEVER

_USERS = f"({OUTSIDE_PLACES[PlaceKind.CUSTOMER]}, {OUTSIDE_PLACES[PlaceKind.PRODUCTION]})"

_SUPPLY = """
SELECT lot.item_id, lot.number, sum(stock.quantity), sum(stock.reserved), lot.removal_on, lot.expires_on,
       lot.received_on, lot.sort_key, lot.status
FROM stock CROSS JOIN lot WHERE lot.id = stock.lot_id AND stock.quantity > 0
  AND lot.status NOT IN ('rejected', 'recalled') AND {which}
GROUP BY lot.id ORDER BY lot.item_id
"""
_EVERYTHING = _SUPPLY.format(which="1")
_OF_ITEM = _SUPPLY.format(which="stock.lot_id IN (SELECT id FROM lot WHERE item_id = ?)")
# What comes back from a customer or from production was not used.
_USED = f"""
SELECT lot.item_id, sum(CASE WHEN move.target_id IN {_USERS} THEN move.quantity ELSE -move.quantity END)
FROM {{path}} WHERE entry.happened_at >= ? AND move.entry_id = entry.id AND lot.id = move.lot_id
  AND (move.target_id IN {_USERS} OR move.source_id IN {_USERS}) AND {{which}} GROUP BY lot.item_id
"""
_USED_OF_ALL = _USED.format(path="entry CROSS JOIN move CROSS JOIN lot", which="1")
_USED_OF_ITEM = _USED.format(path="lot CROSS JOIN move CROSS JOIN entry", which="lot.item_id = ?")
_PICKED = """
SELECT lot.item_id, sum(reservation.quantity) FROM reservation JOIN lot ON lot.id = reservation.lot_id
WHERE reservation.picked = 1 GROUP BY lot.item_id
"""
_FIRST = "SELECT min(happened_at) FROM entry"


def forecast(today: date, *, days: int | None = None, item_id: int | None = None) -> tuple[Loss, ...]:
    """Return what will not move before its removal day, in the order in which to act, of all items or one.

    ``days`` is how far back the use is looked at; without it as the house has set.

    Raises:
        BadInput: ``bad-days`` for a look back at no day.
    """
    return losses(outlooks(today, days=days, item_id=item_id))


def outlooks(today: date, *, days: int | None = None, item_id: int | None = None) -> list[ItemOutlook]:
    """Return how fast items are used and what becomes of their lots: of all that are in the house, or of one."""
    known, used = rates_of_use(today, days=days, item_id=item_id)
    lots: dict[int, list[Supply]] = {}
    for one in rows(_EVERYTHING) if item_id is None else rows(_OF_ITEM, item_id):
        lots.setdefault(one[0], []).append(_supply(one[1:]))
    items = items_by_id(lots)
    return [
        _outlook(items[number], of_item, Rate(max(0, used.get(number, 0)), known), today)
        for number, of_item in lots.items()
    ]


def rates_of_use(today: date, *, days: int | None = None, item_id: int | None = None) -> tuple[int, dict[int, int]]:
    """Return how many days the use is known of, and what was used in them, by item.

    Raises:
        BadInput: ``bad-days`` for a look back at no day.
    """
    window = use_days() if days is None else days
    if window < 1:
        raise BadInput("bad-days", "The use of no day says nothing.", "Look back at 1 day or more.")
    known = _days_known(today, window)
    return known, _used(today - timedelta(days=known - 1), item_id)


def _outlook(item: Item, lots: list[Supply], rate: Rate, today: date) -> ItemOutlook:
    return ItemOutlook(item.code, item.name, item.unit, item.packs, rate, project(lots, rate, today))


def _supply(found: tuple[object, ...]) -> Supply:
    number, quantity, reserved, removal, expires, received, key, status = found
    return Supply(number, quantity, reserved, _known(removal), day(expires), _known(received), key, status)


def _known(text: object) -> date | None:
    return None if text == NEVER else day(text)


def _days_known(today: date, window: int) -> int:
    """Return how many days of the window the house has been at work: a young one is not taken for a slow one."""
    first = value(_FIRST)
    if first is None:
        return window
    return max(1, min(window, (today - moment(first).astimezone().date()).days + 1))


def _used(since: date, item_id: int | None) -> dict[int, int]:
    """Return, by item, what left for customers and production since a day began, and what waits picked."""
    began = moment_text(datetime.combine(since, time()).astimezone())
    found = dict(rows(_USED_OF_ALL, began) if item_id is None else rows(_USED_OF_ITEM, began, item_id))
    for item, quantity in rows(_PICKED):
        found[item] = found.get(item, 0) + quantity
    return found
