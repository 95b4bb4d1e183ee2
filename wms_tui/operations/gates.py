"""What stands between a lot and the door: the refusals that pick and ship share."""

from wms_tui.domain.rotation import BIN_HELD, PLATE_HELD, Candidate, Need, lot_reason, place_reason, why_not_brought
from wms_tui.domain.rows import ReservationRow
from wms_tui.domain.types import Status
from wms_tui.errors import Refused
from wms_tui.queries.holds import Note, note_of_lot, note_of_place, note_of_plate

_WAYS_OUT = {
    "on-hold": ("lot-on-hold", "is on hold", "Leave it. Take another lot."),
    "quarantined": ("lot-quarantined", "is in quarantine", "Leave it until quality releases it."),
    "rejected": ("lot-rejected", "was rejected", "Leave it. Take another lot."),
    "recalled": ("lot-recalled", "is recalled", "Do not move it. Call your lead."),
    "expired": ("lot-expired", "is expired", "Leave it. Take another lot."),
    "too-short-dated": ("too-short-dated", "is too old for this customer", "Take a fresher lot."),
    "blocked": ("bin-blocked", "is in a closed bin", "Take it from another bin."),
    "being-counted": ("being-counted", "is being counted", "Wait for the count, or take another bin."),
    "not-a-bin": ("not-a-bin", "is in no bin", "Put it away into a bin first."),
    "not-pickable": ("not-pickable", "is where nothing is picked", "Put it away into a bin first."),
}
_HELD = {
    "the bin is held": ("bin-on-hold", "is in a bin on hold", "Leave it. Take it from another bin."),
    "the pallet is held": ("plate-on-hold", "is on a pallet on hold", "Leave it. Take it from elsewhere."),
}
_REPORTED_SHORT = ("being-counted", "was reported short here", "Count and adjust it, or report short.")


def refuse_lot(stock: Candidate, need: Need, item: str) -> None:
    """Refuse a lot that may not leave for a need.

    Raises:
        Refused: ``lot-on-hold``, ``lot-quarantined``, ``lot-rejected``, ``lot-recalled``,
            ``lot-expired`` or ``too-short-dated``.
    """
    _refuse(lot_reason(stock.status, stock.expires_on, stock.began_on, stock.received_on, need), stock, item)


def refuse_held(stock: Candidate, waiting: ReservationRow) -> None:
    """Refuse picked goods that somebody has put on hold since: their lot, the pallet they are on, or where they wait.

    Raises:
        Refused: ``lot-on-hold``, ``plate-on-hold`` or ``bin-on-hold``; ``details`` say what is held, since when
            (an ISO moment), by whom and why.
    """
    found = hold_on(stock, plate_too=stock.plate_id == waiting.plate_id)
    if found is None:
        return
    code, what, note = found
    here = note.at.astimezone()
    raise Refused(
        code, f"{what} was put on hold {here:%Y-%m-%d %H:%M} by {note.by}: {note.reason}.",
        f"Unpick it to the cage: wms unpick {waiting.order} --line {waiting.line} --to HOLD.",
        item=waiting.item, lot=stock.lot, bin=stock.bin, held=what, since=note.at.isoformat(), by=note.by,
        reason=note.reason,
    )  # fmt: skip


def hold_on(stock: Candidate, *, plate_too: bool) -> tuple[str, str, Note] | None:
    """Return what of a balance is on hold: a code, its name, and since when, by whom and why; None where nothing is."""
    on_plate = plate_too and stock.held & PLATE_HELD
    held = (
        ("lot-on-hold", stock.lot or "It", stock.status == Status.HOLD, note_of_lot, stock.lot_id),
        ("plate-on-hold", f"Pallet {stock.plate}", on_plate, note_of_plate, stock.plate_id),
        ("bin-on-hold", stock.bin, stock.held & BIN_HELD, note_of_place, stock.place_id),
    )
    for code, what, is_held, note_of, number in held:
        note = note_of(number) if is_held else None
        if note is not None:
            return code, what, note
    return None


def refuse_place(stock: Candidate, item: str) -> None:
    """Refuse a place from which nothing may be picked.

    Raises:
        Refused: ``bin-on-hold``, ``plate-on-hold``, ``bin-blocked``, ``being-counted`` or ``not-pickable``.
    """
    _refuse(place_reason(stock), stock, item)


def refuse_brought(stock: Candidate, need: Need, item: str) -> None:
    """Refuse stock that may not be brought to where it is picked; that some of it is reserved is no reason here.

    Raises:
        Refused: ``lot-on-hold`` and its like, ``bin-blocked``, ``being-counted`` or ``not-a-bin``.
    """
    reason = why_not_brought(stock, need)
    _refuse(None if reason == "reserved" else reason, stock, item)


def _refuse(reason: str | None, stock: Candidate, item: str) -> None:
    if reason is None:
        return
    name, _, detail = reason.partition(": ")
    code, what, hint = _HELD.get(detail, _WAYS_OUT[name])
    if detail and name == "being-counted":
        code, what, hint = _REPORTED_SHORT
    extra = f" ({detail})" if detail and name in ("expired", "too-short-dated") else ""
    raise Refused(
        code, f"{item} {stock.lot} {what}{extra}.", hint, item=item, lot=stock.lot, bin=stock.bin, reason=reason
    )  # fmt: skip
