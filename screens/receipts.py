"""The desk screens ``receipts`` and ``receipt``: what suppliers announced, how much came, and closing the rest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from screens.desk import DeskScreen
from screens.desk_line import Question
from screens.file_desk import FileDesk
from screens.fixed_rows import FixedRows
from screens.keyed_rows import KeyedRows
from screens.lines import Line
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.wording import Packs, expiry, flow
from wms_tui.domain.dates import show_date, show_date_short
from wms_tui.domain.rows import ReceiptLineRow, ReceiptRow
from wms_tui.operations.close_receipt import CloseReceipt, close_receipt
from wms_tui.queries.items import item_by_id
from wms_tui.queries.receipt_pages import receipt_page
from wms_tui.queries.receipts import receipt_lines, receipt_row, the_receipt
from wms_tui.tasks.prompt import Feedback, Key, Outcome


class Receipts(KeyedRows):
    """The receipts, a row each: what is open first, by the day it is due."""

    order = "state"
    columns = (
        Column("receipt", "RECEIPT", 9, 1, grows=True),
        Column("state", "STATE", 8, 2, sortable=False),
        Column("due", "DUE", 7, 3, sortable=False),
        Column("supplier", "SUPPLIER", 9, 4, sortable=False),
        Column("name", "NAME", 24, 7, sortable=False),
        Column("lines", "LINES", 5, 6, right=True, sortable=False),
        Column("came", "CAME", 5, 5, right=True, sortable=False),
    )

    def __init__(self, sitting: Sitting) -> None:
        """Say what is late from the day it is there."""
        self._sitting = sitting

    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return receipts from a key on, nearest first."""
        found = receipt_page(order, search=search, beside=beside, limit=limit, backwards=backwards)
        return [Row(key, self._cells(one), about=one) for key, one in found]

    def _cells(self, one: ReceiptRow) -> tuple[str, ...]:
        due = show_date_short(one.due_on) if one.due_on else "-"
        return (
            one.receipt, self._state(one), due, one.supplier, one.supplier_name, str(one.lines), f"{_percent(one)} %",
        )  # fmt: skip

    def _state(self, one: ReceiptRow) -> str:
        if one.closed:
            return "closed"
        if one.received >= one.quantity:
            return "complete"
        return "LATE" if one.due_on and one.due_on < self._sitting.today() else "open"


def _percent(one: ReceiptRow) -> int:
    """Return how much of what was announced came, in whole percent, rounded down."""
    return one.received * 100 // one.quantity if one.quantity else 0


class ReceiptsScreen(DeskScreen):
    """Every receipt; ENTER opens its lines."""

    words = (
        "Type or scan the beginning of a receipt, or a part of the supplier's code or name: the list narrows.",
        "A receipt is LATE from the day after it was due, while not all of it came.",
    )

    def __init__(self, sitting: Sitting) -> None:
        """Show the receipts."""
        super().__init__("RECEIPTS", Receipts(sitting))

    def detail(self, row: Row) -> str:
        """Return what the list has no room for."""
        one: ReceiptRow = row.about
        due = f"due {show_date(one.due_on)}" if one.due_on else ""
        parts = [one.receipt, f"{one.supplier} {one.supplier_name}".strip(), due, f"{_percent(one)} % came"]
        return "  ".join(part for part in parts if part)

    def target(self, row: Row) -> str:
        """Return the address of the receipt."""
        one: ReceiptRow = row.about
        return f"receipt:{one.receipt}"


_LINES = (
    Column("item", "LINE AND ITEM", 14, 1, grows=True, sortable=False),
    Column("lot", "LOT", 9, 5, sortable=False),
    Column("expires", "EXPIRES", 13, 6, sortable=False),
    Column("quantity", "ANNOUNCED", 9, 4, right=True, sortable=False, whole=True),
    Column("came", "CAME", 9, 3, right=True, sortable=False, whole=True),
    Column("open", "OPEN", 9, 2, right=True, sortable=False, whole=True),
)


class ReceiptScreen(FileDesk):
    """One receipt, line by line; F6 closes it."""

    own_keys = (Key("f6", "Close", "DONE"),)
    own_help = {"DONE": "Close it, with a reason: no more is to come"}
    words = ("What a supplier announced, and how much of each line came. Receiving is task 1 of the menu.",)

    def __init__(self, sitting: Sitting) -> None:
        """Show no receipt yet."""
        super().__init__("RECEIPT", FixedRows(_LINES))
        self._sitting = sitting
        self._head: ReceiptRow | None = None

    def read(self) -> None:
        """Read the receipt that the address names."""
        self._head = None
        self.heading = f"RECEIPT {self.subject}"
        head = the_receipt(self.subject)
        self._head = receipt_row(head.id)
        packs, today = Packs(), self._sitting.today()
        lines = receipt_lines(head.id)
        self.rows.use(FixedRows(_LINES, [_line(place, one, packs, today) for place, one in enumerate(lines)]))

    def facts(self, width: int, rows: int) -> Sequence[Line]:
        """Return whose it is, when it is due and how far it is."""
        one = self._head
        if one is None:
            return ()
        words = [f"{one.supplier} {one.supplier_name}".strip(), "CLOSED" if one.closed else "OPEN"]
        words += [f"DUE {show_date(one.due_on).upper()}"] if one.due_on else []
        return flow([*words, f"{_percent(one)} % CAME"], width, rows)

    def detail(self, row: Row) -> str:
        """Return the whole of a line."""
        return "  ".join(cell for cell in row.cells if cell)

    def target(self, row: Row) -> str:
        """Return the address of the stock of the item."""
        one: ReceiptLineRow = row.about
        return f"stock:{one.item}"

    def command(self, command: str) -> Feedback | None:
        """Ask why no more is to come."""
        if self._head is None or command != "DONE":
            return None
        return self.ask(Question(f"CLOSE {self._head.receipt}: WHY", "WHY", self._close))

    def _close(self, reason: str) -> Feedback:
        done = self._sitting.do(close_receipt, CloseReceipt(self.subject, reason))
        short = f"{done.short} units never came" if done.short else ""
        return Feedback(Outcome.OK, f"Receipt {done.receipt} is closed", short)


def _line(place: int, one: ReceiptLineRow, packs: Packs, today: date) -> Row:
    unit = item_by_id(one.item_id).unit
    spell = [packs.spell(quantity, one.item, unit) for quantity in (one.quantity, one.received, one.open)]
    expires = expiry(one.expires_on, today) if one.expires_on else ""
    return Row(place, (f"{one.line} {one.item} {one.name}", one.lot, expires, *spell), about=one)
