"""Partners: suppliers and customers."""

from collections.abc import Callable
from typing import Any

import click

from wms_tui.cli.arguments import DAY, DAYS, Word
from wms_tui.cli.running import Act, Family, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.rows import Partner
from wms_tui.domain.types import Role, Status
from wms_tui.operations.add_partner import AddPartner, add_partner
from wms_tui.operations.change_partner import ChangePartner, change_partner
from wms_tui.queries.partners import partners

PAGE = 1000

_OPTIONS = (
    click.option("--role", type=Word(Role), required=True, help="Which of the two it is."),
    click.option("--name", metavar="TEXT", help="What it is called."),
    click.option("--address", metavar="TEXT", help="Where it is; may go over several lines."),
    click.option("--email", metavar="TEXT", help="Where its letters go."),
    click.option("--phone", metavar="TEXT", help="Where it is called."),
    click.option("--min-days", type=DAYS, metavar="N", help="Days of life it wants left on arrival."),
    click.option("--min-percent", type=click.IntRange(0, 100), metavar="N", help="Percent of life it wants left."),
    click.option("--transit-days", type=DAYS, metavar="N", help="Days on the way to it."),
    click.option("--lot-pattern", metavar="REGEX", help="The form of a supplier's lot numbers."),
    click.option("--lot-sample", metavar="LOT", help="A lot number of that form."),
    click.option("--receipt-status", type=Word(Status), help="The first status of a supplier's lots."),
    click.option("--contact", metavar="TEXT", help="The person to call."),
    click.option("--after-hours", metavar="TEXT", help="The number for nights and weekends."),
    click.option("--city", metavar="TEXT", help="The address in parts, as records of others want it."),
    click.option("--state", metavar="TEXT", help="State or province."),
    click.option("--zip", metavar="TEXT", help="Postal code."),
    click.option("--country", metavar="XX", help="Two letters of ISO 3166."),
    click.option("--gln", metavar="GLN", help="Its Global Location Number."),
    click.option("--source-reference", metavar="TEXT", help="What leads to where its lot codes come from."),
    click.option("--language", metavar="en|es|fr|de|vi", help="The language of its letters."),
    click.option("--verified-on", type=DAY, help="The day on which somebody made sure of the contact."),
)


def _partner_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command everything that may be said of a partner."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.group("partner", cls=Family)
def partner() -> None:
    """Add, change and show suppliers and customers."""


@partner.command("add")
@click.argument("code")
@_partner_options
@writes
def add(act: Act, code: str, role: Role, **given: Any) -> dict[str, Any]:
    """Add a supplier or a customer; the same firm may be both, added once as each.

    Refused: a code that a partner of the same role has.

    \b
    Example:
      wms partner add HARBOUR --role customer --name "Harbour Stores" --min-days 30 --transit-days 1
    """
    said = {name: value for name, value in given.items() if value is not None}
    return act.do(add_partner, AddPartner(code, role, **said, reason=act.reason))


@partner.command("change")
@click.argument("code")
@click.option("--code", "new_code", metavar="CODE", help="Its new code.")
@_partner_options
@writes
def change(act: Act, code: str, role: Role, new_code: str | None, **given: Any) -> dict[str, Any]:
    """Change a partner; what is left out stays as it is, and an empty text takes it away.

    Refused: a partner that there is not, a code that another one of the same role has.

    \b
    Example:
      wms partner change CORNER --role customer --min-days 21
    """
    return act.do(change_partner, ChangePartner(code, role, code=new_code, **given, reason=act.reason))


@partner.command("verify")
@click.argument("code")
@click.option("--role", type=Word(Role), default=Role.CUSTOMER.value, help="Which of the two; a customer if left out.")
@writes
def verify(act: Act, code: str, role: Role) -> dict[str, Any]:
    """Note that somebody made sure today that phone, address and person of a partner are right.

    A recall lists contacts that nobody has verified for too long: see the setting contact_days.

    \b
    Example:
      wms partner verify CORNER --reason "called them"
    """
    return act.do(change_partner, ChangePartner(code, role, verified_on=act.at.date(), reason=act.reason))


@partner.command("list")
@reads
def list_partners() -> list[dict[str, Any]]:
    """Show all suppliers and customers by code.

    \b
    Example:
      wms partner list
    """
    found: list[Partner] = []
    page = partners(limit=PAGE)
    while page:
        found += page
        page = partners(after=(page[-1].code, page[-1].role), limit=PAGE)
    return [_shown(one) for one in found]


def _shown(one: Partner) -> dict[str, Any]:
    values = {name: value for name, value in to_json(one).items() if name != "id"}
    return {"partner": values.pop("code"), **values}


COMMANDS: tuple[click.Command, ...] = (partner,)
