"""The help: what this step shows and wants, and what each live key does."""

from collections.abc import Mapping
from types import MappingProxyType

from screens.fit import fold
from screens.keys import (
    BACK,
    CLEAR_KEY,
    FUNCTION_KEYS,
    HELP_OF_LABELS,
    PAGE_DOWN,
    PAGE_UP,
    REDRAW_KEY,
    FunctionKey,
    live_keys,
    pressed,
    spelled,
)
from screens.layout import SMALLEST, Picture, key_line, title_line, too_small
from screens.lines import EMPTY, Line, Look, line, rule
from wms_tui.tasks.prompt import Prompt

_EDITING = ((CLEAR_KEY, "Clear what is typed"), (REDRAW_KEY, "Draw the screen again"))


def lay_out_help(
    prompt: Prompt,
    words: tuple[str, ...],
    width: int,
    height: int,
    page: int,
    does: Mapping[str, str] = MappingProxyType({}),
) -> Picture:
    """Return one page of the help for the step a prompt shows; ``words`` are the session's own.

    ``does`` says what a key does here, by its command, where that is not what it does everywhere.
    """
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return too_small(width, height)
    rows = _rows(prompt, words, does, width)
    room = height - 4
    pages = -(-len(rows) // room)
    page = min(max(page, 0), pages - 1)
    shown = rows[page * room : (page + 1) * room]
    progress = f"{page + 1}/{pages}" if pages > 1 else ""
    keys = [BACK.as_key(), *((PAGE_UP.as_key(), PAGE_DOWN.as_key()) if pages > 1 else ())]
    lines = (
        title_line(f"HELP {prompt.title}", progress, "", "", width),
        rule(width),
        *shown,
        *[EMPTY] * (room - len(shown)),
        rule(width),
        key_line(keys, width),
    )
    return Picture(lines, page=page, pages=pages)


def _rows(prompt: Prompt, words: tuple[str, ...], does: Mapping[str, str], width: int) -> list[Line]:
    rows = [line(row, Look.BIG) for row in fold(prompt.question, width, 3)]
    if prompt.default:
        rows += _folded(f"ENTER alone answers {prompt.default}", width)
    for text in words:
        rows += _folded(text, width)
    rows.append(EMPTY)
    for fact in prompt.facts:
        rows += _folded(f"{fact.label} {fact.value}", width)
    rows.append(EMPTY)
    keys = live_keys(prompt)
    for row in FUNCTION_KEYS:
        key = pressed(row, keys)
        if key:
            own = "" if key.label == row.label else f" {key.label}:"
            help = does.get(key.command) or HELP_OF_LABELS.get((key.command, key.label), row.help)
            rows += _folded(f"{_spelled(row)}{own} {help}", width)
    for name, edits in _EDITING:
        rows += _folded(f"{spelled(name)} {edits}", width)
    return rows


def _spelled(row: FunctionKey) -> str:
    return " ".join(spelled(name) for name in (*row.names, row.alias))


def _folded(text: str, width: int) -> list[Line]:
    """Return a text on as many lines as it needs, each after the first set in by two."""
    first, *rest = fold(text, width, 1 if len(text) <= width else 8) or [""]
    return [line(first), *(line(row) for row in rest)]
