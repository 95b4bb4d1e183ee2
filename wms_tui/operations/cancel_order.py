"""Cancel an order: what was kept for it is free again."""

from dataclasses import dataclass

from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.reserving import let_go
from wms_tui.queries.orders import kept_for_order, open_order, order_lines
from wms_tui.storage.order_rows import mark_order_cancelled
from wms_tui.storage.order_state import close_order


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """An order that is not wanted any more."""

    order: str
    reason: str = ""


@dataclass(frozen=True)
class OrderCancelled(Done):
    """How many reservations were given up."""

    order: str
    reservations_dropped: int


@operation("cancel-order")
def cancel_order(slip: CancelOrder, deed: Deed) -> OrderCancelled:
    """Cancel an order of which nothing waits at the stage; where a part has left, only what is still open.

    An order of which a part has left is closed then, and counts as shipped.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``order-cancelled``, ``order-shipped``, ``order-picked``.
    """
    head = open_order(slip.order)
    lines = order_lines(head.id)
    picked = next((line for line in lines if line.picked), None)
    if picked is not None:
        raise Refused(
            "order-picked", f"{head.code} line {picked.line}: {picked.picked} are picked.",
            "Put them back first: wms unpick.", order=head.code, line=picked.line,
        )  # fmt: skip
    deed.post(reference=head.code, reason=slip.reason, partner=head.customer.id)
    dropped = let_go(kept_for_order(head.id, picked=False))
    if any(line.shipped for line in lines):
        close_order(head.id)
    else:
        mark_order_cancelled(head.id)
    return OrderCancelled(order=head.code, reservations_dropped=dropped)
