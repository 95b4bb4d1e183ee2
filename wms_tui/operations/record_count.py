"""Record a count: what somebody saw, blind, held against the balance of the moment."""

from collections import Counter
from dataclasses import dataclass

from wms_tui import clock
from wms_tui.domain.codes import clean_code
from wms_tui.domain.quantity import LARGEST, parse_quantity
from wms_tui.domain.rows import Item
from wms_tui.domain.types import Status, Tracking
from wms_tui.errors import BadInput, NeedsConfirmation, NotFound, Refused
from wms_tui.ledger import StatusMove
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.count_locks import free_lapsed_bins
from wms_tui.operations.looking import Judged, Seen, look_at
from wms_tui.operations.new_lots import ACCEPT_SIMILAR
from wms_tui.queries.counts import line_of_code, open_count, the_count_bin
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot, lot_alike
from wms_tui.storage.count_rows import beat_locks
from wms_tui.storage.lot_rows import add_lot


@dataclass(frozen=True, slots=True)
class RecordCount:
    """So much of a lot was seen in a bin. An item with serials is counted by them; 0 is a quantity here.

    ``line`` is the bar code of a line on a count sheet, instead of count, bin, item and lot. ``accept`` may hold
    ``accept-similar`` for a lot that nobody knows and that reads like another one.
    """

    quantity: int | str
    count: str = ""
    bin: str = ""
    item: str = ""
    lot: str = ""
    line: str = ""
    serials: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class CountRecorded(Done):
    """How the line stands; what was expected is not told. ``new_lot`` says that nobody knew the lot before."""

    count: str
    bin: str
    item: str
    lot: str
    counted: int
    state: str
    moved: bool
    new_lot: bool
    line: int


@operation("record-count")
def record_count(slip: RecordCount, deed: Deed) -> CountRecorded:
    """Write down what was seen of a lot in a bin; on a line that is to be recounted it is the recount.

    Nothing of the books changes. Equal to the balance of this moment it is agreed; within the tolerance it is booked
    when the count is closed; else somebody else looks again, and what still differs then waits for approval. What
    moved while the bin was counted is looked at again as well. A lot that nobody knows is made, in quarantine: its
    dates are not known.

    Raises:
        NotFound: ``unknown-count``, ``unknown-bin``, ``bin-not-in-count``, ``unknown-item``, ``unknown-line``.
        BadInput: ``bad-quantity``, ``bad-code``, ``no-serials``, ``serial-twice``.
        NeedsConfirmation: ``lot-similar``.
        Refused: ``count-closed``, ``count-cancelled``, ``other-goods``, ``serials-needed``, ``already-counted``,
            ``same-counter``.
    """
    free_lapsed_bins()
    slip = _told_by_line(slip)
    head = open_count(slip.count)
    bin = the_count_bin(head, slip.bin)
    item = the_item(slip.item)
    seen = _seen(slip, item)
    lot, new = _lot(slip, item, deed)
    # Stock without lots has no dates to ask for.
    status = Status.RELEASED if item.tracking is Tracking.NONE else Status.QUARANTINE
    if head.item_id not in (None, item.id) or head.lot_id not in (None, lot):
        raise Refused("other-goods", f"{head.code} counts other goods.", "Count only what it names.")
    changes = [StatusMove(lot, None, status)] if new else []
    entry = deed.post((), changes, reference=head.code, reason=slip.reason)
    judged: Judged = look_at(head, bin, lot, seen, deed, entry)
    beat_locks(deed.by, clock.now())
    return CountRecorded(
        count=head.code, bin=bin.bin, item=item.code, lot=slip.lot, counted=seen.quantity, state=judged.state,
        moved=judged.moved, new_lot=new, line=judged.number,
    )  # fmt: skip


def _told_by_line(slip: RecordCount) -> RecordCount:
    """Return what the bar code of a line says in words."""
    if not slip.line:
        return slip
    found = line_of_code(slip.line)
    if found is None:
        raise NotFound("unknown-line", f"{slip.line[:30]} is no line of a count.", "Scan the line's bar code.")
    head, line = found
    return RecordCount(
        slip.quantity, head.code, line.bin, line.item, line.lot, "", slip.serials, slip.accept, slip.reason
    )


def _seen(slip: RecordCount, item: Item) -> Seen:
    """Return what was seen, checked."""
    quantity = _units(slip.quantity, item)
    if item.tracking is not Tracking.SERIAL:
        if slip.serials:
            raise BadInput("no-serials", f"{item.code} is not tracked by serial.", "Leave the serials out.")
        return Seen(quantity, ())
    serials = tuple(clean_code(one, "serial") for one in slip.serials)
    twice = next((one for one, times in Counter(serials).items() if times > 1), None)
    if twice is not None:
        raise BadInput("serial-twice", f"Serial {twice} was scanned twice.", "Scan each unit once.", serial=twice)
    if any(" " in one for one in serials):
        raise BadInput("bad-code", "A serial has a space in it.", "Scan the unit again.")
    if len(serials) != quantity:
        raise Refused("serials-needed", f"{quantity} serials are needed, {len(serials)} given.", "Scan each unit once.")
    return Seen(quantity, serials, by_serial=True)


def _units(quantity: int | str, item: Item) -> int:
    """Return a counted quantity in base units; nothing is a quantity too."""
    if isinstance(quantity, str):
        return 0 if quantity.strip() == "0" else parse_quantity(quantity, item.packs, item.unit)
    if not 0 <= quantity <= LARGEST:
        raise BadInput("bad-quantity", f"{quantity} cannot have been counted.", "Give 0 or more.")
    return quantity


def _lot(slip: RecordCount, item: Item, deed: Deed) -> tuple[int, bool]:
    """Return the row of the lot that was seen, and whether it is new."""
    known = find_lot(item.id, slip.lot)
    if known is not None:
        return known.id, False
    if item.tracking is Tracking.NONE:
        if slip.lot:
            raise Refused("no-lots", f"{item.code} is not tracked by lot.", "Leave the lot out.")
        return add_lot(item.id, "", status=Status.RELEASED, received_on=deed.on), True
    if not slip.lot:
        raise NotFound("lot-needed", f"{item.code} is tracked by lot.", "Name the lot.", item=item.code)
    number = clean_code(slip.lot, "lot")
    alike = lot_alike(item.id, number)
    if alike is not None and ACCEPT_SIMILAR not in slip.accept:
        raise NeedsConfirmation(
            "lot-similar", f"There is a lot {alike.number}. Is {number} another one?", "Look again at the label.",
            accept=ACCEPT_SIMILAR, known=alike.number,
        )  # fmt: skip
    return add_lot(item.id, number, status=Status.QUARANTINE, received_on=deed.on), True
