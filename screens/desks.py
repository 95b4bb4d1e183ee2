"""The desk screens by name. A task opens one by its address: ``stock``, or ``lot:4711/L7`` with what to show."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.desk import DeskScreen

Factory = Callable[[], "DeskScreen"]

DESKS: dict[str, Factory] = {}
"""Name of a desk screen -> what makes it. Each is made once, when it is first opened, and kept."""

EXIT = "exit"
"""The address that ends the application: what a session answers when somebody signs off at a desk."""


def read_address(address: str) -> tuple[str, str]:
    """Divide an address into the name of a desk screen and what to show in it (empty for nothing special)."""
    name, _, subject = address.partition(":")
    return name, subject
