"""The application: the task screen, the desk screens over it, and every key taken in order.

Textual hands keys from queue to queue, and a burst comes out in another order than it went in. Here
each key is acted upon when it reaches the application, before the next one is looked at.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from textual.events import Event, Key, Paste
from textual.screen import Screen

from screens.conversation import Conversation, Session
from screens.desk import DeskScreen
from screens.desks import DESKS, EXIT, Factory, read_address
from screens.keys import REDRAW_KEY
from screens.line.app import LineApp
from screens.line.environment import LineProfile
from screens.task_screen import Clock, TakesKeys, TaskScreen


class WmsApp(LineApp[None]):
    """One person at one terminal."""

    def __init__(
        self,
        session: Session,
        desks: Mapping[str, Factory] = DESKS,
        *,
        clock: Clock | None = None,
        notices: Callable[[], str] | None = None,
        profile: LineProfile | None = None,
        incident_folder: Path | None = None,
    ) -> None:
        """Show ``session``. ``clock`` tells the time for the first line, ``notices`` how much needs the person."""
        super().__init__(profile, incident_folder)
        self._desks = desks
        self._opened: dict[str, DeskScreen] = {}
        self._trail: list[str] = []
        self.task_screen = TaskScreen(session, ring=self.ring, opens=self.open_desk, clock=clock, notices=notices)

    def get_default_screen(self) -> Screen:
        """Begin with the task screen; it stays at the bottom of the stack."""
        return self.task_screen

    async def on_event(self, event: Event) -> None:
        """Take keys here, in the order of arrival; leave all else to Textual."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, Key) and event.key == REDRAW_KEY:
            self.redraw()
        elif self._screen_stack:
            cast(TakesKeys, self.screen).take(event)

    def open_desk(self, address: str) -> None:
        """Show a desk screen at an address; F3 there comes back to what was shown before. ``EXIT`` ends all."""
        name, subject = read_address(address)
        if name == EXIT:
            self.exit()
            return
        if name not in self._desks:
            self._top().refuse(f"There is no screen {name}", "Ask for another one")
            return
        self._trail.append(address)
        self._show(name).aim(subject)

    def close_desk(self) -> None:
        """Go back from a desk screen to the one before it, at last to the task."""
        self._trail.pop()
        if self._trail:
            name, subject = read_address(self._trail[-1])
            desk = self._show(name)
            if desk.subject != subject:
                desk.aim(subject)
        else:
            self.pop_screen()

    def _show(self, name: str) -> DeskScreen:
        """Put a desk screen on top, over the task screen or in the place of the desk screen there is."""
        if name not in self._opened:
            self._opened[name] = self._desks[name]()
            self.install_screen(self._opened[name], name)
        desk = self._opened[name]
        if len(self.screen_stack) == 1:
            self.push_screen(desk)
        elif self.screen is not desk:
            self.switch_screen(desk)
        return desk

    def _top(self) -> DeskScreen | Conversation:
        screen = self.screen
        return screen if isinstance(screen, DeskScreen) else self.task_screen.conversation
