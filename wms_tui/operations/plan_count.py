"""Plan a count: which bins are looked at, in which order, and why."""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.codes import excerpt
from wms_tui.domain.counting import CLASSES, Tolerance, why_count
from wms_tui.domain.quantity import LARGEST
from wms_tui.domain.rows import Item, Lot
from wms_tui.domain.work_calendar import is_work_day
from wms_tui.errors import BadInput, NotFound, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.classify import class_items
from wms_tui.operations.count_locks import free_lapsed_bins
from wms_tui.queries.count_plans import (
    any_class,
    count_calendar,
    count_intervals,
    count_quota,
    in_walk_order,
    named_bins,
    next_bins,
    places_of_item,
    places_of_lot,
)
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import lots_anywhere, the_lot
from wms_tui.queries.places import the_bin
from wms_tui.storage.count_rows import add_count, add_count_bins
from wms_tui.storage.sequences import next_number

MOST_BINS = 100_000
"""A count of more bins would never come to an end."""


@dataclass(frozen=True, slots=True)
class PlanCount:
    """What is to be counted: named bins, all bins of an item or a lot, or so many bins, of a class or of any.

    Without any of these it is the quota of a day of work. ``tolerance_units`` and ``tolerance_percent`` (of what is
    expected) say what difference is booked without another look; the larger counts.
    """

    bins: tuple[str, ...] = ()
    item: str = ""
    lot: str = ""
    klass: str = ""
    number: int | None = None
    tolerance_units: int = 0
    tolerance_percent: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WhyCounted:
    """A bin that is counted, and why."""

    bin: str
    reason: str


@dataclass(frozen=True)
class CountPlanned(Done):
    """The count and its bins in walk order."""

    count: str
    bins: tuple[str, ...]
    why: tuple[WhyCounted, ...]


@operation("plan-count")
def plan_count(slip: PlanCount, deed: Deed) -> CountPlanned:
    """Choose the bins of a count. Nothing is locked, and nothing of the books changes.

    Raises:
        NotFound: ``unknown-bin``, ``unknown-item``, ``unknown-lot``.
        BadInput: ``bad-tolerance``, ``bad-class``, ``bad-number``, ``count-selection``.
        Refused: ``nothing-to-count``; ``no-work-day`` where the daily quota is asked for on a day off.
    """
    tolerance = _tolerance(slip)
    free_lapsed_bins()
    item, lot = _goods(slip)
    chosen = _named(slip, item, lot, deed.on) if slip.bins or item else _next(slip, deed)
    if not chosen:
        raise Refused("nothing-to-count", "There is no such bin to count.", "Name one: --bin, --item, --lot.")
    code = f"CT{next_number('count')}"
    deed.post(reference=code, reason=slip.reason)
    only = not slip.bins
    count = add_count(
        code, at=deed.at, by=deed.by, item=item.id if item and only else None, lot=lot.id if lot and only else None,
        units=tolerance.units, percent=tolerance.percent,
    )  # fmt: skip
    way = [(place, *chosen[place]) for place in in_walk_order(list(chosen))]
    add_count_bins(count, [(place, why) for place, _, why in way])
    return CountPlanned(
        count=code,
        bins=tuple(bin for _, bin, _ in way),
        why=tuple(WhyCounted(bin, why) for _, bin, why in way),
    )


def _tolerance(slip: PlanCount) -> Tolerance:
    if not (0 <= slip.tolerance_units <= LARGEST and 0 <= slip.tolerance_percent <= 100):
        raise BadInput("bad-tolerance", "That is no tolerance.", "Give units from 0, percent from 0 to 100.")
    return Tolerance(slip.tolerance_units, slip.tolerance_percent)


def _goods(slip: PlanCount) -> tuple[Item | None, Lot | None]:
    """Return the item and the lot that are counted, as far as they are named."""
    if (slip.bins or slip.item or slip.lot) and (slip.klass or slip.number is not None):
        raise BadInput("count-selection", "Named bins and a number of bins together.", "Give one or the other.")
    if slip.item:
        item = the_item(slip.item)
        return item, the_lot(item, slip.lot) if slip.lot else None
    if not slip.lot:
        return None, None
    found = lots_anywhere(slip.lot)
    if not found:
        raise NotFound("unknown-lot", f"There is no lot {excerpt(slip.lot)}.", "Check the label.", lot=slip.lot)
    if len(found) > 1:
        names = ", ".join(one.item for one in found[:3])
        raise Refused("lot-of-several-items", f"{excerpt(slip.lot)} is a lot of {names}.", "Name the item: --item.")
    return the_item(found[0].item), found[0]


def _named(slip: PlanCount, item: Item | None, lot: Lot | None, on: date) -> dict[int, tuple[str, str]]:
    """Return the places that were named or hold what was named, with code and why."""
    places = {place.id: "asked for" for place in map(the_bin, slip.bins)}
    if lot is not None:
        places |= dict.fromkeys(places_of_lot(lot.id), f"holds lot {lot.number}")
    elif item is not None:
        places |= dict.fromkeys(places_of_item(item.id), f"holds {item.code}")
    every = count_intervals()
    return {
        one.place_id: (
            one.bin,
            why_count(one, on, every) if one.raised or one.doubted else places[one.place_id],
        )
        for one in named_bins(list(places))
    }


def _next(slip: PlanCount, deed: Deed) -> dict[int, tuple[str, str]]:
    """Return the bins whose turn it is, with code and why."""
    klass = slip.klass.upper()
    if klass and klass not in CLASSES:
        raise BadInput("bad-class", f"There is no class {excerpt(slip.klass)}.", "Give A, B or C.")
    if klass and not any_class():
        # A house that has never classed its items has classes from now on: a plan by class cannot wait for a night.
        class_items(deed)
    number = slip.number
    if number is None:
        number = _quota(deed.on) if not klass else MOST_BINS
    if not 1 <= number <= MOST_BINS:
        raise BadInput("bad-number", f"{number} bins cannot be counted.", f"Give 1 to {MOST_BINS}.")
    every = count_intervals()
    return {one.place_id: (one.bin, why_count(one, deed.on, every)) for one in next_bins(number, deed.at, every, klass)}


def _quota(on: date) -> int:
    """Return how many bins are counted on a day.

    Raises:
        Refused: ``no-work-day``.
    """
    if not is_work_day(count_calendar(), on):
        raise Refused("no-work-day", f"{on:%a} {on.isoformat()} is a day off.", "Say how many: --bins N.")
    return count_quota()
