"""Whether goods may go to a place that a person chose; part of every verb that puts something down."""

from collections.abc import Iterable
from dataclasses import replace

from wms_tui.domain.putaway import Goods, refusal
from wms_tui.domain.rows import Item, Place
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import Refused
from wms_tui.operations.count_locks import is_counted_now
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.putaway import choice_of


def refuse_place_for(place: Place, item: Item, lot_id: int, quantity: int) -> None:
    """Refuse a place whose rules the goods would break. Docks, stages, cages and carts only when closed.

    Raises:
        Refused: ``bin-blocked``, ``being-counted``, ``wrong-temperature``, ``mixing-item``, ``mixing-lot``,
            ``bin-full``.
    """
    refuse_goods(place, item, lot_by_id(lot_id).number, quantity)


def refuse_goods(place: Place, item: Item, lot: str, quantity: int) -> None:
    """Refuse a place for goods of a lot that may not be known yet; see ``refuse_place_for``."""
    refuse_all_goods(place, [(item, lot, quantity)])


def refuse_all_goods(place: Place, goods: Iterable[tuple[Item, str, int]]) -> None:
    """Refuse a place for goods that come together: each (item, lot, quantity) is held against those before it too."""
    if is_counted_now(place):
        raise Refused("being-counted", f"{place.code} is being counted.", "Wait, or use another bin.", bin=place.code)
    if place.kind is not PlaceKind.BIN:
        if place.closed:
            raise Refused("bin-blocked", f"{place.code} is closed.", "Use another place.", bin=place.code)
        return
    choice = choice_of(place)
    for item, lot, quantity in goods:
        broken = refusal(Goods(item.code, lot, quantity, item.temperature, item.fixed_bin), choice)
        if broken is not None:
            raise broken
        choice = replace(choice, holds=(*choice.holds, (item.code, lot)), quantity=choice.quantity + quantity)
