"""Finding: scan or type anything, and see where it is, how much, its status and what happened last."""

from collections.abc import Sequence
from dataclasses import dataclass

from wms_tui import clock
from wms_tui.domain.aging import days_left
from wms_tui.domain.dates import show_date_short
from wms_tui.domain.rows import HistoryRow, Item, Lot, OrderLineRow, StockRow, spelled
from wms_tui.domain.types import Role
from wms_tui.errors import NotFound, Refused
from wms_tui.operations.acting import Done
from wms_tui.queries import stock
from wms_tui.queries.history import history
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import lot_by_id, the_lot
from wms_tui.queries.orders import order_lines, order_row, the_order
from wms_tui.queries.places import the_bin
from wms_tui.queries.receipts import receipt_lines, the_receipt
from wms_tui.queries.stock import StockFilter
from wms_tui.queries.stock_pages import stock_page
from wms_tui.tasks.asking import Ask
from wms_tui.tasks.finding_partner import partner_facts
from wms_tui.tasks.prompt import NOTHING, Fact, Feedback
from wms_tui.tasks.resolving import ANYTHING, What
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.task import Open, Reply
from wms_tui.tasks.wording import expiry_fact, item_fact, ok, status_fact, status_word

MOVEMENTS = 5
MOST_ROWS = 100
"""More balances than these are for the stock screen."""
MOST_NAMES = 9
"""So many items are offered for what was typed, each by a digit."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is shown."""

    what: str = ""
    code: str = ""
    lot: str = ""
    role: str = ""


class Finding(Stepping[Sought]):
    """One question, one answer."""

    kind = "find"
    title = "FIND"
    notes_type = Sought

    def asks(self) -> Ask:
        """Ask for anything."""
        opens = self.notes.what not in ("", What.PARTNER)
        return Ask(
            "SCAN OR TYPE ANYTHING", "FIND", self._take_anything, shows=self._open_desk if opens else None,
            help=(
                "An item, a lot, a bin, a pallet, an order, a receipt, a customer or a supplier.",
                "F4 opens all that is known of it.",
            ),
        )  # fmt: skip

    def facts(self) -> tuple[Fact, ...]:
        """Return what is known of what was asked for."""
        shown = self.notes
        if not shown.code:
            return ()
        if shown.what == What.LOT:
            item = the_item(shown.code)
            return _lot_facts(item, the_lot(item, shown.lot))
        if shown.what == What.ITEM:
            return _item_facts(the_item(shown.code))
        if shown.what == What.BIN:
            return _bin_facts(shown.code)
        if shown.what == What.PLATE:
            return _plate_facts(shown.code)
        if shown.what == What.PARTNER:
            return partner_facts(shown.code, Role(shown.role))
        return _order_facts(shown.code) if shown.what == What.ORDER else _receipt_facts(shown.code)

    def back(self) -> Sought | None:
        """Go home."""
        return None

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Finding books nothing."""
        raise RuntimeError("finding books nothing")

    def _take_anything(self, text: str) -> Reply:
        try:
            found = self.look(text, ANYTHING, "")
        except NotFound as unknown:
            return self._take_words(text, unknown)
        if found.what is What.LOT and found.known is None:
            raise Refused("unknown-code", f"{found.name} was never here", "Check the label", scanned=text)
        if found.what is What.FORM:
            return Open("reply", text)
        item = found.item.code if found.item else ""
        code = found.code or found.plate or item or found.name
        self.notes = Sought(found.what.value, code, found.lot if found.what is What.LOT else "", found.role)
        return NOTHING

    def _take_words(self, text: str, unknown: NotFound) -> Reply:
        """Look for an item whose name, or a lot whose number, begins with what was typed."""
        items = {
            one.item: f"{one.item} {one.name}".strip() for _, one in stock_page("bin", search=text, limit=MOST_ROWS)
        }
        if not items:
            raise unknown
        names = list(items.values())[:MOST_NAMES]
        chosen = names[0] if len(names) == 1 else self.choose(text, f"{len(items)} items", names)
        code = next(code for code, name in items.items() if name == chosen)
        self.notes = Sought(What.ITEM.value, code)
        return NOTHING

    def _open_desk(self) -> Reply:
        shown = self.notes
        if shown.what == What.LOT:
            return ok("", opens=f"lot:{shown.code}/{shown.lot}")
        if shown.what == What.ORDER:
            return ok("", opens=f"orders:{shown.code}")
        return ok("", opens=f"stock:{shown.code}")


def _lot_facts(item: Item, lot: Lot) -> tuple[Fact, ...]:
    facts = [Fact("LOT", lot.number or item.code), item_fact(item), status_fact(lot)]
    if lot.expires_on:
        facts.append(expiry_fact(lot.expires_on))
    there = stock.stock(StockFilter(item_id=item.id, lot_number=lot.number))
    facts.append(_total(there, item))
    facts += [_balance(one, item, one.bin, "") for one in there[:MOST_ROWS]]
    return (*facts, *_more(there), *_movements(history(item_id=item.id, lot_number=lot.number, limit=MOVEMENTS), item))


def _item_facts(item: Item) -> tuple[Fact, ...]:
    there = stock.stock(StockFilter(item_id=item.id))
    facts = [item_fact(item), _total(there, item)]
    facts += [_balance(one, item, one.bin, _lot_in_short(one)) for one in there[:MOST_ROWS]]
    return (*facts, *_more(there), *_movements(history(item_id=item.id, limit=MOVEMENTS), item))


def _bin_facts(code: str) -> tuple[Fact, ...]:
    place = the_bin(code)
    there = stock.stock(StockFilter(place_id=place.id))
    state = "CLOSED" if place.blocked else "BEING COUNTED" if place.counting else "EMPTY" if not there else ""
    state = "ON HOLD" if place.held else state
    facts = [Fact("BIN", f"{place.code} {state}".strip())]
    for one in there[:MOST_ROWS]:
        facts.append(_balance(one, the_item(one.item), one.item, _lot_in_short(one)))
    return (*facts, *(_movement(one, the_item(one.item)) for one in _last(history(place_id=place.id, limit=MOVEMENTS))))


def _plate_facts(plate: str) -> tuple[Fact, ...]:
    number = stock.plate_id(plate)
    there = stock.on_plate(number) if number else []
    facts = [Fact("PALLET", plate, f"..{plate[-8:]}"), Fact("IN", there[0].bin if there else "nothing is on it")]
    for one in there:
        lot = lot_by_id(one.lot_id)
        words = f"{spelled(one.quantity, the_item(lot.item))} {lot.number}".rstrip()
        facts.append(Fact(lot.item, words, f"{lot.item} {words}"))
    return tuple(facts)


def _order_facts(code: str) -> tuple[Fact, ...]:
    head = the_order(code)
    row = order_row(head)
    facts = [Fact("ORDER", f"{row.order} {row.state.upper()}"), Fact("TO", row.customer_name or row.customer)]
    if row.ship_on:
        facts.append(Fact("SHIPS", show_date_short(row.ship_on)))
    return (*facts, *map(_order_line, order_lines(head.id)))


def _order_line(line: OrderLineRow) -> Fact:
    """Return how far a line is: what is wanted, and how much of it is where."""
    item = the_item(line.item)
    parts = ((line.reserved, "kept"), (line.picked, "picked"), (line.shipped, "shipped"), (line.short, "short"))
    told = [(quantity, word) for quantity, word in parts if quantity]
    words = ", ".join(f"{spelled(quantity, item)} {word}" for quantity, word in told)
    wanted = spelled(line.wanted, item)
    short = f"{wanted} {told[0][1]}" if len(told) == 1 else f"{wanted}: {words}"
    return Fact(line.item, f"{wanted} wanted: {words}", f"{line.item} {short}")


def _receipt_facts(code: str) -> tuple[Fact, ...]:
    head = the_receipt(code)
    facts = [Fact("RECEIPT", f"{head.code} {'CLOSED' if head.closed else 'OPEN'}")]
    for line in receipt_lines(head.id):
        item = the_item(line.item)
        came = spelled(line.received, item) if line.received else "0"
        words = f"{came} of {spelled(line.quantity, item)} came"
        facts.append(Fact(line.item, words, f"{line.item} {words}"))
    return tuple(facts)


def _total(there: Sequence[StockRow], item: Item) -> Fact:
    total, free = sum(one.quantity for one in there), sum(one.available for one in there)
    words = spelled(total, item)
    return Fact("TOTAL", words if total == free else f"{words}, {spelled(free, item)} free")


def _more(there: Sequence[StockRow]) -> tuple[Fact, ...]:
    return (Fact("MORE", f"{len(there) - MOST_ROWS} more: F4 shows all"),) if len(there) > MOST_ROWS else ()


def _balance(one: StockRow, item: Item, label: str, more: str) -> Fact:
    words = f"{spelled(one.quantity, item)} {more}".rstrip()
    return Fact(label, words, f"{label} {words}")


def _lot_in_short(one: StockRow) -> str:
    """Return a lot with its last day, and its status where it may not leave."""
    left = days_left(one.expires_on, clock.today())
    day = f" {show_date_short(one.expires_on)}" if one.expires_on else ""
    state = "" if one.status == "released" else f" {status_word(one.status)}"
    return f"{one.lot}{day}{' expired' if left is not None and left < 0 else state}"


def _last(found: Sequence[HistoryRow]) -> list[HistoryRow]:
    return list(reversed(found))


def _movements(found: Sequence[HistoryRow], item: Item) -> tuple[Fact, ...]:
    return tuple(_movement(one, item) for one in _last(found))


def _movement(one: HistoryRow, item: Item) -> Fact:
    """Return an act of the past on a line: when, what, how much, from where to where."""
    when = one.at.astimezone()
    moment = f"{when:%H:%M}" if when.date() == clock.today() else f"{when:%d.%m.}"
    way = f" {one.source}>{one.target}" if one.source and one.target else ""
    quantity = f" {spelled(one.quantity, item)}" if one.quantity else ""
    words = f"{one.kind}{quantity}{way} {one.by}"
    return Fact(moment, words, f"{moment} {words}")
