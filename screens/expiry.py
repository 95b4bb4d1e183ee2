"""The desk screen ``expiry``: what grows old, the first to expire on top, and what will not sell in time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from screens.desk import DeskScreen
from screens.keyed_rows import KeyedRows
from screens.keys import LIST
from screens.lines import Line
from screens.listed_rows import ListedRows
from screens.row_window import Column, Pages, Row
from screens.sitting import Sitting
from screens.wording import AGE, Packs, day_or_dash, expiry_words, flow, in_units, status_words
from wms_tui.domain.aging import Age
from wms_tui.domain.codes import folded
from wms_tui.domain.dates import show_date_short
from wms_tui.domain.expiry import ExpiryRow
from wms_tui.domain.forecast import Loss
from wms_tui.domain.types import Status
from wms_tui.queries.expiry import below_minimum_of, counts_by_age, expiry_page, lots_by_week
from wms_tui.queries.forecast import forecast
from wms_tui.tasks.prompt import NOTHING, Feedback, Key

_WIDE = 60
"""From this width on there is room for the weeks."""

_WEEKS = 8
_BAR = 8
"""The longest bar of a week, in cells."""


class Aging(KeyedRows):
    """The balances of lots that are not ok, a row each."""

    order = "expires"
    columns = (
        Column("left", "LEFT", 5, 2, right=True, sortable=False),
        Column("state", "STATE", 7, 3, sortable=False),
        Column("lot", "LOT", 10, 1, grows=True, sortable=False),
        Column("quantity", "QUANTITY", 9, 4, right=True, sortable=False, whole=True),
        Column("bin", "BIN", 9, 5),
        Column("expires", "EXPIRES", 7, 6, sortable=False),
        Column("percent", "LIFE", 4, 7, right=True, sortable=False),
        Column("item", "ITEM", 6, 8),
        Column("name", "NAME", 12, 9, sortable=False),
        Column("supplier", "FROM", 8, 10, sortable=False),
        Column("zone", "ZONE", 4, 11, sortable=False),
    )

    def __init__(self, sitting: Sitting) -> None:
        """Count days from the day it is there."""
        self._sitting = sitting
        self.packs = Packs()

    def walk(self, order: str, search: str, beside: Any, limit: int, backwards: bool) -> list[Row]:
        """Return balances from a key on, nearest first."""
        today = self._sitting.today()
        found = expiry_page(today, sort=order, search=search, beside=beside, limit=limit, backwards=backwards)
        return [Row(key, self._cells(one), about=one, in_units=self._cells(one, packed=False)) for key, one in found]

    def _cells(self, one: ExpiryRow, *, packed: bool = True) -> tuple[str, ...]:
        quantity = self.packs.spell(one.quantity, one.item, one.unit) if packed else in_units(one.quantity, one.unit)
        percent = "" if one.percent_left is None else f"{one.percent_left}%"
        expires = show_date_short(one.expires_on) if one.expires_on else ""
        return (
            f"{one.days_left}d", AGE[one.state], one.lot or "(no lot)", quantity, one.bin, expires, percent, one.item,
            one.name, one.supplier, one.zone,
        )  # fmt: skip


class Losses(ListedRows):
    """Lots of which something will not move in time, what to act upon first on top; read when it is shown."""

    columns = (
        Column("rank", "#", 3, 2, right=True, sortable=False),
        Column("lot", "LOT", 10, 1, grows=True, sortable=False),
        Column("unsold", "UNSOLD", 9, 3, right=True, sortable=False, whole=True),
        Column("days", "DAYS", 4, 4, right=True, sortable=False),
        Column("quantity", "OF", 9, 5, right=True, sortable=False, whole=True),
        Column("removal", "REMOVE", 7, 6, sortable=False),
        Column("rate", "A DAY", 6, 8, right=True, sortable=False),
        Column("item", "ITEM", 6, 7, sortable=False),
        Column("name", "NAME", 12, 9, sortable=False),
    )

    def ask(self) -> list[Loss]:
        """Return what to act upon, as far ahead as the rate of use is known."""
        return list(forecast(self.sitting.today()))

    def names(self, one: Loss) -> str:
        """Return item, name and lot."""
        return folded(f"{one.item} {one.name} {one.lot}")

    def cells(self, one: Loss, spell: Callable[[int, Any], str]) -> tuple[str, ...]:
        """Return the texts of a loss."""
        removal = show_date_short(one.removal_on) if one.removal_on else ""
        return (
            str(one.rank), one.lot or "(no lot)", spell(one.unsold, one), str(one.days), spell(one.quantity, one),
            removal, one.per_day, one.item, one.name,
        )  # fmt: skip


class ExpiryScreen(DeskScreen):
    """Lots that are short, due for removal or expired; a key shows what will not sell. ENTER opens the lot."""

    words = (
        "Type or scan the beginning of a lot, item, name or bin: the list narrows.",
        "LEFT counts days: 0 is the last day of use, below zero it is expired. REMOVE: take it out of stock.",
        "Below the list stands which customers want more life than is left. Counts above it are of lots.",
        "The forecast shows what will not move before its removal day, at the rate of use of the last weeks.",
        "Number 1 is to be acted upon first: it is the largest loss for each day that is left.",
    )
    own_help: Mapping[str, str] = {"PROBLEM": "Show what will not sell in time, or what grows old"}

    def __init__(self, sitting: Sitting) -> None:
        """Show what grows old."""
        self._sitting = sitting
        self._aging, self._losses = Aging(sitting), Losses(sitting)
        self._ahead = False
        self._counts: dict[Age, int] = {}
        self._weeks: list[tuple[date, int]] = []
        self._too_old: dict[tuple[str, str], tuple[str, ...]] = {}
        super().__init__("EXPIRY", self._aging)
        self._name_view()

    def command(self, command: str) -> Feedback | None:
        """Turn from what grows old to what will not sell, and back; the search stays."""
        self._ahead = not self._ahead
        self._name_view()
        search = self.rows.window.search
        if self._ahead:
            self._losses.read()
        pages: Pages = self._losses if self._ahead else self._aging
        self.rows.use(pages)
        self.rows.window.find(search)
        return NOTHING

    def _name_view(self) -> None:
        self.corner = "FORECAST" if self._ahead else ""
        self.own_keys = (Key("f5", "Aging" if self._ahead else "Forecast", "PROBLEM"),)

    def live_keys(self) -> tuple[Key, ...]:
        """Return the keys that do something: what is to be done first is not sorted otherwise."""
        return tuple(key for key in super().live_keys() if not (self._ahead and key.name == LIST.name))

    def reread(self) -> None:
        """Read again what is where, how items are packed, and who asks for what."""
        today = self._sitting.today()
        self._aging.packs = Packs()
        self._too_old = {}
        self._counts, self._weeks = counts_by_age(today), lots_by_week(today, _WEEKS)
        if self._ahead:
            self._losses.read()
        super().reread()

    def facts(self, width: int, rows: int) -> Sequence[Line]:
        """Return how many lots are in each state, and how many expire in each of the next weeks."""
        counts = flow([f"{AGE[age].upper()} {lots}" for age, lots in self._counts.items()], width, min(2, rows))
        if width < _WIDE or rows <= 2:
            return counts
        return counts + flow(
            [_week(monday, lots, self._weeks) for monday, lots in self._weeks], width, rows - len(counts)
        )

    def empty(self) -> str:
        """Return what is said where there is no row."""
        if self.rows.window.search:
            return super().empty()
        return "Everything will move in time." if self._ahead else "Nothing is short, due for removal or expired."

    def detail(self, row: Row) -> str:
        """Return what matters of a lot, however narrow the list."""
        one = row.about
        return self._loss_words(one) if isinstance(one, Loss) else self._aging_words(one)

    def _aging_words(self, one: ExpiryRow) -> str:
        wide = self.size.width >= _WIDE
        quantity = self._aging.packs.spell(one.quantity, one.item, one.unit)
        kept = f"{self._aging.packs.spell(one.reserved, one.item, one.unit)} reserved" if one.reserved else ""
        strict = self._strict(one)
        below = f"too old for {', '.join(strict)}" if strict else ""
        until = expiry_words(one.expires_on, self._sitting.today())
        stopped = status_words(one.status, None, self._sitting.today()) if one.status is not Status.RELEASED else ""
        parts = [f"{one.item} {one.name}", until, stopped, kept, below]
        if not wide:
            parts = [f"{one.bin} {quantity}", AGE[one.state], until, one.item, stopped, kept, below, one.name]
        return "  ".join(part for part in parts if part)

    def _strict(self, one: ExpiryRow) -> tuple[str, ...]:
        key = (one.item, one.lot)
        if key not in self._too_old:
            self._too_old[key] = below_minimum_of(one.item, one.lot, self._sitting.today())
        return self._too_old[key]

    def _loss_words(self, one: Loss) -> str:
        why = f"{one.why[:1].upper()}{one.why[1:]}."
        parts = [f"{one.item} {one.name}", f"{one.do}.", why]
        if self.size.width < _WIDE:
            parts = [f"{one.do}.", why, one.item, f"remove on {day_or_dash(one.removal_on)}"]
        return "  ".join(parts)

    def target(self, row: Row) -> str:
        """Return the address of the lot's file."""
        return f"lot:{row.about.item}/{row.about.lot}"


def _week(monday: date, lots: int, weeks: Sequence[tuple[date, int]]) -> str:
    """Return a week with a bar: as long as the others are to the longest, and never nothing where there is a lot."""
    most = max(1, *(count for _, count in weeks))
    cells = -(-lots * _BAR // most)
    return f"W{monday.isocalendar().week:02d} {'#' * cells:.<{_BAR}} {lots}"
