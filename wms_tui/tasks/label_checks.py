"""What is doubted about a lot and its dates before it is received; part of receiving."""

from datetime import date
from typing import Any

from wms_tui import clock
from wms_tui.domain.barcode.message import Kind
from wms_tui.domain.barcode.scan import read
from wms_tui.domain.codes import excerpt
from wms_tui.domain.dates import parse_date, show_date, show_date_short
from wms_tui.domain.lot_numbers import check_lot_number, clean_lot
from wms_tui.domain.rows import Item, Lot, Partner
from wms_tui.domain.shelf_life import Caution, expires_from, parse_shelf_life, questions
from wms_tui.domain.types import Rotation, Tracking
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.new_lots import ACCEPT_DATE, ACCEPT_SIMILAR, GRAVE
from wms_tui.operations.receive import ACCEPT_SHORT
from wms_tui.queries.items import item_by_gtin
from wms_tui.queries.lots import find_lot, lot_alike
from wms_tui.queries.partners import partner_by_id
from wms_tui.queries.receipts import the_receipt
from wms_tui.tasks.resolving import What, meanings
from wms_tui.tasks.stepping import Stepping

UNANNOUNCED = "accept-unannounced"
NO_EXPIRY = "none"


def supplier_of(receipt: str) -> Partner | None:
    """Return who announced a receipt, if it is known."""
    number = the_receipt(receipt).supplier_id if receipt else None
    return partner_by_id(number) if number is not None else None


def read_lot(task: Stepping[Any], text: str, item: Item) -> tuple[str, date | None]:
    """Return the lot a scan or a typed text names, and the expiry where the label says it.

    Raises:
        BadInput: where it cannot be a lot.
        Refused: ``not-a-lot`` where it is a label without one.
        Several: where the text may be a lot as it stands or hold one.
    """
    scan = read(text, clock.today())
    message = next((one for one in scan.messages if one.lot), None)
    if message is None:
        if scan.message is not None and (scan.message.gtin or scan.message.plate):
            raise Refused("not-a-lot", f"{excerpt(scan.text, 20)} is no lot", "Scan or type what stands at LOT")
        _doubt_other_code(task, scan.text)
        return clean_lot(scan.text), None
    named = item_by_gtin(message.gtin) if message.gtin else None
    if message.gtin and (named is None or named[0].id != item.id):
        raise Refused("wrong-item", f"That is {named[0].code if named else 'another item'}", f"Scan {item.code}")
    if scan.kind is not Kind.CODE or len(message.elements) > 1 or find_lot(item.id, message.lot):
        return message.lot, message.expires_on
    if find_lot(item.id, scan.text):
        return scan.text, None
    name = task.choose(text, "Which is the lot", (message.lot, scan.text))
    return name, message.expires_on if name == message.lot else None


def _doubt_other_code(task: Stepping[Any], text: str) -> None:
    """Ask about a lot that is called like something else here: was the wrong bar code scanned?"""
    try:
        found = meanings(text, clock.today())
    except Refused:
        return
    if all(one.what is not What.LOT for one in found):
        task.confirm("other-code", f"{excerpt(text)} is {found[0].what}", "If it is the lot as well: Y")


def checked_lot(task: Stepping[Any], item: Item, number: str, supplier: Partner | None) -> None:
    """Hold a new lot number against the convention, and against lots that look like it.

    Raises:
        BadInput: ``lot-pattern``.
        NeedsConfirmation: where a lot reads the same.
    """
    if supplier is not None and supplier.lot_pattern:
        check_lot_number(number, supplier.lot_pattern, supplier.lot_sample or "")
    else:
        check_lot_number(number, item.lot_pattern or "", item.lot_sample or "")
    alike = lot_alike(item.id, number)
    if alike is not None:
        task.confirm(ACCEPT_SIMILAR, f"{alike.number} is known. Is {number} another?", "Look again. If it is new: Y")


def lot_with_expiry(task: Stepping[Any], item: Item, lot: Lot, expires_on: date, text: str) -> str:
    """Return which lot it is when a known one is scanned with another expiry; nothing is overwritten.

    Raises:
        Several: where a person must look at the label.
    """
    known = show_date_short(lot.expires_on) if lot.expires_on else "no expiry"
    other = other_lot(item, lot.number, expires_on)
    keep = f"{lot.number} {known} as known"
    new = f"{other} {show_date_short(expires_on)} other lot"
    chosen = task.choose(text, f"{lot.number} is {known}, not {show_date_short(expires_on)}", (keep, new))
    return lot.number if chosen == keep else other


def other_lot(item: Item, number: str, expires_on: date) -> str:
    """Return the number under which the same supplier's lot with another expiry is kept: L1/2, L1/3 ..."""
    suffix = 2
    while True:
        other = find_lot(item.id, f"{number}/{suffix}")
        if other is None or other.expires_on == expires_on:
            return f"{number}/{suffix}"
        suffix += 1


def check_life(
    task: Stepping[Any], item: Item, expires_on: date | None, made_on: date | None = None, *, new: bool = False
) -> None:
    """Ask about dates that cannot be right, and about goods that have too little life left.

    Raises:
        NeedsConfirmation: where nobody has said yes yet.
    """
    today = clock.today()
    life = parse_shelf_life(item.shelf_life) if item.shelf_life else None
    for odd in questions(expires_on, made_on, today, life) if new else ():
        if odd.code != "past-date":
            word = ACCEPT_DATE if odd.code in GRAVE else f"accept-{odd.code}"
            task.confirm(word, _odd_words(odd, item, expires_on), "Look at the label. If it is so: Y")
    if expires_on is None:
        return
    left = (expires_on - today).days
    if left < 0:
        task.confirm(ACCEPT_SHORT, f"Expired on {show_date(expires_on)}", "Send it back, or Y = quarantine")
    elif left < item.min_receipt_days:
        what = f"{left} days left, {item.min_receipt_days} needed"
        task.confirm(ACCEPT_SHORT, what, "Send it back, or Y = quarantine")


def _odd_words(odd: Caution, item: Item, expires_on: date | None) -> str:
    """Return what is odd about a date, by the item it is odd for."""
    if odd.code == "beyond-life" and expires_on is not None:
        return f"{item.code} keeps {item.shelf_life}: {show_date_short(expires_on)} is too late"
    return odd.message


def too_short(item: Item, expires_on: date | None) -> bool:
    """Return whether goods have less life left than they need at receipt: they are taken into quarantine only."""
    return expires_on is not None and (expires_on - clock.today()).days < max(item.min_receipt_days, 0)


def asks_expiry(item: Item) -> bool:
    """Return whether goods of an item have an expiry to ask for."""
    return item.tracking is not Tracking.NONE and (bool(item.shelf_life) or item.rotation is Rotation.FEFO)


def default_expiry(item: Item, made_on: date | None) -> str:
    """Return what ENTER alone says at the expiry: the date the item's life leads to, else none."""
    if not item.shelf_life:
        return NO_EXPIRY
    return show_date(expires_from(made_on or clock.today(), parse_shelf_life(item.shelf_life)))


def read_expiry(text: str) -> date | None:
    """Return the expiry that was typed, or stands on a label; None where there is none.

    Raises:
        BadInput: where it is no date.
    """
    if text.strip().casefold() == NO_EXPIRY:
        return None
    today = clock.today()
    try:
        return parse_date(text, today)
    except BadInput as refusal:
        try:
            found = [one.expires_on for one in read(text, today).messages if one.expires_on]
        except BadInput:
            found = []
        if found:
            return found[0]
        raise refusal from None
