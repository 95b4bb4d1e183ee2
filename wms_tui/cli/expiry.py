"""The expiry watch: what grows old, whether it will sell, and the work of the night."""

from datetime import datetime
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.arguments import DAYS, MOMENT
from wms_tui.cli.output import Answer, error_value
from wms_tui.cli.running import Session, command, reads
from wms_tui.domain.aging import Age
from wms_tui.domain.expiry import ExpiryCause
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.frozen import to_json
from wms_tui.domain.master_data import MOST_DAYS
from wms_tui.domain.types import Role
from wms_tui.operations.nightly import Night, run_night
from wms_tui.queries.expiry import ExpiryFilter, expiry_causes, expiry_list
from wms_tui.queries.forecast import forecast
from wms_tui.queries.items import the_item
from wms_tui.queries.orders import kept_of_expired
from wms_tui.queries.partners import the_partner

_COLUMNS = ("item", "lot", "bin", "quantity", "unit", "expires_on", "days_left", "percent_left", "state")
_HIDDEN = ("name", "doubted")


@command("expiry")
@click.option("--days", type=DAYS, metavar="N", help="All that expires within so many days, the last one included.")
@click.option("--due", is_flag=True, help="All that is not ok: short, due for removal, or expired.")
@click.option("--zone", metavar="ZONE", help="In the bins of this zone.")
@click.option("--supplier", metavar="SUPPLIER", help="Of lots that this supplier sent.")
@click.option("--item", metavar="ITEM", help="Of this item.")
@reads
def show_expiry(days: int | None, due: bool, zone: str | None, supplier: str | None, item: str | None) -> Answer:
    """Show what grows old in the house, bin by bin, the first to expire on top.

    Without --days and --due it is all that has a date. With --due it is what is not ok: short (its alert day has
    come), removal-due (take it out of stock), or expired (the day after its last one). Days left are 0 on the last
    day of use. below_minimum_of names the customers who ordered the item within a year, or wait for it, and ask for
    more life than is left.
    Refused: an item or a supplier that there is not.

    \b
    Examples:
      wms expiry --due
      wms expiry --days 30 --zone A
      wms --json expiry --supplier NORDIC
    """
    if due and days is not None:
        raise click.UsageError("Say either --days or --due.")
    which = ExpiryFilter(
        None if due else MOST_DAYS if days is None else days, zone,
        the_partner(supplier, Role.SUPPLIER).id if supplier is not None else None,
        the_item(item).id if item is not None else None,
    )  # fmt: skip
    found = expiry_list(clock.today(), which)
    shown = [{name: one for name, one in to_json(row).items() if name not in _HIDDEN} for row in found]
    return Answer(found, shown=shown, columns=_COLUMNS)


@command("forecast")
@click.option("--days", type=DAYS, metavar="N", help="How many days back the use is looked at; as the house has set.")
@click.option("--item", metavar="ITEM", help="Of this item.")
@reads
def show_forecast(days: int | None, item: str | None) -> Answer:
    """Show what will not sell: units of each lot still there on its removal day, what to act upon first on top.

    The rate is what was shipped, used in production, or waits picked, over the last 90 days (wms setting change
    use_days) or since the house began. Lots leave first expired first; what orders were promised moves. Rank 1 is
    the largest loss a day that is left. Lots that are rejected or recalled are left out.
    Refused: an item that there is not, 0 days.

    \b
    Examples:
      wms forecast
      wms forecast --item 4711 --days 30
    """
    found = forecast(clock.today(), days=days, item_id=the_item(item).id if item is not None else None)
    shown = [
        {"rank": one.rank, "item": one.item, "lot": one.lot, "quantity": one.quantity, "unsold": one.unsold,
         "unit": one.unit, "removal_on": one.removal_on, "days": one.days, "why": one.why, "do": one.do}
        for one in found
    ]  # fmt: skip
    return Answer(found, shown=shown)


@command("nightly")
@click.option("--key", metavar="KEY", help="Makes it happen once; that of the day if left out.")
@click.option("--at", type=MOMENT, help="When it happened; now if left out.")
@click.option("--reason", default="", metavar="TEXT", help="Why, as a code or a few words; expired if left out.")
@click.pass_obj
def nightly(session: Session, key: str | None, at: datetime | None, reason: str) -> Answer:
    """Do the work of the night: free what is kept of expired lots, class the items, note alerts, seal the books.

    Safe to repeat on the same day, to kill, and to forget: nothing is suggested or shipped after its last day,
    whether this ran or not. Orders that lost stock are named; wms allocate looks for other stock. Exit status 1
    where a part of it was refused; the other parts are done.

    \b
    Examples:
      wms nightly
      wms --as NIGHT --json nightly
    """
    session.open()
    at = at or clock.now()
    night = Night(session.by, at, key or f"nightly {at.date().isoformat()}", line_of_text(reason))
    done = run_night(night)
    causes = expiry_causes(night.on)
    steps = to_json(done.steps)
    freed = steps.pop("freed", {})
    answer: dict[str, Any] = {
        **freed, "on": night.on.isoformat(), "expired": _of(causes, Age.EXPIRED),
        "removal_due": _of(causes, Age.REMOVAL_DUE), "short": _of(causes, Age.SHORT),
        "at_stage": [
            {"order": one.order, "line": one.line, "item": one.item, "lot": one.lot, "quantity": one.quantity}
            for one in kept_of_expired(night.on, picked=True)
        ],
        **steps, "failed": {name: error_value(one)["error"] for name, one in done.failed.items()}, "seal": done.seal,
    }  # fmt: skip
    return Answer(answer, exit_status=1 if done.failed else 0)


def _of(causes: list[ExpiryCause], age: Age) -> list[dict[str, Any]]:
    return [
        {"item": one.item, "lot": one.lot, "quantity": one.quantity, "unit": one.unit, "expires_on": one.expires_on,
         "do": one.do}
        for one in causes if one.state is age
    ]  # fmt: skip


COMMANDS: tuple[click.Command, ...] = (show_expiry, show_forecast, nightly)
