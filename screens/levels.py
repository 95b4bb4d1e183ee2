"""The desk screen ``levels``: of what there is too little or too much, and what is on its way to the pick faces."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from screens.desk import DeskScreen
from screens.lines import Line
from screens.listed_rows import ListedRows
from screens.row_window import Column, Row
from screens.sitting import Sitting
from screens.wording import flow
from wms_tui.domain.codes import folded
from wms_tui.domain.levels import LevelState
from wms_tui.queries.item_levels import ItemLevel, item_levels
from wms_tui.queries.replenishing import OnTheWay, on_the_way, replenishment
from wms_tui.tasks.prompt import NOTHING, Feedback, Key

_WIDE = 60
_ORDER = {state: place for place, state in enumerate(LevelState)}
_NEVER = 10**9
"""Stands behind every number of days, for what nobody uses."""


class Items(ListedRows):
    """How every item stands, the most pressing first."""

    columns = (
        Column("state", "STATE", 5, 2),
        Column("item", "ITEM", 6, 1, grows=True),
        Column("cover", "COVER", 6, 3, right=True),
        Column("on_hand", "ON HAND", 11, 4, right=True, whole=True),
        Column("minimum", "MIN", 9, 6, right=True, sortable=False, whole=True),
        Column("maximum", "MAX", 9, 7, right=True, sortable=False, whole=True),
        Column("order", "ORDER", 5, 5),
        Column("name", "NAME", 14, 8, sortable=False),
    )
    sorts: Mapping[str, Callable[[ItemLevel], Any]] = {
        "state": lambda one: (_ORDER[one.state], _cover(one), folded(one.item)),
        "item": lambda one: folded(one.item),
        "cover": lambda one: (_cover(one), folded(one.item)),
        "on_hand": lambda one: (one.on_hand, folded(one.item)),
        "order": lambda one: (not one.order, _cover(one), folded(one.item)),
    }

    def ask(self) -> list[ItemLevel]:
        """Return all items: what is out first, then what is under its minimum, the one that lasts shortest first."""
        return sorted(item_levels(self.sitting.today()), key=self.sorts["state"])

    def names(self, one: ItemLevel) -> str:
        """Return code, name and state."""
        return folded(f"{one.item} {one.name} {one.state} {'order' if one.order else ''}")

    def cells(self, one: ItemLevel, spell: Callable[[int, Any], str]) -> tuple[str, ...]:
        """Return the texts of an item."""
        levels = ["" if level is None else spell(level, one) for level in (one.minimum, one.maximum)]
        return (
            "" if one.state is LevelState.OK else one.state.upper(), one.item,
            "" if one.cover is None else f"{one.cover}d", spell(one.on_hand, one) if one.on_hand else "-", *levels,
            "order" if one.order else "", one.name,
        )  # fmt: skip


class Carts(ListedRows):
    """What is on its way to the bins that are picked from, the longest there first."""

    columns = (
        Column("target", "FOR", 9, 1, grows=True),
        Column("quantity", "QUANTITY", 11, 3, right=True, sortable=False, whole=True),
        Column("item", "ITEM", 6, 4),
        Column("lot", "LOT", 10, 5, sortable=False),
        Column("by", "WHO", 8, 2),
        Column("since", "SINCE", 5, 2),
        Column("source", "FROM", 9, 7, sortable=False),
        Column("cart", "CART", 12, 6, sortable=False),
    )
    sorts: Mapping[str, Callable[[OnTheWay], Any]] = {
        "target": lambda one: (one.walk, one.target),
        "item": lambda one: folded(one.item),
        "by": lambda one: folded(one.by),
        "since": lambda one: one.pulled_at,
    }

    def ask(self) -> list[OnTheWay]:
        """Return what was pulled and is not put down."""
        return sorted(on_the_way(), key=self.sorts["since"])

    def names(self, one: OnTheWay) -> str:
        """Return bins, goods, and who has them."""
        return folded(f"{one.target} {one.source} {one.item} {one.lot} {one.by} {one.cart}")

    def cells(self, one: OnTheWay, spell: Callable[[int, Any], str]) -> tuple[str, ...]:
        """Return the texts of what is on its way."""
        since = f"{one.pulled_at.astimezone():%H:%M}"
        return (one.target, spell(one.quantity, one), one.item, one.lot, one.by, since, one.source, one.cart)


class LevelsScreen(DeskScreen):
    """All items by how they stand; a key shows what is on its way to the bins they are picked from."""

    words = (
        "OUT: none is there. UNDER its minimum, OVER its maximum; exactly at them is ok. The list begins with those.",
        "COVER is how many days the usable stock lasts, at the use of the last weeks. ORDER: it is down to the reorder"
        " point, with what suppliers announced counted in.",
        "Type a part of an item, its name, or a state (under): the list narrows. ENTER shows where it is.",
        "Carts: what somebody pulled for a bin and has not put down, who, and since when. Above it, by zone: what is"
        " still to be brought.",
    )
    own_help: Mapping[str, str] = {"PROBLEM": "Show what is on its way to pick faces, or how items stand"}

    def __init__(self, sitting: Sitting) -> None:
        """Show how items stand."""
        self._sitting = sitting
        self._items, self._carts = Items(sitting), Carts(sitting)
        self._on_the_way = False
        self._zones: Counter[str] = Counter()
        self._short = 0
        super().__init__("LEVELS", self._items)
        self._name_view()

    @property
    def _pages(self) -> ListedRows:
        return self._carts if self._on_the_way else self._items

    def command(self, command: str) -> Feedback | None:
        """Turn from how items stand to what is on its way, and back."""
        self._on_the_way = not self._on_the_way
        self._name_view()
        self._read()
        self.rows.use(self._pages)
        return NOTHING

    def _name_view(self) -> None:
        self.corner = "CARTS" if self._on_the_way else ""
        self.own_keys = (Key("f5", "Items" if self._on_the_way else "Carts", "PROBLEM"),)

    def _read(self) -> None:
        self._pages.read()
        if self._on_the_way:
            plan = replenishment(self._sitting.today())
            self._zones = Counter(one.zone or "-" for one in plan.refills)
            self._short = len(plan.unfilled)

    def reread(self) -> None:
        """Read again how items stand."""
        self._read()
        super().reread()

    def facts(self, width: int, rows: int) -> Sequence[Line]:
        """Return how many items are in each state, or what is still to be brought, by zone."""
        if self._on_the_way:
            zones = [f"{zone} {count}" for zone, count in sorted(self._zones.items())]
            short = f"{self._short} STAY SHORT" if self._short else ""
            return flow(["TO BRING", *(zones or ["NOTHING"]), short], width, min(2, rows))
        states = Counter(one.state for one in self._items.found)
        orders = sum(one.order for one in self._items.found)
        words = [f"{state.upper()} {states[state]}" for state in LevelState]
        return flow([*words, f"TO ORDER {orders}" if orders else ""], width, min(2, rows))

    def empty(self) -> str:
        """Return what is said where there is no row."""
        if self.rows.window.search:
            return super().empty()
        return "Nothing is on its way" if self._on_the_way else "There is no item"

    def detail(self, row: Row) -> str:
        """Return what the list has no room for."""
        one = row.about
        return self._item_words(one) if isinstance(one, ItemLevel) else self._cart_words(one)

    def _item_words(self, one: ItemLevel) -> str:
        spell = self._items.packs.spell
        usable = f"{spell(one.usable, one.item, one.unit)} usable" if one.usable != one.on_hand else ""
        used = f"{one.rate} {one.unit} a day" if one.rate.used else "not used"
        announced = f"{spell(one.on_order, one.item, one.unit)} announced" if one.on_order else ""
        order = "ORDER MORE" if one.order else ""
        parts = [f"{one.item} {one.name}", order, usable, used, announced]
        if self.size.width < _WIDE:
            parts = [
                f"{spell(one.on_hand, one.item, one.unit)} of {one.item}",
                order,
                usable,
                used,
                announced,
                one.name,
            ]
        return "  ".join(part for part in parts if part)

    def _cart_words(self, one: OnTheWay) -> str:
        quantity = self._carts.packs.spell(one.quantity, one.item, one.unit)
        return f"{quantity} {one.item} {one.lot}  from {one.source} for {one.target}  on {one.cart}  {one.by}"

    def target(self, row: Row) -> str:
        """Return the address of the stock of the item, or of the cart that the goods are on."""
        one = row.about
        return f"stock:{one.item if isinstance(one, ItemLevel) else one.cart}"


def _cover(one: ItemLevel) -> int:
    return _NEVER if one.cover is None else one.cover
