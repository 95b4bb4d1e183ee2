"""The same terminal drawn by curses: the floor that the bytes of the real one are held against.

It runs the same session and the same pictures; only what turns a picture into bytes is another.
"""

import curses
import sys
import time
from pathlib import Path

from screens.conversation import Conversation
from screens.lines import Line, Look
from wms_tui.storage.connection import open_database
from wms_tui.tasks.session import Session

_FUNCTION_KEYS = {curses.KEY_F0 + number: f"f{number}" for number in range(1, 13)}
_NAMES = {13: "enter", 10: "enter", 9: "tab", 127: "backspace", curses.KEY_BACKSPACE: "backspace", **_FUNCTION_KEYS}
_COLOURS = {Look.OK: (1, curses.COLOR_GREEN), Look.ASK: (2, curses.COLOR_YELLOW), Look.REFUSED: (3, curses.COLOR_RED)}


def main(path: str, badge: str) -> None:
    """Open a warehouse and draw its terminal until the line ends."""
    open_database(Path(path), by=badge)
    curses.wrapper(_run, badge)


def _run(screen: "curses.window", badge: str) -> None:
    curses.use_default_colors()
    for number, colour in _COLOURS.values():
        curses.init_pair(number, colour, -1)
    curses.curs_set(0)
    talk = Conversation(Session(badge, "BENCH"), ring=lambda times: None, opens=lambda address: None)
    while True:
        height, width = screen.getmaxyx()
        talk.resize(width, height)
        _draw(screen, talk)
        talk.drawn(time.monotonic())
        code = screen.getch()
        if code < 0:
            return
        character = chr(code) if 32 <= code < 127 else None
        talk.key(_NAMES.get(code, character or ""), character, time.monotonic())


def _draw(screen: "curses.window", talk: Conversation) -> None:
    screen.erase()
    for row, line in enumerate(talk.picture().lines):
        _draw_line(screen, row, line)
    screen.refresh()


def _draw_line(screen: "curses.window", row: int, line: Line) -> None:
    column = 0
    for span in line.spans:
        # The last cell of the last row cannot be written without scrolling, and curses says so.
        screen.insstr(row, column, span.text, _attribute(span.look))
        column += len(span.text)


def _attribute(look: Look) -> int:
    if look is Look.BIG:
        return curses.A_BOLD
    if look is Look.REVERSE:
        return curses.A_REVERSE
    if look not in _COLOURS:
        return curses.A_NORMAL
    style = {Look.OK: curses.A_BOLD, Look.ASK: curses.A_REVERSE, Look.REFUSED: curses.A_BOLD | curses.A_REVERSE}
    return curses.color_pair(_COLOURS[look][0]) | style[look]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
