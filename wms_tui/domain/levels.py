"""How an item stands: too little of it, too much, how long it lasts, and whether to order more."""

from enum import StrEnum

from wms_tui.domain.forecast import Rate


class LevelState(StrEnum):
    """What there is of an item beside its minimum and maximum, the most pressing first."""

    OUT = "out"
    UNDER = "under"
    OVER = "over"
    OK = "ok"


def level_state(on_hand: int, minimum: int | None, maximum: int | None) -> LevelState:
    """Return how an item stands. Exactly the minimum is enough, exactly the maximum not too much; nothing is out."""
    if on_hand <= 0:
        return LevelState.OUT
    if minimum is not None and on_hand < minimum:
        return LevelState.UNDER
    if maximum is not None and on_hand > maximum:
        return LevelState.OVER
    return LevelState.OK


def days_of_cover(usable: int, rate: Rate) -> int | None:
    """Return how many whole days usable stock lasts at a rate; None where nothing is used."""
    return usable * rate.days // rate.used if rate.used > 0 else None


def to_order(usable: int, on_order: int, reorder_point: int | None) -> bool:
    """Return whether to order more: what is usable and what is announced together are down to the reorder point."""
    return reorder_point is not None and usable + on_order <= reorder_point
