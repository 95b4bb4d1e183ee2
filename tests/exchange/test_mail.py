"""The digest of alerts goes out by a real mail server, each cause once, to those whom it concerns."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from tests.builders import a_dairy, an_order, in_days
from tests.command_line import CommandLine
from wms_tui.domain.alerts import Cause, Reader, read_readers
from wms_tui.domain.rights import Role
from wms_tui.errors import Refused
from wms_tui.exchange.mail import digest


class Inbox(Message):
    """Keeps every mail that is handed in."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.mails.append(message)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port() -> int:
    """A port of this machine that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serving(inbox: Inbox, port: int) -> Iterator[None]:
    """Be a mail server for a while."""
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@pytest.fixture
def line(warehouse: Path) -> CommandLine:
    a_dairy()
    an_order("O1", "MILK=12", ship_on=in_days(0))
    line = CommandLine(warehouse)
    line("setting", "change", "mail_from", "wms@example.org")
    line("setting", "change", "smtp_security", "none")
    return line


def choose(line: CommandLine, port: int, readers: str) -> None:
    for name, value in (("smtp_host", "127.0.0.1"), ("smtp_port", port), ("alert_mail", readers)):
        line("setting", "change", name, value)


def test_a_cause_is_mailed_once_to_whom_it_concerns(line: CommandLine, port: int, inbox: Inbox) -> None:
    choose(line, port, "boss@example.org, qa@example.org=quality")

    with serving(inbox, port):
        first, again = line("alerts", "--mail"), line("alerts", "--mail")

    assert (first, again) == ({"mailed": 1, "to": ["boss@example.org"]}, {"mailed": 0, "to": []})
    (mail,) = inbox.mails
    assert (mail["To"], mail["Subject"]) == ("boss@example.org", "Test house: 1 to see to, 1 urgent")
    assert "no stock kept for 12 of MILK" in mail.get_payload()


def test_what_the_server_did_not_take_is_mailed_the_next_time(line: CommandLine, port: int, inbox: Inbox) -> None:
    choose(line, port, "boss@example.org")

    refused = line.refused("alerts", "--mail", status=75)
    with serving(inbox, port):
        sent = line("alerts", "--mail")

    assert refused == "mail-away"
    assert sent["mailed"] == 1
    assert len(inbox.mails) == 1


def test_without_a_server_or_a_reader_it_is_said_what_to_set(line: CommandLine) -> None:
    assert line.refused("alerts", "--mail") == "no-mail-server"
    line("setting", "change", "smtp_host", "127.0.0.1")
    assert line.refused("alerts", "--mail") == "no-reader"


@pytest.mark.parametrize(
    ("name", "value"),
    [("alert_mail", "boss"), ("alert_mail", "a@b.org=king"), ("alert_mail", "a@b.org\nBcc: x@y.org"),
     ("mail_from", "a@b.org, c@d.org"), ("smtp_port", "0"), ("smtp_port", "65536"), ("smtp_security", "maybe")],
)  # fmt: skip
def test_a_setting_of_mail_that_cannot_be_is_refused(line: CommandLine, name: str, value: str) -> None:
    assert line.refused("setting", "change", name, value) in {"bad-address", "bad-role", "bad-setting", "bad-text"}


def test_what_a_name_says_is_no_header() -> None:
    cause = Cause("short", "x", "A-01: MILK\r\nBcc: thief@example.org", "")

    mail = digest("House\r\nBcc: thief@example.org", [cause], Reader("boss@example.org"), "wms@example.org")

    assert isinstance(mail, EmailMessage)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "House Bcc: thief@example.org: 1 to see to, 1 urgent"


def test_readers_are_read_with_their_roles() -> None:
    assert read_readers(" boss@example.org,qa@example.org = quality + lead ,") == (
        Reader("boss@example.org"), Reader("qa@example.org", (Role.QUALITY, Role.LEAD)),
    )  # fmt: skip
    with pytest.raises(Refused):
        read_readers("nobody")
