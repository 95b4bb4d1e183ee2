"""How desk screens write quantities, days and states: the same everywhere, and never to be misread."""

from collections.abc import Sequence
from datetime import date, datetime

from rich.cells import cell_len

from screens.fit import cut
from screens.line.safe import visible
from screens.lines import Line, Look, line
from wms_tui.domain.aging import Age, days_left, state
from wms_tui.domain.dates import show_date, show_date_short
from wms_tui.domain.quantity import Pack, spell_quantity
from wms_tui.domain.types import Status
from wms_tui.queries.items import find_item

STATUS = {
    Status.QUARANTINE: "QUARANTINE",
    Status.RELEASED: "released",
    Status.HOLD: "ON HOLD",
    Status.REJECTED: "REJECTED",
    Status.RECALLED: "RECALLED",
}
"""What stops a lot is in capitals."""

AGE = {Age.OK: "", Age.SHORT: "short", Age.REMOVAL_DUE: "REMOVE", Age.EXPIRED: "EXPIRED"}
"""How old a lot is; what somebody must take out of stock is in capitals."""

_GAP = "   "
_LEAST = 12
"""So many columns of a text that is cut still say something."""


class Packs:
    """The packs of items, each asked for once while a screen is shown."""

    def __init__(self) -> None:
        """Know none yet."""
        self._known: dict[str, tuple[Pack, ...]] = {}

    def spell(self, quantity: int, item: str, unit: str) -> str:
        """Return a quantity of an item in packs."""
        if item not in self._known:
            found = find_item(item)
            self._known[item] = found.packs if found else ()
        return spell_quantity(quantity, self._known[item], unit)


def in_units(quantity: int, unit: str) -> str:
    """Return a quantity in base units, with the unit: what packs have no room for."""
    return spell_quantity(quantity, (), unit)


def expiry(expires_on: date | None, today: date) -> str:
    """Return ``14MAR27  184d``; days that are over count below zero."""
    left = days_left(expires_on, today)
    return "" if expires_on is None else f"{show_date_short(expires_on)} {left:>4}d"


def expiry_words(expires_on: date | None, today: date) -> str:
    """Return ``14 MAR 2027, 184 days left``."""
    left = days_left(expires_on, today)
    if expires_on is None or left is None:
        return "never"
    days = f"{abs(left)} {'day' if abs(left) == 1 else 'days'}"
    told = "today is the last day" if left == 0 else f"{days} left" if left > 0 else f"EXPIRED {days} ago"
    return f"{show_date(expires_on)}, {told}"


def status_words(status: Status, expires_on: date | None, today: date) -> str:
    """Return what stops a lot, or that nothing does: its status, and whether it is expired."""
    expired = state(expires_on, None, None, today) is Age.EXPIRED
    if not expired:
        return STATUS[status]
    return "EXPIRED" if status is Status.RELEASED else f"{STATUS[status]}, EXPIRED"


def exception(status: Status, expires_on: date | None, today: date) -> str:
    """Return what stops a lot; empty where nothing does, so that the eye finds the ones that are stopped."""
    words = status_words(status, expires_on, today)
    return "" if words == STATUS[Status.RELEASED] else words


def held_or(words: str, held: str) -> str:
    """Return what stops a balance: what stops its lot, else that its plate or its bin is on hold."""
    return words or (f"{held.upper()} HELD" if held else "")


def day_or_dash(day: date | None) -> str:
    """Return a day, or a dash where there is none."""
    return show_date(day) if day else "-"


def clock_time(at: datetime) -> str:
    """Return a moment at the warehouse: ``14MAR27 10:41``."""
    here = at.astimezone()
    return f"{show_date_short(here.date())} {here:%H:%M}"


def counted(number: int, word: str) -> str:
    """Return how many there are of something, such as ``1 lot`` and ``3 lots``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def flow(words: Sequence[str], width: int, rows: int, *, rest: str = "") -> list[Line]:
    """Set pieces of text side by side, on at most so many rows; what does not fit is left out from the end on.

    No piece is broken; one that is wider than a row is cut with a mark. ``rest`` comes last, cut to the room that is
    left.
    """
    lines: list[str] = []
    for piece in (cut(visible(word), width) for word in words if word):
        joined = f"{lines[-1]}{_GAP}{piece}" if lines else ""
        if lines and cell_len(joined) <= width:
            lines[-1] = joined
        elif len(lines) < rows:
            lines.append(piece)
        else:
            break
    if rest and lines:
        room = width - cell_len(lines[-1]) - len(_GAP)
        if len(lines) < rows:
            lines.append(cut(visible(rest), width))
        elif room >= _LEAST:
            lines[-1] += _GAP + cut(visible(rest), room)
    return [line(text, Look.BIG if number == 0 else Look.NORMAL) for number, text in enumerate(lines)]
