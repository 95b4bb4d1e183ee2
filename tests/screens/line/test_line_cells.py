"""The grid alone: whatever is written into it, a terminal that gets its bytes shows it."""

import random

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style

from screens.line.cells import Grid, Place, change_pen, move, pen_for
from screens.line.environment import PLAIN, LineProfile

MODERN = LineProfile("xterm-256color", colours=16, erase_to_end=True, ascii_only=False, modern=True)
STYLES = [
    *(None, Style(bold=True), Style(reverse=True), Style(bold=True, reverse=True, color="red")),
    *(Style(color="red"), Style(bgcolor="blue"), Style(color="bright_white", bgcolor="blue")),
    *(Style(underline=True), Style(color="default", bgcolor="green", bold=True)),
]
TEXTS = ["", " ", "      ", "LOT L2588C", "漢字", "é", "e\u0301", "A 漢 B", "x" * 30, " " * 30]


def terminal(width: int, height: int) -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(width, height)
    stream = pyte.Stream(screen)
    stream.feed("\x1b[?7l")
    return screen, stream


def cells(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """Return what a screen shows; the colour of letters does not count where there are none."""
    return [
        [
            (
                cell.data,
                cell.fg if cell.data.strip() or cell.reverse else "",
                cell.bg,
                cell.bold,
                cell.reverse,
                cell.underscore,
            )
            for cell in (screen.buffer[row][column] for column in range(screen.columns))
        ]
        for row in range(screen.lines)
    ]


def plainly(row: int, width: int, parts: list[tuple[str, Style | None]]) -> str:
    """Return the plainest way to write a whole row: each sign at its place, in its own pen."""
    out, column = [], 0
    for text, style in parts:
        pen = ";".join(("0", *pen_for(style, 16)))
        for sign in ["e\u0301"] if text == "e\u0301" else text:
            cells = 2 if sign in "漢字" else 1
            fits = column + cells <= width
            if column < width:
                out.append(f"\x1b[{row + 1};{column + 1}H\x1b[{pen}m{sign if fits else ' '}")
            column += cells
    return "".join(out)


@given(st.integers())
@settings(max_examples=15, deadline=None)
def test_the_difference_shows_what_writing_everything_shows(seed: int) -> None:
    chance = random.Random(seed)
    width, height = chance.choice([(24, 16), (40, 20), (31, 3)])
    grid = Grid(width, height, MODERN)
    shown, stream = terminal(width, height)
    expected, plain = terminal(width, height)
    for _ in range(chance.randrange(1, 30)):
        for _ in range(chance.randrange(1, 5)):
            text, style = chance.choice(TEXTS), chance.choice(STYLES)
            row, column = chance.randrange(height), chance.choice([0, 0, 4, 20])
            # A whole row is written, so that no half of a wide sign is left over.
            parts = [("." * column, None), (text, style), ("." * width, None)]
            grid.write(row, 0, [Segment(part, its) for part, its in parts])
            plain.feed(plainly(row, width, parts))
        stream.feed(grid.changes(Place(chance.randrange(height), chance.randrange(width))))
        assert cells(shown) == cells(expected)
    assert grid.changes(None) == ""


@pytest.mark.parametrize("old", STYLES)
@pytest.mark.parametrize("new", STYLES)
def test_a_change_of_pen_leaves_nothing_of_the_old_one(old: Style | None, new: Style | None) -> None:
    changed, stream = terminal(4, 1)
    anew, plain = terminal(4, 1)
    pens = pen_for(old, 16), pen_for(new, 16)
    stream.feed(change_pen((), pens[0]) + "a" + change_pen(*pens) + "b")
    plain.feed(f"\x1b[0;{';'.join(pens[0]) or '0'}ma\x1b[0;{';'.join(pens[1]) or '0'}mb")
    assert cells(changed) == cells(anew)


@given(st.integers(0, 9), st.integers(0, 39), st.integers(0, 9), st.integers(0, 39))
def test_a_move_goes_where_it_should_in_no_more_bytes_than_the_straight_way(a: int, b: int, c: int, d: int) -> None:
    screen, stream = terminal(40, 10)
    stream.feed(move(None, Place(a, b)))
    way = move(Place(a, b), Place(c, d))
    stream.feed(way)
    assert (screen.cursor.y, screen.cursor.x) == (c, d)
    assert len(way) <= len(move(None, Place(c, d)))


def test_a_plain_terminal_gets_reversed_letters_for_a_coloured_background() -> None:
    assert pen_for(Style(color="red", bgcolor="white"), 0) == ("7",)
    assert pen_for(Style(color="red", reverse=True), 0) == ("7",)
    assert pen_for(Style(color="red", bold=True), 0) == ("1",)


def test_eight_colours_are_enough_for_sixteen() -> None:
    assert pen_for(Style(color="bright_red", bgcolor="bright_blue"), 8) == ("31", "44")
    assert pen_for(Style(color="bright_black"), 8) == ()
    assert pen_for(Style(color="#ff0000"), 16) == ("31",)


def test_a_control_character_that_no_filter_stopped_is_not_sent() -> None:
    for profile in (PLAIN, MODERN):
        grid = Grid(20, 1, profile)
        grid.changes(None)
        grid.write(0, 0, [Segment("a\x1b[2Jb\x9b2J\x07\u202ec\r\n")])
        sent = grid.changes(None)
        assert sent.startswith("a[2Jb")
        assert sent.isprintable()


def test_the_end_of_a_line_is_erased_where_that_paints_the_background() -> None:
    blue = Style(bgcolor="blue")
    grid = Grid(40, 1, MODERN)
    grid.changes(None)
    grid.write(0, 0, [Segment("LOT" + " " * 37, blue)])
    assert grid.changes(None) == "\x1b[44mLOT\x1b[K"
    other = Grid(40, 1, LineProfile("screen", 16, erase_to_end=False, ascii_only=False, modern=True))
    other.changes(None)
    other.write(0, 0, [Segment("LOT" + " " * 37, blue)])
    assert other.changes(None) == "\x1b[44mLOT" + " " * 37
