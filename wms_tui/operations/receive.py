"""Receive: goods of a lot come in from a supplier, against a receipt or free."""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.inspection import status_at_receipt
from wms_tui.domain.lot_numbers import clean_lot
from wms_tui.domain.rows import Item, Lot, Partner, Place
from wms_tui.domain.types import Role, Status, Tracking
from wms_tui.errors import BadInput, NeedsConfirmation, Refused
from wms_tui.ledger import Move, StatusMove
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.announced import Share, shares
from wms_tui.operations.fitting import refuse_goods
from wms_tui.operations.new_lots import (
    Birth,
    begin_lot,
    check_new_number,
    checked_expiry,
    first_status,
    new_serials,
    refuse_other_expiry,
)
from wms_tui.operations.numbers import draw_lot_number
from wms_tui.operations.plates import plate_at
from wms_tui.operations.quantities import units
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot, never_came
from wms_tui.queries.partners import partner_by_id, the_partner
from wms_tui.queries.places import the_bin
from wms_tui.queries.receipts import SUPPLIER, ReceiptHead, the_receipt
from wms_tui.storage.lot_rows import add_serial, note_receipt_day

ACCEPT_SHORT = "accept-short"
ACCEPT_OVER = "accept-over"


@dataclass(frozen=True, slots=True)
class Receive:
    """What came: an item and a quantity, and all that is known of the lot.

    Without ``lot`` it is numbered by the template. ``accept`` holds the questions that a person has
    said yes to: ``accept-short``, ``accept-similar``, ``accept-over``, ``accept-date``.
    """

    item: str
    quantity: int | str
    lot: str | None = None
    expires_on: date | None = None
    best_before_on: date | None = None
    made_on: date | None = None
    bin: str = "DOCK"
    supplier: str = ""
    supplier_lot: str = ""
    receipt: str = ""
    status: Status | None = None
    plate: str = ""
    serials: tuple[str, ...] = ()
    line: str = ""
    shift: str = ""
    accept: tuple[str, ...] = ()
    reason: str = ""
    origin: str = ""
    """The country a new lot comes from, two letters of ISO 3166."""
    source_reference: str = ""
    """What leads to the place where a new lot's code was given (21 CFR 1.1310)."""


@dataclass(frozen=True)
class Received(Done):
    """What was booked."""

    item: str
    lot: str
    bin: str
    quantity: int
    expires_on: date | None
    status: Status
    plate: str = ""
    receipt: str = ""
    cautions: tuple[str, ...] = ()
    """What was odd but not grave, one sentence each."""


@operation("receive")
def receive(slip: Receive, deed: Deed) -> Received:
    """Book goods in at a place, as a new lot or more of a known one.

    A known lot keeps its status and its dates.

    Raises:
        NotFound: ``unknown-item``, ``unknown-bin``, ``unknown-supplier``, ``unknown-receipt``.
        BadInput: a quantity, lot, plate or serial that is none; ``lot-pattern``.
        NeedsConfirmation: ``lot-similar``, ``over-receipt``, ``lot-expired``, ``too-short-dated`` and dates
            that cannot be right; ``accept`` is the way through.
        Refused: ``not-allowed`` to accept short-dated goods, and to release goods that a rule puts into quarantine
            (``two-people`` where it takes two); ``lot-expiry-differs``, ``lot-needed``, ``not-announced``,
            ``plate-elsewhere``; what the place refuses.
    """
    item = the_item(slip.item)
    quantity = units(slip.quantity, item)
    place = the_bin(slip.bin)
    receipt = the_receipt(slip.receipt) if slip.receipt else None
    supplier = _supplier(slip, receipt)
    parts = shares(receipt, item, slip.lot, quantity, accept_over=ACCEPT_OVER in slip.accept) if receipt else None
    lot, status, cautions, changes = _lot(slip, deed, item, supplier)
    refuse_goods(place, item, lot.number, quantity)
    plate, plate_code = plate_at(slip.plate, place)
    serials = new_serials(item, quantity, slip.serials)
    for text in serials:
        add_serial(item.id, lot.id, text, place.id, plate)
    note_receipt_day(lot.id, deed.on)
    moves = [
        Move(
            lot.id,
            SUPPLIER,
            place.id,
            share.quantity,
            plate,
            plate,
            receipt_line=share.line,
            serials=" ".join(own),
        )
        for share, own in _with_units(parts or (Share(None, quantity),), serials)
    ]
    deed.post(
        moves, changes, reference=receipt.code if receipt else "", reason=slip.reason,
        partner=supplier.id if supplier else None,
    )  # fmt: skip
    return _received(item, lot, place, quantity, status, plate_code, receipt, cautions)


def _with_units(parts: tuple[Share, ...], serials: list[str]) -> list[tuple[Share, list[str]]]:
    """Return each share with the units that are its own."""
    left = list(serials)
    found: list[tuple[Share, list[str]]] = []
    for share in parts:
        found.append((share, left[: share.quantity]))
        left = left[share.quantity :]
    return found


def _received(
    item: Item, lot: Lot, place: Place, quantity: int, status: Status, plate: str, receipt: ReceiptHead | None,
    cautions: tuple[str, ...],
) -> Received:  # fmt: skip
    return Received(
        item=item.code, lot=lot.number, bin=place.code, quantity=quantity, expires_on=lot.expires_on, status=status,
        plate=plate, receipt=receipt.code if receipt else "", cautions=cautions,
    )  # fmt: skip


def _supplier(slip: Receive, receipt: ReceiptHead | None) -> Partner | None:
    if slip.supplier:
        return the_partner(slip.supplier, Role.SUPPLIER)
    if receipt is not None and receipt.supplier_id is not None:
        return partner_by_id(receipt.supplier_id)
    return None


def _lot(
    slip: Receive, deed: Deed, item: Item, supplier: Partner | None
) -> tuple[Lot, Status, tuple[str, ...], list[StatusMove]]:
    """Return the lot that came, its status, what was odd about its dates, and its first status if it is new."""
    number = _number(slip, deed, item, supplier)
    known = find_lot(item.id, number)
    if known is not None and not _was_a_mistake(slip, known):
        refuse_other_expiry(item, known, slip.expires_on)
        _check_life(slip, deed, item, known.expires_on)
        return known, known.status, _no_expiry(slip, item, known.expires_on), []
    if known is None and number and slip.lot is not None:
        check_new_number(item, number, slip.accept, supplier)
    expires_on, odd = checked_expiry(item, slip.expires_on, slip.made_on, deed.on, slip.accept)
    cautions = (*odd, *_no_expiry(slip, item, expires_on))
    short = _check_life(slip, deed, item, expires_on)
    status = first_status(known, Status.QUARANTINE if short else _first_status(slip, deed, item, supplier))
    birth = Birth(
        status, deed.on, slip.made_on, expires_on, slip.best_before_on, slip.supplier_lot, supplier,
        slip.origin, slip.source_reference,
    )  # fmt: skip
    lot = begin_lot(item, number, birth, known, deed)
    before = known.status if known else None
    return lot, status, cautions, [StatusMove(lot.id, before, status)] if before != status else []


def _first_status(slip: Receive, deed: Deed, item: Item, supplier: Partner | None) -> Status:
    """Return the first status of a lot: by the rules, or as asked for by somebody who may release."""
    rule = status_at_receipt(item.receipt_status, supplier.receipt_status if supplier else None)
    if rule is Status.QUARANTINE and slip.status is Status.RELEASED:
        deed.require("release")
        if item.release_people > 1:
            raise Refused("two-people", f"Two people release {item.code}.", "Receive it, then wms release.")
    return slip.status or rule


def _was_a_mistake(slip: Receive, known: Lot) -> bool:
    """Return whether a lot comes with other dates that nothing of was ever kept: its receipt was undone."""
    return slip.expires_on not in (None, known.expires_on) and never_came(known.id)


def _number(slip: Receive, deed: Deed, item: Item, supplier: Partner | None) -> str:
    if item.tracking is Tracking.NONE:
        if slip.lot:
            raise BadInput("no-lots", f"{item.code} is not tracked by lot.", "Leave the lot out.")
        if slip.expires_on or slip.made_on or slip.best_before_on:
            raise BadInput("no-lots", f"{item.code} is not tracked by lot.", "Leave its dates out.")
        return ""
    if slip.lot is not None:
        return clean_lot(slip.lot)
    return draw_lot_number(
        item,
        made_on=slip.made_on or deed.on,
        line=slip.line,
        shift=slip.shift,
        supplier=supplier.code if supplier else "",
    )


def _no_expiry(slip: Receive, item: Item, expires_on: date | None) -> tuple[str, ...]:
    """Return what is odd about goods that do not keep for ever and have no date: they leave last, whatever they are."""
    if expires_on is not None or slip.best_before_on is not None or not item.shelf_life:
        return ()
    return (f"{item.code} keeps {item.shelf_life}: no expiry was given.",)


def _check_life(slip: Receive, deed: Deed, item: Item, expires_on: date | None) -> bool:
    """Return whether goods are below the life they need at receipt and were accepted as that.

    Raises:
        NeedsConfirmation: ``lot-expired`` or ``too-short-dated`` where nobody has accepted it yet.
    """
    if expires_on is None:
        return False
    left = (expires_on - deed.on).days
    if left >= item.min_receipt_days and left >= 0:
        return False
    if ACCEPT_SHORT in slip.accept:
        deed.require(ACCEPT_SHORT)
        return True
    if left < 0:
        raise NeedsConfirmation(
            "lot-expired", f"It expired on {expires_on.isoformat()}.", "Send it back, or --accept-short to quarantine.",
            accept=ACCEPT_SHORT, days_left=left,
        )  # fmt: skip
    raise NeedsConfirmation(
        "too-short-dated", f"{left} days left, {item.min_receipt_days} needed.",
        "Send it back, or --accept-short to quarantine.", accept=ACCEPT_SHORT, days_left=left,
    )  # fmt: skip
