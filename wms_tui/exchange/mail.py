"""The digest of alerts as a mail: whom it goes to, what it says, and handing it to a mail server.

The server's password comes from the surroundings (``$WMS_SMTP_PASSWORD``), never from the warehouse's file, where
every copy would carry it along.
"""

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from wms_tui.domain.alerts import Cause, Reader, Severity, concerning
from wms_tui.errors import Unavailable

PASSWORD_VARIABLE = "WMS_SMTP_PASSWORD"
PATIENCE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and as whom."""

    host: str
    port: int
    security: str
    user: str
    sender: str


def digest(house: str, causes: Sequence[Cause], reader: Reader, sender: str) -> EmailMessage | None:
    """Return the mail that tells a reader of causes, or None where none of them concerns them."""
    mine = concerning(causes, reader.roles or None)
    if not mine:
        return None
    urgent = sum(one.severity is Severity.URGENT for one in mine)
    message = EmailMessage()
    message["From"], message["To"] = sender, reader.address
    name = " ".join(house.split()) or "Warehouse"
    message["Subject"] = f"{name}: {len(mine)} to see to" + (f", {urgent} urgent" if urgent else "")
    lines = [f"{one.severity.upper():8} {one.what}\n         {one.do}." for one in mine]
    message.set_content("\n\n".join(lines) + "\n\nEach of these is mailed once. wms alerts lists all that is open.\n")
    return message


def send(messages: Sequence[EmailMessage], server: MailServer, password: str = "") -> None:
    """Hand mails in, one after the other, over one connection.

    Raises:
        Unavailable: ``mail-away`` where the server does not take them; it may be done again.
    """
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, password)
            for one in messages:
                connection.send_message(one)
    except (OSError, smtplib.SMTPException) as error:
        detail = " ".join(str(error).split())[:120]
        raise Unavailable(
            "mail-away",
            f"The mail server {server.host} did not take it: {detail}.",
            "See the settings smtp_..., then do it again.",
        ) from error


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE_SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_SECONDS)
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
    except BaseException:
        connection.close()
        raise
    return connection


def server_of(settings: Mapping[str, str]) -> MailServer | None:
    """Return the mail server that the house has chosen, or None while it has none."""
    host = settings["smtp_host"]
    if not host:
        return None
    return MailServer(
        host, int(settings["smtp_port"]), settings["smtp_security"], settings["smtp_user"], settings["mail_from"]
    )
