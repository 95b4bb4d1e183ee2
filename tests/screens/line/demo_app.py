"""A small program on a line, for the tests of the line layer: one field that always takes the keys."""

import os
import sys
from pathlib import Path

from screens.line.environment import prepare

PROFILE = prepare(os.environ)

from rich.segment import Segment  # noqa: E402
from rich.style import Style  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.content import Content  # noqa: E402
from textual.events import Key  # noqa: E402
from textual.screen import Screen  # noqa: E402
from textual.strip import Strip  # noqa: E402
from textual.widget import Widget  # noqa: E402
from textual.widgets import Static  # noqa: E402

from screens.line.app import LineApp  # noqa: E402
from screens.line.driver import RuggedDriver  # noqa: E402
from screens.line.safe import visible  # noqa: E402

FACTS = """\
Pick  order 4711  line 3 of 12

BIN        A-07-03
ITEM       Peach halves in syrup 12x850 g
LOT        L2588C      BEST BEFORE 2026-11-30
TAKE       2 CS 4 EA
FROM       PLATE 340123450000000018

Next       A-07-09   Pear halves 12x850 g
Left       9 lines, 31 CS
Last       10:41 took 2 CS L2588C"""

LIST = "\n".join(
    f"{n:>3}  A-{n:02}-0{n % 7}  LOT L{2500 + n * 13}C  {n * 3:>4} CS  2026-{n % 12 + 1:02}-28" for n in range(1, 20)
)


class Field(Widget):
    """One line that shows what was typed."""

    DEFAULT_CSS = "Field { height: 1; }"
    typed = ""

    def render_line(self, y: int) -> Strip:
        """Draw the text and a cursor."""
        shown = visible(self.typed)
        segments = [Segment("> " + shown), Segment(" ", Style(reverse=True))]
        return Strip(segments).adjust_cell_length(self.size.width)


class Page(Screen[None]):
    """A title, a text and the field."""

    def __init__(self, title: str, body: str) -> None:
        """Show ``body`` under ``title``."""
        super().__init__()
        self.heading, self.body = title, body

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        heading = Static(Content(self.heading))
        heading.styles.text_style = Style(reverse=True)
        heading.styles.height = 1
        yield heading
        body = Static(Content(self.body))
        body.styles.height = "1fr"
        yield body
        answers = Static(Content("Scan the bin"), id="answers")
        answers.styles.height = 1
        yield answers
        yield Field()


class Demo(LineApp[None]):
    """Takes each key at the app, in order, and shows the answers."""

    def __init__(self) -> None:
        """Make the app; its incidents go to the folder named first on the command line."""
        super().__init__(PROFILE, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
        self.answers: list[str] = []

    async def on_mount(self) -> None:
        """Show the first page."""
        self.install_screen(Page("Pick", FACTS), "pick")
        self.install_screen(Page("Stock", LIST), "list")
        await self.push_screen("pick")

    def on_key(self, event: Key) -> None:
        """Take one key."""
        field = self.screen.query_one(Field)
        if event.key == "enter":
            self.answer(field.typed)
            field.typed = ""
        elif event.key == "backspace":
            field.typed = field.typed[:-1]
        elif event.character is not None and (event.is_printable or event.character in "\x1d\ufffd"):
            field.typed += event.character
        elif event.key in ("f2", "f3", "f5", "up"):
            field.typed += f"<{event.key}>"
        elif event.key == "f4":
            self.switch_screen("list" if self.screen is self.get_screen("pick") else "pick")
        field.refresh()

    def answer(self, text: str) -> None:
        """Take one answer; some words make the program do what the tests need."""
        if text == "crash":
            pin = "pin-2580"
            raise ValueError(f"a fault of {len(pin)} letters")
        if text == "end":
            self.exit()
        if text == "bell":
            self.ring(3)
        if text == "hang":
            while True:
                pass
        self.answers.append(text)
        line = f"{len(self.answers)}: {'|'.join(self.answers[-6:])}"
        self.screen.query_one("#answers", Static).update(Content(visible(line)))


if __name__ == "__main__":
    RuggedDriver.grace = 0.5
    sys.exit(Demo().run_on_line())
