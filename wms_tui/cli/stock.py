"""Questions: what is in the house, and what happened."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.arguments import DAYS, END_OF_DAY, MOMENT, NUMBER, Word
from wms_tui.cli.output import Answer, history_value
from wms_tui.cli.running import command, reads
from wms_tui.domain.frozen import to_json
from wms_tui.domain.rows import HistoryRow, Item, Place, StockRow
from wms_tui.domain.types import Status
from wms_tui.queries.history import history, stock_as_of
from wms_tui.queries.items import the_item
from wms_tui.queries.orders import reservations, the_order
from wms_tui.queries.places import the_bin
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage.connection import reading

_SHOWN = (
    "entry", "kind", "at", "by", "item", "lot", "from", "to", "quantity", "reference", "reason", "approved_by",
    "approval_reason", "signed_by",
)  # fmt: skip
_COLUMNS = tuple(name for name in StockRow._fields if name not in ("doubted", "held"))
"""Always shown, so that whoever reads a table by its columns finds them; doubt and hold where there are any."""
WHOLE = 10**9
"""More rows than a warehouse has."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which balances are asked for; empty fields ask for all."""

    item: Item | None
    lot: str | None
    place: Place | None
    status: Status | None
    expires_by: date | None

    def filter(self) -> StockFilter:
        """Return the same question for the balances of now."""
        return StockFilter(
            self.item.id if self.item else None, self.lot, self.place.id if self.place else None, self.status,
            self.expires_by,
        )  # fmt: skip

    def takes(self, row: StockRow) -> bool:
        """Return whether a balance of the past is asked for."""
        expires_by = self.expires_by
        checks = (
            self.item is None or row.item == self.item.code,
            self.lot is None or row.lot == self.lot,
            self.place is None or row.bin == self.place.code,
            self.status is None or row.status == self.status,
            expires_by is None or (row.expires_on is not None and row.expires_on <= expires_by),
        )
        return all(checks)


@command("stock")
@click.option("--item", metavar="ITEM", help="Of this item.")
@click.option("--lot", metavar="LOT", help="Of lots of exactly this number.")
@click.option("--bin", "bin_", metavar="BIN", help="In this bin.")
@click.option("--status", type=Word(Status), help="Of lots in this status.")
@click.option("--expiring", type=DAYS, metavar="DAYS", help="That expires within so many days, or has.")
@click.option("--as-of", type=END_OF_DAY, help="As it stood at a moment, or at the end of a day.")
@click.option("--all", "_everything", is_flag=True, help="Everything, which is what is shown anyway.")
@reads
def show_stock(
    item: str | None, lot: str | None, bin_: str | None, status: Status | None, expiring: int | None,
    as_of: datetime | None, _everything: bool,
) -> Answer:  # fmt: skip
    """Show what is in the house, bin by bin, whether it may leave or not.

    Dock, stage and cage are shown like bins, and lots that are held or expired like others. Of a past moment
    nothing is shown as reserved. Doubted is what a pick found short, until wms adjust has booked what is there;
    held says whether it is its plate or its bin that is on hold.
    Refused: an item or a bin that there is not.

    \b
    Examples:
      wms stock --item 4711
      wms stock --expiring 30
      wms --json stock --bin DOCK --as-of 2026-01-31
    """
    wanted = _Wanted(
        the_item(item) if item is not None else None, lot, the_bin(bin_) if bin_ is not None else None, status,
        None if expiring is None else clock.today() + timedelta(days=expiring),
    )  # fmt: skip
    found = (
        stock(wanted.filter()) if as_of is None else [row for row in stock_as_of(as_of) if wanted.takes(row)]
    )  # fmt: skip
    return Answer(found, columns=_COLUMNS)


@command("history")
@click.option("--item", metavar="ITEM", help="Of this item.")
@click.option("--lot", metavar="LOT", help="Of lots of exactly this number.")
@click.option("--bin", "bin_", metavar="BIN", help="Into or out of this bin.")
@click.option("--order", metavar="ORDER", help="For this order.")
@click.option("--since", type=MOMENT, help="From this moment on, or from the beginning of a day.")
@click.option("--limit", type=NUMBER, default=WHOLE, metavar="N", help="The newest so many; all if left out.")
@reads
def show_history(
    item: str | None, lot: str | None, bin_: str | None, order: str | None, since: datetime | None, limit: int
) -> Answer:
    """Show every move, and every change of a lot's status, by the moment it happened.

    A change of status has no quantity and no bins. Approved by is who stood by an act that its doer may not do alone.
    Refused: an item, a bin or an order that there is not.

    \b
    Examples:
      wms history --item 4711 --since 2026-01-31
      wms history --bin DOCK --limit 20
    """
    found = history(
        item_id=the_item(item).id if item is not None else None, lot_number=lot,
        place_id=the_bin(bin_).id if bin_ is not None else None,
        order=the_order(order).code if order is not None else None, since=since, limit=limit,
    )  # fmt: skip
    return Answer([history_value(row) for row in found], shown=[_for_people(row) for row in found])


def _for_people(row: HistoryRow) -> dict[str, Any]:
    """Return what a person looks for in a row of the history, in the time of the house."""
    at = row.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return {**{name: value for name, value in history_value(row).items() if name in _SHOWN}, "at": at}


@command("snapshot")
@reads
def snapshot() -> dict[str, Any]:
    """Show stock, moves and reservations, all of one moment, for comparing them.

    Picked goods at the stage are kept for their orders still, and count as reserved there.

    \b
    Example:
      wms --json snapshot
    """
    with reading():
        moves = [row for row in history(limit=WHOLE) if row.source is not None]
        kept = reservations()
        return {
            "stock": to_json(stock(StockFilter())),
            "moves": [history_value(row) for row in moves],
            "reservations": [
                {"order": one.order, "line": one.line, "item": one.item, "lot": one.lot, "bin": one.bin,
                 "plate": one.plate, "quantity": one.quantity, "picked": one.picked}
                for one in kept
            ],
        }  # fmt: skip


COMMANDS: tuple[click.Command, ...] = (show_stock, show_history, snapshot)
