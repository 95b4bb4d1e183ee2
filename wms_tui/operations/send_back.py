"""Send back: goods leave for the supplier they came from, whether they may leave for a customer or not."""

from dataclasses import dataclass

from wms_tui.domain.rows import Lot, Partner
from wms_tui.domain.types import PlaceKind, Role
from wms_tui.errors import BadInput
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.carrying import carry_free
from wms_tui.operations.count_locks import free_lapsed_bins, not_being_counted
from wms_tui.operations.quantities import units
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import supplier_of, the_lot
from wms_tui.queries.partners import partner_by_id, the_partner
from wms_tui.queries.places import place_of_kind, the_bin
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class SendBack:
    """So much of a lot in a bin; without a supplier it goes to the one the lot came from."""

    item: str
    lot: str
    quantity: int | str
    source: str
    supplier: str = ""
    serials: tuple[str, ...] = ()
    reason: str = ""
    accept: tuple[str, ...] = ()
    """``accept-counting`` where somebody counts in the bin."""


@dataclass(frozen=True)
class SentBack(Done):
    """What went, from where, and to whom."""

    item: str
    lot: str
    quantity: int
    source: str
    supplier: str


@operation("send-back")
def send_back(slip: SendBack, deed: Deed) -> SentBack:
    """Send a free quantity of a lot back to its supplier. No date and no status stops it: that is why it goes.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``, ``unknown-supplier``.
        BadInput: ``supplier-needed`` where the lot's own is not known.
        NeedsConfirmation: ``being-counted`` where somebody else counts in the bin.
        Refused: ``reserved``, ``not-enough-stock``, ``serials-needed``; ``bin-on-hold``, ``plate-on-hold``.
    """
    free_lapsed_bins()
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    source = not_being_counted(the_bin(slip.source), deed.by, slip.accept)
    quantity = units(slip.quantity, item)
    supplier = _supplier(slip, lot)
    there = stock.of_lot_at(lot.id, source.id)
    moves = carry_free(
        item, there, quantity, what=f"{item.code} {lot.number}".strip(), bin_code=source.code,
        target=place_of_kind(PlaceKind.SUPPLIER).id, plate=NO_PLATE, named=slip.serials,
    )  # fmt: skip
    deed.post(moves, reason=slip.reason, partner=supplier.id)
    return SentBack(
        item=item.code, lot=lot.number, quantity=quantity, source=source.code, supplier=supplier.code
    )  # fmt: skip


def _supplier(slip: SendBack, lot: Lot) -> Partner:
    if slip.supplier:
        return the_partner(slip.supplier, Role.SUPPLIER)
    known = supplier_of(lot.id)
    if known is None:
        raise BadInput("supplier-needed", f"Who sent lot {lot.number} is not known.", "Name the supplier.")
    return partner_by_id(known)
