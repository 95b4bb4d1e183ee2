"""The app on a captured line: cell by cell what Textual itself would show, and nothing raw from data."""

import random
from typing import Any

import pyte
import pytest
from rich.color import ColorSystem
from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.driver import Driver
from textual.screen import ModalScreen
from textual.widgets import Button, Checkbox, Input, Label, OptionList, Static

from screens.line.app import LineApp
from screens.line.ascii import ascii_for
from screens.line.environment import PLAIN, LineProfile

XTERM = LineProfile("xterm-256color", colours=16, erase_to_end=True, ascii_only=False, modern=True)
SCREEN = LineProfile("screen", colours=16, erase_to_end=False, ascii_only=False, modern=True)
LINUX = LineProfile("linux", colours=8, erase_to_end=True, ascii_only=False, modern=False)

WORDS = ["LOT L2588C", "漢字 12x850 g", "Käse", "", "A-07-03  3 CS 4 EA", "released\nhold\nquarantine", "x" * 90]
COLOURS = ["ansi_red", "ansi_bright_green", "ansi_default", "ansi_blue", "#336699"]


class CapturingDriver(Driver):
    """Keeps what would go over the line."""

    sent = ""

    def write(self, data: str) -> None:
        self.sent += data

    def start_application_mode(self) -> None: ...

    def disable_input(self) -> None: ...

    def stop_application_mode(self) -> None: ...


class Capturing(LineApp[None]):
    """Draws on the capturing driver although it runs under test."""

    CSS = """
    OptionList { height: 5; border: ascii ansi_blue; }
    Question { align: center middle; background: ansi_blue; }
    Question Label { background: ansi_green; width: 12; }
    #panel { height: 3; background: ansi_blue; color: ansi_bright_yellow; }
    """

    def compose(self) -> ComposeResult:
        yield Static(Content("Pick"), id="title")
        yield Static(Content(""), id="text")
        yield Input(id="input")
        yield OptionList(*(Text(f"option {number} 漢") for number in range(9)), id="list")
        yield Static(Content("panel"), id="panel")

    def _build_driver(self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None) -> Driver:
        self.line = CapturingDriver(self, size=size)
        self._driver = self.line
        # Without a real terminal nobody told Textual how many colours there are.
        self.console._color_system = ColorSystem.STANDARD
        return self.line


class Question(ModalScreen[None]):
    """A small screen on top of the other."""

    def compose(self) -> ComposeResult:
        yield Label(Content("Sure?"))


class WithoutColourInErasing(pyte.Screen):
    """A terminal whose erased cells are always of its own background."""

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        attributes, self.cursor.attrs = self.cursor.attrs, self.default_char
        super().erase_in_line(how, private)
        self.cursor.attrs = attributes


class Watched:
    """An app's line, drawn by pyte, beside what Textual itself would have drawn."""

    def __init__(self, app: Capturing) -> None:
        self.app = app
        self.taken = 0
        self._new_screen()

    def _new_screen(self) -> None:
        self.screen = (pyte.Screen if self.app.profile.erase_to_end else WithoutColourInErasing)(*self.app.size)
        self.stream = pyte.Stream(self.screen)
        self.stream.feed("\x1b[?7l")

    def compare(self) -> None:
        if (self.screen.columns, self.screen.lines) != self.app.size:
            self._new_screen()
        self.stream.feed(self.app.line.sent[self.taken :])
        self.taken = len(self.app.line.sent)
        screen = self.app.screen
        update: Any = screen._compositor.render_update(full=True, screen_stack=self.app._background_screens)
        stock = pyte.Screen(*self.app.size)
        pyte.Stream(stock).feed("\x1b[?7l" + update.render_segments(self.app.console))
        for row in range(stock.lines):
            for column in range(stock.columns):
                assert self._seen(row, column) == self._expected(stock, row, column), (row, column)

    def _seen(self, row: int, column: int) -> tuple[object, ...]:
        cell = self.screen.buffer[row][column]
        return self._look(cell, cell.data)

    def _expected(self, stock: pyte.Screen, row: int, column: int) -> tuple[object, ...]:
        cell = stock.buffer[row][column]
        data = cell.data
        profile = self.app.profile
        if profile.ascii_only and not data.isascii():
            wide = column + 1 < stock.columns and not stock.buffer[row][column + 1].data
            data = ascii_for(data, 2 if wide else 1)[0]
        elif profile.ascii_only and not data:
            data = ascii_for(stock.buffer[row][column - 1].data, 2)[1]
        if profile.colours == 0:
            # A coloured background is shown as reversed letters.
            reverse = cell.reverse != (cell.bg != "default")
            cell = cell._replace(fg="default", bg="default", reverse=reverse)
        if profile.colours == 8:
            cell = cell._replace(fg=_dull(cell.fg), bg=_dull(cell.bg))
        return self._look(cell, data)

    def _look(self, cell: Any, data: str) -> tuple[object, ...]:
        letters = data.strip() != "" or cell.reverse
        return (data, cell.fg if letters else "", cell.bg, cell.bold if letters else "", cell.reverse)


def _dull(colour: str) -> str:
    """Return pyte's name of the colour that stands for a bright one among eight."""
    return "default" if colour == "brightblack" else colour.removeprefix("bright")


async def change(app: Capturing, pilot: Any, chance: random.Random) -> None:
    """Do one thing to the screen that a day's work might do."""
    match chance.randrange(8):
        case 0 | 1:
            style = f"{chance.choice(['', 'bold ', 'reverse '])}{chance.choice(COLOURS)}"
            parts = [(chance.choice(WORDS), style), " ", chance.choice(WORDS)]
            app.query_one("#text", Static).update(Content.assemble(*parts))
        case 2:
            app.query_one("#input", Input).value = chance.choice(WORDS).partition("\n")[0]
        case 3:
            await pilot.press(chance.choice(["tab", "down", "up", "a", "backspace", "pagedown"]))
        case 4:
            app.query_one("#panel").display = not app.query_one("#panel").display
        case 5:
            app.query_one("#title").styles.background = chance.choice(COLOURS)
        case 6:
            app.redraw()
        case 7:
            question = isinstance(app.screen, Question)
            await (app.pop_screen() if question else app.push_screen(Question()))


@pytest.mark.parametrize(
    ("profile", "size"), [(PLAIN, (24, 16)), (LINUX, (40, 20)), (XTERM, (80, 24)), (SCREEN, (40, 20))]
)
async def test_every_cell_is_what_textual_itself_would_show(profile: LineProfile, size: tuple[int, int]) -> None:
    chance = random.Random(f"{profile.name} {size}")
    app = Capturing(profile)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        watched = Watched(app)
        watched.compare()
        for step in range(14):
            if not isinstance(app.screen, Question):
                await change(app, pilot, chance)
            else:
                await app.pop_screen()
            if step % 7 == 6:
                await pilot.resize_terminal(*chance.choice([(24, 16), (40, 20), (80, 24)]))
            await pilot.pause()
            watched.compare()


HOSTILE = "X\x1b]52;c;aGk=\x07\x9b2J\u202ecod\u2066\x00[/x] [@click=app.quit]"


class Hostile(Capturing):
    """Shows what an attacker wrote in every widget we use."""

    def compose(self) -> ComposeResult:
        text = Content(HOSTILE)
        yield from (Static(text), Label(text), Button(text), Checkbox(text))
        yield Input(HOSTILE, placeholder=HOSTILE)
        yield OptionList(Text(HOSTILE))
        framed = Static(text)
        framed.border_title = Content(HOSTILE)
        framed.styles.border = ("ascii", "red")
        yield framed
        self.notify(HOSTILE, markup=False)


@pytest.mark.parametrize("profile", [XTERM, PLAIN])
async def test_what_an_attacker_wrote_never_reaches_the_terminal_raw(profile: LineProfile) -> None:
    app = Hostile(profile)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.copy_to_clipboard(HOSTILE)
        sent = app.line.sent
    assert "X\u241b]52" in sent or "X^]52" in sent
    for raw in ("\x1b]", "\x9b", "\u202e", "\u2066", "\x00", "\x07"):
        assert raw not in sent


async def test_nothing_reaches_out_of_the_app() -> None:
    app = Capturing(XTERM)
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("ctrl+q", "ctrl+c", "ctrl+z", "ctrl+p", "ctrl+backslash")
        for action in ("quit", "command_palette", "screenshot", "suspend_process", "help_quit", "change_theme"):
            await app.run_action(action)
        app.open_url("http://example.org")
        assert app.deliver_text("/etc/hostname") is None
        with app.suspend():
            pass
        await pilot.pause()
        assert app.is_running
        assert len(app.screen_stack) == 1


async def test_no_cursor_blinks() -> None:
    app = Capturing(XTERM)
    async with app.run_test(size=(40, 20)):
        assert not app.query_one(Input).cursor_blink


async def test_a_cursor_that_a_widget_places_is_placed() -> None:
    app = Capturing(XTERM)
    async with app.run_test(size=(40, 20)) as pilot:
        app.query_one(Input).focus()
        await pilot.press("a", "b")
        await pilot.pause()
        watched = Watched(app)
        watched.compare()
        assert (watched.screen.cursor.x, watched.screen.cursor.y) == app.cursor_position
