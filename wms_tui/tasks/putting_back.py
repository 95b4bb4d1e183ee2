"""Bringing picked goods of an order back from the stage; part of picking and of shipping."""

from wms_tui.domain.rows import Place, ReservationRow
from wms_tui.domain.types import PlaceKind, Status
from wms_tui.operations.unpick import Unpick
from wms_tui.queries.holds import plate_is_held
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.orders import kept_for_order, order_lines, the_order
from wms_tui.queries.places import place_by_id
from wms_tui.tasks.task import Act


def is_stopped(waits: ReservationRow) -> bool:
    """Return whether picked goods may not leave: their lot, their pallet or where they wait is on hold."""
    lot = lot_by_id(waits.lot_id)
    return (
        lot.status is not Status.RELEASED or plate_is_held(waits.plate_id) or place_by_id(waits.place_id).held
    )  # fmt: skip


def stopped_at_stage(order: str) -> list[ReservationRow]:
    """Return what of an order is picked and may not leave."""
    return [one for one in kept_for_order(the_order(order).id, picked=True) if is_stopped(one)]


def acts_to_put_back(order: str, place: Place | None) -> tuple[Act, ...]:
    """Return the acts that bring what is picked to a place: to the cage only what may not leave, if there is such."""
    target = place.code if place else ""
    stopped = stopped_at_stage(order) if place and place.kind is PlaceKind.CAGE else []
    if stopped:
        parts = dict.fromkeys((one.line, one.lot) for one in stopped)
        return tuple(Act("unpick", Unpick(order, line, target, lot=lot)) for line, lot in parts)
    lines = [line.line for line in order_lines(the_order(order).id) if line.picked]
    return tuple(Act("unpick", Unpick(order, line, target)) for line in lines)
