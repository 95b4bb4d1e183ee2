"""Home: one prompt that takes anything, and a menu."""

from collections.abc import Callable
from dataclasses import dataclass

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

_TASKS = (
    ("Receive", "RECEIVE", "receive"),
    ("Put away", "PUTAWAY", "put-away"),
    ("Pick", "PICK", "pick"),
    ("Ship", "SHIP", "ship"),
    ("Move", "MOVE", "move"),
    ("Find", "FIND", "find"),
)
_DESKS = (("Stock", "STOCK", "stock"), ("Orders", "ORDERS", "orders"), ("Lots", "LOTS", "lots"))
_CHOICES = tuple(
    Choice(label, f"%{command}", number=number) for number, (label, command, _) in enumerate((*_TASKS, *_DESKS), 1)
)


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
    commands: dict[str, Callable[[str], Reply]] = {}
    for _, command, task in _TASKS:
        commands[command] = lambda _, task=task: Open(task)
    for _, command, desk in _DESKS:
        commands[command] = lambda _, desk=desk: ok("", opens=desk)
    return commands


COMMANDS = frozenset(f"%{command}" for _, command, _ in (*_TASKS, *_DESKS))
"""The command bar codes that home obeys."""
