"""Whether others have written since this process last looked: a question that costs next to nothing."""

from wms_tui.storage.statements import value


def version() -> int:
    """Return a number that is another one as soon as another process has written anything.

    What this process itself writes does not change it.
    """
    found: int = value("PRAGMA data_version")
    return found
