"""Retest: a lot keeps longer, or shorter, than was thought; its dates are set anew and the old ones kept."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from wms_tui.domain.rotation import kept_reason
from wms_tui.domain.rows import Item, Lot
from wms_tui.domain.shelf_life import lot_dates, questions
from wms_tui.domain.types import Tracking
from wms_tui.errors import BadInput, NeedsConfirmation, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.new_lots import ACCEPT_DATE, GRAVE
from wms_tui.operations.reserving import let_go
from wms_tui.queries import stock
from wms_tui.queries.inspections import dates_set_since
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import kept_of_lot, the_order
from wms_tui.storage.quality_rows import add_date_changes, set_lot_dates

FIELDS = ("expires_on", "removal_on", "alert_on", "best_before_on")
"""The dates of a lot that move together."""


@dataclass(frozen=True, slots=True)
class Retest:
    """A lot, and the last day on which it may be used by what was found. ``accept`` may hold ``accept-date``."""

    item: str
    lot: str
    expires_on: date
    reason: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Retested(Done):
    """The dates of the lot now, what its expiry was, and how many reservations do not fit any more."""

    item: str
    lot: str
    expires_before: date | None
    expires_on: date
    removal_on: date | None
    alert_on: date | None
    best_before_on: date | None
    reservations_dropped: int


@operation("retest")
def retest(slip: Retest, deed: Deed) -> Retested:
    """Set the expiry of a lot anew; removal, alert and best-before dates move by the same days.

    A lot that had no expiry gets its dates from its item. What is kept of it for orders stays kept where it still
    fits. The status stays: quarantine and hold are for the verdict.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
        BadInput: ``reason-needed``; ``no-lots`` for goods without lots; ``bad-date`` off the calendar.
        NeedsConfirmation: dates that cannot be right; ``accept-date`` is the way through.
        Refused: ``same-date``; ``past-dates`` where a later retest has set them since: it would be hidden.
    """
    item = the_item(slip.item)
    lot = the_lot(item, slip.lot)
    if item.tracking is Tracking.NONE:
        raise BadInput("no-lots", f"{item.code} is not tracked by lot.", "It has no dates.")
    if not slip.reason.strip():
        raise BadInput("reason-needed", "A retest needs a reason.", "Say what it rests on, in a few words.")
    if slip.expires_on == lot.expires_on:
        raise Refused("same-date", f"Lot {lot.number} expires {lot.expires_on} already.", "Nothing to do.")
    if dates_set_since(lot.id, deed.at):
        raise Refused(
            "past-dates", f"The dates of {lot.number} were set since {deed.at:%Y-%m-%d %H:%M}.",
            "Give the moment it really happened, or none.",
        )  # fmt: skip
    _ask_of_date(slip, deed, lot)
    after = _moved(item, lot, slip.expires_on)
    deed.post(reason=slip.reason.strip()[:64], reference=item.code)
    set_lot_dates(
        lot.id, expires_on=after.expires_on, best_before_on=after.best_before_on, removal_on=after.removal_on,
        alert_on=after.alert_on,
    )  # fmt: skip
    pairs = [(name, getattr(lot, name), getattr(after, name)) for name in FIELDS]
    add_date_changes(deed.entry, lot.id, [one for one in pairs if one[1] != one[2]])
    return Retested(
        item=item.code, lot=lot.number, expires_before=lot.expires_on, expires_on=slip.expires_on,
        removal_on=after.removal_on, alert_on=after.alert_on, best_before_on=after.best_before_on,
        reservations_dropped=_let_go_of_unfit(lot, deed.on),
    )  # fmt: skip


def _ask_of_date(slip: Retest, deed: Deed, lot: Lot) -> None:
    odd = [one for one in questions(slip.expires_on, lot.made_on, deed.on, None) if one.code in GRAVE]
    if odd and ACCEPT_DATE not in slip.accept:
        raise NeedsConfirmation(odd[0].code, f"{odd[0].message}.", "Type the date again.", accept=ACCEPT_DATE)


def _moved(item: Item, lot: Lot, expires_on: date) -> Lot:
    """Return a lot with its expiry set anew, and what hangs on it moved by as many days (guide: rules 2.2)."""
    if lot.expires_on is None:
        dates = lot_dates(expires_on, removal_days=item.removal_days, alert_days=item.alert_days)
        return replace(lot, expires_on=expires_on, removal_on=dates.removal_on, alert_on=dates.alert_on)
    by = expires_on - lot.expires_on
    return replace(
        lot, expires_on=expires_on, removal_on=_shifted(lot.removal_on, by), alert_on=_shifted(lot.alert_on, by),
        best_before_on=_shifted(lot.best_before_on, by),
    )  # fmt: skip


def _shifted(day: date | None, by: timedelta) -> date | None:
    try:
        return day + by if day else None
    except OverflowError as error:
        raise BadInput("bad-date", f"{day} moved by {by.days} days is no date.", "Type the date again.") from error


def _let_go_of_unfit(lot: Lot, on: date) -> int:
    """Give up what is kept of a lot for orders that it does not keep long enough for any more; return how many rows."""
    unfit = []
    for one in kept_of_lot(lot.id):
        if kept_reason(stock.balance_of(one.place_id, lot.id, one.plate_id), the_order(one.order).need(on)):
            unfit.append(one)
    return let_go(unfit)
