"""The command ``wms``: its global options, its commands, and its exit status."""

import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from wms_tui.cli.output import Answer, answer_of, error_value, hint_of, json_line, print_answer, sentence, visible
from wms_tui.cli.running import Session
from wms_tui.errors import BadInput, WmsError

DONE, REFUSED, WRONG_USAGE, AWAY, INTERRUPTED = 0, 1, 2, 75, 130

FAMILIES = {
    "init": "care", "demo": "demo", "doctor": "care", "backup": "care", "restore": "care", "upgrade": "care",
    "setting": "care",
    "item": "items", "bin": "bins", "partner": "partners",
    "receipt": "receipts", "lot": "lots",
    "stock": "stock", "history": "stock", "snapshot": "stock",
    "receive": "moves", "putaway": "moves", "move": "moves", "adjust": "moves",
    "hold": "holds", "release": "holds", "holds": "holds", "undo": "moves", "return": "moves", "send-back": "moves",
    "inspection": "quality", "inspect": "quality", "certificate": "quality", "retest": "quality",
    "quality": "quality",
    "order": "orders", "suggest": "orders", "allocate": "orders", "unallocate": "orders", "pick": "picks",
    "unpick": "picks", "ship": "picks",
    "run": "runs", "recipe": "runs", "trace": "trace", "balance": "trace", "recall": "recalls",
    "expiry": "expiry", "forecast": "expiry", "nightly": "expiry",
    "count": "counts",
    "report": "papers", "import": "exchange", "export": "exchange", "batch": "batch", "scan": "scan", "bench": "bench",
    "alerts": "alerts",
    "levels": "levels", "replenish": "levels", "refill": "refills",
    "person": "people", "rights": "people", "audit": "audit",
}  # fmt: skip
"""Where each command is: a module is loaded when one of its commands is asked for, which keeps the start short."""


class Wms(click.Group):
    """The whole command line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a warehouse's life."""
        return list(FAMILIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loading the module it is in."""
        family = FAMILIES.get(cmd_name)
        if family is None:
            return None
        commands: Sequence[click.Command] = importlib.import_module(f"wms_tui.cli.{family}").COMMANDS
        return next(one for one in commands if one.name == cmd_name)

    def main(self, args: Sequence[str] | None = None, *_given: Any, **_more: Any) -> NoReturn:
        """Run one command and leave the process with its exit status."""
        sys.exit(self.run(list(sys.argv[1:] if args is None else args)))

    def run(self, words: list[str]) -> int:
        """Run one command, print what it answers, and return its exit status."""
        session = Session()
        try:
            return self._run(words, session)
        except BrokenPipeError:
            # Nobody reads any more. What was asked for is done.
            _silence()
            return DONE
        except KeyboardInterrupt:
            return INTERRUPTED
        finally:
            session.close()

    def _run(self, words: list[str], session: Session) -> int:
        # What cannot be read must still be answered in the form that was asked for.
        as_json = "--json" in words
        try:
            return _say(answer_of(self._do(words, session)), as_json=session.as_json)
        except click.exceptions.Exit as leaving:
            return leaving.exit_code
        except click.Abort:
            return INTERRUPTED
        except click.ClickException as error:
            _refuse(usage_error(error), as_json=as_json)
            return WRONG_USAGE
        except WmsError as error:
            return _refuse(error, as_json=as_json)
        except BrokenPipeError:
            raise
        except OSError as error:
            return _refuse(file_error(error), as_json=as_json)

    def _do(self, words: list[str], session: Session) -> Any:
        refuse_unreadable(words)
        with self.make_context("wms", words, obj=session) as context:
            return self.invoke(context)


def open_screens(session: Session) -> Answer:
    """Open the terminal, and stay until it is left."""
    # The screens take longer to load than most commands to run.
    from screens.start import open_terminal

    status = open_terminal(session.path, by=session.by, terminal=_device())
    return Answer(None, exit_status=status)


def _device() -> str:
    """Return the name of the terminal that this process is at, or none."""
    try:
        return os.ttyname(sys.stdin.fileno()).removeprefix("/dev/")
    except (OSError, ValueError):
        return ""


def refuse_unreadable(words: Sequence[str]) -> None:
    """Refuse words that are no text: bytes that are not UTF-8, or the character that ends a C string."""
    for word in words:
        if "\0" in word or any(0xD800 <= ord(one) <= 0xDFFF for one in word):
            raise click.UsageError(f"{visible(word)} is not text.")


def usage_error(error: click.ClickException, hint: str = "See wms --help.") -> BadInput:
    """Return wrong usage as a refusal; `hint` is the way out where no command is known."""
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if context is not None:
        hint = f"See {context.command_path} --help."
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and context is not None:
        message = f"{context.command_path} needs another word."
    if isinstance(error, click.NoSuchOption) and error.option_name in ("--db", "--as", "--json"):
        hint = f"Put {error.option_name} before the command: wms {error.option_name} ..."
    return BadInput("usage", message, hint)


def file_error(error: OSError) -> BadInput:
    """Return what the operating system says of a file as a refusal."""
    name = f"{error.filename}: " if error.filename else ""
    return BadInput("file-error", f"{name}{error.strerror or error}.", "Check the path and its rights.")


def _say(answer: Answer, *, as_json: bool) -> int:
    """Print an answer and return its exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that knows fewer characters than our names have must not stop the answer.
        sys.stdout.reconfigure(errors="replace")
    try:
        if answer.value is not None:
            print_answer(answer, sys.stdout, as_json=as_json)
        for note in [] if as_json else answer.notes:
            click.echo(f"wms: {visible(sentence(note))}", err=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        _silence()
        click.echo(f"wms: The answer cannot be written: {error.strerror}.", err=True)
        return AWAY
    return answer.exit_status


def _refuse(error: WmsError, *, as_json: bool) -> int:
    """Print a refusal and return its exit status."""
    if as_json:
        sys.stdout.write(json_line(error_value(error)) + "\n")
        sys.stdout.flush()
    else:
        click.echo(f"wms: {visible(sentence(error.message))}", err=True)
        if hint_of(error):
            click.echo(f"     {visible(hint_of(error))}", err=True)
    return error.exit_status


def _silence() -> None:
    """Let what is still to be printed go nowhere: it would fail again when the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@click.command("wms", cls=Wms, invoke_without_command=True)
@click.option("--db", "target", metavar="TARGET", help="The warehouse: a file. [$WMS_DB, else in your data folder]")
@click.option("--as", "badge", metavar="BADGE", help="Who does it. [$WMS_USER, else your login name]")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON value.")
@click.version_option(package_name="wms-tui", prog_name="wms")
@click.pass_context
def wms(context: click.Context, target: str | None, badge: str | None, as_json: bool) -> Answer | None:
    """Keep a warehouse of lot-tracked stock. Without a command it opens the terminal.

    Exit status: 0 done, 1 refused by a rule (nothing has changed), 2 wrong usage, 75 the warehouse is busy or
    away (safe to repeat with the same --key). A code that is not there, a date or a quantity that cannot be
    read is refused; a command, an option or a word that wms does not have is wrong usage.

    \b
    Examples:
      wms
      wms --json stock --item 4711
      wms --as ANNA receive 4711 3CS --lot L27001 --expires 2029-06-30
    """
    session: Session = context.obj
    session.as_json = as_json
    # An empty name comes from a variable that is not set; the usual warehouse would be the wrong one.
    if target == "" or badge == "":
        raise click.UsageError("--db and --as need a name.", context)
    session.target, session.badge = target or "", badge or ""
    return open_screens(session) if context.invoked_subcommand is None else None
