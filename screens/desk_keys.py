"""The lines that name the live keys of a desk screen: on a narrow terminal two, so that no act is left out."""

from collections.abc import Sequence

from rich.cells import cell_len

from screens.keys import BACK, FUNCTION_KEYS, HELP, LIST, PAGE_DOWN, PAGE_UP, UNDO, function_key, spelled
from screens.line.safe import visible
from screens.lines import EMPTY, Line, line
from wms_tui.tasks.prompt import Key

NARROW = 60
"""Below this width the keys take two lines."""

_ALWAYS = ("enter", BACK.name)
_LAST = (HELP.name, UNDO.name, PAGE_DOWN.name, PAGE_UP.name)
"""What is left out first is named last: the title of the list says too that there is more."""


def place(key: Key) -> int:
    """Return where a key stands: ENTER first, then as on the keyboard."""
    row = function_key(key.name)
    return FUNCTION_KEYS.index(row) if row else -1


def key_lines(keys: Sequence[Key], width: int) -> list[Line]:
    """Return the lines of the live keys. Where they do not fit, ENTER, Back and the acts of the screen stay."""
    wide = "  ".join(f"{spelled(key.name)} {visible(key.label)}" for key in keys)
    if width >= NARROW and cell_len(wide) <= width:
        return [line(wide)]
    rows = 1 if width >= NARROW else 2
    shown = list(keys)
    while shown:
        lines = _flowed([f"{spelled(key.name)}{visible(key.label)}" for key in shown], width)
        if len(lines) <= rows:
            return [*map(line, lines), *[EMPTY] * (rows - len(lines))]
        shown.remove(max(shown, key=_dispensable))
    return [EMPTY] * rows


def _flowed(words: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _dispensable(key: Key) -> int:
    """Return how early a key is left out: the higher, the earlier."""
    if key.name in _ALWAYS:
        return 0
    if key.name in _LAST:
        return 2 + _LAST.index(key.name)
    return 2 if key.name == LIST.name and key.label == "Sort" else 1
