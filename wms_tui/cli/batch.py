"""Many commands in one process: a JSON object a line in, one a line out."""

import io
import json
import math
import sys
from collections.abc import Sequence
from typing import Any

import click

from wms_tui.cli.main import REFUSED, WRONG_USAGE, file_error, refuse_unreadable, usage_error, wms
from wms_tui.cli.output import Answer, answer_of, error_value, json_line
from wms_tui.cli.running import Session, command
from wms_tui.domain.codes import excerpt
from wms_tui.errors import WmsError

_NOT_HERE = frozenset({"batch", "demo", "bench"})
_FORM = 'Write {"id": 1, "run": ["stock", "--item", "4711"]}.'


@command("batch")
@click.pass_obj
def batch(session: Session) -> Answer:
    """Run commands from standard input, a JSON object a line, and answer each with one on standard output.

    Each line is its own act: it is done for good when it is answered, and one that is refused changes nothing
    and keeps no other from being done. The first line out is {"ready": true}; a line that cannot be read is
    answered with exit 2.

    \b
    Example:
      wms batch < acts.jsonl

    \b
    A line in, and its answer:
      {"id": 1, "run": ["receive", "4711", "36", "--lot", "L1", "--key", "k1"]}
      {"id": 1, "exit": 0, "result": {"entry": 17, "repeated": false, ...}}
    """
    session.open()
    session.as_json = session.in_batch = True
    if isinstance(sys.stdin, io.TextIOWrapper):
        # Bytes that are no text are kept as such, to be refused by the line they are in.
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    _say({"ready": True})
    # Without names for it, no command prints a help page between the answers.
    with wms.make_context("wms", ["batch"], obj=session, help_option_names=[]) as context:
        for line in sys.stdin:
            if line.strip():
                _say(_answer(line, context))
    return Answer(None)


def _say(value: Any) -> None:
    sys.stdout.write(json_line(value) + "\n")
    sys.stdout.flush()


def _answer(text: str, context: click.Context) -> dict[str, Any]:
    """Return the answer to a line."""
    number: Any = None
    try:
        asked = _read(text)
        number = asked.get("id")
        answer = answer_of(_run(_words(asked), context))
        return {"id": number, "exit": answer.exit_status, "result": answer.value}
    except click.ClickException as error:
        return {"id": number, "exit": WRONG_USAGE, **error_value(usage_error(error, _FORM))}
    except WmsError as error:
        return {"id": number, "exit": error.exit_status, **error_value(error)}
    except OSError as error:
        return {"id": number, "exit": REFUSED, **error_value(file_error(error))}


def _read(text: str) -> dict[str, Any]:
    """Return the object that a line is.

    Raises:
        click.UsageError: where it is none.
    """
    try:
        asked = json.loads(text, parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError) as error:
        raise click.UsageError("The line is not JSON.") from error
    if not isinstance(asked, dict):
        raise click.UsageError("The line is no object.")
    return asked


def _finite(text: str) -> float:
    """Return a number that an answer can name again; JSON knows neither NaN nor Infinity."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _words(asked: dict[str, Any]) -> list[str]:
    """Return the command that a line asks for, word by word.

    Raises:
        click.UsageError: where it asks for none.
    """
    words = asked.get("run")
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise click.UsageError("The line has no command.")
    return words


def _run(words: Sequence[str], context: click.Context) -> Any:
    """Run the command of a line as the command line would."""
    refuse_unreadable(words)
    name, *rest = words
    found = None if name in _NOT_HERE else wms.get_command(context, name)
    if found is None:
        raise click.UsageError(f"There is no command {excerpt(name)} in a batch.")
    with found.make_context(name, rest, parent=context) as inner:
        return found.invoke(inner)


COMMANDS: tuple[click.Command, ...] = (batch,)
