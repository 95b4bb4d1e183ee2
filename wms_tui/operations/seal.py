"""Seal: chain every entry so far, and tell the head that reports and backups carry."""

from wms_tui import clock
from wms_tui.storage import chain
from wms_tui.storage.connection import transaction


def seal_now() -> str:
    """Seal all entries so far and return the head of the chain, 64 hexadecimal digits."""
    with transaction():
        return chain.seal(clock.now())
