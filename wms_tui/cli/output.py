"""What a command answers, for people as plain text and for programs as one JSON value."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TextIO

from rich.cells import cell_len

from wms_tui.domain.frozen import to_json
from wms_tui.domain.rows import HistoryRow
from wms_tui.errors import NeedsConfirmation, WmsError

GAP = "  "


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gives where a value alone does not say all."""

    value: Any
    shown: Any = None
    """What people see of it; None for the value."""
    write: Callable[[TextIO], None] | None = None
    """Writes it for people in a form of its own; None for the usual one."""
    exit_status: int = 0
    notes: Sequence[str] = ()
    """What people are told beside it, on the error stream."""
    columns: Sequence[str] = ()
    """Columns of a table that are shown even where no row says anything in them."""


def answer_of(given: Any) -> Answer:
    """Return what a command gave as an answer whose value is made of JSON values alone."""
    answer = given if isinstance(given, Answer) else Answer(given)
    return replace(answer, value=to_json(answer.value), shown=to_json(answer.shown))


def error_value(error: WmsError) -> dict[str, Any]:
    """Return a refusal as programs read it."""
    return {"error": {"code": error.code, "message": sentence(error.message), "hint": hint_of(error)}}


def sentence(text: str) -> str:
    """Return what a handheld has no room to end as a sentence with its end."""
    return f"{text}." if text and text[-1] not in ".?!:" else text


def hint_of(error: WmsError) -> str:
    """Return the way out of a refusal, with the option that says yes where it is a question."""
    if error.code == "lot-needed" and "item" in error.details:
        return f"Name it: --lot LOT. wms stock --item {error.details['item']} shows them."
    hint = sentence(error.hint)
    if not isinstance(error, NeedsConfirmation) or f"--{error.accept}" in hint:
        return hint
    option = f"--{error.accept} R" if error.accept.endswith("reason") else f"--{error.accept}"
    return f"{hint} Yes is {option}."


def history_value(row: HistoryRow) -> dict[str, Any]:
    """Return a row of the history under the names of the command line."""
    names = {"source": "from", "target": "to"}
    return {str(names.get(name, name)): value for name, value in to_json(row).items()}


def json_line(value: Any) -> str:
    """Return a value as one line of JSON, all of it ASCII: no terminal can take it for orders."""
    return json.dumps(value, separators=(", ", ": "))


def visible(text: str) -> str:
    """Return a text in which nothing acts on a terminal or turns its direction.

    Control characters are shown as their pictures, what else cannot be seen as its number.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else _named(one) for one in text)


def _named(character: str) -> str:
    number = ord(character)
    if number < 0x20:
        return chr(0x2400 + number)
    return f"<U+{number:04X}>"


def print_answer(answer: Answer, stream: TextIO, *, as_json: bool) -> None:
    """Print an answer, and make sure that it has left."""
    if as_json:
        stream.write(json_line(answer.value) + "\n")
    elif answer.write is not None:
        answer.write(stream)
    else:
        shown = answer.value if answer.shown is None else answer.shown
        for line in table(shown, answer.columns) if answer.columns and shown else lines_of(shown):
            stream.write(visible(line) + "\n")
    stream.flush()


def lines_of(value: Any) -> Iterator[str]:
    """Return a JSON value as lines for people: a list as a table, an object as its facts."""
    if isinstance(value, Mapping):
        yield from _facts(value)
    elif isinstance(value, list):
        yield from _many(value)
    else:
        yield _cell(value)


def _facts(value: Mapping[str, Any]) -> Iterator[str]:
    plain = {name: one for name, one in value.items() if not _is_nested(one) and _says(one)}
    width = max(map(cell_len, plain), default=0)
    for name, one in plain.items():
        yield f"{_padded(name, width)}{GAP}{_cell(one)}"
    for name, one in value.items():
        if _is_nested(one) and _says(one):
            yield f"{name}:"
            yield from (f"{GAP}{line}" for line in lines_of(one))


def _many(values: Sequence[Any]) -> Iterator[str]:
    if not values:
        yield "Nothing found."
    elif not all(isinstance(one, Mapping) for one in values):
        yield from (_cell(one) for one in values)
    elif any(_is_nested(one) for value in values for one in value.values()):
        for number, value in enumerate(values):
            yield from [""] if number else []
            yield from _facts(value)
    else:
        yield from table(values)


def table(values: Sequence[Mapping[str, Any]], always: Sequence[str] = ()) -> Iterator[str]:
    """Return rows as an aligned table; columns that say nothing in any row are left out, but for some."""
    columns = [name for name in values[0] if name in always or any(_says(value.get(name)) for value in values)]
    cells = [[visible(_cell(value.get(name))) for name in columns] for value in values]
    widths = [max(cell_len(name), *(cell_len(row[place]) for row in cells)) for place, name in enumerate(columns)]
    right = [all(_is_number(value.get(name)) for value in values) for name in columns]
    for row in ([*columns], *cells):
        yield GAP.join(map(_padded, row, widths, right)).rstrip()


def _padded(text: str, width: int, right: bool = False) -> str:
    space = " " * (width - cell_len(text))
    return space + text if right else text + space


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_cell, value))
    return "" if value is None else str(value)


def _says(value: Any) -> bool:
    # 0 is False to Python, and a figure to people.
    return value is not None and value is not False and value not in ("", [], {})


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))


def _is_nested(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    return isinstance(value, list) and any(isinstance(one, Mapping) for one in value)
