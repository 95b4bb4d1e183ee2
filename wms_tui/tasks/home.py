"""Home: one prompt that takes anything, and a menu."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from wms_tui.errors import NotFound
from wms_tui.queries.orders import order_lines, state_of, the_order
from wms_tui.queries.receipts import the_receipt
from wms_tui.tasks.asking import Ask
from wms_tui.tasks.prompt import Choice
from wms_tui.tasks.resolving import ANYTHING, Found, What
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.task import Open, Reply
from wms_tui.tasks.wording import ok

SIGN_OUT = "sign-out"


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A line of the menu: its number, which never changes, and the task or the desk screen that it opens."""

    number: int
    label: str
    command: str
    """As on a printed command bar code, without its ``%``."""
    task: str = ""
    desk: str = ""


MENU = (
    MenuLine(1, "Receive", "RECEIVE", task="receive"),
    MenuLine(2, "Put away", "PUTAWAY", task="put-away"),
    MenuLine(3, "Pick", "PICK", task="pick"),
    MenuLine(4, "Ship", "SHIP", task="ship"),
    MenuLine(5, "Move", "MOVE", task="move"),
    MenuLine(6, "Find", "FIND", task="find"),
    MenuLine(7, "Stock", "STOCK", desk="stock"),
    MenuLine(8, "Orders", "ORDERS", desk="orders"),
    MenuLine(9, "Lots", "LOTS", desk="lots"),
    MenuLine(10, "Count", "COUNT", task="count"),
    MenuLine(11, "Replenish", "REPLENISH", task="replenish"),
    MenuLine(14, "Counts", "COUNTS", desk="counts"),
    MenuLine(15, "Expiry", "EXPIRY", desk="expiry"),
    MenuLine(17, "Alerts", "ALERTS", desk="alerts"),
    MenuLine(20, "Receipts", "RECEIPTS", desk="receipts"),
)
"""The menu, in the order of its numbers."""
_CHOICES = tuple(Choice(one.label, f"%{one.command}", number=one.number) for one in MENU)


@dataclass(frozen=True, slots=True)
class HomeNotes:
    """Home remembers nothing."""


class Home(Stepping[HomeNotes]):
    """Where every task begins and ends."""

    kind = ""
    title = "HOME"
    notes_type = HomeNotes

    def asks(self) -> Ask:
        """Ask for anything."""
        return Ask(
            "SCAN ANYTHING, OR CHOOSE", "SCAN", self._take_anything, choices=_CHOICES, commands=_commands(),
            done=lambda: Open(SIGN_OUT), done_label="SignOut",
            help=(
                "Scan an order to pick or ship it, a receipt to receive it.",
                "Anything else you scan or type is found: an item, a lot, a bin, a pallet.",
            ),
        )  # fmt: skip

    def back(self) -> HomeNotes:
        """Stay: there is nothing before home."""
        return self.notes

    def _take_anything(self, text: str) -> Reply:
        try:
            found = self.look(text, ANYTHING, "")
        except NotFound:
            # Words that are no code are looked for by name.
            return Open("find", text)
        return Open(task_for(found), text, self.said)


def task_for(found: Found) -> str:
    """Return the task in which one would work on a thing."""
    if found.what is What.ORDER:
        head = the_order(found.code)
        if head.cancelled or head.closed:
            return "find"
        return "ship" if state_of(head.cancelled, order_lines(head.id)) == "picked" else "pick"
    if found.what is What.RECEIPT:
        return "find" if the_receipt(found.code).closed else "receive"
    return "find"


def _commands() -> dict[str, Callable[[str], Reply]]:
    """Return what the menu and its printed bar codes do."""
    return {one.command: partial(_open, one) for one in MENU}


def _open(chosen: MenuLine, _typed: str) -> Reply:
    return Open(chosen.task) if chosen.task else ok("", opens=chosen.desk)


COMMANDS = frozenset(f"%{one.command}" for one in MENU)
"""The command bar codes that home obeys."""
