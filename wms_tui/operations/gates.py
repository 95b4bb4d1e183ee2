"""What stands between a lot and the door: the refusals that pick and ship share."""

from wms_tui.domain.rotation import Candidate, Need, lot_reason, place_reason
from wms_tui.errors import Refused

_WAYS_OUT = {
    "on-hold": ("lot-on-hold", "is on hold", "Leave it. Take another lot."),
    "quarantined": ("lot-quarantined", "is in quarantine", "Leave it until quality releases it."),
    "rejected": ("lot-rejected", "was rejected", "Leave it. Take another lot."),
    "recalled": ("lot-recalled", "is recalled", "Do not move it. Call your lead."),
    "expired": ("lot-expired", "is expired", "Leave it. Take another lot."),
    "too-short-dated": ("too-short-dated", "is too old for this customer", "Take a fresher lot."),
    "blocked": ("bin-blocked", "is in a closed bin", "Take it from another bin."),
    "being-counted": ("being-counted", "is being counted", "Wait for the count, or take another bin."),
    "not-pickable": ("not-pickable", "is where nothing is picked", "Put it away into a bin first."),
}
_REPORTED_SHORT = ("being-counted", "was reported short here", "Count and adjust it, or report short.")


def refuse_lot(stock: Candidate, need: Need, item: str) -> None:
    """Refuse a lot that may not leave for a need.

    Raises:
        Refused: ``lot-on-hold``, ``lot-quarantined``, ``lot-rejected``, ``lot-recalled``,
            ``lot-expired`` or ``too-short-dated``.
    """
    _refuse(lot_reason(stock.status, stock.expires_on, stock.began_on, stock.received_on, need), stock, item)


def refuse_place(stock: Candidate, item: str) -> None:
    """Refuse a place from which nothing may be picked.

    Raises:
        Refused: ``bin-blocked``, ``being-counted`` or ``not-pickable``.
    """
    _refuse(place_reason(stock), stock, item)


def _refuse(reason: str | None, stock: Candidate, item: str) -> None:
    if reason is None:
        return
    name, _, detail = reason.partition(": ")
    code, what, hint = _REPORTED_SHORT if detail and name == "being-counted" else _WAYS_OUT[name]
    extra = f" ({detail})" if detail and name in ("expired", "too-short-dated") else ""
    raise Refused(
        code, f"{item} {stock.lot} {what}{extra}.", hint, item=item, lot=stock.lot, bin=stock.bin, reason=reason
    )  # fmt: skip
