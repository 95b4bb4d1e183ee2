"""Allocate: keep usable stock for orders, first expired (or received) first; and let it go again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wms_tui.domain.rows import OrderLineRow
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.count_locks import free_lapsed_bins
from wms_tui.operations.reserving import Choice, let_go
from wms_tui.operations.serving_at_once import Served, freed_lines, serve_at_once
from wms_tui.queries.look_ahead import orders_in_sequence
from wms_tui.queries.orders import OrderHead, kept_for_order, open_order
from wms_tui.storage.order_state import forget_prints_of_order


@dataclass(frozen=True, slots=True)
class Allocate:
    """Orders to keep stock for, in this order; ``partial`` keeps what there is where it is not enough.

    ``look_ahead`` chooses for all of them at once (``domain.look_ahead``), and for all open ones by ship date where
    none is named. With it ``anew`` lets go first of what is kept, but for orders that somebody may be on the way for.
    """

    orders: tuple[str, ...]
    partial: bool = False
    reason: str = ""
    look_ahead: bool = False
    anew: bool = False


@dataclass(frozen=True, slots=True)
class OrderKept:
    """What is kept for an order after all, in base units over all lines, and what it is short of."""

    order: str
    reserved: int
    short: int


@dataclass(frozen=True)
class Allocated(Done):
    """What is kept for each order now."""

    orders: tuple[OrderKept, ...]


@operation("allocate")
def allocate(slip: Allocate, deed: Deed) -> Allocated:
    """Keep stock for every line of the orders that none is kept for yet.

    What was kept before and may not be taken any more is let go first, and replaced. One after the other the orders
    take what is their turn; with look-ahead none gets less of any line than that, and all together the most.

    Raises:
        Refused: ``not-enough-stock`` where a line is short and ``partial`` was not asked for; nothing
            is kept then. ``order-cancelled``, ``order-shipped``, ``no-orders``.
        NotFound: ``unknown-order``.
    """
    heads = orders_in_sequence(slip.orders) if slip.orders or slip.look_ahead else []
    if not heads:
        raise _no_orders(slip)
    free_lapsed_bins()
    choice = Choice()
    found: list[OrderKept] = []
    fresh = True
    at_once = serve_at_once(choice, heads, deed.on, anew=slip.anew) if slip.look_ahead else None
    for head, lines, short in at_once or _one_by_one(choice, heads, deed.on):
        fresh = fresh and not any(line.reserved for line in lines)
        lacking = sum(short.values())
        if lacking and not slip.partial:
            raise _not_enough(head, [(line, short[line.id]) for line in lines if short.get(line.id)])
        chosen = sum(line.short for line in lines) - lacking
        if chosen and head.printed:
            forget_prints_of_order(head.id)
        found.append(OrderKept(head.code, sum(line.reserved for line in lines) + chosen, lacking))
    deed.post(reference=",".join(head.code for head in heads)[:400], reason=slip.reason)
    choice.keep(fresh=fresh)
    return Allocated(orders=tuple(found))


def _one_by_one(choice: Choice, heads: Iterable[OrderHead], on: date) -> Iterator[Served]:
    for head in heads:
        lines = freed_lines(head, on)
        yield Served(head, lines, choice.cover_all(lines, head.need(on)))


def _no_orders(slip: Allocate) -> Refused:
    if slip.look_ahead:
        return Refused("no-orders", "There is no open order.", "Nothing to do.")
    return Refused("no-orders", "No order was named.", "Name at least one.")


def _not_enough(head: OrderHead, missing: list[tuple[OrderLineRow, int]]) -> Refused:
    line, quantity = missing[0]
    more = f" and {len(missing) - 1} more lines" if len(missing) > 1 else ""
    return Refused(
        "not-enough-stock",
        f"{head.code} line {line.line}: {quantity} of {line.short} {line.item} are missing{more}.",
        "Allocate with --partial, or see wms suggest for why.",
        order=head.code,
        short=[{"line": row.line, "item": row.item, "short": lacking} for row, lacking in missing],
    )


@dataclass(frozen=True, slots=True)
class Unallocate:
    """An order whose stock is to be free again."""

    order: str
    reason: str = ""


@dataclass(frozen=True)
class Unallocated(Done):
    """How many reservations were given up, and how many units."""

    reservations_dropped: int
    quantity: int


@operation("unallocate")
def unallocate(slip: Unallocate, deed: Deed) -> Unallocated:
    """Let go of everything that is kept for an order and not picked yet.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``nothing-allocated`` where nothing is kept for it.
    """
    head = open_order(slip.order)
    kept = kept_for_order(head.id, picked=False)
    if not kept:
        raise Refused("nothing-allocated", f"Nothing is kept for {head.code}.", "Nothing to do.", order=head.code)
    deed.post(reference=head.code, reason=slip.reason)
    forget_prints_of_order(head.id)
    return Unallocated(reservations_dropped=let_go(kept), quantity=sum(one.quantity for one in kept))
