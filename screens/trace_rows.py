"""The rows of a trace: the tree of lots, each with its figures, and a mark where its balance does not close."""

from collections.abc import Sequence
from datetime import datetime

from screens.lines import Look
from screens.row_window import Column, Row, Sort
from screens.wording import Packs, in_units
from wms_tui.domain.mass_balance import LotBalance
from wms_tui.domain.trace_tree import Branch, branches, figures
from wms_tui.domain.tracing import Trace
from wms_tui.domain.types import Status
from wms_tui.queries.lot_balance import balances_of

COLUMNS = (
    Column("lot", "LOT", 12, 1, grows=True, sortable=False),
    Column("mark", "", 2, 2, sortable=False),
    Column("quantity", "QUANTITY", 8, 3, right=True, sortable=False, whole=True),
    Column("on_hand", "ON HAND", 7, 4, right=True, sortable=False, whole=True),
    Column("shipped", "SHIPPED", 7, 5, right=True, sortable=False, whole=True),
    Column("customers", "CUST", 4, 6, right=True, sortable=False),
    Column("item", "ITEM", 8, 7, sortable=False),
    Column("run", "RUN", 8, 8, sortable=False),
    Column("taken", "IN", 7, 9, right=True, sortable=False),
)
OFF = "!!"
"""What stands beside a lot of which not all is accounted for."""
AGAIN = ".."
"""What stands beside a lot that is shown further up with all that hangs on it."""


class TreeRows:
    """Pages over the tree of a trace; the balance of a lot is added up when its row comes into sight."""

    columns: Sequence[Column] = COLUMNS

    def __init__(self, trace: Trace | None) -> None:
        """Show a trace, or nothing."""
        self._branches = tuple(branches(trace)) if trace else ()
        self._figures = figures(trace) if trace else {}
        self._lots = {one.lot_id: one for one in trace.lots} if trace else {}
        self._at: datetime | None = trace.at if trace else None
        self._balances: dict[int, LotBalance] = {}
        self._packs = Packs()

    def balance(self, lot: int) -> LotBalance:
        """Return the balance of a lot, as of the moment of the trace."""
        if lot not in self._balances:
            self._balances[lot] = balances_of((lot,), self._at)[0]
        return self._balances[lot]

    def first(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the first rows."""
        return self._rows(0, limit)

    def last(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the last rows."""
        return self._rows(max(len(self._branches) - limit, 0), len(self._branches))

    def after(self, key: int, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the rows that follow the one at a place."""
        return self._rows(key + 1, key + 1 + limit)

    def before(self, key: int, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        """Return the rows just before the one at a place."""
        return self._rows(max(key - limit, 0), key)

    def _rows(self, first: int, last: int) -> list[Row]:
        return [self._row(place, one) for place, one in enumerate(self._branches[first:last], first)]

    def _row(self, place: int, one: Branch) -> Row:
        off = bool(self.balance(one.lot.lot_id).difference)
        look = Look.BIG if off else Look.NORMAL
        return Row(place, self._cells(one, off=off), look, one, self._cells(one, off=off, packed=False))

    def _cells(self, one: Branch, *, off: bool, packed: bool = True) -> tuple[str, ...]:
        lot, of_lot = one.lot, self._figures[one.lot.lot_id]

        def spell(quantity: int) -> str:
            return self._packs.spell(quantity, lot.item, lot.unit) if packed else in_units(quantity, lot.unit)

        name = f"{tree_lines(one)}{lot.lot or '(no lot)'}"
        mark = OFF if off else AGAIN if one.again else "~" if lot.sibling else ""
        edge = one.edge
        taken = in_units(edge.quantity_in, self._lots[edge.parent_id].unit) if edge else ""
        shipped = spell(of_lot.shipped - of_lot.returned) if of_lot.shipped else "-"
        return (
            name, mark, spell(lot.quantity), spell(of_lot.on_hand) if of_lot.on_hand else "-", shipped,
            str(of_lot.customers or "-"), lot.item, edge.run if edge else "", taken,
        )  # fmt: skip


def tree_lines(one: Branch) -> str:
    """Return the lines that lead to a branch, two cells a level: a handheld shows six levels and the lot."""
    if not one.levels:
        return ""
    return "".join("| " if more else "  " for more in one.levels[:-1]) + "+-"


def balance_words(found: LotBalance) -> str:
    """Return a balance as one sum: what came in is what is here and what went out, or the difference."""
    came = _sum(
        ("received", found.received), ("made", found.produced), ("found", found.found), ("returned", found.returned)
    )
    went = _sum(
        ("here", found.on_hand), ("shipped", found.shipped), ("used", found.consumed), ("destroyed", found.destroyed),
        ("lost", found.lost), ("samples", found.sampled), ("sent back", found.sent_back),
    )  # fmt: skip
    kept = [f"{found.reserved} reserved"] if found.reserved else []
    kept += [f"{found.staged} staged"] if found.staged else []
    tail = f" ({', '.join(kept)})" if kept else ""
    if found.difference:
        return f"{OFF} DIFFERENCE {found.difference} {found.unit}: {came} is not {went}{tail}"
    return f"{came} = {went}{tail}  {found.traced_percent:g}% traced"


def _sum(*parts: tuple[str, int]) -> str:
    return " + ".join(f"{word} {quantity}" for word, quantity in parts if quantity) or "nothing"


def lot_words(one: Branch) -> str:
    """Return what a lot is, and by which run it is here."""
    lot, edge = one.lot, one.edge
    parts = [f"{lot.item} {lot.name}".strip()]
    parts += [] if lot.status is Status.RELEASED else [lot.status.value.upper()]
    if edge is not None:
        parts += [f"{edge.kind} {edge.run}: {edge.quantity_in} in, {edge.quantity_out} out"]
    parts += ["came out of the same lots"] if lot.sibling else []
    parts += ["shown above"] if one.again else []
    return "  ".join(parts)
