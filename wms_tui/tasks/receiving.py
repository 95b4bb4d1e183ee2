"""Receiving: what the label says is filled in, and only what is missing is asked, one thing at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from wms_tui.domain.inspection import status_at_receipt
from wms_tui.domain.quantity import Pack
from wms_tui.domain.rows import Item, Lot, ReceiptLineRow, spelled
from wms_tui.domain.types import Status, Tracking
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.receive import ACCEPT_OVER, Receive, Received
from wms_tui.queries.inspections import had_expiry
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot
from wms_tui.queries.receipts import announced_of_item, full_of_item, receipt_lines, the_receipt
from wms_tui.queries.stops import Stopped
from wms_tui.tasks.arrival import Arrival, open_facts, open_lines, open_receipts
from wms_tui.tasks.asking import Ask
from wms_tui.tasks.label_checks import (
    UNANNOUNCED,
    asks_expiry,
    check_life,
    checked_lot,
    default_expiry,
    lot_with_expiry,
    read_expiry,
    read_lot,
    supplier_of,
    too_short,
)
from wms_tui.tasks.prompt import NOTHING, Fact, Feedback
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.serials import read_serial
from wms_tui.tasks.stepping import CAGE, HOME, Stepping
from wms_tui.tasks.stopping import About, in_hand
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import (
    expiry_fact,
    how_many,
    in_pack,
    item_fact,
    lot_fact,
    ok,
    pack_for,
    quantity_fact,
    read_quantity,
    unit_fact,
)


class Receiving(Stepping[Arrival]):
    """Get the truck off the dock, with the right lot and date, without typing."""

    kind = "receive"
    title = "RECEIVE"
    notes_type = Arrival

    def asks(self) -> Ask:
        """Ask for the first thing that is missing."""
        known = self.notes
        if not known.item:
            return self._ask_label()
        item = the_item(known.item)
        if self._asks_lot(item):
            return self._ask_lot(item)
        if not known.expiry_said and asks_expiry(item):
            return self._ask_expiry(item)
        return self._ask_quantity(item) if self._asks_quantity(item) else self._ask_serial(item)

    def _asks_lot(self, item: Item) -> bool:
        return item.tracking is not Tracking.NONE and not self.notes.lot and not self.notes.numbered

    def _asks_quantity(self, item: Item) -> bool:
        dated = self.notes.expiry_said or not asks_expiry(item)
        return dated and not self._asks_lot(item) and not self.notes.quantity

    def heading(self) -> str:
        """Return the receipt at work."""
        return f"{self.title} {self.notes.receipt or self.notes.against}".rstrip()

    def progress(self) -> str:
        """Return how many lines of the receipt are still open."""
        if not self.notes.receipt:
            return ""
        left = sum(1 for line in receipt_lines(the_receipt(self.notes.receipt).id) if line.open)
        return f"{left} open"

    def facts(self) -> tuple[Fact, ...]:
        """Return what is known of the goods in hand."""
        known = self.notes
        if not known.item:
            return open_facts(known.receipt) if known.receipt else ()
        item = the_item(known.item)
        facts = [item_fact(item)]
        if known.lot or known.numbered:
            facts.append(lot_fact(known.lot or "is numbered here", None))
        if known.expires_on:
            facts.append(expiry_fact(known.expires_on))
        left = self._open_quantity(item)
        if left:
            facts.append(quantity_fact("OPEN", left, item))
        if known.plate:
            facts.append(Fact("PALLET", known.plate))
        facts.append(Fact("STATUS", self._status(item).value.upper()))
        if self._asks_quantity(item):
            facts += unit_fact(self._pack(item), item)
        return tuple(facts)

    def _status(self, item: Item) -> Status:
        """Return what quality will say of the goods: a known lot keeps its status."""
        lot = find_lot(item.id, self.notes.lot) if self.notes.lot else None
        if lot is not None:
            return lot.status
        supplier = supplier_of(self.notes.receipt or self.notes.against)
        rule = status_at_receipt(item.receipt_status, supplier.receipt_status if supplier else None)
        return Status.QUARANTINE if too_short(item, self.notes.expires_on) else rule

    def in_words(self, refusal: Refused) -> tuple[str, str]:
        """Say in packs how much more came than was announced."""
        message, hint = super().in_words(refusal)
        if refusal.code == "over-receipt" and self.notes.item:
            over = spelled(int(refusal.details["over"]), the_item(self.notes.item))
            return f"{over} more than {self.notes.against} has open", hint
        return message, hint

    def about(self) -> About:
        """Return the goods in hand."""
        return in_hand(self.notes.item, self.notes.lot, self.notes.plate)

    def after_stop(self, one: Stopped) -> str:
        """Say that what comes of a stopped lot is booked as it is, and set aside."""
        return f"Book it, then set it aside at {CAGE}"

    def back(self) -> Arrival | None:
        """Return to the label, then to the receipt, then home."""
        if self.notes.item:
            return Arrival(receipt=self.notes.receipt)
        return Arrival() if self.notes.receipt else None

    def _ask_label(self) -> Ask:
        if not self.notes.receipt:
            return Ask(
                "SCAN RECEIPT OR LABEL", "LABEL", self._take_label, listed=open_receipts,
                help=("Scan the paper, or any case: its receipt is found by the item.",),
            )  # fmt: skip
        return Ask(
            "SCAN LABEL", "LABEL", self._take_label, listed=lambda: open_lines(self.notes.receipt), done=lambda: HOME,
            help=("Scan the label of a case or a pallet. F6 ends; what did not come stays open.",),
        )  # fmt: skip

    def _take_label(self, text: str) -> Reply:
        expects = {What.ITEM, What.LOT, What.PLATE, What.RECEIPT}
        found = self.look(text, expects, "Scan a label or a receipt", self._is_expected)
        if found.what is What.RECEIPT:
            return self._take_receipt(found.code)
        if found.what is What.PLATE:
            self.notes = replace(self.notes, plate=found.plate)
            return ok(f"On pallet {found.plate}", "Scan what is on it")
        if found.item is None:
            raise RuntimeError("an item or a lot has an item")
        return self._take_item(found, found.item)

    def _take_receipt(self, code: str) -> Reply:
        head = the_receipt(code)
        if head.closed:
            raise Refused("receipt-closed", f"Receipt {head.code} is closed", "Receive without it")
        self.notes = Arrival(receipt=head.code)
        return NOTHING

    def _is_expected(self, found: Found) -> bool:
        """Return whether a meaning is on the receipt at work."""
        if not self.notes.receipt or found.item is None:
            return False
        lines = receipt_lines(the_receipt(self.notes.receipt).id)
        return any(line.item_id == found.item.id for line in lines)

    def _take_item(self, found: Found, item: Item) -> Reply:
        message = found.message
        known = replace(
            self.notes, item=item.code, pack=found.pack_name, serials=found.serials, against=self._receipt_for(item)
        )
        if message and message.quantity and found.pack:
            known = replace(known, count=message.quantity * found.pack.quantity)
        self.notes = replace(known, accept=self._accepted())
        if not found.lot or item.tracking is Tracking.NONE:
            return NOTHING
        made_on, best_before_on = (message.made_on, message.best_before_on) if message else (None, None)
        self.notes = replace(self.notes, made_on=made_on, best_before_on=best_before_on)
        return self._with_lot(item, found.lot, message.expires_on if message else None)

    def _receipt_for(self, item: Item) -> str:
        """Return the receipt an item is booked to: the one at work, else the one that is due first, else none."""
        at_work = self.notes.receipt
        if not at_work:
            lines = announced_of_item(item.id)
            if not lines:
                self._ask_if_more(full_of_item(item.id)[:1], item, "Y = receive it without")
            return lines[0].receipt if lines else ""
        lines = [line for line in receipt_lines(the_receipt(at_work).id) if line.item_id == item.id]
        if not lines:
            self.confirm(UNANNOUNCED, f"{item.code} is not on {at_work}", "Y = receive it without")
            return ""
        if not any(line.open for line in lines):
            self._ask_if_more(lines, item, f"Y = more came than {at_work} says")
        return at_work

    def _ask_if_more(self, full: Sequence[ReceiptLineRow], item: Item, hint: str) -> None:
        """Ask about goods of which all that was announced has come: were they booked before?"""
        if full:
            announced = sum(line.quantity for line in full)
            self.confirm(ACCEPT_OVER, f"All {spelled(announced, item)} of {full[0].receipt} came already", hint)

    def _with_lot(self, item: Item, number: str, expires_on: date | None) -> Reply:
        """Take a lot, and its expiry where the label says it; a known lot brings its own."""
        lot = find_lot(item.id, number)
        if lot is None:
            checked_lot(self, item, number, supplier_of(self.notes.against))
            self.notes = replace(self.notes, lot=number, accept=self._accepted())
            return self._with_expiry(item, expires_on) if expires_on else NOTHING
        if expires_on not in (None, lot.expires_on) and not had_expiry(lot.id, expires_on):
            number = lot_with_expiry(self, item, lot, expires_on, self._text)
            lot = find_lot(item.id, number)
            if lot is None:
                self.notes = replace(self.notes, lot=number)
                return self._with_expiry(item, expires_on)
        return self._with_known_lot(item, lot)

    def _with_known_lot(self, item: Item, lot: Lot) -> Reply:
        self.notes = replace(self.notes, lot=lot.number, expires_on=lot.expires_on, expiry_said=True)
        check_life(self, item, lot.expires_on)
        self.notes = replace(self.notes, accept=self._accepted())
        return NOTHING

    def _with_expiry(self, item: Item, expires_on: date | None) -> Reply:
        self.notes = replace(self.notes, expires_on=expires_on, expiry_said=True)
        check_life(self, item, expires_on, self.notes.made_on, new=True)
        self.notes = replace(self.notes, accept=self._accepted())
        return NOTHING

    def _accepted(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.notes.accept, *self.accepted)))

    def _ask_lot(self, item: Item) -> Ask:
        return Ask(
            "SCAN OR TYPE LOT", "LOT", lambda text: self._take_lot(text, item), default=self._announced_lot(item),
            done=self._number_lot, done_label="New",
            help=("The number the supplier has printed. F6 gives the goods a number of the house.",),
        )  # fmt: skip

    def _announced_lot(self, item: Item) -> str:
        lots = [line.lot for line in self._lines(item) if line.open]
        return lots[0] if lots else ""

    def _take_lot(self, text: str, item: Item) -> Reply:
        number, expires_on = read_lot(self, text, item)
        announced = next((line.expires_on for line in self._lines(item) if line.lot == number), None)
        reply = self._with_lot(item, number, expires_on)
        if announced and expires_on is None and not self.notes.expiry_said:
            return self._with_expiry(item, announced)
        return reply

    def _number_lot(self) -> Reply:
        self.notes = replace(self.notes, numbered=True)
        return NOTHING

    def _ask_expiry(self, item: Item) -> Ask:
        return Ask(
            "EXPIRY, SUCH AS 140327", "EXP DDMMYY", lambda text: self._take_expiry(text, item),
            default=default_expiry(item, self.notes.made_on),
            help=("140327, 14MAR27, 0327 for the end of the month, +45 for days from today.",),
        )  # fmt: skip

    def _take_expiry(self, text: str, item: Item) -> Reply:
        self._with_expiry(item, read_expiry(text))
        day = self.notes.expires_on
        return ok(f"Expires {expiry_fact(day).value}" if day else "No expiry")

    def _ask_quantity(self, item: Item) -> Ask:
        expected = self.notes.count or self._open_quantity(item)
        pack = self._pack(item)
        return Ask(
            *how_many(pack), lambda text: self._take_quantity(text, item),
            default=in_pack(expected, pack, item) if expected else "", done=self._new_plate, done_label="Pallet",
            help=(
                "How many of this lot came now; what was booked before is not counted again.",
                "3CS or 2CS+4EA names the pack. F6 puts it on a new pallet.",
            ),
        )  # fmt: skip

    def _pack(self, item: Item) -> Pack:
        """Return what a bare number counts: the pack of the label, else the one that was announced."""
        announced = sum(line.quantity for line in self._lines(item))
        return pack_for(item, self.notes.count or announced, self.notes.pack)

    def _new_plate(self) -> Reply:
        self.notes = replace(self.notes, plate="" if self.notes.plate else "new")
        return NOTHING

    def _take_quantity(self, text: str, item: Item) -> Reply:
        quantity = read_quantity(text, self._pack(item), item)
        self.notes = replace(self.notes, quantity=quantity)
        return self._submit_or_ask(item)

    def _ask_serial(self, item: Item) -> Ask:
        number = f"{len(self.notes.serials) + 1} OF {self.notes.quantity}"
        return Ask(f"SCAN UNIT {number}", number, lambda text: self._take_serial(text, item))

    def _take_serial(self, text: str, item: Item) -> Reply:
        self.notes = replace(self.notes, serials=(*self.notes.serials, read_serial(text, self.notes.serials, item)))
        return self._submit_or_ask(item)

    def _submit_or_ask(self, item: Item) -> Reply:
        """Book what is in hand, once all its units are scanned where it has serials."""
        known = self.notes
        if item.tracking is Tracking.SERIAL and len(known.serials) < known.quantity:
            return NOTHING
        slip = Receive(
            item.code, known.quantity, lot=known.lot or None, expires_on=known.expires_on, made_on=known.made_on,
            best_before_on=known.best_before_on, receipt=known.against, plate=known.plate, serials=known.serials,
            accept=self._accepted(),
        )  # fmt: skip
        return Submit((Act("receive", slip),))

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what came, and ask for the next label."""
        done = results[-1]
        if not isinstance(done, Received):
            raise RuntimeError("receiving books what came")
        item = the_item(done.item)
        self.notes = Arrival(receipt=self.notes.receipt)
        what = f"received {spelled(done.quantity, item)} {done.lot or done.item}"
        if done.receipt and not any(line.open for line in receipt_lines(the_receipt(done.receipt).id)):
            return ok(what, f"{done.receipt} is complete")
        return ok(what, f"{done.status.value.upper()} at {done.bin}")

    def _lines(self, item: Item) -> list[ReceiptLineRow]:
        """Return the lines of the receipt at work that announce an item, those of the lot in hand first."""
        if not self.notes.against:
            return []
        lines = [line for line in receipt_lines(the_receipt(self.notes.against).id) if line.item_id == item.id]
        return [line for line in lines if line.lot == self.notes.lot] or lines

    def _open_quantity(self, item: Item) -> int:
        return sum(line.open for line in self._lines(item))
