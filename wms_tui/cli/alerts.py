"""What needs a person now, on the screen and by mail."""

import os
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.arguments import Word
from wms_tui.cli.output import Answer
from wms_tui.cli.running import command, reads
from wms_tui.domain.alerts import KINDS, Cause, concerning, read_readers
from wms_tui.domain.rights import Role
from wms_tui.errors import Refused
from wms_tui.exchange.mail import PASSWORD_VARIABLE, digest, send, server_of
from wms_tui.operations.raise_alerts import note_mailed, raise_alerts
from wms_tui.queries.alerts import Raised, causes, raised
from wms_tui.queries.settings import ALERT_MAIL, HOUSE, settings

_COLUMNS = ("severity", "kind", "what", "do")


@command("alerts")
@click.option("--role", "roles", type=Word(Role), multiple=True, help="Only what concerns this role; may be repeated.")
@click.option("--mail", is_flag=True, help="Mail what was not mailed yet to those in the setting alert_mail.")
@reads
def alerts(roles: tuple[Role, ...], mail: bool) -> Any:
    """Show what needs a person now, the gravest first, and what to do about it.

    Orders that ship at once and are short, bins that were reported short, what is expired or about to be, what is
    on hold for too long, recalled goods outside the cage, late answers to a recall, a drill that is due, counts to
    approve, low stock, late receipts, badges with five wrong PINs in a row, tasks that nobody goes on with. It is
    asked of the books as they are: nothing has to have run before.

    With --mail everybody in the setting alert_mail gets what concerns them and was not mailed yet, each cause once:
    "boss@example.org, qa@example.org=quality". The server is in the settings smtp_host, smtp_port, smtp_security
    (starttls, tls or none), smtp_user and mail_from; its password is in $WMS_SMTP_PASSWORD. Refused: while no server
    or nobody is set. Exit status 75: the server did not take it; nothing counts as mailed, so it may be repeated.

    \b
    Examples:
      wms alerts
      wms --json alerts --role quality
      wms alerts --mail
    """
    if mail:
        return _mail()
    since = raised()
    found = [_row(one, since.get(one.key)) for one in concerning(causes(clock.now()), roles or None)]
    shown = [{name: one[name] for name in _COLUMNS} for one in found] or "Nothing needs anybody now."
    return Answer(found, shown=shown)


def _row(one: Cause, noticed: Raised | None) -> dict[str, Any]:
    return {
        "kind": one.kind, "severity": one.severity, "what": one.what, "do": one.do, "opens": one.opens,
        "roles": sorted(KINDS[one.kind].roles), "cause": one.key,
        "since": noticed.raised_at.isoformat() if noticed else None,
    }  # fmt: skip


def _mail() -> dict[str, Any]:
    """Mail what was not mailed yet; only what the server has taken counts as mailed."""
    chosen = settings()
    server, readers = server_of(chosen), read_readers(chosen[ALERT_MAIL])
    if server is None or not server.sender:
        raise Refused("no-mail-server", "No mail server is set.", "Set smtp_host and mail_from: wms setting change.")
    if not readers:
        raise Refused("no-reader", "Nobody is to get mail.", "Set alert_mail: wms setting change alert_mail ADDRESS.")
    now = clock.now()
    new = raise_alerts(now)
    letters = [digest(chosen[HOUSE], new, reader, server.sender) for reader in readers]
    messages = [one for one in letters if one is not None]
    if messages:
        send(messages, server, os.environ.get(PASSWORD_VARIABLE, ""))
        note_mailed(new, now)
    return {"mailed": len(new) if messages else 0, "to": [one["To"] for one in messages]}


COMMANDS: tuple[click.Command, ...] = (alerts,)
