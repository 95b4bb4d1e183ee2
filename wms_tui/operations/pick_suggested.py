"""Pick as suggested: confirm every suggested line of an order at once."""

from dataclasses import dataclass

from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import OrderLineRow
from wms_tui.errors import Refused
from wms_tui.ledger import Move
from wms_tui.operations.acting import Deed, operation
from wms_tui.operations.count_locks import free_lapsed_bins
from wms_tui.operations.pick import Picked, PickedLine
from wms_tui.operations.raising import raise_emptied
from wms_tui.operations.reserving import Choice, let_go_of_unfit
from wms_tui.operations.taking import Part, to_stage
from wms_tui.queries.items import item_by_id
from wms_tui.queries.orders import OrderHead, open_order, order_lines


@dataclass(frozen=True, slots=True)
class PickSuggested:
    """An order to be picked as it was suggested."""

    order: str
    reason: str = ""


@operation("pick")
def pick_suggested(slip: PickSuggested, deed: Deed) -> Picked:
    """Take everything that is kept for an order, and what the suggestion finds for the rest, to the stage.

    What is kept and may not be taken any more is let go first, and sought elsewhere.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``nothing-to-pick``.
    """
    head = open_order(slip.order)
    free_lapsed_bins()
    kept = let_go_of_unfit(head, deed.on)
    choice = Choice()
    moves: list[Move] = []
    picked: list[PickedLine] = []
    for line in order_lines(head.id):
        item = item_by_id(line.item_id)
        parts = [
            Part(line.id, found, one.quantity, one.quantity, one.id) for one, found in kept if one.order_line == line.id
        ]
        parts += _free_parts(choice, head, line, deed)
        moves += to_stage(_merged(parts), item, None)
        picked += [PickedLine(line.line, one.stock.bin, one.stock.lot, one.quantity) for one in _merged(parts)]
    if not moves:
        raise Refused(
            "nothing-to-pick",
            f"Nothing can be picked for {head.code}.",
            "See wms suggest for why.",
            order=head.code,
        )
    deed.post(moves, reference=head.code, reason=slip.reason)
    raise_emptied((one.source for one in moves), deed)
    return Picked(picked=tuple(picked))


def _free_parts(choice: Choice, head: OrderHead, line: OrderLineRow, deed: Deed) -> list[Part]:
    """Choose usable stock for what nothing is kept for yet."""
    if not line.short:
        return []
    before = len(choice.takes)
    choice.cover(line.id, line.item_id, line.rotation, head.need(deed.on, line.lot_id), line.short)
    return [Part(line.id, one.stock, one.quantity, 0, None) for one in choice.takes[before:]]


def _merged(parts: list[Part]) -> list[Part]:
    """Join parts of the same balance: what was kept and what was free leave in one move."""
    joined: dict[tuple[int, int, int], Part] = {}
    for part in parts:
        found: Candidate = part.stock
        key = (found.place_id, found.lot_id, found.plate_id)
        first = joined.get(key)
        joined[key] = (
            part
            if first is None
            else Part(part.line, found, first.quantity + part.quantity, first.kept, first.reservation)
        )
    return list(joined.values())
