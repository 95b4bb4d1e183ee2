"""Running a command: on which warehouse, by whom, and what becomes of a refusal."""

import functools
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.arguments import MOMENT
from wms_tui.cli.pins import approvers_pin, signers_pin
from wms_tui.domain.codes import excerpt
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.frozen import to_json
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Operation
from wms_tui.operations.vouch import Vouch, sign, vouch
from wms_tui.settings import default_badge, default_target
from wms_tui.storage.connection import close_database, open_database

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NEGATIVE = re.compile(r"-[0-9]")
_TERMINAL = "command line"


class Session:
    """The warehouse that a command, or a batch of them, works on; opened when it is first needed."""

    def __init__(self) -> None:
        """Begin with nothing open and nobody named."""
        self.target = ""
        self.badge = ""
        self.as_json = False
        self.in_batch = False
        self.is_open = False

    @property
    def by(self) -> str:
        """The badge of who works here."""
        return self.badge or default_badge()

    @property
    def path(self) -> Path:
        """The file of the warehouse.

        Raises:
            BadInput: ``not-a-file`` for the address of a server.
        """
        target = self.target or default_target()
        if _ADDRESS.match(target):
            raise BadInput("not-a-file", "The warehouse must be a file.", "Name an SQLite file with --db.")
        return Path(target).expanduser()

    def open(self) -> None:
        """Open the warehouse, once."""
        if not self.is_open:
            open_database(self.path, terminal=_TERMINAL, by=self.by)
            self.is_open = True

    def close(self) -> None:
        """Let go of the warehouse, whoever opened it."""
        self.is_open = False
        close_database()

    def refuse_in_batch(self, command: str) -> None:
        """Refuse what must not happen to a warehouse while a batch has it open.

        Raises:
            BadInput: ``not-in-batch``.
        """
        if self.in_batch:
            raise BadInput("not-in-batch", f"{command} cannot run in a batch.", "Run it by itself.")


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, when it happened, why, and the key that makes it happen once."""

    by: str
    at: datetime
    key: str
    reason: str
    approved_by: str = ""
    """The badge of who stands by it, where the doer may not do it alone."""
    signs: bool = False
    """Whether the doer signs it with their PIN, where the house wants that."""
    in_batch: bool = False

    def do(self, verb: Operation[Any, Any], slip: object) -> dict[str, Any]:
        """Do it, with the word of a second person and with a signature where these are needed and offered.

        Return what it gave with the key it was done under.
        """
        lifts = {"not-allowed": self._vouched, "signature-needed": self._signed}
        while True:
            try:
                result = verb(slip, by=self.by, at=self.at, key=self.key)
            except Refused as refusal:
                lift = lifts.pop(refusal.code, None)
                if lift is None or not lift(slip, refusal):
                    raise
            else:
                return {**to_json(result), "key": self.key}

    def _vouched(self, slip: object, refusal: Refused) -> bool:
        """Let the person who was named stand by it; return whether anybody was."""
        if self.approved_by:
            act = Vouch(self.key, slip, refusal.details["right"], self.by)
            pin = approvers_pin(self.approved_by, in_batch=self.in_batch)
            vouch(act, badge=self.approved_by, pin=pin, reason=self.reason)
        return bool(self.approved_by)

    def _signed(self, slip: object, refusal: Refused) -> bool:
        """Let the doer sign it; return whether they wanted to."""
        if self.signs:
            act = Vouch(self.key, slip, refusal.details["right"], self.by)
            sign(act, pin=signers_pin(self.by, in_batch=self.in_batch))
        return self.signs


class Command(click.Command):
    """A command whose quantities may be typed below zero, to be refused as that and not as an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words behind the command."""
        words = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            typed = next((word for word in words if word.startswith(error.option_name)), error.option_name)
            if _NEGATIVE.match(typed):
                hint = "Type how many there are."
                raise BadInput("bad-quantity", f"{excerpt(typed)} is below zero.", hint) from error
            raise


def command(name: str, **settings: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; its docstring is the help page."""
    return click.command(name, cls=Command, **settings)


class Family(click.Group):
    """Commands that share their first word."""

    command_class = Command


def reads(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the warehouse, open."""

    @click.pass_obj
    @functools.wraps(function)
    def run(session: Session, **given: Any) -> Any:
        session.open()
        return function(**given)

    return run


def writes(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the warehouse, open, and an act made of the options that every act takes."""

    @click.option("--key", metavar="KEY", help="Makes it happen once, however often it is sent; drawn if left out.")
    @click.option("--at", type=MOMENT, help="When it happened; now if left out.")
    @click.option("--reason", default="", metavar="TEXT", help="Why, as a code or a few words.")
    @click.option(
        "--approved-by", default="", metavar="BADGE",
        help="Who stands by it where you may not do it alone; the PIN comes from $WMS_PIN or the terminal.",
    )  # fmt: skip
    @click.option(
        "--sign", "signs", is_flag=True,
        help="Sign it where the house wants that; the PIN comes from $WMS_SIGN_PIN or the terminal.",
    )  # fmt: skip
    @click.pass_obj
    @functools.wraps(function)
    def run(
        session: Session, *, key: str | None, at: datetime | None, reason: str, approved_by: str, signs: bool,
        **given: Any,
    ) -> Any:  # fmt: skip
        drawn = str(uuid.uuid4()) if key is None else key
        act = Act(session.by, at or clock.now(), drawn, line_of_text(reason), approved_by, signs, session.in_batch)
        session.open()
        return function(act, **given)

    return run
