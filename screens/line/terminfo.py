"""What the machine's terminal database says of one terminal.

Read through the standard library's curses, which loads one description in the life of a process: a
session has one terminal, so that is enough, and a second name is answered with nothing, never with
the first terminal's facts.
"""

import curses
from dataclasses import dataclass

_KEYS = {
    **{f"kf{number}": f"f{number}" for number in range(1, 13)},
    "kcuu1": "up",
    "kcud1": "down",
    "kcub1": "left",
    "kcuf1": "right",
    "khome": "home",
    "kend": "end",
    "kpp": "pageup",
    "knp": "pagedown",
    "kich1": "insert",
    "kdch1": "delete",
    "kcbt": "shift+tab",
    "kent": "enter",
}
"""Terminfo's name of a key, and ours."""

_loaded: list[str] = []


@dataclass(frozen=True, slots=True)
class Terminfo:
    """One terminal's description, as far as it concerns us."""

    colours: int
    """How many colours it has; 0 for none."""
    erases_in_colour: bool
    """Whether erased cells take the background colour that is set (terminfo ``bce``)."""
    keys: tuple[tuple[str, str], ...]
    """What its function and cursor keys send, each with the name of the key."""


def read(name: str) -> Terminfo | None:
    """Return the description of the terminal ``name``; ``None`` where the database has none."""
    if _loaded and _loaded[0] != name:
        return None
    try:
        # The file number serves only to ask for a baud rate and a size, which we do not use.
        curses.setupterm(name, 2)
    except curses.error:
        return None
    if not _loaded:
        _loaded.append(name)
    return Terminfo(
        colours=max(0, curses.tigetnum("colors")),
        erases_in_colour=curses.tigetflag("bce") == 1,
        keys=tuple(_sent_by_keys()),
    )


def _sent_by_keys() -> list[tuple[str, str]]:
    """Return what each key sends, where it is an escape sequence."""
    found = []
    for capability, key in _KEYS.items():
        sent = curses.tigetstr(capability)
        if sent and len(sent) > 2 and sent.startswith(b"\x1b"):
            found.append((sent.decode("latin-1"), key))
    return found
