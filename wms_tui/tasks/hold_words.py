"""What is said while holding and releasing; part of holding."""

from wms_tui.domain.rows import Lot, spelled
from wms_tui.operations.acting import Done
from wms_tui.operations.hold import StatusSet
from wms_tui.operations.hold_things import ThingHeld
from wms_tui.queries import stock
from wms_tui.queries.holds import StagedLine
from wms_tui.queries.items import item_by_id, the_item
from wms_tui.queries.lots import find_lot
from wms_tui.queries.orders import kept_of_lot
from wms_tui.queries.places import the_bin
from wms_tui.tasks.prompt import Choice, Fact, Feedback
from wms_tui.tasks.wording import item_fact, lot_fact, ok, orders_words, status_fact


def facts(item: str, lot: str, plate: str, bin_code: str) -> tuple[Fact, ...]:
    """Return what is known of what was scanned, the thing itself first."""
    found: list[Fact] = []
    if plate:
        found.append(Fact("PALLET", plate))
    if bin_code:
        found.append(Fact("IN" if plate or item else "BIN", bin_code))
    known = find_lot(the_item(item).id, lot) if item else None
    if known is None:
        return (*found, Fact("HOLDS", _contents(bin_code))) if bin_code else tuple(found)
    there = stock.of_lot(known.id)
    goods = the_item(item)
    label = [lot_fact(lot, known.expires_on)] if lot else []
    total = spelled(sum(one.quantity for one in there), goods)
    bins = len({one.place_id for one in there})
    found += [*label, item_fact(goods)]
    found.append(Fact("IN HOUSE", f"{total} in {bins} {'bin' if bins == 1 else 'bins'}", total))
    kept = orders_words(kept_of_lot(known.id))
    if kept:
        found.append(Fact("KEPT FOR", kept, f"for {kept}"))
    return (*found, status_fact(known))


def _contents(bin_code: str) -> str:
    lots = {one.lot_id for one in stock.at_place(the_bin(bin_code).id)}
    return f"{len(lots)} {'lot' if len(lots) == 1 else 'lots'}"


def places(lot: Lot) -> tuple[Choice, ...]:
    """Return where a lot is, to choose one bin from; what is in the cage is held anyway."""
    item = item_by_id(lot.item_id)
    total: dict[str, int] = {}
    for one in stock.of_lot(lot.id):
        if one.kind != "cage":
            total[one.bin] = total.get(one.bin, 0) + one.quantity
    return tuple(Choice(bin, f"%PLACE {bin}", spelled(quantity, item)) for bin, quantity in total.items())


def short(name: str, done: Done, *, releases: bool) -> str:
    """Return what an act did to a thing of that name."""
    if isinstance(done, StatusSet) and done.waiting_for:
        return f"signed for {name}"
    return f"released {name}" if releases else f"held {name}"


def told(name: str, done: Done, *, releases: bool) -> Feedback:
    """Return what was done, how many picks it stopped, and what of it waits at the stage."""
    said = short(name, done, releases=releases)
    if isinstance(done, StatusSet) and done.waiting_for:
        return ok(said, "A second person releases it")
    if releases or not isinstance(done, StatusSet | ThingHeld):
        return ok(said)
    dropped = done.reservations_dropped
    stopped = f", {dropped} {'pick' if dropped == 1 else 'picks'} stopped" if dropped else ""
    return ok(f"{said}{stopped}", staged_words(done.staged))


def staged_words(staged: tuple[StagedLine, ...]) -> str:
    """Return which orders have some of it at the stage; empty where none has."""
    orders = list(dict.fromkeys(one.order for one in staged))
    if not orders:
        return ""
    more = f" and {len(orders) - 3} more" if len(orders) > 3 else ""
    return f"At the stage for {', '.join(orders[:3])}{more}: unpick it"
