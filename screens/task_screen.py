"""The one screen on which all clerks' work is done: it draws any prompt and hands on every answer."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Protocol

from textual.app import ComposeResult
from textual.events import Key, Paste, Resize
from textual.screen import Screen

from screens.body import NARROW
from screens.conversation import Conversation, Session
from screens.looks import Lines

Clock = Callable[[], datetime]


class TakesKeys(Protocol):
    """A screen that takes what arrives from the keyboard at once, in the order of arrival."""

    def take(self, event: Key | Paste) -> None:
        """Act on a key, or on text that arrived at once."""
        ...


class TaskScreen(Screen[None]):
    """Draws the conversation with a session.

    Without a clock nothing is sent while nobody types. With one, the time in the first line shows that
    the link is alive: by the second, or by the minute where the screen is narrow.
    """

    DEFAULT_CSS = "TaskScreen { overflow: hidden; }"

    def __init__(
        self,
        session: Session,
        *,
        ring: Callable[[int], None],
        opens: Callable[[str], None],
        clock: Clock | None = None,
        notices: Callable[[], str] | None = None,
    ) -> None:
        """Show ``session``; ``ring`` sounds the bell so often, ``opens`` shows a desk screen.

        ``notices`` says in a word how much needs the person; it is asked as often as the clock.
        """
        super().__init__()
        self.conversation = Conversation(session, ring=ring, opens=opens)
        self._clock = clock
        self._notices = notices
        self._lines = Lines()
        self._draws = False

    def compose(self) -> ComposeResult:
        """Hold nothing but lines."""
        yield self._lines

    def on_mount(self) -> None:
        """Let the clock tick, if there is one."""
        if self._clock is not None:
            self.set_interval(1, self._tick)

    def on_resize(self, event: Resize) -> None:
        """Draw for the new size."""
        self.conversation.resize(*event.size)
        self._tell_time()
        self._tell_notices()
        self.draw_soon()

    def on_screen_resume(self) -> None:
        """Come back from a desk screen: what it did may have changed the step."""
        self.conversation.reread()
        self.draw_soon()

    def take(self, event: Key | Paste) -> None:
        """Act on what arrived; the drawing waits until the whole burst is taken."""
        if isinstance(event, Paste):
            self.conversation.paste(event.text, event.time)
        else:
            self.conversation.key(event.key, event.character, event.time)
        self.draw_soon()

    def draw_soon(self) -> None:
        """Draw once, after what is being done now."""
        if not self._draws:
            self._draws = self.call_later(self._draw)

    def _draw(self) -> None:
        self._draws = False
        self._lines.show(self.conversation.picture().lines)
        if self.conversation.unseen:
            self.call_after_refresh(self._drawn)

    def _drawn(self) -> None:
        self.conversation.drawn(monotonic())

    def _tick(self) -> None:
        if self.is_current and self._tell_time() | self._tell_notices():
            self.draw_soon()

    def _tell_time(self) -> bool:
        """Put the time into the first line; return whether it reads differently."""
        before = self.conversation.clock
        if self._clock is not None:
            form = "%H:%M:%S" if self.size.width >= NARROW else "%H:%M"
            self.conversation.clock = self._clock().strftime(form)
        return self.conversation.clock != before

    def _tell_notices(self) -> bool:
        """Put how much needs the person into the first line; return whether it reads differently."""
        before = self.conversation.notices
        if self._notices is not None:
            self.conversation.notices = self._notices()
        return self.conversation.notices != before
