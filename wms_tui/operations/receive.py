"""Receive: goods of a lot come in from a supplier, against a receipt or free."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wms_tui.domain.codes import clean_code
from wms_tui.domain.inspection import status_at_receipt
from wms_tui.domain.lot_numbers import check_lot_number, clean_lot
from wms_tui.domain.rows import Item, Lot, Partner, Place
from wms_tui.domain.shelf_life import expires_from, lot_dates, parse_shelf_life, questions
from wms_tui.domain.types import Role, Status, Tracking
from wms_tui.errors import BadInput, NeedsConfirmation, Refused
from wms_tui.ledger import Move, StatusMove
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.announced import Share, shares
from wms_tui.operations.fitting import refuse_goods
from wms_tui.operations.numbers import draw_lot_number
from wms_tui.operations.plates import plate_at
from wms_tui.operations.quantities import units
from wms_tui.queries.inspections import had_expiry
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot, lot_alike, never_came
from wms_tui.queries.partners import partner_by_id, the_partner
from wms_tui.queries.places import the_bin
from wms_tui.queries.receipts import SUPPLIER, ReceiptHead, the_receipt
from wms_tui.queries.serials import serial_exists
from wms_tui.storage.lot_rows import add_lot, add_serial, date_lot, note_receipt_day

ACCEPT_SHORT = "accept-short"
ACCEPT_SIMILAR = "accept-similar"
ACCEPT_OVER = "accept-over"
ACCEPT_DATE = "accept-date"
GRAVE = ("wrong-century", "made-in-future", "expires-before-made")


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
    serials = _new_serials(slip, item, quantity)
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
        _refuse_other_expiry(slip, item, known)
        _check_life(slip, deed, item, known.expires_on)
        return known, known.status, _no_expiry(slip, item, known.expires_on), []
    if known is None and number and slip.lot is not None:
        _check_new_number(slip, item, supplier, number)
    expires_on, cautions = _expiry(slip, deed, item)
    short = _check_life(slip, deed, item, expires_on)
    status = Status.QUARANTINE if short else _first_status(slip, deed, item, supplier)
    lot = _new_lot(slip, deed, item, supplier, number, expires_on, status, known)
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


def _refuse_other_expiry(slip: Receive, item: Item, known: Lot) -> None:
    """Refuse an expiry that is not the known lot's, and was not before a retest: nothing is overwritten."""
    if slip.expires_on in (None, known.expires_on) or had_expiry(known.id, slip.expires_on):
        return
    shown = known.expires_on.isoformat() if known.expires_on else "none"
    raise Refused(
        "lot-expiry-differs",
        f"{item.code} {known.number} expires {shown}, not {slip.expires_on.isoformat()}.",
        f"Look again. If both are right: receive it as {known.number}/2.",
        known=shown, given=slip.expires_on.isoformat(), lot=known.number,
    )  # fmt: skip


def _check_new_number(slip: Receive, item: Item, supplier: Partner | None, number: str) -> None:
    """Hold a number that was typed or scanned against the convention, and against lots that look alike."""
    if supplier is not None and supplier.lot_pattern:
        check_lot_number(number, supplier.lot_pattern, supplier.lot_sample or "")
    else:
        check_lot_number(number, item.lot_pattern or "", item.lot_sample or "")
    alike = lot_alike(item.id, number)
    if alike is not None and ACCEPT_SIMILAR not in slip.accept:
        raise NeedsConfirmation(
            "lot-similar", f"There is a lot {alike.number}. Is {number} another one?",
            "Look again. If it is new: --accept-similar.", accept=ACCEPT_SIMILAR, known=alike.number,
        )  # fmt: skip


def _expiry(slip: Receive, deed: Deed, item: Item) -> tuple[date | None, tuple[str, ...]]:
    """Return the expiry of a new lot, derived where only the day it was made is known, and what is odd about it."""
    life = parse_shelf_life(item.shelf_life) if item.shelf_life else None
    expires_on = slip.expires_on
    if expires_on is None and slip.made_on is not None and life is not None:
        expires_on = expires_from(slip.made_on, life)
    odd = [one for one in questions(expires_on, slip.made_on, deed.on, life) if one.code != "past-date"]
    grave = [one for one in odd if one.code in GRAVE]
    if grave and ACCEPT_DATE not in slip.accept:
        raise NeedsConfirmation(
            grave[0].code,
            f"{grave[0].message}.",
            "Look at the label. If it is right: --accept-date.",
            accept=ACCEPT_DATE,
        )
    return expires_on, (*(f"{one.message}." for one in odd), *_no_expiry(slip, item, expires_on))


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


def _new_lot(
    slip: Receive,
    deed: Deed,
    item: Item,
    supplier: Partner | None,
    number: str,
    expires_on: date | None,
    status: Status,
    known: Lot | None,
) -> Lot:
    """Write a new lot, or the dates of one whose receipt was undone."""
    dates = lot_dates(expires_on, removal_days=item.removal_days, alert_days=item.alert_days)
    supplier_lot = clean_code(slip.supplier_lot, "supplier lot") if slip.supplier_lot else ""
    days: dict[str, Any] = {
        "made_on": slip.made_on, "received_on": deed.on, "expires_on": expires_on,
        "best_before_on": slip.best_before_on, "removal_on": dates.removal_on, "alert_on": dates.alert_on,
    }  # fmt: skip
    if known is not None:
        row = known.id
        date_lot(row, **days)
    else:
        row = add_lot(
            item.id,
            number,
            status=status,
            supplier_lot=supplier_lot,
            supplier=supplier.id if supplier else None,
            **days,
        )
    return Lot(
        row, item.id, item.code, number, supplier_lot, status, slip.made_on, deed.on, expires_on, slip.best_before_on,
        dates.removal_on, dates.alert_on,
    )  # fmt: skip


def _new_serials(slip: Receive, item: Item, quantity: int) -> list[str]:
    """Return the serials of the units that came: one each where the item is tracked by serial, else none."""
    if item.tracking is not Tracking.SERIAL:
        if slip.serials:
            raise BadInput("no-serials", f"{item.code} is not tracked by serial.", "Leave the serials out.")
        return []
    found = [clean_code(one, "serial") for one in slip.serials]
    if len(found) != quantity or len(set(found)) != quantity:
        raise Refused(
            "serials-needed",
            f"{quantity} serials are needed, {len(set(found))} given.",
            "Scan each unit once.",
        )
    for one in found:
        if " " in one:
            raise BadInput("bad-serial", f"Serial {one} has a space in it.", "Scan the unit again.")
        if serial_exists(item.id, one):
            raise Refused(
                "serial-exists",
                f"{item.code} has a unit {one} already.",
                "Scan the unit in your hand.",
                serial=one,
            )
    return found
