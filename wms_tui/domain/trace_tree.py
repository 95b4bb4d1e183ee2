"""A trace as a tree: each lot stands under what it came from, and what was shown before is only named again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wms_tui.domain.tracing import Trace, TracedLot, TraceEdge, Way


class Branch(NamedTuple):
    """A line of the tree."""

    lot: TracedLot
    edge: TraceEdge | None
    """The edge it hangs on; None where a trace starts."""
    levels: tuple[bool, ...]
    """For each level above it whether more follows there, and at last for its own."""
    again: bool
    """Whether the lot, with all that hangs on it, stands further up."""

    @property
    def lines(self) -> str:
        """The lines that lead to it, in plain characters."""
        if not self.levels:
            return ""
        return "".join("|  " if more else "   " for more in self.levels[:-1]) + "+- "


class LotFigures(NamedTuple):
    """What of a traced lot is in the house, and what left it for customers."""

    on_hand: int
    shipped: int
    returned: int
    customers: int


def branches(trace: Trace) -> Iterator[Branch]:
    """Yield the lines of the tree, from the top."""
    lots = {one.lot_id: one for one in trace.lots}
    below = _below(trace, lots)
    # A start that another one leads to still stands at the left: it was asked for.
    waiting: list[tuple[int, TraceEdge | None, tuple[bool, ...]]] = [
        (one.lot_id, None, ()) for one in reversed(trace.lots) if not one.depth
    ]
    shown: set[int] = set()
    while waiting:
        lot, edge, levels = waiting.pop()
        again = lot in shown
        yield Branch(lots[lot], edge, levels, again)
        if again:
            continue
        shown.add(lot)
        edges = below[lot]
        waiting += [(_far(one, trace.way), one, (*levels, place > 0)) for place, one in enumerate(reversed(edges))]


def _below(trace: Trace, lots: dict[int, TracedLot]) -> dict[int, list[TraceEdge]]:
    """Return the edges that lead on from each lot, in the order of the lots they lead to."""
    found: defaultdict[int, list[TraceEdge]] = defaultdict(list)
    order = {lot: place for place, lot in enumerate(lots)}
    for edge in sorted(trace.edges, key=lambda one: order[_far(one, trace.way)]):
        found[edge.parent_id if trace.way is Way.FORWARD else edge.child_id].append(edge)
    return found


def _far(edge: TraceEdge, way: Way) -> int:
    return edge.child_id if way is Way.FORWARD else edge.parent_id


def figures(trace: Trace) -> dict[int, LotFigures]:
    """Return what is on hand and what was shipped of each lot of a trace."""
    on_hand: defaultdict[int, int] = defaultdict(int)
    for place in trace.places:
        on_hand[place.lot_id] += place.quantity
    shipped: defaultdict[int, int] = defaultdict(int)
    returned: defaultdict[int, int] = defaultdict(int)
    customers: defaultdict[int, set[str]] = defaultdict(set)
    for one in trace.customers:
        shipped[one.lot_id] += one.quantity
        returned[one.lot_id] += one.returned
        customers[one.lot_id].add(one.customer)
    return {
        one.lot_id: LotFigures(
            on_hand[one.lot_id], shipped[one.lot_id], returned[one.lot_id], len(customers[one.lot_id])
        )
        for one in trace.lots
    }


def starts(trace: Trace) -> Sequence[TracedLot]:
    """Return the lots that were asked for."""
    return [one for one in trace.lots if not one.depth and not one.sibling]
