"""Lots that begin: their number, their dates and their units; part of receiving, of production and of reshaping."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import clean_code
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.genealogy import worst
from wms_tui.domain.lot_numbers import check_lot_number
from wms_tui.domain.master_data import checked_country
from wms_tui.domain.rows import Item, Lot, Partner
from wms_tui.domain.shelf_life import expires_from, lot_dates, parse_shelf_life, questions
from wms_tui.domain.types import Status, Tracking
from wms_tui.errors import BadInput, NeedsConfirmation, Refused
from wms_tui.operations.acting import Deed
from wms_tui.queries.inspections import had_expiry
from wms_tui.queries.lots import lot_alike
from wms_tui.queries.serials import serial_exists
from wms_tui.storage.lot_rows import add_lot, date_lot, name_origin

ACCEPT_SIMILAR = "accept-similar"
ACCEPT_DATE = "accept-date"
GRAVE = ("wrong-century", "made-in-future", "expires-before-made")


@dataclass(frozen=True, slots=True)
class Birth:
    """What a new lot begins with."""

    status: Status
    on: date
    """The day it came into the house: received or made."""
    made_on: date | None = None
    expires_on: date | None = None
    best_before_on: date | None = None
    supplier_lot: str = ""
    supplier: Partner | None = None
    origin: str = ""
    source_reference: str = ""


def check_new_number(
    item: Item, number: str, accept: Collection[str], supplier: Partner | None = None
) -> None:  # fmt: skip
    """Hold a number that was typed or scanned against the convention, and against lots that look alike.

    Raises:
        BadInput: ``lot-pattern``.
        NeedsConfirmation: ``lot-similar``.
    """
    if supplier is not None and supplier.lot_pattern:
        check_lot_number(number, supplier.lot_pattern, supplier.lot_sample or "")
    else:
        check_lot_number(number, item.lot_pattern or "", item.lot_sample or "")
    alike = lot_alike(item.id, number)
    if alike is not None and ACCEPT_SIMILAR not in accept:
        raise NeedsConfirmation(
            "lot-similar", f"There is a lot {alike.number}. Is {number} another one?",
            "Look again. If it is new: --accept-similar.", accept=ACCEPT_SIMILAR, known=alike.number,
        )  # fmt: skip


def refuse_other_expiry(item: Item, known: Lot, expires_on: date | None, *, on_label: bool = True) -> None:
    """Refuse an expiry that is not the known lot's: nothing is overwritten.

    What a label says (``on_label``) may be what it was before a retest; goods of another lot were not retested with it.

    Raises:
        Refused: ``lot-expiry-differs``.
    """
    if expires_on in (None, known.expires_on) or (on_label and had_expiry(known.id, expires_on)):
        return
    shown = known.expires_on.isoformat() if known.expires_on else "none"
    raise Refused(
        "lot-expiry-differs",
        f"{item.code} {known.number} expires {shown}, not {expires_on.isoformat()}.",
        f"Look again. If both are right: receive it as {known.number}/2.",
        known=shown, given=expires_on.isoformat(), lot=known.number,
    )  # fmt: skip


def checked_expiry(
    item: Item, expires_on: date | None, made_on: date | None, on: date, accept: Collection[str]
) -> tuple[date | None, tuple[str, ...]]:
    """Return the expiry of a new lot, derived where only the day it was made is known, and what is odd about it.

    Raises:
        NeedsConfirmation: for dates that cannot be right.
    """
    life = parse_shelf_life(item.shelf_life) if item.shelf_life else None
    if expires_on is None and made_on is not None and life is not None:
        expires_on = expires_from(made_on, life)
    odd = [one for one in questions(expires_on, made_on, on, life) if one.code != "past-date"]
    grave = [one for one in odd if one.code in GRAVE]
    if grave and ACCEPT_DATE not in accept:
        raise NeedsConfirmation(
            grave[0].code,
            f"{grave[0].message}.",
            "Look at the label. If it is right: --accept-date.",
            accept=ACCEPT_DATE,
        )
    return expires_on, tuple(f"{one.message}." for one in odd)


_STOPPED = frozenset({Status.HOLD, Status.REJECTED, Status.RECALLED})


def first_status(known: Lot | None, status: Status) -> Status:
    """Return the status a lot begins with; one that was stopped while nothing of it was there stays stopped."""
    stopped = known is not None and known.status in _STOPPED
    return worst((known.status, status)) if known is not None and stopped else status


def begin_lot(item: Item, number: str, birth: Birth, known: Lot | None, deed: Deed) -> Lot:
    """Write a new lot; the dates that it had (``known``) while nothing of it was kept are in the audit trail."""
    lot = _write_lot(item, number, birth, known)
    if known is not None:
        deed.note(Thing.LOT, f"{lot.item} {lot.number}", _days(known), _days(lot))
    return lot


def _days(lot: Lot) -> dict[str, object]:
    return {name: getattr(lot, name) for name in ("made_on", "received_on", "expires_on", "best_before_on")}


def _write_lot(item: Item, number: str, birth: Birth, known: Lot | None) -> Lot:
    """Write a new lot, or the dates of one (``known``) of which nothing was ever kept."""
    dates = lot_dates(birth.expires_on, removal_days=item.removal_days, alert_days=item.alert_days)
    supplier_lot = clean_code(birth.supplier_lot, "supplier lot") if birth.supplier_lot else ""
    days: dict[str, Any] = {
        "made_on": birth.made_on, "received_on": birth.on, "expires_on": birth.expires_on,
        "best_before_on": birth.best_before_on, "removal_on": dates.removal_on, "alert_on": dates.alert_on,
    }  # fmt: skip
    if known is not None:
        row = known.id
        date_lot(row, **days)
    else:
        supplier = birth.supplier.id if birth.supplier else None
        row = add_lot(item.id, number, status=birth.status, supplier_lot=supplier_lot, supplier=supplier, **days)
        if birth.origin or birth.source_reference:
            name_origin(row, checked_country(birth.origin), line_of_text(birth.source_reference))
    return Lot(
        row, item.id, item.code, number, supplier_lot, birth.status, birth.made_on, birth.on, birth.expires_on,
        birth.best_before_on, dates.removal_on, dates.alert_on,
    )  # fmt: skip


def new_serials(item: Item, quantity: int, serials: Sequence[str]) -> list[str]:
    """Return the serials of new units: one each where the item is tracked by serial, else none.

    Raises:
        BadInput: ``no-serials``, ``bad-serial``.
        Refused: ``serials-needed``, ``serial-exists``.
    """
    if item.tracking is not Tracking.SERIAL:
        if serials:
            raise BadInput("no-serials", f"{item.code} is not tracked by serial.", "Leave the serials out.")
        return []
    found = [clean_code(one, "serial") for one in serials]
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
