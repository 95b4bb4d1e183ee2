"""Home: one prompt that takes anything, and a menu."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from wms_tui.domain.rights import in_words, may, ordered, rights_of, who_may
from wms_tui.errors import NotFound, Refused
from wms_tui.queries.orders import order_lines, state_of, the_order
from wms_tui.queries.people import Standing, standing
from wms_tui.queries.receipts import the_receipt
from wms_tui.tasks.asking import Ask
from wms_tui.tasks.prompt import Choice
from wms_tui.tasks.resolving import ANYTHING, Found, What
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.task import Open, Reply
from wms_tui.tasks.wording import ok

SIGN_OUT = "sign-out"
_A_LINE = 6
"""Rights on one line of the help."""


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A line of the menu: its number, which never changes, and the task or the desk screen that it opens."""

    number: int
    label: str
    command: str
    """As on a printed command bar code, without its ``%``."""
    task: str = ""
    desk: str = ""
    right: str = ""
    """What it takes; empty where everybody may look."""


MENU = (
    MenuLine(1, "Receive", "RECEIVE", task="receive", right="receive"),
    MenuLine(2, "Put away", "PUTAWAY", task="put-away", right="putaway"),
    MenuLine(3, "Pick", "PICK", task="pick", right="pick"),
    MenuLine(4, "Ship", "SHIP", task="ship", right="ship"),
    MenuLine(5, "Move", "MOVE", task="move", right="move"),
    MenuLine(6, "Find", "FIND", task="find"),
    MenuLine(7, "Stock", "STOCK", desk="stock"),
    MenuLine(8, "Orders", "ORDERS", desk="orders"),
    MenuLine(9, "Lots", "LOTS", desk="lots"),
    MenuLine(10, "Count", "COUNT", task="count", right="record-count"),
    MenuLine(11, "Replenish", "REPLENISH", task="replenish", right="pull-refill"),
    MenuLine(12, "Hold", "HOLD", task="hold", right="hold"),
    MenuLine(13, "Inspect", "INSPECT", task="inspect", right="inspect"),
    MenuLine(14, "Counts", "COUNTS", desk="counts"),
    MenuLine(15, "Expiry", "EXPIRY", desk="expiry"),
    MenuLine(16, "Levels", "LEVELS", desk="levels"),
    MenuLine(17, "Alerts", "ALERTS", desk="alerts"),
    MenuLine(18, "Quality", "QUALITY", desk="quality"),
    MenuLine(19, "People", "PEOPLE", desk="people", right="change-person"),
    MenuLine(20, "Receipts", "RECEIPTS", desk="receipts"),
    MenuLine(21, "Adjust", "ADJUST", task="adjust"),
    MenuLine(22, "Produce", "PRODUCE", task="produce", right="consume-run"),
    MenuLine(23, "Trace", "TRACE", desk="trace"),
    MenuLine(24, "Recalls", "RECALLS", desk="recalls"),
    MenuLine(25, "Pull", "PULL", task="pull", right="move"),
    MenuLine(26, "Audit", "AUDIT", desk="audit"),
)
"""The menu, in the order of its numbers."""


@dataclass(frozen=True, slots=True)
class HomeNotes:
    """Home remembers nothing."""


class Home(Stepping[HomeNotes]):
    """Where every task begins and ends."""

    kind = ""
    title = "HOME"
    notes_type = HomeNotes

    def asks(self) -> Ask:
        """Ask for anything, and offer what the person's roles may do."""
        person = standing(self.by) if self.by else None
        return Ask(
            "SCAN ANYTHING, OR CHOOSE", "SCAN", self._take_anything,
            choices=_choices(person), commands=_commands(person),
            done=lambda: Open(SIGN_OUT), done_label="SignOut",
            help=(
                "Scan an order to pick or ship it, a receipt to receive it.",
                "Anything else you scan or type is found: an item, a lot, a bin, a pallet.",
            ),
        )  # fmt: skip

    def help(self) -> tuple[str, ...]:
        """Return what home is for, and what the person may do, a few things a line."""
        person = standing(self.by) if self.by else None
        if person is None:
            return super().help()
        rights = [in_words(right) for right in rights_of(person.roles)]
        lines = [", ".join(rights[place : place + _A_LINE]) for place in range(0, len(rights), _A_LINE)]
        return (*super().help(), f"You are {' and '.join(ordered(person.roles))}. You may:", *lines)

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
    if found.what is What.FORM:
        return "reply"
    if found.what is What.RECEIPT:
        return "find" if the_receipt(found.code).closed else "receive"
    return "find"


def _may_open(person: Standing | None, line: MenuLine) -> bool:
    """Return whether somebody may do what a line of the menu is for; while nobody is known, everybody may."""
    return person is None or not line.right or may(person.roles, line.right)


def _choices(person: Standing | None) -> tuple[Choice, ...]:
    """Return the lines of the menu that are somebody's to choose; each keeps its number."""
    return tuple(
        Choice(one.label, f"%{one.command}", number=one.number) for one in MENU if _may_open(person, one)
    )  # fmt: skip


def _commands(person: Standing | None) -> dict[str, Callable[[str], Reply]]:
    """Return what the menu and its printed bar codes do."""
    return {one.command: partial(_open, person, one) for one in MENU}


def _open(person: Standing | None, chosen: MenuLine, _typed: str) -> Reply:
    if not _may_open(person, chosen):
        raise Refused("not-yours", f"{chosen.label} is not for you", f"It takes {who_may(chosen.right)}")
    return Open(chosen.task) if chosen.task else ok("", opens=chosen.desk)


COMMANDS = frozenset(f"%{one.command}" for one in MENU)
"""The command bar codes that home obeys."""
